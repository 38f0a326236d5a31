"""Ties that are kept: who had to do with whom beyond recruiting, and what that adds to the counts.

That somebody brought somebody in is a tie too, from the first second on; the tree keeps those. What passes between such
two later only ever makes their tie a mutual one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.db import connection

from campaigns.participation.growing import Grown
from campaigns.participation.periods import Ints
from campaigns.participation.states import Bools, Facts, Rules
from campaigns.participation.tallies import Count, Tallies, count_rows, of_ties
from campaigns.participation.ties import RECRUIT, TIE_KINDS


@dataclass(frozen=True)
class _Pairs:
    """What was kept of so many pairs, one row each; `first_us` is −1 where nothing was."""

    first_us: Ints
    kind: Ints
    up: Bools
    down: Bools
    is_recruiting: Bools

    def only(self, chosen: Bools) -> _Pairs:
        return _Pairs(
            self.first_us[chosen], self.kind[chosen], self.up[chosen], self.down[chosen], self.is_recruiting[chosen]
        )


_RECRUIT = TIE_KINDS.index(RECRUIT)


def count_ties(*, campaign_id: int, facts: Facts, grown: Grown, rules: Rules) -> Tallies:
    """Keep what passed between people, and tell by how much the counts of ties change."""
    brought = np.flatnonzero(grown.is_new & (grown.after.parent >= 0))
    weeks = rules.calendar.weeks(grown.after.joined_us[brought])
    recruiting = count_rows(Count.TIES, _RECRUIT, weeks)
    if not len(facts.tie_from):
        return recruiting
    low, high, new = _by_pair(facts)
    before = _load(campaign_id, low, high)
    known = before.first_us >= 0
    is_earlier = ~known | (new.first_us < before.first_us)
    is_earlier |= (new.first_us == before.first_us) & (new.kind < before.kind)
    after = _Pairs(
        np.where(is_earlier, new.first_us, before.first_us),
        np.where(is_earlier, new.kind, before.kind),
        before.up | new.up,
        before.down | new.down,
        before.is_recruiting,
    )
    _save(campaign_id, low, high, after)
    roots = grown.after.root
    is_between = roots[grown.after.rows_of(low)] != roots[grown.after.rows_of(high)]
    now, then = _counted(after, is_between, rules), _counted(before.only(known), is_between[known], rules)
    return Tallies.summed([recruiting, now, then], signs=[1, 1, -1])


def _by_pair(facts: Facts) -> tuple[Ints, Ints, _Pairs]:
    low, high = np.minimum(facts.tie_from, facts.tie_to), np.maximum(facts.tie_from, facts.tie_to)
    order = np.lexsort((facts.tie_kind, facts.tie_us, high, low))
    low, high, us, kind = low[order], high[order], facts.tie_us[order], facts.tie_kind[order]
    up = facts.tie_from[order] == low
    new = np.ones(len(low), dtype=bool)
    new[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    at = np.flatnonzero(new)
    ups, downs = np.logical_or.reduceat(up, at), np.logical_or.reduceat(~up, at)
    return low[at], high[at], _Pairs(us[at], kind[at], ups, downs, np.zeros(len(at), dtype=bool))


def _counted(pairs: _Pairs, is_between: Bools, rules: Rules) -> Tallies:
    """Count ties; those of recruiting are counted as new when somebody joins, and here only where they are mutual.

    Whoever brings somebody in has the lower id, and has given the invitation.
    """
    weeks, own = rules.calendar.weeks(pairs.first_us), ~pairs.is_recruiting
    between = is_between.astype(np.int64)
    mutual = (pairs.up | pairs.is_recruiting) & pairs.down
    of_recruiting = between[pairs.is_recruiting & mutual]
    return Tallies.summed(
        [
            of_ties(pairs.kind[own], weeks[own], between[own], mutual[own]),
            count_rows(Count.MUTUAL_TIES, 0, np.zeros_like(of_recruiting), of_recruiting),
        ]
    )


def _load(campaign_id: int, low: Ints, high: Ints) -> _Pairs:
    with connection.cursor() as cursor:
        cursor.execute(_LOAD, [low.tolist(), high.tolist(), campaign_id])
        rows = cursor.fetchall()
    first_us, kind, up, down, recruiting = zip(*rows, strict=True)
    return _Pairs(
        np.array(first_us, dtype=np.int64),
        np.array(kind, dtype=np.int64),
        np.array(up, dtype=bool),
        np.array(down, dtype=bool),
        np.array(recruiting, dtype=bool),
    )


_LOAD = """
SELECT COALESCE(tie.first_us, -1), COALESCE(tie.kind, 0), COALESCE(tie.upwards, false),
       COALESCE(tie.downwards, false), COALESCE(above.invited_by_id = pair.low, false)
  FROM unnest(%s::bigint[], %s::bigint[]) WITH ORDINALITY pair(low, high, n)
  LEFT JOIN campaigns_tie tie ON tie.campaign_id = %s AND tie.low = pair.low AND tie.high = pair.high
  LEFT JOIN campaigns_participant above ON above.id = pair.high
 ORDER BY pair.n
"""


def _save(campaign_id: int, low: Ints, high: Ints, pairs: _Pairs) -> None:
    columns = (low, high, pairs.first_us, pairs.kind, pairs.up, pairs.down)
    with connection.cursor() as cursor:
        cursor.execute(_SAVE, [campaign_id, *(column.tolist() for column in columns)])


_SAVE = """
INSERT INTO campaigns_tie (campaign_id, low, high, first_us, kind, upwards, downwards)
SELECT %s, low, high, first_us, kind, upwards, downwards
  FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::smallint[], %s::boolean[], %s::boolean[])
       pair(low, high, first_us, kind, upwards, downwards)
    ON CONFLICT (campaign_id, low, high) DO UPDATE
   SET first_us = EXCLUDED.first_us, kind = EXCLUDED.kind, upwards = EXCLUDED.upwards, downwards = EXCLUDED.downwards
"""
