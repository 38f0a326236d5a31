"""Damage: what only an owner of the tables can do, with the laws switched off for the rest of the transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

_TABLES = (
    *("campaigns_campaign", "campaigns_objective", "campaigns_participant", "campaigns_finding"),
    *("rewards_account", "rewards_transfer", "rewards_funding", "rewards_refund", "rewards_contract"),
    *("rewards_settlement", "rewards_batch", "rewards_payout"),
)


@contextmanager
def lawless(*constraints: tuple[str, str], indexes: tuple[str, ...] = ()) -> Iterator[None]:
    """Disable every trigger of ours and drop what is named; the test's rollback brings it all back.

    A constraint is named with its table. What is unique only where a condition holds is an index.
    """
    run("SET CONSTRAINTS ALL IMMEDIATE")
    for table in _TABLES:
        run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    for table, name in constraints:
        run(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for name in indexes:
        run(f"DROP INDEX {name}")
    yield
    for table in _TABLES:
        run(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def run(statement: str, *parameters: Any) -> int:
    """Run one statement; gives how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
        return int(cursor.rowcount)


def read(query: str, *parameters: Any) -> Any:
    """Read one value."""
    with connection.cursor() as cursor:
        cursor.execute(query, parameters or None)
        return cursor.fetchone()[0]
