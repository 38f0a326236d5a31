"""Settling in the background: told of a finding after its verdict, and sweeping for what was missed or is due."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from rewards.settlement import forfeiting, operations, releasing, reversing


@shared_task
def settle_finding(finding_id: int) -> int:
    return operations.settle_finding(finding_id=finding_id, at=timezone.now())


@shared_task
def reverse_settlement(finding_id: int) -> int:
    return reversing.reverse_settlement(finding_id=finding_id, at=timezone.now())


@shared_task
def settle_due_findings() -> int:
    return operations.settle_due(at=timezone.now())


@shared_task
def reverse_due_settlements() -> int:
    return reversing.reverse_due(at=timezone.now())


@shared_task
def release_due_shares() -> int:
    return releasing.release_due(at=timezone.now())


@shared_task
def release_shares_of(participant_id: int) -> int:
    return releasing.release_person(participant_id=participant_id, at=timezone.now())


@shared_task
def forfeit_due_shares() -> int:
    return forfeiting.forfeit_due(at=timezone.now())
