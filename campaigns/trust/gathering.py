"""Gathering the facts around what is new in a campaign, as the rules of trust want them: a few queries for many people.

Everything is bounded, so that one node with a million recruits, or one carrier's address, costs no more than any other.
Traces are there for 30 days; what they would have shown is not known after that, on purpose.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from disposable_email_domains import blocklist
from django.db import connection
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from campaigns.findings.models import Evidence, Finding
from campaigns.people.models import Trace
from campaigns.recruiting.models import Participant, PendingJoin
from campaigns.trust.addresses import mailbox, stem
from campaigns.trust.risk_facts import Attempt, Exhibit, Facts, Person, Report, Seen, Thresholds

LEVELS_ABOVE = 8
RECRUITS_LOOKED_AT = 500
MOST_ON_CONNECTIONS = 5_000
MOST_ALIKE = 200
MOST_PENDING = 2_000
DISPOSABLE = frozenset(blocklist)

_ABOVE = """
WITH RECURSIVE above AS (
    SELECT id, invited_by_id, 0 AS distance FROM campaigns_participant WHERE id = ANY(%s)
    UNION
    SELECT inviter.id, inviter.invited_by_id, above.distance + 1
      FROM above JOIN campaigns_participant inviter ON inviter.id = above.invited_by_id
     WHERE above.distance < %s
)
SELECT DISTINCT id FROM above
"""
_RECRUITS = """
SELECT recruit.id FROM unnest(%s::bigint[]) AS hub(id) CROSS JOIN LATERAL (
    SELECT id FROM campaigns_participant WHERE invited_by_id = hub.id ORDER BY id DESC LIMIT %s) recruit
"""
# Roughly the same mailbox, whatever the provider ignores; the rules say exactly.
_SAME_STEM = """
SELECT participant.id
  FROM campaigns_participant participant JOIN campaigns_user person ON person.id = participant.user_id
 WHERE participant.campaign_id = %s
   AND replace(split_part(split_part(split_part(person.email, '@', 1), '+', 1), '-', 1), '.', '') = ANY(%s)
 LIMIT %s
"""
_ON_CONNECTIONS = """
SELECT DISTINCT trace.participant_id FROM campaigns_trace trace
  JOIN unnest(%s::bigint[], %s::text[]) AS seen(key_id, address) ON trace.key_id = seen.key_id
   AND trace.address_hash = seen.address
 WHERE trace.campaign_id = %s LIMIT %s
"""
_TRACES_ON = """
SELECT trace.participant_id, trace.at, trace.key_id, trace.address_hash, trace.agent_hash FROM campaigns_trace trace
  JOIN unnest(%s::bigint[], %s::text[]) AS seen(key_id, address) ON trace.key_id = seen.key_id
   AND trace.address_hash = seen.address
 WHERE trace.campaign_id = %s ORDER BY trace.id DESC LIMIT %s
"""
_ALIKE = """
SELECT DISTINCT other.finding_id FROM campaigns_evidence new
  JOIN campaigns_evidence other ON other.id <> new.id AND other.perceptual_hash <> ''
   AND bit_count(('x' || other.perceptual_hash)::bit(64) # ('x' || new.perceptual_hash)::bit(64)) <= %s
  JOIN campaigns_finding finding ON finding.id = other.finding_id AND finding.campaign_id = %s
 WHERE new.finding_id = ANY(%s) AND new.perceptual_hash <> '' LIMIT %s
"""
_SAME_SPOT = """
SELECT DISTINCT other.id FROM campaigns_finding new
  JOIN campaigns_finding other ON other.objective_id = new.objective_id AND other.id <> new.id
   AND round(other.latitude::numeric, 5) = round(new.latitude::numeric, 5)
   AND round(other.longitude::numeric, 5) = round(new.longitude::numeric, 5)
 WHERE new.id = ANY(%s) AND other.location_source = 'device' LIMIT %s
"""


def gather_facts(
    *,
    campaign_id: int,
    participant_ids: Collection[int],
    finding_ids: Collection[int],
    at: datetime,
    attempts: Collection[Attempt] = (),
) -> Facts:
    """Bring together what is known around these people and findings."""
    limits = Thresholds()
    attempts = [*attempts, *_asked_below_themselves(campaign_id, at)]
    core = {*participant_ids, *(attempt.participant_id for attempt in attempts)}
    reports = _reports(campaign_id, core, {*finding_ids, *_alike(campaign_id, finding_ids, limits)})
    core |= {report.participant_id for report in reports if report.finding_id in finding_ids}
    above = set(_ids(_ABOVE, [sorted(core), LEVELS_ABOVE]))
    inviters = Participant.objects.filter(pk__in=core, invited_by__isnull=False).values_list("invited_by", flat=True)
    around = core | above | set(_ids(_RECRUITS, [sorted(core | set(inviters)), RECRUITS_LOOKED_AT]))
    around |= {report.participant_id for report in reports}
    stems = _stems(Participant.objects.filter(pk__in=core))
    around |= set(_ids(_SAME_STEM, [campaign_id, stems, MOST_ALIKE]))
    around |= set(_ids(_ON_CONNECTIONS, [*_connections(core | above), campaign_id, MOST_ON_CONNECTIONS]))
    # Those with the same mailbox count by where they stand, so what is above them belongs to it.
    around |= set(_ids(_ABOVE, [sorted(around), LEVELS_ABOVE])) if stems else set()
    return Facts(
        people=_people(around),
        seen=_traces_on(campaign_id, _connections(around)),
        reports=reports,
        exhibits=[
            Exhibit(finding_id, sha256, near)
            for finding_id, sha256, near in Evidence.objects.filter(
                finding__in=[report.finding_id for report in reports]
            )
            .exclude(sha256="")
            .order_by("pk")
            .values_list("finding_id", "sha256", "perceptual_hash")
        ],
        attempts=attempts,
        disposable=DISPOSABLE,
        at=at,
        thresholds=limits,
    )


def _people(ids: Collection[int]) -> dict[int, Person]:
    rows = Participant.objects.filter(pk__in=ids).annotate(
        recruit_count=_counted(Participant.objects.filter(invited_by=OuterRef("pk")), "invited_by"),
        report_count=_counted(
            Finding.objects.filter(participant=OuterRef("pk")).exclude(state=Finding.State.WITHDRAWN), "participant"
        ),
    )
    columns = ("pk", "invited_by", "joined_at", "user__email", "recruit_count", "report_count", "user__date_joined")
    return {
        pk: Person(pk, inviter, joined_at, email or "", recruits, reports, since)
        for pk, inviter, joined_at, email, recruits, reports, since in rows.values_list(*columns)
    }


def _counted(rows: QuerySet[Any], by: str) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values(by).annotate(many=Count("pk")).values("many")), 0)


def _reports(campaign_id: int, people: Collection[int], finding_ids: Collection[int]) -> list[Report]:
    """Give these findings, and all that their reporters and these people reported."""
    columns = (
        "pk", "participant", "objective", "observed_at", "received_at", "latitude", "longitude", "accuracy_m",
        "location_source",
    )  # fmt: skip
    findings = Finding.objects.filter(campaign=campaign_id).exclude(state=Finding.State.WITHDRAWN)
    of_people = findings.filter(participant__in=people).order_by("-pk")[:MOST_ON_CONNECTIONS]
    named = findings.filter(pk__in=finding_ids)
    rows = {row[0]: row for wanted in (of_people, named) for row in wanted.values_list(*columns)}
    others = {row[1] for row in rows.values() if row[0] in finding_ids} - set(people)
    of_others = findings.filter(participant__in=others).order_by("-pk")[:MOST_ON_CONNECTIONS]
    rows |= {row[0]: row for row in of_others.values_list(*columns)}
    return [
        Report(pk, by, objective, seen, received, latitude, longitude, accuracy_m or 0.0, source == "device")
        for pk, by, objective, seen, received, latitude, longitude, accuracy_m, source in rows.values()
    ]


def _alike(campaign_id: int, finding_ids: Collection[int], limits: Thresholds) -> set[int]:
    """Find the findings with the same file, nearly the same picture, or the same position as one of these."""
    if not finding_ids:
        return set()
    new = sorted(finding_ids)
    files = Evidence.objects.filter(finding__in=new).exclude(sha256="").values_list("sha256", flat=True)
    same = Evidence.objects.filter(sha256__in=list(files), finding__campaign=campaign_id)
    return {
        *same.values_list("finding", flat=True)[:MOST_ALIKE],
        *_ids(_ALIKE, [limits.near_hash_bits, campaign_id, new, MOST_ALIKE]),
        *_ids(_SAME_SPOT, [new, MOST_ALIKE]),
    }


def _asked_below_themselves(campaign_id: int, at: datetime) -> list[Attempt]:
    """Find those who asked to join, a day ago at most, by the link of somebody who reads the same mailbox."""
    rows = PendingJoin.objects.filter(
        campaign=campaign_id, link__participant__user__isnull=False, asked_at__gt=at - timedelta(days=1)
    ).values_list("link__participant", "link__participant__user__email", "email", "asked_at")
    return [
        Attempt(owner, asked_at, address)
        for owner, own, address, asked_at in rows.order_by("-pk")[:MOST_PENDING]
        if mailbox(own) == mailbox(address)
    ]


def _stems(people: QuerySet[Participant]) -> list[str]:
    addresses = people.filter(user__isnull=False).values_list("user__email", flat=True)
    return sorted({stem(address) for address in addresses if address} - {""})


def _connections(people: Collection[int]) -> tuple[list[int], list[str]]:
    seen = sorted(set(Trace.objects.filter(participant__in=people).values_list("key", "address_hash")))
    return [key for key, _ in seen], [address for _, address in seen]


def _traces_on(campaign_id: int, connections: tuple[list[int], list[str]]) -> list[Seen]:
    with connection.cursor() as cursor:
        cursor.execute(_TRACES_ON, [*connections, campaign_id, MOST_ON_CONNECTIONS])
        return [Seen(*row) for row in cursor.fetchall()]


def _ids(query: str, values: Iterable[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(query, list(values))
        return [row[0] for row in cursor.fetchall()]
