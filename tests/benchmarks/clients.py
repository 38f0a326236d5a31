"""Findings that a program reports over HTTP with its key, several at once, against a bare view with the same INSERTs.

Every request has an Idempotency-Key, so beside the finding and its event the answer is written down, all at once.
The bare view writes the same three rows; it asks nobody who they are and reads nothing.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any

from django.utils import timezone

from campaigns.findings.models import Finding
from campaigns.people.keys import make_key
from campaigns.recruiting.models import Participant
from mobilize.http.models import StoredResponse
from tests.benchmarks.measuring import Row, time_of
from tests.benchmarks.population import Population, Say
from tests.benchmarks.serving import Caller
from tests.cast import organizer_of

CALLERS = 8
BARE_PATH = "/bare/report/"


@dataclass(frozen=True)
class Sighting:
    """What a program has to say: of whom, where, and under which name."""

    participant_id: int
    public_id: str
    name: str
    latitude: float


Report = Callable[[Caller, Sighting], None]


def measure_clients(
    population: Population, *, port: int, bare_port: int, reports: int, rounds: int, say: Say
) -> Iterator[Row]:
    """Let a program report so many findings in each of some rounds, the two sides taking turns at going first."""
    campaign = population.campaign
    objective = campaign.objectives.last()
    assert objective is not None
    _, token = make_key(
        owner=organizer_of(campaign), name="Bench", kind="secret", scopes=["findings:write"], at=timezone.now()
    )

    def content(sighting: Sighting) -> dict[str, Any]:
        place = {"latitude": sighting.latitude, "longitude": -122.4075, "accuracy_m": 12, "source": "device"}
        return {"note": "Red balloon over the square", "client_id": sighting.name, "location": place}

    def report(caller: Caller, sighting: Sighting) -> None:
        said = {**content(sighting), "objective": str(objective.public_id), "participant": sighting.public_id}
        caller.post_by_key(
            f"/api/v1/campaigns/{campaign.slug}/findings/", said, key=token.text, name=sighting.name, status=201
        )

    def report_bare(caller: Caller, sighting: Sighting) -> None:
        said = {**content(sighting), "campaign": campaign.pk, "objective": objective.pk}
        said |= {"participant": sighting.participant_id}
        caller.post_by_key(BARE_PATH, said, key=token.text, name=sighting.name, status=201)

    ours: list[float] = []
    bare: list[float] = []
    sides: list[tuple[list[float], int, Report]] = [(ours, port, report), (bare, bare_port, report_bare)]
    for _, at_port, way in sides:
        # The first ones open the server's connections to the database.
        _report_all(at_port, way, _sightings(population, 2 * CALLERS))
    for number in range(rounds):
        for seconds, at_port, way in sides if number % 2 == 0 else reversed(sides):
            sightings = _sightings(population, reports)
            there = _count(campaign.pk)
            seconds.append(time_of(partial(_report_all, at_port, way, sightings)) / reports)
            came = tuple(now - then for now, then in zip(_count(campaign.pk), there, strict=True))
            assert came == (reports, reports), f"{reports} reported; {came} findings and answers were written"
    row = Row(
        what="a report by an API client",
        members=len(population),
        ours_seconds=median(ours),
        bare_seconds=median(bare),
    )
    say(f"  reports by key: ours {1 / row.ours_seconds:.0f} a second, bare {1 / row.bare_seconds:.0f}")
    yield row


def _count(campaign_id: int) -> tuple[int, int]:
    return Finding.objects.filter(campaign_id=campaign_id).count(), StoredResponse.objects.count()


def _sightings(population: Population, number: int) -> list[Sighting]:
    finders = population.draw_finders(number, part=0, parts=1)
    ids = dict(Participant.objects.filter(pk__in=finders).values_list("pk", "public_id"))
    # Each somewhere else: reports of one and the same thing are a benchmark of their own.
    places = random.Random()
    return [Sighting(finder, str(ids[finder]), secrets.token_hex(16), places.uniform(-60, 60)) for finder in finders]


def _report_all(port: int, report: Report, sightings: Sequence[Sighting]) -> None:
    """Report them all, each caller one after the other of those that fall to it."""

    def call(mine: Sequence[Sighting]) -> None:
        with Caller(port) as caller:
            for sighting in mine:
                report(caller, sighting)

    with ThreadPoolExecutor(CALLERS) as threads:
        list(threads.map(call, [sightings[n::CALLERS] for n in range(CALLERS)]))
