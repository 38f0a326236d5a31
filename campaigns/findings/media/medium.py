"""Medium: what a file has become, with what it had said of itself; Refused is said in the words of campaigns.errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import IO

from campaigns.errors import InvalidInput


@dataclass(frozen=True)
class Taken:
    """When and where a picture was taken, by its own word."""

    at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Medium:
    """A picture or a video as it is kept: written by us, and with a small JPEG of it."""

    kind: str
    media_type: str
    extension: str
    content: IO[bytes]
    preview: bytes
    width: int
    height: int
    perceptual_hash: str
    taken: Taken
    duration_s: float | None = None


def file_refused(code: str, message: str) -> InvalidInput:
    return InvalidInput(code, message, field="file")


def file_damaged() -> InvalidInput:
    return file_refused(
        "file_damaged", "The file cannot be read to its end. Send it again, or take another photograph or video."
    )
