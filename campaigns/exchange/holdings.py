"""What this room holds of people: who asked for an import or an export; and files with many in them, for a week."""

from __future__ import annotations

from django.db.models import F

from campaigns.exchange.models import KEPT, Job, JobFile
from campaigns.people.personal import STAND_IN, Erasing, Holding, Retention, erase_by, hold, not_personal, retain


def remove_files_of_campaigns(erasing: Erasing) -> None:
    """Remove the files of the person's campaigns, in which they can be named; whoever needs one asks anew."""
    files = JobFile.objects.filter(job__campaign__in=list(erasing.places), removed_at=None)
    erasing.files += [f"exchange:{stored}" for stored in files.values_list("stored", flat=True)]
    # Dated by what they have of their own: one time in two campaigns would join them.
    files.update(name="", removed_at=F("kept_until"))
    under_way = Job.objects.open().filter(kind=Job.Kind.EXPORT, campaign__in=list(erasing.places))
    under_way.filter(cancel_asked_at=None).update(cancel_asked_at=F("asked_at"))


def declare() -> None:
    retain(
        Retention("job file", "7 days", lasts=KEPT, swept_by="campaigns.exchange.tasks.forget_job_files"),
    )
    hold(
        Holding(
            "campaigns.Job",
            of="asked_by",
            says="imports and exports that one asked for",
            why="to know who brought data in or took it out",
            retention="campaign",
            campaign="campaign",
            fields={"asked_by": "who asked"},
            on_erasure={"asked_by": STAND_IN},
            shown=("campaign__slug", "kind", "table", "asked_at", "state"),
        )
    )
    erase_by(remove_files_of_campaigns)
    not_personal(
        "campaigns.Job",
        table="the name of a table",
        form="csv or geojson",
        options="what else was asked for: names of columns and yes or no",
        stage="what is being done",
        claim="drawn by chance, of a worker",
        problem_code="a word for why it failed",
        problem="why it failed",
        result="numbers of rows",
    )
    not_personal(
        "campaigns.JobFile",
        name="the name of a file with many people in it; gone with the file",
        layout="names of columns",
        stored="drawn by chance",
        sha256="of a file with many people in it",
    )
    not_personal("campaigns.ColumnMapping", name="the campaign's own", layout="names of columns")
