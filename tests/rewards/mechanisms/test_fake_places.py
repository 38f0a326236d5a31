"""What is shown beside a contract: the most that further identities bring on a short chain."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rewards.mechanisms.fake_places import LONGEST_CHAIN, MOST_FURTHER, fake_places
from rewards.mechanisms.registry import MECHANISMS, chain_mechanism
from rewards.mechanisms.sybil_chain import best_attack
from tests.rewards.mechanisms.rules import CHAIN_RULES, cases

B = 400_000


def test_under_the_half_rule_the_finder_gains_by_the_published_numbers() -> None:
    shown = list(fake_places(chain_mechanism("recursive", {"ratio": "1/2"}), B))
    assert [(each.further_identities, each.honest_minor, each.best_minor) for each in shown] == [
        (1, 200_000, 300_000),
        (2, 200_000, 350_000),
        (3, 200_000, 375_000),
    ]
    assert {(each.chain_length, each.distance) for each in shown} == {(5, 0)}
    assert shown[0].attack.startswith("They stand on the path twice")


def test_where_the_finder_gains_nothing_an_inviter_is_shown_who_does() -> None:
    first = next(iter(fake_places(chain_mechanism("almost_uniform", {"H": 10, "beta": "1/10"}), 200)))
    assert (first.chain_length, first.distance, first.gain_minor) == (5, 1, 10)


def test_a_rule_that_pays_short_paths_alone_is_seen_on_those() -> None:
    first = next(iter(fake_places(chain_mechanism("almost_uniform", {"H": 3, "beta": "1/10"}), 200)))
    assert (first.chain_length, first.distance) == (2, 1)
    assert first.gain_minor > 0


@pytest.mark.parametrize("name", CHAIN_RULES)
@settings(max_examples=10)
@given(data=st.data())
def test_no_place_on_a_short_chain_gains_more(name: str, data: st.DataObject) -> None:
    case = data.draw(cases(name))
    for shown in fake_places(case.rule, case.prize_minor):
        most = max(
            best_attack(
                case.rule,
                prize_minor=case.prize_minor,
                chain=range(height),
                attacker=place,
                identities=shown.further_identities + 1,
            ).gain_minor
            for height in range(1, LONGEST_CHAIN + 1)
            for place in range(height)
        )
        # where the last units are shared out, which of two equals gets one is the choice of rounding
        assert most - (shown.further_identities + 2) < shown.gain_minor <= most
        if MECHANISMS[name].card.sybil_proof == "yes":
            assert shown.gain_minor == 0
    assert MOST_FURTHER == 3
