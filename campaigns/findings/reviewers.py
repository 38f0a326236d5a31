"""How reviewers do: how much they decided, how long it took them, and how far one can go by what they say.

Agreement is Cohen's kappa, with gold and with what became of findings that several reviewers voted on. One's own
vote is part of that outcome, so the second is the kinder measure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Count

from campaigns.findings.agreement import Agreement, cohens_kappa
from campaigns.findings.models import GoldAnswer, Verdict
from campaigns.findings.voting import FINAL
from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign

_Cases = Counter[tuple[bool, bool]]


@dataclass(frozen=True)
class Record:
    """What one reviewer did in a campaign; `minutes` is the median from taking a finding up to saying something."""

    reviewer: User
    roles: tuple[str, ...]
    decided: int
    votes: int
    minutes: float | None
    gold: Agreement
    outcomes: Agreement


@dataclass
class _Count:
    decided: int = 0
    votes: int = 0
    minutes: float | None = None
    gold: _Cases = field(default_factory=Counter)
    outcomes: _Cases = field(default_factory=Counter)


def read_records(*, campaign: Campaign) -> list[Record]:
    """Read how everybody did who reviews in the campaign, or has."""
    counts: dict[int, _Count] = defaultdict(_Count)
    roles: dict[int, list[str]] = defaultdict(list)
    reviewing = Role.objects.filter(campaign=campaign, kind__in=[Role.Kind.ORGANIZER, Role.Kind.REVIEWER])
    for user_id, kind in reviewing.values_list("user", "kind"):
        roles[user_id].append(kind)
        _ = counts[user_id]
    said = Verdict.objects.filter(finding__campaign=campaign, by__isnull=False, kind__in=[*FINAL, *Verdict.VOTES])
    for user_id, kind, count in said.values_list("by", "kind").annotate(count=Count("pk")).order_by():
        if kind in FINAL:
            counts[user_id].decided += count
        else:
            counts[user_id].votes += count
    answers = GoldAnswer.objects.filter(gold__campaign=campaign)
    for user_id, said_true, is_true, count in answers.values_list("reviewer", "said_true", "gold__is_true").annotate(
        count=Count("pk")
    ):
        counts[user_id].gold[said_true, is_true] += count
    with connection.cursor() as cursor:
        cursor.execute(_OUTCOMES_SQL, [campaign.pk])
        for user_id, said_true, was_true, count in cursor.fetchall():
            counts[user_id].outcomes[said_true, was_true] += count
        cursor.execute(_MINUTES_SQL, [campaign.pk])
        for user_id, minutes in cursor.fetchall():
            counts[user_id].minutes = round(float(minutes), 1)
    people = User.objects.in_bulk(list(counts))
    return [
        Record(
            reviewer=people[user_id],
            roles=tuple(sorted(roles[user_id])),
            decided=count.decided,
            votes=count.votes,
            minutes=count.minutes,
            gold=cohens_kappa(count.gold),
            outcomes=cohens_kappa(count.outcomes),
        )
        for user_id, count in sorted(counts.items())
    ]


# Each vote beside the verdict of its round, where somebody else voted too.
_OUTCOMES_SQL = """
SELECT vote.by_id, vote.kind = 'vote_verify', final.kind = 'verified', COUNT(*)
  FROM campaigns_finding finding
  JOIN campaigns_verdict final ON final.finding_id = finding.id AND final.kind IN ('verified', 'rejected', 'duplicate')
       AND final.by_id IS NOT NULL
  JOIN campaigns_verdict vote ON vote.finding_id = finding.id AND vote.round = final.round
       AND vote.kind IN ('vote_verify', 'vote_reject')
 WHERE finding.campaign_id = %s
   AND EXISTS (SELECT FROM campaigns_verdict other WHERE other.finding_id = finding.id AND other.round = vote.round
                AND other.kind IN ('vote_verify', 'vote_reject') AND other.by_id <> vote.by_id)
 GROUP BY 1, 2, 3
"""

# From one's latest claim of a finding to the first thing one said of it in the same round.
_MINUTES_SQL = """
SELECT said.by_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY EXTRACT(epoch FROM said.at - claimed.at) / 60)
  FROM (SELECT verdict.finding_id, verdict.round, verdict.by_id, MIN(verdict.at) AS at
          FROM campaigns_finding finding JOIN campaigns_verdict verdict ON verdict.finding_id = finding.id
         WHERE finding.campaign_id = %s AND verdict.by_id IS NOT NULL
           AND verdict.kind IN ('verified', 'rejected', 'duplicate', 'vote_verify', 'vote_reject')
         GROUP BY 1, 2, 3) said
 CROSS JOIN LATERAL (
       SELECT MAX(claim.at) AS at FROM campaigns_verdict claim
        WHERE claim.finding_id = said.finding_id AND claim.round = said.round AND claim.by_id = said.by_id
          AND claim.kind = 'claimed' AND claim.at <= said.at) claimed
 WHERE claimed.at IS NOT NULL
 GROUP BY said.by_id
"""
