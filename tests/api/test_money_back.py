"""Reversing a finding and giving of one's rewards, over the API."""

from __future__ import annotations

import pytest

from rewards.settlement.operations import settle_due
from rewards.settlement.reversing import reverse_due
from tests import cast
from tests.api.calling import Caller

pytestmark = pytest.mark.django_db

WRONG = {"reason": "fraud", "note": "The photograph is of another balloon."}


def test_a_reversal_returns_the_money_and_leaves_a_debt_where_it_was_paid() -> None:
    campaign = cast.live_campaign([(400_000, 1)])
    people = cast.full_cast(campaign)
    organizer = Caller(cast.organizer_of(campaign))
    finding = cast.verify(cast.report(people.dave))
    address = f"/findings/{finding.public_id}/reverse/"
    settle_due(at=cast.MOMENT)
    cast.pay_out(people.carol, 100_000)
    assert organizer.post(address, WRONG)["state"] == "reversed"
    reverse_due(at=cast.MOMENT)
    budget = organizer.get(f"/campaigns/{campaign.slug}/budget/")
    assert (budget["owed"]["amount_minor"], budget["paid"]["amount_minor"]) == (100_000, 100_000)
    assert budget["free"]["amount_minor"] == 300_000
    assert organizer.refused("POST", address, WRONG) == (409, "illegal_step")
    verdict = organizer.get(f"/findings/{finding.public_id}/")["verdicts"][-1]
    assert (verdict["kind"], verdict["reason"], verdict["note"]) == ("reversed", WRONG["reason"], WRONG["note"])


def test_a_reversal_says_why() -> None:
    campaign = cast.live_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    address = f"/findings/{cast.verify(cast.report(alice)).public_id}/reverse/"
    organizer = Caller(cast.organizer_of(campaign))
    for body in ({}, {"reason": "fraud"}, {"reason": "fraud", "note": " "}, {"reason": "because", "note": "x"}):
        assert organizer.refused("POST", address, body)[0] == 400
    undecided = cast.report(alice)
    assert organizer.refused("POST", f"/findings/{undecided.public_id}/reverse/", WRONG) == (409, "illegal_step")


def test_giving_of_ones_rewards() -> None:
    campaign, other = cast.live_campaign(), cast.live_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    caller = Caller(alice.user)
    begin = {"campaign": campaign.slug, "percent": 0, "to": "charity", "since": None}
    assert caller.get("/me/pledge/") == [begin]
    pledged = caller.post("/me/pledge/", {"campaign": campaign.slug, "percent": 25, "to": "solidarity"}, status=201)
    assert (pledged["percent"], pledged["to"]) == (25, "solidarity")
    assert caller.get("/me/pledge/") == [pledged]
    caller.post("/me/pledge/", {"campaign": campaign.slug, "percent": 0, "to": "charity"}, status=201)
    assert caller.get("/me/pledge/")[0]["percent"] == 0
    for body in (
        {},
        {"campaign": campaign.slug, "percent": 101, "to": "charity"},
        {"campaign": campaign.slug, "percent": -1, "to": "charity"},
        {"campaign": campaign.slug, "percent": 1.5, "to": "charity"},
        {"campaign": campaign.slug, "percent": 1, "to": "budget"},
        {"campaign": other.slug, "percent": 1, "to": "charity"},
        {"campaign": "nowhere", "percent": 1, "to": "charity"},
    ):
        assert caller.refused("POST", "/me/pledge/", body)[0] == 400, body
