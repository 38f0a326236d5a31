"""The branches of a campaign as they stand in the database, kept for a while where there are many.

A screen asks every few seconds, and adding up a million people takes seconds. What is kept is good until the report is
another; where making it took long, for nine times as long as that at least, so that a process spends at most a tenth of
its time on it, however quickly a campaign grows.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime

from campaigns.copying import read_columns
from campaigns.participation.branches import Branches, branches_of
from campaigns.participation.persons import last_lapsed_day
from campaigns.planning.models import Campaign

KEPT_FROM = 20_000
"""Fewer people are added up as quickly as they are found."""
MOST_KEPT = 2
LONG_SECONDS = 1.0
TIMES_AS_LONG = 9


@dataclass(frozen=True, eq=False)
class Standing:
    """All branches, and the moment by which is told who is active; `until` is by the clock of this process."""

    branches: Branches
    as_of: datetime
    until: float


_kept: dict[int, Standing] = {}


def standing_branches(campaign: Campaign, *, as_of: datetime, head: int | None) -> Standing:
    """Give the branches by a report of this moment, or those of a little before if `head` is in them."""
    began = time.monotonic()
    kept = _kept.get(campaign.pk)
    if kept is not None and (kept.as_of == as_of or began < kept.until) and (head is None or head in kept.branches):
        return kept
    branches = _add_up(campaign, as_of=as_of)
    took = time.monotonic() - began
    made = Standing(branches, as_of, began + took * (1 + TIMES_AS_LONG) if took > LONG_SECONDS else began)
    if len(branches) >= KEPT_FROM:
        _kept.pop(campaign.pk, None)
        # Who asked first goes first; of two threads that take the same one out, one finds nothing.
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(list(_kept)), 0), None)
        _kept[campaign.pk] = made
    return made


def _add_up(campaign: Campaign, *, as_of: datetime) -> Branches:
    scope = {"campaign": campaign.pk, "lapsed": last_lapsed_day(campaign, at=as_of)}
    # Read first, so that whoever is in it is in the tree as well.
    active = read_columns(_ACTIVE, scope, ("id",))["id"]
    return branches_of(**read_columns(_TREE, scope, ("ids", "inviters", "generations")), active=active)


_TREE = """
SELECT id, COALESCE(invited_by_id, 0), depth::bigint FROM campaigns_participant WHERE campaign_id = %(campaign)s
"""
_ACTIVE = """
SELECT participant_id FROM campaigns_member WHERE campaign_id = %(campaign)s AND last_day > %(lapsed)s
"""
