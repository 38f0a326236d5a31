"""Figures: what was planted against what was noticed, for each signal and for each kind of honest look-alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from campaigns.trust.models import Hold, Signal
from campaigns.trust.risk import RULES
from campaigns.trust.risk_facts import HOLD, LOOK
from mobilize.red_team.plan import Case
from mobilize.red_team.stage import Stage


@dataclass
class SignalFigures:
    """Of one signal: planted attacks it should notice, those it noticed, at which severity, and its false alarms.

    An alarm is a signal of severity 2 or 3, and a false one suspects honest people alone. `to_know` counts signals of
    severity 1, which suspect nobody.
    """

    planted: int = 0
    noticed: int = 0
    to_look_at: int = 0
    held: int = 0
    false_looks: int = 0
    false_holds: int = 0
    to_know: int = 0
    alarms: int = 0

    @property
    def detection_rate(self) -> float | None:
        """Of what was planted, the part that was noticed; of nothing there is none."""
        return round(self.noticed / self.planted, 4) if self.planted else None

    @property
    def false_alarm_rate(self) -> float | None:
        """Of the alarms, the part that is false."""
        return round((self.false_looks + self.false_holds) / self.alarms, 4) if self.alarms else None


@dataclass
class GroupFigures:
    """Of one kind of planted group: how many there were, and how many were noticed by any signal, how gravely."""

    groups: int = 0
    noticed: int = 0
    suspected: int = 0
    held: int = 0


@dataclass
class Figures:
    """All of a run. `honest_held` counts honest people whose rewards would wait for a person to decide."""

    seed: int
    size: int
    people: int = 0
    reports: int = 0
    honest: int = 0
    honest_suspected: int = 0
    honest_held: int = 0
    attackers: int = 0
    attackers_suspected: int = 0
    attackers_held: int = 0
    signals: dict[str, SignalFigures] = field(default_factory=dict)
    attacks: dict[str, GroupFigures] = field(default_factory=dict)
    look_alikes: dict[str, GroupFigures] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Give all of it, with the two rates of each signal."""
        told = asdict(self)
        for kind, of in self.signals.items():
            told["signals"][kind] |= {"detection_rate": of.detection_rate, "false_alarm_rate": of.false_alarm_rate}
        return told


@dataclass(frozen=True)
class _Told:
    kind: str
    severity: int
    people: frozenset[int]
    suspects: frozenset[int]


def read_figures(stage: Stage, *, seed: int, size: int) -> Figures:
    """Compare the signals and holds in the campaign with what was planted in it."""
    numbers = stage.number_of()
    told = [
        _Told(
            signal.kind,
            signal.severity,
            frozenset(numbers[name] for name in signal.facts["people"]),
            frozenset(numbers[name] for name in signal.facts["suspects"]) if signal.severity >= LOOK else frozenset(),
        )
        for signal in Signal.objects.filter(campaign=stage.campaign)
    ]
    held = {numbers[str(name)] for name in _held(stage)}
    attackers = {number for case in stage.plan.cases if case.is_attack for number in case.people}
    suspected = {number for each in told for number in each.suspects}
    figures = Figures(
        seed=seed,
        size=size,
        people=len(stage.plan.people),
        reports=len(stage.plan.reports),
        honest=len(stage.plan.people) - len(attackers),
        honest_suspected=len(suspected - attackers),
        honest_held=len(held - attackers),
        attackers=len(attackers),
        attackers_suspected=len(suspected & attackers),
        attackers_held=len(held & attackers),
    )
    figures.signals = {kind: _of_signal(kind, stage.plan.cases, told, attackers) for kind in RULES}
    for case in stage.plan.cases:
        groups = figures.attacks if case.is_attack else figures.look_alikes
        group = groups.setdefault(case.name, GroupFigures())
        group.groups += 1
        group.noticed += any(_tells_of(each, case) for each in told)
        group.suspected += any(each.severity >= LOOK and _tells_of(each, case) for each in told)
        group.held += not held.isdisjoint(case.people)
    return figures


def _of_signal(kind: str, cases: Iterable[Case], told: Iterable[_Told], attackers: set[int]) -> SignalFigures:
    own = [each for each in told if each.kind == kind]
    figures = SignalFigures(to_know=sum(each.severity < LOOK for each in own))
    for case in cases:
        if kind in case.signals:
            gravest = max((each.severity for each in own if _tells_of(each, case)), default=0)
            figures.planted += 1
            figures.noticed += gravest > 0
            figures.to_look_at += gravest >= LOOK
            figures.held += gravest >= HOLD
    alarms = [each for each in own if each.severity >= LOOK]
    false = [each for each in alarms if each.suspects.isdisjoint(attackers)]
    figures.alarms = len(alarms)
    figures.false_looks = sum(each.severity == LOOK for each in false)
    figures.false_holds = sum(each.severity == HOLD for each in false)
    return figures


def _tells_of(told: _Told, case: Case) -> bool:
    """Tell whether a signal is about a group: about two of them at least, where they are more than one."""
    about = told.suspects if told.severity >= LOOK else told.people
    return len(about & frozenset(case.people)) >= min(2, len(case.people), len(about))


def _held(stage: Stage) -> Iterable[object]:
    return Hold.objects.filter(campaign=stage.campaign).values_list("participant__public_id", flat=True)
