"""Files read as an import reads them, and everything that came of it in memory, where a test can look at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from campaigns.findings import rows as finding_rows
from campaigns.findings.rows import FindingRow, ObjectiveNames
from campaigns.layouts import PLAIN, Layout
from campaigns.participation import activity_rows
from campaigns.participation.activity_rows import ActivityRow
from campaigns.recruiting.arriving import stage_people
from campaigns.recruiting.rows import Arrival, People, find
from campaigns.staging import Noticed, staging
from campaigns.tables import Content, Problem


@dataclass(frozen=True)
class Arrivals:
    """The people of a file in the order of arrival; `inviters` are places in that order, -1 for nobody."""

    ids: list[str]
    inviters: list[int]
    joined_at: list[datetime]
    display_names: list[str]
    depths: list[int]
    refused: frozenset[str]
    problems: list[Problem]

    def look_up(self, persons: object) -> Mapping[str, Arrival | None]:
        return dict.fromkeys(self.refused) | {
            person: Arrival(number, self.joined_at[number]) for number, person in enumerate(self.ids)
        }

    def find(self, person: str) -> int:
        return find(self.look_up(()), person).number


@dataclass(frozen=True)
class ActivityRows:
    rows: list[ActivityRow]
    problems: list[Problem]


@dataclass(frozen=True)
class FindingRows:
    rows: list[FindingRow]
    problems: list[Problem]


def read_participants(content: Content, *, file: str, latest: datetime, layout: Layout = PLAIN) -> Arrivals:
    """Read a participants file onto the stage, look at all that is there, and leave it."""
    with staging():
        noticed = Noticed()
        people = stage_people(content, file=file, latest=latest, noticed=noticed, layout=layout)
        with connection.cursor() as cursor:
            cursor.execute(_ARRIVALS)
            arrived = cursor.fetchall()
            cursor.execute("SELECT DISTINCT person FROM staged_person")
            everybody = [person for (person,) in cursor.fetchall()]
        refused = frozenset(person for person, arrival in people.look_up(everybody).items() if arrival is None)
        problems = sorted(noticed, key=lambda problem: problem.line)
    ids, inviters, joined_at, shown, depths = ([row[n] for row in arrived] for n in range(5))
    assert people == (len(ids), inviters.count(-1), max(depths, default=-1) + 1)
    return Arrivals(ids, inviters, joined_at, shown, depths, refused, problems)


_ARRIVALS = """
SELECT person.person, COALESCE(arrival.inviter, -1), arrival.joined_at, arrival.shown, arrival.depth
  FROM staged_arrival arrival JOIN staged_person person USING (place) ORDER BY arrival.number
"""


def read_activities(content: Content, *, file: str, arrivals: People, latest: datetime) -> ActivityRows:
    problems: list[Problem] = []
    read = activity_rows.read_activities(content, file=file, people=arrivals, latest=latest, noticed=problems)
    return ActivityRows([row for rows in read for row in rows], problems)


def read_findings(
    content: Content, *, file: str, arrivals: People, objectives: ObjectiveNames, latest: datetime
) -> FindingRows:
    problems: list[Problem] = []
    first: dict[str, int] = {}

    def first_lines(named: Mapping[str, int]) -> Mapping[str, int]:
        for finding, line in named.items():
            first.setdefault(finding, line)
        return first

    read = finding_rows.read_findings(
        content,
        file=file,
        people=arrivals,
        objectives=objectives,
        first_lines=first_lines,
        latest=latest,
        noticed=problems,
    )
    return FindingRows([row for rows in read for row in rows], problems)
