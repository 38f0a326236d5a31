"""A hunt that is well on its way, for the pages that show it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from campaigns.findings.models import Finding
from campaigns.findings.reporting import report_finding
from campaigns.planning.models import Campaign, Objective
from campaigns.planning.news import publish_news
from campaigns.recruiting.models import Participant
from rewards.settlement.operations import settle_finding
from tests import cast

SPOTS = ((37.788, -122.4075), (33.512, -111.909), (35.131, -89.987), (25.798, -80.127))
STORY = (
    "Ten red balloons hang over the country for one day. Whoever finds one, and whoever brought the finder, shares its "
    "prize.\n\nThe balloons are eight feet wide and hang beside a road, in plain sight, from morning until dusk.\n\n"
    "A report says where a balloon hangs. A photograph helps."
)


def hunt() -> tuple[Campaign, list[Participant]]:
    """Make a campaign of which four of ten are found and paid for, with news; gives its chain, the finder first."""
    campaign = cast.live_campaign(
        title="Red balloon hunt",
        description=STORY,
        prizes=((400_000, 1),) * 10,
        charity_name="Neighbourhood Libraries",
        ends_at=timezone.now() + timedelta(days=20),
        time_zone="America/New_York",
        anonymous_reports=True,
    )
    people = list(cast.full_cast(campaign).chain)
    for place, objective in zip(SPOTS, campaign.objectives.order_by("pk"), strict=False):
        found(people[0], place, objective)
    publish_news(
        campaign=campaign,
        organizer=cast.organizer_of(campaign),
        title="Four are found",
        text="Six are left, and two hours of light.",
        at=timezone.now(),
    )
    return campaign, people


def found(finder: Participant, place: tuple[float, float], objective: Objective) -> Finding:
    """Report, verify and settle a finding at this latitude and longitude."""
    location = {"latitude": place[0], "longitude": place[1], "source": "pin"}
    finding, _ = report_finding(participant=finder, objective=objective, note="Red.", location=location, at=cast.MOMENT)
    cast.verify(finding)
    settle_finding(finding_id=finding.pk, at=cast.MOMENT)
    return finding
