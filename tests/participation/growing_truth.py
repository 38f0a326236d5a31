"""Ground truth of growth, pace and habit: what the report says of simulated campaigns where all of these are known.

    python -m tests.participation.growing_truth [RUNS] [FIRST_SEED]

prints Markdown tables, of simulated campaigns that are a campaign of their own each. Two things may be called true of
them, and where they differ both are asked after:

* *of its people*: what was to be expected of the people of this campaign, who joined when they did;
* *of the world*: what is expected of all campaigns of this world together, when people join included.

Both are in closed form: expected joins follow from imports, R and the times to recruit by a renewal equation, and
everybody is active at the times of a Poisson process until they lapse. Shares of reports verified are told exactly, by
adding up the binomial distribution.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import log

import numpy as np
from scipy.special import gammainc, gammaincinv
from scipy.stats import binom

from campaigns.participation.figures import Figure
from campaigns.participation.generations import generation_times
from campaigns.participation.growth import growth, growth_rate_of, k_factor
from campaigns.participation.lifecycle import lifecycle
from campaigns.participation.period_counts import counts_of
from campaigns.participation.periods import ENOUGH_COMPLETE, PeriodKind
from campaigns.participation.reproduction import cohort_r
from campaigns.participation.stickiness import MONTH_DAYS, daily_of, stickiness
from campaigns.participation.tallies import rough_minutes
from campaigns.participation.ties import trust_of
from tests.participation.ground_truth import DISPERSIONS, WINDOW_DAYS, Score, k_of, runs_and_first_seed
from tests.participation.retention_truth import LENGTHS, WEEKS, expected
from tests.participation.simulated import DAY_US, MONDAY_US, Campaign, Floats, Ints, World, simulate

STEPS = 48
"""Steps a day of the renewal equation."""
MINUTE_US, HOUR_US = 60_000_000, 3_600_000_000
OVER = {"last four weeks": 4, "last week": 1}
STEADY = World()
GROWING: dict[str, tuple[World, PeriodKind]] = {
    "steady: R 0.8 and 5 imports a day, by days after 60": (STEADY, "day"),
    "small: 1.5 imports a day, by weeks after 8": (replace(STEADY, imports_per_day=1.5, days=56), "week"),
    "growing: R 1.2 and 2 imports a day, by days after 40": (
        replace(STEADY, reproduction=1.2, imports_per_day=2, days=40),
        "day",
    ),
    "growing: R 1.1 and 2 imports a day, by weeks after 9": (
        replace(STEADY, reproduction=1.1, imports_per_day=2, days=63),
        "week",
    ),
}
ACTIVE = {
    "8 weeks: R 0.8 and 3 imports a day": WEEKS.world,
    "9 weeks: R 1.1 and 1 import a day": replace(WEEKS.world, reproduction=1.1, imports_per_day=1, days=63),
}
REPORTS = {"5 reports": 5, "30 reports": 30, "300 reports": 300}
VERIFIED = (0.5, 0.8, 0.95)


def expected_joins(world: World) -> Floats:
    """Give how many join in each step of a world without spikes and changes of R: float64[days · STEPS]."""
    steps = round(world.days * STEPS)
    within = _recruited(world, np.arange(steps + 1) / STEPS)
    # Who joins at any moment of a step recruits after so many steps half in that one and half in the next.
    later = np.diff(within, prepend=0.0)
    later = (later[:-1] + later[1:]) / 2
    joins = np.zeros(steps)
    for step in range(steps):
        before = float(later[1 : step + 1] @ joins[:step][::-1])
        joins[step] = (world.imports_per_day / STEPS + before) / (1 - later[0])
    return joins


def _recruited(world: World, days: Floats) -> Floats:
    """Give how many somebody has brought on average so many days after joining."""
    shape = world.generation_shape
    return np.asarray(world.reproduction * gammainc(shape, np.maximum(days, 0) * shape / world.generation_days))


def typical(world: World, *, people: int = 10_000) -> Campaign:
    """Make a campaign in which so many join just when people of this world are expected to."""
    joins = np.append(0.0, np.cumsum(expected_joins(world)))
    parts = (np.arange(people) + 0.5) / people * joins[-1]
    days = np.interp(parts, joins, np.arange(len(joins)) / STEPS)
    nothing = np.zeros(0, dtype=np.int64)
    alone: Ints = np.full(people, -1, dtype=np.int64)
    return Campaign(world, alone, MONDAY_US + (days * DAY_US).astype(np.int64), nothing, nothing)


def rate_of(means: Floats) -> float:
    """Fit expected joins as the report fits joins."""
    rate, _, _ = growth_rate_of(np.round(means[-ENOUGH_COMPLETE:] * 1e6).astype(np.int64))
    return rate


@dataclass
class Growing:
    """The scores of growth and pace in one world, its true rate, and all that was said of k."""

    rate: float = 0.0
    people: list[int] = field(default_factory=list)
    organic: Score = field(default_factory=Score)
    k_factor: Score = field(default_factory=Score)
    k_factor_of_world: Score = field(default_factory=Score)
    growth_rate: Score = field(default_factory=Score)
    doubling: Score = field(default_factory=Score)
    doubled: list[float] = field(default_factory=list)
    median: Score = field(default_factory=Score)
    p90: Score = field(default_factory=Score)
    k: list[Figure] = field(default_factory=list)

    def k_covers(self, truth: float) -> float:
        """Tell how many of the intervals of k hold the truth, where there is a value and where there is none."""
        held = [
            (each.low is None or each.low <= truth) and (each.high is None or truth <= each.high) for each in self.k
        ]
        return sum(held) / len(held)


def score_growing(world: World, period: PeriodKind, *, runs: int, first_seed: int = 1) -> Growing:
    """Grow so many campaigns and compare what is told of how they grow."""
    length = LENGTHS[period]
    periods = int(world.days) // length
    means = expected_joins(world)
    rate = rate_of(means[: periods * length * STEPS].reshape(periods, -1).sum(axis=1))
    brought = float(1 - world.imports_per_day * world.days / means.sum())
    scores = Growing(rate)
    for seed in range(first_seed, first_seed + runs):
        campaign = simulate(world, seed=seed)
        joined, parent = campaign.joined_at_us, campaign.parent
        people = len(parent)
        scores.people.append(people)
        own = float(_recruited(world, (world.end_us - joined) / DAY_US).mean())
        recruits = np.unique(np.bincount(parent[parent >= 0], minlength=people), return_counts=True)
        number = (joined - MONDAY_US) // DAY_US // length
        joins = np.bincount(number, minlength=periods)
        roots = np.bincount(number[parent < 0], minlength=periods)
        made = growth(joins, roots, period=period, first=0, last_complete=periods - 1, recruits=recruits)
        accepted = int((parent >= 0).sum())
        k = k_factor(visits=2 * people, accepted=accepted, participants=people, recruits=recruits).k
        scores.organic.add_figure(made.organic_share, 1 - brought)
        scores.k_factor.add_figure(k, own)
        scores.k_factor_of_world.add_figure(k, brought)
        scores.doubling.add_figure(made.doubling_periods, log(2) / rate)
        scores.doubled += [] if made.doubling_periods.value is None else [made.doubling_periods.value]
        if np.count_nonzero(joins[-ENOUGH_COMPLETE:]) > 1:
            told, low, high = growth_rate_of(joins[-ENOUGH_COMPLETE:])
            scores.growth_rate.add(told, rate, (low, high))
        _add_pace(scores, campaign)
    return scores


def _add_pace(scores: Growing, campaign: Campaign) -> None:
    """Add how long recruits take, rounded as the report keeps it, and how unevenly they are brought."""
    world, joined, parent = campaign.world, campaign.joined_at_us, campaign.parent
    recruit = np.flatnonzero(parent >= 0)
    waited = joined[recruit] - joined[parent[recruit]]
    ages = (world.end_us - joined // HOUR_US * HOUR_US) // MINUTE_US
    lags = rough_minutes(waited // MINUTE_US)
    times = generation_times(*np.unique(lags, return_counts=True), *np.unique(ages, return_counts=True))
    shape = world.generation_shape
    scale = world.generation_days * DAY_US / MINUTE_US / shape
    for one, figure, part in ((scores.median, times.median, 0.5), (scores.p90, times.p90, 0.9)):
        truth = gammaincinv(shape, part * gammainc(shape, times.reach_minutes / scale)) * scale
        one.add_figure(figure, float(truth))
    early = np.bincount(parent[recruit[waited < WINDOW_DAYS * DAY_US]], minlength=len(parent))
    mature = joined <= world.end_us - WINDOW_DAYS * DAY_US
    scores.k.append(cohort_r(*np.unique(early[mature], return_counts=True)).k)


def quick_ratios(campaign: Campaign) -> dict[str, float]:
    """Tell how many are expected to come for each who is expected to go, of these people, over the last weeks."""
    case = replace(WEEKS, world=campaign.world)
    due = expected(case, campaign)["recurring"]
    stayed = due.returned[: case.periods - 1, 1]
    came, left = due.sizes[1:] - stayed, due.sizes[:-1] - stayed
    return {name: float(came[-over:].sum() / left[-over:].sum()) for name, over in OVER.items()}


def active_within(campaign: Campaign, begin: float, end: float) -> float:
    """Tell how many of these people are expected to be active between two moments, in days since the start."""
    world = campaign.world
    joined = (campaign.joined_at_us - MONDAY_US) / DAY_US
    joined = joined[joined < end]
    since = np.maximum(begin, joined)
    found = 0.0
    for part, hazard in ((world.lasting, 0.0), (1 - world.lasting, log(2) / world.half_life_days)):
        both = world.active_per_day + hazard
        acts = -np.expm1(-both * (end - since)) * world.active_per_day / both
        found += part * float((np.exp(-hazard * (since - joined)) * acts).sum())
    return found


@dataclass
class Habits:
    """The scores of who comes and goes and how often, in one world."""

    people: list[int] = field(default_factory=list)
    of_people: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in OVER})
    of_world: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in OVER})
    dau_over_mau: Score = field(default_factory=Score)
    days_of_28: Score = field(default_factory=Score)


def score_habits(world: World, *, runs: int, first_seed: int = 1) -> Habits:
    """Grow so many campaigns and compare what is told of who comes and goes, and how often."""
    scores, of_world, days = Habits(), quick_ratios(typical(world)), int(world.days)
    for seed in range(first_seed, first_seed + runs):
        campaign = simulate(world, seed=seed)
        scores.people.append(len(campaign.parent))
        day = (campaign.at_us - MONDAY_US) // DAY_US
        weeks = days // LENGTHS["week"]
        counts = counts_of(campaign.person, day // LENGTHS["week"], 0, weeks)
        cycle = lifecycle(counts, period="week", last_complete=weeks - 1)
        of_people = quick_ratios(campaign)
        for name, over in OVER.items():
            figure = cycle.recent_quick_ratio(over=over)
            scores.of_people[name].add_figure(figure, of_people[name])
            scores.of_world[name].add_figure(figure, of_world[name])
        sticky = stickiness(daily_of(campaign.person, day, 0, days), last_complete=days - 1)
        each = [active_within(campaign, begin, begin + 1) for begin in range(days - MONTH_DAYS, days)]
        month = active_within(campaign, days - MONTH_DAYS, days)
        scores.dau_over_mau.add_figure(sticky.dau_over_mau[-1], each[-1] / month)
        scores.days_of_28.add_figure(sticky.days_of_28, sum(each) / month)
    return scores


def trust_covers(share: float, reports: int) -> float:
    """Tell how often the interval of the share of so many reports holds the chance that each is verified with."""
    found = 0.0
    for verified in range(reports + 1):
        figure = trust_of(verified, reports)
        if figure.low is not None and figure.high is not None and figure.low <= share <= figure.high:
            found += float(binom.pmf(verified, reports, share))
    return found


def covers(one: Score) -> str:
    """Write the last cell of a score."""
    return one.cells()[-1]


def tables(runs: int, first_seed: int) -> Iterator[str]:
    """Write the tables."""
    grown = {
        (name, dispersion): score_growing(
            replace(world, dispersion=dispersion), period, runs=runs, first_seed=first_seed
        )
        for name, (world, period) in GROWING.items()
        for dispersion in DISPERSIONS
    }
    yield "\n### K-factor and organic share\n"
    yield "| campaign | k | people (median) | K: shown | bias | covers | covers that of the world | organic: bias |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for (name, dispersion), told in grown.items():
        cells = [*told.k_factor.cells(), covers(told.k_factor_of_world), told.organic.cells()[1]]
        yield f"| {name} | {k_of(dispersion)} | {int(np.median(told.people)):,} | {' | '.join(cells)} |"
    yield "\n### Growth rate and doubling time\n"
    yield "| campaign | k | rate: covers | true doubling time | shown | median of them | covers |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for (name, dispersion), told in grown.items():
        times = f"{np.median(told.doubled):.1f}" if told.doubled else "–"
        cells = [covers(told.growth_rate), f"{log(2) / told.rate:,.1f} {GROWING[name][1]}s"]
        cells += [f"{told.doubling.shown:,}", times, covers(told.doubling)]
        yield f"| {name} | {k_of(dispersion)} | {' | '.join(cells)} |"
    yield "\n### Generation time, and dispersion k\n"
    yield (
        "| campaign | k | median: shown | bias | covers | p90: shown | bias | covers"
        " | k: with a value | median of them | covers |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    for (name, dispersion), told in grown.items():
        values = [each.value for each in told.k if each.value is not None]
        cells = [*told.median.cells(), *told.p90.cells(), f"{len(values):,}"]
        cells += [f"{np.median(values):.2f}" if values else "–", f"{100 * told.k_covers(dispersion):.1f} %"]
        yield f"| {name} | {k_of(dispersion)} | {' | '.join(cells)} |"
    yield "\n### Quick ratio, DAU/MAU and days of 28\n"
    heads = " | ".join(f"{name}: shown | bias | covers | covers that of the world" for name in OVER)
    yield f"| campaign | k | people (median) | {heads} | DAU/MAU: bias | covers | days of 28: bias | covers |"
    yield f"|---|--:|--:|{'--:|' * (4 * len(OVER) + 4)}"
    for name, world in ACTIVE.items():
        for dispersion in DISPERSIONS:
            habits = score_habits(replace(world, dispersion=dispersion), runs=runs, first_seed=first_seed)
            cells = [f"{int(np.median(habits.people)):,}"]
            for over in OVER:
                cells += [*habits.of_people[over].cells(), covers(habits.of_world[over])]
            cells += [*habits.dau_over_mau.cells()[1:], *habits.days_of_28.cells()[1:]]
            yield f"| {name} | {k_of(dispersion)} | {' | '.join(cells)} |"
    yield "\n### Share of reports verified, exactly\n"
    yield f"| each verified with a chance of | {' | '.join(REPORTS)} |\n|--:|{'--:|' * len(REPORTS)}"
    for share in VERIFIED:
        cells = [f"{100 * trust_covers(share, reports):.1f} %" for reports in REPORTS.values()]
        yield f"| {share:g} | {' | '.join(cells)} |"


if __name__ == "__main__":
    for line in tables(*runs_and_first_seed(sys.argv[1:])):
        print(line, flush=True)
