"""Rewriting: what the child process does with one video; run as a program, it says what it found in one line of JSON.

    python -m campaigns.findings.media.rewriting FORMAT SENT KEPT PREVIEW MOST_SECONDS

It limits itself before it reads a byte, and any crash of it is the parent's word that the file is damaged.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import av.bitstream
from av.container import InputContainer, OutputContainer
from PIL import Image, ImageStat

MEMORY_BYTES = 2 * 1024**3
CPU_SECONDS = 40
MOST_PIXELS = 4_096 * 2_304
MOST_PACKETS = 50_000
# A camera that stops by itself at the limit stops a moment behind it.
GRACE_SECONDS = 1.0
FRAMES_LOOKED_AT = 30
PREVIEW_SIDE = 480

# What is no picture among the units of a stream: words of the encoder or the camera, padding, private units.
_STRIPPED = {
    "h264": "filter_units=remove_types=6|12|24-31",
    "hevc": "filter_units=remove_types=38-63",
    "av1": "filter_units=remove_types=5|15",
    "vp8": None,
    "vp9": None,
}
_PARAMETER_SETS = {32, 33, 34}
_CONTAINER = {"h264": "mp4", "hevc": "mp4", "av1": "mp4", "vp8": "webm", "vp9": "webm"}
_SOUND = {"mp4": {"aac", "mp3", "opus"}, "webm": {"opus", "vorbis"}}


class Refused(Exception):
    """The file is what it claims to be and is not taken; the code says why."""


def rewrite(form: str, sent: Path, kept: Path, preview: Path, most_seconds: float) -> dict[str, Any]:
    """Copy picture and sound into a new container, and draw the preview from what was written."""
    # Nothing that the file names elsewhere is opened, and a picture larger than allowed is not begun.
    closed = {"enable_drefs": "0", "use_absolute_path": "0"} if form == "mov" else {}
    with av.open(str(sent), format=form, container_options=closed, metadata_errors="ignore") as source:
        pictures = source.streams.video
        # A cover is a stream of one still picture; what is filmed comes first.
        filmed = [stream for stream in pictures if not stream.disposition & av.stream.Disposition.attached_pic]
        codec = _name(filmed[0]) if filmed else ""
        if codec not in _STRIPPED:
            raise Refused("unsupported_video")
        if filmed[0].codec_context.width * filmed[0].codec_context.height > MOST_PIXELS:
            raise Refused("too_many_pixels")
        if source.duration is not None and source.duration / av.time_base > most_seconds + GRACE_SECONDS:
            raise Refused("video_too_long")
        tags = {name.lower(): said for name, said in {**filmed[0].metadata, **source.metadata}.items()}
        container = _CONTAINER[codec]
        duration_s = _copy(source, filmed[0], kept, container, most_seconds + GRACE_SECONDS)
    width, height = _draw_preview(kept, preview)
    return {
        "container": container,
        "width": width,
        "height": height,
        "duration_s": round(duration_s, 3),
        "tags": tags,
    }


def _copy(source: InputContainer, filmed: Any, kept: Path, container: str, most_seconds: float) -> float:
    heard = next((stream for stream in source.streams.audio if _name(stream) in _SOUND[container]), None)
    # Bit-exact: the writer leaves neither its own name nor a time.
    options = {"fflags": "+bitexact"} | ({"movflags": "+faststart"} if container == "mp4" else {})
    first: dict[int, float] = {}
    last = 0.0
    with av.open(str(kept), "w", format=container, container_options=options) as target:
        written = {filmed.index: target.add_stream_from_template(filmed, opaque=True)}
        if heard is not None:
            written[heard.index] = target.add_stream_from_template(heard, opaque=True)
        strip = _STRIPPED[_name(filmed)]
        stripping = av.bitstream.BitStreamFilterContext(strip, filmed, written[filmed.index]) if strip else None
        if _name(filmed) == "hevc":
            written[filmed.index].codec_context.extradata = parameter_sets(filmed.codec_context.extradata or b"")
        for stream in written.values():
            stream.metadata.clear()
        for packet in _packets(source, [filmed] if heard is None else [filmed, heard]):
            index = packet.stream.index
            if packet.pts is not None and packet.time_base is not None:
                begins = float(packet.pts * packet.time_base)
                ends = begins + float((packet.duration or 0) * packet.time_base)
                first[index] = min(first.get(index, begins), begins)
                if ends - first[index] > most_seconds:
                    raise Refused("video_too_long")
                if index == filmed.index:
                    last = max(last, ends)
            _mux(target, written[index], stripping.filter(packet) if stripping and index == filmed.index else [packet])
        if stripping:
            _mux(target, written[filmed.index], stripping.filter(None))
    if filmed.index not in first:
        raise ValueError("there is no picture in it")
    return last - first[filmed.index]


def parameter_sets(header: bytes) -> bytes:
    """Take from an H.265 stream's header (hvcC) what decoding needs, and leave what its encoder said of itself.

    Given as the filter gives the packets: each unit behind a start code; the container's writer makes its own of both.
    """
    if len(header) < 23:
        raise ValueError("an H.265 stream without its header")
    kept: list[bytes] = []
    at = 23
    for _ in range(header[22]):
        kind, units = header[at] & 0x3F, int.from_bytes(header[at + 1 : at + 3], "big")
        at += 3
        for _ in range(units):
            begin, at = at + 2, at + 2 + int.from_bytes(header[at : at + 2], "big")
            if at > len(header):
                raise ValueError("an H.265 stream whose header is cut off")
            if kind in _PARAMETER_SETS:
                kept.append(b"\0\0\0\1" + header[begin:at])
    return b"".join(kept)


def _name(stream: Any) -> str:
    """Name what a stream is coded in, whichever library reads it; nothing where none does."""
    return "" if stream.codec_context is None else str(stream.codec_context.codec.canonical_name)


def _packets(source: InputContainer, streams: list[Any]) -> Iterator[Any]:
    count = 0
    for packet in source.demux(streams):
        if packet.dts is None and packet.size == 0:
            continue
        count += 1
        if count > MOST_PACKETS:
            raise Refused("video_too_long")
        yield packet


def _mux(target: OutputContainer, stream: Any, packets: Any) -> None:
    for packet in packets:
        packet.stream = stream
        target.mux(packet)


def _draw_preview(kept: Path, preview: Path) -> tuple[int, int]:
    """Draw the first frame that is whole and shows anything; gives the size in which the video is shown."""
    chosen: Image.Image | None = None
    # Decoders keep to this however large the frames inside claim to be.
    limits = {"max_pixels": str(MOST_PIXELS)}
    with av.open(str(kept), options=limits) as source:
        filmed = source.streams.video[0]
        filmed.codec_context.thread_count = 1
        for number, frame in enumerate(source.decode(filmed)):
            if number >= FRAMES_LOOKED_AT:
                break
            if frame.is_corrupt:
                continue
            # Both turn against the clock.
            upright: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]  # untyped in PyAV
            picture = upright.rotate(frame.rotation, expand=True)
            chosen = chosen or picture
            if ImageStat.Stat(picture.convert("L")).stddev[0] > 4:
                chosen = picture
                break
    if chosen is None:
        raise ValueError("no frame of it can be shown")
    size = chosen.size
    chosen.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    chosen.save(preview, "JPEG", quality=80)
    return size


def main(form: str, sent: str, kept: str, preview: str, most_seconds: str) -> None:
    """Limit this process for good, and do what it was started for."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        said = rewrite(form, Path(sent), Path(kept), Path(preview), float(most_seconds))
    except Refused as refused:
        said = {"refused": str(refused)}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
