"""Staging: rows of files that wait in temporary tables of this connection until they are checked and brought in.

Nouns: the *stage* is all temporary tables whose names begin with `staged_`; what was *noticed* are the problems of the
files. Law: however many rows there are, no more than some thousand are in memory. The rule for a row by itself is
Python's; what rows say of one another is found by the database, set by set, and put into words by Python.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import DatabaseError, connection

from campaigns.copying import copy_rows
from campaigns.saying import Worded, in_each_language
from campaigns.tables import AT_ONCE, Problem


@contextmanager
def staging() -> Iterator[None]:
    """Begin with an empty stage, and leave none behind."""
    _strike()
    try:
        yield
    finally:
        # Where the connection is lost or its transaction is being undone, they go with it.
        with suppress(DatabaseError):
            _strike()


def _strike() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_STAGED)
        tables = [row[0] for row in cursor.fetchall()]
        if tables:
            cursor.execute(f"DROP TABLE {', '.join(tables)}")


_STAGED = r"""
SELECT 'pg_temp.' || relname FROM pg_class
 WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r' AND starts_with(relname, 'staged_')
"""


def carry_out(statement: str, scope: dict[str, Any] | None = None) -> int:
    """Carry out a statement; gives how many rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(statement, scope)
        return int(cursor.rowcount)


def ask(statement: str, scope: dict[str, Any] | None = None) -> tuple[Any, ...]:
    """Give the only row of a query."""
    with connection.cursor() as cursor:
        cursor.execute(statement, scope)
        row: tuple[Any, ...] = cursor.fetchone()
        return row


def make_table(name: str, query: str, *indexes: str, **scope: Any) -> int:
    """Make a table of the stage by a query, with indexes on these expressions; gives how many rows it has."""
    rows = carry_out(f"CREATE TEMPORARY TABLE {name} AS {query}", scope or None)
    index_table(name, *indexes)
    return rows


def index_table(name: str, *indexes: str) -> None:
    """Make indexes on a table of the stage, now that it is full, and count it for the planner."""
    for index in indexes:
        carry_out(f"CREATE INDEX ON {name} {index}")
    carry_out(f"ANALYZE {name}")


def read_stage(query: str, *, at_once: int = AT_ONCE) -> Iterator[list[tuple[Any, ...]]]:
    """Read a query by a cursor on the server, some rows at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(query)
        while rows := cursor.fetchmany(at_once):
            yield rows


def storable(text: str) -> str:
    """Write a text that no rule has let through yet as the database can hold it: it knows no NUL.

    Another control character stands for it, so it is refused as before, and no two that can be right become one.
    """
    return text.replace("\0", "\1")


class Noticed:
    """The problems of the files of an import, taken down as they are met, their reasons in each language."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, Problem]] = []
        self._part = 0
        carry_out(f"CREATE TEMPORARY TABLE staged_problem ({_PROBLEM})")

    def begin_file(self) -> None:
        """What is noticed from now on is about the next file."""
        self._write()
        self._part += 1

    def append(self, problem: Problem, *, turn: int = 0) -> None:
        """Take down a problem; of those of one row the lowest turn comes first, then whichever was noticed first."""
        self._waiting.append((turn, problem))
        if len(self._waiting) >= AT_ONCE:
            self._write()

    def count(self) -> tuple[int, int]:
        """Count the errors and the warnings."""
        self._write()
        errors, warnings = ask(
            "SELECT count(*) FILTER (WHERE is_error), count(*) FILTER (WHERE NOT is_error) FROM staged_problem"
        )
        return errors, warnings

    def __iter__(self) -> Iterator[Problem]:
        """Give all of them: the errors first, file by file and line by line."""
        self._write()
        for rows in read_stage(_IN_ORDER):
            for file, line, is_error, field, reason in rows:
                yield Problem(file, line, is_error, field, Worded(reason))

    def _write(self) -> None:
        waiting, self._waiting = self._waiting, []
        reasons = in_each_language([problem.reason for _, problem in waiting])
        copy_rows(
            "staged_problem",
            ("part", "turn", "file", "line", "is_error", "field", "reason"),
            (
                (
                    self._part,
                    turn,
                    storable(problem.file),
                    problem.line,
                    problem.is_error,
                    problem.field,
                    {language: storable(said) for language, said in reason.items()},
                )
                for (turn, problem), reason in zip(waiting, reasons, strict=True)
            ),
        )


_PROBLEM = """
number bigint GENERATED ALWAYS AS IDENTITY, part smallint, turn smallint, file text, line bigint, is_error boolean,
field text, reason json
"""
_IN_ORDER = """
SELECT file, line, is_error, field, reason FROM staged_problem ORDER BY NOT is_error, part, line, turn, number
"""
