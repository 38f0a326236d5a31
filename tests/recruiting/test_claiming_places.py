"""Claim codes: shown once, kept as hashes, good once, and no way to money that one decided about."""

from __future__ import annotations

import re
import threading
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections

from campaigns.errors import DomainError
from campaigns.events.models import Event
from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign
from campaigns.recruiting.claiming_places import claim_place, make_claim_code
from campaigns.recruiting.models import ClaimCode, Participant
from tests import cast
from tests.api.calling import Caller
from tests.findings.test_anonymous import body, open_campaign, person, stranger


def imported(campaign: Campaign, name: str = "Dave", under: Participant | None = None) -> Participant:
    return Participant.objects.create(campaign=campaign, display_name=name, joined_at=cast.MOMENT, invited_by=under)


def coded(place: Participant) -> str:
    later = cast.MOMENT + cast.ONE_DAY
    return make_claim_code(participant=place, actor=cast.organizer_of(place.campaign), at=later)


@pytest.mark.django_db
class TestOverHttp:
    def test_an_organizer_makes_a_code_and_its_person_takes_the_place(self) -> None:
        campaign = cast.live_campaign()
        place = imported(campaign)
        organizer, path = Caller(cast.organizer_of(campaign)), f"/participants/{place.public_id}/claim-code/"
        made = organizer.call("POST", path)
        assert made.headers["Cache-Control"] == "no-store"
        first = made.json()["claim_code"]
        assert re.fullmatch(r"(\w{6}-){3}\w{6}", first)
        second = organizer.post(path, status=201)["claim_code"]
        claim = f"/campaigns/{campaign.slug}/claim/"
        dave = person("dave")
        assert dave.refused("POST", claim, {"claim_code": first, "consent": True}) == (404, "unknown_claim_code")
        for without in ({}, {"consent": False}):
            assert dave.call("POST", claim, {"claim_code": second, **without}).status_code == 400
        assert dave.post(claim, {"claim_code": f" {second} ", "consent": True})["id"] == str(place.public_id)
        # Sent again, it is the same answer; from anybody else it is refused.
        assert dave.post(claim, {"claim_code": second, "consent": True})["id"] == str(place.public_id)
        assert person().refused("POST", claim, {"claim_code": second, "consent": True}) == (410, "claim_code_used")
        assert organizer.refused("POST", path) == (409, "place_is_claimed")
        (word,) = dave.get("/me/consents/")["results"]
        assert (word["purpose"], word["campaign"], word["given"]) == ("place", campaign.slug, True)
        events = Event.objects.filter(participant_id=place.pk).order_by("pk")
        # Their page, which the answer shows, has a link to share from now on.
        assert [event.kind for event in events] == ["place.claim_code_made"] * 2 + ["place.claimed", "link.made"]
        assert second.replace("-", "") not in str([event.data for event in events])

    def test_the_code_of_a_reporter_is_not_replaced(self) -> None:
        campaign, path = open_campaign()
        reported = stranger().post(path, body(campaign), status=201)
        organizer = Caller(cast.organizer_of(campaign))
        path = f"/participants/{reported['participant']['id']}/claim-code/"
        assert organizer.refused("POST", path) == (403, "code_is_the_reporters")

    def test_nobody_gets_a_second_place_or_one_of_another_campaign(self) -> None:
        campaign, other = cast.live_campaign(), cast.live_campaign()
        code = coded(imported(campaign))
        (bob,) = cast.join_in_turn(campaign, "bob")
        claim = f"/campaigns/{campaign.slug}/claim/"
        assert Caller(bob.user).refused("POST", claim, {"claim_code": code, "consent": True}) == (
            409,
            "place_of_your_own",
        )
        erin = person()
        refused = erin.refused("POST", f"/campaigns/{other.slug}/claim/", {"claim_code": code, "consent": True})
        assert refused == (404, "unknown_claim_code")
        for wrong in ("", "x" * 65):
            assert erin.call("POST", claim, {"claim_code": wrong, "consent": True}).status_code == 400
        for wrong in ("!", code.swapcase(), f"{code}2", code[:-1]):
            assert erin.refused("POST", claim, {"claim_code": wrong, "consent": True}) == (404, "unknown_claim_code")
        assert erin.post(claim, {"claim_code": code, "consent": True})["display_name"] == "Dave"

    def test_a_closed_place_and_a_draft_are_not_claimed(self) -> None:
        campaign, draft = cast.live_campaign(), cast.draft_campaign()
        place = imported(campaign)
        code = coded(place)
        Participant.objects.filter(pk=place.pk).update(is_banned=True, removed_at=cast.MOMENT)
        assert person().refused(
            "POST", f"/campaigns/{campaign.slug}/claim/", {"claim_code": code, "consent": True}
        ) == (
            403,
            "place_is_closed",
        )
        organizer = Caller(cast.organizer_of(draft))
        refused = organizer.refused(
            "POST", f"/campaigns/{draft.slug}/claim/", {"claim_code": coded(imported(draft)), "consent": True}
        )
        assert refused == (409, "campaign_not_launched")

    def test_guessing_is_limited(self, settings: Any) -> None:
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"claim": (3, 3_600)}
        campaign = cast.live_campaign()
        erin, claim = person(), f"/campaigns/{campaign.slug}/claim/"
        told = [erin.call("POST", claim, {"claim_code": str(uuid4()), "consent": True}).status_code for _ in range(5)]
        assert told == [404, 404, 404, 429, 429]


@pytest.mark.django_db
class TestOwnVerdicts:
    """A reviewer reports without signing in, finds it true, and comes for the money."""

    @staticmethod
    def reviewer_of(campaign: Campaign) -> User:
        rita = cast.make_user("rita")
        Role.objects.create(campaign=campaign, user=rita, kind=Role.Kind.REVIEWER)
        return rita

    @pytest.mark.parametrize("stands", ["it", "above", "below"])
    def test_whoever_verified_it_or_of_its_chain_does_not_claim_it(self, stands: str) -> None:
        campaign = cast.live_campaign()
        rita = self.reviewer_of(campaign)
        above = imported(campaign, "Above")
        finder = imported(campaign, "Finder", under=above)
        places = {"it": finder, "above": above, "below": imported(campaign, "Below", under=finder)}
        beside = imported(campaign, "Beside", under=above)
        cast.verify(cast.report(finder), by=rita)
        claim = f"/campaigns/{campaign.slug}/claim/"
        refused = Caller(rita).refused("POST", claim, {"claim_code": coded(places[stands]), "consent": True})
        assert refused == (403, "decided_about_it")
        assert Participant.objects.get(pk=places[stands].pk).user_id is None
        Caller(rita).post(claim, {"claim_code": coded(beside), "consent": True})

    def test_whoever_claimed_it_does_not_verify_it(self) -> None:
        campaign = cast.live_campaign()
        rita = self.reviewer_of(campaign)
        finder = imported(campaign)
        finding = cast.report(finder)
        Caller(rita).post(f"/campaigns/{campaign.slug}/claim/", {"claim_code": coded(finder), "consent": True})
        assert Caller(rita).call("POST", f"/findings/{finding.public_id}/verify/").status_code == 403


def test_of_eight_who_redeem_one_code_at_once_one_gets_the_place(committed: None) -> None:
    campaign = cast.live_campaign()
    place = imported(campaign)
    code = coded(place)
    people = [cast.make_user(f"claimer{number}") for number in range(8)]
    told: list[str] = []
    begin = threading.Barrier(len(people))

    def redeem(user: User) -> None:
        begin.wait()
        try:
            claim_place(campaign=campaign, user=user, code=code, at=cast.MOMENT)
            told.append("claimed")
        except DomainError as refusal:
            told.append(refusal.code)
        finally:
            connections.close_all()

    claimers = [threading.Thread(target=redeem, args=[user]) for user in people]
    for claimer in claimers:
        claimer.start()
    for claimer in claimers:
        claimer.join()
    assert sorted(told) == ["claim_code_used"] * 7 + ["claimed"]
    assert Participant.objects.get(pk=place.pk).user in people
    assert ClaimCode.objects.get(participant=place).redeemed_at == cast.MOMENT
    assert Event.objects.filter(kind="place.claimed", participant_id=place.pk).count() == 1
