"""Survival: how long people stay active, told although most have not stopped yet. PURE.

Nouns: a *duration* is the days from somebody's first active day to their *lapse*, or to now where they have not
lapsed (*censored*). Somebody who was last active on day l lapses with day l + gap, when as many whole days have gone
by without them; coming back later is a return, not a longer stay. So nobody lapses before `gap` days.

    S(t) = Π_{t_i ≤ t} (1 − d_i / n_i)              Kaplan & Meier 1958; d_i lapse on day t_i, n_i are at risk then
    Var S(t) = S(t)² Σ_{t_i ≤ t} d_i / (n_i (n_i − d_i))                                        Greenwood 1926
    interval: S(t) ^ exp(± z √(Σ …) / ln S(t))       the exponential ("log-log") form, which never leaves 0 … 1

Law: counting people one by one or in groups gives the same; order changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from campaigns.participation.figures import Figure
from campaigns.participation.periods import Ints
from campaigns.participation.shares import MINIMUM_N, Z_95
from campaigns.participation.wording import PEOPLE, PERIODS
from campaigns.saying import said

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

LAPSE_GAP_DAYS = 14
_TAIL = 0.025
# Products of fractions come out a hair beside ½.
_HALF = 0.5 + 1e-12


@dataclass(frozen=True, slots=True)
class Durations:
    """Days (whole, ≥ 0), whether the lapse was seen, and how many people that holds of; all of one length."""

    durations: Ints
    observed: Bools
    weights: Ints

    def __post_init__(self) -> None:
        if not self.durations.shape == self.observed.shape == self.weights.shape or self.durations.ndim != 1:
            raise ValueError("Durations, observed and weights are three rows of one length.")
        if self.durations.size and (self.durations.min() < 0 or self.weights.min() < 0):
            raise ValueError("Neither days nor people are fewer than none.")

    @property
    def people(self) -> int:
        return int(self.weights.sum())

    @classmethod
    def together(cls, groups: Sequence[Durations]) -> Durations:
        """Put groups together that have nobody in common."""
        if not groups:
            return cls(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.bool_), np.zeros(0, dtype=np.int64))
        return cls(
            np.concatenate([group.durations for group in groups]),
            np.concatenate([group.observed for group in groups]),
            np.concatenate([group.weights for group in groups]),
        )


def durations_of(
    first_day: npt.ArrayLike,
    last_before_gap: npt.ArrayLike,
    closed: npt.ArrayLike,
    people: npt.ArrayLike,
    gap: int,
    now_day: int,
) -> Durations:
    """Turn tallies of people into durations, one row for each duration that occurs, ascending, censored before lapsed.

    `people[i]` were active first on day `first_day[i]` and last, before their first gap, on `last_before_gap[i]`;
    `closed[i]`, or one `closed` for all, says that an activity on a day after last + `gap` proved the gap. Whoever is
    not closed has lapsed all the same when `now_day` ≥ last + `gap`. `now_day` is the last day that is over (or the
    campaign's last), so `closed` may be False throughout: what proves a gap comes after it. Who began after `now_day`
    is left out. Raises ValueError for a gap below 1, a last day before the first, fewer people than none, or rows of
    different lengths.
    """
    first, last, people_of = (np.asarray(each, dtype=np.int64) for each in (first_day, last_before_gap, people))
    is_closed = np.asarray(closed, dtype=np.bool_)
    if not first.shape == last.shape == people_of.shape or first.ndim != 1 or is_closed.shape not in ((), first.shape):
        raise ValueError("First days, last days, closed and people are four rows of one length.")
    if gap < 1:
        raise ValueError("A gap is at least a day long.")
    if (last < first).any():
        raise ValueError("Nobody was last active before they were first active.")
    observed = is_closed | (now_day >= last + gap)
    durations = np.where(observed, last + gap - first, now_day - first)
    counts = (first <= now_day) & (people_of != 0)
    keys, places = np.unique(2 * durations[counts] + observed[counts], return_inverse=True)
    weights = np.zeros(keys.size, dtype=np.int64)
    np.add.at(weights, places, people_of[counts])
    return Durations(keys // 2, keys % 2 == 1, weights)


@dataclass(frozen=True, slots=True)
class Curve:
    """S(t) at day 0 and at every day on which somebody lapsed or was censored; it is a step between those.

    `at_risk` are followed when the day begins, `lapsed` and `censored` leave on it. `variance` is Greenwood's; `low`
    and `high` are the ends of the pointwise 95 % interval, [1, 1] while S is 1 and [0, 0] once it is 0.
    """

    days: Ints
    survival: Floats
    low: Floats
    high: Floats
    variance: Floats
    at_risk: Ints
    lapsed: Ints
    censored: Ints

    @property
    def people(self) -> int:
        return int(self.at_risk[0])

    def known(self, day: int) -> int:
        """Count those of whom it is known whether they were still active after `day` days: all but the censored."""
        return self.people - int(self.censored[self.days < day].sum())

    def at(self, day: int, *, minimum: int = MINIMUM_N) -> Figure:
        """Give S after `day` days; n are those of whom it is known. Raises ValueError for a day before 0.

        Where S is 1 or 0 Greenwood's interval has no width, so Clopper & Pearson's for n of n or 0 of n is given.
        There is no value beyond the day up to which anybody was followed, unless everybody had lapsed by then.
        """
        if day < 0:
            raise ValueError("Nobody is followed before their first day.")
        n = self.known(day)
        if n < minimum:
            return Figure.lacking(
                said("people followed for %(days)s", days=PERIODS["day"].counted(day)), n=n, needed=minimum
            )
        place = int(np.searchsorted(self.days, day, side="right")) - 1
        value = float(self.survival[place])
        last = int(self.days[-1])
        if self.people == 0 or (day > last and value > 0):
            followed = PERIODS["day"].counted(last)
            missing = said("Not enough data yet: nobody has been followed for longer than %(days)s.", days=followed)
            return Figure(None, n, missing=missing)
        if value == 1:
            return Figure(value, n, _TAIL ** (1 / n), 1.0)
        if value == 0:
            return Figure(value, n, 0.0, 1 - _TAIL ** (1 / n))
        return Figure(value, n, float(self.low[place]), float(self.high[place]))

    def at_each(self, days: Sequence[int], *, minimum: int = MINIMUM_N) -> tuple[Figure, ...]:
        """Give S after each of these numbers of days."""
        return tuple(self.at(day, minimum=minimum) for day in days)

    def median(self, *, minimum: int = MINIMUM_N) -> Figure:
        """Give the days after which at most half are still active; n are all people.

        The interval are the days on which the ends of S's interval fall to ½ (Brookmeyer & Crowley 1982); `high` is
        None where that has not happened yet.
        """
        if self.people < max(minimum, 1):
            return Figure.lacking(PEOPLE.many, n=self.people, needed=max(minimum, 1))
        value = self._first_day_at_half(self.survival)
        if value is None:
            last = PERIODS["day"].counted(int(self.days[-1]))
            missing = said(
                "Not known yet: after %(days)s, as long as anybody was followed, more than half are active.", days=last
            )
            return Figure(None, self.people, missing=missing)
        return Figure(value, self.people, self._first_day_at_half(self.low), self._first_day_at_half(self.high))

    def _first_day_at_half(self, falling: Floats) -> float | None:
        below = np.flatnonzero(falling <= _HALF)
        return float(self.days[below[0]]) if below.size else None


def survival_curve(group: Durations) -> Curve:
    """Estimate S(t) from durations; without people it is the one step S(0) = 1 with nobody at risk."""
    days = np.union1d(np.zeros(1, dtype=np.int64), group.durations[group.weights > 0])
    lapsed, censored, at_risk = _flow(group, days)
    stay = np.ones(days.size)
    terms = np.zeros(days.size)
    # Who lapsed last leaves S at 0 and no variance; Greenwood's term would be a division by nothing.
    np.divide(at_risk - lapsed, at_risk, out=stay, where=at_risk > 0)
    left = at_risk - lapsed
    np.divide(lapsed, at_risk.astype(np.float64) * left, out=terms, where=left > 0)
    survival: Floats = np.cumprod(stay, dtype=np.float64)
    summed = np.cumsum(terms)
    low: Floats = survival.copy()
    high: Floats = survival.copy()
    inner = (survival > 0) & (survival < 1)
    log_survival = np.log(survival[inner])
    spread = np.exp(Z_95 * np.sqrt(summed[inner]) / -log_survival)
    low[inner] = np.exp(log_survival * spread)
    high[inner] = np.exp(log_survival / spread)
    return Curve(days, survival, low, high, survival**2 * summed, at_risk, lapsed, censored)


@dataclass(frozen=True, slots=True)
class LogRank:
    """Whether two groups stay for different lengths of time: χ² with one degree of freedom, and its p-value.

    `expected_*` are the lapses to be expected if both stayed alike. Where `missing` says something, there is no test.
    """

    statistic: float | None
    p: float | None
    people_a: int
    people_b: int
    lapsed_a: int
    lapsed_b: int
    expected_a: float
    expected_b: float
    missing: str = ""


def log_rank(group_a: Durations, group_b: Durations, *, minimum: int = MINIMUM_N) -> LogRank:
    """Compare two groups: (O_a − E_a)² / V over the days of lapses (Mantel 1966), V hypergeometric.

    E_a = Σ d_i n_ai / n_i; V = Σ d_i (n_i − d_i)/(n_i − 1) · n_ai n_bi / n_i². Both groups need `minimum` people.
    """
    days = np.union1d(group_a.durations[group_a.weights > 0], group_b.durations[group_b.weights > 0])
    lapsed_a, _, risk_a = _flow(group_a, days)
    lapsed_b, _, risk_b = _flow(group_b, days)
    lapsed, risk = lapsed_a + lapsed_b, risk_a + risk_b
    share_a = risk_a / np.maximum(risk, 1)
    factor = (risk - lapsed) / np.maximum(risk - 1, 1)
    expected_a = math.fsum((lapsed * share_a).tolist())
    variance = math.fsum((lapsed * factor * share_a * (1 - share_a)).tolist())
    seen_a, seen_b = int(lapsed_a.sum()), int(lapsed_b.sum())
    people_a, people_b = group_a.people, group_b.people
    statistic, p, missing = None, None, ""
    if min(people_a, people_b) < minimum:
        missing = said(
            "Not enough data yet: it takes %(needed)s people in each group, and there are %(one)s and %(other)s.",
            needed=minimum,
            one=people_a,
            other=people_b,
        )
    elif variance <= 0:
        missing = said("Not enough data yet: nobody has lapsed while both groups were followed.")
    else:
        statistic = (seen_a - expected_a) ** 2 / variance
        p = math.erfc(math.sqrt(statistic / 2))
    return LogRank(statistic, p, people_a, people_b, seen_a, seen_b, expected_a, seen_a + seen_b - expected_a, missing)


def _flow(group: Durations, days: Ints) -> tuple[Ints, Ints, Ints]:
    """Count on each day who lapses, who is censored, and who is at risk when it begins; `days` hold all durations."""
    counts = group.weights > 0
    places = np.searchsorted(days, group.durations[counts])
    observed, weights = group.observed[counts], group.weights[counts]
    lapsed = np.zeros(days.size, dtype=np.int64)
    censored = np.zeros(days.size, dtype=np.int64)
    np.add.at(lapsed, places[observed], weights[observed])
    np.add.at(censored, places[~observed], weights[~observed])
    leaving = lapsed + censored
    at_risk = leaving[::-1].cumsum()[::-1]
    return lapsed, censored, at_risk
