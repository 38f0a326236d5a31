"""Writing the people on the stage into a campaign: places that nobody has claimed yet, with their tree.

A campaign takes one import, of everybody at once: people of a file are known by the file's own ids, which are not
kept, so a second import could neither recognise nor refuse those whom the first one brought.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from campaigns.copying import copy_rows
from campaigns.errors import NotPossibleNow
from campaigns.events.models import Event
from campaigns.events.operations import record_event, record_events
from campaigns.planning.models import Campaign
from campaigns.planning.operations import hold_campaign
from campaigns.recruiting.arriving import StagedPeople
from campaigns.saying import said
from campaigns.staging import make_table, read_stage
from campaigns.tables import Progress, no_progress

IMPORTED = "campaign.imported"
_TABLE = "campaigns_participant"


def refuse_import(campaign: Campaign) -> None:
    """Raise NotPossibleNow when the campaign takes no import, because it has ended or has had one."""
    if campaign.state == Campaign.State.CLOSED:
        raise NotPossibleNow("campaign_closed", "The campaign is closed; nothing is imported into it any more.")
    earlier = Event.objects.filter(campaign=campaign, kind=IMPORTED).first()
    if earlier is not None:
        day = earlier.at.astimezone(campaign.zone())
        raise NotPossibleNow(
            "already_imported",
            f"{earlier.data['participants']:,} people were imported into this campaign on {day:%Y-%m-%d}. "
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
    *, campaign: Campaign, people: StagedPeople, at: datetime, progress: Progress = no_progress
) -> None:
    """Give everybody on the stage a place that is claimed later; `staged_place` says by number which it is.

    The caller holds the campaign for the import. The ids ascend, so inviters have lower ones than their recruits.
    Joining is told at the time that the file says.
    """
    with transaction.atomic():
        make_table("staged_place", _PLACES, "(number)")
        written = 0
        for rows in read_stage(_ARRIVALS):
            copy_rows(
                _TABLE,
                ("id", "public_id", "campaign_id", "invited_by_id", "display_name", "joined_at"),
                (
                    (place, public, campaign.pk, above, shown, joined_at)
                    for place, public, above, _, shown, joined_at in rows
                ),
            )
            record_events(
                (
                    "participant.joined",
                    joined_at,
                    campaign.pk,
                    None,
                    place,
                    None,
                    {"invited_by": inviter, "imported": True},
                )
                for place, _, _, inviter, _, joined_at in rows
            )
            written += len(rows)
            progress(said("writing participants"), written, people.number)
        record_event(kind=IMPORTED, at=at, campaign_id=campaign.pk, data={"participants": people.number})


# The sequence is looked up once, and gives ids in the order of arrival.
_PLACES = """
WITH sequence AS MATERIALIZED (SELECT pg_get_serial_sequence('campaigns_participant', 'id')::regclass AS name)
SELECT arrival.number, nextval(sequence.name) AS place, gen_random_uuid() AS public
  FROM sequence, (SELECT number FROM staged_arrival ORDER BY number) arrival
"""
_ARRIVALS = """
SELECT own.place, own.public::text, above.place, above.public::text, arrival.shown, arrival.joined_at
  FROM staged_arrival arrival
  JOIN staged_place own ON own.number = arrival.number
  LEFT JOIN staged_place above ON above.number = arrival.inviter
 ORDER BY arrival.number
"""
