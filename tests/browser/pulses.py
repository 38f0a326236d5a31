"""Campaigns whose report has something to say: one of nine weeks with a spike, a small one, and one of nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from campaigns.events.operations import record_events
from campaigns.participation.alerts import alert_organizers
from campaigns.participation.report import refresh_report
from campaigns.planning.models import Campaign
from campaigns.recruiting.links import create_link
from rewards.settlement.operations import settle_due
from rewards.simulation.operations import work_out_forecast
from tests import cast
from tests.participation.simulated import MONDAY_US, World, simulate
from tests.participation.test_rollup import read_all
from tests.planting import plant

DAYS = 63
# People come by themselves and by each other; a third of them stay.
QUIET = World(
    days=DAYS, imports_per_day=2.5, reproduction=0.7, dispersion=0.5, generation_days=2.5,
    active_per_day=0.35, half_life_days=9, lasting=0.33,
)  # fmt: skip
IN_SPIKE, SPIKE_DAY = 45, 44


def lively_campaign(**rules: Any) -> Campaign:
    """Nine weeks: some hundred people, a newspaper's spike of which few stay, reports that are paid, a forecast.

    `rules` are further fields of the campaign.
    """
    now = timezone.now()
    start = now - timedelta(days=DAYS)
    campaign = cast.live_campaign([(400_000, 3), (200_000, 2)], at=start, goal_participants=700, **rules)
    paper = create_link(campaign=campaign, at=start, arm="newspaper")
    grown = simulate(QUIET, seed=11)
    joined = [start + timedelta(microseconds=at - MONDAY_US) for at in grown.joined_at_us.tolist()]
    with transaction.atomic():
        places = plant(campaign, inviters=grown.parent.tolist(), joined_at=joined, at=now)
        acts = zip(grown.person.tolist(), grown.at_us.tolist(), strict=True)
        record_events(
            ("activity.reported", start + timedelta(microseconds=at - MONDAY_US), campaign.pk, None, places[person],
             None, {"kind": "shift"})
            for person, at in acts
        )  # fmt: skip
    came = []
    for n in range(IN_SPIKE):
        at = start + timedelta(days=SPIKE_DAY, hours=2, minutes=20 * n)
        came.append(cast.join(cast.make_user(f"reader{n}"), paper, at=at))
    with transaction.atomic():
        record_events(
            ("activity.reported", place.joined_at + timedelta(hours=1), campaign.pk, None, place.pk, None,
             {"kind": "shift"})
            for place in came
        )  # fmt: skip
    for n, finder in enumerate((came[0], came[1], came[7])):
        at = start + timedelta(days=SPIKE_DAY + 1 + n)
        cast.verify(cast.report(finder, campaign.objectives.all()[n % 2], at=at), at=at)
        settle_due(at=at)
    tell_report(campaign)
    work_out_forecast(campaign_id=campaign.pk, at=timezone.now())
    return campaign


def small_campaign() -> Campaign:
    """A chain of four of whom one did something yesterday: far below the least count."""
    now = timezone.now()
    campaign = cast.live_campaign(at=now - timedelta(days=2))
    at, link = now - timedelta(days=1), cast.open_link(campaign)
    for name in ("alice", "bob", "carol", "dave"):
        last = cast.join(cast.make_user(name), link, at=at)
        link = cast.link_of(last)
    with transaction.atomic():
        record_events([("activity.reported", at, campaign.pk, None, last.pk, None, {"kind": "shift"})])
    tell_report(campaign)
    work_out_forecast(campaign_id=campaign.pk, at=timezone.now())
    return campaign


def tell_report(campaign: Campaign) -> None:
    read_all(20_000)
    report = refresh_report(campaign=campaign, at=timezone.now())
    alert_organizers(campaign=campaign, report=report, at=timezone.now())
