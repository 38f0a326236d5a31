"""Forecasts in the background: one at a time, and a look every minute for those that are due."""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from rewards.simulation import operations

logger = logging.getLogger(__name__)

# A message that nobody took by the next look is sent again by that.
LOOK_SECONDS = 60


@shared_task
def make_forecast(campaign_id: int) -> bool:
    now = timezone.now()
    return operations.is_due(campaign_id=campaign_id, at=now) and operations.work_out_forecast(
        campaign_id=campaign_id, at=now
    )


@shared_task
def make_due_forecasts() -> int:
    due = operations.due_forecasts(at=timezone.now())
    for campaign_id in due:
        make_forecast.apply_async((campaign_id,), expires=LOOK_SECONDS)
    return len(due)


def announce_forecast(campaign_id: int) -> None:
    """Tell the workers that a forecast was asked for; where nobody hears, the next look finds it."""
    try:
        make_forecast.apply_async((campaign_id,), expires=LOOK_SECONDS)
    except (OperationalError, OSError) as lost:
        logger.warning("The broker did not take the message about the forecast of campaign %s: %s", campaign_id, lost)
