"""Wording: how counts, means, shares and changes are said in the sentences of the report. PURE.

Law: what is said is never on the other side of a round number than what was found. A mean of 9.96 % more is not said
to be 10 % more, since 10 % is where another verdict begins.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SPELLED = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# From here on a tenth of a percent says nothing more.
_COARSE_PERCENT = 20


class Noun(NamedTuple):
    """A thing that is counted."""

    one: str
    many: str

    def counted(self, number: float) -> str:
        """Say how many: "1 person", "1,204 people", "2.5 people"."""
        text = plain(number)
        return f"{text} {self.one if text == '1' else self.many}"

    def spelled(self, number: int) -> str:
        """Say how many in letters, up to ten: "four weeks"."""
        return f"{spelled(number)} {self.one if number == 1 else self.many}"


PEOPLE = Noun("person", "people")
PERIODS = {kind: Noun(kind, f"{kind}s") for kind in ("hour", "day", "week", "month")}


def spelled(number: int) -> str:
    """Write a count in letters up to ten: "none", "four", "11"."""
    return _SPELLED[number] if 0 <= number < len(_SPELLED) else f"{number:,}"


def plain(number: float) -> str:
    """Write a number for reading: whole from 10 on, else with one decimal where it has any: "1,204", "3.5", "7"."""
    rounded = round(number) if abs(number) >= 10 else round(number, 1)
    return f"{int(rounded):,}" if rounded == int(rounded) else f"{rounded:.1f}"


def percent(share: float, *, mark: float | None = None) -> str:
    """Write a share from 0 to 1: "38 %"; what is not nothing, all or the `mark` is never said to be it."""
    whole = round(100 * share)
    if whole == 0 and share > 0:
        return "less than 1 %"
    if whole == 100 and share < 1:
        return "more than 99 %"
    if mark is not None and share != mark and whole == round(100 * mark):
        return f"{'just over' if share > mark else 'just under'} {whole} %"
    return f"{whole} %"


def ratio(value: float, *, mark: float = 1.0) -> str:
    """Write a ratio or a reproduction number with two decimals; what is not the `mark` is never said to be it."""
    text = f"{value:.2f}"
    if value != mark and text == f"{mark:.2f}":
        return f"{'just over' if value > mark else 'just under'} {mark:g}"
    return text


def sentence(text: str) -> str:
    """Begin with a capital letter."""
    return text[:1].upper() + text[1:]


def change(after: int, before: int) -> str:
    """Say by how much `after` differs from `before`, both ≥ 0 and of one unit, before > 0: "31 % fewer", "as many".

    Below 20 % with a tenth where it has one, rounded down (9.96 % more → "9.9 % more", 10.04 % fewer → "10.1 %
    fewer"). Raises ValueError where there was nothing before.
    """
    if before <= 0:
        raise ValueError("Nothing can be said in percent of nothing.")
    if after == before:
        return "as many"
    tenths = 1_000 * (after - before) // before
    word = "more" if after > before else "fewer"
    if abs(tenths) < 10 * _COARSE_PERCENT:
        if tenths == 0:
            return "less than 0.1 % more"
        number = f"{abs(tenths) // 10}" if tenths % 10 == 0 else f"{abs(tenths) / 10:.1f}"
    else:
        number = f"{round(abs(tenths) / 10):,}"
    return f"{number} % {word}"


def day(at: datetime) -> str:
    """Write the day that a time lies in: "28 November 2026"."""
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"


def hour(at: datetime) -> str:
    """Write the hour that a time lies in: "28 November 2026, 14:00"."""
    return f"{day(at)}, {at.hour:02d}:00"


def bin_at(at: datetime, kind: str) -> str:
    """Write the bin that a time lies in: the hour of hours, the day alone of days."""
    return hour(at) if kind == "hour" else day(at)
