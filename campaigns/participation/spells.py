"""Spells: a campaign's spikes as its report tells of them, what they left behind, and the verdict on it all. PURE.

A *spell* is a spike of joins by hours, or by days once the campaign is longer than hours can show. What it left behind
is told in periods of the report: how many of those who came with it came back, against those who came before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from campaigns.participation import written
from campaigns.participation.aftermath import activity_after, compare_retention
from campaigns.participation.alerting import Bin
from campaigns.participation.alerting import Spike as AlertSpike
from campaigns.participation.counted import Counted
from campaigns.participation.figures import Figure
from campaigns.participation.lifecycle import lifecycle
from campaigns.participation.periods import Ints, PeriodKind
from campaigns.participation.relaxation import relaxation
from campaigns.participation.spikes import DAYS_IN_CYCLE, HOURS_IN_CYCLE, Spike, find_spikes
from campaigns.participation.tallies import Count
from campaigns.participation.verdict import Course, Peak, Verdict, judge
from campaigns.participation.wording import PERIODS
from campaigns.participation.written import Json
from campaigns.saying import said

MOST_HOURS = 24 * 60
"""Campaigns of more hours are looked at by days."""
COHORTS_BEFORE = 4
MOST_SOURCES = 5
_HOURS: dict[Bin, int] = {"hour": 1, "day": 24}


@dataclass(frozen=True)
class Spells:
    """What was found in a campaign: its spikes, in bins of one kind from number `first` on."""

    counted: Counted
    bin: Bin
    first: int
    joins: Ints
    spikes: tuple[Spike, ...]
    missing: str = ""

    @cached_property
    def period(self) -> PeriodKind:
        return self.counted.period

    def period_of(self, number: int) -> int:
        """Give the report's period that a bin begins in, by the bin's number."""
        start = self.counted.calendar.start_of(self.bin, number)
        return self.counted.calendar.number_at(self.period, start)

    def day_of(self, number: int) -> int:
        """Give the day that a bin begins in, by the bin's number."""
        if self.bin == "day":
            return number
        return self.counted.calendar.number_at("day", self.counted.calendar.start_of(self.bin, number))

    def last_bin(self, spike: Spike) -> int:
        """Give the number of the last bin of a spike, or of the last there is while it goes on."""
        return self.first + len(self.joins) - 1 if spike.end is None else spike.end - 1

    def joins_of(self, spike: Spike) -> int:
        """Count all who joined from a spike's beginning to its end, or so far."""
        return int(self.joins[spike.start - self.first : self.last_bin(spike) - self.first + 1].sum())


def find(counted: Counted) -> Spells:
    """Look for spikes in all complete bins."""
    kind: Bin = "hour" if counted.complete("hour") <= MOST_HOURS else "day"
    first, _ = counted.periods(kind)
    complete = max(counted.last_complete(kind) - first + 1, 0)
    joins = counted.joins(kind)[0][:complete]
    cycle = HOURS_IN_CYCLE if kind == "hour" else DAYS_IN_CYCLE
    found = find_spikes(joins, cycle=cycle, first=first, of=PERIODS[kind].many)
    return Spells(counted, kind, first, joins, found.found, found.missing)


def tell_spikes(spells: Spells, inviters: Mapping[int, Sequence[Json]]) -> Json:
    """Tell of every spike: when, how large, where it came from, what it left behind."""
    counted, calendar = spells.counted, spells.counted.calendar
    told = []
    for spike in spells.spikes:
        low, high = spike.start, spells.last_bin(spike)
        sources = counted.joins_of_sources(spells.bin, low, high)
        most = sorted(sources.items(), key=lambda each: (-each[1], each[0]))[:MOST_SOURCES]
        half_life = _half_life_hours(spells, spike)
        told.append(
            {
                "start": written.moment(calendar.start_of(spells.bin, low)),
                "peak": written.moment(calendar.start_of(spells.bin, spike.peak)),
                "end": written.moment(calendar.end_of(spells.bin, high)) if spike.is_over else None,
                "is_over": spike.is_over,
                "joins": spells.joins_of(spike),
                "excess": written.number(spike.excess),
                "half_life_hours": written.number(half_life.value),
                "half_life_missing": half_life.missing,
                "sources": [{"name": counted.name_of_source(source), "joins": joins} for source, joins in most],
                "inviters": list(inviters.get(spike.start, ())),
                **_left_behind(spells, spike),
            }
        )
    return {
        "as_of": written.moment(counted.at),
        "time_zone": calendar.zone_name,
        "bin": spells.bin,
        "missing": spells.missing,
        "spikes": told,
    }


def _half_life_hours(spells: Spells, spike: Spike) -> Figure:
    """Give the half-life in hours, n being the joins of the spike; where it is over and they are enough."""
    n, needed = spells.joins_of(spike), spells.counted.settings.minimum
    if not spike.is_over:
        return Figure(None, n, missing=said("The spike is not over yet."))
    if n < needed:
        return Figure.lacking(said("joins in the spike"), n=n, needed=needed)
    if spike.half_life is None:
        return Figure(None, n, missing=said("No more than usual joined from the peak on, so there is no half of it."))
    return Figure(spike.half_life * _HOURS[spells.bin], n)


def _left_behind(spells: Spells, spike: Spike) -> Json:
    retained, lift = retention_of_spike(spells, spike)
    return {
        "retention": written.figure(retained),
        "retention_lift": written.figure(lift),
        "activity_after": written.figure(_activity_after(spells, spike)),
        "relaxation": _relaxation(spells, spike),
    }


def retention_of_spike(spells: Spells, spike: Spike) -> tuple[Figure, Figure]:
    """Give R1 of those whose first period is that of the peak, and how many times that of the four cohorts before."""
    counts = spells.counted.period_counts(spells.period)
    place = spells.period_of(spike.peak) - counts.first
    last = spells.counted.last_complete(spells.period) - counts.first
    if place + 1 > last:
        n = int(counts.new[place]) if 0 <= place < len(counts.new) else 0
        waiting = Figure(None, n, missing=_not_over(spells.period))
        return waiting, waiting
    before = slice(max(place - COHORTS_BEFORE, 0), place)
    came_back = compare_retention(
        size=int(counts.new[place]),
        retained=int(counts.first_time[place, 1]),
        size_before=int(counts.new[before].sum()),
        retained_before=int(counts.first_time[before, 1].sum()),
        minimum=spells.counted.settings.minimum,
    )
    return came_back.share, came_back.lift


def _not_over(period: str) -> str:
    match period:
        case "hour":
            return said("The hour after the spike is not over yet.")
        case "day":
            return said("The day after the spike is not over yet.")
        case "week":
            return said("The week after the spike is not over yet.")
    return said("The month after the spike is not over yet.")


def _activity_after(spells: Spells, spike: Spike) -> Figure:
    """Compare the days 28 to 56 after the peak with the 28 before it, in people active a day."""
    counted = spells.counted
    first, _ = counted.periods("day")
    active = counted.matrix(Count.PAIRS, "day")[:, 0]
    peak = counted.calendar.number_at("day", counted.calendar.start_of(spells.bin, spike.peak)) - first
    complete = counted.last_complete("day") - first + 1
    return activity_after(active[: max(complete, 0)], peak)


def _relaxation(spells: Spells, spike: Spike) -> Json:
    day = spells.day_of(spike.peak)
    low, high = spike.start, spells.last_bin(spike)
    # No day has more bins than this, not even where the clocks are set back.
    near = range(max(low, spike.peak - 2 * HOURS_IN_CYCLE), min(high, spike.peak + 2 * HOURS_IN_CYCLE) + 1)
    of_day = [number for number in near if spells.day_of(number) == day]
    made = relaxation(
        spells.joins,
        start=low - spells.first,
        peak=spike.peak - spells.first,
        end=high - spells.first,
        peak_day=(of_day[0] - spells.first, of_day[-1] - spells.first),
    )
    return {
        "exponent": written.figure(made.exponent),
        "peak_share": written.figure(made.peak_share),
        "likely_class": made.likely_class,
    }


def verdict_of(spells: Spells) -> Verdict:
    """Judge the campaign by the report's periods."""
    counted = spells.counted
    kind = spells.period
    cycle = lifecycle(counted.period_counts(kind), period=kind, last_complete=counted.last_complete(kind))
    complete = slice(cycle.complete)
    peaks = [
        Peak(*(max(spells.period_of(number) - cycle.first, 0) for number in (spike.start, spike.peak, last)))
        for spike, last in ((spike, spells.last_bin(spike)) for spike in spells.spikes)
    ]
    lift = retention_of_spike(spells, spells.spikes[-1])[1] if spells.spikes else None
    _, rewarded, _, _ = counted.rows(Count.REWARDS)
    # What was paid today lies behind the last complete day.
    since = max(counted.last_complete("day") - int(rewarded.max()), 0) if len(rewarded) else None
    course = Course(
        period=kind,
        active=cycle.active[complete],
        new=cycle.new[complete],
        resurrecting=cycle.resurrecting[complete],
        dormant=cycle.dormant[complete],
        people=counted.ever_active,
        spikes=peaks,
        days_since_incentive=since,
        observation_days=counted.settings.observation_days,
        **({} if lift is None else {"lift": lift}),
    )
    return judge(course)


def tell_verdict(spells: Spells) -> Json:
    made = verdict_of(spells)
    return {
        "verdict": made.verdict,
        "sustained": made.sustained,
        "reasons": list(made.reasons),
        "numbers": {name: written.number(value) for name, value in made.numbers.items()},
    }


def alert_spikes(spells: Spells) -> tuple[AlertSpike, ...]:
    """Give the spikes as the rules of alerts look at them."""
    counted = spells.counted
    told = []
    for spike in spells.spikes:
        sources = counted.joins_of_sources(spells.bin, spike.start, spells.last_bin(spike))
        most = max(sources, key=lambda source: (sources[source], -source), default=None)
        retained, lift = retention_of_spike(spells, spike)
        told.append(
            AlertSpike(
                began=counted.calendar.start_of(spells.bin, spike.start),
                is_over=spike.is_over,
                events=spike.count,
                expected=spike.expected,
                source="" if most is None else counted.say_source(most),
                lift=lift,
                people=retained.n,
                bin=spells.bin,
            )
        )
    return tuple(told)
