"""A process that kills itself at a chosen step of a sending, and a Celery worker that does so once.

The steps are those of `tests.faults.killing` (every statement, COMMIT, the moment after it), and beside them the
moment before the order leaves and the moment after the provider's answer came.

    python -m tests.payouts.killing 11 12 13      kills the n-th payout's sending before its n-th step
    celery -A tests.payouts.killing worker        kills at the step that SENDING_KILL_AT names, once
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import django
import stripe

from mobilize.celery import app as celery_app
from tests.faults.killing import Steps, kill_each, killer_once, watch

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


def send(payout_id: int) -> None:
    """Send one payout as the task does."""
    from rewards.payouts.tasks import send_payout

    send_payout.apply(args=(payout_id,), throw=True)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(kill_each([int(argument) for argument in sys.argv[1:]], run=send, watching=watch_sending)))
elif "SENDING_KILL_AT" in os.environ:
    mark = Path(os.environ["SENDING_KILL_MARK"])
    watch_sending(Steps(killer_once(os.environ["SENDING_KILL_AT"], mark, everybody=False)))
