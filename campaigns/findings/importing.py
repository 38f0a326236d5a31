"""The findings of a file: put on the stage, and written into a campaign, with the verdicts that they bring.

What was decided elsewhere is a verdict of nobody here: a finding that comes verified gets an *imported* one. It
takes a place of its objective's quota only when it is to be paid, and then in the order of receipt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction

from campaigns.copying import copy_rows, take_ids
from campaigns.events.operations import EventRow, record_events
from campaigns.findings.models import Finding, Verdict
from campaigns.findings.operations import next_paid_rank
from campaigns.findings.rows import FindingRow, ObjectiveNames, read_findings
from campaigns.findings.steps import TOLD_OF_STATE
from campaigns.layouts import PLAIN, Layout
from campaigns.planning.models import Campaign, Objective
from campaigns.recruiting.rows import People
from campaigns.saying import said
from campaigns.staging import Noticed, ask, carry_out, read_stage
from campaigns.tables import Content, Progress, no_progress

_TABLE = "campaigns_finding"
_COLUMNS = (
    "id", "campaign_id", "objective_id", "participant_id", "note", "observed_at", "received_at",
    "latitude", "longitude", "location_source", "client_id", "state", "paid_rank", "decided_at",
)  # fmt: skip
_VERDICTS: dict[str, str] = {
    Finding.State.VERIFIED: Verdict.Kind.IMPORTED,
    Finding.State.REJECTED: Verdict.Kind.REJECTED,
    Finding.State.DUPLICATE: Verdict.Kind.DUPLICATE,
    Finding.State.WITHDRAWN: Verdict.Kind.WITHDRAWN,
}


def stage_findings(
    content: Content,
    *,
    file: str,
    people: People,
    objectives: ObjectiveNames,
    latest: datetime,
    noticed: Noticed,
    progress: Progress = no_progress,
    layout: Layout = PLAIN,
) -> dict[str, int]:
    """Put the good rows of a findings file on the stage, and give how many of each status. Raises TableRefused."""
    carry_out(f"CREATE TEMPORARY TABLE staged_finding ({_STAGED})")
    carry_out('CREATE TEMPORARY TABLE staged_finding_id (id text COLLATE "C" PRIMARY KEY, line bigint)')
    staged: Counter[str] = Counter()
    for good in read_findings(
        content,
        file=file,
        people=people,
        objectives=objectives,
        first_lines=_first_lines,
        latest=latest,
        noticed=noticed,
        layout=layout,
    ):
        copy_rows("staged_finding", FindingRow._fields, good)
        staged.update(row.status for row in good)
        progress(said("reading findings"), staged.total(), 0)
    return dict(staged)


def _first_lines(named: Mapping[str, int]) -> dict[str, int]:
    scope: dict[str, Any] = {"ids": list(named), "lines": list(named.values())}
    carry_out(_REMEMBER, scope)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, line FROM staged_finding_id WHERE id = ANY(%(ids)s)", scope)
        return dict(cursor.fetchall())


def import_findings(
    *, campaign: Campaign, findings: int, ranked: bool, at: datetime, progress: Progress = no_progress
) -> None:
    """Write the findings on the stage as received when they were observed; `due_findings` names those to be paid.

    Of the finders `import_participants` gave their places. With `ranked` the verified take what is left of their
    objectives' quotas; the caller holds escrow then, and pays them.
    """
    with transaction.atomic():
        carry_out("CREATE TEMPORARY TABLE staged_due (finding bigint)")
        left = _ranks_by_objective() if ranked else {}
        written = 0
        for rows in read_stage(_RECEIVED):
            received = [_Received(place, FindingRow._make(row)) for place, *row in rows]
            ranks = [
                next(left[row.objective], None) if ranked and row.status == Finding.State.VERIFIED else None
                for _, row in received
            ]
            told = list(zip(take_ids(_TABLE, len(rows)), received, ranks, strict=True))
            copy_rows(_TABLE, _COLUMNS, (_columns(campaign.pk, *each, at) for each in told))
            copy_rows(
                "campaigns_verdict",
                ("finding_id", "kind", "at", "reason", "note"),
                (
                    (finding, str(_VERDICTS[row.status]), at, "imported", "")
                    for finding, (_, row), _ in told
                    if row.status in _VERDICTS
                ),
            )
            record_events(event for each in told for event in _events(campaign.pk, *each, at))
            copy_rows("staged_due", ("finding",), ((finding,) for finding, _, rank in told if rank is not None))
            written += len(rows)
            progress(said("writing findings"), written, findings)


def due_findings(*, at_once: int) -> Iterator[list[int]]:
    """Give the ids of those that are to be paid, in the order of their ranks, some at a time."""
    for rows in read_stage("SELECT finding FROM staged_due ORDER BY finding", at_once=at_once):
        yield [finding for (finding,) in rows]


def count_due() -> int:
    due: int = ask("SELECT count(*) FROM staged_due")[0]
    return due


class _Received(NamedTuple):
    """A row of the stage, and its finder's place in the campaign."""

    place: int
    row: FindingRow


def _ranks_by_objective() -> dict[int, Iterator[int]]:
    """Lock the objectives that were found, and give what is left of the quota of each."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT objective FROM staged_finding WHERE status = 'verified'")
        wanted = [objective for (objective,) in cursor]
    objectives = Objective.objects.filter(pk__in=wanted).order_by("pk").select_for_update(no_key=True)
    return {objective.pk: _ranks_left(objective) for objective in objectives}


def _ranks_left(objective: Objective) -> Iterator[int]:
    following = next_paid_rank(objective)
    return iter(() if following is None else range(following, objective.quota + 1))


def _columns(campaign_id: int, finding: int, received: _Received, rank: int | None, at: datetime) -> tuple[object, ...]:
    place, row = received
    return (
        finding, campaign_id, row.objective, place, "", row.observed_at, row.observed_at,
        row.latitude, row.longitude, "" if row.latitude is None else Finding.LocationSource.IMPORT.value, row.client_id,
        row.status, rank, at if row.status in _VERDICTS else None,
    )  # fmt: skip


def _events(campaign_id: int, finding: int, received: _Received, rank: int | None, at: datetime) -> list[EventRow]:
    place, row = received
    told: list[EventRow] = [
        ("finding.submitted", row.observed_at, campaign_id, None, place, finding, {"imported": True})
    ]
    if row.status in _VERDICTS:
        data = {"paid_rank": rank} if row.status == Finding.State.VERIFIED else {"reason": "imported"}
        told.append((TOLD_OF_STATE[row.status], at, campaign_id, None, place, finding, {**data, "imported": True}))
    return told


_STAGED = """
number bigint GENERATED ALWAYS AS IDENTITY, line bigint, client_id text, participant integer, objective bigint,
observed_at timestamptz, latitude double precision, longitude double precision, status text
"""
_REMEMBER = """
INSERT INTO staged_finding_id (id, line)
SELECT * FROM unnest(%(ids)s::text[], %(lines)s::bigint[]) ON CONFLICT (id) DO NOTHING
"""
_RECEIVED = """
SELECT place.place, finding.line, finding.client_id, finding.participant, finding.objective, finding.observed_at,
       finding.latitude, finding.longitude, finding.status
  FROM staged_finding finding JOIN staged_place place ON place.number = finding.participant
 ORDER BY finding.observed_at, finding.number
"""
