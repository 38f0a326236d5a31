"""Two who have read the same and change it at the same instant: one does, the other is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from django.utils import timezone

from campaigns.people.keys import make_key
from campaigns.people.models import ApiKey
from tests import cast

pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("committed")]
ROUNDS = 4


@pytest.fixture
def two(server: str) -> Iterator[list[httpx.Client]]:
    with httpx.Client(base_url=server, timeout=30) as one, httpx.Client(base_url=server, timeout=30) as other:
        yield [one, other]


@pytest.mark.parametrize("what", ["campaign", "objective", "settings", "payout-rules"])
def test_no_update_is_lost(two: list[httpx.Client], what: str) -> None:
    campaign = cast.live_campaign()
    owner = cast.organizer_of(campaign)
    scopes = ApiKey.Scope.values
    _, token = make_key(owner=owner, name="T", kind="secret", scopes=scopes, at=timezone.now())
    path, field = {
        "campaign": (f"campaigns/{campaign.slug}/", "description"),
        "objective": (f"objectives/{cast.objective_of(campaign).public_id}/", "description"),
        "settings": (f"campaigns/{campaign.slug}/participation/settings/", "minimum"),
        "payout-rules": (f"campaigns/{campaign.slug}/payout-rules/", "manual_above_minor"),
    }[what]
    headers = {"Authorization": f"Bearer {token.text}"}

    for number in range(1, ROUNDS + 1):
        read = two[0].get(f"/api/v1/{path}", headers=headers)
        start = threading.Barrier(2)

        def change(
            client: httpx.Client, value: int, tag: str = read.headers["ETag"], start: threading.Barrier = start
        ) -> int:
            start.wait(20)
            said = {field: f"Word {value}" if field == "description" else value}
            return client.patch(f"/api/v1/{path}", json=said, headers={**headers, "If-Match": tag}).status_code

        values = [2 * number + 10, 2 * number + 11]
        with ThreadPoolExecutor(2) as threads:
            statuses = list(threads.map(change, two, values))
        assert sorted(statuses) == [200, 412]
        kept = two[0].get(f"/api/v1/{path}", headers=headers).json()[field]
        assert str(values[statuses.index(200)]) in str(kept)


@pytest.mark.parametrize("what", ["update", "webhook", "mapping"])
def test_nothing_is_removed_that_was_changed_meanwhile(two: list[httpx.Client], what: str) -> None:
    """One corrects what the other removes: whoever comes second is told, and what was done is what stands."""
    campaign = cast.live_campaign()
    owner = cast.organizer_of(campaign)
    _, token = make_key(owner=owner, name="T", kind="secret", scopes=ApiKey.Scope.values, at=timezone.now())
    path, made, said = {
        "update": (f"campaigns/{campaign.slug}/updates/", {"title": "Two", "text": "Look."}, {"title": "Three"}),
        "webhook": (
            "webhooks/",
            {"campaign": campaign.slug, "url": "https://hooks.example.org/"},
            {"description": "CRM"},
        ),
        "mapping": (
            f"campaigns/{campaign.slug}/mappings/",
            {"table": "activities", "name": "Log", "layout": {"delimiter": "tab"}},
            {"name": "All"},
        ),
    }[what]
    headers = {"Authorization": f"Bearer {token.text}"}
    for _ in range(ROUNDS):
        kept = two[0].post(f"/api/v1/{path}", json=made, headers=headers).json()["id"]
        one = f"/api/v1/{'mappings/' if what == 'mapping' else path}{kept}/"
        tag = two[0].get(one, headers=headers).headers["ETag"]
        start = threading.Barrier(2)

        def act(
            client: httpx.Client, method: str, one: str = one, tag: str = tag, start: threading.Barrier = start
        ) -> int:
            body = said if method == "PATCH" else None
            start.wait(20)
            return client.request(method, one, json=body, headers={**headers, "If-Match": tag}).status_code

        with ThreadPoolExecutor(2) as threads:
            changed, removed = threads.map(act, two, ["PATCH", "DELETE"])
        gone = 410 if what == "update" else 404
        assert (changed, removed) in {(200, 412), (gone, 204), (404, 204)}
        assert two[0].get(one, headers=headers).status_code == (200 if changed == 200 else 404)
        two[0].delete(one, headers=headers)
