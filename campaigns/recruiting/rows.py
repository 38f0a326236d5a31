"""The participants of a campaign as a file tells them: `id,inviter,joined_at[,display_name]`, in any order. PURE.

Everybody comes out as an *arrival*, inviters before their recruits. A refused row takes everybody below it along,
since whom they would be attributed to is not known; each of them is refused by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Self

from campaigns.errors import InvalidInput
from campaigns.layouts import PLAIN, Layout
from campaigns.recruiting.forest import ROOT, sort_forest
from campaigns.recruiting.names import LONGEST_NAME, checked_display_name
from campaigns.tables import (
    LONGEST_ID,
    STEP,
    Problem,
    Progress,
    no_progress,
    read_rows,
    refusal_of_word,
    short,
)

COLUMNS = ("id", "inviter", "joined_at")
OPTIONAL_COLUMNS = ("display_name",)


@dataclass(frozen=True)
class Arrivals:
    """The people of a file, side by side in an order in which inviters come before their recruits.

    `inviters` are places in the same order, ROOT for nobody. `refused` are the ids whose rows were refused.
    """

    ids: list[str]
    inviters: list[int]
    joined_at: list[datetime]
    display_names: list[str]
    depths: list[int]
    refused: frozenset[str]
    problems: list[Problem]

    @classmethod
    def nobody(cls) -> Self:
        return cls([], [], [], [], [], frozenset(), [])

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def place_of(self) -> dict[str, int]:
        """Everybody's place in the order, by the id in the file."""
        return {person: place for place, person in enumerate(self.ids)}

    def find(self, person: str) -> int:
        """Give the place of whom another file speaks of; raises ValueError with the reason why there is none."""
        place = self.place_of.get(person)
        if place is not None:
            return place
        if not person:
            raise ValueError("is missing")
        if person in self.refused:
            raise ValueError(f"the participant {short(person)} was refused")
        raise ValueError(f"no participant of this import has the id “{short(person)}”")


class _Rows:
    """What was read, row by row; a row that cannot be used keeps its place, so that those below it can name it."""

    def __init__(self, file: str, layout: Layout) -> None:
        self.file = file
        self.layout = layout
        self.lines: list[int] = []
        self.ids: list[str] = []
        self.inviters: list[str] = []
        self.joined_at: list[datetime] = []
        self.names: list[str] = []
        self.place_of: dict[str, int] = {}
        self.barred: set[int] = set()
        self.problems: list[Problem] = []

    def refuse(self, place: int, field: str, reason: str) -> None:
        self.barred.add(place)
        self.problems.append(Problem(self.file, self.lines[place], True, field, reason))

    def warn(self, place: int, field: str, reason: str) -> None:
        self.problems.append(Problem(self.file, self.lines[place], False, field, reason))

    def called(self, place: int) -> str:
        return f"{short(self.ids[place])} (line {self.lines[place]})"


def read_participants(
    content: bytes, *, file: str, latest: datetime, progress: Progress = no_progress, layout: Layout = PLAIN
) -> Arrivals:
    """Read and check a participants file; nobody joined later than `latest`. Raises TableRefused."""
    rows = _Rows(file, layout)
    table = read_rows(
        content, file=file, required=COLUMNS, optional=OPTIONAL_COLUMNS, problems=rows.problems, layout=layout
    )
    for line, (person, inviter, joined_at, name) in table:
        _read_row(rows, line, person, inviter, joined_at, name, latest)
        if len(rows.lines) % STEP == 0:
            progress("reading participants", len(rows.lines), 0)
    above = _find_inviters(rows)
    forest = sort_forest(above, rows.joined_at, barred=rows.barred)
    for circle in forest.circles:
        _refuse_circle(rows, circle)
    for place in forest.cut_off:
        rows.refuse(place, "inviter", f"their inviter {rows.called(above[place])} was refused")
    _warn(rows, above, forest.order)
    order = forest.order
    arrival_of = [ROOT] * len(rows.lines)
    for arrival, place in enumerate(order):
        arrival_of[place] = arrival
    rows.problems.sort(key=lambda problem: problem.line)
    return Arrivals(
        ids=[rows.ids[place] for place in order],
        inviters=[ROOT if above[place] == ROOT else arrival_of[above[place]] for place in order],
        joined_at=[rows.joined_at[place] for place in order],
        display_names=[rows.names[place] or _name_for(rows.ids[place], rows.lines[place]) for place in order],
        depths=forest.depths,
        refused=frozenset(rows.ids[place] for place in rows.barred),
        problems=rows.problems,
    )


def _read_row(rows: _Rows, line: int, person: str, inviter: str, joined_at: str, name: str, latest: datetime) -> None:
    place = len(rows.lines)
    rows.lines.append(line)
    rows.ids.append(person)
    rows.inviters.append(inviter)
    refusal = refusal_of_word(person, longest=LONGEST_ID)
    if refusal is not None:
        rows.refuse(place, "id", refusal)
    else:
        first = rows.place_of.setdefault(person, place)
        if first != place:
            rows.refuse(place, "id", f"the id {person} is already on line {rows.lines[first]}")
    try:
        rows.joined_at.append(rows.layout.read_time(joined_at, latest=latest))
    except ValueError as wrong:
        rows.joined_at.append(latest)
        rows.refuse(place, "joined_at", str(wrong))
    if name:
        try:
            name = checked_display_name(name)
        except InvalidInput as refused:
            long = refused.code == "display_name_too_long"
            reason = (
                f"has {len(name)} characters, at most {LONGEST_NAME} are possible"
                if long
                else "has control characters in it"
            )
            rows.refuse(place, "display_name", reason)
    rows.names.append(name)


def _find_inviters(rows: _Rows) -> list[int]:
    """Give the place of everybody's inviter, and refuse those who name themselves or somebody who is not there."""
    above = []
    for place, inviter in enumerate(rows.inviters):
        found = rows.place_of.get(inviter, ROOT) if inviter else ROOT
        if inviter and found == ROOT:
            rows.refuse(place, "inviter", f"no row that can be read has the id “{short(inviter)}”")
        elif inviter and inviter == rows.ids[place]:
            rows.refuse(place, "inviter", "nobody invites themselves")
            found = ROOT
        above.append(found)
    return above


def _refuse_circle(rows: _Rows, circle: Sequence[int]) -> None:
    start = circle.index(min(circle))
    members = [*circle[start:], *circle[:start]]
    named = [rows.called(member) for member in members[:8]]
    if len(members) > len(named):
        named.append(f"… and {len(members) - len(named)} more")
    reason = f"invitations go round in a circle: {' was invited by '.join([*named, rows.called(members[0])])}"
    for member in members:
        rows.refuse(member, "inviter", reason)


def _warn(rows: _Rows, above: Sequence[int], order: Sequence[int]) -> None:
    """Point out what is kept and looks wrong."""
    seen: dict[tuple[int, str], int] = {}
    for place in sorted(order):
        inviter = above[place]
        if inviter == ROOT:
            continue
        if inviter > place:
            rows.warn(place, "inviter", f"stands above their inviter {rows.called(inviter)}; kept")
        if rows.joined_at[place] < rows.joined_at[inviter]:
            rows.warn(place, "joined_at", f"joined before their inviter {rows.called(inviter)}; kept")
        name = rows.names[place]
        if name:
            first = seen.setdefault((inviter, name), place)
            if first != place:
                reason = f"may be a repeat: same inviter and same name as {rows.called(first)}; kept as another person"
                rows.warn(place, "display_name", reason)


def _name_for(person: str, line: int) -> str:
    """Name whoever the file gives no name: by the id, unless that would show an address to everybody."""
    return f"Participant {line}" if "@" in person or len(person) > LONGEST_NAME else person
