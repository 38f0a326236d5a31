"""Branching: worked examples whose answer is known, and what no path ever does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from rewards.simulation.branching import Course, simulate_joins
from rewards.simulation.offspring import MOST_ALIKE

Ints = NDArray[np.int64]
NEXT = (0.0, 1.0)
"""Everybody's recruits join in the bin after their own."""


def course(
    *, paths: int = 2_000, ahead: int = 5, imports: float = 0.0, r: float = 0.0, k: float = MOST_ALIKE, **rest: Any
) -> Course:
    return Course(
        imports=np.full((paths, ahead), float(imports)),
        reproduction=np.full((paths, ahead), r),
        dispersion=np.full(paths, k),
        past_reproduction=np.full(paths, rest.pop("past_r", r)),
        intervals=np.array(rest.pop("intervals", NEXT)),
        **rest,
    )


def simulate(
    given_course: Course, *, joins: tuple[int, ...], recruited: tuple[int, ...] | None = None, most: int = 10**9
) -> Ints:
    told = np.zeros(len(joins), dtype=np.int64) if recruited is None else np.array(recruited)
    return simulate_joins(np.random.default_rng(1), given_course, joins=np.array(joins), recruited=told, most=most)


def test_nobody_joins_where_nobody_brings_anybody_and_nobody_comes() -> None:
    assert simulate(course(), joins=(100, 100)).sum() == 0


def test_imports_alone_are_poisson() -> None:
    joined = simulate(course(imports=7.0, ahead=1), joins=(10,))
    assert joined.mean() == pytest.approx(7.0, abs=0.2)
    assert joined.var() == pytest.approx(7.0, rel=0.1)


def test_a_large_cascade_goes_as_the_renewal_equation_says() -> None:
    """Of 1,000,000 alike people chance is small: each bin has R times the one before, and 10,000 imports."""
    joined = simulate(course(r=0.8, imports=10_000, paths=20), joins=(1_000_000,))
    expected, last = [], 1_000_000.0
    for _ in range(5):
        last = 0.8 * last + 10_000
        expected.append(last)
    assert joined / np.array(expected) == pytest.approx(1.0, abs=0.01)


def test_recruits_of_one_bin_are_negative_binomial() -> None:
    """50 people of dispersion 0.4 and R = 1.5: shape 50·0.4, mean 75, variance 75 + 75²/20."""
    joined = simulate(course(r=1.5, k=0.4, ahead=1, paths=20_000), joins=(50,))[:, 0]
    expected = stats.nbinom(50 * 0.4, 50 * 0.4 / (50 * 0.4 + 75))
    assert joined.mean() == pytest.approx(75, rel=0.01)
    assert joined.var() == pytest.approx(75 + 75**2 / 20, rel=0.05)
    for part in (0.1, 0.5, 0.9):
        assert np.quantile(joined, part) == pytest.approx(expected.ppf(part), abs=1.5)


def test_who_brought_many_so_far_is_believed_to_bring_more() -> None:
    """n = 10, k = 0.5, R = 1, half of all lags behind them: zeal (n·k + c)/(k + R/2); half of it is still to come."""
    halves = course(r=1.0, k=0.5, ahead=1, intervals=(0.5, 0.5), paths=20_000)
    for brought in (0, 20):
        joined = simulate(halves, joins=(10,), recruited=(brought,))[:, 0]
        to_come = 0.5 * (10 * 0.5 + brought) / (0.5 + 0.5)
        # those who come bring others within their own bin: 1/(1 − R/2) in all for each
        assert joined.mean() == pytest.approx(2 * to_come, rel=0.05)


def test_recruits_within_the_bin_come_with_theirs() -> None:
    """All of R = 0.5 in one's own bin: a tree of 1/(1 − R) = 2 people for each import."""
    joined = simulate(course(imports=100.0, r=0.5, intervals=(1.0,), ahead=20), joins=(1,))
    assert joined.sum(axis=1).mean() == pytest.approx(2 * 100 * 20, rel=0.01)


def test_a_part_of_a_bin_brings_a_part() -> None:
    joined = simulate(course(imports=100.0, ahead=2, last_part=0.25), joins=(1,))
    assert joined.mean(axis=0) == pytest.approx([100, 25], rel=0.02)


def test_growth_without_end_stops_at_most() -> None:
    joined = simulate(course(r=50.0, ahead=30, intervals=(0.5, 0.5), paths=50), joins=(100,), most=20_000)
    assert set(joined.sum(axis=1).tolist()) == {20_000 - 100}


@given(
    r=st.floats(0, 3),
    k=st.floats(0.05, 50),
    imports=st.floats(0, 50),
    own=st.floats(0, 1),
    joins=st.lists(st.integers(0, 60), min_size=1, max_size=12),
    most=st.integers(1_000, 5_000),
)
def test_joins_are_never_below_zero_nor_beyond_most(
    r: float, k: float, imports: float, own: float, joins: list[int], most: int
) -> None:
    joined = simulate(
        course(r=r, k=k, imports=imports, intervals=(own, 1 - own), paths=20, ahead=6), joins=tuple(joins), most=most
    )
    assert joined.min() >= 0
    assert joined.sum(axis=1).max() + sum(joins) <= most
