"""Offspring: dispersion and lags are found again in campaigns that were grown from them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rewards.simulation.offspring import MOST_ALIKE, draw_dispersions, measure_intervals


def histogram(values: list[int]) -> tuple[tuple[int, int], ...]:
    seen, people = np.unique(values, return_counts=True)
    return tuple(zip(seen.tolist(), people.tolist(), strict=True))


@pytest.mark.parametrize(("k", "inside"), [(0.3, (0.2, 0.45)), (1.0, (0.6, 1.6))])
def test_the_dispersion_of_a_large_campaign(k: float, inside: tuple[float, float]) -> None:
    chance = np.random.default_rng(2)
    brought = chance.poisson(0.8 * chance.gamma(k, 1 / k, 5_000)).tolist()
    means, dispersions = draw_dispersions(chance, histogram(brought), paths=2_000)
    assert means.mean() == pytest.approx(0.8, abs=0.08)
    assert inside[0] < np.median(dispersions) < inside[1]


def test_people_alike_are_seen_to_be_nearly_so() -> None:
    brought = np.random.default_rng(2).poisson(0.8, 5_000).tolist()
    _, dispersions = draw_dispersions(np.random.default_rng(1), histogram(brought), paths=500)
    assert np.median(dispersions) > 5


@given(st.dictionaries(st.integers(0, 200), st.integers(1, 500), max_size=8))
def test_dispersions_are_numbers_whatever_is_told(told: dict[int, int]) -> None:
    means, dispersions = draw_dispersions(np.random.default_rng(1), tuple(sorted(told.items())), paths=50)
    assert np.isfinite(means).all()
    assert ((dispersions > 0) & (dispersions <= MOST_ALIKE)).all()


def test_short_lags_of_a_young_campaign_are_not_taken_for_all() -> None:
    """100 join in each of 8 bins; one in ten brings somebody at each lag from 0 to 7, seen as far as it is past."""
    seen = [10 * (8 - lag) for lag in range(8)]
    shape, recruits = measure_intervals(seen, [100] * 8, lags=8)
    assert shape == pytest.approx([1 / 8] * 8)
    assert recruits == pytest.approx(0.8)


def test_what_has_not_been_seen_yet_goes_on_falling() -> None:
    """Lags 0 … 15 fall as 1/s²; beyond the last one the doublings fall as the last two did."""
    hazard = [0.2, *(0.2 / lag**2 for lag in range(1, 16))]
    joins = [100_000] * 16
    seen = [round(h * 100_000 * (16 - lag)) for lag, h in enumerate(hazard)]
    shape, recruits = measure_intervals(seen, joins, lags=64)
    assert shape.sum() == pytest.approx(1)
    assert recruits == pytest.approx(sum(0.2 / lag**2 for lag in range(1, 64)) + 0.2, rel=0.02)
    assert shape[16:32].sum() > shape[32:].sum() > 0


def test_with_few_recruits_their_mean_is_all_that_is_used() -> None:
    shape, recruits = measure_intervals([0, 0, 3], [100, 0, 0], lags=30)
    assert shape.sum() == pytest.approx(1)
    assert np.all(np.diff(shape) < 0)
    assert recruits >= 0.03
