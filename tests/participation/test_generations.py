"""The time from inviter to recruit: by hand, by laws, and found again where growth hides the long ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from campaigns.participation.dispersion import estimate_dispersion
from campaigns.participation.generations import discretised_gamma, generation_interval, generation_times
from campaigns.participation.reproduction import dispersed_r
from tests.participation.simulated import DAY_US, MONDAY_US, Campaign, World, simulate

GROWING = World(reproduction=1.6, imports_per_day=3, days=24, generation_days=4, generation_shape=2)


def by_days(campaign: Campaign) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Joins and recruits by day, and recruits by their lag in days."""
    days = int(campaign.world.days)
    day = (campaign.joined_at_us - MONDAY_US) // DAY_US
    recruit = np.flatnonzero(campaign.parent >= 0)
    lags = day[recruit] - day[campaign.parent[recruit]]
    return tuple(np.bincount(each, minlength=days) for each in (day, day[recruit], lags))  # type: ignore[return-value]


def mean_of(weights: np.ndarray) -> float:
    return float(weights @ np.arange(len(weights)))


def test_each_lag_is_divided_by_the_members_known_for_as_long() -> None:
    # 40 members on day 0 and 60 on day 1; looked at after day 2: all are known for one day, the first 40 for two
    found = generation_interval([10, 20, 8], [40, 60, 10], minimum_members=30)
    assert found is not None
    rates = np.array([10 / 110, 20 / 100, 8 / 40])
    assert found.weights == pytest.approx(rates / rates.sum())
    assert (found.lags, found.is_measured, found.reach) == (38, True, 3)
    nearer = generation_interval([10, 20, 8], [40, 60, 10], minimum_members=41)
    assert nearer is not None
    assert nearer.weights == pytest.approx(rates[:2] / rates[:2].sum())
    assert (nearer.lags, nearer.reach) == (30, 2)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=10).filter(lambda lags: sum(lags) >= 12))
def test_where_nothing_is_cut_off_it_is_the_bare_shares(lags: list[int]) -> None:
    found = generation_interval(lags, [500, *[0] * (len(lags) - 1)])
    assert found is not None
    assert found.weights == pytest.approx(np.array(lags) / sum(lags))


def test_growth_does_not_hide_the_long_ones() -> None:
    campaigns = [simulate(GROWING, seed=seed) for seed in range(1, 13)]
    found, bare = [], []
    for campaign in campaigns:
        joins, _, lags = by_days(campaign)
        interval = generation_interval(lags, joins)
        assert interval is not None
        assert interval.is_measured
        found.append(mean_of(interval.weights))
        bare.append(mean_of(lags / lags.sum()))
    assert np.mean(found) == pytest.approx(4, rel=0.06)
    assert np.mean(bare) < 3.4


def test_lags_within_a_bin_laid_to_the_day_before_would_make_r_too_high() -> None:
    world = replace(GROWING, generation_days=0.8, reproduction=1.1, days=20, imports_per_day=10)
    right: list[float] = []
    wrong: list[float] = []
    for seed in range(1, 9):
        joins, recruits, lags = by_days(simulate(world, seed=seed))
        shifted = np.concatenate([[0, lags[0] + lags[1]], lags[2:]])
        for counts, found in ((lags, right), (shifted, wrong)):
            interval = generation_interval(counts, joins)
            assert interval is not None
            dispersion = estimate_dispersion([0], [0])
            r = dispersed_r(joins, recruits, interval.weights, [(6, 20)], dispersion=dispersion)
            found.append(float(r.mean[0]))
    assert np.mean(right) == pytest.approx(1.1, rel=0.02)
    assert np.mean(wrong) > 1.13


def test_a_few_lags_make_a_gamma_of_their_mean_drawn_towards_an_exponential() -> None:
    found = generation_interval([0, 1, 4, 1], [100, 0, 0, 0])
    assert found is not None
    assert not found.is_measured
    assert found.lags == 6
    assert mean_of(found.weights) == pytest.approx(2, abs=0.01)
    variance = float(found.weights @ (np.arange(found.reach) - 2) ** 2)
    assert variance == pytest.approx((6 * (2 / 6 - 1 / 6) + 3 * 4) / 9 + 1 / 6, abs=0.03)
    assert generation_interval([0, 0], [10, 10]) is None
    assert generation_interval([], []) is None
    one = generation_interval([1], [2])
    assert one is not None
    assert one.weights.sum() == pytest.approx(1)


@pytest.mark.parametrize(("mean", "sd"), [(3.0, 2.0), (0.3, 0.2), (10.0, 2.0), (1.0, 3.0)])
def test_the_discretised_gamma_is_the_chance_of_lying_so_many_bins_apart(mean: float, sd: float) -> None:
    weights = discretised_gamma(mean, sd)
    law = stats.gamma((mean / sd) ** 2, scale=sd**2 / mean)
    for s in range(min(4, len(weights))):
        chance = integrate.quad(lambda moment, s=s: law.cdf(s + 1 - moment) - law.cdf(max(s - moment, 0)), 0, 1)[0]
        assert weights[s] == pytest.approx(chance, rel=2e-4, abs=1e-7)
    assert weights.sum() == pytest.approx(1)
    with pytest.raises(ValueError, match="above 0"):
        discretised_gamma(1, 0)


def test_shifted_by_a_bin_it_is_the_one_of_cori() -> None:
    # their formula for a serial interval of mean μ and spread σ, written out
    mu, sigma = 2.6, 1.5
    shape, scale = ((mu - 1) / sigma) ** 2, sigma**2 / (mu - 1)
    f, g = stats.gamma(shape, scale=scale).cdf, stats.gamma(shape + 1, scale=scale).cdf
    weights = discretised_gamma(mu - 1, sigma)
    for k in range(1, 7):
        theirs = k * f(k) + (k - 2) * f(k - 2) - 2 * (k - 1) * f(k - 1)
        theirs += (mu - 1) * (2 * g(k - 1) - g(k - 2) - g(k))
        assert weights[k - 1] == pytest.approx(theirs, rel=2e-4)


@given(st.dictionaries(st.integers(0, 5_000), st.integers(1, 9), min_size=4, max_size=40))
def test_where_nothing_is_cut_off_the_quantiles_are_those_of_the_lags(lags: dict[int, int]) -> None:
    values, recruits = list(lags), list(lags.values())
    found = generation_times(values, recruits, [10_000], [400], minimum=1)
    every = np.repeat(values, recruits)
    median = float(np.quantile(every, 0.5, method="inverted_cdf"))
    assert found.median.value is not None
    # From a day on whole hours are kept, and it lies somewhere in the right one.
    if median < 1_440:
        assert found.median.value == median
    else:
        assert median // 60 * 60 <= found.median.value <= median // 60 * 60 + 59
    assert found.median.n == len(every)
    assert found.p90.low is not None
    assert found.p90.value is not None
    assert found.p90.high is not None
    assert found.p90.low <= found.p90.value <= found.p90.high
    assert found.reach_minutes == 10_000


def test_median_and_p90_are_found_where_growth_hides_the_long_ones_and_their_intervals_hold() -> None:
    law = stats.gamma(2, scale=2 * 1_440)
    held, bare = 0, []
    for seed in range(1, 41):
        campaign = simulate(GROWING, seed=seed)
        recruit = np.flatnonzero(campaign.parent >= 0)
        lags = (campaign.joined_at_us[recruit] - campaign.joined_at_us[campaign.parent[recruit]]) // 60_000_000
        ages = (GROWING.end_us - campaign.joined_at_us) // 60_000_000
        (minutes, recruits), (old, members) = (np.unique(each, return_counts=True) for each in (lags, ages))
        found = generation_times(minutes, recruits, old, members)
        for figure, part in ((found.median, 0.5), (found.p90, 0.9)):
            assert figure.low is not None
            assert figure.high is not None
            within = law.cdf(found.reach_minutes)
            held += figure.low <= law.ppf(part * within) <= figure.high
        bare.append(float(np.median(lags)))
    assert held >= stats.binom.ppf(0.001, 80, 0.93)
    assert np.mean(bare) < 0.9 * law.median()


def test_the_interval_is_wider_where_what_it_rests_on_weighs_more() -> None:
    lags, recruits = np.arange(100), np.ones(100, dtype=np.int64)
    even = generation_times(lags, recruits, [1_000], [4_000])
    # Of the 4,000 only 400 are known for as long as the 20 longest lags, which weigh ten times as much: 200 of 280.
    late = generation_times(lags, recruits, [79, 1_000], [3_600, 400])
    z = 1.959963984540054
    assert (even.median.value, even.median.low, even.median.high) == (49, *(np.ceil(50 + z * np.array([-5, 5])) - 1))
    spread = np.sqrt((0.5**2 * (80 + 7 * 100) + 0.5**2 * 13 * 100) / 280**2)
    ends = np.array([-1, 1]) * z * spread * 280 + 140
    assert (late.median.value, late.median.low, late.median.high) == (85, *(80 + np.ceil((ends - 80) / 10) - 1))


def test_within_an_hour_that_is_kept_as_one_lags_are_spread_evenly() -> None:
    found = generation_times([1_000, 1_440], [40, 60], [10_000], [400])
    assert found.median.value == pytest.approx(1_440 + 59 * 10 / 60)
    assert found == generation_times([1_000, 1_440, 1_499], [40, 30, 30], [10_000], [400])


def test_too_few_lags_say_so_and_what_cannot_be_is_refused() -> None:
    few = generation_times([5, 9], [10, 10], [100], [50])
    assert few.median.missing == (
        "Not enough data yet: it takes 30 recruits whose inviters are known for long enough, and there are 20."
    )
    assert generation_times([], [], [], []).reach_minutes == 0
    with pytest.raises(ValueError, match="no lag is longer than the campaign"):
        generation_interval([0, 0, 3], [4, 4])
    with pytest.raises(ValueError, match="every recruit has an inviter"):
        generation_interval([0, 3], [0, 4])
    with pytest.raises(ValueError, match="fewer than none"):
        generation_interval([-1], [1])
