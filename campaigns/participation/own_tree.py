"""One's own tree: everybody whom somebody brought in, directly or not, and who of them still takes part.

By name one knows those alone whom one brought in oneself; of all others it is told where they stand and what they did.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from campaigns.participation.models import Member
from campaigns.participation.persons import lapse_gap_of, last_lapsed_day
from campaigns.recruiting.models import Participant

MOST_IN_TREE = 20_000
"""So many are told of at once, the nearest generations first; there are few whose tree is larger."""


@dataclass(frozen=True)
class OwnTree:
    """The people of a tree in the order in which they joined, its owner the first; `people` counts those below them."""

    people: int
    beyond: int
    gap_days: int
    nodes: list[dict[str, Any]]


def read_own_tree(place: Participant, *, at: datetime, most: int = MOST_IN_TREE) -> OwnTree:
    """Read whom somebody brought in, as far as so many go; what has been counted of them is seconds old at most."""
    last_lapsed = last_lapsed_day(place.campaign, at=at)
    with connection.cursor() as cursor:
        # One more than is told of says whether there are more.
        cursor.execute(_TREE, {"owner": place.pk, "lapsed": last_lapsed, "most": most + 1})
        rows = cursor.fetchall()
    is_complete = len(rows) <= most
    # The last to be met is the furthest and among these the latest, and inviters come before whom they brought in.
    shown = sorted(rows[:most])
    ids = {row[0]: str(row[2]) for row in shown}
    below = dict.fromkeys(ids, 0)
    for _, inviter, *_ in shown[1:]:
        below[inviter] += 1
    people = len(shown) - 1
    if not is_complete:
        # Who is not told of is counted as far as the log has been counted; one there is at least.
        size = Member.objects.filter(pk=place.pk).values_list("size", flat=True).first() or 1
        people = max(people + 1, size - 1)
    return OwnTree(
        people=people,
        beyond=people - (len(shown) - 1),
        gap_days=lapse_gap_of(place.campaign),
        nodes=[
            {
                "id": ids[pk],
                "parent": ids.get(inviter),
                "name": name if generation <= 1 else None,
                "generation": generation,
                "joined_at": joined_at,
                "active": active,
                # Where the tree is told of to its end it says so itself, at once.
                "recruits": max(below[pk], 0 if is_complete else recruits),
                "verified": verified,
            }
            for pk, inviter, _, name, generation, joined_at, active, recruits, verified in shown
        ],
    )


# Generation by generation, each in the order of joining: whoever reads no further has the nearest of them. Rows are
# looked up one by one, since the planner takes any tree for a large part of all people.
_TREE = """
WITH RECURSIVE below AS (
    SELECT id, 0 AS generation FROM campaigns_participant WHERE id = %(owner)s
     UNION ALL
    SELECT * FROM (
        SELECT recruit.id, below.generation + 1
          FROM below CROSS JOIN LATERAL (
               SELECT id FROM campaigns_participant WHERE invited_by_id = below.id OFFSET 0) recruit
         ORDER BY recruit.id) next_generation
), nearest AS MATERIALIZED (SELECT id, generation FROM below LIMIT %(most)s)
SELECT place.id, place.invited_by_id, place.public_id, place.display_name, nearest.generation, place.joined_at,
       COALESCE(counted.last_day > %(lapsed)s, FALSE), COALESCE(counted.recruits, 0), COALESCE(counted.verified, 0)
  FROM nearest
 CROSS JOIN LATERAL (
       SELECT id, invited_by_id, public_id, display_name, joined_at
         FROM campaigns_participant WHERE id = nearest.id OFFSET 0) place
  LEFT JOIN LATERAL (
       SELECT last_day, recruits, verified FROM campaigns_member WHERE participant_id = nearest.id OFFSET 0) counted
    ON TRUE
 ORDER BY nearest.generation, place.id
"""
