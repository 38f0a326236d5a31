"""Dispersion: how unevenly members recruit, and the interval of a mean number of recruits that allows for it. PURE.

Most people bring nobody and a few bring many. The number that one member brings is taken as negative binomial with
mean R and dispersion k (Lloyd-Smith, Schreiber, Kopp and Getz, "Superspreading and the effect of individual variation
on disease emergence", Nature 438, 2005): variance R + R²/k, so the smaller k, the fewer bring the most; Poisson where
k has no end. Here stands φ = 1/k throughout, the *unevenness*: 0 for Poisson, and no pole anywhere.

Of a member who is watched for a part ℓ of their time to recruit, the recruits are negative binomial too, with mean ℓR
and the same k. So those who are watched for Λ = Σℓ members' time together bring N, of mean RΛ and variance
RΛ + R²φ·Σℓ²: as good as negative binomial again, of dispersion Λ²/(φ·Σℓ²). With φ known, and Jeffreys' belief about a
rate beforehand, x = RΛ/(RΛ + Λ²/(φΣℓ²)) is Beta(N + ½, Λ²/(φΣℓ²)) afterwards: the interval is that of R from these,
over all φ that are likely. The law that it keeps: with φ = 0 it is that of a Poisson rate, Gamma(N + ½)/Λ.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, gammaln

from campaigns.participation.figures import Figure
from campaigns.participation.periods import Ints
from campaigns.participation.shares import MINIMUM_N, Z_95
from campaigns.saying import said

Floats = npt.NDArray[np.float64]

NOT_UNEVEN = said("Recruits are spread over the members no more unevenly than chance alone would spread them.")
_NODES = 32
_GRID: Floats = np.concatenate([[0.0], np.geomspace(0.005, 500, 240)])
_EDGES: Floats = np.concatenate([[0.0], _GRID[1:2] / 2, np.sqrt(_GRID[1:-1] * _GRID[2:])])
# Beforehand φ/(1 + φ) may as well lie here as there: φ above 1 is as likely as below.
_BEFOREHAND: Floats = np.diff(_EDGES / (1 + _EDGES), append=1.0)
# A negative binomial of this dispersion is as good as Poisson, and its functions are still computed well.
_AS_GOOD_AS_POISSON = 1e7
_MOST_WIDENINGS = 100
_HALVINGS = 24


@dataclass(frozen=True, eq=False, slots=True)
class Dispersion:
    """What is known about φ: from how many members and their recruits, and equally likely values, float64[32].

    `is_uneven` is False where the counts vary no more than Poisson counts do, `is_surely_uneven` True where Poisson is
    so much less likely than the likeliest φ that it lies outside the 95 % interval (by the ratio of likelihoods).
    """

    members: int
    recruits: int
    is_uneven: bool
    is_surely_uneven: bool
    unevenness: Floats

    def k(self, *, minimum: int = MINIMUM_N) -> Figure:
        """Give k = 1/φ (the median) with its 95 % interval, which has no upper end where Poisson is not excluded.

        The equally likely values stand at the parts (i − ½)/32 of the distribution, which is what Hazen's quantiles
        take them for; by NumPy's own way the first would be the part 0, and the interval one of 92 %.
        """
        if self.members < minimum:
            return Figure.lacking(said("members who have had their time to recruit"), n=self.members, needed=minimum)
        low, middle, high = np.quantile(self.unevenness, [0.025, 0.5, 0.975], method="hazen").tolist()
        least = 1 / high if high else None
        if not self.is_uneven or not middle:
            return Figure(None, self.members, least, None, NOT_UNEVEN)
        return Figure(1 / middle, self.members, least, 1 / low if self.is_surely_uneven and low else None)


def estimate_dispersion(values: npt.ArrayLike, people: npt.ArrayLike) -> Dispersion:
    """Learn φ from a histogram: `people[i]` members brought `values[i]` each in the same time; int64[m] both.

    The likelihood of φ is taken at R = their mean, which is its best estimate whatever φ is. Where the counts vary more
    than the likely φ say, since a few hubs bring more than a negative binomial leaves to anybody, all φ are raised in
    proportion until both agree. Raises ValueError for numbers below 0, what is not whole, and rows of two lengths.
    """
    brought, members = histogram_of(values, people)
    count, total = int(members.sum()), int(brought @ members)
    weight, scale, variance, mean, gain = _BEFOREHAND, 1.0, 0.0, 0.0, 0.0
    if total:
        mean = total / count
        variance = float(members @ (brought - mean) ** 2) / max(count - 1, 1)
        likelihood = _log_likelihood(brought, members, mean)
        gain = float(likelihood.max() - likelihood[0])
        weight = weight * np.exp(likelihood - likelihood.max())
        weight = weight / weight.sum()
        scale = max(1.0, (variance - mean) / mean**2 / float(weight @ _GRID))
    middle = np.cumsum(weight) - weight / 2
    nodes: Floats = np.interp((np.arange(_NODES) + 0.5) / _NODES, middle, _GRID * scale)
    return Dispersion(count, total, variance > mean, gain > Z_95**2 / 2, nodes)


def interval_of_mean(
    recruits: npt.ArrayLike, time: npt.ArrayLike, time_squared: npt.ArrayLike, dispersion: Dispersion
) -> tuple[Floats, Floats]:
    """Give the ends of the 95 % interval of R from N = `recruits`, Λ = `time` and Σℓ² = `time_squared`, [windows] each.

    NaN where nobody was watched. The method stands above, in the module.
    """
    counts, parts, squares = (np.asarray(each, dtype=np.float64) for each in (recruits, time, time_squared))
    low, high = np.full(counts.shape, np.nan), np.full(counts.shape, np.nan)
    seen = parts > 0
    n, watched = counts[seen], parts[seen]
    with np.errstate(divide="ignore"):
        size = (watched**2 / squares[seen])[:, None] / dispersion.unevenness[None, :]
    size = np.minimum(size, _AS_GOOD_AS_POISSON)
    ends = _quantiles(np.repeat([0.025, 0.975], len(n)), np.tile(n, 2), np.tile(size, (2, 1)))
    low[seen], high[seen] = ends.reshape(2, -1) / watched
    # As is usual with Jeffreys' intervals: where there is nobody, nothing speaks against 0.
    low[seen & (counts == 0)] = 0.0
    return low, high


def histogram_of(values: npt.ArrayLike, people: npt.ArrayLike) -> tuple[Ints, Ints]:
    """Read the two rows of a histogram as int64. Raises ValueError as `estimate_dispersion` does."""
    rows = []
    for given in (values, people):
        row = np.asarray(given)
        if row.size and (not np.issubdtype(row.dtype, np.integer) or row.min() < 0):
            raise ValueError("a histogram has whole numbers of 0 and more")
        rows.append(row.astype(np.int64))
    if rows[0].ndim != 1 or rows[0].shape != rows[1].shape:
        raise ValueError("a histogram has as many values as numbers of people")
    return rows[0], rows[1]


def _log_likelihood(brought: Ints, members: Ints, mean: float) -> Floats:
    """Of each φ of the grid, but for what is the same for all of them."""
    x = brought[:, None].astype(np.float64)
    k = 1 / _GRID[None, 1:]
    uneven = gammaln(x + k) - gammaln(k) - (x + k) * np.log1p(mean / k) + x * np.log(mean / k)
    poisson = x * np.log(mean) - mean
    found: Floats = members @ np.hstack([poisson, uneven])
    return found


def _quantiles(part: Floats, counts: Floats, size: Floats) -> Floats:
    """Find the RΛ that lies above so large a part of what is likely; part and counts [rows], size [rows, nodes]."""
    shape, nodes = counts[:, None] + 0.5, size.shape[1]

    def below(mean: Floats) -> Floats:
        each: Floats = betainc(shape, size, mean[:, None] / (mean[:, None] + size)).sum(axis=1) / nodes
        return each

    # Bisected between logarithms, for the ends of wide intervals lie orders of magnitude apart.
    low, high = np.log((counts + 0.5) / 8), np.log(4 * (counts + 4))
    for _ in range(_MOST_WIDENINGS):
        beyond, short = below(np.exp(low)) > part, below(np.exp(high)) < part
        if not (beyond.any() or short.any()):
            break
        low, high = np.where(beyond, low - 2, low), np.where(short, high + 2, high)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        is_below = below(np.exp(middle)) < part
        low, high = np.where(is_below, middle, low), np.where(is_below, high, middle)
    return np.exp((low + high) / 2)
