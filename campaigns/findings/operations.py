"""Deciding about a finding.

Verifying is the one step that is worth money: it takes the objective's lock, and the finding becomes the next of its
quota, or verified with the quota filled. Which steps there are stands in `steps`, who may take them and what several
reviewers together decide in `voting`.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from campaigns.errors import InvalidInput
from campaigns.findings.assessing import first_valid
from campaigns.findings.kinship import refuse_kin
from campaigns.findings.models import Finding, Verdict
from campaigns.findings.steps import (
    lock_finding,
    possible_steps,
    refuse_out_of_time,
    require_step,
    take_step,
)
from campaigns.findings.voting import count_votes, hear_reviewer, refuse_decided_before, refuse_taken
from campaigns.people.models import User
from campaigns.planning.models import Campaign, Objective

__all__ = [
    "REJECTION_REASONS",
    "REVERSAL_REASONS",
    "check_question",
    "check_rejection",
    "next_paid_rank",
    "possible_steps",
    "reject_finding",
    "reject_undecided",
    "request_info",
    "respond_to_request",
    "reverse_finding",
    "verify_finding",
    "withdraw_finding",
]

S = Finding.State

REJECTION_REASONS = {
    "invalid_proof": "The proof does not show what it should.",
    "duplicate": "It was reported before.",
    "out_of_window": "It was seen or reported outside the objective's window.",
    "wrong_place": "It is not at the place that the objective names.",
    "criteria_not_met": "It does not meet the objective's criteria.",
    "other": "Another reason; the reviewer's note says which.",
}

REVERSAL_REASONS = {
    "fraud": "The proof was false.",
    "mistake": "It was verified by mistake.",
    "duplicate": "Somebody else had reported it before.",
    "other": "Another reason; the reviewer's note says which.",
}


def verify_finding(*, finding: Finding, reviewer: User, at: datetime, note: str = "") -> Finding:
    """Find a report true. The first `quota` to be verified are paid; a later one is verified, quota filled.

    Where several reviewers are asked this is a vote, and the last that is needed verifies.
    """
    with transaction.atomic():
        objective = Objective.objects.select_for_update(no_key=True).get(pk=finding.objective_id)
        finding = lock_finding(finding)
        require_step(finding, "verify")
        refuse_out_of_time(finding.campaign, at)
        if not hear_reviewer(finding=finding, reviewer=reviewer, at=at, for_it=True, note=note):
            return finding
        finding.paid_rank = next_paid_rank(objective)
        return take_step(finding, "verify", Verdict.Kind.VERIFIED, by=reviewer, at=at, note=note)


def reject_finding(
    *,
    finding: Finding,
    reviewer: User,
    at: datetime,
    reason: str | None = None,
    note: str = "",
    duplicate_of: Finding | None = None,
) -> Finding:
    """Find a report false or unfit, with a reason; with `duplicate_of`, true but said before.

    A duplicate is linked to the first valid report of the same thing, whichever of them is named. Where several
    reviewers are asked this is a vote; the last that is needed rejects, for its own reason.
    """
    reason = "duplicate" if duplicate_of is not None else reason or "other"
    check_rejection(reason=reason, note=note, duplicate_of=duplicate_of)
    if duplicate_of is not None and not _why_not_its_duplicate(finding, duplicate_of):
        duplicate_of = first_valid(duplicate_of)
    with transaction.atomic():
        if duplicate_of is not None:
            # Both in the order of their ids: two reviewers may each call the other's finding the first.
            both = Finding.objects.select_for_update(no_key=True).filter(pk__in=[finding.pk, duplicate_of.pk])
            list(both.order_by("pk"))
            duplicate_of.refresh_from_db()
        finding = lock_finding(finding)
        require_step(finding, "reject")
        refuse_out_of_time(finding.campaign, at)
        if duplicate_of is not None:
            require_earlier(finding, duplicate_of)
        decides = hear_reviewer(
            finding=finding,
            reviewer=reviewer,
            at=at,
            for_it=False,
            note=note,
            reason=reason,
            duplicate_of=duplicate_of,
        )
        if not decides:
            return finding
        kind, state = (
            (Verdict.Kind.REJECTED, S.REJECTED) if duplicate_of is None else (Verdict.Kind.DUPLICATE, S.DUPLICATE)
        )
        return take_step(
            finding,
            "reject",
            kind,
            by=reviewer,
            at=at,
            note=note,
            reason=reason,
            duplicate_of=duplicate_of,
            state=state,
        )


def check_rejection(*, reason: str, note: str, duplicate_of: Finding | None) -> None:
    """Refuse a rejection that does not say enough for its reporter to understand it."""
    if reason not in REJECTION_REASONS:
        raise InvalidInput("unknown_reason", f"reason must be one of {', '.join(REJECTION_REASONS)}.", field="reason")
    if reason == "duplicate" and duplicate_of is None:
        raise InvalidInput(
            "duplicate_of_missing", "Name the finding that said it before in duplicate_of.", field="duplicate_of"
        )
    if reason == "other" and not note.strip():
        raise InvalidInput("note_missing", "Say in the note why; the reporter will read it.", field="note")


def reverse_finding(*, finding: Finding, reviewer: User, at: datetime, reason: str, note: str) -> Finding:
    """Find a verified report wrong after all: what it was paid is taken back, and its rank is given to nobody."""
    if reason not in REVERSAL_REASONS:
        raise InvalidInput("unknown_reason", f"reason must be one of {', '.join(REVERSAL_REASONS)}.", field="reason")
    if not note.strip():
        raise InvalidInput(
            "note_missing",
            "Say in the note what was wrong; everybody whose money is taken back reads it.",
            field="note",
        )
    with transaction.atomic():
        finding = lock_finding(finding)
        require_step(finding, "reverse")
        refuse_kin(finding, reviewer)
        return take_step(finding, "reverse", Verdict.Kind.REVERSED, by=reviewer, at=at, note=note, reason=reason)


def request_info(*, finding: Finding, reviewer: User, at: datetime, note: str) -> Finding:
    """Ask the reporter something before deciding."""
    check_question(note)
    with transaction.atomic():
        finding = lock_finding(finding)
        require_step(finding, "request_info")
        refuse_kin(finding, reviewer)
        refuse_decided_before(finding, reviewer)
        refuse_taken(finding, count_votes(finding), reviewer, at=at)
        return take_step(finding, "request_info", Verdict.Kind.NEEDS_INFO, by=reviewer, at=at, note=note)


def check_question(note: str) -> None:
    if not note.strip():
        raise InvalidInput("note_missing", "Say what you need to know; the reporter will read it.", field="note")


def respond_to_request(*, finding: Finding, reporter: User, at: datetime, note: str) -> Finding:
    """Answer what a reviewer asked; the finding goes back under review."""
    if not note.strip():
        raise InvalidInput("note_missing", "Write your answer in the note.", field="note")
    with transaction.atomic():
        finding = lock_finding(finding)
        require_step(finding, "respond")
        return take_step(finding, "respond", Verdict.Kind.RESPONDED, by=reporter, at=at, note=note)


def withdraw_finding(*, finding: Finding, reporter: User, at: datetime, note: str = "") -> Finding:
    """Take a report back before it is decided."""
    with transaction.atomic():
        finding = lock_finding(finding)
        require_step(finding, "withdraw")
        return take_step(finding, "withdraw", Verdict.Kind.WITHDRAWN, by=reporter, at=at, note=note)


def reject_undecided(*, at: datetime) -> int:
    """Reject what stayed undecided in closed campaigns whose time to decide is over; returns how many."""
    due = Finding.objects.undecided().filter(campaign__state=Campaign.State.CLOSED, campaign__decide_by__lte=at)
    rejected = 0
    for pk in due.values_list("pk", flat=True):
        with transaction.atomic():
            finding = Finding.objects.select_for_update(no_key=True).get(pk=pk)
            if finding.state in Finding.UNDECIDED:
                take_step(finding, "reject", Verdict.Kind.EXPIRED, by=None, at=at, reason="not_decided_in_time")
                rejected += 1
    return rejected


def next_paid_rank(objective: Objective) -> int | None:
    """Give the next rank of the objective's quota, or None when it is filled; the caller holds the objective's lock."""
    highest = Finding.objects.filter(objective=objective).aggregate(highest=Max("paid_rank"))["highest"] or 0
    return highest + 1 if highest < objective.quota else None


def require_earlier(finding: Finding, first: Finding) -> None:
    """Refuse to call a finding a duplicate of one that did not say it before, or that was not true either."""
    problem = _why_not_its_duplicate(finding, first)
    if problem:
        raise InvalidInput("not_its_duplicate", f"duplicate_of {problem}.", field="duplicate_of")


def _why_not_its_duplicate(finding: Finding, first: Finding) -> str:
    if first.pk == finding.pk or first.objective_id != finding.objective_id:
        return "must be another finding of the same objective"
    if (first.received_at, first.pk) > (finding.received_at, finding.pk):
        return "was received later; the first report is never the duplicate"
    if first.state in (S.REJECTED, S.WITHDRAWN, S.DUPLICATE, S.REVERSED):
        return f"is {first.get_state_display()} itself; name the finding that stands"
    return ""
