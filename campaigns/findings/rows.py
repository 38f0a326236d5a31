"""What participants found, as a file tells it. PURE.

The file is `id,participant,objective,observed_at,latitude,longitude,status`. Every row stands for itself: a wrong one
takes no other along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from campaigns.layouts import PLAIN, Layout
from campaigns.recruiting.rows import Arrival, People, find
from campaigns.tables import (
    Content,
    Noticing,
    Problem,
    read_number,
    read_rows,
    refusal_of_word,
    short,
    some_at_a_time,
)

COLUMNS = ("id", "participant", "objective", "observed_at", "latitude", "longitude", "status")
STATUSES = ("submitted", "verified", "rejected", "duplicate", "withdrawn")
# The id becomes the report's client_id.
LONGEST_FINDING_ID = 64


class FindingRow(NamedTuple):
    """Somebody found something; `participant` is a number in the order of arrival, `objective` its own id."""

    line: int
    client_id: str
    participant: int
    objective: int
    observed_at: datetime
    latitude: float | None
    longitude: float | None
    status: str


FirstLines = Callable[[Mapping[str, int]], Mapping[str, int]]
"""Told of ids with the lines on which they first are among some rows; gives where each was first in the whole file."""


class ObjectiveNames:
    """Objectives by what a file may call them: their public id, or their title where only one has it."""

    def __init__(self, objectives: Iterable[tuple[int, str, str]]) -> None:
        """Take (id, public id, title) of each objective."""
        self._by_public_id: dict[str, int] = {}
        self._by_title: dict[str, list[int]] = {}
        for pk, public_id, title in objectives:
            self._by_public_id[public_id] = pk
            self._by_title.setdefault(title.strip(), []).append(pk)

    def find(self, name: str) -> int:
        """Give the objective's id; raises ValueError with the reason why none is meant."""
        if not name:
            raise ValueError("is missing")
        found = self._by_public_id.get(name.lower())
        if found is not None:
            return found
        titled = self._by_title.get(name, [])
        if len(titled) == 1:
            return titled[0]
        if titled:
            raise ValueError(f"{len(titled)} objectives are called “{short(name)}”; write the objective's id instead")
        raise ValueError(f"the campaign has no objective with the title or id “{short(name)}”")


def read_findings(
    content: Content,
    *,
    file: str,
    people: People,
    objectives: ObjectiveNames,
    first_lines: FirstLines,
    latest: datetime,
    noticed: Noticing,
    layout: Layout = PLAIN,
) -> Iterator[list[FindingRow]]:
    """Read and check a findings file against the people of the same import; gives the good rows, some at a time.

    Raises TableRefused.
    """
    table = read_rows(content, file=file, required=COLUMNS, problems=noticed, layout=layout)
    for some in some_at_a_time(table):
        named: dict[str, int] = {}
        for line, cells in some:
            if refusal_of_word(cells[0], longest=LONGEST_FINDING_ID) is None:
                named.setdefault(cells[0], line)
        reader = _Reader(
            file, people.look_up({cells[1] for _, cells in some}), objectives, first_lines(named), latest, layout
        )
        yield [
            row for line, cells in some for row in reader.read(line, dict(zip(COLUMNS, cells, strict=True)), noticed)
        ]


class _Reader:
    """Judges some rows, by the people whom they name and the lines on which their ids were first."""

    def __init__(
        self,
        file: str,
        known: Mapping[str, Arrival | None],
        objectives: ObjectiveNames,
        first_line: Mapping[str, int],
        latest: datetime,
        layout: Layout,
    ) -> None:
        self._file = file
        self._known = known
        self._objectives = objectives
        self._first_line = first_line
        self._latest = latest
        self._layout = layout

    def read(self, line: int, cells: Mapping[str, str], noticed: Noticing) -> Iterator[FindingRow]:
        """Give the row, or write down everything that speaks against it."""
        errors: list[tuple[str, str]] = []
        finder, objective, observed_at = None, 0, self._latest
        refusal = self._refusal_of_id(cells["id"], line)
        if refusal is not None:
            errors.append(("id", refusal))
        try:
            finder = find(self._known, cells["participant"])
        except ValueError as reason:
            errors.append(("participant", str(reason)))
        try:
            objective = self._objectives.find(cells["objective"])
        except ValueError as reason:
            errors.append(("objective", str(reason)))
        try:
            observed_at = self._layout.read_time(cells["observed_at"], latest=self._latest)
        except ValueError as reason:
            errors.append(("observed_at", str(reason)))
        place = _read_place(cells, errors)
        if cells["status"] not in STATUSES:
            errors.append(("status", f"“{short(cells['status'])}” is not one of {', '.join(STATUSES)}"))
        for field, wrong in errors:
            noticed.append(Problem(self._file, line, True, field, wrong))
        if errors or finder is None:
            return
        if observed_at < finder.joined_at:
            early = f"lies before {short(cells['participant'])} joined; kept"
            noticed.append(Problem(self._file, line, False, "observed_at", early))
        yield FindingRow(line, cells["id"], finder.number, objective, observed_at, *place, status=cells["status"])

    def _refusal_of_id(self, finding: str, line: int) -> str | None:
        refusal = refusal_of_word(finding, longest=LONGEST_FINDING_ID)
        if refusal is not None:
            return refusal
        first = self._first_line[finding]
        return None if first == line else f"the id {finding} is already on line {first}"


def _read_place(cells: Mapping[str, str], errors: list[tuple[str, str]]) -> tuple[float | None, float | None]:
    """Read where it was; a finding may have no place, but not half of one."""
    if not cells["latitude"] and not cells["longitude"]:
        return None, None
    numbers: list[float] = []
    for field, most in (("latitude", 90.0), ("longitude", 180.0)):
        if not cells[field]:
            errors.append((field, "is missing; give both coordinates or neither"))
            continue
        try:
            numbers.append(read_number(cells[field], least=-most, most=most))
        except ValueError as reason:
            errors.append((field, str(reason)))
    return (numbers[0], numbers[1]) if len(numbers) == 2 else (None, None)
