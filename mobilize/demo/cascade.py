"""Cascade: who joined when, and who invited them, grown as a branching process.

Nouns: a *root* joins without an inviter; a *tree* is a root and everyone who came through it; a *shape* is
the set of numbers that a cascade is grown from. Law: an inviter has a smaller index and joined strictly
earlier, so one pass in ascending order yields depths and one in descending order yields sizes.

The model is a Galton–Watson process run in continuous time (each person acts independently of every other):

* *Roots* arrive over the whole window at an even rate, with bursts on top that decay exponentially: the
  press writes about the campaign, and the interest fades.
* *Recruits.* Each person brings a number of recruits drawn once. Most draw from a negative binomial with a
  small dispersion (most bring nobody, some bring several); a small share are hubs with a large audience,
  whose recruits follow a power law between two bounds. The mean over all, the reproduction number, is below
  1: trees die out by themselves, and their sizes are heavy-tailed because recruits are.
* *Response times.* Each recruit joins after a log-normal wait. Iribarren and Moro ("Impact of human
  activity patterns on the dynamics of information diffusion", Physical Review Letters 103, 2009) followed a
  viral campaign of 31,183 people and found that the wide spread of response times, and not their mean, sets
  the pace of a cascade; a branching process with such waits described it well. Their waits are of the order
  of a day; the waits here are of hours, since the window was short and prizes were waiting, and they
  spread widely too.
* *Truncation.* The window closes after the hours given: whoever would have joined later is not there, nor
  is anyone below them.

How the asked number of people is met: trees are drawn one after the other, independently, until together
they have at least that many people; then the last to join are left out until the number is met exactly.
Leaving out the last to join takes nobody's inviter away, as inviters joined before their recruits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mobilize.demo.draws import Draws

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Burst:
    """A rush of roots: where in the window it starts, how fast it decays (both as parts of it), its share."""

    start: float
    decay: float
    share: float


@dataclass(frozen=True)
class Shape:
    """The numbers a cascade is grown from; the defaults give trees like those of December 2009."""

    ordinary_recruits: float = 0.62
    dispersion: float = 0.45
    hub_share: float = 0.004
    hub_exponent: float = 1.4
    hub_least: int = 12
    hub_most: int = 220
    median_response_hours: float = 1.6
    response_sigma: float = 1.4
    bursts: tuple[Burst, ...] = field(default=(Burst(0.0, 0.06, 0.22), Burst(0.3, 0.05, 0.16), Burst(0.66, 0.04, 0.14)))

    def __post_init__(self) -> None:
        if not 0 < self.hub_least <= self.hub_most:
            raise ValueError("a hub brings at least one person, and at most hub_most")
        if min(self.ordinary_recruits, self.dispersion, self.hub_exponent, self.median_response_hours) <= 0:
            raise ValueError("means, dispersions, exponents and medians are above zero")
        if not 0 <= self.hub_share <= 1 or sum(burst.share for burst in self.bursts) > 1:
            raise ValueError("shares are parts of one")
        if any(not 0 <= burst.start < 1 or burst.decay <= 0 for burst in self.bursts):
            raise ValueError("a burst starts inside the window and decays")
        if self.reproduction >= 1:
            raise ValueError(
                f"each person would bring {self.reproduction:.3f} others on average; below 1 trees die out, "
                "at 1 or more they need not"
            )

    @cached_property
    def recruits_cdf(self) -> Floats:
        """The probability of bringing at most n people, for n = 0, 1, … hub_most."""
        ordinary = np.empty(self.hub_most + 1)
        odds = self.ordinary_recruits / (self.dispersion + self.ordinary_recruits)
        ordinary[0] = (1.0 - odds) ** self.dispersion
        for n in range(self.hub_most):
            ordinary[n + 1] = ordinary[n] * odds * (n + self.dispersion) / (n + 1)
        hubs = np.zeros(self.hub_most + 1)
        sizes = np.arange(self.hub_least, self.hub_most + 1, dtype=np.float64)
        hubs[self.hub_least :] = sizes ** -(self.hub_exponent + 1.0)
        mixed = (1.0 - self.hub_share) * ordinary / ordinary.sum() + self.hub_share * hubs / hubs.sum()
        cdf: Floats = np.cumsum(mixed)
        cdf[-1] = 1.0  # rounding must not leave a gap at the top
        return cdf

    @cached_property
    def reproduction(self) -> float:
        """The mean number of recruits of a person, had the window no end."""
        return float(np.sum(1.0 - self.recruits_cdf))


DEFAULT_SHAPE = Shape()


@dataclass(frozen=True, eq=False, slots=True)
class Cascade:
    """People in the order in which they joined; `inviter` is an index into the same order, -1 for a root."""

    inviter: Ints
    joined_after_seconds: Ints

    def __len__(self) -> int:
        return len(self.inviter)


def grow(
    seed: int,
    *,
    people: int,
    hours: float,
    shape: Shape = DEFAULT_SHAPE,
) -> Cascade:
    """Grow a cascade of exactly so many people within so many hours."""
    if people < 1:
        raise ValueError(f"a cascade has at least one person, not {people}")
    if hours * 3600 < 1:
        raise ValueError(f"a window lasts at least a second, not {hours} hours")
    draws = Draws(seed)
    end = int(hours * 3600)
    # a tree left to itself has 1/(1-R) people on average; the window makes it smaller, so more may follow
    batch = max(16, int(people * (1.0 - shape.reproduction) * 1.1))
    batches: list[_Forest] = []
    grown = 0
    while grown < people:
        forest = _grow_forest(draws, roots=batch, end=end, shape=shape)
        batches.append(forest)
        grown += len(forest.inviter)
        batch = max(16, batch // 4)
    return _first_to_join(_joined(batches), people=people)


@dataclass(frozen=True, slots=True)
class _Forest:
    """People generation by generation, each with the number of their tree in the order of drawing."""

    inviter: Ints
    seconds: Ints
    tree: Ints


def _grow_forest(draws: Draws, *, roots: int, end: int, shape: Shape) -> _Forest:
    seconds = _root_seconds(draws, roots=roots, end=end, shape=shape)
    tree: Ints = np.arange(roots, dtype=np.int64)
    inviter: Ints = np.full(roots, -1, dtype=np.int64)
    people_before = 0
    generations = [(inviter, seconds, tree)]
    while len(seconds):
        recruits = np.searchsorted(shape.recruits_cdf, draws.uniforms(len(seconds)), side="right")
        parent = np.repeat(np.arange(len(seconds), dtype=np.int64), recruits)
        waits = shape.median_response_hours * 3600 * np.exp(shape.response_sigma * draws.normals(len(parent)))
        # a wait longer than the window is as good as never, and must not overflow an integer;
        # a whole second at least keeps every inviter strictly earlier than the recruit
        joined = seconds[parent] + np.ceil(np.clip(waits, 1.0, end)).astype(np.int64)
        in_time = joined < end
        parent = parent[in_time]
        inviter = people_before + parent
        people_before += len(seconds)
        seconds, tree = joined[in_time], tree[parent]
        generations.append((inviter, seconds, tree))
    return _Forest(*(np.concatenate(column) for column in zip(*generations, strict=True)))


def _root_seconds(draws: Draws, *, roots: int, end: int, shape: Shape) -> Ints:
    which = draws.uniforms(roots)
    when = draws.uniforms(roots)
    seconds = when * end
    share = 0.0
    for burst in shape.bursts:
        chosen = (which >= share) & (which < share + burst.share)
        # an exponential decay cut off at the end of the window, by the inverse of its distribution
        left = 1.0 - np.exp(-(1.0 - burst.start) / burst.decay)
        part = burst.start - burst.decay * np.log(1.0 - when[chosen] * left)
        seconds[chosen] = part * end
        share += burst.share
    return np.minimum(seconds.astype(np.int64), end - 1)


def _joined(batches: list[_Forest]) -> _Forest:
    """One forest of several, with people and trees numbered through."""
    inviters, trees = [], []
    people_before = trees_before = 0
    for forest in batches:
        inviters.append(np.where(forest.inviter < 0, -1, forest.inviter + people_before))
        trees.append(forest.tree + trees_before)
        people_before += len(forest.inviter)
        trees_before += int(forest.tree.max()) + 1
    return _Forest(
        np.concatenate(inviters),
        np.concatenate([forest.seconds for forest in batches]),
        np.concatenate(trees),
    )


def _first_to_join(forest: _Forest, *, people: int) -> Cascade:
    """Keep the first trees that have that many people together, and of these the first to join."""
    together = np.cumsum(np.bincount(forest.tree))
    last_tree = int(np.searchsorted(together, people))
    kept = np.flatnonzero(forest.tree <= last_tree)
    order = kept[np.argsort(forest.seconds[kept], kind="stable")][:people]
    place = np.full(len(forest.inviter), -1, dtype=np.int64)
    place[order] = np.arange(people)
    inviter = forest.inviter[order]
    return Cascade(inviter=np.where(inviter < 0, -1, place[inviter]), joined_after_seconds=forest.seconds[order])


def chain_of(inviter: Ints, person: int) -> tuple[int, ...]:
    """The person first, then their inviter, and so on up to the root."""
    chain = []
    while person >= 0:
        chain.append(person)
        person = int(inviter[person])
    return tuple(chain)


def depths(inviter: Ints) -> Ints:
    """How many people each one's chain counts: 1 for a root."""
    found: list[int] = []
    for above in inviter.tolist():
        found.append(1 if above < 0 else found[above] + 1)
    return np.array(found, dtype=np.int64)


def roots_of(inviter: Ints) -> Ints:
    """The root of everyone's tree; a root is its own."""
    found: list[int] = []
    for person, above in enumerate(inviter.tolist()):
        found.append(person if above < 0 else found[above])
    return np.array(found, dtype=np.int64)


def tree_sizes(inviter: Ints) -> dict[int, int]:
    """The number of people in each tree, by its root."""
    roots, sizes = np.unique(roots_of(inviter), return_counts=True)
    return dict(zip(roots.tolist(), sizes.tolist(), strict=True))


def subtree_sizes(inviter: Ints) -> Ints:
    """How many people came through each person, the person included."""
    above = inviter.tolist()
    sizes = [1] * len(above)
    for person in range(len(above) - 1, -1, -1):
        if above[person] >= 0:
            sizes[above[person]] += sizes[person]
    return np.array(sizes, dtype=np.int64)
