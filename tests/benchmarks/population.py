"""Population: a live campaign that already has so many members, as if they had joined one by one.

The tree is a cascade of the demo's kind, with a reproduction number of about 0.9 in place of 0.73: as many trees
die out, those that live grow deeper, and a finder has nine people above them on average. Members, their links and
the events of their joining are all there, so that every index has the size that it would have.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, repeat

import numpy as np
from django.db import connection, transaction
from django.utils import timezone
from numpy.typing import NDArray

from campaigns.copying import copy_rows, take_ids
from campaigns.planning.models import Campaign, Objective
from mobilize.demo.cascade import Shape, depths, grow, roots_of
from mobilize.demo.draws import Draws
from tests.cast import live_campaign
from tests.planting import plant

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

    def draw_finders(self, number: int, *, part: int, parts: int) -> list[int]:
        """Draw finders from one part of the trees, so that nobody on their chains is on those of another part."""
        there = self.members[self.trees % parts == part]
        places = (Draws(SEED, stream=part + 1).uniforms(number) * len(there)).astype(np.int64)
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
        places = plant(
            campaign,
            inviters=cascade.inviter.tolist(),
            joined_at=(datetime.fromtimestamp(start + s, UTC) for s in cascade.joined_after_seconds.tolist()),
            at=now,
        )
        _give_links(campaign)
    settle_down()
    chains = depths(cascade.inviter)
    say(
        f"{size:,} members with their links: chains of {chains.mean():.1f} on average, {chains.max()} at most; "
        f"made in {time.monotonic() - began:.1f} s"
    )
    return Population(campaign, np.array(places, dtype=np.int64), np.cumsum(cascade.inviter < 0)[trees] - 1)


def _give_links(campaign: Campaign) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO campaigns_referrallink (campaign_id, participant_id, code, uses, created_at) "
            "SELECT campaign_id, id, left(md5(id::text), 16), 0, joined_at FROM campaigns_participant "
            "WHERE campaign_id = %s",
            [campaign.pk],
        )


def report_found(population: Population, objective: Objective, finders: Sequence[int], *, verified: bool) -> list[int]:
    """Have these members report the objective found; gives the findings' ids. The verified are to be paid."""
    now = timezone.now()
    ids = take_ids("campaigns_finding", len(finders))
    copy_rows(
        "campaigns_finding",
        (
            "id", "campaign_id", "objective_id", "participant_id", "note", "observed_at", "received_at",
            "location_source", "state", "paid_rank", "decided_at",
        ),
        (
            (pk, population.campaign.pk, objective.pk, finder, "", now, now, "", *decided)
            for pk, finder, decided in zip(ids, finders, _decisions(verified=verified, at=now), strict=False)
        ),
    )  # fmt: skip
    return ids


def _decisions(*, verified: bool, at: datetime) -> Iterator[tuple[str, int | None, datetime | None]]:
    """Give state, paid rank and time of the decision, of one finding after another."""
    return (("verified", rank, at) for rank in count(1)) if verified else repeat(("submitted", None, None))
