"""Who is held out, and the difference that a nudge made, against what others have computed."""

from __future__ import annotations

import random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.outreach.effect import (
    FEWEST_TO_COMPARE,
    Arm,
    difference_of,
    draw_held_out,
    held_out_count,
    newcombe,
    say_difference,
    wilson,
)

UUIDS = st.sets(st.uuids(), max_size=60)


def arms(most: int = 400) -> st.SearchStrategy[Arm]:
    return st.integers(1, most).flatmap(lambda n: st.integers(0, n).map(lambda active: Arm(n, active)))


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        # Newcombe 1998, table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_published_intervals(first: tuple[int, int], second: tuple[int, int], low: float, high: float) -> None:
    (active_1, people_1), (active_2, people_2) = first, second
    found = newcombe(Arm(people_1, active_1), Arm(people_2, active_2))
    assert [round(end, 4) for end in found] == [low, high]


@given(arms(), arms())
def test_the_interval_holds_the_difference_and_turns_with_the_arms(first: Arm, second: Arm) -> None:
    low, high = newcombe(first, second)
    difference = first.active / first.people - second.active / second.people
    assert -1 - 1e-12 <= low <= difference <= high <= 1 + 1e-12
    turned = newcombe(second, first)
    assert turned == pytest.approx((-high, -low))


@given(arms())
def test_a_share_lies_in_its_own_interval(arm: Arm) -> None:
    low, high = wilson(arm.active, arm.people)
    assert 0 <= low <= arm.active / arm.people <= high <= 1


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    """With so few held out it may cover a little more; it must not cover less."""
    chance = random.Random(5)
    covered, runs = 0, 2_000
    for _ in range(runs):
        treated = Arm(90, sum(chance.random() < 0.3 for _ in range(90)))
        held_out = Arm(10, sum(chance.random() < 0.2 for _ in range(10)))
        low, high = newcombe(treated, held_out)
        covered += low <= 0.1 <= high
    assert 0.94 <= covered / runs <= 0.99, covered / runs


@pytest.mark.parametrize(("people", "held_out"), [(0, 0), (9, 0), (10, 1), (14, 1), (15, 2), (100, 10), (1_004, 100)])
def test_a_tenth_is_held_out_from_ten_people_on(people: int, held_out: int) -> None:
    assert held_out_count(people) == held_out


@given(st.uuids(), UUIDS)
def test_the_draw_can_be_repeated_in_any_order(nudge: UUID, people: set[UUID]) -> None:
    drawn = draw_held_out(nudge, people)
    assert drawn <= people
    assert len(drawn) == held_out_count(len(people))
    assert draw_held_out(nudge, sorted(people, reverse=True)) == drawn


def test_everybody_is_as_likely_to_be_held_out() -> None:
    chance = random.Random(7)
    people = [UUID(int=chance.getrandbits(128), version=4) for _ in range(50)]
    times = dict.fromkeys(people, 0)
    for _ in range(4_000):
        for person in draw_held_out(UUID(int=chance.getrandbits(128), version=4), people):
            times[person] += 1
    # 400 expected, with a standard deviation of 19.
    assert all(300 < count < 500 for count in times.values()), times


def test_few_people_have_no_figure_but_say_what_is_missing() -> None:
    figure = difference_of(Arm(26, 9), Arm(3, 0))
    assert (figure.value, figure.n) == (None, 29)
    assert f"takes {FEWEST_TO_COMPARE} people who could be written to, and there are 29" in figure.missing
    assert difference_of(Arm(0, 0), Arm(40, 3)).value is None


def test_the_sentence_says_whether_chance_alone_could_have_done_it() -> None:
    assert "may be chance alone" in say_difference(Arm(90, 27), Arm(10, 2), days=7)
    clear = say_difference(Arm(900, 450), Arm(100, 20), days=7)
    assert clear == (
        "450 of the 900 people written to were active again within 7 days, and 20 of the 100 held out."
        " The nudge made a difference of +30 points (95 % interval +21 to +37)."
    )
    assert "did harm" in say_difference(Arm(900, 180), Arm(100, 50), days=7)
    assert "Not enough data yet" in say_difference(Arm(9, 3), Arm(1, 0), days=7)


def test_an_arm_has_no_more_active_than_people() -> None:
    with pytest.raises(ValueError, match="is no share"):
        Arm(3, 4)
