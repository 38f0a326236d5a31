"""Ground truth of staying: how long people stay, and how bursts die down, where both are known.

    python -m tests.participation.staying_truth [RUNS] [FIRST_SEED]

prints Markdown tables.

* *Survival*: the part still active after so many days, and the median stay, of simulated campaigns. Somebody's stay is
  told by their active days alone, so what is true follows from the half-life, the rate of acting and the gap together.
  It is computed day by day from the chances of who acts, lapses or was quiet for so long; nothing is simulated for it.
* *Relaxation*: the exponent of bursts of joins that fall as a power of the time since the peak. Each who joins brings
  at once a number of others that is negative binomial with mean 0.8 and dispersion k, so the counts are uneven.
* *Half-life of a spike*: of campaigns into which 200 people come by a rush that halves in a day. No interval is shown.
  The true one is that of all who come by the rush or are recruited by those, whenever they come.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from math import inf, isinf, log

import numpy as np
from scipy.special import gammainc

from campaigns.participation.relaxation import relaxation
from campaigns.participation.spikes import HOURS_IN_CYCLE, find_spikes
from campaigns.participation.states import Runs
from campaigns.participation.survival import LAPSE_GAP_DAYS, Curve, durations_of, survival_curve
from tests.participation.ground_truth import DISPERSIONS, Score, k_of, runs_and_first_seed
from tests.participation.simulated import DAY_US, MONDAY_US, Campaign, Floats, Ints, Spike, World, simulate

AFTER_DAYS = (14, 28, 56)
STAYS = World(days=84, imports_per_day=1.5, active_per_day=0.5, half_life_days=21)
WORLDS = {
    "half-life 21 days, 1.5 imports a day for 12 weeks": STAYS,
    "the same, and one in four stays for good": replace(STAYS, lasting=0.25),
    "half-life 7 days, active once in five days": replace(STAYS, half_life_days=7, active_per_day=0.2),
    "small: 0.3 imports a day": replace(STAYS, imports_per_day=0.3),
}
CALM_BINS = 30
BURSTS = {
    "falls like t^−0.6 for 60 bins": (0.6, 60, 60.0),
    "falls like t^−0.6 for 300 bins": (0.6, 300, 60.0),
    "falls like t^−1.4 for 60 bins": (1.4, 60, 300.0),
}
RECRUITS_EACH = 0.8
RUSH = World(days=42, imports_per_day=5, spikes=(Spike(28.5, 200),))


def staying(world: World, *, days: int, gap: int = LAPSE_GAP_DAYS) -> Floats:
    """Tell the part of all who are still active 0, 1, … `days` days after their first active day, float64[days + 1].

    Of those who join at an even rate, looked at in whole days: somebody lapses when `gap` days have gone by without an
    act. A person is followed as one who never lapses, one who has not lapsed yet, or one who has; in each of these by
    how many days they have been quiet for.
    """
    rate, lapse = world.active_per_day, log(2) / world.half_life_days
    both = rate + lapse
    acts = (1 - np.exp(-both)) * rate / both
    # Of one who has not lapsed, in a whole day: acts and stays, acts and lapses, neither.
    act_stay, quiet_stay = np.exp(-lapse) * (1 - np.exp(-rate)), np.exp(-both)
    act_lapse = acts - act_stay
    # The same in what is left of the day of joining, for joining at any moment of it alike.
    first_stay = (1 - np.exp(-lapse)) / lapse - (1 - np.exp(-both)) / both if lapse else 0.0
    first_act = rate / both * (1 - (1 - np.exp(-both)) / both)
    waiting = (1 - np.exp(-both)) / both
    # On the first active day, whenever that is.
    begun_stay = first_stay + waiting * act_stay / (1 - quiet_stay)
    begun_lapse = first_act - first_stay + waiting * act_lapse / (1 - quiet_stay)
    state = np.zeros((3, gap))
    state[:, 0] = world.lasting, (1 - world.lasting) * begun_stay, (1 - world.lasting) * begun_lapse
    state /= state.sum()
    quiet = np.array([np.exp(-rate), quiet_stay, 1.0])
    part = [1.0]
    for _ in range(days):
        lasting, present, _ = state.sum(axis=1)
        moved = np.zeros_like(state)
        moved[:, 1:] = quiet[:, None] * state[:, :-1]
        # Whoever lapses on a day without having acted is quiet as well.
        moved[2, 1:] += (1 - act_stay - act_lapse - quiet_stay) * state[1, :-1]
        moved[:, 0] = (1 - np.exp(-rate)) * lasting, act_stay * present, act_lapse * present
        state = moved
        part.append(float(state.sum()))
    return np.array(part)


def curve_of(campaign: Campaign, *, gap: int = LAPSE_GAP_DAYS) -> Curve:
    """Estimate the curve from counts of first days and last days before a lapse, as the report does."""
    day = (campaign.at_us - MONDAY_US) // DAY_US
    runs = Runs.from_pairs(campaign.person, day, members=len(campaign.parent))
    who, first = runs.firsts()
    _, last = runs.lasts()
    ends = np.flatnonzero((np.diff(runs.values) > gap) & (np.diff(runs.owners) == 0))
    lapsed, which = np.unique(runs.owners[ends], return_index=True)
    last = last.copy()
    last[np.searchsorted(who, lapsed)] = runs.values[ends[which]]
    now = int(campaign.world.days) - 1
    return survival_curve(durations_of(first, last, False, np.ones(len(first), dtype=np.int64), gap, now))


class Stays:
    """The scores of the parts after some days and of the median, and how many people there were."""

    def __init__(self) -> None:
        self.after = {days: Score() for days in AFTER_DAYS}
        self.median = Score()
        self.people: list[int] = []


def score_stays(world: World, *, runs: int, first_seed: int = 1) -> Stays:
    """Grow so many campaigns and compare what is told of how long people stay."""
    scores, truth = Stays(), staying(world, days=2_000)
    half = np.flatnonzero(truth <= 0.5)
    for seed in range(first_seed, first_seed + runs):
        curve = curve_of(simulate(world, seed=seed))
        scores.people.append(curve.people)
        for days, one in scores.after.items():
            one.add_figure(curve.at(days), float(truth[days]))
        scores.median.add_figure(curve.median(), float(half[0]) if half.size else inf)
    return scores


def burst(chance: np.random.Generator, *, exponent: float, bins: int, at_first: float, dispersion: float) -> Ints:
    """Draw the joins of a burst: a calm, the peak, and what falls away after it."""
    means = at_first * np.arange(1, bins + 1) ** -exponent
    comers = chance.poisson(np.concatenate([np.full(CALM_BINS, 1.0), [at_first * 2], means]))
    rates = RECRUITS_EACH * comers
    if not isinf(dispersion):
        # Of so many people the zeal adds up to a gamma-distributed sum.
        rates = chance.gamma(np.maximum(comers * dispersion, 1e-9), RECRUITS_EACH / dispersion)
    joins: Ints = comers + chance.poisson(rates)
    return joins


def score_bursts(
    exponent: float, bins: int, at_first: float, dispersion: float, *, runs: int, first_seed: int = 1
) -> Score:
    """Draw so many bursts and compare the exponent."""
    scores = Score()
    for seed in range(first_seed, first_seed + runs):
        chance = np.random.default_rng(seed)
        joins = burst(chance, exponent=exponent, bins=bins, at_first=at_first, dispersion=dispersion)
        scores.add_figure(relaxation(joins, start=CALM_BINS, peak=CALM_BINS, end=len(joins) - 1).exponent, exponent)
    return scores


def half_lives(world: World, *, runs: int, first_seed: int = 1) -> tuple[list[float], int]:
    """Tell the half-lives, in hours, of the spikes that were found and are over, and how many were found."""
    told, found = [], 0
    (put,) = world.spikes
    for seed in range(first_seed, first_seed + runs):
        hours = (simulate(world, seed=seed).joined_at_us - MONDAY_US) // (DAY_US // 24)
        counts = np.bincount(hours, minlength=24 * int(world.days))
        for spike in find_spikes(counts, cycle=HOURS_IN_CYCLE).found:
            if 0 <= spike.start - 24 * put.day <= HOURS_IN_CYCLE:
                found += 1
                told += [] if spike.half_life is None else [spike.half_life]
    return told, found


def true_half_life(world: World) -> float:
    """Tell in how many hours half of all come who come by a rush, or are recruited by those: by convolution."""
    (put,) = world.spikes
    steps, a_day = 8_000, 96
    days = (np.arange(steps) + 0.5) / a_day
    shape, scale = world.generation_shape, world.generation_days / world.generation_shape
    recruits = world.reproduction * np.diff(gammainc(shape, np.arange(steps + 1) / a_day / scale))
    coming = 0.5 ** (days / put.half_life_days)
    for step in range(1, steps):
        coming[step] += float(recruits[:step] @ coming[:step][::-1])
    return float(np.searchsorted(coming.cumsum(), coming.sum() / 2) + 1) * 24 / a_day


def tables(runs: int, first_seed: int) -> Iterator[str]:
    """Write the tables."""
    yield "\n### Survival: the part still active after so many days\n"
    yield f"| campaign | k | people (median) | {' | '.join(f'{d} days: shown | bias | covers' for d in AFTER_DAYS)} |"
    yield f"|---|--:|--:|{'--:|--:|--:|' * len(AFTER_DAYS)}"
    medians = []
    for name, world in WORLDS.items():
        for dispersion in DISPERSIONS:
            stays = score_stays(replace(world, dispersion=dispersion), runs=runs, first_seed=first_seed)
            head = f"| {name} | {k_of(dispersion)} |"
            cells = [cell for one in stays.after.values() for cell in one.cells()]
            yield f"{head} {int(np.median(stays.people)):,} | {' | '.join(cells)} |"
            truth = f"{stays.median.truths / stays.median.shown:.0f} days" if stays.median.shown else "–"
            medians.append(f"{head} {truth} | {' | '.join(stays.median.cells())} |")
    yield "\n### Survival: the median stay\n"
    yield "| campaign | k | true | shown | bias | covers |\n|---|--:|--:|--:|--:|--:|"
    yield from medians
    yield "\n### Relaxation: the exponent of a burst\n"
    yield "| burst | k | shown | bias | covers |\n|---|--:|--:|--:|--:|"
    for name, (exponent, bins, at_first) in BURSTS.items():
        for dispersion in DISPERSIONS:
            scores = score_bursts(exponent, bins, at_first, dispersion, runs=runs, first_seed=first_seed)
            yield f"| {name} | {k_of(dispersion)} | {' | '.join(scores.cells())} |"
    yield "\n### Half-life of a spike of 200 imports that halves in 24 hours\n"
    yield "| those who come recruit | k | found | over | true hours | lower quartile told | median | upper quartile |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for recruits in (0.0, 0.8):
        for dispersion in DISPERSIONS[: 1 if recruits == 0 else None]:
            world = replace(RUSH, reproduction=recruits, dispersion=dispersion)
            told, found = half_lives(world, runs=runs, first_seed=first_seed)
            middle = " | ".join(f"{each:.1f}" for each in np.quantile(told, (0.25, 0.5, 0.75)))
            head = f"| {recruits:g} others each | {k_of(dispersion)} | {found:,} | {len(told):,} |"
            yield f"{head} {true_half_life(world):.0f} | {middle} |"


if __name__ == "__main__":
    for line in tables(*runs_and_first_seed(sys.argv[1:])):
        print(line, flush=True)
