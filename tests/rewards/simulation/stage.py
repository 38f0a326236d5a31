"""A live campaign that has been going on for a while, in the database."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from mobilize.demo.cascade import grow
from tests import cast
from tests.planting import plant
from tests.rewards.simulation.counting import Grown


def begin(*, hours: float = 24, ahead_hours: float | None = 12, **rules: Any) -> Campaign:
    """Launch a campaign so many hours ago, that ends so many hours from now (or never). Four things are to be found."""
    now = timezone.now().replace(microsecond=0)
    ends = {} if ahead_hours is None else {"ends_at": now + timedelta(hours=ahead_hours)}
    # Long enough ago for the cast to join at its own moment.
    rules = {"starts_at": cast.MOMENT - timedelta(hours=1), **ends, **rules}
    return cast.live_campaign([(10_000, 3), (5_000, 1)], at=now - timedelta(hours=hours), **rules)


def fill(campaign: Campaign, *, people: int = 300, hours: float = 24, seed: int = 7) -> tuple[Grown, list[int]]:
    """Let so many people join within the campaign's first hours; gives the cascade and their places' ids."""
    cascade = grow(seed, people=people, hours=hours)
    started = campaign.launched_at
    assert started is not None
    joined_at = [started + timedelta(seconds=s) for s in cascade.joined_after_seconds.tolist()]
    places = plant(campaign, inviters=cascade.inviter.tolist(), joined_at=joined_at, at=timezone.now())
    ends = campaign.ends_at or started + timedelta(hours=hours)
    grown = Grown("hunt", cascade.inviter, cascade.joined_after_seconds, int((ends - started).total_seconds()))
    return grown, places


def find(campaign: Campaign, place: int, *, at: datetime, objective: int = 0) -> None:
    """Let somebody find an objective, and the organizer see that it is so."""
    wanted = list(campaign.objectives.all())[objective]
    cast.verify(cast.report(Participant.objects.get(pk=place), wanted, at=at), at=at + timedelta(minutes=1))
