"""What participants found, as a file tells it. PURE.

The file is `id,participant,objective,observed_at,latitude,longitude,status`. Every row stands for itself: a wrong one
takes no other along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from campaigns.layouts import PLAIN, Layout
from campaigns.recruiting.rows import Arrival, People, already_there, find, lies_before
from campaigns.saying import said
from campaigns.tables import Content, Noticing, Problem, read_rows, some_at_a_time
from campaigns.values import MISSING, CellRefused, read_number, refusal_of_word, short

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
        """Give the objective's id; raises CellRefused with the reason why none is meant."""
        if not name:
            raise CellRefused(MISSING)
        found = self._by_public_id.get(name.lower())
        if found is not None:
            return found
        titled = self._by_title.get(name, [])
        if len(titled) == 1:
            return titled[0]
        if titled:
            raise CellRefused(
                said(
                    "%(n)s objectives are called “%(title)s”; write the objective's id instead",
                    n=str(len(titled)),
                    title=short(name),
                )
            )
        raise CellRefused(said("the campaign has no objective with the title or id “%(title)s”", title=short(name)))


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
        except CellRefused as refused:
            errors.append(("participant", refused.reason))
        try:
            objective = self._objectives.find(cells["objective"])
        except CellRefused as refused:
            errors.append(("objective", refused.reason))
        try:
            observed_at = self._layout.read_time(cells["observed_at"], latest=self._latest)
        except CellRefused as refused:
            errors.append(("observed_at", refused.reason))
        place = _read_place(cells, errors)
        if cells["status"] not in STATUSES:
            errors.append(("status", no_status(cells["status"])))
        for field, wrong in errors:
            noticed.append(Problem(self._file, line, True, field, wrong))
        if errors or finder is None:
            return
        if observed_at < finder.joined_at:
            early = lies_before(cells["participant"])
            noticed.append(Problem(self._file, line, False, "observed_at", early))
        yield FindingRow(line, cells["id"], finder.number, objective, observed_at, *place, status=cells["status"])

    def _refusal_of_id(self, finding: str, line: int) -> str | None:
        refusal = refusal_of_word(finding, longest=LONGEST_FINDING_ID)
        if refusal is not None:
            return refusal
        first = self._first_line[finding]
        return None if first == line else already_there(finding, first)


def no_status(word: str) -> str:
    return said("“%(word)s” is not one of %(words)s", word=short(word), words=", ".join(STATUSES))


def _read_place(cells: Mapping[str, str], errors: list[tuple[str, str]]) -> tuple[float | None, float | None]:
    """Read where it was; a finding may have no place, but not half of one."""
    if not cells["latitude"] and not cells["longitude"]:
        return None, None
    numbers: list[float] = []
    for field, most in (("latitude", 90.0), ("longitude", 180.0)):
        if not cells[field]:
            errors.append((field, said("is missing; give both coordinates or neither")))
            continue
        try:
            numbers.append(read_number(cells[field], least=-most, most=most))
        except CellRefused as refused:
            errors.append((field, refused.reason))
    return (numbers[0], numbers[1]) if len(numbers) == 2 else (None, None)
