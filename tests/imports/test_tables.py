"""A table is read row by row with the lines on which rows begin; what leaves a doubt is refused."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from campaigns.tables import Problem, TableRefused, read_rows, write_report
from campaigns.values import read_number, read_time, refusal_of_word

LATEST = datetime(2026, 1, 1, tzinfo=UTC)


def read(content: str | bytes) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    problems: list[Problem] = []
    raw = content.encode() if isinstance(content, str) else content
    rows = list(read_rows(raw, file="f.csv", required=("a", "b"), optional=("c",), problems=problems))
    return rows, problems


def refused(content: str | bytes) -> Problem:
    with pytest.raises(TableRefused) as refusal:
        read(content)
    return refusal.value.problem


def test_cells_come_in_the_order_asked_for_without_outer_spaces() -> None:
    assert read("b,c,a\n 1 ,2,3\n") == ([(2, ["3", "1", "2"])], [])


def test_an_optional_column_that_is_missing_gives_empty_cells() -> None:
    assert read("a,b\n1,2\n") == ([(2, ["1", "2", ""])], [])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_are_known_by_the_line_on_which_they_begin(end: str) -> None:
    rows, problems = read(end.join(["", "a,b", '"one', "", 'two",2', "", "3", "4,5", ""]))
    assert [(line, cells[1]) for line, cells in rows] == [(3, "2"), (8, "5")]
    assert problems == [Problem("f.csv", 7, True, "row", "the row has 1 cell, the header names 2 columns")]


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read(b"\xef\xbb\xbfa,b\n1,2\n") == ([(2, ["1", "2", ""])], [])


def test_formulas_are_plain_text() -> None:
    assert read('a,b\n=1+1,"=HYPERLINK(""x"")"\n')[0] == [(2, ["=1+1", '=HYPERLINK("x")', ""])]


def test_a_stray_quotation_mark_refuses_the_lines_it_spoils_and_no_others() -> None:
    rows, problems = read('a,b\n1,2\n"x\ny" z,3\n4,5\n')
    assert [line for line, _ in rows] == [2, 5]
    assert [(problem.line, problem.field) for problem in problems] == [(3, "row")]
    assert "lines 3 to 4 are not CSV" in problems[0].reason


def test_a_quotation_mark_that_is_never_closed_is_told() -> None:
    rows, problems = read('a,b\n1,2\n"x,3\n4,5\n')
    assert [line for line, _ in rows] == [2]
    assert "lines 3 to 4 are not CSV" in problems[0].reason


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("", 1, "is empty"),
        ("\n\n", 1, "is empty"),
        ("1,2\n3,4\n", 1, "the column a is missing: the first line must name a,b,[c]."),
        ("a;b\n1;2\n", 1, "separated by ';'"),
        ("\na,b,d\n", 2, "there is no column “d”"),
        ("a,b,a\n", 1, "the column a is there more than once"),
        ("A,B\n", 1, "the column a is missing"),
        ("a,b\n1,2\n3,é\n".encode("latin-1"), 3, "0xe9 is not UTF-8"),
        ("a,b\n".encode("utf-16"), 1, "UTF-16"),
    ],
)
def test_a_file_that_leaves_a_doubt_is_refused_whole(content: str | bytes, line: int, reason: str) -> None:
    problem = refused(content)
    assert problem.line == line
    assert reason in problem.reason


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2009-12-05T15:00:00Z", datetime(2009, 12, 5, 15, tzinfo=UTC)),
        ("2009-12-05t15:00:00z", datetime(2009, 12, 5, 15, tzinfo=UTC)),
        ("2009-12-05 10:00:00-05:00", datetime(2009, 12, 5, 15, tzinfo=UTC)),
        ("2009-12-05T15:00:00.123456789+00:00", datetime(2009, 12, 5, 15, 0, 0, 123456, tzinfo=UTC)),
        ("2026-01-01T00:00:00Z", LATEST),
        # PostgreSQL knows no offset beyond 16 hours; RFC 3339 does.
        ("2009-12-05T15:00:00+23:59", datetime(2009, 12, 4, 15, 1, tzinfo=UTC)),
    ],
)
def test_times_are_read_as_rfc_3339_writes_them(text: str, time: datetime) -> None:
    found = read_time(text, latest=LATEST)
    assert found == time
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is missing"),
        ("yesterday", "is not a time as RFC 3339"),
        ("2009-12-05", "is not a time as RFC 3339"),
        ("2009-W49-6T15:00:00Z", "is not a time as RFC 3339"),
        ("05/12/2009 15:00", "is not a time as RFC 3339"),
        ("2009-12-05T15:00:00", "has no offset from UTC"),
        ("2009-02-29T15:00:00Z", "is not a time"),
        ("2009-12-05T24:00:01Z", "is not a time"),
        ("2009-12-05T15:00:00+24:00", "is not a time"),
        ("٢٠٠٩-12-05T15:00:00Z", "is not a time"),
        ("0001-01-01T00:00:00+23:59", "lies before 1900"),
        ("9999-12-31T23:59:59-23:59", "lies in the future"),
        ("2026-01-01T00:00:01Z", "lies in the future"),
    ],
)
def test_a_time_that_leaves_a_doubt_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_time(text, latest=LATEST)


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0.0), ("-90", -90.0), ("+45.5", 45.5), (".5", 0.5), ("5.", 5.0), ("1e1", 10.0)]
)
def test_numbers_are_read(text: str, number: float) -> None:
    assert read_number(text, least=-90, most=90) == number


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("90.0001", "is not from -90 to 90"),
        ("1e400", "is not a number|is not from"),
        ("nan", "is not a number"),
        ("inf", "is not a number"),
        ("1_0", "is not a number"),
        ("٤", "is not a number"),
        ("48,85", "with a point"),
        ("0x10", "is not a number"),
    ],
)
def test_what_is_no_number_within_bounds_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_number(text, least=-90, most=90)


def test_words_are_there_short_and_without_control_characters() -> None:
    assert refusal_of_word("=cmd", longest=10) is None
    assert refusal_of_word("", longest=10) == "is missing"
    assert "at most 3" in (refusal_of_word("four", longest=3) or "")
    assert "control characters" in (refusal_of_word("a\x00b", longest=10) or "")


def test_no_cell_of_a_report_begins_with_what_the_author_wrote() -> None:
    rows, problems = read("a,b\n=1,2,3\n")
    assert not rows
    problems.append(Problem("f.csv", 9, False, "b", f"“{'=cmd'}” is odd, they say"))
    stream = io.StringIO(newline="")
    write_report(problems, stream)
    written = list(csv.reader(io.StringIO(stream.getvalue())))
    assert written[0] == ["kind", "file", "line", "field", "reason", "reason_es"]
    assert [cells[:4] for cells in written[1:]] == [["error", "f.csv", "2", "row"], ["warning", "f.csv", "9", "b"]]
    assert not [cell for cells in written for cell in cells if cell.startswith(("=", "+", "-", "@"))]
