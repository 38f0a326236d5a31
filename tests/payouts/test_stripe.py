"""Stripe: every fault of the way, signed messages in any order, and nothing paid twice."""

from __future__ import annotations

import json
import logging
import os
import random
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from campaigns.errors import InvalidInput, NotAllowed
from campaigns.secret import Secret
from rewards.payouts.providers.provider import (
    Failed,
    PayoutOrder,
    Postponed,
    Result,
    Returned,
    Sent,
    Settled,
    Unknown,
)
from rewards.payouts.providers.stripe_connect import STILL_ON_ITS_WAY, StripeConnect, stripe_units
from rewards.payouts.states import PayoutState, needs_person, state_after
from tests.payouts.fake_stripe import API_KEY, WEBHOOK_SECRET, FakeStripe, Fault, fake_stripe, signed
from tests.payouts.orders import ACCOUNT, order

SENT_AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
SOON = SENT_AT + timedelta(minutes=5)
LATER = SENT_AT + STILL_ON_ITS_WAY
# Whoever changes the sending lets some hundreds run.
ROUNDS = int(os.environ.get("SENDING_ROUNDS", "80"))


@pytest.fixture(scope="module")
def running() -> Iterator[FakeStripe]:
    with fake_stripe(delay_seconds=2.0) as fake:
        yield fake


@pytest.fixture
def fake(running: FakeStripe) -> FakeStripe:
    """Give the one server with empty books."""
    running.quiet()
    running.plan.clear()
    running.transfers.clear()
    running.events.clear()
    running.requests.clear()
    running.underway.clear()
    running.forget_keys()
    return running


def connected(fake: FakeStripe, **terms: object) -> StripeConnect:
    given: dict[str, object] = {"api_base": fake.address, "timeout_seconds": 1.0, "pause": lambda seconds: None} | terms
    return StripeConnect(api_key=Secret(API_KEY), webhook_secret=Secret(WEBHOOK_SECRET), **given)  # type: ignore[arg-type] # terms by name


def test_a_transfer_is_sent_once_with_everything_that_finds_it_again(fake: FakeStripe) -> None:
    paid = order(ACCOUNT, amount_minor=12_345, currency="USD")
    stripe = connected(fake)
    assert stripe.send(paid) == Sent("tr_00000001")
    (made,) = fake.transfers
    assert (made["amount"], made["currency"], made["destination"]) == (12_345, "usd", ACCOUNT)
    assert made["metadata"] == {"payout": paid.id}
    assert stripe.ask(paid, sent_at=SENT_AT, at=SOON) == Settled("tr_00000001")
    # The key alone keeps a second sending from paying again.
    assert stripe.send(paid) == Sent("tr_00000001")
    assert len(fake.transfers) == 1


@pytest.mark.parametrize(
    ("fault", "result", "made"),
    [
        (Fault.SLOW_AFTER, Unknown, 1),
        (Fault.DROP_BEFORE, Unknown, 0),
        (Fault.DROP_AFTER, Unknown, 1),
        (Fault.CUT_ANSWER, Unknown, 1),
        (Fault.NONSENSE, Unknown, 1),
        (Fault.ERROR_BEFORE, Unknown, 0),
        (Fault.ERROR_AFTER, Unknown, 1),
        (Fault.KEY_IN_USE, Unknown, 0),
        (Fault.REFUSED, Failed, 0),
        (Fault.BAD_KEY, Postponed, 0),
    ],
)
def test_what_each_fault_means(fake: FakeStripe, fault: Fault, result: type[Result], made: int) -> None:
    fake.plan.append(fault)
    answered = connected(fake).send(order(ACCOUNT))
    assert isinstance(answered, result)
    assert len(fake.transfers) == made
    assert [request for request in fake.requests if request[0] == "POST"] == [("POST", "/v1/transfers")]


def test_a_key_used_for_another_order_is_no_refusal_of_this_one(fake: FakeStripe) -> None:
    first = order(ACCOUNT, amount_minor=100)
    stripe = connected(fake)
    assert isinstance(stripe.send(first), Sent)
    assert isinstance(stripe.send(order(ACCOUNT, amount_minor=101, payout_id=first.id)), Unknown)


def test_nobody_listening_is_unknown() -> None:
    stripe = StripeConnect(Secret(API_KEY), Secret(WEBHOOK_SECRET), api_base="http://127.0.0.1:9", timeout_seconds=0.2)
    assert isinstance(stripe.send(order(ACCOUNT)), Unknown)
    assert isinstance(stripe.ask(order(ACCOUNT), sent_at=SENT_AT, at=LATER), Unknown)


def test_too_many_requests_are_waited_out(fake: FakeStripe) -> None:
    pauses: list[float] = []
    fake.plan.extend([Fault.TOO_MANY, Fault.TOO_MANY])
    assert isinstance(connected(fake, pause=pauses.append).send(order(ACCOUNT)), Sent)
    assert pauses == [0.5, 1.0]
    assert len(fake.transfers) == 1


def test_too_many_requests_for_long_leave_it_queued(fake: FakeStripe) -> None:
    fake.plan.extend([Fault.TOO_MANY] * 3)
    assert isinstance(connected(fake).send(order(ACCOUNT)), Postponed)
    assert not fake.transfers


def test_a_time_out_after_too_many_requests_is_unknown(fake: FakeStripe) -> None:
    fake.plan.extend([Fault.TOO_MANY, Fault.SLOW_AFTER])
    assert isinstance(connected(fake).send(order(ACCOUNT)), Unknown)


@pytest.mark.parametrize(
    "fault", [Fault.DROP_BEFORE, Fault.SLOW_AFTER, Fault.ERROR_BEFORE, Fault.TOO_MANY, Fault.BAD_KEY]
)
def test_an_asking_that_fails_says_nothing(fake: FakeStripe, fault: Fault) -> None:
    fake.plan.append(fault)
    assert isinstance(connected(fake).ask(order(ACCOUNT), sent_at=SENT_AT, at=LATER), Unknown)


def test_what_is_not_there_has_failed_only_when_nothing_can_be_on_its_way(fake: FakeStripe) -> None:
    paid, stripe = order(ACCOUNT), connected(fake)
    fake.plan.append(Fault.LATE)
    assert isinstance(stripe.send(paid), Unknown)
    assert isinstance(stripe.ask(paid, sent_at=SENT_AT, at=LATER - timedelta(seconds=1)), Unknown)
    fake.arrive()
    assert isinstance(stripe.ask(paid, sent_at=SENT_AT, at=LATER), Settled)
    assert isinstance(stripe.ask(order(ACCOUNT), sent_at=SENT_AT, at=LATER), Failed)


def test_asking_trusts_only_the_transfer_that_was_asked_for(fake: FakeStripe) -> None:
    paid, stripe = order(ACCOUNT, amount_minor=100), connected(fake)
    stripe.send(paid)
    for other in (
        order(ACCOUNT, amount_minor=200, payout_id=paid.id),
        order("acct_1Mallory123456", amount_minor=100, payout_id=paid.id),
        order(ACCOUNT, amount_minor=100, currency="USD", payout_id=paid.id),
    ):
        answered = stripe.ask(other, sent_at=SENT_AT, at=LATER)
        assert isinstance(answered, Unknown)
        assert answered.needs_person
    fake.forget_keys()
    stripe.send(paid)
    answered = stripe.ask(paid, sent_at=SENT_AT, at=LATER)
    assert answered == Unknown("Stripe has 2 transfers for this payout.", needs_person=True)


def test_a_reversed_transfer_is_returned_and_a_part_is_for_a_person(fake: FakeStripe) -> None:
    paid, stripe = order(ACCOUNT, amount_minor=100), connected(fake)
    stripe.send(paid)
    fake.reverse("tr_00000001", 40)
    partly = Unknown("A part of the transfer was reversed at Stripe.", needs_person=True)
    assert stripe.ask(paid, sent_at=SENT_AT, at=LATER) == partly
    fake.reverse("tr_00000001")
    assert isinstance(stripe.ask(paid, sent_at=SENT_AT, at=LATER), Returned)


@pytest.mark.parametrize(
    ("amount_minor", "currency", "units"),
    [
        (12_345, "USD", 12_345),
        (500, "JPY", 500),
        (5_120, "KWD", 5_120),
        (5, "ISK", 500),
        (5, "UGX", 500),
        (500, "MGA", 5),
        (123_456, "HUF", 123_456),
    ],
)
def test_amounts_are_in_stripes_units(amount_minor: int, currency: str, units: int) -> None:
    assert stripe_units(amount_minor, currency) == units


@pytest.mark.parametrize(
    ("amount_minor", "currency", "step"), [(5_124, "KWD", "0.010"), (1, "TND", "0.010"), (50, "MGA", "1.00")]
)
def test_what_stripe_cannot_pay_to_the_last_unit_is_refused_before_anything_is_sent(
    fake: FakeStripe, amount_minor: int, currency: str, step: str
) -> None:
    paid, stripe = order(ACCOUNT, amount_minor=amount_minor, currency=currency), connected(fake)
    with pytest.raises(InvalidInput, match=f"in steps of {step}"):
        stripe.check(paid)
    assert isinstance(stripe.send(paid), Failed)
    assert not fake.requests


def test_webhooks_say_what_became_of_it(fake: FakeStripe) -> None:
    paid, stripe = order(ACCOUNT), connected(fake)
    stripe.send(paid)
    fake.reverse("tr_00000001")
    read = [stripe.read_webhook(*signed(event)) for event in fake.events]
    assert read == [
        (paid.id, Settled("tr_00000001")),
        (paid.id, Returned("The transfer was reversed at Stripe.")),
    ]


def test_messages_about_something_else_are_none_of_ours(fake: FakeStripe) -> None:
    stripe = connected(fake)
    stripe.send(order(ACCOUNT))
    event = fake.events[0]
    transfer = event["data"]["object"]
    for other in (
        event | {"type": "charge.succeeded"},
        event | {"account": ACCOUNT},
        event | {"data": {"object": transfer | {"metadata": {}}}},
        event | {"data": {"object": transfer | {"metadata": {"payout": "../1"}}}},
    ):
        assert stripe.read_webhook(*signed(other)) is None
    assert stripe.read_webhook(*signed(event)) is not None


def test_only_whoever_knows_the_secret_is_believed(fake: FakeStripe) -> None:
    stripe = connected(fake)
    stripe.send(order(ACCOUNT))
    event = fake.events[0]
    body, headers = signed(event)
    forged = json.dumps(event | {"id": "evt_other"}).encode()
    for payload, given in (
        (forged, headers),
        (body, {}),
        (body, {"Stripe-Signature": "t=1,v1=0"}),
        (body, {"Stripe-Signature": "nonsense"}),
        signed(event, secret="whsec_of_another"),
        signed(event, at=time.time() - 3600),
        (b"\xff", headers),
    ):
        with pytest.raises(NotAllowed):
            stripe.read_webhook(payload, given)
    assert stripe.read_webhook(body, {"stripe-signature": headers["Stripe-Signature"]}) is not None


def test_neither_logs_nor_answers_nor_errors_show_where_money_goes(
    fake: FakeStripe, caplog: pytest.LogCaptureFixture
) -> None:
    stripe = connected(fake)
    said = [repr(stripe), repr(order(ACCOUNT))]
    with caplog.at_level(logging.DEBUG):
        for fault in Fault:
            fake.plan.append(fault)
            said.append(repr(stripe.send(order(ACCOUNT))))
            said.append(repr(stripe.ask(order(ACCOUNT), sent_at=SENT_AT, at=LATER)))
    for text in [*said, caplog.text]:
        assert ACCOUNT not in text
        assert API_KEY not in text
        assert WEBHOOK_SECRET not in text


@dataclass
class Debt:
    """What one person is owed, and the payouts tried for it, one after another."""

    amount_minor: int
    payouts: list[Payout] = field(default_factory=list)


@dataclass
class Payout:
    """A payout as its row would be: the state is what is written down, and all that a new worker knows."""

    order: PayoutOrder
    sent_at: datetime
    state: PayoutState = PayoutState.QUEUED

    def take(self, result: Result) -> None:
        assert not needs_person(self.state, result), (self.state, result)
        self.state = state_after(self.state, result)


FAULTS = [fault for fault in Fault if fault not in {Fault.BAD_KEY, Fault.NONE}]


def play(fake: FakeStripe, stripe: StripeConnect, chance: random.Random) -> list[Debt]:
    """Pay some debts through whatever goes wrong, until each is paid."""
    debts = [Debt(chance.randrange(1, 10**6)) for _ in range(chance.randrange(1, 4))]
    at = SENT_AT
    for _ in range(60):
        for debt in debts:
            if not debt.payouts or debt.payouts[-1].state == PayoutState.FAILED:
                # Failed money is payable again: another payout, another id.
                payout_id = str(uuid.UUID(int=chance.getrandbits(128), version=4))
                made = order(ACCOUNT, amount_minor=debt.amount_minor, payout_id=payout_id)
                debt.payouts.append(Payout(made, sent_at=at))
            payout = debt.payouts[-1]
            faulty = chance.random() < 0.6
            fake.plan.clear()
            if faulty:
                fake.plan.extend(chance.choices(FAULTS, k=chance.randrange(1, 4)))
            if payout.state == PayoutState.QUEUED:
                payout.state, payout.sent_at = PayoutState.UNKNOWN, at
                result = stripe.send(payout.order)
                # Now and then the worker dies before it writes down what it heard.
                if chance.random() < 0.8:
                    payout.take(result)
            elif payout.state in {PayoutState.UNKNOWN, PayoutState.SENT}:
                payout.take(stripe.ask(payout.order, sent_at=payout.sent_at, at=at))
        if chance.random() < 0.5:
            fake.arrive()
        if chance.random() < 0.5:
            listen(fake, stripe, debts, chance)
        at += timedelta(minutes=chance.choice([1, 10, 30]))
        if at - SENT_AT > STILL_ON_ITS_WAY / 2:
            # Nothing lingers for as long as we wait.
            fake.quiet()
        if all(debt.payouts[-1].state == PayoutState.SETTLED for debt in debts):
            break
    fake.quiet()
    listen(fake, stripe, debts, chance)
    return debts


def listen(fake: FakeStripe, stripe: StripeConnect, debts: list[Debt], chance: random.Random) -> None:
    """Hear everything that Stripe ever said, twice and in any order."""
    payouts = {payout.order.id: payout for debt in debts for payout in debt.payouts}
    for payload, headers in fake.messages(chance=chance):
        report = stripe.read_webhook(payload, headers)
        if report is not None and report.payout_id in payouts:
            payouts[report.payout_id].take(report.result)


def test_no_debt_is_paid_twice_or_forgotten_whatever_goes_wrong() -> None:
    with fake_stripe(delay_seconds=0.2) as fake:
        stripe = connected(fake, timeout_seconds=0.1)
        for seed in range(ROUNDS):
            fake.transfers.clear()
            fake.events.clear()
            debts = play(fake, stripe, random.Random(seed))
            paid: dict[str, list[int]] = {}
            for made in list(fake.transfers):
                paid.setdefault(made["metadata"]["payout"], []).append(made["amount"])
            for debt in debts:
                states = [payout.state for payout in debt.payouts]
                amounts = [amount for payout in debt.payouts for amount in paid.pop(payout.order.id, [])]
                assert states == [PayoutState.FAILED] * (len(states) - 1) + [PayoutState.SETTLED], (seed, states)
                assert amounts == [debt.amount_minor], (seed, amounts)
            assert not paid, (seed, paid)
