"""Likeness: which files were sent before by somebody else, bit for bit or nearly. PURE.

Two pictures are nearly the same when their perceptual hashes differ in at most NEAR_BITS of 64. A picture with next to
nothing on it, the sky or a dark room, looks like every other such picture; its hash says nothing. Who sent a file first
has copied nothing; one may send one's own file again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

NEAR_BITS = 6
FLAT_BITS = 8


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A file that came with a report."""

    id: int
    finding: int
    participant: int
    added_at: datetime
    sha256: str
    perceptual_hash: str


@dataclass(frozen=True, slots=True)
class Copies:
    """How many files of a report are somebody else's: the same bytes, or only nearly the same picture."""

    files: int = 0
    images: int = 0


def copies_of(exhibits: Sequence[Exhibit], *, wanted: frozenset[int]) -> dict[int, Copies]:
    """Count for each wanted finding the files that somebody else had sent before."""
    ordered = sorted(exhibits, key=lambda exhibit: (exhibit.added_at, exhibit.id))
    people = np.array([exhibit.participant for exhibit in ordered], dtype=np.int64)
    hashes = np.array([int(exhibit.perceptual_hash or "0", 16) for exhibit in ordered], dtype=np.uint64)
    tells = _tells(hashes)
    senders: dict[str, set[int]] = {}
    copies: dict[int, Copies] = {}
    for place, exhibit in enumerate(ordered):
        before = senders.setdefault(exhibit.sha256, set())
        if exhibit.finding in wanted:
            known = copies.get(exhibit.finding, Copies())
            if before - {exhibit.participant}:
                copies[exhibit.finding] = Copies(known.files + 1, known.images)
            elif tells[place]:
                near = np.bitwise_count(hashes[:place] ^ hashes[place]) <= NEAR_BITS
                if (near & tells[:place] & (people[:place] != exhibit.participant)).any():
                    copies[exhibit.finding] = Copies(known.files, known.images + 1)
        before.add(exhibit.participant)
    return copies


def _tells(hashes: np.typing.NDArray[np.uint64]) -> np.typing.NDArray[np.bool_]:
    ones = np.bitwise_count(hashes)
    tells: np.typing.NDArray[np.bool_] = (ones >= FLAT_BITS) & (ones <= 64 - FLAT_BITS)
    return tells
