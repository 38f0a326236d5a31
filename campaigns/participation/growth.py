"""Growth: who joins, by whom they are brought, and whether that goes ever faster. PURE.

    organic share   roots / joins: those whom nobody invited; 1 less what each participant brings
    K-factor        invites per participant × accepted share; an invite is a unique visit to somebody's link, and it is
                    accepted when the visitor joins
    doubling time   ln 2 / r, where joins per period grow as e^(r t)

Law: growth that cannot be told from none has no doubling time. It is fitted to the joins of each period, never to
their running total, whose errors pile up, so that a fit to it looks far surer than it is (King et al. 2015, "Avoidable
errors in the modelling of outbreaks of emerging pathogens").
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from campaigns.participation.dispersion import estimate_dispersion, histogram_of, interval_of_mean
from campaigns.participation.figures import Figure
from campaigns.participation.periods import ENOUGH_COMPLETE, Ints, PeriodKind
from campaigns.participation.shares import MINIMUM_N, share_of
from campaigns.saying import said

JOINED = said("people who joined")
NOT_GROWING = said("Joins are not growing, so they do not double.")
NOT_SURELY_GROWING = said("Joins may be growing, but too unevenly to tell it from chance.")
Recruits = tuple[npt.ArrayLike, npt.ArrayLike]
"""A histogram (values, people) of how many each participant brought."""
_Floats = npt.NDArray[np.float64]
_STEPS = 100
_PRECISION = 1e-12


@dataclass(frozen=True, eq=False)
class Growth:
    """Joins of P consecutive periods from number `first` on, int64[P]: all, and those that nobody invited.

    `cumulative` begins with those who joined before. The first `complete` periods are over. `organic_share` is of
    those who joined in these, `doubling_periods` is the doubling time in periods of this kind.
    """

    period: PeriodKind
    first: int
    joins: Ints
    roots: Ints
    cumulative: Ints
    complete: int
    organic_share: Figure
    doubling_periods: Figure


def growth(
    joins: Ints,
    roots: Ints,
    *,
    period: PeriodKind,
    first: int,
    last_complete: int,
    joined_before: int = 0,
    recruits: Recruits | None = None,
    minimum: int = MINIMUM_N,
) -> Growth:
    """Tell the growth from joins and roots per period; `last_complete` is the number of the last period that is over.

    The organic share has an interval where `recruits` is given, of the whole campaign (organic_share_of).
    Raises ValueError where there are more roots than joins, or not as many periods of both.
    """
    if joins.shape != roots.shape or (roots > joins).any():
        raise ValueError("every root is one of those who joined")
    complete = min(max(last_complete - first + 1, 0), len(joins))
    of = said("people who joined in complete periods")
    return Growth(
        period=period,
        first=first,
        joins=joins,
        roots=roots,
        cumulative=joined_before + joins.cumsum(),
        complete=complete,
        organic_share=organic_share_of(
            int(roots[:complete].sum()), int(joins[:complete].sum()), recruits=recruits, of=of, minimum=minimum
        ),
        doubling_periods=doubling_periods_of(joins[:complete], minimum=minimum),
    )


def organic_share_of(
    roots: int,
    joins: int,
    *,
    recruits: Recruits | None = None,
    of: str = JOINED,
    minimum: int = MINIMUM_N,
) -> Figure:
    """Share those whom nobody invited among all who joined.

    The others are what those who joined brought, so the interval is 1 less that of the mean that each brought, as
    unevenly as `recruits` says (see `dispersion`). One by one they are no sample of anything, for a lucky import has
    a whole tree below: Wilson's interval of the share would be several times too narrow, so without `recruits` there
    is none.
    """
    share = share_of(roots, joins, of=of, minimum=minimum)
    if share.value is None or recruits is None:
        return Figure(share.value, share.n, missing=share.missing, needed=share.needed)
    low, high = _interval_of_k(joins - roots, joins, recruits)
    return Figure(share.value, share.n, max(1 - high, 0.0), min(1 - low, 1.0))


def _interval_of_k(brought: int, members: int, recruits: Recruits) -> tuple[float, float]:
    low, high = interval_of_mean([brought], [members], [members], estimate_dispersion(*histogram_of(*recruits)))
    return float(low[0]), float(high[0])


@dataclass(frozen=True, slots=True)
class KFactor:
    """How many people each participant brings, and the two numbers that it is the product of."""

    invites_per_participant: Figure
    accepted_share: Figure
    k: Figure


def k_factor(
    *,
    visits: int,
    accepted: int,
    participants: int,
    recruits: Recruits | None = None,
    minimum: int = MINIMUM_N,
) -> KFactor:
    """Multiply invites per participant by the share of them that was accepted; the n of both is the participants.

    K has an interval where `recruits` is given, the one of a mean number of recruits that allows for their being
    negative binomial (see `dispersion`). Recruiting is so uneven that no interval from the totals alone would hold.
    K counts participants who have had no time to invite anybody yet, so it runs behind what they will bring.
    Raises ValueError when more were accepted than there were visits.
    """
    if accepted > visits:
        raise ValueError("nobody is accepted without a visit")
    accepted_share = share_of(accepted, visits, of=said("visits"), minimum=minimum)
    if participants < max(minimum, 1):
        lacking = Figure.lacking(said("participants"), n=participants, needed=max(minimum, 1))
        return KFactor(lacking, accepted_share, lacking)
    invites = Figure(visits / participants, participants)
    if accepted_share.missing:
        return KFactor(invites, accepted_share, Figure(None, participants, missing=accepted_share.missing))
    k = accepted / participants
    low, high = (None, None) if recruits is None else _interval_of_k(accepted, participants, recruits)
    return KFactor(invites, accepted_share, Figure(k, participants, low, high))


def doubling_periods_of(joins: Ints, *, over: int = ENOUGH_COMPLETE, minimum: int = MINIMUM_N) -> Figure:
    """Find in how many periods joins double, from the last `over` complete ones; n are the joins in them.

    The interval is ln 2 over the ends of the 95 % interval of the rate (growth_rate_of). There is none where that
    reaches down to no growth, and no value either; nor where fewer than half of the periods have any joins, since
    one rush would pass for growth.
    Raises ValueError when `over` is below 3.
    """
    recent = joins[-over:]
    n = int(recent.sum())
    if len(recent) < over:
        return Figure.lacking(said("complete periods"), n=len(recent), needed=over)
    if n < minimum:
        return Figure.lacking(
            said("people who joined in the last %(periods)s complete periods", periods=over), n=n, needed=minimum
        )
    filled, needed = int(np.count_nonzero(recent)), max(over // 2, 2)
    if filled < needed:
        return Figure.lacking(
            said("periods with joins among the last %(periods)s", periods=over), n=filled, needed=needed
        )
    rate, low, high = growth_rate_of(recent)
    if rate <= 0:
        return Figure(None, n, missing=NOT_GROWING)
    if low <= 0:
        return Figure(None, n, missing=NOT_SURELY_GROWING)
    return Figure(log(2) / rate, n, log(2) / high, log(2) / low)


def growth_rate_of(joins: Ints) -> tuple[float, float, float]:
    """Fit joins, int64[P], by e^(a + r t) and give r per period with the ends of its 95 % interval.

    A log-linear model by quasi-likelihood (McCullagh & Nelder 1989, chapter 9): the mean is fitted as if joins were
    Poisson, so that periods without any count as well; how far they scatter beyond (or below) that is measured by
    Pearson's χ² / (P - 2), and Student's t with P - 2 degrees of freedom takes the place of the normal distribution.
    Raises ValueError for fewer than 3 periods, or when fewer than two of them have any joins.
    """
    length = len(joins)
    if length < 3:
        raise ValueError("it takes three periods to see how joins scatter around a rate")
    if np.count_nonzero(joins) < 2:
        raise ValueError("it takes joins in two periods to see a rate")
    counts = joins.astype(np.float64)
    # Centred and scaled, so that the steps of Newton's method stay tame however long the series.
    design = np.column_stack([np.ones(length), np.linspace(-1.0, 1.0, length)])
    likely = np.sqrt(counts + 0.5)
    found: _Floats = np.linalg.lstsq(likely[:, None] * design, likely * np.log(counts + 0.5), rcond=None)[0]
    for _ in range(_STEPS):
        expected = np.exp(design @ found)
        step = np.linalg.solve(design.T @ (expected[:, None] * design), design.T @ (counts - expected))
        # The likelihood has one summit; a step that would lead down overshoots it.
        height = _log_likelihood(counts, design @ found)
        while _log_likelihood(counts, design @ (found + step)) < height and np.abs(step).max() > _PRECISION:
            step = step / 2
        found = found + step
        if np.abs(step).max() < _PRECISION:
            break
    expected = np.exp(design @ found)
    scatter = float(((counts - expected) ** 2 / expected).sum()) / (length - 2)
    covariance = np.linalg.inv(design.T @ (expected[:, None] * design))
    half = float(stdtrit(length - 2, 0.975)) * float(np.sqrt(scatter * covariance[1, 1]))
    per_period = 2.0 / (length - 1)
    rate = float(found[1])
    return rate * per_period, (rate - half) * per_period, (rate + half) * per_period


def _log_likelihood(counts: _Floats, levels: _Floats) -> float:
    """Say how likely Poisson counts are at given logarithms of their means, but for a constant."""
    return -np.inf if levels.max() > 600 else float((counts * levels - np.exp(levels)).sum())
