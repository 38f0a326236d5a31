"""Tables that take their time, registered beside the real ones: in these tests, and in a worker that they start.

celery -A tests.exchange.lasting worker        also kills itself in the middle of `test_deadly`, once
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection

from campaigns.exchange.tables import Column, Rows, Table, register_table
from campaigns.people.doors import Scope
from campaigns.planning.models import Campaign

PATIENCE_SECONDS = 60


def slow_rows(campaign: Campaign) -> Rows:
    """Give rows for a minute, in Python."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        yield ("1",)
        time.sleep(0.0005)


def asleep_rows(campaign: Campaign) -> Rows:
    """Wait for the database for a minute."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [PATIENCE_SECONDS])
    yield ("1",)


def deadly_rows(campaign: Campaign) -> Rows:
    """Give some thousand rows; the first who does it dies in the middle with all of its worker."""
    for n in range(5_000):
        if n == 2_500:
            mark = Path(os.environ["KILL_MARK"])
            if not mark.exists():
                # Long enough for its watch to say how far it got, and for an import to have come to its commit.
                until = time.monotonic() + 30
                time.sleep(1)
                while time.monotonic() < until and not mark.with_name("waits").exists():
                    time.sleep(0.05)
                mark.touch()
                os.killpg(0, signal.SIGKILL)
        yield (n,)


def register(name: str, rows: Callable[[Campaign], Rows]) -> None:
    register_table(
        Table(
            name=name,
            title="Of tests",
            columns=(Column("id"),),
            rows=rows,
            count=lambda campaign: 5_000,
            scope=Scope.PARTICIPANTS_READ,
        )
    )


register("test_slow", slow_rows)
register("test_asleep", asleep_rows)
register("test_deadly", deadly_rows)
