"""The narrow path: within an erasure what tells of a person can be emptied, and nothing becomes anything else."""

# ruff: noqa: S608 - the statements are put together from the words of the migrations alone.

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from campaigns.privacy.models import Erasure
from tests.laws.damage import run
from tests.privacy.rich_life import RichLife, live_richly

pytestmark = pytest.mark.django_db

campaigns = import_module("campaigns.migrations.0014_privacy")
rewards = import_module("rewards.migrations.0008_privacy")
TABLES: dict[str, list[str]] = {
    **{table: columns for table, (_, *columns) in (campaigns.APPEND_ONLY | rewards.APPEND_ONLY).items()},
    **{table: columns for table, (_, _, *columns) in (campaigns.KEPT | rewards.KEPT).items()},
}
# What a column of each kind is tried with: nothing, and something else.
EMPTY = {"text": "''", "jsonb": "'{}'", "bigint": "NULL", "double precision": "NULL"}
OTHER = {
    "text": "'other'",
    "jsonb": "'{\"other\": 1}'",
    "bigint": "(SELECT min(id) FROM campaigns_user WHERE stands_in_for_id IS NULL AND id <> COALESCE({column}, 0))",
    "double precision": "1.5",
    "timestamp with time zone": "now()",
}


# What is undecided, not confirmed, or not removed may be written on at any time.
CHANGEABLE = {
    ("campaigns_signal", "note"),
    ("campaigns_hold", "note"),
    ("campaigns_objection", "note"),
    ("rewards_payoutobjection", "note"),
    ("rewards_funding", "pledged_by_id"),
    ("campaigns_webhookendpoint", "created_by_id"),
}


@contextmanager
def erasing(life: RichLife) -> Iterator[None]:
    with transaction.atomic():
        Erasure.objects.create(user=life.user, asked_at=timezone.now())
        run("UPDATE campaigns_erasure SET txid = pg_current_xact_id()::text::bigint WHERE user_id = %s", life.user.pk)
        yield
        transaction.set_rollback(True)


def goes_through(statement: str) -> bool:
    try:
        with transaction.atomic():
            run("SET CONSTRAINTS ALL IMMEDIATE")
            run(statement)
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return True


def kind_of(table: str, column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT data_type, is_nullable FROM information_schema.columns WHERE table_name = %s AND column_name = %s",
            [table, column],
        )
        kind: str = cursor.fetchone()[0]
    return "text" if kind == "character varying" else kind


def test_it_is_open_for_these_columns_in_an_erasure_alone(subtests: Any) -> None:
    life = live_richly()
    nobody = "UPDATE campaigns_user SET is_active = FALSE, is_staff = FALSE, is_superuser = FALSE"
    run(f"{nobody}, stands_in_for_id = {life.campaigns[0].pk} WHERE id = {life.others[0].pk}")
    tried = 0
    for table, columns in TABLES.items():
        assert _is_filled(table) or table in {
            "campaigns_quarantine",
            "campaigns_nudge",
            "campaigns_secretfact",
            "rewards_refund",
        }
        if not _is_filled(table):
            continue
        for wanted in columns:
            column = wanted.rstrip("!").partition("=")[0]
            kind = kind_of(table, column)
            to = str(life.others[0].pk) if kind == "bigint" else EMPTY.get(kind, "received_at")
            if column in ("reason", "text"):
                to = "'erased'"
            if wanted.endswith("!"):
                to = "substr(md5(id::text), 1, 12)"
            beside = {"latitude": ", longitude = NULL", "longitude": ", latitude = NULL"}.get(column, "")
            empties = f"UPDATE {table} SET {column} = {to}{beside} WHERE {column} IS NOT NULL"
            other = (
                f"UPDATE {table} SET {column} = {OTHER[kind].replace('{column}', column)} WHERE {column} IS NOT NULL"
            )
            if not run(f"SELECT FROM {table} WHERE {column} IS NOT NULL"):
                continue
            tried += 1
            with subtests.test(f"{table}.{column}"):
                free = (table, column) in CHANGEABLE
                assert free or not goes_through(empties), "open outside of an erasure"
                with erasing(life):
                    assert goes_through(empties), "closed within an erasure"
                    assert free or wanted.endswith("!") or not goes_through(other), "becomes something else"
    assert tried > 30


def _is_filled(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")
        return bool(cursor.fetchone()[0])
