"""Wording: how counts, means, shares and changes are said in the sentences of the report. PURE.

All of it is said when it is read, in the language of that moment.
Law: what is said is never on the other side of a round number than what was found. A mean of 9.96 % more is not said
to be 10 % more, since 10 % is where another verdict begins.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import ngettext

from campaigns.saying import day, decimal, in_marks, later, minute, said

# From here on a tenth of a percent says nothing more.
_COARSE_PERCENT = 20


class Noun(NamedTuple):
    """A thing that is counted; `counted` says how many: "1 person", "1,204 people", "2.5 people"."""

    name: str
    one: str
    many: str
    counted: Callable[[float], str]


@later
def _people(number: float) -> str:
    return ngettext("%(n)s person", "%(n)s people", form(number)) % {"n": plain(number)}


@later
def _hours(number: float) -> str:
    return ngettext("%(n)s hour", "%(n)s hours", form(number)) % {"n": plain(number)}


@later
def _days(number: float) -> str:
    return ngettext("%(n)s day", "%(n)s days", form(number)) % {"n": plain(number)}


@later
def _weeks(number: float) -> str:
    return ngettext("%(n)s week", "%(n)s weeks", form(number)) % {"n": plain(number)}


@later
def _months(number: float) -> str:
    return ngettext("%(n)s month", "%(n)s months", form(number)) % {"n": plain(number)}


PEOPLE = Noun("person", said("person"), said("people"), _people)
PERIODS = {
    "hour": Noun("hour", said("hour"), said("hours"), _hours),
    "day": Noun("day", said("day"), said("days"), _days),
    "week": Noun("week", said("week"), said("weeks"), _weeks),
    "month": Noun("month", said("month"), said("months"), _months),
}


def form(number: float) -> int:
    """Give what the form of a noun goes by: the number as it is written, and where that is no whole one many."""
    rounded = _rounded(number)
    return int(rounded) if rounded == int(rounded) else 2


def _rounded(number: float) -> float:
    return round(number) if abs(number) >= 10 else round(number, 1)


@later
def plain(number: float) -> str:
    """Write a number for reading: whole from 10 on, else with one decimal where it has any: "1,204", "3.5", "7"."""
    rounded = _rounded(number)
    return in_marks(f"{int(rounded):,}" if rounded == int(rounded) else f"{rounded:.1f}")


def percent(share: float, *, mark: float | None = None) -> str:
    """Write a share from 0 to 1: "38 %"; what is not nothing, all or the `mark` is never said to be it."""
    whole = round(100 * share)
    if whole == 0 and share > 0:
        return said("less than 1 %%")
    if whole == 100 and share < 1:
        return said("more than 99 %%")
    if mark is not None and share != mark and whole == round(100 * mark):
        return said("just over %(n)s %%", n=whole) if share > mark else said("just under %(n)s %%", n=whole)
    return said("%(n)s %%", n=whole)


def ratio(value: float, *, mark: float = 1.0) -> str:
    """Write a ratio or a reproduction number with two decimals; what is not the `mark` is never said to be it."""
    if value != mark and f"{value:.2f}" == f"{mark:.2f}":
        number = shortest(mark)
        return said("just over %(n)s", n=number) if value > mark else said("just under %(n)s", n=number)
    return decimal(value, 2)


@later
def shortest(number: float) -> str:
    """Write a number with as many digits as it has."""
    return in_marks(f"{number:g}")


def change(after: int, before: int) -> str:
    """Say by how much `after` differs from `before`, both ≥ 0 and of one unit, before > 0: "31 % fewer", "as many".

    Below 20 % with a tenth where it has one, rounded down (9.96 % more → "9.9 % more", 10.04 % fewer → "10.1 %
    fewer"). Raises ValueError where there was nothing before.
    """
    if before <= 0:
        raise ValueError("Nothing can be said in percent of nothing.")
    if after == before:
        return said("as many")
    tenths = 1_000 * (after - before) // before
    if tenths == 0:
        return said("less than 0.1 %% more")
    if abs(tenths) < 10 * _COARSE_PERCENT:
        number = decimal(abs(tenths) // 10) if tenths % 10 == 0 else decimal(abs(tenths) / 10, 1)
    else:
        number = decimal(round(abs(tenths) / 10))
    return said("%(n)s %% more", n=number) if after > before else said("%(n)s %% fewer", n=number)


@later
def hour(at: datetime) -> str:
    """Write the hour that a time lies in: "28 November 2026, 14:00"."""
    return str(minute(at.replace(minute=0)))


def bin_at(at: datetime, kind: str) -> str:
    """Write the bin that a time lies in: the hour of hours, the day alone of days."""
    return hour(at) if kind == "hour" else day(at)
