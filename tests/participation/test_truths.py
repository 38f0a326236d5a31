"""Retention, survival, bursts and growth of which the truth is known: intervals are about as wide as they should be.

A few runs of what docs/GROUND_TRUTH.md tells of a thousand: enough to notice an interval much too narrow or too wide.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from campaigns.participation.retention import RETENTION_KINDS, RetentionKind, on_or_after
from tests.participation.ground_truth import DISPERSIONS, Score
from tests.participation.growing_truth import (
    ACTIVE,
    GROWING,
    STEPS,
    active_within,
    expected_joins,
    quick_ratios,
    score_growing,
    score_habits,
    trust_covers,
    typical,
)
from tests.participation.retention_truth import BEYOND, CASES, SAMPLED, WEEKS, Case, expected, look, score
from tests.participation.simulated import DAY_US, MONDAY_US, simulate
from tests.participation.staying_truth import (
    BURSTS,
    RUSH,
    STAYS,
    WORLDS,
    curve_of,
    half_lives,
    score_bursts,
    score_stays,
    staying,
    true_half_life,
)

RUNS = 60


def is_about_right(one: Score, *, bias: float = 0.1) -> bool:
    """Whether the errors are about as large as the intervals say: 60 runs are not off by more than three tenths."""
    return one.shown >= RUNS // 2 and 0.72 < one.error < 1.3 and abs(one.bias) < bias


@pytest.mark.parametrize("name", CASES)
def test_who_is_expected_back_comes_back(name: str) -> None:
    case = CASES[name]
    came, due = np.zeros((2, len(RETENTION_KINDS), case.periods, case.periods))
    for seed in range(RUNS):
        campaign = simulate(case.world, seed=seed)
        counts = (looked := look(case, campaign, seed=seed)).counts
        returned = (counts.pairs, counts.first_time, on_or_after(counts.last_seen), looked.joined)
        truths = expected(case, campaign)
        for place, kind in enumerate(RETENTION_KINDS):
            came[place] += returned[place]
            due[place] += truths[kind].returned
    for later in range(case.periods - 1):
        known = case.periods - later
        off = came[:, :known, later].sum(axis=1) - due[:, :known, later].sum(axis=1)
        # Of one person several periods count, so it is a little more than the root of the number.
        assert np.all(np.abs(off) < 6 * np.sqrt(due[:, :known, later].sum(axis=1))), (later, off)


@pytest.mark.parametrize("name", CASES)
def test_the_intervals_of_retention_are_as_wide_as_they_should_be(name: str) -> None:
    scores = score(CASES[name], runs=RUNS)
    for means in (scores.weighted, scores.simple):
        for which, one in means.items():
            assert is_about_right(one), (which, one)
    if CASES[name].world.spikes:
        assert is_about_right(scores.share)
        assert is_about_right(scores.lift)


@pytest.mark.parametrize("case", [*SAMPLED.values(), *BEYOND.values()], ids=[*SAMPLED, *BEYOND])
def test_so_are_those_of_people_who_are_unlike_each_other(case: Case) -> None:
    uneven = replace(case, world=replace(case.world, dispersion=DISPERSIONS[-1]))
    scores = score(uneven, runs=RUNS, others=300)
    recurring: RetentionKind = "recurring"
    for later in uneven.later:
        assert is_about_right(scores.weighted[recurring, later]), scores.weighted[recurring, later]


def test_without_a_sample_the_interval_of_recurring_retention_is_much_too_wide() -> None:
    scores = score(replace(WEEKS, sampled=0), runs=RUNS)
    assert scores.weighted["recurring", 1].error < 0.72


@pytest.mark.parametrize("name", WORLDS)
def test_people_stay_as_long_as_is_computed(name: str) -> None:
    world = replace(WORLDS[name], days=300, imports_per_day=40, reproduction=0)
    curve, truth = curve_of(simulate(world, seed=3)), staying(world, days=120)
    for day in (13, 14, 15, 20, 28, 56, 91):
        place = int(np.searchsorted(curve.days, day, side="right")) - 1
        assert abs(curve.survival[place] - truth[day]) < 4 * np.sqrt(curve.variance[place]) + 1e-3, day
    assert truth[13] == pytest.approx(1)
    assert truth[14] < 1


def test_the_intervals_of_survival_are_as_wide_as_they_should_be() -> None:
    scores = score_stays(STAYS, runs=RUNS)
    for days, one in scores.after.items():
        assert is_about_right(one), (days, one)
    assert scores.median.shown == RUNS
    assert scores.median.coverage >= 0.9
    assert abs(scores.median.bias) < 0.05


@pytest.mark.parametrize("dispersion", DISPERSIONS)
@pytest.mark.parametrize("name", BURSTS)
def test_the_interval_of_a_bursts_exponent_is_as_wide_as_it_should_be(name: str, dispersion: float) -> None:
    exponent, bins, at_first = BURSTS[name]
    one = score_bursts(exponent, bins, at_first, dispersion, runs=200)
    assert 0.85 < one.error < 1.2, one
    assert abs(one.bias) < 0.02


def test_the_half_life_of_a_rush_is_found() -> None:
    told, found = half_lives(replace(RUSH, reproduction=0), runs=20)
    assert found >= 18
    assert np.median(told) == pytest.approx(true_half_life(replace(RUSH, reproduction=0)), rel=0.2)
    assert true_half_life(replace(RUSH, reproduction=0)) == pytest.approx(24, abs=0.5)


@pytest.mark.parametrize("name", GROWING)
def test_as_many_join_as_are_expected(name: str) -> None:
    world, _ = GROWING[name]
    many = replace(world, days=28, imports_per_day=400)
    joins = np.bincount((simulate(many, seed=1).joined_at_us - MONDAY_US) // DAY_US, minlength=28)
    assert joins == pytest.approx(expected_joins(many).reshape(-1, STEPS).sum(axis=1), rel=0.15)
    assert joins.sum() == pytest.approx(expected_joins(many).sum(), rel=0.03)


@pytest.mark.parametrize("name", ACTIVE)
def test_as_many_are_active_come_and_go_as_are_expected(name: str) -> None:
    many = replace(ACTIVE[name], imports_per_day=60)
    campaign, days = simulate(many, seed=2), many.days
    day = (campaign.at_us - MONDAY_US) / DAY_US
    for begin, end in ((days - 28, days), (days - 1, days), (days - 20, days - 19)):
        there = np.unique(campaign.person[(day >= begin) & (day < end)]).size
        assert abs(there - active_within(campaign, begin, end)) < 4 * np.sqrt(there)
    assert quick_ratios(campaign) == pytest.approx(quick_ratios(typical(many)), rel=0.05)


@pytest.mark.parametrize("dispersion", DISPERSIONS)
def test_the_intervals_of_growth_and_pace_are_as_wide_as_they_should_be(dispersion: float) -> None:
    world, period = GROWING["small: 1.5 imports a day, by weeks after 8"]
    scores = score_growing(replace(world, dispersion=dispersion), period, runs=3 * RUNS)
    for one in (scores.k_factor, scores.median, scores.p90):
        assert is_about_right(one), one
    assert scores.k_covers(dispersion) > 0.87


def test_the_interval_of_a_doubling_time_is_too_narrow_since_luck_lasts() -> None:
    world, period = GROWING["growing: R 1.1 and 2 imports a day, by weeks after 9"]
    scores = score_growing(replace(world, dispersion=DISPERSIONS[-1]), period, runs=RUNS)
    assert 0.45 < scores.growth_rate.coverage < 0.85


def test_the_intervals_of_habits_are_as_wide_as_they_should_be() -> None:
    scores = score_habits(ACTIVE["8 weeks: R 0.8 and 3 imports a day"], runs=RUNS)
    for one in (scores.dau_over_mau, scores.days_of_28, scores.of_people["last week"]):
        assert is_about_right(one), one
    # Whoever comes, goes and comes again counts on both sides.
    assert scores.of_people["last four weeks"].error < 0.72
    assert scores.of_world["last four weeks"].error > 1.2


def test_shares_of_reports_verified_are_covered_as_wilsons_are() -> None:
    assert trust_covers(0.5, 5) == pytest.approx(1 - 2 / 32)
    assert 0.93 < trust_covers(0.8, 300) < 0.97
