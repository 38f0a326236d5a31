"""Arms of a campaign: said when one of its own links is made, shown in the list, told with every join, and kept."""

from __future__ import annotations

import pytest

from campaigns.events.models import Event
from campaigns.findings.models import Finding
from campaigns.recruiting.models import ReferralLink
from tests import cast
from tests.api.calling import Caller
from tests.api.test_taking_part import said

pytestmark = pytest.mark.django_db


def test_a_link_of_an_arm_is_made_and_shown() -> None:
    campaign = cast.live_campaign()
    olga, path = Caller(cast.organizer_of(campaign)), f"/campaigns/{campaign.slug}/links/"
    north = olga.post(path, {"arm": " posters-north "}, status=201)
    assert north["arm"] == "posters-north"
    assert [link["arm"] for link in olga.get(path)["results"]] == ["posters-north", ""]
    svg, png = (olga.call("GET", f"{path}{north['id']}/qr.{kind}/") for kind in ("svg", "png"))
    assert (b"<svg" in svg.content, png.content[:4]) == (True, b"\x89PNG")
    assert olga.call("GET", f"{path}{north['id']}/qr.exe/").status_code == 404
    place = Caller(cast.make_user("bob")).post(
        f"/campaigns/{campaign.slug}/join/", said(north["code"], "Bob"), status=201
    )
    told = Event.objects.get(campaign=campaign, kind="participant.joined").data
    assert told == {"invited_by": None, "link": north["id"], "arm": "posters-north"}
    # Bob's own link belongs to no arm: whoever joins by it stands below him, and so in his.
    assert ReferralLink.objects.get(code=place["referral_code"]).arm == ""
    made = Event.objects.filter(campaign=campaign, kind="link.made").order_by("pk")
    assert [event.data for event in made][1:] == [{"link": north["id"], "arm": "posters-north"}]


@pytest.mark.parametrize("arm", ["x" * 41, "a\u202eb", "a\u0007b"])
def test_an_arm_is_a_short_label(arm: str) -> None:
    campaign = cast.live_campaign()
    olga, path = Caller(cast.organizer_of(campaign)), f"/campaigns/{campaign.slug}/links/"
    answer = olga.call("POST", path, {"arm": arm})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "#/arm"


def test_reports_without_an_account_come_by_an_arm_too() -> None:
    campaign = cast.live_campaign(anonymous_reports=True)
    link = Caller(cast.organizer_of(campaign)).post(f"/campaigns/{campaign.slug}/links/", {"arm": "flyers"}, status=201)
    body = {
        "objective": str(cast.objective_of(campaign).public_id),
        "client_id": "1",
        "claim_secret": "a-secret-of-thirty-two-characters",
        "referral_code": link["code"],
    }
    Caller(None).post(f"/campaigns/{campaign.slug}/findings/", body, status=201)
    finder = Finding.objects.get(campaign=campaign).participant
    told = Event.objects.get(kind="participant.joined", participant=finder).data
    assert told == {"invited_by": None, "anonymous": True, "link": link["id"], "arm": "flyers"}
