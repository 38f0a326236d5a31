"""The Sybil column of the tree family, by trying every small attack on exact rewards, and the calculator."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.errors import InvalidInput
from rewards.mechanisms.geometric import CappedGeometric
from rewards.mechanisms.registry import MECHANISMS, tree_mechanism
from rewards.mechanisms.sybil_tree import (
    MAX_WAYS,
    Division,
    attacked_tree,
    best_tree_attack,
    count_divisions,
    divisions,
    likely_divisions,
    parts_of,
)
from rewards.mechanisms.tree import NOBODY, Tree, TreeMechanism
from tests.rewards.mechanisms.periods import FOUR, TREE_RULES, examples_of, shapes, tree_rules, trees

MORE_TERMS: dict[str, list[dict[str, Any]]] = {
    "cdrm": [{"phi": 1, "theta": "9/10"}, {"phi": "1/10", "theta": "1/11"}],
    "pachira": [{"beta": 0, "delta": 1}, {"beta": "1/3", "delta": 3}],
    "tdrm": [{"mu": 2}, {"mu": 3, "a": "9/10", "lambda": "1/20"}, {"mu": 2, "a": "1/10", "phi": 0}],
    "capped_geometric": [{"cap": "1/2"}, {"cap": "1/100", "a": "9/10"}],
    "geometric": [{"include_own": True}, {"a": "9/10"}],
}


def rules_claiming(*claims: str) -> list[TreeMechanism]:
    return [
        tree_mechanism(name, terms)
        for name in TREE_RULES
        if MECHANISMS[name].card.sybil_proof in claims
        for terms in [*examples_of(name), *MORE_TERMS.get(name, [])]
    ]


def rule_id(rule: TreeMechanism) -> str:
    return f"{rule.name} {rule.to_json()}"


def small_trees() -> Iterator[Tree[int]]:
    """Give every tree of up to six with the attacker on top, and a stranger beside them.

    What somebody earns depends on their subtree and on everybody's total alone, so this is every place in
    every tree.
    """
    for inviters in shapes(6):
        for own, others in ((1, [1]), (2, [1, 2]), (3, [1]), (4, [0, 1, 3])):
            if own <= 2 or len(inviters) <= 4:
                below = [others[k % len(others)] for k in range(len(inviters) - 1)]
                yield Tree(range(len(inviters) + 1), [*inviters, NOBODY], [own, *below, 2])


def gains(rule: TreeMechanism, tree: Tree[int], *, identities: int) -> Iterator[tuple[Fraction, Division]]:
    """Give what each way to divide the first member adds to their reward."""
    honest = rule.exact_rewards(tree)[0]
    gathered = rule.gathered(tree)
    branches = [gathered[place] for place, inviter in enumerate(tree.inviters) if inviter == 0]
    own = tree.contributions[0]
    for division in divisions(rule, own=own, recruits=len(branches), identities=identities):
        yield division.rewards(rule, branches, tree.contributed) - honest, division


def test_there_are_thirty_seven_shapes_of_up_to_six_people() -> None:
    assert [sum(len(shape) == size for shape in shapes(6)) for size in range(1, 7)] == [1, 1, 2, 4, 9, 20]


def test_every_claim_of_the_registry_has_its_test() -> None:
    claims = {MECHANISMS[name].card.sybil_proof for name in TREE_RULES}
    assert claims == {"yes", "no", "equal_contribution", "above_cap_price"}


@pytest.mark.parametrize("rule", rules_claiming("yes", "equal_contribution"), ids=rule_id)
def test_nobody_gains_by_dividing_what_they_contribute(rule: TreeMechanism) -> None:
    for tree in small_trees():
        # By three places in trees of up to five and the stranger, by two in those of six.
        identities = 3 if len(tree) <= 6 else 2
        assert all(gain <= 0 for gain, _ in gains(rule, tree, identities=identities))


@pytest.mark.parametrize("rule", rules_claiming("yes", "equal_contribution"), ids=rule_id)
def test_nobody_gains_by_joining_below_their_own_recruits_either(rule: TreeMechanism) -> None:
    for tree in small_trees():
        if len(tree) > 6:
            continue
        honest = rule.exact_rewards(tree)[0]
        recruits = [place for place, inviter in enumerate(tree.inviters) if inviter == 0]
        # the second identity stands last, and under anybody who is in the attacker's tree
        for under in range(len(tree) - 1):
            for first, second in parts_of(tree.contributions[0], 2):
                attacked = Tree(range(len(tree) + 1), [*tree.inviters, under], [first, *tree.contributions[1:], second])
                rewards = rule.exact_rewards(attacked)
                assert rewards[0] + rewards[-1] <= honest, (recruits, under)


@pytest.mark.parametrize("rule", rules_claiming("yes"), ids=rule_id)
def test_a_proof_rule_is_proof_against_bought_contributions_too(rule: TreeMechanism) -> None:
    for tree in small_trees():
        if len(tree) > 5:
            continue
        honest = rule.exact_rewards(tree)[0]
        for bought in (1, 2, 5):
            richer = Tree(tree.members, tree.inviters, [tree.contributions[0] + bought, *tree.contributions[1:]])
            most = max([Fraction(0), *(gain for gain, _ in gains(rule, richer, identities=2))])
            assert most + rule.exact_rewards(richer)[0] - bought <= honest


@pytest.mark.parametrize("name", [name for name in TREE_RULES if MECHANISMS[name].card.sybil_proof == "no"])
def test_a_rule_that_is_not_proof_is_shown_gaining(name: str) -> None:
    for terms in examples_of(name):
        best = max(gain for tree in small_trees() for gain, _ in gains(tree_mechanism(name, terms), tree, identities=2))
        assert best > 0


def test_at_equal_contribution_is_a_condition() -> None:
    # one more unit in a subtree that holds nearly everything brings more than a unit of the pool is worth
    tree = Tree("AB", [NOBODY, 0], [1, 8])
    richer = Tree("AFB", [NOBODY, 0, 0], [1, 1, 8])
    stranger = 1
    lottery = tree_mechanism("pachira", {"beta": 0, "delta": 3})
    pool = Fraction(10 + stranger)  # a unit of contribution is worth a unit of the pool
    with_stranger = [
        Tree([*t.members, "S"], [*t.inviters, NOBODY], [*t.contributions, stranger]) for t in (tree, richer)
    ]
    honest, attacked = (lottery.exact_rewards(each) for each in with_stranger)
    assert (attacked[0] + attacked[1] - honest[0]) * pool > 1
    # a further place with a piece of its own sees everything that many recruits do
    pieces = tree_mechanism("tdrm", {})
    alone = pieces.exact_rewards(Tree(range(21), [NOBODY, *[0] * 20], [1] * 21))
    with_fake = pieces.exact_rewards(Tree(range(22), [NOBODY, 0, *[1] * 20], [1] * 22))
    assert with_fake[0] + with_fake[1] - alone[0] > 1


def test_a_fake_parent_that_costs_what_it_contributes() -> None:
    rule = tree_mechanism("geometric", {"a": "1/2", "b": "1"})
    honest = Tree("URST", [NOBODY, 0, 0, 0], [1, 1, 1, 1])
    attacked = Tree("FURST", [NOBODY, 0, 1, 1, 1], [1, 1, 1, 1, 1])
    rewards = rule.exact_rewards(attacked)
    price = 1
    assert rewards[0] + rewards[1] - price - rule.exact_rewards(honest)[0] == Fraction(1, 4)


@pytest.mark.parametrize("rule", rules_claiming("above_cap_price"), ids=rule_id)
def test_above_the_price_of_a_cap_nobody_gains(rule: TreeMechanism) -> None:
    assert isinstance(rule, CappedGeometric)
    most = Fraction(0)
    for tree in small_trees():
        for gain, division in gains(rule, tree, identities=3):
            assert gain <= (len(division.under) - 1) * rule.cap
            most = max(most, gain)
    # and below it somebody does
    assert most > 0


@pytest.mark.parametrize("name", TREE_RULES)
@settings(max_examples=25)
@given(data=st.data(), tree=st.sampled_from(list(small_trees())))
def test_the_parts_earn_what_the_whole_tree_says(name: str, data: st.DataObject, tree: Tree[int]) -> None:
    rule, _ = data.draw(tree_rules(name))
    recruits = [place for place, inviter in enumerate(tree.inviters) if inviter == 0]
    every = list(divisions(rule, own=tree.contributions[0], recruits=len(recruits), identities=2))
    division = data.draw(st.sampled_from(every))
    gathered = rule.gathered(tree)
    earned = division.rewards(rule, [gathered[recruit] for recruit in recruits], tree.contributed)
    attacked = attacked_tree(tree, 0, recruits, division)
    assert earned == sum(rule.exact_rewards(attacked)[:2])
    assert attacked.contributed == tree.contributed


@st.composite
def attacks(draw: st.DrawFn, tree: Tree[str], *, most: int = 4) -> tuple[int, list[int], Division]:
    """Draw a place, those whom it invited, and a way to divide it."""
    place = draw(st.integers(0, len(tree) - 1))
    recruits = [member for member, inviter in enumerate(tree.inviters) if inviter == place]
    count = draw(st.integers(1, most))
    under = tuple(draw(st.integers(NOBODY, identity - 1)) for identity in range(count))
    edges = sorted(draw(st.integers(0, tree.contributions[place])) for _ in range(count - 1))
    parts = tuple(right - left for left, right in zip([0, *edges], [*edges, tree.contributions[place]], strict=True))
    return place, recruits, Division(under, parts, tuple(draw(st.integers(0, count - 1)) for _ in recruits))


@pytest.mark.parametrize("name", TREE_RULES)
@settings(max_examples=60)
@given(data=st.data(), tree=trees(most=8), pool=st.integers(0, 200) | st.integers(0, 10**12))
def test_rounding_adds_less_than_a_unit_an_identity(name: str, data: st.DataObject, tree: Tree[str], pool: int) -> None:
    rule, _ = data.draw(tree_rules(name))
    place, recruits, division = data.draw(attacks(tree))
    attacked = attacked_tree(tree, place, recruits, division)
    identities = len(division.under)
    ours = slice(place, place + identities)
    value = rule.value_of_unit(pool, tree.contributed)
    exact = value * (sum(rule.exact_rewards(attacked)[ours], Fraction(0)) - rule.exact_rewards(tree)[place])
    rounded = sum(rule.amounts(pool, attacked)[ours]) - rule.amounts(pool, tree)[place]
    shares_out_the_rest = name in ("pachira", "proportional")
    # where amounts are rounded down, less is lost at most with the one place, and nothing is added
    assert rounded - exact < (identities + 1 if shares_out_the_rest else 1)
    if exact <= 0:
        assert rounded < (identities if shares_out_the_rest else 1)


@pytest.mark.parametrize("rule", rules_claiming("no", "above_cap_price"), ids=rule_id)
def test_the_closed_form_is_the_best_of_all_ways(rule: TreeMechanism) -> None:
    for tree in small_trees():
        if len(tree) > 6:
            continue
        best = max(gain for gain, _ in gains(rule, tree, identities=3))
        gathered = rule.gathered(tree)
        branches = [gathered[place] for place, inviter in enumerate(tree.inviters) if inviter == 0]
        honest = rule.exact_rewards(tree)[0]
        likely = max(
            division.rewards(rule, branches, tree.contributed) - honest
            for division in likely_divisions(rule, own=tree.contributions[0], recruits=len(branches), identities=3)
        )
        if rule.card.sybil_proof == "no":
            assert likely == best
        else:
            assert likely <= best


def test_the_ways_are_counted_as_they_are_given() -> None:
    rule = tree_mechanism("proportional", {})
    for own, recruits, identities in product((0, 1, 3), (0, 2), (1, 2, 3)):
        given_ways = list(divisions(rule, own=own, recruits=recruits, identities=identities))
        assert len(set(given_ways)) == len(given_ways)
        assert len(given_ways) == count_divisions(own, recruits=recruits, identities=identities)
        assert all(sum(way.contributions) == own for way in given_ways)


def test_the_calculator_on_the_published_tree() -> None:
    rule = tree_mechanism("geometric", {"a": "1/2", "b": "1"})
    found = best_tree_attack(rule, prize_minor=100_000, tree=FOUR, attacker="B", identities=2)
    # alone B sees C at one step: 1/2; as two places the upper one sees 1/2 + 1/4 more
    assert (found.honest_minor, found.best_minor, found.gain_minor) == (12_500, 31_250, 18_750)
    assert found.gain_bound_minor == found.gain_minor
    assert [(loss.participant, loss.loss_minor) for loss in found.losers] == [("A", 9_375)]
    assert found.remainder_loss_minor == 18_750 - 9_375
    assert found.attack == (
        "They take two places, each invited by the one above it, contribute through the last, and invite through"
        " the last."
    )


@pytest.mark.parametrize("name", TREE_RULES)
@settings(max_examples=30)
@given(data=st.data(), tree=st.sampled_from(list(small_trees())), identities=st.integers(1, 3))
def test_the_books_of_an_attack_balance(name: str, data: st.DataObject, tree: Tree[int], identities: int) -> None:
    rule, _ = data.draw(tree_rules(name))
    attacker = data.draw(st.sampled_from(list(tree.members)))
    found = best_tree_attack(rule, prize_minor=100_000, tree=tree, attacker=attacker, identities=identities)
    assert found.gain_minor == found.best_minor - found.honest_minor >= 0
    assert found.gain_bound_minor >= found.gain_minor
    assert found.honest_minor == rule.amounts(100_000, tree)[attacker]
    assert attacker not in {loss.participant for loss in found.losers}
    if rule.card.sybil_proof in ("yes", "equal_contribution") or identities == 1:
        assert (found.gain_minor, found.losers, found.remainder_loss_minor) == (0, (), 0)
        assert "nothing pays them more" in found.attack.lower()
    elif found.gain_minor:
        assert sum(loss.loss_minor for loss in found.losers) + found.remainder_loss_minor >= found.gain_minor


def test_a_real_tree_has_a_closed_form() -> None:
    size = 900
    tree = Tree(range(size), [NOBODY, *((place - 1) // 3 for place in range(1, size))], [5] * size)
    assert count_divisions(5, recruits=3, identities=6) > MAX_WAYS
    rule = tree_mechanism("geometric", {"a": "1/2", "b": "1"})
    found = best_tree_attack(rule, prize_minor=10**9, tree=tree, attacker=1, identities=6)
    # each place above the lowest sees it with everything below, at 1, 2, … 5 steps
    below = rule.exact_rewards(tree)[1]
    expected = sum((Fraction(1, 2) ** k * (5 + below) for k in range(1, 6)), Fraction(0))
    value = rule.value_of_unit(10**9, tree.contributed)
    assert abs(found.gain_minor - expected * value) < 6
    for name in ("proportional", "cdrm", "pachira", "tdrm"):
        safe = best_tree_attack(tree_mechanism(name, {}), prize_minor=10**9, tree=tree, attacker=1, identities=6)
        assert safe.gain_minor == safe.gain_bound_minor == 0


def test_where_not_every_way_is_tried_a_bound_stands_beside_the_gain() -> None:
    size = 900
    tree = Tree(range(size), [NOBODY, *((place - 1) // 3 for place in range(1, size))], [5] * size)
    rule = tree_mechanism("capped_geometric", {"a": "1/2", "b": "1", "cap": "4", "unit_minor": 100})
    found = best_tree_attack(rule, prize_minor=10**9, tree=tree, attacker=1, identities=4)
    # each of three further places is a branch worth the cap
    assert (found.gain_minor, found.gain_bound_minor) == (1200, 1200)
    small_cap = best_tree_attack(rule, prize_minor=10**9, tree=tree, attacker=size - 1, identities=6)
    assert 0 < small_cap.gain_minor <= small_cap.gain_bound_minor == 2000


def test_an_attacker_below_many_recruits_is_answered_soon() -> None:
    tree = Tree(range(1000), [NOBODY, *[0] * 999], [3] * 1000)
    rule = tree_mechanism("capped_geometric", {"a": "1/3", "cap": "2"})
    assert best_tree_attack(rule, prize_minor=10**9, tree=tree, attacker=0, identities=6).gain_minor > 0


@pytest.mark.parametrize(
    ("attacker", "identities", "field"),
    [("E", 2, "attacker"), ("A", 0, "identities"), ("A", 7, "identities"), ("A", True, "identities")],
)
def test_what_cannot_be_asked(attacker: str, identities: Any, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        best_tree_attack(
            tree_mechanism("proportional", {}), prize_minor=1, tree=FOUR, attacker=attacker, identities=identities
        )
    assert caught.value.field == field
