"""States: what the report keeps of every member, as arrays with one row a member. PURE.

Nouns: a *run* is a member's ascending row of distinct numbers (the days on which they were active); the *facts* are
what the log says of them, in any order. Law: a state is a function of the set of facts, so neither the order nor the
portions in which facts arrive change anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from campaigns.participation.periods import Calendar, Ints

Bools = npt.NDArray[np.bool_]

# A place in a run and its member make one number, by which both are sorted at once.
_SHIFT = 1 << 31


def no_ints() -> Ints:
    return np.empty(0, dtype=np.int64)


def ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def is_first(values: Ints) -> Bools:
    """Tell of each of ascending values whether it is the first of its kind."""
    first = np.ones(len(values), dtype=bool)
    first[1:] = values[1:] != values[:-1]
    return first


def distinct(values: Ints) -> Ints:
    """Give the distinct values, ascending; many times quicker than by hashing, where there are millions."""
    ordered = np.sort(values)
    return ordered[is_first(ordered)]


@dataclass(frozen=True)
class Runs:
    """A run for each of N members: `values[starts[n]:starts[n + 1]]`, ascending, distinct; starts is int64[N + 1]."""

    values: Ints
    starts: Ints

    @classmethod
    def empty(cls, members: int) -> Self:
        return cls(no_ints(), np.zeros(members + 1, dtype=np.int64))

    @classmethod
    def of(cls, runs: Sequence[Sequence[int]]) -> Self:
        starts = np.zeros(len(runs) + 1, dtype=np.int64)
        np.cumsum([len(run) for run in runs], out=starts[1:])
        return cls(ints([value for run in runs for value in run]), starts)

    @classmethod
    def from_pairs(cls, owner: Ints, value: Ints, *, members: int) -> Self:
        """Make runs of (owner, value) pairs in any order, repeated or not; owners are 0 … members − 1."""
        return cls.from_keys(distinct((owner << 32) | (value + _SHIFT)), members=members)

    @classmethod
    def from_keys(cls, keys: Ints, *, members: int) -> Self:
        starts = np.searchsorted(keys, np.arange(members + 1, dtype=np.int64) << 32)
        return cls((keys & 0xFFFFFFFF) - _SHIFT, starts.astype(np.int64))

    @property
    def sizes(self) -> Ints:
        return np.diff(self.starts)

    @property
    def owners(self) -> Ints:
        """Name the member of every value, int64[V]."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int64), self.sizes)

    @property
    def keys(self) -> Ints:
        return (self.owners << 32) | (self.values + _SHIFT)

    def mapped(self, values: Ints) -> Runs:
        """Give the runs of other numbers for the same values, which ascend with them and may repeat."""
        keys = (self.owners << 32) | (values + _SHIFT)
        return Runs.from_keys(keys[is_first(keys)], members=len(self.starts) - 1)

    def merged(self, owner: Ints, value: Ints) -> Runs:
        """Give the runs with these values added."""
        keys = distinct(np.concatenate([self.keys, (owner << 32) | (value + _SHIFT)]))
        return Runs.from_keys(keys, members=len(self.starts) - 1)

    def without(self, other: Runs) -> Runs:
        """Give what is here and not in the other runs of the same members."""
        mine, theirs = self.keys, other.keys
        if not len(theirs):
            return self
        place = np.minimum(np.searchsorted(theirs, mine), len(theirs) - 1)
        return Runs.from_keys(mine[theirs[place] != mine], members=len(self.starts) - 1)

    def firsts(self) -> tuple[Ints, Ints]:
        """Give the members who have any value, and the first of each."""
        there = np.flatnonzero(self.sizes)
        return there, self.values[self.starts[:-1][there]]

    def lasts(self) -> tuple[Ints, Ints]:
        """Give the members who have any value, and the last of each."""
        there = np.flatnonzero(self.sizes)
        return there, self.values[self.starts[1:][there] - 1]

    def to_lists(self) -> list[list[int]]:
        values = self.values.tolist()
        return [values[low:high] for low, high in pairwise(self.starts.tolist())]


class Sample(NamedTuple):
    """The days and the hours of some members, picked by chance."""

    days: Runs
    hours: Runs


@dataclass
class Members:
    """N members in ascending order of their ids; every array has one row a member.

    `parent` is the row of the inviter among these members, −1 where there is none; `root`, `source` and `origin` are
    ids: of the tree's first member, of the campaign's own link that the member (or the tree's first member) came by,
    or one of the negative words of `Source`. `size` counts the member and all below. Of a tree's first member `edges`
    and `edges_squared` are the sums of the sizes, and of their squares, of all others in the tree.
    """

    id: Ints
    parent: Ints
    root: Ints
    depth: Ints
    source: Ints
    origin: Ints
    joined_us: Ints
    size: Ints
    edges: Ints
    edges_squared: Ints
    recruits: Ints
    early_recruits: Ints
    reports: Ints
    verified: Ints
    pay_minor: Ints
    days: Runs
    hours: Runs

    def __len__(self) -> int:
        return len(self.id)

    def rows_of(self, ids: Ints) -> Ints:
        """Find the rows of members by their ids, all of whom must be here."""
        return np.searchsorted(self.id, ids).astype(np.int64)


@dataclass(frozen=True)
class Newcomers:
    """People who are not counted yet: ids, their inviters' ids (0 for none), when they joined, and by which source."""

    id: Ints
    inviter: Ints
    depth: Ints
    joined_us: Ints
    source: Ints

    def __len__(self) -> int:
        return len(self.id)


@dataclass(frozen=True)
class Facts:
    """What the log says, besides who joined: acts that count as taking part, and amounts to be added up.

    `act_*` tell who did what kind of thing when; `report_by`, `verified_of` and `paid_to` name members, with what is
    to be added in `verified_by` and `paid_minor`; `rewards_us` are when anything was earned, `visits_us` visits of
    referral links; a tie goes from one person
    to another, and its kind is a place in ties.TIE_KINDS.
    """

    act_kind: Ints = field(default_factory=no_ints)
    act_by: Ints = field(default_factory=no_ints)
    act_us: Ints = field(default_factory=no_ints)
    report_by: Ints = field(default_factory=no_ints)
    verified_of: Ints = field(default_factory=no_ints)
    verified_by: Ints = field(default_factory=no_ints)
    paid_to: Ints = field(default_factory=no_ints)
    paid_minor: Ints = field(default_factory=no_ints)
    rewards_us: Ints = field(default_factory=no_ints)
    visits_us: Ints = field(default_factory=no_ints)
    tie_from: Ints = field(default_factory=no_ints)
    tie_to: Ints = field(default_factory=no_ints)
    tie_us: Ints = field(default_factory=no_ints)
    tie_kind: Ints = field(default_factory=no_ints)

    def people(self) -> Ints:
        """Name everybody that is spoken of."""
        named = (self.act_by, self.report_by, self.verified_of, self.paid_to, self.tie_from, self.tie_to)
        return distinct(np.concatenate(named))


@dataclass(frozen=True)
class Rules:
    """What a campaign counts by: its calendar, the lapse gap and the recruit window in days, and where hours end.

    Hours are kept for `hours_until` (exclusive, an hour's number) only: later, days say more.
    """

    calendar: Calendar
    gap_days: int
    window_days: int
    hours_until: int
