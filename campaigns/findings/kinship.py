"""Kin: a reviewer and the people above and below them in the tree, about whose findings they never decide."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

from campaigns.errors import NotAllowed
from campaigns.findings.models import Finding
from campaigns.people.models import User
from campaigns.recruiting.models import Participant

M = TypeVar("M", bound=Model)


def refuse_kin(finding: Finding, reviewer: User) -> None:
    """Refuse a reviewer whose own reward may hang on the finding, or who owes the finder their place."""
    if finding.participant.user_id == reviewer.pk:
        raise NotAllowed("own_finding", "This is your own finding; somebody else must decide about it.")
    place = Participant.objects.filter(campaign=finding.campaign_id).of(reviewer.pk).first()
    if place is None:
        return
    if Participant.objects.is_below(finding.participant_id, ancestor_id=place.pk):
        raise NotAllowed("finding_of_downline", "The finder is in your downline; somebody else must decide about it.")
    if Participant.objects.is_below(place.pk, ancestor_id=finding.participant_id):
        raise NotAllowed("finding_of_upline", "The finder is in your upline; somebody else must decide about it.")


def without_kin(rows: QuerySet[M], *, campaign_id: int, user_id: int, path: str) -> QuerySet[M]:
    """Leave out the rows whose participant, by this path, is the person or stands above or below them."""
    place = Participant.objects.filter(campaign=campaign_id).of(user_id).first()
    if place is None:
        return rows
    above = [member.participant_id for member in Participant.objects.chain_of(place.pk)]
    rows = rows.exclude(**{f"{path}__in": above})
    if not Participant.objects.filter(invited_by=place).exists():
        return rows
    # Asked for once a query, whatever the number of rows: the database keeps the answer at hand.
    return rows.exclude(**{f"{path}__in": RawSQL(_BELOW_SQL, [place.pk])})  # noqa: S611 - the statement is constant


_BELOW_SQL = """
WITH RECURSIVE below AS (
    SELECT id FROM campaigns_participant WHERE invited_by_id = %s
    UNION ALL
    SELECT recruit.id FROM below JOIN campaigns_participant recruit ON recruit.invited_by_id = below.id
)
SELECT id FROM below
"""
