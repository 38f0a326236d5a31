"""How exact rewards become whole minor units: by integers, never by floats, never rounded twice."""

from __future__ import annotations

from fractions import Fraction
from itertools import repeat

_GUARD_BITS = 192


def geometric_floors(*, first: Fraction, ratio: Fraction, count: int) -> tuple[int, ...]:
    """Give ⌊first·ratioᵏ⌋ for k = 0 … count − 1, each exactly, for 0 ≤ ratio < 1.

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
