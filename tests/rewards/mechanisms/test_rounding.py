"""The fast floors of a geometric series against the slow ones, computed from the powers themselves."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rewards.mechanisms.recursive import Recursive
from rewards.mechanisms.rounding import geometric_floors


def slow_floors(first: Fraction, ratio: Fraction, count: int) -> tuple[int, ...]:
    return tuple(
        first.numerator * ratio.numerator**k // (first.denominator * ratio.denominator**k) for k in range(count)
    )


@st.composite
def ratios(draw: st.DrawFn) -> Fraction:
    below = draw(st.integers(1, 30) | st.integers(1, 10**12))
    return Fraction(draw(st.integers(0, below - 1)), below)


@given(
    prize=st.integers(0, 10**15),
    share=st.fractions(0, 1, max_denominator=10**6),
    ratio=ratios(),
    count=st.integers(0, 120),
)
def test_every_floor_is_exact(prize: int, share: Fraction, ratio: Fraction, count: int) -> None:
    first = prize * share
    assert geometric_floors(first=first, ratio=ratio, count=count) == slow_floors(first, ratio, count)


@pytest.mark.parametrize(
    ("first", "ratio", "floors"),
    [
        # no longer whole, then whole again: the bounds stand on two sides of it
        (Fraction(5, 3), Fraction(3, 5), (1, 1, 0, 0)),
        (Fraction(35, 3), Fraction(3, 7), (11, 5, 2, 0)),
        # above a whole number, and below one, by less than the bounds can tell
        (3 + Fraction(1, 10**90), Fraction(1, 3), (3, 1, 0, 0)),
        (3 - Fraction(1, 10**90), Fraction(1, 3), (2, 0, 0, 0)),
        (Fraction(0), Fraction(1, 2), (0, 0, 0, 0)),
        (Fraction(7), Fraction(0), (7, 0, 0, 0)),
    ],
)
def test_values_beside_a_whole_number(first: Fraction, ratio: Fraction, floors: tuple[int, ...]) -> None:
    assert geometric_floors(first=first, ratio=ratio, count=4) == floors


@pytest.mark.timeout(30)  # it takes a tenth of a second; by way of the powers it would take hours
def test_a_long_chain_under_an_odd_ratio_takes_time_in_proportion_to_its_length() -> None:
    # the power at the last step has about eight million digits, and the one before it nearly as many
    slow = Recursive(ratio=Fraction(10**12 - 1, 10**12), finder_share=Fraction(1, 10**12))
    amounts = slow.amounts(10**15, 200_000)
    assert amounts[0] == 1000
    assert amounts[1] == amounts[-1] == 999
