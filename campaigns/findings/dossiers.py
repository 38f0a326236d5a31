"""Dossier: all that a reviewer is shown of one finding, gold and real ones alike.

What the others voted stays closed until one has voted oneself, or the finding is decided; an organizer reads it to
end a dispute. Where the campaign hides prizes from reviewers they see neither the prize nor what follows from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from campaigns.findings.gold import disguise, dress_evidence, opinion_of, tally_of
from campaigns.findings.models import Assessment, Claim, Evidence, Finding, Gold, Verdict
from campaigns.findings.quorum import Tally
from campaigns.findings.voting import BETWEEN_REVIEWERS, count_all_votes
from campaigns.people.models import User


@dataclass(frozen=True)
class Dossier:
    finding: Finding
    tally: Tally
    claims: tuple[Claim, ...]
    """Live ones."""
    votes: tuple[Verdict, ...] | None
    """Of the present round; None as long as they are closed to this reader."""
    history: tuple[Verdict, ...]
    evidence: tuple[Evidence, ...]
    assessment: Assessment | None
    cluster_size: int
    cluster_first: Finding | None
    shows_prize: bool

    def own_claim(self, reader: User) -> Claim | None:
        return next((claim for claim in self.claims if claim.reviewer_id == reader.pk), None)


def open_dossiers(findings: QuerySet[Finding], *, reader: User, at: datetime) -> dict[int, Dossier]:
    """Gather the dossiers of findings of one campaign, in a few queries whatever their number."""
    found = list(
        findings.select_related("campaign", "objective", "participant", "assessment__cluster_first").prefetch_related(
            "verdicts__duplicate_of", "evidence"
        )
    )
    if not found:
        return {}
    is_organizer = reader.may(found[0].campaign_id)
    tallies = count_all_votes(found)
    claims: dict[int, list[Claim]] = defaultdict(list)
    for claim in Claim.objects.filter(finding__in=tallies, expires_at__gt=at).order_by("expires_at"):
        claims[claim.finding_id].append(claim)
    sizes = _cluster_sizes([assessment for finding in found if (assessment := _assessment_of(finding)) is not None])
    return {
        finding.pk: _gather(finding, tallies[finding.pk], claims[finding.pk], sizes, reader, is_organizer=is_organizer)
        for finding in found
    }


def open_gold(gold: Gold, *, reader: User, at: datetime) -> Dossier:
    """Make the dossier that gold has as the finding it is taken for."""
    guise = disguise(gold=gold, reviewer=reader, at=at)
    assessment = opinion_of(gold, guise)
    return Dossier(
        finding=guise,
        tally=tally_of(gold=gold, reviewer=reader),
        claims=tuple(Claim.objects.filter(finding=gold.finding_id, reviewer=reader, expires_at__gt=at)),
        votes=None,
        history=(),
        # Its address is that of the gold.
        evidence=tuple(dress_evidence(piece, guise) for piece in gold.finding.evidence.all()),
        assessment=assessment,
        cluster_size=1,
        cluster_first=None if assessment is None else guise,
        shows_prize=not guise.campaign.hide_prizes_from_reviewers,
    )


def _gather(
    finding: Finding,
    tally: Tally,
    claims: Sequence[Claim],
    sizes: dict[int, int],
    reader: User,
    *,
    is_organizer: bool,
) -> Dossier:
    verdicts = list(finding.verdicts.all())
    votes = tuple(said for said in verdicts if said.kind in Verdict.VOTES and said.round == finding.round)
    may_read = (
        finding.state not in Finding.UNDECIDED
        or any(vote.by_id == reader.pk for vote in votes)
        or (is_organizer and tally.is_disputed)
    )
    assessment = _assessment_of(finding)
    return Dossier(
        finding=finding,
        tally=tally,
        claims=tuple(claims),
        votes=votes if may_read else None,
        history=tuple(said for said in verdicts if said.kind not in BETWEEN_REVIEWERS),
        evidence=tuple(finding.evidence.all()),
        assessment=assessment,
        cluster_size=1 if assessment is None else sizes[assessment.cluster_first_id],
        cluster_first=None if assessment is None else assessment.cluster_first,
        shows_prize=is_organizer or not finding.campaign.hide_prizes_from_reviewers,
    )


def _assessment_of(finding: Finding) -> Assessment | None:
    try:
        return finding.assessment
    except Assessment.DoesNotExist:
        return None


def _cluster_sizes(assessments: Sequence[Assessment]) -> dict[int, int]:
    firsts = {assessment.cluster_first_id for assessment in assessments}
    counted = Assessment.objects.filter(cluster_first__in=firsts).values_list("cluster_first")
    return dict(counted.annotate(count=Count("pk")).order_by())
