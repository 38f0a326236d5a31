"""The API speaks the language that is asked for: what a field is refused with, and what is read."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.utils import timezone
from rest_framework.test import APIClient

from campaigns.planning.models import Campaign
from campaigns.trust.models import Signal
from tests import cast


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("es-MX,es;q=0.9", "Este campo es requerido."),
        ("", "This field is required."),
        ("tlh", "This field is required."),
    ],
)
def test_fields_speak(asked: str, said: str) -> None:
    client = APIClient()
    campaign = cast.draft_campaign()
    client.force_authenticate(cast.organizer_of(campaign))
    answer = client.post(
        f"/api/v1/campaigns/{campaign.slug}/objectives/", {}, headers={"Accept-Language": asked} if asked else {}
    )
    assert answer.status_code == 400
    assert said in {error["detail"] for error in answer.json()["errors"]}


def signal_of(campaign: Campaign) -> Signal:
    """Give a signal of which there is something to say."""
    return Signal.objects.create(
        campaign=campaign,
        kind="same_spot",
        severity=2,
        key="same-spot/1",
        facts={"numbers": {"reporters": 4_000, "reports": 4_000}, "people": [], "suspects": []},
        noticed_at=timezone.now(),
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "language", "title"),
    [
        ("es-MX,es;q=0.9,en;q=0.8", "es", "Mismo punto, al metro, de varias personas que avisaron"),
        ("de,en;q=0.5", "en", "Same spot to the metre across reporters"),
        ("", "en", "Same spot to the metre across reporters"),
        ("tlh", "en", "Same spot to the metre across reporters"),
        ("*", "en", "Same spot to the metre across reporters"),
    ],
)
def test_what_is_read_speaks(asked: str, language: str, title: str) -> None:
    campaign = cast.live_campaign()
    signal_of(campaign)
    client = APIClient()
    client.force_authenticate(cast.organizer_of(campaign))
    # Pages of the browser may speak another language: only what is asked for counts here.
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es" if language == "en" else "en"
    answer = client.get(
        f"/api/v1/campaigns/{campaign.slug}/signals/", headers={"Accept-Language": asked} if asked else {}
    )
    (told,) = answer.json()["results"]
    assert told["title"] == title
    assert ("4000" if language == "es" else "4,000") in told["sentence"]
    assert answer.headers["Content-Language"] == language
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.django_db
def test_what_is_known_in_one_language_is_not_known_in_another() -> None:
    """Whoever has the English words is not told that the Spanish ones are the same; nor the other way about."""
    campaign = cast.live_campaign()
    signal_of(campaign)
    client = APIClient()
    client.force_authenticate(cast.organizer_of(campaign))
    address = f"/api/v1/campaigns/{campaign.slug}/signals/"
    tags = {}
    for language in ("en", "es"):
        answer = client.get(address, headers={"Accept-Language": language})
        tags[language] = answer.headers["ETag"]
        again = client.get(address, headers={"Accept-Language": language, "If-None-Match": tags[language]})
        assert again.status_code == 304
    assert tags["en"] != tags["es"]
    for language, other in (("en", "es"), ("es", "en")):
        answer = client.get(address, headers={"Accept-Language": language, "If-None-Match": tags[other]})
        assert (answer.status_code, answer.headers["Content-Language"]) == (200, language)


@pytest.mark.django_db
def test_what_has_no_words_is_the_same_for_everybody() -> None:
    campaign = cast.live_campaign()
    spoken = [
        APIClient().get(f"/api/v1/campaigns/{campaign.slug}/", headers={"Accept-Language": language})
        for language in ("en", "es")
    ]
    assert spoken[0].content == spoken[1].content
    assert spoken[0].headers["ETag"] == spoken[1].headers["ETag"]
