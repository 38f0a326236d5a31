"""Places: where the ten balloons hung in December 2009, and where they were only said to hang.

The ten are the published ones, each in a public square, park or at a roadside, with coordinates that are
only approximate. The others are towns from which honest people reported something else, and forgers
something never seen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

METRES_PER_DEGREE = 111_195.0  # of latitude, on a sphere of 6,371 km


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Balloon:
    """One of the ten, with the place where it really was; `number` counts from 1."""

    number: int
    place: Place

    @property
    def name(self) -> str:
        return f"Balloon {self.number}"


BALLOONS = tuple(
    Balloon(number, place)
    for number, place in enumerate(
        (
            Place("Union Square, San Francisco, California", 37.7880, -122.4075),
            Place("Chaparral Park, Scottsdale, Arizona", 33.5120, -111.9090),
            Place("Tobey Park, Memphis, Tennessee", 35.1310, -89.9870),
            Place("Collins Avenue, Miami, Florida", 25.7980, -80.1270),
            Place("Centennial Park, Atlanta, Georgia", 33.7605, -84.3930),
            Place("Market Street Park, Charlottesville, Virginia", 38.0318, -78.4806),
            Place("Glasgow Park, Christiana, Delaware", 39.6040, -75.7270),
            Place("Waterfront Park, Portland, Oregon", 45.5195, -122.6705),
            Place("Katy Park, Katy, Texas", 29.8010, -95.7890),
            Place("Chase Palm Park, Santa Barbara, California", 34.4125, -119.6830),
        ),
        start=1,
    )
)

ELSEWHERE = (
    Place("Providence, Rhode Island", 41.8240, -71.4128),
    Place("Royal Oak, Michigan", 42.4895, -83.1446),
    Place("Des Moines, Iowa", 41.5868, -93.6250),
    Place("Albany, New York", 42.6526, -73.7562),
    Place("Boise, Idaho", 43.6150, -116.2023),
    Place("Tulsa, Oklahoma", 36.1540, -95.9928),
    Place("Madison, Wisconsin", 43.0731, -89.4012),
    Place("Baton Rouge, Louisiana", 30.4515, -91.1871),
    Place("Fresno, California", 36.7378, -119.7871),
    Place("Asheville, North Carolina", 35.5951, -82.5515),
    Place("Lincoln, Nebraska", 40.8136, -96.7026),
    Place("Burlington, Vermont", 44.4759, -73.2121),
)


def metres_between(first: Place, second: Place) -> float:
    """The distance on a flat map drawn around the two, exact enough within some tens of kilometres."""
    north = (second.latitude - first.latitude) * METRES_PER_DEGREE
    squeeze = math.cos(math.radians((first.latitude + second.latitude) / 2))
    east = (second.longitude - first.longitude) * METRES_PER_DEGREE * squeeze
    return math.hypot(north, east)


def moved(place: Place, *, north_m: float, east_m: float) -> Place:
    """The place so many metres away, to six decimals (about ten centimetres), as a telephone gives it."""
    squeeze = math.cos(math.radians(place.latitude))
    return Place(
        place.name,
        round(place.latitude + north_m / METRES_PER_DEGREE, 6),
        round(place.longitude + east_m / (METRES_PER_DEGREE * squeeze), 6),
    )
