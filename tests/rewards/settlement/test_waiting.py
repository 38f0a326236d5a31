"""Holds, quarantines and exclusions over the money: what waits, what is released, what is forfeited and to whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from campaigns.events.models import Event
from campaigns.events.operations import _subscribers
from campaigns.findings.models import Finding
from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign
from campaigns.recruiting.claiming_places import claim_place, make_claim_code
from campaigns.recruiting.models import Participant
from campaigns.recruiting.standing import remove_member
from campaigns.trust.models import Hold
from campaigns.trust.operations import (
    decide_hold,
    decide_objection,
    lift_quarantine,
    make_objection,
    place_hold,
    quarantine_branch,
)
from rewards.contracts.budget import read_budget
from rewards.ledger.models import Account, Transfer
from rewards.settlement.audit import find_differences
from rewards.settlement.explanation import Explanation
from rewards.settlement.forfeiting import forfeit_due
from rewards.settlement.models import Settlement
from rewards.settlement.operations import settle_due
from rewards.settlement.releasing import release_due, release_person
from rewards.settlement.tasks import release_shares_of
from tests import cast
from tests.cast import MOMENT, ONE_DAY, Cast
from tests.laws.damage import lawless, run
from tests.rewards.settlement.test_two_phase import balance, balances, undo

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
FORTNIGHT = 14 * ONE_DAY


def staged(quota: int = 4, **rules: Any) -> tuple[Campaign, Cast]:
    campaign = cast.live_campaign([(400_000, quota)], **rules)
    return campaign, cast.full_cast(campaign)


def found(by: Participant, *, at: datetime = MOMENT) -> Finding:
    """Have somebody's finding verified and settled."""
    finding = cast.verify(cast.report(by, at=at), at=at)
    assert settle_due(at=at) == 1
    return finding


def held(person: Participant, *, at: datetime = MOMENT, days: int = 30) -> Hold:
    organizer = cast.organizer_of(person.campaign)
    return place_hold(participant=person, reason="A tip from the others.", placed_by=organizer, at=at, days=days)


def other_organizer(campaign: Campaign) -> User:
    user = cast.make_user("olive")
    Role.objects.create(campaign=campaign, user=user, kind=Role.Kind.ORGANIZER)
    return user


def removed(person: Participant, how: str = "excluded", *, at: datetime = MOMENT) -> Hold:
    """Have a hold on somebody decided against them."""
    organizer = cast.organizer_of(person.campaign)
    return decide_hold(hold=held(person, at=at), decision=how, decided_by=organizer, at=at, note="Invented people.")


def right(campaign: Campaign, *, at: datetime) -> bool:
    assert find_differences(campaign.pk, at=at) == []
    return True


# Holds


def test_what_somebody_on_hold_earns_is_held_and_everybody_else_is_paid() -> None:
    campaign, people = staged()
    held(people.bob)
    found(people.dave)
    assert [balance(person, "payable") for person in people.chain] == [200_000, 100_000, 0, 25_000]
    assert balance(people.bob, "held") == 50_000
    assert right(campaign, at=MOMENT)


def test_a_hold_keeps_shares_that_were_held_before_it() -> None:
    campaign, people = staged(hold_days=3)
    found(people.dave)
    held(people.bob)
    assert release_due(at=MOMENT + 3 * ONE_DAY) == 3
    assert balance(people.bob, "held") == 50_000
    assert right(campaign, at=MOMENT + 3 * ONE_DAY)


def test_a_cleared_hold_lets_go_of_what_it_held_within_the_hour() -> None:
    campaign, people = staged()
    hold = held(people.bob)
    found(people.dave)
    assert release_due(at=MOMENT + HOUR) == 0
    decide_hold(hold=hold, decision="cleared", decided_by=cast.organizer_of(campaign), at=MOMENT + HOUR)
    assert release_due(at=MOMENT + 2 * HOUR) == 1
    assert balance(people.bob, "payable") == 50_000
    assert right(campaign, at=MOMENT + 2 * HOUR)


def test_a_hold_ends_by_itself_and_nothing_has_to_run_for_it() -> None:
    campaign, people = staged()
    held(people.bob)
    found(people.dave)
    at = MOMENT
    while at < MOMENT + 30 * ONE_DAY - HOUR:
        at += 6 * HOUR
        if at < MOMENT + 30 * ONE_DAY:
            assert release_due(at=at) == 0, at
    assert release_due(at=MOMENT + 31 * ONE_DAY) == 1, "whoever waits is looked at every day at least"
    found(people.dave, at=MOMENT + 30 * ONE_DAY)
    assert balance(people.bob, "payable") == 100_000
    assert right(campaign, at=MOMENT + 31 * ONE_DAY)


def test_a_place_nobody_claimed_beside_somebody_on_hold_waits_by_itself() -> None:
    campaign, people = staged()
    Participant.objects.filter(pk=people.alice.pk).update(user=None)
    hold = held(people.bob)
    found(people.dave)
    assert release_due(at=MOMENT + HOUR) == 0
    decide_hold(hold=hold, decision="cleared", decided_by=cast.organizer_of(campaign), at=MOMENT + HOUR)
    assert release_due(at=MOMENT + 2 * HOUR) == 1
    assert (balance(people.bob, "payable"), balance(people.alice, "held")) == (50_000, 25_000)
    assert right(campaign, at=MOMENT + 2 * HOUR)


# At once


def claimed(place: Participant, *, at: datetime) -> User:
    """Have somebody claim a place that was nobody's."""
    code = make_claim_code(participant=place, actor=cast.organizer_of(place.campaign), at=at)
    user = cast.make_user("erin")
    claim_place(campaign=place.campaign, user=user, code=code, at=at)
    return user


def test_a_claimed_place_gets_what_was_held_for_it_at_once() -> None:
    campaign, people = staged()
    Participant.objects.filter(pk__in=[people.bob.pk, people.alice.pk]).update(user=None)
    finding = found(people.dave)
    at = MOMENT + HOUR
    claimed(people.bob, at=at)
    assert release_due(at=at) == 0, "it is not due before tomorrow"
    assert release_person(participant_id=people.bob.pk, at=at) == 1
    assert release_person(participant_id=people.bob.pk, at=at) == 0
    assert (balance(people.bob, "payable"), balance(people.alice, "held")) == (50_000, 25_000)
    again = Settlement.objects.get(finding=finding).releases_at
    assert again is not None, "Alice's share is looked at again"
    assert again >= MOMENT + ONE_DAY
    assert right(campaign, at=at)


def test_claiming_shortens_no_days_of_holding() -> None:
    campaign, people = staged(hold_days=3)
    Participant.objects.filter(pk=people.bob.pk).update(user=None)
    found(people.dave)
    claimed(people.bob, at=MOMENT + ONE_DAY)
    assert release_person(participant_id=people.bob.pk, at=MOMENT + 3 * ONE_DAY - HOUR) == 0
    assert release_person(participant_id=people.bob.pk, at=MOMENT + 3 * ONE_DAY) == 4, "all that is over for"
    assert right(campaign, at=MOMENT + 3 * ONE_DAY)


def test_a_claimed_place_on_hold_waits_on_and_is_paid_when_it_is_cleared(caplog: pytest.LogCaptureFixture) -> None:
    campaign, people = staged()
    Participant.objects.filter(pk=people.bob.pk).update(user=None)
    found(people.dave)
    # Long unclaimed, so that it is looked at in many days only.
    assert release_due(at=MOMENT + 100 * ONE_DAY) == 0
    at = MOMENT + 101 * ONE_DAY
    hold = held(people.bob, at=at)
    claimed(people.bob, at=at)
    assert release_person(participant_id=people.bob.pk, at=at) == 0
    decide_hold(hold=hold, decision="cleared", decided_by=cast.organizer_of(campaign), at=at)
    assert release_person(participant_id=people.bob.pk, at=at) == 1
    assert "could not be released" not in caplog.text
    assert right(campaign, at=at)


def test_whoever_is_removed_is_released_nothing() -> None:
    campaign, people = staged(hold_days=3)
    finding = found(people.dave)
    removed(people.bob)
    at = MOMENT + 4 * ONE_DAY
    assert release_person(participant_id=people.bob.pk, at=at) == 3, "the others'"
    assert balance(people.bob, "held") == 50_000
    undo(finding, at=at)
    assert release_person(participant_id=people.bob.pk, at=at) == 0
    assert right(campaign, at=at)


def test_who_claims_or_is_cleared_is_told_of_at_once(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    for kind in ("place.claimed", "hold.decided", "participant.reinstated"):
        assert release_shares_of.delay in _subscribers[kind]
        monkeypatch.setitem(_subscribers, kind, [told.append])
    campaign, people = staged()
    Participant.objects.filter(pk=people.bob.pk).update(user=None)
    with django_capture_on_commit_callbacks(execute=True):
        claimed(people.bob, at=MOMENT)
    assert told == [people.bob.pk]
    with django_capture_on_commit_callbacks(execute=True):
        hold = removed(people.carol)
    objection = make_objection(participant=people.carol, hold=hold, text="No.", at=MOMENT)
    with django_capture_on_commit_callbacks(execute=True):
        decide_objection(objection=objection, granted=True, decided_by=other_organizer(campaign), at=MOMENT)
    assert told == [people.bob.pk, people.carol.pk, people.carol.pk]


# Exclusions


@pytest.mark.parametrize("remainder_to", ["charity", "solidarity", "budget"])
@pytest.mark.parametrize("how", ["excluded", "banned"])
def test_the_share_of_somebody_removed_goes_to_the_remainder_and_never_up_the_chain(
    remainder_to: str, how: str
) -> None:
    campaign, people = staged(remainder_to=remainder_to)
    removed(people.carol, how)
    finding = found(people.dave)
    assert [balance(person, "payable") for person in people.chain] == [200_000, 0, 50_000, 25_000]
    assert balance(people.carol, "held") == 0
    settlement = Settlement.objects.get(finding=finding)
    assert settlement.remainder_minor == 25_000 + 100_000
    assert settlement.explanation["removed"] == [people.carol.pk]
    assert settlement.explanation["shares_minor"] == [200_000, 0, 50_000, 25_000]
    if remainder_to != "budget":
        assert balances(campaign)[remainder_to] == 125_000
    assert read_budget(campaign_id=campaign.pk).free == (125_000 if remainder_to == "budget" else 0)
    assert right(campaign, at=MOMENT)


def test_a_finder_who_was_removed_earns_nothing_and_those_above_what_is_theirs() -> None:
    campaign, people = staged()
    removed(people.dave)
    found(people.dave)
    assert [balance(person, "payable") for person in people.chain] == [0, 100_000, 50_000, 25_000]
    assert balances(campaign)["charity"] == 225_000
    assert right(campaign, at=MOMENT)


def test_a_chain_of_removed_people_leaves_everything_to_the_remainder() -> None:
    campaign, people = staged(remainder_to="budget")
    for person in people.chain:
        removed(person)
    finding = found(people.dave)
    assert read_budget(campaign_id=campaign.pk).free == 400_000
    assert not Transfer.objects.filter(settlement__finding=finding).exists()
    undo(finding)
    assert right(campaign, at=MOMENT)


def test_without_anybody_removed_an_explanation_is_as_it_always_was() -> None:
    _, people = staged()
    held(people.bob)
    finding = found(people.dave)
    stored = Settlement.objects.get(finding=finding).explanation
    assert "removed" not in stored
    assert Explanation.from_json(stored).to_json() == {**stored, "chain": tuple(stored["chain"]),
        "shares_minor": tuple(stored["shares_minor"])}  # fmt: skip


def test_whoever_is_reinstated_earns_again() -> None:
    campaign, people = staged()
    hold = removed(people.carol, "banned")
    found(people.dave)
    objection = make_objection(participant=people.carol, hold=hold, text="It was my sister.", at=MOMENT)
    decide_objection(objection=objection, granted=True, decided_by=other_organizer(campaign), at=MOMENT, note="True.")
    found(people.dave)
    assert balance(people.carol, "payable") == 100_000, "the second alone"
    assert right(campaign, at=MOMENT)


# Forfeiting


@pytest.mark.parametrize(
    ("remainder_to", "kind"), [("charity", "charity"), ("solidarity", "solidarity"), ("budget", "escrow")]
)
def test_what_is_held_of_somebody_removed_is_forfeited_after_a_fortnight(remainder_to: str, kind: str) -> None:
    campaign, people = staged(hold_days=3, remainder_to=remainder_to)
    first, second = found(people.dave), found(people.carol)
    removed(people.carol, at=MOMENT + ONE_DAY)
    before = balances(campaign)
    assert release_due(at=MOMENT + 3 * ONE_DAY) == 5
    assert forfeit_due(at=MOMENT + ONE_DAY + FORTNIGHT - HOUR) == 0
    assert forfeit_due(at=MOMENT + ONE_DAY + FORTNIGHT) == 2
    assert balance(people.carol, "held") == 0
    assert balances(campaign)[kind] == before[kind] + 300_000
    assert balance(people.carol, "payable") == 0
    assert set(Settlement.objects.filter(finding__in=[first, second]).values_list("releases_at", flat=True)) == {None}
    told = Event.objects.filter(kind="reward.forfeited", participant=people.carol)
    assert sorted(event.data["amount_minor"] for event in told) == [100_000, 200_000]
    assert forfeit_due(at=MOMENT + 40 * ONE_DAY) == 0
    assert right(campaign, at=MOMENT + ONE_DAY + FORTNIGHT)


def test_an_objection_keeps_what_is_held_until_it_is_answered() -> None:
    campaign, people = staged(hold_days=3)
    found(people.dave)
    hold = removed(people.carol)
    objection = make_objection(participant=people.carol, hold=hold, text="No.", at=MOMENT + 13 * ONE_DAY)
    assert forfeit_due(at=MOMENT + 20 * ONE_DAY) == 0
    decide_objection(
        objection=objection, granted=False, decided_by=other_organizer(campaign), at=MOMENT + 20 * ONE_DAY, note="Yes."
    )
    assert forfeit_due(at=MOMENT + 20 * ONE_DAY) == 1
    release_due(at=MOMENT + 20 * ONE_DAY)
    assert right(campaign, at=MOMENT + 20 * ONE_DAY)


def test_whoever_is_reinstated_in_time_gets_what_was_held() -> None:
    campaign, people = staged(hold_days=3)
    found(people.dave)
    hold = removed(people.carol)
    release_due(at=MOMENT + 3 * ONE_DAY)
    objection = make_objection(participant=people.carol, hold=hold, text="No.", at=MOMENT + 4 * ONE_DAY)
    decide_objection(objection=objection, granted=True, decided_by=other_organizer(campaign), at=MOMENT + 5 * ONE_DAY)
    assert forfeit_due(at=MOMENT + 20 * ONE_DAY) == 0
    assert release_due(at=MOMENT + 6 * ONE_DAY) == 1
    assert balance(people.carol, "payable") == 100_000
    assert right(campaign, at=MOMENT + 6 * ONE_DAY)


def test_what_was_forfeited_before_a_reinstatement_stays_where_it_went() -> None:
    campaign, people = staged(hold_days=3)
    found(people.dave)
    hold = removed(people.carol)
    assert forfeit_due(at=MOMENT + FORTNIGHT) == 1
    objection = make_objection(participant=people.carol, hold=hold, text="Late.", at=MOMENT + 15 * ONE_DAY)
    decide_objection(objection=objection, granted=True, decided_by=other_organizer(campaign), at=MOMENT + 15 * ONE_DAY)
    release_due(at=MOMENT + 16 * ONE_DAY)
    assert (balance(people.carol, "held"), balance(people.carol, "payable")) == (0, 0)
    assert balances(campaign)["charity"] == 125_000
    assert right(campaign, at=MOMENT + 16 * ONE_DAY)


@pytest.mark.parametrize("remainder_to", ["charity", "solidarity", "budget"])
def test_a_finding_reversed_after_a_forfeit_returns_its_whole_prize(remainder_to: str) -> None:
    campaign, people = staged(hold_days=3, remainder_to=remainder_to)
    finding = found(people.dave)
    removed(people.carol)
    removed(people.bob, "banned")
    assert release_due(at=MOMENT + 3 * ONE_DAY) == 2
    assert forfeit_due(at=MOMENT + FORTNIGHT) == 2
    assert right(campaign, at=MOMENT + FORTNIGHT)
    undo(finding, at=MOMENT + FORTNIGHT)
    assert balances(campaign) == {"escrow": 1_600_000}
    assert right(campaign, at=MOMENT + FORTNIGHT)
    assert forfeit_due(at=MOMENT + 20 * ONE_DAY) == 0


def test_a_finding_found_wrong_is_taken_back_and_not_forfeited() -> None:
    campaign, people = staged(hold_days=3)
    finding = found(people.dave)
    removed(people.carol)
    undo(finding)
    assert forfeit_due(at=MOMENT + FORTNIGHT) == 0
    assert balances(campaign) == {"escrow": 1_600_000}


# Quarantine


def test_a_quarantine_lets_the_rewards_of_its_root_and_of_everybody_below_wait() -> None:
    campaign, people = staged()
    quarantine = quarantine_branch(
        root=people.bob, reason="Many joined at once.", placed_by=cast.organizer_of(campaign), at=MOMENT
    )
    found(people.dave)
    assert [balance(person, "held") for person in people.chain] == [200_000, 100_000, 50_000, 0]
    assert balance(people.alice, "payable") == 25_000, "she stands above"
    assert release_due(at=MOMENT + HOUR) == 0
    lift_quarantine(quarantine=quarantine, lifted_by=cast.organizer_of(campaign), at=MOMENT + HOUR)
    assert release_due(at=MOMENT + 2 * HOUR) == 3
    assert [balance(person, "payable") for person in people.chain] == [200_000, 100_000, 50_000, 25_000]
    assert right(campaign, at=MOMENT + 2 * HOUR)


def test_shares_from_before_a_quarantine_wait_as_well() -> None:
    campaign, people = staged(hold_days=3)
    found(people.dave)
    quarantine_branch(root=people.carol, reason="A tip.", placed_by=None, at=MOMENT + ONE_DAY)
    assert release_due(at=MOMENT + 3 * ONE_DAY) == 2
    assert [balance(person, "held") for person in people.chain] == [200_000, 100_000, 0, 0]
    assert right(campaign, at=MOMENT + 3 * ONE_DAY)


def test_a_branch_inside_another_waits_for_both() -> None:
    campaign, people = staged()
    organizer = cast.organizer_of(campaign)
    outer = quarantine_branch(root=people.alice, reason="A tip.", placed_by=organizer, at=MOMENT)
    inner = quarantine_branch(root=people.carol, reason="A tip.", placed_by=organizer, at=MOMENT)
    found(people.dave)
    lift_quarantine(quarantine=outer, lifted_by=organizer, at=MOMENT)
    assert release_due(at=MOMENT + HOUR) == 2
    lift_quarantine(quarantine=inner, lifted_by=organizer, at=MOMENT + HOUR)
    assert release_due(at=MOMENT + 3 * HOUR) == 2
    assert right(campaign, at=MOMENT + 3 * HOUR)


# The audit


def test_the_audit_finds_money_forfeited_of_somebody_who_was_never_removed() -> None:
    campaign, people = staged(hold_days=3)
    found(people.dave)
    removed(people.carol)
    forfeit_due(at=MOMENT + FORTNIGHT)
    with lawless():
        carol, bob = (Account.objects.get(participant=person, kind="held").pk for person in (people.carol, people.bob))
        run("UPDATE rewards_transfer SET debit_id = %s WHERE reason = 'forfeit' AND debit_id = %s", bob, carol)
    lines = find_differences(campaign.pk, at=MOMENT + FORTNIGHT)
    assert any(f"of participant {people.bob.pk}, never removed" in line for line in lines), lines


def test_the_audit_finds_money_forfeited_to_another_place() -> None:
    campaign, people = staged(hold_days=3)
    found(people.dave)
    removed(people.carol)
    forfeit_due(at=MOMENT + FORTNIGHT)
    solidarity = Account.objects.get(campaign=campaign, kind="solidarity").pk
    with lawless():
        run("UPDATE rewards_transfer SET credit_id = %s WHERE reason = 'forfeit'", solidarity)
    lines = find_differences(campaign.pk, at=MOMENT + FORTNIGHT)
    assert any("of somebody who was removed, to charity" in line and "to solidarity" in line for line in lines), lines


def test_the_audit_finds_a_forfeit_that_was_not_taken_back() -> None:
    """Without a remainder nobody's own part tells of it."""
    campaign = cast.live_campaign([(400_000, 2)], mechanism="finder_only", terms={}, hold_days=3)
    people = cast.full_cast(campaign)
    finding = found(people.dave)
    removed(people.dave)
    assert forfeit_due(at=MOMENT + FORTNIGHT) == 1
    undo(finding, at=MOMENT + FORTNIGHT)
    assert right(campaign, at=MOMENT + FORTNIGHT)
    with lawless():
        run("DELETE FROM rewards_transfer WHERE reason = 'reversal' AND campaign_id = %s", campaign.pk)
    lines = find_differences(campaign.pk, at=MOMENT + FORTNIGHT)
    assert any("expected 400000 taken back or owed in all, found 0" in line for line in lines), lines


def test_the_audit_finds_a_settlement_that_leaves_out_somebody_for_no_reason() -> None:
    campaign, people = staged()
    finding = found(people.dave)
    with lawless():
        run(
            "UPDATE rewards_settlement SET explanation = explanation || jsonb_build_object('removed', %s::jsonb)"
            " WHERE finding_id = %s",
            f"[{people.carol.pk}]",
            finding.pk,
        )
    lines = find_differences(campaign.pk, at=MOMENT)
    assert any("left out" in line and f"participant {people.carol.pk}" in line for line in lines), lines
    assert any("shares by its explanation" in line for line in lines), lines


def test_the_audit_finds_a_share_earned_since_a_removal() -> None:
    campaign, people = staged()
    found(people.dave)
    remove_member(participant=people.carol, banned=False, actor=None, at=MOMENT)
    assert right(campaign, at=MOMENT)
    with lawless():
        run("UPDATE rewards_transfer SET created_at = created_at + interval '1 hour' WHERE reason = 'share'")
    lines = find_differences(campaign.pk, at=MOMENT)
    assert any(f"share of participant {people.carol.pk}: expected none" in line for line in lines), lines
