"""Capture: when and where a picture was taken, as its file says, in EXIF or in a video's tags (ISO 6709).

Whatever is missing, void or absurd becomes nothing; a file is never refused for what it says of itself.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from PIL import ExifTags, Image

from campaigns.findings.media.medium import Taken

# Before digital cameras, or further ahead than clocks are wrong by their time zone: not a time that was told.
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)
_ISO_6709 = re.compile(r"([+-]\d{2}(?:\d{2}){0,2}(?:\.\d+)?)([+-]\d{3}(?:\d{2}){0,2}(?:\.\d+)?)")
_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})")


def read_exif(exif: Image.Exif, *, at: datetime, zone: tzinfo) -> Taken:
    """Read time and place; a time without an offset is one of the given zone, unless the satellites gave theirs."""
    shot = exif.get_ifd(ExifTags.IFD.Exif)
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    local = _camera_time(shot.get(ExifTags.Base.DateTimeOriginal)) or _camera_time(exif.get(ExifTags.Base.DateTime))
    offset = _offset(shot.get(ExifTags.Base.OffsetTimeOriginal) or shot.get(ExifTags.Base.OffsetTime))
    moment = None
    if local is not None and offset is not None:
        moment = local.replace(tzinfo=UTC) - offset
    else:
        moment = _satellite_time(gps)
        if moment is None and local is not None:
            moment = local.replace(tzinfo=zone)
    return _taken(moment, *_satellite_place(gps), at=at)


def read_tags(tags: Mapping[str, str], *, at: datetime, zone: tzinfo) -> Taken:
    """Read a video's creation time and location."""
    moment = None
    for name in ("com.apple.quicktime.creationdate", "creation_time", "date"):
        moment = _written_time(tags.get(name, ""), zone)
        if moment is not None:
            break
    latitude = longitude = None
    for name in ("com.apple.quicktime.location.ISO6709", "location", "location-eng"):
        if found := _ISO_6709.match(tags.get(name, "")):
            latitude, longitude = _degrees(found[1], 2), _degrees(found[2], 3)
            break
    return _taken(moment, latitude, longitude, at=at)


def _taken(moment: datetime | None, latitude: float | None, longitude: float | None, *, at: datetime) -> Taken:
    try:
        if moment is not None and not _EARLIEST <= moment <= at + _AHEAD:
            moment = None
        elif moment is not None:
            moment = moment.astimezone(UTC)
    except OverflowError:
        moment = None
    if latitude is None or longitude is None or not _is_a_place(latitude, longitude):
        return Taken(at=moment)
    return Taken(at=moment, latitude=round(latitude, 7), longitude=round(longitude, 7))


def _is_a_place(latitude: float, longitude: float) -> bool:
    """Tell whether this lies on earth; devices that do not know write zeros."""
    return (
        math.isfinite(latitude)
        and math.isfinite(longitude)
        and abs(latitude) <= 90
        and abs(longitude) <= 180
        and (latitude, longitude) != (0, 0)
    )


def _camera_time(written: Any) -> datetime | None:
    try:
        return datetime.strptime(str(written).strip("\x00 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - a camera's clock has no zone
    except ValueError:
        return None


def _offset(written: Any) -> timedelta | None:
    found = _OFFSET.fullmatch(str(written).strip("\x00 "))
    if found is None or int(found[2]) > 14 or int(found[3]) > 59:
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return -size if found[1] == "-" else size


def _satellite_time(gps: Mapping[int, Any]) -> datetime | None:
    try:
        year, month, day = (int(part) for part in str(gps[ExifTags.GPS.GPSDateStamp]).strip("\x00 ").split(":"))
        hour, minute, second = (int(float(part)) for part in gps[ExifTags.GPS.GPSTimeStamp])
        return datetime.combine(date(year, month, day), time(hour, minute, second), tzinfo=UTC)
    except (KeyError, TypeError, ValueError, OverflowError, ZeroDivisionError):
        return None


def _satellite_place(gps: Mapping[int, Any]) -> tuple[float | None, float | None]:
    if str(gps.get(ExifTags.GPS.GPSStatus, "A")).strip("\x00 ") == "V":
        # The receiver's own word that this is no measurement.
        return None, None
    try:
        return (
            _sexagesimal(gps[ExifTags.GPS.GPSLatitude], gps[ExifTags.GPS.GPSLatitudeRef], "N", "S"),
            _sexagesimal(gps[ExifTags.GPS.GPSLongitude], gps[ExifTags.GPS.GPSLongitudeRef], "E", "W"),
        )
    except (KeyError, TypeError, ValueError, OverflowError, ZeroDivisionError):
        return None, None


def _sexagesimal(parts: Any, side: Any, plus: str, minus: str) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    if min(degrees, minutes, seconds) < 0 or minutes >= 60 or seconds >= 60:
        raise ValueError("not degrees, minutes and seconds")
    sign = {plus: 1, minus: -1}[str(side).strip("\x00 ")]
    return float(sign * (degrees + minutes / 60 + seconds / 3600))


def _written_time(written: str, zone: tzinfo) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def _degrees(written: str, digits: int) -> float:
    """Read ±DD.D, ±DDMM.M or ±DDMMSS.S (three digits of degrees for a longitude)."""
    whole, _, fraction = written[1:].partition(".")
    parts = [whole[:digits], *(whole[at : at + 2] for at in range(digits, len(whole), 2))]
    parts[-1] += f".{fraction or 0}"
    size = sum(float(part) / 60.0**power for power, part in enumerate(parts))
    return -size if written[0] == "-" else size
