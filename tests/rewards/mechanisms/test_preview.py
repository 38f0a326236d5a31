"""The preview's shapes, which the API publishes, and its refusals by pointer."""

from __future__ import annotations

from typing import Any

import pytest

from campaigns.errors import InvalidInput
from rewards.mechanisms.preview import MAX_SYBIL_NODES, preview, preview_sybil_gain
from rewards.mechanisms.registry import MECHANISMS

GOOD: dict[str, Any] = {
    "prize_minor": 400_000,
    "terms": {"ratio": "1/2"},
    "chain": ["dave", "carol", "bob", "alice"],
}


def test_the_published_example() -> None:
    assert preview("recursive", GOOD) == {
        "shares": [
            {"participant": "dave", "amount_minor": 200_000},
            {"participant": "carol", "amount_minor": 100_000},
            {"participant": "bob", "amount_minor": 50_000},
            {"participant": "alice", "amount_minor": 25_000},
        ],
        "remainder_minor": 25_000,
        "budget_bound_minor": 400_000,
        "card": MECHANISMS["recursive"].card.to_json(),
    }


def test_terms_may_be_left_out_where_the_rule_has_defaults() -> None:
    without = {key: GOOD[key] for key in ("prize_minor", "chain")}
    assert preview("recursive", without) == preview("recursive", GOOD)
    with pytest.raises(InvalidInput) as caught:
        preview("levels", without)
    assert caught.value.field == "terms/levels"


def test_ten_thousand_people_with_the_longest_names_are_taken() -> None:
    chain = [f"{k:0>200}" for k in range(10_000)]
    answer = preview("recursive", {**GOOD, "chain": chain})
    assert [share["participant"] for share in answer["shares"]] == chain


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"prize_minor": None}, "prize_minor"),
        ({"prize_minor": "400000"}, "prize_minor"),
        ({"prize_minor": 400_000.0}, "prize_minor"),
        ({"prize_minor": True}, "prize_minor"),
        ({"prize_minor": -1}, "prize_minor"),
        ({"prize_minor": 10**15 + 1}, "prize_minor"),
        ({"prize_minor": 10**9_999}, "prize_minor"),
        ({"terms": None}, "terms"),
        ({"terms": {"ratio": 0.5}}, "terms/ratio"),
        ({"chain": []}, "chain"),
        ({"chain": "dave"}, "chain"),
        ({"chain": {"0": "dave"}}, "chain"),
        ({"chain": ["x"] * 10_001}, "chain"),
        ({"chain": ["dave", 7]}, "chain/1"),
        ({"chain": ["dave", ""]}, "chain/1"),
        ({"chain": ["dave", "x" * 201]}, "chain/1"),
        ({"chain": ["dave", None]}, "chain/1"),
        ({"chain": ["dave", ["carol"]]}, "chain/1"),
        ({"chain": ["dave", "\ud83d"]}, "chain/1"),
        ({"chain": ["dave", "carol", "dave"]}, "chain/2"),
        ({"edge_splits": ["1/2"]}, "edge_splits"),
        ({"a/b": 1}, "a~1b"),
    ],
    ids=lambda value: None if isinstance(value, str) else "/".join(value),
)
def test_bad_input_is_refused_with_the_path_to_it(change: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        preview("recursive", {**GOOD, **change})
    assert caught.value.field == field
    caught.value.message.encode()


def test_the_splits_of_the_edges_where_people_choose_them() -> None:
    asked = {"prize_minor": 400_000, "chain": GOOD["chain"], "edge_splits": ["1/4", None, "1"]}
    amounts = [share["amount_minor"] for share in preview("split_contract", asked)["shares"]]
    assert amounts == [300_000, 50_000, 0, 50_000]
    for splits, field in (
        (["1/2"], "edge_splits"),
        ("1/2", "edge_splits"),
        (["1/2", "x", "1/2"], "edge_splits/1"),
        (["1/2", "2", "1/2"], "edge_splits/1"),
        ([0.5, None, None], "edge_splits/0"),
    ):
        with pytest.raises(InvalidInput) as caught:
            preview("split_contract", {**asked, "edge_splits": splits})
        assert caught.value.field == field


@pytest.mark.parametrize("missing", ["prize_minor", "chain"])
def test_what_is_missing_is_named(missing: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        preview("recursive", {key: value for key, value in GOOD.items() if key != missing})
    assert caught.value.field == missing


@pytest.mark.parametrize("body", [None, [], [GOOD], "text", 1])
def test_the_body_is_an_object(body: object) -> None:
    with pytest.raises(InvalidInput) as caught:
        preview("recursive", body)
    assert caught.value.field == ""


def test_fixed_levels_above_the_prize_are_refused_by_the_terms() -> None:
    with pytest.raises(InvalidInput) as caught:
        preview("levels", {**GOOD, "terms": {"levels": [400_001]}})
    assert (caught.value.code, caught.value.field) == ("levels_exceed_prize", "terms/levels")


TREE: dict[str, Any] = {
    "prize_minor": 100_000,
    "terms": {"a": "1/2", "b": "1"},
    "tree": [
        {"id": "A", "inviter": None, "contribution": 1},
        {"id": "B", "inviter": "A", "contribution": 1},
        {"id": "C", "inviter": "B", "contribution": 1},
        {"id": "D", "inviter": "A", "contribution": 1},
    ],
}


def node(name: Any, inviter: Any = None, contribution: Any = 1) -> dict[str, Any]:
    return {"id": name, "inviter": inviter, "contribution": contribution}


def test_the_published_tree() -> None:
    assert preview("geometric", TREE) == {
        "shares": [
            {"participant": "A", "amount_minor": 31_250},
            {"participant": "B", "amount_minor": 12_500},
            {"participant": "C", "amount_minor": 0},
            {"participant": "D", "amount_minor": 0},
        ],
        "remainder_minor": 56_250,
        "rewards": {"A": "5/4", "B": "1/2", "C": "0", "D": "0"},
        "budget_bound_minor": 100_000,
        "card": MECHANISMS["geometric"].card.to_json(),
    }


def test_a_tree_may_come_in_any_order_and_is_answered_in_it() -> None:
    turned = {**TREE, "tree": TREE["tree"][::-1]}
    answer = preview("geometric", turned)
    assert [share["participant"] for share in answer["shares"]] == ["D", "C", "B", "A"]
    assert answer["rewards"] == preview("geometric", TREE)["rewards"]
    assert list(answer["rewards"]) == ["D", "C", "B", "A"]


@pytest.mark.parametrize(
    ("tree", "field", "named"),
    [
        ([], "tree", "1 to 10,000"),
        (None, "tree", "list of members"),
        ({"A": None}, "tree", "list of members"),
        ([node("A")] * 10_001, "tree", "10,001"),
        ([node("A"), node("B", "A"), node("A")], "tree/2/id", "'A'"),
        ([node("A"), node("B", "X")], "tree/1/inviter", "'B' was invited by 'X'"),
        ([node("A"), node("B", "B")], "tree/1/inviter", "'B' is in a circle: invited by 'B'"),
        ([node("R"), node("A", "C"), node("B", "A"), node("C", "B")], "tree/1/inviter", "'A' is in a circle"),
        ([node("A", contribution=-1)], "tree/0/contribution", "'A' has -1"),
        ([node("A", contribution=10**9 + 1)], "tree/0/contribution", "'A' has 1000000001"),
        ([node("A", contribution=10**5_000)], "tree/0/contribution", "'A' has a number with more than 18 digits"),
        ([node("A", contribution=1.5)], "tree/0/contribution", "'A' has 1.5"),
        ([node("A", contribution="1")], "tree/0/contribution", "'A'"),
        ([node("A", contribution=True)], "tree/0/contribution", "'A' has true"),
        ([node("A"), {"id": "B", "inviter": "A"}], "tree/1/contribution", "'B': contribution is missing"),
        ([{"id": "B", "contribution": 1}], "tree/0/inviter", "'B': inviter is missing"),
        ([{**node("A"), "depth": 3}], "tree/0/depth", "depth"),
        (["A"], "tree/0", "object"),
        ([node(7)], "tree/0/id", "text"),
        ([node("")], "tree/0/id", "text"),
        ([node("A"), node("B", ["A"])], "tree/1/inviter", "a list"),
        ([node("\ud83d")], "tree/0/id", "text"),
    ],
)
def test_malformed_trees_are_refused_by_the_name_of_the_node(tree: Any, field: str, named: str) -> None:
    for ask, more in ((preview, {}), (preview_sybil_gain, {"attacker": "A", "identities": 2})):
        if named == "1 to 10,000" and ask is preview_sybil_gain:
            continue
        with pytest.raises(InvalidInput) as caught:
            ask("proportional", {"prize_minor": 100, "tree": tree, **more})
        assert caught.value.field == field
        if ask is preview:
            assert named in caught.value.message
        caught.value.message.encode()


def test_a_circle_of_ten_thousand_is_found_at_once() -> None:
    size = 10_000
    ring = [node(str(k), str((k + 1) % size)) for k in range(size)]
    with pytest.raises(InvalidInput, match="and so on"):
        preview("proportional", {"prize_minor": 100, "tree": ring})


@pytest.mark.parametrize("name", [name for name, kind in MECHANISMS.items() if kind.family == "tree"])
def test_ten_thousand_in_one_line_are_taken_in_the_worst_order(name: str) -> None:
    size = 10_000
    line = [node(str(k), str(k - 1) if k else None, 2) for k in range(size)][::-1]
    terms = {"cap": "2"} if name == "capped_geometric" else {}
    answer = preview(name, {"prize_minor": 10**12, "tree": line, "terms": terms})
    assert sum(share["amount_minor"] for share in answer["shares"]) + answer["remainder_minor"] == 10**12
    lengths = [len(reward) for reward in answer["rewards"].values() if reward is not None]
    assert max(lengths) <= 400
    # whose fraction is short enough has it
    assert all(answer["rewards"][str(k)] is not None for k in range(size - 50, size))


def test_a_contribution_of_too_many_pieces_names_the_node() -> None:
    with pytest.raises(InvalidInput, match="'A' contributed 5,000") as caught:
        preview("tdrm", {"prize_minor": 100, "tree": [node("A", contribution=5_000)]})
    assert caught.value.field == "tree/0/contribution"
    # also where the list that was sent stands in another order than the tree
    tree = [node("B", "A"), node("A", contribution=5_000)]
    with pytest.raises(InvalidInput, match="'A' contributed 5,000") as caught:
        preview("tdrm", {"prize_minor": 100, "tree": tree})
    assert caught.value.field == "tree/1/contribution"


CIRCLE: dict[str, Any] = {
    "prize_minor": 5_000,
    "terms": {"rate": 100},
    "members": [
        {"id": "ann", "baseline": 10, "activity": 16, "buddies": ["ben", "cem"]},
        {"id": "ben", "baseline": 12, "activity": 12, "buddies": ["ann"]},
        {"id": "cem", "baseline": 8, "activity": 9, "buddies": ["ann"]},
    ],
}


def test_the_buddies() -> None:
    assert preview("peer_reward", CIRCLE) == {
        "shares": [
            {"participant": "ann", "amount_minor": 100},
            {"participant": "ben", "amount_minor": 300},
            {"participant": "cem", "amount_minor": 300},
        ],
        "remainder_minor": 4_300,
        "rewards": {"ann": "1", "ben": "3", "cem": "3"},
        "budget_bound_minor": 5_000,
        "card": MECHANISMS["peer_reward"].card.to_json(),
    }


@pytest.mark.parametrize(
    ("change", "field", "named"),
    [
        ({"buddies": ["ann"]}, "members/0/buddies", "'ann' names themselves"),
        ({"buddies": ["ben", "ben"]}, "members/0/buddies", "'ann' names the same buddy twice"),
        ({"buddies": ["eve"]}, "members/0/buddies/0", "'ann' names 'eve'"),
        ({"buddies": ["ben"]}, "members/2/buddies", "'cem' names 'ann' as a buddy, who does not"),
        ({"buddies": "ben"}, "members/0/buddies", "list"),
        ({"buddies": ["ben"] * 11}, "members/0/buddies", "11"),
        ({"buddies": [3]}, "members/0/buddies/0", "text"),
        ({"baseline": -1}, "members/0/baseline", "'ann' has -1"),
        ({"activity": 10**9 + 1}, "members/0/activity", "'ann'"),
        ({"id": "ben"}, "members/1/id", "'ben'"),
        ({"age": 30}, "members/0/age", "age"),
    ],
)
def test_malformed_circles_are_refused_by_the_name_of_the_member(change: Any, field: str, named: str) -> None:
    members = [{**CIRCLE["members"][0], **change}, *CIRCLE["members"][1:]]
    with pytest.raises(InvalidInput) as caught:
        preview("team_reward", {**CIRCLE, "members": members})
    assert caught.value.field == field
    assert named in caught.value.message


def test_buddies_may_be_left_out() -> None:
    alone = {**CIRCLE, "members": [{"id": "ann", "baseline": 0, "activity": 3}]}
    assert preview("own_reward", alone)["rewards"] == {"ann": "3"}


@pytest.mark.parametrize(
    ("name", "body", "key"),
    [("geometric", GOOD, "chain"), ("peer_reward", TREE, "tree"), ("recursive", CIRCLE, "members")],
)
def test_the_input_of_another_family_is_refused(name: str, body: dict[str, Any], key: str) -> None:
    terms = {"rate": 1} if name == "peer_reward" else {}
    with pytest.raises(InvalidInput) as caught:
        preview(name, {**body, "terms": terms})
    assert caught.value.field == key


def test_the_gain_on_a_chain_in_a_tree_and_among_buddies() -> None:
    chain = preview_sybil_gain("recursive", {**GOOD, "attacker": "dave", "identities": 3})
    assert [chain[key] for key in ("honest_minor", "best_minor", "gain_minor", "gain_bound_minor")] == [
        200_000,
        350_000,
        150_000,
        150_000,
    ]
    assert chain["losers"][0] == {"participant": "carol", "loss_minor": 75_000}
    tree = preview_sybil_gain("geometric", {**TREE, "attacker": "B", "identities": 2})
    assert (tree["gain_minor"], tree["losers"]) == (18_750, [{"participant": "A", "loss_minor": 9_375}])
    circle = preview_sybil_gain("peer_reward", {**CIRCLE, "attacker": "ann", "identities": 2})
    assert (circle["honest_minor"], circle["best_minor"]) == (100, 1_700)
    split = {"prize_minor": 100, "chain": ["b", "a"], "edge_splits": ["1/2"], "attacker": "a", "identities": 2}
    assert preview_sybil_gain("split_contract", split)["honest_minor"] == 50


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"attacker": "eve"}, "attacker"),
        ({"attacker": 7}, "attacker"),
        ({"identities": 7}, "identities"),
        ({"identities": 0}, "identities"),
        ({"identities": "2"}, "identities"),
        ({"attacker": None}, "attacker"),
    ],
)
@pytest.mark.parametrize(("name", "body"), [("recursive", GOOD), ("geometric", TREE), ("peer_reward", CIRCLE)])
def test_attacks_that_cannot_be_asked_about(name: str, body: dict[str, Any], change: Any, field: str) -> None:
    attacked = {**body, "attacker": "dave", "identities": 2}
    with pytest.raises(InvalidInput) as caught:
        preview_sybil_gain(
            name,
            {**attacked, "attacker": "A", **change}
            if name == "geometric"
            else {**attacked, "attacker": "ann" if name == "peer_reward" else "dave", **change},
        )
    assert caught.value.field == field


def test_a_search_takes_fewer_people_than_a_preview() -> None:
    many = MAX_SYBIL_NODES + 1
    for name, body, key in (
        ("recursive", {"chain": [str(k) for k in range(many)]}, "chain"),
        ("proportional", {"tree": [node(str(k)) for k in range(many)]}, "tree"),
        ("own_reward", {"members": [{"id": str(k), "baseline": 0, "activity": 1} for k in range(many)]}, "members"),
    ):
        terms = {"rate": 1} if key == "members" else {}
        asked = {"prize_minor": 100, "terms": terms, **body, "attacker": "0", "identities": 6}
        with pytest.raises(InvalidInput, match="1 to 1,000 entries; it has 1,001") as caught:
            preview_sybil_gain(name, asked)
        assert caught.value.field == key


@pytest.mark.parametrize("missing", ["attacker", "identities", "tree"])
def test_what_a_search_misses_is_named(missing: str) -> None:
    asked = {**TREE, "attacker": "A", "identities": 2}
    with pytest.raises(InvalidInput) as caught:
        preview_sybil_gain("geometric", {key: value for key, value in asked.items() if key != missing})
    assert caught.value.field == missing
