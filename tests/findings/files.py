"""Files as phones send them, made here: photographs with EXIF, HEIC, videos with tags; each with PLANTED words."""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from fractions import Fraction
from functools import cache
from io import BytesIO
from typing import Any

import av
import numpy as np
import pillow_heif
from PIL import ExifTags, Image, PngImagePlugin

PLANTED = ("PLANTED", "Secret Phone 9", "37.78", "2026")

pillow_heif.register_heif_opener()


def scene(width: int = 320, height: int = 240, *, seed: int = 7) -> Image.Image:
    """Draw something with structure: a few rectangles on a gradient; the upper left corner is red."""
    draw = np.random.default_rng(seed)
    pixels = np.zeros((height, width, 3), dtype=np.uint8)
    pixels[:] = np.linspace(30, 220, width, dtype=np.uint8)[None, :, None]
    for _ in range(12):
        top, left = draw.integers(height), draw.integers(width)
        pixels[top : top + height // 4, left : left + width // 4] = draw.integers(0, 255, 3)
    pixels[: height // 4, : width // 4] = (230, 10, 10)
    return Image.fromarray(pixels)


def exif_of_a_phone(*, orientation: int = 1, offset: str | None = "-08:00", gps: dict[int, Any] | None = None) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Model] = "Secret Phone 9"
    exif[ExifTags.Base.ImageDescription] = "PLANTED description"
    shot = exif.get_ifd(ExifTags.IFD.Exif)
    shot[ExifTags.Base.DateTimeOriginal] = "2009:12:05 06:30:00"
    shot[ExifTags.Base.UserComment] = b"ASCII\0\0\0PLANTED comment"
    if offset:
        shot[ExifTags.Base.OffsetTimeOriginal] = offset
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(gps if gps is not None else degrees(37.7881, -122.4075))
    return exif.tobytes()


def degrees(latitude: float, longitude: float) -> dict[int, Any]:
    def parts(value: float) -> tuple[Fraction, Fraction, Fraction]:
        seconds = Fraction(str(abs(value))) * 3600
        return Fraction(int(seconds // 3600)), Fraction(int(seconds % 3600 // 60)), seconds % 60

    return {
        ExifTags.GPS.GPSLatitudeRef: "N" if latitude >= 0 else "S",
        ExifTags.GPS.GPSLatitude: parts(latitude),
        ExifTags.GPS.GPSLongitudeRef: "E" if longitude >= 0 else "W",
        ExifTags.GPS.GPSLongitude: parts(longitude),
    }


def photo(form: str = "JPEG", picture: Image.Image | None = None, **exif: Any) -> bytes:
    file = BytesIO()
    extra: dict[str, Any] = {}
    if form == "PNG":
        extra["pnginfo"] = PngImagePlugin.PngInfo()
        extra["pnginfo"].add_text("Comment", "PLANTED text")
    if form == "JPEG":
        extra = {"comment": b"PLANTED comment", "xmp": b"<x>PLANTED xmp</x>", "icc_profile": b"PLANTED profile"}
    if form == "WEBP":
        extra["xmp"] = b"<x>PLANTED xmp</x>"
    (picture or scene()).save(file, form, exif=exif_of_a_phone(**exif), **extra)
    return file.getvalue()


@cache
def film(
    codec: str = "libx264",
    form: str = "mp4",
    *,
    sound: str | None = None,
    frames: int = 20,
    size: tuple[int, int] = (320, 240),
    turned: int = 0,
    location: str = "+37.7881-122.4075+012.0/",
    made: str = "2009-12-05T14:30:00Z",
) -> bytes:
    """Film a still scene at ten frames a second, with tags and a title."""
    with tempfile.NamedTemporaryFile(suffix=f".{form}") as file:
        options = {"movflags": "use_metadata_tags"} if form in {"mp4", "mov"} else {}
        with av.open(file.name, "w", format=form, container_options=options) as target:
            target.metadata.update({"creation_time": made, "location": location, "title": "PLANTED title"})
            target.metadata["model"] = "Secret Phone 9"
            picture: Any = target.add_stream(codec, rate=10)
            picture.width, picture.height, picture.pix_fmt = *size, "yuv420p"
            picture.metadata["handler_name"] = "PLANTED handler"
            if turned:
                picture.set_display_rotation(turned)
            heard: Any = target.add_stream(sound, rate=48_000) if sound else None
            for number in range(frames):
                frame = av.VideoFrame.from_image(scene(*size))  # type: ignore[no-untyped-call]  # untyped in PyAV
                frame.pts = number
                target.mux(picture.encode(frame))
                if heard is not None:
                    silence = av.AudioFrame.from_ndarray(np.zeros((2, 960), np.float32), format="fltp", layout="stereo")
                    silence.rate, silence.pts = 48_000, number * 960
                    target.mux(heard.encode(silence))
            target.mux(picture.encode())
            if heard is not None:
                target.mux(heard.encode())
        _take_back_haste()
        return file.read()


def _take_back_haste() -> None:
    """Let this process be as urgent as any other.

    As root the encoder of AV1 moves the thread that calls it into the class of real time, in which whatever is begun
    later would follow it: a browser that is busy for a moment then keeps everything else from running.
    """
    if hasattr(os, "sched_setscheduler"):
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
