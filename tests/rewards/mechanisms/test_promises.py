"""A promise may be raised and never lowered, at any distance of any chain."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rewards.mechanisms.cards import PropertyCard
from rewards.mechanisms.chain import ChainMechanism, ShareReason
from rewards.mechanisms.finder_only import FinderOnly
from rewards.mechanisms.promises import HEIGHT_COMPARED, Shortfall, pays_at_least
from rewards.mechanisms.registry import chain_mechanism
from tests.rewards.mechanisms.rules import CHAIN_RULES, cases

half = chain_mechanism("recursive", {"ratio": "1/2"})


@dataclass(frozen=True)
class EqualParts(ChainMechanism):
    """Everyone on the path gets the same, so the finder of a longer path gets less. Only a test uses it."""

    name: ClassVar[str] = "equal_parts"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = "All the same."
    depends_on_height: ClassVar[bool] = True
    nearer_never_gets_less: ClassVar[bool] = True
    card: ClassVar[PropertyCard] = PropertyCard(True, "no", False, True, "a test")

    @classmethod
    def terms_schema(cls) -> dict[str, Any]:
        return {}

    @classmethod
    def from_json(cls, terms: object) -> Self:
        return cls()

    def to_json(self) -> dict[str, Any]:
        return {}

    def budget_bound(self, prize_minor: int) -> int:
        return prize_minor

    def part_at(self, distance: int, height: int) -> Fraction:
        return Fraction(1, height)

    def exact_amounts(self, prize: Fraction | int, height: int) -> tuple[Fraction, ...]:
        return (Fraction(prize, height),) * height


def test_a_larger_prize_under_the_same_rule_is_a_raise() -> None:
    assert pays_at_least(half, 400_001, half, 400_000) is None
    assert pays_at_least(half, 400_000, half, 400_000) is None


def test_a_smaller_prize_is_worse_for_the_finder_first() -> None:
    assert pays_at_least(half, 399_999, half, 400_000) == Shortfall(
        height=1, distance=0, old_minor=200_000, new_minor=199_999
    )


def test_the_finder_s_whole_prize_is_worse_for_the_one_who_invited_them() -> None:
    assert pays_at_least(FinderOnly(), 10**9, half, 400_000) == Shortfall(
        height=2, distance=1, old_minor=100_000, new_minor=0
    )


def test_a_worse_share_far_up_the_chain_is_found() -> None:
    gentle = chain_mechanism("recursive", {"ratio": "9/10"})
    listed = chain_mechanism("levels", {"levels": ["1/100"] * 100})
    shortfall = pays_at_least(listed, 4_000_000, gentle, 400_000)
    assert shortfall == Shortfall(height=101, distance=100, old_minor=1, new_minor=0)
    assert gentle.amounts(400_000, 101)[100] == 1


def test_a_raise_that_only_rounding_hides_is_no_raise() -> None:
    # 1/3 of 100 and of 101 are both paid as 33, and nobody loses anything
    third = chain_mechanism("levels", {"levels": ["1/3"]})
    assert pays_at_least(third, 100, third, 101) is None
    assert pays_at_least(third, 98, third, 101) == Shortfall(1, 0, 33, 32)


def test_heights_are_looked_at_one_by_one_where_they_matter() -> None:
    # three people: 33 each against 50, 25, 12
    assert pays_at_least(EqualParts(), 100, half, 100) == Shortfall(height=3, distance=0, old_minor=50, new_minor=33)
    assert pays_at_least(half, 100, EqualParts(), 100) == Shortfall(height=1, distance=0, old_minor=100, new_minor=50)
    assert pays_at_least(EqualParts(), 101, EqualParts(), 100) is None


def test_a_reason_under_a_rule_that_looks_at_the_whole_path() -> None:
    reason = EqualParts().explain(100, height=3, distance=0)
    assert reason == ShareReason(0, Fraction(1, 3), None, 33)


@pytest.mark.parametrize("old_name", CHAIN_RULES)
@pytest.mark.parametrize("new_name", CHAIN_RULES)
@settings(max_examples=20)
@given(data=st.data())
def test_the_answer_is_true_of_every_share(new_name: str, old_name: str, data: st.DataObject) -> None:
    new, old = data.draw(cases(new_name)), data.draw(cases(old_name))
    answer = pays_at_least(new.rule, new.prize_minor, old.rule, old.prize_minor)
    searched = HEIGHT_COMPARED if answer is None else answer.height
    # one list stands for all heights only where the height does not matter, as in the rules there are now
    assert not new.rule.depends_on_height
    assert not old.rule.depends_on_height
    height = min(searched, 300)
    shares = list(
        zip(
            new.rule.amounts(new.prize_minor, height),
            old.rule.amounts(old.prize_minor, height),
            strict=True,
        )
    )
    worse = [(k, old_minor, new_minor) for k, (new_minor, old_minor) in enumerate(shares) if new_minor < old_minor]
    if answer is None:
        assert worse == []
    elif answer.height == height:
        assert worse == [(answer.distance, answer.old_minor, answer.new_minor)]
