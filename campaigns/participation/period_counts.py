"""PeriodCounts: how many people were active when, and when again, for one kind of period. PURE.

Law: the counts say nothing about who, only how many, so they can be kept up as events come in and everything about
retention, lifecycle and stickiness follows from them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from campaigns.participation.periods import Ints

_CELLS = 1 << 15


@dataclass(frozen=True, eq=False)
class PeriodCounts:
    """People in P consecutive periods from number `first` on; all int64, 0 beyond the last period.

    active[P]        active in the period
    new[P]           active for the first time of all
    pairs[P,P]       [i, k]: active in i and in i+k; [i, 0] is active[i]
    first_time[P,P]  [i, k]: active for the first time of all in i, and active in i+k; [i, 0] is new[i]
    last_seen[P,P]   [i, k]: active for the first time of all in i, and for the last in i+k

    Raises ValueError where the shapes do not fit.
    """

    first: int
    active: Ints
    new: Ints
    pairs: Ints
    first_time: Ints
    last_seen: Ints

    def __post_init__(self) -> None:
        length = len(self.active)
        square = (length, length)
        if self.new.shape != (length,) or {self.pairs.shape, self.first_time.shape, self.last_seen.shape} != {square}:
            raise ValueError("as many rows and columns as periods")

    @property
    def length(self) -> int:
        return len(self.active)


def counts_of(persons: npt.ArrayLike, periods: npt.ArrayLike, first: int, length: int) -> PeriodCounts:
    """Count from events: who (any int64) was active in which period, int64[N] both, in any order, repeats welcome.

    Events after the last of the `length` periods are left out, as if they had not happened yet; those before the
    first only tell who is not new. Costs one sort, and the sum over people of their active periods squared.
    """
    who = np.asarray(persons, dtype=np.int64)
    column = np.asarray(periods, dtype=np.int64) - first
    if (column >= length).any():
        kept = column < length
        who, column = who[kept], column[kept]
    row = _rows_of(who)
    people = int(row.max()) + 1 if row.size else 0
    is_old = np.zeros(people, dtype=bool)
    if row.size and column.min() < 0:
        early = column < 0
        is_old[row[early]] = True
        row, column = row[~early], column[~early]
    # Each active period of each person once, person by person in order of time.
    cells = np.sort(row * length + column)
    if cells.size:
        cells = cells[np.append(True, cells[1:] != cells[:-1])]
    row, column = np.divmod(cells, max(length, 1))
    starts = np.flatnonzero(np.diff(row, prepend=-1))
    sizes = np.diff(starts, append=row.size)
    pairs = _pairs(column, starts, sizes, length)

    # Cohorts are of those who were never active before.
    is_new = ~is_old[row[starts]]
    debut, last = column[starts][is_new], column[starts + sizes - 1][is_new]
    since, then = np.repeat(debut, sizes[is_new]), column[np.repeat(is_new, sizes)]
    return PeriodCounts(
        first=first,
        active=np.bincount(column, minlength=length).astype(np.int64),
        new=np.bincount(debut, minlength=length).astype(np.int64),
        pairs=pairs,
        first_time=_matrix(since, then - since, length),
        last_seen=_matrix(debut, last - debut, length),
    )


def _rows_of(who: Ints) -> Ints:
    """Number people from 0; where their numbers already lie close together, some are nobody's."""
    if not who.size:
        return who
    lowest, highest = int(who.min()), int(who.max())
    if highest - lowest < max(4 * who.size, 1_000):
        return who - lowest
    return np.unique(who, return_inverse=True)[1].astype(np.int64)


def _pairs(column: Ints, starts: Ints, sizes: Ints, length: int) -> Ints:
    """Count every two active periods of a person; a person's are `sizes` of `column` from `starts` on."""
    pairs = np.zeros(length * length, dtype=np.int64)
    waiting: list[Ints] = []
    held = 0
    first = 0
    while first < starts.size:
        # As many people at a time as stay in the processor's cache, but at least one.
        after = max(int(np.searchsorted(starts, starts[first] + _CELLS)), first + 1)
        own = sizes[first:after]
        block = column[starts[first] : starts[after - 1] + own[-1]]
        # So many active periods of the same person follow.
        following = np.repeat(own.cumsum() - 1, own) - np.arange(block.size)
        places, ahead = np.arange(block.size), 0
        while places.size:
            early = block[places]
            waiting.append(early * (length - 1) + block[places + ahead])
            held += places.size
            ahead += 1
            places = places[following[places] >= ahead]
        first = after
        # A pass through the matrix costs as much as that many pairs.
        if held > max(_CELLS, length * length) or first == starts.size:
            pairs += np.bincount(np.concatenate(waiting), minlength=pairs.size)
            waiting.clear()
            held = 0
    return pairs.reshape(length, length)


def _matrix(since: Ints, later: Ints, length: int) -> Ints:
    counted = np.bincount(since * length + later, minlength=length * length)
    return counted.astype(np.int64).reshape(length, length)
