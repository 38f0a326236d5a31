"""Generations: how long after joining a member's recruits join. PURE.

Whoever joined yesterday can have had quick recruits only, so in a growing campaign the bare lags between inviters and
recruits look shorter than they are. Each lag is therefore divided by how many members are known for that long: with
C_s recruits at a lag of s and E_s members who joined at least s ago, c_s = C_s / E_s recruits per member and time
(Nelson and Aalen's way with what is cut off on the right), and w_s = c_s / Σc. It is right whatever the growth, as long
as members today take their time as those before them did. Law: with no growth or none cut off, w is the bare shares.

Nothing can be said of lags longer than the longest for which enough members are known: that is the *reach*, and both w
and the R that comes from it are of recruits within the reach.

A recruit may join in the same bin as the inviter. Such lags stand at s = 0 and not, as where only counts are known, at
s = 1: since the tree tells whose recruit everybody is, today's joins may well be reckoned among the causes of today's
joins. At s = 1 they would be laid to the members of the day before, of whom there are fewer while the campaign grows,
and R would come out too high by about growth per bin × the share of such lags.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammainc

from campaigns.participation.dispersion import Floats, histogram_of
from campaigns.participation.figures import Figure
from campaigns.participation.periods import Ints
from campaigns.participation.shares import MINIMUM_N, Z_95
from campaigns.saying import said

MINIMUM_LAGS = 12
"""With fewer, the shape of w is a gamma distribution's."""


@dataclass(frozen=True, eq=False, slots=True)
class GenerationInterval:
    """w_s, float64[reach], s = 0, 1, … bins, with sum 1; from so many `lags`; measured, or the shape of a gamma."""

    weights: Floats
    lags: int
    is_measured: bool

    @property
    def reach(self) -> int:
        """Lags are shorter than so many bins."""
        return len(self.weights)


@dataclass(frozen=True, slots=True)
class GenerationTimes:
    """Median and 90 % quantile in minutes of the lags within the reach, which is in minutes too."""

    median: Figure
    p90: Figure
    reach_minutes: int


def generation_interval(
    lags: npt.ArrayLike,
    joins: npt.ArrayLike,
    *,
    minimum_lags: int = MINIMUM_LAGS,
    minimum_members: int = MINIMUM_N,
) -> GenerationInterval | None:
    """Measure w from `lags`, int64[bins]: recruits by the bins they joined after their inviters; None without any.

    `joins`, int64[bins], are all who joined in each bin up to the last complete one; recruits who joined later are not
    among the lags. The reach goes as far as `minimum_members` are known. With fewer than `minimum_lags` within it, w is
    a discretised gamma with the mean and spread of c over all lags, drawn towards an exponential's spread (as if by
    three lags more). Raises ValueError for numbers below 0, and where there are lags longer than all bins.
    """
    counts, joined = np.asarray(lags, dtype=np.int64), np.asarray(joins, dtype=np.int64)
    if (counts < 0).any() or (joined < 0).any():
        raise ValueError("there are no fewer than none")
    if counts[len(joined) :].any():
        raise ValueError("no lag is longer than the campaign")
    known: Ints = np.cumsum(joined)[::-1]
    counts = np.pad(counts[: len(joined)], (0, max(0, len(joined) - len(counts))))
    if (counts[known == 0] > 0).any():
        raise ValueError("every recruit has an inviter among those who joined")
    rates = counts / np.maximum(known, 1)
    reach = int((known >= minimum_members).sum())
    within = int(counts[:reach].sum())
    if within >= minimum_lags:
        return GenerationInterval(rates[:reach] / rates[:reach].sum(), within, True)
    total = int(counts.sum())
    if not total:
        return None
    place = np.arange(len(rates))
    mean = max(float(rates @ place / rates.sum()), 0.25)
    # Being counted in bins adds a sixth to the variance, the one of the difference of two evenly spread parts of a bin.
    variance = max(float(rates @ (place - mean) ** 2 / rates.sum()) - 1 / 6, 0.0)
    sd = float(np.sqrt((total * variance + 3 * mean**2) / (total + 3)))
    return GenerationInterval(discretised_gamma(mean, sd), total, False)


def discretised_gamma(mean: float, sd: float, *, beyond: float = 1e-4) -> Floats:
    """Give the chances w_0, w_1, … that two moments a gamma-distributed time apart lie so many bins apart.

    `mean` and `sd` in bins; cut where no more than `beyond` is left, and then with sum 1. The first moment lies
    anywhere in its bin, as in the web appendix of Cori, Ferguson, Fraser and Cauchemez, "A new framework and software
    to estimate time-varying reproduction numbers during epidemics", American Journal of Epidemiology 178(9), 2013,
    who shift the distribution by one bin so that w_0 = 0; here it is not shifted. Raises ValueError unless both are
    above 0.
    """
    if not (mean > 0 and sd > 0):
        raise ValueError("a gamma distribution has a mean and a spread above 0")
    shape, scale = (mean / sd) ** 2, sd**2 / mean
    bins = int(np.ceil(mean + 2)) + 1
    while True:
        edges = np.maximum(np.arange(-1, bins + 1), 0) / scale
        # The expected time by which each edge is passed; its second differences are the chances.
        passed = np.arange(-1, bins + 1) * gammainc(shape, edges) - mean * gammainc(shape + 1, edges)
        weights: Floats = np.maximum(np.diff(passed, 2), 0)
        if weights.sum() >= 1 - beyond:
            kept = int(np.searchsorted(np.cumsum(weights), 1 - beyond)) + 1
            found: Floats = weights[:kept] / weights[:kept].sum()
            return found
        bins *= 2


def generation_times(
    lags: npt.ArrayLike,
    recruits: npt.ArrayLike,
    ages: npt.ArrayLike,
    members: npt.ArrayLike,
    *,
    minimum: int = MINIMUM_N,
) -> GenerationTimes:
    """Find the median and the 90 % quantile from two histograms: lags in minutes of `recruits`, ages of `members`.

    An age is the minutes from joining to the moment at which the lags were gathered, of everybody. Each lag weighs one
    over the members of at least this age; those that fewer than `minimum` have reached are left out. The interval goes
    from the quantile q − z·s to the one of q + z·s (Woodruff, "Confidence intervals for medians and other position
    measures", Journal of the American Statistical Association 47, 1952), s being the spread of the weighted share of
    lags up to the quantile: s² = Σ w²(1{lag ≤ quantile} − q)² / (Σ w)², the usual linearisation of a ratio (Särndal,
    Swensson and Wretman, "Model Assisted Survey Sampling", 1992, 5.11). With equal weights that is q(1−q)/n; where the
    long lags weigh most, as in a growing campaign, it is more. Lags of one inviter are taken as independent.
    Of a lag of a day or more the report keeps the whole hours, of 30 days or more the whole days; a quantile within
    such an hour or day is told as if the lags were spread evenly over it. Raises ValueError for what is no histogram.
    """
    minutes, brought = _as_kept(*histogram_of(lags, recruits))
    old, people = histogram_of(ages, members)
    order = np.argsort(old, kind="stable")
    old, people = old[order], people[order]
    at_least = np.append(np.cumsum(people[::-1])[::-1], 0)
    reached = np.flatnonzero(at_least >= minimum)
    reach = int(old[reached[-1]]) if len(reached) and len(old) else 0
    kept = (minutes <= reach) & (brought > 0)
    minutes, brought = minutes[kept], brought[kept]
    n = int(brought.sum())
    if n < max(minimum, 1):
        lacking = Figure.lacking(said("recruits whose inviters are known for long enough"), n=n, needed=max(minimum, 1))
        return GenerationTimes(lacking, lacking, reach)
    each = 1 / at_least[np.searchsorted(old, minutes)]
    total = float(brought @ each)
    share, squares = np.cumsum(brought * each) / total, np.cumsum(brought * each**2) / total**2
    rest = _width(minutes) - 1

    def place(part: float) -> int:
        # a hair lower, so that rounding in the sum does not skip the lag that meets the part exactly
        return min(int(np.searchsorted(share, part - 1e-12)), len(minutes) - 1)

    def quantile(part: float) -> float:
        here = place(part)
        before = float(share[here - 1]) if here else 0.0
        within = min(max((part - before) / (float(share[here]) - before), 0.0), 1.0)
        return float(minutes[here]) + within * float(rest[here])

    def figure(part: float) -> Figure:
        below = float(squares[place(part)])
        half = Z_95 * float(np.sqrt((1 - part) ** 2 * below + part**2 * (float(squares[-1]) - below)))
        return Figure(quantile(part), n, quantile(part - half), quantile(part + half))

    return GenerationTimes(figure(0.5), figure(0.9), reach)


def _width(minutes: Ints) -> Ints:
    """Give how many minutes are kept as the same: an hour from a day on, a day from 30 days on (see `tallies`)."""
    return np.where(minutes < 1_440, 1, np.where(minutes < 43_200, 60, 1_440))


def _as_kept(minutes: Ints, brought: Ints) -> tuple[Ints, Ints]:
    """Round a histogram of lags as the report keeps it; ascending, each once."""
    width = _width(minutes)
    kept, which = np.unique(minutes // width * width, return_inverse=True)
    counts = np.zeros(len(kept), dtype=np.int64)
    np.add.at(counts, which, brought)
    return kept, counts
