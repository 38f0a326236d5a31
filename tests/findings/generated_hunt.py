"""A generated hunt: 200 reports of ten balloons, 35 of them true, and the sabotage that the real one saw.

What is drawn is what people did; the reports, files, connections and vouches are written to the database as the
platform would have them, and which are true is written nowhere. True witnesses are often sleepy: hours late, without a
photograph, with an address in place of a position. Some of the false are honest mistakes with honest photographs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from campaigns.findings.assessing import assess_objective
from campaigns.findings.models import Assessment, Evidence, Finding, Vouch
from campaigns.people.models import Trace, TraceKey
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from mobilize.demo.draws import Draws
from mobilize.demo.places import BALLOONS, ELSEWHERE
from tests.cast import MOMENT, live_campaign

REPORTS, TRUE = 200, 35
LOOKED_AT = 40
PEOPLE = 600
Place = tuple[float, float]


@dataclass(frozen=True)
class Figures:
    """How well the order of the queue tells the true from the false."""

    auc: float
    true_among_first: int


@dataclass
class Told:
    """A report as somebody made it. `photo` is what it shows; two with the same show the same."""

    balloon: int
    place: Place | None
    hours: float
    who: int
    is_true: bool
    kind: str
    source: str = "device"
    delay_hours: float = 0.05
    photos: list[Shot] = field(default_factory=list)
    joined_before_hours: float = 20.0
    connection_km: float | None = None
    is_vouched: bool = False


@dataclass
class Shot:
    content: str
    looks: int
    taken: Place | None = None
    hours: float | None = None


class Hunt:
    """Draws everything from one seed."""

    def __init__(self, seed: int) -> None:
        self.draws = Draws(seed, stream=44)
        self.shots = 0
        self.inviters = self._draw_tree()
        self.reporters: set[int] = set()
        self.told: list[Told] = []
        self._tell_truth()
        self._repeat_a_spot(42)
        self._forge_photos(34)
        self._impersonate_in_rings(38)
        self._copy_photos(26)
        self._guess(REPORTS - len(self.told))
        self.told.sort(key=lambda told: told.hours + told.delay_hours)

    def _draw_tree(self) -> list[int | None]:
        """People come in trees of very different sizes; one in eight is brought by nobody."""
        return [
            None if who < 5 or self.draws.chance(0.125) else int(who * self.draws.uniform() ** 1.6)
            for who in range(PEOPLE)
        ]

    def _somebody(self, *, above: int = 0) -> int:
        while True:
            who = self.draws.whole(above, PEOPLE - 1)
            if who not in self.reporters:
                self.reporters.add(who)
                return who

    def _near(self, place: Place, metres: float) -> Place:
        north, east = (self.draws.normal() * metres / 111_195 for _ in range(2))
        return round(place[0] + north, 6), round(place[1] + east / math.cos(math.radians(place[0])), 6)

    def _shot(self, taken: Place | None = None, hours: float | None = None) -> Shot:
        self.shots += 1
        looks = int.from_bytes(bytes(self.draws.whole(0, 255) for _ in range(8)), "big")
        return Shot(f"shot {self.shots}", looks, taken, hours)

    def _a_false_place(self) -> Place:
        town = self.draws.pick(ELSEWHERE)
        return self._near((town.latitude, town.longitude), 6_000)

    def _connection(self, *, far: float) -> float | None:
        """Known of half of all; those who were there connect from there, but for detours of the network."""
        if self.draws.chance(0.5):
            return None
        return self.draws.between(1_600, 4_000) if self.draws.chance(far) else self.draws.between(2, 400)

    def _young(self, share: float) -> float:
        return self.draws.between(0.02, 0.9) if self.draws.chance(share) else self.draws.between(1, 30)

    def _tell_truth(self) -> None:
        draws = self.draws
        seen_by = [1 + (number % 3 != 0) for number in range(10)]
        while sum(seen_by) < TRUE:
            seen_by[draws.whole(0, 9)] += 1
        for number, count in enumerate(seen_by):
            spot = BALLOONS[number].place
            for _ in range(count):
                hours = draws.between(0, 8)
                place = self._near((spot.latitude, spot.longitude), 70)
                told = Told(number, place, hours, self._somebody(), True, "true")
                told.joined_before_hours = self._young(0.3)
                told.connection_km = self._connection(far=0.12)
                told.is_vouched = draws.chance(0.2)
                is_sleepy = draws.chance(0.4)
                if is_sleepy:
                    told.delay_hours = draws.between(1, 6)
                    if draws.chance(0.4):
                        told.place, told.source = (spot.latitude, spot.longitude), "address"
                elif draws.chance(0.75):
                    kept = draws.chance(0.5)
                    told.photos = [self._shot(self._near(place, 15) if kept else None, hours if kept else None)]
                self.told.append(told)

    def _repeat_a_spot(self, number: int) -> None:
        """The same coordinates handed round among people of many trees."""
        left = number
        while left:
            size, balloon, spot = min(left, self.draws.whole(3, 9)), self.draws.whole(0, 9), self._a_false_place()
            start = self.draws.between(0, 6)
            for _ in range(size):
                told = Told(balloon, spot, start + self.draws.between(0, 2), self._somebody(), False, "same spot")
                told.source = self.draws.pick(["device", "map", "map"])
                told.joined_before_hours = self._young(0.5)
                told.connection_km = self._connection(far=0.5)
                told.is_vouched = self.draws.chance(0.12)
                if self.draws.chance(0.2):
                    told.photos = [self._shot()]
                self.told.append(told)
            left -= size

    def _forge_photos(self, number: int) -> None:
        """A balloon held before the camera or painted in, at home or long ago; half take the file's data away."""
        for _ in range(number):
            place, hours = self._a_false_place(), self.draws.between(0, 8)
            told = Told(self.draws.whole(0, 9), place, hours, self._somebody(), False, "forged")
            told.joined_before_hours = self._young(0.4)
            told.connection_km = self._connection(far=0.45)
            told.is_vouched = self.draws.chance(0.12)
            drawn = self.draws.uniform()
            if drawn < 0.35:
                told.photos = [self._shot(self._a_false_place(), hours - self.draws.between(0, 90))]
            elif drawn < 0.45:
                # Forged with effort: the file says just what it should.
                told.photos = [self._shot(self._near(place, 15), hours)]
            else:
                told.photos = [self._shot()]
            self.told.append(told)

    def _impersonate_in_rings(self, number: int) -> None:
        """One person as many, in a branch grown for it, scattered as real witnesses are; some with accounts outside."""
        left = number
        while left:
            size, balloon, centre = min(left, self.draws.whole(4, 8)), self.draws.whole(0, 9), self._a_false_place()
            start, head = self.draws.between(0, 6), self.draws.whole(0, PEOPLE - 1)
            for member in range(size):
                if self.draws.chance(0.15):
                    who = self._somebody()
                else:
                    who = len(self.inviters)
                    self.inviters.append(head)
                    self.reporters.add(who)
                    head = self.draws.pick([head, who])
                told = Told(
                    balloon, self._near(centre, 60), start + member * self.draws.between(0.05, 0.4), who, False, "ring"
                )
                told.joined_before_hours = self._young(0.7)
                told.connection_km = self._connection(far=0.4)
                told.is_vouched = self.draws.chance(0.3)
                if self.draws.chance(0.4):
                    told.photos = [self._shot()]
                self.told.append(told)
            left -= size

    def _copy_photos(self, number: int) -> None:
        """Somebody else's photograph, as it was or saved anew, sent later and from elsewhere or from the true place."""
        sent = [told for told in self.told if told.photos]
        for _ in range(number):
            source = self.draws.pick(sent)
            shot = source.photos[0]
            if not self.draws.chance(0.5):
                self.shots += 1
                bits = sum(1 << self.draws.whole(0, 63) for _ in range(self.draws.whole(1, 4)))
                shot = Shot(f"shot {self.shots}", shot.looks ^ bits & (2**64 - 1))
            near = source.place is not None and self.draws.chance(0.3)
            place = self._near(source.place, 200) if near and source.place else self._a_false_place()
            told = Told(
                source.balloon, place, source.hours + source.delay_hours + self.draws.between(0.2, 3),
                self._somebody(), False, "copied",
            )  # fmt: skip
            told.photos = [shot]
            told.joined_before_hours = self._young(0.5)
            told.connection_km = self._connection(far=0.5)
            told.is_vouched = self.draws.chance(0.12)
            self.told.append(told)

    def _guess(self, number: int) -> None:
        """Far-off guesses, and honest people who saw something else and photographed it."""
        for _ in range(number):
            place, hours = self._a_false_place(), self.draws.between(0, 8)
            told = Told(self.draws.whole(0, 9), place, hours, self._somebody(), False, "guess")
            told.source = self.draws.pick(["device", "map", "address"])
            told.joined_before_hours = self._young(0.3)
            is_honest = self.draws.chance(0.3)
            told.connection_km = self._connection(far=0.12 if is_honest else 0.6)
            told.is_vouched = self.draws.chance(0.12)
            if is_honest and self.draws.chance(0.6):
                told.photos = [self._shot(self._near(place, 15), hours)]
            self.told.append(told)


def play(seed: int) -> tuple[list[tuple[float, bool, str]], Figures]:
    """Write a hunt to the database and have it assessed; gives each report's log-odds with what it was."""
    hunt = Hunt(seed)
    with transaction.atomic():
        campaign = live_campaign(prizes=[(400_000, 1)] * 10)
        findings = _write(campaign, hunt)
        for objective in campaign.objectives.all():
            assess_objective(objective_id=objective.pk, at=MOMENT + timedelta(hours=30))
        odds = dict(Assessment.objects.filter(campaign=campaign).values_list("finding_id", "log_odds"))
    judged = [(odds[pk], told.is_true, told.kind) for pk, told in zip(findings, hunt.told, strict=True)]
    return judged, figures_of([(value, is_true) for value, is_true, _ in judged])


def figures_of(judged: Sequence[tuple[float, bool]]) -> Figures:
    """Compare all pairs of a true and a false report, and count the true at the head of the queue (ties by receipt)."""
    true = [odds for odds, is_true in judged if is_true]
    false = [odds for odds, is_true in judged if not is_true]
    won = sum((one > other) + 0.5 * (one == other) for one in true for other in false)
    queue = sorted(judged, key=lambda each: -each[0])
    return Figures(won / (len(true) * len(false)), sum(is_true for _, is_true in queue[:LOOKED_AT]))


def _write(campaign: Campaign, hunt: Hunt) -> list[int]:
    def clock(hours: float) -> datetime:
        return MOMENT + timedelta(seconds=round(hours * 3_600))

    by_who = {told.who: told for told in hunt.told}
    people: list[Participant] = []
    for who, inviter in enumerate(hunt.inviters):
        told = by_who.get(who)
        joined = clock(told.hours + told.delay_hours - told.joined_before_hours) if told else MOMENT
        people.append(
            Participant.objects.create(
                campaign=campaign,
                display_name=f"Person {who}",
                invited_by=None if inviter is None else people[inviter],
                joined_at=joined,
            )
        )
    objectives = list(campaign.objectives.all())
    key = TraceKey.objects.create(key=b"k" * 32, started_at=MOMENT)
    findings = []
    for told in hunt.told:
        received = clock(told.hours + told.delay_hours)
        finding = Finding.objects.create(
            campaign=campaign,
            objective=objectives[told.balloon],
            participant=people[told.who],
            observed_at=clock(told.hours),
            received_at=received,
            latitude=told.place[0] if told.place else None,
            longitude=told.place[1] if told.place else None,
            location_source=told.source,
        )
        findings.append(finding.pk)
        for position, shot in enumerate(told.photos, start=1):
            Evidence.objects.create(
                finding=finding,
                kind=Evidence.Kind.IMAGE,
                position=position,
                added_at=received,
                file=f"evidence/{finding.pk}.jpg",
                sha256=sha256(shot.content.encode()).hexdigest(),
                perceptual_hash=f"{shot.looks:016x}",
                taken_at=None if shot.hours is None else clock(shot.hours),
                taken_latitude=shot.taken[0] if shot.taken else None,
                taken_longitude=shot.taken[1] if shot.taken else None,
            )
        if told.connection_km is not None and told.place is not None:
            Trace.objects.create(
                campaign=campaign, participant=people[told.who], finding=finding, kind="report", at=received, key=key,
                address_hash=f"a{told.who}", network_hash=f"n{told.who}", country="US",
                latitude=told.place[0] + told.connection_km / 111.195 * (1 if told.place[0] < 40 else -1),
                longitude=told.place[1],
            )  # fmt: skip
        inviter_id = people[told.who].invited_by_id
        if told.is_vouched and inviter_id is not None:
            Vouch.objects.create(finding=finding, participant_id=inviter_id, at=received)
    return findings
