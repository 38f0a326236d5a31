"""The peer family: worked examples, and the laws over the registry."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # the package ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.errors import InvalidInput
from rewards.mechanisms.peer import MAX_ACTIVITY, MAX_BUDDIES, Circle
from rewards.mechanisms.registry import MECHANISMS, peer_mechanism
from tests.rewards.mechanisms.periods import PEER_RULES, circles, peer_rules

every_rule = pytest.mark.parametrize("name", PEER_RULES)
pools = st.one_of(st.integers(0, 300), st.integers(0, 10**15))

# Ann did six more than before, Cem one, Ben nothing; Ann's buddies are Ben and Cem. Dan gained two, and has nobody.
ANN = Circle(["ann", "ben", "cem", "dan"], [10, 12, 8, 3], [16, 11, 9, 5], [[1, 2], [0], [0], []])


@pytest.mark.parametrize(
    ("name", "rewards", "amounts"),
    [
        ("own_reward", ["6", "0", "1", "2"], [60, 0, 10, 20]),
        # Ann is paid for Cem; Ben and Cem are paid half of Ann's gain each; nobody is paid for Dan
        ("peer_reward", ["1", "3", "3", "0"], [10, 30, 30, 0]),
        ("team_reward", ["7/3", "7/3", "7/3", "2"], [23, 23, 23, 20]),
    ],
)
def test_who_is_paid_for_a_gain(name: str, rewards: list[str], amounts: list[int]) -> None:
    rule = peer_mechanism(name, {"rate": 10})
    assert list(rule.exact_rewards(ANN)) == [Fraction(reward) for reward in rewards]
    assert rule.amounts(10_000, ANN) == amounts


def test_a_pool_that_is_too_small_is_shared_in_proportion() -> None:
    rule = peer_mechanism("own_reward", {"rate": 100})
    allocation = rule.allocate(100, ANN)
    # 900 were earned: everybody gets a ninth of it, rounded down
    assert [share.amount_minor for share in allocation.shares] == [66, 0, 11, 22]
    assert allocation.remainder_minor == 1
    assert rule.allocate(900, ANN).remainder_minor == 0


def test_a_rate_that_is_a_fraction_is_rounded_once() -> None:
    assert peer_mechanism("peer_reward", {"rate": "5/2"}).amounts(10_000, ANN) == [2, 7, 7, 0]


def test_teams_are_those_who_are_linked() -> None:
    line = Circle(range(5), [0] * 5, [1, 2, 3, 4, 5], [[2], [], [0, 4], [], [2]])
    assert line.teams() == [[0, 2, 4], [1], [3]]


@pytest.mark.parametrize(
    ("circle", "field"),
    [
        ((["a"], [-1], [0], [[]]), "members/0/baseline"),
        ((["a"], [0], [MAX_ACTIVITY + 1], [[]]), "members/0/activity"),
        ((["a"], [0], [True], [[]]), "members/0/activity"),
        ((["a"], [0], [0], [[0]]), "members/0/buddies"),
        ((["a", "b"], [0, 0], [0, 0], [[1], []]), "members/0/buddies"),
        ((["a", "b"], [0, 0], [0, 0], [[1, 1], [0]]), "members/0/buddies"),
        ((range(12), [0] * 12, [0] * 12, [list(range(1, 12)), *[[0]] * 11]), "members/0/buddies"),
    ],
)
def test_circles_that_are_none(circle: Any, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        Circle(*circle)
    assert caught.value.field == field
    assert caught.value.code == "invalid_members"


def test_a_buddy_who_does_not_know_is_named() -> None:
    with pytest.raises(InvalidInput, match=r"'a' names 'b' as a buddy, who does not name them"):
        Circle(["a", "b"], [0, 0], [0, 0], [[1], []])
    Circle(range(11), [0] * 11, [0] * 11, [list(range(1, 1 + MAX_BUDDIES)), *[[0]] * MAX_BUDDIES])


@every_rule
@given(data=st.data(), circle=circles(), pool=pools)
def test_law_zero_and_the_definition_rounded_down(
    name: str, data: st.DataObject, circle: Circle[str], pool: int
) -> None:
    rule, _ = data.draw(peer_rules(name))
    allocation = rule.allocate(pool, circle)
    assert [share.participant for share in allocation.shares] == list(circle.members)
    amounts = [share.amount_minor for share in allocation.shares]
    assert all(type(amount) is int and amount >= 0 for amount in amounts)
    assert sum(amounts) + allocation.remainder_minor == pool
    rewards = rule.exact_rewards(circle)
    owed = sum(rewards, Fraction(0)) * rule.rate
    scale = min(Fraction(1), pool / owed) if owed else Fraction(1)
    assert amounts == [int(reward * rule.rate * scale) for reward in rewards]
    assert sum(amounts) <= rule.budget_bound(pool) <= pool


@every_rule
@given(data=st.data(), circle=circles())
def test_a_gain_is_paid_at_most_once(name: str, data: st.DataObject, circle: Circle[str]) -> None:
    rule, _ = data.draw(peer_rules(name))
    rewards = rule.exact_rewards(circle)
    assert all(reward >= 0 for reward in rewards)
    assert sum(rewards) <= sum(circle.gains())
    if name != "peer_reward" or all(circle.buddies):
        assert sum(rewards) == sum(circle.gains())


@every_rule
@given(data=st.data(), circle=circles(), pool=pools)
def test_a_skipped_member_s_share_goes_to_the_remainder(
    name: str, data: st.DataObject, circle: Circle[str], pool: int
) -> None:
    rule, _ = data.draw(peer_rules(name))
    skipped = data.draw(st.sets(st.sampled_from([*circle.members, "somebody else"])))
    honest, with_skips = rule.allocate(pool, circle), rule.allocate(pool, circle, skipped=skipped)
    for before, after in zip(honest.shares, with_skips.shares, strict=True):
        assert after.amount_minor == (0 if before.participant in skipped else before.amount_minor)
    assert with_skips.paid_minor + with_skips.remainder_minor == pool


@every_rule
@given(data=st.data(), circle=circles(), pool=pools)
def test_amounts_do_not_depend_on_who_the_people_are(
    name: str, data: st.DataObject, circle: Circle[str], pool: int
) -> None:
    rule, terms = data.draw(peer_rules(name))
    assert peer_mechanism(name, dict(terms)).amounts(pool, circle.numbered()) == rule.amounts(pool, circle)


@every_rule
@given(data=st.data())
def test_terms_survive_json_and_fit_the_schema(name: str, data: st.DataObject) -> None:
    rule, terms = data.draw(peer_rules(name))
    assert peer_mechanism(name, rule.to_json()) == rule
    validator = jsonschema.Draft202012Validator(MECHANISMS[name].terms_schema())
    validator.validate(terms)
    validator.validate(rule.to_json())
    assert not validator.is_valid({**terms, "surprise": 1})


@every_rule
def test_the_card_says_what_others_bring(name: str) -> None:
    alone = Circle("ab", [0, 0], [0, 1000], [[1], [0]])
    reward = peer_mechanism(name, {"rate": 1}).exact_rewards(alone)[0]
    assert MECHANISMS[name].card.unbounded_reward == (reward > 100)
    assert not MECHANISMS[name].card.rewards_recruiting
    assert not peer_mechanism(name, {"rate": 1}).scales_with_prize
