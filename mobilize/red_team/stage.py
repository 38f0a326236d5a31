"""Stage: a plan as rows of a campaign of its own, day by day, the rules of trust looking on as they would.

The rows are written in bulk, since a thousand joins one by one would take minutes; what they say is what the real
operations would have left. Whoever calls this rolls everything back.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from campaigns.findings.models import Evidence, Finding
from campaigns.people.models import Trace, TraceKey, User
from campaigns.planning.models import Campaign, Objective
from campaigns.planning.operations import add_objective, create_campaign
from campaigns.recruiting.links import create_link
from campaigns.recruiting.models import Participant, PendingJoin, ReferralLink
from campaigns.trust.noticing import notice_around
from mobilize.red_team.plan import DAYS, PLACES, STARTS, Plan, PlannedAttempt, PlannedPerson, PlannedReport

_DAY = timedelta(days=1)
_KEY_LASTS = timedelta(days=7)
_AT_ONCE = 200


@dataclass
class Stage:
    """The campaign, and which row is whose: places and people by their numbers in the plan."""

    plan: Plan
    campaign: Campaign
    objectives: list[Objective]
    keys: list[TraceKey]
    token: str
    places: dict[int, Participant]

    def number_of(self) -> dict[str, int]:
        """Give the numbers in the plan by the names that signals use."""
        return {str(place.public_id): number for number, place in self.places.items()}


def set_stage(plan: Plan) -> Stage:
    """Draft a campaign that says what it is, with its objectives and the weeks' keys of traces."""
    token = f"redteam{secrets.token_hex(6)}"
    organizer = User.objects.create_user(f"{token}@example.org", display_name="Red team")
    campaign = create_campaign(
        organizer=organizer,
        at=STARTS,
        title="Red team: none of this happened",
        slug=token,
        currency="USD",
        starts_at=STARTS,
    )
    objectives = [
        add_objective(campaign=campaign, actor=organizer, at=STARTS, title=f"Place {n}", prize_minor=100_000, quota=10)
        for n in range(len(PLACES))
    ]
    keys = [
        TraceKey.objects.create(key=secrets.token_bytes(32), started_at=STARTS + week * _KEY_LASTS)
        for week in range(-(-(DAYS + 1) // 7))
    ]
    return Stage(plan, campaign, objectives, keys, token, {})


def play(stage: Stage) -> None:
    """Let day after day happen; at the end of each the rules look at what is new, and again at what is a day old."""
    yesterday: tuple[list[int], list[int]] = ([], [])
    for day in range(DAYS + 2):
        begins, ends = STARTS + day * _DAY, STARTS + (day + 1) * _DAY
        people = [person for person in stage.plan.people if begins <= person.joined_at < ends]
        # What a story says of later days happens on the last one that is looked at.
        reports = [report for report in stage.plan.reports if begins <= report.at < ends]
        attempts = [attempt for attempt in stage.plan.attempts if begins <= attempt.at < ends]
        _add_people(stage, people)
        findings = _add_reports(stage, reports)
        _add_attempts(stage, attempts)
        places = [stage.places[person.number].pk for person in people]
        _look(stage, places, findings, at=ends)
        _look(stage, *yesterday, at=ends)
        yesterday = places, findings


def _look(stage: Stage, places: Sequence[int], findings: Sequence[int], *, at: datetime) -> None:
    for start in range(0, max(len(places), len(findings), 1), _AT_ONCE):
        pages = (places[start : start + _AT_ONCE], findings[start : start + _AT_ONCE])
        notice_around(campaign_id=stage.campaign.pk, participant_ids=pages[0], finding_ids=pages[1], at=at)


def _add_people(stage: Stage, people: Iterable[PlannedPerson]) -> None:
    waiting = sorted(people, key=lambda person: (person.joined_at, person.number))
    users = {
        person.number: User(
            email=f"{stage.token}{person.email}",
            display_name=f"Person {person.number}",
            # Whoever signs in for the first time joins soon after.
            date_joined=person.joined_at - timedelta(minutes=10),
            password="!",  # noqa: S106 - nobody signs in with it
        )
        for person in waiting
    }
    User.objects.bulk_create(users.values())
    while waiting:
        # One generation at a time: an inviter's row is there before the recruit's.
        ready = [person for person in waiting if person.inviter is None or person.inviter in stage.places]
        rows = [
            Participant(
                campaign=stage.campaign,
                user=users[person.number],
                invited_by=None if person.inviter is None else stage.places[person.inviter],
                display_name=f"Person {person.number}",
                joined_at=person.joined_at,
            )
            for person in ready
        ]
        Participant.objects.bulk_create(rows)
        stage.places.update({person.number: row for person, row in zip(ready, rows, strict=True)})
        Trace.objects.bulk_create([_trace(stage, person, person.joined_at, Trace.Kind.JOIN, None) for person in ready])
        there = {person.number for person in ready}
        waiting = [person for person in waiting if person.number not in there]


def _add_reports(stage: Stage, reports: Sequence[PlannedReport]) -> list[int]:
    rows = [
        Finding(
            campaign=stage.campaign,
            objective=stage.objectives[report.objective],
            participant=stage.places[report.person],
            note="Seen it.",
            observed_at=report.at,
            received_at=report.at,
            latitude=report.latitude,
            longitude=report.longitude,
            accuracy_m=report.accuracy_m,
            location_source=report.source,
        )
        for report in reports
    ]
    Finding.objects.bulk_create(rows)
    Trace.objects.bulk_create(
        [
            _trace(stage, stage.plan.people[report.person], report.at, Trace.Kind.REPORT, row)
            for report, row in zip(reports, rows, strict=True)
        ]
    )
    Evidence.objects.bulk_create(
        [
            Evidence(
                finding=row,
                kind=Evidence.Kind.IMAGE,
                position=position,
                added_at=report.at,
                # No file is written: the rules go by its hashes.
                file=f"red-team/{sha256}",
                sha256=sha256,
                perceptual_hash=near,
            )
            for report, row in zip(reports, rows, strict=True)
            for position, (sha256, near) in enumerate(report.pictures, start=1)
        ]
    )
    return [row.pk for row in rows]


def _add_attempts(stage: Stage, attempts: Iterable[PlannedAttempt]) -> None:
    for attempt in attempts:
        link: ReferralLink = create_link(
            campaign=stage.campaign, participant=stage.places[attempt.owner], at=attempt.at
        )
        PendingJoin.objects.create(
            campaign=stage.campaign,
            email=f"{stage.token}{attempt.email}",
            link=link,
            display_name="Somebody",
            asked_at=attempt.at,
            expires_at=attempt.at + 7 * _DAY,
        )


def _trace(stage: Stage, person: PlannedPerson, at: datetime, kind: str, finding: Finding | None) -> Trace:
    week = min(int((at - STARTS) / _KEY_LASTS), len(stage.keys) - 1)
    return Trace(
        campaign=stage.campaign,
        participant=stage.places[person.number],
        finding=finding,
        kind=kind,
        at=at,
        key=stage.keys[week],
        # The plan's own names: hashing them would make them no less invented.
        address_hash=person.address[:32],
        network_hash=person.address[:32],
        agent_hash=person.agent[:32],
    )
