"""Photographs: decoded, turned upright, brought to size and written anew as JPEG with nothing but the picture."""

from __future__ import annotations

from datetime import datetime, tzinfo
from io import BytesIO
from typing import IO

import pillow_heif
from PIL import Image, ImageOps

from campaigns.errors import InvalidInput
from campaigns.findings.media.capture import read_exif
from campaigns.findings.media.hashing import hash_picture
from campaigns.findings.media.medium import Medium, Taken, file_damaged, file_refused
from campaigns.findings.media.sniffing import Format

MOST_PIXELS = 64_000_000
LONGEST_SIDE = 4_096
PREVIEW_SIDE = 480

# Smaller pictures inside the file, which a camera puts there, are not even looked at.
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


def read_image(upload: IO[bytes], form: Format, *, at: datetime, zone: tzinfo) -> Medium:
    """Read a photograph and write it anew; refuse one that is damaged or has more pixels than a camera's."""
    try:
        if form is Format.WEBP:
            # Its decoder takes the memory for the whole canvas while opening.
            refuse_too_many_pixels(*webp_canvas(upload))
        upload.seek(0)
        with Image.open(upload, formats=[form.value]) as opened:
            refuse_too_many_pixels(*opened.size)
            taken = _taken(opened, at=at, zone=zone)
            # Where the format allows it, what would be thrown away at once is not decoded.
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
            picture = _on_white(ImageOps.exif_transpose(opened))
    except InvalidInput:
        raise
    except Image.DecompressionBombError:
        raise _too_many_pixels() from None
    except Exception as unreadable:  # decoders fed with hostile bytes raise whatever they meet
        raise file_damaged() from unreadable
    return Medium(
        kind="image",
        media_type="image/jpeg",
        extension="jpg",
        content=BytesIO(write_jpeg(picture, quality=88)),
        preview=write_preview(picture),
        width=picture.width,
        height=picture.height,
        perceptual_hash=hash_picture(picture),
        taken=taken,
    )


def write_preview(picture: Image.Image) -> bytes:
    small = picture.copy()
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Image.Resampling.LANCZOS)
    return write_jpeg(small, quality=80)


def write_jpeg(picture: Image.Image, *, quality: int) -> bytes:
    """Write the pixels alone: comments and the like travel in `info` and would be written too."""
    bare = picture.copy()
    bare.info = {}
    written = BytesIO()
    bare.save(written, "JPEG", quality=quality, optimize=True)
    return written.getvalue()


def refuse_too_many_pixels(width: int, height: int) -> None:
    if width * height > MOST_PIXELS or max(width, height) > 65_500:
        raise _too_many_pixels()


def _too_many_pixels() -> InvalidInput:
    return file_refused(
        "too_many_pixels", f"A picture may have at most {MOST_PIXELS // 1_000_000} megapixels. Send a smaller one."
    )


def _taken(opened: Image.Image, *, at: datetime, zone: tzinfo) -> Taken:
    try:
        return read_exif(opened.getexif(), at=at, zone=zone)
    except Exception:  # what the file says of itself may be garbage without the picture being any worse
        return Taken()


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):
        # Sixteen bits a pixel: the upper eight are the picture.
        return picture.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    if "transparency" not in picture.info and not picture.mode.endswith(("A", "a")):
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    ground = Image.new("RGBA", clear.size, "white")
    ground.alpha_composite(clear)
    return ground.convert("RGB")


def webp_canvas(upload: IO[bytes]) -> tuple[int, int]:
    """Read the size from a WebP file's header, in each of its three kinds."""
    upload.seek(0)
    head = upload.read(30)
    if len(head) < 30:
        raise file_damaged()
    if head[12:16] == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return int.from_bytes(head[26:28], "little") & 0x3FFF, int.from_bytes(head[28:30], "little") & 0x3FFF
