"""The report in the background: counting what is new, and making reports anew."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from celery import shared_task
from django.utils import timezone

from campaigns.participation.alerts import alert_organizers, hear_forecasts
from campaigns.participation.report import due_reports, refresh_report
from campaigns.participation.rollup import count_news, rebuild
from campaigns.planning.models import Campaign

logger = logging.getLogger(__name__)

# Less than the ten seconds between two beats, so that they do not pile up.
_MOST_SECONDS = 8.0


@shared_task
def refresh_reports() -> int:
    """Count what is new and make the reports anew that it concerns; returns how many events were counted."""
    began, counted = time.monotonic(), 0
    while time.monotonic() - began < _MOST_SECONDS:
        events = count_news(at=timezone.now())
        counted += events
        if not events:
            break
    for campaign in Campaign.objects.filter(report__needs_rebuild=True).order_by("pk"):
        _each(campaign, _rebuild)
    for pk in due_reports(at=timezone.now()):
        _each(Campaign.objects.get(pk=pk), _refresh)
    while hear_forecasts(at=timezone.now()):
        if time.monotonic() - began > _MOST_SECONDS:
            break
    return counted


def _rebuild(campaign: Campaign) -> None:
    rebuild(campaign=campaign, at=timezone.now())


def _refresh(campaign: Campaign) -> None:
    report = refresh_report(campaign=campaign, at=timezone.now())
    alert_organizers(campaign=campaign, report=report, at=timezone.now())


def _each(campaign: Campaign, work: Callable[[Campaign], None]) -> None:
    """Do a campaign's work; what fails in one is logged, and tried again by the next beat."""
    try:
        work(campaign)
    except Exception:
        logger.exception("The report of campaign %s could not be made", campaign.pk)
