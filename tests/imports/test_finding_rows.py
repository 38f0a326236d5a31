"""Rows of activities and findings stand each for itself: what is refused and why."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from campaigns.findings.rows import ObjectiveNames
from campaigns.participation.activity_rows import ActivityRow
from campaigns.tables import Problem
from tests.imports.oracle import read_participants
from tests.imports.reading import read_activities, read_findings

LATEST = datetime(2026, 1, 1, tzinfo=UTC)
NOON = datetime(2009, 12, 5, 12, tzinfo=UTC)
ARRIVALS = read_participants(
    b"id,inviter,joined_at\nalice,,2009-12-05T11:00:00Z\nbob,alice,soon\n", file="people.csv", latest=LATEST
)
BALLOON = "0c6b6a2e-7df0-4c0a-9df1-0c1a3c6e5a01"
HEAD = "id,participant,objective,observed_at,latitude,longitude,status\n"
OBJECTIVES = ObjectiveNames([(7, BALLOON, "Balloon 1"), (8, "b", "Twin"), (9, "c", "Twin")])


def errors(problems: list[Problem]) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.field, problem.reason) for problem in problems if problem.is_error]


def test_a_finding_names_its_objective_by_title_or_id() -> None:
    first = "1,alice,Balloon 1,2009-12-05T12:00:00Z,37.5,-122.25,verified\n"
    second = f"2,alice,{BALLOON.upper()},2009-12-05T12:00:00Z,,,submitted\n"
    content = (HEAD + first + second).encode()
    found = read_findings(content, file="f.csv", arrivals=ARRIVALS, objectives=OBJECTIVES, latest=LATEST)
    assert not found.problems
    assert [tuple(row) for row in found.rows] == [
        (2, "1", 0, 7, NOON, 37.5, -122.25, "verified"),
        (3, "2", 0, 7, NOON, None, None, "submitted"),
    ]


@pytest.mark.parametrize(
    ("changed", "field", "reason"),
    [
        ({"id": ""}, "id", "is missing"),
        ({"id": "first"}, "id", "the id first is already on line 2"),
        ({"id": "x" * 65}, "id", "at most 64"),
        ({"participant": "zoe"}, "participant", "no participant of this import has the id “zoe”"),
        ({"participant": "bob"}, "participant", "the participant bob was refused"),
        ({"objective": "Balloon 9"}, "objective", "the campaign has no objective"),
        ({"objective": ""}, "objective", "is missing"),
        ({"objective": "Twin"}, "objective", "2 objectives are called “Twin”"),
        ({"observed_at": "2009-12-05T12:00:00"}, "observed_at", "has no offset"),
        ({"observed_at": "2030-12-05T12:00:00Z"}, "observed_at", "lies in the future"),
        ({"latitude": "90.5"}, "latitude", "90.5 is not from -90 to 90"),
        ({"longitude": "-180.5"}, "longitude", "-180.5 is not from -180 to 180"),
        ({"latitude": "nan"}, "latitude", "is not a number"),
        ({"longitude": ""}, "longitude", "give both coordinates or neither"),
        ({"status": "paid"}, "status", "“paid” is not one of submitted, verified, rejected, duplicate, withdrawn"),
        ({"status": "under_review"}, "status", "is not one of"),
        ({"status": ""}, "status", "is not one of"),
    ],
)
def test_a_wrong_finding_is_refused_alone(changed: dict[str, str], field: str, reason: str) -> None:
    good = {
        "id": "second", "participant": "alice", "objective": "Balloon 1", "observed_at": "2009-12-05T12:00:00Z",
        "latitude": "1", "longitude": "2", "status": "verified",
    }  # fmt: skip
    rows = [",".join(row.values()) for row in ({**good, "id": "first"}, {**good, **changed}, {**good, "id": "third"})]
    content = "\n".join([",".join(good), *rows]).encode()
    found = read_findings(content, file="f.csv", arrivals=ARRIVALS, objectives=OBJECTIVES, latest=LATEST)
    assert [row.client_id for row in found.rows] == ["first", "third"]
    ((line, where, why),) = errors(found.problems)
    assert (line, where) == (3, field)
    assert reason in why


def test_what_lies_before_its_person_joined_is_kept_with_a_warning() -> None:
    content = f"{HEAD}1,alice,{BALLOON},2009-12-05T10:59:59Z,,,submitted\n"
    found = read_findings(content.encode(), file="f.csv", arrivals=ARRIVALS, objectives=OBJECTIVES, latest=LATEST)
    assert len(found.rows) == 1
    assert found.problems == [Problem("f.csv", 2, False, "observed_at", "lies before alice joined; kept")]
    done = read_activities(
        b"participant,kind,at\nalice,visit,2009-12-05T10:59:59Z\n", file="a.csv", arrivals=ARRIVALS, latest=LATEST
    )
    assert len(done.rows) == 1
    assert done.problems == [Problem("a.csv", 2, False, "at", "lies before alice joined; kept")]


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        ("zoe,visit,2009-12-05T12:00:00Z", ["participant"]),
        ("bob,visit,2009-12-05T12:00:00Z", ["participant"]),
        ("alice,,2009-12-05T12:00:00Z", ["kind"]),
        (f"alice,{'x' * 61},2009-12-05T12:00:00Z", ["kind"]),
        ("alice,vi\x1bsit,noon", ["at", "kind"]),
    ],
)
def test_a_wrong_activity_is_refused_alone(row: str, fields: list[str]) -> None:
    content = f"participant,kind,at\n{row}\nalice,visit,2009-12-05T12:00:00Z\n"
    found = read_activities(content.encode(), file="a.csv", arrivals=ARRIVALS, latest=LATEST)
    assert found.rows == [ActivityRow(0, "visit", NOON)]
    assert [(line, field) for line, field, _ in errors(found.problems)] == [(2, field) for field in fields]
