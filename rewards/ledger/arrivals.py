"""Arrivals: what becomes of money the moment it is payable. Debts are repaid first, then the pledge takes its part.

A debt is what was paid for a finding that was found wrong later. It stands in the pair `owed_by` and `owed_back` and
is never money in escrow before it is repaid; repaying moves the money to escrow and makes the pair less by as much.
A pledge gives a percentage, rounded down, of what is left of a share that was settled after it was made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import F

from rewards.ledger.models import Account, Pledge, Transfer
from rewards.ledger.operations import Movement, open_campaign_accounts, open_participant_accounts

REASON = Transfer.Reason


class Arrival(NamedTuple):
    """Money that a person can be paid from now on, and what it comes from: the share of a settlement, or a payout."""

    participant_id: int
    amount_minor: int
    settlement_id: int | None = None
    payout_id: int | None = None


class Deductions:
    """What goes off arrivals in one campaign; the caller holds escrow and posts it with what arrives."""

    def __init__(self, *, campaign_id: int, participant_ids: Iterable[int], since: datetime | None = None) -> None:
        """Read what these people owe, and what they pledged for shares settled since a time; None for no shares."""
        who = sorted(set(participant_ids))
        self._debts = _debts_of(who) if who and _has_debts(campaign_id) else {}
        self._pledges = _pledges_of(who, since) if who else {}
        burdened = [(member, kind) for member in who if self.concern(member) for kind in ("payable", "owed_by")]
        self._accounts = open_participant_accounts(campaign_id=campaign_id, wanted=burdened)
        self._own = open_campaign_accounts(campaign_id=campaign_id) if burdened else {}

    def concern(self, participant_id: int) -> bool:
        """Tell whether anything can go off what this person gets."""
        return participant_id in self._debts or participant_id in self._pledges

    def take_from(self, arrival: Arrival, *, settled_at: datetime | None = None) -> Iterator[Movement]:
        """Give the transfers that go off one arrival; what it repays is not owed at the next.

        A share comes with the time of its settlement, which decides about the pledge that it was earned under.
        """
        member = arrival.participant_id
        if not self.concern(member):
            return
        pledge = settled_at and self._pledge_of(member, settled_at)
        payable = self._accounts.get((member, "payable"), 0)
        about = {"settlement_id": arrival.settlement_id, "payout_id": arrival.payout_id}
        repaid = min(self._debts.get(member, 0), arrival.amount_minor)
        if repaid:
            self._debts[member] -= repaid
            owed_by = self._accounts[member, "owed_by"]
            yield Movement(payable, self._own["escrow"], repaid, REASON.REPAYMENT.value, **about)
            yield Movement(self._own["owed_back"], owed_by, repaid, REASON.DEBT_REPAID.value, **about)
        given = (arrival.amount_minor - repaid) * pledge.percent // 100 if pledge else 0
        if given and pledge:
            yield Movement(payable, self._own[pledge.to], given, REASON.PLEDGE.value, **about)

    def _pledge_of(self, participant_id: int, settled_at: datetime) -> Pledge | None:
        made = [pledge for pledge in self._pledges.get(participant_id, ()) if pledge.made_at <= settled_at]
        return made[-1] if made else None


def plan_repayments(*, campaign_id: int, arrivals: Sequence[Arrival]) -> list[Movement]:
    """Give the transfers that repay debts out of payouts that came back to payable.

    The caller holds escrow, and posts them with the transfers that bring the money back.
    """
    deductions = Deductions(campaign_id=campaign_id, participant_ids=[arrival.participant_id for arrival in arrivals])
    return [movement for arrival in arrivals for movement in deductions.take_from(arrival)]


def _has_debts(campaign_id: int) -> bool:
    """Tell whether anybody in the campaign owes something, which is seldom."""
    owed_back = Account.objects.of_campaign(campaign_id).filter(kind=Account.Kind.OWED_BACK)
    return owed_back.filter(credits_minor__gt=F("debits_minor")).exists()


def _pledges_of(participant_ids: Sequence[int], since: datetime | None) -> dict[int, list[Pledge]]:
    """Give everybody's pledges that can count, in their order: the one in force at that time, and those after it."""
    pledges: dict[int, list[Pledge]] = defaultdict(list)
    if since is not None:
        # A person may have changed their mind a thousand times before.
        for known in (
            Pledge.objects.in_force(participant_ids).filter(made_at__lte=since),
            Pledge.objects.filter(participant__in=participant_ids, made_at__gt=since).order_by("id"),
        ):
            for pledge in known:
                pledges[pledge.participant_id].append(pledge)
    return pledges


def _debts_of(participant_ids: Sequence[int]) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(_DEBTS_SQL, [list(participant_ids)])
        return {member: int(owed) for member, owed in cursor.fetchall()}


_DEBTS_SQL = """
SELECT participant_id, debits_minor - credits_minor FROM rewards_account
 WHERE participant_id = ANY(%s) AND kind = 'owed_by' AND debits_minor > credits_minor
"""
