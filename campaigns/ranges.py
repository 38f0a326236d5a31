"""Ranges: a part of a file, as RFC 9110 asks for it. PURE."""

from __future__ import annotations

import re
from typing import IO, NamedTuple

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Asked(NamedTuple):
    """Which bytes, both ends included; there are none where `start` lies behind the end."""

    start: int
    end: int
    is_part: bool


class Part:
    """A part of an open file, read like a file of its own."""

    def __init__(self, whole: IO[bytes], start: int, length: int) -> None:
        whole.seek(start)
        self.whole, self.left = whole, length

    def read(self, size: int = -1) -> bytes:
        piece = self.whole.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(piece)
        return piece

    def close(self) -> None:
        self.whole.close()


def asked_part(header: str, size: int) -> Asked:
    """Read one range of bytes of a file of this size; whatever else is asked for is the whole."""
    found = _RANGE.fullmatch(header.replace(" ", ""))
    if found is None or not (found[1] or found[2]):
        return Asked(0, size - 1, is_part=False)
    if not found[1]:
        length = int(found[2])
        return Asked(max(0, size - length), size - 1, is_part=True) if length else Asked(size, size, is_part=True)
    start = int(found[1])
    end = min(int(found[2]), size - 1) if found[2] else size - 1
    if found[2] and int(found[2]) < start:
        return Asked(0, size - 1, is_part=False)
    return Asked(start, end, is_part=True)
