"""A sending worker killed with SIGKILL at every point: each order leaves at most once, and nothing is lost."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.utils import timezone

from rewards.payouts.models import Batch, Payout
from rewards.payouts.sending import ask_payout, due_to_be_asked, due_to_be_sent, send_payout
from tests.payouts.fake_stripe import API_KEY, WEBHOOK_SECRET, FakeStripe, Fault, fake_stripe
from tests.payouts.killing import ANSWERED, LEAVING, UNDER_WAY
from tests.payouts.stage import Treasury, earner, paying_campaign, payout_of, providers
from tests.payouts.test_sending import hear
from tests.processes import CHECKOUT, announce, redis_database, running_worker, wait_until

pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("committed")]

MORE_THAN_ALL_STEPS = 40
# Whoever changes the sending lets some hundreds run.
ROUNDS = int(os.environ.get("SENDING_ROUNDS", "120"))
# A sending has about so many steps; a few more are drawn, so that some live.
STEPS = 20
SEND = "rewards.payouts.tasks.send_payout"


@pytest.fixture
def fake() -> Iterator[FakeStripe]:
    with fake_stripe() as fake, providers(fake.address):
        yield fake


@pytest.fixture
def stripe_env(process_env: dict[str, str], fake: FakeStripe) -> dict[str, str]:
    return process_env | {
        "STRIPE_API_KEY": API_KEY,
        "STRIPE_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "STRIPE_API_BASE": fake.address,
    }


@pytest.fixture
def broker(process_env: dict[str, str]) -> Iterator[str]:
    """Give an empty Redis database to which no other worker listens."""
    url = redis_database(settings.REDIS_URL, 2)
    with closing(redis.Redis.from_url(url)) as client:
        client.flushdb()
        yield url
        client.flushdb()


def orders_of(fake: FakeStripe, payout: Payout) -> int:
    return sum(made["metadata"]["payout"] == str(payout.public_id) for made in fake.transfers)


def hear_some(fake: FakeStripe, chance: random.Random) -> None:
    """Deliver a part of Stripe's messages, some twice, in an order of chance."""
    for payload, headers in fake.messages(chance=chance, times=2):
        if chance.random() < 0.3:
            assert hear(payload, headers["Stripe-Signature"]) == 200


def find_out(batch: Batch) -> None:
    """Do what the sweeps of the next hours do."""
    # The last for an ask that came to nothing, which a busy machine can do without any fault.
    for minutes in (3, 120, 300):
        at = timezone.now() + timedelta(minutes=minutes)
        for pk in due_to_be_sent().filter(batch=batch).values_list("pk", flat=True):
            send_payout(payout_id=pk)
        for pk in due_to_be_asked(at=at).filter(batch=batch).values_list("pk", flat=True):
            ask_payout(payout_id=pk, clock=lambda at=at: at)  # type: ignore[misc]  # this round's own


def test_killed_before_every_step(fake: FakeStripe, stripe_env: dict[str, str]) -> None:
    treasury = paying_campaign(quota=MORE_THAN_ALL_STEPS)
    people = [earner(treasury, f"earner{n}", kind="stripe") for n in range(MORE_THAN_ALL_STEPS)]
    batch = treasury.send("stripe_connect", at=timezone.now())
    payouts = list(batch.payouts.order_by("pk"))

    command = [sys.executable, "-m", "tests.payouts.killing", *(str(payout.pk) for payout in payouts)]
    done = subprocess.run(
        command, cwd=CHECKOUT, env=stripe_env, capture_output=True, text=True, timeout=180, check=True
    )
    ends = [tuple(end) for end in json.loads(done.stdout)]

    steps = [step for step, _ in ends]
    assert ends[-1] == ("lived", 0), "more steps than payouts: raise MORE_THAN_ALL_STEPS"
    assert {how for _, how in ends[:-1]} == {-9}
    leaving, answered = steps.index(LEAVING), steps.index(ANSWERED)
    assert any(step.startswith('UPDATE "rewards_payout"') for step in steps[:leaving]), steps
    committed = steps.index("after COMMIT", answered)
    for place, payout in enumerate(payouts[: len(ends)]):
        payout.refresh_from_db()
        expected = "queued" if place < leaving and payout.claimed_at is None else "unknown"
        assert payout.state == ("sent" if place >= committed else expected), steps[place]
        assert orders_of(fake, payout) == (place >= answered), steps[place]

    # Without its memory of keys, so that a second order would be carried out.
    fake.forget_keys()
    find_out(batch)
    fake.forget_keys()
    find_out(batch)

    batch.refresh_from_db()
    assert batch.state == "done"
    for place, payout in enumerate(payouts):
        payout.refresh_from_db()
        assert (orders_of(fake, payout), payout.state) in {(1, "settled"), (0, "failed")}, steps[
            min(place, len(steps) - 1)
        ]
    stands = [treasury.stands(person) for person in people]
    assert all(stand in ({"paid": 10_000}, {"payable": 10_000}) for stand in stands)
    assert sum(stand.get("paid", 0) for stand in stands) == sum(made["amount"] for made in fake.transfers)


def test_no_duplicate_and_no_loss_in_many_rounds(fake: FakeStripe, stripe_env: dict[str, str]) -> None:
    """Senders killed at every step and under way, each at a provider with a fault of its own, and sent anew after.

    The provider forgets its keys at once: nothing but our own claim keeps an order from being carried out twice.
    """
    chance = random.Random(20091205)
    treasury = paying_campaign(quota=ROUNDS)
    people = [earner(treasury, f"earner{n}", kind="stripe") for n in range(ROUNDS)]
    batch = treasury.send("stripe_connect", at=timezone.now())
    payouts = list(batch.payouts.order_by("pk"))
    assert len(payouts) == ROUNDS
    fake.forgetful = True

    # Every step has its turn, in an order of chance, and every eighth sender dies while the order is under way.
    kills: list[int | str] = [UNDER_WAY if n % 8 == 0 else 1 + n % STEPS for n in range(ROUNDS)]
    chance.shuffle(kills)
    rounds = [(payout.pk, kill) for payout, kill in zip(payouts, kills, strict=True)]
    for payout, kill in zip(payouts, kills, strict=True):
        slow = kill == UNDER_WAY and chance.random() < 0.8
        fault = Fault.SLOW_AFTER if slow else chance.choice([*[Fault.SLOW_AFTER, Fault.DROP_AFTER] * 3, *Fault])
        fake.planned_of[str(payout.public_id)] = fault
    # A message that was not acknowledged comes again, now and then to one who dies as well.
    rounds += [(payout.pk, chance.randint(1, STEPS)) for payout in payouts if chance.random() < 0.2]
    done = subprocess.run(
        [sys.executable, "-m", "tests.payouts.killing", "rounds"],
        cwd=CHECKOUT,
        env=stripe_env,
        input=json.dumps(rounds),
        capture_output=True,
        text=True,
        timeout=400,
        check=True,
    )
    ends = [tuple(end) for end in json.loads(done.stdout)]
    assert {how for _, how in ends} <= {-9, 0}
    assert sum(how == -9 for _, how in ends) >= ROUNDS // 2, ends
    killed_at = {step for step, how in ends if how == -9}
    assert {UNDER_WAY, LEAVING, ANSWERED, "COMMIT", "after COMMIT"} <= killed_at
    for payout in payouts:
        send_payout(payout_id=payout.pk)

    fake.quiet()
    hear_some(fake, chance)
    find_out(batch)
    hear_some(fake, chance)
    batch.refresh_from_db()
    assert batch.state == "done"
    states = []
    for payout in payouts:
        payout.refresh_from_db()
        states.append(payout.state)
        assert not payout.needs_person
        assert (orders_of(fake, payout), payout.state) in {(1, "settled"), (0, "failed")}, payout.reason
    assert states.count("settled") > ROUNDS // 2
    assert states.count("failed") > 5
    stands = [treasury.stands(person) for person in people]
    assert all(stand in ({"paid": 10_000}, {"payable": 10_000}) for stand in stands)
    assert sum(stand.get("paid", 0) for stand in stands) == sum(made["amount"] for made in fake.transfers)


@pytest.mark.parametrize(
    ("moment", "orders"),
    # The first commit claims the payout, the second writes what became of it. Every step has its turn above, in a
    # process of its own; here are four of them in a worker's child.
    [("COMMIT", 1), (LEAVING, 0), (ANSWERED, 1), ("after COMMIT@2", 1)],
)
def test_a_killed_child_of_a_worker(
    fake: FakeStripe, stripe_env: dict[str, str], broker: str, tmp_path: Path, moment: str, orders: int
) -> None:
    """Its message was not acknowledged, so the next child gets it again, and sends only what was never claimed."""
    treasury: Treasury = paying_campaign()
    bob = earner(treasury, "bob", kind="stripe")
    batch = treasury.send("stripe_connect", at=timezone.now())
    payout = payout_of(batch, bob)
    mark, log = tmp_path / "killed", tmp_path / "worker.log"
    env = stripe_env | {"REDIS_URL": broker, "SENDING_KILL_AT": moment, "SENDING_KILL_MARK": str(mark)}
    with running_worker(env, log, app="tests.payouts.killing"):
        announce(broker, SEND, payout.pk)
        assert wait_until(lambda: "send_payout" in log.read_text() and " succeeded" in log.read_text()), log.read_text()
    assert mark.exists(), "nobody was killed"
    fake.forget_keys()
    find_out(batch)
    payout.refresh_from_db()
    assert (orders_of(fake, payout), payout.state) == (orders, "settled" if orders else "failed")
    assert treasury.stands(bob) == ({"paid": 10_000} if orders else {"payable": 10_000})
    assert "acct_" not in log.read_text()
