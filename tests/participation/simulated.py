"""Simulated campaigns: whatever the report should find in them was put there, so it is known.

    world = World(reproduction=0.8, dispersion=0.3)
    campaign = simulate(world, seed=7)
    campaign.parent, campaign.joined_at_us          # int64[people], in the order of joining
    campaign.person, campaign.at_us                 # int64[events], in the order of time
    world.staying_after(14.0), world.active_on(14)  # what the estimates should come near to

Nouns: a *world* is the set of numbers that a campaign is grown from; an *import* joins without an inviter; a *spike*
is a rush of imports that begins at once and fades. One seed and one world give one campaign.

* Imports come at an even rate, and with the spikes on top.
* Each person has a zeal of mean 1, gamma-distributed with shape k (the dispersion; infinite: all are alike), and
  brings a Poisson number of recruits of mean R times the zeal: together negative binomial with mean R and dispersion k
  (Lloyd-Smith et al., "Superspreading and the effect of individual variation on disease emergence", Nature 438, 2005).
  R is that of the moment at which the recruit joins, so it may change in the midst (`changes`).
* A recruit joins a gamma-distributed time after the inviter. Whoever would join after the end is not there.
* Each person is active at the times of a Poisson process from joining until they lapse. A part of all never lapse; the
  others lapse after an exponential time with the given half-life.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from math import exp, inf, isinf, log

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

DAY_US = 86_400_000_000
MONDAY_US = int(datetime(2026, 1, 5, tzinfo=UTC).timestamp()) * 1_000_000


@dataclass(frozen=True, slots=True)
class Spike:
    """A rush of imports: the day on which it begins (may be broken), how many it brings on average, how it fades."""

    day: float
    imports: float
    half_life_days: float = 1.0


@dataclass(frozen=True, kw_only=True)
class World:
    """The numbers that a campaign is grown from. Times in days (parts allowed) since its start, a Monday in UTC."""

    days: float = 60.0
    imports_per_day: float = 5.0
    spikes: tuple[Spike, ...] = ()
    reproduction: float = 0.8
    changes: tuple[tuple[float, float], ...] = ()
    """(day, R from that day on), in the order of days."""
    dispersion: float = inf
    zeal_tail: float = inf
    """Above 1 and finite: the zeal is Lomax-distributed instead, with a tail of this exponent (hubs; up to 2 the
    variance is infinite)."""
    generation_days: float = 3.0
    generation_shape: float = 2.0
    """The shape of the gamma distribution of the times from inviter to recruit; `generation_days` is its mean."""
    active_per_day: float = 0.0
    half_life_days: float = inf
    lasting: float = 0.0
    """The part of all people who never lapse."""
    most: int = 500_000

    def __post_init__(self) -> None:
        if min(self.days, self.dispersion, self.generation_days, self.generation_shape, self.half_life_days) <= 0:
            raise ValueError("lengths of time, shapes and the dispersion are above zero")
        if self.zeal_tail <= 1:
            raise ValueError("a tail with an exponent up to 1 has no mean")
        if not 0 <= self.lasting <= 1:
            raise ValueError("a part lies between 0 and 1")

    @property
    def end_us(self) -> int:
        """The moment at which the campaign is looked at."""
        return MONDAY_US + round(self.days * DAY_US)

    def reproduction_at(self, days: Floats) -> Floats:
        """R at these times."""
        steps = np.array([self.reproduction, *(value for _, value in self.changes)])
        found: Floats = steps[np.searchsorted(np.array([day for day, _ in self.changes]), days, side="right")]
        return found

    def staying_after(self, days: float) -> float:
        """The part of all who have not lapsed so long after joining."""
        return self.lasting + (1 - self.lasting) * exp(-log(2) / self.half_life_days * days)

    def active_on(self, day: int) -> float:
        """The part of all who are active at least once in the 24 hours that begin `day` days after their joining."""
        lapse, rate = log(2) / self.half_life_days, self.active_per_day
        through = 1 - exp(-rate)
        # lapsed at x of the day, and active before it
        within = (1 - exp(-lapse)) - lapse / (lapse + rate) * (1 - exp(-lapse - rate)) if lapse + rate else 0.0
        lasting_others = (1 - self.lasting) * exp(-lapse * day)
        return self.lasting * through + lasting_others * (exp(-lapse) * through + within)


@dataclass(frozen=True, eq=False, slots=True)
class Campaign:
    """People in the order of joining (`parent` -1: an import), and what they did in the order of time."""

    world: World
    parent: Ints
    joined_at_us: Ints
    person: Ints
    at_us: Ints


def simulate(world: World, *, seed: int) -> Campaign:
    """Grow a campaign. Raises ValueError where it would have more than `world.most` people."""
    chance = np.random.default_rng(seed)
    end = round(world.days * DAY_US)
    most_r = max(world.reproduction, *(value for _, value in world.changes), 0.0)
    joined = _import_times(chance, world)
    above: Ints = np.full(len(joined), -1, dtype=np.int64)
    generations, inviters, before, people = [joined], [above], 0, len(joined)
    while len(joined):
        zeal = _zeal(chance, world, people=len(joined))
        inviter = np.repeat(np.arange(len(joined)), chance.poisson(most_r * zeal))
        waits = chance.gamma(world.generation_shape, world.generation_days / world.generation_shape, len(inviter))
        times = joined[inviter] + np.ceil(np.maximum(waits * DAY_US, 1)).astype(np.int64)
        kept = chance.random(len(inviter)) * most_r < world.reproduction_at(times / DAY_US)
        kept &= times < end
        inviters.append(inviter[kept] + before)
        before += len(joined)
        joined = times[kept]
        generations.append(joined)
        people += len(joined)
        if people > world.most:
            raise ValueError(f"this campaign would have more than {world.most:,} people")
    joined, above = np.concatenate(generations), np.concatenate(inviters)
    order = np.argsort(joined, kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    parent = above[order]
    parent[parent >= 0] = place[parent[parent >= 0]]
    person, at = _activity(chance, world, joined[order])
    return Campaign(world, parent, MONDAY_US + joined[order], person, MONDAY_US + at)


def _import_times(chance: np.random.Generator, world: World) -> Ints:
    days = [chance.random(chance.poisson(world.imports_per_day * world.days)) * world.days]
    for spike in world.spikes:
        waits = chance.exponential(spike.half_life_days / log(2), chance.poisson(spike.imports))
        days.append(spike.day + waits)
    times = np.concatenate(days)
    times = times[(times >= 0) & (times < world.days)]
    found: Ints = np.minimum((times * DAY_US).astype(np.int64), round(world.days * DAY_US) - 1)
    return found


def _zeal(chance: np.random.Generator, world: World, *, people: int) -> Floats:
    if not isinf(world.zeal_tail):
        return chance.pareto(world.zeal_tail, people) * (world.zeal_tail - 1)
    if isinf(world.dispersion):
        return np.ones(people)
    return chance.gamma(world.dispersion, 1 / world.dispersion, people)


def _activity(chance: np.random.Generator, world: World, joined: Ints) -> tuple[Ints, Ints]:
    end = round(world.days * DAY_US)
    stays = np.full(len(joined), inf)
    if not isinf(world.half_life_days):
        stays = chance.exponential(world.half_life_days / log(2), len(joined))
        stays[chance.random(len(joined)) < world.lasting] = inf
    length = np.minimum(stays, (end - joined) / DAY_US)
    person = np.repeat(np.arange(len(joined)), chance.poisson(world.active_per_day * length))
    at = joined[person] + (chance.random(len(person)) * length[person] * DAY_US).astype(np.int64)
    order = np.argsort(at, kind="stable")
    return person[order], at[order]
