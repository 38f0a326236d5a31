"""Credibility by itself: every weight is reached, and more of the same never counts the other way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.findings.corroborating import Kinship, kinship_of
from campaigns.findings.credibility import WEIGHTS, Facts, Photo, Record, Surroundings, judge, probability_of

small = st.integers(0, 60)
around = st.builds(
    Surroundings,
    other_trees=small, same_tree=small, own_branch=small, same_spot=small, scattered=small,
    metres=st.just((3.0, 80.0)), verified=small, rejected=small,
)  # fmt: skip
anything = st.builds(
    Facts,
    has_place=st.booleans(),
    surroundings=around,
    files=st.integers(2, 6),
    photos=st.lists(st.builds(Photo, st.none() | st.floats(0, 1e7), st.none() | st.floats(0, 1e4)), max_size=3).map(
        tuple
    ),
    copied_files=st.integers(0, 1),
    copied_images=st.integers(0, 1),
    standing=st.floats(-4, 4),
    inviter_standing=st.floats(-4, 4),
    hours_in_campaign=st.floats(0, 1e4),
    connection_km=st.none() | st.floats(0, 20_000),
    matched_attempts=st.lists(st.integers(1, 3), max_size=3).map(tuple),
    wrong_facts=st.integers(0, 3),
    vouchers=st.lists(st.floats(-4, 4), max_size=3).map(tuple),
)

EACH: dict[str, dict[str, Any]] = {
    "no_place": {"has_place": False},
    "other_trees": {"surroundings": Surroundings(other_trees=1)},
    "same_tree": {"surroundings": Surroundings(same_tree=1)},
    "own_branch": {"surroundings": Surroundings(own_branch=1)},
    "natural_scatter": {"surroundings": Surroundings(scattered=2, metres=(3, 90))},
    "identical_spot": {"surroundings": Surroundings(same_spot=1)},
    "near_verified": {"surroundings": Surroundings(verified=1)},
    "near_rejected": {"surroundings": Surroundings(rejected=1)},
    "photo_at_place": {"photos": (Photo(metres=20),)},
    "photo_elsewhere": {"photos": (Photo(metres=20), Photo(metres=9_000))},
    "photo_in_time": {"photos": (Photo(hours=0.2),)},
    "photo_out_of_time": {"photos": (Photo(hours=0.2), Photo(hours=50))},
    "own_file": {"files": 1},
    "copied_file": {"files": 1, "copied_files": 1},
    "copied_image": {"files": 1, "copied_images": 1},
    "reporter_record": {"standing": 0.7, "reporter": Record(1, 0)},
    "inviter_record": {"inviter_standing": -0.7},
    "new_place": {"hours_in_campaign": 0.5},
    "connection_near": {"connection_km": 10},
    "connection_far": {"connection_km": 9_000},
    "authenticator_matched": {"matched_attempts": (1,)},
    "authenticator_wrong": {"wrong_facts": 1},
    "vouched": {"vouchers": (0.0,)},
}  # fmt: skip


@pytest.mark.parametrize("name", EACH)
def test_every_piece_has_its_cause_its_sign_and_its_sentence(name: str) -> None:
    facts = EACH[name]
    before, after = judge(Facts(links=1)), judge(Facts(links=1, **facts))
    assert {piece.name for piece in after.pieces} - {piece.name for piece in before.pieces} == {name}
    (piece,) = (piece for piece in after.pieces if piece.name == name)
    times = -1 if name == "inviter_record" else 1
    assert piece.value * WEIGHTS[name].value * times > 0
    assert piece.sentence.endswith(".")
    assert piece.sentence[0].isupper() or piece.sentence[0].isdigit()


def test_every_weight_is_used() -> None:
    assert set(WEIGHTS) == {*EACH, "prior", "no_evidence"}
    assert {piece.name for piece in judge(Facts()).pieces} == {"prior", "no_evidence"}


@settings(max_examples=100)
@given(anything)
def test_an_opinion_is_the_sum_of_its_pieces(facts: Facts) -> None:
    opinion = judge(facts)
    assert opinion.log_odds == pytest.approx(sum(piece.value for piece in opinion.pieces), abs=1e-3)
    assert len({piece.name for piece in opinion.pieces}) == len(opinion.pieces)
    assert 0 < opinion.probability < 1


@settings(max_examples=100)
@given(anything)
def test_more_of_the_same_never_counts_the_other_way(facts: Facts) -> None:
    opinion, near = judge(facts).log_odds, facts.surroundings
    assert judge(replace(facts, surroundings=replace(near, other_trees=near.other_trees + 1))).log_odds >= opinion
    assert judge(replace(facts, surroundings=replace(near, same_spot=near.same_spot + 1))).log_odds <= opinion
    assert judge(replace(facts, standing=facts.standing + 0.5)).log_odds >= opinion
    assert judge(replace(facts, copied_files=facts.copied_files + 1)).log_odds <= opinion
    assert judge(replace(facts, vouchers=(*facts.vouchers, 0.0))).log_odds >= opinion


def test_other_trees_say_more_than_the_own_branch_and_each_less_than_the_one_before() -> None:
    def worth(**people: Any) -> float:
        return judge(Facts(links=1, surroundings=Surroundings(**people))).log_odds

    assert worth(other_trees=1) > worth(same_tree=1) > worth(own_branch=1) > worth()
    assert worth(other_trees=2) - worth(other_trees=1) < worth(other_trees=1) - worth()
    assert worth(own_branch=50) < worth(other_trees=1)


def test_log_odds_and_probability() -> None:
    assert probability_of(0) == 0.5
    assert probability_of(1) / (1 - probability_of(1)) == pytest.approx(2.71828, abs=1e-4)


class TestKinship:
    def test_one_above_the_other_is_of_the_branch_however_far(self) -> None:
        assert kinship_of([9, 8, 7, 6, 5, 1], [1]) == Kinship.OWN_BRANCH
        assert kinship_of([1], [9, 8, 7, 6, 5, 1]) == Kinship.OWN_BRANCH

    def test_two_steps_from_where_they_meet_are_of_the_branch_and_three_are_not(self) -> None:
        assert kinship_of([5, 4, 1], [7, 6, 1]) == Kinship.OWN_BRANCH
        assert kinship_of([8, 5, 4, 1], [7, 6, 1]) == Kinship.SAME_TREE

    def test_another_root_is_another_tree(self) -> None:
        assert kinship_of([3, 1], [4, 2]) == Kinship.OTHER_TREE
