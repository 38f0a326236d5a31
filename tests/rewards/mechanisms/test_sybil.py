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

from rewards.mechanisms.almost_uniform import AlmostUniform
from rewards.mechanisms.chain import ChainMechanism
from rewards.mechanisms.registry import MECHANISMS, chain_mechanism
from tests.rewards.mechanisms.rules import CHAIN_RULES, cases, edge_splits, examples_of, fractions_up_to, least_prize

LONGEST_CHAIN = 8
MOST_FAKES = 6
CLAIMS_TESTED_HERE = ("yes", "no", "equilibrium")


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


@pytest.mark.parametrize("name", [name for name in CHAIN_RULES if name != "split_contract"])
@settings(max_examples=10)
@given(data=st.data())
def test_where_nothing_is_gained_rounding_adds_less_than_a_unit_an_identity(name: str, data: st.DataObject) -> None:
    case = data.draw(cases(name))
    for attack in attacks():
        exact = attack.gain(case.rule, case.prize_minor)
        rounded = attack.rounded_gain(case.rule, case.prize_minor)
        assert abs(exact - rounded) < attack.fakes + 2
        if exact <= 0:
            assert rounded < attack.fakes + 1
            # where amounts are rounded down, parts never add up to more than the whole
            assert rounded <= 0 or case.rule.shares_out_the_rest


@settings(max_examples=60)
@given(data=st.data(), height=st.integers(1, LONGEST_CHAIN), fakes=st.integers(0, MOST_FAKES))
def test_under_a_split_contract_rounding_adds_less_than_a_unit_an_identity(
    data: st.DataObject, height: int, fakes: int
) -> None:
    case = data.draw(cases("split_contract"))
    place = data.draw(st.integers(0, height - 1))
    honest = data.draw(edge_splits(height))
    between = data.draw(st.lists(st.none() | fractions_up_to(Fraction(1)), min_size=fakes, max_size=fakes))
    known = honest or [None] * (height - 1)
    rules = (
        case.rule.along(honest, height=height),
        case.rule.along([*known[:place], *between, *known[place:]], height=height + fakes),
    )
    ours = slice(place, place + fakes + 1)
    exact_before = rules[0].exact_amounts(case.prize_minor, height)[place]
    exact = sum(rules[1].exact_amounts(case.prize_minor, height + fakes)[ours], Fraction(0)) - exact_before
    before = rules[0].amounts(case.prize_minor, height)[place]
    rounded = sum(rules[1].amounts(case.prize_minor, height + fakes)[ours]) - before
    assert abs(rounded - exact) < fakes + 2
    if exact <= 0:
        assert rounded < fakes + 1


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


def test_under_double_geometric_one_fake_changes_nothing_and_more_lose() -> None:
    rule = chain_mechanism("double_geometric", {"b": "1/2"})
    for height in range(1, LONGEST_CHAIN + 1):
        for place in range(height):
            assert Attack(height, place, 1).gain(rule, 400_000) == 0
            assert all(Attack(height, place, fakes).gain(rule, 400_000) < 0 for fakes in range(2, MOST_FAKES + 1))


# What the card of almost_uniform calls an equilibrium is shown in three steps: for one finding a finder gains
# exactly nothing; an inviter does gain, so the rule is not proof; and over a full tree in which everyone invites
# two people or more, down to H, and each member is as likely to find as without the attack, it pays nobody to be
# there twice, because the paths to the lowest are too long then. Where everyone invites one, it does pay.


@settings(max_examples=20)
@given(data=st.data())
def test_under_almost_uniform_a_finder_gains_nothing_and_beyond_the_limit_loses(data: st.DataObject) -> None:
    case = data.draw(cases("almost_uniform"))
    assert isinstance(case.rule, AlmostUniform)
    for attack in attacks():
        if attack.place == 0:
            gain = attack.gain(case.rule, case.prize_minor)
            if attack.height + attack.fakes <= case.rule.greatest_height:
                assert gain == 0
            else:
                assert gain == -case.rule.exact_amounts(case.prize_minor, attack.height)[0]


def test_under_almost_uniform_an_inviter_gains_on_one_finding() -> None:
    rule = chain_mechanism("almost_uniform", {"H": 10, "beta": "1/10"})
    assert Attack(3, 1, 1).gain(rule, 200) == 10
    assert Attack(3, 1, 6).gain(rule, 200) == 60
    assert Attack(10, 1, 1).gain(rule, 200) == -10


def expected_of_place(rule: AlmostUniform, *, recruits: int, depth: int, fakes: int) -> Fraction:
    """Give what a place can expect from a full tree of paths up to H, up to a factor the same for all attacks.

    Everyone at it and below it finds with the same chance. `depth` is how many stand from the root down to the
    place; its own finding is reported from the top identity, which costs nothing.
    """
    expected = rule.exact_amounts(1, depth)[0]
    for below in range(1, rule.greatest_height - depth + 1):
        height = depth + fakes + below
        shares = rule.exact_amounts(1, height)
        expected += recruits**below * sum(shares[below : below + fakes + 1], Fraction(0))
    return expected


@pytest.mark.parametrize("recruits", [2, 3, 5])
@pytest.mark.parametrize("beta", ["1/100", "1/2", "3"])
def test_under_almost_uniform_nobody_gains_in_a_full_tree(recruits: int, beta: str) -> None:
    for greatest_height in range(1, 9):
        rule = AlmostUniform(greatest_height, Fraction(beta))
        for depth in range(1, greatest_height + 1):
            honest, *attacked = (
                expected_of_place(rule, recruits=recruits, depth=depth, fakes=fakes) for fakes in range(MOST_FAKES + 1)
            )
            assert all(gain <= honest for gain in attacked)


def test_under_almost_uniform_a_place_above_a_single_line_does_gain() -> None:
    rule = AlmostUniform(8, Fraction(1, 2))
    honest, one_fake = (expected_of_place(rule, recruits=1, depth=1, fakes=fakes) for fakes in (0, 1))
    assert one_fake > honest
