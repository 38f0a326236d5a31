"""Leaderboard: who brought people who stayed, and found what was true. PURE.

The score is the number of direct recruits who are active now and of verified findings, one for one. Law: people of one
score share a rank, the next rank counts all before it, and who is not ranked leaves no gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from campaigns.participation.periods import Ints


@dataclass(frozen=True, slots=True)
class Ranked:
    """Somebody's place, by the id of the participant."""

    participant_id: int
    rank: int
    active_recruits: int
    verified: int

    @property
    def score(self) -> int:
        return self.active_recruits + self.verified


@dataclass(frozen=True, eq=False)
class Board:
    """Everybody with a score, the highest first, of equals who joined first. int64[people] each."""

    id: Ints
    active_recruits: Ints
    verified: Ints

    def __len__(self) -> int:
        return len(self.id)

    @classmethod
    def of(cls, *, recruiters: Ints, finders: Ints) -> Self:
        """Count: `recruiters` names each active recruit's inviter, `finders` each verified finding's, 0 for nobody."""
        people, rows = np.unique(np.concatenate([recruiters, finders]), return_inverse=True)
        active_recruits = np.bincount(rows[: len(recruiters)], minlength=len(people)).astype(np.int64)
        verified = np.bincount(rows[len(recruiters) :], minlength=len(people)).astype(np.int64)
        order = np.lexsort((people, -(active_recruits + verified)))
        order = order[people[order] > 0]
        return cls(people[order], active_recruits[order], verified[order])

    def without(self, people: Ints) -> Self:
        """Leave these people out; whoever stood behind them moves up."""
        stay = ~np.isin(self.id, people)
        return type(self)(self.id[stay], self.active_recruits[stay], self.verified[stay])

    def place_of(self, participant_id: int) -> int | None:
        """Tell at which row somebody stands."""
        rows = np.flatnonzero(self.id == participant_id)
        return int(rows[0]) if len(rows) else None

    def ranked(self, low: int, high: int) -> list[Ranked]:
        """Give a stretch of rows, each with its rank."""
        fallen = -(self.active_recruits + self.verified)
        ranks = np.searchsorted(fallen, fallen[low:high]) + 1
        columns = (self.id[low:high], ranks, self.active_recruits[low:high], self.verified[low:high])
        return [Ranked(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]
