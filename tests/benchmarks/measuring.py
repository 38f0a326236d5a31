"""Measuring: what was measured, and the table that says so.

A Row holds two times for the same work, ours and the bare one; the ratio says how many times longer ours takes.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Row:
    """One measured thing at one size of the campaign. Both times are of one piece of work, in seconds."""

    what: str
    members: int
    ours_seconds: float
    bare_seconds: float

    @property
    def ratio(self) -> float:
        return self.ours_seconds / self.bare_seconds


def time_of(work: Callable[[], object]) -> float:
    """Do the work; gives the seconds it took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def quantile(seconds: Sequence[float], part: float) -> float:
    """Give the time that this part of all stayed within."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def table_of(rows: Sequence[Row]) -> str:
    """Write the rows as a table, each thing together, from the smallest campaign to the largest."""
    cells = [("what", "members", "ours", "bare", "ratio")]
    order = {row.what: place for place, row in reversed(list(enumerate(rows)))}
    for row in sorted(rows, key=lambda row: (order[row.what], row.members)):
        times = (_say_seconds(row.ours_seconds), _say_seconds(row.bare_seconds))
        cells.append((row.what, f"{row.members:,}", *times, f"{row.ratio:.2f}"))
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join([what.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))])
        for what, *rest in cells
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def write_json(rows: Sequence[Row], path: Path) -> None:
    path.write_text(json.dumps([{**asdict(row), "ratio": round(row.ratio, 3)} for row in rows], indent=2) + "\n")


def _say_seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"
