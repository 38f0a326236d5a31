"""Ground truth of spikes: what is found of spikes that were put into counts, and the score on real ones.

    python -m tests.participation.spike_truth [RUNS]

prints Markdown tables. A spike is *found* when one is noticed between its beginning and half a cycle or two half-lives
later, whichever is more; a *false alarm* is one noticed at no time between the beginning of a spike and seven of its
half-lives plus half a cycle later. *Late* is the median number of bins from the beginning to the notice. *Excess* and
*half-life* are the medians of what is reported over what was put there, of the spikes found and over.
The tables of the real series need MOBILIZE_REFERENCE_DATA.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from math import inf, isinf, nan
from pathlib import Path

import numpy as np
from scipy.ndimage import minimum_filter, uniform_filter

from campaigns.participation.spikes import DAYS_IN_CYCLE, HOURS_IN_CYCLE, YARDSTICK, Yardstick, beginnings, find_spikes
from tests.participation import simulated
from tests.participation.nab import A_DAY, BAR, Series, read_series, score
from tests.participation.spike_series import Calm, Made, draw, draw_mentions

SIZES = (0.5, 1.0, 3.0)
SPIKES_EACH = 3
HOURS = Calm(per_bin=1, cycle=HOURS_IN_CYCLE, cycles=90)
DAYS = Calm(per_bin=1, cycle=DAYS_IN_CYCLE, cycles=40, tide=0.3)
CHANGES = (0.7, 0.8, 0.9, 1.1, 1.2, 1.3)
MEMORIES, SPREADS, NOTICED = (10, 14, 18), (0.35, 0.5, 0.7), tuple(x / 10 for x in range(5, 18))


@dataclass(slots=True)
class Tally:
    """What was found of the spikes of some series, and what else was."""

    put: int = 0
    late: list[int] = field(default_factory=list)
    excess: list[float] = field(default_factory=list)
    half_life: list[float] = field(default_factory=list)
    false: int = 0
    bins: int = 0

    def add(self, made: Made, *, cycle: int, excess: float, half_life: float) -> None:
        self.put += len(made.begins)
        self.bins += len(made.counts)
        soon, gone = max(cycle // 2, int(2 * half_life)), int(7 * half_life) + cycle // 2
        told = find_spikes(made.counts, cycle=cycle).found
        for begin in made.begins:
            spike = next((each for each in told if 0 <= each.start - begin <= soon), None)
            if spike is None:
                continue
            self.late.append(spike.start - begin)
            if spike.half_life is not None:
                self.excess.append(spike.excess / excess)
                self.half_life.append(spike.half_life / half_life)
        self.false += sum(not any(0 <= each.start - begin <= gone for begin in made.begins) for each in told)

    def cells(self, *, bins_in_month: float) -> str:
        found = f"{100 * len(self.late) / self.put:.0f} %" if self.put else "–"
        medians = (_median(each) for each in (self.late, self.excess, self.half_life))
        late, excess, half_life = ("–" if np.isnan(each) else f"{each:.2g}" for each in medians)
        return f"{found} | {late} | {excess} | {half_life} | {self.false / self.bins * bins_in_month:.2f}"


def _median(values: Sequence[float]) -> float:
    return float(np.median(values)) if values else nan


def counts_table(calm: Calm, levels: Sequence[float], *, half_life: float, runs: int, name: str) -> Iterator[str]:
    """Tell of counts with three spikes of one size, and of calm ones."""
    yield f"| per {name} | uneven | size | found | late | excess | half-life | false alarms a month |"
    yield "|---|---|---|---|---|---|---|---|"
    month = 30 * (HOURS_IN_CYCLE if calm.cycle == HOURS_IN_CYCLE else 1)
    for per_bin, dispersion, size in product(levels, (inf, 5.0, 1.0), (None, *SIZES)):
        tally, some = Tally(), replace(calm, per_bin=per_bin, dispersion=dispersion)
        for seed in range(runs):
            made = draw(some, sizes=() if size is None else (size,) * SPIKES_EACH, half_life=half_life, seed=seed)
            tally.add(made, cycle=calm.cycle, excess=(size or 0) * calm.cycle * per_bin, half_life=half_life)
        uneven = "Poisson" if isinf(dispersion) else f"k = {dispersion:g}"
        yield f"| {per_bin:g} | {uneven} | {size or 'none'} | {tally.cells(bins_in_month=month)} |"


def campaigns_table(runs: int) -> Iterator[str]:
    """Tell of whole campaigns: imports, those they recruit, and a rush of imports that halves in a day."""
    yield "| campaign | bins | found | late | false alarms a month |"
    yield "|---|---|---|---|---|"
    calm = simulated.World(days=90.0)
    worlds = {"steady, no spike": calm} | {
        f"steady, {imports} come at once on day 45.5": replace(calm, spikes=(simulated.Spike(45.5, imports),))
        for imports in (50.0, 100.0, 200.0, 500.0)
    }
    worlds["steady, uneven recruiting (k = 0.3), 200 come at once"] = replace(
        calm, spikes=(simulated.Spike(45.5, 200.0),), dispersion=0.3
    )
    worlds["growing, R = 1.1"] = replace(calm, reproduction=1.1, imports_per_day=2.0)
    for text, world in worlds.items():
        for bins, cycle, length in (
            ("hours", HOURS_IN_CYCLE, simulated.DAY_US // 24),
            ("days", DAYS_IN_CYCLE, simulated.DAY_US),
        ):
            tally = Tally()
            for seed in range(runs):
                joined = simulated.simulate(world, seed=seed).joined_at_us - simulated.MONDAY_US
                counts = np.bincount(joined // length, minlength=int(world.end_us - simulated.MONDAY_US) // length)
                begins = tuple(int(spike.day * simulated.DAY_US) // length for spike in world.spikes)
                tally.add(Made(counts, begins), cycle=cycle, excess=nan, half_life=simulated.DAY_US / length)
            found, late, _, _, false = tally.cells(bins_in_month=30 * simulated.DAY_US / length).split(" | ")
            yield f"| {text} | {bins} | {found} | {late} | {false} |"


def total(series: Sequence[Series], yardstick: Yardstick = YARDSTICK, *, cycle: int = A_DAY) -> float:
    """Score some series with one yardstick."""
    return sum(score(each.windows, beginnings(each.counts, cycle=cycle, yardstick=yardstick)) for each in series)


def real_tables(series: Sequence[Series]) -> Iterator[str]:
    """Tell the score of each real series, with the numbers as they are and as the others choose them, and with others.

    The others choose the threshold whose worst score, up to two steps lower or higher, is the best; or all three
    numbers by the best mean score with their neighbours; or by the best score, which stands at an edge more often.
    """
    grid = [
        Yardstick(memory=memory, spread=spread, noticed_at=noticed)
        for memory, spread, noticed in product(MEMORIES, SPREADS, NOTICED)
    ]
    shape = (len(MEMORIES), len(SPREADS), len(NOTICED))
    scores = np.array([[total([each], yardstick) for each in series] for yardstick in grid])
    only = np.array([(each.memory, each.spread) == (YARDSTICK.memory, YARDSTICK.spread) for each in grid])
    yield "| series | windows | score | threshold chosen | score | all three chosen | score | by best score | score |"
    yield "|---|---|---|---|---|---|---|---|---|"
    sums = np.zeros(4)
    for column, each in enumerate(series):
        others = (scores.sum(axis=1) - scores[:, column]).reshape(shape)
        worst = minimum_filter(others, size=(1, 1, 5), mode="nearest").ravel()
        around = uniform_filter(others, size=3, mode="nearest").ravel()
        choices = [int(np.argmax(by)) for by in (np.where(only, worst, -np.inf), around, others)]
        values = np.array([total([each]), *scores[choices, column]])
        sums += values
        chosen = [f"{grid[n].memory}, {grid[n].spread}, {grid[n].noticed_at}" for n in choices]
        chosen[0] = f"{grid[choices[0]].noticed_at}"
        cells = [f"{text} | {value:.2f}" for text, value in zip(chosen, values[1:], strict=True)]
        yield f"| {each.name} | {len(each.windows)} | {values[0]:.2f} | {' | '.join(cells)} |"
    yield f"| **all** (bar {BAR}) | | {' | | '.join(f'**{each:.2f}**' for each in sums)} |"
    yield ""
    above = scores.sum(axis=1) > BAR
    yield f"{above.sum()} of all {len(grid)} combinations of {MEMORIES}, {SPREADS} and {NOTICED} are above the bar."
    yield ""
    yield f"| changed alone | {' | '.join(f'× {by:g}' for by in CHANGES)} |"
    yield f"|---|{'---|' * len(CHANGES)}"
    for name in ("memory", "spread", "noticed_at"):
        value = getattr(YARDSTICK, name)
        changed = [replace(YARDSTICK, **{name: type(value)(round(value * by, 6))}) for by in CHANGES]
        yield f"| {name} ({value}) | {' | '.join(f'{total(series, each):.2f}' for each in changed)} |"
    cycles = [f"{total(series, cycle=round(A_DAY * by)):.2f}" for by in CHANGES]
    yield f"| the cycle, which is a day | {' | '.join(cycles)} |"


def mentions_table(runs: int) -> Iterator[str]:
    """Tell the score of series that are made up, of three windows each, as a part of the most there is."""
    yield "| threshold | score per 17 windows | windows found | false alarms per series |"
    yield "|---|---|---|---|"
    series = [draw_mentions(seed=seed) for seed in range(runs)]
    windows = sum(len(each.windows) for each in series)
    for noticed in NOTICED[::2]:
        yardstick = Yardstick(noticed_at=noticed)
        found = [beginnings(each.counts, cycle=A_DAY, yardstick=yardstick) for each in series]
        hits = [
            [((places >= first) & (places <= last)).any() for first, last in each.windows]
            for each, places in zip(series, found, strict=True)
        ]
        outside = sum(
            not any(first <= place <= last for first, last in each.windows)
            for each, places in zip(series, found, strict=True)
            for place in places
        )
        value = sum(score(each.windows, places) for each, places in zip(series, found, strict=True))
        yield (
            f"| {noticed} | {17 * value / windows:.2f} | {100 * np.concatenate(hits).mean():.0f} %"
            f" | {outside / len(series):.1f} |"
        )


def tables(runs: int) -> Iterator[str]:
    yield f"### Hours: 90 days, tides by day and week, three spikes that halve in 6 hours ({runs} runs each)\n"
    yield "Sizes are in days of calm counts.\n"
    yield from counts_table(HOURS, (0.5, 5, 50), half_life=6.0, runs=runs, name="hour")
    yield f"\n### Days: 280 days, tides by week, three spikes that halve in 2 days ({runs} runs each)\n"
    yield "Sizes are in weeks of calm counts.\n"
    yield from counts_table(DAYS, (5, 50, 500), half_life=2.0, runs=runs, name="day")
    yield f"\n### Campaigns of 90 days, 5 imports a day, R = 0.8 ({runs} runs each)\n"
    yield from campaigns_table(runs)
    folder = os.environ.get("MOBILIZE_REFERENCE_DATA")
    if folder:
        yield "\n### Mentions of five companies, real\n"
        yield from real_tables(read_series(Path(folder) / "nab"))
    yield "\n### Mentions, made up\n"
    yield from mentions_table(max(runs // 2, 1))


if __name__ == "__main__":
    for line in tables(int(sys.argv[1]) if len(sys.argv) > 1 else 60):
        print(line, flush=True)
