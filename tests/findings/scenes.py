"""Scenes of reports: places near each other, people of one tree or of several, and what came with a report."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from campaigns.findings.models import Evidence, Finding
from campaigns.findings.reporting import report_finding
from campaigns.planning.models import Campaign, Objective
from campaigns.recruiting.models import Participant
from tests.cast import MOMENT, join_in_turn, objective_of

SQUARE = (37.7880, -122.4075)


def strangers(campaign: Campaign, *names: str) -> list[Participant]:
    """Let people join who have nobody in common."""
    return [join_in_turn(campaign, name)[0] for name in names]


def report_at(
    finder: Participant,
    place: tuple[float, float] | None = SQUARE,
    *,
    objective: Objective | None = None,
    at: datetime = MOMENT,
    seen_at: datetime | None = None,
    source: str = "device",
) -> Finding:
    location: dict[str, Any] | None = None
    if place is not None:
        location = {"latitude": place[0], "longitude": place[1], "accuracy_m": 10.0, "source": source}
    finding, _ = report_finding(
        objective=objective or objective_of(finder.campaign),
        participant=finder,
        at=at,
        observed_at=seen_at,
        location=location,
    )
    return finding


def metres_north(metres: float, place: tuple[float, float] = SQUARE) -> tuple[float, float]:
    return place[0] + metres / 111_195, place[1]


def add_photo(
    finding: Finding,
    content: str,
    *,
    looks: int = 0x0F0F_0F0F_F0F0_F0F0,
    taken: tuple[float, float] | None = None,
    taken_at: datetime | None = None,
    at: datetime = MOMENT,
) -> Evidence:
    """Write what is kept of a photograph; its file is not made."""
    return Evidence.objects.create(
        finding=finding,
        kind=Evidence.Kind.IMAGE,
        position=finding.evidence.count() + 1,
        added_at=at,
        file=f"evidence/{finding.pk}-{content}.jpg",
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        perceptual_hash=f"{looks:016x}",
        taken_at=taken_at,
        taken_latitude=taken[0] if taken else None,
        taken_longitude=taken[1] if taken else None,
    )


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)
