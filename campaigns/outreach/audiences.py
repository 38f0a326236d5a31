"""Audiences: who of a campaign could be nudged and why, in a sentence; and who of a nudge's people was active again.

Two audiences. People *about to lapse* have stayed away for longer than their own rhythm, or the campaign's, lets
expect, and not yet for the lapse gap. People of *quiet branches* were active in one of the four periods before the
last complete one and not since, in a tree, or below a person that is named, where fewer than half as many are active
as before. All of it is read from what the report keeps of its members, whose rules are `participation.rhythm`'s.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db import connection

from campaigns.errors import InvalidInput
from campaigns.outreach.models import Nudge
from campaigns.participation.periods import ENOUGH_COMPLETE, PeriodKind
from campaigns.participation.persons import active_members, lapse_gap_of
from campaigns.participation.rhythm import (
    FEWEST_DAYS_AWAY,
    PERIODS_COMPARED,
    Quiet,
    campaign_rhythm,
    find_due,
    find_quiet,
)
from campaigns.participation.rollup import calendar_of
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from campaigns.saying import said


@dataclass(frozen=True)
class Candidate:
    """Somebody about to drop out, and what says so."""

    participant_id: int
    why: str


@dataclass(frozen=True)
class Window:
    """Days of the campaign, numbered as in `participation.periods`, both ends included."""

    first: int
    last: int


def audience_of(
    campaign: Campaign, audience: str, *, at: datetime, branch: Participant | None = None
) -> list[Candidate]:
    """Find the people of an audience as they stand at this moment; below `branch` alone where one is named.

    Raises InvalidInput for an audience that there is not.
    """
    match audience:
        case Nudge.Audience.LAPSING:
            return _lapsing(campaign, at=at)
        case Nudge.Audience.QUIET_BRANCH:
            return _of_quiet_branches(campaign, at=at, branch=branch)
        case _:
            known = ", ".join(Nudge.Audience.values)
            raise InvalidInput("unknown_audience", f"audience must be one of {known}.", field="audience")


def count_active(windows: Mapping[int, Window]) -> dict[tuple[int, str], tuple[int, int]]:
    """Count each arm of nudges, and who of it was active in the nudge's window: by nudge id and arm."""
    asked = list(windows.items())
    with connection.cursor() as cursor:
        cursor.execute(
            _ACTIVE_SQL,
            [[pk for pk, _ in asked], [window.first for _, window in asked], [window.last for _, window in asked]],
        )
        return {(nudge_id, arm): (people, active) for nudge_id, arm, people, active in cursor.fetchall()}


_ACTIVE_SQL = """
SELECT nudged.nudge_id, nudged.arm, COUNT(*),
       COUNT(*) FILTER (WHERE EXISTS (
           SELECT FROM unnest(member.days) AS day WHERE day BETWEEN asked.first AND asked.last))
  FROM unnest(%s::bigint[], %s::int[], %s::int[]) AS asked(nudge_id, first, last)
  JOIN campaigns_nudgemember nudged ON nudged.nudge_id = asked.nudge_id
  LEFT JOIN campaigns_member member ON member.participant_id = nudged.participant_id
 GROUP BY nudged.nudge_id, nudged.arm
"""


def _lapsing(campaign: Campaign, *, at: datetime) -> list[Candidate]:
    """The most urgent first: those next to the day on which they count as lapsed."""
    today = calendar_of(campaign).number_at("day", at)
    gap = lapse_gap_of(campaign)
    usual = _usual_rhythm(campaign)
    away = active_members(campaign, at=at).filter(last_day__lte=today - FEWEST_DAYS_AWAY)
    found = []
    for participant_id, days in away.values_list("participant", "days").iterator():
        due = find_due(days, now_day=today, gap=gap, campaign=usual)
        if due is not None:
            found.append((-due.score, participant_id, due.sentence))
    return [Candidate(participant_id, sentence) for _, participant_id, sentence in sorted(found)]


def _usual_rhythm(campaign: Campaign) -> float | None:
    rows = _read(_GAPS_SQL, [campaign.pk])
    return campaign_rhythm([gap for gap, _ in rows], [times for _, times in rows])


_GAPS_SQL = """
SELECT gap, COUNT(*)
  FROM campaigns_member member
 CROSS JOIN LATERAL (
       SELECT day - lag(day) OVER (ORDER BY day) AS gap FROM unnest(member.days) AS day) gaps
 WHERE member.campaign_id = %s AND cardinality(member.days) > 1 AND gap IS NOT NULL
 GROUP BY gap
"""


def _of_quiet_branches(campaign: Campaign, *, at: datetime, branch: Participant | None) -> list[Candidate]:
    calendar = calendar_of(campaign)
    weeks = calendar.complete_count("week", campaign.starts_at, at)
    kind: PeriodKind = "week" if weeks >= ENOUGH_COMPLETE else "day"
    if calendar.complete_count(kind, campaign.starts_at, at) <= PERIODS_COMPARED:
        return []
    last = calendar.last_complete(kind, at)
    if branch is None:
        column, rows = "root", _read(_ACTIVE_BY_ROOT_SQL[kind], _days(kind, last, campaign))
    else:
        given = {"branch": branch.pk, **_days(kind, last, campaign)}
        column, rows = "branch", _read(_ACTIVE_BELOW_SQL[kind], given)
    quiet = {each.branch: each for each in find_quiet(*_matrix(rows, last=last), period=kind)}
    if not quiet:
        return []
    names = dict(Participant.objects.filter(pk__in=quiet).values_list("pk", "display_name"))
    given = {"quiet": list(quiet), "branch": branch.pk if branch else None, **_days(kind, last, campaign)}
    people = _read(_GONE_BY_ROOT_SQL if column == "root" else _GONE_BELOW_SQL, given)
    return [Candidate(participant_id, _why(names[of], quiet[of])) for participant_id, of in people]


def _why(name: str, quiet: Quiet) -> str:
    return said("In the branch of %(name)s: %(what)s", name=name, what=quiet.sentence)


def _matrix(rows: Sequence[tuple[int, int, int]], *, last: int) -> tuple[list[int], Any]:
    """Lay counts out by branch and period; rows are (branch, period, members active in it)."""
    branches = sorted({branch for branch, _, _ in rows})
    place = {branch: row for row, branch in enumerate(branches)}
    active = np.zeros((len(branches), PERIODS_COMPARED + 1), dtype=np.int64)
    for branch, period, count in rows:
        active[place[branch], period - last + PERIODS_COMPARED] = count
    return branches, active


def _days(kind: PeriodKind, last: int, campaign: Campaign) -> dict[str, Any]:
    """The days of the periods compared: from the first, to the last one's first, and to their end."""
    # Weeks as periods number them: the first day of week 0 is the Monday before 1970-01-01.
    length, start = (7, -3) if kind == "week" else (1, 0)
    since, lately, until = (length * number + start for number in (last - PERIODS_COMPARED, last, last + 1))
    return {"campaign": campaign.pk, "since": since, "lately": lately, "until": until}


def _active_sql(branch: str, members: str, period: str) -> str:
    # Put together from the words of this file alone.
    return f"""
{members}
SELECT {branch}, {period}, COUNT(DISTINCT member.participant_id)
  FROM members JOIN campaigns_member member USING (participant_id)
 CROSS JOIN LATERAL unnest(member.days) AS day
 WHERE day >= %(since)s AND day < %(until)s
 GROUP BY 1, 2
"""  # noqa: S608


_OF_CAMPAIGN = """
WITH members AS (
    SELECT participant_id FROM campaigns_member WHERE campaign_id = %(campaign)s AND last_day >= %(since)s)
"""
_BELOW = """
WITH RECURSIVE below AS (
    SELECT %(branch)s::bigint AS participant_id
    UNION ALL
    SELECT recruit.id FROM below JOIN campaigns_participant recruit ON recruit.invited_by_id = below.participant_id),
members AS (
    SELECT participant_id FROM below JOIN campaigns_member USING (participant_id) WHERE last_day >= %(since)s)
"""
_PERIODS = {"day": "day", "week": "(day + 3) / 7"}
_ACTIVE_BY_ROOT_SQL = {kind: _active_sql("member.root", _OF_CAMPAIGN, period) for kind, period in _PERIODS.items()}
_ACTIVE_BELOW_SQL = {kind: _active_sql("%(branch)s::bigint", _BELOW, period) for kind, period in _PERIODS.items()}
# Active before, and not since the last complete period began.
_GONE_BY_ROOT_SQL = """
SELECT participant_id, root FROM campaigns_member
 WHERE campaign_id = %(campaign)s AND root = ANY(%(quiet)s)
   AND last_day >= %(since)s AND last_day < %(lately)s
 ORDER BY participant_id
"""
_GONE_BELOW_SQL = f"""
{_BELOW}
SELECT participant_id, %(branch)s::bigint
  FROM members JOIN campaigns_member member USING (participant_id)
 WHERE member.last_day < %(lately)s
 ORDER BY participant_id
"""  # noqa: S608


def _read(statement: str, given: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        rows: list[Any] = cursor.fetchall()
        return rows
