"""Webhooks in the background: messages are written down from the log, delivered, and forgotten."""

from __future__ import annotations

import time
from collections.abc import Callable

from celery import shared_task
from django.utils import timezone

from campaigns.outreach.webhooks import operations, queueing, replaying, running

_MOST_SECONDS = 45.0


@shared_task(acks_late=True)
def queue_webhooks(clock: Callable[[], float] = time.monotonic) -> int:
    """Read page after page of the log until nothing is left or the time is up; the next beat goes on from there."""
    began, read = clock(), 0
    while clock() - began < _MOST_SECONDS:
        events = queueing.queue_webhooks(at=timezone.now())
        read += events
        if not events:
            break
    return read


@shared_task(acks_late=True)
def deliver_webhooks() -> int:
    return running.deliver_due()


@shared_task(acks_late=True)
def forget_webhooks() -> int:
    """Forget old messages, and secrets whose time is over."""
    now = timezone.now()
    return replaying.forget_deliveries(at=now) + operations.forget_secrets(at=now)
