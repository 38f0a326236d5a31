"""Rows that the rules of trust read, where the real operations would want a request, a file or a day of waiting."""

from __future__ import annotations

from datetime import datetime, timedelta

from campaigns.findings.models import Evidence, Finding
from campaigns.people.models import Trace, TraceKey, User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from campaigns.trust.models import Signal
from campaigns.trust.noticing import notice_around
from tests import cast
from tests.cast import MOMENT


def week_key() -> TraceKey:
    return TraceKey.objects.get_or_create(started_at=MOMENT - timedelta(days=1), defaults={"key": b"k" * 32})[0]


def trace(place: Participant, address: str, agent: str = "", *, at: datetime = MOMENT) -> Trace:
    return Trace.objects.create(
        campaign_id=place.campaign_id,
        participant=place,
        kind="join",
        at=at,
        key=week_key(),
        address_hash=address,
        network_hash=address,
        agent_hash=agent,
    )


def photograph(finding: Finding, sha256: str, near: str = "") -> Evidence:
    return Evidence.objects.create(
        finding=finding,
        kind="image",
        position=1,
        added_at=MOMENT,
        file=f"{sha256}.jpg",
        sha256=sha256.ljust(64, "0"),
        perceptual_hash=near,
    )


def sybil_chain(campaign: Campaign) -> list[Participant]:
    """Five who never were, each under the one before, all on one phone."""
    line = cast.join_in_turn(campaign, *(f"fake{n}" for n in range(5)))
    for place in line:
        trace(place, "home", "phone")
    return line


def notice(*places: Participant, findings: tuple[Finding, ...] = (), at: datetime = MOMENT) -> list[Signal]:
    first = places[0] if places else findings[0].participant
    return notice_around(
        campaign_id=first.campaign_id,
        participant_ids=[place.pk for place in places],
        finding_ids=[finding.pk for finding in findings],
        at=at,
    )


def user_of(place: Participant) -> User:
    assert place.user is not None
    return place.user
