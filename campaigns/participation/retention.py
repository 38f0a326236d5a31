"""Retention: of the people who took part in one period, how many did so k periods later. PURE.

    recurring    |active in c and in c+k| / |active in c|; somebody counts in every period in which they were active
    first_time   of the cohort of c, whose first period of all is c, those active in c+k
    on_or_after  of the same cohort, those active in c+k or in any later period that is known
    joined       of those who joined in c, those active in c+k

Law: only a period that is over counts, above the line and below it: at +k a mean, or a group, takes in the cohorts
whose period c+k is complete, and no others. Counts beyond that are there, and `complete_through` says from where on
they are still growing.

Everything is computed from dense counts per period (PeriodCounts), never from a pass over people; only how sure the
means of overlapping cohorts are is learnt from a sample of people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, Protocol, get_args

import numpy as np
import numpy.typing as npt

from campaigns.participation.figures import Figure
from campaigns.participation.period_counts import PeriodCounts, counts_of
from campaigns.participation.periods import Ints, PeriodKind
from campaigns.participation.shares import MINIMUM_N, share_of, wilson
from campaigns.participation.states import Runs
from campaigns.participation.wording import PEOPLE
from campaigns.saying import said

__all__ = [
    "MOST_SAMPLED",
    "RETENTION_KINDS",
    "Cohort",
    "FirstTimes",
    "GroupRetention",
    "GroupedRetention",
    "PeriodCounts",
    "Retention",
    "RetentionKind",
    "counts_of",
    "grouped_retention",
    "retention",
    "retention_of",
]

RetentionKind = Literal["recurring", "first_time", "on_or_after", "joined"]
RETENTION_KINDS: tuple[RetentionKind, ...] = get_args(RetentionKind)
MOST_SAMPLED = 2_000
"""Members among whom it is learnt how alike the periods of one person are; all of them in smaller campaigns."""
_Floats = npt.NDArray[np.float64]
_DISTANCES = 200
"""Of more periods than these, about so many distances are worked out: close together at first, then wider."""
_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Cohort:
    """The people of one period, `number`, and how many of them took part at +0, +1, … up to the last period known.

    `complete_through` is the last k whose period is over, -1 where not even the cohort's own is.
    """

    number: int
    size: int
    counts: tuple[int, ...]
    complete_through: int

    def shares(self, *, minimum: int = MINIMUM_N) -> tuple[Figure, ...]:
        """Give the shares at +0 … +complete_through, each of `size` people, with Wilson's interval."""
        complete = self.counts[: self.complete_through + 1]
        return tuple(share_of(count, self.size, of=said("people in the cohort"), minimum=minimum) for count in complete)


@dataclass(frozen=True)
class Retention:
    """All cohorts of one kind of period, oldest first, and their means at +0, +1, …

    `mean_simple` is the mean of the shares of those cohorts that have anybody in them, `mean_weighted` the sum of
    the counts over the sum of the sizes; `cohorts_counted` says over how many cohorts, and the n of a figure is the
    sum of their sizes.
    """

    period: PeriodKind
    kind: RetentionKind
    cohorts: tuple[Cohort, ...]
    mean_simple: tuple[Figure, ...]
    mean_weighted: tuple[Figure, ...]
    cohorts_counted: tuple[int, ...]


def retention(
    counts: PeriodCounts,
    *,
    period: PeriodKind,
    kind: RetentionKind,
    last_complete: int,
    minimum: int = MINIMUM_N,
    sample: Runs | None = None,
) -> Retention:
    """Measure the retention of one kind; `last_complete` is the number of the last period that is over.

    `sample` are the periods of some of the people, picked by chance; the intervals of "recurring" are made with it.
    Raises ValueError for "joined", which takes counts of its own (retention_of).
    """
    overlaps = None
    match kind:
        case "recurring":
            sizes, returned, overlaps = counts.active, counts.pairs, counts.pairs
        case "first_time":
            sizes, returned = counts.new, counts.first_time
        case "on_or_after":
            sizes, returned = counts.new, on_or_after(counts.last_seen)
        case _:
            raise ValueError(f"period counts tell nothing of the kind {kind}")
    return retention_of(
        sizes,
        returned,
        overlaps,
        period=period,
        kind=kind,
        first=counts.first,
        last_complete=last_complete,
        minimum=minimum,
        sample=sample,
    )


def on_or_after(last_seen: Ints) -> Ints:
    """Count, int64[P,P], who of cohort i was active at i+k or later: the reverse cumulative sums of `last_seen`."""
    return np.ascontiguousarray(last_seen[:, ::-1].cumsum(axis=1)[:, ::-1])


def retention_of(
    sizes: Ints,
    returned: Ints,
    overlaps: Ints | None = None,
    *,
    period: PeriodKind,
    kind: RetentionKind,
    first: int,
    last_complete: int,
    minimum: int = MINIMUM_N,
    sample: Runs | None = None,
) -> Retention:
    """Measure retention from the sizes of P cohorts, int64[P], and who came back, int64[P,P] (cohort, periods later).

    `overlaps[i, k]` are the people who are in cohort i and in cohort i+k; None where nobody is in two. The means'
    intervals are Wilson's for an effective number of people. Where cohorts do not overlap it is (Σ w)² / Σ w², w being
    a person's weight in the mean (Kish, "Survey Sampling", 1965): all of them, for the weighted mean. Where they do,
    counts of pairs cannot tell how alike the periods of one person are; a `sample` of people does (_design_effects).
    Without one it is as if everybody always did the same, and the intervals err on the wide side.
    Too few are those for whom (Σ w)² / Σ w² is below `minimum`, a person's weight being that of all the cohorts that
    they are in: somebody who is in twenty cohorts does not count as twenty.
    Raises ValueError where the shapes do not fit.
    """
    length = len(sizes)
    if returned.shape != (length, length) or (overlaps is not None and overlaps.shape != returned.shape):
        raise ValueError("as many rows and columns as cohorts")
    # At +k the first `complete - k` cohorts count.
    complete = min(max(last_complete - first + 1, 0), length)
    cohorts = tuple(
        Cohort(first + row, size, tuple(row_counts[: length - row]), max(complete - row - 1, -1))
        for row, (size, row_counts) in enumerate(zip(sizes.tolist(), returned.tolist(), strict=True))
    )
    weights = np.divide(1.0, sizes, out=np.zeros(length), where=sizes > 0)
    taken = complete - np.arange(complete)
    ends = taken - 1
    people = sizes.cumsum()[ends]
    filled = (sizes > 0).cumsum()[ends]
    known = np.arange(length)[:, None] < taken[None, :]
    came = np.where(known, returned[:, :complete], 0)
    shares = (came * weights[:, None]).sum(axis=0)
    values_simple = np.minimum(shares / np.maximum(filled, 1), 1.0)
    values_weighted = came.sum(axis=0) / np.maximum(people, 1)
    distinct = _effective(np.ones(length), sizes, overlaps)[ends]
    effective, effective_simple = distinct.copy(), _effective(weights, sizes, overlaps)[ends]
    if overlaps is not None and sample is not None and complete:
        taking_part = _taking_part(sample, first=first, length=complete)
        for values, own, found in (
            (values_weighted, np.ones(complete), effective),
            (values_simple, weights[:complete], effective_simple),
        ):
            apart = _effective(own, sizes[:complete], None)[::-1]
            effect = _design_effects(taking_part, own)
            varied = (values > _TINY) & (values < 1 - _TINY) & np.isfinite(effect)
            found[varied] = apart[varied] / effect[varied]

    @cache
    def too_few(n: int) -> Figure:
        return Figure.lacking(PEOPLE.many, n=n, needed=minimum)

    def mean(value: float, k: int, effective_people: float) -> Figure:
        if distinct[k] < minimum - 1e-6 or not people[k]:
            return too_few(int(distinct[k] + 1e-6))
        return Figure(value, int(people[k]), *wilson(value, effective_people))

    return Retention(
        period=period,
        kind=kind,
        cohorts=cohorts,
        mean_simple=tuple(mean(float(values_simple[k]), k, float(effective_simple[k])) for k in range(complete)),
        mean_weighted=tuple(mean(float(values_weighted[k]), k, float(effective[k])) for k in range(complete)),
        cohorts_counted=tuple(filled.tolist()),
    )


def _effective(weights: _Floats, sizes: Ints, overlaps: Ints | None) -> _Floats:
    """Give the effective number of people, (Σ w)² / Σ w², of the first 1, 2, … P cohorts; 0 where nobody is."""
    length = len(sizes)
    total = (weights * sizes).cumsum()
    if overlaps is None:
        squares = (weights**2 * sizes).cumsum()
    else:
        rows, later = np.triu_indices(length)
        shared = np.zeros((length, length))
        shared[rows, later] = overlaps[rows, later - rows] * weights[rows] * weights[later]
        squares = (2 * shared.sum(axis=0) - shared.diagonal()).cumsum()
    effective: _Floats = np.divide(total**2, squares, out=np.zeros(length), where=squares > 0)
    return effective


def _taking_part(sample: Runs, *, first: int, length: int) -> _Floats:
    """Tell who of a sample took part in which of so many periods: 1 or 0, float64[people, periods]."""
    column = sample.values - first
    inside = (column >= 0) & (column < length)
    taking_part = np.zeros((len(sample.sizes), length))
    taking_part[sample.owners[inside], column[inside]] = 1
    return taking_part


def _design_effects(taking_part: _Floats, weights: _Floats) -> _Floats:
    """Tell how many times as uncertain the means are, at +0, +1, …, as if nobody were in two cohorts, float64[P].

    A mean r is a ratio of sums over people, who are independent of each other. By its first derivatives (Woodruff, "A
    simple method for approximating the variance of a complicated estimate", JASA 66, 1971) its variance is

        V = u/(u − 1) · Σ over u people of (y − r·x)² / (Σ x)²,   x = Σ_c w_c A_c,   y = Σ_c w_c A_c A_{c+k}

    A being 1 where somebody took part. The design effect is V / (r(1 − r) / n), n = (Σ w)² / Σ w² (Kish 1965), and not
    below 1; n divided by it is the number of people in Wilson's interval, as Korn and Graubard do ("Confidence
    intervals for proportions with small expected number of positive counts estimated from survey data", Survey
    Methodology 24, 1998). Where all or none of them came back, or nobody was there, it is not a number.
    Of many distances only some are worked out, which is long, and the rest lie between them.
    """
    people, length = taking_part.shape
    weighted = taking_part * weights
    there, squares = weighted.cumsum(axis=1), (taking_part.sum(axis=0) * weights**2).cumsum()
    some = np.arange(length)
    if length > _DISTANCES:
        some = np.unique(np.append(0, np.geomspace(1, length - 1, _DISTANCES).round())).astype(np.int64)
    found = np.full(len(some), np.nan)
    for place, k in enumerate(some.tolist()):
        rest = length - k
        x = there[:, rest - 1]
        y = np.einsum("uc,uc->u", weighted[:, :rest], taking_part[:, k:])
        total = float(x.sum())
        r = float(y.sum()) / total if total else 0.0
        if people > 1 and _TINY < r < 1 - _TINY:
            spread = float(((y - r * x) ** 2).sum()) * people / (people - 1)
            found[place] = max(spread / (r * (1 - r) * squares[rest - 1]), 1.0)
    known = np.isfinite(found)
    effects: _Floats = (
        np.interp(np.arange(length), some[known], found[known]) if known.any() else np.full(length, np.nan)
    )
    return effects


class FirstTimes(Protocol):
    """What is counted of a group of people: PeriodCounts, or any part of it that has these three."""

    @property
    def first(self) -> int: ...
    @property
    def first_time(self) -> Ints: ...
    @property
    def last_seen(self) -> Ints: ...


@dataclass(frozen=True, slots=True)
class GroupRetention:
    """The people of one generation, branch, source or arm.

    Of the `size` ever active, `at_risk` at +k are those whose period c+k is over, `counts` those of them who were
    active in it; `shares` are the quotients.
    """

    label: str
    size: int
    counts: tuple[int, ...]
    at_risk: tuple[int, ...]
    shares: tuple[Figure, ...]


@dataclass(frozen=True)
class GroupedRetention:
    """Groups in the order in which they were given."""

    period: PeriodKind
    kind: RetentionKind
    groups: tuple[GroupRetention, ...]


def grouped_retention(
    groups: Mapping[str, FirstTimes],
    *,
    period: PeriodKind,
    kind: Literal["first_time", "on_or_after"] = "first_time",
    last_complete: int,
    minimum: int = MINIMUM_N,
) -> GroupedRetention:
    """Compare groups of people by what they did k periods after their own first, whenever that was."""
    rows = []
    for label, counts in groups.items():
        returned = counts.first_time if kind == "first_time" else on_or_after(counts.last_seen)
        length = len(returned)
        complete = min(max(last_complete - counts.first + 1, 0), length)
        sizes = counts.first_time[:, 0] if length else np.zeros(0, dtype=np.int64)
        taken = complete - np.arange(complete)
        at_risk = sizes.cumsum()[taken - 1].tolist()
        came = np.where(np.arange(length)[:, None] < taken[None, :], returned[:, :complete], 0).sum(axis=0).tolist()
        shares = tuple(
            share_of(count, n, of=said("people in the group"), minimum=minimum)
            for count, n in zip(came, at_risk, strict=True)
        )
        rows.append(GroupRetention(label, int(sizes.sum()), tuple(came), tuple(at_risk), shares))
    return GroupedRetention(period, kind, tuple(rows))
