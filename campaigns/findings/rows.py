"""What participants found, as a file tells it. PURE.

The file is `id,participant,objective,observed_at,latitude,longitude,status`. Every row stands for itself: a wrong one
takes no other along.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from campaigns.layouts import PLAIN, Layout
from campaigns.recruiting.rows import Arrivals
from campaigns.tables import (
    STEP,
    Problem,
    Progress,
    no_progress,
    read_number,
    read_rows,
    refusal_of_word,
    short,
)

COLUMNS = ("id", "participant", "objective", "observed_at", "latitude", "longitude", "status")
STATUSES = ("submitted", "verified", "rejected", "duplicate", "withdrawn")
# The id becomes the report's client_id.
LONGEST_FINDING_ID = 64


class FindingRow(NamedTuple):
    """Somebody found something; `participant` is a place among the arrivals, `objective` the objective's own id."""

    line: int
    client_id: str
    participant: int
    objective: int
    observed_at: datetime
    latitude: float | None
    longitude: float | None
    status: str


@dataclass(frozen=True)
class FindingRows:
    """The findings that can be imported, in the order of the file, and what was noticed."""

    rows: list[FindingRow]
    problems: list[Problem]


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
    content: bytes,
    *,
    file: str,
    arrivals: Arrivals,
    objectives: ObjectiveNames,
    latest: datetime,
    progress: Progress = no_progress,
    layout: Layout = PLAIN,
) -> FindingRows:
    """Read and check a findings file against the people of the same import. Raises TableRefused."""
    reader = _Reader(file, arrivals, objectives, latest, layout)
    table = read_rows(content, file=file, required=COLUMNS, problems=reader.problems, layout=layout)
    for number, (line, cells) in enumerate(table, start=1):
        if number % STEP == 0:
            progress("reading findings", number, 0)
        reader.read(line, dict(zip(COLUMNS, cells, strict=True)))
    return FindingRows(reader.rows, reader.problems)


class _Reader:
    def __init__(
        self, file: str, arrivals: Arrivals, objectives: ObjectiveNames, latest: datetime, layout: Layout
    ) -> None:
        self.rows: list[FindingRow] = []
        self.problems: list[Problem] = []
        self._file = file
        self._arrivals = arrivals
        self._objectives = objectives
        self._latest = latest
        self._layout = layout
        self._line_of: dict[str, int] = {}

    def read(self, line: int, cells: Mapping[str, str]) -> None:
        """Keep the row, or write down everything that speaks against it."""
        errors: list[tuple[str, str]] = []
        participant, objective, observed_at = 0, 0, self._latest
        refusal = self._refusal_of_id(cells["id"], line)
        if refusal is not None:
            errors.append(("id", refusal))
        try:
            participant = self._arrivals.find(cells["participant"])
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
        self.problems.extend(Problem(self._file, line, True, field, reason) for field, reason in errors)
        if errors:
            return
        if observed_at < self._arrivals.joined_at[participant]:
            early = f"lies before {short(cells['participant'])} joined; kept"
            self.problems.append(Problem(self._file, line, False, "observed_at", early))
        self.rows.append(
            FindingRow(line, cells["id"], participant, objective, observed_at, *place, status=cells["status"])
        )

    def _refusal_of_id(self, finding: str, line: int) -> str | None:
        refusal = refusal_of_word(finding, longest=LONGEST_FINDING_ID)
        if refusal is not None:
            return refusal
        first = self._line_of.setdefault(finding, line)
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
