"""A process that kills itself at a chosen step of a sending, and a Celery worker that does so once.

The steps are those of `tests.faults.killing` (every statement, COMMIT, the moment after it), and beside them the
moment before the order leaves and the moment after the provider's answer came.

    python -m tests.payouts.killing 11 12 13      kills the n-th payout's sending before its n-th step
    python -m tests.payouts.killing rounds        kills as the JSON on its input says
    celery -A tests.payouts.killing worker        kills at the step that SENDING_KILL_AT names, once
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import django
import stripe
from django.conf import settings

from mobilize.celery import app as celery_app
from tests.faults.killing import Steps, in_a_child, kill_each, killer_at, killer_once, watch

app = celery_app
LEAVING = "the order leaves"
ANSWERED = "the answer is there"
# Killed by the clock, a moment after the order left: while the provider has it, and nobody knows.
UNDER_WAY = "under way"
MOMENT_SECONDS = 0.03


def watch_sending(steps: Steps) -> None:
    """Count the steps of every task from now on, what goes to the provider included."""
    watch(steps)
    request = stripe.RequestsClient.request

    def counted_request(*args: Any, **given: Any) -> Any:
        steps.take(LEAVING)
        answer = request(*args, **given)
        steps.take(ANSWERED)
        return answer

    stripe.RequestsClient.request = counted_request  # type: ignore[method-assign]  # the library's way out, counted


def send(payout_id: int) -> None:
    """Send one payout as the task does."""
    from rewards.payouts.tasks import send_payout

    send_payout.apply(args=(payout_id,), throw=True)


def kill_rounds(rounds: list[tuple[int, int | str]]) -> list[tuple[str, int]]:
    """Send a payout in each round, killed before the step of that number, or under way; gives how each ended."""
    # A process that tests time-outs does not wait as long as one that pays people.
    settings.PAYOUT_PROVIDERS["stripe_connect"] |= {"timeout_seconds": 0.15, "pause": lambda seconds: None}
    # What every child needs is read once, before any of them is born.
    importlib.import_module("rewards.payouts.tasks")
    assert stripe.StripeClient(settings.PAYOUT_PROVIDERS["stripe_connect"]["api_key"].reveal()).v1.transfers
    return [
        in_a_child(
            _killer_under_way if isinstance(kill, str) else partial(killer_at, kill),
            payout_id,
            run=send,
            watching=watch_sending,
        )
        for payout_id, kill in rounds
    ]


def _killer_under_way(writing: int) -> Callable[[int, str], None]:
    def kill() -> None:
        os.write(writing, UNDER_WAY.encode())
        os.kill(os.getpid(), signal.SIGKILL)

    def before(count: int, step: str) -> None:
        if step == LEAVING:
            threading.Timer(MOMENT_SECONDS, kill).start()

    return before


if __name__ == "__main__":
    django.setup()
    if sys.argv[1:] == ["rounds"]:
        print(json.dumps(kill_rounds(json.load(sys.stdin))))
        sys.exit()
    print(json.dumps(kill_each([int(argument) for argument in sys.argv[1:]], run=send, watching=watch_sending)))
elif "SENDING_KILL_AT" in os.environ:
    mark = Path(os.environ["SENDING_KILL_MARK"])
    watch_sending(Steps(killer_once(os.environ["SENDING_KILL_AT"], mark, everybody=False)))
