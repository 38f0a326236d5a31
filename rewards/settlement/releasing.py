"""Releasing: held shares become payable when their time has come, each once.

The settlement is the queue: `releases_at` says when its held shares are looked at. Places that nobody has claimed
keep theirs held; they are looked at every day at first, then less often. So do people who are on hold, in quarantine
or removed: they are looked at every hour at first, and every day later, since any of that may end. When somebody claims
a place, is cleared or reinstated, a message has theirs looked at once. A finding that was found wrong meanwhile is not
released but reversed.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import DateTimeField, DurationField, Expression, ExpressionWrapper, F, Value
from django.db.models.functions import Greatest, Least

from campaigns.events.operations import EventRow, record_events
from campaigns.findings.models import Finding
from campaigns.recruiting.models import Participant
from campaigns.recruiting.standing import keep_standings
from rewards.ledger.arrivals import Arrival, Deductions
from rewards.ledger.models import Account, Transfer
from rewards.ledger.operations import Movement, lock_escrow, open_participant_accounts, post_transfers
from rewards.settlement.drafting import UNCLAIMED_AGAIN, WAITING_AGAIN
from rewards.settlement.models import Settlement
from rewards.settlement.operations import CHUNK
from rewards.settlement.sweeping import alone
from rewards.settlement.waiting import why_they_wait

logger = logging.getLogger(__name__)


class _HeldShare(NamedTuple):
    settlement_id: int
    finding_id: int
    participant_id: int
    held_id: int
    amount_minor: int
    settled_at: datetime
    is_claimed: bool


def release_due(*, at: datetime) -> int:
    """Release every held share whose time has come, chunk by chunk; returns how many became payable."""
    with alone("release_due") as is_alone:
        if not is_alone:
            return 0
        by_campaign: dict[int, list[int]] = defaultdict(list)
        for campaign_id, settlement_id in Settlement.objects.to_release(at).values_list("campaign_id", "pk"):
            by_campaign[campaign_id].append(settlement_id)
        return sum(
            _release_as_far_as_possible(campaign_id, settlement_ids[start : start + CHUNK], at)
            for campaign_id, settlement_ids in by_campaign.items()
            for start in range(0, len(settlement_ids), CHUNK)
        )


def release_person(*, participant_id: int, at: datetime) -> int:
    """Release what is held of somebody for whom nothing has to wait any more; returns how many shares became payable.

    With theirs go the shares of others in the same settlements, where these wait for nothing either. The days for which
    the campaign holds every reward are over first, as for everybody.
    """
    participant = Participant.objects.select_related("campaign").get(pk=participant_id)
    until = at - timedelta(days=participant.campaign.hold_days)
    held = Transfer.objects.filter(
        reason=Transfer.Reason.SHARE, credit__participant=participant_id, credit__kind=Account.Kind.HELD
    )
    waiting = Settlement.objects.still_held(until).filter(pk__in=held.values("settlement"))
    ids = list(waiting.values_list("pk", flat=True))
    return sum(
        _release_as_far_as_possible(participant.campaign_id, ids[start : start + CHUNK], at, settled_until=until)
        for start in range(0, len(ids), CHUNK)
    )


def _release_as_far_as_possible(
    campaign_id: int, settlement_ids: Sequence[int], at: datetime, *, settled_until: datetime | None = None
) -> int:
    try:
        return _release_chunk(campaign_id, settlement_ids, at, settled_until)
    except Exception:
        # Whatever is wrong with one settlement, the others are released.
        if len(settlement_ids) == 1:
            logger.exception("Settlement %s could not be released; the next sweep tries again", settlement_ids[0])
            return 0
    return sum(
        _release_as_far_as_possible(campaign_id, [one], at, settled_until=settled_until) for one in settlement_ids
    )


def _release_chunk(
    campaign_id: int, settlement_ids: Sequence[int], at: datetime, settled_until: datetime | None
) -> int:
    """Release what can be of some settlements: of those that are due, or of all that were made until then."""
    with transaction.atomic():
        lock_escrow(campaign_id=campaign_id)
        keep_standings(campaign_id)
        # A second worker that waited for the lock finds them released.
        settlements = Settlement.objects.filter(pk__in=settlement_ids)
        due = settlements.to_release(at) if settled_until is None else settlements.still_held(settled_until)
        still_due = list(due.values_list("pk", flat=True))
        held = _held_shares(still_due)
        waiting = why_they_wait({share.participant_id for share in held}, at=at)
        released = [share for share in held if share.is_claimed and share.participant_id not in waiting]
        earners = {share.participant_id for share in released}
        payable = open_participant_accounts(campaign_id=campaign_id, wanted=((who, "payable") for who in earners))
        settled = min((share.settled_at for share in released), default=None)
        deductions = Deductions(campaign_id=campaign_id, participant_ids=earners, since=settled)
        movements: list[Movement] = []
        for share in released:
            who, amount, settlement_id = share.participant_id, share.amount_minor, share.settlement_id
            release = Transfer.Reason.RELEASE.value
            movements.append(Movement(share.held_id, payable[who, "payable"], amount, release, settlement_id))
            arrival = Arrival(who, amount, settlement_id)
            movements.extend(deductions.take_from(arrival, settled_at=share.settled_at))
        post_transfers(campaign_id=campaign_id, movements=movements)
        by_people = {share.settlement_id for share in held if share.participant_id in waiting}
        unclaimed = {share.settlement_id for share in held if not share.is_claimed} - by_people
        Settlement.objects.filter(pk__in=set(still_due) - by_people - unclaimed).update(releases_at=None)
        # The longer a share waited, the longer it may wait: a row is not written anew every day for years. But whoever
        # is cleared gets what is theirs within a day.
        age = (Value(at) - F("settled_at")) / 4
        _look_again(unclaimed, Greatest(Value(UNCLAIMED_AGAIN), age, output_field=DurationField()), at)
        soon = Greatest(Value(WAITING_AGAIN), age, output_field=DurationField())
        _look_again(by_people, Least(Value(UNCLAIMED_AGAIN), soon, output_field=DurationField()), at)
        record_events(_event(campaign_id, share, at) for share in released)
    return len(released)


def _look_again(settlement_ids: set[int], after: Expression, at: datetime) -> None:
    again = ExpressionWrapper(Value(at) + after, output_field=DateTimeField())
    # By law never earlier than was said before.
    later = Greatest(F("releases_at"), again)
    Settlement.objects.filter(pk__in=settlement_ids).update(releases_at=later)


def _event(campaign_id: int, share: _HeldShare, at: datetime) -> EventRow:
    said = {"amount_minor": share.amount_minor}
    return "reward.released", at, campaign_id, None, share.participant_id, share.finding_id, said


def _held_shares(settlement_ids: Sequence[int]) -> list[_HeldShare]:
    with connection.cursor() as cursor:
        cursor.execute(_HELD_SQL, [list(settlement_ids), Finding.State.REVERSED.value])
        return [_HeldShare(*row) for row in cursor.fetchall()]


_HELD_SQL = """
SELECT settlement.id, settlement.finding_id, earner.id, held.id, share.amount_minor, settlement.settled_at,
       earner.user_id IS NOT NULL
  FROM rewards_settlement settlement
  JOIN campaigns_finding finding ON finding.id = settlement.finding_id
  JOIN rewards_transfer share ON share.settlement_id = settlement.id AND share.reason = 'share'
  JOIN rewards_account held ON held.id = share.credit_id AND held.kind = 'held'
  JOIN campaigns_participant earner ON earner.id = held.participant_id
 WHERE settlement.id = ANY(%s) AND finding.state <> %s
   AND NOT EXISTS (
       SELECT FROM rewards_transfer gone
        WHERE gone.settlement_id = settlement.id AND gone.debit_id = held.id)
 ORDER BY share.id
"""
