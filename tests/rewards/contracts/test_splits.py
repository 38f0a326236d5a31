"""The lived split contract: set within the limits, shown, frozen at acceptance, and paid by to the last unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.errors import DomainError
from campaigns.events.models import Event
from campaigns.planning.models import Campaign
from campaigns.recruiting.links import create_link, current_link
from campaigns.recruiting.models import Participant, PendingJoin, ReferralLink
from campaigns.recruiting.operations import (
    correct_pending_join,
    join_campaign,
    request_join,
)
from campaigns.recruiting.splits import Shown
from rewards.contracts.operations import close_campaign, launch_campaign, set_contract
from rewards.contracts.splits import examples_of, greatest_split, set_split, split_terms_of
from rewards.settlement.audit import find_differences
from rewards.settlement.explanation import Explanation
from rewards.settlement.models import Settlement
from rewards.settlement.operations import settle_due
from tests import cast
from tests.cast import MOMENT
from tests.laws.damage import lawless, run

pytestmark = pytest.mark.django_db

TERMS = {"default_split": "1/2", "max_split": "2/3"}
PRIZE = 400_000


def split_campaign(*, quota: int = 4, terms: dict[str, Any] | None = None, **rules: Any) -> Campaign:
    return cast.live_campaign([(PRIZE, quota)], "split_contract", TERMS if terms is None else terms, **rules)


def refused(split: object, participant: Participant) -> DomainError:
    with pytest.raises(DomainError) as refusal:
        set_split(participant=participant, split=split, at=MOMENT)
    return refusal.value


def paid_for(finder: Participant) -> Explanation:
    finding = cast.verify(cast.report(finder))
    assert settle_due(at=MOMENT) == 1
    return Explanation.from_json(Settlement.objects.get(finding=finding).explanation)


def test_a_split_is_frozen_when_the_recruit_accepts() -> None:
    campaign = split_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    set_split(participant=alice, split="0.25", at=MOMENT)
    bob = cast.join(cast.make_user("bob"), cast.link_of(alice))
    set_split(participant=alice, split="2/3", at=MOMENT)
    carol = cast.join(cast.make_user("carol"), cast.link_of(alice))
    set_split(participant=alice, split=None, at=MOMENT)
    dave = cast.join(cast.make_user("dave"), cast.link_of(alice))
    assert [place.handed_up for place in (alice, bob, carol, dave)] == [None, "1/4", "2/3", None]

    said = Event.objects.filter(kind="link.split_set", participant_id=alice.pk).order_by("pk")
    assert [event.data["split"] for event in said] == ["1/4", "2/3", None]
    joined = Event.objects.get(kind="participant.joined", participant_id=bob.pk)
    assert joined.data == {"invited_by": str(alice.public_id), "handed_up": "1/4"}
    with pytest.raises(IntegrityError, match="the split they accepted"), transaction.atomic():
        Participant.objects.filter(pk=bob.pk).update(handed_up="1/2")

    assert paid_for(bob).shares_minor == (300_000, 100_000)
    assert paid_for(carol).shares_minor == (133_333, 266_667)
    assert paid_for(dave).shares_minor == (200_000, 200_000)
    assert find_differences(campaign.pk) == []


def test_setting_what_is_set_already_leaves_no_event() -> None:
    (alice,) = cast.join_in_turn(split_campaign(), "alice")
    for _ in range(2):
        assert set_split(participant=alice, split="1/3", at=MOMENT).split == "1/3"
    assert Event.objects.filter(kind="link.split_set").count() == 1


def test_a_split_outlives_the_link_that_it_was_set_on() -> None:
    campaign = split_campaign(referral_link_days=1)
    (alice,) = cast.join_in_turn(campaign, "alice")
    first = set_split(participant=alice, split="1/3", at=MOMENT)
    second = current_link(participant=alice, at=MOMENT + timedelta(days=2))
    assert (second.pk == first.pk, second.split) == (False, "1/3")


@pytest.mark.parametrize(
    ("split", "code", "said"),
    [
        ("3/4", "split_out_of_range", "from 0 to 2/3"),
        ("-1/4", "split_out_of_range", "from 0 to 2/3"),
        (1, "split_out_of_range", "from 0 to 2/3"),
        ("a third", "invalid_split", "not a fraction"),
        (0.5, "invalid_split", "A fraction is needed"),
        ("1/0", "invalid_split", "divides by zero"),
        ("1/1000000001", "invalid_split", "at most 999,999,999"),
    ],
)
def test_what_is_beyond_the_limits_is_refused_with_the_bound(split: object, code: str, said: str) -> None:
    (alice,) = cast.join_in_turn(split_campaign(), "alice")
    refusal = refused(split, alice)
    assert (refusal.code, refusal.field) == (code, "split")
    assert said in refusal.message
    assert cast.link_of(alice).split is None


def test_the_smallest_limit_of_several_contracts_holds() -> None:
    campaign = cast.draft_campaign(prizes=[(PRIZE, 1), (PRIZE, 1), (100_000, 1)], mechanism="split_contract")
    first, second, third = campaign.objectives.all()
    for objective, mechanism, terms in (
        (first, "split_contract", {"max_split": "1/2"}),
        (second, "split_contract", {"max_split": "1/3"}),
        (third, "recursive", {"ratio": "1/10"}),
    ):
        set_contract(
            objective=objective, actor=cast.organizer_of(campaign), at=MOMENT, mechanism=mechanism, terms=terms
        )
    terms_now = split_terms_of(campaign)
    assert [(each.titles, each.rule.max_split) for each in terms_now] == [
        (("Balloon 1",), Fraction(1, 2)),
        (("Balloon 2",), Fraction(1, 3)),
    ]
    assert greatest_split(terms_now) == Fraction(1, 3)
    campaign = launch_campaign(campaign=cast.funded(campaign), actor=cast.organizer_of(campaign), at=MOMENT)
    create_link(campaign=campaign, at=MOMENT)
    (alice,) = cast.join_in_turn(campaign, "alice")
    assert "from 0 to 1/3" in refused("1/2", alice).message
    set_split(participant=alice, split="1/3", at=MOMENT)


def test_where_nobody_chooses_it_is_refused() -> None:
    (alice,) = cast.join_in_turn(cast.live_campaign(), "alice")
    assert refused("1/3", alice).code == "no_split_contract"


def test_after_the_end_it_is_refused() -> None:
    campaign = split_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    close_campaign(campaign=campaign, actor=cast.organizer_of(campaign), at=MOMENT)
    alice = Participant.objects.get(pk=alice.pk)
    assert refused("1/3", alice).code == "campaign_closed"


def test_what_was_shown_is_what_is_agreed_to() -> None:
    campaign = split_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    link = set_split(participant=alice, split="1/3", at=MOMENT)
    eve = cast.make_user("eve")
    for wrong in (None, "1/2"):
        with pytest.raises(DomainError) as refusal:
            join_campaign(campaign=campaign, user=eve, display_name="Eve", link=link, at=MOMENT, shown=Shown(wrong))
        assert (refusal.value.code, refusal.value.data["split"]) == ("split_changed", "1/3")
    assert not Participant.objects.filter(user=eve).exists()
    place, _ = join_campaign(campaign=campaign, user=eve, display_name="Eve", link=link, at=MOMENT, shown=Shown("1/3"))
    assert place.handed_up == "1/3"


def test_a_pending_join_keeps_what_was_shown_until_it_is_confirmed() -> None:
    campaign = split_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    link = set_split(participant=alice, split="1/4", at=MOMENT)
    eve = cast.make_user("eve")
    request_join(campaign=campaign, email=eve.email, display_name="Eve", link=link, at=MOMENT, shown=Shown("1/4"))
    link = set_split(participant=alice, split="2/3", at=MOMENT)
    assert PendingJoin.objects.get(email=eve.email).split == "1/4"
    assert cast.join(eve, link).handed_up == "1/4"


def test_asking_again_and_correcting_keep_what_was_shown_last() -> None:
    campaign = split_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    link = set_split(participant=alice, split="1/4", at=MOMENT)
    eve = cast.make_user("eve")
    request_join(campaign=campaign, email=eve.email, display_name="Eve", link=link, at=MOMENT)
    link = set_split(participant=alice, split="1/3", at=MOMENT)
    with pytest.raises(DomainError, match="was changed since"):
        request_join(campaign=campaign, email=eve.email, display_name="Eve", link=link, at=MOMENT, shown=Shown("1/4"))
    pending = request_join(campaign=campaign, email=eve.email, display_name="Eve", link=link, at=MOMENT)
    assert pending.split == "1/3"
    (zoe,) = cast.join_in_turn(campaign, "zoe")
    pending = request_join(campaign=campaign, email=eve.email, display_name="Eve", link=cast.link_of(zoe), at=MOMENT)
    # the first link counts here, and with it what was shown beside it
    assert (pending.link, pending.split) == (link, "1/3")
    pending = correct_pending_join(pending=pending, code=cast.link_of(zoe).code, at=MOMENT)
    assert (pending.link, pending.split) == (cast.link_of(zoe), None)
    assert correct_pending_join(pending=pending, code=link.code, at=MOMENT).split == "1/3"
    assert correct_pending_join(pending=pending, code=None, at=MOMENT).split is None


def test_roots_hand_nothing_up() -> None:
    campaign = split_campaign()
    place = cast.join(cast.make_user("alice"), cast.open_link(campaign))
    assert place.handed_up is None
    with pytest.raises(DomainError, match="was changed since"):
        join_campaign(
            campaign=campaign, user=cast.make_user(), display_name="Eve", link=None, at=MOMENT, shown=Shown("1/3")
        )


def test_the_example_is_what_will_be_paid() -> None:
    campaign = split_campaign()
    bob = cast.join_in_turn(campaign, "alice", "bob")[1]
    set_split(participant=bob, split="1/3", at=MOMENT)
    (example,) = examples_of(split_terms_of(campaign), campaign=campaign, inviter=bob, split=Fraction(1, 3))
    assert (example.handed_up, example.kept) == (Fraction(1, 3), Fraction(2, 3))
    carol = cast.join(cast.make_user("carol"), cast.link_of(bob))
    assert paid_for(carol).shares_minor == (example.recruit_minor, example.inviter_minor, example.further_minor)
    assert example.recruit_minor == 266_667


def test_raising_the_prize_is_all_that_a_live_split_contract_allows() -> None:
    campaign = cast.live_campaign([(PRIZE, 1)], "split_contract", TERMS, spare_minor=PRIZE)
    objective, organizer = cast.objective_of(campaign), cast.organizer_of(campaign)
    with pytest.raises(DomainError, match="Keep split_contract with its terms"):
        set_contract(
            objective=objective, actor=organizer, at=MOMENT, mechanism="split_contract", terms={"max_split": "1"}
        )
    with pytest.raises(DomainError, match="can only be raised"):
        set_contract(
            objective=objective, actor=organizer, at=MOMENT, mechanism="split_contract", terms=TERMS, prize_minor=1
        )
    raised = set_contract(
        objective=objective, actor=organizer, at=MOMENT, mechanism="split_contract", terms=TERMS, prize_minor=500_000
    )
    assert (raised.version, raised.prize_minor) == (2, 500_000)
    bob = cast.join_in_turn(campaign, "alice", "bob")[1]
    assert paid_for(bob).shares_minor == (250_000, 250_000)
    assert find_differences(campaign.pk) == []


def test_a_settlement_without_splits_is_computed_by_the_default() -> None:
    """As the settlements say that were made before people could choose."""
    campaign = split_campaign()
    bob = cast.join_in_turn(campaign, "alice", "bob")[1]
    explanation = paid_for(bob)
    assert explanation.edge_splits == (None,)
    stored = explanation.to_json()
    assert stored.pop("edge_splits") == (None,)
    old = Explanation.from_json(stored)
    assert old.edge_splits is None
    assert "edge_splits" not in old.to_json()
    assert old.recompute() == explanation.recompute() == ((200_000, 200_000), 0)


def test_rules_without_splits_store_none() -> None:
    bob = cast.join_in_turn(cast.live_campaign(), "alice", "bob")[1]
    paid_for(bob)
    assert "edge_splits" not in Settlement.objects.get(finding__participant=bob).explanation


def test_the_audit_finds_a_split_that_nobody_agreed_to() -> None:
    campaign = split_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    set_split(participant=alice, split="1/4", at=MOMENT)
    bob = cast.join(cast.make_user("bob"), cast.link_of(alice))
    paid_for(bob)
    with lawless():
        run("UPDATE campaigns_participant SET handed_up = '1/3' WHERE id = %s", bob.pk)
    (line,) = find_differences(campaign.pk)
    assert f"handed up by participant {bob.pk}: expected 1/3, found 1/4" in line
    with lawless():
        run(
            "UPDATE rewards_settlement SET explanation = explanation - 'edge_splits' WHERE campaign_id = %s",
            campaign.pk,
        )
    lines = find_differences(campaign.pk)
    assert any("expected 1/3, found the contract's own" in line for line in lines)
    assert any("shares by its explanation: expected (200000, 200000), found (300000, 100000)" in line for line in lines)


def test_a_share_that_was_rounded_up_says_so() -> None:
    campaign = split_campaign(terms={"default_split": "1/3"})
    bob = cast.join_in_turn(campaign, "alice", "bob")[1]
    explanation = paid_for(bob)
    # 2/3 and 1/3 of 4,000.00: the larger part of a cent was dropped from the finder's share
    assert explanation.shares_minor == (266_667, 133_333)
    assert [explanation.was_rounded(distance) for distance in (0, 1)] == ["up", "down"]
    exact = replace(explanation, prize_minor=300_000, shares_minor=(200_000, 100_000))
    assert [exact.was_rounded(distance) for distance in (0, 1)] == [None, None]


# A link's split, or that its owner chose none, or one above the contract's limit, as an older limit may have let in.
_SPLITS = st.sampled_from([None, "0", "1/7", "1/2", "2/3", "333333333/999999998", "3/4", "1"])


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    tree=st.lists(st.tuples(st.integers(0, 100), _SPLITS, _SPLITS), min_size=1, max_size=7),
    depth=st.none() | st.integers(1, 4),
    prize_minor=st.sampled_from([1, 7, 400_000, 999_999_999]),
)
def test_what_was_agreed_to_is_paid_and_nothing_is_lost(
    tree: list[tuple[int, str | None, str | None]], depth: int | None, prize_minor: int
) -> None:
    """Everyone joins by a link that asks for something, and then asks for something else; the last one finds it."""
    campaign = cast.live_campaign([(prize_minor, 1)], "split_contract", TERMS, max_depth_paid=depth)
    places = cast.join_in_turn(campaign, "root")
    agreed: dict[int, str | None] = {}
    for whose, asked, asked_later in tree:
        inviter = places[whose % len(places)]
        link = ReferralLink.objects.filter(participant=inviter)
        link.update(split=asked)
        places.append(cast.join(cast.make_user(), cast.link_of(inviter)))
        link.update(split=asked_later)
        agreed[places[-1].pk] = asked
    assert dict(Participant.objects.filter(pk__in=agreed).values_list("pk", "handed_up")) == agreed

    explanation = paid_for(places[-1])
    assert explanation.edge_splits == tuple(agreed[member] for member in explanation.chain[:-1])
    assert sum(explanation.shares_minor) + explanation.remainder_minor == prize_minor
    reached, exact = Fraction(prize_minor), []
    for split in explanation.edge_splits:
        handed_up = Fraction(1, 2) if split is None else min(Fraction(split), Fraction(2, 3))
        exact.append(reached * (1 - handed_up))
        reached *= handed_up
    exact.append(reached)
    for distance, (share, due) in enumerate(zip(explanation.shares_minor, exact, strict=True)):
        assert abs(share - due) < 1 if depth is None or distance < depth else share == 0
    assert explanation.recompute() == (explanation.shares_minor, explanation.remainder_minor)
    assert find_differences(campaign.pk) == []
