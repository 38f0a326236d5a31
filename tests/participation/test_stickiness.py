"""Stickiness: daily, weekly and monthly activity, by sets of people."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.participation.shares import wilson
from campaigns.participation.stickiness import (
    DailyActivity,
    daily_of,
    mean_of,
    stickiness,
)

FIRST, LENGTH = 200, 45
Events = list[tuple[int, int]]
events = st.lists(st.tuples(st.integers(0, 6), st.integers(FIRST - 40, FIRST + LENGTH + 4)), max_size=120)


def daily(pairs: Events, length: int = LENGTH) -> DailyActivity:
    return daily_of([who for who, _ in pairs], [when for _, when in pairs], FIRST, length)


def lives(pairs: Events) -> dict[int, set[int]]:
    seen: dict[int, set[int]] = defaultdict(set)
    for who, when in pairs:
        seen[who].add(when)
    return seen


@given(events)
def test_days_are_those_of_sets(pairs: Events) -> None:
    found = daily(pairs)
    seen = lives(pairs)
    for n in range(LENGTH):
        day = FIRST + n
        assert found.dau[n] == sum(day in days for days in seen.values())
        assert found.wau[n] == sum(bool(days & set(range(day - 6, day + 1))) for days in seen.values())
        month = set(range(day - 27, day + 1))
        expected = Counter(len(days & month) for days in seen.values() if min(days) <= day)
        assert dict(enumerate(found.l28[n].tolist())) == {k: expected[k] for k in range(29)}
        assert found.mau[n] == sum(bool(days & month) for days in seen.values())


@given(events)
def test_somebody_active_every_day(pairs: Events) -> None:
    always = [(99, day) for day in range(FIRST - 3, FIRST + LENGTH)]
    alone, together = daily(pairs), daily(pairs + always)
    assert (together.dau == alone.dau + 1).all()
    more = together.l28 - alone.l28
    assert [row.nonzero()[0].tolist() for row in more] == [[min(n + 4, 28)] for n in range(LENGTH)]


@given(events, st.randoms(use_true_random=False), st.integers(0, LENGTH))
def test_neither_order_nor_repeats_nor_the_future_change_anything(pairs: Events, random, length: int) -> None:  # type: ignore[no-untyped-def]
    again = pairs + pairs[::2]
    random.shuffle(again)
    early, late = daily(again, length), daily(pairs)
    for name in ("dau", "wau", "l28"):
        assert (getattr(early, name) == getattr(late, name)[:length]).all()


@given(events)
def test_months_hold_weeks_hold_days(pairs: Events) -> None:
    found = daily([pair for pair in pairs if pair[1] >= FIRST])
    assert (found.dau <= found.wau).all()
    assert (found.wau <= found.mau).all()
    days = (found.l28 * np.arange(29)).sum(axis=1)
    assert days.tolist() == [found.dau[max(n - 27, 0) : n + 1].sum() for n in range(LENGTH)]


def test_a_campaign_of_six_weeks() -> None:
    # Forty people every day, sixty on the first day of each week only.
    pairs = [(who, FIRST + day) for day in range(42) for who in range(40)]
    pairs += [(who, FIRST + day) for day in range(0, 42, 7) for who in range(40, 100)]
    found = stickiness(daily(pairs, 43), last_complete=FIRST + 41)
    assert (found.dau[-1], found.wau[-1], found.mau[-1]) == (40, 100, 100)
    assert len(found.dau) == 42
    today = found.dau_over_mau[-1]
    assert (today.value, today.n) == (0.4, 100)
    assert (today.low, today.high) == pytest.approx(wilson(0.4, 100))
    assert dict(zip(found.l28.values.tolist(), found.l28.people.tolist(), strict=True)) == {
        n: {4: 60, 28: 40}.get(n, 0) for n in range(1, 29)
    }
    assert found.days_of_28.value == (60 * 4 + 40 * 28) / 100
    assert found.dau_over_mau[27].value == 0.4
    assert "it takes 28 complete days, and there are 27" in found.dau_over_mau[26].missing


def test_a_young_or_a_small_campaign_has_no_ratio() -> None:
    young = stickiness(daily([(who, FIRST) for who in range(100)], 5), last_complete=FIRST + 3)
    assert "it takes 28 complete days, and there are 4" in young.days_of_28.missing
    small = stickiness(daily([(who, FIRST + 30) for who in range(29)]), last_complete=FIRST + 40)
    assert "it takes 30 people active in 28 days, and there are 29" in small.dau_over_mau[-1].missing
    nothing = stickiness(daily([], 0), last_complete=FIRST + 40)
    assert (nothing.dau_over_mau, nothing.l28.people.sum()) == ((), 0)


def test_means_have_the_usual_interval() -> None:
    values, people = np.array([1, 2, 5]), np.array([30, 50, 20])
    figure = mean_of(values, people)
    each = np.repeat(values, people)
    half = 1.959963984540054 * each.std(ddof=1) / 10
    assert (figure.value, figure.low, figure.high) == pytest.approx(
        (each.mean(), each.mean() - half, each.mean() + half)
    )


def test_shapes_must_fit() -> None:
    days = np.zeros(3, dtype=np.int64)
    with pytest.raises(ValueError, match="29 columns"):
        DailyActivity(0, days, days, np.zeros((3, 28), dtype=np.int64))
