"""Lifecycle: a worked example to the digit, its identity, and everything again by sets of people."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.participation.lifecycle import NOBODY_LEFT, lifecycle, quick_ratio
from campaigns.participation.period_counts import counts_of
from campaigns.participation.periods import Calendar, microseconds
from campaigns.participation.shares import wilson

FIRST, LENGTH = 50, 10
Events = list[tuple[int, int]]
events = st.lists(st.tuples(st.integers(0, 12), st.integers(FIRST - 3, FIRST + LENGTH + 2)), max_size=80)


def test_the_worked_example() -> None:
    """PostHog's own test: one unit, active on eight days of January 2020."""
    us = np.array([microseconds(datetime(2020, 1, day, 12, tzinfo=UTC)) for day in (9, 11, 12, 13, 15, 17, 18, 19)])
    days = Calendar("UTC", 0).days(us)
    first = int(days[0])
    found = lifecycle(counts_of(np.ones(8), days, first, 11), period="day", last_complete=first + 10)
    assert found.new.tolist() == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    assert found.returning.tolist() == [0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1]
    assert found.resurrecting.tolist() == [0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0]
    assert found.dormant.tolist() == [0, -1, 0, 0, 0, -1, 0, -1, 0, 0, 0]
    assert found.complete == 11


@given(events, st.integers(FIRST - 2, FIRST + LENGTH + 2))
def test_the_lifecycle_is_that_of_sets(pairs: Events, last: int) -> None:
    seen: dict[int, set[int]] = defaultdict(set)
    for who, when in pairs:
        seen[who].add(when)
    lives = list(seen.values())
    found = lifecycle(
        counts_of([who for who, _ in pairs], [when for _, when in pairs], FIRST, LENGTH),
        period="week",
        last_complete=last,
        active_before=sum(FIRST - 1 in days for days in lives),
        stayed_from_before=sum({FIRST - 1, FIRST} <= days for days in lives),
    )
    for n in range(LENGTH):
        p = FIRST + n
        assert found.active[n] == sum(p in days for days in lives)
        assert found.new[n] == sum(min(days) == p for days in lives)
        assert found.returning[n] == sum({p - 1, p} <= days for days in lives)
        assert found.resurrecting[n] == sum(p in days and p - 1 not in days and min(days) != p for days in lives)
        assert found.dormant[n] == -sum(p - 1 in days and p not in days for days in lives)
    before = np.append(sum(FIRST - 1 in days for days in lives), found.active[:-1])
    assert (found.active == before + found.new + found.resurrecting + found.dormant).all()
    assert (found.active == found.new + found.returning + found.resurrecting).all()
    assert found.complete == len([p for p in range(FIRST, FIRST + LENGTH) if p <= last])
    assert len(found.quick_ratios()) == found.complete


def test_quick_ratio() -> None:
    figure = quick_ratio(60, 40)
    assert (figure.value, figure.n) == (1.5, 100)
    low, high = wilson(0.6, 100)
    assert (figure.low, figure.high) == pytest.approx((low / (1 - low), high / (1 - high)))
    assert quick_ratio(0, 40).value == 0
    assert quick_ratio(0, 40).low == 0


def test_without_anybody_who_left_there_is_no_ratio() -> None:
    figure = quick_ratio(500, 0)
    assert (figure.value, figure.n, figure.missing) == (None, 500, NOBODY_LEFT)
    assert quick_ratio(0, 0, minimum=0).value is None
    assert "it takes 30 people who came or left, and there are 12" in quick_ratio(10, 2).missing


def test_the_recent_ratio_takes_the_last_complete_periods_together() -> None:
    # Forty new people every week, each active for one week only.
    people = np.arange(400)
    found = lifecycle(counts_of(people, people // 40, 0, 10), period="week", last_complete=8)
    recent = found.recent_quick_ratio()
    assert (recent.value, recent.n) == (1.0, 320)
    assert [ratio.value for ratio in found.quick_ratios()] == [None] + [1.0] * 8
    assert found.recent_quick_ratio(over=100).value == pytest.approx(360 / 320)


@pytest.mark.parametrize("expected", [0.5, 1.0, 2.0])
def test_the_interval_covers_what_was_put_in(expected: float) -> None:
    rng = np.random.default_rng(3)
    covered = 0
    for came, left in zip(rng.poisson(60 * expected, 1000), rng.poisson(60, 1000), strict=True):
        figure = quick_ratio(int(came), int(left))
        assert figure.low is not None
        assert figure.high is not None
        covered += figure.low <= expected <= figure.high
    assert 0.93 <= covered / 1000 <= 0.97


def test_a_campaign_without_periods() -> None:
    found = lifecycle(counts_of([], [], 0, 0), period="day", last_complete=3)
    assert found.quick_ratios() == ()
    assert found.recent_quick_ratio().value is None
