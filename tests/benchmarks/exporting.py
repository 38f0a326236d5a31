"""Exporting: all participants into a file as a job does it, beside a bare COPY of the same columns into a file.

Ours is a whole job: claimed, read by a cursor from one moment, both times of each row worked out, formulas made
harmless, summed up, put into the storage and ended. The memory that it takes meanwhile does not grow with the rows,
which is a law and not a timing: it is looked at here, where there are enough of them.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from django.db import connection
from django.test.utils import override_settings
from django.utils import timezone

from campaigns.exchange.files import open_file
from campaigns.exchange.models import Job
from campaigns.exchange.running import run_job
from tests.benchmarks.measuring import Row, time_of
from tests.benchmarks.population import Population, Say, settle_down
from tests.cast import organizer_of

MOST_GROWN_KB = 64 * 1024
_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_COPY = """
COPY (SELECT person.public_id, inviter.public_id AS inviter, person.joined_at, person.display_name,
             inviter.display_name AS inviter_name, person.depth, person.user_id IS NOT NULL AS claimed
        FROM campaigns_participant person
        LEFT JOIN campaigns_participant inviter ON inviter.id = person.invited_by_id
       WHERE person.campaign_id = {campaign} ORDER BY person.id)
  TO STDOUT WITH (FORMAT csv, HEADER)
"""


def measure_exporting(population: Population, *, rounds: int, say: Say) -> Iterator[Row]:
    """Export all members by a job and by COPY, one after the other."""
    ours, bare, grown = [], [], []
    rows = 0
    with tempfile.TemporaryDirectory(prefix="mobilize-export-") as folder, override_settings(MEDIA_ROOT=folder):
        settle_down()
        for _ in range(rounds):
            job = _ask(population)
            before = _begin_peak()
            ours.append(time_of(partial(run_job, job_id=job.pk, at=timezone.now())))
            grown.append(_peak_kb() - before)
            plain = Path(folder) / "plain.csv"
            bare.append(time_of(partial(_copy, population, plain)))
            rows = _compare(job, plain)
    row = Row(
        what="an export of all participants",
        members=len(population),
        ours_seconds=median(ours),
        bare_seconds=median(bare),
    )
    say(
        f"  an export of {rows:,} rows: {rows / row.ours_seconds:,.0f} rows/s with {max(grown) / 1024:.0f} MB more, "
        f"bare COPY {rows / row.bare_seconds:,.0f} rows/s"
    )
    assert max(grown) < MOST_GROWN_KB, f"an export of {rows:,} rows took {max(grown):,} kB"
    yield row


def _ask(population: Population) -> Job:
    # Without its event: the worker would hear of it and be first.
    return Job.objects.create(
        campaign=population.campaign,
        kind=Job.Kind.EXPORT,
        table="participants",
        form="csv",
        options={"bom": False},
        asked_by=organizer_of(population.campaign),
        asked_at=timezone.now(),
    )


def _copy(population: Population, to: Path) -> None:
    with connection.cursor() as cursor, to.open("wb") as file:
        cursor.copy_expert(_COPY.format(campaign=int(population.campaign.pk)), file)


def _compare(job: Job, plain: Path) -> int:
    """See that both files tell of the same people in the same order; gives how many."""
    job.refresh_from_db()
    assert job.state == Job.State.DONE, f"{job.state}: {job.problem}"
    with open_file(job.files.get()) as file, plain.open(encoding="utf-8", newline="") as other:
        lines = (line.decode() for line in file)
        told = (row["id"] for row in csv.DictReader(lines))
        expected = (row["public_id"] for row in csv.DictReader(other))
        compared = [mine == theirs for mine, theirs in zip(told, expected, strict=True)]
    assert all(compared)
    assert job.result["rows"] == len(compared)
    return len(compared)


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
