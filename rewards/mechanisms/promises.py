"""Promises: whether a new rule pays everyone at least what an old one promised.

A promise may be raised while a campaign is live and never lowered for anyone, whoever they turn out to be:
each share under the new contract has to be at least the old one at every distance of every chain.

Where people choose the splits of their edges, a share is what they make it, and a rule that pays them at least as
much for every choice pays by the same terms. So such a contract is raised by its prize alone: then each share is
larger before rounding, and by how the last minor units fall out nobody gets more than one of them less.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rewards.mechanisms.chain import ChainMechanism
from rewards.mechanisms.terms import refused

# Where the amounts do not depend on the height, one list tells about all chains up to its length. Known lines
# of invitations, chain letters among them, have some hundreds of steps, so this leaves nobody out.
HEIGHT_COMPARED = 100_000
# Where they do, each height has its own list, so the work grows with the square of the height. It ends where the
# old rule pays nobody any more, or where the new one does not while the old one would; rules with neither end are
# compared this far.
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
    """Find the first share that is lower under `new` than under `old`, or None.

    Raises InvalidInput where that cannot be told, because people choose the splits.
    """
    if new.uses_edge_splits or old.uses_edge_splits:
        return _compare_splits(new, new_prize_minor, old, old_prize_minor)
    if not new.depends_on_height and not old.depends_on_height:
        worse = _first_lower(
            new.amounts(new_prize_minor, HEIGHT_COMPARED), old.amounts(old_prize_minor, HEIGHT_COMPARED)
        )
        # the shortest chain that has somebody at this distance
        return worse and Shortfall(worse[0] + 1, *worse)
    highest = _highest_to_compare(new, new_prize_minor, old, old_prize_minor)
    new_amounts = _by_height(new, new_prize_minor, highest)
    old_amounts = _by_height(old, old_prize_minor, highest)
    for height in range(1, highest + 1):
        worse = _first_lower(new_amounts(height), old_amounts(height))
        if worse:
            return Shortfall(height, *worse)
    return None


def _compare_splits(
    new: ChainMechanism, new_prize_minor: int, old: ChainMechanism, old_prize_minor: int
) -> Shortfall | None:
    if new != old:
        raise refused(
            "What a split contract pays each person depends on the splits that people choose, so no other terms can"
            f" be shown to pay everyone at least as much. Keep {old.name} with its terms and raise the prize.",
            field="terms",
            code="splits_not_comparable",
            mechanism=old.name,
            terms=old.to_json(),
        )
    if new_prize_minor >= old_prize_minor:
        return None
    # a lone finder has the whole prize
    return Shortfall(height=1, distance=0, old_minor=old_prize_minor, new_minor=new_prize_minor)


def _highest_to_compare(new: ChainMechanism, new_prize_minor: int, old: ChainMechanism, old_prize_minor: int) -> int:
    """Give a height up to which the first shortfall shows, if there is one."""
    old_end = old.last_paid_height(old_prize_minor)
    if old_end is not None:
        return max(1, old_end)  # above it nobody was promised anything
    # The new rule's first unpaid height, and with it whatever the old one pays there, is looked at. An old rule
    # without an end pays the same at a distance on all paths, so it is not late to speak of it.
    new_end = new.last_paid_height(new_prize_minor)
    return max(HEIGHTS_COMPARED_ONE_BY_ONE, 0 if new_end is None else new_end + 1)


def _by_height(rule: ChainMechanism, prize_minor: int, highest: int) -> Callable[[int], tuple[int, ...]]:
    if rule.depends_on_height:
        return lambda height: rule.amounts(prize_minor, height)
    longest = rule.amounts(prize_minor, highest)
    return lambda height: longest[:height]


def _first_lower(new: tuple[int, ...], old: tuple[int, ...]) -> tuple[int, int, int] | None:
    for distance, (new_minor, old_minor) in enumerate(zip(new, old, strict=True)):
        if new_minor < old_minor:
            return distance, old_minor, new_minor
    return None
