"""Statement: a person's money, line by line, each with its reason; the lines add up to the ledger's accounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from campaigns.planning.currency import format_minor
from campaigns.recruiting.models import Participant
from rewards.ledger.models import Account, Transfer
from rewards.settlement.explanation import Explanation, say_share

# Money of a person that is theirs; what is owed is shown beside it.
KINDS = (
    Account.Kind.HELD,
    Account.Kind.PAYABLE,
    Account.Kind.IN_PAYOUT,
    Account.Kind.PAID,
    Account.Kind.OWED_BY,
)


@dataclass(frozen=True)
class Line:
    """One change of one of a person's accounts; `amount_minor` is negative where money left it."""

    at: datetime
    campaign_slug: str
    campaign_title: str
    currency: str
    account: str
    amount_minor: int
    what: str
    why: str
    settlement_id: str | None
    position: int | None


def balances(*, user_id: int, campaign_id: int | None = None) -> list[dict[str, object]]:
    """Sum up a person's accounts by campaign, in minor units: {campaign, currency, held, payable, …, owed}."""
    accounts = Account.objects.of_user(user_id).select_related("campaign").order_by("campaign_id", "id")
    if campaign_id is not None:
        accounts = accounts.filter(campaign_id=campaign_id)
    by_campaign: dict[int, dict[str, object]] = {}
    for account in accounts:
        row = by_campaign.setdefault(
            account.campaign_id,
            {
                "campaign": account.campaign.slug,
                "currency": account.campaign.currency,
                **{"owed" if kind == Account.Kind.OWED_BY else kind.value: 0 for kind in KINDS},
            },
        )
        row["owed" if account.kind == Account.Kind.OWED_BY else account.kind] = account.balance_minor
    return list(by_campaign.values())


def transfers_of(*, user_id: int, campaign_id: int | None = None) -> QuerySet[Transfer]:
    """Select every transfer into or out of a person's accounts."""
    accounts = Account.objects.of_user(user_id)
    if campaign_id is not None:
        accounts = accounts.filter(campaign_id=campaign_id)
    own = list(accounts.values_list("pk", flat=True))
    # Shares and remainders only ever leave escrow; saying so lets the small index answer.
    leaving = Q(debit_id__in=own) & ~Q(reason__in=[Transfer.Reason.SHARE, Transfer.Reason.REMAINDER])
    return (
        Transfer.objects.filter(Q(credit_id__in=own) | leaving)
        .select_related("campaign", "settlement__finding__objective", "settlement__contract")
        .prefetch_related(
            Prefetch("debit", Account.objects.select_related("participant")),
            Prefetch("credit", Account.objects.select_related("participant")),
        )
    )


def lines_of(transfers: Sequence[Transfer], *, user_id: int) -> list[Line]:
    """Put transfers into lines of this person's statement, with the reason of each as a sentence to them."""
    explained = {t.pk: Explanation.from_json(t.settlement.explanation) for t in transfers if t.settlement is not None}
    names = _names(member for explanation in explained.values() for member in explanation.chain)
    lines = []
    for transfer in transfers:
        for account, sign in ((transfer.debit, -1), (transfer.credit, 1)):
            if account.participant is None or account.participant.user_id != user_id:
                continue
            explanation = explained.get(transfer.pk)
            position = explanation.chain.index(account.participant.pk) if explanation else None
            lines.append(
                Line(
                    at=transfer.settlement.settled_at if transfer.settlement else transfer.created_at,
                    campaign_slug=transfer.campaign.slug,
                    campaign_title=transfer.campaign.title,
                    currency=transfer.campaign.currency,
                    account=account.kind,
                    amount_minor=sign * transfer.amount_minor,
                    what=transfer.reason,
                    why=_why(transfer, explanation, position, names),
                    settlement_id=str(transfer.settlement.public_id) if transfer.settlement else None,
                    position=position,
                )
            )
    return lines


def _why(transfer: Transfer, explanation: Explanation | None, position: int | None, names: dict[int, str]) -> str:
    if explanation is None or position is None or transfer.settlement is None:
        return transfer.get_reason_display().capitalize() + "."
    currency = transfer.campaign.currency
    return say_share(
        names=[names[member] for member in explanation.chain[: position + 1]],
        distance=position,
        objective=transfer.settlement.finding.objective.title,
        fraction=explanation.reason_of(position).fraction,
        prize=f"{format_minor(explanation.prize_minor, currency)} {currency}",
        rounded=explanation.was_rounded(position),
    )


def _names(participant_ids: Iterable[int]) -> dict[int, str]:
    return dict(Participant.objects.filter(pk__in=set(participant_ids)).values_list("pk", "display_name"))
