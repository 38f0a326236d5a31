"""Plan: who joins when and from where, and who reports what, in a campaign that never was. PURE, and drawn by a seed.

Everything is written by day numbers and indices; the stage makes rows of it. A case is a group that was planted: an
attack, with the signal that should notice it, or honest people who look like one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

STARTS = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
DAYS = 10
# Where the objectives are: Kyiv, Lagos, Lima, Osaka, Toronto.
PLACES = ((50.4501, 30.5234), (6.5244, 3.3792), (-12.0464, -77.0428), (34.6937, 135.5023), (43.6532, -79.3832))
_AGENTS = 40
_CARRIERS = 12
_ON_CARRIERS = 0.15
_REPORTING = 0.3
_WITH_PICTURE = 0.4
_DEGREE_KM = 111.2


@dataclass
class PlannedPerson:
    """Somebody who joins: under whom, when, with which address, from which connection and browser."""

    number: int
    inviter: int | None
    joined_at: datetime
    email: str
    address: str
    agent: str


@dataclass(frozen=True)
class PlannedReport:
    """What somebody reports; `pictures` are pairs of a file's hash and its perceptual hash."""

    person: int
    objective: int
    at: datetime
    latitude: float
    longitude: float
    source: str = "device"
    accuracy_m: float = 10.0
    pictures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PlannedAttempt:
    """Somebody asks to join by the link of a person, with such an address."""

    owner: int
    email: str
    at: datetime


@dataclass(frozen=True)
class Case:
    """A group that was planted: `people` are those who did it, and `signals` the kinds that should tell of them."""

    name: str
    people: tuple[int, ...]
    signals: tuple[str, ...] = ()

    @property
    def is_attack(self) -> bool:
        return bool(self.signals)


@dataclass
class Plan:
    """The whole story. Its verbs add people and reports and give them back."""

    draw: Random = field(compare=False)
    people: list[PlannedPerson] = field(default_factory=list)
    reports: list[PlannedReport] = field(default_factory=list)
    attempts: list[PlannedAttempt] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)

    def join(
        self,
        inviter: int | None,
        at: datetime,
        *,
        email: str = "",
        address: str = "",
        agent: str = "",
    ) -> int:
        """Let somebody join; whoever has no connection said has one of their own, or their carrier's."""
        number = len(self.people)
        if inviter is not None:
            at = max(at, self.people[inviter].joined_at + timedelta(minutes=1))
        self.people.append(
            PlannedPerson(
                number=number,
                inviter=inviter,
                joined_at=at,
                email=email or f"person{number}@example.org",
                address=address or self.connection(),
                agent=agent or self.agent(),
            )
        )
        return number

    def connection(self) -> str:
        if self.draw.random() < _ON_CARRIERS:
            return f"carrier {self.draw.randrange(_CARRIERS)}"
        return f"line {self.draw.getrandbits(64):016x}"

    def agent(self) -> str:
        """Draw a browser: a few are everywhere, most are rare."""
        return f"browser {int(_AGENTS * self.draw.random() ** 2)}"

    def moment(self, *, first: float = 0.0, last: float = DAYS - 1.0) -> datetime:
        return STARTS + timedelta(days=self.draw.uniform(first, last))

    def somebody(self, before: datetime) -> int | None:
        """Draw who brought somebody in: mostly those of many, among whoever is there."""
        there = [person.number for person in self.people[:500] if person.joined_at < before]
        return self.draw.choice(there) if there and self.draw.random() < 0.95 else None

    def picture(self) -> tuple[str, str]:
        return f"{self.draw.getrandbits(256):064x}", f"{self.draw.getrandbits(64):016x}"

    def report(
        self,
        person: int,
        at: datetime,
        *,
        objective: int | None = None,
        scatter_km: float = 0.15,
        spot: tuple[float, float] | None = None,
        source: str = "device",
        pictures: tuple[tuple[str, str], ...] = (),
    ) -> PlannedReport:
        """Let somebody report an objective, some way off the place where it is unless a spot is said."""
        objective = self.draw.randrange(len(PLACES)) if objective is None else objective
        near = PLACES[objective]
        off = scatter_km / _DEGREE_KM
        latitude, longitude = spot or (near[0] + self.draw.gauss(0, off), near[1] + self.draw.gauss(0, off))
        report = PlannedReport(person, objective, at, latitude, longitude, source, pictures=pictures)
        self.reports.append(report)
        return report

    def plant(self, name: str, people: list[int], *signals: str) -> None:
        self.cases.append(Case(name, tuple(people), signals))


def plan_background(plan: Plan, size: int) -> None:
    """Let ordinary people join, bring each other in, and report now and then."""
    for at in sorted(plan.moment() for _ in range(size)):
        person = plan.join(plan.somebody(at), at)
        if plan.draw.random() < _REPORTING:
            pictures = (plan.picture(),) if plan.draw.random() < _WITH_PICTURE else ()
            wait = timedelta(hours=plan.draw.expovariate(1 / 12))
            plan.report(person, plan.people[person].joined_at + wait, pictures=pictures)
