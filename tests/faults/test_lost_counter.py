"""Redis lost while requests are counted: reading and reporting go on, signing in and moving money wait."""

from __future__ import annotations

import json
import logging
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from campaigns.people import counting
from campaigns.people.counting import Counter, CounterLost, Rate
from tests import cast
from tests.api.test_limits import OPEN, PREVIEW, SAID, caller
from tests.faults.test_lost_redis import refusing

pytestmark = [pytest.mark.fault, pytest.mark.django_db]
MOST_SECONDS = 10


@pytest.fixture(params=["gone", "hanging", "never there"])
def lost(request: pytest.FixtureRequest, settings: Any, tmp_path: Path, silent: str) -> str:
    ways = {"gone": refusing(tmp_path), "hanging": silent, "never there": f"unix://{tmp_path / 'nowhere.sock'}"}
    # What a process does once, such as finding its addresses, is not to be measured.
    caller().get(OPEN)
    url = ways[request.param]
    settings.REDIS_URL = url
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": url}}
    return url


def timely(client: Client, method: str, path: str, body: Any = None) -> Any:
    began = time.monotonic()
    answer = client.generic(method, path, "" if body is None else json.dumps(body), "application/json")
    assert time.monotonic() - began < MOST_SECONDS
    return answer


def problem(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 503
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Retry-After"] == "5"
    document: dict[str, Any] = answer.json()
    assert document["type"] == "/problems/requests-not-counted/"
    assert document["detail"].endswith(".")
    return document


def test_reading_and_reporting_go_on(lost: str) -> None:
    campaign = cast.live_campaign()
    (bob,) = cast.join_in_turn(campaign, "bob")
    client = caller(bob.user)
    for path in (OPEN, "/api/v1/me/", f"/api/v1/campaigns/{campaign.slug}/", "/api/v1/me/destinations/"):
        answer = timely(client, "GET", path)
        assert answer.status_code == 200
        assert answer.headers["RateLimit-Policy"].startswith('"default";q=')
        assert "RateLimit" not in answer.headers
    said = {"objective": str(cast.objective_of(campaign).public_id), "client_id": uuid4().hex}
    assert timely(client, "POST", f"/api/v1/campaigns/{campaign.slug}/findings/", said).status_code == 201
    assert timely(caller(), "POST", PREVIEW, SAID).status_code == 200


def test_money_waits(lost: str) -> None:
    campaign = cast.live_campaign()
    (bob,) = cast.join_in_turn(campaign, "bob")
    organizer, slug = caller(cast.organizer_of(campaign)), campaign.slug
    for client, method, path, body in (
        (organizer, "POST", f"/api/v1/campaigns/{slug}/fundings/", {"amount_minor": 5}),
        (organizer, "POST", f"/api/v1/campaigns/{slug}/refunds/", {"amount_minor": 5}),
        (organizer, "POST", f"/api/v1/campaigns/{slug}/payout-batches/", {}),
        (caller(bob.user), "POST", "/api/v1/me/destinations/", {}),
        (caller(bob.user), "POST", f"/api/v1/campaigns/{slug}/claim/", {"claim_code": "x", "consent": True}),
    ):
        assert problem(timely(client, method, path, body))["instance"] == path
    assert timely(organizer, "GET", f"/api/v1/campaigns/{slug}/fundings/").status_code == 200


def test_signing_in_waits_and_leaving_does_not(lost: str) -> None:
    campaign = cast.live_campaign()
    for path, body in (
        ("/accounts/login/", {"login": "a@example.org", "password": "x"}),
        ("/accounts/login/code/", {"email": "a@example.org"}),
        ("/admin/login/", {"username": "a@example.org", "password": "x"}),
        # It sends a code to whoever joins without being signed in.
        (f"/c/{campaign.slug}/join/", {"email": "a@example.org", "display_name": "A", "consent": "on"}),
    ):
        answer = caller().post(path, body)
        assert answer.status_code == 503, path
        assert answer.headers["Retry-After"] == "5"
        assert "Requests cannot be counted at the moment." in answer.text
    assert caller().get("/accounts/login/").status_code == 200
    (bob,) = cast.join_in_turn(campaign, "bob")
    client = caller(bob.user)
    claimed = client.post(
        f"/c/{campaign.slug}/claim/", {"claim_code": "x", "display_name": "B", "confirmed": "on", "consent": "on"}
    )
    assert claimed.status_code == 503
    assert client.post("/accounts/logout/").status_code == 302


def test_it_is_logged_once_a_minute(lost: str, caplog: pytest.LogCaptureFixture, monkeypatch: Any) -> None:
    own = Counter(lost)
    rate = [("tests", Rate(1, 60))]
    monkeypatch.setattr(counting, "LEFT_ALONE_SECONDS", 0.0)
    with caplog.at_level(logging.WARNING, counting.__name__):
        for _ in range(4):
            with pytest.raises(CounterLost):
                own.count(rate)
        assert len(caplog.records) == 1
        assert "Redis does not answer" in caplog.text
        own._warn_from -= counting.BETWEEN_WARNINGS_SECONDS
        with pytest.raises(CounterLost):
            own.count(rate)
    assert len(caplog.records) == 2


def test_a_silent_one_is_left_alone_for_a_moment(silent: str) -> None:
    own = Counter(silent)
    began = time.monotonic()
    for _ in range(50):
        with pytest.raises(CounterLost):
            own.count([("tests", Rate(1, 60))])
    assert time.monotonic() - began < 50 * counting.PATIENCE_SECONDS / 2


def test_it_is_counted_again_once_redis_is_back(settings: Any, tmp_path: Path) -> None:
    there, client = settings.REDIS_URL, caller()
    settings.REDIS_URL = refusing(tmp_path)
    assert "RateLimit" not in client.get(OPEN).headers
    settings.REDIS_URL = there
    assert client.get(OPEN).headers["RateLimit"]
    assert client.post("/accounts/login/", {"login": "a@example.org", "password": "x"}).status_code == 200
