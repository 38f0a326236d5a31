"""Relaxation: how a burst dies down, as a power of the time since its peak. PURE.

    joins at t bins after the peak ≈ A · t^(−p)

p is found by maximum likelihood for Poisson counts; its interval is widened by how much more unevenly than Poisson the
counts lie. Classes after Crane and Sornette, "Robust dynamic classes revealed by measuring the response function of a
social system", PNAS 105(41), 2008: a shock from outside that people do not pass on falls like t^−1.4 and has nearly all
of its joins on the peak day; one that they pass on falls like t^−0.6; what grew among people itself falls like t^−0.2
after growing towards its peak as well.

Law: the class is a hint. Around the point at which people pass on nearly as much as they get, the exponent drifts for
thousands of bins, so no short series is classed, and none between the classes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from campaigns.participation.figures import Figure
from campaigns.saying import said

Class = Literal["outside, not passed on", "outside, passed on", "grown among people"]
CLASSES: tuple[Class, ...] = get_args(Class)
Floats = npt.NDArray[np.float64]

LEAST_BINS = 24
LEAST_JOINS = 100
CLASSED_BINS = 100
MOST_OF_ALL = 0.8
_STEPS = 60


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The exponent p, the part of all joins of the burst that fell on its peak's day, and a class where one is likely.

    `likely_class` is empty where the series is too short or its exponent lies between the classes.
    """

    exponent: Figure
    peak_share: Figure
    likely_class: Class | Literal[""]


def relaxation(
    joins: npt.ArrayLike, *, start: int, peak: int, end: int, peak_day: tuple[int, int] | None = None
) -> Relaxation:
    """Describe a burst that began at a place of the series, peaked at another, and had its last bin at a third.

    `joins` are counts by bin. `peak_day` are the first and the last bin of the day that the peak lies in, where bins
    are shorter than days; what of it lies outside the burst does not count. Raises ValueError where the places are not
    in that order, or outside.
    """
    counts = np.asarray(joins, dtype=np.float64)
    first, last = (peak, peak) if peak_day is None else peak_day
    if not (0 <= start <= peak <= end < len(counts) and first <= peak <= last):
        raise ValueError("a burst begins before its peak, and peaks before its end, within the series")
    after = counts[peak + 1 : end + 1]
    whole = float(counts[start : end + 1].sum())
    share = (
        Figure(float(counts[max(first, start) : min(last, end) + 1].sum()) / whole, int(whole))
        if whole >= LEAST_JOINS
        else Figure.lacking(said("joins in the burst"), n=int(whole), needed=LEAST_JOINS)
    )
    if len(after) < LEAST_BINS:
        return Relaxation(Figure.lacking(said("bins after the peak"), n=len(after), needed=LEAST_BINS), share, "")
    if after.sum() < LEAST_JOINS:
        return Relaxation(
            Figure.lacking(said("joins after the peak"), n=int(after.sum()), needed=LEAST_JOINS), share, ""
        )
    value, half = fitted_exponent(after, np.arange(1, len(after) + 1, dtype=np.float64))
    exponent = Figure(value, int(after.sum()), value - half, value + half)
    grew = (
        peak >= LEAST_BINS
        and counts[peak - LEAST_BINS // 2 : peak].sum() > 2 * counts[peak - LEAST_BINS : peak - LEAST_BINS // 2].sum()
    )
    return Relaxation(exponent, share, _class_of(exponent, share, grew=bool(grew), bins=len(after)))


def fitted_exponent(counts: Floats, times: Floats) -> tuple[float, float]:
    """Fit A·t^(−p) to counts or rates, float64[T] both; gives p and the half of its 95 % interval.

    By Newton's steps on the Poisson likelihood, A being what makes both sums equal; the variance is that of the
    likelihood times Pearson's χ² per degree of freedom, where that is above 1. As this is an estimate itself, the half
    is Student's quantile for T − 2 degrees of freedom by the standard error (McCullagh and Nelder, "Generalized Linear
    Models", 1989, chapter 9).
    """
    logs, total = np.log(times), float(counts.sum())
    p = 0.8
    for _ in range(_STEPS):
        weights = np.exp(-p * logs)
        weights /= weights.sum()
        mean = float(weights @ logs)
        spread = float(weights @ (logs - mean) ** 2)
        step = (mean - float(counts @ logs) / total) / max(spread, 1e-12)
        p += float(np.clip(step, -0.5, 0.5))
        if abs(step) < 1e-10:
            break
    weights = np.exp(-p * logs)
    weights /= weights.sum()
    mean = float(weights @ logs)
    spread = float(weights @ (logs - mean) ** 2)
    expected = total * weights
    degrees = max(len(counts) - 2, 1)
    uneven = float(((counts - expected) ** 2 / expected).sum()) / degrees
    return p, float(stdtrit(degrees, 0.975)) * float(np.sqrt(max(uneven, 1.0) / (total * max(spread, 1e-12))))


def _class_of(exponent: Figure, share: Figure, *, grew: bool, bins: int) -> Class | Literal[""]:
    p = exponent.value
    if bins < CLASSED_BINS or p is None:
        return ""
    if p >= 1.2 and (share.value or 0) >= MOST_OF_ALL:
        return "outside, not passed on"
    if 0.45 <= p <= 0.75 and not grew:
        return "outside, passed on"
    if 0.05 <= p <= 0.35 and grew:
        return "grown among people"
    return ""
