"""Stickiness: how much of the time people take part, once they do. PURE.

    DAU, WAU, MAU   people active on a day, in the 7 days that end with it, in the 28 that end with it
    DAU/MAU         of the people of the last 28 days, the share of those active on the last of them
    L28             how many people were active on exactly n of the last 28 days, n = 0 … 28
    H(n)            how many people were active on exactly n days of all, n from 1

A day is a calendar day of the campaign's zone. Before a campaign has 28 complete days its months are cut short, which
raises DAU/MAU, so there is none yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from campaigns.participation.figures import Figure
from campaigns.participation.periods import Ints
from campaigns.participation.shares import MINIMUM_N, Z_95, share_of
from campaigns.participation.wording import PEOPLE
from campaigns.saying import said

WEEK_DAYS = 7
MONTH_DAYS = 28


class Histogram(NamedTuple):
    """How many `people` have each of `values`, which ascend; both int64."""

    values: Ints
    people: Ints


@dataclass(frozen=True, eq=False)
class DailyActivity:
    """Activity on D consecutive days from day `first` on, which is the campaign's first. All int64.

    dau[D], wau[D]   people active on the day, and in the 7 days that end with it
    l28[D, 29]       [d, n]: people active on exactly n of the 28 days that end with d; what column 0 holds is not read

    Raises ValueError where the shapes do not fit.
    """

    first: int
    dau: Ints
    wau: Ints
    l28: Ints

    def __post_init__(self) -> None:
        if self.wau.shape != self.dau.shape or self.l28.shape != (len(self.dau), MONTH_DAYS + 1):
            raise ValueError("one row for each day, and 29 columns")

    @property
    def mau(self) -> Ints:
        """People active in the 28 days that end with each day, int64[D]."""
        mau: Ints = self.l28[:, 1:].sum(axis=1)
        return mau


@dataclass(frozen=True, eq=False)
class Stickiness:
    """The days that are over, int64[D] from day `first` on, and the state as of the last of them.

    `dau_over_mau` has a figure for each day, n being that day's MAU. `l28` are the people by n = 1 … 28;
    `days_of_28` is the mean of n over them: how many of the last 28 days somebody of that month took part on.
    """

    first: int
    dau: Ints
    wau: Ints
    mau: Ints
    dau_over_mau: tuple[Figure, ...]
    l28: Histogram
    days_of_28: Figure


def stickiness(daily: DailyActivity, *, last_complete: int, minimum: int = MINIMUM_N) -> Stickiness:
    """Tell the stickiness of all complete days; `last_complete` is the number of the last of them."""
    complete = min(max(last_complete - daily.first + 1, 0), len(daily.dau))
    dau, mau = daily.dau[:complete], daily.mau[:complete]
    values = np.arange(1, MONTH_DAYS + 1)
    people = daily.l28[complete - 1, 1:].copy() if complete else np.zeros(MONTH_DAYS, dtype=np.int64)
    short = Figure.lacking(said("complete days"), n=complete, needed=MONTH_DAYS)

    @cache
    def share(active: int, month: int) -> Figure:
        """Years of days have few different numbers, and what is said of each is put into words once."""
        return share_of(active, month, of=said("people active in 28 days"), minimum=minimum)

    return Stickiness(
        first=daily.first,
        dau=dau,
        wau=daily.wau[:complete],
        mau=mau,
        dau_over_mau=tuple(
            share(active, month)
            if day >= MONTH_DAYS
            else Figure.lacking(said("complete days"), n=day, needed=MONTH_DAYS)
            for day, (active, month) in enumerate(zip(dau.tolist(), mau.tolist(), strict=True), start=1)
        ),
        l28=Histogram(values, people),
        days_of_28=mean_of(values, people, of=said("people active in 28 days"), minimum=minimum)
        if complete >= MONTH_DAYS
        else short,
    )


def mean_of(values: Ints, people: Ints, *, of: str = PEOPLE.many, minimum: int = MINIMUM_N) -> Figure:
    """Give the mean of a histogram; the interval is the mean ± z·√(s²/n), s² with n - 1 below it."""
    n = int(people.sum())
    if n < max(minimum, 2):
        return Figure.lacking(of, n=n, needed=max(minimum, 2))
    mean = int((values * people).sum()) / n
    half = Z_95 * sqrt(float((people * (values - mean) ** 2).sum()) / (n - 1) / n)
    return Figure(mean, n, mean - half, mean + half)


def daily_of(persons: npt.ArrayLike, days: npt.ArrayLike, first: int, length: int) -> DailyActivity:
    """Count from events, int64[N] both, what is kept of `length` days; column 0 of l28 holds those active before.

    Days after the last are left out, as if they had not happened yet.
    """
    who, day = np.asarray(persons, dtype=np.int64), np.asarray(days, dtype=np.int64) - first
    who, day = _each_once(who[day < length], day[day < length])
    inside = day >= 0
    return DailyActivity(
        first=first,
        dau=np.bincount(day[inside], minlength=length).astype(np.int64),
        wau=_trailing(who, day, length, WEEK_DAYS)[:, 1:].sum(axis=1),
        l28=_trailing(who, day, length, MONTH_DAYS),
    )


def _each_once(who: Ints, when: Ints) -> tuple[Ints, Ints]:
    """Put people's active periods in order, person by person, each once."""
    order = np.lexsort((when, who))
    who, when = who[order], when[order]
    fresh = np.append(True, (who[1:] != who[:-1]) | (when[1:] != when[:-1])) if who.size else np.zeros(0, dtype=bool)
    return who[fresh], when[fresh]


def _trailing(who: Ints, day: Ints, length: int, window: int) -> Ints:
    """Count, int64[length, window + 1], the people active on exactly n of the `window` days that end with each day.

    A day of activity counts from that day on and ceases to `window` days later; between two such changes of a person
    their number stays, so only the changes are entered, and then summed up.
    """
    people = np.concatenate([who, who])
    # What ceases on a day comes first there, so that no number ever exceeds the window.
    at = np.concatenate([day + window, day])
    change = np.repeat(np.array([-1, 1]), who.size)
    order = np.lexsort((at, people))
    people, at = people[order], np.clip(at[order], 0, length)
    # A person's changes cancel, so that one running sum serves for all.
    number = change[order].cumsum()
    until = np.append(at[1:], length)
    until[np.append(people[1:] != people[:-1], True) if people.size else []] = length
    columns = window + 1
    cells = (length + 1) * columns
    changes = np.bincount(at * columns + number, minlength=cells) - np.bincount(
        until * columns + number, minlength=cells
    )
    trailing: Ints = changes.reshape(length + 1, columns)[:length].cumsum(axis=0)
    return trailing
