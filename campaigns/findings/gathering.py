"""Gathering: what the database knows of reports, as the facts that credibility weighs. One query a kind, never a row.

A report is gathered with its cluster, which says what other people reported of the same thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery

from campaigns.findings.corroborating import Report, surroundings_of
from campaigns.findings.credibility import Facts, Photo, Record, Surroundings
from campaigns.findings.likeness import Copies, Exhibit, copies_of
from campaigns.findings.models import Evidence, FactAnswer, Finding, Verdict, Vouch
from campaigns.findings.proximity import distance_m
from campaigns.people.models import Trace
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant

S = Finding.State

NEVER_FIRST = frozenset({S.REJECTED, S.WITHDRAWN, S.DUPLICATE, S.REVERSED})
FOUND_TRUE = frozenset({S.VERIFIED, S.DUPLICATE})
_FOUND_FALSE = frozenset({S.REJECTED, S.REVERSED})
# What was rejected or reversed for these reasons was not found false.
_NOT_FALSE = frozenset({"not_decided_in_time", "out_of_window", "duplicate"})

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Row:
    """What is read of a finding; `reason` is that of its last verdict."""

    id: int
    state: str
    reason: str
    participant: int
    finding: Finding

    @property
    def found_false(self) -> bool:
        return self.state in _FOUND_FALSE and self.reason not in _NOT_FALSE

    def as_report(self) -> Report:
        """Give it as what its neighbours in a cluster see of it."""
        return Report(
            id=self.id,
            participant=self.participant,
            received_at=self.finding.received_at,
            latitude=self.finding.latitude,
            longitude=self.finding.longitude,
            by_address=self.finding.location_source == Finding.LocationSource.ADDRESS,
            # A duplicate was true, though it is nobody's first.
            stands=self.state not in (S.REJECTED, S.WITHDRAWN, S.REVERSED),
            found_true=self.state in FOUND_TRUE,
            found_false=self.found_false,
        )


def read_rows(findings: QuerySet[Finding]) -> dict[int, Row]:
    last = Verdict.objects.filter(finding=OuterRef("pk")).order_by("-pk").values("reason")[:1]
    read = findings.annotate(last_reason=Subquery(last)).only(
        "state", "participant_id", "received_at", "observed_at", "latitude", "longitude", "location_source",
        "objective_id", "campaign_id", "public_id",
    )  # fmt: skip
    return {
        finding.pk: Row(finding.pk, finding.state, finding.last_reason or "", finding.participant_id, finding)
        for finding in read
    }


def gather_facts(
    campaign: Campaign, clusters: Sequence[Mapping[int, Row]], *, wanted: frozenset[int]
) -> dict[int, Facts]:
    """Gather the facts of the wanted findings, which are all in these clusters of one campaign."""
    rows = {pk: row for cluster in clusters for pk, row in cluster.items()}
    reporters = {rows[pk].participant for pk in wanted}
    people = Participant.objects.select_related("invited_by").in_bulk(reporters)
    traces = _read_traces(rows)
    around = _read_surroundings(campaign, clusters, traces, wanted)
    evidence = _grouped((each.finding_id, each) for each in Evidence.objects.filter(finding__in=wanted))
    copies = _read_copies(campaign, wanted) if evidence else {}
    records = _read_records(reporters | {person.invited_by_id for person in people.values() if person.invited_by_id})
    answers = _read_answers(wanted)
    vouchers = _grouped(
        Vouch.objects.filter(finding__in=wanted).order_by("pk").values_list("finding_id", "participant__standing")
    )
    reported_from = {trace.finding_id: trace for trace in traces if trace.finding_id in wanted}
    facts = {}
    for pk in wanted:
        row, person = rows[pk], people[rows[pk].participant]
        finding, sent = row.finding, evidence.get(pk, [])
        matched, wrong = answers.get(pk, ((), 0))
        copied = copies.get(pk, Copies())
        trace = reported_from.get(pk)
        facts[pk] = Facts(
            has_place=finding.latitude is not None,
            surroundings=around[pk],
            files=sum(each.kind != Evidence.Kind.LINK for each in sent),
            links=sum(each.kind == Evidence.Kind.LINK for each in sent),
            photos=tuple(_photo(finding, each) for each in sent),
            copied_files=copied.files,
            copied_images=copied.images,
            # What is still undecided is in no record, so a report is not in its own.
            reporter=records.get(row.participant, Record()),
            standing=person.standing,
            inviter=records.get(person.invited_by_id or 0, Record()),
            inviter_standing=person.invited_by.standing if person.invited_by else 0.0,
            hours_in_campaign=max(0.0, (finding.received_at - person.joined_at).total_seconds() / 3_600),
            connection_km=_connection_km(finding, trace),
            connection_country=trace.country if trace else "",
            matched_attempts=matched,
            wrong_facts=wrong,
            vouchers=tuple(vouchers.get(pk, ())),
        )
    return facts


def read_chains(participants: Iterable[int]) -> dict[int, list[int]]:
    """Give everybody's chain, from themselves up to their root."""
    with connection.cursor() as cursor:
        cursor.execute(_CHAINS, [list(participants)])
        return dict(cursor.fetchall())


_CHAINS = """
WITH RECURSIVE chain AS (
    SELECT id AS whose, id, invited_by_id, 0 AS distance FROM campaigns_participant WHERE id = ANY(%s)
    UNION ALL
    SELECT chain.whose, above.id, above.invited_by_id, chain.distance + 1
      FROM chain JOIN campaigns_participant above ON above.id = chain.invited_by_id
)
SELECT whose, array_agg(id ORDER BY distance) FROM chain GROUP BY whose
"""


def _read_traces(rows: Mapping[int, Row]) -> list[Trace]:
    """Read from where these findings were reported, and from where their reporters had joined."""
    joined = Q(kind=Trace.Kind.JOIN, participant__in={row.participant for row in rows.values()})
    return list(Trace.objects.filter(joined | Q(finding__in=rows.keys())).order_by("pk"))


def _read_surroundings(
    campaign: Campaign, clusters: Sequence[Mapping[int, Row]], traces: Sequence[Trace], wanted: frozenset[int]
) -> dict[int, Surroundings]:
    crowds = [cluster for cluster in clusters if len(cluster) > 1]
    chains = read_chains({row.participant for cluster in crowds for row in cluster.values()}) if crowds else {}
    # Hashes of one key alone can be compared.
    seen = _grouped((trace.participant_id, f"{trace.key_id}:{trace.address_hash}") for trace in traces)
    connections = {person: frozenset(addresses) for person, addresses in seen.items()}
    radius_m, hours = campaign.cluster_radius_m, campaign.cluster_hours
    around = {pk: Surroundings(radius_m=radius_m, hours=hours) for cluster in clusters for pk in cluster}
    for cluster in crowds:
        reports = [row.as_report() for row in cluster.values()]
        around |= surroundings_of(reports, chains, connections, wanted=wanted, radius_m=radius_m, hours=hours)
    return around


def _read_copies(campaign: Campaign, wanted: frozenset[int]) -> dict[int, Copies]:
    files = Evidence.objects.filter(finding__campaign=campaign).exclude(kind=Evidence.Kind.LINK)
    sent = files.values_list("pk", "finding_id", "finding__participant_id", "added_at", "sha256", "perceptual_hash")
    return copies_of([Exhibit(*row) for row in sent.iterator()], wanted=wanted)


def _read_records(participants: set[int]) -> dict[int, Record]:
    """Count what was found true and false of everybody's reports."""
    decided = Finding.objects.filter(participant__in=participants, state__in=[*FOUND_TRUE, *_FOUND_FALSE])
    true: dict[int, int] = defaultdict(int)
    false: dict[int, int] = defaultdict(int)
    for row in read_rows(decided).values():
        true[row.participant] += row.state in FOUND_TRUE
        false[row.participant] += row.found_false
    return {person: Record(true[person], false[person]) for person in participants}


def _read_answers(wanted: frozenset[int]) -> dict[int, tuple[tuple[int, ...], int]]:
    """Give for each finding the attempts at which facts were matched, and how many were answered wrong throughout."""
    asked = FactAnswer.objects.filter(finding__in=wanted).order_by("pk")
    answers: dict[int, dict[int, int]] = defaultdict(dict)
    for finding, fact, attempt, matched in asked.values_list("finding_id", "fact_id", "attempt", "matched"):
        answers[finding][fact] = answers[finding].get(fact) or (attempt if matched else 0)
    return {
        finding: (
            tuple(sorted(attempt for attempt in facts.values() if attempt)),
            sum(not attempt for attempt in facts.values()),
        )
        for finding, facts in answers.items()
    }


def _photo(finding: Finding, each: Evidence) -> Photo:
    metres = None
    has_place = finding.latitude is not None and finding.longitude is not None
    if has_place and each.taken_latitude is not None and each.taken_longitude is not None:
        metres = _metres(finding, each.taken_latitude, each.taken_longitude)
    hours = None
    if each.taken_at is not None:
        hours = abs((each.taken_at - finding.observed_at).total_seconds()) / 3_600
    return Photo(metres, hours)


def _connection_km(finding: Finding, trace: Trace | None) -> float | None:
    if trace is None or trace.latitude is None or trace.longitude is None or finding.latitude is None:
        return None
    return _metres(finding, trace.latitude, trace.longitude) / 1_000


def _metres(finding: Finding, latitude: float, longitude: float) -> float:
    assert finding.latitude is not None and finding.longitude is not None  # noqa: S101, PT018 - the callers have looked
    return distance_m(finding.latitude, finding.longitude, latitude, longitude)


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups
