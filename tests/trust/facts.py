"""Small facts for the rules of trust: people by number, everything at one moment unless told otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from campaigns.trust.risk import find_risks
from campaigns.trust.risk_facts import Facts, Noticed, Person, Report, Seen
from tests.cast import MOMENT


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def person(number: int, inviter: int | None = None, after: float = 0, email: str = "", **rest: Any) -> Person:
    """Somebody who joined so many minutes after the moment."""
    address = email or f"person{number}@example.org"
    return Person(number, inviter, MOMENT + minutes(after), address, **rest)


def seen(number: int, address: str, agent: str = "", after: float = 0, key: int = 1) -> Seen:
    return Seen(number, MOMENT + minutes(after), key, address, agent)


def reported(finding: int, by: int, after: float = 0, spot: tuple[float, float] = (50.0, 30.0), **rest: Any) -> Report:
    at = MOMENT + minutes(after)
    rest.setdefault("objective_id", 1)
    return Report(
        finding, by, observed_at=at, received_at=at, latitude=spot[0], longitude=spot[1], **{"by_device": True, **rest}
    )


def facts(people: Sequence[Person], **rest: Any) -> Facts:
    """Count the recruits and reports that are among them, and put it all together."""
    recruits = Counter(each.inviter_id for each in people)
    reports = Counter(each.participant_id for each in rest.get("reports", ()))
    counted = [
        replace(each, recruits=max(each.recruits, recruits[each.id]), reports=reports[each.id]) for each in people
    ]
    rest.setdefault("at", MOMENT + timedelta(days=3))
    return Facts(people={each.id: each for each in counted}, **rest)


def told(given: Facts, kind: str) -> list[Noticed]:
    return [noticed for noticed in find_risks(given) if noticed.kind == kind]


def only(given: Facts, kind: str) -> Noticed:
    (noticed,) = told(given, kind)
    return noticed
