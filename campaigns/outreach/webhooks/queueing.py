"""Queueing: a reader of the log writes down each message once, whatever it reads twice.

Messages are written in the order of the log, in the transaction that moves the reader's cursor; so none is left out,
and their numbers tell the order of the first attempts.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from campaigns.events.reading import Page, finish_page, take_page
from campaigns.outreach.webhooks.catalogue import CATALOGUE
from campaigns.outreach.webhooks.models import WebhookDelivery, WebhookEndpoint
from campaigns.outreach.webhooks.payloads import write_payload

READER = "outreach.webhooks"
MOST_AT_ONCE = 2_000
_WRITTEN_AT_ONCE = 500

_EVENTS = """
SELECT event.id, event.txid, event.kind, event.at, event.campaign_id, campaign.slug,
       participant.public_id, finding.public_id, event.data
  FROM campaigns_event event
  JOIN campaigns_campaign campaign ON campaign.id = event.campaign_id
  LEFT JOIN campaigns_participant participant ON participant.id = event.participant_id
  LEFT JOIN campaigns_finding finding ON finding.id = event.finding_id
 WHERE (event.txid, event.id) > (%s, %s) AND (event.txid, event.id) <= (%s, %s)
   AND event.campaign_id = ANY(%s) AND event.kind = ANY(%s)
 ORDER BY event.txid, event.id
"""


def queue_webhooks(*, at: datetime, limit: int = MOST_AT_ONCE) -> int:
    """Write down the messages that the next events ask for, and move on; returns how many events were read."""
    with transaction.atomic():
        page = take_page(reader=READER, limit=limit)
        if page is None:
            return 0
        WebhookDelivery.objects.bulk_create(
            # What is there already was read before: its endpoint and its event say that it is the same message.
            list(_asked_for(page, at)),
            batch_size=_WRITTEN_AT_ONCE,
            ignore_conflicts=True,
        )
        finish_page(reader=READER, page=page, at=at)
    return page.events


def _asked_for(page: Page, at: datetime) -> Iterator[WebhookDelivery]:
    there: dict[int, list[WebhookEndpoint]] = defaultdict(list)
    for webhook in WebhookEndpoint.objects.there().filter(campaign__in=page.campaign_ids):
        there[webhook.campaign_id].append(webhook)
    if not there:
        return
    for event_id, txid, kind, moment, campaign_id, slug, participant, finding, data in _events(page, list(there)):
        if not any(one.since_txid <= txid and one.wants(kind) for one in there[campaign_id]):
            continue
        told = json.loads(data)
        payload = write_payload(
            kind=kind, at=moment, campaign=slug, participant=participant, finding=finding, data=told
        )
        # None is told of itself.
        others = [one for one in there[campaign_id] if told.get("webhook") != str(one.public_id)]
        wanting = [one for one in others if one.since_txid <= txid and one.wants(kind)]
        for webhook in wanting:
            delivery = WebhookDelivery(
                endpoint=webhook, event_id=event_id, kind=kind, payload=payload, due_at=at, queued_at=at
            )
            if not webhook.is_open:
                # Kept all the same, so that it can be asked for once the receiver is back.
                delivery.state, delivery.ended_at = WebhookDelivery.State.SKIPPED, at
            yield delivery


def _events(page: Page, campaign_ids: list[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_EVENTS, [*page.after, *page.up_to, campaign_ids, list(CATALOGUE)])
        return list(cursor.fetchall())
