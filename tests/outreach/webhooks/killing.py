"""A process that kills itself at a chosen step of delivering a message, or of queueing messages from the log.

The steps are those of `tests.faults.killing` (every statement, COMMIT, the moment after it), and beside them the
moment before a message leaves and the moment after its answer came.

    python -m tests.outreach.webhooks.killing deliver 11 12 13   kills the serving of the n-th endpoint at its n-th step
    python -m tests.outreach.webhooks.killing queue 1 2 3        kills the n-th reading of the log at its n-th step
"""

from __future__ import annotations

import http.client
import json
import sys
from importlib import import_module
from typing import Any

import django
from django.utils import timezone

from tests.faults.killing import Steps, kill_each, watch

LEAVING = "the message leaves"
ANSWERED = "the answer is there"


def watch_webhooks(steps: Steps) -> None:
    """Count the steps from now on, what is said to the receiver included."""
    watch(steps)
    request, answer = http.client.HTTPConnection.request, http.client.HTTPConnection.getresponse

    def counted_request(*arguments: Any, **more: Any) -> Any:
        steps.take(LEAVING)
        return request(*arguments, **more)

    def counted_answer(*arguments: Any, **more: Any) -> Any:
        heard = answer(*arguments, **more)
        steps.take(ANSWERED)
        return heard

    http.client.HTTPConnection.request = counted_request  # type: ignore[method-assign]  # the library's way out, counted
    http.client.HTTPConnection.getresponse = counted_answer  # type: ignore[method-assign]
    steps.begin()


def deliver(endpoint_id: int) -> None:
    """Serve one endpoint as a thread of the deliverer does."""
    from campaigns.outreach.webhooks.running import serve

    serve(endpoint_id=endpoint_id)


def queue(_: int) -> None:
    """Queue what is new in the log as the task does."""
    from campaigns.outreach.webhooks.queueing import queue_webhooks

    queue_webhooks(at=timezone.now())


if __name__ == "__main__":
    django.setup()
    import_module("campaigns.outreach.webhooks.tasks")
    what = {"deliver": deliver, "queue": queue}[sys.argv[1]]
    print(json.dumps(kill_each([int(each) for each in sys.argv[2:]], run=what, watching=watch_webhooks)))
