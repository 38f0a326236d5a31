"""What one's recruits and oneself would get: on the real chain above, by what one's own link asks for."""

from __future__ import annotations

from typing import Any

import pytest

from rewards.contracts.splits import set_split
from tests import cast
from tests.api.calling import Caller

pytestmark = pytest.mark.django_db


def amounts(chain: dict[str, Any]) -> list[tuple[str | None, bool, int]]:
    return [(one["display_name"], one["me"], one["amount_minor"]) for one in chain["people"]]


def test_each_possible_finder_is_told_of_with_everybody_near() -> None:
    campaign = cast.live_campaign([(400_000, 1), (400_000, 1), (100_000, 1)])
    people = cast.join_in_turn(campaign, "alice", "bob", "carol", "dave", "eve", "frank")
    told = Caller(people[-1].user).get(f"/campaigns/{campaign.slug}/me/prospects/")["results"]
    # Prizes that are split alike are told of together, and others by themselves.
    assert [(each["objectives"], each["prize"]["amount_minor"]) for each in told] == [
        (["Balloon 1", "Balloon 2"], 400_000),
        (["Balloon 3"], 100_000),
    ]
    mine, below, furthest = told[0]["chains"]
    assert amounts(mine)[:2] == [("Frank", True, 200_000), ("Eve", False, 100_000)]
    assert len(mine["people"]) == 5
    assert mine["further_minor"] == 6_250
    assert amounts(below)[:3] == [(None, False, 200_000), ("Frank", True, 100_000), ("Eve", False, 50_000)]
    assert amounts(furthest)[:3] == [(None, False, 200_000), (None, False, 100_000), ("Frank", True, 50_000)]
    for chain in told[0]["chains"]:
        whole = sum(one["amount_minor"] for one in chain["people"])
        assert whole + chain["further_minor"] + chain["remainder_minor"] == 400_000


def test_what_my_link_asks_for_and_what_i_agreed_to_are_reckoned_with() -> None:
    campaign = cast.live_campaign([(400_000, 1)], "split_contract", {"default_split": "1/2", "max_split": "2/3"})
    (alice,) = cast.join_in_turn(campaign, "alice")
    set_split(participant=alice, split="1/4", at=cast.MOMENT)
    (bob,) = cast.join_in_turn(campaign, "bob", under=alice)
    set_split(participant=bob, split="1/5", at=cast.MOMENT)
    mine, below, furthest = Caller(bob.user).get(f"/campaigns/{campaign.slug}/me/prospects/")["results"][0]["chains"]
    assert amounts(mine) == [("Bob", True, 300_000), ("Alice", False, 100_000)]
    # A fifth is handed up to Bob, and a quarter of that to Alice.
    assert amounts(below) == [(None, False, 320_000), ("Bob", True, 60_000), ("Alice", False, 20_000)]
    # Whoever a recruit brings in has chosen nothing: half is handed up to the recruit.
    assert amounts(furthest) == [
        (None, False, 200_000),
        (None, False, 160_000),
        ("Bob", True, 30_000),
        ("Alice", False, 10_000),
    ]
