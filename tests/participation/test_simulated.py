"""Simulated campaigns are what they say: the truths that estimates are measured by are in them."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest

from tests.participation.simulated import DAY_US, MONDAY_US, Spike, World, simulate

BUSY = World(days=80, imports_per_day=20, active_per_day=0.7, half_life_days=10, lasting=0.25)


def test_one_seed_gives_one_campaign_in_the_order_of_joining() -> None:
    one, again, other = simulate(BUSY, seed=1), simulate(BUSY, seed=1), simulate(BUSY, seed=2)
    assert one.parent.tolist() == again.parent.tolist()
    assert one.at_us.tolist() == again.at_us.tolist()
    assert one.joined_at_us.tolist() != other.joined_at_us.tolist()
    recruit = np.flatnonzero(one.parent >= 0)
    assert np.all(one.parent[recruit] < recruit)
    assert np.all(one.joined_at_us[one.parent[recruit]] < one.joined_at_us[recruit])
    assert np.all(np.diff(one.joined_at_us) >= 0)
    assert np.all(np.diff(one.at_us) >= 0)
    assert np.all(one.at_us >= one.joined_at_us[one.person])
    assert one.joined_at_us[0] >= MONDAY_US
    assert max(one.joined_at_us[-1], one.at_us[-1]) < BUSY.end_us
    assert one.parent.dtype == one.joined_at_us.dtype == one.person.dtype == one.at_us.dtype == np.int64


@pytest.mark.parametrize("k", [inf, 1.0, 0.3])
def test_recruits_have_the_mean_the_variance_and_the_delay_that_were_asked_for(k: float) -> None:
    campaign = simulate(World(days=300, imports_per_day=20, dispersion=k), seed=3)
    recruit = np.flatnonzero(campaign.parent >= 0)
    brought = np.bincount(campaign.parent[recruit], minlength=len(campaign.parent))
    brought = brought[campaign.joined_at_us < campaign.world.end_us - 30 * DAY_US]
    assert brought.mean() == pytest.approx(0.8, rel=0.03)
    assert brought.var() == pytest.approx(0.8 + 0.64 / k, rel=0.06)
    waits = (campaign.joined_at_us[recruit] - campaign.joined_at_us[campaign.parent[recruit]]) / DAY_US
    assert waits.mean() == pytest.approx(3, rel=0.02)
    assert waits.std() == pytest.approx(3 / np.sqrt(2), rel=0.03)
    assert np.sum(campaign.parent < 0) == pytest.approx(6_000, rel=0.05)


def test_r_changes_when_it_was_asked_to() -> None:
    campaign = simulate(World(days=200, imports_per_day=30, reproduction=0.9, changes=((100, 0.3),)), seed=4)
    day = (campaign.joined_at_us - MONDAY_US) / DAY_US
    brought = np.bincount(campaign.parent[campaign.parent >= 0], minlength=len(day))
    assert brought[(day > 20) & (day < 80)].mean() == pytest.approx(0.9, rel=0.05)
    assert brought[(day > 100) & (day < 170)].mean() == pytest.approx(0.3, rel=0.05)


def test_a_spike_brings_imports_that_fade() -> None:
    campaign = simulate(World(reproduction=0, imports_per_day=2, spikes=(Spike(20.5, 2_000, 2),)), seed=5)
    day = (campaign.joined_at_us - MONDAY_US) / DAY_US
    assert np.sum((day >= 20.5) & (day < 22.5)) == pytest.approx(1_000, rel=0.1)
    assert np.sum((day >= 22.5) & (day < 24.5)) == pytest.approx(500, rel=0.1)
    assert np.sum(day < 20.5) == pytest.approx(41, abs=20)


def test_people_stay_and_are_active_as_long_as_was_asked_for() -> None:
    campaign = simulate(replace(BUSY, imports_per_day=100), seed=6)
    age = (campaign.at_us - campaign.joined_at_us[campaign.person]) // DAY_US
    old = campaign.joined_at_us < BUSY.end_us - 40 * DAY_US
    for day in (0, 3, 10, 30):
        active = len(np.unique(campaign.person[(age == day) & old[campaign.person]]))
        assert active / old.sum() == pytest.approx(BUSY.active_on(day), abs=0.025)
    assert BUSY.staying_after(0) == 1
    assert BUSY.staying_after(10) == pytest.approx(0.25 + 0.75 / 2)
    assert replace(BUSY, half_life_days=inf).active_on(50) == pytest.approx(1 - np.exp(-0.7))


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="above zero"):
        World(dispersion=0)
    with pytest.raises(ValueError, match="between 0 and 1"):
        World(lasting=2)
    with pytest.raises(ValueError, match="has no mean"):
        World(zeal_tail=1)
    with pytest.raises(ValueError, match="more than 1,000 people"):
        simulate(World(reproduction=3, most=1_000), seed=1)
