"""Retention from counts: worked examples to the digit, and everything again by sets of people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.participation.period_counts import PeriodCounts, counts_of
from campaigns.participation.retention import (
    RetentionKind,
    grouped_retention,
    retention,
    retention_of,
)
from campaigns.participation.shares import wilson
from campaigns.participation.states import Runs

FIRST, LENGTH = 100, 9
events = st.lists(st.tuples(st.integers(0, 12), st.integers(FIRST - 3, FIRST + LENGTH + 2)), max_size=60)
dense_events = st.lists(st.tuples(st.integers(0, 40), st.integers(FIRST, FIRST + LENGTH - 1)), max_size=300)
lasts = st.integers(FIRST - 2, FIRST + LENGTH + 2)
kinds: st.SearchStrategy[RetentionKind] = st.sampled_from(["recurring", "first_time", "on_or_after"])
Events = list[tuple[int, int]]


def counted(pairs: Events, first: int = FIRST, length: int = LENGTH) -> PeriodCounts:
    return counts_of([who for who, _ in pairs], [when for _, when in pairs], first, length)


def lives(pairs: Events, end: int = FIRST + LENGTH) -> dict[int, set[int]]:
    """Who was active when."""
    seen: dict[int, set[int]] = defaultdict(set)
    for who, when in pairs:
        if when < end:
            seen[who].add(when)
    return seen


def same(one: PeriodCounts, other: PeriodCounts) -> bool:
    arrays = ("active", "new", "pairs", "first_time", "last_seen")
    return one.first == other.first and all((getattr(one, name) == getattr(other, name)).all() for name in arrays)


# The day retention that PostHog's own test expects: two people, eleven days.
GOLD_EVENTS = [(1, day) for day in (0, 1, 2, 5, 5, 6)] + [(2, day) for day in (1, 2, 3, 6)]
GOLD_ROWS = [
    [1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0],
    [2, 2, 1, 0, 1, 2, 0, 0, 0, 0],
    [2, 1, 0, 1, 2, 0, 0, 0, 0],
    [1, 0, 0, 1, 0, 0, 0, 0],
    [0] * 7,
    [1, 1, 0, 0, 0, 0],
    [2, 0, 0, 0, 0],
    [0] * 4,
    [0] * 3,
    [0] * 2,
    [0],
]


def test_the_worked_example() -> None:
    found = retention(counted(GOLD_EVENTS, 0, 11), period="day", kind="recurring", last_complete=10)
    assert [list(cohort.counts) for cohort in found.cohorts] == GOLD_ROWS
    assert [cohort.size for cohort in found.cohorts] == [row[0] for row in GOLD_ROWS]


def test_the_worked_example_by_first_days() -> None:
    counts = counted(GOLD_EVENTS, 0, 11)
    first_time = retention(counts, period="day", kind="first_time", last_complete=10)
    assert [list(cohort.counts) for cohort in first_time.cohorts[:3]] == [
        [1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0],
        [1, 1, 1, 0, 0, 1, 0, 0, 0, 0],
        [0] * 9,
    ]
    on_or_after = retention(counts, period="day", kind="on_or_after", last_complete=10)
    assert [list(cohort.counts) for cohort in on_or_after.cohorts[:3]] == [
        [1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0],
        [1, 1, 1, 1, 1, 1, 0, 0, 0, 0],
        [0] * 9,
    ]


def test_means_take_in_only_what_is_over() -> None:
    # Forty people on each of three days; all come back the next day, but the last day is not over.
    pairs = [(40 * day + n, day + k) for day in range(3) for n in range(40) for k in (0, 1) if day + k < 3]
    found = retention(counted(pairs, 0, 3), period="day", kind="first_time", last_complete=1)
    assert [cohort.complete_through for cohort in found.cohorts] == [1, 0, -1]
    assert [cohort.counts for cohort in found.cohorts] == [(40, 40, 0), (40, 40), (40,)]
    assert [(figure.value, figure.n) for figure in found.mean_weighted] == [(1, 80), (1, 40)]
    assert found.cohorts_counted == (2, 1)


def test_simple_and_weighted_means_differ() -> None:
    pairs = [(n, 0) for n in range(90)] + [(n, 1) for n in range(90, 120)]
    pairs += [(n, 1) for n in range(9)] + [(n, 2) for n in range(90, 105)]
    found = retention(counted(pairs, 0, 3), period="week", kind="first_time", last_complete=2)
    assert found.mean_simple[1].value == pytest.approx((9 / 90 + 15 / 30) / 2)
    assert found.mean_weighted[1].value == pytest.approx(24 / 120)
    assert (found.mean_weighted[1].low, found.mean_weighted[1].high) == pytest.approx(wilson(24 / 120, 120))
    # 2² / (1/90 + 1/30) people would tell as much if both cohorts had been of one size.
    assert (found.mean_simple[1].low, found.mean_simple[1].high) == pytest.approx(wilson(0.3, 90))
    assert found.mean_simple[1].n == 120


def test_too_few_say_so() -> None:
    found = retention(counted(GOLD_EVENTS, 0, 11), period="day", kind="first_time", last_complete=10)
    assert found.mean_weighted[1].value is None
    assert found.mean_weighted[1].missing == "Not enough data yet: it takes 30 people, and there are 2."
    assert (
        found.cohorts[0].shares()[1].missing
        == "Not enough data yet: it takes 30 people in the cohort, and there are 1."
    )
    assert found.cohorts[0].shares(minimum=1)[1].value == 1


def test_the_same_few_people_again_and_again_are_few() -> None:
    pairs = [(who, day) for who in range(5) for day in range(20)]
    found = retention(counted(pairs, 0, 20), period="day", kind="recurring", last_complete=19)
    assert found.mean_weighted[1].missing == "Not enough data yet: it takes 30 people, and there are 5."


@given(events)
def test_counts_are_those_of_sets(pairs: Events) -> None:
    counts = counted(pairs)
    seen = lives(pairs)
    for i in range(LENGTH):
        here = FIRST + i
        assert counts.active[i] == sum(here in days for days in seen.values())
        cohort = [days for days in seen.values() if min(days) == here]
        assert counts.new[i] == len(cohort)
        for k in range(LENGTH):
            then = here + k
            is_known = i + k < LENGTH
            assert counts.pairs[i, k] == is_known * sum(here in days and then in days for days in seen.values())
            assert counts.first_time[i, k] == is_known * sum(then in days for days in cohort)
            assert counts.last_seen[i, k] == is_known * sum(max(days) == then for days in cohort)


@given(dense_events, st.randoms(use_true_random=False))
def test_neither_order_nor_repeats_nor_names_change_anything(pairs: Events, random) -> None:  # type: ignore[no-untyped-def]
    again = pairs + pairs[::3]
    random.shuffle(again)
    assert same(counted(pairs), counted(again))
    assert same(counted(pairs), counted([(who * 10**14 - 7, when) for who, when in again]))


@given(events, st.integers(0, LENGTH))
def test_what_comes_later_changes_nothing_that_was_counted(pairs: Events, length: int) -> None:
    early, late = counted(pairs, FIRST, length), counted(pairs)
    assert (early.active == late.active[:length]).all()
    assert (early.new == late.new[:length]).all()
    is_known = np.add.outer(np.arange(length), np.arange(length)) < length
    assert (early.pairs == late.pairs[:length, :length] * is_known).all()
    assert (early.first_time == late.first_time[:length, :length] * is_known).all()


def test_many_people_are_counted_in_blocks() -> None:
    rng = np.random.default_rng(2)
    who, when = rng.integers(0, 20_000, 300_000), rng.integers(0, 30, 300_000)
    counts = counts_of(who, when, 0, 30)
    table = np.zeros((20_000, 30), dtype=np.int64)
    table[who, when] = 1
    both = table.T @ table
    assert (counts.pairs == [[both[i, i + k] if i + k < 30 else 0 for k in range(30)] for i in range(30)]).all()


@dataclass
class Naive:
    """One cohort at one distance, as people."""

    members: set[int]
    back: set[int]


def naive(pairs: Events, kind: RetentionKind) -> dict[tuple[int, int], Naive]:
    seen = lives(pairs)
    cells = {}
    for c in range(FIRST, FIRST + LENGTH):
        members = {who for who, days in seen.items() if (c in days if kind == "recurring" else min(days) == c)}
        for k in range(FIRST + LENGTH - c):
            back = {
                who for who in members if (max(seen[who]) >= c + k if kind == "on_or_after" else c + k in seen[who])
            }
            cells[c, k] = Naive(members, back)
    return cells


@given(dense_events | events, lasts, kinds)
def test_retention_is_that_of_sets(pairs: Events, last: int, kind: RetentionKind) -> None:
    found = retention(counted(pairs), period="day", kind=kind, last_complete=last, minimum=1)
    cells = naive(pairs, kind)
    assert [cohort.number for cohort in found.cohorts] == list(range(FIRST, FIRST + LENGTH))
    for cohort in found.cohorts:
        assert cohort.size == len(cells[cohort.number, 0].members)
        expected = [len(cells[cohort.number, k].back) for k in range(FIRST + LENGTH - cohort.number)]
        assert list(cohort.counts) == expected
        over = [k for k in range(len(expected)) if cohort.number + k <= last]
        assert cohort.complete_through == max(over, default=-1)
        assert len(cohort.shares(minimum=1)) == len(over)
        for share in cohort.shares(minimum=1):
            assert share.value is None or 0 <= share.value <= 1
    distances = [k for k in range(LENGTH) if FIRST + k <= last]
    assert len(found.mean_simple) == len(found.mean_weighted) == len(found.cohorts_counted) == len(distances)
    for k in distances:
        taken = [cell for (c, apart), cell in cells.items() if apart == k and c + k <= last and cell.members]
        assert found.cohorts_counted[k] == len(taken)
        if not taken:
            assert found.mean_simple[k].value is found.mean_weighted[k].value is None
            continue
        for figure, weights in (
            (found.mean_simple[k], [1 / len(cell.members) for cell in taken]),
            (found.mean_weighted[k], [1.0] * len(taken)),
        ):
            share_sum = sum(weight * len(cell.back) for weight, cell in zip(weights, taken, strict=True))
            weight_sum = sum(weight * len(cell.members) for weight, cell in zip(weights, taken, strict=True))
            value = share_sum / weight_sum
            assert figure.value == pytest.approx(value)
            assert figure.n == sum(len(cell.members) for cell in taken)
            own: dict[int, float] = defaultdict(float)
            for weight, cell in zip(weights, taken, strict=True):
                for who in cell.members:
                    own[who] += weight
            effective = weight_sum**2 / sum(w**2 for w in own.values())
            assert (figure.low, figure.high) == pytest.approx(wilson(min(value, 1.0), effective), abs=1e-9)


@given(dense_events, lasts)
def test_who_is_in_many_cohorts_counts_as_often_as_a_sample_of_all_says(pairs: Events, last: int) -> None:
    counts, cells, everybody = counted(pairs), naive(pairs, "recurring"), sorted(lives(pairs))
    found = retention(counts, period="day", kind="recurring", last_complete=last, minimum=1, sample=runs_of(pairs))
    for simple, means in ((True, found.mean_simple), (False, found.mean_weighted)):
        for k, figure in enumerate(means):
            taken = [cell for (c, apart), cell in cells.items() if apart == k and c + k <= last and cell.members]
            if figure.value is None or not 1e-9 < figure.value < 1 - 1e-9 or len(everybody) < 2:
                continue
            weights = [1 / len(cell.members) if simple else 1.0 for cell in taken]
            total = sum(weight * len(cell.members) for weight, cell in zip(weights, taken, strict=True))
            squares = [
                sum(
                    weight * ((who in cell.back) - figure.value)
                    for weight, cell in zip(weights, taken, strict=True)
                    if who in cell.members
                )
                ** 2
                for who in everybody
            ]
            apart = total**2 / sum(w**2 * len(cell.members) for w, cell in zip(weights, taken, strict=True))
            variance = sum(squares) / total**2 * len(everybody) / (len(everybody) - 1)
            effective = figure.value * (1 - figure.value) / variance if variance else apart
            expected = wilson(figure.value, min(apart, effective))
            assert (figure.low, figure.high) == pytest.approx(expected, abs=1e-9)


def runs_of(pairs: Events) -> Runs:
    return Runs.of([sorted(days) for _, days in sorted(lives(pairs).items())])


def test_without_a_sample_or_with_one_that_tells_nothing_it_is_as_if_everybody_did_the_same() -> None:
    pairs = [(who, day) for who in range(60) for day in range(10) if who % 2 or day < 5]
    few = Runs.of([[0, 1], [3]])
    alone = Runs.of([list(range(10))])
    without, nobody, one = (
        retention(counted(pairs, 0, 10), period="day", kind="recurring", last_complete=9, sample=sample)
        for sample in (None, Runs.empty(0), alone)
    )
    assert without.mean_weighted == nobody.mean_weighted == one.mean_weighted
    some = retention(counted(pairs, 0, 10), period="day", kind="recurring", last_complete=9, sample=few)
    assert some.mean_weighted[1].value == without.mean_weighted[1].value
    assert some.mean_weighted[1] != without.mean_weighted[1]


def test_of_many_periods_the_distances_between_are_filled_in() -> None:
    rng = np.random.default_rng(4)
    zeal = rng.beta(1, 1, 60)
    who, when = np.nonzero(rng.random((60, 450)) < zeal[:, None])
    runs = Runs.from_pairs(who, when, members=60)
    counts = counts_of(who, when, 0, 450)
    thin = retention(counts, period="day", kind="recurring", last_complete=449, sample=runs).mean_weighted
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("campaigns.participation.retention._DISTANCES", 450)
        every = retention(counts, period="day", kind="recurring", last_complete=449, sample=runs).mean_weighted
    assert [figure.value for figure in thin] == [figure.value for figure in every]
    assert thin[1] == every[1]
    lows = np.array([[figure.low, figure.high] for figure in thin[:400]], dtype=float)
    assert lows == pytest.approx(np.array([[figure.low, figure.high] for figure in every[:400]], dtype=float), abs=0.01)


@given(dense_events, lasts)
def test_on_or_after_never_rises_and_never_lies_below_first_time(pairs: Events, last: int) -> None:
    counts = counted(pairs)
    after = retention(counts, period="day", kind="on_or_after", last_complete=last)
    exact = retention(counts, period="day", kind="first_time", last_complete=last)
    for one, other in zip(after.cohorts, exact.cohorts, strict=True):
        assert list(one.counts) == sorted(one.counts, reverse=True)
        assert all(at_least >= at for at_least, at in zip(one.counts, other.counts, strict=True))
        assert one.counts[0] == one.size


@given(dense_events, lasts, st.sampled_from(["first_time", "on_or_after"]))
def test_groups_count_only_whose_period_is_over(pairs: Events, last: int, kind: RetentionKind) -> None:
    groups = {name: [pair for pair in pairs if pair[0] % 3 == n] for n, name in enumerate(("roots", "first", "second"))}
    found = grouped_retention(
        {name: counted(own) for name, own in groups.items()},
        period="day",
        kind="first_time" if kind == "first_time" else "on_or_after",
        last_complete=last,
        minimum=1,
    )
    assert [group.label for group in found.groups] == list(groups)
    for group in found.groups:
        cells = naive(groups[group.label], kind)
        assert group.size == sum(len(cell.members) for (_, k), cell in cells.items() if k == 0)
        for k, (at_risk, count, share) in enumerate(zip(group.at_risk, group.counts, group.shares, strict=True)):
            taken = [cell for (c, apart), cell in cells.items() if apart == k and c + k <= last]
            assert at_risk == sum(len(cell.members) for cell in taken)
            assert count == sum(len(cell.back) for cell in taken)
            assert share.value == (count / at_risk if at_risk else None)


@given(dense_events, lasts)
def test_one_group_of_all_is_the_weighted_mean(pairs: Events, last: int) -> None:
    counts = counted(pairs)
    whole = retention(counts, period="day", kind="first_time", last_complete=last)
    (group,) = grouped_retention({"all": counts}, period="day", last_complete=last).groups
    assert [figure.value for figure in group.shares] == pytest.approx([figure.value for figure in whole.mean_weighted])


def test_cohorts_of_joining_take_counts_of_their_own() -> None:
    joins = np.array([40, 60])
    active = np.array([[10, 30], [20, 0]])
    found = retention_of(joins, active, period="week", kind="joined", first=7, last_complete=8)
    assert [figure.value for figure in found.mean_weighted] == [0.3, 0.75]
    with pytest.raises(ValueError, match="nothing of the kind joined"):
        retention(counted(GOLD_EVENTS, 0, 11), period="day", kind="joined", last_complete=10)


def test_a_campaign_without_anybody() -> None:
    for length in (0, 3):
        found = retention(counted([], 0, length), period="day", kind="recurring", last_complete=9)
        assert [figure.value for figure in found.mean_simple] == [None] * length
    assert grouped_retention({"none": counted([], 0, 0)}, period="day", last_complete=9).groups[0].shares == ()


def test_shapes_must_fit() -> None:
    square = np.zeros((3, 3), dtype=np.int64)
    with pytest.raises(ValueError, match="as many rows"):
        PeriodCounts(0, np.zeros(3, dtype=np.int64), np.zeros(2, dtype=np.int64), square, square, square)
    with pytest.raises(ValueError, match="as many rows"):
        retention_of(np.zeros(2, dtype=np.int64), square, period="day", kind="joined", first=0, last_complete=1)


def test_intervals_cover_what_was_put_in() -> None:
    """The weighted mean at 95 %, of first-time cohorts and of recurring ones whose people are of very different zeal.

    Without a sample of people the recurring one errs on the wide side.
    """
    rng = np.random.default_rng(11)
    runs, people, length = 400, 120, 8
    covered = {"first_time": 0, "recurring": 0, "without": 0}
    shape = 0.5
    # Whose chance is Beta(a, a) is active in a second period with E[p²] / E[p].
    again = (shape + 1) / (2 * shape + 1)

    def holds(kind: RetentionKind, is_active: npt.NDArray[np.bool_], truth: float, *, sampled: bool) -> bool:
        who, when = np.nonzero(is_active)
        found = retention(
            counts_of(who, when, 0, length),
            period="day",
            kind=kind,
            last_complete=length - 1,
            sample=Runs.from_pairs(who, when, members=people) if sampled else None,
        )
        figure = found.mean_weighted[1]
        assert figure.low is not None
        assert figure.high is not None
        return figure.low <= truth <= figure.high

    for _ in range(runs):
        begins = rng.integers(0, length - 1, people)
        later = np.arange(length)[None, :] > begins[:, None]
        is_active = later & (rng.random((people, length)) < 0.35)
        is_active[np.arange(people), begins] = True
        covered["first_time"] += holds("first_time", is_active, 0.35, sampled=False)
        is_active = rng.random((people, length)) < rng.beta(shape, shape, people)[:, None]
        covered["recurring"] += holds("recurring", is_active, again, sampled=True)
        covered["without"] += holds("recurring", is_active, again, sampled=False)
    assert 0.92 <= covered["first_time"] / runs <= 0.98
    assert 0.92 <= covered["recurring"] / runs <= 0.98, covered
    assert covered["without"] / runs >= 0.98
