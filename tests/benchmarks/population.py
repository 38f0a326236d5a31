"""Population: a live campaign that already has so many members, as if they had joined one by one.

The tree is a cascade of the demo's kind, with a reproduction number of about 0.9 in place of 0.73: as many trees
die out, those that live grow deeper, and a finder has nine people above them on average. Members, their links and
the events of their joining are all there, so that every index has the size that it would have.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from django.db import connection, transaction
from django.utils import timezone
from numpy.typing import NDArray

from campaigns.copying import copy_rows
from campaigns.planning.models import Campaign, Objective
from campaigns.recruiting.forest import ROOT
from campaigns.recruiting.importing import import_participants
from campaigns.recruiting.rows import Arrivals
from mobilize.demo.cascade import Shape, depths, grow, roots_of
from mobilize.demo.draws import Draws
from tests.cast import live_campaign

Say = Callable[[str], None]
SEED = 2009
HOURS = 3_000.0
SHAPE = Shape(ordinary_recruits=0.79)
# A millionth of it is still paid nineteen steps above the finder.
PRIZE_MINOR = 1_000_000


@dataclass(frozen=True)
class Population:
    """A campaign, the ids of its members in the order in which they joined, and the tree that each belongs to."""

    campaign: Campaign
    members: NDArray[np.int64]
    trees: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.members)

    def draw_finders(self, count: int, *, part: int, parts: int) -> list[int]:
        """Draw finders from one part of the trees, so that nobody on their chains is on those of another part."""
        there = self.members[self.trees % parts == part]
        places = (Draws(SEED, stream=part + 1).uniforms(count) * len(there)).astype(np.int64)
        finders: list[int] = there[places].tolist()
        return finders


def settle_down() -> None:
    """Leave nothing to do in the background while something is measured."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("CHECKPOINT")


def populate(*, size: int, quotas: Sequence[int], say: Say) -> Population:
    """Make a campaign of so many members, with an objective for each quota, and the money for all of them."""
    began = time.monotonic()
    now = timezone.now()
    campaign = live_campaign(prizes=[(PRIZE_MINOR, quota) for quota in quotas], at=now - timedelta(hours=HOURS + 1))
    cascade = grow(SEED, people=size, hours=HOURS, shape=SHAPE)
    trees = roots_of(cascade.inviter)
    start = campaign.starts_at.timestamp()
    with transaction.atomic():
        places = import_participants(
            campaign=campaign,
            arrivals=Arrivals(
                ids=[str(n) for n in range(size)],
                inviters=[ROOT if inviter < 0 else inviter for inviter in cascade.inviter.tolist()],
                joined_at=[datetime.fromtimestamp(start + s, UTC) for s in cascade.joined_after_seconds.tolist()],
                display_names=[f"Member {n}" for n in range(size)],
                depths=[],
                refused=frozenset(),
                problems=[],
            ),
            at=now,
        )
        _give_links(campaign)
    say(f"  {size:,} members with their links, {len(np.unique(trees)):,} trees, up to {int(depths(cascade.inviter).max())} deep")
    settle_down()
    say(f"  populated in {time.monotonic() - began:.1f} s")
    return Population(campaign, np.array(places, dtype=np.int64), np.cumsum(cascade.inviter < 0)[trees] - 1)


def _give_links(campaign: Campaign) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO campaigns_referrallink (campaign_id, participant_id, code, uses, created_at) "
            "SELECT campaign_id, id, left(md5(id::text), 16), 0, joined_at FROM campaigns_participant "
            "WHERE campaign_id = %s",
            [campaign.pk],
        )


def report_found(population: Population, objective: Objective, finders: Sequence[int]) -> list[int]:
    """Have these members report the objective found, all verified and to be paid; gives the findings' ids."""
    now = timezone.now()
    first = next_ids("campaigns_finding", len(finders))
    copy_rows(
        "campaigns_finding",
        (
            "id", "campaign_id", "objective_id", "participant_id", "note", "observed_at", "received_at",
            "location_source", "state", "paid_rank", "decided_at",
        ),
        (
            (pk, population.campaign.pk, objective.pk, finder, "", now, now, "", "verified", rank, now)
            for rank, (pk, finder) in enumerate(zip(first, finders, strict=True), start=1)
        ),
    )  # fmt: skip
    return first


def next_ids(table: str, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count])
        return [row[0] for row in cursor.fetchall()]
