"""Alerting: what an organizer is told of, once each, and when it is over. PURE.

Nouns: an *alert* has a key that says what it is about and since when, as `spike_began/2026-11-28T14`. It is *raised*
when its rule holds and none about the same is open, and *cleared* when things are well again by a wider margin: between
the two lies a band in which nothing changes, so that a number that wavers around a limit is told of once.

    kind                    raised when                                    cleared when
    spike_began             a spike that is not over                       it is over, or is none after all
    reproduction_below_one  the 95 % interval of R ends below 1            R ≥ 1, or its interval reaches beyond 1.05
    spike_retention_lower   the 95 % interval of the lift ends below 1     lift ≥ 1, its interval reaches beyond 1.05,
                                                                           or the spike is none after all
    growth_concentrated     a branch or a link brings more than 50 %       less than 40 %, or nobody joins any more
                            of at least 30 joins
    goal_reached_likely     its probability is at least 80 %               at most 70 %
    goal_missed_likely      its probability is at most 20 %                at least 30 %

A spike, a source or a goal that is no longer listed is cleared as well.

Late events may move the beginning of a spike, so one that begins within a day of an open alert's is the same.
Laws: judging again with the same facts raises and clears nothing; facts inside the bands raise and clear nothing.
What has no value yet, or is not looked at, neither raises nor clears.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from campaigns.participation.figures import Figure
from campaigns.participation.wording import PEOPLE, PERIODS, bin_at, percent, plain, ratio
from campaigns.saying import all_of, said

Numbers = dict[str, float | int | None]
SourceKind = Literal["branch", "link"]
Bin = Literal["hour", "day"]

SPIKE_BEGAN = "spike_began"
REPRODUCTION_BELOW_ONE = "reproduction_below_one"
SPIKE_RETENTION_LOWER = "spike_retention_lower"
GROWTH_CONCENTRATED = "growth_concentrated"
GOAL_REACHED_LIKELY = "goal_reached_likely"
GOAL_MISSED_LIKELY = "goal_missed_likely"
KINDS = (
    SPIKE_BEGAN,
    REPRODUCTION_BELOW_ONE,
    SPIKE_RETENTION_LOWER,
    GROWTH_CONCENTRATED,
    GOAL_REACHED_LIKELY,
    GOAL_MISSED_LIKELY,
)

ONE = 1.0
WELL_ABOVE_ONE = 1.05
MOST_OF_GROWTH_PERCENT = 50
LESS_OF_GROWTH_PERCENT = 40
JOINS_NEEDED = 30
LIKELY, NO_LONGER_LIKELY = 0.8, 0.7
UNLIKELY, NO_LONGER_UNLIKELY = 0.2, 0.3
SAME_SPIKE = timedelta(days=1)
_HOUR_LABEL = "%Y-%m-%dT%H"
_WITHIN: dict[Bin, str] = {"hour": said("in that hour"), "day": said("on that day")}


@dataclass(frozen=True, slots=True)
class Spike:
    """A spike by the bin, an hour or a day, in which it began on the campaign's clocks.

    `events` happened in that bin where about `expected` were to be expected; `source` names what brought most of
    them. `lift` is the retention of the `people` who came with it divided by that of those before, with its interval;
    its n is the smaller of the two groups.
    """

    began: datetime
    is_over: bool
    events: int
    expected: float
    source: str = ""
    lift: Figure | None = None
    people: int = 0
    bin: Bin = "hour"

    @property
    def label(self) -> str:
        return self.began.strftime(_HOUR_LABEL)

    @property
    def when(self) -> str:
        return bin_at(self.began, self.bin)


@dataclass(frozen=True, slots=True)
class Source:
    """What brings people in, and how many joined through it in the last window."""

    kind: SourceKind
    id: int | str
    name: str
    joins: int


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached and how probable that is; `words` follow "reach": "500 participants by 12 December"."""

    id: int | str
    words: str
    probability: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the rules look at; `now` is on the campaign's clocks, and `joins` are all of the last `window_days`.

    What is None is not looked at this time.
    """

    now: datetime
    spikes: tuple[Spike, ...] | None = None
    reproduction: Figure | None = None
    joins: int = 0
    sources: tuple[Source, ...] | None = None
    window_days: int = 7
    goals: tuple[Goal, ...] | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """Something to tell an organizer: its key, the sentence, and the numbers in it by name."""

    kind: str
    key: str
    sentence: str
    numbers: Numbers = field(default_factory=dict)


class Judgement(NamedTuple):
    """The alerts that are new, and the keys of those that are over."""

    raised: tuple[Alert, ...]
    cleared: tuple[str, ...]


def judge(facts: Facts, open_keys: Collection[str]) -> Judgement:
    """Apply every rule; `open_keys` are those raised and not cleared. Keys of other kinds are left alone."""
    raised: list[Alert] = []
    cleared: list[str] = []
    for kind, rule in _RULES.items():
        keys = sorted(key for key in open_keys if key.split("/", 1)[0] == kind)
        for one in rule(facts, keys):
            if isinstance(one, Alert):
                raised.append(one)
            else:
                cleared.append(one)
    return Judgement(tuple(raised), tuple(cleared))


Told = Iterator[Alert | str]
"""An alert to raise, or a key to clear."""


def _spike_began(facts: Facts, keys: list[str]) -> Told:
    if facts.spikes is None:
        return
    running = sorted((spike for spike in facts.spikes if not spike.is_over), key=lambda spike: spike.began)
    yield from (key for key in keys if not _same(key, running))
    told = list(keys)
    for spike in running:
        if any(_same(key, [spike]) for key in told):
            continue
        key = f"{SPIKE_BEGAN}/{spike.label}"
        told.append(key)
        told_of = [
            said(
                "A spike began on %(when)s: %(n)s %(within)s, where about %(expected)s were to be expected.",
                when=spike.when,
                n=plain(spike.events),
                within=_WITHIN[spike.bin],
                expected=plain(spike.expected),
            )
        ]
        if spike.source:
            told_of.append(said("Most came through %(source)s.", source=spike.source))
        yield Alert(
            SPIKE_BEGAN,
            key,
            all_of(told_of),
            {"events": spike.events, "expected": round(spike.expected, 4)},
        )


def _spike_retention_lower(facts: Facts, keys: list[str]) -> Told:
    if facts.spikes is None:
        return
    low = [spike for spike in facts.spikes if not _is_well(spike.lift)]
    yield from (key for key in keys if not _same(key, low))
    told = list(keys)
    for spike in sorted(low, key=lambda spike: spike.began):
        lift = spike.lift
        if lift is None or not _is_below_one(lift) or any(_same(key, [spike]) for key in told):
            continue
        key = f"{SPIKE_RETENTION_LOWER}/{spike.label}"
        told.append(key)
        yield Alert(
            SPIKE_RETENTION_LOWER,
            key,
            said(
                "Of those who came with the spike of %(when)s, %(times)s times as many stay as of those who came before"
                " it; %(people)s came with it.",
                when=spike.when,
                times=_with_interval(lift),
                people=PEOPLE.counted(spike.people),
            ),
            {**_numbers("lift", lift), "people": spike.people},
        )


def _reproduction_below_one(facts: Facts, keys: list[str]) -> Told:
    figure = facts.reproduction
    if figure is None:
        return
    if keys and figure.value is not None and _is_well(figure):
        yield from keys
    elif not keys and _is_below_one(figure):
        yield Alert(
            REPRODUCTION_BELOW_ONE,
            f"{REPRODUCTION_BELOW_ONE}/{_day(facts)}",
            said(
                "Each person who joins now brings in %(r)s others: recruiting does not keep itself up.",
                r=_with_interval(figure),
            ),
            _numbers("reproduction", figure),
        )


def _growth_concentrated(facts: Facts, keys: list[str]) -> Told:
    if facts.sources is None:
        return
    told: dict[str, list[str]] = {}
    for key in keys:
        told.setdefault(_subject(key), []).append(key)
    joins_of = {f"{source.kind}-{source.id}": source.joins for source in facts.sources}
    for subject, its_keys in told.items():
        joins = joins_of.get(subject, 0)
        if facts.joins == 0 or 100 * joins < LESS_OF_GROWTH_PERCENT * facts.joins:
            yield from its_keys
    if facts.joins < JOINS_NEEDED:
        return
    for source in facts.sources:
        subject = f"{source.kind}-{source.id}"
        if subject in told or 100 * source.joins <= MOST_OF_GROWTH_PERCENT * facts.joins:
            continue
        share = source.joins / facts.joins
        yield Alert(
            GROWTH_CONCENTRATED,
            f"{GROWTH_CONCENTRATED}/{subject}/{_day(facts)}",
            said(
                "%(source)s brought %(joins)s of the %(all)s people who joined in the last %(days)s (%(share)s).",
                source=_source(source),
                joins=source.joins,
                all=facts.joins,
                days=PERIODS["day"].counted(facts.window_days),
                share=percent(share, mark=MOST_OF_GROWTH_PERCENT / 100),
            ),
            {"joins": source.joins, "all_joins": facts.joins, "share": round(share, 4)},
        )


def _goal_reached_likely(facts: Facts, keys: list[str]) -> Told:
    yield from _no_longer_listed(facts, keys)
    for goal, probability, its_keys in _goals(facts, keys):
        if its_keys and probability <= NO_LONGER_LIKELY:
            yield from its_keys
        elif not its_keys and probability >= LIKELY:
            yield _about_goal(GOAL_REACHED_LIKELY, facts, goal, probability)


def _goal_missed_likely(facts: Facts, keys: list[str]) -> Told:
    yield from _no_longer_listed(facts, keys)
    for goal, probability, its_keys in _goals(facts, keys):
        if its_keys and probability >= NO_LONGER_UNLIKELY:
            yield from its_keys
        elif not its_keys and probability <= UNLIKELY:
            yield _about_goal(GOAL_MISSED_LIKELY, facts, goal, probability)


_RULES = {
    SPIKE_BEGAN: _spike_began,
    REPRODUCTION_BELOW_ONE: _reproduction_below_one,
    SPIKE_RETENTION_LOWER: _spike_retention_lower,
    GROWTH_CONCENTRATED: _growth_concentrated,
    GOAL_REACHED_LIKELY: _goal_reached_likely,
    GOAL_MISSED_LIKELY: _goal_missed_likely,
}


def _no_longer_listed(facts: Facts, keys: list[str]) -> Iterator[str]:
    if facts.goals is not None:
        listed = {str(goal.id) for goal in facts.goals}
        yield from (key for key in keys if _subject(key) not in listed)


def _goals(facts: Facts, keys: list[str]) -> Iterator[tuple[Goal, float, list[str]]]:
    """Go through the goals whose probability is known, each with the keys that are open about it."""
    for goal in facts.goals or ():
        if goal.probability.value is not None:
            yield goal, goal.probability.value, [key for key in keys if _subject(key) == str(goal.id)]


def _source(source: Source) -> str:
    if not source.name:
        return said("One branch") if source.kind == "branch" else said("One link")
    if source.kind == "branch":
        return said("The branch of %(name)s", name=source.name)
    return said("The link called %(name)s", name=source.name)


def say_goal(kind: str, goal: str, probability: float) -> str:
    """Say how a goal stands; `goal` follows "reach": "500 participants by 12 December"."""
    told = {"goal": goal, "probability": percent(probability)}
    if kind == GOAL_REACHED_LIKELY:
        return said(
            "As things go the campaign will probably reach %(goal)s: the probability is %(probability)s.", **told
        )
    return said(
        "As things go the campaign will probably not reach %(goal)s: the probability is %(probability)s.", **told
    )


def _about_goal(kind: str, facts: Facts, goal: Goal, probability: float) -> Alert:
    return Alert(
        kind,
        f"{kind}/{goal.id}/{_day(facts)}",
        say_goal(kind, goal.words, probability),
        _numbers("probability", goal.probability),
    )


def _is_below_one(figure: Figure) -> bool:
    return figure.value is not None and figure.high is not None and figure.value < ONE and figure.high < ONE


def _is_well(figure: Figure | None) -> bool:
    """Say whether a number is known to have recovered; one that is not known has not."""
    if figure is None or figure.value is None:
        return False
    return figure.value >= ONE or (figure.high is not None and figure.high > WELL_ABOVE_ONE)


def _same(key: str, spikes: Iterable[Spike]) -> bool:
    """Say whether a key is about one of these spikes."""
    try:
        began = datetime.strptime(key.split("/", 1)[-1], _HOUR_LABEL)  # noqa: DTZ007 (the campaign's clocks)
    except ValueError:
        return False
    return any(abs(spike.began.replace(tzinfo=None) - began) < SAME_SPIKE for spike in spikes)


def _subject(key: str) -> str:
    """Take what a key is about from between its kind and its day."""
    return key.split("/", 1)[-1].rpartition("/")[0]


def _day(facts: Facts) -> str:
    return facts.now.strftime("%Y-%m-%d")


def _with_interval(figure: Figure) -> str:
    assert figure.value is not None  # noqa: S101 (a rule has looked)
    if figure.low is None or figure.high is None:
        return ratio(figure.value)
    return said(
        "%(value)s (95 %% interval %(low)s to %(high)s)",
        value=ratio(figure.value),
        low=ratio(figure.low),
        high=ratio(figure.high),
    )


def _numbers(name: str, figure: Figure) -> Numbers:
    rounded = {"": figure.value, "_low": figure.low, "_high": figure.high}
    numbers: Numbers = {name + end: None if value is None else round(value, 4) for end, value in rounded.items()}
    return {**numbers, "n": figure.n}
