"""Participants, findings and activities as tables: no more than organizers see of them, in the order of their making.

The columns that an import reads have its names, so that what one campaign gave another can take.
"""

from __future__ import annotations

from campaigns.exchange.tables import Column, Rows, Table, counted_by, flag, moment, stream, text
from campaigns.people.doors import Scope
from campaigns.planning.models import Campaign
from campaigns.saying import said


def participant_rows(campaign: Campaign) -> Rows:
    return stream(_PARTICIPANTS, {"campaign": campaign.pk})


def finding_rows(campaign: Campaign) -> Rows:
    return stream(_FINDINGS, {"campaign": campaign.pk})


def activity_rows(campaign: Campaign) -> Rows:
    return stream(_ACTIVITIES, {"campaign": campaign.pk})


_PARTICIPANTS = """
SELECT person.public_id::text, inviter.public_id::text, person.joined_at, person.display_name, inviter.display_name,
       person.depth, person.user_id IS NOT NULL
  FROM campaigns_participant person
  LEFT JOIN campaigns_participant inviter ON inviter.id = person.invited_by_id
 WHERE person.campaign_id = %(campaign)s
 ORDER BY person.id
"""
_FINDINGS = """
SELECT finding.public_id::text, finder.public_id::text, finder.display_name, objective.title,
       objective.public_id::text, finding.observed_at, finding.received_at, finding.latitude, finding.longitude,
       finding.accuracy_m, finding.location_source, finding.state, finding.paid_rank, finding.decided_at,
       finding.client_id, finding.note
  FROM campaigns_finding finding
  JOIN campaigns_participant finder ON finder.id = finding.participant_id
  JOIN campaigns_objective objective ON objective.id = finding.objective_id
 WHERE finding.campaign_id = %(campaign)s
 ORDER BY finding.id
"""
# What was imported stands in the log alone.
_ACTIVITIES = """
SELECT told.public_id, person.public_id::text, person.display_name, told.kind, told.at, told.client_id,
       told.received_at
  FROM (
    SELECT 0 AS part, id, NULL AS public_id, participant_id, data ->> 'kind' AS kind, at, NULL AS client_id,
           NULL::timestamptz AS received_at
      FROM campaigns_event
     WHERE campaign_id = %(campaign)s AND kind = 'activity.reported' AND data @> '{"imported": true}'
     UNION ALL
    SELECT 1, id, public_id::text, participant_id, kind, at, client_id, received_at
      FROM campaigns_activity WHERE campaign_id = %(campaign)s
  ) told
  JOIN campaigns_participant person ON person.id = told.participant_id
 ORDER BY told.part, told.id
"""

PARTICIPANTS = Table(
    name="participants",
    title=said("The people and who brought them"),
    columns=(
        Column("id"),
        Column("inviter"),
        moment("joined_at"),
        text("display_name"),
        text("inviter_name"),
        Column("depth"),
        flag("claimed"),
    ),
    rows=participant_rows,
    count=counted_by("SELECT count(*) FROM campaigns_participant WHERE campaign_id = %(campaign)s"),
    scope=Scope.PARTICIPANTS_READ,
)
FINDINGS = Table(
    name="findings",
    title=said("What was found, where, and what was decided"),
    columns=(
        Column("id"),
        Column("participant"),
        text("participant_name"),
        text("objective"),
        Column("objective_id"),
        moment("observed_at"),
        moment("received_at"),
        Column("latitude"),
        Column("longitude"),
        Column("accuracy_m"),
        Column("location_source"),
        Column("status"),
        Column("paid_rank"),
        moment("decided_at"),
        text("client_id"),
        text("note"),
    ),
    rows=finding_rows,
    count=counted_by("SELECT count(*) FROM campaigns_finding WHERE campaign_id = %(campaign)s"),
    scope=Scope.FINDINGS_READ,
    has_places=True,
)
ACTIVITIES = Table(
    name="activities",
    title=said("What people did, as it was told or imported"),
    columns=(
        Column("id"),
        Column("participant"),
        text("participant_name"),
        text("kind"),
        moment("at"),
        text("client_id"),
        moment("received_at"),
    ),
    rows=activity_rows,
    count=counted_by(
        "SELECT (SELECT count(*) FROM campaigns_activity WHERE campaign_id = %(campaign)s)"
        " + (SELECT count(*) FROM campaigns_event WHERE campaign_id = %(campaign)s AND kind = 'activity.reported'"
        " AND data @> '{\"imported\": true}')"
    ),
    # As where they are listed.
    scope=Scope.FINDINGS_READ,
)
