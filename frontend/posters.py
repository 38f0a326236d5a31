"""Posters: a link on a sheet of paper, to be scanned or typed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import segno
from fpdf import FPDF

from frontend.chain import Step
from rewards.statements.fonts import FontSet, needs_shaping

SIZES: dict[str, Literal["a4", "letter"]] = {"a4": "a4", "letter": "letter"}
# Raised when the drawing changes, so that nobody keeps an old one.
VERSION = 1
_INK, _QUIET, _ACCENT = (27, 31, 36), (86, 93, 102), (200, 40, 60)
_BODY = "body"
_MARGIN = 18.0
_RADIUS = 13.0
_QR = 125.0
# A title and a name of the greatest length still leave room for the rest.
_SIZES_OF_TITLE = (40, 34, 28, 22)


@dataclass(frozen=True)
class Poster:
    """What a poster says, in the language of whoever hangs it up."""

    kicker: str
    title: str
    told: str
    steps: tuple[Step, ...]
    nothing: str
    scan: str
    address: str
    code: str
    language: str


@lru_cache(maxsize=256)
def draw_poster(poster: Poster, *, size: str, fonts: FontSet) -> bytes:
    """Draw a poster on one page; one that was drawn lately is not drawn anew."""
    page = _Page(fonts, SIZES[size])
    page.set_title(poster.title)
    page.set_creator("Mobilize")
    page.set_lang(poster.language)
    page.add_page()
    page.write(poster.kicker, size=18, colour=_QUIET)
    page.write_title(poster.title)
    page.ln(3)
    page.write(poster.told, size=16)
    page.ln(4)
    page.draw_chain(poster.steps)
    page.draw_code(poster.address)
    page.ln(4)
    page.write(poster.scan, size=12, colour=_QUIET, align="C")
    page.write(poster.address, size=17, bold=True, align="C")
    page.write(poster.code, size=17, bold=True, align="C")
    page.ln(3)
    page.write(poster.nothing, size=10, colour=_QUIET, align="C")
    return bytes(page.output())


class _Page(FPDF):
    def __init__(self, fonts: FontSet, size: Literal["a4", "letter"]) -> None:
        super().__init__(orientation="portrait", format=size)
        self.fonts_of_names = fonts
        self.add_font(_BODY, "", fonts.regular)
        self.add_font(_BODY, "B", fonts.bold)
        for number, path in enumerate(fonts.fallbacks):
            self.add_font(f"other{number}", "", path)
        self.set_fallback_fonts([f"other{number}" for number in range(len(fonts.fallbacks))], exact_match=False)
        self.set_margins(_MARGIN, _MARGIN)
        self.set_auto_page_break(False)

    def write(  # type: ignore[override]  # the sheet writes whole paragraphs
        self,
        text: str,
        *,
        size: float,
        bold: bool = False,
        colour: tuple[int, int, int] = _INK,
        align: Literal["L", "C"] = "L",
    ) -> None:
        if not text:
            return
        shown = self._dressed(text, size, bold=bold)
        self.set_text_color(*colour)
        self.multi_cell(w=self.epw, h=size * 0.46, text=shown, align=align, new_x="LMARGIN", new_y="NEXT")

    def write_title(self, text: str) -> None:
        """Write the title as large as it fits into three lines."""
        for size in _SIZES_OF_TITLE:
            shown = self._dressed(text, size, bold=True)
            lines: Any = self.multi_cell(w=self.epw, h=1, text=shown, dry_run=True, output="LINES")
            if len(lines) <= 3:
                break
        self.write(text, size=size, bold=True)

    def draw_chain(self, steps: tuple[Step, ...]) -> None:
        """Draw the circles in a row with whose they are and how much below; areas are shares."""
        if not steps:
            return
        largest = max(step.amount_minor for step in steps) or 1
        wide = min(self.epw / len(steps), 60.0)
        middle = self.get_y() + _RADIUS
        before: float | None = None
        for number, step in enumerate(steps):
            x = self.l_margin + wide * (number + 0.5)
            radius = max(_RADIUS * math.sqrt(step.amount_minor / largest), 0.8)
            self.set_line_width(0.6)
            self.set_draw_color(*(_ACCENT if number == 0 else _INK))
            self.set_fill_color(*_ACCENT)
            self.circle(x=x, y=middle, radius=radius, style="DF" if number == 0 else "D")
            if before is not None and not step.is_remainder:
                self.set_draw_color(*_QUIET)
                self.line(before + 1, middle, x - radius - 1, middle)
            before = x + radius
            self.set_text_color(*_INK)
            for text, down, bold in ((step.name, 2.0, False), (step.written, 8.0, True)):
                shown = self._dressed(text, 13, bold=bold)
                self.set_xy(x - wide / 2, middle + _RADIUS + down)
                self.set_font_size(13 * min(1.0, (wide - 2) / max(self.get_string_width(shown), 1)))
                self.cell(w=wide, h=6, text=shown, align="C")
        self.set_xy(self.l_margin, middle + _RADIUS + 20)

    def draw_code(self, address: str) -> None:
        """Draw the QR code out of squares, sharp at any size, on white with the margin that readers need."""
        rows = [list(row) for row in segno.make(address, error="q", micro=False).matrix_iter(border=4)]
        # What stands below it needs about this much.
        side = min(_QR, self.h - self.get_y() - 62)
        square = side / len(rows)
        left, top = (self.w - side) / 2, self.get_y()
        self.set_fill_color(0)
        for y, row in enumerate(rows):
            for x, is_dark in enumerate(row):
                if is_dark:
                    # A hair wider, so that no white line shows between neighbours.
                    self.rect(left + x * square, top + y * square, square + 0.02, square + 0.02, style="F")
        self.set_xy(self.l_margin, top + side)

    def _dressed(self, text: str, size: float, *, bold: bool) -> str:
        shown = self.fonts_of_names.showable(text)
        self.set_font(_BODY, "B" if bold else "", size)
        self.set_text_shaping(needs_shaping(shown))
        return shown
