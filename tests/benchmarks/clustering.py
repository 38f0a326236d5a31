"""Clustering and the queue: reports by the thousand put together, and the first page of what waits for review.

The other side of clustering is DBSCAN of scikit-learn with min_samples=1 on the same points: haversine, a ball tree. It
knows no time, so once time does not count on ours either; and once its neighbours (the ball tree's, looked up as DBSCAN
does) are thinned by time and given to it as a graph. Both sides must find the same clusters. The bare side of the queue
is one statement by hand for the same findings in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from statistics import median
from typing import Any

import numpy as np
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.cluster import DBSCAN  # type: ignore[import-untyped]  # it has no types
from sklearn.neighbors import BallTree  # type: ignore[import-untyped]  # it has no types

from campaigns.copying import copy_rows, take_ids
from campaigns.findings.assessing import assess_objective
from campaigns.findings.models import Finding
from campaigns.findings.proximity import ARC_MINUTE_M, EARTH_RADIUS_M, US_PER_HOUR, Sightings, cluster
from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from mobilize.demo.draws import Draws
from tests.benchmarks.measuring import Row, time_of
from tests.benchmarks.population import SEED, Say, settle_down
from tests.cast import live_campaign, make_user

HOURS = 24
ALWAYS = 1_000_000
DAYS = 90
PER_PLACE = 20
PAGE = 25
PARTS = 100

Ints = NDArray[np.int64]


def measure_clustering(*, sizes: Sequence[int], rounds: int, say: Say) -> Iterator[Row]:
    """Cluster and queue so many reports."""
    for size in sizes:
        sightings = draw_sightings(size)
        yield _row(
            "clusters by distance", size, partial(_ours, sightings, ALWAYS), partial(_dbscan, sightings), rounds, say
        )
        by_time = partial(_dbscan_with_time, sightings)
        yield _row("clusters by distance and time", size, partial(_ours, sightings, HOURS), by_time, rounds, say)
    for size in sizes:
        yield _measure_queue(size, rounds, say)


def draw_sightings(size: int) -> Sightings:
    """Draw reports around as many places as there are twenty of, a third of them anywhere between."""
    draws = Draws(SEED, stream=7)
    places = max(1, size // PER_PLACE)
    which = np.minimum((draws.uniforms(size) * places).astype(np.int64), places - 1)
    latitude = (25 + 23 * draws.uniforms(places))[which] + 0.004 * draws.normals(size)
    longitude = (-122 + 52 * draws.uniforms(places))[which] + 0.004 * draws.normals(size)
    astray = draws.uniforms(size) < 1 / 3
    latitude = np.where(astray, 25 + 23 * draws.uniforms(size), latitude)
    longitude = np.where(astray, -122 + 52 * draws.uniforms(size), longitude)
    started = (DAYS * 24 * draws.uniforms(places))[which]
    seen = np.where(astray, DAYS * 24 * draws.uniforms(size), started + 72 * draws.uniforms(size))
    return Sightings(latitude, longitude, (seen * US_PER_HOUR).astype(np.int64))


def _ours(sightings: Sightings, hours: float) -> Ints:
    return cluster(sightings, radius_m=ARC_MINUTE_M, hours=hours)


def _dbscan(sightings: Sightings) -> Ints:
    found = DBSCAN(eps=ARC_MINUTE_M / EARTH_RADIUS_M, min_samples=1, metric="haversine", algorithm="ball_tree")
    labels: Ints = found.fit_predict(_radians(sightings))
    return labels


def _dbscan_with_time(sightings: Sightings) -> Ints:
    places = _radians(sightings)
    near = BallTree(places, metric="haversine").query_radius(places, ARC_MINUTE_M / EARTH_RADIUS_M)
    one = np.repeat(np.arange(len(places)), [len(others) for others in near])
    other = np.concatenate(near)
    in_time = np.abs(sightings.seen_us[one] - sightings.seen_us[other]) <= HOURS * US_PER_HOUR
    one, other = one[in_time], other[in_time]
    # What is kept as a graph is a distance above nothing.
    graph = csr_matrix((np.full(len(one), 0.5), (one, other)), shape=(len(places), len(places)))
    labels: Ints = DBSCAN(eps=1, min_samples=1, metric="precomputed").fit_predict(graph)
    return labels


def _radians(sightings: Sightings) -> NDArray[np.float64]:
    return np.radians(np.column_stack([sightings.latitude, sightings.longitude]))


def first_members(labels: Ints) -> Ints:
    """Name every cluster after its first member, so that two ways of numbering can be compared."""
    _, first, which = np.unique(labels, return_index=True, return_inverse=True)
    named: Ints = first[which]
    return named


def _row(what: str, size: int, ours: Callable[[], Ints], theirs: Callable[[], Ints], rounds: int, say: Say) -> Row:
    same = np.array_equal(first_members(ours()), first_members(theirs()))
    assert same, f"{what}: the two sides cluster {size:,} reports differently"
    row = Row(
        what=what,
        members=size,
        ours_seconds=median(time_of(ours) for _ in range(rounds)),
        bare_seconds=median(time_of(theirs) for _ in range(rounds)),
    )
    say(f"  {size:,} {what}: ours {row.ours_seconds * 1000:.1f} ms, DBSCAN {row.bare_seconds * 1000:.1f} ms")
    return row


def _measure_queue(size: int, rounds: int, say: Say) -> Row:
    """Read the first page of a queue of so many undecided findings, as the API gives it."""
    campaign, reviewer = _fill_queue(size, say)
    client = Client(headers={"Host": settings.ALLOWED_HOSTS[0], "X-Forwarded-Proto": "https"})
    client.force_login(reviewer)
    address = f"/api/v1/campaigns/{campaign.slug}/review-queue/?limit={PAGE}"
    told = [str(line["id"]) for line in client.get(address).json()["results"]]
    scope = {"campaign": campaign.pk, "reviewer": reviewer.pk, "page": PAGE}
    bare = partial(_query, scope)
    assert told == [str(row[0]) for row in bare()], "the two sides give another first page"
    row = Row(
        what="the queue's first page",
        members=size,
        ours_seconds=median(time_of(partial(client.get, address)) for _ in range(max(5, rounds))),
        bare_seconds=median(time_of(bare) for _ in range(max(5, rounds))),
    )
    say(f"  a queue of {size:,}: ours {row.ours_seconds * 1000:.1f} ms, bare {row.bare_seconds * 1000:.2f} ms")
    return row


def _fill_queue(size: int, say: Say) -> tuple[Campaign, User]:
    """Have so many people report, and their reports assessed."""
    campaign = live_campaign(prizes=[(1_000, 1)] * min(PARTS, size), at=timezone.now() - timedelta(days=DAYS + 4))
    sightings, start = draw_sightings(size), campaign.starts_at
    objectives = list(campaign.objectives.values_list("pk", flat=True))
    people = take_ids(Participant._meta.db_table, size)
    copy_rows(
        Participant._meta.db_table,
        ("id", "campaign_id", "display_name", "joined_at", "depth"),
        ((pk, campaign.pk, f"Member {n}", start, 0) for n, pk in enumerate(people)),
    )
    columns = (
        "id", "campaign_id", "objective_id", "participant_id", "note", "observed_at", "received_at",
        "latitude", "longitude", "location_source", "state",
    )  # fmt: skip
    rows = zip(
        take_ids(Finding._meta.db_table, size), people, sightings.latitude.tolist(), sightings.longitude.tolist(),
        sightings.seen_us.tolist(), strict=True,
    )  # fmt: skip
    copy_rows(
        Finding._meta.db_table,
        columns,
        (
            (
                pk,
                campaign.pk,
                objectives[n * len(objectives) // size],
                who,
                "",
                seen,
                seen,
                north,
                east,
                "device",
                "submitted",
            )
            for n, (pk, who, north, east, us) in enumerate(rows)
            for seen in [start + timedelta(microseconds=us)]
        ),
    )
    settle_down()
    seconds = time_of(lambda: [assess_objective(objective_id=pk, at=timezone.now()) for pk in objectives])
    say(f"  {size:,} reports assessed in {seconds:.1f} s")
    settle_down()
    reviewer = make_user("reviewer")
    Role.objects.create(campaign=campaign, user=reviewer, kind=Role.Kind.REVIEWER)
    return campaign, reviewer


def _query(scope: dict[str, int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_QUEUE, scope)
        return list(cursor.fetchall())


# With what a line of the page is made of; nothing is put together.
_QUEUE = """
SELECT finding.public_id, finding.note, finding.state, finding.latitude, finding.longitude, finding.observed_at,
       finding.received_at, objective.public_id, objective.title, finder.public_id, finder.display_name,
       assessment.log_odds, assessment.priority, assessment.pieces,
       (SELECT json_agg(evidence) FROM campaigns_evidence evidence WHERE evidence.finding_id = finding.id),
       (SELECT json_agg(verdict) FROM campaigns_verdict verdict WHERE verdict.finding_id = finding.id)
  FROM campaigns_assessment assessment
  JOIN campaigns_finding finding ON finding.id = assessment.finding_id
  JOIN campaigns_objective objective ON objective.id = finding.objective_id
  JOIN campaigns_participant finder ON finder.id = finding.participant_id
 WHERE assessment.campaign_id = %(campaign)s AND finding.state IN ('submitted', 'under_review')
   AND finder.user_id IS DISTINCT FROM %(reviewer)s
   AND NOT EXISTS (SELECT FROM campaigns_claim claim WHERE claim.finding_id = finding.id AND claim.expires_at > now())
   AND NOT EXISTS (SELECT FROM campaigns_verdict vote
                    WHERE vote.finding_id = finding.id AND vote.by_id = %(reviewer)s)
 ORDER BY assessment.priority DESC, assessment.finding_id LIMIT %(page)s
"""
