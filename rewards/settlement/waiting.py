"""Waiting: whose rewards wait, because of a hold, a quarantine above them, or because they were removed.

Law: what somebody earns who is on hold or in quarantine is held and stays held; who was removed earns nothing. Asked
when a settlement is drafted, once more under escrow before it is written, when shares are released, and wherever a
payout could leave.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import F, Sum

from campaigns.recruiting.models import Participant
from campaigns.recruiting.standing import below_frozen, in_frozen_branches
from campaigns.trust.models import Hold
from rewards.ledger.models import Account


@dataclass(frozen=True)
class Standing:
    """What was decided about the people of some chains: who is frozen themselves, removed, or on hold."""

    frozen: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()
    on_hold: frozenset[int] = frozenset()

    def who_waits(self, inviter_of: Mapping[int, int | None]) -> frozenset[int]:
        """Give all of these people whose shares cannot be paid at once."""
        waiting = self.removed | self.on_hold
        if not self.frozen:
            return waiting
        places = ((place, inviter, place in self.frozen) for place, inviter in inviter_of.items())
        return waiting | below_frozen(places)


def people_on_hold(*, campaign_id: int, at: datetime) -> set[int]:
    """Read who in the campaign has a hold that is neither decided nor run out."""
    return set(Hold.objects.active(at).filter(campaign=campaign_id).values_list("participant_id", flat=True))


def read_standing(*, campaign_id: int, members: list[int], at: datetime) -> Standing:
    """Read, in one statement, what was decided about these people; members come in ascending order."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING_SQL, {"members": members, "campaign": campaign_id, "at": at})
        rows = cursor.fetchall()
    return Standing(
        frozen=frozenset(who for who, is_frozen, _, _ in rows if is_frozen),
        removed=frozenset(who for who, _, is_removed, _ in rows if is_removed),
        on_hold=frozenset(who for who, _, _, is_held in rows if is_held).intersection(members),
    )


_STANDING_SQL = """
SELECT id, frozen_at IS NOT NULL, removed_at IS NOT NULL, FALSE FROM campaigns_participant
 WHERE id = ANY(%(members)s) AND (frozen_at IS NOT NULL OR removed_at IS NOT NULL)
UNION ALL
SELECT participant_id, FALSE, FALSE, TRUE FROM campaigns_hold
 WHERE campaign_id = %(campaign)s AND decided_at IS NULL AND expires_at > %(at)s
"""


def why_they_wait(participant_ids: Collection[int], *, at: datetime) -> dict[int, str]:
    """Tell who of these is paid nothing for now, and why: removed, on_hold or in_quarantine."""
    people = sorted(set(participant_ids))
    on_hold = Hold.objects.active(at).filter(participant__in=people).values_list("participant_id", flat=True)
    removed = Participant.objects.filter(pk__in=people, removed_at__isnull=False).values_list("pk", flat=True)
    return {
        **dict.fromkeys(in_frozen_branches(people), "in_quarantine"),
        **dict.fromkeys(on_hold, "on_hold"),
        **dict.fromkeys(removed, "removed"),
    }


def money_of(participant_ids: Sequence[int]) -> tuple[int, int]:
    """Add up what is held and what is payable of these people, in minor units."""
    accounts = Account.objects.filter(
        participant__in=participant_ids, kind__in=[Account.Kind.HELD, Account.Kind.PAYABLE]
    )
    stands = {Account.Kind.HELD: 0, Account.Kind.PAYABLE: 0}
    for kind, minor in accounts.values_list("kind").annotate(all=Sum(F("credits_minor") - F("debits_minor"))):
        stands[kind] = int(minor)
    return stands[Account.Kind.HELD], stands[Account.Kind.PAYABLE]
