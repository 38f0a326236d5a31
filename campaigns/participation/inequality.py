"""Inequality: how unevenly recruits, findings or pay are spread over people. PURE.

From a histogram: `people[i]` have `values[i]` each, whole numbers ≥ 0 (recruits, findings, minor units of money).
Who has none belongs in it, at value 0: without them every spread looks more even than it is.

    G = Σ_i (2 r_i − n − 1) x_i / (n Σ x)        Gini 1912, by ranks r from the poorest; 0 = all alike
    top share = 1 − L(0.99)                      L is Lorenz' curve, straight between people

Everything is summed in Python's integers and divided once, so nothing is lost however large the amounts are.
This G is that of the people who are there, all of them: one person who has everything among n gives 1 − 1/n, not 1.
A sample that stands for more people takes G · n/(n − 1); a campaign's members stand for themselves, so it is not done.
Laws: taking everybody twice, or every value twice, changes nothing; a gift from a richer to a poorer raises neither.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from campaigns.participation.figures import Figure
from campaigns.participation.shares import MINIMUM_N
from campaigns.participation.wording import PEOPLE
from campaigns.saying import said

# With fewer, one percent of the people is not even one of them.
MINIMUM_PEOPLE_FOR_TOP = 100
MOST_POINTS = 60
Shares = list[float]
NOTHING_YET = said("Nobody has any yet, so nothing is spread evenly or unevenly.")


def gini_of(values: npt.ArrayLike, people: npt.ArrayLike, *, minimum: int = MINIMUM_N) -> Figure:
    """Give the Gini coefficient, 0 … 1 − 1/n; n are the people, with those who have none.

    Raises ValueError for values or people below 0, for what is not whole, and for rows of different lengths.
    """
    steps = _steps(values, people)
    n = sum(count for _, count in steps)
    if n < max(minimum, 1):
        return Figure.lacking(PEOPLE.many, n=n, needed=max(minimum, 1))
    total = sum(value * count for value, count in steps)
    if total == 0:
        return Figure(None, n, missing=NOTHING_YET)
    below, ranked = 0, 0
    for value, count in steps:
        # The ranks below + 1 … below + count add up to count · (2 · below + count + 1) / 2.
        ranked += value * count * (2 * below + count + 1)
        below += count
    return Figure((ranked - (n + 1) * total) / (n * total), n)


def top_share_of(
    values: npt.ArrayLike, people: npt.ArrayLike, *, percent: int = 1, minimum: int = MINIMUM_PEOPLE_FOR_TOP
) -> Figure:
    """Give the share, 0 … 1, of all that the top `percent` of the people have; of 150 people the top 1 % are 1½.

    Raises ValueError as `gini_of` does, and for a percent outside 1 … 100.
    """
    if not 1 <= percent <= 100:
        raise ValueError("The top are between 1 and 100 percent.")
    steps = _steps(values, people)
    n = sum(count for _, count in steps)
    if n < max(minimum, 1):
        return Figure.lacking(PEOPLE.many, n=n, needed=max(minimum, 1))
    total = sum(value * count for value, count in steps)
    if total == 0:
        return Figure(None, n, missing=NOTHING_YET)
    # In hundredths of people, of which the top are a whole number.
    room, held = percent * n, 0
    for value, count in reversed(steps):
        taken = min(room, 100 * count)
        held += value * taken
        room -= taken
    return Figure(held / (100 * total), n)


def lorenz_of(values: npt.ArrayLike, people: npt.ArrayLike, *, most: int = MOST_POINTS) -> tuple[Shares, Shares]:
    """Give Lorenz' curve: of so great a part of the people, the poorest first, the part of all that they have.

    It begins at (0, 0) and ends at (1, 1), straight between points; one for each value that occurs, or `most` of
    these spread evenly. Empty where nobody has any. Raises ValueError as `gini_of` does.
    """
    steps = _steps(values, people)
    n, total = sum(count for _, count in steps), sum(value * count for value, count in steps)
    if total == 0:
        return [], []
    points, below, held = [(0.0, 0.0)], 0, 0
    for value, count in steps:
        below, held = below + count, held + value * count
        points.append((below / n, held / total))
    kept = np.unique(np.linspace(0, len(points) - 1, min(len(points), most)).astype(np.int64)).tolist()
    return [points[place][0] for place in kept], [points[place][1] for place in kept]


def _steps(values: npt.ArrayLike, people: npt.ArrayLike) -> list[tuple[int, int]]:
    """Read the histogram as (value, people) from the poorest to the richest, in Python's integers."""
    all_values, all_people = _integers(values), _integers(people)
    if len(all_values) != len(all_people):
        raise ValueError("A histogram has as many values as counts of people.")
    if min(all_values, default=0) < 0 or min(all_people, default=0) < 0:
        raise ValueError("Neither values nor people are fewer than none.")
    return sorted((value, count) for value, count in zip(all_values, all_people, strict=True) if count)


def _integers(row: npt.ArrayLike) -> list[int]:
    # As objects, so that amounts beyond int64 stay what they are.
    numbers: list[object] = np.asarray(row, dtype=object).tolist()
    if not all(isinstance(number, int) for number in numbers):
        raise ValueError("A histogram counts in whole numbers.")
    return [number for number in numbers if isinstance(number, int)]
