"""Consequences: what a hold, an exclusion or a quarantine would come to, shown before anybody decides.

How many people, how many reports that nobody decided about, and how much money. The facts know no money: whoever
does, registers here what is asked for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection

from campaigns.findings.models import Finding
from campaigns.recruiting.models import Participant

# Gives what is held and what is payable of these people together, in minor units.
MoneyOf = Callable[[Sequence[int]], tuple[int, int]]
_money_of: list[MoneyOf] = []


def tell_money_by(money_of: MoneyOf) -> None:
    """Register who is asked how much money stands to people."""
    _money_of[:] = [money_of]


@dataclass(frozen=True)
class Consequences:
    """Of some people together; money in minor units of their campaign's currency."""

    people: int
    undecided_findings: int
    held_minor: int
    payable_minor: int


def consequences_for_person(participant: Participant) -> Consequences:
    """Say what deciding about one person touches."""
    return _consequences([participant.pk])


def consequences_for_branch(root: Participant) -> Consequences:
    """Say what a quarantine of the branch below this person, they included, touches."""
    with connection.cursor() as cursor:
        cursor.execute(_BRANCH_SQL, [root.pk])
        return _consequences([row[0] for row in cursor.fetchall()])


def _consequences(people: Sequence[int]) -> Consequences:
    held_minor = payable_minor = 0
    for money_of in _money_of:
        held_minor, payable_minor = money_of(people)
    return Consequences(
        people=len(people),
        undecided_findings=Finding.objects.undecided().filter(participant__in=people).count(),
        held_minor=held_minor,
        payable_minor=payable_minor,
    )


_BRANCH_SQL = """
WITH RECURSIVE branch AS (
    SELECT id FROM campaigns_participant WHERE id = %s
    UNION ALL
    SELECT below.id FROM branch JOIN campaigns_participant below ON below.invited_by_id = branch.id
)
SELECT id FROM branch
"""
