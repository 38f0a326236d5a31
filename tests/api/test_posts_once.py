"""Every POST of the API, sent twice under one Idempotency-Key: the second writes nothing and is answered the same."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from rest_framework.test import APIClient

from campaigns.people.keys import make_key
from campaigns.people.models import ApiKey
from mobilize.http.models import StoredResponse
from tests import cast
from tests.api.scene import ROLES, Scene, endpoints
from tests.api.test_doors import MAY

pytestmark = pytest.mark.django_db

CHAIN = {"prize_minor": 400_000, "terms": {"ratio": "1/2"}, "chain": ["dave", "carol"]}
# Where the first is carried out: by whom, and with what. Every other POST is refused for what the scene is, and that
# refusal is the answer that stays.
CARRIED_OUT: dict[str, tuple[str, dict[str, Any]]] = {
    "me/invitations/{invitation_id}/accept/": ("stranger", {}),
    "me/inbox/read/": ("finder", {}),
    "campaigns/{slug}/updates/": ("organizer", {"title": "Two are left", "text": "Look."}),
    "keys/": ("organizer", {"name": "Field", "scopes": ["findings:write"]}),
    "keys/{key_id}/revoke/": ("organizer", {}),
    "campaigns/": ("stranger", {"title": "Balloons", "currency": "USD", "time_zone": "UTC"}),
    "campaigns/{slug}/pause/": ("organizer", {}),
    "campaigns/{slug}/roles/invitations/": ("organizer", {"email": "rita@example.org", "role": "reviewer"}),
    "objectives/{objective_id}/facts/": ("organizer", {"question": "Which colour?", "answer": "Red"}),
    "campaigns/{slug}/join/": ("stranger", {"display_name": "Sam", "consent": True}),
    "campaigns/{slug}/me/end-tokens/": ("finder", {}),
    "campaigns/{slug}/links/": ("organizer", {}),
    "campaigns/{slug}/activities/": (
        "organizer",
        {"participant": "{participant_id}", "kind": "attended", "at": "2009-12-05T14:30:00Z", "client_id": "a1"},
    ),
    "campaigns/{slug}/findings/": ("finder", {"objective": "{objective_id}", "note": "Red."}),
    "findings/{finding_id}/facts/": ("finder", {"facts": {"{fact_id}": "Number 7"}}),
    "findings/{finding_id}/vouch/": ("inviter", {}),
    "findings/{finding_id}/evidence/": ("finder", {"url": "https://example.org/balloon"}),
    "campaigns/{slug}/review-queue/next/": ("reviewer", {}),
    "campaigns/{slug}/gold/{gold_id}/retire/": ("organizer", {}),
    "findings/{finding_id}/claim/": ("reviewer", {}),
    "findings/{finding_id}/verify/": ("organizer", {}),
    "findings/{finding_id}/reject/": ("organizer", {"reason": "other", "note": "No."}),
    "findings/{finding_id}/request-info/": ("organizer", {"note": "Where?"}),
    "findings/{finding_id}/withdraw/": ("finder", {}),
    "campaigns/{slug}/holds/": ("organizer", {"participant": "{participant_id}", "reason": "A tip."}),
    "holds/{trust_hold_id}/decide/": ("organizer", {"decision": "clear"}),
    "participants/{participant_id}/quarantine/": ("organizer", {"reason": "Forty in a minute."}),
    "signals/{signal_id}/decide/": ("organizer", {"state": "cleared", "note": "So it is."}),
    "me/pledge/": ("finder", {"campaign": "{slug}", "percent": 10, "to": "solidarity"}),
    "me/destinations/": ("stranger", {"kind": "paypal", "value": "sam@example.org"}),
    "campaigns/{slug}/forecast/": ("organizer", {}),
    "campaigns/{slug}/fundings/": ("organizer", {"amount_minor": 500}),
    "campaigns/{slug}/fundings/{funding_id}/confirm/": ("operator", {}),
    "campaigns/{slug}/payout-holds/": ("treasurer", {"participant": "{participant_id}", "reason": "A tip."}),
    "campaigns/{slug}/payout-holds/{hold_id}/lift/": ("treasurer", {}),
    "campaigns/{slug}/me/payout-holds/{hold_id}/objection/": ("inviter", {"text": "It is my sister's."}),
    "payout-batches/{batch_id}/cancel/": ("treasurer", {}),
    "payout-batches/{batch_id}/results/": ("treasurer", {}),
    "payout-batches/{batch_id}/results/look/": ("treasurer", {"entries": []}),
    "imports/{import_id}/cancel/": ("organizer", {}),
    "campaigns/{slug}/mappings/": (
        "organizer",
        {"table": "activities", "name": "Log", "layout": {"delimiter": "tab"}},
    ),
    "campaigns/{slug}/exports/": ("organizer", {"table": "participants"}),
    "exports/{export_id}/cancel/": ("organizer", {}),
    "me/export/": ("finder", {}),
    "webhooks/": ("organizer", {"campaign": "{slug}", "url": "https://hooks.example.org/2"}),
    "webhooks/{webhook_id}/rotate/": ("organizer", {}),
    "webhooks/{webhook_id}/test/": ("organizer", {}),
    "webhooks/{webhook_id}/deliveries/replay/": (
        "organizer",
        {"from": "2009-12-05T14:00:00Z", "to": "2009-12-05T15:00:00Z"},
    ),
    "webhooks/{webhook_id}/deliveries/{delivery_id}/replay/": ("organizer", {}),
    "mechanisms/{name}/preview/": ("nobody", CHAIN),
    "mechanisms/{name}/sybil-gain/": ("nobody", {**CHAIN, "attacker": "dave", "identities": 2}),
}
POSTS = sorted(path for method, path in endpoints() if method == "POST")


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()


def written() -> tuple[int, ...]:
    """Count what this transaction has inserted, updated and deleted so far, in all tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(n_tup_ins), sum(n_tup_upd), sum(n_tup_del) FROM pg_stat_xact_user_tables")
        return tuple(cursor.fetchone())


def filled(body: Any, names: dict[str, str]) -> Any:
    if isinstance(body, dict):
        return {filled(name, names): filled(value, names) for name, value in body.items()}
    return body.format(**names) if isinstance(body, str) else body


def client_of(scene: Scene, role: str) -> APIClient:
    client = APIClient()
    if (person := scene.people[role]) is not None:
        client.force_login(person)
    return client


def test_the_table_names_posts_there_are() -> None:
    assert set(CARRIED_OUT) <= set(POSTS)


def test_it_is_done_once(scene: Scene, subtests: pytest.Subtests) -> None:
    clients = {role: client_of(scene, role) for role in ROLES}
    for path in POSTS:
        with subtests.test(path):
            role, body = CARRIED_OUT.get(path) or (sorted(MAY["POST", path][0])[0], {})
            savepoint = transaction.savepoint()
            send_twice(clients[role], "/api/v1/" + path.format(**scene.names), filled(body, scene.names), path)
            transaction.savepoint_rollback(savepoint)


def send_twice(client: APIClient, address: str, body: dict[str, Any], path: str) -> None:
    headers = {"Idempotency-Key": "once"}
    before = written()
    first = client.post(address, body, headers=headers)
    done = written()
    again = client.post(address, body, headers=headers)
    assert (first.status_code < 300) == (path in CARRIED_OUT), first.content
    assert "Idempotency-Replayed" not in first.headers
    assert done > before
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["Content-Type"] == first.headers["Content-Type"]
    assert written() == done
    other = client.post(address, {**body, "more": 1}, headers=headers)
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused/")
    assert written() == done


# Secrets that are told once, and the member of the answer that has it.
TELLS_A_SECRET = {
    "keys/": ("organizer", "key"),
    "webhooks/": ("organizer", "secret"),
    "webhooks/{webhook_id}/rotate/": ("organizer", "secret"),
    "campaigns/{slug}/me/end-tokens/": ("finder", "participant_token"),
}


def test_a_secret_is_told_again_and_kept_sealed(scene: Scene, subtests: pytest.Subtests, settings: Any) -> None:
    before = settings.SECRET_KEY
    for path, (role, member) in TELLS_A_SECRET.items():
        with subtests.test(path):
            send = partial(send_once, scene, role, path)
            settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = before, []
            first, again = send(), send()
            assert first.content == again.content
            assert first.headers["Cache-Control"] == again.headers["Cache-Control"] == "no-store"
            kept = bytes(StoredResponse.objects.latest("pk").body)
            assert first.json()[member].encode() not in kept
            assert member.encode() not in kept
            # Whoever has the table and not the instance's key has nothing; the key before the last is still good.
            settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 10, [before]
            assert send().content == first.content
            settings.SECRET_KEY_FALLBACKS = []
            lost = send()
            assert (lost.status_code, lost.json()["type"]) == (409, "/problems/stored-answer-unreadable/")


def send_once(scene: Scene, role: str, path: str) -> Any:
    address = "/api/v1/" + path.format(**scene.names)
    body = filled(CARRIED_OUT[path][1], scene.names)
    return client_of(scene, role).post(address, body, headers={"Idempotency-Key": path})


# What programs must name, since a repetition would count; the others may be named.
REQUIRED = {
    "campaigns/{slug}/findings/",
    "campaigns/{slug}/activities/",
    "campaigns/{slug}/fundings/",
    "campaigns/{slug}/payout-batches/",
}


def test_programs_must_name_what_would_count_twice(scene: Scene) -> None:
    scopes = ApiKey.Scope.values
    owner = scene.accounts["organizer"]
    _, token = make_key(owner=owner, name="T", kind="secret", scopes=scopes, at=cast.MOMENT)
    client = APIClient(headers={"Authorization": f"Bearer {token.text}"})
    told = {path: client.post("/api/v1/" + path.format(**scene.names), {}) for path in POSTS}
    demanded = {
        path
        for path, answer in told.items()
        if answer.status_code == 400 and answer.json()["type"] == "/problems/idempotency-key-required/"
    }
    assert demanded == REQUIRED
