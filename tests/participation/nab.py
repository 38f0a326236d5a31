"""The Numenta Anomaly Benchmark's five counts of Twitter mentions, and its score with the standard profile.

    for series in read_series(folder):
        score(series.windows, beginnings(series.counts, cycle=A_DAY))

After Lavin and Ahmad, "Evaluating real-time anomaly detection algorithms: the Numenta Anomaly Benchmark", ICMLA 2015.
Bins are of 5 minutes and the first 750 are probation. In a labelled window the first detection counts σ(y)/σ(−1), y
being its place from −1 at the left edge to nearly 0 at the right one; a window without any counts −1. A detection
outside of the windows counts 0.11·σ(y), which is below 0, y being its distance from the right edge of the window
before it in widths of that window; −0.11 beyond 3 widths, or where no window is before. σ(y) = 2/(1 + e^(5y)) − 1.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import exp
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

A_DAY = 288
PROBATION = 750
FALSE_POSITIVE = 0.11
BAR = 11.67
"""The best on these five series so far, ARTime's."""

Window = tuple[int, int]


@dataclass(frozen=True, eq=False, slots=True)
class Series:
    """Counts by bin, and the labelled windows by their first and last places."""

    name: str
    counts: NDArray[np.int64]
    windows: tuple[Window, ...]


def read_series(folder: Path) -> list[Series]:
    """Read all series that have labels, in the order of their names."""
    labels = json.loads((folder / "windows.json").read_text(encoding="utf-8"))
    return [_read(folder / name, labels[name]) for name in sorted(labels)]


def _read(path: Path, labels: list[list[str]]) -> Series:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    times = [datetime.fromisoformat(row["timestamp"]) for row in rows]
    windows = []
    for window in labels:
        begins, ends = (datetime.fromisoformat(edge) for edge in window)
        within = [place for place, time in enumerate(times) if begins <= time <= ends]
        windows.append((within[0], within[-1]))
    counts = np.array([int(row["value"]) for row in rows], dtype=np.int64)
    return Series(path.stem.rpartition("_")[2], counts, tuple(windows))


def sigma(y: float) -> float:
    """Weigh a detection by its place: 1 long before the right edge, 0 there, −1 long after it."""
    return -1.0 if y > 3 else 2 / (1 + exp(5 * y)) - 1


def score(windows: Sequence[Window], detections: Iterable[int], *, probation: int = PROBATION) -> float:
    """Score the places at which something was detected, ascending, against the windows of a series, ascending."""
    places = [int(place) for place in detections if place >= probation]
    total = 0.0
    for first, last in windows:
        hits = [place for place in places if first <= place <= last]
        total += sigma(-(last - hits[0] + 1) / (last - first + 1)) / sigma(-1) if hits else -1.0
    for place in places:
        if any(first <= place <= last for first, last in windows):
            continue
        before = [window for window in windows if window[1] < place]
        total += FALSE_POSITIVE * (_after(place, before[-1]) if before else -1.0)
    return total


def _after(place: int, window: Window) -> float:
    first, last = window
    return sigma((place - last) / (last - first))
