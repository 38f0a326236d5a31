"""A process that kills itself at a chosen step of a sending, and a Celery worker that does so once.

The steps are those of `tests.faults.killing` (every statement, COMMIT, the moment after it), and beside them the
moment before the order leaves and the moment after the provider's answer came.

    python -m tests.payouts.killing 11 12 13      kills the n-th payout's sending before its n-th step
    celery -A tests.payouts.killing worker        kills at the step that SENDING_KILL_AT names, once
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
import stripe

from mobilize.celery import app as celery_app
from tests.faults.killing import Steps, watch

app = celery_app
LEAVING = "the order leaves"
ANSWERED = "the answer is there"


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


def kill_each(payout_ids: list[int]) -> list[tuple[str, int]]:
    """Send each payout in a child of its own, killed before as many steps; gives the steps and how each ended."""
    from rewards.payouts.tasks import send_payout

    ends: list[tuple[str, int]] = []
    for number, payout_id in enumerate(payout_ids, start=1):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            watch_sending(Steps(_killer_at(number, writing)))
            send_payout.apply(args=(payout_id,), throw=True)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as said:
            step = said.read()
        _, status = os.waitpid(child, 0)
        ends.append((step or "lived", os.waitstatus_to_exitcode(status)))
        if not step:
            break
    return ends


def _killer_at(number: int, writing: int) -> Callable[[int, str], None]:
    def kill(count: int, step: str) -> None:
        if count == number:
            os.write(writing, step.encode())
            os.kill(os.getpid(), signal.SIGKILL)

    return kill


def _killer_once(named: str, mark: Path) -> Callable[[int, str], None]:
    def kill(count: int, step: str) -> None:
        if not step.startswith(named):
            return
        try:
            mark.touch(exist_ok=False)
        except FileExistsError:
            return
        os.kill(os.getpid(), signal.SIGKILL)

    return kill


if __name__ == "__main__":
    django.setup()
    print(json.dumps(kill_each([int(argument) for argument in sys.argv[1:]])))
elif "SENDING_KILL_AT" in os.environ:
    watch_sending(Steps(_killer_once(os.environ["SENDING_KILL_AT"], Path(os.environ["SENDING_KILL_MARK"]))))
