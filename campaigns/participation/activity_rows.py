"""What participants did, as a file tells it: `participant,kind,at`. PURE."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from campaigns.layouts import PLAIN, Layout
from campaigns.recruiting.rows import Arrivals
from campaigns.tables import STEP, Problem, Progress, no_progress, read_rows, refusal_of_word, short

COLUMNS = ("participant", "kind", "at")
LONGEST_KIND = 60


class ActivityRow(NamedTuple):
    """Somebody did something; `participant` is a place among the arrivals."""

    participant: int
    kind: str
    at: datetime


@dataclass(frozen=True)
class ActivityRows:
    """The activities that can be imported, in the order of the file, and what was noticed."""

    rows: list[ActivityRow]
    problems: list[Problem]


def read_activities(
    content: bytes,
    *,
    file: str,
    arrivals: Arrivals,
    latest: datetime,
    progress: Progress = no_progress,
    layout: Layout = PLAIN,
) -> ActivityRows:
    """Read and check an activities file against the people of the same import. Raises TableRefused."""
    rows: list[ActivityRow] = []
    problems: list[Problem] = []
    table = read_rows(content, file=file, required=COLUMNS, problems=problems, layout=layout)
    for number, (line, (person, kind, at)) in enumerate(table, start=1):
        if number % STEP == 0:
            progress("reading activities", number, 0)
        errors: list[tuple[str, str]] = []
        place, time = 0, latest
        try:
            place = arrivals.find(person)
        except ValueError as reason:
            errors.append(("participant", str(reason)))
        try:
            time = layout.read_time(at, latest=latest)
        except ValueError as reason:
            errors.append(("at", str(reason)))
        refusal = refusal_of_word(kind, longest=LONGEST_KIND)
        if refusal is not None:
            errors.append(("kind", refusal))
        problems.extend(Problem(file, line, True, field, reason) for field, reason in errors)
        if errors:
            continue
        if time < arrivals.joined_at[place]:
            problems.append(Problem(file, line, False, "at", f"lies before {short(person)} joined; kept"))
        rows.append(ActivityRow(place, kind, time))
    return ActivityRows(rows, problems)
