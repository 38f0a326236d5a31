"""Tables that can be exported: a registry that every room fills in its AppConfig.ready().

A *table* names its columns, who may have it, and how its rows are read; adding one takes a Table and a line that
registers it. A *moment* among its columns becomes two, in UTC and by the campaign's clocks, and the zone is named in
every row. What people wrote (*text*) is made harmless in CSV; everything else is ours and stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import connection
from psycopg2.extensions import new_type, register_type

from campaigns.errors import InvalidInput
from campaigns.people.doors import ORGANIZER, Scope
from campaigns.planning.models import Campaign

# Rows that are fetched at once; all of them are never in memory.
AT_ONCE = 2_000
CSV, GEOJSON = "csv", "geojson"


class Holds(Enum):
    """What a column holds."""

    WORD = "a word or number of ours"
    TEXT = "what people wrote"
    MOMENT = "a time"
    FLAG = "yes or no"


@dataclass(frozen=True)
class Column:
    name: str
    holds: Holds = Holds.WORD


def text(name: str) -> Column:
    return Column(name, Holds.TEXT)


def moment(name: str) -> Column:
    return Column(name, Holds.MOMENT)


def flag(name: str) -> Column:
    return Column(name, Holds.FLAG)


Rows = Iterator[Sequence[Any]]


@dataclass(frozen=True)
class Table:
    """What can be exported; rows hold a value for each of the columns, None where there is none.

    A moment is a datetime, or the text that the database writes for one.
    `rows` and `count` are asked inside one transaction that sees one moment.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Campaign], Rows]
    count: Callable[[Campaign], int]
    scope: Scope
    roles: tuple[str, ...] = (ORGANIZER,)
    # By `latitude` and `longitude`.
    has_places: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        return (CSV, GEOJSON) if self.has_places else (CSV,)


_tables: dict[str, Table] = {}


def register_table(table: Table) -> None:
    """Let this table be exported."""
    _tables[table.name] = table


def known_tables() -> tuple[Table, ...]:
    return tuple(_tables[name] for name in sorted(_tables))


def table_named(name: str) -> Table:
    """Give a table; raises InvalidInput where there is none of this name."""
    table = _tables.get(name)
    if table is None:
        allowed = sorted(_tables)
        raise InvalidInput(
            "unknown_table", f"table must be one of {', '.join(allowed)}.", field="table", allowed=allowed
        )
    return table


def stream(statement: str, parameters: dict[str, Any]) -> Rows:
    """Read a query by a cursor on the server, some rows at a time; the caller has a transaction open.

    Moments come as the database writes them in UTC: reading a million of them, only to write them, takes seconds.
    """
    with connection.cursor() as cursor:
        # All rows are wanted, and not the first of them soonest.
        cursor.execute("SET LOCAL cursor_tuple_fraction = 1")
    with connection.chunked_cursor() as cursor:
        register_type(_MOMENT_AS_TEXT, cursor.cursor)
        cursor.execute(statement, parameters)
        while rows := cursor.fetchmany(AT_ONCE):
            yield from rows


_MOMENT_AS_TEXT = new_type((1184,), "MOMENT_AS_TEXT", lambda text, cursor: text)


def counted_by(statement: str) -> Callable[[Campaign], int]:
    """Make what counts a campaign's rows by this query."""

    def count(campaign: Campaign) -> int:
        with connection.cursor() as cursor:
            cursor.execute(statement, {"campaign": campaign.pk})
            return int(cursor.fetchone()[0])

    return count
