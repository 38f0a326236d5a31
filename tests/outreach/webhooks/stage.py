"""The stage of webhooks: campaigns with endpoints, events of theirs, and messages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from campaigns.events.models import Event
from campaigns.events.operations import record_event
from campaigns.outreach.webhooks.models import WebhookDelivery, WebhookEndpoint
from campaigns.outreach.webhooks.operations import make_webhook
from campaigns.outreach.webhooks.queueing import READER, queue_webhooks
from campaigns.planning.models import Campaign
from campaigns.secret import Secret
from tests import cast
from tests.logs import read_to_the_end

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def webhook(
    url: str, campaign: Campaign | None = None, *, at: datetime = NOON, **words: Any
) -> tuple[WebhookEndpoint, Secret]:
    """Make a webhook of this campaign, or of a new one."""
    campaign = campaign or cast.draft_campaign()
    return make_webhook(campaign=campaign, organizer=cast.organizer_of(campaign), url=url, at=at, **words)


def tell(campaign: Campaign, kind: str = "campaign.changed", *, at: datetime = NOON, **more: Any) -> Event:
    """Leave an event of the campaign in the log."""
    return record_event(kind=kind, at=at, campaign_id=campaign.pk, **more)


def queue_all(*, at: datetime = NOON) -> int:
    """Read the log to its end."""
    return read_to_the_end(lambda: queue_webhooks(at=at), reader=READER)


def told(endpoint: WebhookEndpoint, *kinds: str, at: datetime = NOON) -> list[WebhookDelivery]:
    """Have these things happen in the endpoint's campaign; gives what it is to be told of them."""
    for kind in kinds or ["campaign.changed"]:
        tell(endpoint.campaign, kind, at=at)
    before = set(WebhookDelivery.objects.filter(endpoint=endpoint).values_list("pk", flat=True))
    queue_all(at=at)
    return list(WebhookDelivery.objects.filter(endpoint=endpoint).exclude(pk__in=before).order_by("pk"))


def states(endpoint: WebhookEndpoint) -> list[str]:
    return list(endpoint.deliveries.order_by("pk").values_list("state", flat=True))


def clock(at: datetime) -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: at
