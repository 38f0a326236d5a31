"""What becomes of a file: worked examples of every kind, and the law that nothing of it is kept as it came."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image

from campaigns.errors import InvalidInput
from campaigns.findings.media.capture import read_tags
from campaigns.findings.media.hashing import differing_bits, hash_picture
from campaigns.findings.media.images import webp_canvas
from campaigns.findings.media.medium import Medium
from campaigns.findings.media.reading import read_medium
from campaigns.findings.media.sniffing import Format, refuse_too_large, sniff_format
from tests.findings.files import PLANTED, degrees, film, moment, photo, scene

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SHOT = moment("2009-12-05T14:30:00+00:00")
PHOTOGRAPHS = ("JPEG", "PNG", "WEBP", "HEIF")
FILMS: dict[str, dict[str, Any]] = {
    "phone": {"sound": "aac"},
    "quicktime": {"form": "mov", "sound": "aac"},
    "hevc": {"codec": "libx265"},
    "av1": {"codec": "libsvtav1"},
    "vp9": {"codec": "libvpx-vp9", "form": "webm", "sound": "libopus"},
    "vp8": {"codec": "libvpx", "form": "webm"},
}


def read(raw: bytes, *, at: datetime = AT) -> Medium:
    return read_medium(BytesIO(raw), size=len(raw), at=at, zone=ZoneInfo("America/Los_Angeles"))


def refusal(raw: bytes) -> str:
    with pytest.raises(InvalidInput) as refused:
        read(raw)
    assert refused.value.field == "file"
    return refused.value.code


def colour_at(picture: Image.Image, x: int, y: int) -> Any:
    return picture.convert("RGB").getpixel((x, y))


@pytest.mark.parametrize("form", PHOTOGRAPHS)
def test_a_photograph_becomes_a_bare_jpeg(form: str) -> None:
    raw = photo(form)
    assert any(word.encode() in raw for word in PLANTED), "the example plants nothing"
    medium = read(raw)
    kept = medium.content.read()
    assert sniff_format(raw).value == form
    assert (medium.kind, medium.media_type, medium.width, medium.height) == ("image", "image/jpeg", 320, 240)
    assert medium.taken.at == SHOT
    assert (medium.taken.latitude, medium.taken.longitude) == pytest.approx((37.7881, -122.4075))
    for copy in (kept, medium.preview):
        assert not [word for word in PLANTED if word.encode() in copy]
        with Image.open(BytesIO(copy)) as written:
            assert written.format == "JPEG"
            assert not written.getexif()
            assert set(written.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert differing_bits(medium.perceptual_hash, hash_picture(scene())) <= 4


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_is_turned_upright(orientation: int) -> None:
    undone = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = scene().transpose(undone[orientation]) if orientation in undone else scene()
    medium = read(photo(picture=stored, orientation=orientation))
    with Image.open(medium.content) as upright:
        assert upright.size == (320, 240)
        red, green, blue = colour_at(upright, 20, 20)
    assert red > 150 > 60 > max(green, blue)


def test_large_pictures_are_brought_to_size() -> None:
    medium = read(photo(picture=scene(6_000, 3_000)))
    assert (medium.width, medium.height) == (4_096, 2_048)
    with Image.open(BytesIO(medium.preview)) as small:
        assert small.size == (480, 240)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_pictures_of_every_mode_are_read(mode: str) -> None:
    grey = scene().convert("L")
    sixteen_bits = Image.fromarray(np.asarray(grey, dtype=np.uint16) * 257)
    given = sixteen_bits if mode == "I;16" else scene().convert(mode)
    form = "JPEG" if mode == "CMYK" else "PNG"
    raw = BytesIO()
    given.save(raw, form)
    with Image.open(read(raw.getvalue()).content) as kept:
        assert kept.mode == "RGB"
        assert abs(float(np.asarray(kept.convert("L")).mean()) - float(np.asarray(grey).mean())) < 12


def test_what_is_clear_becomes_white() -> None:
    raw = BytesIO()
    Image.new("RGBA", (64, 64), (0, 0, 0, 0)).save(raw, "PNG")
    with Image.open(read(raw.getvalue()).content) as kept:
        assert kept.getpixel((30, 30)) == (255, 255, 255)


def test_a_camera_without_an_offset_is_of_the_campaign_s_zone() -> None:
    assert read(photo(offset=None)).taken.at == SHOT


def test_the_satellites_time_stands_for_a_missing_offset() -> None:
    gps = {ExifTags.GPS.GPSDateStamp: "2009:12:05", ExifTags.GPS.GPSTimeStamp: (11, 15, 30)}
    assert read(photo(offset=None, gps=gps)).taken.at == moment("2009-12-05T11:15:30+00:00")


@pytest.mark.parametrize(
    "gps",
    [
        {},
        degrees(0, 0),
        {**degrees(37, -122), ExifTags.GPS.GPSStatus: "V"},
        {**degrees(37, -122), ExifTags.GPS.GPSLatitudeRef: "X"},
        {**degrees(37, -122), ExifTags.GPS.GPSLatitude: (91, 0, 0)},
        {**degrees(37, -122), ExifTags.GPS.GPSLongitude: (122, 75, 0)},
        {ExifTags.GPS.GPSLatitude: (37, 0, 0)},
    ],
    ids=["none", "zeros", "void", "no such side", "off the earth", "no such minute", "half"],
)
def test_an_absurd_place_is_none(gps: dict[int, Any]) -> None:
    taken = read(photo(gps=gps)).taken
    assert (taken.latitude, taken.longitude) == (None, None)
    assert taken.at == SHOT


def test_nothing_is_taken_after_it_was_sent() -> None:
    assert read(photo(), at=moment("2009-12-03T00:00:00+00:00")).taken.at is None


@given(st.binary(max_size=80))
def test_a_file_is_never_worse_for_its_exif(garbage: bytes) -> None:
    raw = BytesIO()
    scene(32, 24).save(raw, "JPEG", exif=b"Exif\0\0" + garbage)
    assert read(raw.getvalue()).width == 32


@pytest.mark.parametrize("name", FILMS)
def test_a_video_keeps_its_picture_and_its_sound_alone(name: str) -> None:
    made = FILMS[name]
    raw = film(**made)
    assert b"PLANTED" in raw, "the example plants nothing"
    medium = read(raw)
    kept = medium.content.read()
    form = "webm" if made.get("form") == "webm" else "mp4"
    assert (medium.kind, medium.media_type, medium.width, medium.height) == ("video", f"video/{form}", 320, 240)
    assert medium.duration_s == pytest.approx(2.0)
    assert medium.taken.at == SHOT
    assert (medium.taken.latitude, medium.taken.longitude) == pytest.approx((37.7881, -122.4075))
    for word in (*PLANTED, "x264 - core", "x265 (build", "2009-12-05", "Lavf6"):
        assert word.encode() not in kept
        assert word.encode() not in medium.preview
    with av.open(BytesIO(kept), "r") as written, av.open(BytesIO(raw), "r") as sent:
        assert {stream.type for stream in written.streams} == {stream.type for stream in sent.streams}
        assert len(list(written.decode(video=0))) == 20
    assert differing_bits(medium.perceptual_hash, hash_picture(scene())) <= 8


def test_a_video_is_shown_as_it_was_held() -> None:
    medium = read(film(turned=90))
    assert (medium.width, medium.height) == (240, 320)
    with Image.open(BytesIO(medium.preview)) as shown:
        # Turned against the clock, the red corner comes down to the lower left.
        red, green, _ = colour_at(shown, 20, 300)
    assert red > 120 > 90 > green
    with av.open(medium.content, "r") as written:
        assert next(written.decode(video=0)).rotation == 90


def test_videos_of_other_kinds_are_refused() -> None:
    assert refusal(film(frames=700, size=(64, 64))) == "video_too_long"
    assert refusal(film("mpeg4")) == "unsupported_video"
    assert refusal(film(frames=1, size=(5_000, 2_000))) == "too_many_pixels"


def test_a_cut_off_video_is_refused_or_read_without_its_end() -> None:
    raw = film("libvpx", "webm")
    assert refusal(film()[:-4_000]) == "file_damaged"
    assert refusal(raw[:300]) == "file_damaged"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("+37.7881-122.4075+012.0/", (37.7881, -122.4075)),
        ("+3747.286-12224.45/", (37.7881, -122.4075)),
        ("+374717.16-1222427/", (37.7881, -122.4075)),
        ("-33.8568+151.2153/", (-33.8568, 151.2153)),
        ("+00.0000+000.0000/", None),
        ("+95.0000+010.0000/", None),
        ("somewhere", None),
    ],
)
def test_places_as_videos_write_them(written: str, expected: tuple[float, float] | None) -> None:
    taken = read_tags({"location": written}, at=AT, zone=UTC)
    if expected is None:
        assert taken.latitude is None
    else:
        assert (taken.latitude, taken.longitude) == pytest.approx(expected)


@given(st.dictionaries(st.sampled_from(["location", "creation_time", "date"]), st.text(max_size=40)))
def test_tags_are_never_believed_to_be_well_formed(tags: dict[str, str]) -> None:
    taken = read_tags(tags, at=AT, zone=UTC)
    assert taken.latitude is None or abs(taken.latitude) <= 90


def test_times_at_the_ends_of_the_calendar_are_none() -> None:
    for said in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "1904-01-01T00:00:00Z"):
        assert read_tags({"creation_time": said}, at=AT, zone=UTC).at is None


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "file_empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "unsupported_file"),
        (b"GIF89a" + bytes(200), "unsupported_file"),
        (b"%PDF-1.7\n" + bytes(200), "unsupported_file"),
        (b"PK\x03\x04" + bytes(200), "unsupported_file"),
        (b"<!doctype html><script>alert(1)</script>", "unsupported_file"),
        (b"#EXTM3U\nfile:///etc/passwd", "unsupported_file"),
        (b"\0\0\0\x1cftypavif\0\0\0\0mif1avif" + bytes(200), "unsupported_file"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif" + bytes(200), "unsupported_file"),
        (b"\xff\xd8\xff", "file_damaged"),
        (b"\x89PNG\r\n\x1a\n", "file_damaged"),
        (b"RIFF\0\0\0\0WEBP", "file_damaged"),
        (b"\0\0\0\x18ftypheic\0\0\0\0heic", "file_damaged"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42", "file_damaged"),
    ],
)
def test_what_is_no_picture_is_refused(raw: bytes, code: str) -> None:
    assert refusal(raw) == code


def test_bombs_are_refused_before_they_are_decoded() -> None:
    assert refusal(bomb_png(60_000, 60_000)) == "too_many_pixels"
    assert refusal(bomb_png(9_000, 9_000)) == "too_many_pixels"
    canvas = (16_000 - 1).to_bytes(3, "little") * 2
    assert refusal(b"RIFF\xff\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0" + canvas + bytes(64)) == "too_many_pixels"


@pytest.mark.parametrize("kind", [{}, {"lossless": True}, {"exif": b"Exif\0\0"}], ids=["lossy", "lossless", "extended"])
def test_a_canvas_is_measured_before_there_is_one(kind: dict[str, Any]) -> None:
    raw = BytesIO()
    scene(300, 217).save(raw, "WEBP", **kind)
    assert webp_canvas(raw) == (300, 217)


def bomb_png(width: int, height: int) -> bytes:
    import struct
    import zlib

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = zlib.compress(bytes(1 + width // 8) * min(height, 2_000))
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("tail", [b"PK\x03\x04 a zip", b"<script>alert('PLANTED')</script>", b"<?php PLANTED ?>"])
@pytest.mark.parametrize("form", PHOTOGRAPHS)
def test_what_hangs_behind_a_picture_is_left_behind(form: str, tail: bytes) -> None:
    medium = read(photo(form) + tail)
    assert tail not in medium.content.read() + medium.preview


def test_what_hangs_behind_a_video_is_left_behind() -> None:
    tail = b"\0\0\0\x20freePLANTED and a page <script>"
    assert b"<script>" not in read(film() + tail).content.read()


def test_sizes_are_refused_beyond_the_limit_and_not_at_it() -> None:
    for form in Format:
        refuse_too_large(form, form.most_bytes)
        with pytest.raises(InvalidInput, match="60 MB" if form.is_video else "15 MB"):
            refuse_too_large(form, form.most_bytes + 1)


def test_a_hash_survives_what_copies_do_to_a_picture() -> None:
    original = hash_picture(scene())
    smaller = scene().resize((200, 150))
    worse = BytesIO()
    scene().save(worse, "JPEG", quality=20)
    assert differing_bits(original, hash_picture(smaller)) <= 4
    assert differing_bits(original, hash_picture(Image.open(worse))) <= 4
    assert differing_bits(original, hash_picture(scene(seed=8))) >= 12


def test_a_hash_by_the_book() -> None:
    """A grey ramp: the transform's first row alternates in sign and falls off, all else is nothing but rounding."""
    ramp = Image.fromarray(np.tile(np.arange(32, dtype=np.uint8) * 8, (32, 1)))
    cosines = [[np.cos(np.pi / 32 * k * (n + 0.5)) for n in range(32)] for k in range(8)]
    greys = np.asarray(ramp, dtype=float)
    low = np.array([[sum(cosines[u][y] * cosines[v][x] * greys[y][x] for y in range(32) for x in range(32))
                     for v in range(8)] for u in range(8)])  # fmt: skip
    bits = int(hash_picture(ramp), 16)
    for u in range(8):
        for v in range(8):
            if abs(low[u][v] - np.median(low)) > 1e-6:
                assert (bits >> (63 - 8 * u - v) & 1) == int(low[u][v] > np.median(low))
