"""The state machine of a finding, and the one way in which it takes a step.

submitted → under_review → verified · rejected · duplicate · needs_info (→ respond) · withdrawn; verified → reversed;
rejected · duplicate → under_review by appeal, once. Every step is taken under the finding's lock and leaves a Verdict
and an Event; a step that decides ends every claim.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from math import exp
from typing import Any

from campaigns.errors import NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.findings.models import Assessment, Claim, Finding, Verdict
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant

# A report is reviewed once, and once more where its reporter appeals.
MOST_ROUNDS = 2

S = Finding.State

# What each step starts from and where it leads.
STEPS: dict[str, tuple[tuple[str, ...], str]] = {
    "claim": ((S.SUBMITTED, S.UNDER_REVIEW), S.UNDER_REVIEW),
    "verify": (Finding.UNDECIDED, S.VERIFIED),
    "reject": (Finding.UNDECIDED, S.REJECTED),
    "request_info": ((S.SUBMITTED, S.UNDER_REVIEW), S.NEEDS_INFO),
    "respond": ((S.NEEDS_INFO,), S.UNDER_REVIEW),
    "withdraw": (Finding.UNDECIDED, S.WITHDRAWN),
    "appeal": ((S.REJECTED, S.DUPLICATE), S.UNDER_REVIEW),
    "reverse": ((S.VERIFIED,), S.REVERSED),
}

# What the log says of a finding that came to a state; of two steps it says the step itself.
TOLD_OF_STATE: dict[str, str] = {
    S.UNDER_REVIEW: "finding.under_review",
    S.NEEDS_INFO: "finding.needs_info",
    S.VERIFIED: "finding.verified",
    S.REJECTED: "finding.rejected",
    S.DUPLICATE: "finding.duplicate",
    S.WITHDRAWN: "finding.withdrawn",
    S.REVERSED: "finding.reversed",
}
_TOLD_OF_STEP = {"claim": "finding.claimed", "appeal": "finding.appealed"}


def possible_steps(finding: Finding) -> list[str]:
    """Name the steps of the review that the finding's state allows."""
    return [
        step
        for step, (sources, _) in STEPS.items()
        if finding.state in sources and (step != "appeal" or finding.round < MOST_ROUNDS)
    ]


def lock_finding(finding: Finding) -> Finding:
    """Take the finding's lock until the transaction ends; gives it as it is now."""
    return (
        Finding.objects.select_for_update(no_key=True, of=("self",))
        .select_related("participant", "campaign", "objective")
        .get(pk=finding.pk)
    )


def require_step(finding: Finding, step: str) -> None:
    """Refuse by name a step that the state does not allow, and say which are possible."""
    possible = possible_steps(finding)
    if step not in possible:
        raise NotPossibleNow(
            "illegal_step",
            f"A finding that is {finding.get_state_display()} cannot be taken through {step.replace('_', ' ')}. "
            + (f"Possible now: {', '.join(possible)}." if possible else "It has been decided."),
            state=finding.state,
            possible=possible,
        )


def refuse_out_of_time(campaign: Campaign, at: datetime) -> None:
    """Refuse verdicts in a draft, whose promises do not hold yet, and after a closed campaign's last time for them."""
    if campaign.state == Campaign.State.DRAFT:
        raise NotPossibleNow("campaign_not_launched", "The campaign is a draft. Launch it first; then decide.")
    if campaign.decide_by is not None and at >= campaign.decide_by:
        raise NotPossibleNow(
            "time_to_decide_is_over",
            f"Findings of this campaign could be decided until {campaign.decide_by.isoformat()}.",
        )


def take_step(
    finding: Finding,
    step: str,
    kind: Verdict.Kind,
    *,
    by: User | None,
    at: datetime,
    note: str = "",
    reason: str = "",
    duplicate_of: Finding | None = None,
    state: str | None = None,
) -> Finding:
    """Write the verdict, move the finding and leave the event; the caller holds its lock and has checked everything."""
    # First the verdict: without one the database lets nothing be reversed or opened again.
    write_verdict(finding, kind, by=by, at=at, note=note, reason=reason, duplicate_of=duplicate_of)
    finding.state = state or STEPS[step][1]
    is_decided = finding.state not in Finding.UNDECIDED
    finding.decided_at = at if is_decided else None
    finding.save(update_fields=["state", "paid_rank", "decided_at", "round"])
    if is_decided:
        Claim.objects.filter(finding=finding).delete()
        leave_queue([finding.pk])
    data: dict[str, Any] = {"reason": reason} if reason else {}
    if finding.state == S.VERIFIED:
        data = {"paid_rank": finding.paid_rank}
    if duplicate_of is not None:
        data["first_place"] = duplicate_of.participant_id
    note_event(finding, _TOLD_OF_STEP.get(step) or TOLD_OF_STATE[finding.state], by=by, at=at, **data)
    return finding


def return_to_queue(finding: Finding) -> None:
    """Give a finding that is undecided again its place in the order: the prize times the probability."""
    assessment = Assessment.objects.filter(finding=finding).first()
    if assessment is not None:
        assessment.priority = finding.objective.prize_minor * probability_of(assessment.log_odds)
        assessment.save(update_fields=["priority"])


def leave_queue(finding_ids: Iterable[int]) -> None:
    """Put decided findings where no queue reads: else each would be read past all that was ever decided."""
    Assessment.objects.filter(finding__in=list(finding_ids), priority__gt=0).update(priority=0)


def probability_of(log_odds: float) -> float:
    odds = exp(-abs(log_odds))
    return (1 if log_odds >= 0 else odds) / (1 + odds)


def write_verdict(
    finding: Finding,
    kind: Verdict.Kind,
    *,
    by: User | None,
    at: datetime,
    note: str = "",
    reason: str = "",
    duplicate_of: Finding | None = None,
) -> Verdict:
    return Verdict.objects.create(
        finding=finding,
        kind=kind,
        round=finding.round,
        by=by,
        at=at,
        note=note.strip(),
        reason=reason,
        duplicate_of=duplicate_of,
    )


def note_event(finding: Finding, kind: str, *, by: User | None, at: datetime, **data: Any) -> None:
    # A review is an act of whoever has a place in the campaign too; the place outlives the person's account.
    if by is not None and by.pk != finding.participant.user_id:
        place = Participant.objects.of(by.pk).filter(campaign=finding.campaign_id).values_list("pk", flat=True).first()
        if place is not None:
            data["by_place"] = place
    record_event(
        kind=kind,
        at=at,
        campaign_id=finding.campaign_id,
        actor_id=by.pk if by else None,
        participant_id=finding.participant_id,
        finding_id=finding.pk,
        data=data,
    )
