"""Basis: all that a forecast is made from, counted out of the facts. PURE.

Nouns: a *bin* is a stretch of `bin_seconds`; the last bin ends at `as_of`, and bin 0 is the one with the first join.
A *lag* is a number of bins between an inviter's bin and a recruit's. A *place* is one paid finding of an objective.
Law: the same facts give the same seed, in whatever order the objectives were read.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import Any, Self

# Few enough that thousands of paths go through all of them within a second.
MOST_BINS = 240
LEAST_BINS = 8
LEAST_PEOPLE = 30
# How far beyond what has been seen a forecast looks, in times of that.
FARTHEST = 8
MOST_MOMENTS = 60

_DAY = 86_400

_WIDTHS = (60, 300, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveBasis:
    """What stands open of an objective, and since when; times in seconds since 1970, amounts in minor units.

    quota: how many findings are paid. found: of these, how many places are taken. undecided: reports without a verdict.
    opens_at, closes_at: the window in which it can be found. filled_at: when the last place was taken, if all are.
    """

    key: str
    quota: int
    found: int
    undecided: int
    prize_minor: int
    opens_at: int
    closes_at: int
    filled_at: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.found <= self.quota or self.undecided < 0 or self.prize_minor < 0:
            raise ValueError("places taken are between none and the quota; reports and prizes are not below zero")

    @property
    def left(self) -> int:
        return self.quota - self.found


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The measured inputs of a forecast.

    as_of, deadline: seconds since 1970; the deadline is not before `as_of`.
    joins, roots: people who joined in each bin, and of these the ones without an inviter.
    recruited: for those who joined in each bin, how many they have brought in so far.
    intervals: recruits by lag; `intervals[0]` joined in their inviter's own bin.
    offspring: (number of recruits, people) ascending, for members old enough that all had the same time for it.
    finds: findings that took a place, by the lag between the finder's joining and the report.
    verified, refused: reports decided so far, true and not.
    spent_minor: what has left the budget for findings or is about to; promised_minor: the worst case still open.
    paid_percent: of settled prizes, how much left the budget (the rest of a prize may go back to it).
    """

    as_of: int
    deadline: int
    bin_seconds: int
    joins: tuple[int, ...]
    roots: tuple[int, ...]
    recruited: tuple[int, ...]
    intervals: tuple[int, ...]
    offspring: tuple[tuple[int, int], ...]
    finds: tuple[int, ...] = ()
    objectives: tuple[ObjectiveBasis, ...] = ()
    verified: int = 0
    refused: int = 0
    spent_minor: int = 0
    promised_minor: int = 0
    paid_percent: float = 100.0

    def __post_init__(self) -> None:
        if self.bin_seconds < 1 or self.deadline < self.as_of:
            raise ValueError("a bin lasts a second at least, and a deadline is not before the forecast")
        if not len(self.joins) == len(self.roots) == len(self.recruited):
            raise ValueError("joins, roots and recruited are told for the same bins")
        if len(self.intervals) > len(self.joins) or len(self.finds) > len(self.joins):
            raise ValueError("no lag is longer than the campaign")
        if any(not 0 <= root <= join for root, join in zip(self.roots, self.joins, strict=True)):
            raise ValueError("roots are some of those who joined")
        if list(self.offspring) != sorted(set(self.offspring)):
            raise ValueError("a histogram's values ascend")

    @property
    def participants(self) -> int:
        return sum(self.joins)

    @property
    def bins(self) -> int:
        return len(self.joins)

    @property
    def bins_ahead(self) -> int:
        """How many bins there are until the deadline, the last of them perhaps a part of one."""
        return -(-(self.deadline - self.as_of) // self.bin_seconds)

    def ordered(self) -> Self:
        """The same facts with the objectives in the order of their keys."""
        return replace(self, objectives=tuple(sorted(self.objectives, key=lambda objective: objective.key)))

    def seed(self) -> int:
        """A number of 128 bits that depends on the facts and on nothing else."""
        told = json.dumps(self.ordered().to_json(), sort_keys=True, separators=(",", ":"))
        return int.from_bytes(hashlib.sha256(told.encode()).digest()[:16], "big")

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        fields = dict(told)
        fields["objectives"] = tuple(ObjectiveBasis(**objective) for objective in told["objectives"])
        fields["offspring"] = tuple((value, people) for value, people in told["offspring"])
        for name in ("joins", "roots", "recruited", "intervals", "finds"):
            fields[name] = tuple(told[name])
        return cls(**fields)


def choose_bin_seconds(*, elapsed_seconds: int, ahead_seconds: int) -> int:
    """Choose the shortest bin of the usual ones with which neither the past nor the future has more than MOST_BINS."""
    longest = max(elapsed_seconds, ahead_seconds)
    for width in _WIDTHS:
        if longest <= width * MOST_BINS:
            return width
    days = -(-longest // (86_400 * MOST_BINS))
    return 86_400 * days


def mature_lag(bins: int) -> int:
    """How many bins everybody must have had for recruiting, to be counted in the histogram of offspring."""
    return max(1, bins // 4)


def fan_moments(*, as_of: int, deadline: int, zone: tzinfo) -> tuple[int, ...]:
    """Choose the moments at which a forecast is told: whole hours for up to three days, else midnights of the zone.

    At most MOST_MOMENTS, the last of them the deadline; seconds since 1970 throughout.
    """
    if deadline - as_of <= 3 * _DAY:
        found = list(range(as_of - as_of % 3_600 + 3_600, deadline, 3_600))
    else:
        today = datetime.fromtimestamp(as_of, zone).date()
        days = (deadline - as_of) // _DAY + 2
        midnights = (datetime.combine(today + timedelta(days=day), datetime.min.time(), zone) for day in range(1, days))
        found = [moment for midnight in midnights if as_of < (moment := int(midnight.timestamp())) < deadline]
    every = -(-(len(found) + 1) // MOST_MOMENTS)
    return (*found[every - 1 :: every], deadline)
