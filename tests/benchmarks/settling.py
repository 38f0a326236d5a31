"""Settling thousands of findings by the sweep, against the same walk and the same rows in bare SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from statistics import median

from django.db import connection
from django.utils import timezone

from campaigns.planning.models import Objective
from rewards.settlement.operations import settle_due
from tests.benchmarks.bare_settling import make_bare_tables, settle_bare
from tests.benchmarks.measuring import Row, time_of
from tests.benchmarks.population import Population, Say, report_found


def measure_settling(population: Population, *, findings: int, rounds: int, say: Say) -> Iterator[Row]:
    """Settle so many findings in each of some rounds, the two sides taking turns at going first."""
    ours: list[float] = []
    bare: list[float] = []
    for number, objective in enumerate(population.campaign.objectives.all()[:rounds]):
        finders = population.draw_finders(findings, part=number, parts=rounds)
        ids = report_found(population, objective, finders, verified=True)
        make_bare_tables()
        now = timezone.now()
        settle_ours = partial(settle_due, at=now)
        settle_the_same = partial(settle_bare, objective=objective, finding_ids=ids, at=now)
        sides: list[tuple[list[float], Callable[[], object]]] = [(ours, settle_ours), (bare, settle_the_same)]
        for seconds, settle in sides if number % 2 == 0 else reversed(sides):
            seconds.append(time_of(settle))
        transfers = _compare(objective)
        say(f"  {findings:,} findings, {transfers:,} transfers: ours {ours[-1]:.2f} s, bare {bare[-1]:.2f} s")
    yield Row(
        what=f"settling {findings:,} findings",
        members=len(population),
        ours_seconds=median(ours),
        bare_seconds=median(bare),
    )


def _compare(objective: Objective) -> int:
    """Hold what the two sides wrote against each other; gives the number of transfers."""
    with connection.cursor() as cursor:
        for what, (ours, bare) in _ALIKE.items():
            different = f"(({ours} EXCEPT ALL {bare}) UNION ALL ({bare} EXCEPT ALL {ours})) different"
            cursor.execute(f"SELECT COUNT(*) FROM {different}", {"objective": objective.pk})  # noqa: S608 - our own words
            number = cursor.fetchone()[0]
            assert number == 0, f"the two sides differ in {number} {what}"
        cursor.execute("SELECT COUNT(*) FROM bare.transfer")
        return int(cursor.fetchone()[0])


_OURS = """
  JOIN campaigns_finding finding ON finding.id = finding_id
 WHERE finding.objective_id = %(objective)s
"""
# What the two sides must have written alike, as (ours, bare).
_ALIKE = {
    "settlements": (
        f"""SELECT finding_id, settlement.prize_minor, remainder_minor, explanation
              FROM rewards_settlement settlement {_OURS}""",  # noqa: S608 - our own words
        "SELECT finding_id, prize_minor, remainder_minor, explanation FROM bare.settlement",
    ),
    "transfers": (
        f"""SELECT finding_id, account.participant_id, transfer.amount_minor, transfer.reason
              FROM rewards_transfer transfer
              JOIN rewards_account account ON account.id = transfer.credit_id
              JOIN rewards_settlement settlement ON settlement.id = transfer.settlement_id {_OURS}""",  # noqa: S608 - our own words
        """SELECT finding_id, account.participant_id, transfer.amount_minor, transfer.reason
             FROM bare.transfer JOIN bare.account ON account.id = transfer.credit_id
             JOIN bare.settlement ON settlement.id = transfer.settlement_id""",
    ),
    "events": (
        f"""SELECT kind, event.participant_id, finding_id, data
              FROM campaigns_event event {_OURS} AND kind IN ('reward.earned', 'finding.settled')""",  # noqa: S608 - our own words
        "SELECT kind, participant_id, finding_id, data FROM bare.event",
    ),
}
