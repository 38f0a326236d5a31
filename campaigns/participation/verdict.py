"""Verdict: is it a spike or a movement? A word, the reasons for it in sentences, and the numbers behind them. PURE.

Nouns: a *course* is what is known of a campaign by complete periods; a *peak* is one of its spikes. The verdict is the
first row of the table that holds:

    not enough data   fewer than 8 complete periods, or fewer than 30 people ever active
    spike             a spike peaked within the last 8 periods, a < ½ · top and a < 1.2 · pre
    growing           a ≥ 1.1 · b, and new + resurrecting > dormant in at least 3 of the last 4 periods
    holding           0.9 · b ≤ a < 1.1 · b, or a ≥ 1.1 · b and that in 2 of the last 4 periods
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
from campaigns.participation.wording import PERIODS, Noun, change, form, percent, plain, ratio, shortest
from campaigns.saying import all_of, said, said_of, small

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
    lift: Figure = field(
        default_factory=lambda: Figure(None, 0, missing=said("There is no spike whose cohort to follow."))
    )
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
    if a.is_below(9, b):
        word = "fading"
    elif a.is_below(11, b):
        word = "holding"
    elif grew >= GROWING_PERIODS:
        word = "growing"
    else:
        # More are active than before: whether fewer will be, most of the last periods say, or they do not agree.
        word = "fading" if SPAN - grew >= GROWING_PERIODS else "holding"
    reasons = [_level(course.noun, a, b), _growth(course.noun, grew)]
    sustained = False
    if word != "fading" and course.last_spike is not None:
        sustained, more = _sustained(course, course.last_spike, pre, numbers)
        reasons += more
    if any(spike.peak >= size for spike in course.spikes):
        reasons.append(said("A spike is under way; what it leaves behind will be seen later."))
    return Verdict(word, sustained, tuple(reasons), numbers)


def _lacking(course: Course) -> Iterator[str]:
    size, noun = int(course.active.size), course.noun
    if size < ENOUGH_COMPLETE:
        yield all_of(
            [
                said("It takes %(needed)s complete %(periods)s to tell.", needed=ENOUGH_COMPLETE, periods=noun.many),
                said_of(size, "There is %(there)s so far.", "There are %(there)s so far.", there=noun.counted(size))
                if size
                else said("There is none so far."),
            ]
        )
    if course.people < MINIMUM_N:
        people = course.people
        yield all_of(
            [
                said("It takes %(needed)s people who were ever active to tell.", needed=MINIMUM_N),
                said_of(people, "So far %(n)s person was.", "So far %(n)s people were.")
                if people
                else said("So far nobody was."),
            ]
        )


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
    lately = {"lately": _four(noun)}
    if not a.people:
        if not b.people:
            return said("Nobody was active over %(lately)s; in the four before nobody was either.", **lately)
        return said(
            "Nobody was active over %(lately)s; in the four before %(before)s on average.",
            **lately,
            before=_active(b, noun),
        )
    now = {**lately, "now": _active(a, noun)}
    if not b.people:
        return said("On average %(now)s over %(lately)s, and nobody in the four before.", **now)
    if a.people == b.people:
        return said("On average %(now)s over %(lately)s, as many as in the four before.", **now)
    return said(
        "On average %(now)s over %(lately)s, %(change)s than in the four before (%(before)s).",
        **now,
        change=change(a.people, b.people),
        before=plain(b.mean),
    )


def _growth(noun: Noun, grew: int) -> str:
    """Say in how many of the last four periods more came than left."""
    these = _these_four(noun)
    if noun.name == "day":
        return (
            said("On none of %(these)s more people came or came back than fell silent.", these=these),
            said("On one of %(these)s more people came or came back than fell silent.", these=these),
            said("On two of %(these)s more people came or came back than fell silent.", these=these),
            said("On three of %(these)s more people came or came back than fell silent.", these=these),
            said("On each of %(these)s more people came or came back than fell silent.", these=these),
        )[grew]
    return (
        said("In none of %(these)s more people came or came back than fell silent.", these=these),
        said("In one of %(these)s more people came or came back than fell silent.", these=these),
        said("In two of %(these)s more people came or came back than fell silent.", these=these),
        said("In three of %(these)s more people came or came back than fell silent.", these=these),
        said("In each of %(these)s more people came or came back than fell silent.", these=these),
    )[grew]


def _why_spike(course: Course, a: _Sum, top: int, pre: _Sum | None) -> Iterator[str]:
    noun = course.noun
    ago = int(course.active.size) - max(_recent(course), key=lambda spike: _top(course, spike)).peak
    when = (
        said("%(ago)s before %(last)s", ago=noun.counted(ago - 1), last=_last(noun)) if ago > 1 else _in_the_last(noun)
    )
    yield said("A spike peaked %(when)s: %(people)s.", when=when, people=_were_active(_Sum(top, 1), _in_its_best(noun)))
    if a.people:
        yield said(
            "Over %(lately)s %(now)s on average, %(part)s of that.",
            lately=_four(noun),
            now=_active(a, noun),
            part=percent(a.mean / top, mark=0.5),
        )
    else:
        yield said("Over %(lately)s nobody was active any more.", lately=_four(noun))
    if pre is None:
        yield said("It began with the campaign, so there is nothing before it to compare with.")
        return
    before = _active(pre, noun)
    after, base = a.people * pre.periods, pre.people * a.periods
    if after == base:
        yield said(
            "Before it began %(before)s; now it is as many, and it takes 20 %% more to say that it left something"
            " behind.",
            before=before,
        )
    else:
        yield said(
            "Before it began %(before)s; now it is %(change)s, and it takes 20 %% more to say that it left something"
            " behind.",
            before=before,
            change=change(after, base),
        )


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
        return False, [said("Not called sustained yet: %(what)s", what=small(text)) for text in lacks]
    return True, met


def _level_after(course: Course, spike: Peak, pre: _Sum | None, numbers: Numbers) -> tuple[bool, str]:
    noun, (first, last) = course.noun, AFTER
    size = int(course.active.size)
    if pre is None:
        return False, said("The last spike began with the campaign, so there is no level before it to compare with.")
    if spike.peak + last >= size:
        return False, said(
            "%(waits)s more must go by, up to the %(last)sth %(period)s after the last spike.",
            waits=noun.counted(spike.peak + last + 1 - size),
            last=last,
            period=noun.one,
        )
    after = _sum(course.active, spike.peak + first, spike.peak + last + 1)
    numbers["after_spike"] = round(after.mean, 4)
    holds = after.people > 0 and not after.is_below(12, pre)
    told = said(
        "%(now)s %(first)s to %(last)s %(periods)s after the last spike, %(compared)s",
        now=_active(after, noun),
        first=first,
        last=last,
        periods=noun.many,
        compared=_compared(after, pre),
    )
    return holds, said("%(told)s.", told=told) if holds else said("%(told)s, and it takes 20 %% more.", told=told)


def _compared(after: _Sum, pre: _Sum) -> str:
    scaled, base = after.people * pre.periods, pre.people * after.periods
    if not base:
        return said("after nobody before it")
    if scaled == base:
        return said("as many as before it")
    return said("%(change)s than before it (%(before)s)", change=change(scaled, base), before=plain(pre.mean))


def _lift(lift: Figure, numbers: Numbers) -> tuple[bool, str]:
    if lift.value is None:
        return False, lift.missing
    numbers["lift"] = round(lift.value, 4)
    times = ratio(lift.value, mark=LIFT_NEEDED)
    if lift.value >= LIFT_NEEDED:
        return True, said(
            "Of those who came with the last spike %(times)s times as many stay as of those before them.", times=times
        )
    return False, said(
        "Of those who came with the last spike %(times)s times as many stay as of those before them, and it takes"
        " %(needed)s.",
        times=times,
        needed=shortest(LIFT_NEEDED),
    )


def _incentive(course: Course) -> tuple[bool, str]:
    days, window = course.days_since_incentive, course.observation_days
    day = PERIODS["day"]
    if days is None:
        return True, said("No incentive was paid that it could rest on.")
    ago = day.counted(int(days))
    if days < window:
        return False, said(
            "The last incentive was %(days)s ago, and %(window)s must go by.", days=ago, window=day.counted(window)
        )
    return True, said("The last incentive was %(days)s ago.", days=ago)


def _active(sum_of: _Sum, noun: Noun) -> str:
    """Say a mean: "212 people were active a week", "1 person was active a week", "nobody was active a week"."""
    return _were_active(sum_of, _each(noun))


def _were_active(sum_of: _Sum, when: str) -> str:
    if not sum_of.people:
        return said("nobody was active %(when)s", when=when)
    mean = sum_of.mean
    return said_of(
        form(mean), "%(n)s person was active %(when)s", "%(n)s people were active %(when)s", n=plain(mean), when=when
    )


def _each(noun: Noun) -> str:
    return {"hour": said("an hour"), "day": said("a day"), "week": said("a week"), "month": said("a month")}[noun.name]


def _four(noun: Noun) -> str:
    return {
        "hour": said("the last four hours"),
        "day": said("the last four days"),
        "week": said("the last four weeks"),
        "month": said("the last four months"),
    }[noun.name]


def _these_four(noun: Noun) -> str:
    return {
        "hour": said("these four hours"),
        "day": said("these four days"),
        "week": said("these four weeks"),
        "month": said("these four months"),
    }[noun.name]


def _last(noun: Noun) -> str:
    return {
        "hour": said("the last complete hour"),
        "day": said("the last complete day"),
        "week": said("the last complete week"),
        "month": said("the last complete month"),
    }[noun.name]


def _in_the_last(noun: Noun) -> str:
    return {
        "hour": said("in the last complete hour"),
        "day": said("on the last complete day"),
        "week": said("in the last complete week"),
        "month": said("in the last complete month"),
    }[noun.name]


def _in_its_best(noun: Noun) -> str:
    return {
        "hour": said("in its best hour"),
        "day": said("on its best day"),
        "week": said("in its best week"),
        "month": said("in its best month"),
    }[noun.name]
