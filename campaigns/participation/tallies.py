"""Tallies: everything that the report counts, as sums over members. PURE.

A tally is a whole number under a key of four: its `Count`, a group `g` (an id or a word, 0 where there is none) and two
numbers `a` and `b`, of periods mostly. What a member adds to the tallies is a function of their state alone, so the
tallies after new facts are those before, less what the members concerned added before, plus what they add now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from campaigns.participation.growing import Act, Grown
from campaigns.participation.periods import (
    PERIOD_KINDS,
    Ints,
    PeriodKind,
    months_of_days,
    weeks_of_days,
)
from campaigns.participation.states import Bools, Facts, Members, Rules, Runs, Sample, is_first

LEAST_BRANCH = 30
"""Branches of fewer people have no cohorts of their own."""
MONTH_WINDOW, WEEK_WINDOW = 28, 7
_MINUTE_US = 60_000_000
# Dense counting is many times quicker than sorting, as long as the cells stay few.
_MOST_CELLS = 1 << 24
_BRANCH_KINDS: tuple[PeriodKind, ...] = ("week", "month")


class Count(IntEnum):
    """What is counted, with what `g`, `a` and `b` stand for. Those of a period kind are this number plus its place."""

    JOINS_BY_HOUR = 1  # g source, a hour, b 1 for a root
    JOINS_BY_DAY = 2  # g source, a day, b 1 for a root
    BREADTH = 3  # a depth
    TREES = 4  # a size
    DISTANCES = 5  # b 0: the sum of distances within trees; b 1: the pairs that they are between
    RECRUITS = 6  # a how many a member brought
    REPORTS = 7  # a how many reports a member sent
    PAY = 8  # g how much a member earned, in minor units
    OFFSPRING = 9  # g depth, a day of joining, b recruits within the window
    LAG_MINUTES = 10  # a minutes between inviter's and recruit's joining, ever more roughly
    LAG_DAYS = 11  # a the inviter's day of joining, b days until the recruit's
    LAG_HOURS = 12  # a the inviter's hour of joining, b hours until the recruit's
    TRUST = 13  # a reports, b of them verified
    SURVIVAL = 14  # a first active day, b last active day before the first lapse
    SURVIVAL_BY_DEPTH = 15  # g depth
    SURVIVAL_BY_ORIGIN = 16  # g origin
    SURVIVAL_BY_RECRUITING = 17  # g 1 for who brought somebody in within the window
    VISITS = 18  # a day
    ACTS = 19  # g what kind of act, a day
    TIES = 20  # g the kind's place in TIE_KINDS, a week of the first exchange, b 1 between trees
    MUTUAL_TIES = 21  # b 1 between trees
    ACTIVE_OF_28 = 22  # a day, b days active of the last 28
    ACTIVE_OF_7 = 23  # a day
    REWARDS = 24  # a day: how often anything was earned
    ACTIVE_DAYS = 25  # a on how many days a member was active, b the last of them
    PAIRS = 30  # a period, b periods later: people active in both
    FIRST = 40  # a first active period, b periods later: people active again
    LAST = 50  # a first active period, b periods until the last
    FIRST_BY_DEPTH = 60  # g depth
    FIRST_BY_SOURCE = 70  # g source
    FIRST_BY_ORIGIN = 80  # g origin
    FIRST_BY_BRANCH = 90  # g the branch's root; weeks and months only
    JOINED = 100  # a period of joining, b periods later: people active in it


@dataclass(frozen=True)
class Tallies:
    """R tallies, int64[R] each: keys are ascending and distinct, and no count is 0."""

    kind: Ints
    g: Ints
    a: Ints
    b: Ints
    n: Ints

    def __len__(self) -> int:
        return len(self.n)

    @classmethod
    def empty(cls) -> Tallies:
        nothing = np.empty(0, dtype=np.int64)
        return cls(nothing, nothing, nothing, nothing, nothing)

    @classmethod
    def summed(cls, parts: Iterable[Tallies], *, signs: Iterable[int] | None = None) -> Tallies:
        """Add tallies up, each part as often as its sign says."""
        parts = list(parts)
        if not parts:
            return cls.empty()
        each = list(signs) if signs is not None else [1] * len(parts)
        kind, g, a, b = (np.concatenate([getattr(part, name) for part in parts]) for name in ("kind", "g", "a", "b"))
        n = np.concatenate([part.n * sign for part, sign in zip(parts, each, strict=True)])
        order = np.lexsort((b, a, g, kind))
        kind, g, a, b, n = kind[order], g[order], a[order], b[order], n[order]
        if not len(n):
            return cls.empty()
        new = np.ones(len(n), dtype=bool)
        new[1:] = (kind[1:] != kind[:-1]) | (g[1:] != g[:-1]) | (a[1:] != a[:-1]) | (b[1:] != b[:-1])
        at = np.flatnonzero(new)
        total = np.add.reduceat(n, at)
        kept = at[total != 0]
        return cls(kind[kept], g[kept], a[kept], b[kept], total[total != 0])


def change_of(grown: Grown, facts: Facts, rules: Rules) -> Tallies:
    """Tell by how much every tally changes when members grow so."""
    everybody = np.ones(len(grown.after), dtype=bool)
    now = list(_of_states(grown.after, everybody, rules))
    then = list(_of_states(grown.before, ~grown.is_new, rules))
    added = [*_of_facts(facts, grown, rules), *_of_newcomers(grown, rules), *_of_pairs(grown)]
    return Tallies.summed([*added, *now, *then], signs=[1] * (len(added) + len(now)) + [-1] * len(then))


def new_branches(grown: Grown) -> Ints:
    """Name the trees that have just become large enough for cohorts of their own: their roots' ids."""
    is_first = grown.after.root == grown.after.id
    crossed = is_first & (grown.after.size >= LEAST_BRANCH) & (grown.before.size < LEAST_BRANCH)
    branches: Ints = grown.after.id[crossed & ~grown.is_new]
    return branches


def of_ties(kind: Ints, week: Ints, is_between: Ints, is_mutual: Bools) -> Tallies:
    """Count first exchanges between two people: their kinds and weeks, whether between two trees, whether both ways."""
    ties = count_rows(Count.TIES, kind, week, is_between)
    return Tallies.summed(
        [ties, count_rows(Count.MUTUAL_TIES, 0, np.zeros_like(week[is_mutual]), is_between[is_mutual])]
    )


def _of_facts(facts: Facts, grown: Grown, rules: Rules) -> Iterator[Tallies]:
    yield count_rows(Count.VISITS, 0, rules.calendar.days(facts.visits_us))
    yield count_rows(Count.REWARDS, 0, rules.calendar.days(facts.rewards_us))
    brought = np.flatnonzero(grown.is_new & (grown.after.parent >= 0))
    kind = np.concatenate([facts.act_kind, np.full(len(brought), Act.RECRUIT, dtype=np.int64)])
    when = np.concatenate([facts.act_us, grown.after.joined_us[brought]])
    yield count_rows(Count.ACTS, kind, rules.calendar.days(when))


def _of_newcomers(grown: Grown, rules: Rules) -> Iterator[Tallies]:
    """What follows from joining alone, and so never changes again."""
    members, calendar = grown.after, rules.calendar
    new = np.flatnonzero(grown.is_new)
    joined = members.joined_us[new]
    is_root = (members.root[new] == members.id[new]).astype(np.int64)
    hours, days = calendar.hours(joined), calendar.days(joined)
    yield count_rows(Count.JOINS_BY_HOUR, members.source[new], hours, is_root)
    yield count_rows(Count.JOINS_BY_DAY, members.source[new], days, is_root)
    yield count_rows(Count.BREADTH, 0, members.depth[new])
    brought = new[members.parent[new] >= 0]
    inviter, recruit_us = members.parent[brought], members.joined_us[brought]
    inviter_us = members.joined_us[inviter]
    # An imported tree may say that somebody came before their inviter.
    waited_us = np.maximum(recruit_us - inviter_us, 0)
    yield count_rows(Count.LAG_MINUTES, 0, rough_minutes(waited_us // _MINUTE_US))
    inviter_days, inviter_hours = calendar.days(inviter_us), calendar.hours(inviter_us)
    yield count_rows(Count.LAG_DAYS, 0, inviter_days, np.maximum(calendar.days(recruit_us) - inviter_days, 0))
    lag = np.maximum(calendar.hours(recruit_us) - inviter_hours, 0)
    early = inviter_hours < rules.hours_until
    yield count_rows(Count.LAG_HOURS, 0, inviter_hours[early], lag[early])


def rough_minutes(minutes: Ints) -> Ints:
    """Round minutes down: to whole hours from a day on, to whole days from 30 days on."""
    hours, days = minutes // 60 * 60, minutes // 1_440 * 1_440
    return np.where(minutes < 1_440, minutes, np.where(minutes < 43_200, hours, days))


def _of_states(members: Members, exists: Bools, rules: Rules) -> Iterator[Tallies]:
    yield from _of_standing(members, exists, rules)
    yield from _of_lapses(members, rules)
    yield from _of_windows(members.days)
    who, last = members.days.lasts()
    yield count_rows(Count.ACTIVE_DAYS, 0, members.days.sizes[who], last)
    in_branch = _has_cohorts(members)
    for kind in PERIOD_KINDS:
        yield from _of_cohorts(members, kind, in_branch)
        yield _of_joining(members, kind, rules)


def _of_standing(members: Members, exists: Bools, rules: Rules) -> Iterator[Tallies]:
    """What a member counts for, whenever they were active."""
    there = np.flatnonzero(exists)
    joined = rules.calendar.days(members.joined_us[there])
    yield count_rows(Count.RECRUITS, 0, members.recruits[there])
    yield count_rows(Count.REPORTS, 0, members.reports[there])
    yield count_rows(Count.PAY, members.pay_minor[there], 0)
    yield count_rows(Count.OFFSPRING, members.depth[there], joined, members.early_recruits[there])
    reporters = there[members.reports[there] > 0]
    yield count_rows(Count.TRUST, 0, members.reports[reporters], members.verified[reporters])
    first = there[members.root[there] == members.id[there]]
    size = members.size[first]
    yield count_rows(Count.TREES, 0, size)
    distances = int((size * members.edges[first] - members.edges_squared[first]).sum())
    pairs = int((size * (size - 1) // 2).sum())
    both = np.array([distances, pairs], dtype=np.int64)
    yield count_rows(Count.DISTANCES, 0, np.zeros(2, dtype=np.int64), np.arange(2), weights=both)


def _of_lapses(members: Members, rules: Rules) -> Iterator[Tallies]:
    days = members.days
    who, first = days.firsts()
    _, last = days.lasts()
    gaps = np.diff(days.values) > rules.gap_days
    # A gap between one member's last day and the next member's first is none.
    gaps[days.starts[1:-1][(days.starts[1:-1] > 0) & (days.starts[1:-1] < len(days.values))] - 1] = False
    at = np.flatnonzero(gaps)
    owners = days.owners[at]
    lapsed, which = np.unique(owners, return_index=True)
    before = last.copy()
    before[np.searchsorted(who, lapsed)] = days.values[at[which]]
    early = (members.early_recruits[who] > 0).astype(np.int64)
    yield count_rows(Count.SURVIVAL, 0, first, before)
    yield count_rows(Count.SURVIVAL_BY_DEPTH, members.depth[who], first, before)
    yield count_rows(Count.SURVIVAL_BY_ORIGIN, members.origin[who], first, before)
    yield count_rows(Count.SURVIVAL_BY_RECRUITING, early, first, before)


def _of_windows(days: Runs) -> Iterator[Tallies]:
    """On how many of the last days members were active, as of every day until nobody's last day counts any more."""
    who, _ = days.firsts()
    if not len(who):
        return
    low, high = int(days.values.min()), int(days.values.max()) + MONTH_WINDOW
    width = high - low
    at_once = max(1, (1 << 22) // width)
    of_28, of_7 = np.zeros((width, MONTH_WINDOW + 1), dtype=np.int64), np.zeros(width, dtype=np.int64)
    for start in range(0, len(who), at_once):
        some = who[start : start + at_once]
        # Whoever lies between them has no days.
        values = days.values[days.starts[some[0]] : days.starts[some[-1] + 1]]
        rows = np.repeat(np.arange(len(some)), days.sizes[some])
        active = np.zeros((len(some), width + MONTH_WINDOW), dtype=np.int16)
        active[rows, values - low + MONTH_WINDOW] = 1
        seen = np.cumsum(active, axis=1, dtype=np.int16)
        month = seen[:, MONTH_WINDOW:] - seen[:, :-MONTH_WINDOW]
        day = np.broadcast_to(np.arange(width), month.shape)
        cells = np.bincount((day * (MONTH_WINDOW + 1) + month).ravel(), minlength=of_28.size)
        of_28 += cells.reshape(of_28.shape)
        week = seen[:, MONTH_WINDOW:] - seen[:, MONTH_WINDOW - WEEK_WINDOW : -WEEK_WINDOW]
        of_7 += (week > 0).sum(axis=0)
    of_28[:, 0] = 0
    day, active_days = np.nonzero(of_28)
    yield count_rows(Count.ACTIVE_OF_28, 0, day + low, active_days, weights=of_28[day, active_days])
    days_seen = np.flatnonzero(of_7)
    yield count_rows(Count.ACTIVE_OF_7, 0, days_seen + low, weights=of_7[days_seen])


def _of_cohorts(members: Members, kind: PeriodKind, in_branch: Bools) -> Iterator[Tallies]:
    place = PERIOD_KINDS.index(kind)
    runs = periods_of(members, kind)
    who, first = runs.firsts()
    _, last = runs.lasts()
    if not len(who):
        return
    owners = runs.owners
    firsts = np.repeat(first, runs.sizes[who])
    later = runs.values - firsts
    yield count_rows(Count.FIRST + place, 0, firsts, later)
    yield count_rows(Count.LAST + place, 0, first, last - first)
    yield count_rows(Count.FIRST_BY_DEPTH + place, members.depth[owners], firsts, later)
    yield count_rows(Count.FIRST_BY_SOURCE + place, members.source[owners], firsts, later)
    yield count_rows(Count.FIRST_BY_ORIGIN + place, members.origin[owners], firsts, later)
    if kind in _BRANCH_KINDS:
        counted = in_branch[owners]
        yield count_rows(Count.FIRST_BY_BRANCH + place, members.root[owners][counted], firsts[counted], later[counted])


def _of_joining(members: Members, kind: PeriodKind, rules: Rules) -> Tallies:
    """Count who was active in the period of their joining, or so many later; what is told of before is left out."""
    runs = periods_of(members, kind)
    joined = rules.calendar.number(kind, members.joined_us)[runs.owners]
    after = runs.values >= joined
    return count_rows(Count.JOINED + PERIOD_KINDS.index(kind), 0, joined[after], (runs.values - joined)[after])


def periods_of(members: Members | Sample, kind: PeriodKind) -> Runs:
    """Give the periods of a kind in which members were active."""
    match kind:
        case "hour":
            return members.hours
        case "day":
            return members.days
        case "week":
            return members.days.mapped(weeks_of_days(members.days.values))
        case "month":
            return members.days.mapped(months_of_days(members.days.values))
    raise ValueError(f"no such kind of period: {kind}")


def _of_pairs(grown: Grown) -> Iterator[Tallies]:
    """Count the pairs of periods that came about: each of one that is new with another of the same member."""
    for place, kind in enumerate(PERIOD_KINDS):
        old, runs = periods_of(grown.before, kind), periods_of(grown.after, kind)
        new = runs.without(old)
        is_new = np.zeros(len(runs.values), dtype=bool)
        is_new[np.searchsorted(runs.keys, new.keys)] = True
        yield Tallies.summed(
            count_rows(Count.PAIRS + place, 0, a, b) for a, b in _pairs_with(runs, np.flatnonzero(is_new), is_new)
        )


def _pairs_with(runs: Runs, new: Ints, is_new: Bools) -> Iterator[tuple[Ints, Ints]]:
    sizes, owners = runs.sizes, runs.owners
    ends = np.cumsum(sizes[owners[new]])
    start = 0
    while start < len(new):
        done = int(ends[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, done + (1 << 22), side="right")))
        some = new[start:stop]
        owner = owners[some]
        count = sizes[owner]
        one = np.repeat(some, count)
        begin = np.cumsum(count) - count
        other = np.arange(len(one)) - np.repeat(begin, count) + np.repeat(runs.starts[:-1][owner], count)
        # Two new ones meet twice, and each meets itself once.
        kept = ~is_new[other] | (runs.values[other] >= runs.values[one])
        low = np.minimum(runs.values[one[kept]], runs.values[other[kept]])
        high = np.maximum(runs.values[one[kept]], runs.values[other[kept]])
        yield low, high - low
        start = stop


def _has_cohorts(members: Members) -> Bools:
    """Tell of each member whether their tree is large enough for cohorts of its own."""
    root = members.rows_of(members.root)
    root = np.where(members.id[np.minimum(root, len(members) - 1)] == members.root, root, -1) if len(members) else root
    return np.where(root >= 0, members.size[root], 0) >= LEAST_BRANCH


def count_rows(kind: int, g: Ints | int, a: Ints | int, b: Ints | int = 0, *, weights: Ints | None = None) -> Tallies:
    """Count rows by their keys, each once or as often as its weight says; single numbers stand for all rows."""
    length = max((len(each) for each in (g, a, b) if not isinstance(each, int)), default=0)
    if not length:
        return Tallies.empty()
    columns = [np.broadcast_to(np.asarray(each, dtype=np.int64), (length,)) for each in (g, a, b)]
    least = [int(column.min()) for column in columns]
    span = [int(column.max()) - low + 1 for column, low in zip(columns, least, strict=True)]
    if span[0] * span[1] * span[2] > 1 << 62:
        # Amounts of money may be far apart; the few that there are are numbered instead.
        names, columns[0] = np.unique(columns[0], return_inverse=True)
        least[0], span[0] = 0, len(names)
    else:
        names = None
    cells = ((columns[0] - least[0]) * span[1] + (columns[1] - least[1])) * span[2] + (columns[2] - least[2])
    if span[0] * span[1] * span[2] <= min(_MOST_CELLS, 64 * length + 1_024):
        if weights is None:
            counts = np.bincount(cells)
        else:
            counts = np.zeros(span[0] * span[1] * span[2], dtype=np.int64)
            np.add.at(counts, cells, weights)
        keys = np.flatnonzero(counts)
        n = counts[keys].astype(np.int64)
    elif weights is None:
        ordered = np.sort(cells)
        at = np.flatnonzero(is_first(ordered))
        keys, n = ordered[at], np.diff(at, append=len(ordered))
    else:
        keys, which = np.unique(cells, return_inverse=True)
        n = np.zeros(len(keys), dtype=np.int64)
        np.add.at(n, which, weights)
    keys, b_at = np.divmod(keys, span[2])
    g_at, a_at = np.divmod(keys, span[1])
    g_of = names[g_at] if names is not None else g_at + least[0]
    return Tallies(np.full(len(n), kind, dtype=np.int64), g_of, a_at + least[1], b_at + least[2], n.astype(np.int64))
