"""Hostile bodies: what nobody should send to any endpoint that takes a body, as everybody who may; none ends in a 5xx.

The draws are seeded: a failure says with which seed it comes again.
"""

from __future__ import annotations

import json
import os
import random
from typing import Any

import pytest
from django.db import transaction
from rest_framework.test import APIClient

from campaigns.people.models import User
from tests.api.scene import Scene
from tests.api.test_doors import MAY

pytestmark = pytest.mark.django_db

# One round is for every run of the tests; whoever changes serializers lets more of them run.
BODIES = 8 * int(os.environ.get("HOSTILE_ROUNDS", "1"))
WORDS = (
    "objective", "participant", "note", "observed_at", "location", "client_id", "facts", "claim_secret",
    "referral_code", "latitude", "longitude", "accuracy_m", "source", "address", "reason", "duplicate_of",
    "question", "answer", "days", "decision", "text", "hold", "quarantine", "granted", "state", "finding",
    "claim_code", "display_name", "consent", "url", "file", "to", "percent", "amount_minor", "entries", "accepted",
    "kind", "value", "country", "title", "mechanism", "terms", "quota", "prize_minor", "slug", "currency",
    "starts_at", "ends_at", "email", "split",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 10**9, 10**30, -(10**30), 1.5, 1e308, "nan", "NaN", "inf", "-Infinity", "1e400", "",
    " ", "\x00", "\ud800", "a", "a" * 5_000, "é" * 300, "\u202e\u0000x", "2009-12-05T15:00:00Z",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00", "2026-02-30", "00000000-0000-0000-0000-000000000000", "1/2", "1/0", "0", "½", [], {},
    [[]], [{}], [None] * 50, {"a": {}}, {"": ""}, {"latitude": "nan", "longitude": "nan"},
    {"latitude": 1, "longitude": 2, "accuracy_m": "nan"}, {"00000000-0000-0000-0000-000000000000": "x"}, "verified",
    "clear", "other", "USD", "recursive", "$(x)", "' OR 1=1", "../", "https://a.org", "a@b.org", "+1",
)  # fmt: skip
RAW = (b"", b"null", b"[]", b"7", b'"a"', b"{", b"\xff", b"NaN", b'{"a": NaN}', b"[" * 2_000, b'{"note": "\\ud800"}')


def draw_body(draw: random.Random, names: dict[str, str]) -> bytes:
    if draw.random() < 0.08:
        return draw.choice(RAW)
    known = (*VALUES, *names.values())
    said = {word: draw.choice(known) for word in draw.sample(WORDS, draw.randrange(1, 9))}
    if draw.random() < 0.5:
        # With what nearly every body needs, so that what stands behind it is reached.
        said |= {"objective": names["objective_id"], "note": "Seen.", "reason": "other", "finding": names["finding_id"]}
        said |= {word: draw.choice(known) for word in draw.sample(sorted(said), 2)}
    if draw.random() < 0.3:
        place = {"latitude": 1, "longitude": 1, "accuracy_m": 1, "source": "map", "address": "x"}
        said["location"] = {**place, draw.choice(sorted(place)): draw.choice(VALUES)}
    return json.dumps(said).encode()


TAKES_A_BODY = [key for key in MAY if key[0] in {"POST", "PATCH", "PUT"}]


def test_no_body_is_an_error_of_ours() -> None:
    scene = Scene()
    clients: dict[str, Any] = {role: client_of(person) for role, person in scene.people.items()}
    wrong: list[str] = []
    for method, path in TAKES_A_BODY:
        address = "/api/v1/" + path.format(**scene.names)
        for seed in range(BODIES):
            draw = random.Random(f"{method} {path} {seed}")
            role = draw.choice(sorted(MAY[method, path][0]))
            body = draw_body(draw, scene.names)
            with transaction.atomic():
                answer = clients[role].generic(method, address, body, content_type="application/json")
                if answer.status_code >= 500:
                    wrong.append(f"{method} {path}, seed {seed}, as {role}: {body!r}")
                elif answer.status_code < 300 and path in READ_BY_OTHERS:
                    wrong.extend(f"{method} {path}, seed {seed}: {read}" for read in unreadable(clients, scene, path))
                transaction.set_rollback(True)
    assert not wrong, "\n".join(wrong[:20])


def client_of(person: User | None) -> APIClient:
    client = APIClient(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
    return client


# Where what was taken is shown to others.
READ_BY_OTHERS = {
    "campaigns/{slug}/findings/": ("findings/", "review-queue/"),
    "campaigns/{slug}/": ("", "findings/"),
    "campaigns/{slug}/holds/": ("holds/",),
    "campaigns/{slug}/me/objections/": ("objections/",),
}


def unreadable(clients: dict[str, Any], scene: Scene, path: str) -> list[str]:
    """Read what was taken as an organizer does; gives what cannot be read."""
    addresses = [f"/api/v1/campaigns/{scene.campaign.slug}/{place}" for place in READ_BY_OTHERS[path]]
    return [address for address in addresses if clients["organizer"].get(address).status_code >= 500]
