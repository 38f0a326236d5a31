"""Exports, erasures and retention in the background."""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from campaigns.errors import NotPossibleNow
from campaigns.privacy import erasing, exporting, retention
from campaigns.privacy.models import Export

logger = logging.getLogger(__name__)

# A message that nobody took by the next sweep is sent again by that.
SWEEP_SECONDS = 60


@shared_task(acks_late=True)
def make_export(export_id: int) -> bool:
    return exporting.make_export(export_id=export_id, at=timezone.now())


@shared_task(acks_late=True)
def make_waiting_exports() -> int:
    waiting = list(Export.objects.waiting(timezone.now()).order_by("pk").values_list("pk", flat=True))
    for export_id in waiting:
        make_export.apply_async((export_id,), expires=SWEEP_SECONDS)
    return len(waiting)


@shared_task(acks_late=True)
def forget_exports() -> int:
    return exporting.forget_exports(at=timezone.now())


@shared_task(acks_late=True)
def carry_out_erasure(erasure_id: int) -> str:
    try:
        return str(erasing.carry_out(erasure_id=erasure_id, at=timezone.now()).state)
    except NotPossibleNow as waits:
        logger.info("Erasure %s waits: %s", erasure_id, waits.code)
        return "waits"


@shared_task(acks_late=True)
def carry_out_erasures() -> int:
    return erasing.carry_out_unfinished(at=timezone.now())


@shared_task(acks_late=True)
def enforce_retention() -> dict[str, int]:
    return retention.enforce_retention(at=timezone.now())


def announce_export(export_id: int) -> None:
    """Tell the workers; where nobody hears, the sweep finds the row."""
    try:
        make_export.apply_async((export_id,), expires=SWEEP_SECONDS)
    except (OperationalError, OSError) as lost:
        logger.warning("The broker did not take the message about export %s: %s", export_id, lost)


def announce_erasure(erasure_id: int) -> None:
    try:
        carry_out_erasure.apply_async((erasure_id,), expires=SWEEP_SECONDS)
    except (OperationalError, OSError) as lost:
        logger.warning("The broker did not take the message about erasure %s: %s", erasure_id, lost)
