"""People's housekeeping."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from campaigns.people import traces


@shared_task
def forget_traces() -> int:
    return traces.forget_traces(at=timezone.now())
