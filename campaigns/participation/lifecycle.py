"""Lifecycle: who came, stayed, came back and stayed away, period by period. PURE.

    new           active in p, for the first time of all
    returning     active in p and in p-1
    resurrecting  active in p, not in p-1, and not new
    dormant       active in p-1 and not in p; counted below zero

Law: active(p) = active(p-1) + new + resurrecting + dormant, which is below zero itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from campaigns.participation.figures import Figure
from campaigns.participation.period_counts import PeriodCounts
from campaigns.participation.periods import Ints, PeriodKind
from campaigns.participation.shares import MINIMUM_N, wilson
from campaigns.saying import said

NOBODY_LEFT = said("Nobody stayed away, so those who came cannot be divided by those who left.")


@dataclass(frozen=True, eq=False)
class Lifecycle:
    """The people of P consecutive periods from number `first` on, int64[P] each; `dormant` is zero or below.

    The first `complete` periods are over; of the others people are still coming back, so that most of their dormant
    are not.
    """

    period: PeriodKind
    first: int
    active: Ints
    new: Ints
    returning: Ints
    resurrecting: Ints
    dormant: Ints
    complete: int

    @property
    def came(self) -> Ints:
        """Those who were not there in the period before."""
        return self.new + self.resurrecting

    def quick_ratios(self, *, minimum: int = MINIMUM_N) -> tuple[Figure, ...]:
        """Give the quick ratio of each complete period."""
        complete = slice(self.complete)
        return tuple(
            quick_ratio(came, -left, minimum=minimum)
            for came, left in zip(self.came[complete].tolist(), self.dormant[complete].tolist(), strict=True)
        )

    def recent_quick_ratio(self, *, over: int = 4, minimum: int = MINIMUM_N) -> Figure:
        """Give the quick ratio of the last `over` complete periods taken together."""
        recent = slice(max(self.complete - over, 0), self.complete)
        return quick_ratio(int(self.came[recent].sum()), -int(self.dormant[recent].sum()), minimum=minimum)


def lifecycle(
    counts: PeriodCounts,
    *,
    period: PeriodKind,
    last_complete: int,
    active_before: int = 0,
    stayed_from_before: int = 0,
) -> Lifecycle:
    """Tell the lifecycle from period counts; `last_complete` is the number of the last period that is over.

    Where the counts do not begin with the campaign, `active_before` are the people active in the period before their
    first, and `stayed_from_before` those of them who were active in the first as well.
    """
    length = counts.length
    before, stayed = np.zeros(length, dtype=np.int64), np.zeros(length, dtype=np.int64)
    if length:
        before[0], stayed[0] = active_before, stayed_from_before
    before[1:] = counts.active[:-1]
    stayed[1:] = counts.pairs[:-1, 1:2].reshape(-1)
    return Lifecycle(
        period=period,
        first=counts.first,
        active=counts.active,
        new=counts.new,
        returning=stayed,
        resurrecting=counts.active - counts.new - stayed,
        dormant=stayed - before,
        complete=min(max(last_complete - counts.first + 1, 0), length),
    )


def quick_ratio(came: int, left: int, *, minimum: int = MINIMUM_N) -> Figure:
    """Divide those who came (new or resurrecting) by those who left; above 1 more came. n is both together.

    The interval is that of the odds of a share: of all who moved, which were `came` many (Wilson, then x / (1 - x)).
    Without anybody who left there is no ratio, however many came.
    """
    moved = came + left
    if moved < minimum:
        return Figure.lacking(said("people who came or left"), n=moved, needed=minimum)
    if left == 0:
        return Figure(None, moved, missing=NOBODY_LEFT)
    low, high = wilson(came / moved, moved)
    return Figure(came / left, moved, low / (1 - low), high / (1 - high))
