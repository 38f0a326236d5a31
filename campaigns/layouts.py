"""Layouts: how files that other programs write are read as tables of ours. PURE.

A *layout* says which of their columns stands for which of ours, what is the same in every row, what their words mean,
and how they write text, times and numbers. Law: nothing is guessed here either. A time without an offset is read by
the zone that the layout names, and one that comes twice or never by its clocks is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from campaigns.cells import original
from campaigns.errors import InvalidInput
from campaigns.saying import said
from campaigns.values import CellRefused, not_a_time, read_time, short

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
ENCODINGS = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "windows-1252": "cp1252", "iso-8859-1": "latin-1"}
DECIMAL_MARKS = {"point": ".", "comma": ","}
RFC3339 = "rfc3339"
# What stands for a time, with the order of its parts; seconds may be left out, and so may the time of day.
_DAY_FIRST = r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4})"
_MONTH_FIRST = r"(?P<month>\d{1,2})[./-](?P<day>\d{1,2})[./-](?P<year>\d{4})"
_YEAR_FIRST = r"(?P<year>\d{4})[./-](?P<month>\d{1,2})[./-](?P<day>\d{1,2})"
_CLOCK = r"(?:[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?)?"
_LOCAL = {
    "year first": re.compile(_YEAR_FIRST + _CLOCK, re.ASCII),
    "day first": re.compile(_DAY_FIRST + _CLOCK, re.ASCII),
    "month first": re.compile(_MONTH_FIRST + _CLOCK, re.ASCII),
}
_ORDERS = {
    "year first": said("year first"),
    "day first": said("day first"),
    "month first": said("month first"),
}
_SECONDS = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?", re.ASCII)
TIMES = (RFC3339, *_LOCAL, "unix seconds")
NUMBERS = ("latitude", "longitude")


@dataclass(frozen=True)
class Layout:
    """How a table is read; as it stands, by our own names and rules."""

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    delimiter: str = "comma"
    encoding: str = "utf-8"
    times: str = RFC3339
    time_zone: str = ""
    decimal_mark: str = "point"
    # Whether formulas were made harmless by an apostrophe, as our own exports do.
    apostrophes: bool = False

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(**data)

    def to_json(self) -> dict[str, Any]:
        return {
            "columns": dict(self.columns),
            "constants": dict(self.constants),
            "values": {name: dict(words) for name, words in self.values.items()},
            "delimiter": self.delimiter,
            "encoding": self.encoding,
            "times": self.times,
            "time_zone": self.time_zone,
            "decimal_mark": self.decimal_mark,
            "apostrophes": self.apostrophes,
        }

    @property
    def is_plain(self) -> bool:
        return self == PLAIN

    @property
    def codec(self) -> str:
        return ENCODINGS[self.encoding]

    @property
    def mark(self) -> str:
        """What separates cells."""
        return DELIMITERS[self.delimiter]

    def their_name(self, column: str) -> str:
        """Give what their header calls a column of ours."""
        return self.columns.get(column, "" if self.columns else column)

    def read_cell(self, column: str, cell: str) -> str:
        """Give a cell as a table of ours would have it."""
        if self.apostrophes:
            cell = original(cell)
        cell = cell.strip()
        if column in self.values:
            cell = self.values[column].get(cell, cell)
        if column in NUMBERS and self.decimal_mark == "comma":
            return cell.replace(",", ".")
        return cell

    def read_time(self, text: str, *, latest: datetime) -> datetime:
        """Read a time as this layout writes it; raises CellRefused with the reason why it is none."""
        if self.times == RFC3339 or not text:
            return read_time(text, latest=latest)
        return read_time(self._moment(text).isoformat(), latest=latest)

    def _moment(self, text: str) -> datetime:
        if self.times not in _LOCAL:
            if not _SECONDS.fullmatch(text):
                raise CellRefused(said("“%(text)s” is not a number of seconds since 1970", text=short(text)))
            try:
                return datetime.fromtimestamp(float(text), UTC)
            except (ValueError, OverflowError, OSError):
                raise CellRefused(said("“%(text)s” is too many seconds since 1970", text=short(text))) from None
        form = _LOCAL[self.times].fullmatch(text)
        if form is None:
            order = _ORDERS[self.times]
            raise CellRefused(said("“%(text)s” is not a time with the %(order)s", text=short(text), order=order))
        try:
            naive = datetime(**{part: int(number) for part, number in form.groupdict().items() if number})  # type: ignore[arg-type]  # noqa: DTZ001 - its zone follows
        except ValueError as wrong:
            raise CellRefused(not_a_time(short(text), wrong)) from None
        zone = ZoneInfo(self.time_zone)
        earlier, later = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
        if earlier.utcoffset() == later.utcoffset():
            return earlier.astimezone(UTC)
        parts = {"text": short(text), "zone": self.time_zone}
        if earlier.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == naive:
            twice = said("“%(text)s” comes twice by the clocks of %(zone)s, which were changed then", **parts)
            raise CellRefused(twice)
        raise CellRefused(said("“%(text)s” comes never by the clocks of %(zone)s, which were changed then", **parts))


PLAIN = Layout()


def check_layout(data: Mapping[str, Any], *, required: Sequence[str], optional: Sequence[str]) -> Layout:
    """Read a layout of a table with these columns; raises InvalidInput with what is wrong with it."""
    layout = Layout.from_json(data)
    known = [*required, *optional]
    for member in ("columns", "constants", "values"):
        for name in getattr(layout, member):
            if name not in known:
                raise InvalidInput(
                    "unknown_column",
                    f"There is no column “{short(name)}”; the columns are {', '.join(known)}.",
                    field=f"layout/{member}",
                )
    if both := set(layout.columns) & set(layout.constants):
        name = min(both)
        raise InvalidInput("column_said_twice", f"{name} is read from a column and is a constant.", field="layout")
    if layout.columns or layout.constants:
        for name in required:
            if name not in layout.columns and name not in layout.constants:
                raise InvalidInput(
                    "column_missing", f"Say which column is {name}, or what it is in every row.", field="layout/columns"
                )
    for member, allowed in _CHOICES.items():
        if getattr(layout, member) not in allowed:
            raise InvalidInput(
                f"unknown_{member}", f"{member} must be one of {', '.join(allowed)}.", field=f"layout/{member}"
            )
    if layout.times in _LOCAL and not _is_zone(layout.time_zone):
        raise InvalidInput(
            "time_zone_missing",
            "Say by which clocks the times are, such as Europe/Berlin: they have no offset from UTC.",
            field="layout/time_zone",
        )
    return layout


_CHOICES: Mapping[str, Sequence[str]] = {
    "delimiter": tuple(DELIMITERS),
    "encoding": tuple(ENCODINGS),
    "times": TIMES,
    "decimal_mark": tuple(DECIMAL_MARKS),
}


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return bool(name)
