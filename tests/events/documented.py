"""The tables of docs/EVENTS.md, read as data."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.events.writers import CHECKOUT

GUIDE = CHECKOUT / "docs" / "EVENTS.md"
KIND = re.compile(r"[a-z]+(?:_[a-z]+)*\.[a-z]+(?:_[a-z]+)*")
# Of a column: whether it is always set, sometimes, or never.
_MARKS: dict[str, bool | None] = {"✓": True, "(✓)": None, "": False}


@dataclass(frozen=True)
class Row:
    """What the guide says of a kind."""

    kind: str
    when: str
    actor: bool | None
    participant: bool | None
    finding: bool | None
    always: frozenset[str]
    sometimes: frozenset[str]


def documented() -> dict[str, Row]:
    """Give every row of the guide by its kind; a kind that stands there twice is an error."""
    rows: dict[str, Row] = {}
    for line in GUIDE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("| `") or len(cells) != 6:
            continue
        kind = cells[0].strip("`")
        if kind in rows or not KIND.fullmatch(kind):
            raise ValueError(f"{kind} stands in the guide twice, or is no kind")
        names = re.findall(r"`(\w+\??)`", cells[5])
        rows[kind] = Row(
            kind=kind,
            when=cells[1],
            actor=_MARKS[cells[2]],
            participant=_MARKS[cells[3]],
            finding=_MARKS[cells[4]],
            always=frozenset(name for name in names if not name.endswith("?")),
            sometimes=frozenset(name[:-1] for name in names if name.endswith("?")),
        )
    return rows
