"""A campaign in which everything has happened once, so that no screen of it stands there empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

from django.utils import timezone

from campaigns.exchange.models import Job
from campaigns.exchange.operations import ask_export
from campaigns.exchange.running import run_job
from campaigns.exchange.tables import table_named
from campaigns.findings.models import Finding
from campaigns.findings.operations import reject_finding, request_info
from campaigns.findings.reporting import report_finding
from campaigns.outreach.webhooks.operations import make_webhook
from campaigns.people.keys import make_key
from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign
from campaigns.planning.news import publish_news
from campaigns.planning.roles import invite_to_role
from campaigns.recruiting.models import Participant
from campaigns.trust.operations import place_hold
from rewards.payouts.caps import hold_person
from rewards.payouts.drafting import draft_batch
from rewards.payouts.owning import add_destination
from rewards.settlement.import_jobs import Sent, ask_import
from rewards.settlement.models import Settlement
from rewards.settlement.operations import settle_due
from rewards.settlement.releasing import release_due
from tests import cast
from tests.browser.pulses import lively_campaign, tell_report
from tests.notices.stage import happen, tell

WRONG = b"id,inviter,joined_at\nann,,2026-01-01T10:00:00Z\nben,nobody,2026-01-02T10:00:00Z\n"
PLACE = {"latitude": 37.788, "longitude": -122.4075, "source": "pin"}
STORY = (
    "Ten red balloons hang over the country for one day. Whoever finds one, and whoever brought the finder, shares its"
    " prize.\n\nA report says where a balloon hangs. A photograph helps, and so does a name."
)
TITLE = "Find the balloons"
ASKED = "Which way does it look?"
NEWS = ("Four are found", "Six are left, and two hours of light.")
NOTES = ("Above the square.", "Behind the mill.", "Beside the road to the mill.", "Seen from the bridge.")
REASONS = ("That is the park.", "The photographs are alike.", "The account is checked.")
SAID_BY_PEOPLE = (STORY, TITLE, ASKED, *NEWS, *NOTES, *REASONS)
"""No screen says these in another language."""


@dataclass(frozen=True)
class LivedIn:
    """`manage` and `me` have what stands for each name in their addresses; some of it is in other campaigns."""

    campaign: Campaign
    olga: User
    alice: User
    manage: dict[str, str]
    me: dict[str, str]
    elsewhere: dict[str, str]


def live_in() -> LivedIn:
    """Make it. Olga runs it, Alice is the root of a chain whose finder was paid for, and has said where hers goes."""
    now = timezone.now()
    campaign = lively_campaign(
        title=TITLE,
        description=STORY,
        mechanism="split_contract",
        terms={"default_split": "1/2", "max_split": "2/3"},
        spare_minor=1_240_000,
    )
    olga = cast.organizer_of(campaign)
    alice, dave = _chain(campaign)
    paid, asked = _findings(dave, alice, olga)
    settlement = Settlement.objects.get(finding=paid)
    # Two pay: Tess drafts, and Olga can approve.
    tess = cast.make_user("tess")
    for treasurer in (tess, olga):
        Role.objects.create(campaign=campaign, user=treasurer, kind=Role.Kind.TREASURER)
    _say(campaign, olga, dave)
    add_destination(user=_user(alice), kind="paypal", value="alice@example.org", country="FR", at=now)
    batch = draft_batch(campaign=campaign, provider_name="paypal_csv", treasurer=tess, at=now)
    hook, _ = make_webhook(campaign=campaign, organizer=olga, url="https://example.org/hook", at=now)
    make_key(owner=olga, name="CRM", kind="secret", scopes=["findings:read"], campaign_slug=campaign.slug, at=now)
    other = cast.live_campaign(organizer=olga)
    tell_report(campaign)
    return LivedIn(
        campaign,
        olga,
        _user(alice),
        {
            "finding": str(Finding.objects.get(campaign=campaign, state="submitted").public_id),
            "job": str(_jobs(campaign, other, olga).public_id),
            "webhook": str(hook.public_id),
            "settlement": str(settlement.public_id),
            "batch": str(batch.public_id),
            "participant": str(dave.public_id),
            "step?": "story",
        },
        {"finding": str(asked.public_id)},
        # Nothing is imported twice, and what was launched is set up no more.
        {"job": other.slug, "step?": cast.draft_campaign(organizer=olga).slug},
    )


def _user(place: Participant) -> User:
    assert place.user is not None
    return place.user


def _chain(campaign: Campaign) -> tuple[Participant, Participant]:
    joined, link = timezone.now() - timedelta(days=10), campaign.links.get(participant=None, arm="")
    places = []
    for name in ("alice", "bob", "carol", "dave"):
        places.append(cast.join(cast.make_user(name), link, at=joined))
        link = cast.link_of(places[-1])
    return places[0], places[-1]


def _findings(dave: Participant, alice: Participant, olga: User) -> tuple[Finding, Finding]:
    """Give one that was paid for and one of Alice's about which a question waits; one more waits for its decision."""
    objective = dave.campaign.objectives.order_by("pk")[1]
    at = timezone.now() - timedelta(days=9)

    def reported(by: Participant, note: str) -> Finding:
        finding, _ = report_finding(participant=by, objective=objective, note=note, location=PLACE, at=at)
        return finding

    paid = cast.verify(reported(dave, NOTES[0]), at=at)
    assert settle_due(at=at) == 1
    release_due(at=timezone.now())
    wrong, asked = reported(alice, NOTES[1]), reported(alice, NOTES[2])
    reject_finding(finding=wrong, reviewer=olga, at=timezone.now(), reason="wrong_place", note=REASONS[0])
    request_info(finding=asked, reviewer=olga, at=timezone.now(), note=ASKED)
    reported(dave, NOTES[3])
    return paid, asked


def _say(campaign: Campaign, olga: User, dave: Participant) -> None:
    """Leave news, notices, two holds, and somebody who is asked to help."""
    now = timezone.now()
    publish_news(campaign=campaign, organizer=olga, title=NEWS[0], text=NEWS[1], at=now)
    alice = dave.campaign.participants.get(display_name="Alice")
    tell(happen("participant.joined", dave), happen("reward.earned", alice, amount_minor=123_456))
    place_hold(participant=dave, reason=REASONS[1], placed_by=olga, at=now)
    hold_person(participant=dave, treasurer=olga, reason=REASONS[2], at=now)
    invite_to_role(
        campaign=campaign, organizer=olga, email=_user(alice).email, kind="reviewer", page="https://example.org", at=now
    )


def _jobs(campaign: Campaign, other: Campaign, olga: User) -> Job:
    """Leave an export, and give an import that found a mistake."""
    now = timezone.now()
    export = ask_export(campaign=campaign, table=table_named("findings"), form="csv", bom=False, actor=olga, at=now)
    looked = ask_import(
        campaign=other,
        sent={"participants": Sent("people.csv", BytesIO(WRONG))},
        keep_good_rows=False,
        settle=False,
        check_only=True,
        actor=olga,
        at=now,
    )
    for job in (export, looked):
        run_job(job_id=job.pk, at=timezone.now())
    return looked
