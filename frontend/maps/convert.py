"""Bring the outlines of the world into the file that the server draws from.

    python -m frontend.maps.convert PATH/countries-110m.json

The source is Natural Earth, 1:110 million, which is in the public domain, as the npm package world-atlas 2.0.2 packs
it (TopoJSON). What is kept: the land as closed rings and the borders between countries as lines, in hundredths of a
degree, each point as the step from the one before.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from frontend.maps.outlines import OUTLINES

Point = tuple[int, int]


def convert(topology: dict[str, Any]) -> dict[str, list[list[int]]]:
    """Give land and borders as lists of steps."""
    arcs = [list(_decoded(arc, topology["transform"])) for arc in topology["arcs"]]
    land = [_joined(ring, arcs) for ring in _rings(topology["objects"]["land"])]
    used = Counter(arc if arc >= 0 else ~arc for ring in _rings(topology["objects"]["countries"]) for arc in ring)
    # An arc that two countries have is where they meet; one that only one has is coast.
    borders = [arcs[arc] for arc, times in sorted(used.items()) if times > 1]
    return {"land": [_steps(ring) for ring in land], "borders": [_steps(line) for line in borders]}


def _rings(shape: dict[str, Any]) -> Iterator[list[int]]:
    match shape["type"]:
        case "GeometryCollection":
            for part in shape["geometries"]:
                yield from _rings(part)
        case "MultiPolygon":
            for polygon in shape["arcs"]:
                yield from polygon
        case "Polygon":
            yield from shape["arcs"]


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    (wide, high), (left, low) = transform["scale"], transform["translate"]
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield round((x * wide + left) * 100), round((y * high + low) * 100)


def _joined(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    points: list[Point] = []
    for arc in ring:
        part = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        points.extend(part if not points else part[1:])
    return points


def _steps(points: list[Point]) -> list[int]:
    steps: list[int] = []
    before = (0, 0)
    for point in points:
        if point != before or not steps:
            steps += [point[0] - before[0], point[1] - before[1]]
        before = point
    return steps


if __name__ == "__main__":
    converted = convert(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    OUTLINES.write_text(json.dumps(converted, separators=(",", ":")) + "\n", encoding="utf-8")
