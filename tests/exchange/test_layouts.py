"""Files of other programs, read by a layout; and what is refused of layouts and of files."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest

from campaigns.errors import InvalidInput
from campaigns.layouts import PLAIN, Layout, check_layout
from campaigns.recruiting.rows import COLUMNS, OPTIONAL_COLUMNS
from campaigns.tables import TableRefused
from tests.imports.reading import read_participants

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 28, tzinfo=UTC)
GERMAN: dict[str, Any] = {
    "columns": {"id": "Mitglied", "inviter": "Geworben von", "joined_at": "Beitritt", "display_name": "Name"},
    "values": {"inviter": {"niemand": ""}},
    "delimiter": "semicolon",
    "encoding": "windows-1252",
    "times": "day first",
    "time_zone": "Europe/Berlin",
}


def layout(**said: Any) -> Layout:
    return check_layout(said, required=COLUMNS, optional=OPTIONAL_COLUMNS)


def test_a_german_list_of_members_is_read() -> None:
    rows = ["Nr;Mitglied;Name;Geworben von;Beitritt", "1;b;Jürgen;a;25.10.2009 14:30", "2;a;Zoë;niemand;1.7.2009"]
    content = "\r\n".join(rows).encode("windows-1252")
    read = read_participants(content, file="m.csv", latest=NOW, layout=layout(**GERMAN))
    assert [problem for problem in read.problems if problem.is_error] == []
    assert (read.ids, read.inviters, read.display_names) == (["a", "b"], [-1, 0], ["Zoë", "Jürgen"])
    # Summer time on the first of July, none any more by the afternoon of the day on which it ended.
    assert read.joined_at == [
        datetime(2009, 6, 30, 22, tzinfo=UTC),
        datetime(2009, 10, 25, 13, 30, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    ("text", "comes"), [("25.10.2009 02:30", "twice"), ("29.03.2009 02:30", "never")], ids=["twice", "never"]
)
def test_a_time_that_the_clocks_leave_open_is_refused(text: str, comes: str) -> None:
    content = f"Mitglied;Geworben von;Beitritt;Name\na;;{text};A".encode()
    (problem,) = read_participants(content, file="m.csv", latest=NOW, layout=layout(**GERMAN)).problems
    assert (problem.line, problem.field) == (2, "joined_at")
    assert f"comes {comes} by the clocks of Europe/Berlin" in problem.reason


@pytest.mark.parametrize(
    ("times", "text", "expected"),
    [
        ("year first", "2009-12-05", datetime(2009, 12, 5, tzinfo=UTC)),
        ("year first", "2009/12/05 13:05:09", datetime(2009, 12, 5, 13, 5, 9, tzinfo=UTC)),
        ("month first", "12/05/2009, 1:05", datetime(2009, 12, 5, 1, 5, tzinfo=UTC)),
        ("unix seconds", "1260025200.5", datetime(2009, 12, 5, 15, 0, 0, 500_000, tzinfo=UTC)),
        ("rfc3339", "2009-12-05T10:00:00-05:00", datetime(2009, 12, 5, 15, tzinfo=UTC)),
    ],
)
def test_times_are_read_as_they_are_written(times: str, text: str, expected: datetime) -> None:
    assert layout(times=times, time_zone="UTC").read_time(text, latest=NOW) == expected


@pytest.mark.parametrize(
    ("times", "text"),
    [
        ("day first", "13.13.2009"),
        ("day first", "2009-12-05"),
        ("month first", "31.12.2009"),
        ("unix seconds", "soon"),
        ("unix seconds", "999999999999"),
        ("year first", "2030-01-01"),
        ("year first", ""),
    ],
)
def test_what_is_no_such_time_is_refused(times: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        layout(times=times, time_zone="UTC").read_time(text, latest=NOW)


def test_constants_words_and_apostrophes() -> None:
    read = Layout(
        columns={"id": "id"}, constants={"status": "verified"}, values={"status": {"ok": "verified"}}, apostrophes=True
    )
    assert read.read_cell("id", "'=1") == "=1"
    assert read.read_cell("status", " ok ") == "verified"
    assert Layout(decimal_mark="comma").read_cell("latitude", "37,5") == "37.5"
    assert Layout.from_json(read.to_json()) == read


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"columns": {"name": "x"}}, "unknown_column"),
        ({"columns": {"id": "x"}}, "column_missing"),
        ({"columns": dict.fromkeys(COLUMNS, "x"), "constants": {"id": "1"}}, "column_said_twice"),
        ({"delimiter": "colon"}, "unknown_delimiter"),
        ({"encoding": "ebcdic"}, "unknown_encoding"),
        ({"times": "roughly"}, "unknown_times"),
        ({"times": "day first"}, "time_zone_missing"),
        ({"times": "day first", "time_zone": "Mars/Base"}, "time_zone_missing"),
        ({"times": "day first", "time_zone": "../../etc/passwd"}, "time_zone_missing"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(said: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        layout(**said)
    assert refused.value.code == code


def packed(content: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("people.csv", content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "read", "words"),
    [
        (packed(b"0" * 10_000_000), PLAIN, "ZIP archive"),
        (b"\x1f\x8b\x08\x00", PLAIN, "gzip"),
        (b"%PDF-1.7", PLAIN, "a PDF"),
        ("id,inviter,joined_at".encode("utf-16"), PLAIN, "UTF-16"),
        ("id,inviter,joined_at\n".encode("utf-16-le"), PLAIN, "NUL"),
        (b"id;inviter;joined_at\n", PLAIN, "separated by ';'"),
        (b"id,inviter,joined_at\n\xff", PLAIN, "is not UTF-8"),
        (b"\x81", Layout(encoding="windows-1252"), "encoding that the mapping says"),
        (b"\xff\xfea", Layout(encoding="utf-16"), "not UTF-16"),
        (b"No;Ref", layout(**GERMAN), "“Mitglied” is missing, which the mapping takes for id"),
        (b"Mitglied;Mitglied;Geworben von;Beitritt;Name", layout(**GERMAN), "more than once"),
    ],
)
def test_files_that_are_no_such_table_are_refused_with_the_reason(content: bytes, read: Layout, words: str) -> None:
    with pytest.raises(TableRefused, match=words):
        read_participants(content, file="people.csv", latest=NOW, layout=read)


def test_a_huge_cell_is_refused_with_its_line() -> None:
    content = b"id,inviter,joined_at\na,,2009-12-05T12:00:00Z\n" + b"b" * 200_000 + b",,2009-12-05T12:00:00Z\n"
    read = read_participants(content, file="people.csv", latest=NOW)
    assert [(problem.line, problem.field) for problem in read.problems] == [(3, "row")]
    assert "field larger than field limit" in read.problems[0].reason
    assert read.ids == ["a"]
