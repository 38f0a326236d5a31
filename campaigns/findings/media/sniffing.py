"""Sniffing: what a file is, told by its first bytes; its name and the type it was sent with are nobody's business.

What is not recognised here is never given to a decoder, and a decoder is told which format to read: it guesses none.
"""

from __future__ import annotations

from enum import Enum

from campaigns.findings.media.medium import file_refused

# As many of a file's first bytes as decide what it is.
HEAD_BYTES = 128
MOST_IMAGE_BYTES = 15 * 1024 * 1024
MOST_VIDEO_BYTES = 60 * 1024 * 1024

_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
_STILL_BRANDS = {b"mif1", b"msf1", b"miaf"}
_VIDEO_BRANDS = {
    *(b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"iso7", b"iso8", b"iso9"),
    *(b"mp41", b"mp42", b"avc1", b"hvc1", b"av01", b"M4V ", b"MSNV", b"qt  "),
    *(b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"3gp8", b"3gp9", b"3g2a"),
}


class Format(Enum):
    """A format that is taken, by the name of its decoder."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    HEIF = "HEIF"
    MP4 = "mov"
    WEBM = "matroska"

    @property
    def is_video(self) -> bool:
        return self in {Format.MP4, Format.WEBM}

    @property
    def most_bytes(self) -> int:
        return MOST_VIDEO_BYTES if self.is_video else MOST_IMAGE_BYTES


def sniff_format(head: bytes) -> Format:
    """Tell the format by a file's first bytes, or refuse the file."""
    known = _recognise(head)
    if known is None:
        raise file_refused(
            "unsupported_file",
            "This is not a photograph or video of a kind that is taken. "
            "Send JPEG, PNG, WebP or HEIC, or a short MP4, MOV or WebM.",
        )
    return known


def refuse_too_large(form: Format, size: int) -> None:
    """Refuse a file, or as much of it as has come, beyond what its format may have."""
    if size > form.most_bytes:
        what = "video" if form.is_video else "photograph"
        raise file_refused(
            "file_too_large", f"A {what} may have at most {form.most_bytes // 1024 // 1024} MB. Send a smaller one."
        )


def _recognise(head: bytes) -> Format | None:
    if head.startswith(b"\xff\xd8\xff"):
        return Format.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Format.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Format.WEBP
    if head[4:8] == b"ftyp":
        return _by_brands(head)
    # A Matroska file names its kind in its first element; browsers play the kind named webm alone.
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"\x42\x82\x84webm" in head[:64]:
        return Format.WEBM
    return None


def _by_brands(head: bytes) -> Format | None:
    end = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, end - 3, 4))]
    if brands[0] in _HEIF_BRANDS or brands[0] in _STILL_BRANDS:
        return Format.HEIF if _HEIF_BRANDS.intersection(brands) else None
    return Format.MP4 if _VIDEO_BRANDS.intersection(brands) else None
