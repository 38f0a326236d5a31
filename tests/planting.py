"""Planting a whole tree of people at once, in an order that is known, by what writes the people of an import."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection

from campaigns.copying import copy_rows
from campaigns.planning.models import Campaign
from campaigns.recruiting.arriving import StagedPeople
from campaigns.recruiting.importing import import_participants
from campaigns.staging import carry_out, index_table, staging


def plant(campaign: Campaign, *, inviters: Sequence[int], joined_at: Iterable[datetime], at: datetime) -> list[int]:
    """Give Member 0, Member 1, … a place each; `inviters` are numbers of earlier ones, negative for nobody."""
    with staging():
        carry_out(
            "CREATE TEMPORARY TABLE staged_arrival (number integer, inviter integer, joined_at timestamptz, shown text)"
        )
        copy_rows(
            "staged_arrival",
            ("number", "inviter", "joined_at", "shown"),
            (
                (n, None if inviter < 0 else inviter, joined, f"Member {n}")
                for n, (inviter, joined) in enumerate(zip(inviters, joined_at, strict=True))
            ),
        )
        index_table("staged_arrival", "(number)")
        import_participants(campaign=campaign, people=StagedPeople(len(inviters), 0, 0), at=at)
        with connection.cursor() as cursor:
            cursor.execute("SELECT place FROM staged_place ORDER BY number")
            return [place for (place,) in cursor.fetchall()]
