"""Payouts in the background: sending one by one, asking what became of them, and finding what was missed."""

from __future__ import annotations

import logging

from celery import shared_task
from django.db.models import QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from rewards.payouts import sending
from rewards.payouts.models import Payout

logger = logging.getLogger(__name__)

# A message that nobody took by the next sweep is sent again by that.
SWEEP_SECONDS = 60


@shared_task(acks_late=True)
def send_payout(payout_id: int) -> str:
    return sending.send_payout(payout_id=payout_id)


@shared_task(acks_late=True)
def ask_payout(payout_id: int) -> str:
    return sending.ask_payout(payout_id=payout_id)


@shared_task(acks_late=True)
def send_queued_payouts() -> int:
    """Send what is queued: announced and lost, postponed, or kept back until now."""
    return _announce_each(sending.due_to_be_sent())


@shared_task(acks_late=True)
def ask_about_payouts() -> int:
    asked = list(sending.due_to_be_asked(at=timezone.now()).values_list("pk", flat=True))
    for payout_id in asked:
        ask_payout.apply_async((payout_id,), expires=SWEEP_SECONDS)
    return len(asked)


def announce_batch(batch_id: int) -> None:
    """Tell the workers of a batch that was just sent; where nobody hears, the sweep finds it."""
    try:
        _announce_each(sending.due_to_be_sent().filter(batch_id=batch_id))
    except (OperationalError, OSError) as lost:
        logger.warning("The broker did not take the messages about batch %s: %s", batch_id, lost)


def _announce_each(payouts: QuerySet[Payout]) -> int:
    ids = list(payouts.values_list("pk", flat=True))
    for payout_id in ids:
        send_payout.apply_async((payout_id,), expires=SWEEP_SECONDS)
    return len(ids)
