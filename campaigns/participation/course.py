"""Course: how a campaign goes, period by period: growth, retention, lifecycle, stickiness. PURE.

Each function turns what is counted into one part of the report, as the API gives it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from campaigns.participation import written
from campaigns.participation.counted import Counted
from campaigns.participation.figures import Figure
from campaigns.participation.growth import KFactor, growth, k_factor
from campaigns.participation.lifecycle import lifecycle
from campaigns.participation.periods import PERIOD_KINDS, Ints, PeriodKind
from campaigns.participation.retention import (
    Retention,
    RetentionKind,
    grouped_retention,
    retention,
    retention_of,
)
from campaigns.participation.stickiness import stickiness
from campaigns.participation.tallies import Count, periods_of
from campaigns.participation.written import Json
from campaigns.saying import said

MOST_GROUPS = 20
"""So many generations, branches, sources or arms are told apart; the largest ones."""
COHORTS_BY = ("period", "generation", "branch", "source", "arm")


@dataclass(frozen=True, slots=True)
class Span:
    """Which periods are told of: numbers `low` to `high`, both included."""

    low: int
    high: int

    def of(self, first: int, length: int) -> slice:
        """Give the same as places in a series that begins with period `first`."""
        return slice(min(max(self.low - first, 0), length), min(max(self.high - first + 1, 0), length))


def whole_span(counted: Counted, kind: PeriodKind) -> Span:
    first, length = counted.periods(kind)
    return Span(first, first + length - 1)


def tell_growth(counted: Counted, kind: PeriodKind, span: Span) -> Json:
    """Tell of joins: all of them, those without an inviter, and how fast they grow."""
    first, length = counted.periods(kind)
    joins, roots = counted.joins(kind)
    some = span.of(first, length)
    recruits = counted.histogram(Count.RECRUITS)
    grown = growth(
        joins[some],
        roots[some],
        period=kind,
        first=first + some.start,
        last_complete=counted.last_complete(kind),
        joined_before=int(joins[: some.start].sum()),
        recruits=(recruits.values, recruits.people),
        minimum=counted.settings.minimum,
    )
    visits = int(counted.rows(Count.VISITS)[3].sum())
    accepted = int((recruits.values * recruits.people).sum())
    invited = k_factor(
        # Whoever was brought in some other way, as imported people were, counts as having followed a link.
        visits=max(visits, accepted),
        accepted=accepted,
        participants=counted.members,
        recruits=(recruits.values, recruits.people),
        minimum=counted.settings.minimum,
    )
    if accepted and not visits:
        unknown = Figure(None, 0, missing=said("No visit to a link was counted: all were brought in some other way."))
        invited = KFactor(unknown, unknown, invited.k)
    return _head(counted, kind) | {
        "periods": _periods(counted, kind, grown.first, len(grown.joins)),
        "joins": grown.joins.tolist(),
        "roots": grown.roots.tolist(),
        "cumulative": grown.cumulative.tolist(),
        "complete": grown.complete,
        "organic_share": written.figure(grown.organic_share),
        "doubling_periods": written.figure(grown.doubling_periods),
        "k_factor": {
            "invites_per_participant": written.figure(invited.invites_per_participant),
            "accepted_share": written.figure(invited.accepted_share),
            "k": written.figure(invited.k),
        },
        "sources": _sources(counted, kind, span),
    }


def _sources(counted: Counted, kind: PeriodKind, span: Span) -> list[Json]:
    found = counted.joins_of_sources(kind, span.low, span.high)
    ranked = sorted(found.items(), key=lambda each: (-each[1], each[0]))[:MOST_GROUPS]
    return [{"source": counted.name_of_source(source), "joins": joins} for source, joins in ranked]


def retention_counts(counted: Counted, kind: PeriodKind, how: RetentionKind) -> Retention:
    """Measure retention of one kind over all periods of the campaign."""
    last, minimum = counted.last_complete(kind), counted.settings.minimum
    if how != "joined":
        return retention(
            counted.period_counts(kind),
            period=kind,
            kind=how,
            last_complete=last,
            minimum=minimum,
            sample=None if counted.sample is None else periods_of(counted.sample, kind),
        )
    first, length = counted.active_periods(kind)
    joined = Span(first, first + length - 1).of(counted.periods(kind)[0], counted.periods(kind)[1])
    return retention_of(
        counted.joins(kind)[0][joined],
        counted.matrix(Count.JOINED, kind),
        period=kind,
        kind=how,
        first=first,
        last_complete=last,
        minimum=minimum,
    )


def tell_retention(
    counted: Counted, kind: PeriodKind, how: RetentionKind, span: Span, cohort_by: str = "period"
) -> Json:
    """Tell who came back: cohorts by period, or groups of people by how long after their first period."""
    head = _head(counted, kind) | {"kind": how, "cohort_by": cohort_by, "missing": counted.missing(kind)}
    if cohort_by != "period":
        return head | {"cohorts": _groups(counted, kind, how, cohort_by), "mean_simple": [], "mean_weighted": []}
    made = retention_counts(counted, kind, how)
    cohorts = [each for each in made.cohorts if span.low <= each.number <= span.high and each.size]
    return head | {
        "cohorts": [
            written.period(counted.calendar, kind, each.number)
            | {"size": each.size, "counts": list(each.counts), "complete_through": each.complete_through}
            for each in cohorts
        ],
        "mean_simple": written.figures(made.mean_simple),
        "mean_weighted": written.figures(made.mean_weighted),
        "cohorts_counted": list(made.cohorts_counted),
    }


@dataclass(frozen=True)
class _Group:
    """What is counted of a group: its cohorts by first period."""

    first: int
    first_time: Ints

    @property
    def last_seen(self) -> Ints:
        return np.zeros_like(self.first_time)


def _groups(counted: Counted, kind: PeriodKind, how: RetentionKind, cohort_by: str) -> list[Json]:
    groups = {
        label: _Group(counted.active_periods(kind)[0], counted.matrix(count, kind, group=ids))
        for label, count, ids in _members_of_groups(counted, kind, cohort_by)
    }
    made = grouped_retention(
        groups,
        period=kind,
        kind="first_time",
        last_complete=counted.last_complete(kind),
        minimum=counted.settings.minimum,
    )
    return [
        {
            "label": each.label,
            "start": None,
            "size": each.size,
            "counts": list(each.counts),
            "at_risk": list(each.at_risk),
            "shares": written.figures(each.shares),
            "complete_through": len(each.counts) - 1,
        }
        for each in made.groups
    ]


_GROUPED: Mapping[str, Count] = {
    "generation": Count.FIRST_BY_DEPTH,
    "branch": Count.FIRST_BY_BRANCH,
    "source": Count.FIRST_BY_SOURCE,
    "arm": Count.FIRST_BY_ORIGIN,
}


def _members_of_groups(counted: Counted, kind: PeriodKind, cohort_by: str) -> Iterable[tuple[str, Count, list[int]]]:
    """Give each group's label, the count that it stands in, and the numbers that it goes by there."""
    count = _GROUPED[cohort_by]
    g, _, b, n = counted.rows(count + PERIOD_KINDS.index(kind))
    sizes: dict[int, int] = {}
    for group, size in zip(g[b == 0].tolist(), n[b == 0].tolist(), strict=True):
        sizes[group] = sizes.get(group, 0) + size
    if cohort_by == "arm":
        arms: dict[str, list[int]] = {}
        for group in sorted(sizes):
            if group in counted.arms:
                arms.setdefault(counted.arms[group], []).append(group)
        return [(arm, count, ids) for arm, ids in sorted(arms.items())]
    largest = sorted(sizes, key=lambda group: (-sizes[group], group))[:MOST_GROUPS]
    if cohort_by == "generation":
        return [(str(depth), count, [depth]) for depth in sorted(largest)]
    naming = counted.name_of_source if cohort_by == "source" else counted.name_of_member
    return [(naming(group), count, [group]) for group in largest]


def tell_lifecycle(counted: Counted, kind: PeriodKind, span: Span) -> Json:
    """Tell who is new, came back, came back after a pause, or went, in each period."""
    before, stayed = counted.active_before(kind)
    made = lifecycle(
        counted.period_counts(kind),
        period=kind,
        last_complete=counted.last_complete(kind),
        active_before=before,
        stayed_from_before=stayed,
    )
    missing = counted.missing(kind)
    recent = made.recent_quick_ratio(minimum=counted.settings.minimum)
    some = span.of(made.first, len(made.active))
    ratios = written.figures(made.quick_ratios(minimum=counted.settings.minimum))
    return _head(counted, kind) | {
        "periods": _periods(counted, kind, made.first + some.start, some.stop - some.start),
        "active": made.active[some].tolist(),
        "new": made.new[some].tolist(),
        "returning": made.returning[some].tolist(),
        "resurrecting": made.resurrecting[some].tolist(),
        "dormant": made.dormant[some].tolist(),
        "complete": min(max(made.complete - some.start, 0), some.stop - some.start),
        "quick_ratios": ratios[some.start : some.stop],
        "recent_quick_ratio": written.figure(Figure(None, 0, missing=missing) if missing else recent),
        "missing": missing,
    }


def tell_stickiness(counted: Counted, span: Span) -> Json:
    """Tell how often those who take part do so: days, weeks and months of 28 days, by day."""
    made = stickiness(counted.daily(), last_complete=counted.last_complete("day"), minimum=counted.settings.minimum)
    some = span.of(made.first, len(made.dau))
    share = made.dau_over_mau[some]
    days = counted.active_days
    return _head(counted, "day") | {
        "periods": _periods(counted, "day", made.first + some.start, some.stop - some.start),
        "dau": made.dau[some].tolist(),
        "wau": made.wau[some].tolist(),
        "mau": made.mau[some].tolist(),
        "dau_over_mau": written.figures(share),
        "l28": {"days": made.l28.values.tolist(), "people": made.l28.people.tolist()},
        "days_of_28": written.figure(made.days_of_28),
        "active_days": {"days": days.values.tolist(), "people": days.people.tolist()},
    }


def _head(counted: Counted, kind: PeriodKind) -> Json:
    return {"as_of": written.moment(counted.at), "time_zone": counted.calendar.zone_name, "period": kind}


def _periods(counted: Counted, kind: PeriodKind, first: int, length: int) -> list[Json]:
    return [written.period(counted.calendar, kind, first + place) for place in range(length)]
