"""A real worker reads the log and delivers to a real receiver, and both libraries know who wrote."""

from __future__ import annotations

import pytest
from django.utils import timezone
from standardwebhooks import Webhook

from campaigns.planning.operations import change_campaign
from tests import cast
from tests.outreach.webhooks.receiver import Receiver
from tests.outreach.webhooks.stage import webhook
from tests.processes import announce, announce_until, wait_until

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("from_here_on")]
TASKS = "campaigns.outreach.webhooks.tasks"


def test_the_worker_reads_and_delivers(worker: int, process_env: dict[str, str], there: Receiver) -> None:
    now = timezone.now()
    endpoint, secret = webhook(there.url, at=now, events=["campaign.changed"])
    organizer = cast.organizer_of(endpoint.campaign)
    for title in ("Find them all", "Find ten of them"):
        change_campaign(campaign=endpoint.campaign, actor=organizer, at=now, title=title)
    queue = f"{TASKS}.queue_webhooks"
    assert announce_until(process_env["REDIS_URL"], queue, lambda: endpoint.deliveries.count() == 2)
    announce(process_env["REDIS_URL"], f"{TASKS}.deliver_webhooks")
    assert wait_until(lambda: endpoint.deliveries.filter(state="delivered").count() == 2)
    told = [Webhook(secret.reveal()).verify(message.body, message.headers) for message in there.heard]
    assert [one["data"] for one in told] == [{"campaign": endpoint.campaign.slug, "fields": ["title"]}] * 2
    assert there.names() == [delivery.webhook_id for delivery in endpoint.deliveries.order_by("pk")]
    announce(process_env["REDIS_URL"], f"{TASKS}.forget_webhooks")
