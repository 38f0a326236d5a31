"""Taking a finding up: for as long as the campaign gives, it is with one reviewer and with nobody else.

A finding has as many places as there are reviewers still needed for it. A claim that has run out is anybody's to
take over; claiming again prolongs one's own. A vote ends one's own claim, and the verdict ends them all.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from campaigns.errors import NotPossibleNow
from campaigns.findings.models import Claim, Finding, Verdict
from campaigns.findings.steps import (
    lock_finding,
    note_event,
    refuse_out_of_time,
    require_step,
    take_step,
    write_verdict,
)
from campaigns.findings.voting import count_votes, refuse_bystander, refuse_partial, refuse_taken
from campaigns.people.models import User

LONGEST_CLAIM = timedelta(days=1)


def claim_finding(*, finding: Finding, reviewer: User, at: datetime) -> Claim:
    """Take a finding up, or keep it for the full time anew."""
    with transaction.atomic():
        finding = lock_finding(finding)
        require_step(finding, "claim")
        refuse_out_of_time(finding.campaign, at)
        refuse_partial(finding, reviewer)
        tally = count_votes(finding)
        refuse_bystander(finding, tally, reviewer)
        expires_at = at + timedelta(minutes=finding.campaign.review_minutes)
        own = Claim.objects.filter(finding=finding, reviewer=reviewer, expires_at__gt=at).first()
        if own is not None:
            own.expires_at = prolonged(own, expires_at)
            own.save(update_fields=["expires_at"])
            note_event(finding, "finding.claim_prolonged", by=reviewer, at=at, until=own.expires_at.isoformat())
            return own
        refuse_taken(finding, tally, reviewer, at=at)
        claims = Claim.objects.filter(finding=finding)
        claims.filter(expires_at__lte=at).delete()
        claim = Claim.objects.create(
            finding=finding, place=free_place(claims), reviewer=reviewer, claimed_at=at, expires_at=expires_at
        )
        take_step(finding, "claim", Verdict.Kind.CLAIMED, by=reviewer, at=at)
    return claim


def release_claim(*, finding: Finding, reviewer: User, at: datetime) -> None:
    """Give a finding back to the others without a verdict."""
    with transaction.atomic():
        finding = lock_finding(finding)
        gone, _ = Claim.objects.filter(finding=finding, reviewer=reviewer).delete()
        if not gone:
            raise NotPossibleNow("not_claimed", "You have not taken this finding up, or somebody else has it by now.")
        write_verdict(finding, Verdict.Kind.RELEASED, by=reviewer, at=at)
        note_event(finding, "finding.claim_released", by=reviewer, at=at)


def prolonged(claim: Claim, until: datetime) -> datetime:
    """Tell until when a claim can be prolonged: nobody keeps a finding from the others for longer than a day."""
    return max(claim.expires_at, min(until, claim.claimed_at + LONGEST_CLAIM))


def free_place(claims: QuerySet[Claim]) -> int:
    """Give the lowest place that no claim has."""
    taken = set(claims.values_list("place", flat=True))
    return next(place for place in range(1, len(taken) + 2) if place not in taken)
