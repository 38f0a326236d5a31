"""Batches: who is in them, who decides, and where their money stands at every step."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from campaigns.errors import InvalidInput, NotAllowed, NotPossibleNow
from campaigns.events.models import Event
from rewards.payouts.caps import hold_person, lift_hold
from rewards.payouts.checks import checks_of
from rewards.payouts.entering import Entry, enter_result
from rewards.payouts.filing import take_file
from rewards.payouts.models import Batch, Destination
from rewards.payouts.operations import approve_batch, cancel_batch, send_batch
from rewards.payouts.owning import add_destination, reseal_destinations, retire_destination
from rewards.payouts.providers.provider import Settled
from rewards.payouts.results import record_result
from tests import cast
from tests.payouts.batches import files as files
from tests.payouts.batches import refusal, settle
from tests.payouts.batches import treasury as treasury
from tests.payouts.stage import PAYDAY, Treasury, earn, earner, payout_of, providers, user_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


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
