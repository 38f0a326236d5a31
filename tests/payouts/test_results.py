"""What became of payouts: results in any order, entered whole or not at all, and money that comes back."""

from __future__ import annotations

from typing import Any

import pytest

from campaigns.events.models import Event
from campaigns.findings.models import Finding
from campaigns.findings.operations import reverse_finding
from campaigns.recruiting.models import Participant
from rewards.payouts.entering import Entry, enter_report, enter_result, look_at_report, mark_seen
from rewards.payouts.filing import take_file
from rewards.payouts.models import Payout
from rewards.payouts.orders import order_of
from rewards.payouts.providers.provider import Failed, Result, Returned, Sent, Settled, Unknown
from rewards.payouts.results import record_result
from rewards.settlement.reversing import reverse_settlement
from tests import cast
from tests.payouts.batches import files as files
from tests.payouts.batches import refusal, settle
from tests.payouts.batches import treasury as treasury
from tests.payouts.stage import PAYDAY, Treasury, earner, payout_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


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


def test_a_report_is_looked_at_before_it_is_entered(treasury: Treasury) -> None:
    """Every refusal at once, each entry after those before it, and nothing is written down."""
    bob, carol = earner(treasury, "bob"), earner(treasury, "carol")
    batch = treasury.send()
    look: dict[str, Any] = {"batch": batch, "at": PAYDAY}
    code, hers = order_of(payout_of(batch, bob)).code, str(payout_of(batch, carol).public_id)
    (unsent,) = look_at_report(entries=[Entry(code, "settled")], **look)
    assert unsent.refused is not None
    assert unsent.refused.code == "not_sent"
    take_file(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
    entries = [
        Entry(code, "settled"),
        Entry(hers, "failed"),
        Entry(hers, "failed", "No such account."),
        Entry(hers, "settled"),
        Entry("P" + "A" * 26, "settled"),
        Entry("nonsense", "settled"),
        Entry(code, "settled"),
    ]
    looked = look_at_report(entries=entries, **look)
    assert [each.refused and each.refused.code for each in looked] == [
        None, "reason_missing", None, "illegal_move", "unknown_payout", "unknown_payout", None,
    ]  # fmt: skip
    assert [(each.before, each.after) for each in looked[:4]] == [
        ("sent", "settled"), ("sent", "sent"), ("sent", "failed"), ("failed", "failed"),
    ]  # fmt: skip
    # Said again it changes nothing.
    assert (looked[6].before, looked[6].after) == ("settled", "settled")
    assert {payout.state for payout in batch.payouts.all()} == {"sent"}
    assert not Event.objects.filter(kind__in=["payout.settled", "payout.failed"], campaign=treasury.campaign).exists()


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
