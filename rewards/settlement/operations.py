"""Settling: from verified findings with a paid rank to transfers along their chains, each exactly once.

One path for one finding or five hundred: lock escrow, see which of them are still unsettled, walk their chains,
split, and write settlements, transfers and events in one COPY each. A second worker that waited for the lock
finds nothing left to do; a killed one leaves nothing behind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from campaigns.copying import copy_rows
from campaigns.events.operations import EventRow, record_events
from campaigns.findings.models import Finding
from campaigns.planning.models import Campaign
from rewards.contracts.models import Contract
from rewards.ledger.models import Account, Transfer
from rewards.ledger.operations import Movement, lock_escrow, open_participant_accounts, post_transfers
from rewards.mechanisms.chain import ChainMechanism
from rewards.settlement.explanation import Explanation

# Others wait while a chunk holds escrow, so a chunk is no longer than a blink.
CHUNK = 500


def settle_finding(*, finding_id: int, at: datetime) -> int:
    """Settle one finding, if it is to be paid and has not been; returns how many were settled."""
    campaign_id = Finding.objects.ranked().filter(pk=finding_id).values_list("campaign_id", flat=True).first()
    if campaign_id is None:
        return 0
    return settle_chunk(campaign_id=campaign_id, finding_ids=[finding_id], at=at)


def settle_due(*, at: datetime) -> int:
    """Settle every finding that has a paid rank and no settlement, chunk by chunk; returns how many."""
    by_campaign: dict[int, list[int]] = defaultdict(list)
    for campaign_id, finding_id in due_findings():
        by_campaign[campaign_id].append(finding_id)
    settled = 0
    for campaign_id, finding_ids in by_campaign.items():
        for start in range(0, len(finding_ids), CHUNK):
            settled += settle_chunk(campaign_id=campaign_id, finding_ids=finding_ids[start : start + CHUNK], at=at)
    return settled


def due_findings() -> list[tuple[int, int]]:
    """List (campaign id, finding id) of what is to be paid and has not been, in the order of the findings."""
    due = Finding.objects.ranked().filter(state=Finding.State.VERIFIED, settlement__isnull=True).order_by("pk")
    return list(due.values_list("campaign_id", "pk"))


def settle_chunk(*, campaign_id: int, finding_ids: Sequence[int], at: datetime) -> int:
    """Settle at most CHUNK findings of one campaign in one transaction; returns how many were still to be settled."""
    if len(finding_ids) > CHUNK:
        raise ValueError(f"a chunk has at most {CHUNK} findings, not {len(finding_ids)}")
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
        chains = _walk_chains({finder for _, _, finder in findings})
        splitter = _Splitter(campaign)
        splits = [
            (finding_id, contracts[objective_id], splitter.split(contracts[objective_id], chains[finder]))
            for finding_id, objective_id, finder in findings
        ]
        _write(campaign, accounts, splits, chains, at)
    return len(findings)


Chain = tuple[tuple[int, ...], tuple[bool, ...]]
"""Participant ids from the finder up, and beside them whether a person has claimed the place."""


class _Splitter:
    """Splits prizes under the contracts of one campaign, computing the amounts of each rule once."""

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign
        self._rules: dict[int, ChainMechanism] = {}
        self._amounts: dict[tuple[int, int], tuple[int, ...]] = {}

    def split(self, contract: Contract, chain: Chain) -> Explanation:
        rule = self._rules.get(contract.pk)
        if rule is None:
            rule = self._rules[contract.pk] = contract.rule()
        members = chain[0]
        height = len(members)
        amounts = self._amounts.get((contract.pk, height))
        if amounts is None:
            amounts = self._amounts[contract.pk, height] = rule.amounts(contract.prize_minor, height)
        depth = self._campaign.max_depth_paid
        shares = amounts if depth is None else amounts[:depth] + (0,) * (height - depth)
        return Explanation(
            mechanism=contract.mechanism,
            version=rule.version,
            terms=contract.terms,
            prize_minor=contract.prize_minor,
            chain=members,
            max_depth_paid=depth,
            remainder_to=contract.remainder_to or self._campaign.remainder_to,
            shares_minor=shares,
            remainder_minor=contract.prize_minor - sum(shares),
        )


def _walk_chains(finders: set[int]) -> dict[int, Chain]:
    with connection.cursor() as cursor:
        cursor.execute(_CHAINS_SQL, [list(finders)])
        return {finder: (tuple(members), tuple(claimed)) for finder, members, claimed in cursor.fetchall()}


_CHAINS_SQL = """
WITH RECURSIVE chain AS (
    SELECT id AS finder, id, invited_by_id, user_id, 0 AS distance
      FROM campaigns_participant WHERE id = ANY(%s)
    UNION ALL
    SELECT chain.finder, above.id, above.invited_by_id, above.user_id, chain.distance + 1
      FROM chain JOIN campaigns_participant above ON above.id = chain.invited_by_id
)
SELECT finder, array_agg(id ORDER BY distance), array_agg(user_id IS NOT NULL ORDER BY distance)
  FROM chain GROUP BY finder
"""


def _write(
    campaign: Campaign,
    accounts: dict[str, int],
    splits: list[tuple[int, Contract, Explanation]],
    chains: dict[int, Chain],
    at: datetime,
) -> None:
    # What an unclaimed place earns is held, and so is everything where the campaign holds rewards for some days.
    kinds = {
        member: Account.Kind.PAYABLE.value if claimed and campaign.hold_days == 0 else Account.Kind.HELD.value
        for members, claims in chains.values()
        for member, claimed in zip(members, claims, strict=True)
    }
    earners = {
        (member, kinds[member])
        for _, _, explanation in splits
        for member, amount in zip(explanation.chain, explanation.shares_minor, strict=True)
        if amount
    }
    credited = open_participant_accounts(campaign_id=campaign.pk, wanted=earners)
    settlement_ids = _next_settlement_ids(len(splits))
    copy_rows(
        "rewards_settlement",
        (
            "id",
            "campaign_id",
            "finding_id",
            "contract_id",
            "prize_minor",
            "remainder_minor",
            "explanation",
            "settled_at",
        ),
        (
            (
                pk,
                campaign.pk,
                finding,
                contract.pk,
                split.prize_minor,
                split.remainder_minor,
                asdict(split),
                at,
            )
            for pk, (finding, contract, split) in zip(settlement_ids, splits, strict=True)
        ),
    )
    movements: list[Movement] = []
    events: list[EventRow] = []
    escrow = accounts["escrow"]
    for pk, (finding, _, split) in zip(settlement_ids, splits, strict=True):
        paid: dict[str, Any] = {}
        for distance, (member, amount) in enumerate(zip(split.chain, split.shares_minor, strict=True)):
            if not amount:
                continue
            account = credited[member, kinds[member]]
            movements.append(Movement(escrow, account, amount, Transfer.Reason.SHARE.value, settlement_id=pk))
            paid = {"amount_minor": amount, "distance": distance}
            events.append(("reward.earned", at, campaign.pk, None, member, finding, paid))
        if split.remainder_minor and split.remainder_to != Campaign.RemainderTo.BUDGET:
            movements.append(
                Movement(
                    escrow,
                    accounts[split.remainder_to],
                    split.remainder_minor,
                    Transfer.Reason.REMAINDER.value,
                    settlement_id=pk,
                )
            )
        events.append(
            (
                "finding.settled",
                at,
                campaign.pk,
                None,
                split.chain[0],
                finding,
                {"prize_minor": split.prize_minor, "remainder_minor": split.remainder_minor},
            )
        )
    post_transfers(campaign_id=campaign.pk, movements=movements)
    record_events(events)


def _next_settlement_ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('rewards_settlement', 'id')) FROM generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]
