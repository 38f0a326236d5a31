"""A goal is said to be likely or unlikely once, until it has stopped being so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rewards.simulation.saying import LIKELY, NOTHING, UNLIKELY, what_holds


@pytest.mark.parametrize(
    ("course", "said"),
    [
        ([0.5, 0.79, 0.8, 0.71, 0.7, 0.69, 0.8], ["", "", "likely", "likely", "likely", "", "likely"]),
        ([0.5, 0.21, 0.2, 0.29, 0.3, 0.31, 0.2], ["", "", "unlikely", "unlikely", "unlikely", "", "unlikely"]),
        ([0.9, 0.1, 0.9], ["likely", "unlikely", "likely"]),
    ],
)
def test_what_wavers_is_not_said_again(course: list[float], said: list[str]) -> None:
    held, told = NOTHING, []
    for probability in course:
        held = what_holds(probability, said=held)
        told.append(held)
    assert told == said


@given(st.floats(0, 1), st.sampled_from([LIKELY, UNLIKELY, NOTHING]))
def test_it_is_settled_after_one_look(probability: float, said: str) -> None:
    held = what_holds(probability, said=said)
    assert what_holds(probability, said=held) == held
