"""Fonts: the shapes that a PDF has for people's names, and what is written where it has none. PURE.

FiraGO has Latin, Cyrillic, Greek, Arabic, Hebrew, Thai, Georgian and Devanagari; Noto Sans and its symbols add to it,
and an instance can add font files of its own. What none of them has a shape for is written in Latin letters, in
square brackets, so that nothing is silently left out; the CSV has the original.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.ttLib import TTFont
from pymupdf_fonts import myfont
from text_unidecode import unidecode

# Subsetting says that it leaves out the table of hints of the font's maker, each time.
logging.getLogger("fontTools.subset").setLevel(logging.ERROR)

# The first has the body of the text; the others are asked, in this order, for what it lacks.
REGULAR, BOLD = "figo", "figbo"
FALLBACKS = ("notos", "symbol1", "symbol2")
# Letters that change with their neighbours, or stand on one another, need more than a shape for each.
_JOINED = re.compile("[\u0300-\u036f\u0590-\u10ff\u1100-\u11ff\u1780-\u18af\u200c\u200d\ua800-\uabff\ufb1d-\ufefc]")


class FontSet:
    """The font files of this instance, and which characters they have shapes for."""

    def __init__(self, own: Sequence[str] = ()) -> None:
        # Kept as long as the process: fonts are read from files while a document is being made.
        self._folder = TemporaryDirectory(prefix="statement-fonts-")
        self.regular = self._unpack(REGULAR)
        self.bold = self._unpack(BOLD)
        self.fallbacks = (*(self._unpack(name) for name in FALLBACKS), *(Path(path) for path in own))
        self._characters = {path: _characters_of(path) for path in (self.regular, self.bold, *self.fallbacks)}
        self._shown: frozenset[int] = frozenset().union(
            *(self._characters[path] for path in (self.regular, *self.fallbacks))
        )

    def _unpack(self, name: str) -> Path:
        path = Path(self._folder.name) / f"{name}.ttf"
        path.write_bytes(myfont(name))
        return path

    def font_of(self, text: str, *, bold: bool = False) -> Path:
        """Give the one font that a text is written in where fonts are not mixed: the first that has all of it."""
        wanted = self.bold if bold else self.regular
        return next(
            (p for p in (wanted, *self.fallbacks) if all(ord(char) in self._characters[p] for char in text)), wanted
        )

    def showable(self, text: str) -> str:
        """Write in Latin letters, in brackets, what there is no shape for."""
        if all(ord(char) in self._shown for char in text):
            return text
        written = []
        for run, is_shown in _runs(text, self._shown):
            written.append(run if is_shown else f"[{_in_latin(run)}]")
        return "".join(written)


@lru_cache(maxsize=4)
def font_set(own: tuple[str, ...] = ()) -> FontSet:
    """Give the fonts, unpacked once for a process."""
    return FontSet(own)


def needs_shaping(text: str) -> bool:
    """Tell whether the text's letters join or stack; laying such out takes four times as long."""
    return _JOINED.search(text) is not None


def _runs(text: str, shown: frozenset[int]) -> list[tuple[str, bool]]:
    runs: list[tuple[str, bool]] = []
    for char in text:
        is_shown = ord(char) in shown
        if runs and runs[-1][1] == is_shown:
            runs[-1] = runs[-1][0] + char, is_shown
        else:
            runs.append((char, is_shown))
    return runs


def _in_latin(run: str) -> str:
    return unidecode(run).strip() or " ".join(f"U+{ord(char):04X}" for char in run)


def _characters_of(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True, fontNumber=0) as font:
        return frozenset(font.getBestCmap())
