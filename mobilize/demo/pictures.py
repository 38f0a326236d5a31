"""Pictures: small photographs of a balloon that nobody took, with what a telephone writes into them.

Law: the same number makes the same picture, and another number another one, so that a copy is known as a copy.
"""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO

from PIL import ExifTags, Image, ImageDraw

from mobilize.demo.draws import Draws
from mobilize.demo.places import Place

_SIZE = (640, 480)
_HORIZON = 340
_STREAM = 9


def photograph_balloon(number: int, *, place: Place | None, at: datetime) -> bytes:
    """Draw a red balloon over a row of houses as JPEG; with a place it says where and when it was taken."""
    draws = Draws(number, stream=_STREAM)
    blue = draws.whole(170, 235)
    picture = Image.new("RGB", _SIZE, (blue - 60, blue - 20, blue))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, _HORIZON, *_SIZE), fill=(draws.whole(60, 110), draws.whole(90, 140), draws.whole(50, 80)))
    left = 0
    while left < _SIZE[0]:
        width, height = draws.whole(40, 120), draws.whole(60, 200)
        grey = draws.whole(70, 190)
        pen.rectangle((left, _HORIZON - height, left + width, _HORIZON), fill=(grey, grey - 15, grey - 30))
        for row in range(_HORIZON - height + 12, _HORIZON - 12, 28):
            pen.rectangle((left + 8, row, left + width - 8, row + 9), fill=(40, 45, draws.whole(60, 120)))
        left += width + draws.whole(0, 30)
    x, y, radius = draws.whole(120, 520), draws.whole(80, 170), draws.whole(28, 60)
    pen.line((x, y + radius, x + draws.whole(-40, 40), _HORIZON), fill=(230, 230, 230), width=2)
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(draws.whole(190, 240), 25, 30))
    written = BytesIO()
    picture.save(written, "JPEG", quality=85, **({} if place is None else {"exif": _exif(place, at)}))
    return written.getvalue()


def _exif(place: Place, at: datetime) -> Image.Exif:
    exif = Image.Exif()
    shot = exif.get_ifd(ExifTags.IFD.Exif)
    shot[ExifTags.Base.DateTimeOriginal] = f"{at.astimezone(UTC):%Y:%m:%d %H:%M:%S}"
    shot[ExifTags.Base.OffsetTimeOriginal] = "+00:00"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "N" if place.latitude >= 0 else "S",
            ExifTags.GPS.GPSLatitude: _parts(place.latitude),
            ExifTags.GPS.GPSLongitudeRef: "E" if place.longitude >= 0 else "W",
            ExifTags.GPS.GPSLongitude: _parts(place.longitude),
        }
    )
    return exif


def _parts(degrees: float) -> tuple[Fraction, Fraction, Fraction]:
    """Write degrees as whole degrees, minutes and seconds to the hundredth."""
    hundredths = round(abs(degrees) * 360_000)
    whole, rest = divmod(hundredths, 360_000)
    minutes, seconds = divmod(rest, 6_000)
    return Fraction(whole), Fraction(minutes), Fraction(seconds, 100)
