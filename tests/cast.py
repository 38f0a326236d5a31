"""The cast: Alice invites Bob, Bob invites Carol, Carol invites Dave; and the campaigns in which they do it.

Plain functions over the real operations, all at MOMENT unless told otherwise. Addresses are drawn by chance, so
that tests which commit never meet each other's people.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from django.db import transaction
from PIL import Image

from campaigns.findings.evidence import add_file
from campaigns.findings.models import Evidence, Finding
from campaigns.findings.operations import verify_finding
from campaigns.findings.reporting import report_finding
from campaigns.people.models import User
from campaigns.planning.models import Campaign, Objective
from campaigns.planning.operations import add_objective, create_campaign
from campaigns.recruiting.links import create_link
from campaigns.recruiting.models import Participant, ReferralLink
from campaigns.recruiting.operations import join_campaign
from rewards.contracts.operations import launch_campaign, set_contract
from rewards.ledger.models import Funding
from rewards.ledger.operations import (
    Movement,
    confirm_funding,
    lock_escrow,
    open_participant_accounts,
    pledge_funding,
    post_transfers,
)
from rewards.payouts.models import Batch, Destination, Payout

# The balloons of the Red Balloon Challenge went up on this day; what is verified then and never settled is overdue.
MOMENT = datetime(2009, 12, 5, 15, 0, tzinfo=UTC)
ONE_DAY = timedelta(days=1)
HALF: dict[str, Any] = {"ratio": "1/2"}
Prizes = Sequence[tuple[int, int]]
"""For each objective its prize in minor units and how many findings of it are paid."""


@dataclass(frozen=True)
class Cast:
    """A chain of four, the root first."""

    alice: Participant
    bob: Participant
    carol: Participant
    dave: Participant

    @property
    def chain(self) -> tuple[Participant, ...]:
        """The chain as settlements write it: the finder first."""
        return (self.dave, self.carol, self.bob, self.alice)


def make_user(name: str = "alice", *, operator: bool = False, password: str | None = None) -> User:
    """Make a person with an address of their own; `operator` makes them the instance's staff."""
    make = User.objects.create_superuser if operator else User.objects.create_user
    return make(f"{name.lower()}.{secrets.token_hex(6)}@example.org", password, display_name=name.capitalize())


def zone_of_another_day(now: datetime) -> str:
    """Name a zone where it is not the day now that it is in UTC."""
    # As POSIX has it, what lies to the east has a minus.
    return "Etc/GMT-12" if now.hour >= 12 else "Etc/GMT+12"


def draft_campaign(
    *,
    prizes: Prizes = ((400_000, 1),),
    mechanism: str = "recursive",
    terms: dict[str, Any] | None = None,
    currency: str = "USD",
    organizer: User | None = None,
    at: datetime = MOMENT,
    **rules: Any,
) -> Campaign:
    """Draft a campaign with an objective and its contract for each prize; `rules` are further fields of it."""
    owner = organizer or make_user("olga")
    rules.setdefault("title", "Find the balloons")
    rules.setdefault("starts_at", at - timedelta(hours=1))
    rules.setdefault("slug", f"balloons-{secrets.token_hex(6)}")
    campaign = create_campaign(organizer=owner, at=at, currency=currency, **rules)
    for number, (prize_minor, quota) in enumerate(prizes, start=1):
        objective = add_objective(
            campaign=campaign,
            actor=owner,
            at=at,
            title=f"Balloon {number}",
            prize_minor=prize_minor,
            quota=quota,
        )
        chosen = HALF if terms is None and mechanism == "recursive" else terms or {}
        set_contract(objective=objective, actor=owner, at=at, mechanism=mechanism, terms=chosen)
    return campaign


def fund(campaign: Campaign, amount_minor: int, *, at: datetime = MOMENT) -> Funding:
    """Pledge money and confirm that it was received."""
    funding = pledge_funding(campaign=campaign, organizer=organizer_of(campaign), amount_minor=amount_minor, at=at)
    return confirm_funding(funding=funding, operator=make_user("opal", operator=True), at=at)


def funded(campaign: Campaign, *, spare_minor: int = 0, at: datetime = MOMENT) -> Campaign:
    """Fund the worst case of all objectives, and `spare_minor` on top."""
    worst_minor = sum(objective.prize_minor * objective.quota for objective in campaign.objectives.all())
    fund(campaign, worst_minor + spare_minor, at=at)
    return campaign


def live_campaign(
    prizes: Prizes = ((400_000, 1),),
    mechanism: str = "recursive",
    terms: dict[str, Any] | None = None,
    currency: str = "USD",
    *,
    spare_minor: int = 0,
    organizer: User | None = None,
    at: datetime = MOMENT,
    **rules: Any,
) -> Campaign:
    """Draft, fund and launch a campaign, and make its own link."""
    campaign = draft_campaign(
        prizes=prizes,
        mechanism=mechanism,
        terms=terms,
        currency=currency,
        organizer=organizer,
        at=at,
        **rules,
    )
    funded(campaign, spare_minor=spare_minor, at=at)
    campaign = launch_campaign(campaign=campaign, actor=organizer_of(campaign), at=at)
    create_link(campaign=campaign, at=at)
    return campaign


def organizer_of(campaign: Campaign) -> User:
    if campaign.created_by is None:
        raise LookupError("nobody drafted this campaign")
    return campaign.created_by


def objective_of(campaign: Campaign) -> Objective:
    """Give the campaign's first objective."""
    return campaign.objectives.all()[0]


def open_link(campaign: Campaign) -> ReferralLink:
    """Give the campaign's own link: whoever joins by it is a root."""
    return campaign.links.get(participant=None)


def link_of(participant: Participant) -> ReferralLink:
    """Give the link that a participant got on joining."""
    return participant.links.order_by("pk")[0]


def join(user: User, link: ReferralLink, *, at: datetime = MOMENT) -> Participant:
    """Take this person's place under the link's owner."""
    place, _ = join_campaign(campaign=link.campaign, user=user, display_name=user.display_name, link=link, at=at)
    return place


def join_in_turn(campaign: Campaign, *names: str, under: Participant | None = None) -> list[Participant]:
    """Let people join, each by the link of the one before; gives them in that order."""
    link = link_of(under) if under else open_link(campaign)
    places = []
    for name in names:
        places.append(join(make_user(name), link))
        link = link_of(places[-1])
    return places


def full_cast(campaign: Campaign) -> Cast:
    """Let Alice join, Bob by her link, Carol by his and Dave by hers."""
    return Cast(*join_in_turn(campaign, "alice", "bob", "carol", "dave"))


def report(finder: Participant, objective: Objective | None = None, *, at: datetime = MOMENT) -> Finding:
    """Report the objective found, the campaign's first unless another is named."""
    finding, _ = report_finding(
        objective=objective or objective_of(finder.campaign), participant=finder, at=at, note="Seen it."
    )
    return finding


def photograph(finding: Finding, *, at: datetime = MOMENT) -> Evidence:
    """Add a small photograph to the report."""
    file = BytesIO()
    Image.radial_gradient("L").convert("RGB").save(file, "JPEG")
    evidence, _ = add_file(finding=finding, reporter=finding.participant.user, upload=file, at=at)
    return evidence


def verify(finding: Finding, *, by: User | None = None, at: datetime = MOMENT) -> Finding:
    """Have the report found true, by the campaign's organizer unless somebody else is named."""
    return verify_finding(finding=finding, reviewer=by or organizer_of(finding.campaign), at=at)


def pay_out(participant: Participant, amount_minor: int, *, at: datetime = MOMENT) -> Payout:
    """Let a payout of what is payable arrive, step by step as rows and transfers."""
    campaign = participant.campaign
    with transaction.atomic():
        lock_escrow(campaign_id=campaign.pk)
        kinds = ("payable", "in_payout", "paid")
        accounts = open_participant_accounts(campaign_id=campaign.pk, wanted=[(participant.pk, kind) for kind in kinds])
        payable, in_payout, paid = (accounts[participant.pk, kind] for kind in kinds)
        batch = Batch.objects.create(
            campaign=campaign, provider="sepa", currency=campaign.currency, drafted_by=make_user("tess"), drafted_at=at
        )
        destination, _ = Destination.objects.get_or_create(
            user=participant.user,
            kind="iban",
            retired_at=None,
            defaults={"sealed": "sealed", "fingerprint": "f", "masked": "DE** 1234", "created_at": at},
        )
        payout = Payout.objects.create(
            campaign=campaign,
            batch=batch,
            participant=participant,
            destination=destination,
            amount_minor=amount_minor,
        )
        started = Movement(payable, in_payout, amount_minor, "payout_started", payout_id=payout.pk)
        post_transfers(campaign_id=campaign.pk, movements=[started])
        Batch.objects.filter(pk=batch.pk).update(state="approved", approved_by=make_user("theo"), approved_at=at)
        Batch.objects.filter(pk=batch.pk).update(state="sent", sent_at=at)
        Payout.objects.filter(pk=payout.pk).update(state="unknown", claimed_at=at)
        arrived = Movement(in_payout, paid, amount_minor, "payout_paid", payout_id=payout.pk)
        post_transfers(campaign_id=campaign.pk, movements=[arrived])
        Payout.objects.filter(pk=payout.pk).update(state="settled", settled_at=at)
        Batch.objects.filter(pk=batch.pk).update(state="done", ended_at=at)
        Destination.objects.filter(pk=destination.pk).update(retired_at=at)
    return payout
