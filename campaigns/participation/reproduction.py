"""Reproduction: how many recruits a member brings, over their time (cohort R) and of late (instantaneous R). PURE.

    L_t = Σ_s I_(t−s) w_s         what the members are good for in bin t: its recruits if each brought one in all
    Λ = Σ L over a window         so many members' time to recruit lies in the window
    R ≈ N / Λ                     N the recruits of the window; precisely (1 + N) / (1/5 + Λ)

I are all joins of a bin, with imports (whom nobody invited); N are those with an inviter; w is the generation interval.
Formula and the belief beforehand, Gamma(1, scale 5): Cori, Ferguson, Fraser and Cauchemez, "A new framework and
software to estimate time-varying reproduction numbers during epidemics", American Journal of Epidemiology 178(9), 2013.
Their interval takes recruits for Poisson numbers, and is given as such (`instantaneous_r`). Members recruit unevenly,
so what is shown is `dispersed_r`: the same value, in an interval that allows for it (see `dispersion`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv

from campaigns.participation.dispersion import Dispersion, Floats, estimate_dispersion, histogram_of, interval_of_mean
from campaigns.participation.figures import Figure
from campaigns.participation.periods import Ints
from campaigns.participation.shares import MINIMUM_N
from campaigns.saying import said

PRIOR_SHAPE = 1.0
PRIOR_SCALE = 5.0


@dataclass(frozen=True, eq=False, slots=True)
class InstantaneousR:
    """R of each window with its spread and the ends of its 95 % interval; all [windows].

    `windows` are half-open, int64[windows, 2], numbers of bins; `recruits` is N, `members` is Λ. Without anybody who
    could recruit (Λ = 0) the value is but the belief beforehand; `figures` leaves it out.
    """

    windows: Ints
    recruits: Ints
    members: Floats
    mean: Floats
    sd: Floats
    low: Floats
    high: Floats

    def figures(self, *, minimum: int = MINIMUM_N) -> list[Figure]:
        """Give a Figure for each window; its n is Λ without its fraction: members, with parts added up."""
        rows = zip(self.members.tolist(), self.mean.tolist(), self.low.tolist(), self.high.tolist(), strict=True)
        return [
            Figure(mean, int(members), low, high)
            if members >= max(minimum, 1)
            else Figure.lacking(
                said("members whose time to recruit falls into the window"), n=int(members), needed=minimum
            )
            for members, mean, low, high in rows
        ]


@dataclass(frozen=True, eq=False, slots=True)
class CohortR:
    """Mean recruits within the window of members at least as old as it, and how unevenly they brought them."""

    r: Figure
    k: Figure
    dispersion: Dispersion


def cohort_r(values: npt.ArrayLike, people: npt.ArrayLike, *, minimum: int = MINIMUM_N) -> CohortR:
    """Give R from a histogram: `people[i]` members brought `values[i]` recruits each within a fixed time of joining.

    It holds only members who joined at least that time ago, so nobody's recruits are cut off. The interval is that of
    `dispersion`, each member being watched for one whole time. Raises ValueError as `estimate_dispersion` does.
    """
    brought, members = histogram_of(values, people)
    dispersion = estimate_dispersion(brought, members)
    n, total = dispersion.members, dispersion.recruits
    k = dispersion.k(minimum=minimum)
    if n < max(minimum, 1):
        return CohortR(
            Figure.lacking(said("members who have had their time to recruit"), n=n, needed=minimum), k, dispersion
        )
    low, high = interval_of_mean([total], [n], [n], dispersion)
    return CohortR(Figure(total / n, n, float(low[0]), float(high[0])), k, dispersion)


def sliding_windows(bins: int, *, width: int, first: int = 1) -> Ints:
    """Give all windows of so many bins, half-open, from bin `first` to the last; int64[windows, 2].

    The first bin has no bins before it, so by itself it says nothing. Raises ValueError for a width below 1.
    """
    if width < 1:
        raise ValueError("a window has at least one bin")
    starts = np.arange(first, max(bins - width + 1, first), dtype=np.int64)
    return np.column_stack([starts, starts + width])


def pressure(joins: npt.ArrayLike, weights: npt.ArrayLike) -> Floats:
    """Give L_t, float64[bins], from all joins I_t, int64[bins], and w_s, s = 0, 1, … in bins."""
    counts, shares = np.asarray(joins, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    if not len(counts) or not len(shares):
        return np.zeros(len(counts))
    found: Floats = np.convolve(counts, shares[: len(counts)])[: len(counts)]
    return found


def instantaneous_r(
    joins: npt.ArrayLike, recruits: npt.ArrayLike, weights: npt.ArrayLike, windows: npt.ArrayLike
) -> InstantaneousR:
    """Estimate R as Cori et al. do: R ~ Gamma(1 + N, scale 1/(1/5 + Λ)), its mean, spread and 2.5 and 97.5 % quantiles.

    `joins` I_t and `recruits` N_t, int64[bins]; w_s for s = 0, 1, …, of which w_0 must be 0; windows int64[windows, 2].
    The interval is a Poisson one: with uneven members it covers far less than 95 %. Raises ValueError where w_0 is not
    0, for more recruits than joins, and for windows that do not lie within the bins.
    """
    shares = np.asarray(weights, dtype=np.float64)
    if len(shares) and shares[0] != 0:
        raise ValueError("here nobody recruits in the bin of their own joining")
    found, _ = _watched(joins, recruits, shares, windows)
    low, high = (
        gammaincinv(PRIOR_SHAPE + found.recruits, part) / (1 / PRIOR_SCALE + found.members) for part in (0.025, 0.975)
    )
    return InstantaneousR(found.windows, found.recruits, found.members, found.mean, found.sd, low, high)


def dispersed_r(
    joins: npt.ArrayLike,
    recruits: npt.ArrayLike,
    weights: npt.ArrayLike,
    windows: npt.ArrayLike,
    *,
    dispersion: Dispersion,
) -> InstantaneousR:
    """Estimate R as `instantaneous_r` does, with a spread and an interval that allow for uneven members.

    w_0 may be above 0 (see `generations`). A member who joined in bin t is watched for ℓ_t = Σ w_s over the bins t + s
    of the window; given the bin of their joining, what they bring in the window is then negative binomial of mean Rℓ_t,
    one independent of another, and `dispersion` does the rest. `sd` = √(RΛ + R²φΣℓ²)/Λ. Raises ValueError for more
    recruits than joins, and for windows that do not lie within the bins.
    """
    found, squares = _watched(joins, recruits, np.asarray(weights, dtype=np.float64), windows)
    low, high = interval_of_mean(found.recruits, found.members, squares, dispersion)
    unevenness = float(dispersion.unevenness.mean())
    with np.errstate(divide="ignore", invalid="ignore"):
        sd = np.sqrt(found.mean * found.members + found.mean**2 * unevenness * squares) / found.members
    return InstantaneousR(found.windows, found.recruits, found.members, found.mean, sd, low, high)


def _watched(
    joins: npt.ArrayLike, recruits: npt.ArrayLike, weights: Floats, windows: npt.ArrayLike
) -> tuple[InstantaneousR, Floats]:
    """Give N, Λ and the Poisson mean and spread of each window, without an interval, and Σℓ² beside them."""
    joined, brought = np.asarray(joins, dtype=np.int64), np.asarray(recruits, dtype=np.int64)
    edges = np.asarray(windows, dtype=np.int64).reshape(-1, 2)
    if joined.shape != brought.shape or (brought > joined).any() or (brought < 0).any():
        raise ValueError("every recruit is one of those who joined")
    if ((edges[:, 0] < 0) | (edges[:, 0] >= edges[:, 1]) | (edges[:, 1] > len(joined))).any():
        raise ValueError("a window lies within the bins, and has at least one")
    total = np.concatenate([[0], np.cumsum(brought)])
    counts = total[edges[:, 1]] - total[edges[:, 0]]
    shares = np.concatenate([[0.0], np.cumsum(weights)])
    members, squares = np.zeros(len(edges)), np.zeros(len(edges))
    for place, (start, stop) in enumerate(edges.tolist()):
        # Whoever joined longer ago than the reach brings nobody in the window.
        since = np.arange(max(start - len(weights) + 1, 0), stop)
        ends = np.minimum(stop - since, len(weights))
        part = shares[ends] - shares[np.clip(start - since, 0, len(weights))]
        members[place] = joined[since] @ part
        squares[place] = joined[since] @ part**2
    rate = 1 / PRIOR_SCALE + members
    mean = (PRIOR_SHAPE + counts) / rate
    sd = np.sqrt(PRIOR_SHAPE + counts) / rate
    empty = np.full(len(edges), np.nan)
    return InstantaneousR(edges, counts, members, mean, sd, empty, empty), squares
