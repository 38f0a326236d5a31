"""What happens to findings by the clock."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from campaigns.findings import operations


@shared_task
def reject_undecided_findings() -> int:
    return operations.reject_undecided(at=timezone.now())
