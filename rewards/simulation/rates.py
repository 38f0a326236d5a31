"""Rates: how fast something happens, how it wandered so far, and the ways in which it may go on. PURE.

The counts of K past blocks are Poisson with mean exposure × exp(level), and the level is a Gaussian process in time (a
log-Gaussian Cox process: Møller, Syversen and Waagepetersen, "Log Gaussian Cox processes", Scandinavian Journal of
Statistics 25, 1998): a constant, two trends and deviations that fade. Time u is counted in lengths of the past: it
runs from −1 to 0, and the future lies above 0. The mean of the level at u is m·ψ(u), and the
covariance of the levels at u and v

    c² + a² φ(u)φ(v) + b² ψ(u)ψ(v) + σ² exp(−|u − v|/θ)

φ is a trend by the clock (u until now, flattening out afterwards: D(1 − e^{−u/D})), ψ one by the logarithm of the
campaign's age, which is how interest in news mostly fades. σ (how far levels stray) and θ (for how long) are not
chosen but weighed: each pair on a grid gets the weight that the counts give it. The posterior of the levels is taken
as Gaussian around its mode (Laplace's method: Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006,
algorithms 3.1 and 3.2, and equation 3.32 for the weights).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_YOUNG = 0.05
_MOST_STEPS = 60
_JITTER = 1e-9


@dataclass(frozen=True, slots=True)
class Wandering:
    """How a rate may wander: all in natural logarithms, times in lengths of the past.

    level_sd, clock_sd, age_sd: c, a and b. age_mean: m. flattens: D, how soon the trend by the clock ends.
    strays: the values of σ that are weighed, each with its prior weight. spans: the values of θ, alike beforehand.
    """

    level_sd: float
    clock_sd: float
    age_sd: float
    age_mean: float
    flattens: float
    strays: tuple[tuple[float, float], ...]
    spans: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Fit:
    """One pair of σ and θ: how well it explains the counts (log), and the levels ahead that it expects."""

    log_weight: float
    mean: Floats
    root: Floats


def draw_rates(
    chance: np.random.Generator,
    *,
    counts: Floats,
    exposures: Floats,
    ahead: int,
    paths: int,
    wandering: Wandering,
) -> Floats:
    """Draw (paths × ahead) rates per unit of exposure for the blocks to come, each path from one posterior draw.

    counts, exposures: float[K] for the past blocks, oldest first, all blocks of the same length but the first, which
    may be a part of one. Raises ValueError where there is no exposure at all.
    """
    if len(counts) != len(exposures) or not exposures.sum() > 0:
        raise ValueError("counts come with exposures, some above zero")
    past = len(counts)
    times = (np.arange(past + ahead) + 0.5 - past) / past
    base = float(np.log((counts.sum() + 0.5) / exposures.sum()))
    expected = base + wandering.age_mean * _trends(times, wandering.flattens)[1]
    fits = []
    for stray, prior in wandering.strays:
        for span in wandering.spans:
            kernel = _kernel(times, wandering, stray=stray, span=span)
            fits.append(_fit(counts, exposures * np.exp(expected[:past]), kernel, ahead=ahead, prior=prior))
            if stray == 0:
                break
    weights = np.exp(np.array([fit.log_weight for fit in fits]) - max(fit.log_weight for fit in fits))
    shares = _shares(weights / weights.sum(), paths)
    drawn = [
        fit.mean + chance.standard_normal((share, ahead)) @ fit.root.T
        for fit, share in zip(fits, shares.tolist(), strict=True)
        if share
    ]
    # In the order of the fits: the paths are shuffled, so that two rates drawn one after the other are independent.
    levels = chance.permutation(np.concatenate(drawn), axis=0)
    rates: Floats = np.exp(np.minimum(expected[past:] + levels, 700.0))
    return rates


def _trends(times: Floats, flattens: float) -> tuple[Floats, Floats]:
    """φ and ψ at these times."""
    clock = np.where(times <= 0, times, flattens * -np.expm1(-np.maximum(times, 0.0) / flattens))
    age: Floats = np.log((1.0 + _YOUNG + times) / (1.0 + _YOUNG))
    return clock, age


def _kernel(times: Floats, wandering: Wandering, *, stray: float, span: float) -> Floats:
    clock, age = _trends(times, wandering.flattens)
    found: Floats = np.full((len(times), len(times)), wandering.level_sd**2)
    found += wandering.clock_sd**2 * np.outer(clock, clock) + wandering.age_sd**2 * np.outer(age, age)
    if stray:
        found += stray**2 * np.exp(-np.abs(times[:, None] - times[None, :]) / span)
    return found


def _fit(counts: Floats, exposures: Floats, kernel: Floats, *, ahead: int, prior: float) -> _Fit:
    past = len(counts)
    seen, cross, beyond = kernel[:past, :past], kernel[:past, past:], kernel[past:, past:]
    level = np.zeros(past)
    weights = np.zeros(past)
    aim = _fitness(counts, exposures, level, weights)
    for _ in range(_MOST_STEPS):
        mean = exposures * np.exp(level)
        half = np.sqrt(mean)
        lower = np.linalg.cholesky(np.eye(past) + half[:, None] * seen * half[None, :])
        wanted = mean * level + counts - mean
        inner = np.linalg.solve(lower, half * (seen @ wanted))
        step = wanted - half * np.linalg.solve(lower.T, inner) - weights
        size = 1.0
        while True:
            tried = weights + size * step
            reached = _fitness(counts, exposures, seen @ tried, tried)
            if reached >= aim or size < 1e-4:
                break
            size /= 2
        gain, weights = reached - aim, tried
        level, aim = seen @ weights, reached
        if gain < 1e-6:
            break
    mean = exposures * np.exp(level)
    half = np.sqrt(mean)
    lower = np.linalg.cholesky(np.eye(past) + half[:, None] * seen * half[None, :])
    reduced = np.linalg.solve(lower, half[:, None] * cross)
    spread = beyond - reduced.T @ reduced
    root = np.linalg.cholesky(spread + np.eye(ahead) * (_JITTER + 1e-9 * float(np.trace(spread)) / max(ahead, 1)))
    return _Fit(
        log_weight=float(aim - np.log(np.diag(lower)).sum() + np.log(prior)),
        mean=cross.T @ (counts - mean),
        root=root,
    )


def _fitness(counts: Floats, exposures: Floats, level: Floats, weights: Floats) -> float:
    with np.errstate(over="ignore"):
        return float(-0.5 * weights @ level + (counts * level - exposures * np.exp(level)).sum())


def _shares(weights: Floats, paths: int) -> Ints:
    """Part so many paths by these weights, so that the parts add up."""
    edges = np.floor(np.concatenate([[0.0], np.cumsum(weights)]) * paths + 0.5).astype(np.int64)
    edges[-1] = paths
    found: Ints = np.diff(edges)
    return found
