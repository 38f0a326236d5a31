"""What participants did, as a file tells it: `participant,kind,at`. PURE."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from campaigns.layouts import PLAIN, Layout
from campaigns.recruiting.rows import People, find, lies_before
from campaigns.tables import Content, Noticing, Problem, read_rows, some_at_a_time
from campaigns.values import CellRefused, refusal_of_word

COLUMNS = ("participant", "kind", "at")
LONGEST_KIND = 60


class ActivityRow(NamedTuple):
    """Somebody did something; `participant` is a number in the order of arrival."""

    participant: int
    kind: str
    at: datetime


def read_activities(
    content: Content, *, file: str, people: People, latest: datetime, noticed: Noticing, layout: Layout = PLAIN
) -> Iterator[list[ActivityRow]]:
    """Read and check an activities file against the people of the same import; gives the good rows, some at a time.

    Raises TableRefused.
    """
    table = read_rows(content, file=file, required=COLUMNS, problems=noticed, layout=layout)
    for some in some_at_a_time(table):
        known = people.look_up({cells[0] for _, cells in some})
        good = []
        for line, (person, kind, at) in some:
            errors: list[tuple[str, str]] = []
            arrival, time = None, latest
            try:
                arrival = find(known, person)
            except CellRefused as refused:
                errors.append(("participant", refused.reason))
            try:
                time = layout.read_time(at, latest=latest)
            except CellRefused as refused:
                errors.append(("at", refused.reason))
            refusal = refusal_of_word(kind, longest=LONGEST_KIND)
            if refusal is not None:
                errors.append(("kind", refusal))
            for field, wrong in errors:
                noticed.append(Problem(file, line, True, field, wrong))
            if errors or arrival is None:
                continue
            if time < arrival.joined_at:
                noticed.append(Problem(file, line, False, "at", lies_before(person)))
            good.append(ActivityRow(arrival.number, kind, time))
        yield good
