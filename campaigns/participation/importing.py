"""Writing the activities of a file into the log, each at its own time."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from campaigns.events.operations import record_events
from campaigns.participation.activity_rows import ActivityRow
from campaigns.planning.models import Campaign
from campaigns.tables import STEP, Progress, no_progress


def import_activities(
    *, campaign: Campaign, activities: Sequence[ActivityRow], places: Sequence[int], progress: Progress = no_progress
) -> None:
    """Leave an event for each activity; `places` are the ids of the arrivals that the rows point to."""
    with transaction.atomic():
        for start in range(0, len(activities), STEP):
            chunk = activities[start : start + STEP]
            record_events(
                (
                    "activity.reported",
                    row.at,
                    campaign.pk,
                    None,
                    places[row.participant],
                    None,
                    {"kind": row.kind, "imported": True},
                )
                for row in chunk
            )
            progress("writing activities", start + len(chunk), len(activities))
