"""Nudges and letters over HTTP: from who is about to drop out to what the letter did."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.outreach.models import Nudge
from campaigns.people.consents import who_consents
from campaigns.people.models import Consent
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from tests import cast
from tests.api.calling import Caller
from tests.outreach.stage import agree, awake_zone, seen_on

WORDS = {"audience": "lapsing", "subject": "Two balloons are left", "text": "Can you look?"}


@pytest.fixture
def campaign(db: None) -> Campaign:
    now = timezone.now()
    return cast.live_campaign(at=now - timedelta(days=30), time_zone=awake_zone(now))


@pytest.fixture
def olga(campaign: Campaign) -> Caller:
    return Caller(cast.organizer_of(campaign))


def lapsing(campaign: Campaign, name: str, *, agrees: bool = True) -> Participant:
    now = timezone.now()
    place = cast.join(cast.make_user(name), cast.open_link(campaign), at=now - timedelta(days=20))
    if agrees:
        agree(place, at=now - timedelta(days=20))
    seen_on(place, 8, 7, 6, 5, at=now)
    return place


def test_the_candidates_and_why(campaign: Campaign, olga: Caller) -> None:
    places = [lapsing(campaign, f"anna{n}") for n in range(11)]
    lapsing(campaign, "silent", agrees=False)
    found = olga.get(f"/campaigns/{campaign.slug}/nudges/candidates/", audience="lapsing")
    counts = {key: found[key] for key in ("people", "would_get_it", "held_out")}
    assert counts == {"people": 12, "would_get_it": 10, "held_out": 1}
    assert found["unreachable"] == [
        {"reason": "no_consent", "sentence": "they have not agreed to letters, or took that back", "people": 1}
    ]
    assert found["results"][0] == {
        "id": str(places[0].public_id),
        "display_name": "Anna0",
        "why": "Usually comes every day; was last here 5 days ago.",
        "can_be_written_to": True,
    }
    assert [each["can_be_written_to"] for each in found["results"]] == [True] * 11 + [False]


def test_a_preview_sends_nothing(campaign: Campaign, olga: Caller) -> None:
    for n in range(20):
        lapsing(campaign, f"anna{n}")
    found = olga.post(f"/campaigns/{campaign.slug}/nudges/", {**WORDS, "subject": " Two\nleft ", "preview": True})
    assert found == {
        "people": 20,
        "would_get_it": 18,
        "held_out": 2,
        "unreachable": [],
        "subject": "Two left",
        "text": "Can you look?",
    }
    assert not Nudge.objects.filter(campaign=campaign).exists()


def test_sending_and_the_list(campaign: Campaign, olga: Caller) -> None:
    for n in range(10):
        lapsing(campaign, f"anna{n}")
    path = f"/campaigns/{campaign.slug}/nudges/"
    sent = olga.post(path, {**WORDS, "note": "first try"}, status=201)
    assert (sent["treated"], sent["held_out"], sent["note"], sent["sent_by"]) == (9, 1, "first try", "Olga")
    assert sent["letters"] == {"waiting": 9, "sent": 0, "failed": 0, "unknown": 0, "suppressed": []}
    week = sent["effects"][0]
    assert (week["days"], week["treated"]) == (7, {"people": 9, "active": 0, "share": 0.0})
    assert week["difference"]["value"] is None
    assert week["difference"]["missing"].startswith("Not enough data yet: the 7 days are over with ")
    assert olga.get(path)["results"] == [sent]
    # Nobody is left to be nudged again.
    assert olga.refused("POST", path, WORDS) == (409, "nobody_to_write_to")


def test_the_same_request_sends_one_nudge(campaign: Campaign, olga: Caller) -> None:
    lapsing(campaign, "anna")
    path = f"/api/v1/campaigns/{campaign.slug}/nudges/"
    answers = [olga.client.post(path, WORDS, format="json", headers={"Idempotency-Key": "n1"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Nudge.objects.filter(campaign=campaign).count() == 1


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"audience": "everybody"}, (400, "invalid")),
        ({"audience": None}, (400, "invalid")),
        ({"subject": ""}, (400, "invalid")),
        ({"subject": "x" * 121}, (400, "invalid")),
        ({"subject": "\u200e\u202e"}, (400, "subject_missing")),
        ({"text": ""}, (400, "invalid")),
        ({"text": "x" * 5_001}, (400, "invalid")),
        ({"text": "a\u0007"}, (400, "text_unusable")),
        ({"branch": "nonsense"}, (400, "invalid")),
        ({"branch": "7b2f0d5e-0000-4000-8000-000000000000"}, (400, "branch_without_use")),
        (
            {"audience": "quiet_branch", "branch": "7b2f0d5e-0000-4000-8000-000000000000"},
            (400, "unknown_branch"),
        ),
    ],
)
@pytest.mark.parametrize("preview", [True, False])
def test_nonsense_is_refused(
    campaign: Campaign, olga: Caller, change: dict[str, Any], refusal: tuple[int, str], preview: bool
) -> None:
    lapsing(campaign, "anna")
    status, code = olga.refused("POST", f"/campaigns/{campaign.slug}/nudges/", {**WORDS, "preview": preview, **change})
    assert status == refusal[0]
    assert refusal[1] in (code, "invalid")


@pytest.mark.parametrize(
    "query",
    [
        {"audience": "everybody"},
        {"audience": "quiet_branch", "branch": "nonsense"},
        {"audience": "lapsing", "branch": "7b2f0d5e-0000-4000-8000-000000000000"},
    ],
)
def test_nonsense_about_candidates_is_refused(campaign: Campaign, olga: Caller, query: dict[str, str]) -> None:
    assert olga.refused("GET", f"/campaigns/{campaign.slug}/nudges/candidates/", query)[0] == 400


def test_a_branch_of_another_campaign_is_unknown(campaign: Campaign, olga: Caller) -> None:
    (stranger,) = cast.join_in_turn(cast.live_campaign(), "sam")
    body = {**WORDS, "audience": "quiet_branch", "branch": str(stranger.public_id)}
    assert olga.refused("POST", f"/campaigns/{campaign.slug}/nudges/", body) == (400, "unknown_branch")


@pytest.mark.parametrize("letters", [True, False, None])
def test_joining_asks_for_letters_and_takes_silence_for_no(campaign: Campaign, letters: bool | None) -> None:
    user = cast.make_user("erin")
    said = {} if letters is None else {"letters": letters}
    body = {"display_name": "Erin", "consent": True, **said}
    Caller(user).post(f"/campaigns/{campaign.slug}/join/", body, status=201)
    agreed = who_consents(user_ids=[user.pk], campaign_id=campaign.pk)
    assert agreed == ({user.pk} if letters else set())
    assert list(Consent.objects.filter(user=user, purpose="nudges").values_list("how", flat=True)) == (
        ["join"] if letters else []
    )
    # Whoever has a place is not asked, and silence takes nothing back.
    Caller(user).post(f"/campaigns/{campaign.slug}/join/", {"display_name": "Erin", "consent": True})
    assert who_consents(user_ids=[user.pk], campaign_id=campaign.pk) == agreed


def test_ones_own_switch(campaign: Campaign) -> None:
    user = cast.make_user("erin")
    erin = Caller(user)
    path = f"/campaigns/{campaign.slug}/me/letters/"
    assert erin.refused("GET", path) == (404, "no_place")
    assert erin.refused("PUT", path, {"letters": True}) == (404, "no_place")
    cast.join(user, cast.open_link(campaign), at=timezone.now())
    state = erin.get(path)
    assert state == {
        "letters": False,
        "wording": "The organizers may write to me about this campaign.",
        "wording_version": 1,
        "said_at": None,
    }
    for letters in (True, True, False):
        answer = erin.expect(200, "PUT", path, {"letters": letters})
        assert answer["letters"] == letters
        assert answer["said_at"] is not None
    assert erin.get(path)["letters"] is False
    assert list(Consent.objects.filter(user=user).order_by("pk").values_list("given", "how")) == [
        (True, "api"),
        (False, "api"),
    ]
    for nonsense in ({}, {"letters": None}, {"letters": "perhaps"}):
        assert erin.refused("PUT", path, nonsense)[0] == 400
