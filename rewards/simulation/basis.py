"""Reading a campaign's facts into a Basis: everything is counted in the database, by bin.

Bins end at the moment of the forecast, so that the last one is whole. What happens while this reads belongs to the
next forecast: rows count by their own time.
"""

# ruff: noqa: S608 - the queries are put together from the words of this file alone.

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from campaigns.planning.models import Campaign
from rewards.contracts.budget import read_budget
from rewards.simulation.measured import Basis, ObjectiveBasis, choose_bin_seconds, mature_lag

# Without an end a campaign is looked at for as long as this.
ASSUMED_AHEAD = timedelta(days=28)


def deadline_of(campaign: Campaign, *, at: datetime) -> datetime:
    """When the campaign ends: as it says, or where it says nothing 28 days from now."""
    return campaign.ends_at or at + ASSUMED_AHEAD


def read_basis(*, campaign: Campaign, at: datetime) -> Basis:
    """Count the campaign's facts from before `at`. Whole seconds are counted; a part of one is left out."""
    at = at.replace(microsecond=0)
    deadline = max(at, deadline_of(campaign, at=at).replace(microsecond=0))
    first = _rows(_FIRST, campaign, at=at)[0][0] or at
    elapsed = max(1, -(-(at - first) // timedelta(seconds=1)))
    width = choose_bin_seconds(elapsed_seconds=elapsed, ahead_seconds=int((deadline - at).total_seconds()))
    bins = -(-elapsed // width)
    long = timedelta(seconds=width)
    binned = {"at": at, "width": long}
    joins, roots, recruited, intervals, finds = ([0] * bins for _ in range(5))
    for begins, people, of_them_roots in _rows(_JOINS, campaign, **binned):
        joins[bins - (at - begins) // long] = people
        roots[bins - (at - begins) // long] = of_them_roots
    for before, after, people in _rows(_RECRUITS, campaign, **binned):
        recruited[bins - (at - before) // long] += people
        intervals[(after - before) // long] += people
    for before, after, found in _rows(_FINDS, campaign, **binned):
        finds[min(max((after - before) // long, 0), bins - 1)] += found
    window = mature_lag(bins)
    brought = dict(_rows(_OFFSPRING, campaign, **binned, window=window * long))
    mature = sum(joins[: bins - window + 1])
    brought[0] = mature - sum(brought.values())
    verified, refused = _rows(_DECIDED, campaign, at=at)[0]
    objectives = _read_objectives(campaign, at=at, deadline=deadline)
    budget = read_budget(campaign_id=campaign.pk)
    given = budget.held + budget.payable + budget.in_payout + budget.paid + budget.charity + budget.solidarity
    open_minor = sum(objective.left * objective.prize_minor for objective in objectives)
    settled, back_minor = _rows(_SETTLED, campaign)[0]
    return Basis(
        as_of=_seconds(at),
        deadline=_seconds(deadline),
        bin_seconds=width,
        joins=tuple(joins),
        roots=tuple(roots),
        recruited=tuple(recruited),
        intervals=tuple(intervals),
        offspring=tuple(sorted((value, people) for value, people in brought.items() if people)),
        finds=tuple(finds),
        objectives=tuple(objectives),
        verified=verified,
        refused=refused,
        # What is due and not settled yet is promised in the budget, and as good as given.
        spent_minor=given + max(0, budget.promised - open_minor),
        promised_minor=min(open_minor, budget.promised),
        paid_percent=100.0 if not settled else float(100 * (settled - back_minor) / settled),
    )


def read_mark(*, campaign: Campaign) -> str:
    """Give a short text that changes when there is something new to forecast from."""
    marks = _rows(_MARK, campaign)
    told = [campaign.state, campaign.ends_at, campaign.time_zone, campaign.goal_participants, *marks]
    return hashlib.sha256("|".join(str(part) for part in told).encode()).hexdigest()


def _read_objectives(campaign: Campaign, *, at: datetime, deadline: datetime) -> list[ObjectiveBasis]:
    since = campaign.launched_at or campaign.starts_at
    return [
        ObjectiveBasis(
            key=str(public_id),
            quota=quota,
            found=taken,
            undecided=undecided,
            prize_minor=prize_minor,
            opens_at=_seconds(opens_at or since),
            closes_at=_seconds(min(closes_at or deadline, deadline)),
            filled_at=_seconds(last_at) if taken == quota else None,
        )
        for public_id, quota, prize_minor, opens_at, closes_at, taken, last_at, undecided in _rows(
            _OBJECTIVES, campaign, at=at
        )
    ]


def _rows(query: str, campaign: Campaign, **said: Any) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, {"campaign": campaign.pk, **said})
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _seconds(moment: datetime) -> int:
    return int((moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1))


_FIRST = "SELECT MIN(joined_at) FROM campaigns_participant WHERE campaign_id = %(campaign)s AND joined_at < %(at)s"

# The beginning of the bin that a time lies in; what it is in numbers is worked out for few, not for every row.
_BIN = "date_bin(%(width)s, {}, %(at)s)"

_JOINS = f"""
SELECT {_BIN.format("joined_at")}, COUNT(*), COUNT(*) FILTER (WHERE invited_by_id IS NULL)
  FROM campaigns_participant
 WHERE campaign_id = %(campaign)s AND joined_at < %(at)s
 GROUP BY 1
"""

_PAIRS = f"""
SELECT inviter.id, {_BIN.format("inviter.joined_at")} AS before, {_BIN.format("recruit.joined_at")} AS after
  FROM campaigns_participant recruit
  JOIN campaigns_participant inviter ON inviter.id = recruit.invited_by_id
 WHERE recruit.campaign_id = %(campaign)s AND recruit.joined_at < %(at)s AND inviter.joined_at <= recruit.joined_at
"""

_RECRUITS = f"SELECT before, after, COUNT(*) FROM ({_PAIRS}) pairs GROUP BY 1, 2"

_OFFSPRING = f"""
SELECT brought, COUNT(*) FROM (
    SELECT COUNT(*) AS brought FROM ({_PAIRS}) pairs
     WHERE after < before + %(window)s AND before <= %(at)s - %(window)s GROUP BY id) each
 GROUP BY 1
"""

_FINDS = f"""
SELECT {_BIN.format("finder.joined_at")}, {_BIN.format("finding.received_at")}, COUNT(*)
  FROM campaigns_finding finding
  JOIN campaigns_participant finder ON finder.id = finding.participant_id
 WHERE finding.campaign_id = %(campaign)s AND finding.paid_rank IS NOT NULL AND finding.received_at < %(at)s
 GROUP BY 1, 2
"""

_DECIDED = """
SELECT COUNT(*) FILTER (WHERE state = 'verified'),
       COUNT(*) FILTER (WHERE state IN ('rejected', 'duplicate', 'reversed', 'withdrawn'))
  FROM campaigns_finding WHERE campaign_id = %(campaign)s AND decided_at < %(at)s
"""

_OBJECTIVES = """
SELECT objective.public_id, objective.quota, objective.prize_minor, objective.opens_at, objective.closes_at,
       ranked.taken, ranked.last_at,
       (SELECT COUNT(*) FROM campaigns_finding finding WHERE finding.objective_id = objective.id
           AND finding.state IN ('submitted', 'under_review', 'needs_info') AND finding.received_at < %(at)s)
  FROM campaigns_objective objective
 CROSS JOIN LATERAL (
       SELECT COALESCE(MAX(finding.paid_rank), 0) AS taken, MAX(finding.received_at) AS last_at
         FROM campaigns_finding finding
        WHERE finding.objective_id = objective.id AND finding.paid_rank IS NOT NULL) ranked
 WHERE objective.campaign_id = %(campaign)s
"""

_SETTLED = """
SELECT COALESCE(SUM(prize_minor), 0), COALESCE(SUM(remainder_minor) FILTER (
           WHERE explanation ->> 'remainder_to' = 'budget'), 0)
  FROM rewards_settlement WHERE campaign_id = %(campaign)s
"""

# The last participant's id and what became of findings, both from indexes; promises as they stand.
_MARK = """
SELECT 'participants', MAX(id), 0::bigint FROM campaigns_participant WHERE campaign_id = %(campaign)s
UNION ALL
SELECT state, MAX(id), COUNT(*) FROM campaigns_finding WHERE campaign_id = %(campaign)s GROUP BY state
UNION ALL
SELECT objective.public_id::text || coalesce(opens_at::text, '') || coalesce(closes_at::text, ''), quota, prize_minor
  FROM campaigns_objective objective WHERE campaign_id = %(campaign)s
 ORDER BY 1
"""
