"""Asking for an export, cancelling a job, and making an export's file.

Law: an export is what stood in the database at one moment, whatever is written meanwhile, and takes as much memory for
a million rows as for a thousand. Its file is there once the job is done, and not before.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import IO

from django.db import connection, transaction
from django.utils import timezone

from campaigns.errors import InvalidInput, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.exchange.files import kept_while_right, remove_sent
from campaigns.exchange.models import Job, JobFile
from campaigns.exchange.running import Watch, end_job
from campaigns.exchange.tables import GEOJSON, Table, table_named
from campaigns.exchange.writing import write_table
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.saying import said

MOST_OPEN_EXPORTS = 10
READING = said("reading rows")
_CANCELLED = {Job.Kind.IMPORT: "import.cancelled", Job.Kind.EXPORT: "export.cancelled"}
_CANCELLING = {Job.Kind.IMPORT: "import.cancel_asked", Job.Kind.EXPORT: "export.cancel_asked"}


def ask_export(*, campaign: Campaign, table: Table, form: str, bom: bool, actor: User, at: datetime) -> Job:
    """Put an export into the queue. Raises InvalidInput for a form that the table has not."""
    if form not in table.forms:
        allowed = list(table.forms)
        raise InvalidInput(
            "form_not_there",
            f"{table.name} can be had as {' or '.join(allowed)}.",
            field="format",
            allowed=allowed,
        )
    if bom and form == GEOJSON:
        raise InvalidInput("bom_not_in_json", "JSON has no byte order mark; leave bom out.", field="bom")
    with transaction.atomic():
        # Of two who ask at once the second waits, and counts the first one's.
        Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
        waiting = Job.objects.open().filter(campaign=campaign, kind=Job.Kind.EXPORT).count()
        if waiting >= MOST_OPEN_EXPORTS:
            raise NotPossibleNow(
                "too_many_exports",
                f"{waiting} exports of this campaign have not ended yet. Wait for one, or cancel one.",
                most=MOST_OPEN_EXPORTS,
            )
        job = Job.objects.create(
            campaign=campaign,
            kind=Job.Kind.EXPORT,
            table=table.name,
            form=form,
            options={"bom": bom},
            asked_by=actor,
            asked_at=at,
        )
        record_event(
            kind="export.asked",
            at=at,
            campaign_id=campaign.pk,
            actor_id=actor.pk,
            data={"job": str(job.public_id), "table": table.name},
        )
    return job


def cancel_job(*, job: Job, actor: User, at: datetime) -> Job:
    """Cancel a job: at once where it waits, within about a second where it runs. Asked again, it is as it was.

    Raises NotPossibleNow where it has ended another way.
    """
    with transaction.atomic():
        job = Job.objects.select_for_update(of=("self",)).select_related("campaign", "asked_by").get(pk=job.pk)
        if job.state == Job.State.CANCELLED or (job.state == Job.State.RUNNING and job.cancel_asked_at is not None):
            return job
        if job.has_ended:
            raise NotPossibleNow(
                "job_has_ended", f"The {job.kind} has ended already: {job.get_state_display()}.", state=job.state
            )
        job.cancel_asked_at = at
        if job.state == Job.State.QUEUED:
            job.state, job.ended_at = Job.State.CANCELLED, at
            transaction.on_commit(partial(remove_sent, job.pk, at=at), robust=True)
        job.save(update_fields=["cancel_asked_at", "state", "ended_at"])
        kinds = _CANCELLED if job.has_ended else _CANCELLING
        record_event(
            kind=kinds[Job.Kind(job.kind)],
            at=at,
            campaign_id=job.campaign_id,
            actor_id=actor.pk,
            data={"job": str(job.public_id)},
        )
    return job


def make_export(job: Job, watch: Watch) -> None:
    """Do an export: write its file and end the job. This is the work of the kind `export`."""
    table = table_named(job.table)
    with tempfile.TemporaryFile() as file:
        rows = _write(file, table, job, watch)
        with (
            kept_while_right([(JobFile(job=job, role=JobFile.Role.EXPORT), file)], at=timezone.now()) as kept,
            transaction.atomic(),
        ):
            watch.settle()
            for row in kept:
                row.save()
            end_job(job, watch.claim, state=Job.State.DONE, at=timezone.now(), rows=rows)


def _write(file: IO[bytes], table: Table, job: Job, watch: Watch) -> int:
    with _one_moment():
        campaign = job.campaign
        watch.tell(READING, 0, 0)
        total = table.count(campaign)
        rows = 0
        pieces = write_table(
            table, table.rows(campaign), form=job.form, zone=campaign.zone(), bom=job.options.get("bom", False)
        )
        for piece, rows in pieces:
            file.write(piece.encode())
            watch.tell(READING, rows, total)
    return rows


@contextmanager
def _one_moment() -> Iterator[None]:
    """Open a transaction that sees the database as it is now, to its end."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
