"""Persons: what one participant's place adds up to, as far as it has been counted.

Everybody sees their own, and organizers those of their campaign.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from campaigns.participation import written
from campaigns.participation.figures import Figure
from campaigns.participation.models import Member, Report
from campaigns.participation.rollup import calendar_of
from campaigns.participation.survival import LAPSE_GAP_DAYS
from campaigns.participation.ties import constraint_of, trust_of
from campaigns.planning.models import Campaign

# So many ids a query can hold; where more are active, few need to be passed over to find a page of them.
MOST_NAMED = 2_000
EPOCH_DAY = date(1970, 1, 1).toordinal()


def lapse_gap_of(campaign: Campaign) -> int:
    """Tell after how many days without doing anything somebody has lapsed."""
    gap = Report.objects.filter(campaign=campaign).values_list("gap_days", flat=True).first()
    return LAPSE_GAP_DAYS if gap is None else gap


def active_members(campaign: Campaign, *, at: datetime) -> QuerySet[Member]:
    """Give those who are active at this moment: they did something and have not lapsed since."""
    return Member.objects.filter(campaign=campaign, last_day__gt=last_lapsed_day(campaign, at=at))


def is_active(campaign: Campaign, *, at: datetime) -> Q:
    """Say of participants that they are active, so that an index finds a page of them whether they are few or many.

    Few are named. Of many one soon meets enough, in any order, by looking each participant up; a join would have the
    planner, which takes every campaign to be as lively as the others, walk through the members of all of them.
    """
    latest = active_members(campaign, at=at).order_by("-last_day").values_list("pk", flat=True)
    few = list(latest[: MOST_NAMED + 1])
    if len(few) <= MOST_NAMED:
        return Q(pk__in=few)
    lapsed = last_lapsed_day(campaign, at=at)
    last = Subquery(Member.objects.filter(participant=OuterRef("pk")).values("last_day"))
    return Q(GreaterThan(Coalesce(last, lapsed), lapsed))


def last_lapsed_day(campaign: Campaign, *, at: datetime) -> int:
    """Number the last day on which somebody can have been active last and have lapsed by now."""
    return calendar_of(campaign).number_at("day", at) - lapse_gap_of(campaign)


def tell_person(participant_id: int) -> dict[str, Any]:
    """Tell what somebody did, whom it brought them into touch with, and how far their reports proved true."""
    member = Member.objects.filter(pk=participant_id).first()
    if member is None:
        member = Member(participant_id=participant_id, size=1, recruits=0, reports=0, verified=0, days=[])
    constraint = constraint_among_ties(participant_id)
    return {
        **_counts(member.size, member.recruits, member.reports, member.verified, member.last_day),
        "active_days": len(member.days),
        "trust": written.figure(trust_of(min(member.verified, member.reports), member.reports)),
        "ties": constraint.n,
        "constraint": written.figure(constraint),
    }


def counts_of(participant_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Tell the counts of many at once; those who have not been counted yet have none."""
    members = Member.objects.filter(pk__in=participant_ids)
    counted = members.values_list("pk", "size", "recruits", "reports", "verified", "last_day")
    return {
        pk: _counts(size, recruits, reports, verified, last_day)
        for pk, size, recruits, reports, verified, last_day in counted
    }


def _counts(size: int, recruits: int, reports: int, verified: int, last_day: int | None) -> dict[str, Any]:
    return {
        "downline": size - 1,
        "recruits": recruits,
        "reports": reports,
        "reports_verified": verified,
        "last_active_on": None if last_day is None else date.fromordinal(last_day + EPOCH_DAY).isoformat(),
    }


def constraint_among_ties(participant_id: int) -> Figure:
    """Measure how far somebody's ties lead back to the same people. O(ties of those whom they are tied to)."""
    with connection.cursor() as cursor:
        cursor.execute(_TIES_AROUND, {"person": participant_id})
        rows = cursor.fetchall()
    low, high = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    near = np.unique(np.concatenate([high[low == participant_id], low[high == participant_id]]))
    ends = np.concatenate([low, high])
    at = np.minimum(np.searchsorted(near, ends), max(len(near) - 1, 0))
    is_near = near[at] == ends if len(near) else np.zeros(len(ends), dtype=bool)
    strengths = np.bincount(at[is_near], minlength=len(near))
    one, other = at.reshape(2, -1)
    both = is_near.reshape(2, -1).all(axis=0)
    return constraint_of(strengths, (one[both], other[both]))


# All ties of those whom the person is tied to; that somebody brought somebody in stands in the tree alone.
_TIES_AROUND = """
WITH near AS (
    SELECT tie.high AS id FROM campaigns_participant person
      JOIN campaigns_tie tie ON tie.campaign_id = person.campaign_id AND tie.low = person.id
     WHERE person.id = %(person)s
     UNION
    SELECT tie.low FROM campaigns_participant person
      JOIN campaigns_tie tie ON tie.campaign_id = person.campaign_id AND tie.high = person.id
     WHERE person.id = %(person)s
     UNION
    SELECT id FROM campaigns_participant WHERE invited_by_id = %(person)s
     UNION
    SELECT invited_by_id FROM campaigns_participant WHERE id = %(person)s AND invited_by_id IS NOT NULL),
places AS (
    SELECT id, campaign_id, invited_by_id FROM near JOIN campaigns_participant USING (id))
SELECT tie.low, tie.high FROM places
  JOIN campaigns_tie tie ON tie.campaign_id = places.campaign_id AND tie.low = places.id
 UNION
SELECT tie.low, tie.high FROM places
  JOIN campaigns_tie tie ON tie.campaign_id = places.campaign_id AND tie.high = places.id
 UNION
SELECT LEAST(id, invited_by_id), GREATEST(id, invited_by_id) FROM places WHERE invited_by_id IS NOT NULL
 UNION
SELECT LEAST(places.id, recruit.id), GREATEST(places.id, recruit.id) FROM places
  JOIN campaigns_participant recruit ON recruit.invited_by_id = places.id
"""
