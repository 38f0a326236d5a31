"""Offspring: how many people each brings, how unequally, and after how long; measured. PURE.

Recruits of one person are taken as Poisson with mean R times the person's zeal, and zeal as gamma-distributed with
mean 1 and shape k, the dispersion: together negative binomial (Lloyd-Smith et al., "Superspreading and the effect of
individual variation on disease emergence", Nature 438, 2005). The smaller k, the fewer bring nearly everybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincc

Floats = NDArray[np.float64]

LEAST_INTERVALS = 12
_LEAST_ALIKE, MOST_ALIKE = 1e-3, 1e6
# Of people of whom nothing is known: half bring nobody.
_BEFOREHAND = ((0, 2), (1, 1), (3, 1))
# The weight of one person more, who brings more than anybody did so far.
_UNSEEN = 0.5
_TAIL = 0.7
_LEAST_EXPOSURE = 1e-9


def draw_dispersions(
    chance: np.random.Generator, offspring: Sequence[tuple[int, int]], *, paths: int
) -> tuple[Floats, Floats]:
    """Draw the mean number of recruits and k, float[paths] each, from a histogram of (recruits, people).

    Bayesian bootstrap (Rubin, Annals of Statistics 9, 1981): the people are weighed anew for each path, and beside them
    half a person who brought twice as many as anybody seen and one more, since the largest is hardly ever seen. k is
    what makes mean and variance agree: k = m² / (v − m).
    """
    seen = tuple(offspring) if offspring else _BEFOREHAND
    if sum(people for _, people in seen) < LEAST_INTERVALS:
        seen += _BEFOREHAND
    values = np.array([*(value for value, _ in seen), 2 * max(value for value, _ in seen) + 1], dtype=np.float64)
    people = np.array([*(people for _, people in seen), _UNSEEN], dtype=np.float64)
    weights = chance.gamma(people, size=(paths, len(values)))
    weights /= weights.sum(axis=1, keepdims=True)
    means = weights @ values
    spreads = weights @ values**2 - means**2
    excess = np.maximum(spreads - means, means**2 / MOST_ALIKE)
    return means, np.clip(means**2 / np.maximum(excess, _LEAST_EXPOSURE), _LEAST_ALIKE, MOST_ALIKE)


def measure_intervals(intervals: Sequence[int], joins: Sequence[int], *, lags: int) -> tuple[Floats, float]:
    """Measure the distribution of lags, float[lags] with sum 1, and the mean number of recruits of a person.

    A recruit at lag s can only be seen of those who joined s bins ago or earlier, so each count is divided by how many
    those are, in classes of lags that widen with the lag: short lags of a young campaign are not taken for all there
    are. Beyond what has been seen each doubling of the lag brings as much less as the last one did, and at most 0.7 of
    it. With fewer than 12 recruits the shape is a gamma distribution with their mean and a standard deviation as large.
    """
    births = np.zeros(lags)
    seen = min(len(joins), lags)
    told = np.array(intervals[:seen], dtype=np.float64)
    births[: len(told)] = told
    # exposure[s]: people who joined at least s bins before the last
    exposure = np.cumsum(np.array(joins, dtype=np.float64))[::-1][:seen]
    total = births.sum()
    if total < LEAST_INTERVALS:
        mean = max(1.0, float((births @ np.arange(lags) + 4.0) / (total + 1.0)))
        shape = -np.diff(gammaincc(1.0, np.arange(lags + 1) / mean))
        shape /= shape.sum()
        at_risk = float(shape[:seen] @ exposure)
        return shape, float(total / max(at_risk, _LEAST_EXPOSURE))
    hazard = np.zeros(lags)
    edges = _edges(seen)
    for low, high in pairwise(edges):
        hazard[low:high] = births[low:high].sum() / max(float(exposure[low:high].sum()), _LEAST_EXPOSURE)
    # The last octaves in full: shorter ones would be compared with longer ones.
    older, newer = hazard[seen // 4 : seen // 2].sum(), hazard[seen // 2 : seen].sum()
    ratio = min(_TAIL, newer / older) if older > 0 else 0.0
    mass, low = newer, seen
    while low < lags and mass > 0:
        mass *= ratio
        high = min(2 * low, lags)
        hazard[low:high] = mass / low
        low *= 2
    return hazard / hazard.sum(), float(hazard.sum())


def _edges(seen: int) -> list[int]:
    """Classes of lags: one by one up to four, then four to each doubling."""
    edges, width = [0], 1
    while edges[-1] < seen:
        if edges[-1] >= 8 * width:
            width *= 2
        edges.append(min(edges[-1] + width, seen))
    return edges
