"""Joins over HTTP by people who are signed in, several at once, against a bare view that does the same INSERTs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any

from django.contrib.auth.hashers import make_password

from campaigns.people.models import User
from campaigns.recruiting.models import Participant, ReferralLink
from tests.benchmarks.measuring import Row, time_of
from tests.benchmarks.population import Population, Say
from tests.benchmarks.serving import Caller, sign_in

CALLERS = 8
BARE_PATH = "/bare/join/"


@dataclass(frozen=True)
class Newcomer:
    """A person with a session who followed somebody's link."""

    user_id: int
    session: str
    link: ReferralLink


Join = Callable[[Caller, Newcomer], None]


def measure_joins(
    population: Population, *, port: int, bare_port: int, joins: int, rounds: int, say: Say
) -> Iterator[Row]:
    """Let so many people join in each of some rounds, the two sides taking turns at going first."""
    slug, campaign_id = population.campaign.slug, population.campaign.pk

    def join(caller: Caller, newcomer: Newcomer) -> None:
        said = {"referral_code": newcomer.link.code, "display_name": "Newcomer", "consent": True}
        caller.post(f"/api/v1/campaigns/{slug}/join/", said, session=newcomer.session, status=201)

    def join_bare(caller: Caller, newcomer: Newcomer) -> None:
        said: dict[str, Any] = {"campaign": campaign_id, "user": newcomer.user_id, "display_name": "Newcomer"}
        said |= {"inviter": newcomer.link.participant_id, "link": newcomer.link.pk}
        caller.post(BARE_PATH, said, session=newcomer.session, status=201)

    ours: list[float] = []
    bare: list[float] = []
    sides: list[tuple[list[float], int, Join]] = [(ours, port, join), (bare, bare_port, join_bare)]
    for _, at_port, way in sides:
        # The first ones open the server's connections to the database.
        _join_all(at_port, way, _newcomers(population, 2 * CALLERS))
    for number in range(rounds):
        for seconds, at_port, way in sides if number % 2 == 0 else reversed(sides):
            newcomers = _newcomers(population, joins)
            there = Participant.objects.filter(campaign_id=campaign_id).count()
            seconds.append(time_of(partial(_join_all, at_port, way, newcomers)) / joins)
            came = Participant.objects.filter(campaign_id=campaign_id).count() - there
            assert came == joins, f"{joins} joined and {came} have a place"
    row = Row(what="a join over HTTP", members=len(population), ours_seconds=median(ours), bare_seconds=median(bare))
    say(f"  joins: ours {1 / row.ours_seconds:.0f} a second, bare {1 / row.bare_seconds:.0f}")
    yield row


def _newcomers(population: Population, number: int) -> list[Newcomer]:
    """Make people who are signed in and have not joined, each with the link of a member drawn by chance."""
    unusable = make_password(None)
    first = User.objects.count()
    people = User.objects.bulk_create(
        User(email=f"newcomer{first + n}@example.org", display_name="Newcomer", password=unusable)
        for n in range(number)
    )
    inviters = population.draw_finders(number, part=0, parts=1)
    links = {link.participant_id: link for link in ReferralLink.objects.filter(participant__in=inviters)}
    return [
        Newcomer(person.pk, session, links[inviter])
        for person, session, inviter in zip(people, sign_in(people), inviters, strict=True)
    ]


def _join_all(port: int, join: Join, newcomers: Sequence[Newcomer]) -> None:
    """Let them all join, each caller one after the other of those who fall to it."""

    def call(mine: Sequence[Newcomer]) -> None:
        with Caller(port) as caller:
            for newcomer in mine:
                join(caller, newcomer)

    with ThreadPoolExecutor(CALLERS) as threads:
        list(threads.map(call, [newcomers[n::CALLERS] for n in range(CALLERS)]))
