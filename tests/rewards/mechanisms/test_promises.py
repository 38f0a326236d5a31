"""A promise may be raised and never lowered, at any distance of any chain."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.errors import InvalidInput
from rewards.mechanisms.cards import PropertyCard
from rewards.mechanisms.chain import ChainMechanism, ShareReason
from rewards.mechanisms.finder_only import FinderOnly
from rewards.mechanisms.promises import HEIGHTS_COMPARED_ONE_BY_ONE, Shortfall, pays_at_least
from rewards.mechanisms.registry import chain_mechanism
from tests.rewards.mechanisms.rules import CHAIN_RULES, Case, cases, edge_splits

half = chain_mechanism("recursive", {"ratio": "1/2"})
COMPARABLE = [name for name in CHAIN_RULES if name != "split_contract"]


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


def test_a_double_geometric_rule_is_compared_to_the_height_at_which_it_ends() -> None:
    # the finder of a path of 32 gets 0 in place of the one minor unit
    listed = chain_mechanism("levels", {"levels": [1]})
    falling = chain_mechanism("double_geometric", {"b": "1/2"})
    assert pays_at_least(falling, 200_000, listed, 1) == Shortfall(height=32, distance=0, old_minor=1, new_minor=0)
    # and for one that falls slowly that is far above the heights that are always compared
    slow = chain_mechanism("double_geometric", {"b": "1/100"})
    shortfall = pays_at_least(slow, 10**15, listed, 1)
    assert shortfall is not None
    assert shortfall == Shortfall(height=shortfall.height, distance=0, old_minor=1, new_minor=0)
    assert shortfall.height - 1 == slow.last_paid_height(10**15)
    assert shortfall.height > HEIGHTS_COMPARED_ONE_BY_ONE
    assert pays_at_least(slow, 10**15, slow, 10**15 - 1) is None


def test_two_double_geometric_rules() -> None:
    falling, flat = (chain_mechanism("double_geometric", {"b": b}) for b in ("1/2", "1"))
    assert pays_at_least(falling, 1_001, falling, 1_000) is None
    # with more for those above there is less for the finder of a longer path
    assert pays_at_least(flat, 1_000, falling, 1_000) == Shortfall(2, 0, 666, 500)
    assert pays_at_least(falling, 1_000, flat, 1_000) == Shortfall(2, 1, 500, 333)


def test_an_almost_uniform_rule_never_takes_back_a_height() -> None:
    ten, nine = (chain_mechanism("almost_uniform", {"H": height, "beta": "1/10"}) for height in (10, 9))
    assert pays_at_least(ten, 2_001, ten, 2_000) is None
    assert pays_at_least(nine, 10**6, ten, 2_000) == Shortfall(10, 0, 1_100, 0)
    # a higher limit makes the unit smaller, so with the same prize every inviter gets less
    assert pays_at_least(ten, 1_900, nine, 1_900) == Shortfall(2, 1, 100, 95)
    assert pays_at_least(ten, 2_000, nine, 1_900) is None


def test_a_rule_without_an_end_is_compared_with_one_that_ends_beyond_it() -> None:
    short = chain_mechanism("almost_uniform", {"H": 700, "beta": 0})
    assert pays_at_least(short, 1_000, half, 1_000) == Shortfall(2, 1, 250, 0)
    assert pays_at_least(short, 1_000, FinderOnly(), 1_000) == Shortfall(701, 0, 1_000, 0)
    assert pays_at_least(FinderOnly(), 1_000, short, 1_000) is None
    shorter = chain_mechanism("almost_uniform", {"H": 600, "beta": 0})
    assert pays_at_least(shorter, 1_000, short, 1_000) == Shortfall(601, 0, 1_000, 0)


@given(terms=cases("almost_uniform"), prize_minor=st.integers(0, 10**6), more=st.integers(0, 50))
def test_a_larger_prize_is_a_raise_under_the_same_almost_uniform_rule(terms: Case, prize_minor: int, more: int) -> None:
    assert pays_at_least(terms.rule, prize_minor + more, terms.rule, prize_minor) is None


def test_a_split_contract_is_raised_by_its_prize_alone() -> None:
    split = chain_mechanism("split_contract", {"max_split": "1/2"})
    assert pays_at_least(split, 1_001, split, 1_000) is None
    assert pays_at_least(split, 1_000, chain_mechanism("split_contract", split.to_json()), 1_000) is None
    assert pays_at_least(split, 999, split, 1_000) == Shortfall(1, 0, 1_000, 999)


@pytest.mark.parametrize("other", ["recursive", "finder_only", "split_contract"])
def test_what_people_choose_cannot_be_compared_with_other_terms(other: str) -> None:
    split = chain_mechanism("split_contract", {"max_split": "1/2"})
    changed = chain_mechanism(other, {})
    for new, old in ((changed, split), (split, changed)):
        with pytest.raises(InvalidInput, match="splits that people choose") as caught:
            pays_at_least(new, 10**9, old, 1_000)
        assert (caught.value.code, caught.value.field) == ("splits_not_comparable", "terms")
        assert old.name in caught.value.message


@given(data=st.data(), height=st.integers(1, 12), prize_minor=st.integers(0, 10**6), more=st.integers(0, 10**5))
def test_a_larger_prize_under_the_same_splits_takes_back_less_than_one_minor_unit(
    data: st.DataObject, height: int, prize_minor: int, more: int
) -> None:
    rule = data.draw(cases("split_contract")).rule.along(data.draw(edge_splits(height)), height=height)
    small, large = (rule.exact_amounts(prize, height) for prize in (prize_minor, prize_minor + more))
    assert all(before <= after for before, after in zip(small, large, strict=True))
    paid, raised = (rule.amounts(prize, height) for prize in (prize_minor, prize_minor + more))
    assert all(before - after <= 1 for before, after in zip(paid, raised, strict=True))


@pytest.mark.parametrize("old_name", COMPARABLE)
@pytest.mark.parametrize("new_name", COMPARABLE)
@settings(max_examples=20)
@given(data=st.data())
def test_the_answer_is_true_of_every_share(new_name: str, old_name: str, data: st.DataObject) -> None:
    new, old = data.draw(cases(new_name)), data.draw(cases(old_name))
    answer = pays_at_least(new.rule, new.prize_minor, old.rule, old.prize_minor)
    highest = 60 if answer is None else min(answer.height, 300)
    # one list stands for all heights where the height does not matter to either
    either = new.rule.depends_on_height or old.rule.depends_on_height
    for height in range(1, highest + 1) if either else [highest]:
        shares = zip(new.rule.amounts(new.prize_minor, height), old.rule.amounts(old.prize_minor, height), strict=True)
        worse = [(k, old_minor, new_minor) for k, (new_minor, old_minor) in enumerate(shares) if new_minor < old_minor]
        if answer is None or height < answer.height:
            assert worse == []
        else:
            assert worse[0] == (answer.distance, answer.old_minor, answer.new_minor)
