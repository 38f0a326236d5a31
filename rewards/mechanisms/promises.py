"""Promises: whether a new rule pays everyone at least what an old one promised.

A promise may be raised while a campaign is live and never lowered for anyone, whoever they turn out to be:
each share under the new contract has to be at least the old one at every distance of every chain.
"""

from __future__ import annotations

from dataclasses import dataclass

from rewards.mechanisms.chain import ChainMechanism

# Where the amounts do not depend on the height, one list tells about all chains up to its length. Known lines
# of invitations, chain letters among them, have some hundreds of steps, so this leaves nobody out.
HEIGHT_COMPARED = 100_000
# Where they do, each height has its own list, so the work grows with the square of this.
HEIGHTS_COMPARED_ONE_BY_ONE = 512


@dataclass(frozen=True, slots=True)
class Shortfall:
    """The first share that would be worse, in the shortest chain in which one is."""

    height: int
    distance: int
    old_minor: int
    new_minor: int


def pays_at_least(
    new: ChainMechanism, new_prize_minor: int, old: ChainMechanism, old_prize_minor: int
) -> Shortfall | None:
    """Find the first share that is lower under `new` than under `old`, or None."""
    if not new.depends_on_height and not old.depends_on_height:
        worse = _first_lower(
            new.amounts(new_prize_minor, HEIGHT_COMPARED), old.amounts(old_prize_minor, HEIGHT_COMPARED)
        )
        # the shortest chain that has somebody at this distance
        return worse and Shortfall(worse[0] + 1, *worse)
    for height in range(1, HEIGHTS_COMPARED_ONE_BY_ONE + 1):
        worse = _first_lower(new.amounts(new_prize_minor, height), old.amounts(old_prize_minor, height))
        if worse:
            return Shortfall(height, *worse)
    return None


def _first_lower(new: tuple[int, ...], old: tuple[int, ...]) -> tuple[int, int, int] | None:
    for distance, (new_minor, old_minor) in enumerate(zip(new, old, strict=True)):
        if new_minor < old_minor:
            return distance, old_minor, new_minor
    return None
