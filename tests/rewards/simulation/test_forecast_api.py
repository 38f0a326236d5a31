"""The forecast over the API: what is shown before there is one, after, about other goals, and to whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.planning.models import Campaign
from campaigns.recruiting.forest import ROOT
from campaigns.recruiting.importing import import_participants
from campaigns.recruiting.rows import Arrivals
from mobilize.demo.cascade import grow
from rewards.simulation.operations import work_out_forecast
from tests import cast
from tests.api.calling import Caller

pytestmark = pytest.mark.django_db


def grown_campaign(*, people: int = 300, hours: int = 24, ahead: int = 12, **rules: Any) -> Campaign:
    """A live campaign in which so many people joined within the last hours, with so many to go."""
    now = timezone.now().replace(microsecond=0)
    start = now - timedelta(hours=hours)
    campaign = cast.live_campaign([(10_000, 3), (5_000, 1)], at=start, ends_at=now + timedelta(hours=ahead), **rules)
    cascade = grow(7, people=people, hours=hours)
    import_participants(
        campaign=campaign,
        arrivals=Arrivals(
            ids=[str(n) for n in range(people)],
            inviters=[ROOT if above < 0 else above for above in cascade.inviter.tolist()],
            joined_at=[start + timedelta(seconds=s) for s in cascade.joined_after_seconds.tolist()],
            display_names=[f"Member {n}" for n in range(people)],
            depths=[],
            refused=frozenset(),
            problems=[],
        ),
        at=now,
    )
    return campaign


def test_before_there_is_one_and_after() -> None:
    campaign = grown_campaign()
    organizer, path = Caller(cast.organizer_of(campaign)), f"/campaigns/{campaign.slug}/forecast/"
    none = organizer.get(path)
    assert (none["state"], none["missing"]) == ("none", "There is no forecast yet.")
    assert none["participants"] is none["findings"] is none["budget"] is none["goal"] is None
    queued = organizer.post(path, status=202)
    assert queued["state"] == "queued"
    assert queued["expected_at"] > queued["asked_at"]
    assert work_out_forecast(campaign_id=campaign.pk, at=timezone.now())
    told = organizer.get(path)
    assert told["state"] == "ready"
    assert told["participants"]["now"] == 300
    print(told)
