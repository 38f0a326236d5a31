"""Cells: texts of people in a provider's CSV file, on one line and within its length. PURE."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

from campaigns.cells import harmless

# Marks that turn the reading direction can make a line read as another; a byte order mark says nothing.
_DROPPED = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C, 0x200E, 0x200F, 0xFEFF])


def plain_text(text: str, most: int) -> str:
    """Bring a text on one line of at most `most` characters, without what cannot be seen or written."""
    whole = "".join("\ufffd" if unicodedata.category(char) == "Cs" else char for char in text)
    whole = unicodedata.normalize("NFC", whole.translate(_DROPPED))
    spaced = "".join(" " if unicodedata.category(char) in {"Cc", "Zs", "Zl", "Zp"} else char for char in whole)
    return re.sub(" +", " ", spaced).strip()[:most].rstrip()


def harmless_text(text: str, most: int) -> str:
    """Write a person's text into a cell of at most `most` characters, apostrophes included."""
    plain = plain_text(text, most)
    while len(cell := harmless(plain)) > most:
        plain = plain[:-1].rstrip()
    return cell


def csv_bytes(rows: Iterable[Sequence[str]], *, quote_all: bool = False) -> bytes:
    """Write rows as UTF-8 without a byte order mark, which would become part of the first cell."""
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL).writerows(rows)
    return text.getvalue().encode()
