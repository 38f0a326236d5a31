"""What a spike leaves behind: shares compared with their intervals, and days far from the peak."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.participation.aftermath import activity_after, compare_retention


def test_a_worked_comparison() -> None:
    """30 of 100 against 60 of 100."""
    made = compare_retention(size=100, retained=30, size_before=100, retained_before=60)
    assert made.share.value == pytest.approx(0.3)
    assert made.lift.value == pytest.approx(0.5)
    assert made.difference.low == pytest.approx(-0.4209, abs=1e-3)
    assert made.difference.high == pytest.approx(-0.1638, abs=1e-3)
    assert made.lift.high is not None
    assert made.lift.high < 1


@given(st.integers(30, 500), st.integers(30, 500), st.data())
def test_the_interval_holds_the_value_and_equal_shares_hold_one(size: int, before: int, data: st.DataObject) -> None:
    retained = data.draw(st.integers(0, size))
    retained_before = data.draw(st.integers(1, before))
    made = compare_retention(size=size, retained=retained, size_before=before, retained_before=retained_before)
    for figure in (made.lift, made.difference):
        assert figure.value is not None
        assert figure.low is not None
        assert figure.high is not None
        assert figure.low <= figure.value <= figure.high
    same = compare_retention(size=size, retained=retained, size_before=size, retained_before=max(retained, 1))
    if retained:
        assert same.lift.low is not None
        assert same.lift.high is not None
        assert same.lift.low <= 1 <= same.lift.high


def test_too_few_say_what_is_missing() -> None:
    made = compare_retention(size=5, retained=2, size_before=100, retained_before=60)
    assert made.lift.value is None
    assert "30 people who came with the spike" in made.lift.missing
    nobody = compare_retention(size=50, retained=2, size_before=100, retained_before=0)
    assert nobody.lift.value is None
    assert nobody.lift.missing
    with pytest.raises(ValueError, match="no more come back"):
        compare_retention(size=5, retained=6, size_before=1, retained_before=0)


def test_activity_weeks_later() -> None:
    active = np.concatenate([np.full(28, 10), [500], np.full(27, 80), np.full(28, 15)]).astype(np.int64)
    assert activity_after(active, 28).value == pytest.approx(1.5)
    assert "56 days after the peak" in activity_after(active[:-1], 28).missing
    assert "28 days before the peak" in activity_after(active, 27).missing
