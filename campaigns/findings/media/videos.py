"""Videos: taken apart in a process of their own, and put together again from their picture and their sound alone.

The picture is not encoded anew, which would take minutes and blur what is to be judged: its packets are copied into a
new container. Not copied are tags, chapters, attachments, subtitles, further streams, and whatever the encoder or the
camera wrote between the pictures. The child process has a limit of memory and time, none of our keys in its
environment; whatever it dies of, the file is refused and nothing else happens.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from datetime import datetime, tzinfo
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Any

from PIL import Image

from campaigns.findings.media.capture import read_tags
from campaigns.findings.media.hashing import hash_picture
from campaigns.findings.media.medium import Medium, file_damaged, file_refused
from campaigns.findings.media.sniffing import Format

MOST_SECONDS = 60
_PATIENCE_SECONDS = 90
# Where the interpreter finds itself and its libraries; keys and addresses stay here.
_PASSED_ON = ("LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH")
_PROJECT = Path(__file__).resolve().parents[3]

_REFUSALS = {
    "video_too_long": f"A video may last at most {MOST_SECONDS} seconds. Send the part that shows it.",
    "too_many_pixels": "A video may have at most 4096 × 2304 pixels a picture. Send a smaller one.",
    "unsupported_video": "The picture of a video must be H.264, H.265, AV1, VP8 or VP9; this one is none of them.",
}


def read_video(upload: IO[bytes], form: Format, *, at: datetime, zone: tzinfo) -> Medium:
    """Read a video and put it together anew; refuse one that is damaged, too long or too large a picture."""
    with tempfile.TemporaryDirectory(prefix="video-") as folder:
        sent, kept, preview = (Path(folder, name) for name in ("sent", "kept", "preview.jpg"))
        upload.seek(0)
        with sent.open("wb") as copy:
            copyfileobj(upload, copy)
        said = _ask_child(form, sent, kept, preview)
        if "refused" in said:
            raise file_refused(said["refused"], _REFUSALS[said["refused"]])
        shown = preview.read_bytes()
        with Image.open(preview, formats=["JPEG"]) as picture:
            perceptual_hash = hash_picture(picture)
        # Without its name the file lasts for as long as it is open.
        content = kept.open("rb")
    return Medium(
        kind="video",
        media_type=f"video/{said['container']}",
        extension=said["container"],
        content=content,
        preview=shown,
        width=said["width"],
        height=said["height"],
        duration_s=said["duration_s"],
        perceptual_hash=perceptual_hash,
        taken=read_tags(said["tags"], at=at, zone=zone),
    )


def _ask_child(form: Format, sent: Path, kept: Path, preview: Path) -> dict[str, Any]:
    command = ["-m", "campaigns.findings.media.rewriting", form.value, str(sent), str(kept), str(preview)]
    try:
        child = subprocess.run(  # noqa: S603 - our own module, and paths that we made
            [sys.executable, *command, str(MOST_SECONDS)],
            cwd=_PROJECT,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as stuck:
        raise file_damaged() from stuck
    if child.returncode:
        raise file_damaged()
    said: dict[str, Any] = json.loads(child.stdout)
    return said
