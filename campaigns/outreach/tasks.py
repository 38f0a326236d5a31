"""Letters in the background: read from the log, announced one by one, and sent."""

from __future__ import annotations

import time
from collections.abc import Callable

from celery import shared_task
from django.utils import timezone

from campaigns.outreach import letters, sending
from campaigns.outreach.models import Letter

# A message that nobody took by the next sweep is sent again by that.
SWEEP_SECONDS = 60
MOST_AT_ONCE = 2_000
# Less than the minute between two beats, so that they do not pile up.
_MOST_SECONDS = 45.0


@shared_task(acks_late=True)
def write_letters(clock: Callable[[], float] = time.monotonic) -> int:
    """Read page after page of the log until nothing is left or the time is up; the next beat goes on from there."""
    began, read = clock(), 0
    while clock() - began < _MOST_SECONDS:
        events = letters.write_letters(at=timezone.now())
        read += events
        if not events:
            break
    return read


@shared_task(acks_late=True)
def send_letter(letter_id: int) -> str:
    return sending.send_letter(letter_id=letter_id)


@shared_task(acks_late=True)
def send_due_letters() -> int:
    """Announce what is due, and put down as unknown what was claimed by somebody who is gone."""
    sending.forget_lost(at=timezone.now())
    due = list(Letter.objects.due(timezone.now()).values_list("pk", flat=True)[:MOST_AT_ONCE])
    for letter_id in due:
        send_letter.apply_async((letter_id,), expires=SWEEP_SECONDS)
    return len(due)
