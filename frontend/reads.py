"""What the pages show, read in few queries: campaigns with their totals, the ledger's top, one's places.

Nothing here changes anything. Money is put in words by the templates; amounts stay whole minor units.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from campaigns.findings.models import Finding
from campaigns.people.models import User
from campaigns.planning.models import Campaign, Objective
from campaigns.recruiting.models import Participant
from rewards.contracts.budget import Budget, read_budget
from rewards.ledger.models import Account, Transfer
from rewards.ledger.pseudonyms import pseudonym

# The top of the ledger; the whole of it is a list of the API.
LEDGER_LINES = 8


@dataclass(frozen=True)
class Promise:
    """One objective: what is looked for, what it is worth, how many are paid and have been."""

    objective: Objective
    found: int
    is_open: bool

    @property
    def left(self) -> int:
        return self.objective.quota - self.found


@dataclass(frozen=True)
class Totals:
    people: int
    reported: int
    verified: int
    budget: Budget

    @property
    def earned_minor(self) -> int:
        """What findings have moved out of escrow to people."""
        return self.budget.held + self.budget.payable + self.budget.in_payout + self.budget.paid


@dataclass(frozen=True)
class LedgerLine:
    transfer: Transfer
    source: str
    destination: str


def open_campaigns(*, at: datetime) -> list[Campaign]:
    """Campaigns that one can join or will be able to, the latest first, with what the start page says of them."""
    return [
        c for c in _with_numbers(Campaign.objects.exclude(state__in=["draft", "closed"]))[:50] if not c.has_ended(at)
    ]


def ended_campaigns(*, at: datetime) -> list[Campaign]:
    """Campaigns that have ended, the latest first."""
    launched = _with_numbers(Campaign.objects.exclude(state="draft"))[:50]
    return [c for c in launched if c.state == Campaign.State.CLOSED or c.has_ended(at)][:10]


def places_of(user: User) -> QuerySet[Participant]:
    return Participant.objects.of(user.pk).select_related("campaign").order_by("-joined_at")


def _with_numbers(campaigns: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """Add people, objectives, places to be paid and places paid, each counted by itself."""

    def count(rows: QuerySet[Participant] | QuerySet[Finding] | QuerySet[Objective]) -> Coalesce:
        counted = rows.filter(campaign=OuterRef("pk")).order_by().values("campaign").annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(counted), 0, output_field=IntegerField())

    return campaigns.annotate(
        people_count=count(Participant.objects.all()),
        objective_count=count(Objective.objects.all()),
        quota_count=Coalesce(
            Subquery(
                Objective.objects.filter(campaign=OuterRef("pk"))
                .order_by()
                .values("campaign")
                .annotate(n=Sum("quota"))
                .values("n")
            ),
            0,
            output_field=IntegerField(),
        ),
        found_count=count(Finding.objects.ranked()),
    ).order_by("-launched_at", "-pk")


def promises_of(campaign: Campaign, *, at: datetime) -> list[Promise]:
    """Every objective with how many of its findings are paid or will be."""
    objectives = Objective.objects.filter(campaign=campaign).with_found()
    return [Promise(o, found=o.found, is_open=o.is_open(at)) for o in objectives]


def totals_of(campaign: Campaign) -> Totals:
    findings = Finding.objects.filter(campaign=campaign)
    return Totals(
        people=Participant.objects.filter(campaign=campaign).count(),
        reported=findings.count(),
        verified=findings.filter(state=Finding.State.VERIFIED).count(),
        budget=read_budget(campaign_id=campaign.pk),
    )


def ledger_of(campaign: Campaign) -> list[LedgerLine]:
    """The last movements of money, with participants under their pseudonyms."""
    transfers = Transfer.objects.filter(campaign=campaign).select_related("debit", "credit").order_by("-id")
    return [LedgerLine(t, _say_account(t.debit), _say_account(t.credit)) for t in transfers[:LEDGER_LINES]]


def _say_account(account: Account) -> str:
    if account.participant_id is not None:
        return _("participant %(name)s") % {"name": pseudonym(participant_id=account.participant_id)}
    match account.kind:
        case Account.Kind.ESCROW:
            return _("escrow")
        case Account.Kind.WORLD:
            return _("outside")
        case Account.Kind.CHARITY:
            return _("charity")
        case Account.Kind.SOLIDARITY:
            return _("solidarity pool")
        case Account.Kind.OWED_BACK:
            return _("what is owed to the campaign")
        case kind:
            return kind
