"""Asking for a forecast, working it out, and finding those that are due.

The row is the queue: who works on a forecast claims its row, and what is asked for stays asked for until facts from
after the question are in it. Two workers never work on one campaign, unless the first has died over it.
"""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from campaigns.errors import NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.participation.figures import Figure
from campaigns.planning.models import Campaign
from campaigns.saying import kept, said, spoken
from rewards.simulation.basis import deadline_of, read_basis, read_mark
from rewards.simulation.engine import make_forecast, probability_of
from rewards.simulation.measured import Basis, fan_moments
from rewards.simulation.models import Forecast
from rewards.simulation.saying import NOTHING, OPEN, what_holds

logger = logging.getLogger(__name__)

# Nobody reads a forecast more often than that; whoever cannot wait asks for one.
SELDOM = timedelta(minutes=10)
NONE_YET = said("There is no forecast yet.")


def ask_forecast(*, campaign: Campaign, at: datetime) -> Forecast:
    """Note that somebody wants a new forecast; a worker makes it. Raises NotPossibleNow unless the campaign is live."""
    if campaign.state != Campaign.State.LIVE:
        raise NotPossibleNow(
            "campaign_not_live", f"The campaign is {campaign.state}; only for a live one it can be said how it goes on."
        )
    with transaction.atomic():
        Forecast.objects.get_or_create(campaign=campaign)
        Forecast.objects.filter(campaign=campaign).update(asked_at=at)
    return Forecast.objects.get(campaign=campaign)


def work_out_forecast(*, campaign_id: int, at: datetime) -> bool:
    """Make a campaign's forecast from the facts of before `at`; tells whether there is a new one.

    Not where somebody else is at it, nor where a later one is there already.
    """
    campaign = Campaign.objects.get(pk=campaign_id)
    Forecast.objects.get_or_create(campaign=campaign)
    if not Forecast.objects.filter(campaign=campaign).unclaimed(at).update(begun_at=at):
        return False
    try:
        began = time.monotonic()
        mark = read_mark(campaign=campaign)
        basis = read_basis(campaign=campaign, at=at)
        moments = fan_moments(as_of=basis.as_of, deadline=basis.deadline, zone=campaign.zone())
        result = make_forecast(basis, moments=moments).to_json()
        took_ms = round(1_000 * (time.monotonic() - began))
        return _keep(campaign, basis=basis, result=result, mark=mark, took_ms=took_ms, at=at)
    finally:
        Forecast.objects.filter(campaign=campaign, begun_at=at).update(begun_at=None)


def due_forecasts(*, at: datetime) -> list[int]:
    """List the campaigns whose forecast is to be made: asked for, or stale and with news, or the first of a new day."""
    rows = {row.campaign_id: row for row in Forecast.objects.defer("basis", "result")}
    live = Campaign.objects.filter(state=Campaign.State.LIVE).order_by("pk")
    return [campaign.pk for campaign in live if _is_due(campaign, rows.get(campaign.pk), at=at)]


def is_due(*, campaign_id: int, at: datetime) -> bool:
    """Tell whether this campaign's forecast is to be made: several may have been told of the same question."""
    campaign = Campaign.objects.filter(pk=campaign_id, state=Campaign.State.LIVE).first()
    row = Forecast.objects.filter(campaign=campaign_id).defer("basis", "result").first()
    return campaign is not None and _is_due(campaign, row, at=at)


def goal_of(forecast: Forecast, participants: int) -> Figure:
    """How likely so many participants are, by a stored forecast and without another simulation."""
    growth = (forecast.result or {}).get("growth")
    if not growth:
        return Figure(None, 0, missing=spoken((forecast.result or {}).get("missing")) or NONE_YET)
    now = growth["fan"]["p50"][0]
    return probability_of(growth["kept"], participants, now=now, most=growth["most"])


def _is_due(campaign: Campaign, row: Forecast | None, *, at: datetime) -> bool:
    if row is None:
        return True
    if row.is_claimed(at):
        return False
    if row.as_of is None or row.computed_at is None or row.is_asked_for():
        return True
    if campaign.ends_at is not None and row.as_of >= campaign.ends_at:
        return False
    if row.computed_at > at - SELDOM:
        return False
    turned = row.as_of.astimezone(campaign.zone()).date() != at.astimezone(campaign.zone()).date()
    return turned or row.mark != read_mark(campaign=campaign)


def _keep(campaign: Campaign, *, basis: Basis, result: dict[str, Any], mark: str, took_ms: int, at: datetime) -> bool:
    with transaction.atomic():
        row = Forecast.objects.select_for_update(of=("self",)).get(campaign=campaign)
        if row.as_of is not None and row.as_of > at:
            return False
        row.as_of, row.computed_at, row.took_ms, row.mark = at, timezone.now(), took_ms, mark
        row.basis, row.result = basis.to_json(), kept(result)
        _say(row, campaign, at=at)
        row.save(update_fields=["as_of", "computed_at", "took_ms", "mark", "basis", "result", "said", "said_goal"])
    return True


def _say(row: Forecast, campaign: Campaign, *, at: datetime) -> None:
    """Leave an event where the goal has become likely or unlikely, and where it is open again.

    Another goal is judged anew, and nothing holds of the one before any more.
    """
    goal = campaign.goal_participants
    if goal != row.said_goal:
        if row.said != NOTHING and row.said_goal is not None:
            _leave_event(campaign, OPEN, goal=row.said_goal, probability=None, at=at)
        row.said, row.said_goal = NOTHING, goal
    if goal is None:
        return
    figure = goal_of(row, goal)
    if figure.value is None:
        return
    holds = what_holds(figure.value, said=row.said)
    if holds != row.said:
        _leave_event(campaign, holds or OPEN, goal=goal, probability=round(figure.value, 3), at=at)
    row.said = holds


def _leave_event(campaign: Campaign, holds: str, *, goal: int, probability: float | None, at: datetime) -> None:
    deadline = deadline_of(campaign, at=at).isoformat()
    record_event(
        kind=f"forecast.goal_{holds}",
        at=at,
        campaign_id=campaign.pk,
        data={"probability": probability, "goal": goal, "deadline": deadline},
    )
