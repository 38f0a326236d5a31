"""A worker that knows the tables which take their time, and dies once in the middle of all that it does.

    celery -A tests.exchange.lasting_worker worker      with an export of `test_deadly`, which kills it
    python -m tests.exchange.lasting_worker 12          does the import 12 and dies as soon as it has committed

An import that has brought its people waits before it commits, until the worker dies over the export.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.db.backends.signals import connection_created
from django.utils import timezone

from mobilize.celery import app as celery_app

app = celery_app
django.setup()
import_module("tests.exchange.lasting")

_BRINGS_PEOPLE = """
SELECT EXISTS (SELECT FROM pg_stat_xact_user_tables WHERE relname = 'campaigns_participant' AND n_tup_ins > 0)
"""


def watch_commits(*, before: Callable[[], None] | None = None, after: Callable[[], None] | None = None) -> None:
    """Do something around the commit of every transaction that brings people."""

    def on_connection(connection: Any, **_: Any) -> None:
        commit = connection._commit

        def watched_commit() -> Any:
            with connection.connection.cursor() as cursor:
                cursor.execute(_BRINGS_PEOPLE)
                brings_people = cursor.fetchone()[0]
            if brings_people and before is not None:
                before()
            answer = commit()
            if brings_people and after is not None:
                after()
            return answer

        connection._commit = watched_commit

    connection_created.connect(on_connection, weak=False)


def wait_for_death() -> None:
    """Wait until the worker dies, unless it has done so before."""
    mark = Path(os.environ["KILL_MARK"])
    if mark.exists():
        return
    mark.with_name("waits").touch()
    time.sleep(60)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    from campaigns.exchange.running import run_job

    watch_commits(after=die)
    run_job(job_id=int(sys.argv[1]), at=timezone.now())
else:
    watch_commits(before=wait_for_death)
