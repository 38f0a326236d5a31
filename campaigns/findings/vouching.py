"""Vouch: somebody on the chain above the finder says that a report is true, before anybody has decided about it.

Once each, and never taken back: a vouch for what proves false costs both of them trust, so it is worth something only
while nobody knows. Whoever earns nothing for the moment, or ever, has nothing to lose by it and cannot vouch.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from campaigns.errors import NotAllowed, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.findings.models import Finding, Verdict, Vouch
from campaigns.recruiting.models import Participant
from campaigns.recruiting.standing import is_frozen

MOST_NOTE = 280
MOST_SHOWN = 100
# How many of a campaign's newest undecided reports are looked through for those of one's own branch.
MOST_SEARCHED = 5_000


@dataclass(frozen=True)
class Vouchable:
    """A report that came up through somebody: how many steps below them its finder stands, and through whom."""

    finding: Finding
    depth: int
    through: Participant
    is_vouched: bool


def vouch_for_finding(
    *, finding: Finding, participant: Participant, at: datetime, note: str = ""
) -> tuple[Vouch, bool]:
    """Say that a report of one's own branch is true; saying it again changes nothing.

    Returns the vouch and whether it is new.
    """
    if not Participant.objects.is_below(finding.participant_id, ancestor_id=participant.pk):
        raise NotAllowed("not_of_your_branch", "One vouches for reports of people one brought in, directly or not.")
    with transaction.atomic():
        # Nobody decides meanwhile.
        finding = Finding.objects.select_for_update(no_key=True, of=("self",)).get(pk=finding.pk)
        known = Vouch.objects.filter(finding=finding, participant=participant).first()
        if known is not None:
            return known, False
        if not _is_open(finding):
            raise NotPossibleNow(
                "review_has_begun",
                "A reviewer has said something about this report; one vouches before that.",
                state=finding.state,
            )
        _refuse_who_has_nothing_to_lose(participant, at)
        vouch = Vouch.objects.create(finding=finding, participant=participant, note=note.strip(), at=at)
        record_event(
            kind="finding.vouched",
            at=at,
            campaign_id=finding.campaign_id,
            actor_id=participant.user_id,
            participant_id=participant.pk,
            finding_id=finding.pk,
        )
    return vouch, True


def vouchable_for(participant: Participant) -> list[Vouchable]:
    """List the latest reports of this person's branch about which nobody has said anything yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            _BELOW_SQL,
            {
                "campaign": participant.campaign_id,
                "place": participant.pk,
                "undecided": list(Finding.UNDECIDED),
                "votes": list(Verdict.VOTES),
                "searched": MOST_SEARCHED,
                "shown": MOST_SHOWN,
            },
        )
        rows = cursor.fetchall()
    findings = Finding.objects.select_related("objective").in_bulk([row[0] for row in rows])
    recruits = Participant.objects.in_bulk({row[2] for row in rows})
    vouched = set(
        Vouch.objects.filter(participant=participant, finding__in=findings).values_list("finding_id", flat=True)
    )
    return [Vouchable(findings[pk], depth, recruits[through], pk in vouched) for pk, depth, through in rows]


def _is_open(finding: Finding) -> bool:
    """Undecided, for the first time, and without a reviewer's vote."""
    is_first = finding.state in Finding.UNDECIDED and finding.round == 1
    return is_first and not finding.verdicts.filter(kind__in=Verdict.VOTES).exists()


def _refuse_who_has_nothing_to_lose(participant: Participant, at: datetime) -> None:
    participant.refresh_from_db(fields=["removed_at", "is_banned"])
    # Holds are of a room above, which leaves them with the participant to be read.
    waits = participant.holds.active(at).exists()
    if participant.removed_at is not None or waits or is_frozen(participant):
        raise NotAllowed(
            "vouching_needs_standing",
            "Your rewards wait or you earn none in this campaign, so you cannot vouch in it for now.",
        )


# From each finder upwards, and no further than to the place: whoever stands above it has a lower id (law 1).
_BELOW_SQL = """
WITH RECURSIVE candidate AS (
    SELECT finding.id, finding.participant_id
      FROM campaigns_finding finding
     WHERE finding.campaign_id = %(campaign)s AND finding.state = ANY(%(undecided)s) AND finding.round = 1
       AND finding.participant_id > %(place)s
       AND NOT EXISTS (SELECT FROM campaigns_verdict verdict
                        WHERE verdict.finding_id = finding.id AND verdict.kind = ANY(%(votes)s))
     ORDER BY finding.id DESC LIMIT %(searched)s
), above AS (
    SELECT finder.id AS finder, finder.id, finder.invited_by_id, 1 AS depth
      FROM campaigns_participant finder WHERE finder.id IN (SELECT participant_id FROM candidate)
    UNION ALL
    SELECT above.finder, inviter.id, inviter.invited_by_id, above.depth + 1
      FROM above JOIN campaigns_participant inviter ON inviter.id = above.invited_by_id
     WHERE above.invited_by_id > %(place)s
)
SELECT candidate.id, above.depth, above.id
  FROM candidate JOIN above ON above.finder = candidate.participant_id AND above.invited_by_id = %(place)s
 ORDER BY candidate.id DESC LIMIT %(shown)s
"""
