"""How unevenly members recruit is found again, and members who recruit evenly are not called uneven."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from campaigns.participation.dispersion import NOT_UNEVEN, estimate_dispersion, interval_of_mean

HISTOGRAMS = st.dictionaries(st.integers(0, 60), st.integers(1, 40), min_size=1, max_size=8)


def histogram(brought: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    values, people = np.unique(brought, return_counts=True)
    return values, people


@pytest.mark.parametrize("k", [3.0, 1.0, 0.3, 0.1])
def test_k_is_where_the_likelihood_of_scipy_peaks_and_its_interval_holds_the_truth(k: float) -> None:
    brought = np.random.default_rng(3).negative_binomial(k, k / (k + 0.9), 20_000)
    mean = brought.mean()
    best = optimize.minimize_scalar(
        lambda log_k: -stats.nbinom.logpmf(brought, np.exp(log_k), np.exp(log_k) / (np.exp(log_k) + mean)).sum(),
        bounds=(-4, 4),
        method="bounded",
    )
    found = estimate_dispersion(*histogram(brought)).k()
    assert found.value == pytest.approx(np.exp(best.x), rel=0.05)
    assert found.low is not None
    assert found.high is not None
    assert found.low < k < found.high
    assert found.n == 20_000


def test_even_members_are_not_called_uneven() -> None:
    chance = np.random.default_rng(4)
    ends = []
    for _ in range(40):
        found = estimate_dispersion(*histogram(chance.poisson(0.8, 400)))
        figure = found.k()
        assert (figure.missing == NOT_UNEVEN) == (not found.is_uneven)
        assert figure.low is not None
        assert figure.low > 0.8
        ends.append(figure.high)
    assert ends.count(None) > 30
    alike = estimate_dispersion([1], [200]).k()
    assert (alike.value, alike.high, alike.missing) == (None, None, NOT_UNEVEN)


def test_hubs_that_no_negative_binomial_expects_raise_the_unevenness_to_that_of_the_counts() -> None:
    # 3 hubs with 150 recruits each among 1,000 members of whom the others bring about one in two
    values, people = [0, 1, 2, 3, 150], [600, 280, 90, 27, 3]
    brought = np.repeat(values, people)
    found = estimate_dispersion(values, people)
    expected = (brought.var(ddof=1) - brought.mean()) / brought.mean() ** 2
    assert found.unevenness.mean() == pytest.approx(expected, rel=0.1)


@given(HISTOGRAMS)
def test_only_the_counts_matter_not_how_they_are_written_down(counts: dict[int, int]) -> None:
    values, people = list(counts), list(counts.values())
    one = estimate_dispersion(values, people)
    order = sorted(range(len(values)), key=lambda place: -values[place])
    twice = [values[place] for place in order for _ in range(2)]
    halves = [part for place in order for part in (people[place] // 2, people[place] - people[place] // 2)]
    other = estimate_dispersion(twice, halves)
    assert one.unevenness == pytest.approx(other.unevenness, rel=1e-9, abs=1e-12)
    assert (one.members, one.recruits) == (sum(people), sum(v * n for v, n in counts.items()))
    assert np.all(np.diff(one.unevenness) >= 0)
    assert one.unevenness[0] >= 0


@given(HISTOGRAMS)
def test_the_interval_holds_the_mean(counts: dict[int, int]) -> None:
    found = estimate_dispersion(list(counts), list(counts.values()))
    low, high = interval_of_mean([found.recruits], [found.members], [found.members], found)
    mean = found.recruits / found.members
    assert 0 <= low[0] <= mean < high[0]
    assert np.isfinite(high[0])


def test_without_anybody_watched_there_is_no_interval() -> None:
    known = estimate_dispersion([0, 2], [30, 20])
    low, high = interval_of_mean([0, 4], [0.0, 8.0], [0.0, 2.0], known)
    assert np.isnan([low[0], high[0]]).all()
    assert 0 < low[1] < 0.5 < high[1]
    empty = interval_of_mean([], [], [], known)
    assert len(empty[0]) == 0


@pytest.mark.parametrize(
    ("values", "people"), [([0, -1], [1, 1]), ([0], [1, 1]), ([0.5], [1]), ([0], [-1]), ([[0]], [[1]])]
)
def test_what_is_no_histogram_is_refused(values: list[int], people: list[int]) -> None:
    with pytest.raises(ValueError, match="a histogram has"):
        estimate_dispersion(values, people)
