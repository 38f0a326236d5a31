"""Campaigns that are made up for the back-test, of several kinds, and searches in them; one seed, one campaign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count as numbers
from math import exp, inf, log

import numpy as np
from numpy.typing import NDArray

from mobilize.demo.cascade import Burst, Shape, grow
from rewards.simulation.measured import Basis, ObjectiveBasis
from tests.participation.simulated import Spike, World, simulate
from tests.rewards.simulation.counting import Grown, count

HOUR = 3_600
DAY = 24 * HOUR
Floats = NDArray[np.float64]

KINDS = ("hunt", "bursts at any time", "even arrival", "fading launch", "steady R", "R that changes")


def campaigns(kind: str, *, seed: int) -> Iterator[Grown]:
    """Grow one campaign of this kind after the other."""
    for number in numbers(seed):
        grown = _grown(kind, number)
        if grown is not None:
            yield grown


def _grown(kind: str, seed: int) -> Grown | None:
    chance = np.random.default_rng([KINDS.index(kind), seed])
    if kind in ("steady R", "R that changes"):
        return _of_world(kind, chance, seed)
    people, hours = int(chance.choice([500, 1_500, 4_391, 20_000])), 36.0
    shape = Shape()
    if kind != "hunt":
        hours = float(chance.choice([72, 14 * 24, 60 * 24]))
        shape = Shape(
            ordinary_recruits=chance.uniform(0.2, 0.75),
            dispersion=exp(chance.uniform(log(0.2), log(3))),
            median_response_hours=exp(chance.uniform(log(2), log(24))),
            bursts=_bursts(kind, chance),
        )
    cascade = grow(seed, people=people, hours=hours, shape=shape)
    return Grown(kind, cascade.inviter, cascade.joined_after_seconds, int(hours * HOUR))


def _bursts(kind: str, chance: np.random.Generator) -> tuple[Burst, ...]:
    if kind == "even arrival":
        return ()
    if kind == "fading launch":
        return (Burst(0.0, chance.uniform(0.05, 0.4), chance.uniform(0.6, 1.0)),)
    shares = chance.dirichlet([1, 1, 1]) * chance.uniform(0.1, 0.8)
    return tuple(Burst(chance.uniform(0, 0.9), chance.uniform(0.02, 0.15), share) for share in shares.tolist())


def _of_world(kind: str, chance: np.random.Generator, seed: int) -> Grown | None:
    days = float(chance.choice([14, 30, 90]))
    r = chance.uniform(0.2, 0.95)
    after = float(np.clip(r * exp(chance.normal(0, 0.4)), 0.1, 1.1))
    world = World(
        days=days,
        imports_per_day=exp(chance.uniform(log(4), log(80))),
        spikes=tuple(
            Spike(chance.uniform(0, days), chance.uniform(20, 400), chance.uniform(0.3, 3))
            for _ in range(chance.integers(0, 4))
        ),
        reproduction=r,
        changes=((chance.uniform(0.2, 0.8) * days, after),) if kind == "R that changes" else (),
        dispersion=float(chance.choice([inf, 1, 0.3])),
        generation_days=chance.uniform(0.5, 5),
    )
    try:
        campaign = simulate(world, seed=seed)
    except ValueError:
        # More people than fit: another number is drawn.
        return None
    start = int(campaign.joined_at_us[0])
    return Grown(kind, campaign.parent, (campaign.joined_at_us - start) // 1_000_000, int(days * DAY))


@dataclass(frozen=True, eq=False, slots=True)
class Search:
    """A campaign with things to find: of each objective its quota, when its places were taken, and by whom."""

    grown: Grown
    quotas: tuple[int, ...]
    taken: tuple[tuple[tuple[int, int], ...], ...]
    """For each objective (finder, seconds), at most as many as its quota, in the order of time."""

    def basis(self, cut: int) -> Basis:
        """What could be seen of it at `cut`, all reports decided at once."""
        so_far = [[(finder, at) for finder, at in places if at < cut] for places in self.taken]
        objectives = [
            ObjectiveBasis(
                key=f"{number:03}",
                quota=quota,
                found=len(places),
                undecided=0,
                prize_minor=self.prize_minor(number),
                opens_at=0,
                closes_at=self.grown.end,
                filled_at=places[-1][1] if len(places) == quota else None,
            )
            for number, (quota, places) in enumerate(zip(self.quotas, so_far, strict=True))
        ]
        finds = [find for places in so_far for find in places]
        basis = count(self.grown, cut=cut, finds=finds, objectives=objectives)
        left = sum(objective.left * objective.prize_minor for objective in objectives)
        return replace(basis, verified=len(finds), spent_minor=self.spent_by(cut), promised_minor=left)

    def prize_minor(self, number: int) -> int:
        """Give what a place of this objective is worth: some ten times as much as others."""
        return (1_000, 2_500, 10_000)[number % 3]

    def spent_by(self, at: int) -> int:
        return sum(
            self.prize_minor(number)
            for number, places in enumerate(self.taken)
            for _, seconds in places
            if seconds < at
        )

    def found_by(self, at: int) -> int:
        return sum(1 for places in self.taken for _, seconds in places if seconds < at)

    def all_found(self) -> bool:
        return all(self.taken)


def search(grown: Grown, *, seed: int) -> Search:
    """Hide ten things of unequal ease in a campaign, for whoever has joined to find."""
    chance = np.random.default_rng([99, seed])
    steps = np.arange(0, grown.end, max(60, grown.end // 4_000))
    members = np.searchsorted(grown.seconds, steps).astype(np.float64)
    quotas = [int(quota) for quota in chance.choice([1, 1, 1, 3, 10], 10)]
    shape = float(chance.choice([1.0, 3.0]))
    # Of the middle one about twice the quota would be found by the end.
    eases = chance.gamma(shape, 1 / shape, 10) * chance.uniform(0.7, 3.0) * np.array(quotas) / members.sum()
    taken = []
    for ease, quota in zip(eases.tolist(), quotas, strict=True):
        hits = np.flatnonzero(chance.random(len(steps)) < -np.expm1(-ease * members))[:quota]
        taken.append(tuple((int(chance.integers(0, members[hit])), int(steps[hit])) for hit in hits.tolist()))
    return Search(grown, tuple(quotas), tuple(taken))
