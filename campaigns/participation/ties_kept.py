"""Ties that are kept: who had to do with whom beyond recruiting, and what that adds to the counts.

That somebody brought somebody in is a tie too, from the first second on; the tree keeps those. What passes between such
two later only ever makes their tie a mutual one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.db import connection

from campaigns.participation.growing import Bools, Grown
from campaigns.participation.periods import Ints
from campaigns.participation.states import Facts, Rules
from campaigns.participation.tallies import Count, Tallies, count_rows, of_ties


@dataclass(frozen=True)
class _Pairs:
    """What was kept of so many pairs, one row each; `first_us` is −1 where nothing was."""

    first_us: Ints
    up: Bools
    down: Bools
    is_recruiting: Bools


def count_ties(*, campaign_id: int, facts: Facts, grown: Grown, rules: Rules) -> Tallies:
    """Keep what passed between people, and tell by how much the counts of ties change."""
    brought = np.flatnonzero(grown.is_new & (grown.after.parent >= 0))
    weeks = rules.calendar.weeks(grown.after.joined_us[brought])
    recruiting = count_rows(Count.TIES, np.zeros_like(weeks), weeks)
    if not len(facts.tie_from):
        return recruiting
    low, high, first_us, upwards, downwards = _by_pair(facts)
    before = _load(campaign_id, low, high)
    known = before.first_us >= 0
    after_us = np.where(known, np.minimum(before.first_us, first_us), first_us)
    after_up, after_down = before.up | upwards, before.down | downwards
    _save(campaign_id, low, high, after_us, after_up, after_down)
    rows_low, rows_high = grown.after.rows_of(low), grown.after.rows_of(high)
    is_between = (grown.after.root[rows_low] != grown.after.root[rows_high]).astype(np.int64)
    # Who brings somebody in has the lower id, and has given the invitation.
    is_recruiting = before.is_recruiting
    now = _counted(after_us, after_up | is_recruiting, after_down, is_between, is_recruiting, rules)
    then = _counted(
        before.first_us[known],
        (before.up | is_recruiting)[known],
        before.down[known],
        is_between[known],
        is_recruiting[known],
        rules,
    )
    return Tallies.summed([recruiting, now, then], signs=[1, 1, -1])


def _by_pair(facts: Facts) -> tuple[Ints, Ints, Ints, Bools, Bools]:
    low, high = np.minimum(facts.tie_from, facts.tie_to), np.maximum(facts.tie_from, facts.tie_to)
    order = np.lexsort((facts.tie_us, high, low))
    low, high, us = low[order], high[order], facts.tie_us[order]
    up = facts.tie_from[order] == low
    new = np.ones(len(low), dtype=bool)
    new[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    at = np.flatnonzero(new)
    return low[at], high[at], us[at], np.logical_or.reduceat(up, at), np.logical_or.reduceat(~up, at)


def _counted(first_us: Ints, up: Bools, down: Bools, is_between: Ints, is_recruiting: Bools, rules: Rules) -> Tallies:
    """Count ties; those of recruiting are counted as new when somebody joins, and here only where they are mutual."""
    weeks, own = rules.calendar.weeks(first_us), ~is_recruiting
    mutual = (up & down).astype(np.int64)
    only_mutual = np.flatnonzero(is_recruiting & (mutual > 0))
    return Tallies.summed(
        [
            of_ties(weeks[own], is_between[own], mutual[own]),
            count_rows(Count.MUTUAL_TIES, is_between[only_mutual], np.zeros_like(only_mutual)),
        ]
    )


def _load(campaign_id: int, low: Ints, high: Ints) -> _Pairs:
    with connection.cursor() as cursor:
        cursor.execute(_LOAD, [low.tolist(), high.tolist(), campaign_id])
        rows = cursor.fetchall()
    first_us, up, down, recruiting = zip(*rows, strict=True)
    return _Pairs(
        np.array(first_us, dtype=np.int64),
        np.array(up, dtype=bool),
        np.array(down, dtype=bool),
        np.array(recruiting, dtype=bool),
    )


_LOAD = """
SELECT COALESCE(tie.first_us, -1), COALESCE(tie.upwards, false), COALESCE(tie.downwards, false),
       COALESCE(above.invited_by_id = pair.low, false)
  FROM unnest(%s::bigint[], %s::bigint[]) WITH ORDINALITY pair(low, high, n)
  LEFT JOIN campaigns_tie tie ON tie.campaign_id = %s AND tie.low = pair.low AND tie.high = pair.high
  LEFT JOIN campaigns_participant above ON above.id = pair.high
 ORDER BY pair.n
"""


def _save(campaign_id: int, low: Ints, high: Ints, first_us: Ints, up: Bools, down: Bools) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SAVE, [campaign_id, low.tolist(), high.tolist(), first_us.tolist(), up.tolist(), down.tolist()])


_SAVE = """
INSERT INTO campaigns_tie (campaign_id, low, high, first_us, upwards, downwards)
SELECT %s, low, high, first_us, upwards, downwards
  FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::boolean[], %s::boolean[])
       pair(low, high, first_us, upwards, downwards)
    ON CONFLICT (campaign_id, low, high) DO UPDATE
   SET first_us = EXCLUDED.first_us, upwards = EXCLUDED.upwards, downwards = EXCLUDED.downwards
"""
