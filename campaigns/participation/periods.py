"""Calendar: the hours, days, weeks and months of a campaign, numbered in its own zone. PURE.

Law: every instant lies in exactly one period of each kind, and whether a period is over depends on the clock alone.
Instants are int64 microseconds since 1970-01-01T00:00Z, periods are half-open and numbered by int64:

    hour    (UTC seconds + shift) // 3600; absolute, so that none repeats or is missing when the clocks change
    day     days since 1970-01-01 of the date that the zone's clocks show: 23 or 25 hours where they change, none at
            all where a date is left out (Apia, 2011-12-30)
    week    (day + 3) // 7: ISO 8601, from Monday; number 0 holds 1970-01-01
    month   (year - 1970) * 12 + month - 1

Python compares two times of one zone by what the clocks show, not by which came first; compare microseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple, get_args
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

PeriodKind = Literal["hour", "day", "week", "month"]
PERIOD_KINDS: tuple[PeriodKind, ...] = get_args(PeriodKind)
Ints = npt.NDArray[np.int64]

SECOND_US = 1_000_000
HOUR_US = 3_600 * SECOND_US
DAY_US = 24 * HOUR_US
ENOUGH_COMPLETE = 8
# So many instants at a time stay in the processor's cache.
_CHUNK = 1 << 15
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_MICROSECOND = timedelta(microseconds=1)


def microseconds(at: datetime) -> int:
    """Count the microseconds since 1970-01-01T00:00Z. Raises TypeError for a time without a zone."""
    return (at - _EPOCH) // _MICROSECOND


def weeks_of_days(days: Ints) -> Ints:
    """Number the ISO weeks that days lie in; any shape."""
    return (days + 3) // 7


def months_of_days(days: Ints) -> Ints:
    """Number the months that days lie in; any shape."""
    first, last = (int(days.min()), int(days.max())) if days.size else (0, 0)
    if last - first < days.size:
        return _months_of_days(np.arange(first, last + 1))[days - first]
    return _months_of_days(days)


def _months_of_days(days: Ints) -> Ints:
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


class DefaultPeriod(NamedTuple):
    """The period that a report speaks in; `is_enough` says whether there are 8 complete ones of it."""

    kind: PeriodKind
    is_enough: bool


def default_period(complete_hours: int, complete_days: int, complete_weeks: int) -> DefaultPeriod:
    """Choose the longest of hour, day, week of which at least 8 are complete; else hours, flagged as not enough."""
    longest_first: tuple[tuple[PeriodKind, int], ...] = (
        ("week", complete_weeks),
        ("day", complete_days),
        ("hour", complete_hours),
    )
    for kind, complete in longest_first:
        if complete >= ENOUGH_COMPLETE:
            return DefaultPeriod(kind, True)
    return DefaultPeriod("hour", False)


@dataclass(frozen=True)
class Calendar:
    """The calendar of a campaign: an IANA zone, and the start (microseconds) that fixes where its hours begin.

    Takes instants of the years 2 to 9998; raises ZoneInfoNotFoundError (a KeyError) for an unknown zone, ValueError
    for a kind of period that there is not, OverflowError beyond those years.
    """

    zone_name: str
    starts_at_us: int

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone_name)

    @cached_property
    def shift_s(self) -> int:
        """By how many seconds hours begin before the full hour in UTC: the zone's offset at the start, modulo 3600."""
        return _offset_us(self.zone, self.starts_at_us) // SECOND_US % 3_600

    def hours(self, us: Ints) -> Ints:
        """Number the hours of instants, int64[N] to int64[N]."""
        return (us + self.shift_s * SECOND_US) // HOUR_US

    def days(self, us: Ints) -> Ints:
        """Number the days of instants, int64[N] to int64[N]."""
        days = np.empty(us.shape, dtype=np.int64)
        if not us.size:
            return days
        changes = _changes(self.zone_name, int(us.min()), int(us.max()))
        starts = np.array([change.start_us for change in changes[1:]], dtype=np.int64)
        offsets = np.array([change.offset_us for change in changes], dtype=np.int64)
        for first in range(0, us.size, _CHUNK):
            some, into = us[first : first + _CHUNK], days[first : first + _CHUNK]
            ends = np.searchsorted(starts, (some.min(), some.max()), side="right")
            # Between two changes of the clocks one offset serves for all.
            inside = starts[ends[0] : ends[1]]
            which = ends[0] + np.searchsorted(inside, some, side="right") if inside.size else ends[0]
            np.add(some, offsets[which], out=into)
            np.floor_divide(into, DAY_US, out=into)
        return days

    def weeks(self, us: Ints) -> Ints:
        """Number the weeks of instants, int64[N] to int64[N]."""
        return weeks_of_days(self.days(us))

    def months(self, us: Ints) -> Ints:
        """Number the months of instants, int64[N] to int64[N]."""
        return months_of_days(self.days(us))

    def number(self, kind: PeriodKind, us: Ints) -> Ints:
        """Number the periods of one kind that instants lie in, int64[N] to int64[N]."""
        match kind:
            case "hour":
                return self.hours(us)
            case "day":
                return self.days(us)
            case "week":
                return self.weeks(us)
            case "month":
                return self.months(us)
        raise ValueError(f"no such kind of period: {kind}")

    def number_at(self, kind: PeriodKind, at: datetime) -> int:
        """Number the one period that `at` lies in."""
        return int(self.number(kind, np.array([microseconds(at)], dtype=np.int64))[0])

    def start_us(self, kind: PeriodKind, number: int) -> int:
        """Tell the microsecond in which a period begins, and the one before it is over for good.

        Where clocks are set back over midnight (Newfoundland until 2011, at 00:01) a date begins twice; the second
        time counts, since until then an instant can still fall on the date before. A date that is left out begins
        and ends at the same instant.
        """
        if kind == "hour":
            return number * HOUR_US - self.shift_s * SECOND_US
        midnight = _first_day(kind, number) * DAY_US
        changes = _changes(self.zone_name, midnight - 2 * DAY_US, midnight + 2 * DAY_US)
        ends = [change.start_us for change in changes[1:]]
        # The last stretch in which the clocks still show an earlier date, and where in it they cease to.
        last = max(n for n, change in enumerate(changes) if change.start_us + change.offset_us < midnight)
        crossing = midnight - changes[last].offset_us
        return min(crossing, ends[last]) if last < len(ends) else crossing

    def start_of(self, kind: PeriodKind, number: int) -> datetime:
        """Tell when a period begins, in the zone."""
        return self._at(self.start_us(kind, number))

    def end_of(self, kind: PeriodKind, number: int) -> datetime:
        """Tell when a period is over, which is when the next begins, in the zone."""
        return self.start_of(kind, number + 1)

    def label(self, kind: PeriodKind, number: int) -> str:
        """Name a period as ISO 8601 does: 2026-11-28T14:00+01:00, 2026-11-28, 2026-W48, 2026-11."""
        if kind == "hour":
            return self.start_of(kind, number).isoformat(timespec="minutes")
        day = date.fromordinal(_EPOCH_DAY + _first_day(kind, number))
        match kind:
            case "week":
                year, week, _ = day.isocalendar()
                return f"{year:04}-W{week:02}"
            case "month":
                return day.isoformat()[:7]
        return day.isoformat()

    def last_complete(self, kind: PeriodKind, at: datetime) -> int:
        """Number the last period that was over at `at`."""
        number = self.number_at(kind, at)
        over = microseconds(at)
        while self.start_us(kind, number) > over:
            number -= 1
        return number - 1

    def complete_count(self, kind: PeriodKind, since: datetime, at: datetime) -> int:
        """Count the periods over at `at`, from the one that `since` lies in, of which it may have missed a part."""
        return max(0, self.last_complete(kind, at) - self.number_at(kind, since) + 1)

    def _at(self, us: int) -> datetime:
        return (_EPOCH + us * _MICROSECOND).astimezone(self.zone)


class _Change(NamedTuple):
    """From `start_us` on the zone's clocks are `offset_us` before UTC."""

    start_us: int
    offset_us: int


def _first_day(kind: PeriodKind, number: int) -> int:
    match kind:
        case "day":
            return number
        case "week":
            return 7 * number - 3
        case "month":
            return date(1970 + number // 12, number % 12 + 1, 1).toordinal() - _EPOCH_DAY
    raise ValueError(f"no such kind of period: {kind}")


def _changes(zone_name: str, first_us: int, last_us: int) -> list[_Change]:
    """List the changes of the clocks from before `first_us` to `last_us`, in order."""
    years = range((_EPOCH + first_us * _MICROSECOND).year, (_EPOCH + last_us * _MICROSECOND).year + 1)
    found = [change for year in years for change in _changes_of_year(zone_name, year)]
    return found[:1] + [later for before, later in pairwise(found) if later.offset_us != before.offset_us]


@lru_cache(maxsize=4096)
def _changes_of_year(zone_name: str, year: int) -> tuple[_Change, ...]:
    """Find how the clocks stand when a year begins in UTC, and every change in it.

    Asked for every third day, and where two answers differ the microsecond is found by halving. No zone of the IANA
    database changes its clocks twice in less than 167 hours.
    """
    zone = ZoneInfo(zone_name)
    starts, ends = (microseconds(datetime(y, 1, 1, tzinfo=UTC)) for y in (year, year + 1))
    changes = [_Change(starts, _offset_us(zone, starts))]
    for early, late in pairwise([*range(starts, ends, 3 * DAY_US), ends]):
        after = _offset_us(zone, late)
        if after == changes[-1].offset_us:
            continue
        low, high = early, late
        while high - low > 1:
            middle = (low + high) // 2
            if _offset_us(zone, middle) == changes[-1].offset_us:
                low = middle
            else:
                high = middle
        changes.append(_Change(high, after))
    return tuple(changes)


def _offset_us(zone: ZoneInfo, us: int) -> int:
    offset = (_EPOCH + us * _MICROSECOND).astimezone(zone).utcoffset()
    return 0 if offset is None else offset // _MICROSECOND
