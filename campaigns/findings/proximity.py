"""Proximity: which reports of one objective can be of the same thing. PURE.

Nouns: a *sighting* is a place (degrees) and a time (microseconds since 1970); a *cluster* is what hangs together.

Two sightings are near each other when the great circle between them is at most `radius_m` long AND they were seen at
most `hours` apart. A cluster is a connected component of that: whoever can be reached from near to near, as DBSCAN
finds them with min_samples=1. So a cluster can be longer than the radius, it does not depend on the order in which
the sightings are given, and one more sighting only ever joins the clusters that it is near to: none is split.
A sighting without a place is a cluster of its own.

Distances are haversines on a sphere with the mean radius of the earth. One arc-minute of it is 1,853 m, and of the
sea mile by definition 1,852 m, which is the usual radius. Neighbours are looked up in a grid of cubes laid around
the sphere, which has neither poles nor an antimeridian; in one cube everything is near everything.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import product

import numpy as np
from numpy.typing import NDArray

EARTH_RADIUS_M = 6_371_008.8
ARC_MINUTE_M = 1_852
US_PER_HOUR = 3_600_000_000

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Cubes are a hair smaller than they could be, so that rounding never puts two into one that are not near.
_SHRUNK = (1 - 1e-6) / math.sqrt(3)
# How many pairs are compared at once; from how many on two cubes are looked at by themselves; and how many
# sightings of each of two cubes are compared before all of them are.
_AT_ONCE = 2_000_000
_CROWDED = 50_000
_SAMPLES = (1, 8)


@dataclass(frozen=True, slots=True)
class Sightings:
    """Places in degrees (NaN where there is none) and times in whole microseconds, one of each per sighting."""

    latitude: Floats
    longitude: Floats
    seen_us: Ints

    @classmethod
    def of(cls, rows: Iterable[tuple[float | None, float | None, datetime]]) -> Sightings:
        latitudes, longitudes, times = [], [], []
        for latitude, longitude, seen_at in rows:
            placed = latitude is not None and longitude is not None
            latitudes.append(latitude if placed else None)
            longitudes.append(longitude if placed else None)
            times.append(round(seen_at.timestamp() * 1_000_000))
        return cls(
            np.array(latitudes, dtype=np.float64),
            np.array(longitudes, dtype=np.float64),
            np.array(times, dtype=np.int64),
        )

    def __len__(self) -> int:
        return len(self.latitude)


def cluster(sightings: Sightings, *, radius_m: float, hours: float) -> Ints:
    """Number the clusters: every sighting gets the position of the first given of its cluster."""
    if not radius_m > 0 or not hours > 0:
        raise ValueError(f"a cluster has a size: radius_m {radius_m}, hours {hours}")
    labels = np.arange(len(sightings), dtype=np.int64)
    placed = np.flatnonzero(~np.isnan(sightings.latitude))
    if len(placed):
        grid = _Grid(sightings, placed, radius_m=radius_m, hours=hours)
        # The first given of every component of cubes.
        found = grid.components()[grid.cell_of_point]
        first = np.full(grid.cells, len(sightings), dtype=np.int64)
        np.minimum.at(first, found, grid.points)
        labels[grid.points] = first[found]
    return labels


def is_near(sightings: Sightings, one: int, *, radius_m: float, hours: float) -> NDArray[np.bool_]:
    """Tell of every sighting whether it is near this one; only its own self is near one without a place."""
    apart = np.abs(sightings.seen_us - sightings.seen_us[one])
    near: NDArray[np.bool_] = (apart <= round(hours * US_PER_HOUR)) & (distances_m(sightings, one) <= radius_m)
    near[one] = True
    return near


def distances_m(sightings: Sightings, one: int) -> Floats:
    """Give the great-circle distance of every sighting from this one in metres; NaN where either has no place."""
    phi, theta = np.radians(sightings.latitude), np.radians(sightings.longitude)
    squares = _haversine(phi[one], theta[one], phi, theta)
    metres: Floats = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(squares, 1)))
    return metres


def distance_m(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Give the great-circle distance between two places in metres."""
    phi, other_phi = math.radians(latitude), math.radians(other_latitude)
    square = (
        math.sin((phi - other_phi) / 2) ** 2
        + math.cos(phi) * math.cos(other_phi) * math.sin(math.radians(longitude - other_longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(square, 1.0)))


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a report reached the server; `stands` unless it was rejected, withdrawn, a duplicate or reversed."""

    id: int
    received_at: datetime
    stands: bool


def first_of(cluster: Iterable[Receipt]) -> int | None:
    """Give the first valid report of a cluster: the earliest received of those that stand, of two the lower id."""
    standing = [receipt for receipt in cluster if receipt.stands]
    return min(standing, key=lambda receipt: (receipt.received_at, receipt.id)).id if standing else None


def _haversine(phi: Floats, theta: Floats, other_phi: Floats, other_theta: Floats) -> Floats:
    """Give sin²(half the angle); this way round, places close together lose no digits."""
    result: Floats = (
        np.sin((phi - other_phi) / 2) ** 2 + np.cos(phi) * np.cos(other_phi) * np.sin((theta - other_theta) / 2) ** 2
    )
    return result


class _Grid:
    """Sightings sorted into cubes of space and slices of time; `points` are their positions, cube by cube."""

    def __init__(self, sightings: Sightings, placed: Ints, *, radius_m: float, hours: float) -> None:
        half_angle = min(radius_m / (2 * EARTH_RADIUS_M), math.pi / 2)
        self.most_square = math.sin(half_angle) ** 2
        self.most_chord = 2 * math.sin(half_angle)
        self.most_us = round(hours * US_PER_HOUR)
        phi, theta = np.radians(sightings.latitude[placed]), np.radians(sightings.longitude[placed])
        where = np.stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)])
        # Two further on is the farthest that can be near, of slices the next.
        x, y, z = (_close_gaps(np.floor(axis / (self.most_chord * _SHRUNK)).astype(np.int64), 3) for axis in where)
        t = _close_gaps(sightings.seen_us[placed] // self.most_us, 2)
        self._heights, self._slices, self._rows = int(z.max()) + 5, int(t.max()) + 3, int(y.max()) + 5
        self._columns, column = np.unique(x * self._rows + y + 2, return_inverse=True)
        keys = (column * self._heights + z + 2) * self._slices + t + 1
        order = np.argsort(keys, kind="stable")
        self.points: Ints = placed[order]
        self._keys, self._start, self._count = np.unique(keys[order], return_index=True, return_counts=True)
        self.cells = len(self._keys)
        self.cell_of_point: Ints = np.repeat(np.arange(self.cells), self._count)
        self._phi, self._theta, self._us = phi[order], theta[order], sightings.seen_us[self.points]
        self._where = where[:, order]

    def components(self) -> Ints:
        """Give every cube the lowest number of those that it hangs together with."""
        labels = np.arange(self.cells, dtype=np.int64)
        one, other = self._neighbours()
        # Most neighbours hang together anyhow, which a few comparisons tell; the rest are compared in full.
        for sample in (*_SAMPLES, None):
            apart = labels[one] != labels[other]
            one, other = one[apart], other[apart]
            linked = self._are_linked(one, other, sample)
            labels = _merge(labels, one[linked], other[linked])
        return labels

    def _neighbours(self) -> tuple[Ints, Ints]:
        """Give the pairs of occupied cubes that are close enough together to hold sightings near each other."""
        column, rest = np.divmod(self._keys, self._heights * self._slices)
        ones, others = [], []
        for dx, dy in product(range(-2, 3), repeat=2):
            if (dx, dy) < (0, 0):
                continue
            there = _find(self._columns, self._columns + dx * self._rows + dy)[column]
            some = np.flatnonzero(there >= 0)
            base = there[some] * self._heights * self._slices + rest[some]
            for dz, dt in product(range(-2, 3), range(-1, 2)):
                if (dx, dy, dz, dt) <= (0, 0, 0, 0):
                    continue
                found = _find(self._keys, base + dz * self._slices + dt)
                ones.append(some[found >= 0])
                others.append(found[found >= 0])
        return np.concatenate(ones), np.concatenate(others)

    def _are_linked(self, one: Ints, other: Ints, sample: int | None) -> NDArray[np.bool_]:
        """Tell of each pair of cubes whether two sightings are near, at most so many of each being compared."""
        linked = np.zeros(len(one), dtype=np.bool_)
        counts, other_counts = self._count[one], self._count[other]
        if sample is not None:
            counts, other_counts = np.minimum(counts, sample), np.minimum(other_counts, sample)
        pairs = counts * other_counts
        for pair in np.flatnonzero(pairs > _CROWDED):
            linked[pair] = self._is_linked(one[pair], other[pair])
        few = np.flatnonzero(pairs <= _CROWDED)
        for some in _in_portions(few, pairs[few]):
            which = np.repeat(some, pairs[some])
            ends = np.cumsum(pairs[some])
            number = np.arange(len(which)) - np.repeat(ends - pairs[some], pairs[some])
            left = self._start[one[which]] + number // other_counts[which]
            right = self._start[other[which]] + number % other_counts[which]
            linked[which[self._near(left, right)]] = True
        return linked

    def _is_linked(self, one: int, other: int) -> bool:
        """Compare two crowded cubes: only what is near the other's bounds, and no longer than until two are near."""
        left = np.arange(self._start[one], self._start[one] + self._count[one])
        right = np.arange(self._start[other], self._start[other] + self._count[other])
        left = left[self._is_within_reach(left, right)]
        right = right[self._is_within_reach(right, left)] if len(left) else right[:0]
        if not len(right):
            return False
        rows = max(1, _AT_ONCE // len(right))
        return any(self._near(left[at : at + rows, None], right).any() for at in range(0, len(left), rows))

    def _is_within_reach(self, points: Ints, others: Ints) -> NDArray[np.bool_]:
        where, there = self._where[:, points], self._where[:, others]
        low, high = there.min(axis=1, keepdims=True), there.max(axis=1, keepdims=True)
        outside = np.maximum(np.maximum(low - where, where - high), 0)
        within = (outside**2).sum(axis=0) <= (self.most_chord * (1 + 1e-6)) ** 2
        us = self._us[points]
        seen = (us >= self._us[others].min() - self.most_us) & (us <= self._us[others].max() + self.most_us)
        both: NDArray[np.bool_] = within & seen
        return both

    def _near(self, left: Ints, right: Ints) -> NDArray[np.bool_]:
        squares = _haversine(self._phi[left], self._theta[left], self._phi[right], self._theta[right])
        near: NDArray[np.bool_] = (squares <= self.most_square) & (
            np.abs(self._us[left] - self._us[right]) <= self.most_us
        )
        return near


def _close_gaps(cells: Ints, widest: int) -> Ints:
    """Number cells from 0, as far apart as they are up to `widest`: so that numbers stay small."""
    known, which = np.unique(cells, return_inverse=True)
    steps = np.minimum(np.diff(known, prepend=known[:1]), widest)
    closed: Ints = np.cumsum(steps)[which]
    return closed


def _find(known: Ints, wanted: Ints) -> Ints:
    """Give the place of each wanted number among the known ones, which are sorted; -1 where it is not there."""
    place = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    found: Ints = np.where(known[place] == wanted, place, -1)
    return found


def _in_portions(which: Ints, sizes: Ints) -> Iterator[Ints]:
    """Cut a list so that the sizes of each portion add up to about what is compared at once."""
    if not len(which):
        return
    portion = np.cumsum(sizes) // _AT_ONCE
    yield from np.split(which, np.flatnonzero(np.diff(portion)) + 1)


def _merge(labels: Ints, one: Ints, other: Ints) -> Ints:
    """Give the cells that these links hold together the lowest of their labels."""
    while True:
        left, right = labels[one], labels[other]
        apart = left != right
        if not apart.any():
            return labels
        np.minimum.at(labels, np.maximum(left, right)[apart], np.minimum(left, right)[apart])
        while not np.array_equal(further := labels[labels], labels):
            labels = further
