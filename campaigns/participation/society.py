"""Society: how a campaign's people hang together: who brought whom, who stays, who earns, who knows whom. PURE.

Each function turns what is counted into one part of the report, as the API gives it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from campaigns.participation import written
from campaigns.participation.counted import Counted, summed_by
from campaigns.participation.dispersion import estimate_dispersion
from campaigns.participation.figures import Figure
from campaigns.participation.generations import GenerationInterval, generation_interval, generation_times
from campaigns.participation.inequality import gini_of, lorenz_of, top_share_of
from campaigns.participation.periods import HOUR_US, Ints, PeriodKind, microseconds, months_of_days
from campaigns.participation.reproduction import InstantaneousR, cohort_r, dispersed_r, sliding_windows
from campaigns.participation.survival import Curve, Durations, durations_of, log_rank, survival_curve
from campaigns.participation.tallies import Count
from campaigns.participation.ties import TIE_KINDS, TieCounts, measure_ties, trust_of
from campaigns.participation.written import Json
from campaigns.saying import said

WINDOW_BINS: dict[PeriodKind, int] = {"hour": 6, "day": 7}
MOST_GENERATIONS = 10
SURVIVAL_DAYS = (7, 14, 28, 56, 91, 182)
MOST_STEPS = 120
_MINUTE_US = 60_000_000


@dataclass(frozen=True, slots=True)
class Tree:
    """One of the largest trees: who began it, its people, and the sums of the sizes below them and of their squares."""

    root: int
    size: int
    edges: int
    edges_squared: int

    @property
    def structural_virality(self) -> float | None:
        """Give the mean distance between two of its people (Goel et al. 2016): 2·Σ s(n − s) / (n(n − 1))."""
        if self.size < 2:
            return None
        return 2 * (self.size * self.edges - self.edges_squared) / (self.size * (self.size - 1))


def tell_cascade(counted: Counted, trees: Iterable[Tree]) -> Json:
    """Tell how the tree is built, and how it grows: sizes, depths, breadth, recruits, distances, generations."""
    breadth, sizes = counted.histogram(Count.BREADTH), counted.histogram(Count.TREES)
    recruits = counted.histogram(Count.RECRUITS)
    _, _, part, total = counted.rows(Count.DISTANCES)
    distances, pairs = int(total[part == 0].sum()), int(total[part == 1].sum())
    times = generation_times(*_lags_and_ages(counted), minimum=counted.settings.minimum)
    return {
        "as_of": written.moment(counted.at),
        "time_zone": counted.calendar.zone_name,
        "people": counted.members,
        "roots": int(sizes.people.sum()),
        "breadth": {"depth": breadth.values.tolist(), "people": breadth.people.tolist()},
        "tree_sizes": {"size": sizes.values.tolist(), "trees": sizes.people.tolist()},
        "offspring": {"recruits": recruits.values.tolist(), "people": recruits.people.tolist()},
        "structural_virality": written.figure(
            Figure(distances / pairs, pairs)
            if pairs
            else Figure(None, 0, missing=said("Nobody has brought anybody in yet."))
        ),
        "largest_trees": [
            {
                "root": counted.name_of_member(tree.root),
                "people": tree.size,
                "structural_virality": written.number(tree.structural_virality),
            }
            for tree in trees
        ],
        "generation_minutes": {"median": written.figure(times.median), "p90": written.figure(times.p90)},
        "cohort_r": written.figure(cohort_r(*mature_offspring(counted), minimum=counted.settings.minimum).r),
        "cohort_r_by_generation": _r_by_generation(counted),
    }


def mature_offspring(counted: Counted, *, depth: int | None = None) -> tuple[Ints, Ints]:
    """Give a histogram of recruits within the window, of members who have had that time; (values, people)."""
    g, day, brought, n = counted.rows(Count.OFFSPRING)
    chosen = day + counted.settings.window_days <= counted.last_complete("day")
    if depth is not None:
        chosen &= g == depth
    return summed_by(brought[chosen], n[chosen])


def _r_by_generation(counted: Counted) -> list[Json]:
    depths, _, _, _ = counted.rows(Count.OFFSPRING)
    return [
        {"generation": depth}
        | written.figure(cohort_r(*mature_offspring(counted, depth=depth), minimum=counted.settings.minimum).r)
        for depth in np.unique(depths).tolist()[:MOST_GENERATIONS]
    ]


def _lags_and_ages(counted: Counted) -> tuple[Ints, Ints, Ints, Ints]:
    lags = counted.histogram(Count.LAG_MINUTES)
    _, hours, _, n = counted.rows(Count.JOINS_BY_HOUR)
    starts = hours * HOUR_US - counted.calendar.shift_s * 1_000_000
    ages = np.maximum((microseconds(counted.at) - starts) // _MINUTE_US, 0)
    # Somebody who joined in the present hour may be younger than its beginning says, and lags are from before now.
    longest = int(ages.max(initial=0))
    within = lags.values <= longest
    return (lags.values[within], lags.people[within], *summed_by(ages, n))


def recruiting_bin(counted: Counted) -> PeriodKind:
    """Choose the bins in which R is measured: days, or hours while there are only few days."""
    return "hour" if counted.period == "hour" else "day"


def measured_r(counted: Counted) -> tuple[PeriodKind, InstantaneousR | None, GenerationInterval | None]:
    """Measure R by bin, with an interval that allows for uneven recruiting; None where nobody has brought anybody."""
    kind = recruiting_bin(counted)
    first, _ = counted.periods(kind)
    complete = max(counted.last_complete(kind) - first + 1, 0)
    joins, roots = (each[:complete] for each in counted.joins(kind))
    _, inviter, lag, n = counted.rows(Count.LAG_HOURS if kind == "hour" else Count.LAG_DAYS)
    seen = (inviter >= first) & (inviter + lag < first + complete)
    lags = np.zeros(max(complete, 1), dtype=np.int64)
    np.add.at(lags, lag[seen], n[seen])
    interval = generation_interval(lags[:complete], joins, minimum_members=counted.settings.minimum)
    if interval is None:
        return kind, None, None
    windows = sliding_windows(complete, width=WINDOW_BINS[kind])
    dispersion = estimate_dispersion(*mature_offspring(counted))
    return kind, dispersed_r(joins, joins - roots, interval.weights, windows, dispersion=dispersion), interval


def present_r(counted: Counted) -> Figure:
    """Give R of the last complete window."""
    _, made, _ = measured_r(counted)
    figures = [] if made is None else made.figures(minimum=counted.settings.minimum)
    return figures[-1] if figures else Figure(None, 0, missing=said("Nobody has brought anybody in yet."))


def tell_reproduction(counted: Counted) -> Json:
    """Tell how many people each member brings, window by window."""
    kind, made, interval = measured_r(counted)
    dispersion = estimate_dispersion(*mature_offspring(counted))
    head = {
        "as_of": written.moment(counted.at),
        "time_zone": counted.calendar.zone_name,
        "period": kind,
        "window_bins": WINDOW_BINS[kind],
        "dispersion_k": written.figure(dispersion.k(minimum=counted.settings.minimum)),
        "interval_is_measured": None if interval is None else interval.is_measured,
    }
    if made is None:
        return head | {"windows": [], "missing": said("Nobody has brought anybody in yet.")}
    first, _ = counted.periods(kind)
    windows = []
    for (low, high), mean, sd in zip(
        made.windows.tolist(), made.figures(minimum=counted.settings.minimum), made.sd.tolist(), strict=True
    ):
        windows.append(
            {
                "start": written.moment(counted.calendar.start_of(kind, first + low)),
                "end": written.moment(counted.calendar.start_of(kind, first + high)),
                "mean": written.number(mean.value),
                "sd": written.number(sd) if mean.value is not None else None,
                "low": written.number(mean.low),
                "high": written.number(mean.high),
                "n": mean.n,
                "missing": mean.missing,
            }
        )
    return head | {"windows": windows, "missing": ""}


def tell_survival(counted: Counted) -> Json:
    """Tell how long people stay: everybody, and groups of them, each with a test whether it differs from the others."""
    minimum = counted.settings.minimum
    recruiting, others = (_group(counted, Count.SURVIVAL_BY_RECRUITING, [early]) for early in (1, 0))
    arms: dict[str, list[int]] = {}
    for origin, arm in sorted(counted.arms.items()):
        arms.setdefault(arm, []).append(origin)
    depths, _, _, _ = counted.rows(Count.SURVIVAL_BY_DEPTH)
    generations = np.unique(depths).tolist()[:MOST_GENERATIONS]
    return {
        "as_of": written.moment(counted.at),
        "time_zone": counted.calendar.zone_name,
        "gap_days": counted.settings.gap_days,
        "everybody": _curve(_group(counted, Count.SURVIVAL, None), minimum),
        "by_cohort": _compared(
            {counted.calendar.label("month", month): durations for month, durations in _by_month(counted)}, minimum
        ),
        "by_generation": _compared(
            {str(depth): _group(counted, Count.SURVIVAL_BY_DEPTH, [depth]) for depth in generations}, minimum
        ),
        "by_recruiting": {
            "brought_somebody": _curve(recruiting, minimum),
            "brought_nobody": _curve(others, minimum),
            "log_rank": _log_rank(recruiting, others, minimum),
        },
        "by_arm": _compared(
            {arm: _group(counted, Count.SURVIVAL_BY_ORIGIN, origins) for arm, origins in sorted(arms.items())}, minimum
        ),
    }


def _compared(groups: dict[str, Durations], minimum: int) -> list[Json]:
    """Tell of each group how long its people stay, and whether they differ from those of the other groups together."""
    told = []
    for label, group in groups.items():
        rest = Durations.together([other for name, other in groups.items() if name != label])
        told.append({"label": label} | _curve(group, minimum) | {"log_rank": _log_rank(group, rest, minimum)})
    return told


def _log_rank(group: Durations, others: Durations, minimum: int) -> Json:
    differ = log_rank(group, others, minimum=minimum)
    return {
        "statistic": written.number(differ.statistic),
        "p": written.number(differ.p),
        "n": differ.people_a + differ.people_b,
        "missing": differ.missing,
    }


def _group(counted: Counted, count: Count, groups: list[int] | None) -> Durations:
    g, first, last, n = counted.rows(count)
    chosen = np.ones(len(g), dtype=bool) if groups is None else np.isin(g, groups)
    return _durations(counted, first[chosen], last[chosen], n[chosen])


def _durations(counted: Counted, first: Ints, last: Ints, n: Ints) -> Durations:
    return durations_of(first, last, False, n, counted.settings.gap_days, counted.last_followed_day)


def _by_month(counted: Counted) -> Iterable[tuple[int, Durations]]:
    _, first, last, n = counted.rows(Count.SURVIVAL)
    if not len(first):
        return []
    months = months_of_days(first)
    return [
        (month, _durations(counted, first[months == month], last[months == month], n[months == month]))
        for month in np.unique(months).tolist()[-12:]
    ]


def _curve(group: Durations, minimum: int) -> Json:
    curve = survival_curve(group)
    steps = _steps(curve)
    return {
        "n": curve.people,
        "lapsed": int(curve.lapsed.sum()),
        "median_days": written.figure(curve.median(minimum=minimum)),
        "after_days": [{"days": day} | written.figure(curve.at(day, minimum=minimum)) for day in SURVIVAL_DAYS],
        "steps": {
            "days": curve.days[steps].tolist(),
            "survival": [written.number(each) for each in curve.survival[steps].tolist()],
            "low": [written.number(each) for each in curve.low[steps].tolist()],
            "high": [written.number(each) for each in curve.high[steps].tolist()],
            "at_risk": curve.at_risk[steps].tolist(),
            "censored": np.diff(curve.censored.cumsum()[steps], prepend=0).tolist(),
        },
    }


def _steps(curve: Curve) -> Ints:
    """Choose the steps that are drawn: all, or so many of them spread evenly."""
    count = len(curve.days)
    chosen: Ints = np.unique(np.linspace(0, count - 1, min(count, MOST_STEPS)).astype(np.int64))
    return chosen


def tell_inequality(counted: Counted) -> Json:
    """Tell how unevenly recruiting, reports and pay are spread over all members."""
    told: Json = {"as_of": written.moment(counted.at), "time_zone": counted.calendar.zone_name}
    for name, count in (("recruiting", Count.RECRUITS), ("findings", Count.REPORTS), ("pay", Count.PAY)):
        values, people = counted.histogram(count)
        # Nobody is paid less than nothing, whatever was taken back in which order.
        values, people = summed_by(np.maximum(values, 0), people)
        gini = gini_of(values, people, minimum=counted.settings.minimum)
        below, held = ([], []) if gini.missing else lorenz_of(values, people)
        told[name] = {
            "gini": written.figure(gini),
            "lorenz": {
                "people": [written.number(each) for each in below],
                "held": [written.number(each) for each in held],
            },
            "top_percent_share": written.figure(top_share_of(values, people)),
            "people": int(people.sum()),
            "with_any": int(people[values > 0].sum()),
        }
    return told


def tell_ties(counted: Counted) -> Json:
    """Tell who came to have to do with whom, and how far reports proved true."""
    first, length = counted.periods("week")
    complete = min(max(counted.last_complete("week") - first + 1, 0), length)
    tables = np.zeros((2, len(TIE_KINDS), complete), dtype=np.int64)
    kind, week, between, n = counted.rows(Count.TIES)
    inside = (week >= first) & (week < first + complete)
    np.add.at(tables, (between[inside], kind[inside], week[inside] - first), n[inside])
    _, _, _, mutual = counted.rows(Count.MUTUAL_TIES)
    counts = TieCounts(TIE_KINDS, tables[0], tables[1], min(int(mutual.sum()), int(tables.sum())))
    active = counted.matrix(Count.PAIRS, "week")[:complete, 0]
    made = measure_ties(counts, active, minimum=counted.settings.minimum)
    _, reports, verified, people = counted.rows(Count.TRUST)
    found_true = np.clip(verified, 0, reports)
    return {
        "as_of": written.moment(counted.at),
        "time_zone": counted.calendar.zone_name,
        "ties": made.ties,
        "by_kind": made.by_kind,
        "weeks": [written.period(counted.calendar, "week", first + place) for place in range(complete)],
        "new": made.new.tolist(),
        "per_active_week": written.figure(made.per_week),
        "per_person_week": written.figure(made.per_person_week),
        "reciprocity": written.figure(made.reciprocity),
        "bridging": written.figure(made.bridging),
        "bridging_beyond_recruits": written.figure(made.bridging_beyond_recruits),
        "reports_verified": written.figure(trust_of(int((found_true * people).sum()), int((reports * people).sum()))),
        "reporters": int(people.sum()),
    }
