"""Replaying: messages sent again on an organizer's word, one or those of a time span; and forgetting them.

A message keeps its name, so a receiver that has had it knows it again. Its round of attempts begins anew.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from campaigns.errors import Gone, InvalidInput, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.outreach.webhooks.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from campaigns.outreach.webhooks.operations import lock_webhook
from campaigns.people.models import User

# So many at once; of more than that a part of the span is asked for.
MOST_REPLAYED = 10_000
# What a message said and what was answered is kept for so long.
KEPT = timedelta(days=30)
_FORGOTTEN_AT_ONCE = 5_000

S = WebhookDelivery.State


def replay_delivery(*, delivery: WebhookDelivery, organizer: User, at: datetime) -> WebhookDelivery:
    """Send a message again now, whatever came of it; one that waits for another try does not wait any longer."""
    with transaction.atomic():
        webhook = _open_webhook(delivery.endpoint)
        delivery = WebhookDelivery.objects.select_for_update(no_key=True, of=("self",)).get(pk=delivery.pk)
        if delivery.payload == "":
            raise Gone("delivery_forgotten", f"What this message said is kept for {KEPT.days} days, which are over.")
        if delivery.state == S.SENDING:
            raise NotPossibleNow("delivery_under_way", "This message is being sent right now. Look at it in a minute.")
        _queue_again(WebhookDelivery.objects.filter(pk=delivery.pk), at)
        _note(webhook, organizer, 1, at)
    delivery.refresh_from_db()
    return delivery


def replay_span(
    *,
    webhook: WebhookEndpoint,
    organizer: User,
    begin: datetime,
    end: datetime,
    at: datetime,
    delivered: bool = False,
) -> int:
    """Send again what was queued from `begin` to before `end` and did not arrive; with `delivered`, all of it.

    Returns how many messages. What was forgotten is not among them.
    """
    if begin >= end:
        raise InvalidInput("span_is_empty", "The span ends before it begins.", field="to")
    with transaction.atomic():
        webhook = _open_webhook(webhook)
        wanted = [S.FAILED, S.SKIPPED, *([S.DELIVERED] if delivered else [])]
        span = WebhookDelivery.objects.filter(endpoint=webhook, queued_at__gte=begin, queued_at__lt=end)
        span = span.of_log().filter(state__in=wanted).exclude(payload="")
        if span[: MOST_REPLAYED + 1].count() > MOST_REPLAYED:
            raise NotPossibleNow(
                "span_too_long", f"More than {MOST_REPLAYED:,} messages are in this span. Ask for a part of it."
            )
        replayed = _queue_again(span, at)
        if replayed:
            _note(webhook, organizer, replayed, at)
    return replayed


def forget_deliveries(*, at: datetime) -> int:
    """Forget what messages said and what was answered, some weeks after; that there were such messages stays."""
    forgotten = 0
    while True:
        with transaction.atomic():
            ended = WebhookDelivery.objects.filter(
                state__in=[S.DELIVERED, S.FAILED, S.SKIPPED], queued_at__lt=at - KEPT
            )
            old = ended.exclude(payload="").order_by("queued_at").select_for_update(no_key=True, skip_locked=True)
            pks = list(old.values_list("pk", flat=True)[:_FORGOTTEN_AT_ONCE])
            if not pks:
                return forgotten
            WebhookAttempt.objects.filter(delivery__in=pks).delete()
            forgotten += WebhookDelivery.objects.filter(pk__in=pks).update(payload="")


def _open_webhook(webhook: WebhookEndpoint) -> WebhookEndpoint:
    webhook = lock_webhook(webhook)
    if not webhook.is_open:
        raise NotPossibleNow("webhook_disabled", "This webhook is switched off. Switch it on first.")
    return webhook


def _queue_again(deliveries: QuerySet[WebhookDelivery], at: datetime) -> int:
    again: dict[str, Any] = {"state": S.WAITING, "due_at": at, "ended_at": None, "attempts_before": F("attempts")}
    return deliveries.update(**again)


def _note(webhook: WebhookEndpoint, organizer: User, deliveries: int, at: datetime) -> None:
    record_event(
        kind="webhook.replayed",
        at=at,
        campaign_id=webhook.campaign_id,
        actor_id=organizer.pk,
        data={"webhook": str(webhook.public_id), "deliveries": deliveries},
    )
