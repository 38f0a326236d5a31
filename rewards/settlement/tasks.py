"""Settling in the background: told of one finding after its verdict, and sweeping for what was missed."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from rewards.settlement import operations


@shared_task
def settle_finding(finding_id: int) -> int:
    return operations.settle_finding(finding_id=finding_id, at=timezone.now())


@shared_task
def settle_due_findings() -> int:
    return operations.settle_due(at=timezone.now())
