"""Verdict: is it a spike or a movement? A word, the reasons for it in sentences, and the numbers behind them. PURE.

Nouns: a *course* is what is known of a campaign by complete periods; a *peak* is one of its spikes. The verdict is the
first row of the table that holds:

    not enough data   fewer than 8 complete periods, or fewer than 30 people ever active
    spike             a spike peaked within the last 8 periods, a < ½ · top and a < 1.2 · pre
    growing           a ≥ 1.1 · b, and new + resurrecting > dormant in at least 3 of the last 4 periods
    holding           0.9 · b ≤ a < 1.1 · b
    fading            otherwise

a and b are the mean numbers of people active per period over the last 4 complete periods and over the 4 before them,
`pre` the same over the 4 before the last spike began, `top` the people active in the best period of the highest of
the spikes that peaked within the last 8. A spike is one of joins, and those who come with it may do most a little
later: its best period is looked for from its beginning to its end, and to the period after its peak at least.
Everything is compared in whole numbers, so a boundary is where it stands.

Where a campaign has existed for fewer than 4 periods when the spike began, `pre` is the mean of those there are, from
the first with anybody active; where it began with the spike there is no `pre`, and the spike is judged by `top` alone:
what only ever was a burst was never anything else. A spike that has not peaked in a complete period is under way, and
is no reason for anything yet.

*Sustained* is said of what grows or holds, when periods +4 … +8 after the last spike's peak are over and average at
least 1.2 · pre, the retention lift of its cohort is at least 0.8, and the last incentive is longer ago than the
observation window.

Law: exactly one verdict for every course.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np

from campaigns.participation.figures import Figure
from campaigns.participation.periods import ENOUGH_COMPLETE, Ints
from campaigns.participation.shares import MINIMUM_N
from campaigns.participation.wording import PEOPLE, PERIODS, Noun, change, percent, plain, ratio, sentence, spelled

Word = Literal["not enough data", "spike", "growing", "holding", "fading"]
Numbers = dict[str, float | int | None]

RECENT = 8
SPAN = 4
GROWING_PERIODS = 3
AFTER = (4, 8)
LIFT_NEEDED = 0.8
OBSERVATION_DAYS = 28


class Peak(NamedTuple):
    """A spike of joins by the periods in which it began, peaked and had its last bin so far; 0 is the first."""

    start: int
    peak: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What the verdict is given from.

    `active`, `new`, `resurrecting` and `dormant` hold people by complete period, ascending without a gap; `dormant`
    may be counted below 0. `people` were ever active. `lift` is the retention of the last spike's cohort divided by
    that of the cohorts before it. `days_since_incentive` is None when there never was one. Raises ValueError for
    rows of different lengths and for a spike that peaks before it begins or after it ends.
    """

    period: str
    active: Ints
    new: Ints
    resurrecting: Ints
    dormant: Ints
    people: int
    spikes: Sequence[Peak] = ()
    lift: Figure = field(default_factory=lambda: Figure(None, 0, missing="There is no spike whose cohort to follow."))
    days_since_incentive: float | None = None
    observation_days: int = OBSERVATION_DAYS

    def __post_init__(self) -> None:
        rows = (self.active, self.new, self.resurrecting, self.dormant)
        if any(row.shape != self.active.shape or row.ndim != 1 for row in rows):
            raise ValueError("Active, new, resurrecting and dormant are four rows of one length.")
        if any(not spike.start <= spike.peak <= spike.end for spike in self.spikes):
            raise ValueError("A spike begins before it peaks, and peaks before it ends.")

    @property
    def noun(self) -> Noun:
        return PERIODS[self.period]

    @property
    def last_spike(self) -> Peak | None:
        """The spike that began last, of those that peaked in a complete period."""
        return max((spike for spike in self.spikes if spike.peak < self.active.size), default=None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The word, whether what the last spike left is sustained, why, and the numbers by name."""

    verdict: Word
    sustained: bool
    reasons: tuple[str, ...]
    numbers: Numbers


class _Sum(NamedTuple):
    """People summed over some periods, so that means are compared without dividing."""

    people: int
    periods: int

    @property
    def mean(self) -> float:
        return self.people / self.periods

    def is_below(self, tenths: int, other: _Sum) -> bool:
        """Say whether this mean is below `tenths` tenths of the other."""
        return 10 * self.people * other.periods < tenths * other.people * self.periods


def judge(course: Course) -> Verdict:
    """Give the verdict on a campaign."""
    lacking = tuple(_lacking(course))
    size = int(course.active.size)
    if lacking:
        return Verdict("not enough data", False, lacking, {"periods": size, "people": course.people})
    a, b = _sum(course.active, size - SPAN, size), _sum(course.active, size - 2 * SPAN, size - SPAN)
    grew = _periods_grown(course)
    pre = _before(course)
    top = max((_top(course, spike) for spike in _recent(course)), default=None)
    numbers: Numbers = {
        "periods": size,
        "people": course.people,
        "active": round(a.mean, 4),
        "active_before": round(b.mean, 4),
        "change": round(a.people / b.people - 1, 4) if b.people else None,
        "periods_grown": grew,
        "top": top,
        "before_spike": None if pre is None else round(pre.mean, 4),
    }
    if top is not None and a.is_below(5, _Sum(top, 1)) and (pre is None or a.is_below(12, pre)):
        return Verdict("spike", False, tuple(_why_spike(course, a, top, pre)), numbers)
    word: Word
    if not a.is_below(11, b) and grew >= GROWING_PERIODS:
        word = "growing"
    elif not a.is_below(9, b) and a.is_below(11, b):
        word = "holding"
    else:
        word = "fading"
    reasons = [_level(course.noun, a, b), _growth(course.noun, grew)]
    sustained = False
    if word != "fading" and course.last_spike is not None:
        sustained, more = _sustained(course, course.last_spike, pre, numbers)
        reasons += more
    if any(spike.peak >= size for spike in course.spikes):
        reasons.append("A spike is under way; what it leaves behind will be seen later.")
    return Verdict(word, sustained, tuple(reasons), numbers)


def _lacking(course: Course) -> Iterator[str]:
    size = int(course.active.size)
    if size < ENOUGH_COMPLETE:
        there = f"There {'is' if size == 1 else 'are'} {course.noun.counted(size)}" if size else "There is none"
        yield f"It takes {ENOUGH_COMPLETE} complete {course.noun.many} to tell. {there} so far."
    if course.people < MINIMUM_N:
        people = course.people
        were = f"{PEOPLE.counted(people)} {'was' if people == 1 else 'were'}" if people else "nobody was"
        yield f"It takes {MINIMUM_N} people who were ever active to tell. So far {were}."


def _sum(row: Ints, start: int, end: int) -> _Sum:
    return _Sum(int(row[max(start, 0) : end].sum()), end - max(start, 0))


def _periods_grown(course: Course) -> int:
    """Count the last four periods in which more people came or came back than fell silent."""
    gained = course.new[-SPAN:] + course.resurrecting[-SPAN:]
    return int((gained > np.abs(course.dormant[-SPAN:])).sum())


def _recent(course: Course) -> list[Peak]:
    size = int(course.active.size)
    return [spike for spike in course.spikes if size - RECENT <= spike.peak < size]


def _top(course: Course, spike: Peak) -> int:
    return int(course.active[max(spike.start, 0) : max(spike.end, spike.peak + 1) + 1].max())


def _before(course: Course) -> _Sum | None:
    """Sum the four periods before the last spike began, or as many as there are since anybody was active."""
    spike = course.last_spike
    begun = np.flatnonzero(course.active)
    if spike is None or not begun.size or spike.start <= begun[0]:
        return None
    return _sum(course.active, max(spike.start - SPAN, int(begun[0])), spike.start)


def _level(noun: Noun, a: _Sum, b: _Sum) -> str:
    """Say how many are active, and how that compares."""
    if not a.people:
        there = f"{_people(b)} active {_each(noun)} on average" if b.people else "nobody was either"
        return f"Nobody was active over the last {noun.spelled(SPAN)}; in the {spelled(SPAN)} before {there}."
    who = f"On average {_people(a)} active {_each(noun)} over the last {noun.spelled(SPAN)}"
    if not b.people:
        return f"{who}, and nobody in the {spelled(SPAN)} before."
    if a.people == b.people:
        return f"{who}, as many as in the {spelled(SPAN)} before."
    return f"{who}, {change(a.people, b.people)} than in the {spelled(SPAN)} before ({plain(b.mean)})."


def _growth(noun: Noun, grew: int) -> str:
    when = f"{_within(noun)} {'each' if grew == SPAN else spelled(grew)} of these {noun.spelled(SPAN)}"
    return f"{sentence(when)} more people came or came back than fell silent."


def _why_spike(course: Course, a: _Sum, top: int, pre: _Sum | None) -> Iterator[str]:
    noun = course.noun
    ago = int(course.active.size) - max(_recent(course), key=lambda spike: _top(course, spike)).peak
    within = _within(noun)
    last = f"the last complete {noun.one}"
    when = f"{noun.counted(ago - 1)} before {last}" if ago > 1 else f"{within} {last}"
    yield f"A spike peaked {when}: {_people(_Sum(top, 1))} active {within} its best {noun.one}."
    if a.people:
        part = percent(a.mean / top, mark=0.5)
        yield f"Over the last {noun.spelled(SPAN)} {_people(a)} active {_each(noun)} on average, {part} of that."
    else:
        yield f"Over the last {noun.spelled(SPAN)} nobody was active any more."
    if pre is None:
        yield "It began with the campaign, so there is nothing before it to compare with."
        return
    before = f"Before it began {_people(pre)} active {_each(noun)}"
    after, base = a.people * pre.periods, pre.people * a.periods
    now = "now it is as many" if after == base else f"now it is {change(after, base)}"
    yield f"{before}; {now}, and it takes 20 % more to say that it left something behind."


def _sustained(course: Course, spike: Peak, pre: _Sum | None, numbers: Numbers) -> tuple[bool, list[str]]:
    """Say whether the level after the last spike lasts, and either all that speaks for it or what it lacks."""
    met: list[str] = []
    lacks: list[str] = []
    for holds, text in (
        _level_after(course, spike, pre, numbers),
        _lift(course.lift, numbers),
        _incentive(course),
    ):
        (met if holds else lacks).append(text)
    if lacks:
        return False, [f"Not called sustained yet: {text}" for text in lacks]
    return True, [sentence(text) for text in met]


def _level_after(course: Course, spike: Peak, pre: _Sum | None, numbers: Numbers) -> tuple[bool, str]:
    noun, (first, last) = course.noun, AFTER
    size = int(course.active.size)
    if pre is None:
        return False, "the last spike began with the campaign, so there is no level before it to compare with."
    if spike.peak + last >= size:
        waits = noun.counted(spike.peak + last + 1 - size)
        return (
            False,
            f"{waits} more must go by, up to the {last}th {noun.one} after the last spike.",
        )
    after = _sum(course.active, spike.peak + first, spike.peak + last + 1)
    numbers["after_spike"] = round(after.mean, 4)
    holds = after.people > 0 and not after.is_below(12, pre)
    scaled, base = after.people * pre.periods, pre.people * after.periods
    if not base:
        compared = "after nobody before it"
    elif scaled == base:
        compared = "as many as before it"
    else:
        compared = f"{change(scaled, base)} than before it ({plain(pre.mean)})"
    wanted = "" if holds else ", and it takes 20 % more"
    who = f"{_people(after)} active {_each(noun)} {first} to {last} {noun.many} after the last spike"
    return holds, f"{who}, {compared}{wanted}."


def _lift(lift: Figure, numbers: Numbers) -> tuple[bool, str]:
    if lift.value is None:
        return False, lift.missing[:1].lower() + lift.missing[1:]
    numbers["lift"] = round(lift.value, 4)
    holds = lift.value >= LIFT_NEEDED
    wanted = "" if holds else f", and it takes {LIFT_NEEDED}"
    times = ratio(lift.value, mark=LIFT_NEEDED)
    stay = f"of those who came with the last spike {times} times as many stay as of those before them"
    return holds, f"{stay}{wanted}."


def _incentive(course: Course) -> tuple[bool, str]:
    days, window = course.days_since_incentive, course.observation_days
    day = PERIODS["day"]
    if days is None:
        return True, "no incentive was paid that it could rest on."
    if days < window:
        return False, f"the last incentive was {day.counted(int(days))} ago, and {day.counted(window)} must go by."
    return True, f"the last incentive was {day.counted(int(days))} ago."


def _people(sum_of: _Sum) -> str:
    """Say a mean with its verb: "212 people were", "1 person was", "nobody was"."""
    text = PEOPLE.counted(sum_of.mean) if sum_of.people else "nobody"
    return f"{text} {'was' if text in ('nobody', '1 person') else 'were'}"


def _within(noun: Noun) -> str:
    return "on" if noun.one == "day" else "in"


def _each(noun: Noun) -> str:
    return f"{'an' if noun.one == 'hour' else 'a'} {noun.one}"
