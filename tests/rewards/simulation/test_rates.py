"""Rates: what is known of a steady one, how far a wandering one may go, and what each knob does."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from rewards.simulation.engine import IMPORTS, REPRODUCTION
from rewards.simulation.rates import Wandering, draw_rates

Floats = NDArray[np.float64]
STEADY = Wandering(
    level_sd=3.0, clock_sd=0.0, age_sd=0.0, age_mean=0.0, flattens=1.0, strays=((0.0, 1.0),), spans=(1.0,)
)


def draw(counts: list[float], wandering: Wandering, *, ahead: int = 12, exposure: float = 1.0) -> Floats:
    return draw_rates(
        np.random.default_rng(3),
        counts=np.array(counts, dtype=np.float64),
        exposures=np.full(len(counts), exposure),
        ahead=ahead,
        paths=4_000,
        wandering=wandering,
    )


def test_a_rate_that_cannot_wander_is_known_as_well_as_its_count() -> None:
    """400 in 10 blocks of 2: a log rate of log 20, known to 1/√400; the same in every block to come."""
    rates = np.log(draw([40.0] * 10, STEADY, exposure=2.0))
    assert rates.mean() == pytest.approx(np.log(20), abs=0.01)
    assert rates.std(axis=0) == pytest.approx(1 / 20, rel=0.06)
    assert np.ptp(rates, axis=1).max() < 1e-3


@pytest.mark.parametrize("wandering", [IMPORTS, REPRODUCTION], ids=["imports", "reproduction"])
def test_what_was_steady_is_expected_to_stay_so(wandering: Wandering) -> None:
    rates = draw([100.0] * 24, wandering, ahead=12)
    assert np.median(rates[:, -1]) == pytest.approx(100, rel=0.15)
    assert np.quantile(rates[:, -1], 0.1) > 60
    assert np.quantile(rates[:, -1], 0.9) < 150


def test_the_farther_ahead_the_less_is_known() -> None:
    counts = np.random.default_rng(5).poisson(50 * np.exp(np.random.default_rng(6).normal(0, 0.6, 24))).tolist()
    spread = np.log(draw([float(n) for n in counts], IMPORTS, ahead=48)).std(axis=0)
    assert spread[0] < spread[-1]


def test_what_fades_goes_on_fading_for_a_while() -> None:
    fading = [1_000 * 0.9**block for block in range(24)]
    rates = draw(fading, IMPORTS, ahead=24)
    middle = np.median(rates, axis=0)
    assert middle[-1] < 0.6 * fading[-1]
    assert np.all(np.diff(middle) < 0)


def test_a_rush_that_is_over_is_not_taken_for_a_trend() -> None:
    rushed = [10.0] * 8 + [100.0, 60.0, 30.0] + [10.0] * 13
    rates = draw(rushed, IMPORTS, ahead=12)
    assert np.quantile(rates[:, -1], 0.1) < 10 < np.quantile(rates[:, -1], 0.9)


def test_nothing_so_far_is_little_from_now_on() -> None:
    rates = draw([0.0] * 24, IMPORTS, ahead=24)
    assert np.isfinite(rates).all()
    assert np.median(rates.sum(axis=1)) < 2


def test_without_exposure_nothing_is_said() -> None:
    with pytest.raises(ValueError, match="exposures"):
        draw([0.0, 0.0], STEADY, exposure=0.0)
