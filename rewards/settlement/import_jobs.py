"""Imports as jobs: files are taken in, and a worker does with them what `manage.py import_campaign` does.

Law: the rows, the report on them and the end of the job are one transaction. Killed or cancelled at any moment there is
all of it or nothing, and a job that is done again finds that it has been done.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from io import TextIOWrapper
from typing import IO, Any, cast

from django.db import transaction
from django.utils import timezone

from campaigns.errors import InvalidInput, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.exchange.files import kept_while_right, open_file
from campaigns.exchange.models import Job, JobFile
from campaigns.exchange.running import TryLater, Watch, end_job
from campaigns.layouts import PLAIN, Layout
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.tables import counted, refuse_other_format, write_report
from rewards.settlement.importing import File, Imported, Reading, import_reading, read_files, refuse_unless_possible

LONGEST_FILE_NAME = 100
_HEAD_BYTES = 8
_RUNNING = "import_running"


@dataclass(frozen=True)
class Sent:
    """A file as it was sent, and how it is to be read."""

    name: str
    content: IO[bytes]
    layout: Layout = PLAIN


def ask_import(
    *,
    campaign: Campaign,
    sent: Mapping[str, Sent],
    keep_good_rows: bool,
    settle: bool,
    check_only: bool,
    actor: User,
    at: datetime,
) -> Job:
    """Take the files in, by what they are, and put their import into the queue.

    Raises NotPossibleNow where the campaign takes no import or has one that has not ended, or where the findings
    cannot be paid, and InvalidInput for what is no CSV by its first bytes.
    """
    if settle and JobFile.Role.FINDINGS not in sent:
        raise InvalidInput("nothing_to_settle", "settle pays findings; send their file too.", field="settle")
    refuse_unless_possible(campaign, settle=settle)
    contents = []
    for role, file in sent.items():
        name = file.name[:LONGEST_FILE_NAME]
        file.content.seek(0)
        refuse_other_format(file.content.read(_HEAD_BYTES), file=name)
        layout = {} if file.layout.is_plain else file.layout.to_json()
        contents.append((JobFile(role=role, name=name, layout=layout), file.content))
    with kept_while_right(contents, at=at) as files, transaction.atomic():
        Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
        if Job.objects.open().filter(campaign=campaign, kind=Job.Kind.IMPORT).exists():
            raise NotPossibleNow(
                "import_running", "Another import into this campaign has not ended. Wait until it has, or cancel it."
            )
        job = Job.objects.create(
            campaign=campaign,
            kind=Job.Kind.IMPORT,
            options={"keep_good_rows": keep_good_rows, "settle": settle, "check_only": check_only},
            asked_by=actor,
            asked_at=at,
        )
        for row in files:
            row.job = job
            row.save()
        record_event(
            kind="import.asked",
            at=at,
            campaign_id=campaign.pk,
            actor_id=actor.pk,
            data={"job": str(job.public_id), "check_only": check_only, "settle": settle},
        )
    return job


def do_import(job: Job, watch: Watch) -> None:
    """Do an import and end its job. This is the work of the kind `import`."""
    options, at = job.options, timezone.now()
    try:
        with (
            _opened_files(job) as files,
            read_files(
                campaign=job.campaign,
                participants=files[JobFile.Role.PARTICIPANTS],
                activities=files.get(JobFile.Role.ACTIVITIES),
                findings=files.get(JobFile.Role.FINDINGS),
                settle=options["settle"],
                at=at,
                progress=watch.tell,
            ) as reading,
            tempfile.TemporaryFile() as report,
        ):
            _write_report(reading, report)
            with transaction.atomic():
                imported = None
                if not options["check_only"]:
                    imported = import_reading(
                        reading,
                        keep_good_rows=options["keep_good_rows"],
                        settle=options["settle"],
                        at=at,
                        progress=watch.tell,
                    )
                row = JobFile(job=job, role=JobFile.Role.REPORT)
                with kept_while_right([(row, report)], at=timezone.now()):
                    watch.settle()
                    row.save()
                    _end(job, watch, reading, imported)
    except NotPossibleNow as refused:
        if refused.code == _RUNNING:
            # One by the command line, or one whose worker was killed and whose transaction is still being undone.
            raise TryLater from refused
        raise


@contextmanager
def _opened_files(job: Job) -> Iterator[dict[str, File]]:
    with ExitStack() as opened:
        yield {
            row.role: File(
                row.name,
                cast(IO[bytes], opened.enter_context(open_file(row))),
                Layout.from_json(row.layout) if row.layout else PLAIN,
            )
            for row in job.files.filter(role__in=JobFile.SENT)
        }


def _write_report(reading: Reading, to: IO[bytes]) -> None:
    text = TextIOWrapper(to, encoding="utf-8", newline="", write_through=True)
    write_report(reading.problems, text)
    # The file stays open; what wrapped it must not close it.
    text.detach()


def _end(job: Job, watch: Watch, reading: Reading, imported: Imported | None) -> None:
    """End the job in the transaction that brought its rows."""
    result: dict[str, Any] = {
        "errors": reading.errors, "warnings": reading.warnings, "found": asdict(reading.found)
    }  # fmt: skip
    now = timezone.now()
    if imported is not None:
        result["imported"] = asdict(imported)
    elif not job.options["check_only"]:
        errors = counted(reading.errors, "error")
        what = "nothing usable is left" if job.options["keep_good_rows"] else "the report names each"
        problem = f"Nothing was imported: {errors}; {what}. Mend the files and try again."
        end_job(job, watch.claim, state=Job.State.FAILED, at=now, code="rows_refused", problem=problem, **result)
        return
    end_job(job, watch.claim, state=Job.State.DONE, at=now, **result)
