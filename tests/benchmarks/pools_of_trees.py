"""Pools over whole trees: what everybody gets, exact to the cent, against a bare pass of NumPy floats.

The bare pass goes over the same tree, one generation at a time from the latest up, and rounds down what doubles
make of it; it hands out no last units, as pachira does. How many amounts differ is said beside the times.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from statistics import median

import numpy as np
import numpy.typing as npt

from rewards.mechanisms.pachira import Pachira
from rewards.mechanisms.tdrm import Tdrm
from rewards.mechanisms.tree import NOBODY, Tree, TreeMechanism
from tests.benchmarks.measuring import Row, time_of
from tests.benchmarks.population import Say

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

PRIZE_MINOR = 10**9
HALF = Fraction(1, 2)
PACHIRA = Pachira(beta=HALF, delta=1)
TDRM = Tdrm(lambda_=Fraction(1, 5), mu=1, a=HALF, b=Fraction(1), phi=Fraction(1, 20))


class Arrays:
    """The same tree as arrays, its members by generation."""

    def __init__(self, tree: Tree[int]) -> None:
        depths = [0] * len(tree)
        for place in range(1, len(tree)):
            depths[place] = depths[tree.inviters[place]] + 1
        self.inviters: Places = np.array(tree.inviters, dtype=np.int64)
        self.contributions: Floats = np.array(tree.contributions, dtype=np.float64)
        depth = np.array(depths)
        order = np.argsort(depth, kind="stable")
        self.generations = np.split(order, np.cumsum(np.bincount(depth))[:-1])

    def add_up(self, values: Floats, kept: Floats | float) -> tuple[Floats, Floats]:
        """Give for each member their value and what is kept of the sum below; and that sum."""
        below: Floats = np.zeros(len(values))
        for generation in reversed(self.generations[1:]):
            kept_here = kept if isinstance(kept, float) else kept[generation]
            sums = values[generation] + kept_here * below[generation]
            np.add.at(below, self.inviters[generation], sums)
        return values + kept * below, below


def measure_pools(*, size: int, rounds: int, say: Say) -> Iterator[Row]:
    """Share out a pool by pachira and by tdrm over one tree of this size, drawn by chance."""
    chance = random.Random(size)
    tree = Tree(
        range(size),
        [NOBODY, *(chance.randrange(place) for place in range(1, size))],
        [chance.randint(0, 20) for _ in range(size)],
    )
    arrays = Arrays(tree)
    ways: list[tuple[TreeMechanism, Callable[[Arrays], Floats]]] = [(PACHIRA, bare_pachira), (TDRM, bare_tdrm)]
    for rule, bare in ways:
        ours, floats = partial(rule.amounts, PRIZE_MINOR, tree), partial(bare, arrays)
        differ = sum(amount != int(guess) for amount, guess in zip(ours(), floats(), strict=True))
        row = Row(
            what=f"a pool by {rule.name}",
            members=size,
            ours_seconds=median(time_of(ours) for _ in range(rounds)),
            bare_seconds=median(time_of(floats) for _ in range(rounds)),
        )
        say(f"  {rule.name}: {row.ours_seconds:.2f} s exactly, {row.bare_seconds:.3f} s in floats; {differ:,} differ")
        yield row


def bare_pachira(arrays: Arrays) -> Floats:
    """The terms of PACHIRA in doubles, rounded down: the last units are not handed out."""
    subtrees, _ = arrays.add_up(arrays.contributions, 1.0)
    parts = subtrees / subtrees[0]
    worths: Floats = (parts + parts**2) / 2
    below = np.zeros(len(worths))
    np.add.at(below, arrays.inviters[1:], worths[1:])
    return np.floor((worths - below) * PRIZE_MINOR)


def bare_tdrm(arrays: Arrays) -> Floats:
    """The terms of TDRM in doubles: a chain of so many pieces, each of 1."""
    pieces = arrays.contributions
    # somebody without a piece is one empty step
    kept: Floats = 0.5 ** np.maximum(pieces, 1)
    _, below = arrays.add_up(2 * (1 - kept) * (pieces > 0), kept)
    seen = 2 * pieces - 2 * (1 - kept) + (1 - kept) * below
    earned = np.where(pieces > 0, 0.2 * seen + 0.05 * pieces, 0)
    amounts: Floats = np.floor(earned * PRIZE_MINOR / (0.45 * pieces.sum()))
    return amounts
