"""Chains: who stands above the finders, and what everyone there hands up.

A chain is a tuple of participants' ids, the finder first and the root of the tree last. Both are final: an inviter
never changes, and a split is frozen when its recruit joins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import connection

from campaigns.recruiting.splits import handed_up_by

Chain = tuple[int, ...]


# A participant, who invited them, and whether a person has claimed the place.
Place = tuple[int, int | None, bool]


def places_above(finders: Iterable[int]) -> list[Place]:
    """Read the finders and everybody above them, each once."""
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE_SQL, [sorted(set(finders))])
        places: list[Place] = cursor.fetchall()
    return places


def walk_chains(finders: set[int]) -> tuple[dict[int, Chain], set[int]]:
    """Give everyone's chain, from the finder up, and which of all these people have claimed their place."""
    places = places_above(finders)
    inviter_of = {place: inviter for place, inviter, _ in places}
    chains: dict[int, Chain] = {}
    for finder in finders:
        chain: list[int] = []
        above: int | None = finder
        while above is not None:
            chain.append(above)
            above = inviter_of[above]
        chains[finder] = tuple(chain)
    return chains, {place for place, _, is_claimed in places if is_claimed}


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
    SELECT id, invited_by_id, user_id IS NOT NULL AS is_claimed FROM campaigns_participant WHERE id = ANY(%s)
    UNION
    SELECT inviter.id, inviter.invited_by_id, inviter.is_claimed
      FROM above CROSS JOIN LATERAL (
           SELECT id, invited_by_id, user_id IS NOT NULL AS is_claimed
             FROM campaigns_participant WHERE id = above.invited_by_id OFFSET 0) inviter
)
SELECT id, invited_by_id, is_claimed FROM above
"""
