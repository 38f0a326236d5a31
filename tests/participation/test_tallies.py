"""Tallies are the same in whatever order and portions facts arrive, and count what a plain pass over people counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.participation.growing import Act, Source, grow
from campaigns.participation.periods import DAY_US, HOUR_US, Calendar
from campaigns.participation.states import Facts, Members, Newcomers, Rules, Runs, ints
from campaigns.participation.tallies import Count, Tallies, change_of, new_branches

START = 1_260_025_200_000_000
RULES = Rules(Calendar("America/New_York", START), gap_days=3, window_days=2, hours_until=START // HOUR_US + 24 * 8)


@dataclass
class Story:
    """People in order (inviter's number or None), when each joined, and acts (who, kind, when)."""

    inviters: list[int | None]
    joined: list[int]
    acts: list[tuple[int, int, int]]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    count = draw(st.integers(1, 14))
    inviters: list[int | None] = [None]
    joined = [START]
    for number in range(1, count):
        inviter = draw(st.none() | st.integers(0, number - 1))
        inviters.append(inviter)
        base = joined[inviter] if inviter is not None else START
        joined.append(base + draw(st.integers(1, 4 * 24)) * HOUR_US)
    act = st.tuples(
        st.integers(0, count - 1), st.sampled_from([Act.REPORT, Act.VOUCH, Act.CUSTOM]), st.integers(0, 40 * 24)
    )
    acts = [(who, int(kind), START + hours * HOUR_US) for who, kind, hours in draw(st.lists(act, max_size=40))]
    return Story(inviters, joined, acts)


def nobody() -> Members:
    empty = {field.name: ints([]) for field in fields(Members) if field.name not in ("days", "hours")}
    return Members(**empty, days=Runs.empty(0), hours=Runs.empty(0))


def newcomers_of(story: Story, numbers: list[int]) -> Newcomers:
    depth: list[int] = []
    for inviter in story.inviters:
        depth.append(0 if inviter is None else depth[inviter] + 1)
    return Newcomers(
        id=ints([n + 1 for n in numbers]),
        inviter=ints([(story.inviters[n] or 0) + 1 if story.inviters[n] is not None else 0 for n in numbers]),
        depth=ints([depth[n] for n in numbers]),
        joined_us=ints([story.joined[n] for n in numbers]),
        source=ints([Source.DIRECT if story.inviters[n] is None else Source.INVITED for n in numbers]),
    )


def facts_of(acts: list[tuple[int, int, int]]) -> Facts:
    return Facts(
        act_by=ints([who + 1 for who, _, _ in acts]),
        act_kind=ints([kind for _, kind, _ in acts]),
        act_us=ints([when for _, _, when in acts]),
        report_by=ints([who + 1 for who, kind, _ in acts if kind == Act.REPORT]),
        paid_to=ints([who + 1 for who, kind, _ in acts if kind == Act.VOUCH]),
        paid_minor=ints([7 for _, kind, _ in acts if kind == Act.VOUCH]),
    )


def told(story: Story, portions: list[tuple[list[int], list[tuple[int, int, int]]]]) -> Tallies:
    """Count people and acts portion by portion, everybody known being at hand each time."""
    members, parts = nobody(), []
    for numbers, acts in portions:
        facts = facts_of(acts)
        grown = grow(members, newcomers_of(story, numbers), facts, RULES)
        parts.append(change_of(grown, facts, RULES))
        members = grown.after
    return Tallies.summed(parts)


def rows(tallies: Tallies) -> list[tuple[int, ...]]:
    columns = (tallies.kind, tallies.g, tallies.a, tallies.b, tallies.n)
    return list(zip(*(column.tolist() for column in columns), strict=True))


@settings(max_examples=60)
@given(stories(), st.randoms(use_true_random=False))
def test_portions_and_order_change_nothing(story: Story, chance: np.random.Generator) -> None:
    everybody = list(range(len(story.inviters)))
    whole = told(story, [(everybody, story.acts)])
    acts = list(story.acts)
    chance.shuffle(acts)
    cut = len(everybody) // 2
    early = [act for act in acts if act[0] < max(cut, 1)]
    late = [act for act in acts if act[0] >= max(cut, 1)]
    portions = [(everybody[: max(cut, 1)], early[::2]), ([], early[1::2]), (everybody[max(cut, 1) :], late)]
    assert rows(told(story, portions)) == rows(whole)


@settings(max_examples=60)
@given(stories())
def test_counts_are_those_of_a_plain_pass(story: Story) -> None:
    tallies = told(story, [(list(range(len(story.inviters))), story.acts)])
    days: dict[int, set[int]] = {}

    def day(when: int) -> int:
        return int(RULES.calendar.days(ints([when]))[0])

    for number, inviter in enumerate(story.inviters):
        if inviter is not None:
            days.setdefault(inviter, set()).add(day(story.joined[number]))
    for who, _, when in story.acts:
        days.setdefault(who, set()).add(day(when))
    pairs = Counter((c, d - c) for run in days.values() for c in run for d in run if d >= c)
    first = Counter((min(run), d - min(run)) for run in days.values() for d in run)
    month: Counter[tuple[int, int]] = Counter()
    week: Counter[tuple[int, int]] = Counter()
    lapses: Counter[tuple[int, int]] = Counter()
    for run in days.values():
        for on in range(min(run), max(run) + 28):
            month[on, sum(on - 28 < d <= on for d in run)] += 1
            week[on, 0] += any(on - 7 < d <= on for d in run)
        ordered = sorted(run)
        last = next((d for d, e in pairwise(ordered) if e - d > RULES.gap_days), ordered[-1])
        lapses[ordered[0], last] += 1

    def counted(kind: int) -> Counter[tuple[int, int]]:
        return Counter({(a, b): n for k, _, a, b, n in rows(tallies) if k == kind})

    assert counted(Count.PAIRS + 1) == pairs
    assert counted(Count.FIRST + 1) == first
    assert counted(Count.ACTIVE_OF_28) == Counter({key: n for key, n in month.items() if key[1]})
    assert counted(Count.ACTIVE_OF_7) == +week
    assert counted(Count.SURVIVAL) == lapses
    recruits = Counter(inviter for inviter in story.inviters if inviter is not None)
    assert counted(Count.RECRUITS) == Counter((recruits[n], 0) for n in range(len(story.inviters)))


def test_distances_are_those_of_the_trees() -> None:
    """A path of four: distances 1+1+1+2+2+3 over six pairs."""
    story = Story([None, 0, 1, 2], [START + n * HOUR_US for n in range(4)], [])
    counts = {(k, b): n for k, _, _, b, n in rows(told(story, [([0, 1], []), ([2, 3], [])]))}
    assert (counts[Count.DISTANCES, 0], counts[Count.DISTANCES, 1]) == (10, 6)


@pytest.mark.parametrize("size", [29, 30])
def test_a_branch_is_told_of_when_it_is_large_enough(size: int) -> None:
    story = Story([None, *[0] * (size - 1)], [START + n for n in range(size)], [])
    first = grow(nobody(), newcomers_of(story, list(range(10))), Facts(), RULES)
    grown = grow(first.after, newcomers_of(story, list(range(10, size))), Facts(), RULES)
    assert new_branches(grown).tolist() == ([1] if size == 30 else [])


def test_pay_may_be_far_apart() -> None:
    story = Story([None, None], [START, START + DAY_US], [])
    grown = grow(nobody(), newcomers_of(story, [0, 1]), Facts(paid_to=ints([1]), paid_minor=ints([2**61])), RULES)
    tallies = change_of(grown, Facts(), RULES)
    pay = {g: n for k, g, _, _, n in rows(tallies) if k == Count.PAY}
    assert pay == {0: 1, 2**61: 1}
