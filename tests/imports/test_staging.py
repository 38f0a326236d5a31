"""What the stage makes of a file is what a plain reader makes of it, whatever is in the file; and it leaves nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.db import connection, transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from campaigns.recruiting.arriving import stage_people
from campaigns.staging import Noticed, staging
from campaigns.tables import LONGEST_LINE, Problem, TableRefused, read_rows
from tests.imports import oracle
from tests.imports.reading import read_participants

pytestmark = pytest.mark.django_db

LATEST = datetime(2026, 1, 1, tzinfo=UTC)
# Few of each, so that they meet: the same ids, inviters above and below, circles, and rows that cannot be.
IDS = [*"abcdefgh", "", "b\0b", "b\1b", "x" * 101, "é", "E\u0301", "A", " a", "\\N", "a\tb"]
TIMES = [f"2009-12-0{day}T12:00:00{zone}" for day in (5, 6) for zone in ("Z", ".5Z", "+01:00")] + ["", "soon"]
NAMES = ["", "", "Al", "Bo", " Al ", "x" * 81, "Al\x07", "=1+1", "\\."]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(IDS) | st.integers(0, 12).map(str),
        st.sampled_from(["", *IDS]) | st.integers(0, 12).map(str),
        st.sampled_from(TIMES),
        st.sampled_from(NAMES),
    )
    | st.just(("too", "few")),
    max_size=30,
)
# Everybody's inviter is somebody: long chains into circles, with some roots.
WAYS = st.lists(st.integers(-1, 19), min_size=20, max_size=20).map(
    lambda above: [(f"p{n}", f"p{m}" if m >= 0 else "", TIMES[n % 3], "") for n, m in enumerate(above)]
)


def table_of(rows: Sequence[tuple[str, ...]]) -> bytes:
    return "\n".join(["id,inviter,joined_at,display_name", *(",".join(row) for row in rows)]).encode()


@settings(max_examples=60)
@given(rows=ROWS | WAYS)
@example(rows=[(f"p{n}", f"p{(n + 1) % 50}", TIMES[0], "") for n in range(50)] + [("q", "p7", TIMES[0], "")])
@example(rows=[("a", "b", TIMES[0], ""), ("b", "a", TIMES[0], ""), ("c", "d", TIMES[0], ""), ("d", "c", "soon", "")])
def test_the_stage_says_what_a_plain_reader_says(rows: list[tuple[str, ...]]) -> None:
    content = table_of(rows)
    expected = oracle.read_participants(content, file="p.csv", latest=LATEST)
    found = read_participants(BytesIO(content), file="p.csv", latest=LATEST)
    # What the database cannot hold stands there as another control character.
    assert found.problems == [
        problem._replace(reason=problem.reason.replace("\0", "\1")) for problem in expected.problems
    ]
    refused = {person.replace("\0", "\1") for person in expected.refused}
    assert found.refused == refused
    for name in ("ids", "inviters", "joined_at", "display_names", "depths"):
        assert getattr(found, name) == getattr(expected, name)


def test_a_chain_of_twenty_thousand_is_no_matter() -> None:
    rows = [(f"p{n}", f"p{n + 1}" if n < 19_999 else "", TIMES[0], "") for n in range(20_000)]
    found = read_participants(table_of(rows), file="p.csv", latest=LATEST)
    assert found.ids == [f"p{n}" for n in reversed(range(20_000))]
    assert found.depths[-1] == 19_999


def test_nothing_is_left_on_the_stage_whatever_went_wrong() -> None:
    def left() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_class WHERE relname LIKE 'staged%%' AND relkind = 'r'")
            return int(cursor.fetchone()[0])

    def break_off() -> None:
        with transaction.atomic(), staging():
            stage_people(table_of([]), file="p.csv", latest=LATEST, noticed=Noticed())
            assert left() > 3
            raise RuntimeError("broken off")

    with pytest.raises(RuntimeError, match="broken off"):
        break_off()
    assert left() == 0
    # And what another left there is in nobody's way.
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE staged_person (place integer)")
    assert read_participants(table_of([("a", "", TIMES[0], "")]), file="p.csv", latest=LATEST).ids == ["a"]
    assert left() == 0


def test_problems_come_errors_first_then_file_by_file_and_line_by_line() -> None:
    with staging():
        noticed = Noticed()
        told = [Problem("same.csv", line, error, "f", "r") for line, error in ((9, True), (2, False), (2, True))]
        for problem in told:
            noticed.append(problem)
        noticed.begin_file()
        noticed.append(told[2]._replace(reason="of the next"))
        noticed.append(told[2]._replace(reason="before it"), turn=-1)
        assert [(problem.line, problem.is_error, problem.reason) for problem in noticed] == [
            (2, True, "r"), (9, True, "r"), (2, True, "before it"), (2, True, "of the next"), (2, False, "r"),
        ]  # fmt: skip
        assert noticed.count() == (4, 1)


def test_a_line_without_end_is_refused_before_it_is_in_memory() -> None:
    content = b"a,b\n1,2\n" + b"x," * LONGEST_LINE
    with pytest.raises(TableRefused, match="line 3: the line has more than 1,000,000 characters"):
        list(read_rows(content, file="f.csv", required=("a", "b"), problems=[]))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_wrong_byte_is_found_on_its_line_wherever_the_file_is_read_on(end: str) -> None:
    """Just before, on and after the places where one piece ends and the next begins, also within a letter."""
    for more in range(-4, 5):
        good = (f"a,b{end}" + f"1,2{end}" * 60_000)[: (1 << 18) + more]
        line = good.replace(end, "\n").replace("\r", "\n").count("\n") + 1
        for wrong in (b"\xff", b"\xc3("):
            with pytest.raises(TableRefused, match=f"line {line}: the byte 0x{wrong[0]:x} is not UTF-8"):
                list(read_rows(good.encode() + wrong + b"\n3,4", file="f", required=("a", "b"), problems=[]))
