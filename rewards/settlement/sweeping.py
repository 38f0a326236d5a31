"""Sweeping: one sweep of a kind at a time, whatever beat sends; a second one would find the same work and wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def alone(sweep: str) -> Iterator[bool]:
    """Tell whether nobody else is at this sweep; if so, nobody else begins it before the end of the block."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('sweep'), hashtext(%s))", [sweep])
        is_alone = bool(cursor.fetchone()[0])
    try:
        yield is_alone
    finally:
        # With the session a lock goes by itself; a connection lives on after its sweep.
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('sweep'), hashtext(%s))", [sweep])
