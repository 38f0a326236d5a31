"""The fast floors of a geometric series against the slow ones, computed from the powers themselves."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rewards.mechanisms.recursive import Recursive
from rewards.mechanisms.rounding import geometric_floors, share_by_splits, share_by_weights


def slow_floors(first: Fraction, ratio: Fraction, count: int) -> tuple[int, ...]:
    return tuple(
        first.numerator * ratio.numerator**k // (first.denominator * ratio.denominator**k) for k in range(count)
    )


@st.composite
def ratios(draw: st.DrawFn) -> Fraction:
    below = draw(st.integers(1, 30) | st.integers(1, 10**12))
    return Fraction(draw(st.integers(0, below)), below)


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


def by_largest_remainder(total: int, exact: list[Fraction]) -> tuple[int, ...]:
    floors = [int(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda k: (floors[k] - exact[k], k))
    raised = set(order[: total - sum(floors)])
    return tuple(floor + (k in raised) for k, floor in enumerate(floors))


@given(total=st.integers(0, 10**15), splits=st.lists(ratios(), max_size=40))
def test_a_path_is_split_as_exact_arithmetic_does_it(total: int, splits: list[Fraction]) -> None:
    reached, exact = Fraction(total), []
    for split in splits:
        exact.append(reached * (1 - split))
        reached *= split
    assert share_by_splits(total=total, splits=splits) == by_largest_remainder(total, [*exact, reached])


@pytest.mark.parametrize("people", [3, 7, 1_000])
def test_equal_parts_that_are_no_whole_bits_are_ties(people: int) -> None:
    # each hands up what the others are to get: everyone's part is the same fraction, by different roads
    splits = [Fraction(k - 1, k) for k in range(people, 1, -1)]
    for total in (people, people + 1, 5 * people - 1, 3 * people + people // 2):
        each, left = divmod(total, people)
        assert share_by_splits(total=total, splits=splits) == (*(each + 1,) * left, *(each,) * (people - left))


def test_a_tie_is_a_tie_although_the_roads_to_it_are_no_whole_bits() -> None:
    # 5/6, 4/3, 5/6, 3/2 and three halves: of the four halves the nearest to the finder gets the unit
    splits = [Fraction(part) for part in ("31/36", "23/31", "18/23", "1/2", "2/3", "1/2")]
    assert share_by_splits(total=6, splits=splits) == (1, 1, 1, 2, 1, 0, 0)


@given(total=st.integers(0, 10**15), weights=st.lists(st.integers(0, 10**12), min_size=1, max_size=40).filter(any))
def test_weights_divide_a_total_to_the_last_unit(total: int, weights: list[int]) -> None:
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    shared = share_by_weights(total=total, weights=weights)
    assert shared == by_largest_remainder(total, exact)
    assert sum(shared) == total


@pytest.mark.timeout(30)  # it takes a hundredth of a second; the exact numbers would have a hundred thousand digits
def test_a_long_path_of_odd_splits_takes_time_in_proportion_to_its_length() -> None:
    splits = [Fraction(10**12 - 1 - k, 10**12) for k in range(10_000)]
    shared = share_by_splits(total=10**15, splits=splits)
    assert sum(shared) == 10**15
    assert shared[0] == 1_000
