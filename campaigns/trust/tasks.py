"""Trust in the background: told of a report at once, and reading the log for all that is new or a day old."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from celery import shared_task
from django.utils import timezone

from campaigns.trust import noticing, standing

# Less than the minute between two beats, so that they do not pile up.
_MOST_SECONDS = 45.0


class Reads(Protocol):
    def __call__(self, *, at: datetime) -> int: ...


@shared_task
def notice_finding(finding_id: int) -> int:
    return len(noticing.notice_finding(finding_id=finding_id, at=timezone.now()))


@shared_task
def recompute_standing(finding_id: int) -> int:
    return standing.recompute_standing_around(finding_id=finding_id, at=timezone.now())


@shared_task
def notice_news() -> int:
    return _read_on(noticing.notice_news)


@shared_task
def notice_day_after() -> int:
    return _read_on(noticing.notice_day_after)


def _read_on(read: Reads, clock: Callable[[], float] = time.monotonic) -> int:
    """Read page after page until nothing is left or the time is up; the next beat goes on from there."""
    began, read_in_all = clock(), 0
    while clock() - began < _MOST_SECONDS:
        events = read(at=timezone.now())
        read_in_all += events
        if not events:
            break
    return read_in_all
