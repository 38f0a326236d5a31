"""How exact rewards become whole minor units: by integers, never by floats, never rounded twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import repeat

_GUARD_BITS = 192
# Two remainders that differ behind this many bits count as equal.
_REMAINDER_BITS = 128


def geometric_floors(*, first: Fraction, ratio: Fraction, count: int) -> tuple[int, ...]:
    """Give ⌊first·ratioᵏ⌋ for k = 0 … count − 1, each exactly, for 0 ≤ ratio ≤ 1.

    The powers themselves would grow by as many digits a step as the ratio has, which makes a long chain
    under an odd ratio cost the square of its length. So each value is held between two bounds that carry
    192 bits behind the point and move apart by less than two units of the last bit a step. Where both
    have the same whole part, that is the floor; where they stand on two sides of a whole number, the power is
    computed exactly.
    """
    scaled = first.numerator << _GUARD_BITS
    low, high = scaled // first.denominator, -(-scaled // first.denominator)
    floors: list[int] = []
    for k in range(count):
        floor = low >> _GUARD_BITS
        if floor != high >> _GUARD_BITS:
            floor = int(first * ratio**k)
        if floor == 0:
            break  # the series falls, so everything further is 0 too
        floors.append(floor)
        low = low * ratio.numerator // ratio.denominator
        high = -(-high * ratio.numerator // ratio.denominator)
    return (*floors, *repeat(0, count - len(floors)))


def share_out_rest(*, total: int, floors: Sequence[int], remainders: Sequence[int]) -> tuple[int, ...]:
    """Raise floors by one each until they add up to the total: largest remainder first, ties to the earliest.

    The remainders are whole multiples of any one unit, the same for all. The total is what the values add up to
    before they are rounded down, so it leaves fewer units than there are values with a remainder.
    """
    left = total - sum(floors)
    raised = sorted(range(len(floors)), key=remainders.__getitem__, reverse=True)[:left] if left else ()
    shared = list(floors)
    for k in raised:
        shared[k] += 1
    return tuple(shared)


def share_by_weights(*, total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Divide a total in proportion to whole weights, not all 0, by largest remainder; ties to the earliest."""
    whole = sum(weights)
    parts = [divmod(total * weight, whole) for weight in weights]
    return share_out_rest(total=total, floors=[part[0] for part in parts], remainders=[part[1] for part in parts])


def share_by_splits(*, total: int, splits: Iterable[Fraction]) -> tuple[int, ...]:
    """Divide a total along a path on which each hands up their split of what reached them; the last keeps it all.

    The exact numbers would grow by as many digits a step as the splits have, so what reaches each is carried with
    192 bits behind the point. What each keeps is the difference of two such numbers, so nothing is lost on the
    way, and the amounts are those of exact arithmetic but where two remainders are less than 2⁻¹²⁸ apart: these
    count as equal. A value that is whole, and stands a hair under it here, has the largest remainder there is and
    so gets its unit back.
    """
    reached = total << _GUARD_BITS
    kept: list[int] = []
    for split in splits:
        handed_up = reached * split.numerator // split.denominator
        kept.append(reached - handed_up)
        reached = handed_up
    kept.append(reached)
    below_the_point = (1 << _GUARD_BITS) - 1
    dropped = _GUARD_BITS - _REMAINDER_BITS
    return share_out_rest(
        total=total,
        floors=[value >> _GUARD_BITS for value in kept],
        remainders=[((value & below_the_point) + (1 << (dropped - 1))) >> dropped for value in kept],
    )
