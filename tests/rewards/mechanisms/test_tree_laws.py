"""The laws that every mechanism of the tree family keeps, over the whole registry."""

from __future__ import annotations

import copy
from fractions import Fraction

import jsonschema  # type: ignore[import-untyped]  # the package ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rewards.mechanisms.pachira import Pachira
from rewards.mechanisms.registry import MECHANISMS, tree_mechanism
from rewards.mechanisms.tree import NOBODY, Tree
from tests.rewards.mechanisms.periods import TREE_RULES, examples_of, tree_rules, trees

every_rule = pytest.mark.parametrize("name", TREE_RULES)
pools = st.one_of(st.integers(0, 300), st.integers(0, 10**15))
SPENDS_THE_WHOLE = {"proportional", "pachira"}


@every_rule
@given(data=st.data(), tree=trees(), pool=pools)
def test_law_zero_and_nobody_outside_the_tree(name: str, data: st.DataObject, tree: Tree[str], pool: int) -> None:
    rule, _ = data.draw(tree_rules(name))
    allocation = rule.allocate(pool, tree)
    assert [share.participant for share in allocation.shares] == list(tree.members)
    amounts = [share.amount_minor for share in allocation.shares]
    assert all(type(amount) is int and amount >= 0 for amount in amounts)
    assert sum(amounts) + allocation.remainder_minor == pool


@every_rule
@given(data=st.data(), tree=trees(), pool=pools)
def test_amounts_do_not_depend_on_who_the_people_are(
    name: str, data: st.DataObject, tree: Tree[str], pool: int
) -> None:
    rule, terms = data.draw(tree_rules(name))
    same = Tree([10**6 - k for k in range(len(tree))], tree.inviters, tree.contributions)
    assert tree_mechanism(name, copy.deepcopy(terms)).amounts(pool, same) == rule.amounts(pool, tree)


@every_rule
@given(data=st.data(), tree=trees(), pool=pools)
def test_the_amounts_are_the_definition_rounded_once(
    name: str, data: st.DataObject, tree: Tree[str], pool: int
) -> None:
    rule, _ = data.draw(tree_rules(name))
    value = rule.value_of_unit(pool, tree.contributed)
    exact = [reward * value for reward in rule.exact_rewards(tree)]
    amounts = rule.amounts(pool, tree)
    if name in SPENDS_THE_WHOLE:
        assert all(abs(amount - owed) < 1 for amount, owed in zip(amounts, exact, strict=True))
    else:
        assert amounts == [int(owed) for owed in exact]


@every_rule
@given(data=st.data(), tree=trees(), pool=pools)
def test_the_rewards_stay_within_what_was_contributed(
    name: str, data: st.DataObject, tree: Tree[str], pool: int
) -> None:
    rule, _ = data.draw(tree_rules(name))
    rewards = rule.exact_rewards(tree)
    assert all(reward >= 0 for reward in rewards)
    assert sum(rewards) <= rule.most_paid * (1 if isinstance(rule, Pachira) else tree.contributed)
    assert 0 < rule.most_paid <= 1
    assert sum(rule.amounts(pool, tree)) <= rule.budget_bound(pool) <= pool


@pytest.mark.parametrize("name", sorted(SPENDS_THE_WHOLE))
@given(data=st.data(), tree=trees(), pool=pools)
def test_the_whole_pool_is_spent_where_that_is_promised(
    name: str, data: st.DataObject, tree: Tree[str], pool: int
) -> None:
    rule, _ = data.draw(tree_rules(name))
    if tree.contributed and rule.scales_with_prize and list(tree.inviters).count(NOBODY) == 1:
        assert rule.allocate(pool, tree).remainder_minor == 0


@pytest.mark.parametrize("name", sorted(SPENDS_THE_WHOLE))
@given(data=st.data(), tree=trees(), pool=pools)
def test_the_last_units_go_to_those_who_lost_most_by_rounding(
    name: str, data: st.DataObject, tree: Tree[str], pool: int
) -> None:
    rule, _ = data.draw(tree_rules(name))
    value = rule.value_of_unit(pool, tree.contributed)
    exact = [reward * value for reward in rule.exact_rewards(tree)]
    order = []
    for place, (owed, amount) in enumerate(zip(exact, rule.amounts(pool, tree), strict=True)):
        raised = amount > int(owed)
        order.append((-(owed - int(owed)), place, raised))
    raised_first = [raised for *_, raised in sorted(order)]
    assert raised_first == sorted(raised_first, reverse=True)


@every_rule
@given(data=st.data(), tree=trees(), pool=st.integers(0, 10**9), times=st.integers(1, 50))
def test_scaling_the_pool_scales_the_shares(
    name: str, data: st.DataObject, tree: Tree[str], pool: int, times: int
) -> None:
    rule, terms = data.draw(tree_rules(name))
    assert rule.scales_with_prize == ("unit_minor" not in terms)
    if rule.scales_with_prize:
        for small, large in zip(rule.amounts(pool, tree), rule.amounts(pool * times, tree), strict=True):
            assert times * (small - 1) < large < times * (small + 1)


@every_rule
@given(data=st.data(), tree=trees(), pool=pools)
def test_a_skipped_member_s_share_goes_to_the_remainder(
    name: str, data: st.DataObject, tree: Tree[str], pool: int
) -> None:
    rule, _ = data.draw(tree_rules(name))
    skipped = data.draw(st.sets(st.sampled_from([*tree.members, "somebody else"])))
    honest = rule.allocate(pool, tree)
    with_skips = rule.allocate(pool, tree, skipped=skipped)
    lost = 0
    for before, after in zip(honest.shares, with_skips.shares, strict=True):
        expected = 0 if before.participant in skipped else before.amount_minor
        assert after.amount_minor == expected
        lost += before.amount_minor - expected
    assert with_skips.remainder_minor == honest.remainder_minor + lost


@every_rule
@given(data=st.data(), tree=trees())
def test_the_rewards_that_are_kept_are_those_of_the_definition(name: str, data: st.DataObject, tree: Tree[str]) -> None:
    rule, _ = data.draw(tree_rules(name))
    for kept, exact in zip(rule.rewards_kept(tree), rule.exact_rewards(tree), strict=True):
        assert kept is None or kept == exact


@every_rule
@given(data=st.data())
def test_terms_survive_json_and_fit_the_schema(name: str, data: st.DataObject) -> None:
    rule, terms = data.draw(tree_rules(name))
    written = rule.to_json()
    assert tree_mechanism(name, written) == rule
    assert tree_mechanism(name, written).to_json() == written
    validator = jsonschema.Draft202012Validator(MECHANISMS[name].terms_schema())
    validator.validate(terms)
    validator.validate(written)
    assert not validator.is_valid({**terms, "surprise": 1})


@every_rule
def test_the_card_says_what_recruiting_brings(name: str) -> None:
    def reward_of_the_first(people: int, *, below: bool) -> Fraction:
        inviters = [NOBODY, *[0 if below else NOBODY] * people]
        tree = Tree(range(people + 1), inviters, [1] * (people + 1))
        return max(tree_mechanism(name, terms).exact_rewards(tree)[0] for terms in examples_of(name))

    card = MECHANISMS[name].card
    assert card.rewards_recruiting == (reward_of_the_first(3, below=True) > reward_of_the_first(3, below=False))
    assert card.unbounded_reward == (reward_of_the_first(300, below=True) > 20)
    assert card.bounded_by_prize


def test_contribution_counts_for_more_than_nothing_in_every_rule() -> None:
    for name in TREE_RULES:
        for terms in examples_of(name):
            assert any(tree_mechanism(name, terms).amounts(10**6, Tree("AB", [NOBODY, 0], [5, 5])))
