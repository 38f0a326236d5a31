"""Deliverers and readers killed with SIGKILL at every point: nothing is lost, and what arrives twice has one name."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence

import pytest
from django.utils import timezone

from campaigns.outreach.webhooks.delivering import LOST, requeue_lost
from campaigns.outreach.webhooks.models import WebhookDelivery
from campaigns.outreach.webhooks.running import serve
from tests import cast
from tests.outreach.webhooks.killing import ANSWERED, LEAVING
from tests.outreach.webhooks.receiver import Receiver
from tests.outreach.webhooks.stage import clock, queue_all, tell, told, webhook
from tests.processes import CHECKOUT

pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("from_here_on")]

MORE_THAN_ALL_STEPS = 18


def run_killing(env: dict[str, str], what: str, ids: Sequence[int]) -> list[tuple[str, int]]:
    command = [sys.executable, "-m", "tests.outreach.webhooks.killing", what, *map(str, ids)]
    done = subprocess.run(command, cwd=CHECKOUT, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return [(step, how) for step, how in json.loads(done.stdout)]


def test_a_deliverer_killed_before_every_step(there: Receiver, process_env: dict[str, str]) -> None:
    campaign, now = cast.draft_campaign(), timezone.now()
    endpoints = [webhook(f"{there.url}&{number}", campaign)[0] for number in range(MORE_THAN_ALL_STEPS)]
    queue_all(at=now)
    WebhookDelivery.objects.filter(endpoint__in=endpoints).waiting().update(state="skipped", ended_at=now)
    told(endpoints[0], at=now)
    deliveries = [endpoint.deliveries.get(kind="campaign.changed") for endpoint in endpoints]
    ends = run_killing(process_env, "deliver", [endpoint.pk for endpoint in endpoints])

    steps = [step for step, _ in ends]
    assert ends[-1] == ("lived", 0), "more steps than endpoints: raise MORE_THAN_ALL_STEPS"
    assert {how for _, how in ends[:-1]} == {-9}
    leaving, answered = steps.index(LEAVING), steps.index(ANSWERED)
    # The claim is one statement and commits with it: whoever gets to the next step has it.
    claimed = 1 + max(place for place in range(leaving) if steps[place].startswith("UPDATE"))
    committed = steps.index("after COMMIT", answered)
    for place, delivery in enumerate(deliveries[: len(ends)]):
        delivery.refresh_from_db()
        expected = "waiting" if place < claimed else "sending" if place < committed else "delivered"
        assert delivery.state == expected, steps[place]
        assert (delivery.webhook_id in there.names()) == (place >= answered), steps[place]

    later = timezone.now() + 2 * LOST
    assert requeue_lost(at=later) == committed - claimed
    for endpoint in endpoints:
        serve(endpoint_id=endpoint.pk, clock=clock(later + LOST))
    for place, delivery in enumerate(deliveries):
        delivery.refresh_from_db()
        assert delivery.state == "delivered", steps[min(place, len(steps) - 1)]
        # Twice where its answer was lost, and under one name.
        assert there.names().count(delivery.webhook_id) == (2 if answered <= place < committed else 1)


def test_a_reader_killed_before_every_step(there: Receiver, process_env: dict[str, str]) -> None:
    endpoint, _ = webhook(there.url)
    events = [tell(endpoint.campaign).pk for _ in range(3)]
    ends = run_killing(process_env, "queue", range(MORE_THAN_ALL_STEPS))
    assert ends[-1] == ("lived", 0), "more steps than readings: raise MORE_THAN_ALL_STEPS"
    assert {how for _, how in ends[:-1]} == {-9}
    queue_all(at=timezone.now())
    assert list(endpoint.deliveries.order_by("pk").values_list("event_id", flat=True)) == events
