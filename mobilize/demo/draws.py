"""Draws: chance that comes out the same everywhere.

Law: one seed, one sequence. Only the raw bits of PCG64 are used, which NumPy promises to keep, and every
distribution is made from them here, because NumPy does not promise that its own distributions keep their
streams between versions. What logarithms and cosines may differ by between processors (the last bit)
disappears when times are rounded to seconds and places to six decimals.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")

# 53 bits fill a float exactly; the half keeps both 0 and 1 out, so that logarithms are always defined
_STEP = 2.0**-53


class Draws:
    """A stream of chance; two streams of one seed are independent of each other."""

    def __init__(self, seed: int, *, stream: int = 0) -> None:
        if seed < 0 or stream < 0:
            raise ValueError(f"a seed and a stream are zero or more, not {seed} and {stream}")
        self._bits = np.random.PCG64(np.random.SeedSequence([seed, stream]))

    def uniforms(self, count: int) -> NDArray[np.float64]:
        """Numbers strictly between 0 and 1."""
        raw = np.asarray(self._bits.random_raw(count), dtype=np.uint64)
        return ((raw >> np.uint64(11)).astype(np.float64) + 0.5) * _STEP

    def normals(self, count: int) -> NDArray[np.float64]:
        """Standard normal numbers, by Box and Muller's rule."""
        radius = np.sqrt(-2.0 * np.log(self.uniforms(count)))
        return radius * np.cos(2.0 * math.pi * self.uniforms(count))

    def uniform(self) -> float:
        return float(self.uniforms(1)[0])

    def normal(self) -> float:
        return float(self.normals(1)[0])

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.uniform()

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + min(int(self.uniform() * (high - low + 1)), high - low)

    def log_normal(self, *, median: float, sigma: float) -> float:
        return median * math.exp(sigma * self.normal())

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.whole(0, len(choices) - 1)]

    def chance(self, probability: float) -> bool:
        return self.uniform() < probability
