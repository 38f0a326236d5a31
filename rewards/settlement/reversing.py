"""Reversing: a finding that was found wrong gives its whole prize back, once, by new transfers.

What is still held or payable returns to escrow, and so do its remainder, what was pledged of its shares and what was
forfeited. What was paid, or is on its way, becomes a debt in the pair `owed_by` and `owed_back`: it is repaid out of
the next rewards, and is no money in escrow before that. The finding keeps its rank, so a reversal promotes nobody.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.db import connection, transaction

from campaigns.events.operations import EventRow, record_events
from rewards.ledger.models import Account, Transfer
from rewards.ledger.operations import Movement, lock_escrow, open_participant_accounts, post_transfers
from rewards.settlement.models import Settlement

logger = logging.getLogger(__name__)


def reverse_settlement(*, finding_id: int, at: datetime) -> int:
    """Take back what a reversed finding was paid, if it was; returns how many settlements were reversed."""
    found = Settlement.objects.to_reverse().filter(finding=finding_id).values_list("campaign_id", flat=True).first()
    if found is None:
        return 0
    with transaction.atomic():
        accounts = lock_escrow(campaign_id=found)
        settlement = Settlement.objects.to_reverse().filter(finding=finding_id).first()
        if settlement is None:
            return 0
        parts = _parts_of(settlement.pk)
        movements = list(_movements(settlement, parts, accounts))
        post_transfers(campaign_id=settlement.campaign_id, movements=movements)
        Settlement.objects.filter(pk=settlement.pk).update(reversed_at=at, releases_at=None)
        record_events(_events(settlement, parts, at))
    return 1


def reverse_due(*, at: datetime) -> int:
    """Take back what every reversed finding was paid; returns how many. What fails is left for the next sweep."""
    reversed_ = 0
    for finding_id in list(Settlement.objects.to_reverse().values_list("finding_id", flat=True)):
        try:
            reversed_ += reverse_settlement(finding_id=finding_id, at=at)
        except Exception:
            logger.exception(
                "The settlement of finding %s could not be reversed; the next sweep tries again", finding_id
            )
    return reversed_


class _Parts:
    """Where the money of one settlement went: by person what is held and what was payable, and what nobody earned."""

    def __init__(self) -> None:
        self.held: dict[int, tuple[int, int]] = {}
        self.payable: dict[int, int] = defaultdict(int)
        self.given: dict[int, int] = defaultdict(int)
        # What was forfeited by then, and is nobody's to give back.
        self.forfeited: dict[int, int] = {}
        # What of payable is not there any more; known once the money is taken back.
        self.owed: dict[int, int] = {}


def _parts_of(settlement_id: int) -> _Parts:
    """Follow the money of a settlement to where its transfers left it."""
    parts = _Parts()
    with connection.cursor() as cursor:
        cursor.execute(_PARTS_SQL, [settlement_id])
        for account_id, kind, participant_id, minor in cursor.fetchall():
            if kind == Account.Kind.HELD:
                parts.held[participant_id] = (account_id, int(minor))
            elif kind == Account.Kind.PAYABLE:
                parts.payable[participant_id] += int(minor)
            elif kind in (Account.Kind.CHARITY, Account.Kind.SOLIDARITY):
                parts.given[account_id] += int(minor)
        cursor.execute(_FORFEITED_SQL, [settlement_id])
        parts.forfeited = {participant_id: int(minor) for participant_id, minor in cursor.fetchall()}
    return parts


# A repayment went to escrow for an older debt: it stays there, and its share is owed in full. What was forfeited to
# escrow is back there already.
_PARTS_SQL = """
SELECT account.id, account.kind, account.participant_id, SUM(side.minor)
  FROM rewards_transfer transfer
 CROSS JOIN LATERAL (VALUES (transfer.credit_id, transfer.amount_minor), (transfer.debit_id, -transfer.amount_minor))
       side(account_id, minor)
  JOIN rewards_account account ON account.id = side.account_id AND account.kind <> 'escrow'
 WHERE transfer.settlement_id = %s AND transfer.reason IN ('share', 'remainder', 'release', 'pledge', 'forfeit')
 GROUP BY account.id
HAVING SUM(side.minor) > 0
 ORDER BY account.id
"""

_FORFEITED_SQL = """
SELECT account.participant_id, SUM(transfer.amount_minor)
  FROM rewards_transfer transfer JOIN rewards_account account ON account.id = transfer.debit_id
 WHERE transfer.settlement_id = %s AND transfer.reason = 'forfeit'
 GROUP BY account.participant_id
"""


def _movements(settlement: Settlement, parts: _Parts, accounts: dict[str, int]) -> Iterator[Movement]:
    escrow, back = accounts["escrow"], Transfer.Reason.REVERSAL.value
    yield from (Movement(held, escrow, minor, back, settlement.pk) for held, minor in parts.held.values())
    yield from (Movement(account, escrow, minor, back, settlement.pk) for account, minor in parts.given.items())
    wanted = [(who, kind) for who in sorted(parts.payable) for kind in ("payable", "owed_by")]
    theirs = open_participant_accounts(campaign_id=settlement.campaign_id, wanted=wanted)
    there = _balances([theirs[who, "payable"] for who in parts.payable])
    for who, minor in parts.payable.items():
        payable = theirs[who, "payable"]
        taken = min(minor, there[payable])
        if taken:
            yield Movement(payable, escrow, taken, back, settlement.pk)
        if minor > taken:
            parts.owed[who] = minor - taken
            owed_by, debt = theirs[who, "owed_by"], Transfer.Reason.DEBT.value
            yield Movement(owed_by, accounts["owed_back"], minor - taken, debt, settlement.pk)


def _balances(account_ids: list[int]) -> dict[int, int]:
    return {account.pk: account.balance_minor for account in Account.objects.filter(pk__in=account_ids)}


def _events(settlement: Settlement, parts: _Parts, at: datetime) -> Iterator[EventRow]:
    """Tell everybody who had a share, also those who had given all of it away.

    What was earned less what was reversed and forfeited is what a person has of it: nothing. So what had been
    forfeited before is not taken a second time.
    """
    chain, shares = settlement.explanation["chain"], settlement.explanation["shares_minor"]
    for who, share in zip(chain, shares, strict=True):
        if share:
            taken = share - parts.forfeited.get(who, 0)
            said = {"amount_minor": taken, "owed_minor": parts.owed.get(who, 0)}
            yield "reward.reversed", at, settlement.campaign_id, None, who, settlement.finding_id, said
    whole = {"prize_minor": settlement.prize_minor}
    yield "finding.unsettled", at, settlement.campaign_id, None, chain[0], settlement.finding_id, whole
