"""Counts whose spikes were put there, so it is known when they began, how large they are and how they fade.

    made = draw(Calm(per_bin=5, cycle=24, cycles=90), sizes=(1.0, 1.0, 1.0), half_life=6.0, seed=7)
    made.counts, made.begins

Nouns: *calm* is what counts do without spikes: a rate with its tides in a cycle and, where a cycle is a day, in the
week, times a gamma-distributed mean-1 factor of the given shape for each bin (`dispersion`; infinite: Poisson counts).
A spike begins at once, with a bin, and fades by halves; its size is in cycles of calm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isinf

import numpy as np
from numpy.typing import NDArray

from tests.participation.nab import A_DAY, PROBATION, Series

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

LABELLED = 0.1
"""The part of a series that lies in labelled windows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calm:
    """Counts without spikes: the mean per bin, the bins of a cycle, how many cycles, and how uneven they are."""

    per_bin: float
    cycle: int
    cycles: int
    dispersion: float = inf
    tide: float = 0.6

    @property
    def bins(self) -> int:
        return self.cycle * self.cycles

    def rate(self) -> Floats:
        place = np.arange(self.bins)
        rate = self.per_bin * (1 + self.tide * np.sin(2 * np.pi * place / self.cycle - 1.5))
        weekend = (place // self.cycle) % 7 >= 5 if self.cycle >= 24 else np.zeros(self.bins, dtype=bool)
        made: Floats = np.where(weekend, 0.7 * rate, rate)
        return made


@dataclass(frozen=True, eq=False, slots=True)
class Made:
    """Counts by bin and the places at which spikes begin."""

    counts: Ints
    begins: tuple[int, ...]


def draw(calm: Calm, *, sizes: Sequence[float], half_life: float, seed: int) -> Made:
    """Draw counts with a spike of each size, spread over the series from its third cycle on."""
    chance = np.random.default_rng(seed)
    rate = calm.rate()
    part = (calm.bins - 3 * calm.cycle) // max(len(sizes), 1)
    begins = tuple(3 * calm.cycle + part * n + int(chance.integers(part // 2)) for n in range(len(sizes)))
    if not isinf(calm.dispersion):
        rate = rate * chance.gamma(calm.dispersion, 1 / calm.dispersion, calm.bins)
    for begin, size in zip(begins, sizes, strict=True):
        fading = 0.5 ** (np.arange(calm.bins - begin) / half_life)
        rate[begin:] += size * calm.cycle * calm.per_bin * (1 - 0.5 ** (1 / half_life)) * fading
    return Made(chance.poisson(rate).astype(np.int64), begins)


def draw_mentions(*, seed: int, bins: int = 15_000, anomalies: int = 3) -> Series:
    """Draw 5-minute counts as of a company's mentions: tides, drift, uneven counts, lone bins that mean nothing.

    The level and its unevenness differ from series to series. Lone bins of 2 to 20 times the level and more come every
    other day on average and are not labelled. What is labelled jumps to 4 to 40 times the level and fades by halves
    within minutes or hours; the windows are centred on the jumps, and together a tenth of the series.
    """
    chance = np.random.default_rng(seed)
    level, dispersion = np.exp(chance.uniform(np.log(2), np.log(60))), chance.uniform(2, 8)
    rate = Calm(per_bin=level, cycle=A_DAY, cycles=bins // A_DAY + 1, tide=chance.uniform(0.3, 0.8)).rate()[:bins]
    drift = np.zeros(bins)
    steps = chance.normal(0, 0.02, bins)
    for place in range(1, bins):
        drift[place] = 0.997 * drift[place - 1] + steps[place]
    rate = rate * np.exp(drift) * chance.gamma(dispersion, 1 / dispersion, bins)
    lone = chance.random(bins) < 1 / (2 * A_DAY)
    rate[lone] += level * np.exp(chance.normal(np.log(4), 0.8, int(lone.sum())))
    half = round(LABELLED * bins / anomalies / 2)
    part = (bins - PROBATION - 2 * half) // anomalies
    windows = []
    for number in range(anomalies):
        centre = PROBATION + half + part * number + int(chance.integers(max(part - 2 * half, 1)))
        height = level * np.exp(chance.uniform(np.log(4), np.log(40)))
        fading = 0.5 ** (np.arange(bins - centre) / np.exp(chance.uniform(np.log(2), np.log(72))))
        rate[centre:] += height * fading
        windows.append((centre - half, centre + half))
    return Series(f"made up {seed}", chance.poisson(rate).astype(np.int64), tuple(windows))
