"""Spikes: bins in which far more happened than at the best of times of late. PURE.

    surprise(counts, cycle=24)      how far each hour stands out, judged by the hours before it
    beginnings(counts, cycle=24)    the places at which a spike is noticed
    find_spikes(counts, cycle=24)   the spikes with their peak, end, size and half-life

Nouns: a *bin* is an hour, a day, any equal stretch of time; a *cycle* is the day of hours, the week of days; a *pace*
is the mean count of the last 1, 2, 4, … bins, up to half a cycle; a cycle's *top* is the highest pace in it.

Nights and week-ends lie within a cycle, so its top knows nothing of them. Tops are compared by their logarithms, as
counts of people who follow each other are heavy-tailed. For the pace of each length h

    x = ln(1 + pace) − the mean of ln(1 + count) over the last 14 cycles
    z = (x − m) / s, where m and v are the mean and variance of the tops of the last 14 cycles (or those there are)
    s² = (1 + 1/c) · (c·v + 14·½²) / (c + 14) + (λ + ⅜) / (h·(1 + λ)²)

A top weighs 1 in the cycle before the bin and less the longer ago it is, evenly down to nothing; c is the sum of these
weights. The first term of s² is the variance of the next top as predicted from c of them, drawn towards ½² as if 14
more cycles had shown it. The second is what chance does to a count of h bins, λ being the pace that m stands for (delta
method, with the ⅜ of Anscombe, "The transformation of Poisson, binomial and negative-binomial data", Biometrika 35,
1948).
A bin's *surprise* is the mean of the higher half of its z: spikes are short or long, but none shows in one pace alone.
A spike is noticed where the surprise reaches 1, and none within a cycle of another. The 14, the ½ and that 1 are the
only free numbers, and the same for every series.

Law: a bin is judged by itself and the bins before it. Cutting the future off, or changing it, changes nothing before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from campaigns.participation.periods import Ints
from campaigns.saying import said

Floats = npt.NDArray[np.float64]

HOURS_IN_CYCLE = 24
DAYS_IN_CYCLE = 7
FEWEST_EXTRA = 5
"""A spike is only told of when it brought so many more than were to be expected."""
OPENING_TOLD_AFTER = 3
"""So many cycles it takes to tell whether the first of them had a spike."""
_ANSCOMBE = 3 / 8
_QUIET = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick:
    """How many cycles are remembered, the standard deviation that their tops are drawn to, the surprise it takes."""

    memory: int = 14
    spread: float = 0.5
    noticed_at: float = 1.0


YARDSTICK = Yardstick()


@dataclass(frozen=True, slots=True)
class Spike:
    """A spike by the numbers of its bins, half-open: noticed at `start`, back to usual at `end`.

    `count` is that of the bin `start`, `expected` what is usual there; `excess` is what came from start to end, or so
    far, above the usual. `half_life`, in bins, is the time from the beginning of the peak's bin in which half of the
    excess from there on came: of an exponential decay the half-life. While the spike goes on, `end` and `half_life`
    are None and the peak may still change.
    """

    start: int
    peak: int
    end: int | None
    count: int
    expected: float
    excess: float
    half_life: float | None

    @property
    def is_over(self) -> bool:
        return self.end is not None


@dataclass(frozen=True, slots=True)
class Spikes:
    """The spikes in order, and the `n` bins they were looked for in; `missing` says what is lacking to look at all."""

    found: tuple[Spike, ...]
    n: int
    missing: str = ""


def surprise(counts: npt.ArrayLike, *, cycle: int, yardstick: Yardstick = YARDSTICK) -> Floats:
    """Measure how far each bin stands out, float64[bins]; −inf in the first cycle, which nothing came before.

    `counts` are of complete, equal bins without a gap. Raises ValueError unless they are one row of numbers that are
    finite and not below 0, and for a cycle of less than one bin.
    """
    row = _checked(counts, cycle)
    size = len(row)
    logs = np.log1p(row)
    level = np.concatenate([logs[:1], _pace(logs, yardstick.memory * cycle)[:-1]])
    lengths = _lengths(cycle)
    standings = np.empty((len(lengths), size))
    for standing, bins in zip(standings, lengths, strict=True):
        height = np.log1p(_pace(row, bins)) - level
        mean, variance, known = _tops(height, cycle, yardstick.memory)
        drawn = (known * variance + yardstick.memory * yardstick.spread**2) / (known + yardstick.memory)
        rate = np.maximum(np.expm1(mean + level), 0.0)
        chance = (rate + _ANSCOMBE) / (bins * (1 + rate) ** 2)
        standing[:] = (height - mean) / np.sqrt((1 + 1 / np.maximum(known, 1.0)) * drawn + chance)
    standings.sort(axis=0)
    found: Floats = standings[len(lengths) // 2 :].mean(axis=0)
    found[:cycle] = -np.inf
    return found


def beginnings(counts: npt.ArrayLike, *, cycle: int, yardstick: Yardstick = YARDSTICK) -> Ints:
    """Give the places at which a spike is noticed, ascending and more than a cycle apart.

    Raises ValueError as `surprise` does.
    """
    places: list[int] = []
    for place in _noticed(counts, cycle, yardstick):
        if not places or place - places[-1] > cycle:
            places.append(place)
    return np.array(places, dtype=np.int64)


def find_spikes(
    counts: npt.ArrayLike, *, cycle: int, first: int = 0, of: str = "bins", yardstick: Yardstick = YARDSTICK
) -> Spikes:
    """Find the spikes in complete, equal bins of which the first is number `first`; `of` is what bins are called.

    What is usual at a place in the cycle is the mean of the middle half of the counts there over the last 14 cycles
    before the spike was noticed. The spike is over when a quarter of a cycle (two bins at least) together lies no
    higher above the usual than three of four such stretches did before it, or after 14 cycles: what lasts longer has
    become usual. Whatever stands out meanwhile belongs to it.
    A spike in the first cycle, which nothing came before, is told once two more are over: it is judged by those that
    followed, with time reversed.
    Raises ValueError as `surprise` does.
    """
    row = _checked(counts, cycle)
    if len(row) <= cycle:
        missing = said(
            "Not enough data yet: it takes %(needed)s complete %(what)s, and there are %(n)s.",
            needed=cycle + 1,
            what=of,
            n=len(row),
        )
        return Spikes((), len(row), missing)
    return Spikes(tuple(_followed(row, cycle, first, yardstick)), len(row))


def _noticed(counts: npt.ArrayLike, cycle: int, yardstick: Yardstick) -> list[int]:
    places: list[int] = np.flatnonzero(
        surprise(counts, cycle=cycle, yardstick=yardstick) >= yardstick.noticed_at
    ).tolist()
    return places


def _followed(row: Floats, cycle: int, first: int, yardstick: Yardstick) -> Iterator[Spike]:
    """Follow each spike to its end before the next may begin."""
    free = 0
    for start in [*_opening(row, cycle, yardstick), *_noticed(row, cycle, yardstick)]:
        if start < free:
            continue
        usual, end = _usual_and_end(row, start, cycle, yardstick.memory)
        until = len(row) if end is None else end
        free = max(until, start + cycle + 1)
        above = row[start:until] - usual[: until - start]
        if above.sum() < FEWEST_EXTRA:
            continue
        peak = int(np.argmax(row[start:until]))
        yield Spike(
            start=first + start,
            peak=first + start + peak,
            end=None if end is None else first + end,
            count=int(row[start]),
            expected=float(usual[0]),
            excess=float(above.sum()),
            half_life=None if end is None else _half_life(above[peak:]),
        )


def _opening(row: Floats, cycle: int, yardstick: Yardstick) -> list[int]:
    """Give the first place in the first cycle that would have been a spike after what followed, if there is one."""
    cycles = min(len(row) // cycle, yardstick.memory + 1)
    if cycles < OPENING_TOLD_AFTER:
        return []
    opening = surprise(row[: cycles * cycle][::-1], cycle=cycle, yardstick=yardstick)[::-1][:cycle]
    places: list[int] = np.flatnonzero(opening >= yardstick.noticed_at)[:1].tolist()
    return places


def _usual_and_end(row: Floats, start: int, cycle: int, memory: int) -> tuple[Floats, int | None]:
    """Give what is usual from `start` on for as long as a spike may last, and the first place back to it."""
    if start >= cycle:
        past = row[start - min(memory, start // cycle) * cycle : start]
    else:
        later = row[start + cycle :]
        past = later[: min(memory, len(later) // cycle) * cycle]
    profile = _usual(past, cycle)
    usual = np.tile(profile, memory)
    stretch = min(max(2, cycle // 4), len(past))
    quiet = np.quantile(_height(past, np.tile(profile, len(past) // cycle), stretch), _QUIET)
    after = row[start + 1 : start + len(usual) + stretch - 1]
    expected = np.concatenate([usual, profile])[1 : len(after) + 1]
    back = np.flatnonzero(_height(after, expected, stretch) <= quiet) if len(after) >= stretch else np.zeros(0)
    if back.size:
        return usual, start + 1 + int(back[0])
    return usual, start + len(usual) if len(row) >= start + len(usual) else None


def _usual(past: Floats, cycle: int) -> Floats:
    """Give the mean of the middle half of the counts at each place of the cycle, and near it where bins are short."""
    near = cycle // 24
    wide = np.concatenate([past[:near], past, past[len(past) - near :]])
    around = [wide[shift : shift + len(past)].reshape(-1, cycle) for shift in range(2 * near + 1)]
    values = np.sort(np.concatenate(around), axis=0)
    cut = len(values) // 4
    middle: Floats = values[cut : len(values) - cut].mean(axis=0)
    return middle


def _height(row: Floats, usual: Floats, stretch: int) -> Floats:
    """Measure how far each whole stretch of bins lies above the usual, on the scale of square roots."""
    share = np.full(stretch, 1 / stretch)
    came, expected = (np.convolve(each, share, mode="valid") for each in (row, usual))
    height: Floats = np.sqrt(np.maximum(came, 0) + _ANSCOMBE) - np.sqrt(np.maximum(expected, 0) + _ANSCOMBE)
    return height


def _half_life(above: Floats) -> float | None:
    """Find when half of the excess had come, within a bin as if it had come evenly."""
    upto = np.cumsum(above)
    half = upto[-1] / 2
    if half <= 0:
        return None
    place = int(np.argmax(upto >= half))
    before = float(upto[place - 1]) if place else 0.0
    return place + (float(half) - before) / float(upto[place] - before)


def _checked(counts: npt.ArrayLike, cycle: int) -> Floats:
    row = np.asarray(counts, dtype=np.float64)
    if row.ndim != 1 or not np.isfinite(row).all() or (row < 0).any():
        raise ValueError("Counts are one row of numbers, none of them below 0.")
    if cycle < 1:
        raise ValueError("A cycle has at least one bin.")
    return row


def _lengths(cycle: int) -> list[int]:
    """List 1, 2, 4, … up to half a cycle."""
    return [1 << power for power in range(max(cycle // 2, 1).bit_length())]


def _pace(row: Floats, bins: int) -> Floats:
    """Give the mean of the last so many bins, or of those there are, with the present one."""
    upto = np.concatenate([np.zeros(1), np.cumsum(row)])
    ends = np.arange(1, len(row) + 1)
    starts = np.maximum(ends - bins, 0)
    pace: Floats = (upto[ends] - upto[starts]) / (ends - starts)
    return np.maximum(pace, 0.0)


def _tops(height: Floats, cycle: int, memory: int) -> tuple[Floats, Floats, Floats]:
    """Give the weighted mean and variance of the tops of the last cycles before a bin, and the sum of the weights."""
    size = len(height)
    total, squares, known = np.zeros((3, size))
    tops = _top_before(height, cycle)
    for back in range(min(memory, size // cycle)):
        place, weight = (back + 1) * cycle, 1 - back / memory
        tops_then = tops[: size - place]
        total[place:] += weight * tops_then
        squares[place:] += weight * tops_then**2
        known[place:] += weight
    some = np.where(known > 0, known, 1.0)
    mean = total / some
    return mean, np.maximum(squares / some - mean**2, 0.0), known


def _top_before(height: Floats, cycle: int) -> Floats:
    """Give the highest of each `cycle` bins in a row; the first is that of bins 0 … cycle − 1."""
    best, reach = height, 1
    while reach < cycle and len(best):
        step = min(reach, cycle - reach)
        best = np.maximum(best[step:], best[: max(len(best) - step, 0)])
        reach += step
    return best
