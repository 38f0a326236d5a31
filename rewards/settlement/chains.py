"""Chains: who stands above the finders, and what everyone there hands up.

A chain is a tuple of participants' ids, the finder first and the root of the tree last. Both are final: an inviter
never changes, and a split is frozen when its recruit joins. What was decided about these people may change, and is
read in the same walk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import connection

from campaigns.recruiting.splits import handed_up_by

Chain = tuple[int, ...]


# A participant, who invited them, whether a person has claimed the place, is frozen themselves, and was removed.
Place = tuple[int, int | None, bool, bool, bool]


class Walk(NamedTuple):
    """Everybody's chain, by finder; everybody's inviter; and who of them all claimed, is frozen, was removed."""

    chains: dict[int, Chain]
    inviter_of: dict[int, int | None]
    claimed: set[int]
    frozen: frozenset[int]
    removed: frozenset[int]


def places_above(finders: Iterable[int]) -> list[Place]:
    """Read the finders and everybody above them, each once."""
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE_SQL, [sorted(set(finders))])
        places: list[Place] = cursor.fetchall()
    return places


def walk_chains(finders: set[int]) -> Walk:
    """Give everyone's chain, from the finder up, and what is to be known of all these people."""
    places = places_above(finders)
    inviter_of = {place[0]: place[1] for place in places}
    chains: dict[int, Chain] = {}
    for finder in finders:
        chain: list[int] = []
        above: int | None = finder
        while above is not None:
            chain.append(above)
            above = inviter_of[above]
        chains[finder] = tuple(chain)
    decided = [place for place in places if place[3] or place[4]]
    return Walk(
        chains,
        inviter_of,
        claimed={place[0] for place in places if place[2]},
        frozen=frozenset(place[0] for place in decided if place[3]),
        removed=frozenset(place[0] for place in decided if place[4]),
    )


def read_splits(chains: Iterable[Chain]) -> dict[int, str]:
    """Read what those on these chains hand up, of those who were asked for something else than the contract's own."""
    return handed_up_by(sorted({member for chain in chains for member in chain[:-1]}))


def edges_of(chain: Chain, handed_up: Mapping[int, str]) -> tuple[str | None, ...]:
    """Give the splits of a chain's edges from the finder up, one fewer than there are people."""
    return tuple(handed_up.get(member) for member in chain[:-1])


# Everybody above the finders, each once however many chains they stand on. OFFSET 0 keeps the planner from joining
# level after level with the whole table, which it thinks cheaper where that is neither small nor large.
_ABOVE_SQL = """
WITH RECURSIVE above AS (
    SELECT id, invited_by_id, user_id IS NOT NULL AS is_claimed, frozen_at IS NOT NULL AS is_frozen,
           removed_at IS NOT NULL AS is_removed
      FROM campaigns_participant WHERE id = ANY(%s)
    UNION
    SELECT inviter.id, inviter.invited_by_id, inviter.is_claimed, inviter.is_frozen, inviter.is_removed
      FROM above CROSS JOIN LATERAL (
           SELECT id, invited_by_id, user_id IS NOT NULL AS is_claimed, frozen_at IS NOT NULL AS is_frozen,
                  removed_at IS NOT NULL AS is_removed
             FROM campaigns_participant WHERE id = above.invited_by_id OFFSET 0) inviter
)
SELECT id, invited_by_id, is_claimed, is_frozen, is_removed FROM above
"""
