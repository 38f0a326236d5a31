"""Exporting: participants and the ledger as CSV and findings as GeoJSON, beside a bare COPY of the same query.

Ours is a whole job: claimed, read by a cursor from one moment, both times of each row worked out, formulas made
harmless, summed up, put into the storage and ended. The bare side writes CSV into a file, GeoJSON or not. The memory
that a job takes meanwhile does not grow with the rows, which is a law and not a timing: it is looked at here, where
there are enough of them.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median

from django.db import connection
from django.test.utils import override_settings
from django.utils import timezone

from campaigns.exchange.files import open_file
from campaigns.exchange.models import Job
from campaigns.exchange.running import run_job
from campaigns.planning.models import Campaign
from tests.benchmarks.filling import quotas_for
from tests.benchmarks.measuring import Row, time_of
from tests.benchmarks.population import Population, Say, report_found, settle_down
from tests.benchmarks.posting import open_ledger
from tests.cast import objective_of, organizer_of

MOST_GROWN_KB = 64 * 1024
_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
MOST_EARNERS = 10_000


@dataclass(frozen=True)
class Case:
    """What is exported, and the same query by hand; `own` is the column by which rows are known on both sides."""

    table: str
    form: str
    own: str
    query: str


PARTICIPANTS = Case(
    "participants",
    "csv",
    "id",
    """
SELECT person.public_id AS id, inviter.public_id AS inviter, person.joined_at, person.display_name,
       inviter.display_name AS inviter_name, person.depth, person.user_id IS NOT NULL AS claimed
  FROM campaigns_participant person
  LEFT JOIN campaigns_participant inviter ON inviter.id = person.invited_by_id
 WHERE person.campaign_id = %s ORDER BY person.id
""",
)
FINDINGS = Case(
    "findings",
    "geojson",
    "id",
    """
SELECT finding.public_id AS id, finder.public_id AS participant, finder.display_name, objective.title,
       objective.public_id, finding.observed_at, finding.received_at, finding.latitude, finding.longitude,
       finding.accuracy_m, finding.location_source, finding.state, finding.paid_rank, finding.decided_at,
       finding.client_id, finding.note
  FROM campaigns_finding finding
  JOIN campaigns_participant finder ON finder.id = finding.participant_id
  JOIN campaigns_objective objective ON objective.id = finding.objective_id
 WHERE finding.campaign_id = %s ORDER BY finding.id
""",
)
LEDGER = Case(
    "ledger",
    "csv",
    "settlement",
    """
SELECT transfer.id, transfer.created_at, transfer.reason, debit.kind, payer.display_name, credit.kind,
       payee.display_name, transfer.amount_minor, objective.title, settlement.explanation ->> 'mechanism' AS mechanism,
       settlement.explanation ->> 'version' AS version, jsonb_array_length(settlement.explanation -> 'chain') AS length,
       finding.public_id AS finding, settlement.public_id AS settlement, funding.public_id AS funding,
       funding.reference
  FROM rewards_transfer transfer
  JOIN rewards_account debit ON debit.id = transfer.debit_id
  JOIN rewards_account credit ON credit.id = transfer.credit_id
  LEFT JOIN campaigns_participant payer ON payer.id = debit.participant_id
  LEFT JOIN campaigns_participant payee ON payee.id = credit.participant_id
  LEFT JOIN rewards_settlement settlement ON settlement.id = transfer.settlement_id
  LEFT JOIN campaigns_finding finding ON finding.id = settlement.finding_id
  LEFT JOIN campaigns_objective objective ON objective.id = finding.objective_id
  LEFT JOIN rewards_funding funding ON funding.id = transfer.funding_id
 WHERE transfer.campaign_id = %s ORDER BY transfer.id
""",
)


def measure_exporting(population: Population, *, rounds: int, say: Say) -> Iterator[Row]:
    """Export as many participants, findings and transfers as there are members, by jobs and by COPY in turns."""
    size, campaign = len(population), population.campaign
    report_found(population, objective_of(campaign), population.draw_finders(size, part=0, parts=1), verified=False)
    yield _measure(PARTICIPANTS, campaign, size, rounds, say)
    yield _measure(FINDINGS, campaign, size, rounds, say)
    ledger, places = open_ledger(min(size, MOST_EARNERS), quotas_for(size), timezone.now())
    for _ in ledger.grow(cycle(places), transfers=size):
        pass
    yield _measure(LEDGER, ledger.campaign, size, rounds, say)


def _measure(case: Case, campaign: Campaign, size: int, rounds: int, say: Say) -> Row:
    ours, bare, grown = [], [], []
    rows = 0
    with tempfile.TemporaryDirectory(prefix="mobilize-export-") as folder, override_settings(MEDIA_ROOT=folder):
        settle_down()
        for _ in range(rounds):
            job = _ask(case, campaign)
            before = _begin_peak()
            ours.append(time_of(partial(run_job, job_id=job.pk, at=timezone.now())))
            grown.append(_peak_kb() - before)
            plain = Path(folder) / "plain.csv"
            bare.append(time_of(partial(_copy, case, campaign, plain)))
            rows = _compare(case, job, plain)
    row = Row(
        what=f"an export of {case.table} as {case.form}",
        members=size,
        ours_seconds=median(ours),
        bare_seconds=median(bare),
    )
    say(
        f"  {rows:,} {case.table} as {case.form}: {rows / row.ours_seconds:,.0f} rows/s with "
        f"{max(grown) / 1024:.0f} MB more, bare COPY {rows / row.bare_seconds:,.0f} rows/s"
    )
    assert max(grown) < MOST_GROWN_KB, f"an export of {rows:,} rows took {max(grown):,} kB"
    return row


def _ask(case: Case, campaign: Campaign) -> Job:
    # Without its event: the worker would hear of it and be first.
    return Job.objects.create(
        campaign=campaign,
        kind=Job.Kind.EXPORT,
        table=case.table,
        form=case.form,
        options={"bom": False},
        asked_by=organizer_of(campaign),
        asked_at=timezone.now(),
    )


def _copy(case: Case, campaign: Campaign, to: Path) -> None:
    with connection.cursor() as cursor, to.open("wb") as file:
        query = case.query.replace("%s", str(int(campaign.pk)))
        cursor.copy_expert(f"COPY ({query}) TO STDOUT WITH (FORMAT csv, HEADER)", file)


def _compare(case: Case, job: Job, plain: Path) -> int:
    """See that both files tell of the same rows in the same order; gives how many."""
    job.refresh_from_db()
    assert job.state == Job.State.DONE, f"{job.state}: {job.problem}"
    with open_file(job.files.get()) as file, plain.open(encoding="utf-8", newline="") as other:
        lines = (line.decode() for line in file)
        expected = (row[case.own] for row in csv.DictReader(other))
        told = _features(lines) if case.form == "geojson" else (row[case.own] for row in csv.DictReader(lines))
        compared = [mine == theirs for mine, theirs in zip(told, expected, strict=True)]
    assert all(compared)
    assert job.result["rows"] == len(compared)
    return len(compared)


def _features(lines: Iterator[str]) -> Iterator[str]:
    """Give the ids of a file of features, each on a line of its own between the first and the last."""
    for line in lines:
        if line.startswith('{"type": "Feature"'):
            yield json.loads(line.rstrip(",\n"))["id"]


def _begin_peak() -> int:
    """Begin to look for the most memory that this process has, and give what it has now; 0 where nobody says so."""
    if not _CLEAR.exists():
        return 0
    _CLEAR.write_text("5")
    return _kilobytes("VmRSS")


def _peak_kb() -> int:
    return _kilobytes("VmHWM") if _CLEAR.exists() else 0


def _kilobytes(name: str) -> int:
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1])
