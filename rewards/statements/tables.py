"""Tables: rows going out as CSV, piece by piece, without a cell that a spreadsheet would run. PURE."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice

from campaigns.cells import harmless
from rewards.payouts.providers.cells import plain_text

# Rows are sent in pieces of so many: one by one would cost more in sending than in writing.
AT_ONCE = 200
LONGEST_CELL = 4_000


def words(text: str) -> str:
    """Write people's words, or ours about them, into a cell: on one line, and never a formula."""
    return harmless(plain_text(text, LONGEST_CELL))


def csv_pieces(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Write a table in pieces; the first line names its columns."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        writer.writerows(some)
        yield text.getvalue()
        text.seek(0)
        text.truncate()
    # Whatever was not followed by rows: the header alone.
    if text.getvalue():
        yield text.getvalue()


def gathered(pieces: Iterable[str], at_least: int = 1 << 15) -> Iterator[bytes]:
    """Put small pieces together before they are sent, in UTF-8."""
    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= at_least:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    if waiting:
        yield "".join(waiting).encode()
