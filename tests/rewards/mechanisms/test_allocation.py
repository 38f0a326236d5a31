"""Law 0: an Allocation that does not add up cannot be made."""

from __future__ import annotations

from typing import Any

import pytest

from rewards.mechanisms.allocation import Allocation, LawZeroBrokenError, Share


def test_what_the_shares_leave_is_the_remainder() -> None:
    allocation = Allocation.of(prize_minor=100, shares=[Share("dave", 60), Share("carol", 0)])
    assert allocation == Allocation(prize_minor=100, shares=(Share("dave", 60), Share("carol", 0)), remainder_minor=40)
    assert allocation.paid_minor == 60


def test_a_prize_of_nothing_is_divided_into_nothing() -> None:
    assert Allocation.of(prize_minor=0, shares=[Share("dave", 0)]).remainder_minor == 0


@pytest.mark.parametrize(
    ("prize", "amounts", "remainder"),
    [
        (100, [60], 39),
        (100, [60], 41),
        (100, [101], -1),
        (100, [-1, 101], 0),
        (-1, [], -1),
        (1, [True], 0),
        (1, [], True),
        (100, [50.0], 50),
        (100, [50, 50], 0.0),
    ],
)
def test_an_allocation_that_breaks_the_law_is_refused(prize: Any, amounts: list[Any], remainder: Any) -> None:
    shares = tuple(Share(k, amount) for k, amount in enumerate(amounts))
    with pytest.raises(LawZeroBrokenError):
        Allocation(prize_minor=prize, shares=shares, remainder_minor=remainder)


def test_shares_of_more_than_the_prize_are_refused() -> None:
    with pytest.raises(LawZeroBrokenError):
        Allocation.of(prize_minor=100, shares=[Share("dave", 60), Share("carol", 41)])


def test_one_person_has_one_share() -> None:
    with pytest.raises(LawZeroBrokenError, match="two shares"):
        Allocation.of(prize_minor=100, shares=[Share("dave", 1), Share("dave", 2)])
