"""Limits over HTTP: told with every answer, counted for each caller alone, and refused with how long to wait."""

from __future__ import annotations

import re
import secrets
import time
from ipaddress import IPv6Address
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from campaigns.people.keys import make_key
from campaigns.people.models import User
from campaigns.people.tokens import make_token
from mobilize.environment import rate_limits
from tests import cast
from tests.cast import MOMENT

pytestmark = pytest.mark.django_db
OPEN = "/api/v1/mechanisms/"
PREVIEW = "/api/v1/mechanisms/recursive/preview/"
SAID = {"prize_minor": 4, "terms": {}, "chain": ["a"]}


def somewhere() -> str:
    """An address of one's own: limits outlast a test."""
    return str(IPv6Address(secrets.randbits(128)))


def caller(user: User | None = None, key: str = "", **more: Any) -> Client:
    if key:
        more["headers"] = {"Authorization": f"Bearer {key}", **more.get("headers", {})}
    client = Client(**{"REMOTE_ADDR": somewhere(), **more})
    if user is not None:
        client.force_login(user)
    return client


@pytest.fixture
def limit(settings: Any) -> Any:
    def at(**rates: tuple[int, int]) -> None:
        settings.RATE_LIMITS = settings.RATE_LIMITS | rates

    return at


def statuses(client: Client, times: int, path: str = OPEN) -> list[int]:
    return [client.get(path).status_code for _ in range(times)]


class TestHeaders:
    def test_they_are_these(self, limit: Any) -> None:
        limit(address=(600, 60), preview=(60, 60))
        client = caller()
        first = client.get(OPEN)
        assert first.headers["RateLimit-Policy"] == '"default";q=600;w=60'
        # To the end of the second in which it was asked.
        assert first.headers["RateLimit"] == '"default";r=599;t=61'
        preview = client.post(PREVIEW, SAID, "application/json")
        assert preview.status_code == 200
        assert preview.headers["RateLimit-Policy"] == '"default";q=600;w=60, "preview";q=60;w=60'
        told = re.fullmatch(r'"default";r=598;t=(\d+), "preview";r=59;t=61', preview.headers["RateLimit"])
        assert told
        assert 59 <= int(told[1]) <= 61

    @pytest.mark.parametrize(
        ("method", "path", "status"),
        [
            ("GET", OPEN, 200),
            ("HEAD", OPEN, 200),
            ("GET", "/api/v1/schema/", 200),
            ("GET", "/api/v1/docs/", 200),
            ("GET", "/api/v1/me/", 401),
            ("GET", "/api/v1/nowhere/", 404),
            ("DELETE", OPEN, 405),
            ("POST", PREVIEW, 400),
            # Refused before anybody could be known.
            ("POST", PREVIEW.rstrip("/"), 404),
            ("GET", "/api/v1/mechanisms/%00/", 400),
        ],
    )
    def test_every_answer_has_them(self, limit: Any, method: str, path: str, status: int) -> None:
        limit(address=(7, 60))
        answer = caller().generic(method, path, "", "application/json")
        assert answer.status_code == status
        assert answer.headers["RateLimit-Policy"].startswith('"default";q=7;w=60')
        assert answer.headers["RateLimit"].startswith('"default";r=6;t=61')

    def test_an_answer_that_is_known_has_them(self) -> None:
        client = caller()
        tag = client.get(OPEN).headers["ETag"]
        again = client.get(OPEN, headers={"If-None-Match": tag})
        assert again.status_code == 304
        assert again.headers["RateLimit"]

    def test_a_bad_host_has_them(self) -> None:
        answer = caller(HTTP_HOST="elsewhere.example").get(OPEN)
        assert answer.status_code == 400
        assert answer.headers["RateLimit"]

    def test_pages_of_other_sites_can_read_them(self) -> None:
        key = publishable_key(cast.live_campaign())
        campaign = cast.live_campaign()
        answer = caller(key=key, headers={"Origin": "https://shop.example"}).post(
            f"/api/v1/campaigns/{campaign.slug}/findings/", {}, "application/json"
        )
        exposed = answer.headers["Access-Control-Expose-Headers"].split(", ")
        assert {"RateLimit", "RateLimit-Policy", "Retry-After"} <= set(exposed)


class TestRefusing:
    def test_it_is_a_problem_with_how_long_to_wait(self, limit: Any) -> None:
        limit(address=(2, 3_600))
        client = caller()
        assert statuses(client, 2) == [200, 200]
        refused = client.get(OPEN)
        seconds = int(refused.headers["Retry-After"])
        assert 3_600 - 5 < seconds <= 3_660
        assert refused.headers["Content-Type"] == "application/problem+json"
        assert refused.headers["RateLimit"] == f'"default";r=0;t={seconds}'
        assert refused.json() == {
            "type": "/problems/throttled/",
            "title": "Throttled",
            "status": 429,
            "detail": f"Too many requests. Wait {seconds} s and try again.",
            "instance": OPEN,
            "violated-policies": ["default"],
        }

    def test_waiting_so_long_is_enough_and_less_is_not(self, limit: Any) -> None:
        limit(address=(2, 4))
        client = caller()
        statuses(client, 2)
        refused = client.get(OPEN)
        seconds, since = int(refused.headers["Retry-After"]), time.monotonic()
        assert refused.status_code == 429
        # Whole seconds are said; two less are surely too early.
        time.sleep(seconds - 2.5)
        assert client.get(OPEN).status_code == 429
        time.sleep(max(0, since + seconds - time.monotonic()))
        assert client.get(OPEN).status_code == 200

    def test_what_is_refused_before_anybody_is_known_is_limited_as_well(self, limit: Any) -> None:
        limit(address=(2, 60))
        client = caller()
        told = [client.post(PREVIEW.rstrip("/"), {}, "application/json").status_code for _ in range(3)]
        assert told == [404, 404, 429]
        assert client.get(OPEN).status_code == 429

    def test_an_answer_from_the_store_counts_and_a_refusal_is_not_stored(self, limit: Any) -> None:
        limit(address=(2, 4))
        client = caller(headers={"Idempotency-Key": uuid4().hex})
        told = [client.post(PREVIEW, SAID, "application/json") for _ in range(3)]
        assert [answer.status_code for answer in told] == [200, 200, 429]
        assert told[1].headers["Idempotency-Replayed"] == "true"
        time.sleep(int(told[2].headers["Retry-After"]))
        assert client.post(PREVIEW, SAID, "application/json").status_code == 200

    def test_a_refused_request_does_nothing(self, limit: Any) -> None:
        limit(user=(1, 60))
        client = caller(cast.make_user("olga"))
        assert client.get("/api/v1/me/").status_code == 200
        body = {"name": "Mine", "kind": "secret", "scopes": ["campaigns:read"]}
        assert client.post("/api/v1/keys/", body, "application/json").status_code == 429
        limit(user=(9, 60))
        assert client.get("/api/v1/keys/").json()["results"] == []


def publishable_key(campaign: Any) -> str:
    olga = cast.organizer_of(campaign)
    made = make_key(
        owner=olga, name="T", kind="publishable", scopes=["findings:write"], campaign_slug=campaign.slug, at=MOMENT
    )
    return made[1].text


def secret_key(owner: User) -> str:
    return make_key(owner=owner, name="T", kind="secret", scopes=["campaigns:read"], at=MOMENT)[1].text


class TestCallers:
    def test_a_key_a_person_and_an_address_each_have_their_own(self, limit: Any) -> None:
        limit(key=(4, 60), user=(3, 60), address=(2, 60))
        olga, place = cast.make_user("olga"), somewhere()
        one, other = secret_key(olga), secret_key(olga)
        path = "/api/v1/campaigns/"
        assert statuses(caller(key=one, REMOTE_ADDR=place), 5, path) == [200] * 4 + [429]
        assert statuses(caller(key=other, REMOTE_ADDR=place), 5, path) == [200] * 4 + [429]
        assert statuses(caller(olga, REMOTE_ADDR=place), 4, path) == [200] * 3 + [429]
        assert statuses(caller(cast.make_user("rita"), REMOTE_ADDR=place), 4, path) == [200] * 3 + [429]
        assert statuses(caller(REMOTE_ADDR=place), 3) == [200] * 2 + [429]
        assert statuses(caller(), 3) == [200] * 2 + [429]

    def test_a_key_has_its_own_wherever_it_calls_from(self, limit: Any) -> None:
        limit(key=(2, 60))
        key = secret_key(cast.make_user("olga"))
        assert [statuses(caller(key=key), 1, "/api/v1/campaigns/") for _ in range(3)] == [[200], [200], [429]]

    def test_nobody_uses_up_a_publishable_key_for_others(self, limit: Any) -> None:
        limit(key=(2, 60))
        campaign = cast.live_campaign()
        key, path = publishable_key(campaign), f"/api/v1/campaigns/{campaign.slug}/"
        assert statuses(caller(key=key), 3, path) == [403, 403, 429]
        assert statuses(caller(key=key), 3, path) == [403, 403, 429]

    @pytest.mark.parametrize("key", ["mk_nonsense", make_token("secret").text], ids=["malformed", "unknown"])
    def test_bad_keys_are_strangers_whatever_cookies_come_along(self, limit: Any, key: str) -> None:
        limit(address=(2, 60), user=(9, 60))
        client = caller(cast.make_user("olga"), key=key)
        assert statuses(client, 3, "/api/v1/me/") == [401, 401, 429]

    def test_a_network_of_ipv6_is_one_address(self, limit: Any) -> None:
        limit(address=(2, 60))
        network = secrets.randbits(64) << 64
        told = [statuses(caller(REMOTE_ADDR=str(IPv6Address(network + n))), 1) for n in (1, 2, 3 << 60)]
        assert told == [[200], [200], [429]]

    def test_the_address_is_the_proxys_word_behind_one_and_else_the_peers(self, limit: Any, settings: Any) -> None:
        limit(address=(1, 60))
        peer, mine = somewhere(), somewhere()
        forged = [caller(REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=somewhere()).get(OPEN).status_code for _ in range(2)]
        assert forged == [200, 429]
        settings.BEHIND_PROXY = True
        said = [f"{somewhere()}, {mine}", f"{somewhere()}, {mine}", somewhere()]
        told = [caller(REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=words).get(OPEN).status_code for words in said]
        assert told == [200, 429, 200]


class TestStricterOnes:
    def test_previews_refuse_alone(self, limit: Any) -> None:
        limit(preview=(1, 60), address=(600, 60))
        client = caller()
        told = [client.post(PREVIEW, SAID, "application/json") for _ in range(3)]
        assert [answer.status_code for answer in told] == [200, 429, 429]
        assert told[2].json()["violated-policies"] == ["preview"]
        assert client.get(OPEN).headers["RateLimit"].startswith('"default";r=598;')

    def test_signing_in_is_limited_by_address_and_leaving_is_not(self, limit: Any) -> None:
        limit(sign_in=(2, 60))
        client = caller()
        body = {"login": "nobody@example.org", "password": "wrong"}
        assert [client.post("/accounts/login/", body).status_code for _ in range(2)] == [200, 200]
        for path in ("/accounts/login/", "/accounts/login/code/", "/admin/login/"):
            refused = client.post(path, body)
            assert refused.status_code == 429
            assert 1 <= int(refused.headers["Retry-After"]) <= 61
            assert "too fast" in refused.text
        assert client.get("/accounts/login/").status_code == 200
        assert client.post("/accounts/logout/").status_code == 302
        assert caller().post("/accounts/login/", body).status_code == 200

    @pytest.mark.parametrize("path", ["/health/live/", "/health/ready/", "/static/frontend/site.css", "/"])
    def test_health_files_and_pages_are_not_limited(self, limit: Any, path: str) -> None:
        limit(address=(1, 60), user=(1, 60), sign_in=(1, 60))
        client = caller()
        statuses(client, 2)
        for _ in range(3):
            answer = client.get(path)
            assert answer.status_code != 429
            assert "RateLimit" not in answer.headers


# What changes nothing about money, or keeps it from leaving.
STAYS_OPEN = {
    ("MechanismPreviewView", "POST"),
    ("MechanismSybilGainView", "POST"),
    ("MechanismComparisonView", "POST"),
    ("ForecastView", "POST"),
    ("SplitView", "PUT"),
    ("SplitView", "PATCH"),
    ("ResultsLookView", "POST"),
    ("HoldsView", "POST"),
    ("OwnObjectionView", "POST"),
    ("CancelImportView", "POST"),
}


def views(patterns: Any) -> Any:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and hasattr(pattern.callback, "cls"):
            yield pattern.callback.cls


def test_every_view_of_the_rewards_says_whether_it_moves_money() -> None:
    changing = {
        (view.__name__, method)
        for view in views(get_resolver().url_patterns)
        if view.__module__.startswith("rewards.")
        for method in getattr(view, "who", {})
        if method not in {"GET", "HEAD"} and hasattr(view, method.lower())
    }
    moving = {
        (view.__name__, method)
        for view in views(get_resolver().url_patterns)
        for method in getattr(view, "moves_money", ())
    }
    assert changing - moving == STAYS_OPEN
    # A file of payouts that was fetched counts as sent.
    # Whoever is erased gives away what is payable to them.
    assert moving - changing == {("FileView", "GET"), ("ErasureView", "POST")}


class TestSettings:
    def test_what_is_given_replaces_what_is_usual(self) -> None:
        read = rate_limits(["key=5/s", "claim = 10/2hour", "user=7/30s"])
        assert (read["key"], read["claim"], read["user"]) == ((5, 1), (10, 7_200), (7, 30))
        assert read["address"] == rate_limits([])["address"] == (600, 60)

    @pytest.mark.parametrize("part", ["key", "key=", "key=0/min", "key=5", "key=5/week", "nobody=5/min", "key=-1/min"])
    def test_nonsense_is_refused(self, part: str) -> None:
        with pytest.raises(ImproperlyConfigured, match="RATE_LIMITS must be such as"):
            rate_limits([part])
