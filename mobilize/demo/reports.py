"""Reports: who claims to have seen which balloon, where and when, and what reviewers will make of it.

Nouns: a *find* is the first true sighting of a balloon, the one that is paid; a *ring* is a group out of
one tree that sends forged sightings of the same invented spot.

Laws: whoever reports has joined before, and reports once. True sightings scatter by some hundred metres
around the balloon, because people stand where they can see it and telephones are not exact; forged ones
repeat their spot to the last decimal, and no false one lies near a balloon. No later true report is decided
before the first one of its balloon. A later true report is a duplicate when it is close in place to the
first, else a sighting of its own that finds the quota filled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from mobilize.demo import notes
from mobilize.demo.cascade import Cascade, roots_of
from mobilize.demo.draws import Draws
from mobilize.demo.places import BALLOONS, ELSEWHERE, Place, metres_between, moved

MINUTE = 60
HOUR = 3600
END = 36 * HOUR
HUNT_STARTS = 27 * HOUR
LAST_FOUND = HUNT_STARTS + 8 * HOUR + 52 * MINUTE

# A later report this near to the first shows the same sighting; one from further away stands by itself.
SAME_SIGHTING_METRES = 150.0
TRUE_WITHIN_METRES = 900.0
FALSE_BEYOND_METRES = 2_000.0

Outcome: TypeAlias = Literal["verify", "duplicate", "reject"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What reviewers will say, so long after the report; `duplicate_of` is an index into all reports."""

    outcome: Outcome
    reason: str | None
    note: str
    wait_seconds: int
    duplicate_of: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A claim to have seen a balloon; `finder` is an index into the people, `balloon` one into BALLOONS."""

    index: int
    finder: int
    balloon: int
    after_seconds: int
    observed_after_seconds: int
    latitude: float
    longitude: float
    accuracy_m: int
    note: str
    true: bool
    forged: bool
    verdict: Verdict

    @property
    def decided_after_seconds(self) -> int:
        return self.after_seconds + self.verdict.wait_seconds

    @property
    def place(self) -> Place:
        return Place("", self.latitude, self.longitude)


@dataclass(frozen=True, slots=True)
class Find:
    """The first true sighting of a balloon, before anything is known about it but who and when."""

    balloon: int
    finder: int
    after_seconds: int


def draw_reports(cascade: Cascade, *, finds: Iterable[Find], seed: int) -> tuple[Report, ...]:
    """All reports in time order: the finds, later true ones, honest mistakes and forgeries."""
    desk = _Desk(cascade)
    # streams of their own, so that one forgery more moves no true report
    drawn = _true_reports(Draws(seed, stream=2), desk=desk, finds=finds)
    drawn += _forged_reports(Draws(seed, stream=3), desk=desk, cascade=cascade)
    drawn += _mistaken_reports(Draws(seed, stream=4), desk=desk)
    return _numbered(drawn)


class _Desk:
    """Knows who has joined when, and who has reported already."""

    def __init__(self, cascade: Cascade) -> None:
        self._joined = cascade.joined_after_seconds
        self._reported: set[int] = set()

    def joined_before(self, after_seconds: int) -> int:
        """How many people had joined five minutes earlier: time enough to look up once."""
        return int(np.searchsorted(self._joined, after_seconds - 5 * MINUTE))

    def send(self, finder: int) -> int:
        if finder in self._reported:
            raise ValueError(f"person {finder} has reported already")
        self._reported.add(finder)
        return finder

    def send_anyone(self, draws: Draws, *, after_seconds: int) -> int:
        people = self.joined_before(after_seconds)
        while (finder := draws.whole(0, people - 1)) in self._reported:
            pass
        return self.send(finder)

    def has_reported(self, person: int) -> bool:
        return person in self._reported


def _true_reports(draws: Draws, *, desk: _Desk, finds: Iterable[Find]) -> list[Report]:
    firsts = []
    for find in finds:
        place = _scattered(draws, BALLOONS[find.balloon].place, sigma_m=220, accept=_near(find.balloon))
        verdict = Verdict("verify", None, notes.write_verification(draws, first=True), _review_seconds(draws))
        finder = desk.send(find.finder)
        firsts.append(_true(draws, finder, find.balloon, find.after_seconds, place, verdict))
    later = [_later_true_report(draws, desk=desk, first=draws.pick(firsts)) for _ in range(draws.whole(23, 28))]
    return firsts + later


def _later_true_report(draws: Draws, *, desk: _Desk, first: Report) -> Report:
    wait = draws.log_normal(median=35 * MINUTE, sigma=1.1)
    while (after_seconds := first.after_seconds + MINUTE + int(wait)) >= END:
        wait /= 2  # the last balloons come down with the end of the window
    if draws.chance(0.45):
        # somebody who came along with the first finder, or was drawn by the crowd around them
        place = _scattered(draws, first.place, sigma_m=50, accept=_near(first.balloon))
    else:
        place = _scattered(draws, BALLOONS[first.balloon].place, sigma_m=240, accept=_near(first.balloon))
    reviewed = max(after_seconds + _review_seconds(draws), first.decided_after_seconds + draws.whole(30, 4 * MINUTE))
    if metres_between(place, first.place) <= SAME_SIGHTING_METRES:
        verdict = Verdict("duplicate", "duplicate", notes.write_duplicate(draws), reviewed - after_seconds)
    else:
        note = notes.write_verification(draws, first=False)
        verdict = Verdict("verify", None, note, reviewed - after_seconds)
    finder = desk.send_anyone(draws, after_seconds=after_seconds)
    return _true(draws, finder, first.balloon, after_seconds, place, verdict)


def _true(draws: Draws, finder: int, balloon: int, after_seconds: int, place: Place, verdict: Verdict) -> Report:
    return Report(
        index=-1,
        finder=finder,
        balloon=balloon,
        after_seconds=after_seconds,
        observed_after_seconds=draw_observed(draws, after_seconds),
        latitude=place.latitude,
        longitude=place.longitude,
        accuracy_m=draws.whole(4, 65),
        note=notes.write_true_note(draws, number=BALLOONS[balloon].number),
        true=True,
        forged=False,
        verdict=verdict,
    )


def _forged_reports(draws: Draws, *, desk: _Desk, cascade: Cascade) -> list[Report]:
    roots = roots_of(cascade.inviter)
    forged: list[Report] = []
    wanted = draws.whole(52, 60)
    while len(forged) < wanted:
        starts = int(draws.between(HUNT_STARTS + 20 * MINUTE, END - HOUR))
        people = desk.joined_before(starts)
        ringleader = draws.whole(0, people - 1)
        # large trees are met more often; a ringleader without a tree is a lone forger
        tree = [int(person) for person in np.flatnonzero(roots[:people] == roots[ringleader])]
        ring = [person for person in tree if not desk.has_reported(person)]
        spot = _scattered(draws, draws.pick(ELSEWHERE), sigma_m=3_000, accept=_far_from_every_balloon)
        balloon, accuracy_m = draws.whole(0, len(BALLOONS) - 1), draws.whole(5, 20)
        after_seconds = float(starts)
        for _ in range(min(draws.whole(4, 9), wanted - len(forged))):
            if not ring or after_seconds >= END:
                break
            finder = desk.send(ring.pop(draws.whole(0, len(ring) - 1)))
            forged.append(
                _false(
                    draws,
                    finder,
                    balloon,
                    int(after_seconds),
                    spot,
                    accuracy_m,
                    notes.INVALID_PROOF,
                    forged=True,
                )
            )
            after_seconds += MINUTE + draws.log_normal(median=4 * MINUTE, sigma=0.8)
    return forged


def _mistaken_reports(draws: Draws, *, desk: _Desk) -> list[Report]:
    towns = (*ELSEWHERE, *(balloon.place for balloon in BALLOONS))
    mistaken = []
    for _ in range(draws.whole(106, 110)):
        after_seconds = int(draws.between(HUNT_STARTS + 2 * MINUTE, END))
        place = _scattered(draws, draws.pick(towns), sigma_m=5_000, accept=_far_from_every_balloon)
        finder = desk.send_anyone(draws, after_seconds=after_seconds)
        balloon, accuracy_m = draws.whole(0, len(BALLOONS) - 1), draws.whole(4, 400)
        reason = draws.pick(notes.HONEST_REASONS)
        mistaken.append(_false(draws, finder, balloon, after_seconds, place, accuracy_m, reason, forged=False))
    return mistaken


def _false(
    draws: Draws,
    finder: int,
    balloon: int,
    after_seconds: int,
    place: Place,
    accuracy_m: int,
    reason: str,
    *,
    forged: bool,
) -> Report:
    note, answer = notes.write_false_notes(draws, number=BALLOONS[balloon].number, reason=reason)
    verdict = Verdict("reject", reason, answer, _review_seconds(draws))
    return Report(
        index=-1,
        finder=finder,
        balloon=balloon,
        after_seconds=after_seconds,
        observed_after_seconds=draw_observed(draws, after_seconds),
        latitude=place.latitude,
        longitude=place.longitude,
        accuracy_m=accuracy_m,
        note=note,
        true=False,
        forged=forged,
        verdict=verdict,
    )


def _numbered(drawn: list[Report]) -> tuple[Report, ...]:
    """The same reports in time order, numbered, and duplicates pointing at the first of their balloon."""
    first_of: dict[int, int] = {}
    numbered = []
    for index, report in enumerate(sorted(drawn, key=lambda report: report.after_seconds)):
        verdict = report.verdict
        if report.true:
            first = first_of.setdefault(report.balloon, index)
            if verdict.outcome == "duplicate":
                verdict = replace(verdict, duplicate_of=first)
        numbered.append(replace(report, index=index, verdict=verdict))
    return tuple(numbered)


def _review_seconds(draws: Draws) -> int:
    """A review takes some nine minutes, seldom more than half an hour."""
    return min(max(int(draws.log_normal(median=9 * MINUTE, sigma=0.8)), MINUTE), 50 * MINUTE)


def draw_observed(draws: Draws, after_seconds: int) -> int:
    """When the reporter says to have seen it: some minutes earlier, but never before the balloons were up.

    Those who send yesterday's picture claim so too; it is the picture that gives them away.
    """
    return max(after_seconds - int(draws.log_normal(median=4 * MINUTE, sigma=0.9)), HUNT_STARTS)


def _near(balloon: int) -> Callable[[Place], bool]:
    return lambda place: metres_between(place, BALLOONS[balloon].place) <= TRUE_WITHIN_METRES


def _far_from_every_balloon(place: Place) -> bool:
    return all(metres_between(place, balloon.place) > FALSE_BEYOND_METRES for balloon in BALLOONS)


def _scattered(draws: Draws, centre: Place, *, sigma_m: float, accept: Callable[[Place], bool]) -> Place:
    """A place around the centre, drawn again until it is acceptable."""
    while True:
        place = moved(centre, north_m=sigma_m * draws.normal(), east_m=sigma_m * draws.normal())
        if accept(place):
            return place
