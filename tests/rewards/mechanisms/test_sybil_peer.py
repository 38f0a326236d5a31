"""What fake buddies bring: none of the peer rules stands up to them, and the calculator finds how far."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.errors import InvalidInput
from rewards.mechanisms.peer import Circle, PeerMechanism
from rewards.mechanisms.registry import MECHANISMS, peer_mechanism
from rewards.mechanisms.sybil_peer import best_peer_attack, disguised_circle, disguises
from rewards.mechanisms.sybil_tree import parts_of
from tests.rewards.mechanisms.periods import PEER_RULES, circles, peer_rules

# Ann and Ben are buddies. Ann did 6, of which 4 are more than before; Ben gained 3.
PAIR = Circle(["ann", "ben"], [2, 0], [6, 3], [[1], [0]])


def attack(name: str, identities: int, *, prize_minor: int = 10_000) -> Any:
    rule = peer_mechanism(name, {"rate": 10})
    return best_peer_attack(rule, prize_minor=prize_minor, circle=PAIR, attacker="ann", identities=identities)


def test_a_fake_without_a_history_gains_from_nothing() -> None:
    found = attack("own_reward", 2)
    assert (found.honest_minor, found.best_minor) == (40, 60)
    assert found.losers == ()
    assert "without a history" in found.attack


def test_a_fake_buddy_is_paid_for_one_s_own_gain() -> None:
    found = attack("peer_reward", 2)
    # honestly Ann is paid for Ben's gain alone; her fake, whose only buddy she is, did it all
    assert (found.honest_minor, found.best_minor) == (30, 90)
    assert [(loss.participant, loss.loss_minor) for loss in found.losers] == [("ben", 40)]
    assert "whose only buddy they are themselves" in found.attack


def test_fakes_on_the_team_have_a_share_each() -> None:
    found = attack("team_reward", 2)
    assert found.honest_minor == 35
    # a fake does it all beside the team, and Ann still has half of what Ben gained
    assert found.best_minor == 75
    assert attack("team_reward", 6).best_minor > 75


def test_a_pool_that_is_too_small_is_fought_over() -> None:
    found = attack("own_reward", 2, prize_minor=70)
    assert (found.honest_minor, found.best_minor) == (40, 46)
    assert [(loss.participant, loss.loss_minor) for loss in found.losers] == [("ben", 7)]


def test_alone_nothing_can_be_taken() -> None:
    for name in PEER_RULES:
        found = attack(name, 1)
        assert (found.gain_minor, found.losers) == (0, ())
        assert found.attack == "Nothing pays them more."


@pytest.mark.parametrize("name", PEER_RULES)
def test_each_rule_says_that_it_is_not_proof(name: str) -> None:
    assert MECHANISMS[name].card.sybil_proof == "no"
    assert attack(name, 2).gain_minor > 0


def every_way(rule: PeerMechanism, circle: Circle[str], identities: int) -> Fraction:
    """Try all divisions of the activity and all links among the identities; gives the most that they earn."""
    most = Fraction(0)
    size = len(circle)
    for count in range(1, identities + 1):
        ours = [0, *range(size, size + count - 1)]
        pairs = list(combinations(ours, 2))
        for parts, linked in product(parts_of(circle.activities[0], count), product((False, True), repeat=len(pairs))):
            buddies = [[*chosen] for chosen in circle.buddies] + [[] for _ in range(count - 1)]
            for (one, other), is_linked in zip(pairs, linked, strict=True):
                if is_linked:
                    buddies[one].append(other)
                    buddies[other].append(one)
            attacked = Circle(
                range(size + count - 1),
                [*circle.baselines, *[0] * (count - 1)],
                [parts[0], *circle.activities[1:], *parts[1:]],
                buddies,
            )
            rewards = rule.exact_rewards(attacked)
            most = max(most, sum((rewards[place] for place in ours), Fraction(0)))
    return most


@pytest.mark.parametrize("name", PEER_RULES)
@settings(max_examples=15)
@given(circle=circles(most=4))
def test_the_calculator_finds_the_best_of_all_ways(name: str, circle: Circle[str]) -> None:
    small = Circle(circle.members, circle.baselines, [done % 5 for done in circle.activities], circle.buddies)
    rule = peer_mechanism(name, {"rate": 1})
    ways = [small.numbered(), *(disguised_circle(small, 0, way) for way in disguises(3, has_room=True))]
    found = Fraction(0)
    for way in ways:
        rewards = rule.exact_rewards(way)
        found = max(found, rewards[0] + sum(rewards[len(small) :], Fraction(0)))
    assert found == every_way(rule, small, 3)


@pytest.mark.parametrize("name", PEER_RULES)
@given(circle=circles(), pool=st.integers(0, 500), identities=st.integers(1, 6), data=st.data())
def test_the_books_of_an_attack_balance(
    name: str, circle: Circle[str], pool: int, identities: int, data: st.DataObject
) -> None:
    attacker = data.draw(st.sampled_from(list(circle.members)))
    rule = peer_mechanism(name, {"rate": 7})
    found = best_peer_attack(rule, prize_minor=pool, circle=circle, attacker=attacker, identities=identities)
    place = list(circle.members).index(attacker)
    assert found.honest_minor == rule.amounts(pool, circle)[place]
    assert found.gain_minor == found.best_minor - found.honest_minor >= 0
    assert found.best_minor <= pool
    assert found.disguise.identities <= identities
    if found.gain_minor == 0:
        assert (found.losers, found.remainder_loss_minor) == ((), 0)


@pytest.mark.parametrize("name", PEER_RULES)
@settings(max_examples=40)
@given(circle=circles(most=6), pool=st.integers(0, 500) | st.just(10**9), data=st.data())
def test_rounding_adds_less_than_a_unit_an_identity(
    name: str, circle: Circle[str], pool: int, data: st.DataObject
) -> None:
    rule, _ = data.draw(peer_rules(name))
    place = data.draw(st.integers(0, len(circle) - 1))
    disguise = data.draw(st.sampled_from(list(disguises(6, has_room=len(circle.buddies[place]) < 9))))
    attacked = disguised_circle(circle, place, disguise)

    def exact_amounts(one: Circle[Any]) -> list[Fraction]:
        rewards = rule.exact_rewards(one)
        value = rule.value_of_unit(pool, sum(rewards, Fraction(0)))
        return [value * reward for reward in rewards]

    exact, rounded = (
        after[place] + sum(after[len(circle) :]) - before[place]
        for before, after in (
            (exact_amounts(circle), exact_amounts(attacked)),
            (rule.amounts(pool, circle), rule.amounts(pool, attacked)),
        )
    )
    # amounts are rounded down, so no more is added than the one place lost by it, however many identities
    assert rounded - exact < 1
    assert exact > 0 or rounded <= 0


def test_somebody_with_ten_buddies_takes_no_eleventh() -> None:
    full = Circle(range(11), [5] * 11, [9] * 11, [list(range(1, 11)), *[[0]] * 10])
    for name in PEER_RULES:
        rule = peer_mechanism(name, {"rate": 10})
        assert best_peer_attack(rule, prize_minor=10**6, circle=full, attacker=0, identities=3).gain_minor > 0


def test_what_cannot_be_asked() -> None:
    rule = peer_mechanism("own_reward", {"rate": 1})
    with pytest.raises(InvalidInput) as caught:
        best_peer_attack(rule, prize_minor=1, circle=PAIR, attacker="eve", identities=2)
    assert caught.value.field == "attacker"
