"""Discoveries: which objectives will have been found when, and what that will have cost. PURE.

Everybody who takes part looks around, more in the first days than later: the hazard of a find by the member's age is
measured in classes that widen. The members there are, each weighed by the hazard of their age, are a bin's *effort*.
Objectives differ in how easily they are found. Each has an ease of its own, gamma-distributed with shape a and mean m
over the objectives, and is found as a Poisson process at the rate ease × quota × effort (where more is asked for, more
is there) for as long as it is open and has places left; so what nobody has found under a great effort is taken for
hard. a and m are drawn from their posterior over a grid: an objective with n finds under quota × effort x has the
likelihood Γ(a+n)/Γ(a) · b^a / (b+x)^(a+n), with b = a/m.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from rewards.simulation.measured import Basis, ObjectiveBasis

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAST_FINDS = 3
_SHAPES = (0.5, 0.7, 1.0, 2.0, 5.0)
_MEANS = np.exp(np.linspace(-3.0, 3.0, 61))
# A class of ages is believed to differ from the others as far as its own finds say so against this many.
_LIKE_ALL = 5.0


@dataclass(frozen=True, eq=False, slots=True)
class Discoveries:
    """What each path finds, at the ends of the steps that were asked for.

    places: int[paths, steps], places taken in all. objectives: int[paths, steps], objectives found at least once.
    filled: bool[paths], whether every place is taken at the deadline. spent_minor: int[paths, steps].
    """

    places: Ints
    objectives: Ints
    filled: NDArray[np.bool_]
    spent_minor: Ints


def simulate_discoveries(
    chance: np.random.Generator, basis: Basis, *, joined: Ints, steps: Sequence[int]
) -> Discoveries:
    """Draw the finds of each path. joined: int[paths, bins] who join in each bin to come; steps: bins after which to
    look, ascending, each from 1 to the number of bins ahead.
    """
    paths, ahead = joined.shape
    joins = np.array(basis.joins, dtype=np.float64)
    past_open = np.array([_openness(basis, o, ahead=0) for o in basis.objectives]).reshape(-1, basis.bins)
    hazard = _hazards(basis, joins, past_open)
    past_effort = np.convolve(joins, hazard)[: basis.bins]
    eased = past_open @ past_effort * np.array([o.quota for o in basis.objectives])
    future_effort = _effort_ahead(joins, joined, hazard)
    truth = chance.beta(1.0 + basis.verified, 1.0 + basis.refused, size=paths)
    true_part = (1.0 + basis.verified) / (2.0 + basis.verified + basis.refused)
    known = np.array([o.found + min(o.undecided * true_part, o.left) for o in basis.objectives])
    shapes, means = _draw_prior(chance, known, eased, paths=paths)
    ends: Ints = np.array(steps, dtype=np.int64) - 1
    places = np.full((paths, len(steps)), sum(o.found for o in basis.objectives), dtype=np.int64)
    found = np.full((paths, len(steps)), sum(o.found > 0 for o in basis.objectives), dtype=np.int64)
    spent = np.zeros((paths, len(steps)), dtype=np.int64)
    filled = np.ones(paths, dtype=bool)
    works: dict[tuple[int, int], Floats] = {}
    for objective, n, x in zip(basis.objectives, known.tolist(), eased.tolist(), strict=True):
        if not objective.left:
            continue
        ease = chance.standard_gamma(shapes + n) / (shapes / means + x)
        window = (objective.opens_at, objective.closes_at)
        if window not in works:
            works[window] = np.cumsum(future_effort * _openness(basis, objective, ahead=ahead), axis=1)[:, ends]
        work = works[window]
        reported: Ints = chance.binomial(np.full(paths, objective.undecided), truth)
        taken = np.minimum(
            reported[:, None] + _found_by(chance, ease * objective.quota, work, objective.left), objective.left
        )
        places += taken
        if not objective.found:
            found += taken > 0
        spent += taken * objective.prize_minor
        filled &= taken[:, -1] == objective.left
    return Discoveries(places=places, objectives=found, filled=filled, spent_minor=spent)


def _found_by(chance: np.random.Generator, ease: Floats, work: Floats, left: int) -> Ints:
    """Draw int[paths, steps], how many finds there are after so much work, counting no more than are left."""
    if left == 1:
        found: Ints = (work * ease[:, None] >= chance.standard_exponential(len(ease))[:, None]).astype(np.int64)
        return found
    more = np.diff(work, axis=1, prepend=0.0)
    counted: Ints = np.minimum(np.cumsum(chance.poisson(np.minimum(more * ease[:, None], left * 100.0)), axis=1), left)
    return counted


def _openness(basis: Basis, objective: ObjectiveBasis, *, ahead: int) -> Floats:
    """What part of each bin the objective can be found in: of the past bins, or of so many to come."""
    if ahead:
        starts = basis.as_of + np.arange(ahead) * basis.bin_seconds
        ends = np.minimum(starts + basis.bin_seconds, basis.deadline)
        until = objective.closes_at
    else:
        starts = basis.as_of - np.arange(basis.bins, 0, -1) * basis.bin_seconds
        ends = starts + basis.bin_seconds
        until = objective.closes_at if objective.filled_at is None else min(objective.closes_at, objective.filled_at)
    inside = np.minimum(ends, until) - np.maximum(starts, objective.opens_at)
    found: Floats = np.clip(inside / basis.bin_seconds, 0.0, 1.0)
    return found


def _hazards(basis: Basis, joins: Floats, past_open: Floats) -> Floats:
    """Measure float[bins], how likely a member of each age finds something, against the mean of all ages."""
    bins = basis.bins
    finds = np.zeros(bins)
    finds[: len(basis.finds)] = basis.finds
    # at_risk[s]: members of age s, summed over the bins, as far as there was something to find
    worth = past_open.mean(axis=0) if len(past_open) else np.ones(bins)
    at_risk = np.correlate(worth, joins, "full")[bins - 1 :]
    if not at_risk.sum() or not finds.sum():
        return np.ones(bins)
    mean = finds.sum() / at_risk.sum()
    hazard = np.ones(bins)
    low, high = 0, max(1, bins // 16)
    while low < bins:
        expected = mean * at_risk[low:high].sum()
        hazard[low:high] = (finds[low:high].sum() + _LIKE_ALL) / (expected + _LIKE_ALL)
        low, high = high, 2 * high
    return hazard


def _effort_ahead(joins: Floats, joined: Ints, hazard: Floats) -> Floats:
    """Give float[paths, bins]: the members of each bin to come, weighed by the hazard of their age."""
    past, ahead = len(joins), joined.shape[1]
    weights = np.concatenate([hazard, np.full(ahead, hazard[-1])])
    ages = past + np.arange(ahead)[None, :] - np.arange(past)[:, None]
    old: Floats = joins @ weights[ages]
    since: Ints = np.arange(ahead)[None, :] - np.arange(ahead)[:, None]
    young: Floats = joined.astype(np.float64) @ np.where(since >= 0, weights[np.maximum(since, 0)], 0.0)
    found: Floats = old[None, :] + young
    return found


def _draw_prior(chance: np.random.Generator, known: Floats, eased: Floats, *, paths: int) -> tuple[Floats, Floats]:
    """Draw the shape and the mean of the objectives' ease, float[paths] each."""
    looked_for = eased > 0
    n, x = known[looked_for], eased[looked_for]
    middle = (n.sum() + 0.5) / x.sum() if len(x) else 1.0
    shapes = np.repeat(_SHAPES, len(_MEANS))
    means = np.tile(_MEANS * middle, len(_SHAPES))
    rates = shapes / means
    a, b = shapes[:, None], rates[:, None]
    fits = (gammaln(a + n) - gammaln(a) + a * np.log(b) - (a + n) * np.log(b + x)).sum(axis=1)
    weights = np.exp(fits - fits.max())
    drawn = chance.choice(len(weights), size=paths, p=weights / weights.sum())
    return shapes[drawn], means[drawn]
