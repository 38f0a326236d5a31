"""The stage of imports and exports: a campaign with hostile words and a hard hour in it, and jobs done at once."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from campaigns.cells import original
from campaigns.exchange.files import open_file
from campaigns.exchange.models import Job, JobFile
from campaigns.exchange.operations import ask_export
from campaigns.exchange.running import run_job
from campaigns.exchange.tables import Holds, table_named
from campaigns.findings.reporting import report_finding
from campaigns.participation.activities import Told, report_activities
from campaigns.planning.models import Campaign
from rewards.settlement.operations import settle_finding
from tests import cast

# By Californian clocks half past one came twice that night.
TWICE = (datetime(2009, 11, 1, 8, 30, tzinfo=UTC), datetime(2009, 11, 1, 9, 30, 0, 250_000, tzinfo=UTC))
HOSTILE = (
    '=HYPERLINK("http://evil.example";"x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "'=1+1",
    "a;=1",
    "＝1＋1",
    "comma, \"quote\" and 'apostrophe'",
    "بالون أحمر",
    "紅い風船 🎈",
    "-1",
)


def hostile_campaign() -> Campaign:
    """A live campaign in California, with a tree whose names are hostile, reports, activities and money."""
    campaign = cast.live_campaign([(400_000, 3)], time_zone="America/Los_Angeles", title="=Balloons", at=TWICE[0])
    above = None
    for n, name in enumerate(HOSTILE):
        user = cast.make_user("hostile")
        user.display_name = name
        link = cast.open_link(campaign) if above is None else cast.link_of(above)
        place = cast.join(user, link, at=TWICE[n % 2])
        above = above if n % 3 == 2 else place
    people = list(campaign.participants.order_by("pk"))
    places: list[dict[str, Any] | None] = [
        {"latitude": 37.7881, "longitude": -122.4075, "accuracy_m": 12.5, "source": "device"},
        None,
    ]
    for n, note in enumerate([*HOSTILE, "two\nlines\r\n=and three", "\t=tab", ""]):
        finding, _ = report_finding(
            objective=cast.objective_of(campaign),
            participant=people[n % len(people)],
            at=TWICE[1],
            observed_at=TWICE[0],
            note=note,
            location=places[n % 2],
            client_id=f"=c{n}" if n else None,
        )
        if n < 2:
            settle_finding(finding_id=cast.verify(finding, at=TWICE[1]).pk, at=TWICE[1])
    told = [Told(people[n % 3].public_id, kind, TWICE[n % 2], f"+{n}") for n, kind in enumerate(HOSTILE)]
    report_activities(campaign=campaign, told=told, reporter=cast.organizer_of(campaign), at=TWICE[1])
    return campaign


def asked(campaign: Campaign, table: str, *, form: str = "csv", bom: bool = False) -> Job:
    return ask_export(
        campaign=campaign,
        table=table_named(table),
        form=form,
        bom=bom,
        actor=cast.organizer_of(campaign),
        at=timezone.now(),
    )


def exported(campaign: Campaign, table: str, *, form: str = "csv", bom: bool = False) -> bytes:
    """Export a table here and now; gives its file."""
    job = asked(campaign, table, form=form, bom=bom)
    assert run_job(job_id=job.pk, at=timezone.now())
    return content_of(job)


def content_of(job: Job, role: str = JobFile.Role.EXPORT) -> bytes:
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.problem
    with open_file(job.files.get(role=role)) as file:
        return bytes(file.read())


def read_csv(content: bytes, table: str) -> list[dict[str, str]]:
    """Read a file as Python's csv does, and take the apostrophes off what people wrote."""
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    texts = [column.name for column in table_named(table).columns if column.holds is Holds.TEXT]
    return [{**row, **{name: original(row[name]) for name in texts}} for row in rows]
