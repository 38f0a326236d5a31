"""Batches: who is in them, who decides, and where their money stands at every step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from campaigns.errors import DomainError, InvalidInput, NotAllowed, NotPossibleNow
from campaigns.events.models import Event
from campaigns.findings.models import Finding
from campaigns.findings.operations import reverse_finding
from campaigns.people.models import Role
from campaigns.recruiting.models import Participant
from rewards.payouts.caps import hold_person, lift_hold, set_payout_rules
from rewards.payouts.checks import Check, checks_of
from rewards.payouts.entering import Entry, enter_report, enter_result, mark_seen
from rewards.payouts.filing import take_file
from rewards.payouts.models import Batch, Destination, Payout
from rewards.payouts.operations import approve_batch, cancel_batch, send_batch
from rewards.payouts.orders import order_of
from rewards.payouts.owning import add_destination, reseal_destinations, retire_destination
from rewards.payouts.providers.provider import Failed, Result, Returned, Sent, Settled, Unknown
from rewards.payouts.results import record_result
from rewards.settlement.audit import find_differences
from rewards.settlement.reversing import reverse_settlement
from tests import cast
from tests.laws.damage import lawless
from tests.payouts.stage import PAYDAY, Treasury, earn, earner, paying_campaign, payout_of, providers, user_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files() -> Iterator[None]:
    with providers():
        yield


@pytest.fixture
def treasury() -> Iterator[Treasury]:
    made = paying_campaign()
    yield made
    assert find_differences(made.campaign.pk, at=cast.MOMENT) == []


def refusal(call: Any, **given: Any) -> DomainError:
    with pytest.raises(DomainError) as refused:
        call(**given)
    return refused.value


def check_named(batch: Batch, code: str, **said: Any) -> Check:
    (found,) = [check for check in checks_of(batch, at=said.get("at", PAYDAY)) if check.code == code]
    return found


def settle(batch: Batch, treasury: Treasury) -> None:
    take_file(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
    enter_report(batch=batch, treasurer=treasury.drafter, entries=[], settle_rest=True, at=PAYDAY)


def test_a_batch_from_payable_to_paid(treasury: Treasury) -> None:
    bob, carol = earner(treasury, "bob"), earner(treasury, "carol", times=2)
    batch = treasury.draft()
    assert treasury.stands(bob) == {"payable": 10_000}
    batch = treasury.approve(batch)
    assert treasury.stands(bob) == {"in_payout": 10_000}
    batch = send_batch(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
    made = take_file(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
    assert {payout.state for payout in batch.payouts.all()} == {"sent"}
    assert [row.split(",")[1] for row in made.content.decode().splitlines()] == ["100.00", "200.00"]
    enter_result(
        payout=payout_of(batch, bob),
        treasurer=treasury.approver,
        entry=Entry("", "settled", reference="R1"),
        at=PAYDAY,
    )
    assert treasury.stands(bob) == {"paid": 10_000}
    batch.refresh_from_db()
    assert batch.state == "sent"
    enter_result(
        payout=payout_of(batch, carol),
        treasurer=treasury.approver,
        entry=Entry("", "failed", "The account is closed."),
        at=PAYDAY,
    )
    assert treasury.stands(carol) == {"payable": 20_000}
    batch.refresh_from_db()
    assert (batch.state, batch.ended_at) == ("done", PAYDAY)
    kinds = Event.objects.filter(campaign_id=treasury.campaign.pk, kind__startswith="payout").values_list(
        "kind", flat=True
    )
    assert list(kinds.order_by("pk")) == [
        "payout_batch.drafted", "payout_batch.approved", "payout.approved", "payout.approved", "payout_batch.sent",
        "payout.sent", "payout.sent", "payout_batch.file_taken", "payout.settled", "payout.failed", "payout_batch.done",
    ]  # fmt: skip


def test_the_file_is_the_same_each_time_and_fetched_in_public_by_nobody(treasury: Treasury) -> None:
    bob = earner(treasury, "bob")
    batch = treasury.draft()
    assert refusal(take_file, batch=batch, treasurer=treasury.drafter, at=PAYDAY).code == "not_sent"
    batch = send_batch(batch=treasury.approve(batch), treasurer=treasury.drafter, at=PAYDAY)
    first = take_file(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
    record_result(payout_id=payout_of(batch, bob).pk, result=Settled(), at=PAYDAY)
    second = take_file(batch=batch, treasurer=treasury.approver, at=PAYDAY + 40 * cast.ONE_DAY)
    assert first == second
    taken = Event.objects.filter(campaign_id=treasury.campaign.pk, kind="payout_batch.file_taken")
    assert [event.data["first"] for event in taken.order_by("pk")] == [True, False]
    assert user_of(bob).email in first.content.decode()
    assert user_of(bob).email not in str(list(Event.objects.values_list("data", flat=True)))


def test_many_rows_come_in_one_archive(treasury: Treasury, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rewards.payouts.providers.paypal_csv.MOST_ROWS", 1)
    earner(treasury, "bob")
    earner(treasury, "carol")
    batch = treasury.send()
    fetched = [take_file(batch=batch, treasurer=treasury.drafter, at=PAYDAY) for _ in range(2)]
    assert fetched[0] == fetched[1]
    assert (fetched[0].content_type, fetched[0].content[:2]) == ("application/zip", b"PK")


def test_who_decides(treasury: Treasury) -> None:
    earner(treasury)
    organizer = cast.organizer_of(treasury.campaign)
    drafting = {"campaign": treasury.campaign, "provider_name": "paypal_csv", "at": PAYDAY}
    from rewards.payouts.drafting import draft_batch

    assert refusal(draft_batch, treasurer=organizer, **drafting).code == "not_a_treasurer"
    batch = treasury.draft()
    accepted = [check.code for check in checks_of(batch, at=PAYDAY)]
    own = refusal(approve_batch, batch=batch, approver=treasury.drafter, at=PAYDAY, accepted=accepted)
    assert isinstance(own, NotAllowed)
    assert own.code == "approver_drafted_it"
    for step in (send_batch, cancel_batch):
        assert refusal(step, batch=batch, treasurer=organizer, at=PAYDAY).code == "not_a_treasurer"
    assert refusal(send_batch, batch=batch, treasurer=treasury.drafter, at=PAYDAY).code == "illegal_move"
    assert treasury.approve(batch).state == "approved"
    assert refusal(treasury.approve, batch=batch).code == "illegal_move"


def test_who_is_left_out(treasury: Treasury) -> None:
    earner(treasury, "bob")
    carol, dave = earner(treasury, "carol", kind=None), earner(treasury, "dave", kind="iban")
    erin = earner(treasury, "erin")
    hold_person(participant=erin, treasurer=treasury.approver, reason="Asked for papers.", at=PAYDAY)
    frank = earner(treasury, "frank")
    frank.user = None
    frank.save(update_fields=["user"])
    batch = treasury.draft()
    assert batch.left_out["counts"] == {"no_destination": 2, "on_hold": 1, "unclaimed": 1}
    assert {person["participant"] for person in batch.left_out["people"]} == {
        str(one.public_id) for one in (carol, dave, erin, frank)
    }
    again = refusal(treasury.draft)
    assert again.code == "nothing_to_pay"
    assert again.data["left_out"]["payout_open"] == 1


def test_a_provider_refuses_an_order(treasury: Treasury) -> None:
    with providers(sepa={"debtor_name": "Us", "debtor_iban": "DE89370400440532013000"}):
        earner(treasury, "bob", kind="iban")
        refused = refusal(treasury.draft, provider="sepa")
    # The campaign pays dollars.
    assert refused.data["left_out"] == {"payout_not_possible": 1}
    assert refusal(treasury.draft, provider="stripe_connect").code == "provider_not_configured"


def test_caps_of_a_day(treasury: Treasury) -> None:
    organizer, campaign = cast.organizer_of(treasury.campaign), treasury.campaign
    bob, carol = earner(treasury, "bob", times=3), earner(treasury, "carol", times=3)
    earner(treasury, "dave", times=1)
    erin = earner(treasury, "erin", times=2)
    caps = {"most_per_person_minor": 25_000, "most_per_day_minor": 40_000, "least_payout_minor": 15_000}
    set_payout_rules(campaign=campaign, organizer=organizer, at=PAYDAY, **caps)
    batch = treasury.send()
    assert [payout.amount_minor for payout in batch.payouts.order_by("pk")] == [25_000, 15_000]
    assert batch.left_out["counts"] == {"below_least": 1, "day_cap": 1}
    assert treasury.stands(bob) == {"in_payout": 25_000, "payable": 5_000}
    settle(batch, treasury)
    earn(bob)
    # The next day in the campaign's zone: whoever waited longest comes first.
    late = PAYDAY + cast.ONE_DAY
    assert refusal(treasury.draft).data["left_out"] == {"person_cap": 2, "day_cap": 1, "below_least": 1}
    second = treasury.draft(at=late)
    assert [payout.participant_id for payout in second.payouts.order_by("pk")] == [erin.pk, bob.pk]
    assert [payout.amount_minor for payout in second.payouts.order_by("pk")] == [20_000, 15_000]
    assert treasury.stands(carol) == {"paid": 15_000, "payable": 15_000}


def test_caps_are_asked_again_at_the_approval(treasury: Treasury) -> None:
    earner(treasury, "bob", times=3)
    batch = treasury.draft()
    organizer = cast.organizer_of(treasury.campaign)
    set_payout_rules(campaign=treasury.campaign, organizer=organizer, at=PAYDAY, most_per_day_minor=29_999)
    assert refusal(treasury.approve, batch=batch).data["checks"][0]["code"] == "within_caps"
    set_payout_rules(campaign=treasury.campaign, organizer=organizer, at=PAYDAY, most_per_day_minor=30_000)
    assert treasury.approve(batch).state == "approved"


@pytest.mark.parametrize(
    ("caps", "code"),
    [
        ({"most_per_day_minor": 0}, "cap_out_of_range"),
        ({"manual_above_minor": None}, "cap_out_of_range"),
        ({"most_per_person_minor": 5, "least_payout_minor": 6}, "caps_leave_no_room"),
        ({"most_per_day_minor": 5, "least_payout_minor": 6}, "caps_leave_no_room"),
    ],
)
def test_caps_that_make_no_sense(treasury: Treasury, caps: dict[str, int | None], code: str) -> None:
    organizer = cast.organizer_of(treasury.campaign)
    refused = refusal(set_payout_rules, campaign=treasury.campaign, organizer=organizer, at=PAYDAY, **caps)
    assert (type(refused), refused.code) == (InvalidInput, code)


def test_all_is_well_where_it_is(treasury: Treasury) -> None:
    """After a first payout nothing is to be accepted any more."""
    bob = earner(treasury, "bob")
    settle(treasury.send(), treasury)
    earn(bob)
    batch = treasury.draft()
    assert {check.code for check in checks_of(batch, at=PAYDAY) if check.level != "ok"} == set()
    assert treasury.approve(batch, accepted=[]).state == "approved"


def test_warnings_are_accepted_by_name(treasury: Treasury) -> None:
    earner(treasury, "bob")
    batch = treasury.draft()
    refused = refusal(treasury.approve, batch=batch, accepted=[])
    assert (refused.code, [check["code"] for check in refused.data["checks"]]) == (
        "warnings_not_accepted",
        ["first_payout"],
    )
    stored = treasury.approve(batch, accepted=["first_payout"]).checks
    assert [check["code"] for check in stored if check["figures"].get("accepted")] == ["first_payout"]
    assert len(stored) == 14


def test_large_payouts_are_accepted_one_by_one(treasury: Treasury) -> None:
    bob, carol = earner(treasury, "bob"), earner(treasury, "carol")
    organizer = cast.organizer_of(treasury.campaign)
    set_payout_rules(campaign=treasury.campaign, organizer=organizer, at=PAYDAY, manual_above_minor=9_999)
    batch = treasury.draft()
    one = payout_of(batch, bob).public_id
    refused = refusal(treasury.approve, batch=batch, accepted_payouts=[one])
    assert refused.data["checks"][0]["figures"]["not_accepted"] == [str(payout_of(batch, carol).public_id)]
    assert treasury.approve(batch).state == "approved"


def test_a_destination_that_several_people_use(treasury: Treasury) -> None:
    shared = "Same.Address@example.org"
    earner(treasury, "bob", value=shared)
    earner(treasury, "carol", value=shared.upper())
    earner(treasury, "dave")
    stranger = cast.make_user("eve")
    assert len(check_named(treasury.draft(), "shared_destination").payouts) == 2
    # In whatever campaign, and also where it was given up.
    cancel_batch(batch=Batch.objects.get(campaign=treasury.campaign), treasurer=treasury.drafter, at=PAYDAY)
    dave = Destination.objects.get(user__display_name="Dave", user__places__campaign=treasury.campaign)
    opened, _ = add_destination(user=stranger, kind="paypal", value=dave.user.email, at=PAYDAY)  # type: ignore[union-attr]  # of a person
    retire_destination(destination=opened, user=stranger, at=PAYDAY)
    assert len(check_named(treasury.draft(), "shared_destination").payouts) == 3


def test_more_than_usual(treasury: Treasury) -> None:
    bob = earner(treasury, "bob")
    settle(treasury.send(), treasury)
    earn(bob, times=3)
    batch = treasury.draft()
    assert check_named(batch, "unusually_large").level == "ok"
    cancel_batch(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
    earn(bob)
    assert check_named(treasury.draft(), "unusually_large").level == "warn"


def test_a_destination_changed_just_now(treasury: Treasury) -> None:
    bob = earner(treasury, "bob")
    add_destination(user=user_of(bob), kind="paypal", value="new@example.org", at=PAYDAY - timedelta(hours=71))
    batch = treasury.draft()
    assert check_named(batch, "destination_changed").level == "warn"
    assert check_named(batch, "destination_changed", at=PAYDAY + timedelta(hours=1)).level == "ok"


def test_what_has_to_be_reported(treasury: Treasury, settings: Any) -> None:
    settings.TAX_THRESHOLDS = {"FR": (20_000, "USD"), "DE": (1, "EUR")}
    bob, carol = earner(treasury, "bob"), earner(treasury, "carol")
    add_destination(user=user_of(carol), kind="paypal", value="c@example.org", country="DE", at=cast.MOMENT)
    dave = earner(treasury, "dave", kind=None)
    add_destination(user=user_of(dave), kind="paypal", value="d@example.org", at=cast.MOMENT)
    batch = treasury.send()
    assert check_named(batch, "tax_threshold").payouts == ()
    assert set(check_named(batch, "tax_country").payouts) == {
        str(payout_of(batch, person).public_id) for person in (carol, dave)
    }
    settle(batch, treasury)
    earn(bob)
    assert check_named(treasury.draft(), "tax_threshold").payouts == (
        str(payout_of(Batch.objects.latest("pk"), bob).public_id),
    )
    # Another year, another sum.
    assert check_named(Batch.objects.latest("pk"), "tax_threshold", at=PAYDAY + 60 * cast.ONE_DAY).level == "ok"


def test_a_treasurer_who_is_paid(treasury: Treasury) -> None:
    bob = earner(treasury, "bob")
    Role.objects.create(campaign=treasury.campaign, user=user_of(bob), kind=Role.Kind.TREASURER)
    assert check_named(treasury.draft(), "to_a_treasurer").level == "warn"


def test_what_blocks_a_batch(treasury: Treasury) -> None:
    bob, carol = earner(treasury, "bob"), earner(treasury, "carol")
    batch = treasury.draft()
    hold = hold_person(participant=bob, treasurer=treasury.approver, reason="A tip.", at=PAYDAY)
    assert refusal(treasury.approve, batch=batch).data["checks"][0]["code"] == "person_can_be_paid"
    lift_hold(hold=hold, treasurer=treasury.approver, at=PAYDAY)
    add_destination(user=user_of(carol), kind="paypal", value="new@example.org", at=cast.MOMENT)
    refused = refusal(treasury.approve, batch=batch)
    assert (refused.code, [check["code"] for check in refused.data["checks"]]) == (
        "batch_is_blocked",
        ["destination_in_use"],
    )
    cancel_batch(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
    assert treasury.stands(bob) == {"payable": 10_000}
    assert treasury.approve(treasury.draft()).state == "approved"


def test_a_draft_that_is_not_covered(treasury: Treasury) -> None:
    """As if its money had gone elsewhere since: the drafting itself never takes more than there is."""
    bob = earner(treasury, "bob")
    batch = Batch.objects.create(
        campaign=treasury.campaign,
        provider="paypal_csv",
        currency="USD",
        drafted_by=treasury.drafter,
        drafted_at=PAYDAY,
    )
    place = {"campaign": treasury.campaign, "participant": bob, "destination": Destination.objects.get(user=bob.user)}
    Payout.objects.create(batch=batch, amount_minor=10_001, **place)
    blocked = {check.code for check in checks_of(batch, at=PAYDAY) if check.level == "block"}
    assert blocked == {"total", "payable_covers"}
    assert refusal(treasury.approve, batch=batch).code == "batch_is_blocked"


def test_books_that_do_not_agree_stop_everything(treasury: Treasury) -> None:
    bob = earner(treasury, "bob")
    treasury.send()
    earn(bob)
    carol = earner(treasury, "carol")
    batch = treasury.draft()
    with transaction.atomic():
        with lawless():
            Payout.objects.filter(participant=bob).update(state="failed", reason="?", ended_at=PAYDAY)
        found = check_named(batch, "total")
        transaction.set_rollback(True)
    assert (found.level, found.figures["in_payout_minor"], found.figures["in_payout_by_payouts_minor"]) == (
        "block",
        10_000,
        0,
    )
    assert payout_of(batch, carol).amount_minor == 10_000
    assert check_named(batch, "total").level == "ok"


def test_cancelling(treasury: Treasury) -> None:
    bob = earner(treasury, "bob")
    draft = cancel_batch(batch=treasury.draft(), treasurer=treasury.drafter, at=PAYDAY)
    assert (draft.state, payout_of(draft, bob).state) == ("cancelled", "failed")
    assert treasury.stands(bob) == {"payable": 10_000}
    approved = treasury.approve(treasury.draft())
    cancel_batch(batch=approved, treasurer=treasury.drafter, at=PAYDAY)
    assert treasury.stands(bob) == {"payable": 10_000}
    sent = cancel_batch(batch=treasury.send(), treasurer=treasury.approver, at=PAYDAY)
    assert (sent.state, treasury.stands(bob)) == ("cancelled", {"payable": 10_000})
    gone = treasury.send()
    take_file(batch=gone, treasurer=treasury.drafter, at=PAYDAY)
    assert refusal(cancel_batch, batch=gone, treasurer=treasury.drafter, at=PAYDAY).code == "nothing_to_cancel"
    assert refusal(cancel_batch, batch=sent, treasurer=treasury.drafter, at=PAYDAY).code == "illegal_move"


def test_what_is_kept_back_after_the_approval(treasury: Treasury) -> None:
    bob = earner(treasury, "bob")
    batch = treasury.send()
    hold_person(participant=bob, treasurer=treasury.approver, reason="A tip.", at=PAYDAY)
    refused = refusal(take_file, batch=batch, treasurer=treasury.drafter, at=PAYDAY)
    assert refused.code == "payouts_kept_back"
    assert payout_of(batch, bob).state == "queued"


def test_money_that_comes_back(treasury: Treasury) -> None:
    bob = earner(treasury, "bob")
    batch = treasury.send()
    take_file(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
    payout = payout_of(batch, bob)
    record_result(payout_id=payout.pk, result=Settled("R"), at=PAYDAY)
    entry = Entry("", "returned", "The account was closed.")
    enter_result(payout=payout, treasurer=treasury.drafter, entry=entry, at=PAYDAY)
    assert treasury.stands(bob) == {"payable": 10_000}
    # Once more changes nothing, and it can be paid again.
    enter_result(payout=payout, treasurer=treasury.drafter, entry=entry, at=PAYDAY)
    assert treasury.stands(bob) == {"payable": 10_000}
    settle(treasury.send(), treasury)
    assert treasury.stands(bob) == {"paid": 10_000}


def test_what_comes_back_repays_what_is_owed(treasury: Treasury) -> None:
    """A finding found wrong while its money is on its way is a debt; nothing is taken out of `in_payout`."""
    bob = earner(treasury, "bob", times=2)
    batch = treasury.send()
    take_file(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
    finding = Finding.objects.filter(participant=bob).earliest("pk")
    reverse_finding(
        finding=finding, reviewer=cast.organizer_of(treasury.campaign), at=PAYDAY, reason="mistake", note="A kite."
    )
    reverse_settlement(finding_id=finding.pk, at=PAYDAY)
    assert treasury.stands(bob) == {"in_payout": 20_000, "owed_by": 10_000}
    record_result(payout_id=payout_of(batch, bob).pk, result=Returned("Closed."), at=PAYDAY)
    assert treasury.stands(bob) == {"payable": 10_000}


def test_results_in_any_order_end_the_same(treasury: Treasury) -> None:
    bob, carol = earner(treasury, "bob"), earner(treasury, "carol")
    batch = treasury.send()
    take_file(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
    stories: list[tuple[Participant, list[Result]]] = [
        (bob, [Settled("R"), Sent("R"), Settled("R"), Unknown("?")]),
        (carol, [Returned("back"), Settled("R"), Returned("back"), Sent("R")]),
    ]
    for person, story in stories:
        for result in story:
            record_result(payout_id=payout_of(batch, person).pk, result=result, at=PAYDAY)
    assert treasury.stands(bob) == {"paid": 10_000}
    assert treasury.stands(carol) == {"payable": 10_000}
    assert not Payout.objects.filter(batch=batch, needs_person=True).exists()


def test_what_cannot_be_true_is_left_for_a_person(treasury: Treasury) -> None:
    bob = earner(treasury, "bob")
    batch = treasury.send()
    take_file(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
    payout = payout_of(batch, bob)
    record_result(payout_id=payout.pk, result=Failed("No such account."), at=PAYDAY)
    for _ in range(2):
        record_result(payout_id=payout.pk, result=Settled("R"), at=PAYDAY)
    payout.refresh_from_db()
    assert (payout.state, payout.needs_person, payout.reason) == ("failed", True, "No such account.")
    assert treasury.stands(bob) == {"payable": 10_000}
    assert Event.objects.filter(kind="payout.needs_person", campaign_id=treasury.campaign.pk).count() == 1
    mark_seen(payout=payout, treasurer=treasury.drafter, at=PAYDAY)
    assert not Payout.objects.filter(needs_person=True, batch=batch).exists()


def test_a_report_is_entered_whole_or_not_at_all(treasury: Treasury) -> None:
    bob, carol = earner(treasury, "bob"), earner(treasury, "carol")
    batch = treasury.send()
    take_file(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
    code = order_of(payout_of(batch, bob)).code
    bad = [Entry(code, "settled"), Entry(str(payout_of(batch, carol).public_id), "failed")]
    refused = refusal(enter_report, batch=batch, treasurer=treasury.drafter, entries=bad, at=PAYDAY)
    assert (refused.code, refused.field) == ("reason_missing", "entries/1/reason")
    assert treasury.stands(bob) == {"in_payout": 10_000}
    unknown = [Entry("00000000-0000-0000-0000-000000000000", "settled")]
    assert (
        refusal(enter_report, batch=batch, treasurer=treasury.drafter, entries=unknown, at=PAYDAY).code
        == "unknown_payout"
    )
    batch = enter_report(
        batch=batch, treasurer=treasury.drafter, at=PAYDAY, settle_rest=True,
        entries=[Entry(code, "returned", "No such address.")],
    )  # fmt: skip
    assert (batch.state, treasury.stands(bob), treasury.stands(carol)) == (
        "done",
        {"payable": 10_000},
        {"paid": 10_000},
    )


def test_entries_that_cannot_be(treasury: Treasury) -> None:
    bob = earner(treasury, "bob")
    batch = treasury.send()
    payout = payout_of(batch, bob)
    given: dict[str, Any] = {"payout": payout, "treasurer": treasury.drafter, "at": PAYDAY}
    assert refusal(enter_result, entry=Entry("", "settled"), **given).code == "not_sent"
    settle(batch, treasury)
    assert refusal(enter_result, entry=Entry("", "failed", "?"), **given).code == "illegal_move"
    organizer = cast.organizer_of(treasury.campaign)
    assert refusal(
        enter_result, payout=payout, treasurer=organizer, entry=Entry("", "settled"), at=PAYDAY
    ).code == "not_a_treasurer"  # fmt: skip


def test_holds(treasury: Treasury) -> None:
    bob = earner(treasury, "bob")
    given: dict[str, Any] = {"participant": bob, "treasurer": treasury.drafter, "at": PAYDAY}
    assert refusal(hold_person, reason=" ", **given).code == "reason_missing"
    hold = hold_person(reason="A tip.", **given)
    refused = refusal(hold_person, reason="Another tip.", **given)
    assert (type(refused), refused.code) == (NotPossibleNow, "already_on_hold")
    assert refusal(treasury.draft).data["left_out"] == {"on_hold": 1}
    for _ in range(2):
        lift_hold(hold=hold, treasurer=treasury.approver, at=PAYDAY)
    assert Event.objects.filter(kind="payout_hold.lifted", participant=bob).count() == 1
    assert treasury.draft().payouts.count() == 1


def test_destinations_are_replaced_and_their_person_is_told(
    treasury: Treasury, django_capture_on_commit_callbacks: Any
) -> None:
    user = cast.make_user("bob")
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        first, new = add_destination(user=user, kind="paypal", value=" Bob@Example.org ", at=PAYDAY)
        same, again = add_destination(user=user, kind="paypal", value="bob@example.org", at=PAYDAY)
        second, changed = add_destination(user=user, kind="paypal", value="other@example.org", at=PAYDAY)
        retire_destination(destination=second, user=user, at=PAYDAY)
    assert (new, again, changed, same.pk == first.pk) == (True, False, True, True)
    assert [letter.to for letter in mail.outbox] == [[user.email]] * 3
    said = str([(letter.subject, letter.body) for letter in mail.outbox]) + str(
        list(Event.objects.filter(actor_id=user.pk).values_list("kind", "data"))
    )
    assert "example.org" not in said
    assert not Destination.objects.in_use().of(user.pk).exists()
    refused = refusal(add_destination, user=user, kind="iban", value="DE89370400440532013000", at=PAYDAY)
    assert refused.code == "holder_name_missing"
    with pytest.raises(InvalidInput, match="two letters"):
        add_destination(user=user, kind="paypal", value="x@example.org", country="F1", at=PAYDAY)


def test_a_key_is_rotated(treasury: Treasury, settings: Any) -> None:
    from cryptography.fernet import Fernet

    bob = earner(treasury, "bob")
    batch = treasury.send()
    before = take_file(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
    fresh = Fernet.generate_key().decode()
    settings.DESTINATION_KEYS = [fresh, *settings.DESTINATION_KEYS]
    assert reseal_destinations() >= 1
    settings.DESTINATION_KEYS = [fresh]
    assert take_file(batch=batch, treasurer=treasury.drafter, at=PAYDAY) == before
    # A key taken away too early: nobody is paid by what cannot be read, and nobody else is kept from it.
    settle(batch, treasury)
    earn(bob)
    earner(treasury, "carol", kind=None)
    settings.DESTINATION_KEYS = [Fernet.generate_key().decode()]
    assert refusal(treasury.draft).data["left_out"] == {"destination_unreadable": 1, "no_destination": 1}


def test_the_same_person_cannot_approve_even_past_the_code(treasury: Treasury) -> None:
    earner(treasury)
    batch = treasury.draft()
    with pytest.raises(IntegrityError, match="batch_is_approved_by_a_second_person"), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(state="approved", approved_by=batch.drafted_by, approved_at=PAYDAY)
