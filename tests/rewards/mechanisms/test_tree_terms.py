"""Terms and trees that a rule refuses, with the field and the bound in the message."""

from __future__ import annotations

from typing import Any

import pytest

from campaigns.errors import InvalidInput
from rewards.mechanisms.registry import peer_mechanism, tree_mechanism
from rewards.mechanisms.tree import MAX_CONTRIBUTION, NOBODY, Tree
from tests.rewards.mechanisms.periods import FOUR, PEER_RULES, TREE_RULES


@pytest.mark.parametrize(
    ("name", "terms", "field", "bound"),
    [
        ("proportional", {"unit_minor": 0}, "terms/unit_minor", "1"),
        ("proportional", {"unit_minor": None}, "terms/unit_minor", "1"),
        ("proportional", {"unit_minor": "5"}, "terms/unit_minor", "1"),
        ("proportional", {"beta": "1/2"}, "terms/beta", "unit_minor"),
        ("geometric", {"a": "1"}, "terms/a", "below 1"),
        ("geometric", {"a": 0}, "terms/a", "above 0"),
        ("geometric", {"a": "-1/2"}, "terms/a", "above 0"),
        ("geometric", {"a": 0.5}, "terms/a", "string"),
        ("geometric", {"a": "1/1001"}, "terms/a", "1,000"),
        ("geometric", {"a": "1/2", "b": 0}, "terms/b", "above 0"),
        ("geometric", {"a": "1/2", "b": "1.001"}, "terms/b", "at most 1"),
        ("geometric", {"a": "1/2", "b": "0.51", "include_own": True}, "terms/b", "at most 1/2"),
        ("geometric", {"a": "1/2", "include_own": 1}, "terms/include_own", "true or false"),
        ("capped_geometric", {"a": "1/2"}, "terms/cap", "missing"),
        ("capped_geometric", {"a": "1/2", "cap": 0}, "terms/cap", "above 0"),
        ("capped_geometric", {"a": "2/3", "b": "0.6", "cap": 1}, "terms/b", "at most 1/2"),
        ("pachira", {"beta": "1.1"}, "terms/beta", "from 0 to 1"),
        ("pachira", {"beta": "-0.1"}, "terms/beta", "from 0 to 1"),
        ("pachira", {"delta": 0}, "terms/delta", "1 to 10"),
        ("pachira", {"delta": 11}, "terms/delta", "1 to 10"),
        ("pachira", {"delta": "1/2"}, "terms/delta", "1 to 10"),
        ("pachira", {"unit_minor": 1}, "terms/unit_minor", "beta, delta"),
        ("cdrm", {"phi": 0}, "terms/phi", "above 0"),
        ("cdrm", {"phi": "1.01"}, "terms/phi", "at most 1"),
        ("cdrm", {"phi": "1/2", "theta": "1/2"}, "terms/theta", "below phi, which is 1/2"),
        ("cdrm", {"phi": "1/2", "theta": "-1/9"}, "terms/theta", "at least 0"),
        ("tdrm", {"lambda": 0}, "terms/lambda", "above 0"),
        ("tdrm", {"b": 0}, "terms/b", "above 0"),
        ("tdrm", {"phi": "-1/2"}, "terms/phi", "at least 0"),
        ("tdrm", {"mu": 0}, "terms/mu", "from 1"),
        ("tdrm", {"mu": "1/2"}, "terms/mu", "whole number"),
        ("tdrm", {"a": "1/2", "lambda": "1/2", "b": 1, "phi": "1/1000"}, "terms/lambda", "at most 1"),
    ],
)
def test_terms_under_which_a_law_fails(name: str, terms: Any, field: str, bound: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        tree_mechanism(name, terms)
    assert caught.value.field == field
    assert bound in caught.value.message


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("geometric", {"a": "1/2", "b": 1}),
        ("geometric", {"a": "1/2", "b": "1/2", "include_own": True}),
        ("pachira", {"beta": 0, "delta": 10}),
        ("pachira", {"beta": 1}),
        ("cdrm", {"phi": 1, "theta": 0}),
        ("tdrm", {"a": "1/2", "lambda": "1/2", "b": 1, "phi": 0}),
    ],
)
def test_the_bounds_themselves_are_accepted(name: str, terms: Any) -> None:
    assert sum(tree_mechanism(name, terms).amounts(1000, FOUR)) > 0


@pytest.mark.parametrize("name", ["own_reward", "peer_reward", "team_reward"])
@pytest.mark.parametrize("terms", [{}, {"rate": 0}, {"rate": "-1"}, {"rate": 1.5}, {"rate": "1", "cap": 1}])
def test_rates_that_are_refused(name: str, terms: Any) -> None:
    with pytest.raises(InvalidInput) as caught:
        peer_mechanism(name, terms)
    assert caught.value.field in {"terms/rate", "terms/cap"}


@pytest.mark.parametrize(
    ("inviters", "contributions", "field"),
    [
        ([0], [1], "tree/0/inviter"),
        ([NOBODY, 2, 0], [1, 1, 1], "tree/1/inviter"),
        ([NOBODY, -2], [1, 1], "tree/1/inviter"),
        ([NOBODY, 0], [1, -1], "tree/1/contribution"),
        ([NOBODY, 0], [1, True], "tree/1/contribution"),
        ([NOBODY, 0], [1, 1.0], "tree/1/contribution"),
        ([NOBODY, 0], [1, MAX_CONTRIBUTION + 1], "tree/1/contribution"),
    ],
)
def test_trees_that_are_none(inviters: list[int], contributions: list[Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        Tree("ABC"[: len(inviters)], inviters, contributions)
    assert caught.value.field == field
    assert repr("ABC"[int(field.split("/")[1])]) in caught.value.message


def test_the_lists_of_a_tree_are_equally_long() -> None:
    with pytest.raises(ValueError, match="equally many"):
        Tree("AB", [NOBODY], [1, 1])


def test_too_many_pieces_are_refused_with_the_mu_that_would_do() -> None:
    rule = tree_mechanism("tdrm", {"mu": 2})
    rule.allocate(1000, Tree("A", [NOBODY], [2000]))
    with pytest.raises(InvalidInput, match=r"'A' contributed 2,001.* mu of at least 3") as caught:
        rule.allocate(1000, Tree("A", [NOBODY], [2001]))
    assert caught.value.field == "tree/0/contribution"


@pytest.mark.parametrize("prize", [-1, True, 1.0, 10**15 + 1])
@pytest.mark.parametrize("name", TREE_RULES)
def test_a_pool_is_a_whole_number(name: str, prize: Any) -> None:
    terms = {"cap": "1"} if name == "capped_geometric" else {}
    with pytest.raises(InvalidInput) as caught:
        tree_mechanism(name, terms).allocate(prize, FOUR)
    assert caught.value.field == "prize_minor"


def test_a_rule_of_another_family_is_refused() -> None:
    for make, name, names in (
        (tree_mechanism, "recursive", TREE_RULES),
        (tree_mechanism, "own_reward", TREE_RULES),
        (peer_mechanism, "cdrm", PEER_RULES),
    ):
        with pytest.raises(InvalidInput) as caught:
            make(name, {"rate": 1} if name == "own_reward" else {})
        assert caught.value.code == "wrong_mechanism_family"
        assert caught.value.data == {"allowed": names}
