"""A process that kills itself at a chosen step of a request, and a web server whose worker does so when it is asked to.

The steps are those of `tests.faults.killing`: every statement, COMMIT, and the moment after it.

    python -m tests.http.killing PATH TOKEN BODY NAMES     kills the n-th of these requests before its n-th step
    granian … tests.http.killing:application               kills at the step that the header Kill-At names, once
                                                           the answer has been written down
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterable
from typing import Any

import django
from django.core.signals import request_finished, request_started

from tests.faults.killing import Steps, kill_each, watch

WRITES_DOWN = 'INSERT INTO "mobilize_http_storedresponse"'
_KILL_AT = "HTTP_KILL_AT"


def watch_requests(steps: Steps) -> None:
    """Count the steps of every request from now on."""
    watch(steps)
    request_started.connect(steps.begin, weak=False)
    request_finished.connect(steps.end, weak=False)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer as the real one does, unless the request says where to die."""
    global _at, _written_down
    _at, _written_down = environ.get(_KILL_AT, ""), False
    answer: Iterable[bytes] = _serve(environ, start_response)
    return answer


def _die(_: int, step: str) -> None:
    global _written_down
    _written_down = _written_down or step.startswith(WRITES_DOWN)
    if _written_down and step == _at:
        os.kill(os.getpid(), signal.SIGKILL)


_at, _written_down = "", False
_serve: Callable[..., Any]

if __name__ == "__main__":
    django.setup()
    from django.test import Client

    # Once here and not in every child: whatever the first request of a process imports.
    Client().get("/health/live/")
    Client().get("/api/v1/nothing/")
    path, token, body, *names = sys.argv[1:]

    def post(number: int) -> None:
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": names[number]}
        answer = Client().post(path, json.loads(body), "application/json", headers=headers)
        assert answer.status_code == 201, answer.content

    print(json.dumps(kill_each(list(range(len(names))), run=post, watching=watch_requests)))
else:
    from mobilize.wsgi import application as _serve

    watch_requests(Steps(_die))
