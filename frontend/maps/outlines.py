"""Outlines: the world's land and borders, cut to a view and laid flat. PURE.

A view is a box on a flat map whose degrees of longitude are shortened as they are in its middle, so that shapes near
there look right. Everything is in whole units of the drawing, which keeps what is sent small.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import cos, radians
from pathlib import Path

OUTLINES = Path(__file__).with_name("world.json")
WIDTH, HEIGHT = 360, 200
# Closer than this many degrees the outlines are too coarse to be true.
_LEAST_HEIGHT = 7.0
# The poles take much room where nobody is.
_SOUTH, _NORTH = -58.0, 80.0
METRES_PER_DEGREE = 111_195.0

Point = tuple[float, float]


@dataclass(frozen=True)
class View:
    """A box of the flat map: its middle, and how many units of the drawing a degree of latitude is."""

    longitude: float
    latitude: float
    scale: float

    @property
    def squeeze(self) -> float:
        return cos(radians(self.latitude))

    def place(self, longitude: float, latitude: float) -> Point:
        """Give where a place is drawn."""
        x = WIDTH / 2 + (longitude - self.longitude) * self.scale * self.squeeze
        return x, HEIGHT / 2 - (latitude - self.latitude) * self.scale

    def length(self, metres: float) -> float:
        """Give how long a distance on the ground is drawn."""
        return metres / METRES_PER_DEGREE * self.scale


def world_view() -> View:
    """The whole world but for the poles."""
    return View(0.0, (_SOUTH + _NORTH) / 2, WIDTH / 360 / cos(radians((_SOUTH + _NORTH) / 2)))


def view_of(places: Iterable[Point]) -> View:
    """Choose the view that has all these (longitude, latitude) in it with some land around, or the world for none."""
    longitudes, latitudes = zip(*places, strict=True) if (places := list(places)) else ((), ())
    if not places:
        return world_view()
    west, east, south, north = min(longitudes), max(longitudes), min(latitudes), max(latitudes)
    middle = max(-75.0, min(75.0, (south + north) / 2))
    squeeze = cos(radians(middle))
    high = max((north - south) * 1.4, _LEAST_HEIGHT)
    wide = max((east - west) * squeeze * 1.3, high * WIDTH / HEIGHT)
    view = View((west + east) / 2, middle, WIDTH / wide)
    return view if view.scale > world_view().scale * 1.1 else world_view()


@dataclass(frozen=True)
class Drawn:
    """Paths of an SVG: the land to be filled, the borders to be stroked."""

    land: str
    borders: str


@cache
def _world() -> tuple[list[list[Point]], list[list[Point]]]:
    read = json.loads(OUTLINES.read_text(encoding="utf-8"))
    return [list(_walked(ring)) for ring in read["land"]], [list(_walked(line)) for line in read["borders"]]


def _walked(steps: list[int]) -> Iterator[Point]:
    x = y = 0
    for step_x, step_y in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + step_x, y + step_y
        yield x / 100, y / 100


@lru_cache(maxsize=256)
def draw_outlines(view: View) -> Drawn:
    """Draw land and borders, as far as they are in the view."""
    land, borders = _world()
    rings = (_cut_ring([view.place(*point) for point in ring]) for ring in land)
    lines = (part for line in borders for part in _cut_line([view.place(*point) for point in line]))
    return Drawn(
        land="".join(f"{_path(ring)}z" for ring in map(_thinned, rings) if len(ring) > 2),
        borders="".join(_path(line) for line in map(_thinned, lines) if len(line) > 1),
    )


_MARGIN = 4.0


def _cut_ring(ring: list[Point]) -> list[Point]:
    """Cut a ring to the view with a margin, side by side of it (Sutherland and Hodgman's way)."""
    for axis, bound, sign in ((0, -_MARGIN, 1), (0, WIDTH + _MARGIN, -1), (1, -_MARGIN, 1), (1, HEIGHT + _MARGIN, -1)):
        if not ring:
            return ring
        ring = list(_cut_by(ring, axis, bound, sign))
    return ring


def _cut_by(ring: list[Point], axis: int, bound: float, sign: int) -> Iterator[Point]:
    for before, point in pairwise([ring[-1], *ring]):
        was_in, is_in = (before[axis] - bound) * sign >= 0, (point[axis] - bound) * sign >= 0
        if was_in != is_in:
            part = (bound - before[axis]) / (point[axis] - before[axis])
            yield before[0] + (point[0] - before[0]) * part, before[1] + (point[1] - before[1]) * part
        if is_in:
            yield point


def _cut_line(line: list[Point]) -> Iterator[list[Point]]:
    """Keep the stretches of a line that may be seen."""
    kept: list[Point] = []
    for before, point in pairwise(line):
        if _may_be_seen(before, point):
            kept = kept or [before]
            kept.append(point)
        elif kept:
            yield kept
            kept = []
    if kept:
        yield kept


def _may_be_seen(before: Point, point: Point) -> bool:
    (x1, y1), (x2, y2) = before, point
    return max(x1, x2) >= 0 and min(x1, x2) <= WIDTH and max(y1, y2) >= 0 and min(y1, y2) <= HEIGHT


def _thinned(points: list[Point]) -> list[tuple[int, int]]:
    """Round to half units, and leave out what is nearer than one and a half to the point before it."""
    kept: list[tuple[int, int]] = []
    for x, y in points:
        point = round(x * 2), round(y * 2)
        if not kept or abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= 3:
            kept.append(point)
    return kept


def _path(points: list[tuple[int, int]]) -> str:
    """Write points in half units, the first one absolute and the others as steps."""
    first, *_ = points
    steps = [f"{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(points)]
    return f"M{first[0]} {first[1]}l{' '.join(steps)}".replace(" -", "-")
