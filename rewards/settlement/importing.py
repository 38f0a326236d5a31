"""Importing a campaign's history from files, all of it or nothing: people, what they did, what they found.

First everything is read and checked, and only then is anything written, in one transaction. A finding that comes
verified is paid only when that is asked for, and only by a launched campaign, since only there its prize is covered;
what it earns is held, as nobody has claimed the places yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import F, Sum

from campaigns.copying import refresh_statistics
from campaigns.errors import NotPossibleNow
from campaigns.events.models import Event
from campaigns.findings.importing import import_findings
from campaigns.findings.models import Finding, Verdict
from campaigns.findings.reporting import CLOCK_TOLERANCE
from campaigns.findings.rows import FindingRow, ObjectiveNames, read_findings
from campaigns.layouts import PLAIN, Layout
from campaigns.participation.activity_rows import ActivityRow, read_activities
from campaigns.participation.importing import import_activities
from campaigns.planning.currency import format_minor
from campaigns.planning.models import Campaign
from campaigns.recruiting.forest import ROOT
from campaigns.recruiting.importing import hold_for_import, import_participants, refuse_import
from campaigns.recruiting.models import Participant
from campaigns.recruiting.rows import Arrivals, read_participants
from campaigns.tables import STEP, Problem, Progress, TableRefused, no_progress
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
    content: bytes
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
class Outcome:
    """What was noticed in the files, the errors first, and what was imported: nothing where `imported` is None.

    `found` is what there is to import by the files, also where it was only checked or refused.
    """

    problems: list[Problem]
    imported: Imported | None
    found: Imported

    @property
    def errors(self) -> int:
        return sum(problem.is_error for problem in self.problems)


@dataclass(frozen=True)
class _Reading:
    arrivals: Arrivals
    activities: list[ActivityRow]
    findings: list[FindingRow]
    problems: list[Problem]
    unreadable: bool


def import_campaign(
    *,
    campaign: Campaign,
    participants: File,
    activities: File | None = None,
    findings: File | None = None,
    keep_good_rows: bool = False,
    settle: bool = False,
    check_only: bool = False,
    at: datetime,
    progress: Progress = no_progress,
) -> Outcome:
    """Import files into a campaign that has had no import, and pay the verified findings if `settle` is said.

    An error in any row means that nothing is imported, unless `keep_good_rows`; a file that cannot be read at all
    always does. With `check_only` everything is read and checked, and nothing is imported. Raises NotPossibleNow when
    the campaign takes no import, or cannot pay.
    """
    refuse_unless_possible(campaign, settle=settle)
    reading = _read(campaign, participants, activities, findings, at + CLOCK_TOLERANCE, progress)
    problems = sorted(reading.problems, key=lambda problem: not problem.is_error)
    flawed = any(problem.is_error for problem in problems)
    found = _counted(reading)
    if check_only or reading.unreadable or not len(reading.arrivals) or (flawed and not keep_good_rows):
        return Outcome(problems, None, found)
    with transaction.atomic():
        campaign = hold_for_import(campaign)
        if settle:
            _refuse_unpayable(campaign)
        return Outcome(problems, _write(campaign, reading, found, settle, at, progress), found)


def refuse_unless_possible(campaign: Campaign, *, settle: bool) -> None:
    """Raise NotPossibleNow when the campaign takes no import, or cannot pay what is to be paid."""
    refuse_import(campaign)
    if settle:
        _refuse_unpayable(campaign)


def _counted(reading: _Reading) -> Imported:
    arrivals = reading.arrivals
    return Imported(
        participants=len(arrivals),
        trees=arrivals.inviters.count(ROOT),
        longest_chain=max(arrivals.depths, default=-1) + 1,
        activities=len(reading.activities),
        findings=dict(Counter(row.status for row in reading.findings)),
        settled=0,
        shares_minor=0,
        remainder_minor=0,
    )


def _read(
    campaign: Campaign,
    participants: File,
    activities: File | None,
    findings: File | None,
    latest: datetime,
    progress: Progress,
) -> _Reading:
    done: list[ActivityRow] = []
    found: list[FindingRow] = []
    unreadable = False
    try:
        arrivals = read_participants(
            participants.content,
            file=participants.name,
            latest=latest,
            progress=progress,
            layout=participants.layout,
        )
    except TableRefused as refused:
        # Nothing can be said about those of whom the other files speak.
        return _Reading(Arrivals.nobody(), done, found, [refused.problem], unreadable=True)
    problems = list(arrivals.problems)
    if not len(arrivals) and not problems:
        problems.append(Problem(participants.name, 1, True, "file", "there is nobody in the file"))
    if activities is not None:
        try:
            activity_rows = read_activities(
                activities.content,
                file=activities.name,
                arrivals=arrivals,
                latest=latest,
                progress=progress,
                layout=activities.layout,
            )
            done = activity_rows.rows
            problems += activity_rows.problems
        except TableRefused as refused:
            problems.append(refused.problem)
            unreadable = True
    if findings is not None:
        try:
            finding_rows = read_findings(
                findings.content,
                file=findings.name,
                arrivals=arrivals,
                objectives=_objective_names(campaign),
                latest=latest,
                progress=progress,
                layout=findings.layout,
            )
            found = finding_rows.rows
            problems += finding_rows.problems
        except TableRefused as refused:
            problems.append(refused.problem)
            unreadable = True
    return _Reading(arrivals, done, found, problems, unreadable)


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


def _write(
    campaign: Campaign, reading: _Reading, found: Imported, settle: bool, at: datetime, progress: Progress
) -> Imported:
    arrivals = reading.arrivals
    places = import_participants(campaign=campaign, arrivals=arrivals, at=at, progress=progress)
    import_activities(campaign=campaign, activities=reading.activities, places=places, progress=progress)
    if settle:
        # Before the objectives: locks are taken campaign → escrow → objective.
        lock_escrow(campaign_id=campaign.pk)
    to_pay = import_findings(
        campaign=campaign, findings=reading.findings, places=places, ranked=settle, at=at, progress=progress
    )
    settled = _settle(campaign, to_pay, at, progress)
    if max(len(arrivals), len(reading.activities), len(reading.findings)) >= STEP:
        # Without it the first to look, such as an audit, can be a hundred times slower.
        refresh_statistics(_WRITTEN)
    sums = Settlement.objects.of_campaign(campaign.pk).filter(finding_id__in=to_pay)
    paid = sums.aggregate(prize=Sum("prize_minor"), remainder=Sum("remainder_minor"))
    remainder_minor = paid["remainder"] or 0
    return replace(
        found,
        settled=settled,
        shares_minor=(paid["prize"] or 0) - remainder_minor,
        remainder_minor=remainder_minor,
    )


def _settle(campaign: Campaign, finding_ids: Sequence[int], at: datetime, progress: Progress) -> int:
    settled = 0
    for start in range(0, len(finding_ids), CHUNK):
        settled += settle_chunk(campaign_id=campaign.pk, finding_ids=finding_ids[start : start + CHUNK], at=at)
        progress("settling findings", settled, len(finding_ids))
    return settled
