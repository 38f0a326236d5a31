"""The preview's shapes, which the API publishes, and its refusals by pointer."""

from __future__ import annotations

from typing import Any

import pytest

from campaigns.errors import InvalidInput
from rewards.mechanisms.preview import preview_chain
from rewards.mechanisms.registry import MECHANISMS

GOOD: dict[str, Any] = {
    "prize_minor": 400_000,
    "terms": {"ratio": "1/2"},
    "chain": ["dave", "carol", "bob", "alice"],
}


def test_the_published_example() -> None:
    assert preview_chain("recursive", GOOD) == {
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
    assert preview_chain("recursive", without) == preview_chain("recursive", GOOD)
    with pytest.raises(InvalidInput) as caught:
        preview_chain("levels", without)
    assert caught.value.field == "terms/levels"


def test_ten_thousand_people_with_the_longest_names_are_taken() -> None:
    chain = [f"{k:0>200}" for k in range(10_000)]
    answer = preview_chain("recursive", {**GOOD, "chain": chain})
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
        preview_chain("recursive", {**GOOD, **change})
    assert caught.value.field == field
    caught.value.message.encode()


@pytest.mark.parametrize("missing", ["prize_minor", "chain"])
def test_what_is_missing_is_named(missing: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        preview_chain("recursive", {key: value for key, value in GOOD.items() if key != missing})
    assert caught.value.field == missing


@pytest.mark.parametrize("body", [None, [], [GOOD], "text", 1])
def test_the_body_is_an_object(body: object) -> None:
    with pytest.raises(InvalidInput) as caught:
        preview_chain("recursive", body)
    assert caught.value.field == ""


def test_fixed_levels_above_the_prize_are_refused_by_the_terms() -> None:
    with pytest.raises(InvalidInput) as caught:
        preview_chain("levels", {**GOOD, "terms": {"levels": [400_001]}})
    assert (caught.value.code, caught.value.field) == ("levels_exceed_prize", "terms/levels")
