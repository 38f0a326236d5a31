"""Notices in the background: read from the log, gathered into letters, and forgotten after half a year."""

from __future__ import annotations

import time
from collections.abc import Callable

from celery import shared_task
from django.utils import timezone

from campaigns.notices import inbox, mailing, reading

# Less than the minute between two beats, so that they do not pile up.
_MOST_SECONDS = 45.0


@shared_task(acks_late=True)
def read_notices(clock: Callable[[], float] = time.monotonic) -> int:
    """Read page after page of the log until nothing is left or the time is up; the next beat goes on from there."""
    began, read = clock(), 0
    while clock() - began < _MOST_SECONDS:
        events = reading.read_notices(at=timezone.now())
        read += events
        if not events:
            break
    return read


@shared_task(acks_late=True)
def gather_notices(clock: Callable[[], float] = time.monotonic) -> int:
    """Write the letters that are due, person by person; the sender finds them by itself."""
    began, people = clock(), 0
    while clock() - began < _MOST_SECONDS:
        looked_at = mailing.gather_notices(at=timezone.now())
        people += looked_at
        if not looked_at:
            break
    return people


@shared_task(acks_late=True)
def forget_notices() -> int:
    return inbox.forget_notices(at=timezone.now())
