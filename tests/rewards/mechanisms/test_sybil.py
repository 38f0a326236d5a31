"""The Sybil column of the property cards, by searching all small attacks on rewards before rounding.

An attacker at one place of a chain can stand there several times over, which moves everyone above further
from the finder. Whoever they are, no other insertion changes what they get: the path is what it is below
them, and the places above belong to others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rewards.mechanisms.chain import ChainMechanism
from rewards.mechanisms.registry import MECHANISMS, chain_mechanism
from tests.rewards.mechanisms.rules import CHAIN_RULES, cases, examples_of, least_prize

LONGEST_CHAIN = 8
MOST_FAKES = 6
CLAIMS_TESTED_HERE = ("yes", "no")


@dataclass(frozen=True)
class Attack:
    """An honest chain, a place in it, and how many further identities stand there."""

    height: int
    place: int
    fakes: int

    def gain(self, rule: ChainMechanism, prize: Fraction | int) -> Fraction:
        honest = rule.exact_amounts(prize, self.height)[self.place]
        attacked = rule.exact_amounts(prize, self.height + self.fakes)
        return sum(attacked[self.place : self.place + self.fakes + 1], Fraction(0)) - honest

    def rounded_gain(self, rule: ChainMechanism, prize_minor: int) -> int:
        honest = rule.amounts(prize_minor, self.height)[self.place]
        attacked = rule.amounts(prize_minor, self.height + self.fakes)
        return sum(attacked[self.place : self.place + self.fakes + 1]) - honest


def attacks() -> Iterator[Attack]:
    for height in range(1, LONGEST_CHAIN + 1):
        for place in range(height):
            for fakes in range(1, MOST_FAKES + 1):
                yield Attack(height, place, fakes)


def rules_claiming(claim: str) -> list[str]:
    return [name for name in CHAIN_RULES if MECHANISMS[name].card.sybil_proof == claim]


def test_every_claim_of_the_registry_has_its_test() -> None:
    assert {MECHANISMS[name].card.sybil_proof for name in CHAIN_RULES} <= set(CLAIMS_TESTED_HERE)


def test_the_search_covers_every_small_attack() -> None:
    assert len(set(attacks())) == sum(range(1, 9)) * 6


@pytest.mark.parametrize("name", rules_claiming("yes"))
@settings(max_examples=20)
@given(data=st.data())
def test_a_proof_rule_never_lets_anybody_gain(name: str, data: st.DataObject) -> None:
    case = data.draw(cases(name))
    for attack in attacks():
        assert attack.gain(case.rule, case.prize_minor) <= 0
        assert attack.rounded_gain(case.rule, case.prize_minor) < attack.fakes + 1


@pytest.mark.parametrize("name", rules_claiming("no"))
def test_a_rule_that_is_not_proof_is_shown_gaining(name: str) -> None:
    rules = [chain_mechanism(name, terms) for terms in examples_of(name)]
    best = max(
        (attack.gain(rule, max(400_000, least_prize(rule))), attack.place, attack.fakes)
        for rule in rules
        for attack in attacks()
    )
    assert best[0] > 0


def test_under_the_half_rule_each_fake_of_a_finder_gains_half_as_much_as_the_one_before() -> None:
    rule = chain_mechanism("recursive", {"ratio": "1/2"})
    gains = [Attack(4, 0, fakes).gain(rule, 400_000) for fakes in (1, 2, 3)]
    assert gains == [100_000, 150_000, 175_000]


def test_under_levels_a_finder_takes_the_recruiter_s_amount_too() -> None:
    rule = chain_mechanism("levels", {"levels": [50_000, 10_000]})
    assert Attack(2, 0, 1).gain(rule, 60_000) == 10_000
