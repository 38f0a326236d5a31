"""The published tree: A invited B and D, B invited C, and everybody contributed 1."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from rewards.mechanisms.registry import tree_mechanism
from rewards.mechanisms.tree import NOBODY, Tree
from tests.rewards.mechanisms.periods import FOUR

TDRM = {"lambda": "1/5", "mu": 1, "a": "1/2", "b": "1", "phi": "1/20"}
PUBLISHED: list[tuple[str, dict[str, Any], list[str]]] = [
    ("proportional", {}, ["1", "1", "1", "1"]),
    ("geometric", {"a": "1/2", "b": "1", "include_own": False}, ["5/4", "1/2", "0", "0"]),
    ("geometric", {"a": "1/2", "b": "1/4", "include_own": True}, ["9/16", "3/8", "1/4", "1/4"]),
    ("pachira", {"beta": "1/2", "delta": 1}, ["15/32", "7/32", "5/32", "5/32"]),
    ("cdrm", {"phi": "0.5", "theta": "0.3"}, ["11/25", "2/5", "7/20", "7/20"]),
    ("tdrm", TDRM, ["1/2", "7/20", "1/4", "1/4"]),
    ("capped_geometric", {"a": "1/2", "b": "1", "cap": "0.9"}, ["5/4", "1/2", "0", "0"]),
]
TOTALS = {"cdrm": "77/50", "tdrm": "27/20", "pachira": "1"}


@pytest.mark.parametrize(
    ("name", "terms", "rewards"), PUBLISHED, ids=lambda part: part if isinstance(part, str) else ""
)
def test_what_everybody_earns(name: str, terms: dict[str, Any], rewards: list[str]) -> None:
    rule = tree_mechanism(name, terms)
    assert list(rule.exact_rewards(FOUR)) == [Fraction(reward) for reward in rewards]
    assert rule.rewards_kept(FOUR) == [Fraction(reward) for reward in rewards]
    if name in TOTALS:
        assert sum(rule.exact_rewards(FOUR)) == Fraction(TOTALS[name])


def test_a_cap_that_is_reached() -> None:
    rule = tree_mechanism("capped_geometric", {"a": "1/2", "b": "1", "cap": "0.6"})
    # B's branch is worth 3/4, D's 1/2
    assert rule.exact_rewards(FOUR)[0] == Fraction(11, 10)


@pytest.mark.parametrize(
    ("name", "terms", "amounts", "remainder"),
    [
        ("proportional", {}, [251, 250, 250, 250], 0),
        ("geometric", {"a": "1/2", "b": "1"}, [312, 125, 0, 0], 564),
        ("pachira", {"beta": "1/2", "delta": 1}, [469, 219, 157, 156], 0),
        ("cdrm", {"phi": "1/2", "theta": "3/10"}, [220, 200, 175, 175], 231),
        ("tdrm", TDRM, [278, 194, 139, 139], 251),
        ("capped_geometric", {"a": "1/2", "b": "1", "cap": "9/10"}, [312, 125, 0, 0], 564),
    ],
)
def test_a_pool_of_ten_dollars_and_a_cent(name: str, terms: Any, amounts: list[int], remainder: int) -> None:
    allocation = tree_mechanism(name, terms).allocate(1001, FOUR)
    assert [share.participant for share in allocation.shares] == ["A", "B", "C", "D"]
    assert [share.amount_minor for share in allocation.shares] == amounts
    assert allocation.remainder_minor == remainder


def test_a_fixed_value_of_a_unit_leaves_the_rest_of_the_pool() -> None:
    rule = tree_mechanism("geometric", {"a": "1/2", "b": "1", "unit_minor": 100})
    assert rule.amounts(100_000, FOUR) == [125, 50, 0, 0]
    # the pool pays at most what it has: here a unit is worth 25
    assert rule.amounts(100, FOUR) == [31, 12, 0, 0]
    assert tree_mechanism("proportional", {"unit_minor": 7}).amounts(100, FOUR) == [7, 7, 7, 7]
    assert tree_mechanism("proportional", {"unit_minor": 70}).amounts(101, FOUR) == [26, 25, 25, 25]


def test_the_parts_of_a_lottery_tree_with_several_roots_leave_a_remainder() -> None:
    two_roots = Tree("AB", [NOBODY, NOBODY], [1, 1])
    rule = tree_mechanism("pachira", {"beta": "1/2", "delta": 1})
    assert rule.exact_rewards(two_roots) == (Fraction(3, 8), Fraction(3, 8))
    allocation = rule.allocate(1000, two_roots)
    assert [share.amount_minor for share in allocation.shares] == [375, 375]
    assert allocation.remainder_minor == 250
    # the two are owed 75 hundredths of 1001, so 750 whole units: the odd one goes to who joined first
    assert rule.amounts(1001, two_roots) == [375, 375]
    assert rule.amounts(1002, two_roots) == [376, 375]


def test_the_pieces_of_a_contribution() -> None:
    rule = tree_mechanism("tdrm", {**TDRM, "mu": 2})
    one = Tree("A", [NOBODY], [3])
    # an odd piece of 1 above a piece of 2: (1/5)/2 · (1·(1 + 2/2) + 2·2) + 3/20
    assert rule.exact_rewards(one) == (Fraction(1, 10) * 6 + Fraction(3, 20),)
    # somebody who did nothing earns nothing, and is one step for those above
    idle = Tree("ABC", [NOBODY, 0, 1], [2, 0, 2])
    assert rule.exact_rewards(idle) == (
        Fraction(1, 10) * 2 * (2 + Fraction(1, 4) * 2) + Fraction(1, 10),
        Fraction(0),
        Fraction(1, 10) * 4 + Fraction(1, 10),
    )


def test_a_period_in_which_nobody_did_anything() -> None:
    idle = Tree("AB", [NOBODY, 0], [0, 0])
    for name, terms, _ in PUBLISHED:
        allocation = tree_mechanism(name, terms).allocate(500, idle)
        assert allocation.remainder_minor == 500
        assert tree_mechanism(name, terms).allocate(500, Tree("", [], [])).remainder_minor == 500


def test_a_skipped_member_s_share_is_nobody_s() -> None:
    allocation = tree_mechanism("proportional", {}).allocate(1000, FOUR, skipped={"B"})
    assert [share.amount_minor for share in allocation.shares] == [250, 0, 250, 250]
    assert allocation.remainder_minor == 250
