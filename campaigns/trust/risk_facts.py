"""Facts and Noticed: what the rules of trust look at, and what they say. PURE.

Ids and numbers in, frozen dataclasses out. Whoever gathers the facts brings everything around what is new: the people
above and below, those on the same connections, the same evidence; a rule never asks for more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Any

KNOW, LOOK, HOLD = 1, 2, 3

Connection = tuple[int, str]
"""A key of the week and what an address was hashed to with it: hashes of different weeks cannot be compared."""
Device = tuple[int, str, str]
"""A connection, and what the browser calls itself: families share a connection, seldom a browser of the same build."""


@dataclass(frozen=True)
class Person:
    """A place in the tree. `recruits` counts all direct recruits, also those who are not among the facts."""

    id: int
    inviter_id: int | None
    joined_at: datetime
    email: str = ""
    recruits: int = 0
    reports: int = 0
    account_since: datetime | None = None


@dataclass(frozen=True)
class Seen:
    """From where somebody joined or reported: a connection and a browser, as keyed hashes."""

    participant_id: int
    at: datetime
    key_id: int
    address: str
    agent: str = ""

    @property
    def connection(self) -> Connection:
        return (self.key_id, self.address)

    @property
    def device(self) -> Device | None:
        return (self.key_id, self.address, self.agent) if self.agent else None


@dataclass(frozen=True)
class Report:
    """A finding as its reporter told it; `by_device` where the place is the device's own word."""

    finding_id: int
    participant_id: int
    objective_id: int
    observed_at: datetime
    received_at: datetime
    latitude: float | None = None
    longitude: float | None = None
    accuracy_m: float = 0.0
    by_device: bool = False


@dataclass(frozen=True)
class Exhibit:
    """A file that came with a report."""

    finding_id: int
    sha256: str
    perceptual_hash: str = ""


@dataclass(frozen=True)
class Attempt:
    """Somebody with a place tried to join again below themselves, or asked to with an address that is theirs."""

    participant_id: int
    at: datetime
    address: str = ""


@dataclass(frozen=True)
class Thresholds:
    """Every number that a rule goes by, in one place; the sentences and docs/TRUST.md say them."""

    # Same connection along one chain
    line_to_hold: int = 4
    line_to_look: int = 3
    line_within: timedelta = timedelta(days=2)
    # The part of a connection's people who stand in such lines; below it the connection is everybody's.
    line_part_of_connection: float = 0.5
    # Burst of joins
    burst_joins: int = 10
    burst_within: timedelta = timedelta(hours=1)
    # The part of a group that shares one device, from which on it is not chance.
    same_device_part: float = 0.6
    throwaway_part: float = 0.5
    # Star of one-day accounts
    star_accounts: int = 8
    star_part: float = 0.8
    one_day: timedelta = timedelta(days=1)
    # Addresses
    disposable_to_look: int = 3
    aliases_to_hold: int = 3
    attempts_to_look: int = 3
    # Evidence
    near_hash_bits: int = 6
    flat_hash_bits: int = 8
    copies_to_hold: int = 3
    far_apart_km: float = 5.0
    same_spot_reporters: int = 4
    # Travel
    travel_km: float = 50.0
    travel_kmh: float = 1_000.0
    device_legs_to_hold: int = 2
    # Chain insertion
    insertion_before_recruit: timedelta = timedelta(hours=2)
    report_after_joining: timedelta = timedelta(hours=2)


@dataclass(frozen=True)
class Noticed:
    """One thing that one rule noticed: about whom, what is to be known, and whose rewards wait if it is grave.

    `subject` says what it is about and stays the same when more of it comes to light; the key adds the severity, so
    that it is told again only when it has become graver.
    """

    kind: str
    severity: int
    subject: str
    people: tuple[int, ...]
    suspects: tuple[int, ...] = ()
    finding_id: int | None = None
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def key(self) -> str:
        return f"{self.subject}/{self.severity}"


@dataclass(frozen=True)
class Facts:
    """What is known around what is new; `disposable` are the domains of addresses that are given away by the hour."""

    people: Mapping[int, Person]
    seen: Sequence[Seen] = ()
    reports: Sequence[Report] = ()
    exhibits: Sequence[Exhibit] = ()
    attempts: Sequence[Attempt] = ()
    disposable: frozenset[str] = frozenset()
    at: datetime | None = None
    thresholds: Thresholds = Thresholds()

    @cached_property
    def recruits_of(self) -> dict[int, list[Person]]:
        """Those of the recruits who are among the facts, the first to join first."""
        found: dict[int, list[Person]] = {}
        for person in sorted(self.people.values(), key=lambda person: (person.joined_at, person.id)):
            if person.inviter_id is not None:
                found.setdefault(person.inviter_id, []).append(person)
        return found

    @cached_property
    def connections_of(self) -> dict[int, set[Connection]]:
        found: dict[int, set[Connection]] = {}
        for seen in self.seen:
            found.setdefault(seen.participant_id, set()).add(seen.connection)
        return found

    @cached_property
    def devices_of(self) -> dict[int, set[Device]]:
        found: dict[int, set[Device]] = {}
        for seen in self.seen:
            if seen.device is not None:
                found.setdefault(seen.participant_id, set()).add(seen.device)
        return found

    @cached_property
    def people_on(self) -> dict[Connection, set[int]]:
        found: dict[Connection, set[int]] = {}
        for seen in self.seen:
            found.setdefault(seen.connection, set()).add(seen.participant_id)
        return found

    @cached_property
    def last_seen(self) -> dict[int, datetime]:
        found: dict[int, datetime] = {}
        for seen in self.seen:
            found[seen.participant_id] = max(seen.at, found.get(seen.participant_id, seen.at))
        return found

    @cached_property
    def report_by_id(self) -> dict[int, Report]:
        return {report.finding_id: report for report in self.reports}

    @cached_property
    def reports_of(self) -> dict[int, list[Report]]:
        """Each person's reports, by the time they say they saw it."""
        found: dict[int, list[Report]] = {}
        for report in sorted(self.reports, key=lambda report: (report.observed_at, report.finding_id)):
            found.setdefault(report.participant_id, []).append(report)
        return found

    def share_connection(self, one: int, other: int) -> bool:
        return not self.connections_of.get(one, set()).isdisjoint(self.connections_of.get(other, set()))

    def share_device(self, one: int, other: int) -> bool:
        return not self.devices_of.get(one, set()).isdisjoint(self.devices_of.get(other, set()))

    def above(self, participant_id: int) -> Iterator[Person]:
        """The people above, as far as they are among the facts, nearest first."""
        person = self.people.get(participant_id)
        while person is not None and person.inviter_id is not None:
            person = self.people.get(person.inviter_id)
            if person is not None:
                yield person
