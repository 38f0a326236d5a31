"""The comparison of rules over a campaign's tree: its numbers by hand, its Gini, and a million people."""

from __future__ import annotations

import time
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rewards.mechanisms.chain import ChainMechanism
from rewards.mechanisms.comparison import Outcome, PaidFinding, compare, gini
from rewards.mechanisms.registry import chain_mechanism
from rewards.mechanisms.sybil_chain import best_attack
from tests.rewards.mechanisms.rules import CHAIN_RULES, edge_splits, examples_of

# Alice invited Bob and Erin, Bob Carol, Carol Dave; Frank came by himself.
ALICE, BOB, CAROL, DAVE, ERIN, FRANK = range(1, 7)
INVITER_OF = {ALICE: None, BOB: ALICE, CAROL: BOB, DAVE: CAROL, ERIN: ALICE, FRANK: None}
FINDINGS = [PaidFinding(DAVE, 400_000), PaidFinding(ERIN, 400_000), PaidFinding(DAVE, 100_000)]
half = chain_mechanism("recursive", {"ratio": "1/2"})


def compare_one(rule: ChainMechanism, *, findings: list[PaidFinding] = FINDINGS, depth: int | None = None) -> Outcome:
    (outcome,) = compare(
        inviter_of=INVITER_OF, members=6, findings=findings, rules=[("it", rule)], max_depth_paid=depth
    )
    return outcome


def test_the_half_rule_on_a_small_tree() -> None:
    outcome = compare_one(half)
    assert outcome.paid_minor == {
        DAVE: 200_000 + 50_000,
        CAROL: 100_000 + 25_000,
        BOB: 50_000 + 12_500,
        ALICE: 25_000 + 100_000 + 6_250,
        ERIN: 200_000,
    }
    assert outcome.total_paid_minor == 768_750
    assert outcome.remainder_minor == 900_000 - 768_750
    assert outcome.best_paid[:2] == ((DAVE, 250_000), (ERIN, 200_000))
    ascending = [62_500, 125_000, 131_250, 200_000, 250_000]
    assert outcome.gini_of_paid == _gini_by_differences(ascending)
    assert outcome.gini_of_members == _gini_by_differences([0, *ascending])
    assert outcome.exposure is not None
    # Dave and Erin could gain the same on their large finding; Dave's came first
    assert (outcome.exposure.person, outcome.exposure.prize_minor) == (DAVE, 400_000)
    assert outcome.exposure.chain == (DAVE, CAROL, BOB, ALICE)
    assert outcome.exposure.attack.gain_minor == 193_750


def test_a_greatest_paid_depth_holds_here_too() -> None:
    outcome = compare_one(half, depth=1)
    assert outcome.paid_minor == {DAVE: 250_000, ERIN: 200_000}


def test_rules_that_nobody_can_exploit_have_no_exposure() -> None:
    assert compare_one(chain_mechanism("finder_only", {})).exposure is None
    assert compare_one(chain_mechanism("double_geometric", {"b": "1/2"})).exposure is None


def test_equals_are_listed_by_who_joined_first() -> None:
    outcome = compare_one(
        chain_mechanism("finder_only", {}), findings=[PaidFinding(ERIN, 5), PaidFinding(BOB, 5), PaidFinding(DAVE, 7)]
    )
    assert outcome.best_paid == ((DAVE, 7), (BOB, 5), (ERIN, 5))


def test_a_rule_that_cannot_split_a_prize_says_so_beside_the_others() -> None:
    large = chain_mechanism("levels", {"levels": [300_000]})
    refused, fine = compare(
        inviter_of=INVITER_OF, members=6, findings=FINDINGS, rules=[("large", large), ("half", half)]
    )
    assert (refused.name, refused.total_paid_minor, refused.paid_minor) == ("large", 0, {})
    assert "more than the prize of 100000" in refused.refusal
    assert (fine.name, fine.refusal) == ("half", "")
    assert fine.total_paid_minor == 768_750


def test_chosen_splits_are_those_of_the_members_above() -> None:
    (outcome,) = compare(
        inviter_of=INVITER_OF,
        members=6,
        findings=[PaidFinding(DAVE, 400_000)],
        rules=[("split", chain_mechanism("split_contract", {}))],
        split_of={DAVE: Fraction(1, 4), BOB: Fraction(0)},
    )
    assert outcome.paid_minor == {DAVE: 300_000, CAROL: 50_000, BOB: 50_000}
    assert outcome.exposure is not None
    # Carol may ask for all, and hand up nothing
    assert outcome.exposure.person == CAROL
    assert outcome.exposure.attack.gain_minor == 350_000


def test_every_path_of_chosen_splits_is_searched() -> None:
    (outcome,) = compare(
        inviter_of=INVITER_OF,
        members=6,
        findings=[PaidFinding(BOB, 400_000), PaidFinding(ERIN, 400_000)],
        rules=[("split", chain_mechanism("split_contract", {"max_split": "1/2"}))],
        split_of={BOB: Fraction(1, 4)},
    )
    assert outcome.exposure is not None
    assert (outcome.exposure.person, outcome.exposure.attack.gain_minor) == (ERIN, 200_000)


def test_a_campaign_without_findings_pays_nobody() -> None:
    outcome = compare_one(half, findings=[])
    assert outcome == Outcome(name="it", paid_minor={})
    assert (outcome.gini_of_paid, outcome.gini_of_members, outcome.exposure) == (None, None, None)


def test_what_is_no_tree_is_refused() -> None:
    for inviter_of, said in (({1: 2, 2: 1}, "circle"), ({1: 1}, "circle"), ({1: 2}, "not in the tree")):
        with pytest.raises(ValueError, match=said):
            compare(inviter_of=inviter_of, members=2, findings=[PaidFinding(1, 100)], rules=[("half", half)])


@st.composite
def campaigns(draw: st.DrawFn) -> tuple[dict[int, int | None], list[PaidFinding], dict[int, Fraction]]:
    members = draw(st.integers(1, 12))
    inviter_of = {
        member: draw(st.none() | st.integers(1, member - 1)) if member > 1 else None for member in range(1, members + 1)
    }
    finding = st.builds(PaidFinding, st.integers(1, members), st.sampled_from([60_000, 100_000, 99_999]))
    chosen = dict(enumerate(draw(edge_splits(members + 1)), start=1))
    return inviter_of, draw(st.lists(finding, max_size=6)), {k: v for k, v in chosen.items() if v is not None}


@pytest.mark.parametrize("name", CHAIN_RULES)
@given(campaign=campaigns())
def test_it_adds_up_what_each_finding_pays_and_finds_the_largest_gain(
    name: str, campaign: tuple[dict[int, int | None], list[PaidFinding], dict[int, Fraction]]
) -> None:
    inviter_of, findings, split_of = campaign
    rule = chain_mechanism(name, examples_of(name)[0])
    (outcome,) = compare(
        inviter_of=inviter_of, members=len(inviter_of), findings=findings, rules=[(name, rule)], split_of=split_of
    )
    paid = dict.fromkeys(inviter_of, 0)
    remainder, gain = 0, 0
    for finding in findings:
        chain = []
        above: int | None = finding.finder
        while above:
            chain.append(above)
            above = inviter_of[above]
        splits = [split_of.get(member) for member in chain[:-1]]
        allocation = rule.allocate(finding.prize_minor, chain, edge_splits=splits)
        remainder += allocation.remainder_minor
        for share in allocation.shares:
            paid[share.participant] += share.amount_minor
        for member in chain:
            attack = best_attack(
                rule,
                prize_minor=finding.prize_minor,
                chain=chain,
                attacker=member,
                identities=6,
                edge_splits=splits,
            )
            gain = max(gain, attack.gain_minor)
    assert outcome.paid_minor == {member: minor for member, minor in paid.items() if minor}
    assert (outcome.total_paid_minor, outcome.remainder_minor) == (sum(paid.values()), remainder)
    assert outcome.gini_of_members == (_gini_by_differences(list(paid.values())) if any(paid.values()) else None)
    found = outcome.exposure.attack.gain_minor if outcome.exposure else 0
    # where the last units are shared out, the largest gain is looked for before rounding
    assert gain - 7 < found <= gain if rule.shares_out_the_rest else found == gain


def _gini_by_differences(amounts: list[int]) -> Fraction:
    differences = sum(abs(one - other) for one, other in product(amounts, repeat=2))
    return Fraction(differences, 2 * len(amounts) * sum(amounts))


@given(amounts=st.lists(st.integers(0, 10**12), min_size=1, max_size=30).filter(any), zeros=st.integers(0, 10))
def test_the_gini_is_half_the_mean_difference_over_the_mean(amounts: list[int], zeros: int) -> None:
    expected = _gini_by_differences([*amounts, *[0] * zeros])
    assert gini(amounts, count=len(amounts) + zeros) == expected
    assert 0 <= expected < 1


def test_ginis_that_one_knows() -> None:
    assert gini([5, 5, 5], count=3) == 0
    assert gini([7], count=4) == Fraction(3, 4)
    assert gini([], count=4) is None
    assert gini([0, 0], count=2) is None
    with pytest.raises(ValueError, match="2 amounts for 1"):
        gini([1, 2], count=1)


@pytest.mark.timeout(120)
def test_a_million_people_and_ten_thousand_findings_take_seconds() -> None:
    members = 1_000_000
    # everyone invites three: fourteen levels, by integers alone
    inviter_of = {member: (member + 1) // 3 or None for member in range(1, members + 1)}
    findings = [PaidFinding(1 + k * 99_991 % members, 400_000) for k in range(10_000)]
    rules = [(name, chain_mechanism(name, examples_of(name)[-1])) for name in CHAIN_RULES]
    split_of = {member: Fraction(member % 100, 100) for member in inviter_of}
    started = time.process_time()
    outcomes = compare(inviter_of=inviter_of, members=members, findings=findings, rules=rules, split_of=split_of)
    assert time.process_time() - started < 30
    for outcome in outcomes:
        assert outcome.total_paid_minor + outcome.remainder_minor == 4_000_000_000
        assert len(outcome.best_paid) == 10
