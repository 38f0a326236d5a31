"""Spikes: what is noticed, when it is over, and that no bin is judged by a later one."""

from __future__ import annotations

import os
from itertools import pairwise
from math import inf
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from campaigns.participation.spikes import (
    DAYS_IN_CYCLE,
    FEWEST_EXTRA,
    HOURS_IN_CYCLE,
    Spike,
    Yardstick,
    beginnings,
    find_spikes,
    surprise,
)
from tests.participation.nab import A_DAY, BAR, Series, read_series, score, sigma
from tests.participation.spike_series import Calm, draw
from tests.participation.spike_truth import total

CALM = Calm(per_bin=5, cycle=HOURS_IN_CYCLE, cycles=40)


@pytest.fixture(scope="module")
def mentions() -> list[Series]:
    folder = os.environ.get("MOBILIZE_REFERENCE_DATA")
    if not folder:
        pytest.skip("MOBILIZE_REFERENCE_DATA names no folder with the reference data; the mentions are in its nab/")
    return read_series(Path(folder) / "nab")


@st.composite
def rows(draw: st.DrawFn) -> NDArray[np.int64]:
    """Counts of all kinds: calm ones, heavy-tailed ones, silence, a bin that stands out."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    size = draw(st.integers(0, 400))
    shape, scale = draw(st.sampled_from([0.1, 1.0, 50.0])), draw(st.sampled_from([0.0, 0.2, 5.0, 1e6]))
    row = chance.poisson(chance.gamma(shape, scale / shape, size) if scale else np.zeros(size)).astype(np.int64)
    for place in draw(st.lists(st.integers(0, 399), max_size=3)):
        row[place : place + draw(st.integers(1, 30))] += draw(st.integers(0, 10**7))
    return row


def test_the_score_ranges_from_silence_to_a_detection_at_every_left_edge(mentions: list[Series]) -> None:
    assert sum(len(each.windows) for each in mentions) == 17
    assert sum(score(each.windows, []) for each in mentions) == -17
    best = [score(each.windows, [first for first, _ in each.windows]) for each in mentions]
    assert sum(best) == pytest.approx(17)


def test_a_worked_score() -> None:
    """A window of 100 bins: hit in its middle, two false alarms before it, one a width and one far behind it."""
    windows, hit = [(1_000, 1_099)], sigma(-0.5) / sigma(-1)
    assert hit == pytest.approx(0.8597, abs=1e-4)
    assert score(windows, [749, 1_050]) == pytest.approx(hit)
    assert score(windows, [800, 900, 1_050, 1_060]) == pytest.approx(hit - 0.22)
    assert score(windows, [1_050, 1_198, 9_000]) == pytest.approx(hit + 0.11 * sigma(1) - 0.11)
    assert score(windows, [1_198]) == pytest.approx(-1 - 0.11 * 0.98661, abs=1e-5)


def test_real_spikes_are_noticed_better_than_by_anything_known(mentions: list[Series]) -> None:
    each = {series.name: round(total([series]), 2) for series in mentions}
    assert each == {"AAPL": 3.27, "CRM": 2.5, "FB": 1.39, "KO": 2.27, "UPS": 3.54}
    assert total(mentions) > BAR


@pytest.mark.parametrize("by", [0.8, 1.25])
def test_no_number_was_fitted_to_the_real_ones(mentions: list[Series], by: float) -> None:
    assert total(mentions, Yardstick(memory=round(14 * by))) > BAR
    assert total(mentions, Yardstick(spread=0.5 * by)) > BAR
    assert total(mentions, Yardstick(noticed_at=by)) > BAR


def test_cutting_the_future_off_changes_nothing_on_real_ones(mentions: list[Series]) -> None:
    for each in mentions:
        whole, noticed = surprise(each.counts, cycle=A_DAY), beginnings(each.counts, cycle=A_DAY)
        for size in (700, 5_009, 5_010, 12_345):
            some = each.counts[:size]
            assert np.array_equal(surprise(some, cycle=A_DAY), whole[:size])
            assert np.array_equal(beginnings(some, cycle=A_DAY), noticed[noticed < size])


@given(rows(), st.integers(1, 30), st.integers(0, 400), st.integers(0, 10**6))
def test_no_bin_is_judged_by_a_later_one(row: NDArray[np.int64], cycle: int, cut: int, instead: int) -> None:
    whole, noticed = surprise(row, cycle=cycle), beginnings(row, cycle=cycle)
    assert np.array_equal(surprise(row[:cut], cycle=cycle), whole[:cut])
    assert np.array_equal(beginnings(row[:cut], cycle=cycle), noticed[noticed < cut])
    other = row.copy()
    other[cut:] = instead
    assert np.array_equal(surprise(other, cycle=cycle)[:cut], whole[:cut])


@given(rows(), st.integers(1, 30))
def test_what_holds_of_all_spikes(row: NDArray[np.int64], cycle: int) -> None:
    told = find_spikes(row, cycle=cycle, first=1_000)
    assert told.n == len(row)
    assert bool(told.missing) == (len(row) <= cycle)
    noticed = surprise(row, cycle=cycle)
    for spike in told.found:
        start, end = spike.start - 1_000, len(row) if spike.end is None else spike.end - 1_000
        assert 0 <= start <= spike.peak - 1_000 < end <= len(row)
        assert row[spike.peak - 1_000] == row[start:end].max()
        assert spike.count == row[start]
        assert spike.excess >= 5
        assert spike.is_over == (spike.end is not None)
        assert spike.is_over or spike.half_life is None
        assert spike.half_life is None or 0 < spike.half_life <= end - (spike.peak - 1_000)
        assert start < cycle or noticed[start] >= 1
    for before, after in pairwise(told.found):
        assert before.end is not None
        assert after.start >= before.end
        assert after.start - before.start > cycle


@given(rows(), st.integers(1, 30), st.integers(0, 400))
def test_a_spike_that_was_over_stays_as_it_was_told(row: NDArray[np.int64], cycle: int, cut: int) -> None:
    def later(spikes: tuple[Spike, ...]) -> list[Spike]:
        return [spike for spike in spikes if spike.is_over and spike.start >= 2 * cycle]

    now, then = find_spikes(row, cycle=cycle).found, find_spikes(row[:cut], cycle=cycle).found
    opened = [spike for spike in (*now, *then) if spike.start < 2 * cycle]
    # A spike of the first cycle is told in hindsight, and what begins in its midst belongs to it.
    if not opened:
        assert set(later(then)) <= set(now)


def above_usual(row: NDArray[np.int64], start: int, cycle: int) -> NDArray[np.float64]:
    """Count by how much more came from a place on than the middle half of 14 cycles before it, for cycles up to 23."""
    cycles = min(14, start // cycle)
    past = np.sort(row[start - cycles * cycle : start].reshape(-1, cycle).astype(np.float64), axis=0)
    cut = len(past) // 4
    profile = past[cut : len(past) - cut].mean(axis=0)
    above: NDArray[np.float64] = row[start:] - np.tile(profile, len(row) // cycle + 1)[: len(row) - start]
    return above


@settings(max_examples=300)
@given(rows(), st.integers(1, 23), st.integers(0, 400))
def test_cutting_the_future_off_changes_nothing_that_was_told_but_ends(
    row: NDArray[np.int64], cycle: int, cut: int
) -> None:
    """Of spikes after the first cycle; one in the first is told in hindsight, and takes in what begins in its midst."""
    row[: 2 * cycle] = 0
    cut = min(cut, len(row))
    now = {spike.start: spike for spike in find_spikes(row, cycle=cycle).found}
    then = {spike.start: spike for spike in find_spikes(row[:cut], cycle=cycle).found}
    if any(start < cycle for start in (*now, *then)):
        return
    for start, told in then.items():
        if told.is_over:
            assert now[start] == told
        elif start in now:
            # While it goes on, its peak may still change, and what came with it grows.
            assert (now[start].count, now[start].expected) == (told.count, told.expected)
        else:
            # It came to nothing: no more than a few above the usual in the end.
            assert np.cumsum(above_usual(row, start, cycle))[told.peak - start :].min() < FEWEST_EXTRA
    quiet = max(2, cycle // 4)
    over = {start: spike for start, spike in now.items() if spike.end is not None and spike.end + quiet <= cut}
    assert over == {start: spike for start, spike in then.items() if start in over}


@pytest.mark.parametrize("cut", range(250, 410, 10))
def test_what_was_noticed_of_a_long_rush_was_noticed_at_once(cut: int) -> None:
    row = np.full(24 * 20, 10.0)
    row[240:] += np.floor(100 * 0.5 ** (np.arange(240) / 40))
    row[400:410] += 500
    (told, *_), (whole, *_) = (find_spikes(some, cycle=HOURS_IN_CYCLE).found for some in (row[:cut], row))
    assert (told.start, told.peak, told.count, told.expected) == (240, 240, 110, 10.0)
    assert (whole.start, whole.count, whole.expected) == (told.start, told.count, told.expected)


@pytest.mark.parametrize("count", [0, 1, 7, 10**12])
@pytest.mark.parametrize("cycle", [1, DAYS_IN_CYCLE, HOURS_IN_CYCLE])
def test_what_never_changes_has_no_spike(count: int, cycle: int) -> None:
    told = find_spikes(np.full(400, count), cycle=cycle)
    assert told.found == ()
    assert told.missing == ""


def test_too_short_a_series_says_what_it_takes() -> None:
    told = find_spikes(np.full(24, 9), cycle=HOURS_IN_CYCLE, of="hours")
    assert (told.found, told.n) == ((), 24)
    assert told.missing == "Not enough data yet: it takes 25 complete hours, and there are 24."
    assert find_spikes([], cycle=HOURS_IN_CYCLE).n == 0
    assert surprise([], cycle=HOURS_IN_CYCLE).size == 0
    assert surprise([3.0], cycle=HOURS_IN_CYCLE).tolist() == [-inf]


def test_no_such_counts() -> None:
    for wrong in ([-1.0], [np.nan], [np.inf], [[1.0]]):
        with pytest.raises(ValueError, match="one row of numbers"):
            find_spikes(wrong, cycle=HOURS_IN_CYCLE)
    with pytest.raises(ValueError, match="at least one bin"):
        surprise([1.0], cycle=0)


def test_a_worked_spike() -> None:
    """Ten an hour for ten days; then 100, halving every second hour."""
    row = np.full(24 * 20, 10.0)
    row[240:] += np.floor(100 * 0.5 ** (np.arange(240) / 2))
    told = find_spikes(row, cycle=HOURS_IN_CYCLE, first=500)
    (spike,) = told.found
    assert (spike.start, spike.peak, spike.count, spike.expected) == (740, 740, 110, 10.0)
    # 100, 70, 50, … 1: the last above nothing is the fourteenth
    assert spike.end == 754
    assert spike.excess == pytest.approx(sum(int(100 * 0.5 ** (n / 2)) for n in range(14)))
    assert spike.half_life == pytest.approx(2.0, abs=0.1)
    running = find_spikes(row[:243], cycle=HOURS_IN_CYCLE).found
    assert [(each.start, each.is_over, each.half_life) for each in running] == [(240, False, None)]
    assert running[0].excess == pytest.approx(220)


def test_the_surprise_by_hand() -> None:
    """Cycles of two bins, so the pace of one bin alone: 3, 5 | 4, 9 | 30. Tops of ln(1 + count) less the level."""
    row = [3.0, 5.0, 4.0, 9.0, 30.0]
    logs = np.log1p(row)
    level = np.array([logs[0], logs[:1].mean(), logs[:2].mean(), logs[:3].mean(), logs[:4].mean()])
    height = logs - level
    tops, weights = np.array([height[2:4].max(), height[0:2].max()]), np.array([1.0, 13 / 14])
    known = weights.sum()
    mean = (weights * tops).sum() / known
    variance = (weights * (tops - mean) ** 2).sum() / known
    rate = np.exp(mean + level[4]) - 1
    square = (1 + 1 / known) * (known * variance + 14 / 4) / (known + 14) + (rate + 3 / 8) / (1 + rate) ** 2
    assert surprise(row, cycle=2)[4] == pytest.approx((height[4] - mean) / np.sqrt(square))


def test_a_single_event_after_silence_is_no_spike() -> None:
    row = np.zeros(24 * 20)
    row[300] = 1
    assert find_spikes(row, cycle=HOURS_IN_CYCLE).found == ()
    row[300] = 4
    assert find_spikes(row, cycle=HOURS_IN_CYCLE).found == ()
    row[300] = 12
    assert [spike.start for spike in find_spikes(row, cycle=HOURS_IN_CYCLE).found] == [300]


def test_a_campaign_that_opens_with_its_spike_is_told_so_once_two_more_cycles_are_over() -> None:
    fading = np.floor(3 + 500 * 0.5 ** (np.arange(60) / 2))
    assert find_spikes(fading[:20], cycle=DAYS_IN_CYCLE).found == ()
    (spike,) = find_spikes(fading, cycle=DAYS_IN_CYCLE, first=9).found
    assert (spike.start, spike.peak) == (9, 9)
    assert spike.is_over
    assert spike.half_life == pytest.approx(2, abs=0.2)


def test_a_level_that_stays_is_usual_after_two_weeks() -> None:
    row = np.concatenate([np.full(24 * 20, 5.0), np.full(24 * 60, 30.0)])
    (spike,) = find_spikes(row, cycle=HOURS_IN_CYCLE).found
    assert (spike.start, spike.end) == (480, 480 + 14 * 24)


def test_tides_are_no_spikes_and_what_rises_above_them_is() -> None:
    calm = [draw(CALM, sizes=(), half_life=6, seed=seed) for seed in range(20)]
    alarms = sum(len(find_spikes(made.counts, cycle=HOURS_IN_CYCLE).found) for made in calm)
    assert alarms <= 8, "in 27 months"
    rushes = [draw(CALM, sizes=(3.0,), half_life=6, seed=seed) for seed in range(20)]
    for made in rushes:
        starts = [spike.start for spike in find_spikes(made.counts, cycle=HOURS_IN_CYCLE).found]
        assert any(0 <= start - made.begins[0] <= 12 for start in starts)


@given(st.integers(0, 100), st.sampled_from([2, 10, 1_000]))
def test_large_counts_are_judged_by_their_ratios(seed: int, times: int) -> None:
    row = draw(Calm(per_bin=1e6, cycle=HOURS_IN_CYCLE, cycles=20, dispersion=5), sizes=(1.0,), half_life=6, seed=seed)
    one, more = (surprise(counts, cycle=HOURS_IN_CYCLE)[24:] for counts in (row.counts, row.counts * times))
    assert np.abs(one - more).max() < 0.01


def test_five_thousand_bins_take_a_moment() -> None:
    row = np.random.default_rng(0).poisson(20, 5_000)
    began = perf_counter()
    find_spikes(row, cycle=A_DAY)
    assert perf_counter() - began < 30
