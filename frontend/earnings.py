"""What a person's money in a campaign shows: what stands where, and every share with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from campaigns.findings.models import Verdict
from campaigns.findings.operations import REVERSAL_REASONS
from campaigns.planning.currency import format_minor
from campaigns.recruiting.models import Participant
from frontend.chain import Step
from frontend.reads import steps_of
from rewards.ledger.models import Account, Transfer
from rewards.settlement.explanation import Explanation, say_share
from rewards.settlement.models import Settlement

MOST_EARNINGS = 100


@dataclass(frozen=True)
class Earning:
    """One line of one's earnings, with its reason in a sentence and the chain it came along."""

    amount_minor: int
    at: datetime
    reason: str
    steps: tuple[Step, ...]
    description: str
    # Until when it is held; None once it is payable, or was taken back.
    held_until: datetime | None
    # Why it was taken back, in the words of who did; empty for what stands.
    taken_back: str


@dataclass(frozen=True)
class Purse:
    """What stands on one's accounts, in the words of the whole house."""

    held: int
    payable: int
    in_payout: int
    paid: int
    owed: int

    @property
    def earned_minor(self) -> int:
        return self.held + self.payable + self.in_payout + self.paid


def purse_of(place: Participant) -> Purse:
    balances = {account.kind: account.balance_minor for account in Account.objects.filter(participant=place)}
    return Purse(
        held=balances.get(Account.Kind.HELD, 0),
        payable=balances.get(Account.Kind.PAYABLE, 0),
        in_payout=balances.get(Account.Kind.IN_PAYOUT, 0),
        paid=balances.get(Account.Kind.PAID, 0),
        owed=balances.get(Account.Kind.OWED_BY, 0),
    )


def earnings_of(place: Participant) -> list[Earning]:
    """Every share that this place got, the latest first, each with its reason."""
    shares = (
        Transfer.objects.filter(credit__participant=place, reason=Transfer.Reason.SHARE)
        .select_related("settlement__finding__objective", "credit")
        .order_by("-id")[:MOST_EARNINGS]
    )
    lines = [
        (share, share.settlement, Explanation.from_json(share.settlement.explanation))
        for share in shares
        if share.settlement
    ]
    members = {member for _, _, explanation in lines for member in explanation.chain}
    names = dict(Participant.objects.filter(pk__in=members).values_list("pk", "display_name"))
    currency = place.campaign.currency
    earnings = []
    for share, settlement, explanation in lines:
        distance = explanation.chain.index(place.pk)
        chain_names = [names[member] for member in explanation.chain]
        earnings.append(
            Earning(
                amount_minor=share.amount_minor,
                at=settlement.settled_at,
                reason=say_share(
                    names=chain_names,
                    distance=distance,
                    objective=settlement.finding.objective.title,
                    fraction=explanation.reason_of(distance).fraction,
                    prize=f"{format_minor(explanation.prize_minor, currency)} {currency}",
                    rounded=explanation.was_rounded(distance),
                ),
                steps=steps_of(
                    names=chain_names,
                    amounts=explanation.shares_minor,
                    remainder_minor=explanation.remainder_minor,
                    currency=currency,
                    you=distance,
                ),
                # Whoever stands above is known by name; what they got is theirs to tell.
                description=f"{len(chain_names)} on the chain; you are {_say_distance(distance)}.",
                held_until=settlement.releases_at if share.credit.kind == Account.Kind.HELD else None,
                taken_back=_say_reversal(settlement),
            )
        )
    return earnings


def _say_reversal(settlement: Settlement) -> str:
    if settlement.reversed_at is None:
        return ""
    verdict = settlement.finding.verdicts.filter(kind=Verdict.Kind.REVERSED).last()
    if verdict is None:
        return "The finding was found wrong after it was verified."
    return f"{REVERSAL_REASONS[verdict.reason]} {verdict.note}".strip()


def _say_distance(distance: int) -> str:
    return "the finder" if distance == 0 else f"{distance} step{'' if distance == 1 else 's'} above the finder"
