"""The campaign of sixteen weeks: made once, paid for to the cent, and its two spikes told apart."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from campaigns.findings.models import Finding
from campaigns.participation.report import refresh_report
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from mobilize.demo import movement
from mobilize.demo.draws import Draws
from mobilize.demo.movement import DRAFT_SLUG, QUOTA, WEEKS, Member, members, set_movement
from mobilize.demo.signins import make_crew
from mobilize.demo.stage import Crew
from rewards.settlement.audit import find_differences
from rewards.settlement.models import Settlement
from tests import cast
from tests.participation.test_rollup import read_all

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def test_the_same_people_each_time_and_the_spikes_differ_in_who_stays() -> None:
    drawn = members(Draws(1))
    assert drawn == members(Draws(1))
    week = 24 * 7
    flared = [member for member in drawn if 4 * week + 42 <= member.hour < 4 * week + 82]
    stayed = [member for member in drawn if 10 * week + 61 <= member.hour < 10 * week + 121]

    def still_there(came: list[Member]) -> float:
        last = [max(member.active_hours, default=0.0) for member in came]
        return sum(1 for hour in last if hour > (WEEKS - 2) * week) / len(came)

    assert len(flared) > len(stayed) > 50
    assert still_there(flared) < 0.1 < 0.4 < still_there(stayed)


@pytest.mark.django_db
def test_it_is_made_once_and_its_books_are_right() -> None:
    crew = make_crew()
    campaign = set_movement(crew=crew, now=NOW)
    assert set_movement(crew=crew, now=NOW) == campaign
    people = Participant.objects.filter(campaign=campaign)
    assert 300 < people.count() < 600
    assert people.filter(invited_by=None).count() < people.count() / 5
    paid = Settlement.objects.filter(campaign=campaign).count()
    assert 5 < paid <= QUOTA
    assert Finding.objects.filter(campaign=campaign, state="rejected").exists()
    assert find_differences(campaign.pk, at=NOW + timedelta(hours=1)) == []
    assert Campaign.objects.get(slug=DRAFT_SLUG).state == "draft"


@pytest.mark.usefixtures("committed")
def test_it_is_judged_to_be_what_it_is_told_as(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is committed stays, so it has names of its own."""
    monkeypatch.setattr(movement, "SLUG", f"river-{secrets.token_hex(6)}")
    monkeypatch.setattr(movement, "DRAFT_SLUG", f"lost-{secrets.token_hex(6)}")
    olga, rita, tess = (cast.make_user(name) for name in ("olga", "rita", "tess"))
    crew = Crew(organizer=olga, reviewer=rita, treasurer=tess, operator=cast.make_user("opal", operator=True))
    now = timezone.now()
    campaign = set_movement(crew=crew, now=now)
    read_all(100_000)
    body = refresh_report(campaign=campaign, at=now).body
    assert body["verdict"]["verdict"] == "growing", body["verdict"]
    assert len(body["spikes"]["spikes"]) == 2
    # It was paid for today, as it was brought in.
    assert any("the last incentive was 0 days ago" in reason["en"] for reason in body["verdict"]["reasons"])
