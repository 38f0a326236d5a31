"""R equals what others computed, keeps its laws, and its interval holds the truth as often as it says."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from campaigns.participation.dispersion import Dispersion
from campaigns.participation.reproduction import (
    cohort_r,
    dispersed_r,
    instantaneous_r,
    pressure,
    sliding_windows,
)
from tests.participation.ground_truth import DISPERSIONS, OUTSIDE, STEADY, score

# The influenza of 2009 in a school in Pennsylvania; the first case came from outside.
SCHOOL = [1, 1, 0, 2, 5, 3, 3, 3, 6, 2, 5, 9, 13, 12, 13, 11, 12, 6, 6, 6, 3, 1, 0, 2, 0, 0, 0, 0, 2, 0, 2, 0]
SERIAL = [0, 0.233, 0.359, 0.198, 0.103, 0.053, 0.027, 0.014, 0.007, 0.003, 0.002, 0.001]
POISSON = Dispersion(100, 100, False, False, np.zeros(32))

SERIES = st.integers(2, 25).flatmap(
    lambda bins: st.tuples(
        st.lists(st.integers(0, 30), min_size=bins, max_size=bins),
        st.lists(st.integers(0, 10), min_size=1, max_size=12),
        st.integers(0, bins - 1).flatmap(lambda start: st.tuples(st.just(start), st.integers(start + 1, bins))),
    )
)


def fixed(unevenness: float) -> Dispersion:
    return Dispersion(100, 100, unevenness > 0, unevenness > 0, np.full(32, unevenness))


def test_the_influenza_of_a_school_comes_out_to_the_printed_digits() -> None:
    found = instantaneous_r(SCHOOL, [0, *SCHOOL[1:]], SERIAL, sliding_windows(len(SCHOOL), width=7))
    assert (found.windows[[0, -1]] + [1, 0]).tolist() == [[2, 8], [26, 32]]
    assert [f"{value:.7f}" for value in found.mean[[0, 1, 2, -1]]] == [
        "1.7356089",
        "1.7490494",
        "1.5370427",
        "1.0040161",
    ]
    assert [f"{value:.8f}" for value in found.sd[[0, 1, 2, -1]]] == [
        "0.40908694",
        "0.36470202",
        "0.30740855",
        "0.44900963",
    ]
    assert f"{found.low[0]:.8f}" == "1.02863184"
    assert f"{found.high[0]:.7f}" == "2.6244959"


@given(SERIES)
def test_members_and_squares_of_a_window_are_sums_over_those_who_joined(
    series: tuple[list[int], list[int], tuple[int, int]],
) -> None:
    joins, parts, (start, stop) = series
    weights = np.array(parts) / max(sum(parts), 1)
    part = [sum(weights[s] for s in range(len(weights)) if start <= t + s < stop) for t in range(len(joins))]
    members = sum(count * each for count, each in zip(joins, part, strict=True))
    squares = sum(count * each**2 for count, each in zip(joins, part, strict=True))
    found = dispersed_r(joins, joins, weights, [(start, stop)], dispersion=fixed(2.0))
    assert found.members[0] == pytest.approx(members, abs=1e-9)
    assert found.members[0] == pytest.approx(pressure(joins, weights)[start:stop].sum(), abs=1e-9)
    if members > 1e-9:
        r = found.mean[0]
        assert found.sd[0] * members == pytest.approx(np.sqrt(r * members + 2 * r**2 * squares), rel=1e-9)
        assert 0 <= found.low[0] < found.high[0]
    else:
        assert np.isnan(found.low[0])


@given(SERIES)
def test_among_even_members_the_interval_is_the_one_of_a_poisson_rate(
    series: tuple[list[int], list[int], tuple[int, int]],
) -> None:
    joins, parts, window = series
    weights = np.array([0, *parts]) / max(sum(parts), 1)
    even = dispersed_r(joins, joins, weights, [window], dispersion=POISSON)
    cori = instantaneous_r(joins, joins, weights, [window])
    assert even.mean[0] == cori.mean[0]
    if even.members[0] > 0:
        for part, end in ((0.025, even.low[0]), (0.975, even.high[0])):
            expected = stats.gamma.ppf(part, even.recruits[0] + 0.5, scale=1 / even.members[0])
            expected *= even.recruits[0] > 0 or part > 0.5
            assert end == pytest.approx(expected, rel=1e-5)


def test_the_more_uneven_the_wider() -> None:
    ends = [
        dispersed_r(SCHOOL, [0, *SCHOOL[1:]], SERIAL, [(10, 17)], dispersion=fixed(each)) for each in (0, 0.3, 1, 3, 10)
    ]
    assert np.all(np.diff([each.low[0] for each in ends]) < 0)
    assert np.all(np.diff([each.high[0] for each in ends]) > 0)
    assert len({each.mean[0] for each in ends}) == 1


def test_with_equal_parts_of_time_the_interval_is_that_of_negative_binomial_numbers() -> None:
    # 40 members, each watched for their whole time, k = 0.5: 30 recruits are as likely to be undercut at the upper
    # end as to be exceeded at the lower, each 2.5 % (half of what is met exactly counted).
    found = dispersed_r([40, 30], [0, 30], [0, 1.0], [(1, 2)], dispersion=fixed(2.0))
    size = 40 / 2.0
    for r, tail in ((found.low[0], "above"), (found.high[0], "below")):
        law = stats.nbinom(size, size / (size + 40 * r))
        beyond = law.sf(30) if tail == "above" else law.cdf(29)
        assert beyond + law.pmf(30) / 2 == pytest.approx(0.025, abs=0.003)


def test_figures_say_what_is_missing() -> None:
    found = dispersed_r(SCHOOL, [0, *SCHOOL[1:]], SERIAL, sliding_windows(32, width=7), dispersion=POISSON)
    first, *_, last = found.figures()
    assert first.value is None
    assert first.missing == (
        "Not enough data yet: it takes 30 members whose time to recruit falls into the window, and there are 10."
    )
    assert last.n == 4
    fullest = found.figures()[int(found.members.argmax())]
    assert fullest.low is not None
    assert fullest.high is not None
    assert fullest.value is not None
    assert fullest.low < fullest.value < fullest.high
    assert fullest.n == int(found.members.max())


def test_cohort_r_is_the_mean_of_members_and_says_when_they_are_too_few() -> None:
    found = cohort_r([0, 1, 2, 9], [60, 25, 10, 5])
    assert found.r.value == 0.9
    assert found.r.n == 100
    assert found.r.low is not None
    assert found.r.high is not None
    assert 0.5 < found.r.low < 0.7
    assert 1.2 < found.r.high < 1.6
    few = cohort_r([0, 1], [19, 10])
    assert few.r.value is None
    assert (
        few.r.missing
        == "Not enough data yet: it takes 30 members who have had their time to recruit, and there are 29."
    )
    assert few.k.value is None


def test_nobody_brought_anybody() -> None:
    found = cohort_r([0], [50])
    assert found.r.value == 0
    assert found.r.low == 0
    assert found.r.high is not None
    assert 0.05 < found.r.high < 1
    assert found.k.value is None
    assert cohort_r([], []).r.n == 0


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody recruits in the bin of their own joining"):
        instantaneous_r([1, 1], [0, 1], [0.5, 0.5], [(0, 1)])
    with pytest.raises(ValueError, match="every recruit is one of those who joined"):
        dispersed_r([1, 1], [0, 2], [0.5, 0.5], [(0, 1)], dispersion=POISSON)
    for window in ((-1, 1), (1, 1), (0, 3)):
        with pytest.raises(ValueError, match="a window lies within the bins"):
            dispersed_r([1, 1], [0, 1], [0.5, 0.5], [window], dispersion=POISSON)
    with pytest.raises(ValueError, match="at least one bin"):
        sliding_windows(5, width=0)
    assert sliding_windows(5, width=7).shape == (0, 2)


RUNS = 300


@pytest.mark.parametrize("dispersion", DISPERSIONS)
def test_the_intervals_hold_the_truth_as_often_as_they_say(dispersion: float) -> None:
    scores = score(replace(STEADY, dispersion=dispersion), runs=RUNS)
    for one in (scores.cohort, scores.instantaneous):
        assert one.shown == RUNS
        assert one.covers_as_it_says, one
        assert abs(one.bias) < 0.03
    if dispersion < inf:
        # the interval that takes recruits for Poisson numbers does not
        assert scores.cohort.poisson < scores.cohort.covered
        assert scores.instantaneous.poisson < scores.instantaneous.covered
    if dispersion == 0.3:
        assert not replace(scores.instantaneous, covered=scores.instantaneous.poisson).covers_as_it_says


def test_with_hubs_beyond_the_model_the_interval_still_holds_most_truths() -> None:
    scores = score(OUTSIDE["hubs: zeal with a tail of exponent 2.5"], runs=100)
    assert scores.instantaneous.coverage > 0.88
    assert scores.instantaneous.poisson < 85
