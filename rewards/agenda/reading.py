"""What waits for one person, counted where it stands, by what their roles let them do about it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from campaigns.findings.review_queue import count_waiting
from campaigns.participation.models import Alert
from campaigns.people.doors import ORGANIZER, REVIEWER, TREASURER
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.trust.models import Hold, Objection, Signal
from rewards.contracts.launching import missing_to_launch
from rewards.payouts.caps import is_treasurer
from rewards.payouts.models import Batch, PayoutObjection

MOST_ALERTS = 20


@dataclass(frozen=True)
class Agenda:
    """How much waits, all counted; what is none of the person's business is None. `missing_minor` is in minor units.

    `alerts` are the latest of the open ones, at most `MOST_ALERTS`.
    """

    reviews: int | None = None
    objections: int | None = None
    signals: int | None = None
    holds: int | None = None
    batches: int | None = None
    payout_objections: int | None = None
    missing_minor: int | None = None
    alerts: list[Alert] = field(default_factory=list)


def read_agenda(*, campaign: Campaign, user: User, at: datetime) -> Agenda:
    """Count what waits for this person at this moment.

    Reviews are findings that they may take up or have taken up; of batches and of objections to not being paid, what
    they drafted or caused themselves waits for somebody else.
    """
    agenda = Agenda()
    if user.may(campaign.pk, ORGANIZER, REVIEWER):
        found = count_waiting(campaign=campaign, reviewer=user, at=at)
        agenda = replace(agenda, reviews=found.waiting + found.held)
    if user.may(campaign.pk, ORGANIZER, TREASURER):
        agenda = replace(agenda, missing_minor=missing_to_launch(campaign))
    if user.may(campaign.pk, ORGANIZER):
        alerts = Alert.objects.filter(campaign=campaign, cleared_at__isnull=True).order_by("-pk")
        agenda = replace(
            agenda,
            objections=Objection.objects.filter(participant__campaign=campaign, decided_at__isnull=True).count(),
            signals=Signal.objects.filter(campaign=campaign, state=Signal.State.OPEN).count(),
            holds=Hold.objects.active(at).filter(campaign=campaign).count(),
            alerts=[*alerts[:MOST_ALERTS]],
        )
    if is_treasurer(user, campaign_id=campaign.pk):
        drafts = Batch.objects.of_campaign(campaign.pk).filter(state=Batch.State.DRAFT)
        unpaid = PayoutObjection.objects.filter(hold__participant__campaign=campaign, decided_at__isnull=True)
        agenda = replace(
            agenda,
            batches=drafts.exclude(drafted_by=user).count(),
            payout_objections=unpaid.exclude(hold__by=user).count(),
        )
    return agenda
