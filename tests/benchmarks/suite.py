"""The suite: every benchmark at every size, from the smallest campaign to the largest, in one database.

Nothing is ever removed, so each size also has those before it in its tables.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.core.management import call_command

from campaigns.planning.models import Campaign
from rewards.settlement.audit import find_differences
from tests.benchmarks.clients import measure_clients
from tests.benchmarks.clustering import measure_clustering
from tests.benchmarks.exporting import measure_exporting
from tests.benchmarks.joins import measure_joins
from tests.benchmarks.measuring import Row
from tests.benchmarks.participation import measure_participation
from tests.benchmarks.pools_of_trees import measure_pools
from tests.benchmarks.population import Say, populate, settle_down
from tests.benchmarks.posting import measure_posting
from tests.benchmarks.reads import measure_reads
from tests.benchmarks.serving import running_server
from tests.benchmarks.settling import measure_settling
from tests.benchmarks.verifying import measure_verifying
from tests.benchmarks.webhooks import measure_webhooks
from tests.processes import running_worker

say_on_console: Say = partial(print, flush=True)


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """How much of everything is done at each size."""

    sizes: tuple[int, ...]
    rounds: int
    joins: int
    client_reports: int
    findings: int
    verifications: int
    ledger_members: int
    one_by_one: int
    reports: tuple[int, ...]
    messages: tuple[int, ...]


FULL = Amounts(
    sizes=(10_000, 100_000, 1_000_000),
    rounds=3,
    joins=200,
    client_reports=400,
    findings=10_000,
    verifications=100,
    ledger_members=10_000,
    one_by_one=1_000,
    reports=(1_000, 10_000, 100_000),
    messages=(80, 400, 2_000),
)
QUICK = Amounts(
    sizes=(200, 600),
    rounds=1,
    joins=16,
    client_reports=16,
    findings=40,
    verifications=4,
    ledger_members=100,
    one_by_one=10,
    reports=(100, 300),
    messages=(16, 48),
)
# What needs none of the campaigns that the others work in.
APART = {"clustering", "pools", "posting", "reads", "webhooks"}


def has_campaigns() -> bool:
    """Make the tables where there are none; tells whether somebody's campaigns are there already."""
    call_command("migrate", interactive=False, verbosity=0)
    return Campaign.objects.exists()


def run_benchmarks(amounts: Amounts, *, only: frozenset[str], say: Say = say_on_console) -> list[Row]:
    """Measure what is chosen at every size, and look through the books after each."""
    with _running_services() as (port, bare_port):
        rows = [row for size in amounts.sizes for row in _measure(size, amounts, only, port, bare_port, say)]
        if "webhooks" in only:
            rows.extend(measure_webhooks(sizes=amounts.messages, bare_port=bare_port, rounds=amounts.rounds, say=say))
    if "clustering" in only:
        rows.extend(measure_clustering(sizes=amounts.reports, rounds=amounts.rounds, say=say))
    # Last: the longest ledger is ten times what all the others write together.
    return [*rows, *_measure_ledgers(amounts, only, say)]


@contextmanager
def _running_services() -> Iterator[tuple[int, int]]:
    """Run the web server, the bare one and a worker, all idle but when they are measured; gives the two ports."""
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="mobilize-bench-")))
        port = running.enter_context(running_server("mobilize.wsgi:application", log=folder / "server.log"))
        bare = running_server("tests.benchmarks.bare_server:application", log=folder / "bare_server.log")
        bare_port = running.enter_context(bare)
        running.enter_context(running_worker(os.environ, folder / "worker.log"))
        yield port, bare_port


def _measure(size: int, amounts: Amounts, only: frozenset[str], port: int, bare_port: int, say: Say) -> Iterator[Row]:
    if "pools" in only:
        say(f"{size:,} members of a pool")
        yield from measure_pools(size=size, rounds=amounts.rounds, say=say)
    if not only - APART:
        return
    quotas = [amounts.findings] * amounts.rounds + [amounts.verifications + 1]
    population = populate(size=size, quotas=quotas, say=say)
    rounds = amounts.rounds
    if "joins" in only:
        yield from measure_joins(
            population, port=port, bare_port=bare_port, joins=amounts.joins, rounds=rounds, say=say
        )
    if "clients" in only:
        yield from measure_clients(
            population, port=port, bare_port=bare_port, reports=amounts.client_reports, rounds=rounds, say=say
        )
    if "settling" in only:
        yield from measure_settling(population, findings=amounts.findings, rounds=rounds, say=say)
    if "verifying" in only:
        yield from measure_verifying(population, port=port, verifications=amounts.verifications, say=say)
    if "participation" in only:
        yield from measure_participation(population, rounds=rounds, say=say)
    if "exporting" in only:
        yield from measure_exporting(population, rounds=rounds, say=say)
    # The planner has not heard of most of this yet, and the audit joins all of it.
    settle_down()
    began = time.monotonic()
    differences = find_differences(population.campaign.pk)
    assert not differences, "the books are wrong:\n" + "\n".join(differences[:20])
    say(f"  the books are right, looked through in {time.monotonic() - began:.1f} s")


def _measure_ledgers(amounts: Amounts, only: frozenset[str], say: Say) -> Iterator[Row]:
    """Measure what grows with the ledger, and not with the campaign: here a size is so many transfers."""
    if "posting" in only:
        yield from measure_posting(
            sizes=amounts.sizes,
            members=amounts.ledger_members,
            postings=amounts.findings,
            one_by_one=amounts.one_by_one,
            rounds=amounts.rounds,
            say=say,
        )
    if "reads" in only:
        yield from measure_reads(sizes=[10 * size for size in amounts.sizes], members=amounts.ledger_members, say=say)
