"""Reporting: somebody says that an objective was found; sent again, it is the same report.

Whoever has a place reports for it. Where the organizer allows it, so does somebody without an account: their report
makes a place that nobody has claimed yet, and what it earns is held until somebody shows its claim code.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from campaigns.errors import InvalidInput, NotAllowed, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.findings.facts import answer_facts
from campaigns.findings.models import Finding
from campaigns.people.models import User
from campaigns.planning.models import Campaign, Objective
from campaigns.planning.operations import hold_campaign
from campaigns.recruiting.claiming_places import anonymous_place
from campaigns.recruiting.models import Participant, ReferralLink
from campaigns.recruiting.operations import refusal_of_campaign
from campaigns.recruiting.standing import refuse_banned

# How far a reporter's clock may run ahead of ours.
CLOCK_TOLERANCE = timedelta(minutes=5)
LONGEST_NOTE = 4_000


def report_finding(
    *,
    objective: Objective,
    participant: Participant,
    at: datetime,
    observed_at: datetime | None = None,
    note: str = "",
    location: dict[str, Any] | None = None,
    client_id: str | None = None,
    facts: Mapping[UUID, str] | None = None,
    reporter: User | None = None,
) -> tuple[Finding, bool]:
    """Receive a report; the same client id from the same participant is the same report.

    Returns the finding and whether it is new. `at` is the time of receipt, which decides who was first. Answers to
    secret facts come with a new report alone: sending it again spends no attempt. `reporter` is who says it for the
    participant, where that is somebody else.
    Raises the refusals of `refusal_of_campaign`, NotAllowed for the banned, and NotPossibleNow outside the objective's
    window.
    """
    if participant.campaign_id != objective.campaign_id:
        raise InvalidInput("objective_of_another_campaign", "The objective is of another campaign.", field="objective")
    seen = observed_at or at
    if seen > at + CLOCK_TOLERANCE:
        raise InvalidInput(
            "observed_in_the_future",
            "That lies in the future. Check the clock and its time zone.",
            field="observed_at",
        )
    place = location or {}
    content = {
        "objective_id": objective.pk,
        "note": noted(note, address=place.get("address", "")),
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
        # Whoever is in quarantine goes on reporting; whoever was banned does not, as of this moment.
        refuse_banned(Participant.objects.select_related("campaign").get(pk=participant.pk))
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
            actor_id=participant.user_id if reporter is None else reporter.pk,
            participant_id=participant.pk,
            finding_id=finding.pk,
        )
        if facts:
            answer_facts(finding=finding, answers=facts, at=at, with_report=True)
    return finding, True


def report_anonymously(
    *,
    campaign: Campaign,
    objective: Objective,
    claim_secret: str,
    client_id: str,
    link: ReferralLink | None,
    at: datetime,
    **report: Any,
) -> tuple[Finding, str, bool]:
    """Receive a report from somebody without an account, and make their place with it where this is their first.

    Returns the finding, the code that claims the place, and whether the finding is new. Both are found again by the
    reporter's own secret alone, so the code can be given again to whoever sends the report again, and to nobody else.
    Raises NotAllowed where the organizer does not allow it, NotPossibleNow once the place is claimed, and the
    refusals of `report_finding`.
    """
    if not campaign.anonymous_reports:
        raise NotAllowed("sign_in_to_report", "In this campaign one signs in and joins before reporting.")
    with transaction.atomic():
        place, code = anonymous_place(campaign=campaign, claim_secret=claim_secret, link=link, at=at)
        if place.user_id is not None and not place.findings.filter(client_id=client_id).exists():
            raise NotPossibleNow(
                "place_is_claimed",
                "The place of these reports was claimed. Sign in to report more, or report under another claim_secret.",
                field="claim_secret",
            )
        finding, is_new = report_finding(objective=objective, participant=place, at=at, client_id=client_id, **report)
    return finding, code, is_new


def noted(note: str, *, address: str = "") -> str:
    """Write an address into the note, as its last line: it is for people to read, and no position is made of it."""
    text, line = note.strip(), " ".join(address.split())
    if not line:
        return text
    whole = f"{text}\n\nAddress: {line}" if text else f"Address: {line}"
    if len(whole) > LONGEST_NOTE:
        raise InvalidInput(
            "note_too_long", f"Note and address together have at most {LONGEST_NOTE:,} characters.", field="note"
        )
    return whole


def _same_report(known: Finding, content: dict[str, Any]) -> Finding:
    if any(getattr(known, name) != value for name, value in content.items()):
        raise NotPossibleNow(
            "client_id_reused",
            "This client_id was used for another report. Give every report its own.",
            field="client_id",
        )
    return known
