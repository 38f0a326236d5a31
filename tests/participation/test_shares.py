"""Shares and their intervals, against SciPy's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from campaigns.participation.shares import share_of, wilson


@given(st.integers(1, 5_000), st.data())
def test_intervals_are_wilsons(n: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, n))
    expected = binomtest(count, n).proportion_ci(method="wilson")
    low, high = wilson(count / n, n)
    assert (low, high) == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert 0 <= low <= count / n <= high <= 1


def test_a_share_of_too_few_says_so() -> None:
    figure = share_of(3, 29)
    assert (figure.value, figure.n) == (None, 29)
    assert figure.missing == "Not enough data yet: it takes 30 people, and there are 29."
    assert share_of(3, 30).value == 0.1
    assert share_of(0, 0, minimum=0).value is None
    assert share_of(1, 1, minimum=0).value == 1


@pytest.mark.parametrize(("share", "n"), [(1.1, 30), (-0.1, 30), (0.5, 0)])
def test_no_such_share(share: float, n: float) -> None:
    with pytest.raises(ValueError, match="no such share"):
        wilson(share, n)
