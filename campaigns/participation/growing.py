"""Growing: the states of members after new facts. PURE.

A newcomer adds one to the size of everybody above, and is an act of the inviter's. Inviters have lower ids than those
whom they brought, so one pass down the ids settles sizes, and one up the ids settles who belongs to which tree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from campaigns.participation.periods import DAY_US, Ints
from campaigns.participation.states import Bools, Facts, Members, Newcomers, Rules, Runs


class Act(IntEnum):
    """What counts as taking part."""

    RECRUIT = 1
    REPORT = 2
    VOUCH = 3
    REVIEW = 4
    CUSTOM = 5


class Source(IntEnum):
    """How somebody came who did not come by one of the campaign's own links; those are named by their ids."""

    INVITED = -1
    DIRECT = -2


@dataclass(frozen=True)
class Grown:
    """Members before and after, row by row, and which of them are new; before, those had nothing."""

    before: Members
    after: Members
    is_new: Bools


def grow(known: Members, newcomers: Newcomers, facts: Facts, rules: Rules) -> Grown:
    """Add newcomers and facts to what is known of members.

    `known` holds everybody whom the facts speak of and everybody above them and above the newcomers, as far as they
    are not newcomers themselves.
    """
    before, is_new = _with_newcomers(known, newcomers)
    after = replace(before)
    _grow_trees(before, after, is_new)
    brought = np.flatnonzero(is_new & (before.parent >= 0))
    inviter = before.parent[brought]
    after.recruits = before.recruits + _count(inviter, len(before))
    waited_us = before.joined_us[brought] - before.joined_us[inviter]
    after.early_recruits = before.early_recruits + _count(inviter[waited_us < rules.window_days * DAY_US], len(before))
    after.reports = before.reports + _count(before.rows_of(facts.report_by), len(before))
    after.verified = before.verified + _sum(before.rows_of(facts.verified_of), facts.verified_by, len(before))
    after.pay_minor = before.pay_minor + _sum(before.rows_of(facts.paid_to), facts.paid_minor, len(before))
    who = np.concatenate([inviter, before.rows_of(facts.act_by)])
    when = np.concatenate([before.joined_us[brought], facts.act_us])
    after.days = before.days.merged(who, rules.calendar.days(when))
    hours = rules.calendar.hours(when)
    is_early = hours < rules.hours_until
    after.hours = before.hours.merged(who[is_early], hours[is_early])
    return Grown(before, after, is_new)


def _with_newcomers(known: Members, newcomers: Newcomers) -> tuple[Members, Bools]:
    """Put newcomers among those who are known, with nothing to their names yet but who brought them and how."""
    ids = np.concatenate([known.id, newcomers.id])
    order = np.argsort(ids, kind="stable")
    ids = ids[order]
    is_new = order >= len(known)
    nothing = np.zeros(len(newcomers), dtype=np.int64)

    def column(old: Ints, new: Ints) -> Ints:
        return np.concatenate([old, new])[order]

    known_parent = np.where(known.parent >= 0, known.id[known.parent], 0) if len(known) else known.parent
    above = column(known_parent, newcomers.inviter)
    parent = np.where(above > 0, np.searchsorted(ids, above), -1).astype(np.int64)
    moved = np.empty(len(ids), dtype=np.int64)
    moved[order] = np.arange(len(ids))
    place = moved[: len(known)]
    return (
        Members(
            id=ids,
            parent=parent,
            root=column(known.root, nothing),
            depth=column(known.depth, newcomers.depth),
            source=column(known.source, newcomers.source),
            origin=column(known.origin, nothing),
            joined_us=column(known.joined_us, newcomers.joined_us),
            size=column(known.size, nothing),
            edges=column(known.edges, nothing),
            edges_squared=column(known.edges_squared, nothing),
            recruits=column(known.recruits, nothing),
            early_recruits=column(known.early_recruits, nothing),
            reports=column(known.reports, nothing),
            verified=column(known.verified, nothing),
            pay_minor=column(known.pay_minor, nothing),
            days=_among(known.days, place, len(ids)),
            hours=_among(known.hours, place, len(ids)),
        ),
        is_new,
    )


def _among(runs: Runs, place: Ints, members: int) -> Runs:
    """Give the same runs to the same members at their new places, which ascend as they did."""
    sizes = np.zeros(members, dtype=np.int64)
    sizes[place] = runs.sizes
    starts = np.zeros(members + 1, dtype=np.int64)
    np.cumsum(sizes, out=starts[1:])
    return Runs(runs.values, starts)


def _grow_trees(before: Members, after: Members, is_new: Bools) -> None:
    parents, more = before.parent.tolist(), is_new.astype(np.int64).tolist()
    for row in range(len(parents) - 1, -1, -1):
        if more[row] and parents[row] >= 0:
            more[parents[row]] += more[row]
    roots, origins = before.root.tolist(), before.origin.tolist()
    ids, sources = before.id.tolist(), before.source.tolist()
    for row in np.flatnonzero(is_new).tolist():
        above = parents[row]
        if above < 0:
            roots[row], origins[row] = ids[row], sources[row]
        else:
            roots[row], origins[row] = roots[above], origins[above]
    after.root, after.origin = np.array(roots, dtype=np.int64), np.array(origins, dtype=np.int64)
    after.size = before.size + np.array(more, dtype=np.int64)
    below = np.flatnonzero((after.parent >= 0) & (after.size != before.size))
    tree = after.rows_of(after.root[below])
    grown = after.size[below] - before.size[below]
    squared = after.size[below] ** 2 - before.size[below] ** 2
    after.edges = before.edges + _sum(tree, grown, len(before))
    after.edges_squared = before.edges_squared + _sum(tree, squared, len(before))


def _count(rows: Ints, members: int) -> Ints:
    return np.bincount(rows, minlength=members).astype(np.int64)


def _sum(rows: Ints, amounts: Ints, members: int) -> Ints:
    total = np.zeros(members, dtype=np.int64)
    np.add.at(total, rows, amounts)
    return total
