"""The laws that every mechanism of the chain family keeps, over the whole registry."""

from __future__ import annotations

import copy
from fractions import Fraction
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # the package ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rewards.mechanisms.registry import MECHANISMS, chain_mechanism, mechanism
from rewards.mechanisms.split_contract import SplitContract
from tests.rewards.mechanisms.rules import CHAIN_RULES, Case, cases, edge_splits, examples_of

every_rule = pytest.mark.parametrize("name", CHAIN_RULES)
heights = st.integers(1, 40)


def chain_of(height: int) -> list[str]:
    return [f"person {k}" for k in range(height)]


@every_rule
@given(data=st.data(), height=heights)
def test_law_zero_and_nobody_outside_the_chain(name: str, data: st.DataObject, height: int) -> None:
    case: Case = data.draw(cases(name))
    chain = chain_of(height)
    allocation = case.rule.allocate(case.prize_minor, chain)
    assert [share.participant for share in allocation.shares] == chain
    amounts = [share.amount_minor for share in allocation.shares]
    assert all(type(amount) is int and amount >= 0 for amount in amounts)
    assert sum(amounts) + allocation.remainder_minor == case.prize_minor
    assert allocation.paid_minor == sum(amounts)


@every_rule
@given(data=st.data(), height=heights)
def test_amounts_do_not_depend_on_who_the_people_are(name: str, data: st.DataObject, height: int) -> None:
    case: Case = data.draw(cases(name))
    by_name = case.rule.allocate(case.prize_minor, chain_of(height))
    by_number = chain_mechanism(name, copy.deepcopy(case.terms)).allocate(
        case.prize_minor, [10**6 - k for k in range(height)]
    )
    assert [share.amount_minor for share in by_name.shares] == [share.amount_minor for share in by_number.shares]
    assert by_name == case.rule.allocate(case.prize_minor, chain_of(height))


@every_rule
@given(data=st.data(), height=heights)
def test_rounding_moves_each_amount_by_less_than_one_minor_unit(name: str, data: st.DataObject, height: int) -> None:
    case: Case = data.draw(cases(name))
    exact = case.rule.exact_amounts(case.prize_minor, height)
    paid = case.rule.amounts(case.prize_minor, height)
    assert len(exact) == len(paid) == height
    if case.rule.shares_out_the_rest:
        assert all(-1 < before - after < 1 for before, after in zip(exact, paid, strict=True))
        assert sum(paid) == sum(exact)
    else:
        assert all(0 <= before - after < 1 for before, after in zip(exact, paid, strict=True))


@every_rule
@given(data=st.data(), height=heights)
def test_the_last_units_go_to_the_largest_remainders_and_to_the_nearest_of_equals(
    name: str, data: st.DataObject, height: int
) -> None:
    case: Case = data.draw(cases(name))
    if not case.rule.shares_out_the_rest:
        return
    rule = case.rule.along(data.draw(edge_splits(height)), height=height)
    exact = rule.exact_amounts(case.prize_minor, height)
    floors = [int(amount) for amount in exact]
    order = sorted(range(height), key=lambda k: (floors[k] - exact[k], k))
    raised = set(order[: int(sum(exact)) - sum(floors)])
    assert rule.amounts(case.prize_minor, height) == tuple(floors[k] + (k in raised) for k in range(height))


def test_the_rules_that_share_out_the_rest_pay_the_whole_prize() -> None:
    kinds = {name: chain_mechanism(name, examples_of(name)[0]) for name in CHAIN_RULES}
    sharing = {name for name, rule in kinds.items() if rule.shares_out_the_rest}
    assert sharing == {"split_contract", "almost_uniform"}
    for name in sharing:
        assert all(sum(kinds[name].amounts(prize, 9)) == prize for prize in (1, 7, 100_003))


@every_rule
@given(data=st.data(), height=heights, times=st.integers(1, 50))
def test_scaling_the_prize_scales_the_shares(name: str, data: st.DataObject, height: int, times: int) -> None:
    case: Case = data.draw(cases(name))
    if not case.rule.scales_with_prize:
        return
    prize = case.prize_minor // times
    once = case.rule.amounts(prize, height)
    scaled = case.rule.amounts(prize * times, height)
    for small, large in zip(once, scaled, strict=True):
        # an amount that was rounded up stands for less than it says
        least = small - 1 if case.rule.shares_out_the_rest else small
        assert times * least <= large <= times * (small + 1)


def test_scaling_is_promised_by_the_rules_that_keep_it() -> None:
    promised = {
        (name, str(terms)): mechanism(name, terms).scales_with_prize
        for name in CHAIN_RULES
        for terms in examples_of(name)
    }
    assert [key for key, kept in promised.items() if not kept] == [("levels", "{'levels': [50000, 10000]}")]


@every_rule
@given(data=st.data(), height=heights)
def test_nearer_the_finder_never_gets_less(name: str, data: st.DataObject, height: int) -> None:
    case: Case = data.draw(cases(name))
    if case.rule.nearer_never_gets_less:
        amounts = case.rule.amounts(case.prize_minor, height)
        assert list(amounts) == sorted(amounts, reverse=True)


def test_the_promise_to_pay_nearer_ones_no_less_is_made_by_the_right_rules() -> None:
    kinds = {name: chain_mechanism(name, examples_of(name)[0]) for name in CHAIN_RULES}
    assert {name for name, rule in kinds.items() if not rule.nearer_never_gets_less} == {
        "levels",
        "split_contract",
    }


@every_rule
@given(data=st.data(), height=heights)
def test_the_budget_bound_holds(name: str, data: st.DataObject, height: int) -> None:
    case: Case = data.draw(cases(name))
    bound = case.rule.budget_bound(case.prize_minor)
    assert sum(case.rule.amounts(case.prize_minor, height)) <= bound
    if case.rule.card.bounded_by_prize:
        assert bound <= case.prize_minor


@every_rule
@given(data=st.data(), height=heights)
def test_a_skipped_member_s_share_goes_to_the_remainder(name: str, data: st.DataObject, height: int) -> None:
    case: Case = data.draw(cases(name))
    chain = chain_of(height)
    skipped = data.draw(st.sets(st.sampled_from([*chain, "somebody else"])))
    honest = case.rule.allocate(case.prize_minor, chain)
    with_skips = case.rule.allocate(case.prize_minor, chain, skipped=skipped)
    lost = 0
    for before, after in zip(honest.shares, with_skips.shares, strict=True):
        expected = 0 if before.participant in skipped else before.amount_minor
        assert after.amount_minor == expected
        lost += before.amount_minor - expected
    assert with_skips.remainder_minor == honest.remainder_minor + lost


@every_rule
@given(data=st.data(), height=heights, depth=st.integers(1, 45))
def test_shares_beyond_the_greatest_paid_depth_go_to_the_remainder(
    name: str, data: st.DataObject, height: int, depth: int
) -> None:
    case: Case = data.draw(cases(name))
    whole = case.rule.allocate(case.prize_minor, chain_of(height))
    cut = case.rule.allocate(case.prize_minor, chain_of(height), max_depth_paid=depth)
    # the height still counts the whole path, so those who are paid get what they got before
    assert cut.shares[:depth] == whole.shares[:depth]
    assert all(share.amount_minor == 0 for share in cut.shares[depth:])
    beyond = sum(share.amount_minor for share in whole.shares[depth:])
    assert cut.remainder_minor == whole.remainder_minor + beyond


@every_rule
@given(data=st.data())
def test_terms_survive_json(name: str, data: st.DataObject) -> None:
    case: Case = data.draw(cases(name))
    written = case.rule.to_json()
    assert chain_mechanism(name, written) == case.rule
    assert chain_mechanism(name, written).to_json() == written


@every_rule
@given(data=st.data())
def test_the_published_schema_accepts_what_the_rule_accepts(name: str, data: st.DataObject) -> None:
    case: Case = data.draw(cases(name))
    schema = MECHANISMS[name].terms_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(case.terms)
    jsonschema.Draft202012Validator(schema).validate(case.rule.to_json())


@every_rule
def test_the_published_schema_refuses_unknown_keys_and_says_what_is_what(name: str) -> None:
    schema = MECHANISMS[name].terms_schema()
    validator = jsonschema.Draft202012Validator(schema)
    assert not validator.is_valid({**examples_of(name)[0], "surprise": 1})
    assert all(part["description"] for part in schema["properties"].values())


@every_rule
@given(data=st.data(), height=heights)
def test_the_explanation_gives_the_amount_that_is_paid(name: str, data: st.DataObject, height: int) -> None:
    case: Case = data.draw(cases(name))
    amounts = case.rule.amounts(case.prize_minor, height)
    for distance, amount in enumerate(amounts):
        reason = case.rule.explain(case.prize_minor, height=height, distance=distance)
        assert (reason.distance, reason.amount_minor) == (distance, amount)
        assert (reason.fraction is None) != (reason.fixed_minor is None)
        exact = Fraction(reason.fixed_minor or 0) if reason.fraction is None else reason.fraction * case.prize_minor
        assert -1 < exact - amount < 1 if case.rule.shares_out_the_rest else int(exact) == amount


@every_rule
@given(data=st.data(), height=heights)
def test_splits_of_edges_matter_to_the_rules_that_use_them_and_to_no_other(
    name: str, data: st.DataObject, height: int
) -> None:
    case: Case = data.draw(cases(name))
    chain, splits = chain_of(height), data.draw(edge_splits(height))
    allocation = case.rule.allocate(case.prize_minor, chain, edge_splits=splits)
    amounts = [share.amount_minor for share in allocation.shares]
    assert sum(amounts) + allocation.remainder_minor == case.prize_minor
    for distance in range(0, height, 3):
        reason = case.rule.explain(case.prize_minor, height=height, distance=distance, edge_splits=splits)
        assert reason.amount_minor == amounts[distance]
    if not case.rule.uses_edge_splits or all(split is None for split in splits):
        assert allocation == case.rule.allocate(case.prize_minor, chain)


@given(data=st.data(), height=st.integers(2, 20))
def test_each_edge_hands_up_its_split_but_no_more_than_the_contract_s_greatest(
    data: st.DataObject, height: int
) -> None:
    rule = data.draw(cases("split_contract")).rule
    assert isinstance(rule, SplitContract)
    splits = data.draw(edge_splits(height))
    reached, expected = Fraction(1), []
    for k in range(height - 1):
        chosen = splits[k] if splits else None
        handed_up = rule.default_split if chosen is None else min(chosen, rule.max_split)
        expected.append(reached - reached * handed_up)
        reached *= handed_up
    on_path = rule.along(splits, height=height)
    assert on_path.exact_amounts(1, height) == (*expected, reached)
    assert [on_path.part_at(k, height) for k in range(height)] == [*expected, reached]
    assert on_path.to_json() == rule.to_json()


@every_rule
@given(data=st.data(), height=heights)
def test_parts_of_the_prize_are_the_exact_amounts(name: str, data: st.DataObject, height: int) -> None:
    case: Case = data.draw(cases(name))
    exact = case.rule.exact_amounts(case.prize_minor, height)
    for distance, amount in enumerate(exact):
        part = case.rule.part_at(distance, height)
        assert amount == (part if isinstance(part, int) else part * case.prize_minor)


@every_rule
@given(data=st.data(), more=st.integers(1, 5))
def test_above_the_last_paid_height_nobody_is_paid(name: str, data: st.DataObject, more: int) -> None:
    case: Case = data.draw(cases(name))
    end = case.rule.last_paid_height(case.prize_minor)
    if end is not None:
        assert not any(case.rule.amounts(case.prize_minor, end + more))
        # for a prize of nothing, or one of which nobody gets a whole unit, there is no height at all
        assert end <= 1 or any(case.rule.amounts(case.prize_minor, end)) or case.prize_minor == 0


@every_rule
@given(data=st.data(), short=st.integers(1, 20), more=st.integers(0, 20))
def test_a_rule_that_ignores_the_height_pays_the_same_on_every_path(
    name: str, data: st.DataObject, short: int, more: int
) -> None:
    case: Case = data.draw(cases(name))
    if not case.rule.depends_on_height:
        longer = case.rule.amounts(case.prize_minor, short + more)
        assert case.rule.amounts(case.prize_minor, short) == longer[:short]


def test_every_mechanism_is_registered_under_its_own_name_and_describes_itself() -> None:
    for name, kind in MECHANISMS.items():
        described: dict[str, Any] = kind.describe()
        assert described["name"] == name
        assert described["family"] in {"chain", "tree", "peer"}
        assert described["version"] >= 1
        assert described["summary"].endswith(".")
        assert set(described["card"]) == {
            "bounded_by_prize",
            "sybil_proof",
            "unbounded_reward",
            "rewards_recruiting",
            "reference",
        }
        for example in described["terms_schema"]["examples"]:
            assert mechanism(name, example).name == name


@every_rule
def test_the_card_says_whether_recruiting_is_rewarded(name: str) -> None:
    paid_without_finding = any(
        any(chain_mechanism(name, terms).exact_amounts(10**6, 5)[1:]) for terms in examples_of(name)
    )
    assert MECHANISMS[name].card.rewards_recruiting == paid_without_finding
