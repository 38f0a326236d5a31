"""Movement: a campaign of sixteen weeks beside the hunt, with one spike that flared and one that stayed.

Neighbours sample the water of a river. In the fifth week a broadcast brings many who never come again, in the eleventh
a festival along the river brings fewer who mostly stay. So growth, retention, survival and the cascade have something
to tell that the hunt of one day has not. Its history comes in as an organizer's would who moves from somewhere else:
by an import, which pays what was found true.

Law: the same people and weeks each time; made once, and whole.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from campaigns.people.models import Role
from campaigns.planning.models import Campaign
from campaigns.planning.news import publish_news
from campaigns.planning.operations import add_objective, create_campaign
from campaigns.recruiting.links import create_link
from mobilize.demo.cast import cast
from mobilize.demo.draws import Draws
from mobilize.demo.errors import DemoError
from mobilize.demo.stage import Crew
from rewards.contracts.operations import launch_campaign, set_contract
from rewards.ledger.operations import confirm_funding, pledge_funding
from rewards.settlement.importing import File, import_reading, read_files

SLUG = "river-watch"
DRAFT_SLUG = "lost-and-found"
WEEKS = 16
PRIZE_MINOR = 4_000
QUOTA = 40
_SEED = 20_260_301
_HOURS = 24 * 7 * WEEKS
# Springs of the river, roughly: samples lie within some kilometres of it.
_SOURCE, _MOUTH = (43.47, -80.55), (43.09, -79.95)


@dataclass(frozen=True)
class Wave:
    """People who come by one occasion: from which hour on, how many, how soon, and how likely one more week is."""

    hour: int
    people: int
    within_hours: int
    stays: float


# Some come every week by word of mouth; the two spikes in between.
WAVES = (
    *(Wave(24 * 7 * week, 8 + week, 24 * 7, 0.95) for week in range(WEEKS)),
    Wave(24 * 7 * 4 + 42, 190, 40, 0.18),
    Wave(24 * 7 * 10 + 61, 95, 60, 0.97),
)


@dataclass(frozen=True)
class Member:
    name: str
    inviter: int | None
    hour: float
    active_hours: tuple[float, ...]


def members(draws: Draws) -> list[Member]:
    """Draw who came when, by whom, and when each took a sample, in the order of coming."""
    arrivals = sorted(
        (wave.hour + wave.within_hours * draws.uniform() ** 1.6, wave.stays)
        for wave in WAVES
        for _ in range(wave.people)
    )
    arrivals = [(hour, stays) for hour, stays in arrivals if hour < _HOURS]
    names = cast(draws, people=len(arrivals))
    drawn: list[Member] = []
    for number, (hour, stays) in enumerate(arrivals):
        inviter = None if number < 3 or draws.chance(0.06) else _inviter(draws, drawn, hour)
        drawn.append(Member(names[number][0], inviter, hour, _samples(draws, hour, stays)))
    return drawn


def _inviter(draws: Draws, drawn: Sequence[Member], hour: float) -> int:
    """Mostly somebody who was there lately, and of those rather who is active."""
    lately = [place for place, member in enumerate(drawn) if max((member.hour, *member.active_hours)) > hour - 24 * 10]
    return draws.pick(lately or range(len(drawn)))


def _samples(draws: Draws, joined: float, stays: float) -> tuple[float, ...]:
    hours, hour = [], joined + draws.between(1, 60)
    while hour < _HOURS and draws.chance(stays):
        hours.append(hour)
        hour += draws.between(100, 200)
    return tuple(hours)


def set_movement(*, crew: Crew, now: datetime) -> Campaign:
    """Make the campaign with its history, and a draft beside it, where they are not there yet."""
    known = Campaign.objects.filter(slug=SLUG).first()
    if known is not None:
        return known
    ended = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=2)
    began = ended - timedelta(hours=_HOURS)
    campaign = _launch(crew, began, now)
    people, activities, findings = _files(began)
    with read_files(
        campaign=campaign,
        participants=File("people.csv", people),
        activities=File("activities.csv", activities),
        findings=File("findings.csv", findings),
        settle=True,
        at=now,
    ) as reading:
        if import_reading(reading, settle=True, at=now) is None:
            raise DemoError(f"The history of {campaign.title} was refused: {next(iter(reading.problems)).reason}")
    _draft(crew, now)
    return campaign


def _launch(crew: Crew, began: datetime, now: datetime) -> Campaign:
    drafted = began - timedelta(days=9)
    with transaction.atomic():
        campaign = create_campaign(
            organizer=crew.organizer,
            at=drafted,
            slug=SLUG,
            title="River watch",
            description="Neighbours sample the water of their river every week, and whoever finds a spill is rewarded "
            "together with those who brought them in.",
            currency="USD",
            time_zone="America/Toronto",
            starts_at=began,
            ends_at=now + timedelta(days=120),
            charity_name="River Trust",
        )
        Role.objects.create(campaign=campaign, user=crew.reviewer, kind=Role.Kind.REVIEWER)
        Role.objects.create(campaign=campaign, user=crew.treasurer, kind=Role.Kind.TREASURER)
        objective = add_objective(
            campaign=campaign,
            actor=crew.organizer,
            at=drafted,
            title="Spills",
            description="Water that smells, foams, or has a colour that it should not have.",
            area="Along the river",
            quota=QUOTA,
            prize_minor=PRIZE_MINOR,
        )
        set_contract(
            objective=objective,
            actor=crew.organizer,
            at=drafted,
            mechanism="recursive",
            terms={"ratio": "1/2"},
        )
        funding = pledge_funding(
            campaign=campaign,
            organizer=crew.organizer,
            amount_minor=PRIZE_MINOR * QUOTA + 40_000,
            at=drafted,
            reference="Grant of the River Trust",
        )
        confirm_funding(funding=funding, operator=crew.operator, at=drafted + timedelta(days=2))
        campaign = launch_campaign(campaign=campaign, actor=crew.organizer, at=began - timedelta(hours=3))
        create_link(campaign=campaign, at=began)
    for week, title, text in (
        (4, "We were on the radio", "Welcome to everybody who heard of us. Sampling kits are at the library."),
        (10, "The festival along the river", "Thank you for coming. Sampling days are Tuesday and Saturday."),
    ):
        at = began + timedelta(weeks=week, days=4)
        publish_news(campaign=campaign, organizer=crew.organizer, title=title, text=text, at=at)
    return campaign


def _draft(crew: Crew, now: datetime) -> None:
    """Begin a campaign and leave it half done, so that the guide has something to go on with."""
    with transaction.atomic():
        campaign = create_campaign(
            organizer=crew.organizer,
            at=now,
            slug=DRAFT_SLUG,
            title="Lost and found",
            description="Bring what was lost in the flood back to those who miss it.",
            currency="USD",
            time_zone="America/Toronto",
            starts_at=now + timedelta(days=7),
            ends_at=now + timedelta(days=67),
        )
        add_objective(
            campaign=campaign,
            actor=crew.organizer,
            at=now,
            title="The bell of St. Anne",
            description="A bronze bell, 40 cm high, with a crack at its rim.",
            quota=1,
            prize_minor=50_000,
        )


def _files(began: datetime) -> tuple[io.BytesIO, io.BytesIO, io.BytesIO]:
    draws = Draws(_SEED)
    drawn = members(draws)
    people = [["id", "inviter", "joined_at", "display_name"]]
    activities = [["participant", "kind", "at"]]
    findings = [["id", "participant", "objective", "observed_at", "latitude", "longitude", "status"]]
    for number, member in enumerate(drawn):
        inviter = "" if member.inviter is None else str(member.inviter)
        people.append([str(number), inviter, _time(began, member.hour), member.name])
        for hour in member.active_hours:
            activities.append([str(number), "sample", _time(began, hour)])
            if draws.chance(0.035):
                down = draws.uniform()
                place = [
                    f"{a + (b - a) * down + draws.between(-0.01, 0.01):.5f}"
                    for a, b in zip(_SOURCE, _MOUTH, strict=True)
                ]
                status = "verified" if draws.chance(0.6) else "rejected"
                findings.append([str(len(findings)), str(number), "Spills", _time(began, hour), *place, status])
    return _table(people), _table(activities), _table(findings)


def _time(began: datetime, hour: float) -> str:
    return (began + timedelta(hours=hour)).replace(microsecond=0).isoformat()


def _table(rows: list[list[str]]) -> io.BytesIO:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return io.BytesIO(text.getvalue().encode())
