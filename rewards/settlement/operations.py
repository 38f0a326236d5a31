"""Settling: from verified findings with a paid rank to transfers along their chains, each exactly once.

One path for one finding or five hundred: lock escrow, see which of them are still unsettled, walk their chains,
split, and write settlements, transfers and events in one COPY each. A second worker that waited for the lock
finds nothing left to do; a killed one leaves nothing behind.
"""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

import psycopg2
from django.db import IntegrityError, connection, transaction

from campaigns.copying import copy_rows, take_ids
from campaigns.events.operations import EventRow, record_events
from campaigns.findings.models import Finding
from campaigns.planning.models import Campaign
from rewards.contracts.models import Contract
from rewards.ledger.arrivals import Arrival, Deductions
from rewards.ledger.models import Transfer
from rewards.ledger.operations import Movement, lock_escrow, open_participant_accounts, post_transfers
from rewards.settlement.chains import edges_of, read_splits, walk_chains
from rewards.settlement.explanation import Explanation, as_fractions
from rewards.settlement.models import DueFinding

logger = logging.getLogger(__name__)

# Others wait while a chunk holds escrow, so a chunk is no longer than a blink.
CHUNK = 500
# How soon the shares of a place that nobody has claimed are looked at again.
UNCLAIMED_AGAIN = timedelta(days=1)


def settle_finding(*, finding_id: int, at: datetime) -> int:
    """Settle one finding, if it is to be paid and has not been; returns how many were settled."""
    campaign_id = Finding.objects.ranked().filter(pk=finding_id).values_list("campaign_id", flat=True).first()
    if campaign_id is None:
        return 0
    return settle_chunk(campaign_id=campaign_id, finding_ids=[finding_id], at=at)


def settle_due(*, at: datetime) -> int:
    """Settle every finding that has a paid rank and no settlement, chunk by chunk; returns how many.

    What cannot be settled is logged and left for the next sweep; it keeps nobody else from being paid.
    """
    by_campaign: dict[int, list[int]] = defaultdict(list)
    for campaign_id, finding_id in due_findings():
        by_campaign[campaign_id].append(finding_id)
    chunks = [
        (campaign_id, finding_ids[start : start + CHUNK])
        for campaign_id, finding_ids in by_campaign.items()
        for start in range(0, len(finding_ids), CHUNK)
    ]
    with _written_behind():
        settled = sum(
            _settle_as_far_as_possible(campaign_id, finding_ids, at) for campaign_id, finding_ids in chunks[:-1]
        )
    # The last one waits for the disk, and all that was committed before is there with it.
    return settled + sum(
        _settle_as_far_as_possible(campaign_id, finding_ids, at) for campaign_id, finding_ids in chunks[-1:]
    )


@contextmanager
def _written_behind() -> Iterator[None]:
    """Commit without waiting for the disk.

    What a machine that loses its power forgets of a sweep it forgets whole, and the next sweep does it again. Nothing
    leaves the house on the strength of it: a payout's own commit waits for the disk, and for all before it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")


def _settle_as_far_as_possible(campaign_id: int, finding_ids: Sequence[int], at: datetime) -> int:
    try:
        return settle_chunk(campaign_id=campaign_id, finding_ids=finding_ids, at=at)
    except Exception:
        # Whatever is wrong with one finding or campaign, the others are still owed their money.
        if len(finding_ids) == 1:
            logger.exception("Finding %s could not be settled; the next sweep tries again", finding_ids[0])
            return 0
    return sum(_settle_as_far_as_possible(campaign_id, [finding_id], at) for finding_id in finding_ids)


def due_findings() -> list[tuple[int, int]]:
    """List (campaign id, finding id) of what is to be paid and has not been, in the order of the findings."""
    return list(DueFinding.objects.order_by("pk").values_list("campaign_id", "pk"))


def settle_chunk(*, campaign_id: int, finding_ids: Sequence[int], at: datetime) -> int:
    """Settle at most CHUNK findings of one campaign in one transaction; returns how many were still to be settled."""
    if len(finding_ids) > CHUNK:
        raise ValueError(f"a chunk has at most {CHUNK} findings, not {len(finding_ids)}")
    try:
        return _settle_at_once(campaign_id, finding_ids, at)
    except IntegrityError as refused:
        law = refused.__cause__.diag.constraint_name if isinstance(refused.__cause__, psycopg2.Error) else None
        if law != "settlement_is_of_a_verified_finding":
            raise
    # One of them was reversed in between; read again which of them are to be paid.
    return _settle_at_once(campaign_id, finding_ids, at)


def _settle_at_once(campaign_id: int, finding_ids: Sequence[int], at: datetime) -> int:
    with transaction.atomic():
        accounts = lock_escrow(campaign_id=campaign_id)
        findings = list(
            Finding.objects.ranked()
            .filter(
                pk__in=finding_ids,
                campaign_id=campaign_id,
                state=Finding.State.VERIFIED,
                settlement__isnull=True,
            )
            .order_by("pk")
            .values_list("pk", "objective_id", "participant_id")
        )
        if not findings:
            return 0
        campaign = Campaign.objects.get(pk=campaign_id)
        contracts = {c.objective_id: c for c in Contract.objects.latest_of([f[1] for f in findings])}
        chains, claimed = walk_chains({finder for _, _, finder in findings})
        splitter = _Splitter(campaign, contracts.values())
        chosen = {objective_id for objective_id, contract in contracts.items() if splitter.uses_splits(contract)}
        handed_up: dict[int, str] = {}
        if chosen:
            handed_up = read_splits(chains[finder] for _, objective_id, finder in findings if objective_id in chosen)
        splits = [
            _Split(
                finding_id,
                chains[finder],
                splitter.split(
                    contracts[objective_id],
                    len(chains[finder]),
                    edges_of(chains[finder], handed_up) if objective_id in chosen else None,
                ),
            )
            for finding_id, objective_id, finder in findings
        ]
        _write(campaign, accounts, splits, claimed, at)
    return len(findings)


@dataclass(frozen=True)
class _Outcome:
    """What a prize comes to on every chain of one height, and of one list of splits: nobody's name is in it."""

    contract: Contract
    remainder_to: str
    shares_minor: tuple[int, ...]
    remainder_minor: int
    # The explanation in JSON up to its chain, which is all that differs from finding to finding.
    explained: str

    def explain(self, chain: tuple[int, ...]) -> str:
        return f"{self.explained}[{','.join(map(str, chain))}]}}"


class _Splitter:
    """Splits prizes under the contracts of one campaign, each rule once for every height of chain.

    Where people choose the splits of their edges, once for every list of splits.
    """

    def __init__(self, campaign: Campaign, contracts: Iterable[Contract]) -> None:
        self._campaign = campaign
        self._rules = {contract.pk: contract.rule() for contract in contracts}
        self._outcomes: dict[tuple[int, int, tuple[str | None, ...] | None], _Outcome] = {}

    def uses_splits(self, contract: Contract) -> bool:
        return self._rules[contract.pk].uses_edge_splits

    def split(self, contract: Contract, height: int, edge_splits: tuple[str | None, ...] | None) -> _Outcome:
        key = (contract.pk, height, edge_splits)
        outcome = self._outcomes.get(key)
        if outcome is None:
            outcome = self._outcomes[key] = self._work_out(contract, height, edge_splits)
        return outcome

    def _work_out(self, contract: Contract, height: int, edge_splits: tuple[str | None, ...] | None) -> _Outcome:
        rule = self._rules[contract.pk]
        depth = self._campaign.max_depth_paid
        # What stands at a distance from the finder is the same whoever stands there.
        allocation = rule.allocate(
            contract.prize_minor, range(height), max_depth_paid=depth, edge_splits=as_fractions(edge_splits)
        )
        explanation = Explanation(
            mechanism=contract.mechanism,
            version=rule.version,
            terms=contract.terms,
            prize_minor=contract.prize_minor,
            chain=(),
            max_depth_paid=depth,
            remainder_to=contract.remainder_to or self._campaign.remainder_to,
            shares_minor=tuple(share.amount_minor for share in allocation.shares),
            remainder_minor=allocation.remainder_minor,
            edge_splits=edge_splits,
        )
        rest = {word: value for word, value in explanation.to_json().items() if word != "chain"}
        return _Outcome(
            contract=contract,
            remainder_to=explanation.remainder_to,
            shares_minor=explanation.shares_minor,
            remainder_minor=explanation.remainder_minor,
            explained=json.dumps(rest, ensure_ascii=False)[:-1] + ', "chain":',
        )


class _Split(NamedTuple):
    finding_id: int
    chain: tuple[int, ...]
    outcome: _Outcome


def _write(
    campaign: Campaign, accounts: dict[str, int], splits: Sequence[_Split], claimed: set[int], at: datetime
) -> None:
    """Write what was split: settlements, transfers and events, each by one COPY."""
    credited = _open_accounts(campaign, splits, claimed)
    numbered = list(zip(take_ids("rewards_settlement", len(splits)), splits, strict=True))
    copy_rows(
        "rewards_settlement",
        (
            "id", "campaign_id", "finding_id", "contract_id", "prize_minor", "remainder_minor", "explanation",
            "settled_at", "releases_at",
        ),
        (
            (
                pk, campaign.pk, finding_id, outcome.contract.pk, outcome.contract.prize_minor,
                outcome.remainder_minor, outcome.explain(chain), at,
                _release_time(campaign, claimed.issuperset(compress(chain, outcome.shares_minor)), at),
            )
            for pk, (finding_id, chain, outcome) in numbered
        ),
    )  # fmt: skip
    arriving = claimed.intersection(credited) if campaign.hold_days == 0 else set()
    deductions = Deductions(campaign_id=campaign.pk, participant_ids=arriving, since=at)
    post_transfers(campaign_id=campaign.pk, movements=_movements(numbered, accounts, credited, deductions, at))
    record_events(_events(numbered, campaign.pk, at))


def _release_time(campaign: Campaign, all_claimed: bool, at: datetime) -> datetime | None:
    """Say when what is held of a settlement is looked at; places that nobody has claimed yet, every day."""
    if campaign.hold_days:
        return at + timedelta(days=campaign.hold_days)
    return None if all_claimed else at + UNCLAIMED_AGAIN


def _movements(
    numbered: Sequence[tuple[int, _Split]],
    accounts: dict[str, int],
    credited: dict[int, int],
    deductions: Deductions,
    at: datetime,
) -> Iterator[Movement]:
    escrow = accounts["escrow"]
    share, remainder = Transfer.Reason.SHARE.value, Transfer.Reason.REMAINDER.value
    for pk, (_, chain, outcome) in numbered:
        for member, amount in zip(chain, outcome.shares_minor, strict=True):
            if amount:
                yield Movement(escrow, credited[member], amount, share, pk)
                if deductions.concern(member):
                    yield from deductions.take_from(Arrival(member, amount, pk), settled_at=at)
        if outcome.remainder_minor and outcome.remainder_to != Campaign.RemainderTo.BUDGET:
            yield Movement(escrow, accounts[outcome.remainder_to], outcome.remainder_minor, remainder, pk)


def _events(numbered: Sequence[tuple[int, _Split]], campaign_id: int, at: datetime) -> Iterator[EventRow]:
    for _, (finding_id, chain, outcome) in numbered:
        for distance, (member, amount) in enumerate(zip(chain, outcome.shares_minor, strict=True)):
            if amount:
                yield "reward.earned", at, campaign_id, None, member, finding_id, _say_earned(amount, distance)
        paid = {"prize_minor": outcome.contract.prize_minor, "remainder_minor": outcome.remainder_minor}
        yield "finding.settled", at, campaign_id, None, chain[0], finding_id, paid


def _open_accounts(campaign: Campaign, splits: Sequence[_Split], claimed: set[int]) -> dict[int, int]:
    """Give the account that everyone's shares go to, by participant."""
    earners: set[int] = set()
    for _, chain, outcome in splits:
        earners.update(compress(chain, outcome.shares_minor))
    # What an unclaimed place earns is held, and so is everything where the campaign holds rewards for some days.
    payable = claimed if campaign.hold_days == 0 else set()
    kinds = {member: "payable" if member in payable else "held" for member in earners}
    opened = open_participant_accounts(campaign_id=campaign.pk, wanted=kinds.items())
    return {member: opened[member, kind] for member, kind in kinds.items()}


@lru_cache(maxsize=10_000)
def _say_earned(amount_minor: int, distance: int) -> str:
    """Say in JSON what a share was; a sweep says the same thousands of times."""
    return json.dumps({"amount_minor": amount_minor, "distance": distance})
