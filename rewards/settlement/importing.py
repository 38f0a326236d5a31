"""Importing a campaign's history from files, all of it or nothing: people, what they did, what they found.

First everything is read and checked, on a stage of temporary tables, and only then is anything written, in one
transaction; however many rows there are, no more than some thousand are in memory. A finding that comes
verified is paid only when that is asked for, and only by a launched campaign, since only there its prize is covered;
what it earns is held, as nobody has claimed the places yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Sum

from campaigns.copying import refresh_statistics
from campaigns.errors import NotPossibleNow
from campaigns.events.models import Event
from campaigns.findings.importing import count_due, due_findings, import_findings, stage_findings
from campaigns.findings.models import Finding, Verdict
from campaigns.findings.reporting import CLOCK_TOLERANCE
from campaigns.findings.rows import ObjectiveNames
from campaigns.layouts import PLAIN, Layout
from campaigns.participation.importing import import_activities, stage_activities
from campaigns.planning.currency import format_minor
from campaigns.planning.models import Campaign
from campaigns.recruiting.arriving import NOBODY, StagedPeople, stage_people
from campaigns.recruiting.importing import hold_for_import, import_participants, refuse_import
from campaigns.recruiting.models import Participant
from campaigns.saying import said
from campaigns.staging import Noticed, staging
from campaigns.tables import STEP, Content, Problem, Progress, TableRefused, no_progress
from rewards.ledger.models import Account, Transfer
from rewards.ledger.operations import lock_escrow
from rewards.settlement.models import Settlement
from rewards.settlement.operations import CHUNK, settle_chunk

_WRITTEN = tuple(
    model._meta.db_table for model in (Participant, Event, Finding, Verdict, Settlement, Transfer, Account)
)


@dataclass(frozen=True)
class File:
    """A file as it was handed in; the name is for the report."""

    name: str
    content: Content
    layout: Layout = PLAIN


@dataclass(frozen=True)
class Imported:
    """What an import brought into the campaign. `findings` counts them by status; amounts are in minor units."""

    participants: int
    trees: int
    longest_chain: int
    activities: int
    findings: dict[str, int]
    settled: int
    shares_minor: int
    remainder_minor: int


@dataclass(frozen=True)
class Reading:
    """Files that were read and checked, their good rows on the stage.

    `problems` is what was noticed, the errors first; `found` is what there is to import, also where it is refused.
    """

    campaign: Campaign
    people: StagedPeople
    problems: Iterable[Problem]
    errors: int
    warnings: int
    found: Imported
    is_unreadable: bool


@contextmanager
def read_files(
    *,
    campaign: Campaign,
    participants: File,
    activities: File | None = None,
    findings: File | None = None,
    settle: bool = False,
    at: datetime,
    progress: Progress = no_progress,
) -> Iterator[Reading]:
    """Read and check the files of an import, each row of which may be wrong; the stage is there until the end.

    Raises NotPossibleNow when the campaign takes no import, or cannot pay what is to be paid.
    """
    refuse_unless_possible(campaign, settle=settle)
    with staging():
        yield _read(campaign, participants, activities, findings, at + CLOCK_TOLERANCE, progress)


def import_reading(
    reading: Reading,
    *,
    keep_good_rows: bool = False,
    settle: bool = False,
    at: datetime,
    progress: Progress = no_progress,
) -> Imported | None:
    """Bring what was read into the campaign, and pay the verified findings if `settle` is said.

    An error in any row means that nothing is imported (None), unless `keep_good_rows`; a file that cannot be read at
    all always does. Raises NotPossibleNow when the campaign takes no import any more, or cannot pay.
    """
    refused = reading.errors and not keep_good_rows
    if reading.is_unreadable or not reading.people.number or refused:
        return None
    with transaction.atomic():
        campaign = hold_for_import(reading.campaign)
        if settle:
            _refuse_unpayable(campaign)
        return _write(campaign, reading, settle, at, progress)


def refuse_unless_possible(campaign: Campaign, *, settle: bool) -> None:
    """Raise NotPossibleNow when the campaign takes no import, or cannot pay what is to be paid."""
    refuse_import(campaign)
    if settle:
        _refuse_unpayable(campaign)


def _read(
    campaign: Campaign,
    participants: File,
    activities: File | None,
    findings: File | None,
    latest: datetime,
    progress: Progress,
) -> Reading:
    noticed = Noticed()
    unreadable = False
    people, done, found = NOBODY, 0, {}

    def given(file: File) -> dict[str, Any]:
        return {"file": file.name, "layout": file.layout, "latest": latest, "noticed": noticed, "progress": progress}

    try:
        people = stage_people(participants.content, **given(participants))
        if not people.number and not any(noticed.count()):
            noticed.append(Problem(participants.name, 1, True, "file", said("there is nobody in the file")))
    except TableRefused as refused:
        # Nothing can be said about those of whom the other files speak.
        activities = findings = None
        noticed.append(refused.problem)
        unreadable = True
    if activities is not None:
        noticed.begin_file()
        try:
            done = stage_activities(activities.content, people=people, **given(activities))
        except TableRefused as refused:
            noticed.append(refused.problem)
            unreadable = True
    if findings is not None:
        noticed.begin_file()
        try:
            names = _objective_names(campaign)
            found = stage_findings(findings.content, people=people, objectives=names, **given(findings))
        except TableRefused as refused:
            noticed.append(refused.problem)
            unreadable = True
    errors, warnings = noticed.count()
    counted = Imported(*people, done, found, settled=0, shares_minor=0, remainder_minor=0)
    return Reading(campaign, people, noticed, errors, warnings, counted, unreadable)


def _objective_names(campaign: Campaign) -> ObjectiveNames:
    objectives = campaign.objectives.values_list("pk", "public_id", "title")
    return ObjectiveNames((pk, str(public_id), title) for pk, public_id, title in objectives)


def _refuse_unpayable(campaign: Campaign) -> None:
    """Refuse to pay out of a draft: it has no contracts in force, and its prizes need not be covered."""
    if campaign.state != Campaign.State.DRAFT:
        return
    worst_minor = campaign.objectives.aggregate(worst=Sum(F("prize_minor") * F("quota")))["worst"] or 0
    escrow = Account.objects.of_campaign(campaign.pk).filter(kind=Account.Kind.ESCROW).first()
    escrow_minor = escrow.balance_minor if escrow else 0
    missing_minor = max(0, worst_minor - escrow_minor)
    worst, received, missing = (
        f"{format_minor(amount, campaign.currency)} {campaign.currency}"
        for amount in (worst_minor, escrow_minor, missing_minor)
    )
    raise NotPossibleNow(
        "campaign_not_launched",
        "Findings are paid by a launched campaign, and this one is a draft. Its prizes can cost up to "
        f"{worst} and {received} has been received: {missing} is missing. Launch it once they are covered, and import "
        "then; or import without settling, and nothing is owed for the findings.",
        missing_minor=missing_minor,
    )


def _write(campaign: Campaign, reading: Reading, settle: bool, at: datetime, progress: Progress) -> Imported:
    found = reading.found
    findings = sum(found.findings.values())
    import_participants(campaign=campaign, people=reading.people, at=at, progress=progress)
    if found.activities:
        import_activities(campaign=campaign, activities=found.activities, progress=progress)
    if settle:
        # Before the objectives: locks are taken campaign → escrow → objective.
        lock_escrow(campaign_id=campaign.pk)
    if findings:
        import_findings(campaign=campaign, findings=findings, ranked=settle, at=at, progress=progress)
        found = _settle(campaign, found, at, progress)
    if max(found.participants, found.activities, findings) >= STEP:
        # Without it the first to look, such as an audit, can be a hundred times slower.
        refresh_statistics(_WRITTEN)
    return found


def _settle(campaign: Campaign, found: Imported, at: datetime, progress: Progress) -> Imported:
    settled = prizes_minor = remainder_minor = 0
    due = count_due()
    for findings in due_findings(at_once=CHUNK):
        settled += settle_chunk(campaign_id=campaign.pk, finding_ids=findings, at=at)
        paid = Settlement.objects.of_campaign(campaign.pk).filter(finding_id__in=findings)
        sums = paid.aggregate(prizes=Sum("prize_minor"), remainder=Sum("remainder_minor"))
        prizes_minor += sums["prizes"] or 0
        remainder_minor += sums["remainder"] or 0
        progress(said("settling findings"), settled, due)
    return replace(found, settled=settled, shares_minor=prizes_minor - remainder_minor, remainder_minor=remainder_minor)
