"""Ranking: the leaderboard of a campaign, read from who takes part, what is counted of them, and what was verified.

Who left it, was removed, stands in a branch in quarantine or was erased is ranked nowhere; of those removed or in
quarantine nobody else has a score either. That is read anew each time. What the scores are counted from is read anew as
well, and in a large campaign kept for some seconds, so that many who look at the same cost hardly more than one.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.core.cache import cache
from django.db import connection
from redis.exceptions import RedisError

from campaigns.copying import read_columns
from campaigns.participation.leaderboard import Board
from campaigns.participation.models import Report
from campaigns.participation.periods import Ints
from campaigns.participation.persons import lapse_gap_of, last_lapsed_day
from campaigns.participation.rollup import calendar_of
from campaigns.planning.models import Campaign

logger = logging.getLogger(__name__)

CURRENT_DAYS = 28
"""Unless the campaign's report looks at a stretch of another length."""
# Counting takes one processor a fiftieth of the time at most, however many ask.
_KEPT_TIMES = 50


@dataclass(frozen=True)
class Ranking:
    """A leaderboard; `since` is where the current period begins, None for all time."""

    board: Board
    since: datetime | None
    gap_days: int


@dataclass(frozen=True)
class _Counts:
    recruiters: Ints
    recruits: Ints
    finders: Ints


def rank_participants(campaign: Campaign, *, current: bool, at: datetime) -> Ranking:
    """Rank everybody by what they have brought, of all time or in the current period."""
    since = _beginning(campaign, at=at) if current else None
    counts = _counts(campaign, since=since, at=at)
    hidden, uncounted = _not_ranked(campaign)
    counted = ~np.isin(counts.recruits, uncounted)
    board = Board.of(recruiters=counts.recruiters[counted], finders=counts.finders).without(hidden)
    return Ranking(board, since, lapse_gap_of(campaign))


def _beginning(campaign: Campaign, *, at: datetime) -> datetime:
    """Tell when the current period began: so many days, today included, by the campaign's clocks."""
    days = Report.objects.filter(campaign=campaign).values_list("observation_days", flat=True).first() or CURRENT_DAYS
    calendar = calendar_of(campaign)
    return calendar.start_of("day", calendar.number_at("day", at) - days + 1)


def _counts(campaign: Campaign, *, since: datetime | None, at: datetime) -> _Counts:
    key = f"leaderboard/{campaign.pk}/{'all' if since is None else since.date()}"
    kept: _Counts | None = None
    try:
        kept = cache.get(key)
    except RedisError:
        logger.warning("Nothing can be kept at the moment: the leaderboard is counted each time.")
    if kept is not None:
        return kept
    began = time.monotonic()
    counts = _count(campaign, since=since, at=at)
    seconds = int((time.monotonic() - began) * _KEPT_TIMES)
    if seconds:
        try:
            cache.set(key, counts, timeout=seconds)
        except RedisError:
            logger.warning("The leaderboard could not be kept.")
    return counts


def _count(campaign: Campaign, *, since: datetime | None, at: datetime) -> _Counts:
    scope = {"campaign": campaign.pk, "lapsed": last_lapsed_day(campaign, at=at), "since": since}
    active = read_columns(_ACTIVE, scope, ("id",))["id"]
    brought = read_columns(_BROUGHT, scope, ("id", "by"))
    is_active = np.isin(brought["id"], active)
    return _Counts(
        recruiters=brought["by"][is_active],
        recruits=brought["id"][is_active],
        finders=read_columns(_VERIFIED, scope, ("by",))["by"],
    )


_ACTIVE = """
SELECT participant_id FROM campaigns_member WHERE campaign_id = %(campaign)s AND last_day > %(lapsed)s
"""
_BROUGHT = """
SELECT id, invited_by_id FROM campaigns_participant
 WHERE campaign_id = %(campaign)s AND invited_by_id IS NOT NULL
   AND (%(since)s::timestamptz IS NULL OR joined_at >= %(since)s::timestamptz)
"""
_VERIFIED = """
SELECT participant_id FROM campaigns_finding
 WHERE campaign_id = %(campaign)s AND state = 'verified'
   AND (%(since)s::timestamptz IS NULL OR decided_at >= %(since)s::timestamptz)
"""


def _not_ranked(campaign: Campaign) -> tuple[Ints, Ints]:
    """Give who is not ranked, and who of these counts for nobody else either."""
    with connection.cursor() as cursor:
        cursor.execute(_NOT_RANKED, {"campaign": campaign.pk})
        rows = np.array(cursor.fetchall(), dtype=np.int64).reshape(-1, 2)
    return rows[:, 0], rows[rows[:, 1] == 1, 0]


# The first condition is the index's, word for word.
_NOT_RANKED = """
WITH RECURSIVE listed AS (
    SELECT id, removed_at, frozen_at FROM campaigns_participant
     WHERE campaign_id = %(campaign)s
       AND (NOT on_leaderboard OR removed_at IS NOT NULL OR frozen_at IS NOT NULL OR is_erased)
), frozen AS (
    SELECT id FROM listed WHERE frozen_at IS NOT NULL
     UNION
    SELECT below.id FROM frozen JOIN campaigns_participant below ON below.invited_by_id = frozen.id
)
SELECT id, (removed_at IS NOT NULL)::int FROM listed
 UNION ALL
SELECT id, 1 FROM frozen
"""
