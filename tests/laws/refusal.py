"""A refusal: a forbidden statement, and the name of the law that the database refuses it by.

The statements go past all code. `%(…)s` are the ids of the stage on which they are tried; see `test_refusals`.
"""

# ruff: noqa: S608 - the statements are put together from the words of this file alone.

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """One forbidden statement and its law; `by_key` where that is a foreign key."""

    what: str
    law: str
    statement: str
    by_key: bool = False


def changed(template: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        if template.count(old) != 1:
            raise ValueError(f"{old!r} does not stand once in {template!r}")
        template = template.replace(old, new)
    return template


def copied_over(table: str, change: str) -> str:
    """Write a row again, with its own id, and change it where it is already there."""
    return f"INSERT INTO {table} SELECT * FROM {table} WHERE id = %({table})s ON CONFLICT (id) DO UPDATE SET {change}"


def merged(table: str, action: str) -> str:
    return f"MERGE INTO {table} t USING (SELECT %({table})s AS id) s ON t.id = s.id WHEN MATCHED THEN {action}"
