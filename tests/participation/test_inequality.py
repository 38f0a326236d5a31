"""Inequality by its definition over all pairs, its laws, and amounts too large for floats."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.participation.inequality import NOTHING_YET, gini_of, lorenz_of, top_share_of

amounts = st.lists(st.integers(0, 10**12), min_size=1, max_size=30)


def gini(each: list[int]) -> float | None:
    return gini_of(each, [1] * len(each), minimum=1).value


def top(each: list[int], percent: int = 1) -> float | None:
    return top_share_of(each, [1] * len(each), percent=percent, minimum=1).value


@pytest.mark.parametrize(
    ("each", "expected"),
    [([0, 0, 0, 1], 0.75), ([1, 2, 3, 4], 0.25), ([7, 7, 7], 0.0), ([5], 0.0), ([0, 0, 1, 1], 0.5)],
)
def test_worked_examples(each: list[int], expected: float) -> None:
    assert gini(each) == expected


@given(each=amounts)
def test_gini_is_half_the_mean_difference_over_the_mean(each: list[int]) -> None:
    total, n = sum(each), len(each)
    if not total:
        assert gini_of(each, [1] * n, minimum=1).missing == NOTHING_YET
        return
    differences = sum(abs(one - other) for one in each for other in each)
    assert gini(each) == float(Fraction(differences, 2 * n * total))


@given(each=amounts, percent=st.integers(1, 100))
def test_top_share_is_what_the_richest_hundredths_have(each: list[int], percent: int) -> None:
    # A hundred copies of everybody have a whole number of people in every percent.
    copies = sorted((each * 100), reverse=True)[: percent * len(each)]
    if sum(each):
        assert top(each, percent) == float(Fraction(sum(copies), 100 * sum(each)))


@given(each=amounts)
def test_twice_the_area_above_lorenz_curve_is_the_gini(each: list[int]) -> None:
    people, held = lorenz_of(each, [1] * len(each))
    if not sum(each):
        assert people == held == []
        return
    assert (people[0], held[0], people[-1], held[-1]) == (0, 0, 1, 1)
    assert 1 - 2 * np.trapezoid(held, people) == pytest.approx(gini(each), abs=1e-9)


def test_a_long_curve_is_thinned_and_keeps_its_ends() -> None:
    people, held = lorenz_of(range(1_000), [1] * 1_000, most=20)
    assert (len(people), people[0], held[-1]) == (20, 0, 1)
    assert all(np.diff(people) > 0)
    assert 1 - 2 * np.trapezoid(held, people) == pytest.approx(1 / 3, abs=0.01)


@given(each=amounts, times=st.integers(1, 5), factor=st.integers(1, 9))
def test_copies_of_people_and_of_values_change_nothing(each: list[int], times: int, factor: int) -> None:
    scaled = [factor * value for value in each]
    assert gini_of(scaled, [times] * len(each), minimum=1).value == gini(each)
    assert top_share_of(scaled, [times] * len(each), minimum=1).value == top(each)


@given(each=st.lists(st.integers(0, 10**6), min_size=2, max_size=30), part=st.floats(0, 1))
def test_a_gift_to_the_poorest_raises_neither(each: list[int], part: float) -> None:
    each = sorted(each)
    gift = int(part * (each[-1] - each[0]))
    after = [each[0] + gift, *each[1:-1], each[-1] - gift]
    if sum(each):
        assert (gini(after) or 0) <= (gini(each) or 0)
        assert (top(after) or 0) <= (top(each) or 0)


def test_amounts_beyond_what_int64_can_sum() -> None:
    huge = 9 * 10**18
    assert gini_of(np.array([0, huge]), np.array([99, 1])).value == 0.99
    assert top_share_of(np.array([1, huge]), np.array([198, 2])).value == float(Fraction(2 * huge, 2 * huge + 198))
    assert gini([10**30, 10**30]) == 0


def test_one_and_a_half_people_are_the_top_of_150() -> None:
    assert top_share_of([0, 4, 6], [148, 1, 1]).value == 0.8


def test_too_few_people_are_said_to_be() -> None:
    assert gini_of([0, 3], [28, 1]).missing == "Not enough data yet: it takes 30 people, and there are 29."
    assert top_share_of([0, 3], [98, 1]).missing == "Not enough data yet: it takes 100 people, and there are 99."
    assert (gini_of([0, 3], [29, 1]).n, gini_of([], [], minimum=0).value) == (30, None)


@pytest.mark.parametrize(("values", "people"), [([-1], [1]), ([1], [-1]), ([1, 2], [1]), ([1.5], [1])])
def test_nonsense_is_refused(values: list[int], people: list[int]) -> None:
    with pytest.raises(ValueError, match=r"\."):
        gini_of(values, people)


def test_there_is_no_top_of_nothing_percent() -> None:
    with pytest.raises(ValueError, match="between 1 and 100"):
        top_share_of([1], [100], percent=0)
