"""The forecast: from what was measured to what may come, on two thousand paths. PURE.

Each path draws its own numbers from what the facts leave open (how unequally people recruit, how R and the arrival of
people without an inviter wander on) and then a campaign that goes on with them until the deadline. What is told are
shares and quantiles of the paths: never one future, and never a number where the facts are too few.

Laws: the same facts give the same forecast (with the same NumPy); a larger goal is never more likely than a smaller
one; nothing is found beyond its quota, and no path spends more than was promised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from campaigns.participation.figures import Figure
from campaigns.saying import said
from rewards.simulation.branching import Course, simulate_joins
from rewards.simulation.discoveries import LEAST_FINDS, Discoveries, simulate_discoveries
from rewards.simulation.measured import FARTHEST, LEAST_BINS, LEAST_PEOPLE, Basis
from rewards.simulation.offspring import draw_dispersions, measure_intervals
from rewards.simulation.rates import Wandering, draw_rates

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Counted up whenever the same facts give another forecast than before.
VERSION = 1
PATHS = 2_000
QUANTILES = (10, 25, 50, 75, 90)
# Of the paths, sorted by how many people they end with, so many are kept, evenly: what other goals are asked of.
KEPT = 400
# A path with more people than both of these together stops there: nobody knows how many could be reached at all.
MOST_TIMES = 100
MOST_PEOPLE = 1_000_000
# Into so many blocks the past is parted to see how rates wandered.
_BLOCKS = 24

# How people without an inviter arrive wanders far, and mostly fades; how many each person brings wanders little.
IMPORTS = Wandering(
    level_sd=3.0, clock_sd=1.2, age_sd=0.5, age_mean=-0.3, flattens=1.0,
    strays=((0.1, 0.15), (0.3, 0.2), (0.6, 0.25), (1.0, 0.25), (1.6, 0.15)), spans=(1 / 20, 1 / 8, 1 / 3, 1.0),
)  # fmt: skip
REPRODUCTION = Wandering(
    level_sd=0.5, clock_sd=0.1, age_sd=0.1, age_mean=-0.08, flattens=0.5,
    strays=((0.0, 0.8), (0.15, 0.15), (0.3, 0.05)), spans=(1 / 3, 1.0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fan:
    """How a number may grow: at each moment (seconds since 1970) the value that 10, 25 … % of the paths do not pass."""

    at: tuple[int, ...]
    p10: tuple[int, ...]
    p25: tuple[int, ...]
    p50: tuple[int, ...]
    p75: tuple[int, ...]
    p90: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """The middle of the paths and the ends of what 80 % of them lie between."""

    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How many will take part. `kept` are KEPT paths' participants at the deadline, ascending.

    most: where paths stop; a value as large means «at least so many».
    reproduction: R at the deadline. imports: people per day who join without an inviter, from now to the deadline.
    growing: the share of paths on which R is 1 or more at the deadline.
    """

    fan: Fan
    kept: tuple[int, ...]
    most: int
    reproduction: Range
    imports_per_day: Range
    dispersion: Range
    mean_lag_hours: float
    growing: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What will be found. all_found: every objective at least once; all_filled: every place taken."""

    all_found: Figure
    all_filled: Figure
    expected_found: float | None
    places: Fan | None
    spent_minor: Fan | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What may come until the deadline; where `missing` says something, there is no growth to tell."""

    missing: str
    growth: Growth | None
    findings: Finding | None

    def to_json(self) -> dict[str, Any]:
        return {"version": VERSION, **asdict(self)}


def make_forecast(basis: Basis, *, moments: Sequence[int], paths: int = PATHS) -> Forecast:
    """Simulate the campaign until its deadline. moments: seconds since 1970 at which to look, ascending, the last the
    deadline.
    """
    missing = _what_is_missing(basis)
    if missing:
        return Forecast(missing=missing, growth=None, findings=None)
    basis = basis.ordered()
    chance = np.random.Generator(np.random.PCG64(basis.seed()))
    course = draw_course(chance, basis, paths=paths)
    most = max(MOST_PEOPLE, MOST_TIMES * basis.participants)
    joined = simulate_joins(chance, course, joins=np.array(basis.joins), recruited=np.array(basis.recruited), most=most)
    steps = [min(basis.bins_ahead, max(1, -(-(at - basis.as_of) // basis.bin_seconds))) for at in moments]
    people = basis.participants + np.cumsum(joined, axis=1)
    return Forecast(
        missing="",
        growth=_told_growth(basis, course, people, moments=moments, steps=steps, most=most),
        findings=_told_findings(chance, basis, joined, moments=moments, steps=steps),
    )


def draw_course(chance: np.random.Generator, basis: Basis, *, paths: int) -> Course:
    """Draw what each path goes by, out of what the facts leave open."""
    bins, ahead = basis.bins, basis.bins_ahead
    joins, roots = (np.array(column, dtype=np.float64) for column in (basis.joins, basis.roots))
    intervals, recruits = measure_intervals(basis.intervals, basis.joins, lags=bins + ahead)
    _, dispersion = draw_dispersions(chance, basis.offspring, paths=paths)
    length = -(-bins // _BLOCKS)
    starts = np.unique(np.concatenate([[0], np.arange(bins - length, 0, -length)]))
    blocks = -(-ahead // length)
    # Recruits of one person come together: counts are worth as much less as their variance exceeds a Poisson's.
    excess = 1.0 + recruits / float(np.median(dispersion))
    reproduction = draw_rates(
        chance,
        counts=np.add.reduceat(joins - roots, starts) / excess,
        exposures=np.add.reduceat(np.convolve(joins, intervals)[:bins], starts) / excess,
        ahead=blocks,
        paths=paths,
        wandering=REPRODUCTION,
    )
    imports = draw_rates(
        chance,
        counts=np.add.reduceat(roots, starts),
        exposures=np.add.reduceat(np.ones(bins), starts),
        ahead=blocks,
        paths=paths,
        wandering=IMPORTS,
    )
    imports, reproduction = (np.repeat(rates, length, axis=1)[:, :ahead] for rates in (imports, reproduction))
    return Course(
        imports=imports,
        reproduction=reproduction,
        dispersion=dispersion,
        past_reproduction=np.full(paths, recruits),
        intervals=intervals,
        last_part=(basis.deadline - basis.as_of) / basis.bin_seconds - (ahead - 1),
    )


def probability_of(kept: Sequence[int], participants: int, *, now: int, most: int) -> Figure:
    """The share of paths on which so many take part by the deadline; nothing is said of more than `most`."""
    if participants <= now:
        return Figure(1.0, len(kept))
    if participants > most:
        return Figure(
            None, len(kept), missing=said("Paths are followed up to %(most)s participants, and no further.", most=most)
        )
    return Figure(sum(reached >= participants for reached in kept) / len(kept), len(kept))


def _what_is_missing(basis: Basis) -> str:
    if basis.deadline <= basis.as_of:
        return said("The deadline has passed; there is nothing left to forecast.")
    if basis.participants < LEAST_PEOPLE:
        return Figure.lacking(said("participants"), n=basis.participants, needed=LEAST_PEOPLE).missing
    if basis.bins < LEAST_BINS:
        minutes = LEAST_BINS * basis.bin_seconds // 60
        return said("Not enough data yet: people must have been joining for %(minutes)s minutes.", minutes=minutes)
    if basis.bins_ahead > FARTHEST * basis.bins:
        return said(
            "Not enough data yet: a forecast looks at most %(times)s times as far ahead as people have been joining so"
            " far.",
            times=FARTHEST,
        )
    return ""


def _told_growth(
    basis: Basis, course: Course, people: Ints, *, moments: Sequence[int], steps: Sequence[int], most: int
) -> Growth:
    at_the_end = np.sort(people[:, -1])
    kept = at_the_end[((np.arange(KEPT) + 0.5) * len(at_the_end) / KEPT).astype(np.int64)]
    per_day = course.imports.sum(axis=1) * 86_400 / (basis.deadline - basis.as_of)
    hours = basis.bin_seconds / 3_600
    return Growth(
        fan=_fan(basis, people[:, [step - 1 for step in steps]], moments=moments, now=basis.participants),
        kept=tuple(kept.tolist()),
        most=most,
        reproduction=_range(course.reproduction[:, -1]),
        imports_per_day=_range(per_day),
        dispersion=_range(course.dispersion),
        mean_lag_hours=float(course.intervals @ (np.arange(len(course.intervals)) + 0.0) * hours),
        growing=float((course.reproduction[:, -1] >= 1).mean()),
    )


def _told_findings(
    chance: np.random.Generator, basis: Basis, joined: Ints, *, moments: Sequence[int], steps: Sequence[int]
) -> Finding | None:
    if not basis.objectives:
        return None
    taken = sum(objective.found for objective in basis.objectives)
    if taken < LEAST_FINDS and any(objective.left for objective in basis.objectives):
        lacking = Figure.lacking(said("findings that took a place"), n=taken, needed=LEAST_FINDS)
        return Finding(all_found=lacking, all_filled=lacking, expected_found=None, places=None, spent_minor=None)
    drawn: Discoveries = simulate_discoveries(chance, basis, joined=joined, steps=steps)
    more = np.minimum(np.rint(drawn.spent_minor * (basis.paid_percent / 100)).astype(np.int64), basis.promised_minor)
    paths = len(joined)
    return Finding(
        all_found=Figure(float((drawn.objectives[:, -1] == len(basis.objectives)).mean()), paths),
        all_filled=Figure(float(drawn.filled.mean()), paths),
        expected_found=float(drawn.objectives[:, -1].mean()),
        places=_fan(basis, drawn.places, moments=moments, now=taken),
        spent_minor=_fan(basis, basis.spent_minor + more, moments=moments, now=basis.spent_minor),
    )


def _fan(basis: Basis, values: Ints, *, moments: Sequence[int], now: int) -> Fan:
    # Whole numbers that were reached, none in between: half of the paths are at the median or above it.
    found = np.percentile(values, QUANTILES, axis=0, method="inverted_cdf").astype(np.int64)
    return Fan((basis.as_of, *moments), *((now, *line) for line in found.tolist()))


def _range(values: Floats) -> Range:
    low, median, high = np.percentile(values, (10, 50, 90)).tolist()
    return Range(median, low, high)
