"""One finding from the organizer's POST until its transfers can be read, with the real server and the real worker."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial

from django.db import connection
from django.utils import timezone

from campaigns.findings.models import Finding
from campaigns.planning.models import Objective
from tests.benchmarks.bare_settling import make_bare_tables, verify_and_settle_bare
from tests.benchmarks.measuring import Row, quantile, time_of
from tests.benchmarks.population import Population, Say, report_found
from tests.benchmarks.serving import Caller, sign_in
from tests.cast import organizer_of

PATIENCE_SECONDS = 20


def measure_verifying(population: Population, *, port: int, verifications: int, say: Say) -> Iterator[Row]:
    """Verify findings one after another, waiting for each to be paid."""
    objective = population.campaign.objectives.last()
    assert objective is not None
    finders = population.draw_finders(verifications + 1, part=0, parts=1)
    first, *findings = Finding.objects.in_bulk(report_found(population, objective, finders, verified=False)).values()
    (session,) = sign_in([organizer_of(population.campaign)])
    with Caller(port) as caller:
        # The first opens connections on every side.
        _verify_until_paid(caller, session, first)
        ours = [time_of(partial(_verify_until_paid, caller, session, finding)) for finding in findings]
    make_bare_tables()
    bare = [time_of(partial(_verify_bare, objective, finding)) for finding in findings]
    for said, part in (("median", 0.5), ("95 of 100 within", 0.95)):
        row = Row(
            what=f"verify to paid, {said}",
            members=len(population),
            ours_seconds=quantile(ours, part),
            bare_seconds=quantile(bare, part),
        )
        say(f"  {row.what}: ours {row.ours_seconds * 1000:.1f} ms, bare {row.bare_seconds * 1000:.1f} ms")
        yield row


def _verify_until_paid(caller: Caller, session: str, finding: Finding) -> None:
    caller.post(f"/api/v1/findings/{finding.public_id}/verify/", {}, session=session, status=200)
    until = time.monotonic() + PATIENCE_SECONDS
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_PAID, [finding.pk])
            if cursor.fetchone():
                return
            assert time.monotonic() < until, f"finding {finding.pk} was not paid within {PATIENCE_SECONDS} s"
            time.sleep(0.001)


_PAID = """
SELECT 1 FROM rewards_settlement settlement JOIN rewards_transfer transfer ON transfer.settlement_id = settlement.id
 WHERE settlement.finding_id = %s LIMIT 1
"""


def _verify_bare(objective: Objective, finding: Finding) -> None:
    verify_and_settle_bare(objective=objective, finding_id=finding.pk, at=timezone.now())
