"""Sending over the real operations, the real database and a Stripe that fails in every way: once each, none lost."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from campaigns.errors import NotPossibleNow
from campaigns.recruiting.models import Participant
from rewards.payouts import sending
from rewards.payouts.caps import hold_person, lift_hold
from rewards.payouts.entering import Entry, enter_result
from rewards.payouts.models import Batch, Payout
from rewards.payouts.operations import cancel_batch
from rewards.payouts.owning import add_destination
from rewards.payouts.providers.provider import Failed, Postponed, Settled
from rewards.payouts.results import record_result
from rewards.payouts.sending import ask_payout, due_to_be_sent, send_payout
from tests.payouts.batches import refusal
from tests.payouts.fake_stripe import FakeStripe, Fault, fake_stripe, signed
from tests.payouts.stage import PAYDAY, Treasury, earner, paying_campaign, payout_of, providers, user_of

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture(scope="module")
def running() -> Iterator[FakeStripe]:
    with fake_stripe(delay_seconds=0.6) as fake:
        yield fake


@pytest.fixture
def fake(running: FakeStripe) -> Iterator[FakeStripe]:
    running.quiet()
    running.plan.clear()
    running.transfers.clear()
    running.events.clear()
    running.requests.clear()
    running.forget_keys()
    with providers(running.address):
        yield running


@pytest.fixture
def treasury() -> Treasury:
    return paying_campaign()


class Clock:
    """Time as the test says."""

    def __init__(self, at: datetime = PAYDAY) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def sent_batch(treasury: Treasury, *names: str) -> tuple[Batch, list[Participant]]:
    people = [earner(treasury, name, kind="stripe") for name in names or ("bob",)]
    return treasury.send("stripe_connect"), people


def hear(payload: bytes, signature: str) -> int:
    """Let the instance hear a message as Stripe sends it; gives the status."""
    answer = Client().post(
        "/webhooks/stripe/", payload, content_type="application/json", headers={"Stripe-Signature": signature}
    )
    return int(answer.status_code)


def test_sent_asked_and_settled(fake: FakeStripe, treasury: Treasury) -> None:
    batch, (bob,) = sent_batch(treasury)
    payout, clock = payout_of(batch, bob), Clock()
    assert list(due_to_be_sent().filter(batch=batch)) == [payout]
    assert send_payout(payout_id=payout.pk, clock=clock) == "sent"
    assert send_payout(payout_id=payout.pk, clock=clock) == "sent"
    assert treasury.stands(bob) == {"in_payout": 10_000}
    assert ask_payout(payout_id=payout.pk, clock=clock) == "sent"
    clock.at += timedelta(minutes=3)
    assert ask_payout(payout_id=payout.pk, clock=clock) == "settled"
    assert treasury.stands(bob) == {"paid": 10_000}
    batch.refresh_from_db()
    assert (batch.state, len(fake.transfers)) == ("done", 1)
    assert fake.transfers[0]["metadata"] == {"payout": str(payout.public_id)}


def test_a_timeout_is_asked_about_and_never_sent_again(fake: FakeStripe, treasury: Treasury) -> None:
    batch, (bob,) = sent_batch(treasury)
    payout, clock = payout_of(batch, bob), Clock()
    fake.plan.append(Fault.SLOW_AFTER)
    assert send_payout(payout_id=payout.pk, clock=clock) == "unknown"
    assert not due_to_be_sent().filter(batch=batch).exists()
    assert send_payout(payout_id=payout.pk, clock=clock) == "unknown"
    assert [request for request in fake.requests if request[0] == "POST"] == [("POST", "/v1/transfers")]
    clock.at += timedelta(minutes=3)
    assert ask_payout(payout_id=payout.pk, clock=clock) == "settled"
    assert len(fake.transfers) == 1


def test_what_never_arrived_has_failed_after_an_hour(fake: FakeStripe, treasury: Treasury) -> None:
    batch, (bob,) = sent_batch(treasury)
    payout, clock = payout_of(batch, bob), Clock()
    fake.plan.append(Fault.DROP_BEFORE)
    states = [send_payout(payout_id=payout.pk, clock=clock)]
    asked = []
    for minutes in range(1, 75):
        clock.at = PAYDAY + timedelta(minutes=minutes)
        before = Payout.objects.get(pk=payout.pk).asks
        states.append(ask_payout(payout_id=payout.pk, clock=clock))
        if Payout.objects.get(pk=payout.pk).asks > before:
            asked.append(minutes)
    # Two minutes after the claim, then one, five, thirty later.
    assert asked == [3, 4, 9, 39]
    clock.at = PAYDAY + timedelta(minutes=99)
    assert ask_payout(payout_id=payout.pk, clock=clock) == "failed"
    assert set(states) == {"unknown"}
    assert treasury.stands(bob) == {"payable": 10_000}


def test_postponed_is_sent_later(fake: FakeStripe, treasury: Treasury) -> None:
    batch, (bob,) = sent_batch(treasury)
    payout = payout_of(batch, bob)
    fake.plan.append(Fault.BAD_KEY)
    assert send_payout(payout_id=payout.pk, clock=Clock()) == "queued"
    payout.refresh_from_db()
    assert (payout.claimed_at, payout.reason) == (None, "Stripe does not accept our key; nothing was sent.")
    assert send_payout(payout_id=payout.pk, clock=Clock()) == "sent"


def test_a_sleeper_does_not_send(fake: FakeStripe, treasury: Treasury) -> None:
    """A worker that was stopped right after its claim, for longer than others wait."""
    batch, (bob,) = sent_batch(treasury)
    times = iter([PAYDAY, PAYDAY + timedelta(minutes=2, seconds=1)])
    assert send_payout(payout_id=payout_of(batch, bob).pk, clock=lambda: next(times)) == "unknown"
    assert fake.transfers == []


def test_asking_never_queues_again(fake: FakeStripe, treasury: Treasury, monkeypatch: pytest.MonkeyPatch) -> None:
    batch, (bob,) = sent_batch(treasury)
    payout = payout_of(batch, bob)
    fake.plan.append(Fault.DROP_AFTER)
    send_payout(payout_id=payout.pk, clock=Clock())
    from rewards.payouts.providers.stripe_connect import StripeConnect

    monkeypatch.setattr(StripeConnect, "ask", lambda *args, **given: Postponed("busy"))
    assert ask_payout(payout_id=payout.pk, clock=Clock(PAYDAY + timedelta(minutes=3))) == "unknown"


def test_holds_and_changed_destinations_keep_back_what_is_queued(fake: FakeStripe, treasury: Treasury) -> None:
    batch, (bob, carol) = sent_batch(treasury, "bob", "carol")
    hold = hold_person(participant=bob, treasurer=treasury.drafter, reason="A tip.", at=PAYDAY)
    add_destination(user=user_of(carol), kind="stripe", value="acct_other1234567", at=PAYDAY)
    for person in (bob, carol):
        assert send_payout(payout_id=payout_of(batch, person).pk, clock=Clock()) == "queued"
        assert payout_of(batch, person).needs_person
    assert fake.transfers == []
    lift_hold(hold=hold, treasurer=treasury.drafter, at=PAYDAY)
    assert send_payout(payout_id=payout_of(batch, bob).pk, clock=Clock()) == "sent"
    assert not payout_of(batch, bob).needs_person
    batch = cancel_batch(batch=batch, treasurer=treasury.approver, at=PAYDAY)
    assert (batch.state, payout_of(batch, carol).state) == ("sent", "failed")
    assert treasury.stands(carol) == {"payable": 10_000}
    record_result(payout_id=payout_of(batch, bob).pk, result=Settled("tr"), at=PAYDAY)
    batch.refresh_from_db()
    assert batch.state == "done"


def test_a_person_enters_what_stripe_knows_only_when_it_can_be_known(fake: FakeStripe, treasury: Treasury) -> None:
    batch, (bob,) = sent_batch(treasury)
    payout = payout_of(batch, bob)
    fake.plan.append(Fault.DROP_BEFORE)
    send_payout(payout_id=payout.pk, clock=Clock())
    entry = Entry("", "failed", "Not in Stripe's list.")
    given: dict[str, Any] = {"payout": payout, "treasurer": treasury.drafter, "entry": entry}
    assert refusal(enter_result, at=PAYDAY + timedelta(minutes=59), **given).code == "still_on_its_way"
    assert enter_result(at=PAYDAY + timedelta(minutes=60), **given).state == "failed"


def test_webhooks_twice_and_in_any_order(fake: FakeStripe, treasury: Treasury) -> None:
    batch, people = sent_batch(treasury, "bob", "carol", "dave")
    for person in people:
        send_payout(payout_id=payout_of(batch, person).pk, clock=Clock())
    fake.reverse(fake.transfers[1]["id"])
    for payload, headers in fake.messages(chance=random.Random(1), times=2):
        assert hear(payload, headers["Stripe-Signature"]) == 200
    assert [treasury.stands(person) for person in people] == [
        {"paid": 10_000},
        {"payable": 10_000},
        {"paid": 10_000},
    ]
    batch.refresh_from_db()
    assert batch.state == "done"


def test_forged_and_foreign_webhooks(fake: FakeStripe, treasury: Treasury, caplog: pytest.LogCaptureFixture) -> None:
    event = {
        "id": "evt_1", "object": "event", "type": "transfer.created",
        "data": {"object": {
            "id": "tr_1", "object": "transfer", "amount": 1, "amount_reversed": 0, "destination": "acct_1Alice23456789",
            "metadata": {"payout": "7f1c2d9e-8f1b-4a55-9c43-0a8f5f0f3c11"},
        }},
    }  # fmt: skip
    payload, headers = signed(event)
    signature = headers["Stripe-Signature"]
    assert hear(payload, signature) == 200
    assert "7f1c2d9e-8f1b-4a55-9c43-0a8f5f0f3c11" in caplog.text
    assert "acct_" not in caplog.text
    assert hear(payload + b" ", signature) == 400
    assert hear(payload, "") == 400
    assert Client().get("/webhooks/stripe/").status_code == 405
    with providers():
        assert hear(payload, signature) == 404


def test_a_second_payment_is_never_silent(fake: FakeStripe, treasury: Treasury) -> None:
    """Should an order given up for lost arrive after all, a person is told; the money moves no second time."""
    batch, (bob,) = sent_batch(treasury)
    payout = payout_of(batch, bob)
    fake.plan.append(Fault.LATE)
    send_payout(payout_id=payout.pk, clock=Clock())
    record_result(payout_id=payout.pk, result=Failed("Given up."), at=PAYDAY)
    fake.arrive()
    record_result(payout_id=payout.pk, result=Settled("tr_00000001"), at=PAYDAY)
    payout.refresh_from_db()
    assert (payout.state, payout.needs_person, treasury.stands(bob)) == ("failed", True, {"payable": 10_000})


def test_many_at_once_send_each_once(fake: FakeStripe, treasury: Treasury) -> None:
    batch, _ = sent_batch(treasury, "bob", "carol", "dave")
    ids = list(batch.payouts.values_list("pk", flat=True))

    def send_all(seed: int) -> None:
        try:
            for pk in random.Random(seed).sample(ids, len(ids)):
                send_payout(payout_id=pk, clock=Clock())
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(send_all, range(8)))
    assert [request for request in fake.requests if request[0] == "POST"] == [("POST", "/v1/transfers")] * 3
    assert len(fake.transfers) == 3


def test_cancelling_while_it_is_sent(fake: FakeStripe, treasury: Treasury) -> None:
    """Whichever comes first has the payout; the other finds nothing."""
    batch, people = sent_batch(treasury, *(f"earner{n}" for n in range(6)))
    ids = list(batch.payouts.order_by("pk").values_list("pk", flat=True))

    def act(sends: bool) -> None:
        try:
            if sends:
                for pk in ids:
                    send_payout(payout_id=pk, clock=Clock())
            else:
                cancel_batch(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads, suppress(NotPossibleNow):
        list(threads.map(act, (True, False)))
    for person in people:
        payout = payout_of(batch, person)
        made = [one for one in fake.transfers if one["metadata"]["payout"] == str(payout.public_id)]
        assert (payout.state, len(made)) in {("sent", 1), ("failed", 0)}
        assert treasury.stands(person) == {"in_payout" if made else "payable": 10_000}


def test_the_clock_is_real_where_none_is_given() -> None:
    assert sending.send_payout.__kwdefaults__ == {"clock": timezone.now}
