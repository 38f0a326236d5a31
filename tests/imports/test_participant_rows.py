"""Each row of a participants file is judged by name: what is refused and why, what is kept with a warning."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.imports.reading import Arrivals, read_participants

pytestmark = pytest.mark.django_db

LATEST = datetime(2026, 1, 1, tzinfo=UTC)
NOON = "2009-12-05T12:00:00Z"


def read(*rows: str, header: str = "id,inviter,joined_at") -> Arrivals:
    content = "\n".join([header, *rows]).encode()
    return read_participants(content, file="people.csv", latest=LATEST)


def told(arrivals: Arrivals, *, errors: bool) -> list[tuple[int, str, str]]:
    return [(p.line, p.field, p.reason) for p in arrivals.problems if p.is_error is errors]


def test_people_come_out_with_their_inviters_first_whatever_the_order() -> None:
    found = read(f"carol,bob,{NOON}", f"bob,alice,{NOON}", "dan,,2009-12-05T11:00:00Z", f"alice,,{NOON}")
    assert found.ids == ["dan", "alice", "bob", "carol"]
    assert found.inviters == [-1, -1, 1, 2]
    assert found.depths == [0, 0, 1, 2]
    assert found.joined_at[0] == datetime(2009, 12, 5, 11, tzinfo=UTC)
    assert told(found, errors=False) == [
        (2, "inviter", "stands above their inviter bob (line 3); kept"),
        (3, "inviter", "stands above their inviter alice (line 5); kept"),
    ]
    assert not told(found, errors=True)


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        (f",alice,{NOON}", "id", "is missing"),
        (f"{'x' * 101},alice,{NOON}", "id", f"“{'x' * 59}…” has 101 characters, at most 100 are possible"),
        (f"b\x00b,alice,{NOON}", "id", "'b\\x00b' has control characters in it"),
        (f"alice,,{NOON}", "id", "the id alice is already on line 2"),
        (f"bob,zoe,{NOON}", "inviter", "no row that can be read has the id “zoe”"),
        (f"bob,bob,{NOON}", "inviter", "nobody invites themselves"),
        ("bob,alice,", "joined_at", "is missing"),
        ("bob,alice,2009-12-05T12:00:00", "joined_at", "“2009-12-05T12:00:00” has no offset from UTC"),
        ("bob,alice,2030-01-01T00:00:00Z", "joined_at", "“2030-01-01T00:00:00Z” lies in the future"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line_field_and_reason(row: str, field: str, reason: str) -> None:
    found = read(f"alice,,{NOON}", row)
    assert found.ids == ["alice"]
    (problem,) = told(found, errors=True)
    assert problem[:2] == (3, field)
    assert problem[2].startswith(reason)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("x" * 81, "has 81 characters, at most 80 are possible"), ("Bo\x07b", "has control characters in it")],
)
def test_a_name_that_cannot_be_shown_is_refused(name: str, reason: str) -> None:
    found = read(f"bob,,{NOON},{name}", header="id,inviter,joined_at,display_name")
    assert told(found, errors=True) == [(2, "display_name", reason)]


def test_everything_that_is_wrong_with_a_row_is_told() -> None:
    assert [field for _, field, _ in told(read(",zoe,soon"), errors=True)] == ["id", "joined_at", "inviter"]


def test_names_are_tidied_and_those_without_one_are_called_by_their_id_but_never_by_an_address() -> None:
    found = read(
        f"a,,{NOON},  Alice   B ", f"b,,{NOON},", f"c@example.org,,{NOON},", f"d,,{NOON},=1+1",
        header="id,inviter,joined_at,display_name",
    )  # fmt: skip
    assert found.display_names == ["Alice B", "b", "Participant 4", "=1+1"]


def test_whoever_stands_below_a_refused_row_is_refused_with_it() -> None:
    found = read(f"alice,,{NOON}", "bob,alice,soon", f"carol,bob,{NOON}", f"dave,carol,{NOON}", f"eve,alice,{NOON}")
    assert found.ids == ["alice", "eve"]
    assert found.refused == {"bob", "carol", "dave"}
    assert told(found, errors=True)[1:] == [
        (4, "inviter", "their inviter bob (line 3) was refused"),
        (5, "inviter", "their inviter carol (line 4) was refused"),
    ]


def test_a_circle_is_named_from_its_first_row_on_and_takes_those_below_it_along() -> None:
    found = read(f"dave,carol,{NOON}", f"alice,carol,{NOON}", f"bob,alice,{NOON}", f"carol,bob,{NOON}")
    circle = (
        "invitations go round in a circle: alice (line 3) was invited by carol (line 5) was invited by "
        "bob (line 4) was invited by alice (line 3)"
    )
    assert not found.ids
    assert told(found, errors=True) == [
        (2, "inviter", "their inviter carol (line 5) was refused"),
        *((line, "inviter", circle) for line in (3, 4, 5)),
    ]


def test_a_long_circle_is_cut_in_the_message() -> None:
    found = read(*(f"p{n},p{(n + 1) % 50},{NOON}" for n in range(50)))
    reasons = {reason for _, _, reason in told(found, errors=True)}
    assert len(reasons) == 1
    assert "and 42 more" in reasons.pop()


def test_the_first_row_of_an_id_stands_and_its_recruits_with_it() -> None:
    found = read(f"alice,,{NOON}", f"bob,alice,{NOON}", f"bob,,{NOON}", f"carol,bob,{NOON}")
    assert found.ids == ["alice", "bob", "carol"]
    assert found.inviters == [-1, 0, 1]
    assert told(found, errors=True) == [(4, "id", "the id bob is already on line 3")]
    assert found.find("bob") == 1


def test_joining_before_ones_inviter_and_being_there_twice_are_kept_with_a_warning() -> None:
    found = read(
        f"alice,,{NOON},Alice", "bob,alice,2009-12-05T11:00:00Z,Bob", f"bob2,alice,{NOON},Bob", f"zoe,,{NOON},Alice",
        header="id,inviter,joined_at,display_name",
    )  # fmt: skip
    assert sorted(found.ids) == ["alice", "bob", "bob2", "zoe"]
    assert not told(found, errors=True)
    assert told(found, errors=False) == [
        (3, "joined_at", "joined before their inviter alice (line 2); kept"),
        (
            4,
            "display_name",
            "may be a repeat: same inviter and same name as bob (line 3); kept as another person",
        ),
    ]


def test_lines_are_those_of_the_file_where_cells_hold_line_ends() -> None:
    found = read(f'a,,{NOON},"A', 'lice"', f"b,zoe,{NOON},Bob", header="id,inviter,joined_at,display_name")
    assert found.display_names == ["A lice"]
    assert [line for line, _, _ in told(found, errors=True)] == [4]


def test_who_is_asked_for_by_another_file_is_found_or_it_is_said_why_not() -> None:
    found = read(f"alice,,{NOON}", "bob,alice,soon")
    assert found.find("alice") == 0
    for person, reason in {"": "is missing", "bob": "bob was refused", "zoe": "no participant of this import"}.items():
        with pytest.raises(ValueError, match=reason):
            found.find(person)
