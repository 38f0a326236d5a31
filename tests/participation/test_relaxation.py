"""How bursts die down: known powers are found, and people who pass things on relax as theory says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.participation.relaxation import fitted_exponent, relaxation

# People answer after a time t with a chance that falls like t^−1.4.
KERNEL = 1.4


def hawkes_response(branching: float, bins: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Joins after one shock, where each brings `branching` others after waits of that kernel."""
    waits = np.arange(1, bins + 1, dtype=np.float64) ** -KERNEL
    # Of the whole kernel, also beyond what is looked at.
    whole = waits.sum() + (bins + 0.5) ** (1 - KERNEL) / (KERNEL - 1)
    waits /= whole
    response = np.zeros(bins)
    for t in range(bins):
        response[t] = waits[t] + branching * float(waits[:t] @ response[:t][::-1])
    return response


@pytest.mark.parametrize(("branching", "exponent"), [(0.2, 1.40), (1.0, 0.60)])
def test_a_response_relaxes_as_theory_says(branching: float, exponent: float) -> None:
    response = hawkes_response(branching, 10_000)
    times = np.arange(1_000, 10_001, dtype=np.float64)
    slope = -np.polyfit(np.log(times), np.log(response[999:]), 1)[0]
    assert slope == pytest.approx(exponent, abs=0.02)
    assert fitted_exponent(response[999:] * 1e6, times)[0] == pytest.approx(exponent, abs=0.02)


@given(st.floats(0.3, 1.5), st.integers(0, 2**32 - 1))
def test_a_power_that_is_known_is_found(exponent: float, seed: int) -> None:
    times = np.arange(1, 401, dtype=np.float64)
    counts = np.random.default_rng(seed).poisson(2_000 * times**-exponent).astype(np.float64)
    value, half = fitted_exponent(counts, times)
    # Five standard errors, which chance does not reach in this many tries.
    assert abs(value - exponent) < 5 / 1.96 * half


def test_a_short_burst_has_no_class_and_a_small_one_no_exponent() -> None:
    times = np.arange(1, 61, dtype=np.float64)
    series = np.concatenate([np.full(30, 2.0), [900.0], np.round(400 * times**-0.6)])
    made = relaxation(series, start=30, peak=30, end=len(series) - 1)
    assert made.exponent.value == pytest.approx(0.6, abs=0.05)
    assert made.likely_class == ""
    small = relaxation(series / 200, start=30, peak=30, end=len(series) - 1)
    assert small.exponent.value is None
    assert "100 joins after the peak" in small.exponent.missing
    with pytest.raises(ValueError, match="before its end"):
        relaxation(series, start=40, peak=40, end=39)


def test_a_long_burst_is_classed_as_a_hint() -> None:
    times = np.arange(1, 301, dtype=np.float64)
    passed_on = np.concatenate([np.full(48, 3.0), [900.0], np.round(500 * times**-0.6)])
    assert relaxation(passed_on, start=48, peak=48, end=len(passed_on) - 1).likely_class == "outside, passed on"
    alone = np.concatenate([np.full(48, 1.0), [9_000.0], np.round(300 * times**-1.4)])
    assert relaxation(alone, start=48, peak=48, end=len(alone) - 1).likely_class == "outside, not passed on"
    between = np.concatenate([np.full(48, 3.0), [900.0], np.round(800 * times**-0.95)])
    assert relaxation(between, start=48, peak=48, end=len(between) - 1).likely_class == ""


def test_the_peak_day_is_all_of_its_hours() -> None:
    """From 18:00 on ten an hour, on the day after 90 at noon and ten an hour else, on the third five an hour."""
    hours = np.concatenate([np.full(48 + 18, 1.0), np.full(30, 10.0), np.full(24, 5.0), np.full(12, 1.0)])
    hours[72 + 12] = 90
    shares = [relaxation(hours, start=start, peak=84, end=119, peak_day=(72, 95)).peak_share for start in (66, 84)]
    # The six hours of the first evening belong to the burst; the noon's morning does only where it had begun by then.
    assert [share.value for share in shares] == pytest.approx([320 / 500, 200 / 320])
    assert [share.n for share in shares] == [500, 320]
    by_day = np.array([24.0, 24.0, 78.0, 320.0, 120.0, 12.0])
    assert relaxation(by_day, start=2, peak=3, end=4).peak_share.value == pytest.approx(320 / 518)
    with pytest.raises(ValueError, match="begins before its peak"):
        relaxation(hours, start=85, peak=84, end=119)
    with pytest.raises(ValueError, match="within the series"):
        relaxation(hours, start=66, peak=84, end=119, peak_day=(96, 119))
