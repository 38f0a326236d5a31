"""Storing: members and tallies between the database and the arrays that they are counted in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from django.db import connection

from campaigns.copying import NULL, copy_lines
from campaigns.participation.growing import Grown
from campaigns.participation.models import Member, Tally
from campaigns.participation.periods import Ints
from campaigns.participation.states import Bools, Members, Runs, Sample, ints, no_ints
from campaigns.participation.tallies import Tallies

_NUMBERS = (
    "root", "depth", "source", "origin", "joined_us", "size", "edges", "edges_squared", "recruits", "early_recruits",
    "reports", "verified", "pay_minor",
)  # fmt: skip
_COLUMNS = ("participant_id", "campaign_id", *_NUMBERS, "joined_day", "last_day", "days", "hours")
# Beyond so many, rows go into a table of their own first and from there by one statement.
_FEW = 5_000


def nobody() -> Members:
    """Give the members of a campaign of which nothing is counted yet."""
    columns = {name: no_ints() for name in Members.__dataclass_fields__ if name not in ("days", "hours")}
    return Members(**columns, days=Runs.empty(0), hours=Runs.empty(0))


def load_members(campaign_id: int, *, ids: Ints, branches: Ints | None = None) -> Members:
    """Read these members as far as they are counted, with the first of each one's tree, and whole branches by roots."""
    scope = {"campaign": campaign_id, "ids": ids.tolist(), "branches": [] if branches is None else branches.tolist()}
    with connection.cursor() as cursor:
        cursor.execute(_LOAD, scope)
        rows = cursor.fetchall()
    if not rows:
        return nobody()
    columns = list(zip(*rows, strict=True))
    numbers = {name: ints(columns[n]) for n, name in enumerate(("id", *_NUMBERS))}
    inviter = ints(columns[-3])
    place = np.searchsorted(numbers["id"], inviter)
    there = numbers["id"][np.minimum(place, len(rows) - 1)] == inviter
    parent = np.where(there & (inviter > 0), place, -1).astype(np.int64)
    return Members(**numbers, parent=parent, days=Runs.of(columns[-2]), hours=Runs.of(columns[-1]))


def sample_members(campaign_id: int, *, most: int) -> Sample:
    """Read when so many members were active, or all of those who ever were; the same ones as long as none is new.

    They are picked by a multiplicative hash of their ids (Knuth, "The Art of Computer Programming" 3, 6.4), which
    spreads them evenly over the order of joining.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SAMPLE, {"campaign": campaign_id, "most": most})
        rows = cursor.fetchall()
    return Sample(Runs.of([days for days, _ in rows]), Runs.of([hours for _, hours in rows]))


# 2654435761 is 2³² by the golden ratio; the remainder keeps the product within a bigint.
_SAMPLE = """
SELECT days, hours FROM campaigns_member WHERE campaign_id = %(campaign)s AND last_day IS NOT NULL
 ORDER BY participant_id %% 2147483648 * 2654435761 %% 4294967296, participant_id LIMIT %(most)s
"""


_SELECT = f"""
SELECT member.participant_id, {", ".join(f"member.{name}" for name in _NUMBERS)},
       COALESCE(place.invited_by_id, 0), member.days, member.hours
  FROM campaigns_member member JOIN campaigns_participant place ON place.id = member.participant_id
"""  # noqa: S608 - of our own words alone
_LOAD = f"""
WITH asked AS (SELECT unnest(%(ids)s::bigint[]) AS id),
     chosen AS (
    SELECT id FROM asked
     UNION
    SELECT member.root FROM asked JOIN campaigns_member member ON member.participant_id = asked.id
     UNION
    SELECT member.participant_id FROM campaigns_member member
     WHERE member.campaign_id = %(campaign)s AND member.root = ANY(%(branches)s::bigint[])
)
{_SELECT} JOIN chosen ON chosen.id = member.participant_id
 WHERE member.campaign_id = %(campaign)s ORDER BY member.participant_id
"""  # noqa: S608 - of our own words alone


def save_members(campaign_id: int, grown: Grown, *, joined_days: Ints) -> None:
    """Write members as they are now: newcomers by one COPY, of the others those who changed."""
    changed = ~grown.is_new & _has_changed(grown)
    with connection.cursor() as cursor:
        if changed.any():
            cursor.execute("CREATE TEMPORARY TABLE changed_member (LIKE campaigns_member) ON COMMIT DROP")
            copy_lines("changed_member", _COLUMNS, _lines(campaign_id, grown.after, changed, joined_days))
            cursor.execute(_UPDATE)
            cursor.execute("DROP TABLE changed_member")
    copy_lines(Member._meta.db_table, _COLUMNS, _lines(campaign_id, grown.after, grown.is_new, joined_days))


_CHANGING = (
    "size", "edges", "edges_squared", "recruits", "early_recruits", "reports", "verified", "pay_minor", "last_day",
    "days", "hours",
)  # fmt: skip
_UPDATE = f"""
UPDATE campaigns_member member SET {", ".join(f"{name} = changed.{name}" for name in _CHANGING)}
  FROM changed_member changed WHERE changed.participant_id = member.participant_id
"""  # noqa: S608 - of our own words alone


def _has_changed(grown: Grown) -> Bools:
    before, after = grown.before, grown.after
    changed: Bools = (before.days.sizes != after.days.sizes) | (before.hours.sizes != after.hours.sizes)
    for name in ("size", "edges", "edges_squared", "recruits", "early_recruits", "reports", "verified", "pay_minor"):
        changed |= getattr(before, name) != getattr(after, name)
    return changed


def _lines(campaign_id: int, members: Members, chosen: Bools, joined_days: Ints) -> Iterator[str]:
    """Write the chosen members as COPY reads them; all of it is numbers."""
    rows = np.flatnonzero(chosen)
    columns: list[list[Any]] = [getattr(members, name)[rows].tolist() for name in ("id", *_NUMBERS)]
    days = _written_runs(members.days, rows)
    hours = _written_runs(members.hours, rows)
    last = [run[1:-1].rpartition(",")[2] or NULL for run in days]
    for n, (pk, *numbers) in enumerate(zip(*columns, strict=True)):
        written = "\t".join(map(str, numbers))
        yield f"{pk}\t{campaign_id}\t{written}\t{joined_days[rows[n]]}\t{last[n]}\t{days[n]}\t{hours[n]}\n"


def _written_runs(runs: Runs, rows: Ints) -> list[str]:
    values = list(map(str, runs.values.tolist()))
    lows, highs = runs.starts[:-1][rows].tolist(), runs.starts[1:][rows].tolist()
    return ["{" + ",".join(values[low:high]) + "}" for low, high in zip(lows, highs, strict=True)]


def add_tallies(campaign_id: int, tallies: Tallies, *, from_nothing: bool) -> None:
    """Add to the counts; `from_nothing` says that there are none yet."""
    if not len(tallies):
        return
    columns = [getattr(tallies, name).tolist() for name in ("kind", "g", "a", "b", "n")]
    if from_nothing:
        lines = (f"{campaign_id}\t{kind}\t{g}\t{a}\t{b}\t{n}\n" for kind, g, a, b, n in zip(*columns, strict=True))
        copy_lines(Tally._meta.db_table, ("campaign_id", "kind", "g", "a", "b", "n"), lines)
        return
    with connection.cursor() as cursor:
        for low in range(0, len(tallies), _FEW):
            some = ["{" + ",".join(map(str, column[low : low + _FEW])) + "}" for column in columns]
            cursor.execute(_ADD, [campaign_id, *some])


_ADD = """
INSERT INTO campaigns_tally AS tally (campaign_id, kind, g, a, b, n)
SELECT %s, kind, g, a, b, n
  FROM unnest(%s::smallint[], %s::bigint[], %s::int[], %s::int[], %s::bigint[]) added(kind, g, a, b, n)
    ON CONFLICT (campaign_id, kind, g, a, b) DO UPDATE SET n = tally.n + EXCLUDED.n
"""
