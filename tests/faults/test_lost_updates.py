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
