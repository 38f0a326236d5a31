"""Who is due a message by their own rhythm, and which branches go quiet."""

from __future__ import annotations

from itertools import pairwise
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.participation.rhythm import campaign_rhythm, days_until_due, find_due, find_quiet, rhythm_of

days = st.lists(st.integers(0, 60), unique=True, max_size=12).map(sorted)


def test_somebody_who_comes_every_three_days_is_due_after_five() -> None:
    here = [0, 3, 6, 9]
    assert find_due(here, now_day=13) is None
    due = find_due(here, now_day=14)
    assert due is not None
    assert (due.days_away, due.rhythm, due.is_own_rhythm) == (5, 3, True)
    later = find_due(here, now_day=15)
    assert later is not None
    assert later.sentence == "Usually comes every 3 days; was last here 6 days ago."
    assert later.score > due.score
    last_chance = find_due(here, now_day=22)
    assert last_chance is not None
    assert last_chance.score == 1
    assert find_due(here, now_day=23) is None


def test_who_came_twice_is_judged_by_the_campaign() -> None:
    assert find_due([4, 5], now_day=9) is None
    twice = find_due([4, 5], now_day=9, campaign=2.5)
    assert twice is not None
    assert twice.sentence == (
        "Has come only twice, in a campaign where people usually come every 2 to 3 days; was last here 4 days ago."
    )
    once = find_due([5], now_day=9, campaign=1)
    assert once is not None
    assert once.sentence == (
        "Has come only once, in a campaign where people usually come every day; was last here 4 days ago."
    )
    assert find_due([], now_day=9, campaign=1) is None


@pytest.mark.parametrize(("rhythm", "due"), [(1, 2), (1.5, 3), (2, 3), (3, 5), (4.5, 7), (10, 15)])
def test_when_somebody_is_due(rhythm: float, due: int) -> None:
    assert days_until_due(rhythm) == due


def test_who_comes_too_rarely_is_never_due() -> None:
    assert all(find_due([0, 10, 20], now_day=now) is None for now in range(20, 60))
    assert find_due([0, 10, 20], now_day=36, gap=28) is not None


@given(here=days, away=st.integers(0, 40), gap=st.integers(1, 30))
def test_whoever_is_due_is_late_and_not_gone(here: list[int], away: int, gap: int) -> None:
    if not here:
        return
    due = find_due(here, now_day=here[-1] + away, gap=gap, campaign=4)
    own = rhythm_of(here)
    rhythm = 4 if own is None else own
    assert (due is not None) == (away >= 2 and 2 * away >= 3 * rhythm and away < gap)
    if due is not None:
        assert 0 < due.score <= 1
        assert due.days_away == away


@given(here=days)
def test_the_rhythm_is_the_median_gap(here: list[int]) -> None:
    gaps = [after - before for before, after in pairwise(here)]
    assert rhythm_of(here) == (median(gaps) if len(here) >= 3 else None)
    values, times = np.unique(np.array(gaps, dtype=np.int64), return_counts=True)
    assert campaign_rhythm(values, times) == (median(gaps) if gaps else None)


def test_days_ascend() -> None:
    for wrong in ([3, 3, 4], [5, 4]):
        with pytest.raises(ValueError, match="ascend"):
            rhythm_of(wrong)
    with pytest.raises(ValueError, match="as many gaps as counts"):
        campaign_rhythm([1, 2], [1])


def test_a_branch_goes_quiet_below_half_of_what_it_was() -> None:
    active = np.array(
        [
            [99, 10, 10, 10, 10, 4],
            [99, 10, 10, 10, 10, 5],
            [99, 4, 5, 5, 5, 0],
            [99, 5, 5, 5, 5, 0],
            [99, 80, 90, 70, 81, 1],
        ]
    )
    found = find_quiet([11, 12, 13, 14, 15], active, period="week")
    assert [(quiet.branch, quiet.sentence) for quiet in found] == [
        (15, "1 person was active in the last week, after 80 on average in the four weeks before."),
        (11, "4 people were active in the last week, after 10 on average in the four weeks before."),
        (14, "Nobody was active in the last week, after 5 on average in the four weeks before."),
    ]


def test_it_takes_four_periods_before() -> None:
    assert find_quiet([1], np.array([[50, 50, 50, 1]]), period="day") == ()
    assert find_quiet([], np.zeros((0, 9), dtype=np.int64), period="day") == ()
    with pytest.raises(ValueError, match="one row of active members"):
        find_quiet([1, 2], np.array([[50] * 5]), period="day")
