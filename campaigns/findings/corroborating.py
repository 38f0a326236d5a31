"""Corroborating: what the reports of one cluster say of each other. PURE.

Only people count, each once and by their earliest report that stands, and nobody bears out their own. Of a crowd the
first MOST_COUNTED others are looked at, in order of receipt: what the hundredth adds is nothing, and so a report that
comes late to a crowd changes nobody's opinion but its own.

Kin are two people of whom one stands above the other, or whose chains meet within NEAR_STEPS of both, or who used one
connection. They bear each other out hardly at all, and their scatter not at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from campaigns.findings.credibility import Surroundings
from campaigns.findings.proximity import distance_m

MOST_COUNTED = 50
NEAR_STEPS = 2
# To so many decimals of a degree, about a metre, positions are the same.
SAME_DECIMALS = 5


class Kinship(StrEnum):
    OTHER_TREE = "other_tree"
    SAME_TREE = "same_tree"
    OWN_BRANCH = "own_branch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report of a cluster. `stands` is false of what was rejected, withdrawn or reversed; a duplicate was true."""

    id: int
    participant: int
    received_at: datetime
    latitude: float | None
    longitude: float | None
    by_address: bool = False
    stands: bool = True
    found_true: bool = False
    found_false: bool = False

    @property
    def spot(self) -> tuple[float, float] | None:
        """Give where it was, to about a metre; an address has the same position for everybody, so it has none."""
        if self.latitude is None or self.longitude is None or self.by_address:
            return None
        return round(self.latitude, SAME_DECIMALS), round(self.longitude, SAME_DECIMALS)


Chains = Mapping[int, Sequence[int]]
"""Of each participant the people from themselves up to their root."""


def kinship_of(mine: Sequence[int], theirs: Sequence[int]) -> Kinship:
    """Tell how close two people are by their chains, each from the person up to the root."""
    if mine[-1] != theirs[-1]:
        return Kinship.OTHER_TREE
    # From the root down they go together for so many people, and then part.
    together = 0
    for one, other in zip(reversed(mine), reversed(theirs), strict=False):
        if one != other:
            break
        together += 1
    below, other_below = len(mine) - together, len(theirs) - together
    is_kin = not below or not other_below or max(below, other_below) <= NEAR_STEPS
    return Kinship.OWN_BRANCH if is_kin else Kinship.SAME_TREE


def surroundings_of(
    cluster: Sequence[Report],
    chains: Chains,
    connections: Mapping[int, frozenset[str]],
    *,
    wanted: frozenset[int],
    radius_m: int,
    hours: int,
) -> dict[int, Surroundings]:
    """Say of each wanted report of a cluster what the others' reports mean for it."""
    reports = sorted(cluster, key=lambda report: (report.received_at, report.id))
    standing = _earliest_of_each([report for report in reports if report.stands])
    spots = Counter(spot for report in _earliest_on_each_spot(reports) if (spot := report.spot) is not None)
    found_true = {report.participant for report in reports if report.found_true}
    found_false = {report.participant for report in reports if report.found_false}
    surroundings = {}
    for report in reports:
        if report.id not in wanted:
            continue
        mine = chains[report.participant]
        trees: set[int] = set()
        people: Counter[Kinship] = Counter()
        metres: list[float] = []
        others = [other for other in standing[: MOST_COUNTED + 1] if other.participant != report.participant]
        for other in others[:MOST_COUNTED]:
            # Who stands on the very same spot bears nothing out.
            if report.spot is not None and report.spot == other.spot:
                continue
            kinship = kinship_of(mine, chains[other.participant])
            if _share(connections, report.participant, other.participant):
                kinship = Kinship.OWN_BRANCH
            people[kinship] += 1
            if kinship == Kinship.OTHER_TREE:
                trees.add(chains[other.participant][-1])
            if kinship != Kinship.OWN_BRANCH and not report.by_address and not other.by_address:
                metres.append(_between(report, other))
        surroundings[report.id] = Surroundings(
            other_trees=len(trees),
            same_tree=people[Kinship.SAME_TREE],
            own_branch=people[Kinship.OWN_BRANCH],
            same_spot=max(0, spots[report.spot] - 1) if report.spot is not None else 0,
            scattered=len(metres),
            metres=(min(metres), max(metres)) if metres else None,
            verified=len(found_true - {report.participant}),
            rejected=len(found_false - {report.participant}),
            radius_m=radius_m,
            hours=hours,
        )
    return surroundings


def _share(connections: Mapping[int, frozenset[str]], one: int, other: int) -> bool:
    return bool(connections.get(one, frozenset()) & connections.get(other, frozenset()))


def _between(one: Report, other: Report) -> float:
    assert one.latitude is not None and one.longitude is not None  # noqa: S101, PT018 - only what has a place has neighbours
    assert other.latitude is not None and other.longitude is not None  # noqa: S101, PT018 - the same
    return distance_m(one.latitude, one.longitude, other.latitude, other.longitude)


def _earliest_of_each(reports: Sequence[Report]) -> list[Report]:
    """Give everybody's first report, in order."""
    return list({report.participant: report for report in reversed(reports)}.values())[::-1]


def _earliest_on_each_spot(reports: Sequence[Report]) -> list[Report]:
    """Give everybody's first report on each spot; also of those that do not stand any more."""
    return list({(report.participant, report.spot): report for report in reports}.values())
