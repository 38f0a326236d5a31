"""Ties: one for each pair; constraint and reciprocity as networkx has them."""

from __future__ import annotations

from random import Random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.participation.figures import Figure
from campaigns.participation.ties import (
    TIE_KINDS,
    TieCounts,
    constraint_of,
    count_ties,
    first_exchanges,
    measure_ties,
    trust_of,
)

PEOPLE = 8
exchange_rows = st.lists(
    st.tuples(
        st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1), st.integers(0, len(TIE_KINDS) - 1), st.integers(0, 5)
    ),
    max_size=40,
)
trees = st.lists(st.integers(0, 2), min_size=PEOPLE, max_size=PEOPLE)
Exchange = tuple[int, int, int, int]

ALICE, BOB, CAROL, DAVE = range(4)
RECRUIT, CORROBORATION, VOUCH, THANKS, BUDDY = range(5)


def columns(exchanges: list[Exchange]) -> list[np.ndarray]:
    return list(np.array(exchanges, dtype=np.int64).reshape(-1, 4).T)


def test_alice_and_bob_have_one_tie_whatever_they_exchange() -> None:
    exchanges = [
        (ALICE, BOB, RECRUIT, 1),
        (BOB, ALICE, THANKS, 3),
        (ALICE, BOB, VOUCH, 2),
        (DAVE, CAROL, VOUCH, 2),
        (CAROL, BOB, BUDDY, 0),
        (DAVE, DAVE, VOUCH, 0),
    ]
    ties = first_exchanges(*columns(exchanges))
    assert list(zip(ties.a, ties.b, ties.kind, ties.period, ties.mutual, strict=True)) == [
        (ALICE, BOB, RECRUIT, 1, True),
        (BOB, CAROL, BUDDY, 0, False),
        (CAROL, DAVE, VOUCH, 2, False),
    ]
    # Dave came by himself; the others are of Alice's tree.
    counts = count_ties(ties, np.array([ALICE, ALICE, ALICE, DAVE]), first=0, periods=4)
    report = measure_ties(counts, np.array([3, 2, 2, 0]), minimum=1)
    assert report.ties == 3
    assert report.by_kind == {"recruit": 1, "corroboration": 0, "vouch": 1, "thanks": 0, "buddy": 1}
    assert report.new.tolist() == [1, 1, 1, 0]
    assert (report.reciprocity.value, report.bridging.value) == (1 / 3, 1 / 3)
    assert report.bridging_beyond_recruits.value == 1 / 2
    assert report.per_week.missing == ("Not enough data yet: it takes 4 weeks with activity, and there are 3.")


def test_means_are_by_week_of_activity() -> None:
    counts = TieCounts(("thanks",), np.array([[4, 0, 2, 1, 1]]), np.array([[0, 0, 1, 1, 0]]), 3)
    report = measure_ties(counts, np.array([5, 0, 5, 8, 2]))
    assert (report.per_week.value, report.per_week.n) == (2.5, 4)
    assert (report.per_person_week.value, report.per_person_week.n) == (0.5, 20)
    assert report.bridging.missing == "Not enough data yet: it takes 30 ties, and there are 10."


@given(exchanges=exchange_rows, root_of=trees, order=st.randoms(use_true_random=False))
def test_ties_are_pairs_and_the_order_of_exchanges_changes_nothing(
    exchanges: list[Exchange], root_of: list[int], order: object
) -> None:
    roots = np.array(root_of)
    ties = first_exchanges(*columns(exchanges))
    pairs = {frozenset(row[:2]) for row in exchanges if row[0] != row[1]}
    assert {frozenset(pair) for pair in zip(ties.a.tolist(), ties.b.tolist(), strict=True)} == pairs
    assert len(ties.a) == len(pairs)
    for a, b, kind, period in zip(ties.a, ties.b, ties.kind, ties.period, strict=True):
        assert (period, kind) == min((row[3], row[2]) for row in exchanges if {row[0], row[1]} == {a, b})
    counts = count_ties(ties, roots, first=0, periods=6)
    assert counts.ties == len(pairs)
    assert int(counts.bridging.sum()) == sum(len({root_of[person] for person in pair}) == 2 for pair in pairs)
    order.shuffle(exchanges)  # type: ignore[attr-defined]
    again = first_exchanges(*columns(exchanges))
    for name in ("a", "b", "kind", "period", "mutual"):
        assert getattr(again, name).tolist() == getattr(ties, name).tolist()


@given(exchanges=exchange_rows)
def test_reciprocity_is_that_of_networkx_by_pairs_instead_of_arcs(exchanges: list[Exchange]) -> None:
    graph = nx.DiGraph([(giver, receiver) for giver, receiver, *_ in exchanges if giver != receiver])
    ties = first_exchanges(*columns(exchanges))
    report = measure_ties(
        count_ties(ties, np.zeros(PEOPLE, np.int64), first=0, periods=6), np.ones(6, np.int64), minimum=1
    )
    if not report.ties:
        assert report.reciprocity.value is None
        return
    assert report.reciprocity.value is not None
    # Of m mutual among t ties there are t + m arcs, of which 2m are answered.
    r = report.reciprocity.value
    assert 2 * r / (1 + r) == pytest.approx(nx.overall_reciprocity(graph))


@given(
    tied=st.lists(st.booleans(), min_size=PEOPLE * (PEOPLE - 1) // 2, max_size=PEOPLE * (PEOPLE - 1) // 2),
    order=st.randoms(use_true_random=False),
)
@settings(max_examples=40)
def test_constraint_equals_networkx(tied: list[bool], order: Random) -> None:
    matrix = np.zeros((PEOPLE, PEOPLE), dtype=np.int64)
    matrix[np.triu_indices(PEOPLE, 1)] = tied
    matrix += matrix.T
    theirs = nx.constraint(nx.from_numpy_array(matrix), nodes=range(PEOPLE))
    for person in range(PEOPLE):
        near = np.flatnonzero(matrix[person])
        ends = np.argwhere(np.triu(matrix[np.ix_(near, near)]))
        ends = np.array([order.sample(row, 2) for row in ends.tolist()], dtype=np.int64).reshape(-1, 2)
        ours = constraint_of(matrix[near].sum(axis=1), (ends[:, 0], ends[:, 1]))
        if near.size:
            assert ours.value == pytest.approx(theirs[person], abs=1e-12)
            assert ours.n == near.size
        else:
            assert ours.missing == "This member has no ties yet."


def constraint(strengths: list[int], *ties: tuple[int, int]) -> Figure:
    one, other = np.array(ties, dtype=np.int64).reshape(-1, 2).T
    return constraint_of(np.array(strengths, dtype=np.int64), (one, other))


def test_constraint_by_hand() -> None:
    assert constraint([1, 1, 1, 1]).value == 1 / 4
    assert constraint([1]).value == 1
    assert constraint([2, 2], (0, 1)).value == 1.125


@pytest.mark.parametrize(
    ("strengths", "ties"), [([1, 1], [(0, 1)]), ([0], []), ([2], [(0, 0)]), ([2, 2], [(0, 2)]), ([2, 2], [(-1, 0)])]
)
def test_ties_that_cannot_be_are_refused(strengths: list[int], ties: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match=r"\."):
        constraint(strengths, *ties)


def test_trust_is_shown_with_its_count_and_how_little_one_report_says() -> None:
    one = trust_of(1, 1)
    assert (one.value, one.n) == (1, 1)
    assert one.low == pytest.approx(0.2065, abs=1e-4)
    many = trust_of(81, 263)
    assert (many.low, many.high) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert trust_of(0, 0).missing == "None of the reports has been decided yet."
    with pytest.raises(ValueError, match="more reports verified than decided"):
        trust_of(2, 1)
