"""A process that kills itself at a chosen step of sending a letter, or of writing letters down from the log.

The steps are those of `tests.faults.killing` (every statement, COMMIT, the moment after it), and beside them the
moment before the letter is offered to the mail server and the moment after its answer came.

    python -m tests.outreach.killing send 11 12 13     kills the n-th letter's sending before its n-th step
    python -m tests.outreach.killing write 1 2 3       kills the n-th reading of the log before its n-th step
    celery -A tests.outreach.killing worker            kills at the step that LETTERS_KILL_AT names, once
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.utils import DNS_NAME
from django.urls import reverse

from mobilize.celery import app as celery_app
from tests.faults.killing import Steps, kill_each, killer_once, watch

app = celery_app
LEAVING = "the letter leaves"
ANSWERED = "the answer is there"


def watch_letters(steps: Steps) -> None:
    """Count the steps of every task from now on, what goes to the mail server included."""
    watch(steps)
    send = EmailBackend.send_messages

    def counted_send(*arguments: Any) -> Any:
        steps.take(LEAVING)
        answer = send(*arguments)
        steps.take(ANSWERED)
        return answer

    EmailBackend.send_messages = counted_send  # type: ignore[method-assign,assignment]  # the library's way out, counted


def send(letter_id: int) -> None:
    """Send one letter as the task does."""
    from campaigns.outreach.tasks import send_letter

    send_letter.apply(args=(letter_id,), throw=True)


def write(_: int) -> None:
    """Write letters down as the task does."""
    from campaigns.outreach.tasks import write_letters

    write_letters.apply(throw=True)


if __name__ == "__main__":
    django.setup()
    # Once here and not in every child: the name of this machine, and all that letters and their links need.
    DNS_NAME.get_fqdn()
    import_module("campaigns.outreach.tasks")
    reverse("place", args=["x"])
    what = {"send": send, "write": write}[sys.argv[1]]
    print(json.dumps(kill_each([int(each) for each in sys.argv[2:]], run=what, watching=watch_letters)))
elif "LETTERS_KILL_AT" in os.environ:
    mark = Path(os.environ["LETTERS_KILL_MARK"])
    watch_letters(Steps(killer_once(os.environ["LETTERS_KILL_AT"], mark, everybody=False)))
