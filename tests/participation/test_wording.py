"""What is said is never on the other side of a boundary than what was found."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.participation.wording import PEOPLE, PERIODS, change, percent, plain, ratio


@pytest.mark.parametrize(
    ("after", "before", "said"),
    [
        (212, 308, "31 % fewer"),
        (110, 100, "10 % more"),
        (1_099, 1_000, "9.9 % more"),
        (10_996, 10_000, "9.9 % more"),
        (8_996, 10_000, "10.1 % fewer"),
        (9_000, 10_000, "10 % fewer"),
        (10_001, 10_000, "less than 0.1 % more"),
        (9_999, 10_000, "0.1 % fewer"),
        (7, 7, "as many"),
        (50_000, 10, "499,900 % more"),
        (0, 3, "100 % fewer"),
    ],
)
def test_changes(after: int, before: int, said: str) -> None:
    assert change(after, before) == said


def test_nothing_is_said_in_percent_of_nothing() -> None:
    with pytest.raises(ValueError, match="percent of nothing"):
        change(3, 0)


@given(before=st.integers(1, 10**6), after=st.integers(0, 10**6))
def test_a_tenth_more_or_less_is_never_said_of_less_or_more(before: int, after: int) -> None:
    said = re.fullmatch(r"([\d.,]+) % (more|fewer)", str(change(after, before)))
    if said is None:
        return
    number, word = float(said[1].replace(",", "")), said[2]
    told = number if word == "more" else -number
    for limit in (-10, 10, 20):
        assert (told >= limit) == (100 * (after - before) >= limit * before)


def test_counts() -> None:
    assert [PEOPLE.counted(number) for number in (0, 1, 2, 1.04, 2.5, 9.96, 99.6, 12_345.6)] == [
        "0 people", "1 person", "2 people", "1 person", "2.5 people", "10 people", "100 people", "12,346 people",
    ]  # fmt: skip
    assert (PERIODS["week"].counted(4), plain(3.04)) == ("4 weeks", "3")


def test_shares_and_ratios() -> None:
    assert [percent(share) for share in (0, 0.001, 0.377, 0.999, 1)] == [
        "0 %", "less than 1 %", "38 %", "more than 99 %", "100 %",
    ]  # fmt: skip
    assert (percent(0.499, mark=0.5), percent(0.5, mark=0.5), percent(0.501, mark=0.5)) == (
        "just under 50 %", "50 %", "just over 50 %",
    )  # fmt: skip
    assert (ratio(0.999), ratio(1), ratio(1.004), ratio(0.7999, mark=0.8), ratio(0.48)) == (
        "just under 1", "1.00", "just over 1", "just under 0.8", "0.48",
    )  # fmt: skip
