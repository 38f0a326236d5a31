"""One's own tree: who is told of, by what name, and what of them."""

from __future__ import annotations

import pytest

from campaigns.participation.own_tree import read_own_tree
from campaigns.recruiting.models import Participant
from rewards.settlement.operations import settle_finding
from tests import cast
from tests.cast import ONE_DAY
from tests.participation.test_report_api import reader
from tests.participation.test_rollup import act, read_all

pytestmark = pytest.mark.usefixtures("committed")


def test_names_are_told_of_ones_own_recruits_alone() -> None:
    campaign = cast.live_campaign()
    people = cast.full_cast(campaign)
    cast.join_in_turn(campaign, "eve")
    settle_finding(finding_id=cast.verify(cast.report(people.carol)).pk, at=cast.MOMENT)
    read_all(20_000)
    assert people.bob.user is not None
    answer = reader(people.bob.user).get(f"/api/v1/campaigns/{campaign.slug}/me/tree/")
    assert answer.status_code == 200, answer.content
    tree = answer.json()
    bob, carol, dave = (str(place.public_id) for place in (people.bob, people.carol, people.dave))
    told = [(node["id"], node["parent"], node["name"], node["generation"]) for node in tree["nodes"]]
    assert told == [(bob, None, "Bob", 0), (carol, bob, "Carol", 1), (dave, carol, None, 2)]
    assert [(node["recruits"], node["verified"]) for node in tree["nodes"]] == [(1, 0), (1, 1), (0, 0)]
    assert (tree["people"], tree["complete"], tree["beyond"]) == (2, True, 0)
    # The same, asked again: nothing in it is of the moment of asking.
    again = reader(people.bob.user).get(
        f"/api/v1/campaigns/{campaign.slug}/me/tree/", headers={"If-None-Match": answer["ETag"]}
    )
    assert again.status_code == 304


def test_active_is_who_has_not_lapsed() -> None:
    campaign = cast.live_campaign()
    people = cast.full_cast(campaign)
    act(people.bob, days=10)
    act(people.carol, days=11)
    read_all(20_000)
    at = cast.MOMENT + 24 * ONE_DAY
    active = {node["name"] or node["generation"]: node["active"] for node in read_own_tree(people.alice, at=at).nodes}
    # Fourteen days, today included: what Bob did was done on the fifteenth last.
    assert active == {"Alice": False, "Bob": False, 2: True, 3: False}


def test_the_nearest_generations_come_first_and_the_others_are_counted() -> None:
    campaign = cast.live_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    (bob, _, dave) = cast.join_in_turn(campaign, "bob", "carol", "dave", under=alice)
    (zoe,) = cast.join_in_turn(campaign, "zoe", under=alice)
    cast.join_in_turn(campaign, "yves", under=zoe)
    read_all(20_000)
    alice = Participant.objects.select_related("campaign").get(pk=alice.pk)
    whole = read_own_tree(alice, at=cast.MOMENT)
    assert [node["generation"] for node in whole.nodes] == [0, 1, 2, 3, 1, 2]
    assert (whole.people, whole.beyond) == (5, 0)
    cut = read_own_tree(alice, at=cast.MOMENT, most=4)
    # Zoe came last and is nearer than Dave, who is not told of, nor is Yves; Carol came before him.
    assert [(node["generation"], node["recruits"]) for node in cut.nodes] == [(0, 2), (1, 1), (2, 1), (1, 1)]
    assert (cut.people, cut.beyond) == (5, 2)
    assert str(dave.public_id) not in {node["id"] for node in cut.nodes}
    assert read_own_tree(bob, at=cast.MOMENT, most=3).beyond == 0
