"""Survival equals what lifelines computes, and a published trial to its printed digits."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.statistics import logrank_test
from lifelines.utils import median_survival_times

from campaigns.participation.survival import Curve, Durations, durations_of, log_rank, survival_curve

# Weeks in remission of 42 children with leukaemia (Freireich et al. 1963); minus = still in remission when last seen.
TREATED = (6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35)
PLACEBO = (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)

rows = st.lists(st.tuples(st.integers(0, 40), st.booleans(), st.integers(1, 4)), min_size=1, max_size=25)
tallies = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 40), st.booleans(), st.integers(1, 5)), min_size=1, max_size=25
)


def group(given_rows: list[tuple[int, bool, int]]) -> Durations:
    durations, observed, weights = zip(*given_rows, strict=True)
    return Durations(np.array(durations, np.int64), np.array(observed, np.bool_), np.array(weights, np.int64))


def weeks(told: tuple[int, ...]) -> Durations:
    return group([(abs(week), week > 0, 1) for week in told])


def told_by(tally: list[tuple[int, int, bool, int]], gap: int, now_day: int) -> Durations:
    first, last, closed, people = zip(*tally, strict=True)
    return durations_of(first, last, closed, people, gap, now_day)


def fitted(people: Durations) -> KaplanMeierFitter:
    durations, observed = expanded(people)
    return KaplanMeierFitter().fit(durations, observed)


def expanded(people: Durations) -> tuple[np.ndarray, np.ndarray]:
    return np.repeat(people.durations, people.weights), np.repeat(people.observed, people.weights)


def test_the_published_trial() -> None:
    treated = survival_curve(weeks(TREATED))
    at = {week: place for place, week in enumerate(treated.days.tolist())}
    printed = {6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482}
    assert {week: round(float(treated.survival[at[week]]), 4) for week in printed} == printed
    errors = {6: 0.0764, 7: 0.0869, 10: 0.0963, 13: 0.1068, 16: 0.1141, 22: 0.1282, 23: 0.1346}
    assert {week: round(float(treated.variance[at[week]]) ** 0.5, 4) for week in errors} == errors
    assert (treated.median(minimum=1).value, survival_curve(weeks(PLACEBO)).median(minimum=1).value) == (23, 8)
    test = log_rank(weeks(TREATED), weeks(PLACEBO), minimum=1)
    assert test.statistic == pytest.approx(16.79, abs=0.005)
    assert (test.lapsed_a, test.lapsed_b) == (9, 21)
    assert (test.expected_a, test.expected_b) == pytest.approx((19.25, 10.75), abs=0.005)


def assert_equals_lifelines(curve: Curve, oracle: KaplanMeierFitter) -> None:
    assert curve.days.tolist() == oracle.survival_function_.index.tolist()
    np.testing.assert_allclose(curve.survival, oracle.survival_function_.to_numpy()[:, 0], atol=1e-12)
    table = oracle.event_table
    assert curve.at_risk.tolist() == table["at_risk"].tolist()
    assert curve.lapsed.tolist() == table["observed"].tolist()
    assert curve.censored.tolist() == table["censored"].tolist()
    interval = oracle.confidence_interval_.to_numpy()
    np.testing.assert_allclose(curve.low, interval[:, 0], atol=1e-9)
    np.testing.assert_allclose(curve.high, interval[:, 1], atol=1e-9)


@given(given_rows=rows)
@settings(max_examples=30)
def test_curve_interval_and_median_equal_lifelines(given_rows: list[tuple[int, bool, int]]) -> None:
    people = group(given_rows)
    curve, oracle = survival_curve(people), fitted(people)
    assert_equals_lifelines(curve, oracle)
    # At exactly one half the oracle's logarithms fall on either side.
    if not np.isclose(curve.survival, 0.5, atol=1e-9).any():
        median = curve.median(minimum=1)
        assert (np.inf if median.value is None else median.value) == oracle.median_survival_time_
    ends = median_survival_times(oracle.confidence_interval_)
    median = curve.median(minimum=1)
    if median.value is not None and not np.isclose(oracle.confidence_interval_, 0.5, atol=1e-9).any():
        assert median.low == ends.iloc[0, 0]
        assert (np.inf if median.high is None else median.high) == ends.iloc[0, 1]


@given(first=rows, second=rows)
@settings(max_examples=30)
def test_log_rank_equals_lifelines(first: list[tuple[int, bool, int]], second: list[tuple[int, bool, int]]) -> None:
    a, b = group(first), group(second)
    ours = log_rank(a, b, minimum=1)
    (durations_a, observed_a), (durations_b, observed_b) = expanded(a), expanded(b)
    theirs = logrank_test(durations_a, durations_b, observed_a, observed_b)
    if ours.statistic is None:
        assert ours.missing == "Not enough data yet: nobody has lapsed while both groups were followed."
        assert theirs.test_statistic == pytest.approx(0, abs=1e-9)
        return
    assert ours.statistic == pytest.approx(theirs.test_statistic, rel=1e-8, abs=1e-8)
    assert ours.p == pytest.approx(theirs.p_value, rel=1e-7, abs=1e-9)
    back = log_rank(b, a, minimum=1)
    assert back.statistic == pytest.approx(ours.statistic)
    assert back.lapsed_a == ours.lapsed_b


def test_who_comes_back_after_the_gap_has_lapsed_and_who_was_here_lately_is_censored() -> None:
    people = durations_of([0, 0, 10], [0, 20, 25], [True, False, False], [3, 2, 1], 14, 30)
    assert list(zip(people.durations, people.observed, people.weights, strict=True)) == [
        (14, True, 3),
        (20, False, 1),
        (30, False, 2),
    ]


def test_somebody_lapses_with_the_fourteenth_whole_day_without_them() -> None:
    assert durations_of([5], [8], [False], [1], 14, 21).observed.tolist() == [False]
    lapsed = durations_of([5], [8], False, [1], 14, 22)
    assert (lapsed.durations.tolist(), lapsed.observed.tolist()) == ([17], [True])


@given(told=tallies, gap=st.integers(1, 20), order=st.randoms(use_true_random=False))
def test_tallies_in_any_order_and_one_by_one_give_the_same(
    told: list[tuple[int, int, bool, int]], gap: int, order: object
) -> None:
    now = 100
    tally = [(first, first + stay, first + stay + gap <= now and closed, n) for first, stay, closed, n in told]
    single = [(first, last, closed, 1) for first, last, closed, n in tally for _ in range(n)]
    order.shuffle(single)  # type: ignore[attr-defined]
    together, apart = told_by(tally, gap, now), told_by(single, gap, now)
    for one, other in (
        (together.durations, apart.durations),
        (together.observed, apart.observed),
        (together.weights, apart.weights),
    ):
        assert one.tolist() == other.tolist()
    assert together.people == len(single)
    assert (together.durations[together.observed] >= gap).all()


@given(told=tallies, gap=st.integers(1, 20))
def test_nothing_is_known_of_tomorrow(told: list[tuple[int, int, bool, int]], gap: int) -> None:
    """Whoever has lapsed today has lapsed for as long tomorrow; only who has not yet stays a day longer."""
    tally = [(first, first + stay, False, n) for first, stay, _, n in told]
    today, tomorrow = told_by(tally, gap, 100), told_by(tally, gap, 101)
    lapsed = dict(zip(today.durations[today.observed], today.weights[today.observed], strict=True))
    later = dict(zip(tomorrow.durations[tomorrow.observed], tomorrow.weights[tomorrow.observed], strict=True))
    assert all(later[days] >= people for days, people in lapsed.items())


@given(here=st.sets(st.integers(0, 60), min_size=1, max_size=20), gap=st.integers(1, 15), now=st.integers(0, 60))
def test_one_members_days_walked_through_one_by_one(here: set[int], gap: int, now: int) -> None:
    """What a later activity proves is no news, since it lies after what it proves."""
    days = sorted(day for day in here if day <= now + 1)
    if not days or days[0] > now:
        return
    last, away = days[0], 0
    for day in range(days[0] + 1, now + 1):
        if away == gap:
            break
        last, away = (day, 0) if day in here else (last, away + 1)
    gaps = [before for before, after in pairwise(days) if after - before > gap]
    tally = (days[0], gaps[0] if gaps else days[-1], bool(gaps), 1)
    told = told_by([tally], gap, now)
    expected = (last + gap - days[0], True) if away == gap else (now - days[0], False)
    assert (told.durations.tolist(), told.observed.tolist()) == ([expected[0]], [expected[1]])
    unproved = durations_of([tally[0]], [tally[1]], False, [1], gap, now)
    assert (unproved.durations.tolist(), unproved.observed.tolist()) == ([expected[0]], [expected[1]])


@given(given_rows=rows)
def test_survival_falls_and_stays_inside_its_interval(given_rows: list[tuple[int, bool, int]]) -> None:
    curve = survival_curve(group(given_rows))
    assert (np.diff(curve.survival) <= 1e-15).all()
    assert ((curve.low >= 0) & (curve.low <= curve.survival + 1e-12)).all()
    assert ((curve.survival - 1e-12 <= curve.high) & (curve.high <= 1)).all()
    assert (curve.lapsed + curve.censored).sum() == curve.people


def test_a_figure_rests_on_those_of_whom_it_is_known() -> None:
    curve = survival_curve(group([(14, True, 20), (20, False, 30), (40, False, 15)]))
    assert [curve.at(day).n for day in (14, 20, 21)] == [65, 65, 35]  # who was censored on a day was there that day
    after_28 = curve.at(28)
    assert (after_28.n, after_28.value) == pytest.approx((35, 45 / 65))
    assert after_28.low is not None
    assert after_28.low < 45 / 65
    assert curve.at(28, minimum=36).missing == (
        "Not enough data yet: it takes 36 people followed for 28 days, and there are 35."
    )
    assert curve.at(41, minimum=1).missing == ("Not enough data yet: nobody has been followed for longer than 40 days.")
    assert [figure.n for figure in curve.at_each([7, 28])] == [65, 35]


def test_a_certain_looking_share_has_an_interval_all_the_same() -> None:
    stay = survival_curve(group([(50, False, 30)]))
    assert stay.at(28).low == pytest.approx(0.8843, abs=1e-4)
    assert stay.median().missing == (
        "Not known yet: after 50 days, as long as anybody was followed, more than half are active."
    )
    leave = survival_curve(group([(14, True, 30)]))
    assert (leave.at(90).value, leave.at(90).high) == pytest.approx((0, 0.1157), abs=1e-4)


def test_nobody_gives_no_curve() -> None:
    nobody = durations_of([], [], [], [], 14, 30)
    curve = survival_curve(nobody)
    assert (curve.people, curve.survival.tolist()) == (0, [1.0])
    assert curve.at(0, minimum=0).value is None
    assert curve.median().missing.startswith("Not enough data yet: it takes 30 people")
    assert log_rank(nobody, nobody).missing == (
        "Not enough data yet: it takes 30 people in each group, and there are 0 and 0."
    )


@pytest.mark.parametrize(
    "wrong",
    [([0], [0], [False], [1], 0, 5), ([3], [2], [False], [1], 14, 5), ([0, 1], [2], [False], [1], 14, 5)],
)
def test_nonsense_is_refused(wrong: tuple[list[int], list[int], list[bool], list[int], int, int]) -> None:
    with pytest.raises(ValueError, match=r"\."):
        durations_of(*wrong)


def test_who_begins_after_now_is_left_out() -> None:
    assert durations_of([10, 31], [12, 31], [False, False], [1, 7], 14, 30).people == 1


@pytest.mark.parametrize("wrong", [([-1], [True], [1]), ([1], [True], [-1]), ([1, 2], [True], [1])])
def test_durations_are_three_rows_of_what_can_be(wrong: tuple[list[int], list[bool], list[int]]) -> None:
    durations, observed, weights = wrong
    with pytest.raises(ValueError, match=r"\."):
        Durations(np.array(durations), np.array(observed), np.array(weights))
