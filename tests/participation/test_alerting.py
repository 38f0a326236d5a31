"""Alerts: once each, cleared by a wider margin, and nothing in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.participation.alerting import (
    KINDS,
    Facts,
    Goal,
    Source,
    Spike,
    judge,
)
from campaigns.participation.figures import Figure

NOW = datetime(2026, 11, 28, 16, 20)  # noqa: DTZ001 (on the campaign's clocks)
BEGAN = datetime(2026, 11, 28, 14)  # noqa: DTZ001
UNKNOWN = Figure.lacking("people", n=3, needed=30)


def facts(**what: object) -> Facts:
    return Facts(now=NOW, **what)  # type: ignore[arg-type]


def spike(*, after: timedelta = timedelta(0), is_over: bool = False, lift: Figure | None = None) -> Spike:
    return Spike(BEGAN + after, is_over, 84, 6.2, "the link Poster", lift, people=640)


def goal(probability: float) -> Goal:
    return Goal("participants", "500 participants by 12 December", Figure(probability, 1_000))


def one_source(joins: int, of: int) -> Facts:
    return facts(joins=of, sources=(Source("branch", 7, "Alice", joins),))


def told(given_facts: Facts, *open_keys: str) -> tuple[list[str], list[str]]:
    raised, cleared = judge(given_facts, frozenset(open_keys))
    return [alert.key for alert in raised], list(cleared)


numbers = st.floats(0, 2)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    if draw(st.booleans()):
        return UNKNOWN
    low, value, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    return Figure(value, 50, low, high)


spikes = st.builds(
    Spike,
    began=st.integers(0, 60).map(lambda hours: BEGAN + timedelta(hours=hours)),
    is_over=st.booleans(),
    events=st.integers(1, 500),
    expected=st.floats(0, 50),
    source=st.sampled_from(["", "the link Poster"]),
    lift=st.none() | figures(),
    people=st.integers(0, 500),
    bin=st.sampled_from(["hour", "day"]),
)
sources = st.builds(
    Source,
    kind=st.sampled_from(["branch", "link"]),
    id=st.integers(1, 3),
    name=st.sampled_from(["", "Alice"]),
    joins=st.integers(0, 60),
)
goals = st.builds(
    Goal,
    id=st.sampled_from(["participants", "objectives"]),
    words=st.just("it"),
    probability=st.just(UNKNOWN) | st.builds(Figure, value=st.floats(0, 1), n=st.just(99)),
)
any_facts = st.builds(
    Facts,
    now=st.integers(0, 5).map(lambda days: NOW + timedelta(days=days)),
    spikes=st.none() | st.lists(spikes, max_size=4).map(tuple),
    reproduction=st.none() | figures(),
    joins=st.integers(0, 100),
    sources=st.none() | st.lists(sources, max_size=4, unique_by=lambda each: (each.kind, each.id)).map(tuple),
    goals=st.none() | st.lists(goals, max_size=2, unique_by=lambda each: each.id).map(tuple),
)


@given(history=st.lists(any_facts, min_size=1, max_size=6))
def test_judging_again_with_the_same_facts_changes_nothing(history: list[Facts]) -> None:
    open_keys: set[str] = {"something_else/2026-11-28"}
    for each in history:
        raised, cleared = judge(each, frozenset(open_keys))
        keys = [alert.key for alert in raised]
        assert len(set(keys)) == len(keys)
        assert len(set(cleared)) == len(cleared)
        assert set(cleared) <= open_keys
        assert not set(keys) & open_keys
        assert all(alert.key.split("/")[0] == alert.kind in KINDS for alert in raised)
        assert all(alert.sentence.endswith(".") for alert in raised)
        open_keys = (open_keys - set(cleared)) | set(keys)
        assert judge(each, frozenset(open_keys)) == ((), ())
    assert "something_else/2026-11-28" in open_keys


OPEN = (
    "reproduction_below_one/2026-11-20",
    "spike_retention_lower/2026-11-28T14",
    "growth_concentrated/branch-7/2026-11-20",
    "goal_reached_likely/participants/2026-11-20",
    "goal_missed_likely/participants/2026-11-20",
)


@given(
    mean=st.floats(0.5, 0.999),
    high=st.floats(1, 1.05),
    joins=st.integers(30, 500),
    share=st.floats(0.4, 0.5),
    open_keys=st.sets(st.sampled_from(OPEN[:3])),
)
def test_nothing_flaps_inside_the_bands(
    mean: float, high: float, joins: int, share: float, open_keys: set[str]
) -> None:
    figure = Figure(mean, 90, mean / 2, high)
    its_joins = int(share * joins)
    inside = facts(
        reproduction=figure,
        spikes=(spike(is_over=True, lift=figure),),
        joins=joins,
        sources=(Source("branch", 7, "Alice", its_joins if 100 * its_joins >= 40 * joins else its_joins + 1),),
    )
    assert told(inside, *open_keys) == ([], [])


@given(probability=st.floats(0.7, 0.8, exclude_min=True, exclude_max=True), is_open=st.booleans())
def test_goals_do_not_flap_either(probability: float, is_open: bool) -> None:
    assert told(facts(goals=(goal(probability),)), *OPEN[3:4] * is_open) == ([], [])
    assert told(facts(goals=(goal(1 - probability),)), *OPEN[4:5] * is_open) == ([], [])


def test_every_kind_and_its_sentence() -> None:
    lower = Figure(0.48, 312, 0.35, 0.66)
    everything = facts(
        spikes=(spike(lift=lower),),
        reproduction=Figure(0.714, 120, 0.55, 0.904),
        joins=80,
        sources=(Source("branch", 7, "Alice", 46), Source("link", 3, "", 41), Source("link", 4, "Poster", 40)),
        goals=(goal(0.86), Goal("objectives", "all objectives by 12 December", Figure(0.04, 1_000))),
    )
    raised, cleared = judge(everything, frozenset())
    assert {alert.key: alert.sentence for alert in raised} == {
        "spike_began/2026-11-28T14": (
            "A spike began on 28 November 2026, 14:00: 84 in that hour, where about 6.2 were to be expected."
            " Most came through the link Poster."
        ),
        "reproduction_below_one/2026-11-28": (
            "Each person who joins now brings in 0.71 (95 % interval 0.55 to 0.90) others: recruiting does not keep"
            " itself up."
        ),
        "spike_retention_lower/2026-11-28T14": (
            "Of those who came with the spike of 28 November 2026, 14:00, 0.48 (95 % interval 0.35 to 0.66) times as"
            " many stay as of those who came before it; 640 people came with it."
        ),
        "growth_concentrated/branch-7/2026-11-28": (
            "The branch of Alice brought 46 of the 80 people who joined in the last 7 days (57 %)."
        ),
        "growth_concentrated/link-3/2026-11-28": (
            "One link brought 41 of the 80 people who joined in the last 7 days (51 %)."
        ),
        "goal_reached_likely/participants/2026-11-28": (
            "As things go the campaign will probably reach 500 participants by 12 December: the probability is 86 %."
        ),
        "goal_missed_likely/objectives/2026-11-28": (
            "As things go the campaign will probably not reach all objectives by 12 December: the probability is 4 %."
        ),
    }
    assert {alert.kind for alert in raised} == set(KINDS)
    assert raised[1].numbers == {"reproduction": 0.714, "reproduction_low": 0.55, "reproduction_high": 0.904, "n": 120}
    assert cleared == ()


@pytest.mark.parametrize(
    ("figure", "raised", "cleared"),
    [
        (Figure(0.9, 50, 0.8, 0.99), True, False),
        (Figure(0.9, 50, 0.8, 1.0), False, False),
        (Figure(0.99, 50, 0.8, 1.05), False, False),
        (Figure(0.99, 50, 0.8, 1.06), False, True),
        (Figure(1.0, 50, 0.98, 1.02), False, True),
        (UNKNOWN, False, False),
    ],
)
def test_reproduction(figure: Figure, raised: bool, cleared: bool) -> None:
    assert told(facts(reproduction=figure))[0] == ["reproduction_below_one/2026-11-28"] * raised
    assert told(facts(reproduction=figure), OPEN[0]) == ([], [OPEN[0]] * cleared)
    assert told(facts(spikes=(spike(is_over=True, lift=figure),)))[0] == [OPEN[1]] * raised
    assert told(facts(spikes=(spike(is_over=True, lift=figure),)), OPEN[1]) == ([], [OPEN[1]] * cleared)


@pytest.mark.parametrize(
    ("joins", "of", "raised", "cleared"),
    [
        (16, 30, True, False),
        (15, 30, False, False),
        (29, 29, False, False),
        (12, 30, False, False),
        (11, 30, False, True),
        (0, 0, False, True),
        (1, 3, False, True),
    ],
)
def test_growth(joins: int, of: int, raised: bool, cleared: bool) -> None:
    assert told(one_source(joins, of))[0] == ["growth_concentrated/branch-7/2026-11-28"] * raised
    assert told(one_source(joins, of), OPEN[2]) == ([], [OPEN[2]] * cleared)


@pytest.mark.parametrize(
    ("probability", "reached", "missed", "no_longer_reached", "no_longer_missed"),
    [
        (0.8, True, False, False, True),
        (0.79, False, False, False, True),
        (0.7, False, False, True, True),
        (0.3, False, False, True, True),
        (0.21, False, False, True, False),
        (0.2, False, True, True, False),
    ],
)
def test_goals(
    probability: float, reached: bool, missed: bool, no_longer_reached: bool, no_longer_missed: bool
) -> None:
    now = facts(goals=(goal(probability),))
    assert told(now)[0] == (
        ["goal_reached_likely/participants/2026-11-28"] * reached
        + ["goal_missed_likely/participants/2026-11-28"] * missed
    )
    assert told(now, OPEN[3])[1] == [OPEN[3]] * no_longer_reached
    assert told(now, OPEN[4])[1] == [OPEN[4]] * no_longer_missed


def test_a_spike_is_told_of_once_although_late_events_move_its_beginning() -> None:
    key = "spike_began/2026-11-28T14"
    assert told(facts(spikes=(spike(),))) == ([key], [])
    moved = facts(spikes=(spike(after=timedelta(hours=-3)),))
    assert told(moved, key) == ([], [])
    assert told(facts(spikes=(spike(is_over=True),)), key) == ([], [key])
    assert told(facts(spikes=(spike(is_over=True),))) == ([], [])
    next_day = facts(spikes=(spike(is_over=True), spike(after=timedelta(hours=24))))
    assert told(next_day, key) == (["spike_began/2026-11-29T14"], [key])


def test_a_spike_by_days_is_told_of_by_its_day() -> None:
    midnight = Spike(datetime(2026, 11, 28), False, 840, 62.4, "", Figure(0.48, 31, 0.35, 0.66), 640, "day")  # noqa: DTZ001
    began, lower = judge(facts(spikes=(midnight,)), frozenset()).raised
    assert began.sentence == ("A spike began on 28 November 2026: 840 on that day, where about 62 were to be expected.")
    assert lower.sentence == (
        "Of those who came with the spike of 28 November 2026, 0.48 (95 % interval 0.35 to 0.66) times as many stay as"
        " of those who came before it; 640 people came with it."
    )
    assert (lower.numbers["n"], lower.numbers["people"]) == (31, 640)


def test_what_is_not_looked_at_stays_and_what_is_gone_is_cleared() -> None:
    everything = (*OPEN, "spike_began/2026-11-28T14")
    assert told(facts(), *everything) == ([], [])
    assert set(told(facts(spikes=(), joins=50, sources=(), goals=()), *everything)[1]) == set(everything) - {OPEN[0]}


def test_a_key_that_cannot_be_read_is_cleared() -> None:
    assert told(facts(spikes=(spike(),)), "spike_began/then") == (["spike_began/2026-11-28T14"], ["spike_began/then"])


def test_a_name_with_a_slash_is_one_subject() -> None:
    link = replace(one_source(20, 30), sources=(Source("link", "a/b", "Poster", 20),))
    keys, _ = told(link)
    assert keys == ["growth_concentrated/link-a/b/2026-11-28"]
    assert told(link, *keys) == ([], [])
