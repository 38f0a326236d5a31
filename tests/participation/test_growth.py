"""Growth: roots, recruiting and doubling; what cannot be told from chance is not told."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from campaigns.participation.dispersion import estimate_dispersion, interval_of_mean
from campaigns.participation.figures import Figure
from campaigns.participation.growth import (
    NOT_GROWING,
    NOT_SURELY_GROWING,
    doubling_periods_of,
    growth,
    growth_rate_of,
    k_factor,
    organic_share_of,
)
from campaigns.participation.shares import wilson

series = st.lists(st.integers(0, 200), min_size=3, max_size=20).filter(lambda joins: sum(map(bool, joins)) >= 2)


def test_a_campaign_that_doubles_every_two_weeks() -> None:
    joins = np.array([10, 14, 20, 28, 40, 57, 80, 113, 7])
    found = growth(joins, joins // 5, period="week", first=30, last_complete=37, joined_before=5)
    assert found.complete == 8
    assert found.cumulative.tolist() == [15, 29, 49, 77, 117, 174, 254, 367, 374]
    assert found.doubling_periods.value == pytest.approx(2, abs=0.01)
    assert found.doubling_periods.n == 362
    assert found.doubling_periods.low is not None
    assert found.doubling_periods.high is not None
    assert found.doubling_periods.low < 2 < found.doubling_periods.high
    # The present week, of which seven joined so far, is in no share.
    assert (found.organic_share.value, found.organic_share.n) == (70 / 362, 362)


def test_exact_doubling() -> None:
    assert doubling_periods_of(2 ** np.arange(10)).value == pytest.approx(1)


@pytest.mark.parametrize(
    ("joins", "missing"),
    [
        ([50, 40, 30, 25, 20, 14, 10, 8], NOT_GROWING),
        ([10] * 8, NOT_GROWING),
        ([10, 90, 5, 60, 12, 80, 9, 99], NOT_SURELY_GROWING),
        ([10, 20, 40, 80], "Not enough data yet: it takes 8 complete periods, and there are 4."),
        (
            [0, 0, 1, 1, 1, 2, 3, 4],
            "Not enough data yet: it takes 30 people who joined in the last 8 complete periods, and there are 12.",
        ),
        (
            [0, 0, 0, 0, 0, 1, 2, 90],
            "Not enough data yet: it takes 4 periods with joins among the last 8, and there are 3.",
        ),
        ([0] * 7 + [90], "Not enough data yet: it takes 4 periods with joins among the last 8, and there are 1."),
    ],
)
def test_refusals_say_why(joins: list[int], missing: str) -> None:
    figure = doubling_periods_of(np.array(joins))
    assert (figure.value, figure.low, figure.high) == (None, None, None)
    assert figure.missing == missing


@given(series)
def test_the_rate_is_the_most_likely(joins: list[int]) -> None:
    counts = np.array(joins)
    steps = np.arange(len(joins)) - (len(joins) - 1) / 2
    rate, low, high = growth_rate_of(counts)
    assert low <= rate <= high

    def unlikelihood(at: np.ndarray) -> float:
        levels = np.clip(at[0] + at[1] * steps, -600, 600)
        return float((np.exp(levels) - counts * levels).sum())

    start = np.log(counts.mean())
    best = minimize(unlikelihood, x0=np.array([start, 0.0]), method="Nelder-Mead", options={"maxiter": 4000})
    level = log(counts.sum() / np.exp(rate * steps).sum())
    assert unlikelihood(np.array([level, rate])) <= best.fun + 1e-6 * max(1, abs(best.fun))


@given(series)
def test_backwards_is_the_other_way(joins: list[int]) -> None:
    rate, low, high = growth_rate_of(np.array(joins))
    assert growth_rate_of(np.array(joins[::-1])) == pytest.approx((-rate, -high, -low), abs=1e-6, rel=1e-6)


@pytest.mark.parametrize("dispersion", [None, 3.0, 1.0])
@pytest.mark.parametrize("rate", [0.0, 0.1, 0.3])
def test_the_interval_of_the_rate_covers_what_was_put_in(rate: float, dispersion: float | None) -> None:
    rng = np.random.default_rng(8)
    runs = 500
    covered = 0
    for _ in range(runs):
        mean = 30 * np.exp(rate * np.arange(8))
        if dispersion is not None:
            mean = rng.gamma(dispersion, mean / dispersion)
        _, low, high = growth_rate_of(rng.poisson(mean))
        covered += low <= rate <= high
    assert 0.92 <= covered / runs <= 0.98


@pytest.mark.filterwarnings("error")
def test_wild_series_are_fitted_too() -> None:
    rate, low, high = growth_rate_of(np.array([0, 0, 0, 0, 0, 0, 1, 1_000_000]))
    assert rate == pytest.approx(log(1_000_000), rel=1e-4)
    assert low < rate < high


@pytest.mark.parametrize(("joins", "why"), [([3, 4], "three periods"), ([0, 0, 9, 0], "two periods")])
def test_no_rate(joins: list[int], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        growth_rate_of(np.array(joins))


def test_k_is_the_product() -> None:
    found = k_factor(visits=1200, accepted=300, participants=400, recruits=([0, 1, 2, 10], [250, 80, 60, 10]))
    assert found.invites_per_participant.value == 3
    assert found.accepted_share.value == 0.25
    assert (found.accepted_share.low, found.accepted_share.high) == wilson(0.25, 1200)
    assert found.k.value == pytest.approx(0.75)
    low, high = interval_of_mean([300], [400], [400], estimate_dispersion([0, 1, 2, 10], [250, 80, 60, 10]))
    assert (found.k.low, found.k.high) == (low[0], high[0])
    # Hubs are few, so it reaches farther up than down; about as wide as of a normal mean, which is 0.75 ± 0.165.
    assert (found.k.low, found.k.high) == pytest.approx((0.61, 0.94), abs=0.02)


def test_the_organic_share_is_what_k_leaves() -> None:
    recruits = ([0, 1, 2, 10], [250, 80, 60, 10])
    k = k_factor(visits=1200, accepted=300, participants=400, recruits=recruits).k
    found = growth(np.array([150, 250]), np.array([60, 40]), period="day", first=0, last_complete=1, recruits=recruits)
    share = found.organic_share
    assert k.value is not None
    assert k.low is not None
    assert k.high is not None
    assert (share.value, share.low, share.high) == pytest.approx((1 - k.value, 1 - k.high, 1 - k.low))
    assert organic_share_of(400, 400, recruits=([0], [400])).high == 1
    assert organic_share_of(1, 400, recruits=([0, 57], [393, 7])).low == 0


def test_an_organic_share_of_totals_alone_has_no_interval() -> None:
    assert organic_share_of(100, 400) == Figure(0.25, 400)
    assert "it takes 30 people who joined, and there are 12" in organic_share_of(3, 12).missing


def test_k_of_totals_alone_has_no_interval() -> None:
    found = k_factor(visits=1200, accepted=300, participants=400)
    assert (found.k.value, found.k.low, found.k.high) == (0.75, None, None)


def test_k_of_too_few() -> None:
    assert "it takes 30 participants, and there are 12" in k_factor(visits=90, accepted=9, participants=12).k.missing
    few_visits = k_factor(visits=10, accepted=5, participants=100)
    assert few_visits.invites_per_participant.value == 0.1
    assert "it takes 30 visits, and there are 10" in few_visits.k.missing


def test_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="without a visit"):
        k_factor(visits=1, accepted=2, participants=100)
    with pytest.raises(ValueError, match="every root"):
        growth(np.array([1]), np.array([2]), period="day", first=0, last_complete=0)
