"""Hostile uploads: hundreds of broken, forged and nonsensical files and bodies, through the real view.

None may end in a 5xx; whatever is taken has become a bare JPEG or a video of ours. The draws are seeded: a failure says
with which seed it comes again.
"""

from __future__ import annotations

import json
import os
import random
import struct
from collections import Counter
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from PIL import Image
from rest_framework.test import APIClient

from campaigns.findings.models import Evidence
from tests import cast
from tests.findings.files import film, photo, scene

# One round is for every run of the tests; whoever changes the readers lets more of them run.
ROUNDS = int(os.environ.get("HOSTILE_ROUNDS", "1"))
FILES, BODIES, FILMS = 500 * ROUNDS, 250 * ROUNDS, 30 * ROUNDS
PROBLEM = "application/problem+json"
SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>"
TAILS = (
    b"PK\x03\x04\x14\0\0\0\0\0 PLANTED.class PK\x05\x06" + bytes(18),
    b"<!doctype html><script>alert('PLANTED')</script>",
    b"*/=1;alert('PLANTED');/*",
    b"<?php system('PLANTED'); ?>",
    SVG,
    bytes(5_000),
)
NAMES = (
    "", "\0", "a\0b.jpg", "../../../etc/passwd", "..\\..\\boot.ini", "CON", "a" * 5_000, "\u202egpj.exe", "🎈.jpg", '"',
    "\r\nX: y", "%00", "file.php.jpg", ".htaccess", "é\udce9.png", "*?<>|.jpg", " ", ".", "/", "=?utf-8?b?YQ==?=",
)  # fmt: skip


class Target:
    """A report whose reporter sends whatever they are told to; nothing of it stays."""

    def __init__(self) -> None:
        (finder,) = cast.join_in_turn(cast.live_campaign(), "bob")
        self.finding = cast.report(finder)
        self.address = f"/api/v1/findings/{self.finding.public_id}/evidence/"
        self.client: Any = APIClient()
        assert finder.user is not None
        self.client.force_login(finder.user)
        self.told: Counter[str] = Counter()

    def send(self, body: bytes, content_type: str) -> None:
        with transaction.atomic():
            answer = self.client.generic("POST", self.address, body, content_type)
            assert answer.status_code < 500, answer.content
            if answer.status_code >= 400:
                assert answer.headers["Content-Type"] == PROBLEM
                self.told[answer.json()["type"]] += 1
            else:
                self.told[str(answer.status_code)] += 1
                self.look_at(answer.json())
            transaction.set_rollback(True)

    def look_at(self, shown: Any) -> None:
        kept = Evidence.objects.get(public_id=shown["id"])
        if kept.kind == Evidence.Kind.LINK:
            assert kept.url.startswith(("https://", "http://"))
            return
        answer: Any = self.client.get(shown["file"])
        content = b"".join(answer.streaming_content)
        assert b"PLANTED" not in content
        if kept.kind == Evidence.Kind.IMAGE:
            with Image.open(BytesIO(content)) as picture:
                assert picture.format == "JPEG"
                assert not picture.getexif()
                picture.load()
            # It ends where the picture ends.
            assert content.endswith(b"\xff\xd9")

    def send_file(self, raw: bytes, name: str = "a.jpg", declared: str = "image/jpeg") -> None:
        written = name.replace('"', '\\"').encode("utf-8", "surrogatepass")
        head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\nContent-Type: %s\r\n\r\n'
        self.send(head % (written, declared.encode()) + raw + b"\r\n--x--\r\n", "multipart/form-data; boundary=x")


@pytest.fixture
def target(db: None) -> Target:
    return Target()


@cache
def small_files() -> list[bytes]:
    plain = [photo(form, scene(48, 36)) for form in ("JPEG", "PNG", "WEBP", "HEIF")]
    gif, bare, progressive = BytesIO(), BytesIO(), BytesIO()
    scene(48, 36).save(gif, "GIF")
    scene(48, 36).save(bare, "WEBP", lossless=True)
    scene(48, 36).save(progressive, "JPEG", progressive=True, quality=95, subsampling=0)
    moving = BytesIO()
    scene(48, 36).save(moving, "WEBP", save_all=True, append_images=[scene(48, 36, seed=2)])
    return [*plain, *plain, gif.getvalue(), bare.getvalue(), progressive.getvalue(), moving.getvalue(), SVG]


def spoil(raw: bytes, draw: random.Random) -> bytes:
    """Break a file in one of the ways in which files are broken or forged."""
    spoiled = bytearray(raw)
    way = draw.randrange(10)
    at = draw.randrange(max(1, len(spoiled)))
    if way == 0:
        return bytes(spoiled[:at])
    if way == 1:
        for _ in range(draw.choice((1, 3, 30))):
            spoiled[draw.randrange(len(spoiled))] ^= 1 << draw.randrange(8)
    elif way == 2:
        # Where sizes, offsets and counts stand.
        place = draw.randrange(min(200, len(spoiled)))
        spoiled[place : place + 4] = draw.choice((b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\0\0\0", bytes(4)))
    elif way == 3:
        spoiled[at:at] = draw.randbytes(draw.choice((1, 4, 100)))
    elif way == 4:
        del spoiled[at : at + draw.choice((1, 4, 100))]
    elif way == 5:
        spoiled[at : at + 64] = bytes(64)
    elif way == 6:
        spoiled += draw.choice(TAILS)
    elif way == 7:
        return draw.choice(TAILS) + bytes(spoiled)
    elif way == 8:
        # The head of one kind on the body of another.
        other = draw.choice(small_heads())
        spoiled[: len(other)] = other
    else:
        # A comment full of somebody else's language, as JPEG allows it.
        tail = draw.choice(TAILS)
        spoiled[2:2] = b"\xff\xfe" + struct.pack(">H", len(tail) + 2) + tail
    return bytes(spoiled)


def small_heads() -> list[bytes]:
    return [
        b"\xff\xd8\xff\xe0",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\xff\xff\xff\x7fWEBPVP8X\x0a\0\0\0\xff\0\0\0\xff\x0f\0\xff\x0f\0",
        b"RIFF\0\0\0\0WEBPVP8L",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic",
        b"GIF89a",
    ]


def test_spoiled_files(target: Target) -> None:
    good = small_files()
    for seed in range(FILES):
        draw = random.Random(seed)
        raw = draw.choice(good)
        for _ in range(draw.choice((1, 1, 2, 4))):
            raw = spoil(raw or b"\xff\xd8\xff", draw)
        name, declared = (
            draw.choice(NAMES),
            draw.choice(("image/jpeg", "image/svg+xml", "text/html", "", "\xff", "a/b; c=d")),
        )
        try:
            target.send_file(raw, name=name, declared=declared)
        except Exception:
            print(f"seed {seed}")
            raise
    # Both happen, or the draws say nothing.
    assert target.told["201"] > FILES // 20, target.told
    assert sum(target.told.values()) - target.told["201"] > FILES // 4, target.told


def test_spoiled_videos(target: Target) -> None:
    """Fewer, for each that is recognised costs a process."""
    good = [film(size=(64, 48), sound="aac"), film("libvpx", "webm", size=(64, 48)), film("libx265", size=(64, 64))]
    for seed in range(FILMS):
        draw = random.Random(seed)
        try:
            target.send_file(spoil(draw.choice(good), draw), name="a.mp4", declared="video/mp4")
        except Exception:
            print(f"seed {seed}")
            raise
    assert target.told["201"] > 3, target.told
    assert sum(target.told.values()) - target.told["201"] > 10, target.told


def test_spoiled_bodies(target: Target) -> None:
    for seed in range(BODIES):
        body, content_type = draw_body(random.Random(seed))
        try:
            target.send(body, content_type)
        except Exception:
            print(f"seed {seed}")
            raise
    assert target.told["201"] > 10, target.told
    assert len(target.told) > 6, target.told


def draw_body(draw: random.Random) -> tuple[bytes, str]:
    """Draw a form, a link or anything else, mostly broken."""
    small = draw.choice(small_files()[:3])
    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n' + small + b"\r\n"
    end = b"--x--\r\n"
    inner = b'--y\r\nContent-Disposition: file; filename="b"\r\n\r\n' + small + b"\r\n--y--\r\n"
    disposition = b'--x\r\nContent-Disposition: form-data; name="file"'
    bodies = [
        part + end,
        part,
        part * draw.randrange(2, 40) + end,
        end,
        b"",
        b"--x",
        draw.randbytes(draw.randrange(400)),
        part.replace(b"\r\n", b"\n") + end,
        disposition + b'; filename=""\r\n\r\n' + small + b"\r\n" + end,
        disposition + b"\r\n\r\n" + small + b"\r\n" + end,
        disposition + b"\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n" + inner + end,
        disposition + b'; filename="a"\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n' + part * 3 + end,
        disposition + b'; filename="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n' + small + b"\r\n" + end,
        disposition + b"; filename*=utf-8''%ff%00%2e%2e%2fa\r\n\r\n" + small + b"\r\n" + end,
        disposition + b"; filename*=nonsense''a\r\n\r\n" + small + b"\r\n" + end,
        disposition + b'; filename="a"\r\n' + b"X: y\r\n" * draw.randrange(2_000) + b"\r\n" + small + b"\r\n" + end,
        part + b'--x\r\nContent-Disposition: form-data; name="url"\r\n\r\nhttps://example.org\r\n' + end,
        b'--x\r\nContent-Disposition: form-data; name="url"\r\n\r\nhttps://example.org/\xff\0\r\n' + end,
        b'--x\r\nContent-Disposition: form-data; name="url"\r\n\r\nhttps://example.org/page\r\n' + end,
        b"".join(b'--x\r\nContent-Disposition: form-data; name="%d"\r\n\r\na\r\n' % n for n in range(1_200)) + end,
        b'--x\r\nContent-Disposition: form-data; name="note"\r\n\r\n' + b"a" * 2_000_000 + b"\r\n" + end,
    ]
    links: list[Any] = [
        "https://example.org/", "http://a.b", "javascript:alert(1)", "https://\ud800", "a" * 3_000, None, 1, 1e400, [],
        {}, True, "https://example.org/" + "%" * 50, "https://xn--/", "https://[v1.a]/", "https://[::1]:99999/",
        "https://a:b@c/", "https://example.org\\@evil", "https://１２７.0.0.1/", "https://example.org/\n", "https://ex\u00adample.org/",
    ]  # fmt: skip
    said: list[bytes] = [json.dumps({"url": link}).encode() for link in links]
    said += [
        b"[]",
        b"{",
        b"null",
        b'{"file": "a"}',
        b'{"url": "https://a.org", "url": 1}',
        b"[" * 500,
        b"\xff",
        b'{"file": {}}',
    ]
    if draw.random() < 0.3:
        return draw.choice(said), draw.choice(("application/json", "application/json; charset=nonsense", "text/plain"))
    kinds = ["multipart/form-data; boundary=x"] * 8 + [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=" + "x" * 300,
        "multipart/form-data; boundary=\xe9",
        "multipart/mixed; boundary=x",
        "application/x-www-form-urlencoded",
        "application/octet-stream",
        "image/jpeg",
        "",
        "\0",
    ]
    body = draw.choice(bodies)
    if draw.random() < 0.2 and body:
        place = draw.randrange(len(body))
        body = body[:place] + draw.randbytes(3) + body[place:]
    return body, draw.choice(kinds)
