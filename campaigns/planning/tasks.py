"""Planning's housekeeping."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from campaigns.planning import roles


@shared_task
def forget_invitations() -> int:
    return roles.forget_invitations(at=timezone.now())
