"""Assessing: what is thought of the reports that nobody has decided, kept beside them for the queue.

Law: an assessment is what the facts say now, however they came: assessing report by report as they arrive and assessing
a whole objective at once leave the same rows. It moves nothing and decides nothing, so it leaves no event. What was
decided keeps the assessment that it was decided with, until an appeal opens it again.

One objective is assessed by one worker at a time. Whatever can change an opinion leaves an event, of which a message
tells at once and the log for good.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial

import numpy as np
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from campaigns.events.reading import move_cursor, read_events
from campaigns.findings.corroborating import MOST_COUNTED
from campaigns.findings.credibility import MOST_SAME_SPOT, judge
from campaigns.findings.gathering import NEVER_FIRST, Row, gather_facts, read_rows
from campaigns.findings.models import Assessment, Finding, Vouch
from campaigns.findings.proximity import Receipt, Sightings, cluster, distances_m, first_of, is_near
from campaigns.findings.steps import leave_queue
from campaigns.planning.models import Campaign, Objective
from campaigns.saying import kept

logger = logging.getLogger(__name__)

# How many radii and times as many hours around a report are looked at first; nearly every cluster is within.
_FIRST_REACH = 8
_AT_ONCE = 2_000
_METRES_PER_DEGREE = 111_195
MOST_AT_A_SWEEP = 5_000

READER = "findings.assessing"
EVENTS_AT_ONCE = 200
# What can change what is thought of a report, or of those around it; and of whoever reports.
CHANGES_AN_OPINION = (
    "finding.submitted",
    "evidence.added",
    "evidence.removed",
    "fact.answered",
    "finding.vouched",
    "finding.verified",
    "finding.rejected",
    "finding.duplicate",
    "finding.withdrawn",
    "finding.appealed",
    "finding.reversed",
)
STANDING_CHANGED = "participant.standing_changed"

Place = tuple[int, float | None, float | None, datetime]


def assess_finding(*, finding_id: int, at: datetime) -> int:
    """Assess a finding to which something happened, and the others whose opinion that changes; returns how many."""
    finding = Finding.objects.select_related("objective__campaign", "participant").get(pk=finding_id)
    with transaction.atomic():
        _take_turn(finding.objective_id)
        # Only now: whoever had the turn before may have waited for what it says.
        finding.refresh_from_db(fields=["state", "round"])
        members = read_cluster(finding)
        assessed = _assess(finding.objective, [members], _changed_by(finding, members), at=at)
    if finding.state not in Finding.UNDECIDED or finding.round > 1:
        # A verdict, or its appeal, changes a record, which speaks of the reporter and of those whom they brought.
        assessed += assess_reports_of(participant_ids=[finding.participant_id], with_recruits=True, at=at)
    return assessed


def assess_objective(*, objective_id: int, at: datetime) -> int:
    """Assess every undecided finding of an objective; returns how many."""
    objective = Objective.objects.select_related("campaign").get(pk=objective_id)
    with transaction.atomic():
        _take_turn(objective_id)
        rows = read_rows(Finding.objects.filter(objective=objective))
        clusters = [
            {pk: rows[pk] for pk in members}
            for members in _clusters_of(_places(Finding.objects.filter(objective=objective)), objective.campaign)
        ]
        return sum(_assess(objective, portion, None, at=at) for portion in _in_portions(clusters))


def assess_reports_of(*, participant_ids: Iterable[int], at: datetime, with_recruits: bool = False) -> int:
    """Assess what these people reported and is undecided, and what those reported whom they brought; returns how many.

    What they vouch for is worth what they are, so `with_recruits` includes that too, however far below it was found.
    For whoever changes what is known of a person: their standing or their record.
    """
    people = list(participant_ids)
    whose = Q(participant__in=people)
    if with_recruits:
        vouched = Vouch.objects.filter(participant__in=people)
        whose |= Q(participant__invited_by__in=people) | Q(pk__in=vouched.values("finding"))
    return _assess_some(Finding.objects.undecided().filter(whose), at=at)


def assess_missed(*, at: datetime) -> int:
    """Assess undecided findings that have no assessment, such as imported ones; returns how many."""
    return _assess_some(Finding.objects.undecided().filter(assessment=None).order_by("pk")[:MOST_AT_A_SWEEP], at=at)


def assess_news(*, at: datetime) -> int:
    """Read on in the log and assess whatever changed since it was assessed; returns how many events were read.

    Most of it was assessed at once, by a message; this is for messages that were lost, and for what no finding's event
    tells: that somebody's standing changed.
    """
    with transaction.atomic():
        events = read_events(reader=READER, limit=EVENTS_AT_ONCE)
        if not events:
            return 0
        told: dict[int, datetime] = {}
        for event in events:
            if event.kind in CHANGES_AN_OPINION and event.finding_id is not None:
                told[event.finding_id] = event.written_at
        since = dict(Assessment.objects.filter(finding__in=told).values_list("finding_id", "assessed_at"))
        for finding_id, written_at in told.items():
            if finding_id not in since or since[finding_id] < written_at:
                _go_on_without(f"finding {finding_id}", partial(assess_finding, finding_id=finding_id, at=at))
        others = {event.participant_id for event in events if event.kind == STANDING_CHANGED}
        assess_reports_of(participant_ids=[pk for pk in others if pk is not None], with_recruits=True, at=at)
        move_cursor(reader=READER, to=events[-1], at=at)
    return len(events)


def read_cluster(finding: Finding) -> dict[int, Row]:
    """Read the reports of the finding's cluster, its own among them, whatever became of them."""
    campaign = finding.objective.campaign
    if finding.latitude is None:
        return read_rows(Finding.objects.filter(pk=finding.pk))
    findings = Finding.objects.filter(objective=finding.objective_id)
    members = _members_within(finding, _places(_around(findings, finding, campaign)), campaign, reach=_FIRST_REACH)
    if members is None:
        members = _members_within(finding, _places(findings), campaign, reach=None)
    return read_rows(Finding.objects.filter(pk__in=members or ()))


def first_in(rows: Mapping[int, Row]) -> int | None:
    """Give the first valid report of a cluster."""
    return first_of(Receipt(pk, row.finding.received_at, row.state not in NEVER_FIRST) for pk, row in rows.items())


def first_valid(finding: Finding) -> Finding:
    """Give the first valid report of what this one reports; itself where none of them stands."""
    rows = read_cluster(finding)
    first = first_in(rows)
    return finding if first is None or first == finding.pk else Finding.objects.get(pk=first)


def _assess_some(findings: QuerySet[Finding], *, at: datetime) -> int:
    """Assess just these findings, objective by objective."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for pk, objective_id in findings.values_list("pk", "objective_id"):
        wanted[objective_id].add(pk)
    assessed = 0
    for objective in Objective.objects.select_related("campaign").filter(pk__in=wanted).order_by("pk"):
        assess = partial(_assess_within, objective, frozenset(wanted[objective.pk]), at=at)
        assessed += _go_on_without(f"objective {objective.pk}", assess)
    return assessed


def _assess_within(objective: Objective, wanted: frozenset[int], *, at: datetime) -> int:
    with transaction.atomic():
        _take_turn(objective.pk)
        places = _places(Finding.objects.filter(objective=objective))
        members = [each for each in _clusters_of(places, objective.campaign) if not wanted.isdisjoint(each)]
        rows = read_rows(Finding.objects.filter(pk__in=[pk for each in members for pk in each]))
        clusters = [{pk: rows[pk] for pk in each} for each in members]
        return sum(_assess(objective, portion, wanted, at=at) for portion in _in_portions(clusters))


def _go_on_without(what: str, assess: Callable[[], int]) -> int:
    """Assess, and where that fails say so and go on: one damaged row must not keep all others from their opinion."""
    try:
        with transaction.atomic():
            return assess()
    except Exception:
        logger.exception("The reports of %s could not be assessed", what)
        return 0


def _assess(
    objective: Objective, clusters: Sequence[Mapping[int, Row]], wanted: frozenset[int] | None, *, at: datetime
) -> int:
    """Write what is thought of the undecided findings of these clusters, or of the wanted among them."""
    firsts = {pk: first_in(members) for members in clusters for pk in members}
    undecided = frozenset(
        pk
        for members in clusters
        for pk, row in members.items()
        if row.state in Finding.UNDECIDED and (wanted is None or pk in wanted)
    )
    # Whoever assessed before may have read them undecided, and written so after the verdict.
    leave_queue(pk for members in clusters for pk, row in members.items() if row.state not in Finding.UNDECIDED)
    if not undecided:
        return 0
    campaign = objective.campaign
    assessments = []
    for pk, facts in gather_facts(campaign, clusters, wanted=undecided).items():
        opinion = judge(facts)
        assessments.append(
            Assessment(
                finding_id=pk,
                campaign=campaign,
                # An undecided report stands itself, so its cluster has a first.
                cluster_first_id=firsts[pk] or pk,
                log_odds=opinion.log_odds,
                priority=objective.prize_minor * opinion.probability,
                pieces=kept([asdict(piece) for piece in opinion.pieces]),
                assessed_at=at,
            )
        )
    Assessment.objects.bulk_create(
        sorted(assessments, key=lambda each: each.finding_id),
        update_conflicts=True,
        unique_fields=["finding"],
        update_fields=["cluster_first", "log_odds", "priority", "pieces", "assessed_at"],
    )
    return len(assessments)


def _changed_by(finding: Finding, members: Mapping[int, Row]) -> frozenset[int]:
    """Tell whose opinion what happened to a report can change: its whole cluster's, or in a crowd only a few.

    Of a crowd only the first are looked at by the others. Whoever comes after those changes the opinion of nobody
    but of themselves and of those on the very same spot, unless two clusters become one by it.
    """
    everybody = frozenset(members)
    if len(members) <= MOST_COUNTED + 1 or finding.state != Finding.State.SUBMITTED:
        return everybody
    mine = members[finding.pk]
    before = [row for row in members.values() if _received(row) < _received(mine)]
    others = [row for row in members.values() if row.id != finding.pk]
    if (
        len({row.participant for row in before if row.as_report().stands}) <= MOST_COUNTED
        or first_in(members) == finding.pk
        or len(_clusters_of(_as_places(others), finding.objective.campaign)) > 1
    ):
        return everybody
    spot = mine.as_report().spot
    there = [row for row in others if spot is not None and row.as_report().spot == spot]
    if len({row.participant for row in there}) > MOST_SAME_SPOT:
        there = []
    return frozenset({finding.pk, *(row.id for row in there)})


def _received(row: Row) -> tuple[datetime, int]:
    return row.finding.received_at, row.id


def _take_turn(objective_id: int) -> None:
    """Wait until nobody else assesses the objective; until the transaction ends, nobody else does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('assess objective'), %s)", [objective_id % 2**31])


def _places(findings: QuerySet[Finding]) -> list[Place]:
    return list(findings.order_by("pk").values_list("pk", "latitude", "longitude", "observed_at"))


def _as_places(rows: Iterable[Row]) -> list[Place]:
    return [(row.id, row.finding.latitude, row.finding.longitude, row.finding.observed_at) for row in rows]


def _clusters_of(places: Sequence[Place], campaign: Campaign) -> list[list[int]]:
    sightings = Sightings.of(place[1:] for place in places)
    labels = cluster(sightings, radius_m=campaign.cluster_radius_m, hours=campaign.cluster_hours)
    clusters: dict[int, list[int]] = defaultdict(list)
    for place, label in zip(places, labels.tolist(), strict=True):
        clusters[label].append(place[0])
    return list(clusters.values())


def _around(findings: QuerySet[Finding], finding: Finding, campaign: Campaign) -> QuerySet[Finding]:
    """Give at least everything within the first reach of the finding."""
    assert finding.latitude is not None and finding.longitude is not None  # noqa: S101, PT018 - the caller has looked
    span = timedelta(hours=_FIRST_REACH * campaign.cluster_hours)
    north = _FIRST_REACH * campaign.cluster_radius_m / _METRES_PER_DEGREE * 1.01
    nearby = findings.filter(
        observed_at__range=(finding.observed_at - span, finding.observed_at + span),
        latitude__range=(finding.latitude - north, finding.latitude + north),
    )
    shrinks = np.cos(np.radians(min(90.0, abs(finding.latitude) + north)))
    # Near a pole the meridians are close together, and everything there is around.
    if shrinks * 180 <= north * 1.05:
        return nearby
    east = float(north / shrinks) * 1.05
    low, high = finding.longitude - east, finding.longitude + east
    return nearby.filter(
        Q(longitude__range=(low, high))
        | Q(longitude__gte=low + 360)  # across the antimeridian
        | Q(longitude__lte=high - 360)
    )


def _members_within(
    finding: Finding, places: Sequence[Place], campaign: Campaign, *, reach: int | None
) -> list[int] | None:
    """Give the finding's cluster among these places; None when it comes so near their edge that it may go on beyond."""
    pks = [place[0] for place in places]
    (members,) = (each for each in _clusters_of(places, campaign) if finding.pk in each)
    if reach is not None:
        chosen = set(members)
        sightings = Sightings.of(place[1:] for place in places if place[0] in chosen)
        here = [pk for pk in pks if pk in chosen].index(finding.pk)
        inside = (reach - 1) * campaign.cluster_radius_m, (reach - 1) * campaign.cluster_hours
        if (distances_m(sightings, here) > inside[0]).any() or not _is_in_time(sightings, here, inside[1]):
            return None
    return members


def _is_in_time(sightings: Sightings, one: int, hours: int) -> bool:
    return bool(is_near(sightings, one, radius_m=float("inf"), hours=hours).all())


def _in_portions(clusters: Iterable[dict[int, Row]]) -> list[list[dict[int, Row]]]:
    """Cut a list of clusters into portions of about as many findings as are gathered at once."""
    portions: list[list[dict[int, Row]]] = []
    size = _AT_ONCE
    for members in clusters:
        if size >= _AT_ONCE:
            portions.append([])
            size = 0
        portions[-1].append(members)
        size += len(members)
    return portions
