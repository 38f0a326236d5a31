"""The activities of a file: put on the stage, and written into the log, each at its own time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from campaigns.copying import copy_rows
from campaigns.events.operations import record_events
from campaigns.layouts import PLAIN, Layout
from campaigns.participation.activity_rows import read_activities
from campaigns.planning.models import Campaign
from campaigns.recruiting.rows import People
from campaigns.saying import said
from campaigns.staging import Noticed, carry_out, read_stage
from campaigns.tables import Content, Progress, no_progress


def stage_activities(
    content: Content,
    *,
    file: str,
    people: People,
    latest: datetime,
    noticed: Noticed,
    progress: Progress = no_progress,
    layout: Layout = PLAIN,
) -> int:
    """Put the good rows of an activities file on the stage, and give how many. Raises TableRefused."""
    carry_out(f"CREATE TEMPORARY TABLE staged_activity ({_COLUMNS})")
    staged = 0
    for good in read_activities(content, file=file, people=people, latest=latest, noticed=noticed, layout=layout):
        copy_rows("staged_activity", ("participant", "kind", "at"), good)
        staged += len(good)
        progress(said("reading activities"), staged, 0)
    return staged


def import_activities(*, campaign: Campaign, activities: int, progress: Progress = no_progress) -> None:
    """Leave an event for each activity on the stage, of whom `import_participants` gave their places."""
    with transaction.atomic():
        written = 0
        for rows in read_stage(_ACTIVITIES):
            record_events(
                ("activity.reported", at, campaign.pk, None, place, None, {"kind": kind, "imported": True})
                for place, kind, at in rows
            )
            written += len(rows)
            progress(said("writing activities"), written, activities)


_COLUMNS = "number bigint GENERATED ALWAYS AS IDENTITY, participant integer, kind text, at timestamptz"
_ACTIVITIES = """
SELECT place.place, activity.kind, activity.at
  FROM staged_activity activity JOIN staged_place place ON place.number = activity.participant
 ORDER BY activity.number
"""
