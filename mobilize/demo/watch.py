"""Watch: a small campaign of today beside the hunt, whose reports wait for somebody to review them.

The hunt is over and decided to its last report. Here some of its people look for one more balloon, so that a queue, its
evidence, a cluster, a vouch, a signal and a hold can be looked at. Nothing is decided and nobody is paid; the hunt's
figures know nothing of it.

Law: all of it is one transaction, so it is there whole or not at all, and made once.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from django.db import transaction

from campaigns.findings.assessing import assess_objective
from campaigns.findings.evidence import add_file
from campaigns.findings.facts import add_fact
from campaigns.findings.models import Finding
from campaigns.findings.reporting import report_anonymously, report_finding
from campaigns.findings.vouching import vouch_for_finding
from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign, Objective
from campaigns.planning.operations import add_objective, create_campaign
from campaigns.recruiting.links import create_link
from campaigns.recruiting.models import Participant, ReferralLink
from campaigns.recruiting.operations import join_campaign
from campaigns.trust.models import Hold, Signal
from campaigns.trust.noticing import notice_around
from mobilize.demo.pictures import photograph_balloon
from mobilize.demo.places import BALLOONS, ELSEWHERE, Place, moved
from mobilize.demo.stage import Crew
from rewards.contracts.operations import launch_campaign, set_contract
from rewards.ledger.operations import confirm_funding, pledge_funding

SLUG = "balloon-watch"
PRIZE_MINOR = 20_000
QUOTA = 3
PEOPLE = 9

_PARK = BALLOONS[2].place
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Seen:
    """What somebody reports: who of the people, how long ago, where, and which picture comes with it."""

    who: int
    minutes_ago: int
    place: Place
    note: str
    picture: int | None = None
    answer: str = ""
    accuracy_m: int = 15


# The first two stand in one park and know nothing of each other; the third sends the first one's picture from another
# state; the last four have one position among them.
SEEN = (
    Seen(3, 95, moved(_PARK, north_m=40, east_m=-25), "It hangs over the swings. A tag says 11.", 1, answer="11"),
    Seen(6, 71, moved(_PARK, north_m=-30, east_m=60), "Seen from the bus stop across the road.", 2),
    Seen(7, 64, ELSEWHERE[2], "Balloon! Here is my photo.", 1),
    *(
        Seen(who, 50 - 6 * number, ELSEWHERE[8], "Red balloon, number 11, pay to me please.", accuracy_m=5)
        for number, who in enumerate((2, 4, 5, 8))
    ),
)
# By whom each was brought in: two branches of one tree, and a tree by itself.
_INVITERS = (None, 0, 1, 2, 1, 1, None, 6, 4)


def people_of_watch(hunt: Campaign, *, voucher: User) -> list[User]:
    """Choose who of the hunt takes part: those who joined it first, and second among them whoever is to vouch."""
    first = User.objects.filter(places__campaign=hunt).exclude(pk=voucher.pk).order_by("places__pk")
    chosen = list(first[: PEOPLE - 1])
    return [*chosen[:1], voucher, *chosen[1:]]


def set_watch(*, crew: Crew, people: Sequence[User], now: datetime) -> Campaign:
    """Make the campaign with its people and reports, where it is not there yet; needs PEOPLE people."""
    known = Campaign.objects.filter(slug=SLUG).first()
    if known is not None:
        return known
    began = now.replace(microsecond=0) - timedelta(days=1)
    with transaction.atomic():
        campaign, objective = _launch(crew, began)
        places = _join(campaign, people, began)
        findings = [_report(objective, places[seen.who], seen, now) for seen in SEEN]
        vouch_for_finding(
            finding=findings[0], participant=places[1], at=now - 90 * _MINUTE, note="She called me from there."
        )
        report_anonymously(
            campaign=campaign,
            objective=objective,
            claim_secret=secrets.token_urlsafe(32),
            client_id="stranger-1",
            link=None,
            at=now - 12 * _MINUTE,
            note="I do not want an account. There is a red balloon behind the library.",
        )
        _notice(findings, places, now)
        assess_objective(objective_id=objective.pk, at=now)
    return campaign


def tell_watch(campaign: Campaign, *, at: datetime) -> Iterator[str]:
    """Say in a line what waits for somebody."""
    waiting = Finding.objects.undecided().filter(campaign=campaign).count()
    on_hold = Hold.objects.active(at).filter(campaign=campaign).values("participant").distinct().count()
    noticed = Signal.objects.filter(campaign=campaign, state=Signal.State.OPEN).count()
    yield f"{campaign.title}: {waiting} reports to be reviewed, {noticed} signals to be looked at, {on_hold} on hold."


def _launch(crew: Crew, began: datetime) -> tuple[Campaign, Objective]:
    campaign = create_campaign(
        organizer=crew.organizer,
        at=began - timedelta(days=1),
        slug=SLUG,
        title="One more balloon",
        description="An eleventh balloon is up somewhere. Reports of it wait for their review.",
        currency="USD",
        time_zone="America/New_York",
        starts_at=began,
        ends_at=began + timedelta(days=60),
        anonymous_reports=True,
        charity_name="Neighbourhood Libraries Fund",
    )
    Role.objects.create(campaign=campaign, user=crew.reviewer, kind=Role.Kind.REVIEWER)
    Role.objects.create(campaign=campaign, user=crew.treasurer, kind=Role.Kind.TREASURER)
    objective = add_objective(
        campaign=campaign,
        actor=crew.organizer,
        at=began - timedelta(hours=20),
        title="Balloon 11",
        description="A red weather balloon on a long line, with a numbered tag.",
        area="Anywhere in the United States",
        quota=QUOTA,
        prize_minor=PRIZE_MINOR,
    )
    set_contract(
        objective=objective, actor=crew.organizer, at=began - timedelta(hours=19), mechanism="recursive",
        terms={"ratio": "1/2"},
    )  # fmt: skip
    funding = pledge_funding(
        campaign=campaign, organizer=crew.organizer, amount_minor=PRIZE_MINOR * QUOTA, at=began - timedelta(hours=18)
    )
    confirm_funding(funding=funding, operator=crew.operator, at=began - timedelta(hours=12))
    campaign = launch_campaign(campaign=campaign, actor=crew.organizer, at=began - timedelta(hours=1))
    add_fact(
        objective=objective, actor=crew.organizer, question="Which number is on its tag?", answer="11", at=began
    )  # fmt: skip
    create_link(campaign=campaign, at=began)
    return campaign, objective


def _join(campaign: Campaign, people: Sequence[User], began: datetime) -> list[Participant]:
    places: list[Participant] = []
    for number, (user, inviter) in enumerate(zip(people[:PEOPLE], _INVITERS, strict=True)):
        owner = None if inviter is None else places[inviter]
        link = ReferralLink.objects.select_related("campaign", "participant").get(campaign=campaign, participant=owner)
        place, _ = join_campaign(
            campaign=campaign,
            user=user,
            display_name=user.display_name,
            link=link,
            at=began + timedelta(hours=2 * number + 1),
        )
        places.append(place)
    return places


def _report(objective: Objective, place: Participant, seen: Seen, now: datetime) -> Finding:
    at = now - seen.minutes_ago * _MINUTE
    fact = objective.secret_facts.get()
    finding, _ = report_finding(
        objective=objective,
        participant=place,
        at=at,
        observed_at=at - 4 * _MINUTE,
        note=seen.note,
        location={
            "latitude": seen.place.latitude,
            "longitude": seen.place.longitude,
            "accuracy_m": float(seen.accuracy_m),
            "source": Finding.LocationSource.DEVICE.value,
        },
        client_id=f"watch-{seen.who}",
        facts={fact.public_id: seen.answer} if seen.answer else None,
    )
    if seen.picture is not None:
        # Of a copy the bytes are the original's, whoever sends it and from wherever.
        original = next(first for first in SEEN if first.picture == seen.picture)
        taken = now - original.minutes_ago * _MINUTE - 5 * _MINUTE
        file = BytesIO(photograph_balloon(seen.picture, place=original.place, at=taken))
        add_file(finding=finding, reporter=place.user, upload=file, at=at + _MINUTE)
    return finding


def _notice(findings: Sequence[Finding], places: Sequence[Participant], now: datetime) -> None:
    """Let the rules look at what has come in, as the worker does."""
    notice_around(
        campaign_id=findings[0].campaign_id,
        participant_ids=[place.pk for place in places],
        finding_ids=[finding.pk for finding in findings],
        at=now,
    )
