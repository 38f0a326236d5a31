"""Discounted sums to the cent: long lines, round numbers that are never quite reached, and a great many people."""

from __future__ import annotations

import random
import time
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rewards.mechanisms.discounting import DiscountedSums, Step
from rewards.mechanisms.registry import tree_mechanism
from rewards.mechanisms.tree import NOBODY, Tree, TreeMechanism
from tests.rewards.mechanisms.periods import TREE_RULES, examples_of

RULES: list[tuple[str, dict[str, Any]]] = [
    ("geometric", {"a": "1/2", "b": "1"}),
    ("geometric", {"a": "1/3", "b": "1/2", "include_own": True}),
    ("geometric", {"a": "999/1000"}),
    ("capped_geometric", {"a": "1/3", "cap": "2"}),
    ("capped_geometric", {"a": "1/2", "cap": "1"}),
    ("tdrm", {}),
    ("tdrm", {"mu": 3, "a": "2/3", "lambda": "1/6"}),
    ("tdrm", {"mu": 2, "a": "1/3", "lambda": "1/6", "phi": 0}),
]


def line_of(size: int, contributions: list[int]) -> Tree[int]:
    """Everybody invited the next; the contributions come round and round."""
    return Tree(range(size), range(-1, size - 1), [contributions[k % len(contributions)] for k in range(size)])


def by_definition(rule: TreeMechanism, pool: int, tree: Tree[Any]) -> list[int]:
    value = rule.value_of_unit(pool, tree.contributed)
    return [int(value * reward) for reward in rule.exact_rewards(tree)]


@pytest.mark.parametrize(("name", "terms"), RULES)
@pytest.mark.parametrize("pattern", [[1], [2], [3, 3, 1], [1, 0], [6]])
@pytest.mark.parametrize("units", [1, 6, 60])
def test_a_line_longer_than_the_kept_digits(name: str, terms: Any, pattern: list[int], units: int) -> None:
    # every sum comes close to a round number without reaching it, from below or from above
    tree = line_of(400, pattern)
    lifted = Tree(tree.members, tree.inviters, [*tree.contributions[:-1], 9])
    for each in (tree, lifted):
        rule = tree_mechanism(name, {**terms, "unit_minor": units})
        pool = 60 * each.contributed
        assert rule.amounts(pool, each) == by_definition(rule, pool, each)


def test_a_hair_below_a_round_number_is_rounded_down() -> None:
    # each sees 1 + 1/2 + 1/4 + … of those below, which is a hair less than 1
    rule = tree_mechanism("geometric", {"a": "1/2", "b": "1", "unit_minor": 100})
    amounts = rule.amounts(10**15, line_of(1000, [1]))
    assert amounts[:990] == [99] * 990
    assert amounts[-8:] == [99, 98, 96, 93, 87, 75, 50, 0]


def test_a_round_number_that_is_reached_is_not_rounded_down() -> None:
    # with a third per step, 2 + 3/3 is 3 again at every step of the line
    tree = line_of(1000, [2])
    lifted = Tree(tree.members, tree.inviters, [*tree.contributions[:-1], 3])
    rule = tree_mechanism("geometric", {"a": "1/3", "b": "1", "unit_minor": 100})
    assert rule.amounts(10**15, lifted)[:-1] == [100] * 999
    assert rule.amounts(10**15, tree)[:900] == [99] * 900


def test_two_long_lines_whose_hairs_cancel() -> None:
    # one branch is a hair above 3 and one the same hair below, so together they are 6 exactly
    depth = 500
    inviters, contributions = [NOBODY], [1]
    for last in (2, 4):
        inviters += [0, *range(len(inviters), len(inviters) + depth - 1)]
        contributions += [2] * (depth - 1) + [last]
    tree = Tree(range(len(inviters)), inviters, contributions)
    rule = tree_mechanism("geometric", {"a": "1/3", "b": "1", "unit_minor": 50})
    assert rule.exact_rewards(tree)[0] == 2
    amounts = rule.amounts(10**15, tree)
    assert (amounts[0], amounts[1], amounts[1 + depth]) == (100, 49, 50)


@settings(max_examples=60)
@given(
    seed=st.integers(0, 10**6),
    rule=st.sampled_from(RULES),
    reach=st.sampled_from([1, 2, 3]),
    units=st.sampled_from([1, 3, 12, 1000]),
)
def test_deep_trees_by_chance(seed: int, rule: tuple[str, dict[str, Any]], reach: int, units: int) -> None:
    chance = random.Random(seed)
    size = 350
    points = chance.choice([[2], [1, 2], [0, 6]])
    tree = Tree(
        range(size),
        [NOBODY, *(max(0, place - chance.randint(1, reach)) for place in range(1, size))],
        [chance.choice(points) for _ in range(size)],
    )
    made = tree_mechanism(rule[0], {**rule[1], "unit_minor": units})
    pool = chance.choice([10**12, 6 * tree.contributed, 1000])
    assert made.amounts(pool, tree) == by_definition(made, pool, tree)


@given(seed=st.integers(0, 10**6), weight=st.integers(1, 5))
def test_the_sign_of_a_sum_with_weights(seed: int, weight: int) -> None:
    chance = random.Random(seed)
    size = 300
    inviters = [NOBODY, 0, 0, *(place - chance.randint(1, 2) for place in range(3, size))]
    contributions = [chance.randint(0, 2) for _ in range(size)]
    kept = Fraction(1, 3)
    sums = DiscountedSums(
        inviters=inviters,
        contributions=contributions,
        denominator=3,
        step=lambda own: Step(added=Fraction(own), kept=kept),
    )
    exact = [Fraction(own) for own in contributions]
    for place in range(size - 1, 0, -1):
        exact[inviters[place]] += kept * exact[place]
    for place in range(size):
        known = sums.exact(place)
        assert known is None or known == exact[place]
        assert Fraction(sums.low[place], sums.unit) <= exact[place]
        assert exact[place] <= Fraction(sums.low[place] + sums.short[place], sums.unit)
    among = {1: Fraction(weight), 2: Fraction(1)}
    total = weight * exact[1] + exact[2]
    hair = Fraction(1, 3**290)
    for against, answer in ((total, 0), (total - hair, 1), (total + hair, -1)):
        assert sums.sign(dict(among), against=against) == answer


def test_earlier_answers_mislead_nobody() -> None:
    # under 0 hang two lines, one a hair above 3 and one as much below; the first answers are kept
    depth = 300
    inviters = [NOBODY, 0, *range(1, depth), 0, *range(depth + 1, 2 * depth)]
    contributions = [0, *[2] * (depth - 1), 4, *[2] * (depth - 1), 2]
    third = Fraction(1, 3)
    sums = DiscountedSums(
        inviters=inviters,
        contributions=contributions,
        denominator=3,
        step=lambda own: Step(added=Fraction(own), kept=third),
    )
    above, under = 1, depth + 1
    one = Fraction(1)
    hair = third ** (depth - 1)
    for _ in range(2):
        assert sums.sign({above: one}, against=Fraction(3)) == 1
        assert sums.sign({under: one}, against=Fraction(3)) == -1
        assert sums.sign({above: one}, against=3 + hair) == 0
        assert sums.sign({above: one}, against=3 + 2 * hair) == -1
        assert sums.sign({under: one}, against=3 - 2 * hair) == 1
        assert sums.sign({above: one}, against=Fraction(3)) == 1
        assert sums.sign({under: one}, against=Fraction(3)) == -1
        assert sums.sign({above: one, under: one}, against=Fraction(6)) == 0
        assert sums.sign({above: Fraction(2), under: one}, against=Fraction(9)) == 1
        assert sums.sign({above: one, under: Fraction(2)}, against=Fraction(9)) == -1
        # each is above its number, and together they are below another that is hardly larger
        assert sums.sign({under: one}, against=3 - 2 * hair) == 1
        assert sums.sign({above: one, under: one}, against=6 + 5 * hair) == -1


@pytest.mark.parametrize(("name", "terms"), [*RULES, ("pachira", {}), ("cdrm", {}), ("proportional", {})])
def test_thirty_thousand_people_in_one_line(name: str, terms: Any) -> None:
    tree = line_of(30_000, [2])
    began = time.monotonic()
    amounts = tree_mechanism(name, terms).amounts(60 * tree.contributed, tree)
    # a second or two on any machine; the square of the length would take many minutes
    assert time.monotonic() - began < 60
    assert sum(amounts) <= 60 * tree.contributed


@pytest.fixture(scope="module")
def a_great_many() -> tuple[Tree[int], list[list[int]]]:
    """Make a tree of a quarter of a million people; gives it with whom each invited."""
    chance = random.Random(7)
    size = 250_000
    tree = Tree(
        range(size),
        [NOBODY, *(chance.randrange(place) for place in range(1, size))],
        [chance.randint(0, 20) for _ in range(size)],
    )
    return tree, tree.recruits()


@pytest.mark.parametrize("name", TREE_RULES)
def test_a_great_many_people(name: str, a_great_many: tuple[Tree[int], list[list[int]]]) -> None:
    tree, recruits = a_great_many
    rule = tree_mechanism(name, examples_of(name)[0])
    pool = 10**9
    began = time.process_time()
    amounts = rule.amounts(pool, tree)
    # about a second where nothing else runs
    assert time.process_time() - began < 30
    assert sum(amounts) <= pool
    # To the unit: those with few below them by the definition, which is too slow for everybody.
    value = rule.value_of_unit(pool, tree.contributed)
    one_more = name in ("pachira", "proportional")  # hand the last units out

    def gathered(place: int) -> Any:
        return rule.gather(tree.contributions[place], [gathered(recruit) for recruit in recruits[place]])

    chance = random.Random(8)
    for place in [*chance.sample(range(len(tree)), 200), *chance.sample(range(1_000, 10_000), 50)]:
        below = [gathered(recruit) for recruit in recruits[place]]
        exact = value * rule.reward(tree.contributions[place], below, tree.contributed)
        assert int(exact) <= amounts[place] <= int(exact) + one_more
