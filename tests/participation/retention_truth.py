"""Ground truth of retention: what the report says of simulated campaigns in which it is known who comes back.

    python -m tests.participation.retention_truth [RUNS] [FIRST_SEED]

prints a Markdown table for each kind of retention, and one of what is said of those who came with a spike. Every run is
a campaign of its own. The truth is what is expected of the people of this campaign, who joined when they did: the mean
number who come back over the mean number of whom they are, in closed form, as everybody is active at the times of a
Poisson process until they lapse. In the campaigns beyond the model it is the same of 2,000 other campaigns together.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import log
from typing import NamedTuple

import numpy as np

from campaigns.participation.aftermath import compare_retention
from campaigns.participation.period_counts import PeriodCounts, counts_of
from campaigns.participation.periods import PeriodKind
from campaigns.participation.retention import (
    MOST_SAMPLED,
    RETENTION_KINDS,
    Retention,
    RetentionKind,
    on_or_after,
    retention,
    retention_of,
)
from campaigns.participation.spells import COHORTS_BEFORE
from campaigns.participation.states import Runs
from tests.participation.ground_truth import DISPERSIONS, Score, k_of, runs_and_first_seed
from tests.participation.simulated import DAY_US, MONDAY_US, Campaign, Floats, Ints, Spike, World, simulate

LENGTHS: dict[PeriodKind, int] = {"day": 1, "week": 7}
OTHERS = 2_000
SPIKE_WEEK = 4


@dataclass(frozen=True, slots=True)
class Case:
    """A world, the periods it is looked at in, how many periods later, and what is otherwise than in the model.

    `sampled` members are looked at to tell how sure the recurring means are. With `zeal` a everybody does each thing
    with a chance of their own that is Beta(a, a); with `recruiting` it counts as an act to have somebody join.
    """

    world: World
    period: PeriodKind = "week"
    later: tuple[int, ...] = (1, 4)
    sampled: int = MOST_SAMPLED
    zeal: float | None = None
    recruiting: bool = False

    @property
    def length(self) -> int:
        return LENGTHS[self.period]

    @property
    def periods(self) -> int:
        return int(self.world.days) // self.length

    @property
    def in_model(self) -> bool:
        return self.zeal is None and not self.recruiting


WEEKS = Case(World(days=56, imports_per_day=3, active_per_day=0.3, half_life_days=14, lasting=0.2))
CASES = {
    "weeks: 3 imports a day for 8 weeks": WEEKS,
    "spike: 150 more from day 28.5 on": replace(WEEKS, world=replace(WEEKS.world, spikes=(Spike(28.5, 150),))),
    "days: 5 imports a day for 21 days": Case(
        replace(WEEKS.world, days=21, imports_per_day=5, half_life_days=5), period="day", later=(1, 7)
    ),
}
SAMPLED = {"weeks, with a sample of 200": replace(WEEKS, sampled=200)}
BEYOND = {
    "weeks, recruiting counts as an act": replace(WEEKS, recruiting=True),
    "weeks, people of very different zeal": replace(WEEKS, world=replace(WEEKS.world, active_per_day=0.6), zeal=0.5),
}


class Counts(NamedTuple):
    """How many people each cohort has, float64[P], and how many of them come back, float64[P, P] by periods later."""

    sizes: Floats
    returned: Floats

    def weighted(self, later: int) -> float:
        """Give the mean over cohorts by their sizes."""
        known = len(self.sizes) - later
        return float(self.returned[:known, later].sum() / self.sizes[:known].sum())

    def simple(self, later: int, there: Ints) -> float:
        """Give the mean over the cohorts in which anybody is."""
        known = np.flatnonzero(there[: len(self.sizes) - later])
        return float((self.returned[known, later] / self.sizes[known]).mean())


def expected(case: Case, campaign: Campaign) -> dict[RetentionKind, Counts]:
    """Tell how many of these people are expected in each cohort, and back, given when they joined."""
    world, length, periods = case.world, float(case.length), case.periods
    lapse, rate = log(2) / world.half_life_days, world.active_per_day
    joined = (campaign.joined_at_us - MONDAY_US)[:, None] / DAY_US
    starts = np.arange(periods) * length
    begin, end = np.maximum(starts, joined), starts + length
    there = joined < end
    waited, rest = np.where(there, begin - joined, 0.0), np.where(there, end - begin, 0.0)
    own = (campaign.joined_at_us - MONDAY_US) // DAY_US // case.length
    later = np.arange(periods)
    left = np.maximum((periods - later[:, None] - later[None, :]) * length, 0.0)
    found: dict[RetentionKind, Counts] = {}
    for part, hazard in ((world.lasting, 0.0), (1 - world.lasting, lapse)):
        # Of one who has not lapsed: acting at all in so much time, and acting and not lapsing.
        acts, stays = _acts(rate, hazard, rest), np.exp(-hazard * rest) * -np.expm1(-rate * rest)
        gap = np.exp(-hazard * np.maximum(later - 1, 0) * length)
        again = np.broadcast_to(gap * _acts(rate, hazard, length), left.shape)
        at_all = gap * _acts(rate, hazard, left)
        for kind in RETENTION_KINDS:
            if kind == "joined":
                sizes = np.bincount(own, minlength=periods).astype(np.float64)
                mine = np.arange(len(own)), own
                at_once = np.bincount(own, weights=acts[mine], minlength=periods)
                lasting = np.bincount(own, weights=np.exp(-hazard * rest[mine]), minlength=periods)
            else:
                here = np.exp(-(hazard if kind == "recurring" else hazard + rate) * waited)
                sizes = at_once = (here * acts).sum(axis=0)
                lasting = (here * stays).sum(axis=0)
            returned = lasting[:, None] * (at_all if kind == "on_or_after" else again)
            returned[:, 0] = at_once
            before = found.get(kind, Counts(np.zeros(periods), np.zeros((periods, periods))))
            found[kind] = Counts(before.sizes + part * sizes, before.returned + part * returned)
    return found


def _acts(rate: float, hazard: float, time: Floats | float) -> Floats:
    """Give the chance to act within this time, before lapsing."""
    return np.asarray(-np.expm1(-(rate + hazard) * time) * rate / (rate + hazard))


@dataclass(frozen=True)
class Looked:
    """What the report would show of a campaign, and the numbers of its joins."""

    counts: PeriodCounts
    joins: Ints
    joined: Ints
    shown: dict[RetentionKind, Retention]


def look(case: Case, campaign: Campaign, *, seed: int) -> Looked:
    """Count a campaign as the report does, and have the report's functions tell of it."""
    periods, members = case.periods, len(campaign.parent)
    person, at = campaign.person, campaign.at_us
    if case.zeal is not None:
        chance = np.random.default_rng((seed, 1))
        kept = chance.random(len(person)) < chance.beta(case.zeal, case.zeal, members)[person]
        person, at = person[kept], at[kept]
    if case.recruiting:
        recruit = np.flatnonzero(campaign.parent >= 0)
        person = np.concatenate([person, campaign.parent[recruit]])
        at = np.concatenate([at, campaign.joined_at_us[recruit]])
    when, own = ((each - MONDAY_US) // DAY_US // case.length for each in (at, campaign.joined_at_us))
    counts = counts_of(person, when, 0, periods)
    runs = Runs.from_pairs(person, when, members=members)
    joins = np.bincount(own, minlength=periods)
    since = runs.values - own[runs.owners]
    joined = np.bincount(own[runs.owners] * periods + since, minlength=periods * periods).reshape(periods, periods)
    shown: dict[RetentionKind, Retention] = {
        kind: retention(
            counts, period=case.period, kind=kind, last_complete=periods - 1, sample=_some(runs, case.sampled)
        )
        for kind in RETENTION_KINDS
        if kind != "joined"
    }
    shown["joined"] = retention_of(joins, joined, period=case.period, kind="joined", first=0, last_complete=periods - 1)
    return Looked(counts, joins, joined, shown)


def _some(runs: Runs, most: int) -> Runs:
    """Pick so many of those who were ever active, evenly over the order of joining, as the report does."""
    active, _ = runs.firsts()
    if len(active) <= most:
        return runs
    chosen = np.sort(active[np.argsort(active * 2_654_435_761 % (1 << 32))[:most]])
    mine = np.isin(runs.owners, chosen)
    return Runs.from_pairs(np.searchsorted(chosen, runs.owners[mine]), runs.values[mine], members=most)


@dataclass
class Scores:
    """The scores of the weighted and the simple means by kind and periods later, and of those who came by a spike."""

    weighted: dict[tuple[RetentionKind, int], Score] = field(default_factory=dict)
    simple: dict[tuple[RetentionKind, int], Score] = field(default_factory=dict)
    share: Score = field(default_factory=Score)
    lift: Score = field(default_factory=Score)
    people: list[int] = field(default_factory=list)


def score(case: Case, *, runs: int, first_seed: int = 1, others: int = OTHERS) -> Scores:
    """Grow so many campaigns and compare."""
    scores = Scores()
    truths = None if case.in_model else _of_others(case, others=others, first_seed=first_seed + 1_000_000)
    for seed in range(first_seed, first_seed + runs):
        campaign = simulate(case.world, seed=seed)
        looked = look(case, campaign, seed=seed)
        scores.people.append(len(campaign.parent))
        _add(scores, case, looked, expected(case, campaign) if truths is None else truths)
    return scores


def _of_others(case: Case, *, others: int, first_seed: int) -> dict[RetentionKind, Counts]:
    """Add up the cohorts of other campaigns of the same world."""
    sums: dict[RetentionKind, Counts] = {}
    for seed in range(first_seed, first_seed + others):
        looked = look(case, simulate(case.world, seed=seed), seed=seed)
        counts = looked.counts
        pairs: dict[RetentionKind, tuple[Ints, Ints]] = {
            "recurring": (counts.active, counts.pairs),
            "first_time": (counts.new, counts.first_time),
            "on_or_after": (counts.new, on_or_after(counts.last_seen)),
            "joined": (looked.joins, looked.joined),
        }
        for kind, (sizes, returned) in pairs.items():
            before = sums.get(kind, Counts(np.zeros(case.periods), np.zeros((case.periods, case.periods))))
            sums[kind] = Counts(before.sizes + sizes, before.returned + returned)
    return sums


def _add(scores: Scores, case: Case, looked: Looked, truths: dict[RetentionKind, Counts]) -> None:
    for kind, shown in looked.shown.items():
        sizes = np.array([cohort.size for cohort in shown.cohorts])
        for later in case.later:
            truth = truths[kind]
            weighted = scores.weighted.setdefault((kind, later), Score())
            weighted.add_figure(shown.mean_weighted[later], truth.weighted(later))
            simple = scores.simple.setdefault((kind, later), Score())
            simple.add_figure(shown.mean_simple[later], truth.simple(later, sizes))
    if not case.world.spikes:
        return
    counts, truth = looked.counts, truths["first_time"]
    before = slice(SPIKE_WEEK - COHORTS_BEFORE, SPIKE_WEEK)
    made = compare_retention(
        size=int(counts.new[SPIKE_WEEK]),
        retained=int(counts.first_time[SPIKE_WEEK, 1]),
        size_before=int(counts.new[before].sum()),
        retained_before=int(counts.first_time[before, 1].sum()),
    )
    share = float(truth.returned[SPIKE_WEEK, 1] / truth.sizes[SPIKE_WEEK])
    scores.share.add_figure(made.share, share)
    scores.lift.add_figure(made.lift, share * float(truth.sizes[before].sum() / truth.returned[before, 1].sum()))


def tables(runs: int, first_seed: int) -> Iterator[str]:
    """Write the tables."""
    told = {
        (name, dispersion): score(
            replace(case, world=replace(case.world, dispersion=dispersion)), runs=runs, first_seed=first_seed
        )
        for name, case in (CASES | SAMPLED | BEYOND).items()
        for dispersion in DISPERSIONS
    }
    for kind in RETENTION_KINDS:
        yield f"\n### Retention: {kind}\n"
        yield "| campaign | k | later | weighted mean: shown | bias | covers | simple mean: shown | bias | covers |"
        yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
        for (name, dispersion), scores in told.items():
            if (name in SAMPLED and kind != "recurring") or (name in BEYOND and kind in ("on_or_after", "joined")):
                continue
            for (which, later), weighted in scores.weighted.items():
                if which == kind:
                    cells = [*weighted.cells(), *scores.simple[which, later].cells()]
                    yield f"| {name} | {k_of(dispersion)} | +{later} | {' | '.join(cells)} |"
    yield "\n### Those who came with a spike, a week later\n"
    yield "| campaign | k | share back: shown | bias | covers | lift: shown | bias | covers |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for (name, dispersion), scores in told.items():
        if scores.share.shown:
            cells = [*scores.share.cells(), *scores.lift.cells()]
            yield f"| {name} | {k_of(dispersion)} | {' | '.join(cells)} |"
    yield "\n### How many people there were\n"
    for (name, dispersion), scores in told.items():
        yield f"* {name}, k = {k_of(dispersion)}: {int(np.median(scores.people)):,} (median)"


if __name__ == "__main__":
    for line in tables(*runs_and_first_seed(sys.argv[1:])):
        print(line, flush=True)
