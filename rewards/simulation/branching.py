"""Branching: how many join in each bin to come, on many paths at once. PURE.

A branching process with immigration: people join without an inviter (imports), and everybody brings recruits after a
lag. Those who joined in one bin are kept together: their zeal is the sum of theirs, gamma-distributed, and given that
their recruits at lag s are Poisson with mean R × zeal × w(s). This is exact, since sums of independent gamma variables
of one scale are gamma. Of people who joined already the zeal is known better: n of them who brought c so far have a
zeal of shape n·k + c and rate k + R·W, W being the part of all lags that they have behind them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rewards.simulation.offspring import MOST_ALIKE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Generations within one bin; who would come after them joins in the next.
_MOST_GENERATIONS = 10


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Course:
    """What each path goes by.

    imports: float[paths, bins], expected joins without an inviter. reproduction: float[paths, bins], R in each bin.
    dispersion: float[paths], k. past_reproduction: float[paths], R up to now. intervals: float[lags], w, with sum 1.
    last_part: how much of the last bin lies before the deadline, above 0 and at most 1.
    """

    imports: Floats
    reproduction: Floats
    dispersion: Floats
    past_reproduction: Floats
    intervals: Floats
    last_part: float = 1.0


def simulate_joins(chance: np.random.Generator, course: Course, *, joins: Ints, recruited: Ints, most: int) -> Ints:
    """Draw joins in each bin to come, int[paths, bins].

    joins, recruited: int[past], who joined so far and whom they brought. No path has more than `most` people in all,
    those included who are there; a path that got there stays there.
    """
    paths, ahead = course.imports.shape
    past = len(joins)
    lags = np.zeros(past + ahead + 1)
    lags[: len(course.intervals)] = course.intervals[: past + ahead + 1]
    # reach[f, t]: the part of their recruits that those of past bin t bring in bin f to come
    reach = lags[past + np.arange(ahead)[:, None] - np.arange(past)[None, :]]
    # Bins come first in all that is used bin by bin.
    expected = reach @ _zeal_so_far(chance, course, joins=joins, recruited=recruited).T
    imports, reproduction = (np.array(rates.T, order="C") for rates in (course.imports, course.reproduction))
    imports[-1] *= course.last_part
    reproduction[-1] *= course.last_part
    zeal = np.zeros((ahead, paths))
    backwards = lags[1 : ahead + 1][::-1].copy()
    joined = np.zeros((ahead, paths), dtype=np.int64)
    room = np.full(paths, most - int(joins.sum()), dtype=np.int64)
    put_off = np.zeros(paths, dtype=np.int64)
    for now in range(ahead):
        if now:
            expected[now] += backwards[ahead - now :] @ zeal[:now]
        mean = np.minimum(imports[now] + reproduction[now] * expected[now], most)
        new = np.minimum(chance.poisson(mean) + put_off, room)
        new, zeal[now], put_off = _with_own_recruits(
            chance, course, new, reproduction=lags[0] * reproduction[now], most=most
        )
        put_off[new > room] = 0
        joined[now] = np.minimum(new, room)
        room -= joined[now]
    found: Ints = joined.T
    return found


def _zeal_so_far(chance: np.random.Generator, course: Course, *, joins: Ints, recruited: Ints) -> Floats:
    behind = np.minimum(np.cumsum(course.intervals), 1.0)
    part = behind[np.minimum(np.arange(len(joins))[::-1], len(behind) - 1)]
    k, r = course.dispersion[:, None], course.past_reproduction[:, None]
    drawn = chance.standard_gamma(k * joins + np.where(joins > 0, recruited, 0)) / (k + r * part)
    found: Floats = np.where(k >= MOST_ALIKE, joins.astype(np.float64), drawn)
    return found


def _with_own_recruits(
    chance: np.random.Generator, course: Course, new: Ints, *, reproduction: Floats, most: int
) -> tuple[Ints, Floats, Ints]:
    """Add those who are brought within the bin itself: everybody, their zeal, and who is put off to the next bin."""
    people, zeal, put_off = new.copy(), _zeal_of(chance, course.dispersion, new), np.zeros_like(new)
    # Of the paths only those go on that still bring somebody.
    part = np.flatnonzero(reproduction * zeal > 0)
    last = zeal[part]
    for _ in range(_MOST_GENERATIONS):
        if not len(part):
            return people, zeal, put_off
        brought = chance.poisson(np.minimum(reproduction[part] * last, most))
        some = brought > 0
        part, brought = part[some], brought[some]
        last = _zeal_of(chance, course.dispersion[part], brought)
        people[part] += brought
        zeal[part] += last
    put_off[part] = chance.poisson(np.minimum(reproduction[part] * last, most))
    return people, zeal, put_off


def _zeal_of(chance: np.random.Generator, dispersion: Floats, people: Ints) -> Floats:
    drawn = chance.standard_gamma(dispersion * people) / dispersion
    found: Floats = np.where(dispersion >= MOST_ALIKE, people.astype(np.float64), drawn)
    return found
