"""Values: what a cell of a file that was handed in may hold, or the reason why it cannot be that. PURE.

Law: nothing is guessed. A time without an offset from UTC is refused, and so is a number with a comma. Reasons are
sentences (`campaigns/saying.py`): whoever reads them reads them in their language.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from campaigns.saying import said

LONGEST_ID = 100
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
MISSING = said("is missing")

_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?([Zz]|[+-]\d\d:\d\d)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
# What Python says of times; what is not among it stays as Python says it.
_OF_PYTHON = {
    "month must be in 1..12": said("month must be in 1..12"),
    "day is out of range for month": said("day is out of range for month"),
    "hour must be in 0..23": said("hour must be in 0..23"),
    "minute must be in 0..59": said("minute must be in 0..59"),
    "second must be in 0..59": said("second must be in 0..59"),
    "year 0 is out of range": said("year 0 is out of range"),
}
_FAR_OFF = said("an offset from UTC has less than 24 hours")


class CellRefused(ValueError):
    """A cell cannot be what it should be, for a reason that is a sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_time(text: str, *, latest: datetime) -> datetime:
    """Read an RFC 3339 time; raises CellRefused with the reason why it is none, or cannot be true."""
    if not text:
        raise CellRefused(MISSING)
    form = _TIME.fullmatch(text)
    if form is None:
        raise CellRefused(
            said("“%(text)s” is not a time as RFC 3339 writes it, such as 2009-12-05T15:00:00Z", text=short(text))
        )
    if form[1] is None:
        raise CellRefused(
            said("“%(text)s” has no offset from UTC: add Z if it is UTC, or an offset such as -05:00", text=text)
        )
    try:
        time = datetime.fromisoformat(text.upper())
    except ValueError as wrong:
        raise CellRefused(not_a_time(text, wrong)) from None
    if time < EARLIEST:
        raise CellRefused(said("“%(text)s” lies before %(year)s", text=text, year=str(EARLIEST.year)))
    if time > latest:
        raise CellRefused(said("“%(text)s” lies in the future", text=text))
    return time if time.tzinfo is UTC else time.astimezone(UTC)


def read_number(text: str, *, least: float, most: float) -> float:
    """Read a decimal number within bounds; raises CellRefused with the reason why it is none."""
    if not _NUMBER.fullmatch(text):
        if "," in text:
            raise CellRefused(said("“%(text)s” is not a number (decimals are written with a point)", text=short(text)))
        raise CellRefused(said("“%(text)s” is not a number", text=short(text)))
    number = float(text)
    if not least <= number <= most:
        raise CellRefused(
            said("%(text)s is not from %(least)s to %(most)s", text=short(text), least=f"{least:g}", most=f"{most:g}")
        )
    return number


def refusal_of_word(text: str, *, longest: int) -> str | None:
    """Tell why this cannot be an id or the name of something, or None when it can."""
    if not text:
        return MISSING
    if len(text) > longest:
        return said(
            "“%(text)s” has %(n)s characters, at most %(most)s are possible",
            text=short(text),
            n=str(len(text)),
            most=str(longest),
        )
    if not text.isprintable():
        return said("%(text)s has control characters in it", text=ascii(short(text)))
    return None


def not_a_time(text: str, wrong: ValueError) -> str:
    """Say of what has a time's form why Python knows no such time."""
    known = str(wrong)
    why = _FAR_OFF if known.startswith("offset must be") else _OF_PYTHON.get(known, known)
    return said("“%(text)s” is not a time: %(wrong)s", text=text, wrong=why)


def short(text: str) -> str:
    """Cut what is quoted in a message."""
    return text if len(text) <= 60 else text[:59] + "…"
