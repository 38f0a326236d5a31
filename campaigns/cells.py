"""Cells: texts of people in a CSV file, in any script, that no spreadsheet takes for a formula. PURE.

A cell that begins with = + - or @ is run by the spreadsheet of whoever opens the file. Where that spreadsheet
separates by something else than commas, quotation marks do not hold a cell together, and so is what follows a
semicolon, a tab or the end of a line, also behind a quotation mark. An apostrophe before it makes it text. `original`
takes it away again, so nothing is lost and no two texts become one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# The wide forms count as well where a keyboard of East Asia writes them.
FORMULA_STARTS = "=+\\-@＝＋－＠"
_STARTS = re.compile(f"[{FORMULA_STARTS}]")
# The same as the next, without taking anything apart: three times as quick where there is nothing to be done.
_ANY = re.compile(f"(?:^|[;\\t\\r\\n])[ '\"]*[{FORMULA_STARTS}]")
_TO_QUOTE = re.compile(rf"(^|[;\t\r\n])([ '\"]*)(?=[{FORMULA_STARTS}])")
_QUOTED = re.compile(rf"(^|[;\t\r\n])([ '\"]*)'(?=[{FORMULA_STARTS}])")


def harmless(text: str) -> str:
    """Put an apostrophe wherever a spreadsheet would begin to compute."""
    # Hardly any text has one of them anywhere, and looking is quicker than replacing.
    return _TO_QUOTE.sub(r"\1\2'", text) if _STARTS.search(text) and _ANY.search(text) else text


def all_harmless(texts: Sequence[str | None]) -> Sequence[str | None]:
    """Make many texts harmless; where none needs it, as nearly always, one look is enough."""
    # A text begins after the line end that is put before it, so each is looked at as if it stood alone.
    together = "\n".join([text or "" for text in texts])
    if not (_STARTS.search(together) and _ANY.search(together)):
        return texts
    return [text and harmless(text) for text in texts]


def original(cell: str) -> str:
    """Give back what `harmless` was given."""
    return _QUOTED.sub(r"\1\2", cell)


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula, where no apostrophe may be put before it."""
    return harmless(text) != text
