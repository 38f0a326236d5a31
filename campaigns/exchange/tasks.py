"""Imports and exports in the background: each when it is asked for, and a look for those that nobody does."""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from campaigns.exchange import files, running

logger = logging.getLogger(__name__)


@shared_task
def run_job(job_id: int) -> bool:
    return running.run_job(job_id=job_id, at=timezone.now())


@shared_task
def take_up_jobs() -> int:
    """This will send the jobs that wait, and those whose worker has died, to a worker."""
    due = running.due_jobs(at=timezone.now())
    for job_id in due:
        run_job.delay(job_id)
    return len(due)


@shared_task
def forget_job_files() -> int:
    return files.forget_files(at=timezone.now())


def announce_job(job_id: int) -> None:
    """Tell the workers of a job; where nobody hears, the next look finds it."""
    try:
        run_job.delay(job_id)
    except (OperationalError, OSError) as lost:
        logger.warning("The broker did not take the message about job %s: %s", job_id, lost)
