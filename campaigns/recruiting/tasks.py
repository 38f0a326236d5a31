"""Recruiting's housekeeping."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from campaigns.recruiting import operations


@shared_task
def forget_pending_joins() -> int:
    return operations.forget_pending_joins(at=timezone.now())
