"""More than two thirds of those asked decide; where that is out of reach, an organizer does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.findings.quorum import Tally

rounds = st.tuples(st.integers(1, 9), st.lists(st.booleans(), max_size=12))


def counted(asked: int, votes: list[bool]) -> Tally:
    tally = Tally(asked)
    for vote in votes:
        tally = tally.with_vote(for_it=vote)
    return tally


@pytest.mark.parametrize(
    ("asked", "majority"), [(1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (6, 5), (7, 5), (8, 6), (9, 7)]
)
def test_majorities(asked: int, majority: int) -> None:
    assert Tally(asked).majority == majority


@pytest.mark.parametrize(
    ("asked", "votes", "outcome", "disputed", "places"),
    [
        (1, [], None, False, 1),
        (2, [True], None, False, 1),
        (2, [True, True], True, False, 1),
        (2, [True, False], None, True, 1),
        (3, [False, False], None, False, 1),
        (3, [False, True], None, True, 1),
        (5, [True], None, False, 4),
        (5, [True, True, True, False, True], True, False, 1),
        (5, [True, True, False, False], None, True, 1),
    ],
)
def test_rounds_as_they_go(asked: int, votes: list[bool], outcome: bool | None, disputed: bool, places: int) -> None:
    tally = counted(asked, votes)
    assert (tally.outcome, tally.is_disputed, tally.places) == (outcome, disputed, places)


@given(rounds)
def test_a_round_is_decided_disputed_or_open(said: tuple[int, list[bool]]) -> None:
    tally = counted(*said)
    reachable = {
        counted(tally.asked, [True] * for_it + [False] * (tally.asked - for_it)).outcome
        for for_it in range(tally.for_it, tally.for_it + tally.left + 1)
    }
    assert tally.is_disputed == (reachable == {None})
    if tally.outcome is not None:
        assert reachable == {tally.outcome}
        assert 3 * (tally.for_it if tally.outcome else tally.against) > 2 * tally.asked
    assert tally.places >= 1


@given(rounds)
def test_both_sides_are_treated_alike(said: tuple[int, list[bool]]) -> None:
    asked, votes = said
    one, other = counted(asked, votes), counted(asked, [not vote for vote in votes])
    assert one.is_disputed == other.is_disputed
    assert one.outcome is None if other.outcome is None else one.outcome is (not other.outcome)


def test_nobody_asked_is_no_round() -> None:
    with pytest.raises(ValueError, match="no such votes"):
        Tally(0)
