"""The split of one's own link over the API, and joining by what was shown of it."""

from __future__ import annotations

from typing import Any

import pytest

from campaigns.planning.operations import pause_campaign
from campaigns.recruiting.models import Participant
from rewards.settlement.operations import settle_due
from tests import cast
from tests.api.calling import Caller

pytestmark = pytest.mark.django_db

TERMS = {"default_split": "1/2", "max_split": "2/3"}


@pytest.fixture
def alice() -> Participant:
    campaign = cast.live_campaign([(400_000, 2)], "split_contract", TERMS)
    return cast.join_in_turn(campaign, "alice")[0]


def path_of(participant: Participant, name: str = "me/split/") -> str:
    return f"/campaigns/{participant.campaign.slug}/{name}"


def said(code: str, **more: Any) -> dict[str, Any]:
    return {"display_name": "Eve", "consent": True, "referral_code": code, **more}


def test_what_may_be_asked_and_what_a_recruit_is_shown(alice: Participant) -> None:
    shown = Caller(alice.user).get(path_of(alice))
    assert (shown["split"], shown["most"]) == (None, "2/3")
    (example,) = shown["examples"]
    assert example["objectives"] == ["Balloon 1"]
    assert (example["default_split"], example["max_split"], example["handed_up"]) == ("1/2", "2/3", "1/2")
    amounts = [example[word]["amount_minor"] for word in ("prize", "recruit_keeps", "i_keep", "goes_further")]
    assert amounts == [400_000, 200_000, 200_000, 0]


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_setting_it_and_going_back_to_the_contracts_own(method: str, alice: Participant) -> None:
    caller = Caller(alice.user)
    shown = caller.expect(200, method, path_of(alice), {"split": " 0.25 "})
    assert shown["split"] == "1/4"
    assert shown["examples"][0]["recruit_keeps"]["amount_minor"] == 300_000
    place = caller.get(path_of(alice, "me/"))
    assert (place["split"], place["handed_up"]) == ("1/4", None)
    assert caller.expect(200, method, path_of(alice), {"split": None})["split"] is None
    assert caller.get(path_of(alice, "me/"))["split"] is None


def test_refusals_name_the_bound(alice: Participant) -> None:
    caller = Caller(alice.user)
    assert caller.refused("PUT", path_of(alice), {"split": "3/4"}) == (400, "split_out_of_range")
    assert "from 0 to 2/3" in caller.call("PUT", path_of(alice), {"split": "3/4"}).json()["detail"]
    for nonsense in ("half", "1/0"):
        assert caller.refused("PUT", path_of(alice), {"split": nonsense}) == (400, "invalid_split")
    assert cast.link_of(alice).split is None
    assert caller.call("PUT", path_of(alice), {}).status_code == 400
    assert Caller(cast.make_user()).refused("PUT", path_of(alice), {"split": "1/3"})[0] == 404


def test_where_nobody_chooses_nothing_is_to_be_set() -> None:
    (alice,) = cast.join_in_turn(cast.live_campaign(), "alice")
    caller = Caller(alice.user)
    assert caller.get(path_of(alice)) == {"split": None, "most": None, "examples": []}
    assert caller.refused("PUT", path_of(alice), {"split": "1/3"}) == (409, "no_split_contract")


def test_a_paused_campaign_lets_it_be_set(alice: Participant) -> None:
    pause_campaign(campaign=alice.campaign, actor=cast.organizer_of(alice.campaign), at=cast.MOMENT)
    Caller(alice.user).expect(200, "PUT", path_of(alice), {"split": "1/3"})


def test_joining_takes_the_links_split_of_that_moment(alice: Participant) -> None:
    Caller(alice.user).expect(200, "PUT", path_of(alice), {"split": "1/3"})
    place = Caller(cast.make_user("eve")).post(path_of(alice, "join/"), said(cast.link_of(alice).code), status=201)
    assert place["handed_up"] == "1/3"
    assert place["split"] is None


def test_joining_by_another_split_than_was_shown_is_refused(alice: Participant) -> None:
    eve, join, code = Caller(cast.make_user("eve")), path_of(alice, "join/"), cast.link_of(alice).code
    Caller(alice.user).expect(200, "PUT", path_of(alice), {"split": "1/3"})
    assert eve.refused("POST", join, said(code, split="1/4")) == (409, "split_changed")
    assert eve.refused("POST", join, said(code, split=None)) == (409, "split_changed")
    refusal = eve.call("POST", join, said(code, split=None)).json()
    assert refusal["split"] == "1/3"
    assert eve.post(join, said(code, split="1/3"), status=201)["handed_up"] == "1/3"


def test_a_settlement_pays_by_what_was_agreed_to(alice: Participant) -> None:
    Caller(alice.user).expect(200, "PUT", path_of(alice), {"split": "1/3"})
    eve = cast.make_user("eve")
    Caller(eve).post(path_of(alice, "join/"), said(cast.link_of(alice).code), status=201)
    cast.verify(cast.report(Participant.objects.get(user=eve)))
    settle_due(at=cast.MOMENT)
    (settlement,) = Caller(eve).get(path_of(alice, "settlements/"))["results"]
    shares = [(s["fraction"], s["rounded"], s["amount"]["amount_minor"]) for s in settlement["chain"]]
    assert shares == [("2/3", True, 266_667), ("1/3", True, 133_333)]
