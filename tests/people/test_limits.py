"""Limits: whoever is in haste is counted by a hash of where they come from, and Redis never learns the address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
import redis
from django.conf import settings as instance
from django.test import Client
from django.utils import timezone

from campaigns.people.models import TraceKey
from campaigns.people.traces import KEY_LASTS, hashed_address
from tests import cast

pytestmark = pytest.mark.django_db
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0 Peculiar/9"
# How the two are written wherever they stand in clear, the second as its whole network too.
ADDRESSES = {
    "203.0.113.79": ("203.0.113.79",),
    "2001:db8:7:9:aaaa:bbbb:cccc:dddd": ("2001:db8:7:9", "2001:0db8:0007:0009"),
}


def kept_by_redis() -> dict[bytes, str]:
    """Every name in the instance's Redis with what stands under it."""
    with redis.Redis.from_url(instance.REDIS_URL) as client:
        read: dict[bytes, Callable[[bytes], Any]] = {
            b"string": client.get,
            b"list": lambda name: client.lrange(name, 0, -1),
            b"hash": client.hgetall,
            b"set": client.smembers,
            b"zset": lambda name: client.zrange(name, 0, -1),
        }
        # Other tests' names may be gone meanwhile, which is of no kind.
        kinds = {name: client.type(name) for name in client.scan_iter(count=1_000)}
        return {name: repr(read[kind](name)) for name, kind in kinds.items() if kind != b"none"}


def come_from(address: str) -> None:
    """Sign in by a code and by a password, ask to join, report without signing in, try a claim code and preview."""
    campaign = cast.live_campaign(anonymous_reports=True)
    client = Client(REMOTE_ADDR=address, HTTP_USER_AGENT=AGENT)
    email = f"{uuid4().hex}@example.org"
    pages: list[tuple[str, dict[str, Any]]] = [
        ("/accounts/login/code/", {"email": email}),
        ("/accounts/login/", {"login": email, "password": "not-hers-at-all"}),
        (f"/c/{campaign.slug}/join/", {"display_name": "Erin", "email": email, "consent": "on"}),
    ]
    for path, said in pages:
        assert client.post(path, said).status_code in {200, 302}, path
    posted: list[tuple[str, dict[str, Any], int]] = [
        (
            f"/api/v1/campaigns/{campaign.slug}/findings/",
            {
                "objective": str(cast.objective_of(campaign).public_id),
                "client_id": "a",
                "claim_secret": uuid4().hex,
                "note": "There.",
            },
            201,
        ),
        ("/api/v1/mechanisms/recursive/preview/", {"prize_minor": 4, "terms": {}, "chain": ["a"]}, 200),
    ]
    for path, said, status in posted:
        assert client.post(path, said, content_type="application/json").status_code == status, path
    client.force_login(cast.make_user("bob"))
    said = {"claim_code": "not-a-code", "consent": True}
    tried = client.post(f"/api/v1/campaigns/{campaign.slug}/claim/", said, content_type="application/json")
    assert tried.status_code < 500
    assert client.post(f"/c/{campaign.slug}/join/", {"display_name": "Bob", "consent": "on"}).status_code == 302


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_and_no_browser_is_kept_in_redis(address: str) -> None:
    before = set(kept_by_redis())
    come_from(address)
    kept = kept_by_redis()
    new = [name for name in kept if name not in before]
    assert any(b"allauth:rl:" in name and b":ip:" in name for name in new), "nothing counts sign-ins by address"
    assert sum(b"limit:" in name for name in new) >= 3, "nothing counts reports, claims or previews by address"
    for clear in (*ADDRESSES[address], "Peculiar"):
        for name, value in kept.items():
            assert clear.encode() not in name, name
            assert clear not in value, name


def test_a_subscriber_is_one_for_a_week_and_somebody_else_afterwards() -> None:
    now = timezone.now()
    one, same, beside = (hashed_address(f"2001:db8:7:{rest}", at=now) for rest in ("9::1", "9:a:b:c:d", "8::1"))
    assert one == same != beside
    assert hashed_address("203.0.113.79", at=now) != hashed_address("203.0.113.80", at=now)
    assert hashed_address("", at=now) != hashed_address("unix:", at=now), "what is no address is told apart too"
    first = hashed_address("203.0.113.79", at=now)
    TraceKey.objects.update(started_at=now - KEY_LASTS)
    assert hashed_address("203.0.113.79", at=now) != first


def test_too_much_haste_from_one_network_is_refused(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "2/m/ip"}
    network = f"2001:db8:{uuid4().int % 65_536:x}:9"
    refused = []
    for last in range(3):
        client = Client(REMOTE_ADDR=f"{network}::{last}", HTTP_USER_AGENT=AGENT)
        answer = client.post("/accounts/login/code/", {"email": f"{uuid4().hex}@example.org"})
        refused.append(answer.status_code != 302)
    assert refused == [False, False, True]
