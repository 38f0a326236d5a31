"""Appeals: a reporter asks once more, and somebody else looks at the finding anew.

A rejection can be appealed within 30 days, once, and before a closed campaign's last time for verdicts. Nobody who
decided or voted before has a say in the new round.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from campaigns.errors import InvalidInput, NotPossibleNow
from campaigns.findings.models import Claim, Finding, Verdict
from campaigns.findings.steps import (
    MOST_ROUNDS,
    lock_finding,
    possible_steps,
    refuse_out_of_time,
    require_step,
    return_to_queue,
    take_step,
)
from campaigns.people.models import User
from campaigns.planning.models import Campaign

TIME_TO_APPEAL = timedelta(days=30)

Condition = Callable[[Finding], None]
_conditions: list[Condition] = []


def require_for_appeals(condition: Condition) -> None:
    """Register what is asked of every appeal before it is written, in its transaction; it refuses by raising.

    What was rejected may have freed money that has been given back since; those who keep the money say so here.
    """
    if condition not in _conditions:
        _conditions.append(condition)


def appeal_finding(*, finding: Finding, reporter: User, at: datetime, note: str) -> Finding:
    """Say why a rejection is wrong; the finding goes back under review, in another round."""
    if not note.strip():
        raise InvalidInput("note_missing", "Say in the note why it should be looked at again.", field="note")
    with transaction.atomic():
        for condition in _conditions:
            condition(finding)
        finding = lock_finding(finding)
        if finding.state in (Finding.State.REJECTED, Finding.State.DUPLICATE) and finding.round >= MOST_ROUNDS:
            raise NotPossibleNow("appealed_before", "This finding was appealed once, and the second review stands.")
        require_step(finding, "appeal")
        _refuse_too_late(finding, at)
        # A claim on it would be one on gold: the decided finding that was shown again as if it were new.
        Claim.objects.filter(finding=finding).delete()
        return_to_queue(finding)
        finding.round += 1
        return take_step(finding, "appeal", Verdict.Kind.APPEALED, by=reporter, at=at, note=note)


def appeal_until(finding: Finding) -> datetime | None:
    """Say until when the reporter can appeal; nothing where there is nothing to appeal, or no second time."""
    closed_for_good = finding.campaign.state == Campaign.State.CLOSED and finding.campaign.decide_by is None
    if "appeal" not in possible_steps(finding) or finding.decided_at is None or closed_for_good:
        return None
    ends = [finding.decided_at + TIME_TO_APPEAL, finding.campaign.decide_by]
    return min(end for end in ends if end is not None)


def _refuse_too_late(finding: Finding, at: datetime) -> None:
    if finding.campaign.state == Campaign.State.CLOSED and finding.campaign.decide_by is None:
        raise NotPossibleNow("campaign_closed", "The campaign was closed with everything decided; no verdict follows.")
    refuse_out_of_time(finding.campaign, at)
    if finding.decided_at is not None and at > finding.decided_at + TIME_TO_APPEAL:
        day = finding.decided_at.astimezone(finding.campaign.zone())
        raise NotPossibleNow(
            "too_late_to_appeal",
            f"A rejection can be appealed for {TIME_TO_APPEAL.days} days; this one was on {day:%Y-%m-%d}.",
        )
