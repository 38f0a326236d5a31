"""Rhythm: who is about to lapse by their own habit, and which branches are going quiet. PURE.

Nouns: somebody's *rhythm* is the median number of days between their active days, once they have three of them; before
that it is the campaign's. They are *due* a message when they have stayed away for max(2, ⌈1.5 · rhythm⌉) days and not
yet for the lapse gap: before that they are merely between two visits, after it they are gone.
A branch is going *quiet* when fewer than half as many of its members were active in the last period as on average in
the four before, and those were at least five.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
import numpy.typing as npt

from campaigns.participation.periods import Ints
from campaigns.participation.survival import LAPSE_GAP_DAYS
from campaigns.participation.wording import PERIODS, plain
from campaigns.saying import said, said_of

ACTIVE_DAYS_NEEDED = 3
FEWEST_DAYS_AWAY = 2
OUT_OF_RHYTHM = 1.5
PERIODS_COMPARED = 4
MEMBERS_NEEDED = 5


def rhythm_of(active_days: Sequence[int]) -> float | None:
    """Give the median gap in days between active days (ascending, each once), or None for fewer than three days.

    Raises ValueError for days that do not ascend.
    """
    gaps = [after - before for before, after in pairwise(active_days)]
    if min(gaps, default=1) < 1:
        raise ValueError("Active days ascend, each once.")
    return float(median(gaps)) if len(active_days) >= ACTIVE_DAYS_NEEDED else None


def campaign_rhythm(gaps: npt.ArrayLike, times: npt.ArrayLike) -> float | None:
    """Give the median gap in days of a whole campaign from a histogram: gaps, and how often each occurs; None without.

    Raises ValueError for rows of different lengths or fewer times than none.
    """
    values, counts = np.asarray(gaps, dtype=np.int64), np.asarray(times, dtype=np.int64)
    if values.shape != counts.shape or values.ndim != 1 or (counts < 0).any():
        raise ValueError("A histogram has as many gaps as counts of them.")
    order = np.argsort(values)
    values, upto = values[order], np.cumsum(counts[order])
    if not upto.size or not upto[-1]:
        return None
    # The two in the middle, which are the same one where their number is odd.
    middle = np.searchsorted(upto, [(upto[-1] - 1) // 2, upto[-1] // 2], side="right")
    return float(values[middle].mean())


def days_until_due(rhythm: float) -> int:
    """Give after how many days away somebody of this rhythm is due."""
    return max(FEWEST_DAYS_AWAY, math.ceil(OUT_OF_RHYTHM * rhythm))


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody about to lapse; `score` rises from above 0 on the first day due to 1 on the last before they lapse."""

    days_away: int
    rhythm: float
    is_own_rhythm: bool
    score: float
    sentence: str


def find_due(
    active_days: Sequence[int], *, now_day: int, gap: int = LAPSE_GAP_DAYS, campaign: float | None = None
) -> Due | None:
    """Tell whether somebody is due a message on `now_day`, from their active days; `campaign` is its median gap.

    None for those who are not: too early, lapsed, or without any rhythm to go by. Somebody whose rhythm is so slow that
    they would be due only once they have lapsed is never due. Raises ValueError for days that do not ascend.
    """
    own = rhythm_of(active_days)
    rhythm = campaign if own is None else own
    if rhythm is None or not active_days:
        return None
    away = now_day - active_days[-1]
    due = days_until_due(rhythm)
    if not due <= away < gap:
        return None
    told = {"every": _every(rhythm), "away": PERIODS["day"].counted(away)}
    if own is not None:
        sentence = said("Usually comes every %(every)s; was last here %(away)s ago.", **told)
    elif len(active_days) == 1:
        sentence = said(
            "Has come only once, in a campaign where people usually come every %(every)s; was last here %(away)s ago.",
            **told,
        )
    else:
        sentence = said(
            "Has come only twice, in a campaign where people usually come every %(every)s; was last here %(away)s ago.",
            **told,
        )
    return Due(away, rhythm, own is not None, (away - due + 1) / (gap - due), sentence)


@dataclass(frozen=True, slots=True)
class Quiet:
    """A branch going quiet: its members active in the last period, and on average in the four before."""

    branch: int
    active: int
    before: float
    sentence: str


def find_quiet(branches: Sequence[int], active: Ints, *, period: str) -> tuple[Quiet, ...]:
    """Find the branches going quiet, those that lost most people first; `active[branch, period]` are members active.

    The last column is the last complete period; it takes four before it, and those further back do not count.
    Raises ValueError for rows that are not as many as branches.
    """
    if active.ndim != 2 or active.shape[0] != len(branches):
        raise ValueError("There is one row of active members for each branch.")
    if active.shape[1] <= PERIODS_COMPARED:
        return ()
    last, before = active[:, -1], active[:, -1 - PERIODS_COMPARED : -1].sum(axis=1)
    is_quiet = (before >= MEMBERS_NEEDED * PERIODS_COMPARED) & (2 * PERIODS_COMPARED * last < before)
    lost = before - PERIODS_COMPARED * last
    found = sorted(np.flatnonzero(is_quiet).tolist(), key=lambda row: (-int(lost[row]), branches[row]))
    return tuple(_quiet(branches[row], int(last[row]), int(before[row]), period) for row in found)


def _quiet(branch: int, active: int, before: int, period: str) -> Quiet:
    mean = before / PERIODS_COMPARED
    noun = PERIODS[period]
    told = {"period": noun.one, "before": plain(mean), "periods": noun.many}
    if active:
        sentence = said_of(
            active,
            "%(n)s person was active in the last %(period)s, after %(before)s on average in the four %(periods)s"
            " before.",
            "%(n)s people were active in the last %(period)s, after %(before)s on average in the four %(periods)s"
            " before.",
            **told,
        )
    else:
        sentence = said(
            "Nobody was active in the last %(period)s, after %(before)s on average in the four %(periods)s before.",
            **told,
        )
    return Quiet(branch, active, mean, sentence)


def _every(days: float) -> str:
    """Say a rhythm: "day", "3 days", "2 to 3 days"."""
    if days == int(days):
        return said("day") if days == 1 else said("%(n)s days", n=int(days))
    return said("%(low)s to %(high)s days", low=math.floor(days), high=math.ceil(days))
