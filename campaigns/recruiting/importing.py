"""Writing the people of a file into a campaign: places that nobody has claimed yet, with their tree.

A campaign takes one import, of everybody at once: people of a file are known by the file's own ids, which are not
kept, so a second import could neither recognise nor refuse those whom the first one brought.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import uuid4

from django.db import connection, transaction

from campaigns.copying import copy_rows, take_ids
from campaigns.errors import NotPossibleNow
from campaigns.events.models import Event
from campaigns.events.operations import EventRow, record_event, record_events
from campaigns.planning.models import Campaign
from campaigns.planning.operations import hold_campaign
from campaigns.recruiting.forest import ROOT
from campaigns.recruiting.rows import Arrivals
from campaigns.tables import STEP, Progress, no_progress

IMPORTED = "campaign.imported"
_TABLE = "campaigns_participant"


def refuse_import(campaign: Campaign) -> None:
    """Raise NotPossibleNow when the campaign takes no import, because it has ended or has had one."""
    if campaign.state == Campaign.State.CLOSED:
        raise NotPossibleNow("campaign_closed", "The campaign is closed; nothing is imported into it any more.")
    earlier = Event.objects.filter(campaign=campaign, kind=IMPORTED).first()
    if earlier is not None:
        raise NotPossibleNow(
            "already_imported",
            f"{earlier.data['participants']:,} people were imported into this campaign on {earlier.at:%Y-%m-%d}. "
            "Importing again could give them second places. Put everybody into one file, and import it into a campaign "
            "that has had no import.",
        )


def hold_for_import(campaign: Campaign) -> Campaign:
    """Keep the campaign open and other imports out until the transaction ends; joins and reports go on meanwhile.

    Gives the campaign as it is now. Raises NotPossibleNow as `refuse_import` does, and when another import is running.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s), %s)", [IMPORTED, campaign.pk % 2**31])
        if not cursor.fetchone()[0]:
            raise NotPossibleNow(
                "import_running", "Another import into this campaign is running. Wait until it has ended."
            )
    campaign = hold_campaign(campaign.pk)
    refuse_import(campaign)
    return campaign


def import_participants(
    *, campaign: Campaign, arrivals: Arrivals, at: datetime, progress: Progress = no_progress
) -> list[int]:
    """Give everybody a place that is claimed later; gives the places' ids, in the order of the arrivals.

    The caller holds the campaign for the import. The ids ascend, so inviters have lower ones than their recruits.
    Joining is told at the time that the file says.
    """
    with transaction.atomic():
        places = take_ids(_TABLE, len(arrivals))
        public = [str(uuid4()) for _ in places]
        for start in range(0, len(arrivals), STEP):
            end = min(start + STEP, len(arrivals))
            copy_rows(
                _TABLE,
                ("id", "public_id", "campaign_id", "invited_by_id", "display_name", "joined_at"),
                _place_rows(campaign.pk, arrivals, places, public, start, end),
            )
            record_events(_join_events(campaign.pk, arrivals, places, public, start, end))
            progress("writing participants", end, len(arrivals))
        record_event(kind=IMPORTED, at=at, campaign_id=campaign.pk, data={"participants": len(arrivals)})
    return places


def _place_rows(
    campaign_id: int, arrivals: Arrivals, places: list[int], public: list[str], start: int, end: int
) -> Iterator[tuple[int, str, int, int | None, str, datetime]]:
    for n in range(start, end):
        inviter = arrivals.inviters[n]
        above = None if inviter == ROOT else places[inviter]
        yield places[n], public[n], campaign_id, above, arrivals.display_names[n], arrivals.joined_at[n]


def _join_events(
    campaign_id: int, arrivals: Arrivals, places: list[int], public: list[str], start: int, end: int
) -> Iterator[EventRow]:
    for n in range(start, end):
        inviter = arrivals.inviters[n]
        data = {"invited_by": None if inviter == ROOT else public[inviter], "imported": True}
        yield "participant.joined", arrivals.joined_at[n], campaign_id, None, places[n], None, data
