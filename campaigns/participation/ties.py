"""Ties: what is left between people, whom a campaign brings into touch with one another. PURE.

Nouns: an *exchange* has a giver and a receiver (a recruit, a corroboration, a vouch, thanks, a buddy); the first one
between two people, either way, makes a *tie* and gives it its kind and its period. A tie is *mutual* once each of the
two has given to the other, whatever it was. It is *bonding* within a tree and *bridging* between two trees (Putnam
2000). Recruiting always bonds, so the part that bridges is also told among the other ties alone.

Law: a pair has one tie, so that ties never outnumber pairs; the order of the exchanges changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from campaigns.participation.figures import Figure
from campaigns.participation.periods import Ints
from campaigns.participation.shares import MINIMUM_N, wilson
from campaigns.saying import said

Bools = npt.NDArray[np.bool_]

RECRUIT = "recruit"
TIE_KINDS = (RECRUIT, "corroboration", "vouch", "thanks", "buddy")
MINIMUM_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Ties:
    """One row for each pair, a < b, ascending: the kind and the period of the first exchange, and whether mutual."""

    a: Ints
    b: Ints
    kind: Ints
    period: Ints
    mutual: Bools


def first_exchanges(giver: Ints, receiver: Ints, kind: Ints, period: Ints) -> Ties:
    """Find the ties that exchanges make, in any order; of two kinds in one period the lower number is the first.

    What people give to themselves makes no tie. Raises ValueError for rows of different lengths.
    """
    if not giver.shape == receiver.shape == kind.shape == period.shape or giver.ndim != 1:
        raise ValueError("Givers, receivers, kinds and periods are four rows of one length.")
    others = giver != receiver
    giver, receiver, kind, period = giver[others], receiver[others], kind[others], period[others]
    a, b = np.minimum(giver, receiver), np.maximum(giver, receiver)
    order = np.lexsort((kind, period, b, a))
    a, b, kind, period, upward = a[order], b[order], kind[order], period[order], (giver < receiver)[order]
    starts = np.flatnonzero(np.r_[True, (a[1:] != a[:-1]) | (b[1:] != b[:-1])]) if a.size else np.zeros(0, np.int64)
    if not starts.size:
        return Ties(a, b, kind, period, upward)
    both = np.logical_or.reduceat(upward, starts) & np.logical_or.reduceat(~upward, starts)
    return Ties(a[starts], b[starts], kind[starts], period[starts], both)


@dataclass(frozen=True, slots=True)
class TieCounts:
    """What a rollup keeps: new ties [kinds, periods] by kind and period, within and across trees, and mutual ones."""

    kinds: tuple[str, ...]
    bonding: Ints
    bridging: Ints
    mutual: int

    def __post_init__(self) -> None:
        if self.bonding.shape != self.bridging.shape or self.bonding.shape[:1] != (len(self.kinds),):
            raise ValueError("There is one row of bonding and of bridging ties for each kind.")

    @property
    def ties(self) -> int:
        return int(self.bonding.sum() + self.bridging.sum())


def count_ties(ties: Ties, root_of: Ints, *, kinds: Sequence[str] = TIE_KINDS, first: int, periods: int) -> TieCounts:
    """Count ties of `periods` periods from number `first` on; `root_of[person]` is the root of the person's tree."""
    inside = (ties.period >= first) & (ties.period < first + periods)
    bridges = root_of[ties.a] != root_of[ties.b]
    counted = []
    for chosen in (inside & ~bridges, inside & bridges):
        table = np.zeros((len(kinds), periods), dtype=np.int64)
        np.add.at(table, (ties.kind[chosen], ties.period[chosen] - first), 1)
        counted.append(table)
    return TieCounts(tuple(kinds), counted[0], counted[1], int((ties.mutual & inside).sum()))


@dataclass(frozen=True, slots=True)
class TieReport:
    """The ties of a campaign.

    `new`            new ties in each period
    `per_week`       new ties per week in which anybody was active; n are those weeks
    `per_person_week` new ties per person and week of activity; n are those weeks of people
    `reciprocity`    the share of ties that are mutual; n are ties, as in the following
    `bridging`       the share of ties across trees
    `bridging_beyond_recruits`  the same without the ties that recruiting made
    """

    ties: int
    by_kind: dict[str, int]
    new: Ints
    per_week: Figure
    per_person_week: Figure
    reciprocity: Figure
    bridging: Figure
    bridging_beyond_recruits: Figure


def measure_ties(counts: TieCounts, active: Ints, *, minimum: int = MINIMUM_N) -> TieReport:
    """Report on ties from their counts by complete week; `active[week]` are the people active in it.

    Shares need `minimum` ties, means by week four active weeks. They are of everybody, so they have no intervals.
    Raises ValueError when there are not as many weeks of people as of ties.
    """
    by_kind = counts.bonding.sum(axis=1) + counts.bridging.sum(axis=1)
    new = (counts.bonding + counts.bridging).sum(axis=0)
    if active.shape != new.shape:
        raise ValueError("There are as many weeks of active people as of ties.")
    busy = active > 0
    weeks, person_weeks = int(busy.sum()), int(active[busy].sum())
    made = int(new[busy].sum())
    beyond = np.array([kind != RECRUIT for kind in counts.kinds], dtype=np.bool_)
    return TieReport(
        ties=counts.ties,
        by_kind={kind: int(number) for kind, number in zip(counts.kinds, by_kind, strict=True)},
        new=new,
        per_week=_share(made, weeks, said("weeks with activity"), MINIMUM_WEEKS),
        per_person_week=(
            Figure.lacking(said("weeks with activity"), n=weeks, needed=MINIMUM_WEEKS)
            if weeks < MINIMUM_WEEKS
            else Figure(made / person_weeks, person_weeks)
        ),
        reciprocity=_share(counts.mutual, counts.ties, said("ties"), minimum),
        bridging=_share(int(counts.bridging.sum()), counts.ties, said("ties"), minimum),
        bridging_beyond_recruits=_share(
            int(counts.bridging[beyond].sum()), int(by_kind[beyond].sum()), said("ties other than recruits"), minimum
        ),
    )


def trust_of(verified: int, decided: int) -> Figure:
    """Give the share of a member's decided reports that were verified; n are the decided ones, however few.

    With Wilson's interval, so that 1 of 1 is seen to say little. Raises ValueError unless 0 ≤ verified ≤ decided.
    """
    if not 0 <= verified <= decided:
        raise ValueError("Nobody has more reports verified than decided.")
    if decided == 0:
        return Figure(None, 0, missing=said("None of the reports has been decided yet."))
    share = verified / decided
    return Figure(share, decided, *wilson(share, decided))


def constraint_of(strengths: Ints, ends: tuple[Ints, Ints]) -> Figure:
    """Give Burt's constraint (1992): how far somebody's ties lead back to the same people; low = bridges holes.

    c = Σ_j (p_j + Σ_q p_q p_qj)², p_j = 1/k with k neighbours, p_qj = 1/strengths[q] where q and j are tied, else 0.
    `strengths[k]` are how many ties each neighbour has, to anybody; `ends` are the ties of the neighbours among each
    other, each once, by their places from 0. n are the neighbours; one that knows nobody else gives 1, and more than 1
    is possible where two or three are close. O(neighbours + ties among them).
    Raises ValueError for places that there are not, or strengths below what is known of them.
    """
    n = len(strengths)
    if n == 0:
        return Figure(None, 0, missing=said("This member has no ties yet."))
    one, other = ends
    places = np.concatenate(ends)
    if len(one) != len(other) or (len(places) and not 0 <= places.min() <= places.max() < n) or (one == other).any():
        raise ValueError("A tie is between two of the neighbours.")
    if (strengths < 1 + np.bincount(places, minlength=n)).any():
        raise ValueError("A neighbour's ties are at least those that are known.")
    shares = 1 / (n * strengths)
    back = np.bincount(other, weights=shares[one], minlength=n) + np.bincount(one, weights=shares[other], minlength=n)
    return Figure(math.fsum(((1 / n + back) ** 2).tolist()), n)


def _share(part: int, of: int, things: str, minimum: int) -> Figure:
    """Divide, where there are at least `minimum` to divide by."""
    if of < max(minimum, 1):
        return Figure.lacking(things, n=of, needed=max(minimum, 1))
    return Figure(part / of, of)
