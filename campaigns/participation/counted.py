"""Counted: a campaign's tallies at one moment, read back as series, histograms and matrices of periods. PURE.

Everything that the report says is computed from these; nothing here knows a person. Only what pairs of periods cannot
tell, how alike the periods of one person are, is read from a sample of people without names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

import numpy as np

from campaigns.participation.growing import Source
from campaigns.participation.period_counts import PeriodCounts
from campaigns.participation.periods import (
    PERIOD_KINDS,
    Calendar,
    Ints,
    PeriodKind,
    default_period,
    months_of_days,
    weeks_of_days,
)
from campaigns.participation.states import Sample
from campaigns.participation.stickiness import DailyActivity, Histogram
from campaigns.participation.tallies import MONTH_WINDOW, Count, Tallies
from campaigns.saying import said

MOST_HOURS_OF_ACTS = 24 * 60
"""So many hours of acts are told apart, the last ones kept: imported people may have acted long before the start."""
HOURS_ARE_OVER = said(
    "Hours are told apart for a campaign's first eight days. Ask for days, weeks or months of what came later."
)


@dataclass(frozen=True, slots=True)
class Settings:
    """By what a campaign counts: all of it can be set by its organizers, and is said with the report."""

    gap_days: int = 14
    window_days: int = 7
    observation_days: int = 28
    minimum: int = 30


@dataclass(frozen=True)
class Counted:
    """Tallies of a campaign as of `at`; periods are numbered by its calendar.

    `links` are words for sources by the links' ids, `people` for members; `arms` are the words of origins that belong
    to one. `sample` is there where it was asked for. Hours of acts are kept before the hour of
    number `hours_until`; where it is None, of all time. `ended_at` is when the campaign ended, or is to end, where that
    is known.
    """

    tallies: Tallies
    calendar: Calendar
    at: datetime
    starts_at: datetime
    settings: Settings
    links: dict[int, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)
    arms: dict[int, str] = field(default_factory=dict)
    sample: Sample | None = None
    hours_until: int | None = None
    ended_at: datetime | None = None

    @cached_property
    def _places(self) -> dict[int, slice]:
        """Where the rows of each kind of count stand."""
        kinds, starts = np.unique(self.tallies.kind, return_index=True)
        ends = [*starts.tolist(), len(self.tallies)][1:]
        return {kind: slice(low, high) for kind, low, high in zip(kinds.tolist(), starts.tolist(), ends, strict=True)}

    def rows(self, count: int) -> tuple[Ints, Ints, Ints, Ints]:
        """Give g, a, b and n of one kind of count."""
        some = self._places.get(count, slice(0, 0))
        tallies = self.tallies
        return tallies.g[some], tallies.a[some], tallies.b[some], tallies.n[some]

    @cached_property
    def since(self) -> datetime:
        """Tell when the campaign's time begins: its start, or its first member's joining where that was earlier."""
        _, hours, _, _ = self.rows(Count.JOINS_BY_HOUR)
        if not len(hours):
            return self.starts_at
        return min(self.starts_at, self.calendar.start_of("hour", int(hours.min())))

    def last_complete(self, kind: PeriodKind) -> int:
        return self.calendar.last_complete(kind, self.at)

    def first_period(self, kind: PeriodKind) -> int:
        return self.calendar.number_at(kind, self.since)

    def complete(self, kind: PeriodKind) -> int:
        """Count the periods that are over, from the one on in which the campaign's time begins, maybe near its end."""
        return self.calendar.complete_count(kind, self.since, self.at)

    @cached_property
    def period(self) -> PeriodKind:
        """The longest period of which enough are complete."""
        return default_period(self.complete("hour"), self.complete("day"), self.complete("week")).kind

    def periods(self, kind: PeriodKind) -> tuple[int, int]:
        """Give the first period of the campaign and how many there are up to the present one."""
        place = PERIOD_KINDS.index(kind)
        first, last = self.first_period(kind), self.last_complete(kind) + 1
        _, a, _, _ = self.rows(Count.PAIRS + place)
        if len(a):
            # Acts may be told of from before the start, and never of the future but by minutes.
            first = min(first, int(a.min()))
        return first, max(last - first + 1, 1)

    def active_periods(self, kind: PeriodKind) -> tuple[int, int]:
        """Give the first period in which acts are told apart and how many there are: all, but for hours."""
        first, length = self.periods(kind)
        if kind != "hour" or self.hours_until is None:
            return first, length
        end = max(min(first + length, self.hours_until), first + 1)
        first = max(first, end - MOST_HOURS_OF_ACTS)
        return first, end - first

    def missing(self, kind: PeriodKind) -> str:
        """Say why acts are not told apart up to the present period, or nothing where they are."""
        is_over = kind == "hour" and self.hours_until is not None and self.last_complete("hour") >= self.hours_until
        return HOURS_ARE_OVER if is_over else ""

    @cached_property
    def last_followed_day(self) -> int:
        """Number the last day on which people are followed: the last that is over, or the campaign's last before it."""
        last = self.last_complete("day")
        if self.ended_at is None:
            return last
        return min(last, self.calendar.number_at("day", self.ended_at - timedelta(microseconds=1)))

    def active_before(self, kind: PeriodKind) -> tuple[int, int]:
        """Count who was active in the period before the first told of, and those of them who were in that one too."""
        first, _ = self.active_periods(kind)
        _, a, b, n = self.rows(Count.PAIRS + PERIOD_KINDS.index(kind))
        return int(n[(a == first - 1) & (b == 0)].sum()), int(n[(a == first - 1) & (b == 1)].sum())

    def matrix(self, count: int, kind: PeriodKind, *, group: Iterable[int] | None = None) -> Ints:
        """Give a count as int64[P, P] by active period and periods later, of all groups or of these together."""
        first, length = self.active_periods(kind)
        g, a, b, n = self.rows(count + PERIOD_KINDS.index(kind))
        found = np.zeros((length, length), dtype=np.int64)
        inside = (a >= first) & (a < first + length) & (b >= 0) & (a + b < first + length)
        if group is not None:
            inside &= np.isin(g, np.fromiter(group, dtype=np.int64))
        np.add.at(found, (a[inside] - first, b[inside]), n[inside])
        return found

    def period_counts(self, kind: PeriodKind) -> PeriodCounts:
        pairs, first_time = self.matrix(Count.PAIRS, kind), self.matrix(Count.FIRST, kind)
        return PeriodCounts(
            first=self.active_periods(kind)[0],
            active=pairs[:, 0].copy(),
            new=first_time[:, 0].copy(),
            pairs=pairs,
            first_time=first_time,
            last_seen=self.matrix(Count.LAST, kind),
        )

    def joins(self, kind: PeriodKind) -> tuple[Ints, Ints]:
        """Give joins and those of roots by period, int64[P] each."""
        first, length = self.periods(kind)
        _, a, is_root, n = self.rows(Count.JOINS_BY_HOUR if kind == "hour" else Count.JOINS_BY_DAY)
        numbers = self._in_periods(kind, a)
        inside = (numbers >= first) & (numbers < first + length)
        joins, roots = np.zeros(length, dtype=np.int64), np.zeros(length, dtype=np.int64)
        np.add.at(joins, numbers[inside] - first, n[inside])
        from_outside = inside & (is_root > 0)
        np.add.at(roots, numbers[from_outside] - first, n[from_outside])
        return joins, roots

    def joins_of_sources(self, kind: PeriodKind, low: int, high: int) -> dict[int, int]:
        """Count joins by source in periods `low` to `high`, both included."""
        g, a, _, n = self.rows(Count.JOINS_BY_HOUR if kind == "hour" else Count.JOINS_BY_DAY)
        numbers = self._in_periods(kind, a)
        found: dict[int, int] = {}
        inside = (numbers >= low) & (numbers <= high)
        for source, count in zip(g[inside].tolist(), n[inside].tolist(), strict=True):
            found[source] = found.get(source, 0) + count
        return found

    def _in_periods(self, kind: PeriodKind, numbers: Ints) -> Ints:
        """Turn days into weeks or months; hours and days stay."""
        match kind:
            case "week":
                return weeks_of_days(numbers)
            case "month":
                return months_of_days(numbers)
        return numbers

    @property
    def members(self) -> int:
        _, _, _, n = self.rows(Count.BREADTH)
        return int(n.sum())

    @property
    def ever_active(self) -> int:
        _, _, b, n = self.rows(Count.FIRST + PERIOD_KINDS.index("day"))
        return int(n[b == 0].sum())

    @property
    def active_days(self) -> Histogram:
        """Count how many members were active on exactly n days, of those that are over."""
        _, days, last, n = self.rows(Count.ACTIVE_DAYS)
        over = days - (last > self.last_complete("day"))
        return Histogram(*summed_by(over[over > 0], n[over > 0]))

    def histogram(self, count: int) -> Histogram:
        """Give a histogram over `a`; the amounts of pay stand in `g`."""
        g, a, _, n = self.rows(count)
        values = g if count == Count.PAY else a
        return Histogram(*summed_by(values, n))

    def daily(self) -> DailyActivity:
        first, length = self.periods("day")
        dau = self.matrix(Count.PAIRS, "day")[:, 0].copy()
        wau = np.zeros(length, dtype=np.int64)
        l28 = np.zeros((length, MONTH_WINDOW + 1), dtype=np.int64)
        _, a, _, n = self.rows(Count.ACTIVE_OF_7)
        inside = (a >= first) & (a < first + length)
        np.add.at(wau, a[inside] - first, n[inside])
        _, a, b, n = self.rows(Count.ACTIVE_OF_28)
        inside = (a >= first) & (a < first + length)
        np.add.at(l28, (a[inside] - first, b[inside]), n[inside])
        return DailyActivity(first, dau, wau, l28)

    def name_of_source(self, source: int) -> str:
        """Name how people came: by one of the campaign's own links, invited by a member, or neither."""
        if source == Source.INVITED:
            return "invited by a member"
        if source == Source.DIRECT:
            return "without a link"
        return self.links.get(source, f"link {source}")

    def say_source(self, source: int) -> str:
        """Say how people came, in words; a link goes by its code."""
        if source == Source.INVITED:
            return said("invitations by members")
        return said("no link at all") if source == Source.DIRECT else self.name_of_source(source)

    def name_of_member(self, member: int) -> str:
        return self.people.get(member, "somebody")


def summed_by(values: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """Add counts up by their values; both int64, the values ascending and distinct."""
    distinct, which = np.unique(values, return_inverse=True)
    total = np.zeros(len(distinct), dtype=np.int64)
    np.add.at(total, which, counts)
    return distinct, total
