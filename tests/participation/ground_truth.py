"""Ground truth of R: what the estimates say of simulated campaigns whose R is known, over many runs.

    python -m tests.participation.ground_truth [RUNS] [FIRST_SEED]

prints a Markdown table. Every run is a campaign of its own, looked at in day bins at its end: cohort R over the 7 days
after joining, and instantaneous R over its last 7 days. Runs in which a figure says that it lacks data are left out of
that figure's columns, as nothing was shown. *Bias* is Σ estimates / Σ truths − 1. *Covers* is the part of the 95 %
intervals that hold the truth; of 1,000 runs at 95 % it lies between 93.6 and 96.3 in 19 of 20 cases. *Poisson* is the
same for the interval of Cori et al., which takes recruits for Poisson numbers.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from math import inf

import numpy as np
from scipy.special import gammainc, gammaincinv
from scipy.stats import binom

from campaigns.participation.figures import Figure
from campaigns.participation.generations import generation_interval
from campaigns.participation.reproduction import cohort_r, dispersed_r
from campaigns.participation.shares import Z_95
from tests.participation.simulated import DAY_US, MONDAY_US, Campaign, Spike, World, simulate

WINDOW_DAYS = 7
ENDS = np.array([0.025, 0.975])
DISPERSIONS = (inf, 1.0, 0.3)
STEADY = World()
WORLDS = {
    "steady: R 0.8 and 5 imports a day for 60 days": STEADY,
    "small: 1.5 imports a day": replace(STEADY, imports_per_day=1.5),
    "young: 6 imports a day for 21 days": replace(STEADY, imports_per_day=6, days=21),
    "growing: R 1.2, 2 imports a day for 40 days": replace(STEADY, reproduction=1.2, imports_per_day=2, days=40),
    "turning: R 1.1 until day 50, then 0.6": replace(STEADY, reproduction=1.1, changes=((50.0, 0.6),), days=60),
    "spike: 200 imports from day 55.5 on": replace(STEADY, spikes=(Spike(55.5, 200),)),
    "quick: recruits after 7 hours on average": replace(STEADY, generation_days=0.3, days=28),
}
OUTSIDE = {
    "hubs: zeal with a tail of exponent 2.5": replace(STEADY, zeal_tail=2.5),
    "hubs: zeal with a tail of exponent 1.8": replace(STEADY, zeal_tail=1.8),
}


@dataclass(slots=True)
class Score:
    """What came of the runs in which a figure was shown."""

    shown: int = 0
    estimates: float = 0.0
    truths: float = 0.0
    covered: int = 0
    poisson: int = 0
    below: int = 0
    errors: float = 0.0

    def add(
        self,
        value: float,
        truth: float,
        interval: tuple[float, float],
        poisson: tuple[float, float] = (inf, -inf),
    ) -> None:
        self.shown += 1
        self.estimates += value
        self.truths += truth
        self.covered += interval[0] <= truth <= interval[1]
        self.below += truth < interval[0]
        reach = interval[1] - value if truth > value else value - interval[0]
        if truth != value:
            self.errors += (Z_95 * (truth - value) / reach) ** 2 if reach else inf
        self.poisson += poisson[0] <= truth <= poisson[1]

    def add_figure(self, figure: Figure, truth: float) -> None:
        """Add a figure of the report, where it is shown; an end that it does not tell lies as far as can be."""
        if figure.value is not None:
            low = -inf if figure.low is None else figure.low
            self.add(figure.value, truth, (low, inf if figure.high is None else figure.high))

    @property
    def bias(self) -> float:
        return self.estimates / self.truths - 1

    @property
    def coverage(self) -> float:
        return self.covered / self.shown

    @property
    def error(self) -> float:
        """How large the errors are by what the intervals say: 1, below it where they are too wide, above too narrow."""
        return float(np.sqrt(self.errors / self.shown))

    @property
    def covers_as_it_says(self) -> bool:
        """Whether so many of the intervals held the truth as fits a coverage of 93 to 97 %, at 99 in 100."""
        least, most = (binom.ppf(part, self.shown, share) for part, share in ((0.01, 0.93), (0.99, 0.97)))
        return bool(least <= self.covered <= most)

    def cells(self) -> list[str]:
        """Write how many were shown, the bias and the coverage."""
        if not self.shown:
            return ["–"] * 3
        bias = f"{100 * self.bias:+.1f} %".replace("-", "−")
        return [f"{self.shown:,}", bias, f"{100 * self.coverage:.1f} %"]


@dataclass(slots=True)
class Scores:
    """The scores of both estimates in one world, and how many people its campaigns had."""

    cohort: Score
    instantaneous: Score
    people: list[int]


def score(world: World, *, runs: int, first_seed: int = 1) -> Scores:
    """Grow so many campaigns and compare."""
    scores = Scores(Score(), Score(), [])
    for seed in range(first_seed, first_seed + runs):
        add_run(scores, simulate(world, seed=seed))
    return scores


def add_run(scores: Scores, campaign: Campaign) -> None:
    """Estimate R in one campaign as the report does, from counts alone."""
    world, parent, joined = campaign.world, campaign.parent, campaign.joined_at_us
    days = int(world.days)
    day = (joined - MONDAY_US) // DAY_US
    recruit = np.flatnonzero(parent >= 0)
    inviter = parent[recruit]
    joins = np.bincount(day, minlength=days)
    recruits = np.bincount(day[recruit], minlength=days)
    lags = np.bincount(day[recruit] - day[inviter], minlength=days)
    early = joined[recruit] - joined[inviter] < WINDOW_DAYS * DAY_US
    brought = np.bincount(inviter[early], minlength=len(parent))
    mature = joined <= world.end_us - WINDOW_DAYS * DAY_US
    values, people = np.unique(brought[mature], return_counts=True)
    scores.people.append(len(parent))

    cohort = cohort_r(values, people)
    r = cohort.r
    if not world.changes and r.value is not None and r.low is not None and r.high is not None:
        shape = world.generation_shape
        within = gammainc(shape, WINDOW_DAYS * shape / world.generation_days)
        total = int(values @ people)
        bare = gammaincinv(1 + total, ENDS) / (0.2 + r.n)
        scores.cohort.add(r.value, world.reproduction * float(within), (r.low, r.high), (bare[0], bare[1]))

    interval = generation_interval(lags, joins)
    if interval is None:
        return
    last = np.array([[days - WINDOW_DAYS, days]])
    found = dispersed_r(joins, recruits, interval.weights, last, dispersion=cohort.dispersion)
    (now,) = found.figures()
    if now.value is not None and now.low is not None and now.high is not None:
        truth = float(world.reproduction_at(np.array([world.days - WINDOW_DAYS / 2]))[0])
        bare = gammaincinv(1 + found.recruits[0], ENDS) / (0.2 + found.members[0])
        scores.instantaneous.add(now.value, truth, (now.low, now.high), (bare[0], bare[1]))


HEAD = (
    "| campaign | k | people (median) | cohort R: shown | bias | covers | Poisson |"
    " instantaneous R: shown | bias | covers | Poisson |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
)


def row(name: str, dispersion: str, scores: Scores) -> str:
    """Write a row of the table."""
    cells = [name, dispersion, f"{int(np.median(scores.people)):,}"]
    for one in (scores.cohort, scores.instantaneous):
        cells += [*one.cells(), f"{100 * one.poisson / one.shown:.1f} %" if one.shown else "–"]
    return "| " + " | ".join(cells) + " |"


def k_of(dispersion: float) -> str:
    return "∞" if dispersion == inf else f"{dispersion:g}"


def runs_and_first_seed(arguments: list[str]) -> tuple[int, int]:
    """Read both from the command line."""
    runs, first_seed = [int(each) for each in arguments] + [1_000, 1][len(arguments) :]
    return runs, first_seed


def main(arguments: list[str]) -> None:
    """Print the table, row by row."""
    runs, first_seed = runs_and_first_seed(arguments)
    print(HEAD, flush=True)
    for name, world in WORLDS.items():
        for dispersion in DISPERSIONS:
            scores = score(replace(world, dispersion=dispersion), runs=runs, first_seed=first_seed)
            print(row(name, k_of(dispersion), scores), flush=True)
    for name, world in OUTSIDE.items():
        print(row(name, "–", score(world, runs=runs, first_seed=first_seed)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
