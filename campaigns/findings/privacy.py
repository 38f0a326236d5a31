"""How a finding's place is shown to those who may not see it exactly. PURE.

A fuzzed place lies somewhere between 300 and 1,500 metres from the true one. Direction and distance come from a keyed
hash of the finding's own name: asking again gives the same answer, and without the key it leads nowhere back. Every
finding has an offset of its own, so that who reported something, and so knows how far theirs was moved, learns nothing
of another's. What it cannot hide: several findings of one thing, each moved by itself, have it in their midst.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from math import asin, atan2, cos, degrees, radians, sin, sqrt, tau

EARTH_RADIUS_M = 6_371_008.8
LEAST_OFFSET_M = 300.0
MOST_OFFSET_M = 1_500.0
# Three decimals are 111 m: finer digits would promise what an offset does not hold.
DECIMALS = 3
# Rounding moves a place by 79 m at most, so what is drawn keeps that far from both bounds.
_ROUNDING_M = 80.0


@dataclass(frozen=True)
class ShownPlace:
    """A place as it is shown: how far off it may be is its accuracy."""

    latitude: float
    longitude: float
    accuracy_m: float | None


def fuzz_place(*, latitude: float, longitude: float, name: bytes, key: bytes) -> ShownPlace:
    """Move a place by the offset that belongs to this name."""
    digest = hmac.new(key, name, hashlib.sha256).digest()
    bearing = tau * _fraction(digest[:8])
    nearest, farthest = LEAST_OFFSET_M + _ROUNDING_M, MOST_OFFSET_M - _ROUNDING_M
    # By area: otherwise more places would lie near the inner bound than near the outer one.
    distance = sqrt(nearest**2 + (farthest**2 - nearest**2) * _fraction(digest[8:16]))
    moved_latitude, moved_longitude = _move(latitude, longitude, bearing=bearing, distance_m=distance)
    return ShownPlace(round(moved_latitude, DECIMALS), round(moved_longitude, DECIMALS), MOST_OFFSET_M)


def _move(latitude: float, longitude: float, *, bearing: float, distance_m: float) -> tuple[float, float]:
    """Go this far along a great circle, over a pole and across the antimeridian where it leads there."""
    angle, start = distance_m / EARTH_RADIUS_M, radians(latitude)
    height = sin(start) * cos(angle) + cos(start) * sin(angle) * cos(bearing)
    end = asin(max(-1.0, min(1.0, height)))
    turn = atan2(sin(bearing) * sin(angle) * cos(start), cos(angle) - sin(start) * sin(end))
    return degrees(end), (longitude + degrees(turn) + 540.0) % 360.0 - 180.0


def _fraction(eight_bytes: bytes) -> float:
    return int.from_bytes(eight_bytes, "big") / 2**64
