"""Counting a Basis from arrays, without a database: for campaigns that are made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rewards.simulation.measured import Basis, ObjectiveBasis, choose_bin_seconds, mature_lag

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Grown:
    """A campaign as it went: people in the order of joining (`inviter` -1: a root), whole seconds since its start."""

    name: str
    inviter: Ints
    seconds: Ints
    end: int

    def so_far(self, cut: int) -> int:
        return int(np.searchsorted(self.seconds, cut))


def count(
    grown: Grown,
    *,
    cut: int,
    finds: Sequence[tuple[int, int]] = (),
    objectives: Sequence[ObjectiveBasis] = (),
    **rest: int,
) -> Basis:
    """Count what could be seen at `cut`. finds: (finder, seconds) of the findings that took a place by then."""
    people = grown.so_far(cut)
    inviter, seconds = grown.inviter[:people], grown.seconds[:people]
    elapsed = cut - int(seconds[0])
    width = choose_bin_seconds(elapsed_seconds=elapsed, ahead_seconds=grown.end - cut)
    bins = -(-elapsed // width)
    bin_of = bins - 1 - (cut - 1 - seconds) // width
    recruits = np.flatnonzero(inviter >= 0)
    above = inviter[recruits]
    lags = bin_of[recruits] - bin_of[above]
    window = mature_lag(bins)
    brought = np.bincount(above[lags < window], minlength=people)[bin_of <= bins - window]
    values, counts = np.unique(brought, return_counts=True)
    ages = [int(bins - 1 - (cut - 1 - at) // width - bin_of[finder]) for finder, at in finds]
    return Basis(
        as_of=cut,
        deadline=grown.end,
        bin_seconds=width,
        joins=_counted(bin_of, bins),
        roots=_counted(bin_of[inviter < 0], bins),
        recruited=_counted(bin_of[above], bins),
        intervals=_counted(lags, bins),
        offspring=tuple(zip(values.tolist(), counts.tolist(), strict=True)),
        finds=_counted(np.array(ages, dtype=np.int64), bins),
        objectives=tuple(objectives),
        **rest,
    )


def _counted(values: Ints, bins: int) -> tuple[int, ...]:
    return tuple(np.bincount(values, minlength=bins).tolist())
