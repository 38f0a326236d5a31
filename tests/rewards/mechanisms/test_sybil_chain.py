"""The Sybil-gain calculator on chains: published numbers, its refusals, and its search against a blunt one."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.errors import InvalidInput
from rewards.mechanisms.chain import ChainMechanism
from rewards.mechanisms.registry import MECHANISMS, chain_mechanism
from rewards.mechanisms.split_contract import SplitContract
from rewards.mechanisms.sybil_chain import Loss, Plan, best_attack, gains_by_place, plans
from tests.rewards.mechanisms.rules import CHAIN_RULES, cases, edge_splits

DAVE_TO_ALICE = ["dave", "carol", "bob", "alice"]
B = 400_000
half = chain_mechanism("recursive", {"ratio": "1/2"})


@pytest.mark.parametrize(
    ("identities", "best_minor", "carol_loses"), [(1, 200_000, 0), (2, 300_000, 50_000), (4, 375_000, 87_500)]
)
def test_a_finder_under_the_half_rule(identities: int, best_minor: int, carol_loses: int) -> None:
    attack = best_attack(half, prize_minor=B, chain=DAVE_TO_ALICE, attacker="dave", identities=identities)
    assert (attack.honest_minor, attack.best_minor) == (200_000, best_minor)
    assert attack.gain_minor == best_minor - 200_000
    assert attack.plan == Plan(0, identities)
    if carol_loses:
        assert attack.losers[0] == Loss("carol", carol_loses)
        assert [loss.participant for loss in attack.losers] == ["carol", "bob", "alice"]
    else:
        assert (attack.losers, attack.attack) == ((), "Nothing pays them more.")


def test_what_is_gained_is_what_others_and_the_remainder_lose() -> None:
    attack = best_attack(half, prize_minor=B, chain=DAVE_TO_ALICE, attacker="carol", identities=2)
    assert attack.attack == (
        "They stand on the path twice, each identity invited by the one above it, and invite through the lowest."
    )
    assert attack.losers == (Loss("bob", 25_000), Loss("alice", 12_500))
    assert attack.gain_minor == 50_000 == 25_000 + 12_500 + attack.remainder_loss_minor


def test_a_finder_under_a_split_contract_takes_everything() -> None:
    rule = chain_mechanism("split_contract", {})
    attack = best_attack(rule, prize_minor=B, chain=DAVE_TO_ALICE, attacker="dave", identities=6)
    assert (attack.honest_minor, attack.best_minor) == (200_000, 400_000)
    assert attack.losers == (Loss("carol", 100_000), Loss("bob", 50_000), Loss("alice", 50_000))
    assert attack.attack == (
        "They stand on the path twice, each identity invited by the one above it, and report through the lowest."
        " Between their identities they set a split of 0."
    )


def test_an_inviter_under_a_split_contract_sets_their_link_and_keeps_what_it_brings() -> None:
    rule = chain_mechanism("split_contract", {"max_split": "3/4"})
    splits = [Fraction(1, 4), Fraction(1, 2), None]
    alone, twice = (
        best_attack(
            rule, prize_minor=B, chain=DAVE_TO_ALICE, attacker="carol", identities=identities, edge_splits=splits
        )
        for identities in (1, 2)
    )
    # a quarter of the prize reaches her, and she hands half of it to Bob; with the link at its limit, 3/4 do
    assert (alone.honest_minor, alone.best_minor) == (50_000, 150_000)
    assert alone.attack == "They set the split of their own link to 3/4."
    assert alone.losers == (Loss("dave", 200_000),)
    assert twice.best_minor == 300_000
    assert twice.losers == (Loss("dave", 200_000), Loss("bob", 25_000), Loss("alice", 25_000))
    assert twice.plan.edge_splits == (Fraction(3, 4), Fraction(0), Fraction(1, 2), Fraction(1, 2))


@pytest.mark.parametrize("name", ["finder_only", "double_geometric"])
@given(data=st.data(), height=st.integers(1, 8))
def test_a_proof_rule_has_no_attack(name: str, data: st.DataObject, height: int) -> None:
    assert MECHANISMS[name].card.sybil_proof == "yes"
    case = data.draw(cases(name))
    for attacker in range(height):
        attack = best_attack(
            case.rule, prize_minor=case.prize_minor, chain=range(height), attacker=attacker, identities=6
        )
        assert (attack.gain_minor, attack.losers, attack.remainder_loss_minor) == (0, (), 0)
        assert attack.attack == "With up to 6 identities nothing pays them more."


def test_what_rounding_alone_adds_is_no_gain() -> None:
    # before rounding a finder's fakes add nothing; the odd units fall differently where there are more people
    rule = chain_mechanism("almost_uniform", {"H": 10, "beta": 1})
    for prize_minor in range(1, 60):
        attack = best_attack(rule, prize_minor=prize_minor, chain=DAVE_TO_ALICE, attacker="dave", identities=6)
        assert attack.gain_minor == 0
    dusty = [sum(rule.amounts(prize_minor, 5)[:2]) > rule.amounts(prize_minor, 4)[0] for prize_minor in range(1, 60)]
    assert any(dusty)


@pytest.mark.parametrize("name", CHAIN_RULES)
@settings(max_examples=40)
@given(data=st.data(), height=st.integers(1, 8), identities=st.integers(1, 6))
def test_it_finds_what_trying_everything_finds(name: str, data: st.DataObject, height: int, identities: int) -> None:
    case = data.draw(cases(name))
    splits = data.draw(edge_splits(height)) if height > 1 else []
    at_once = gains_by_place(
        case.rule, prize_minor=case.prize_minor, height=height, identities=identities, edge_splits=splits
    )
    for place in range(height):
        blunt = _blunt_gain(case.rule, case.prize_minor, height, place, identities, splits)
        tried = plans(case.rule, height=height, place=place, identities=identities, edge_splits=splits)
        gains = [plan.exact_gain(case.rule, case.prize_minor, height=height, edge_splits=splits) for plan in tried]
        exact = max([Fraction(0), *gains])
        assert exact == blunt
        attack = best_attack(
            case.rule,
            prize_minor=case.prize_minor,
            chain=range(height),
            attacker=place,
            identities=identities,
            edge_splits=splits,
        )
        assert attack.gain_minor >= 0
        assert abs(attack.gain_minor - exact) < identities + 1
        assert at_once[place] == (exact if case.rule.shares_out_the_rest else attack.gain_minor)


def _blunt_gain(
    rule: ChainMechanism,
    prize_minor: int,
    height: int,
    place: int,
    identities: int,
    splits: list[Fraction | None],
) -> Fraction:
    """Try every number of identities, and under a split contract a grid of all splits that are theirs to set."""
    honest = rule.along(splits, height=height).exact_amounts(prize_minor, height)[place]
    best = Fraction(0)
    grid: list[Fraction | None] = [None]
    if isinstance(rule, SplitContract):
        grid = [Fraction(0), rule.max_split / 2, rule.max_split]
        identities = min(identities, 4)  # 3⁴ choices at most; a fourth fake adds no new kind of choice
    all_splits = splits or [None] * (height - 1)
    for count in range(1, identities + 1):
        attacked = height + count - 1
        links = [all_splits[place - 1 : place], *([end] for end in grid)] if place else [[]]
        for link, between in product(links, product(grid, repeat=count - 1)):
            path = [*all_splits[: max(0, place - 1)], *link, *between, *all_splits[place:]]
            taken = rule.along(path, height=attacked).exact_amounts(prize_minor, attacked)
            best = max(best, sum(taken[place : place + count], Fraction(0)) - honest)
    return best


@given(data=st.data(), height=st.integers(1, 8), identities=st.integers(1, 6))
@pytest.mark.parametrize("name", CHAIN_RULES)
def test_gains_and_losses_are_in_balance(name: str, data: st.DataObject, height: int, identities: int) -> None:
    case = data.draw(cases(name))
    attacker = data.draw(st.integers(0, height - 1))
    attack = best_attack(
        case.rule, prize_minor=case.prize_minor, chain=range(height), attacker=attacker, identities=identities
    )
    attacked = height + attack.plan.identities - 1
    after = case.rule.along(attack.plan.edge_splits, height=attacked).amounts(case.prize_minor, attacked)
    assert attack.best_minor == attack.plan.take_minor(after) == attack.honest_minor + attack.gain_minor
    assert attacker not in {loss.participant for loss in attack.losers}
    assert all(loss.loss_minor > 0 for loss in attack.losers)
    # with more people to hand the odd units to, somebody else may get one more than before
    lost = sum(loss.loss_minor for loss in attack.losers) + attack.remainder_loss_minor
    assert attack.gain_minor <= lost


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"attacker": "eve"}, "attacker"),
        ({"identities": 0}, "identities"),
        ({"identities": 7}, "identities"),
        ({"identities": True}, "identities"),
        ({"chain": []}, "chain"),
        ({"chain": ["dave", "dave"]}, "chain/1"),
        ({"prize_minor": -1}, "prize_minor"),
        ({"edge_splits": [None]}, "edge_splits"),
    ],
)
def test_bad_input_is_refused_with_the_path_to_it(change: dict[str, object], field: str) -> None:
    good = {"prize_minor": B, "chain": DAVE_TO_ALICE, "attacker": "dave", "identities": 2, "edge_splits": []}
    with pytest.raises(InvalidInput) as caught:
        best_attack(chain_mechanism("split_contract", {}), **{**good, **change})  # type: ignore[arg-type]  # on purpose
    assert caught.value.field == field


@pytest.mark.timeout(60)  # it takes two seconds or so
def test_a_chain_of_ten_thousand_is_searched() -> None:
    chain = range(10_000)
    for name, terms in (("recursive", {"ratio": "0.999999999999"}), ("split_contract", {"default_split": "0.9999"})):
        attack = best_attack(chain_mechanism(name, terms), prize_minor=B, chain=chain, attacker=0, identities=6)
        assert attack.gain_minor >= 0
