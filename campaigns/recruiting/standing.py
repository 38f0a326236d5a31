"""Standing: what was decided about a participant and is read wherever somebody joins, reports or is paid.

Four columns of Participant are written here and nowhere else, each change with its event in the same transaction:
`standing`, what their record says of a report of theirs; `frozen_at`, the root of a branch in quarantine; `removed_at`,
who earns nothing any more; and `is_banned`, who may not take part either. Who decides it is a matter of trust, above.

Whoever changes what money depends on locks the campaign's standings; whoever pays keeps them still meanwhile. So a
decision comes before a payment or after it, and never into the middle of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from campaigns.errors import DomainError, NotAllowed, NotPossibleNow
from campaigns.events.operations import record_event, record_events
from campaigns.people.models import User
from campaigns.recruiting.models import Participant, ReferralLink

# As the database says it: log-odds beyond this would let one person's record drown all other evidence.
MOST_STANDING = 4.0


def lock_standings(campaign_id: int) -> None:
    """Let nobody in the campaign be paid, nor others decide about its people, until the transaction ends."""
    _take_lock("pg_advisory_xact_lock", campaign_id)


def keep_standings(campaign_id: int) -> None:
    """Let what was decided about the campaign's people stay as it is until the transaction ends.

    Whoever pays holds escrow already when asking for this; those who decide never ask for escrow.
    """
    _take_lock("pg_advisory_xact_lock_shared", campaign_id)


def _take_lock(function: str, campaign_id: int) -> None:
    with connection.cursor() as cursor:
        # The two-part key is a space of its own, beside that of the campaigns' locks.
        cursor.execute(f"SELECT {function}(%s, %s)", [_STANDING_LOCKS, campaign_id % 2**31])


_STANDING_LOCKS = 2


def set_standings(*, campaign_id: int, values: Mapping[int, float], at: datetime) -> int:
    """Write what people's records say of new reports of theirs, by participant id; returns how many changed."""
    if not values:
        return 0
    bounded = {who: max(-MOST_STANDING, min(MOST_STANDING, value)) for who, value in values.items()}
    people = sorted(bounded)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_SET_STANDINGS, [people, [bounded[who] for who in people], campaign_id])
            changed = cursor.fetchall()
        record_events(
            ("participant.standing_changed", at, campaign_id, None, who, None, {"standing": round(standing, 6)})
            for who, standing in changed
        )
    return len(changed)


# Locked in the order of their ids, so that two who write the same people's follow each other.
_SET_STANDINGS = """
WITH wanted AS (
    SELECT participant.id, said.standing
      FROM unnest(%s::bigint[], %s::float8[]) AS said(id, standing)
      JOIN campaigns_participant participant ON participant.id = said.id
     WHERE participant.campaign_id = %s AND participant.standing <> said.standing
     ORDER BY participant.id FOR NO KEY UPDATE OF participant
)
UPDATE campaigns_participant participant SET standing = wanted.standing
  FROM wanted WHERE participant.id = wanted.id
RETURNING participant.id, participant.standing
"""


def freeze_branch(*, root: Participant, actor: User | None, at: datetime, **said: Any) -> bool:
    """Close a branch to recruits and let all its rewards wait; tells whether it was open."""
    return _change(root, {"frozen_at": at}, "participant.frozen", actor=actor, at=at, said=said)


def unfreeze_branch(*, root: Participant, actor: User | None, at: datetime, **said: Any) -> bool:
    """Open a branch again; what is above or below it and frozen by itself stays so."""
    return _change(root, {"frozen_at": None}, "participant.unfrozen", actor=actor, at=at, said=said)


def remove_member(*, participant: Participant, banned: bool, actor: User | None, at: datetime, **said: Any) -> bool:
    """Let somebody earn nothing from now on, and where banned, take no part either; tells whether that is new."""
    wanted = {"removed_at": at, **({"is_banned": True} if banned else {})}
    return _change(participant, wanted, "participant.removed", actor=actor, at=at, said={"banned": banned, **said})


def reinstate_member(*, participant: Participant, actor: User | None, at: datetime, **said: Any) -> bool:
    """Let somebody who was removed take part and earn again; tells whether they were."""
    wanted = {"removed_at": None, "is_banned": False}
    return _change(participant, wanted, "participant.reinstated", actor=actor, at=at, said=said)


def _change(
    participant: Participant, wanted: dict[str, Any], kind: str, *, actor: User | None, at: datetime, said: Any
) -> bool:
    """Write what is new of these columns, with its event; what holds already holds since it began."""
    with transaction.atomic():
        lock_standings(participant.campaign_id)
        participant.refresh_from_db(fields=list(wanted))
        new = {name: value for name, value in wanted.items() if bool(value) != bool(getattr(participant, name))}
        if not new:
            return False
        for name, value in new.items():
            setattr(participant, name, value)
        participant.save(update_fields=list(new))
        record_event(
            kind=kind,
            at=at,
            campaign_id=participant.campaign_id,
            actor_id=actor.pk if actor else None,
            participant_id=participant.pk,
            data=said,
        )
    return True


def is_frozen(participant: Participant) -> bool:
    """Tell whether this person, or somebody above them, is the root of a branch in quarantine."""
    return bool(in_frozen_branches([participant.pk]))


def in_frozen_branches(participant_ids: Iterable[int]) -> set[int]:
    """Tell who of these stands in a branch that is in quarantine."""
    wanted = set(participant_ids)
    if not wanted:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE_SQL, [sorted(wanted)])
        places = cursor.fetchall()
    return wanted & below_frozen(places)


def below_frozen(places: Iterable[tuple[int, int | None, bool]]) -> set[int]:
    """Give those of some places, all that is above them included, that are frozen or stand below one that is.

    A place is (id, inviter's id, whether it is frozen itself).
    """
    frozen: set[int] = set()
    # An inviter's id is the lower one (law 1).
    for place, inviter, is_frozen_itself in sorted(places):
        if is_frozen_itself or inviter in frozen:
            frozen.add(place)
    return frozen


_ABOVE_SQL = """
WITH RECURSIVE above AS (
    SELECT id, invited_by_id, frozen_at IS NOT NULL AS is_frozen FROM campaigns_participant WHERE id = ANY(%s)
    UNION
    SELECT inviter.id, inviter.invited_by_id, inviter.is_frozen
      FROM above CROSS JOIN LATERAL (
           SELECT id, invited_by_id, frozen_at IS NOT NULL AS is_frozen
             FROM campaigns_participant WHERE id = above.invited_by_id OFFSET 0) inviter
)
SELECT id, invited_by_id, is_frozen FROM above
"""


def refusal_of_inviter(link: ReferralLink) -> DomainError | None:
    """Tell that nobody can join by this link because of what was decided about its owner; not what, nor about whom."""
    if link.participant_id is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_CLOSED_SQL, [link.participant_id])
        is_closed = bool(cursor.fetchone()[0])
    if not is_closed:
        return None
    return NotPossibleNow(
        "link_not_open",
        "Nobody can join by this link at the moment. Ask for another one, or join without an inviter.",
        field="referral_code",
    )


_CLOSED_SQL = """
WITH RECURSIVE above AS (
    SELECT invited_by_id, frozen_at IS NOT NULL OR is_banned AS is_closed FROM campaigns_participant WHERE id = %s
    UNION ALL
    SELECT inviter.invited_by_id, inviter.frozen_at IS NOT NULL
      FROM above JOIN campaigns_participant inviter ON inviter.id = above.invited_by_id
     WHERE NOT above.is_closed
)
SELECT bool_or(is_closed) FROM above
"""


def refuse_banned(participant: Participant) -> None:
    """Refuse whoever may not take part any more; the message is for them alone."""
    if participant.is_banned:
        raise NotAllowed(
            "place_is_closed",
            "The organizers have closed your place in this campaign: you cannot report or bring others in. Under "
            f"/campaigns/{participant.campaign.slug}/me/trust/ you read why, and can object.",
        )
