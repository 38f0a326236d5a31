"""Reads: a statement's first page and a budget, while the ledger grows and its members stay as many as they were.

Flat is a read that takes as long in the longest ledger as in the shortest. The bare side asks for the same by one
hand-written query: of each of a person's accounts the totals and the newest transfers by the index that has them in
order, of a campaign the totals of its accounts and the highest rank given of each objective.

A page takes as long as it has lines, and whoever is drawn by chance has few in a short ledger. So statements are also
read of members with so many below them that their first page is full from the shortest ledger on: only these show
what the length of the ledger does. How many of the database's blocks a read touches is counted beside its time: that
is the same whatever else the machine does, and whether or not they were in memory.
"""

from __future__ import annotations

import json
import time
import warnings
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from campaigns.people.models import User
from campaigns.recruiting.models import Participant
from mobilize.demo.draws import Draws
from rewards.contracts.budget import read_budget
from rewards.settlement.audit import find_differences
from tests.benchmarks.filling import Ledger, quotas_for
from tests.benchmarks.measuring import Row, time_of
from tests.benchmarks.population import SEED, Population, Say, populate, settle_down
from tests.cast import make_user

READERS = 20
ROUNDS = 5
PAGE = 25
SAY_EVERY_SECONDS = 20


def measure_reads(*, sizes: Sequence[int], members: int, say: Say) -> Iterator[Row]:
    """Read statements and budgets at ledgers of these sizes, one grown to the next."""
    # A finding moves two transfers at the least, its share and the remainder, and some ten on average.
    population = populate(size=members, quotas=quotas_for(max(sizes) // 4), say=say)
    chains = _chains_of(population)
    busiest, full, drawn = _choose_readers(population, chains, shortest=min(sizes))
    readers = _claim({busiest, *full, *drawn})
    ledger = Ledger(population.campaign, chains=chains, claimed=readers, at=timezone.now())
    finders = _draw(population)
    for number, size in enumerate(sizes):
        _grow(ledger, finders, size, say)
        for what, places in (
            ("a statement's first page", drawn),
            ("a full first page", full),
            ("the busiest member's statement", [busiest]),
        ):
            yield _row(what, size, members, [_read_statement(readers[place]) for place in places], say)
        yield _row("a budget", size, members, [_read_budget(ledger)], say)
        if number == 0:
            # Looking through the longest would take longer than making it, and all were made alike.
            assert not (differences := find_differences(ledger.campaign.pk)), "\n".join(differences[:20])


def _chains_of(population: Population) -> dict[int, tuple[int, ...]]:
    """Give everybody's chain, from them up to their root; inviters come before their recruits."""
    places = Participant.objects.filter(campaign=population.campaign).order_by("pk")
    chains: dict[int, tuple[int, ...]] = {}
    for member, inviter in places.values_list("pk", "invited_by_id"):
        chains[member] = (member, *(chains[inviter] if inviter else ()))
    return chains


def _choose_readers(
    population: Population, chains: Mapping[int, tuple[int, ...]], *, shortest: int
) -> tuple[int, list[int], list[int]]:
    """Choose whose statements are read: the one on most chains, some with full first pages, and some by chance."""
    # Of a few members in a quick run, a few.
    readers = min(READERS, len(population) // 20)
    above = Counter(member for chain in chains.values() for member in chain)
    (busiest, _), *others = above.most_common()
    # Every finding moves some ten transfers, and any member may be its finder: twice as many lines as a page has.
    enough = 2 * PAGE * len(chains) * 10 / shortest
    most = [member for member, on in others if on >= enough] or [member for member, _ in others[:readers]]
    places = Draws(SEED, stream=99).uniforms(readers) * len(most)
    full = list(dict.fromkeys(most[place] for place in places.astype(int).tolist()))
    return busiest, full, list(dict.fromkeys(population.draw_finders(readers, part=0, parts=1)))


def _claim(members: Collection[int]) -> dict[int, User]:
    """Let each of these members be somebody."""
    people = {member: make_user(f"reader{member}") for member in members}
    for member, user in people.items():
        Participant.objects.filter(pk=member).update(user=user)
    return people


def _draw(population: Population) -> Iterator[int]:
    """Draw finders by chance, without an end."""
    stream = 100
    while True:
        places = Draws(SEED, stream=stream).uniforms(10_000) * len(population)
        yield from population.members[places.astype(int)].tolist()
        stream += 1


def _grow(ledger: Ledger, finders: Iterator[int], size: int, say: Say) -> None:
    began = said = time.monotonic()
    for transfers in ledger.grow(finders, transfers=size):
        if time.monotonic() - said > SAY_EVERY_SECONDS:
            said = time.monotonic()
            say(f"  {transfers:,} of {size:,} transfers after {said - began:.0f} s")
    settle_down()
    say(f"{size:,} transfers, posted and counted in {time.monotonic() - began:.0f} s")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The seconds of one read, ours and the bare one's; how many lines it gave, and how many blocks ours touched."""

    ours: float
    bare: float
    lines: int
    blocks: int


def _row(what: str, size: int, members: int, readings: Sequence[Reading], say: Say) -> Row:
    row = Row(
        what=f"{what}, {size:,} transfers",
        members=members,
        ours_seconds=median(reading.ours for reading in readings),
        bare_seconds=median(reading.bare for reading in readings),
    )
    lines, blocks = (median(each) for each in zip(*((r.lines, r.blocks) for r in readings), strict=True))
    say(
        f"  {what}: ours {row.ours_seconds * 1000:.1f} ms, bare {row.bare_seconds * 1000:.2f} ms;"
        f" of {len(readings)} at the median {lines:g} lines from {blocks:g} blocks"
    )
    return row


def _read_statement(user: User) -> Reading:
    """Read the first page of somebody's statement, as the API gives it, some times."""
    client = Client(headers={"Host": settings.ALLOWED_HOSTS[0], "X-Forwarded-Proto": "https"})
    client.force_login(user)
    address = f"/api/v1/me/statement/?limit={PAGE}"
    with warnings.catch_warnings():
        # Static files are not gathered here, which the first request says.
        warnings.filterwarnings("ignore", "No directory at:")
        page: dict[str, Any] = client.get(address).json()
    told = [(line["settlement"], line["amount"]["amount_minor"]) for line in page["results"]]
    bare = partial(_query, _STATEMENT, {"user": user.pk, "page": PAGE})
    totals, transfers = _read_bare(bare)
    assert told == [(row["settlement"], row["amount_minor"]) for row in transfers], f"{user} is told something else"
    (balances,) = page["balances"]
    assert totals == {kind: balances[kind]["amount_minor"] for kind in totals}, f"{user} is told other balances"
    return _reading(partial(client.get, address), bare, lines=len(told))


def _read_budget(ledger: Ledger) -> Reading:
    """Read the campaign's budget some times."""
    ours = partial(read_budget, campaign_id=ledger.campaign.pk)
    bare = partial(_query, _BUDGET, {"campaign": ledger.campaign.pk})
    budget = ours()
    totals = dict(bare())
    assert totals["promised"] == budget.promised, "the two sides promise different sums"
    assert totals["escrow"] == budget.escrow
    assert totals["held"] == budget.held
    return _reading(ours, bare, lines=len(totals))


def _reading(ours: Callable[[], object], bare: Callable[[], object], *, lines: int) -> Reading:
    return Reading(
        ours=median(time_of(ours) for _ in range(ROUNDS)),
        bare=median(time_of(bare) for _ in range(ROUNDS)),
        lines=lines,
        blocks=_blocks_of(ours),
    )


def _blocks_of(read: Callable[[], object]) -> int:
    """Count the blocks that the queries of a read touch, in memory or not, by having each explained first."""
    touched = 0

    def explain(execute: Callable[..., Any], sql: str, given: Any, many: bool, context: dict[str, Any]) -> Any:
        nonlocal touched
        if sql.lstrip().startswith(("SELECT", "WITH")):
            with context["connection"].connection.cursor() as beside:
                beside.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", given)
                ((plans,),) = beside.fetchall()
            touched += sum(plans[0]["Plan"][f"Shared {how} Blocks"] for how in ("Hit", "Read"))
        return execute(sql, given, many, context)

    with connection.execute_wrapper(explain):
        read()
    return touched


def _query(query: str, scope: Mapping[str, int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, scope)
        return list(cursor.fetchall())


def _read_bare(bare: partial[list[tuple[Any, ...]]]) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """Give what the bare statement says: the totals by kind, and the transfers."""
    ((totals, transfers),) = bare()
    return json.loads(totals), json.loads(transfers)


# With everything that a line is made of; the sentences are not put together.
_STATEMENT = """
WITH own AS MATERIALIZED (
    SELECT account.* FROM rewards_account account
      JOIN campaigns_participant place ON place.id = account.participant_id WHERE place.user_id = %(user)s
), newest AS (
    SELECT transfer.*
      FROM own CROSS JOIN LATERAL (
           (SELECT * FROM rewards_transfer WHERE credit_id = own.id ORDER BY id DESC LIMIT %(page)s)
           UNION ALL
           (SELECT * FROM rewards_transfer
             WHERE debit_id = own.id AND NOT (reason IN ('share', 'remainder')) ORDER BY id DESC LIMIT %(page)s)
           ) transfer
     ORDER BY transfer.id DESC LIMIT %(page)s
)
SELECT (SELECT json_object_agg(kind, credits_minor - debits_minor) FROM own)::text,
       (SELECT COALESCE(json_agg(line ORDER BY line.id DESC), '[]')
          FROM (SELECT newest.id, newest.reason, newest.amount_minor, newest.created_at, campaign.slug,
                       settlement.public_id AS settlement, settlement.explanation, settlement.settled_at,
                       objective.title,
                       (SELECT json_agg(member.display_name) FROM campaigns_participant member
                         WHERE member.id = ANY (ARRAY(
                               SELECT jsonb_array_elements_text(settlement.explanation -> 'chain')::bigint))) AS names
                  FROM newest
                  JOIN campaigns_campaign campaign ON campaign.id = newest.campaign_id
                  LEFT JOIN rewards_settlement settlement ON settlement.id = newest.settlement_id
                  LEFT JOIN campaigns_finding finding ON finding.id = settlement.finding_id
                  LEFT JOIN campaigns_objective objective ON objective.id = finding.objective_id) line)::text
"""

# Right where everything ranked is settled, which the laws do not know and the benchmark does.
_BUDGET = """
SELECT kind, (SUM(credits_minor) - SUM(debits_minor))::bigint
  FROM rewards_account WHERE campaign_id = %(campaign)s GROUP BY kind
UNION ALL
SELECT 'promised', SUM(prize_minor * (quota - COALESCE(given.highest, 0)))::bigint
  FROM campaigns_objective objective CROSS JOIN LATERAL (
       SELECT MAX(paid_rank) AS highest FROM campaigns_finding finding WHERE finding.objective_id = objective.id) given
 WHERE objective.campaign_id = %(campaign)s
"""
