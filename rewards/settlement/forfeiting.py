"""Forfeiting: what is held of somebody who was removed goes to the remainder, once their time to object is over.

Never up the chain: it goes where the settlement's remainder went, to the charity, the solidarity pool or back to
escrow. It waits 14 days from the removal, and as long as an objection of theirs is not answered. Whoever is
reinstated before keeps it; what was forfeited by then stays where it is. For somebody who was erased nothing waits.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import F, Q

from campaigns.events.operations import record_events
from campaigns.recruiting.models import Participant
from campaigns.recruiting.standing import keep_standings
from campaigns.trust.models import Hold
from campaigns.trust.operations import OBJECTION_DAYS, REMOVING
from rewards.ledger.models import Transfer
from rewards.ledger.operations import Movement, lock_escrow, post_transfers
from rewards.settlement.operations import CHUNK
from rewards.settlement.sweeping import alone

logger = logging.getLogger(__name__)


class _Forfeited(NamedTuple):
    settlement_id: int
    finding_id: int
    participant_id: int
    held_id: int
    amount_minor: int
    remainder_to: str


def forfeit_due(*, at: datetime) -> int:
    """Forfeit what is held of everybody whose time to object is over, person by person; returns how many shares."""
    with alone("forfeit_due") as is_alone:
        if not is_alone:
            return 0
        removed = Hold.objects.filter(
            decision__in=REMOVING, participant__removed_at__lte=at - timedelta(days=OBJECTION_DAYS)
        ).values("participant")
        people: dict[int, int] = dict(
            Participant.objects.filter(Q(pk__in=removed) | Q(is_erased=True))
            .filter(accounts__kind="held", accounts__credits_minor__gt=F("accounts__debits_minor"))
            .values_list("pk", "campaign_id")
        )
        return sum(_forfeit_as_far_as_possible(campaign_id, who, at) for who, campaign_id in sorted(people.items()))


def _forfeit_as_far_as_possible(campaign_id: int, participant_id: int, at: datetime) -> int:
    forfeited = 0
    try:
        while shares := _forfeit_chunk(campaign_id, participant_id, at):
            forfeited += shares
    except Exception:
        logger.exception(
            "What is held of participant %s could not be forfeited; the next sweep tries again", participant_id
        )
    return forfeited


def _forfeit_chunk(campaign_id: int, participant_id: int, at: datetime) -> int:
    with transaction.atomic():
        accounts = lock_escrow(campaign_id=campaign_id)
        # Nobody objects or is reinstated meanwhile.
        keep_standings(campaign_id)
        shares = _due_shares(participant_id, at)
        if not shares:
            return 0
        forfeit = Transfer.Reason.FORFEIT.value
        goes_to = {"budget": "escrow"}
        post_transfers(
            campaign_id=campaign_id,
            movements=[
                Movement(
                    share.held_id,
                    accounts[goes_to.get(share.remainder_to, share.remainder_to)],
                    share.amount_minor,
                    forfeit,
                    share.settlement_id,
                )
                for share in shares
            ],
        )
        with connection.cursor() as cursor:
            cursor.execute(_NOTHING_HELD_SQL, [[share.settlement_id for share in shares]])
        record_events(
            (
                "reward.forfeited",
                at,
                campaign_id,
                None,
                share.participant_id,
                share.finding_id,
                {"amount_minor": share.amount_minor, "to": share.remainder_to},
            )
            for share in shares
        )
    return len(shares)


def _due_shares(participant_id: int, at: datetime) -> Sequence[_Forfeited]:
    with connection.cursor() as cursor:
        cursor.execute(
            _DUE_SQL, {"who": participant_id, "removed_until": at - timedelta(days=OBJECTION_DAYS), "chunk": CHUNK}
        )
        return [_Forfeited(*row) for row in cursor.fetchall()]


# What waits for an answer to an objection is not due; what is of a finding found wrong is taken back instead.
_DUE_SQL = """
SELECT settlement.id, settlement.finding_id, removed.id, held.id, share.amount_minor,
       settlement.explanation->>'remainder_to'
  FROM campaigns_participant removed
  JOIN rewards_account held ON held.participant_id = removed.id AND held.kind = 'held'
  JOIN rewards_transfer share ON share.credit_id = held.id AND share.reason = 'share'
  JOIN rewards_settlement settlement ON settlement.id = share.settlement_id
  JOIN campaigns_finding finding ON finding.id = settlement.finding_id AND finding.state = 'verified'
 WHERE removed.id = %(who)s AND (removed.removed_at <= %(removed_until)s OR removed.is_erased)
   AND (removed.is_erased OR NOT EXISTS (
       SELECT FROM campaigns_objection objection
        WHERE objection.participant_id = removed.id AND objection.hold_id IS NOT NULL
          AND objection.decided_at IS NULL))
   AND NOT EXISTS (
       SELECT FROM rewards_transfer gone
        WHERE gone.settlement_id = settlement.id AND gone.debit_id = held.id)
 ORDER BY share.id
 LIMIT %(chunk)s
"""

# Of settlements with nothing held any more nothing is looked at again.
_NOTHING_HELD_SQL = """
UPDATE rewards_settlement settlement SET releases_at = NULL
 WHERE settlement.id = ANY(%s) AND NOT EXISTS (
       SELECT FROM rewards_transfer share
         JOIN rewards_account held ON held.id = share.credit_id AND held.kind = 'held'
        WHERE share.settlement_id = settlement.id AND share.reason = 'share' AND NOT EXISTS (
              SELECT FROM rewards_transfer gone
               WHERE gone.settlement_id = settlement.id AND gone.debit_id = held.id))
"""
