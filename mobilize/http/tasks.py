"""Work of the HTTP conventions that runs later: forgetting stored responses."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from mobilize.http.models import StoredResponse


@shared_task
def purge_stored_responses() -> int:
    """Forget the responses whose 24 hours are over; running it twice changes nothing."""
    deleted, _ = StoredResponse.objects.outdated(at=timezone.now()).delete()
    return deleted
