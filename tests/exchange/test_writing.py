"""What is written can be read back, whatever people wrote, and is a formula to no spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.cells import all_harmless, harmless, original
from campaigns.exchange.tables import Column, Table, flag, moment, text
from campaigns.exchange.writing import BOM, write_table
from campaigns.people.doors import Scope
from tests.exchange.stage import TWICE

FORMULA = re.compile(r"[=+\-@＝＋－＠]")
HARD = ("=", "+", "-", "@", "＝", "'", '"', ";", ",", "\t", "\r", "\n", " ", "a")
letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
# Mostly of what is hard, so that the hard ones meet.
texts = st.lists(st.sampled_from(HARD) | st.sampled_from(HARD) | letters, max_size=12).map("".join)
TABLE = Table(
    name="things",
    title="Things",
    columns=(Column("id"), text("note"), moment("at"), Column("latitude"), Column("longitude"), flag("known")),
    rows=lambda campaign: iter(()),
    count=lambda campaign: 0,
    scope=Scope.FINDINGS_READ,
    has_places=True,
)
PACIFIC = ZoneInfo("America/Los_Angeles")


def written(
    rows: Sequence[tuple[object, ...]], *, form: str = "csv", bom: bool = False, zone: ZoneInfo = PACIFIC
) -> str:
    return "".join(piece for piece, _ in write_table(TABLE, rows, form=form, zone=zone, bom=bom))


@given(note=texts)
def test_any_text_comes_back_as_it_was(note: str) -> None:
    file = io.StringIO(written([("1", note, None, None, None, True)]), newline="")
    (row,) = csv.DictReader(file, strict=True)
    assert original(row["note"]) == note
    told = json.loads(written([("1", note, None, None, None, True)], form="geojson"))
    assert told["features"][0]["properties"]["note"] == note


@given(note=texts)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_is_a_formula_whatever_separates_cells(separator: str, note: str) -> None:
    """Where something else than a comma separates, quotation marks within a cell hold nothing together."""
    content = written([("1", note, None, None, None, True)]).split("\r\n", 1)[1]
    cells = [cell for row in csv.reader(io.StringIO(content, newline=""), delimiter=separator) for cell in row]
    assert not [cell for cell in cells if FORMULA.match(cell.lstrip(" "))]


@given(notes=st.lists(texts, max_size=8), plain=st.integers(0, 3))
def test_rows_are_as_the_writer_writes_them_all(notes: list[str], plain: int) -> None:
    """Whichever of them it is given, and which are put together without it; also beside many that need nothing."""
    rows = [(n, note, None, None if n % 2 else 0.5, "x", n % 2 == 0) for n, note in enumerate(["abc"] * plain + notes)]
    expected = io.StringIO(newline="")
    # `at` twice, and the zone.
    told = (
        (n, harmless(note), "", "", where, x, str(known).lower(), PACIFIC.key) for n, note, _, where, x, known in rows
    )
    csv.writer(expected).writerows(told)
    assert written(rows).split("\r\n", 1)[1] == expected.getvalue()


@given(many=st.lists(texts | st.none(), max_size=8))
def test_many_texts_are_made_harmless_as_each_by_itself(many: list[str | None]) -> None:
    assert list(all_harmless(many)) == [None if each is None else harmless(each) for each in many]


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    file = io.StringIO(written([("1", "", at, None, None, None) for at in TWICE]))
    rows = list(csv.DictReader(file))
    assert [row["at"] for row in rows] == ["2009-11-01T08:30:00Z", "2009-11-01T09:30:00.250000Z"]
    assert [row["at_local"] for row in rows] == ["2009-11-01T01:30:00-07:00", "2009-11-01T01:30:00.250000-08:00"]
    assert {row["time_zone"] for row in rows} == {"America/Los_Angeles"}


@given(at=st.datetimes(timezones=st.just(UTC), min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001 - the strategy takes naive bounds
@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"])
def test_both_times_are_the_same_moment(zone: str, at: datetime) -> None:
    (row,) = csv.DictReader(io.StringIO(written([("1", "", at, None, None, None)], zone=ZoneInfo(zone))))
    told = [datetime.fromisoformat(row[name]) for name in ("at", "at_local")]
    assert told[0] == at
    assert row["at_local"] == at.astimezone(ZoneInfo(zone)).isoformat()
    # As the database writes it, it is the same.
    date, fraction = f"{at:%Y-%m-%d %H:%M:%S}", f"{at:.%f}".rstrip("0") if at.microsecond else ""
    content = written([("1", "", f"{date}{fraction}+00", None, None, None)], zone=ZoneInfo(zone))
    assert list(csv.DictReader(io.StringIO(content))) == [row]
    # Offsets of long ago had seconds in them, and are written with them.
    assert told[1] == at
    assert told[1].replace(tzinfo=None) == at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def test_a_byte_order_mark_stands_once_at_the_beginning() -> None:
    plain, marked = written([]), written([], bom=True)
    assert marked == BOM + plain
    assert plain == "id,note,at,at_local,latitude,longitude,known,time_zone\r\n"


def test_places_are_points_longitude_first_and_what_has_none_stays() -> None:
    told = json.loads(
        written([("1", "", None, 37.5, -122.25, None), ("2", "", None, None, None, None)], form="geojson")
    )
    assert told["type"] == "FeatureCollection"
    assert told["time_zone"] == "America/Los_Angeles"
    assert [feature["geometry"] for feature in told["features"]] == [
        {"type": "Point", "coordinates": [-122.25, 37.5]},
        None,
    ]
    assert [feature["id"] for feature in told["features"]] == ["1", "2"]


def test_a_formula_after_the_end_of_a_line_is_harmless_too() -> None:
    assert harmless("a\n=1\r\n;@x") == "a\n'=1\r\n;'@x"
