"""Reporting a finding and deciding about it.

submitted → under_review → verified · rejected · duplicate · needs_info (→ respond) · withdrawn; verified → reversed.
Every step leaves a Verdict and an Event. Verifying is the one step that is worth money: it takes the objective's lock,
and the finding becomes the next of its quota, or verified with the quota filled. Nobody decides about a finding of
their own, of their upline or of their downline.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from campaigns.errors import InvalidInput, NotAllowed, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.findings.models import Finding, Verdict
from campaigns.people.models import User
from campaigns.planning.models import Campaign, Objective
from campaigns.planning.operations import hold_campaign
from campaigns.recruiting.models import Participant
from campaigns.recruiting.operations import refusal_of_campaign

S = Finding.State

# The state machine: what each step starts from and where it leads.
_STEPS: dict[str, tuple[tuple[str, ...], str]] = {
    "verify": (Finding.UNDECIDED, S.VERIFIED),
    "reject": (Finding.UNDECIDED, S.REJECTED),
    "request_info": ((S.SUBMITTED, S.UNDER_REVIEW), S.NEEDS_INFO),
    "respond": ((S.NEEDS_INFO,), S.UNDER_REVIEW),
    "withdraw": (Finding.UNDECIDED, S.WITHDRAWN),
    "reverse": ((S.VERIFIED,), S.REVERSED),
}

REJECTION_REASONS = {
    "invalid_proof": "The proof does not show what it should.",
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

# How far a reporter's clock may run ahead of ours.
CLOCK_TOLERANCE = timedelta(minutes=5)


def possible_steps(finding: Finding) -> list[str]:
    """Name the steps of the review that the finding's state allows."""
    return [step for step, (sources, _) in _STEPS.items() if finding.state in sources]


def report_finding(
    *,
    objective: Objective,
    participant: Participant,
    at: datetime,
    observed_at: datetime | None = None,
    note: str = "",
    location: dict[str, Any] | None = None,
    client_id: str | None = None,
) -> tuple[Finding, bool]:
    """Receive a report; the same client id from the same participant is the same report.

    Returns the finding and whether it is new. `at` is the time of receipt, which decides who was first.
    Raises the refusals of `refusal_of_campaign`, and NotPossibleNow outside the objective's window.
    """
    if participant.campaign_id != objective.campaign_id:
        raise InvalidInput("objective_of_another_campaign", "The objective is of another campaign.", field="objective")
    seen = observed_at or at
    if seen > at + CLOCK_TOLERANCE:
        raise InvalidInput(
            "observed_in_the_future",
            "observed_at lies in the future. Check the clock and its time zone.",
            field="observed_at",
        )
    place = location or {}
    content = {
        "objective_id": objective.pk,
        "note": note.strip(),
        "latitude": place.get("latitude"),
        "longitude": place.get("longitude"),
        "accuracy_m": place.get("accuracy_m"),
        "location_source": place.get("source", ""),
    }
    if client_id is not None:
        known = Finding.objects.filter(participant=participant, client_id=client_id).first()
        if known is not None:
            return _same_report(known, content), False
    with transaction.atomic():
        campaign = hold_campaign(objective.campaign_id)
        refusal = refusal_of_campaign(campaign, at=at)
        if refusal is not None:
            raise refusal
        if not objective.is_open(at):
            raise NotPossibleNow(
                "outside_the_window", "The objective does not take reports at this time.", field="objective"
            )
        try:
            with transaction.atomic():
                finding = Finding.objects.create(
                    campaign=campaign,
                    participant=participant,
                    observed_at=seen,
                    received_at=at,
                    client_id=client_id,
                    **content,
                )
        except IntegrityError as refused:
            if "report_is_received_once" not in str(refused):
                raise
            return _same_report(Finding.objects.get(participant=participant, client_id=client_id), content), False
        record_event(
            kind="finding.submitted",
            at=at,
            campaign_id=campaign.pk,
            actor_id=participant.user_id,
            participant_id=participant.pk,
            finding_id=finding.pk,
        )
    return finding, True


def verify_finding(*, finding: Finding, reviewer: User, at: datetime, note: str = "") -> Finding:
    """Find a report true. The first `quota` to be verified are paid; a later one is verified, quota filled."""
    with transaction.atomic():
        objective = Objective.objects.select_for_update(no_key=True).get(pk=finding.objective_id)
        finding = _lock(finding)
        _require_step(finding, "verify")
        _refuse_out_of_time(finding, at)
        _refuse_kin(finding, reviewer)
        finding.paid_rank = next_paid_rank(objective)
        return _decide(finding, "verify", Verdict.Kind.VERIFIED, by=reviewer, at=at, note=note)


def reject_finding(
    *,
    finding: Finding,
    reviewer: User,
    at: datetime,
    reason: str = "other",
    note: str = "",
    duplicate_of: Finding | None = None,
) -> Finding:
    """Find a report false or unfit, with a reason; with `duplicate_of`, true but said before."""
    with transaction.atomic():
        if duplicate_of is not None:
            # Both in the order of their ids: two reviewers may each call the other's finding the first.
            both = Finding.objects.select_for_update(no_key=True).filter(pk__in=[finding.pk, duplicate_of.pk])
            list(both.order_by("pk"))
            duplicate_of.refresh_from_db()
        finding = _lock(finding)
        _require_step(finding, "reject")
        _refuse_out_of_time(finding, at)
        _refuse_kin(finding, reviewer)
        if duplicate_of is not None:
            _require_earlier(finding, duplicate_of)
            return _decide(
                finding,
                "reject",
                Verdict.Kind.DUPLICATE,
                by=reviewer,
                at=at,
                note=note,
                reason="duplicate",
                duplicate_of=duplicate_of,
                state=S.DUPLICATE,
            )
        if reason not in REJECTION_REASONS:
            raise InvalidInput(
                "unknown_reason", f"reason must be one of {', '.join(REJECTION_REASONS)}.", field="reason"
            )
        if reason == "other" and not note.strip():
            raise InvalidInput("note_missing", "Say in the note why; the reporter will read it.", field="note")
        return _decide(finding, "reject", Verdict.Kind.REJECTED, by=reviewer, at=at, note=note, reason=reason)


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
        finding = _lock(finding)
        _require_step(finding, "reverse")
        _refuse_kin(finding, reviewer)
        return _decide(finding, "reverse", Verdict.Kind.REVERSED, by=reviewer, at=at, note=note, reason=reason)


def request_info(*, finding: Finding, reviewer: User, at: datetime, note: str) -> Finding:
    """Ask the reporter something before deciding."""
    if not note.strip():
        raise InvalidInput("note_missing", "Say what you need to know; the reporter will read it.", field="note")
    with transaction.atomic():
        finding = _lock(finding)
        _require_step(finding, "request_info")
        return _decide(finding, "request_info", Verdict.Kind.NEEDS_INFO, by=reviewer, at=at, note=note)


def respond_to_request(*, finding: Finding, reporter: User, at: datetime, note: str) -> Finding:
    """Answer what a reviewer asked; the finding goes back under review."""
    if not note.strip():
        raise InvalidInput("note_missing", "Write your answer in the note.", field="note")
    with transaction.atomic():
        finding = _lock(finding)
        _require_step(finding, "respond")
        return _decide(finding, "respond", Verdict.Kind.RESPONDED, by=reporter, at=at, note=note)


def withdraw_finding(*, finding: Finding, reporter: User, at: datetime, note: str = "") -> Finding:
    """Take a report back before it is decided."""
    with transaction.atomic():
        finding = _lock(finding)
        _require_step(finding, "withdraw")
        return _decide(finding, "withdraw", Verdict.Kind.WITHDRAWN, by=reporter, at=at, note=note)


def reject_undecided(*, at: datetime) -> int:
    """Reject what stayed undecided in closed campaigns whose time to decide is over; returns how many."""
    due = Finding.objects.undecided().filter(campaign__state=Campaign.State.CLOSED, campaign__decide_by__lte=at)
    rejected = 0
    for pk in due.values_list("pk", flat=True):
        with transaction.atomic():
            finding = Finding.objects.select_for_update(no_key=True).get(pk=pk)
            if finding.state in Finding.UNDECIDED:
                _decide(finding, "reject", Verdict.Kind.EXPIRED, by=None, at=at, reason="not_decided_in_time")
                rejected += 1
    return rejected


def next_paid_rank(objective: Objective) -> int | None:
    """Give the next rank of the objective's quota, or None when it is filled; the caller holds the objective's lock."""
    highest = Finding.objects.filter(objective=objective).aggregate(highest=Max("paid_rank"))["highest"] or 0
    return highest + 1 if highest < objective.quota else None


def _decide(
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
    Verdict.objects.create(
        finding=finding, kind=kind, by=by, at=at, note=note.strip(), reason=reason, duplicate_of=duplicate_of
    )
    finding.state = state or _STEPS[step][1]
    if finding.state not in Finding.UNDECIDED:
        finding.decided_at = at
    finding.save(update_fields=["state", "paid_rank", "decided_at"])
    record_event(
        kind=f"finding.{finding.state}",
        at=at,
        campaign_id=finding.campaign_id,
        actor_id=by.pk if by else None,
        participant_id=finding.participant_id,
        finding_id=finding.pk,
        data={"paid_rank": finding.paid_rank} if finding.state == S.VERIFIED else {"reason": reason} if reason else {},
    )
    return finding


def _lock(finding: Finding) -> Finding:
    return (
        Finding.objects.select_for_update(no_key=True, of=("self",))
        .select_related("participant", "campaign")
        .get(pk=finding.pk)
    )


def _require_step(finding: Finding, step: str) -> None:
    sources, _ = _STEPS[step]
    if finding.state not in sources:
        possible = possible_steps(finding)
        raise NotPossibleNow(
            "illegal_step",
            f"A finding that is {finding.get_state_display()} cannot be taken through {step.replace('_', ' ')}. "
            + (f"Possible now: {', '.join(possible)}." if possible else "It has been decided."),
            state=finding.state,
            possible=possible,
        )


def _refuse_out_of_time(finding: Finding, at: datetime) -> None:
    """Refuse verdicts in a draft, whose promises do not hold yet, and after a closed campaign's last time for them."""
    campaign = finding.campaign
    if campaign.state == Campaign.State.DRAFT:
        raise NotPossibleNow("campaign_not_launched", "The campaign is a draft. Launch it first; then decide.")
    if campaign.decide_by is not None and at >= campaign.decide_by:
        raise NotPossibleNow(
            "time_to_decide_is_over",
            f"Findings of this campaign could be decided until {campaign.decide_by.isoformat()}.",
        )


def _require_earlier(finding: Finding, first: Finding) -> None:
    """Refuse to call a finding a duplicate of one that did not say it before, or that was not true either."""
    if first.pk == finding.pk or first.objective_id != finding.objective_id:
        problem = "must be another finding of the same objective"
    elif (first.received_at, first.pk) > (finding.received_at, finding.pk):
        problem = "was received later; the first report is never the duplicate"
    elif first.state in (S.REJECTED, S.WITHDRAWN, S.DUPLICATE, S.REVERSED):
        problem = f"is {first.get_state_display()} itself; name the finding that stands"
    else:
        return
    raise InvalidInput("not_its_duplicate", f"duplicate_of {problem}.", field="duplicate_of")


def _refuse_kin(finding: Finding, reviewer: User) -> None:
    """Refuse a reviewer whose own reward may hang on the finding, or who owes the finder their place."""
    if finding.participant.user_id == reviewer.pk:
        raise NotAllowed("own_finding", "This is your own finding; somebody else must decide about it.")
    place = Participant.objects.filter(campaign=finding.campaign_id).of(reviewer.pk).first()
    if place is None:
        return
    if Participant.objects.is_below(finding.participant_id, ancestor_id=place.pk):
        raise NotAllowed("finding_of_downline", "The finder is in your downline; somebody else must decide about it.")
    if Participant.objects.is_below(place.pk, ancestor_id=finding.participant_id):
        raise NotAllowed("finding_of_upline", "The finder is in your upline; somebody else must decide about it.")


def _same_report(known: Finding, content: dict[str, Any]) -> Finding:
    if any(getattr(known, name) != value for name, value in content.items()):
        raise NotPossibleNow(
            "client_id_reused",
            "This client_id was used for another report. Give every report its own.",
            field="client_id",
        )
    return known
