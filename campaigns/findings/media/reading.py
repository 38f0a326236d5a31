"""Reading: any file that was sent, to what is kept of it, or to the refusal that says what to send instead."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import IO

from campaigns.findings.media.images import read_image
from campaigns.findings.media.medium import Medium, file_refused
from campaigns.findings.media.sniffing import HEAD_BYTES, refuse_too_large, sniff_format
from campaigns.findings.media.videos import read_video


def read_medium(upload: IO[bytes], *, size: int, at: datetime, zone: tzinfo) -> Medium:
    """Read a file; `zone` is that of a clock which names none, `at` the time that no picture was taken after."""
    if size == 0:
        raise file_refused("file_empty", "The file is empty. Send it again.")
    upload.seek(0)
    form = sniff_format(upload.read(HEAD_BYTES))
    refuse_too_large(form, size)
    read = read_video if form.is_video else read_image
    return read(upload, form, at=at, zone=zone)
