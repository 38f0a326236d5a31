"""Stage: the campaign of the hunt, drafted, funded and launched, and how far the demo has got with it.

Nouns: the *crew* are the people who run the campaign; a *mark* is an event of the log by which the demo knows
its own campaign: `demo.begun` commits together with the campaign, `demo.finished` when all is settled.

Law: the stage is set in one transaction, so a campaign without the first mark is somebody else's, and one
without the second is a replay that was cut short and can go on.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from campaigns.events.models import Event
from campaigns.events.operations import record_event
from campaigns.participation.models import Report
from campaigns.participation.report import refresh_report
from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign
from campaigns.planning.operations import add_objective, create_campaign
from campaigns.recruiting.links import create_link
from mobilize.demo.errors import DemoError
from mobilize.demo.hunt import PRIZE_MINOR, Story
from mobilize.demo.places import BALLOONS
from mobilize.demo.reports import HUNT_STARTS
from rewards.contracts.operations import launch_campaign, set_contract
from rewards.ledger.operations import confirm_funding, pledge_funding

SLUG = "balloon-hunt"
BEGUN, FINISHED = "demo.begun", "demo.finished"

# The story has just ended when somebody looks at it, and there is time left to join in.
ENDED_AGO = timedelta(minutes=5)
STAYS_LIVE = timedelta(days=30)
# Nothing that goes on for longer is held back any more.
LONGEST_TELLING = timedelta(hours=1)

_DESCRIPTION = """\
Ten red weather balloons go up on the same morning, each in a public place somewhere in the United States. \
Nobody can see all of them. Together we can: whoever sees one reports it here, and everyone who brought the \
finder in has a part in the prize.

Each balloon is worth $4,000. The finder gets half of it, whoever invited the finder gets half of that, and so \
on up the chain. What the halves leave over goes to charity. So inviting a friend never makes your own share \
smaller, and you may earn something without ever seeing a balloon.

This campaign retells what happened in December 2009, when a team found all ten in under nine hours this way. \
The figures are those that were published; the people and their words are made up."""


@dataclass(frozen=True, kw_only=True)
class Crew:
    """The people who run the campaign."""

    organizer: User
    reviewer: User
    treasurer: User
    operator: User


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The campaign with what its marks say."""

    campaign: Campaign
    fingerprint: str
    shown_balloon: int
    finished: bool


def fingerprint_of(story: Story) -> str:
    """The same for the same story; another generator or another seed tells another one."""
    return hashlib.sha256(repr(story).encode()).hexdigest()[:16]


def find_stage() -> Stage | None:
    """Find the demo's campaign; DemoError when its address belongs to a campaign that the demo did not make."""
    campaign = Campaign.objects.filter(slug=SLUG).first()
    if campaign is None:
        return None
    marks = {event.kind: event.data for event in Event.objects.filter(campaign=campaign, kind__in=[BEGUN, FINISHED])}
    if BEGUN not in marks:
        raise DemoError(
            f"This database has a campaign with the address “{SLUG}” that the demo did not make. "
            "Give the demo a database of its own."
        )
    return Stage(
        campaign=campaign,
        fingerprint=marks[BEGUN]["story"],
        shown_balloon=marks[BEGUN]["shown_balloon"],
        finished=FINISHED in marks,
    )


def set_stage(*, story: Story, crew: Crew, now: datetime) -> Stage:
    """Draft the campaign, fund it and launch it, at times that let the story end just before `now`."""
    starts_at = now.replace(microsecond=0) - ENDED_AGO - timedelta(seconds=story.ends_after_seconds)
    drafted_at = starts_at - timedelta(days=2)
    with transaction.atomic():
        campaign = create_campaign(
            organizer=crew.organizer,
            at=drafted_at,
            slug=SLUG,
            title="Red balloon hunt",
            description=_DESCRIPTION,
            currency="USD",
            time_zone="America/New_York",
            starts_at=starts_at,
            ends_at=now + STAYS_LIVE,
            charity_name="Neighbourhood Libraries Fund",
        )
        Role.objects.create(campaign=campaign, user=crew.reviewer, kind=Role.Kind.REVIEWER)
        Role.objects.create(campaign=campaign, user=crew.treasurer, kind=Role.Kind.TREASURER)
        for balloon in BALLOONS:
            objective = add_objective(
                campaign=campaign,
                actor=crew.organizer,
                at=drafted_at,
                title=balloon.name,
                description=f"The red weather balloon that has the number {balloon.number} on its tag.",
                area="Anywhere in the United States",
                quota=1,
                prize_minor=PRIZE_MINOR,
                opens_at=starts_at + timedelta(seconds=HUNT_STARTS),
            )
            set_contract(
                objective=objective,
                actor=crew.organizer,
                at=drafted_at,
                mechanism="recursive",
                terms={"ratio": "1/2"},
            )
        funding = pledge_funding(
            campaign=campaign,
            organizer=crew.organizer,
            amount_minor=PRIZE_MINOR * len(BALLOONS),
            at=drafted_at + timedelta(hours=1),
            reference="Prize money for ten balloons",
        )
        confirm_funding(funding=funding, operator=crew.operator, at=drafted_at + timedelta(days=1))
        campaign = launch_campaign(campaign=campaign, actor=crew.organizer, at=starts_at - timedelta(hours=1))
        # The campaign's own link: whoever joins by it has no inviter.
        create_link(campaign=campaign, at=starts_at)
        fingerprint = fingerprint_of(story)
        record_event(
            kind=BEGUN,
            at=now,
            campaign_id=campaign.pk,
            actor_id=crew.operator.pk,
            data={"story": fingerprint, "shown_balloon": story.shown_balloon},
        )
    return Stage(
        campaign=campaign,
        fingerprint=fingerprint,
        shown_balloon=story.shown_balloon,
        finished=False,
    )


def hold_report(*, stage: Stage, now: datetime) -> None:
    """Keep the report as it is while the story is told: half a story would read as a campaign that has died down."""
    refresh_report(campaign=stage.campaign, at=now)
    Report.objects.filter(campaign=stage.campaign).update(as_of=now + LONGEST_TELLING)


def release_report(*, stage: Stage) -> None:
    """Let the report be made of the whole story."""
    Report.objects.filter(campaign=stage.campaign).update(as_of=None)


def mark_finished(*, stage: Stage, crew: Crew, now: datetime) -> None:
    """Write down that the story has been played to its end and everything is settled."""
    record_event(kind=FINISHED, at=now, campaign_id=stage.campaign.pk, actor_id=crew.operator.pk)
