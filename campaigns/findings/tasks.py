"""What happens to findings by the clock."""

from __future__ import annotations

import time

from celery import shared_task
from django.utils import timezone

from campaigns.findings import assessing, evidence, operations

# Less than the minute between two beats, so that they do not pile up.
_MOST_SECONDS = 45.0


@shared_task
def reject_undecided_findings() -> int:
    return operations.reject_undecided(at=timezone.now())


@shared_task
def sweep_orphaned_files() -> int:
    return evidence.sweep_orphaned_files(at=timezone.now())


@shared_task
def assess_finding(finding_id: int) -> int:
    return assessing.assess_finding(finding_id=finding_id, at=timezone.now())


@shared_task
def assess_missed_findings() -> int:
    """This will assess what no message told of, page after page of the log, for most of the minute between beats."""
    began, assessed = time.monotonic(), assessing.assess_missed(at=timezone.now())
    while time.monotonic() - began < _MOST_SECONDS and assessing.assess_news(at=timezone.now()):
        pass
    return assessed
