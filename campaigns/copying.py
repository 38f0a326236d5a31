"""Writing rows that come in thousands, by PostgreSQL's COPY: one statement, so statement triggers fire once.

And reading numbers that come in millions, by the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from itertools import islice
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

# How COPY's text format writes it.
NULL = "\\N"
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
# Made once: json.dumps with options makes an encoder for every call.
_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode

# Characters: small enough that the server takes in what was sent while the next is being made.
_AT_ONCE = 1 << 16


class _Lines:
    """A file of COPY's text format, made while it is read."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._rest = ""

    def read(self, size: int = -1) -> str:
        while len(self._rest) < size:
            more = "".join(islice(self._lines, 500))
            if not more:
                break
            self._rest += more
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows in one COPY statement; dicts are written as JSON, None as NULL.

    `table` and `columns` are the code's own names, never anybody's input. Raises django.db.IntegrityError as
    any insert does.
    """
    copy_lines(table, columns, map(line_of, rows))


def copy_lines(table: str, columns: Sequence[str], lines: Iterable[str]) -> None:
    """Insert rows that are written in COPY's text format already, each with its line end; otherwise as `copy_rows`.

    For rows of numbers and of our own words, which need no escaping: a sweep writes two hundred thousand.
    """
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(statement, _Lines(lines), _AT_ONCE)


def written(value: Any) -> str:
    """Write one value as COPY reads it."""
    return _FIELDS.get(type(value), _other_field)(value)


def line_of(row: Sequence[Any]) -> str:
    """Write one row as COPY reads it, with its line end; dicts are written as JSON, None as NULL."""
    return "\t".join([written(value) for value in row]) + "\n"


def take_ids(table: str, count: int) -> list[int]:
    """Take ids from the table's sequence for rows that are to be copied; they ascend."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_IDS, [table, count])
        return [row[0] for row in cursor.fetchall()]


# The sequence is looked up once, and not for each of its values.
_TAKE_IDS = """
WITH sequence AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS name)
SELECT nextval(sequence.name) FROM sequence, generate_series(1, %s)
"""


def refresh_statistics(tables: Sequence[str]) -> None:
    """Count the tables for the planner, which knows nothing of rows just copied until autovacuum comes by."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")


def _escaped(text: str) -> str:
    # Nearly no text needs it, and looking is much quicker than translating.
    return text if text.isprintable() and "\\" not in text else text.translate(_ESCAPES)


def _other_field(value: Any) -> str:
    return _escaped(_encode(value) if isinstance(value, dict | list) else str(value))


# By the exact type: a sweep writes a million values.
_FIELDS: dict[type, Callable[[Any], str]] = {
    int: str,
    bool: str,
    float: repr,
    str: _escaped,
    type(None): lambda _: NULL,
    # Rows that are written together tell the same time.
    datetime: lru_cache(maxsize=1_000)(datetime.isoformat),
}


def read_columns(statement: str, scope: dict[str, Any], names: Sequence[str]) -> dict[str, NDArray[np.int64]]:
    """Read a query whose columns are all bigint and never null, by a binary COPY: int64[rows] for each of the names.

    For reading millions of numbers, which as Python's would take a minute. Raises ValueError where a column is
    something else.
    """
    with connection.cursor() as cursor, connection.wrap_database_errors:
        file = BytesIO()
        query = cursor.mogrify(statement, scope)
        query = query.decode() if isinstance(query, bytes) else query
        cursor.copy_expert(f"COPY ({query}) TO STDOUT (FORMAT binary)", file)
    # A row is its number of columns, and of each its length and value.
    row = np.dtype([("columns", ">i2"), *((part, kind) for n in range(len(names)) for part, kind in _pair(n))])
    content = file.getbuffer()[_HEADER_BYTES:-_TRAILER_BYTES]
    if len(content) % row.itemsize:
        raise ValueError("a column is null or not bigint")
    rows = np.frombuffer(content, dtype=row)
    if len(rows) and not all((rows[f"length{n}"] == 8).all() for n in range(len(names))):
        raise ValueError("a column is null or not bigint")
    return {name: rows[f"value{n}"].astype(np.int64) for n, name in enumerate(names)}


_HEADER_BYTES, _TRAILER_BYTES = 19, 2


def _pair(n: int) -> tuple[tuple[str, str], tuple[str, str]]:
    return (f"length{n}", ">i4"), (f"value{n}", ">i8")
