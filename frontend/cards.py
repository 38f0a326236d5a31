"""Cards: the pictures that messengers and networks show beside a link, drawn from the chain and its amounts.

1200 × 630 pixels in the colours of the pages. The motif is the chain's: areas are shares, the finder is filled.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from frontend.chain import Step
from rewards.statements.fonts import FontSet

WIDTH, HEIGHT = 1200, 630
# Raised when the drawing changes, so that nobody keeps an old one.
VERSION = 1
_PAPER, _INK, _QUIET, _ACCENT = (251, 250, 248), (27, 31, 36), (86, 93, 102), (200, 40, 60)
_LEFT = 72
_ROOM = WIDTH - 2 * _LEFT
_RADIUS = 64.0
_FINE = 4
_LEAST_SIZE = 24
_MOST_STEPS = 5
_LOGO = (16.0, 11.3, 8.0, 5.7)


@dataclass(frozen=True)
class Card:
    """What a card says: who speaks, of what, how a prize is shared, how far it is, and where it leads."""

    kicker: str
    title: str
    told: str
    steps: tuple[Step, ...]
    address: str


@lru_cache(maxsize=128)
def draw_card(card: Card, fonts: FontSet) -> bytes:
    """Draw a card as PNG; one that was drawn lately is not drawn anew."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = _Pen(image, fonts)
    pen.logo()
    pen.address(card.address)
    pen.line(card.kicker, 118, size=34, colour=_QUIET)
    y = pen.title(card.title, 164)
    pen.line(card.told, y + 8, size=32)
    pen.chain(card.steps[:_MOST_STEPS], 464)
    written = io.BytesIO()
    # A few dozen colours are all there is: an eighth of the size, and less to compress.
    image.quantize(64, dither=Image.Dither.NONE).save(written, "PNG", compress_level=6)
    return written.getvalue()


class _Pen:
    def __init__(self, image: Image.Image, fonts: FontSet) -> None:
        self.image = image
        self.fonts = fonts
        self.draw = ImageDraw.Draw(image)

    def font(self, text: str, size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
        return _font(str(self.fonts.font_of(text, bold=bold)), size)

    def line(self, text: str, y: float, *, size: int, colour: tuple[int, int, int] = _INK) -> None:
        """Write one line from the left, somewhat smaller if need be, and cut where the card ends."""
        text = self.fonts.showable(text)
        while size > _LEAST_SIZE and self.font(text, size).getlength(text) > _ROOM:
            size -= 2
        font = self.font(text, size)
        self.draw.text((_LEFT, y), _cut(text, font, _ROOM), font=font, fill=colour)

    def address(self, text: str) -> None:
        """Write where it leads to at the top on the right."""
        font = self.font(text, 26)
        cut = _cut(text, font, _ROOM - 300)
        self.draw.text((WIDTH - _LEFT - font.getlength(cut), 56), cut, font=font, fill=_QUIET)

    def title(self, text: str, y: float) -> float:
        """Write the title as large as it fits into two lines; tells where it ends."""
        text = self.fonts.showable(text)
        for size in (72, 60, 50):
            font = self.font(text, size, bold=True)
            lines = _wrapped(text, font, _ROOM)
            if len(lines) <= 2:
                break
        lines = [*lines[:1], _cut(" ".join(lines[1:]), font, _ROOM)] if len(lines) > 1 else lines
        for line in lines:
            self.draw.text((_LEFT, y), line, font=font, fill=_INK)
            y += size * 1.2
        return y

    def logo(self) -> None:
        x = float(_LEFT)
        for number, radius in enumerate(_LOGO):
            self.circle(x + radius, 72, radius, filled=number == 0, strength=1 - 0.14 * (number - 1))
            x += 2 * radius + 6
        self.draw.text((x + 8, 52), "Mobilize", font=self.font("Mobilize", 32, bold=True), fill=_INK)

    def chain(self, steps: tuple[Step, ...], y: float) -> None:
        """Draw the circles in a row, joined, with whose they are and how much below."""
        largest = max([step.amount_minor for step in steps], default=0) or 1
        wide = min(_ROOM / max(len(steps), 1), 260)
        before: float | None = None
        for number, step in enumerate(steps):
            x = _LEFT + wide * (number + 0.5)
            radius = max(_RADIUS * math.sqrt(step.amount_minor / largest), 4)
            if before is not None and not step.is_remainder:
                self.draw.line((before + 4, y, x - radius - 4, y), fill=_QUIET, width=3)
            before = x + radius
            self.circle(
                x,
                y,
                radius,
                filled=number == 0,
                strength=0.5 if step.is_remainder else max(1 - 0.14 * (number - 1), 0.58),
            )
            for text, down, bold in ((step.name, 72, step.is_you), (step.written, 100, True)):
                shown = self.fonts.showable(text)
                font = self.font(shown, 25, bold=bold)
                cut = _cut(shown, font, wide - 16)
                self.draw.text((x - font.getlength(cut) / 2, y + down), cut, font=font, fill=_INK)

    def circle(self, x: float, y: float, radius: float, *, filled: bool, strength: float) -> None:
        """Draw a circle with smooth edges: it is drawn larger as a mask, and made smaller."""
        side = math.ceil(radius) * 2 + 8
        mask = Image.new("L", (side * _FINE, side * _FINE), 0)
        middle, r, stroke = side * _FINE / 2, radius * _FINE, 4 * _FINE
        box = (middle - r, middle - r, middle + r, middle + r)
        if filled:
            ImageDraw.Draw(mask).ellipse(box, fill=255)
        else:
            ImageDraw.Draw(mask).ellipse(box, outline=round(255 * min(strength, 1)), width=stroke)
        mask = mask.resize((side, side), Image.Resampling.BOX)
        self.image.paste(_ACCENT if filled else _INK, (round(x - side / 2), round(y - side / 2)), mask)


@lru_cache(maxsize=64)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


def _wrapped(text: str, font: ImageFont.FreeTypeFont, room: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return [_cut(line, font, room) for line in lines]


def _cut(text: str, font: ImageFont.FreeTypeFont, room: float) -> str:
    """Shorten what does not fit, and say so by three dots."""
    if font.getlength(text) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if font.getlength(f"{text[:middle].rstrip()}…") <= room else (low, middle - 1)
    return f"{text[:low].rstrip()}…"
