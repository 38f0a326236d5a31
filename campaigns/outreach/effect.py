"""Effect of a nudge: who is held out, and how many more of those written to came back than of those held out. PURE.

Law: chance alone decides who is held out, among those who could have been written to, and it can be drawn again from
the names of the nudge and of the people. What was set apart by chance is compared as it was set apart, whether a
letter arrived or not; so the difference is what sending the nudge did, not what reading it does.

Interval: Newcombe's hybrid score interval for the difference of two independent proportions (R. G. Newcombe,
Statistics in Medicine 17 (1998) 873-890, method 10), made of two Wilson intervals (E. B. Wilson, JASA 22 (1927)
209-212). It stays within -1 and 1 and holds for small counts too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from math import sqrt
from uuid import UUID

from campaigns.participation.figures import Figure
from campaigns.saying import all_of, said, signed

# Two-sided 95 %: the 97.5 % quantile of the normal distribution.
Z_95 = 1.959963984540054
HELD_OUT_SHARE = 10
"""One in so many."""
FEWEST_TO_HOLD_OUT = 10
FEWEST_TO_COMPARE = 30


@dataclass(frozen=True)
class Arm:
    """People set apart by chance, and how many of them were active again in the time looked at."""

    people: int
    active: int

    def __post_init__(self) -> None:
        if not 0 <= self.active <= self.people:
            raise ValueError(f"{self.active} of {self.people} is no share.")

    @property
    def share(self) -> float | None:
        return self.active / self.people if self.people else None


def held_out_count(people: int) -> int:
    """Give how many of so many reachable people are held out: a tenth, rounded, from ten people on; else nobody."""
    return (people + HELD_OUT_SHARE // 2) // HELD_OUT_SHARE if people >= FEWEST_TO_HOLD_OUT else 0


def draw_held_out(nudge: UUID, people: Collection[UUID]) -> frozenset[UUID]:
    """Draw who of the reachable people is held out: those with the lowest hashes of the nudge's name and their own.

    The same whatever the order of the people; whoever knows both names can draw it again.
    """
    drawn = sorted(set(people), key=lambda person: hashlib.sha256(f"{nudge}/{person}".encode()).digest())
    return frozenset(drawn[: held_out_count(len(drawn))])


def wilson(active: int, people: int, *, z: float = Z_95) -> tuple[float, float]:
    """Give the Wilson score interval of a share, 0 to 1. Raises ValueError where there is nobody."""
    if not 0 <= active <= people or people == 0:
        raise ValueError(f"{active} of {people} is no share.")
    middle = (active + z * z / 2) / (people + z * z)
    half = z / (people + z * z) * sqrt(active * (people - active) / people + z * z / 4)
    # The ends are exact where nobody or everybody was active; rounding must not lead past them.
    low = 0.0 if active == 0 else max(0.0, middle - half)
    high = 1.0 if active == people else min(1.0, middle + half)
    return low, high


def newcombe(first: Arm, second: Arm, *, z: float = Z_95) -> tuple[float, float]:
    """Give the interval of first.share - second.share, -1 to 1. Raises ValueError where an arm is empty."""
    share_1, share_2 = first.active / max(first.people, 1), second.active / max(second.people, 1)
    low_1, high_1 = wilson(first.active, first.people, z=z)
    low_2, high_2 = wilson(second.active, second.people, z=z)
    difference = share_1 - share_2
    return (
        difference - sqrt((share_1 - low_1) ** 2 + (high_2 - share_2) ** 2),
        difference + sqrt((high_1 - share_1) ** 2 + (share_2 - low_2) ** 2),
    )


def difference_of(treated: Arm, held_out: Arm) -> Figure:
    """Give how much more of the treated came back, from -1 to 1, with its 95 % interval; n counts both arms."""
    n = treated.people + held_out.people
    if n < FEWEST_TO_COMPARE or not treated.people or not held_out.people:
        return Figure.lacking(said("people who could be written to"), n=n, needed=FEWEST_TO_COMPARE)
    low, high = newcombe(treated, held_out)
    return Figure(treated.active / treated.people - held_out.active / held_out.people, n, low, high)


def say_difference(treated: Arm, held_out: Arm, *, days: int) -> str:
    """Say in a sentence what came of it, and whether chance alone could have done the same."""
    counts = said(
        "%(active)s of the %(people)s people written to were active again within %(days)s days, and %(active_out)s of"
        " the %(people_out)s held out.",
        active=treated.active,
        people=treated.people,
        days=days,
        active_out=held_out.active,
        people_out=held_out.people,
    )
    figure = difference_of(treated, held_out)
    if figure.value is None or figure.low is None or figure.high is None:
        return all_of([counts, figure.missing])
    points = said(
        "%(value)s points (95 %% interval %(low)s to %(high)s)",
        value=signed(100 * figure.value),
        low=signed(100 * figure.low),
        high=signed(100 * figure.high),
    )
    if figure.low > 0:
        return all_of([counts, said("The nudge made a difference of %(points)s.", points=points)])
    if figure.high < 0:
        return all_of([counts, said("The nudge did harm: %(points)s.", points=points)])
    return all_of([counts, said("The difference is %(points)s: it may be chance alone.", points=points)])
