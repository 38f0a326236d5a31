"""Cells: texts of people in a CSV file, in any script, that no spreadsheet takes for a formula. PURE.

A cell that begins with = + - or @ is run by the spreadsheet of whoever opens the file, and where that spreadsheet
separates by semicolons, so is what follows one. An apostrophe before it makes it text. `original` takes it away
again, so nothing is lost and no two texts become one.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

# The wide forms count as well where a keyboard of East Asia writes them.
FORMULA_STARTS = "=+\\-@＝＋－＠"
_TO_QUOTE = re.compile(rf"(^|;)( *'*)(?=[{FORMULA_STARTS}])")
_QUOTED = re.compile(rf"(^|;)( *'*)'(?=[{FORMULA_STARTS}])")
# Marks that turn the reading direction can make a line read as another; a byte order mark says nothing.
_DROPPED = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C, 0x200E, 0x200F, 0xFEFF])


def plain_text(text: str, most: int) -> str:
    """Bring a text on one line of at most `most` characters, without what cannot be seen or written."""
    whole = "".join("\ufffd" if unicodedata.category(char) == "Cs" else char for char in text)
    whole = unicodedata.normalize("NFC", whole.translate(_DROPPED))
    spaced = "".join(" " if unicodedata.category(char) in {"Cc", "Zs", "Zl", "Zp"} else char for char in whole)
    return re.sub(" +", " ", spaced).strip()[:most].rstrip()


def harmless(text: str) -> str:
    """Put an apostrophe wherever a spreadsheet would begin to compute."""
    return _TO_QUOTE.sub(r"\1\2'", text)


def original(cell: str) -> str:
    """Give back what `harmless` was given."""
    return _QUOTED.sub(r"\1\2", cell)


def harmless_text(text: str, most: int) -> str:
    """Write a person's text into a cell of at most `most` characters, apostrophes included."""
    plain = plain_text(text, most)
    while len(cell := harmless(plain)) > most:
        plain = plain[:-1].rstrip()
    return cell


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula, where no apostrophe may be put before it."""
    return harmless(text) != text


def csv_bytes(rows: Iterable[Sequence[str]], *, quote_all: bool = False) -> bytes:
    """Write rows as UTF-8 without a byte order mark, which would become part of the first cell."""
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL).writerows(rows)
    return text.getvalue().encode()
