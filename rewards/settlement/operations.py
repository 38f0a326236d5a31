"""Settling: from verified findings with a paid rank to transfers along their chains, each exactly once.

One path for one finding or five hundred: lock escrow, see which of them are still unsettled, walk their chains,
split, and write settlements, transfers and events in one COPY each. A second worker that waited for the lock
finds nothing left to do; a killed one leaves nothing behind.
"""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from itertools import compress

from django.db import connection, transaction

from campaigns.copying import copy_rows, take_ids
from campaigns.events.operations import EventRow, record_events
from campaigns.findings.models import Finding
from campaigns.planning.models import Campaign
from rewards.contracts.models import Contract
from rewards.ledger.models import Transfer
from rewards.ledger.operations import Movement, lock_escrow, open_participant_accounts, post_transfers
from rewards.mechanisms.chain import ChainMechanism
from rewards.settlement.explanation import Explanation

logger = logging.getLogger(__name__)

# Others wait while a chunk holds escrow, so a chunk is no longer than a blink.
CHUNK = 500


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
    settled = 0
    for campaign_id, finding_ids in by_campaign.items():
        for start in range(0, len(finding_ids), CHUNK):
            settled += _settle_as_far_as_possible(campaign_id, finding_ids[start : start + CHUNK], at)
    return settled


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
        chains, claimed = _walk_chains({finder for _, _, finder in findings})
        splitter = _Splitter(campaign)
        splits = [
            (finding_id, contracts[objective_id], splitter.split(contracts[objective_id], chains[finder]))
            for finding_id, objective_id, finder in findings
        ]
        _write(campaign, accounts, splits, claimed, at)
    return len(findings)


class _Splitter:
    """Splits prizes under the contracts of one campaign, each rule once for every height of chain."""

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign
        self._rules: dict[int, ChainMechanism] = {}
        self._allocations: dict[tuple[int, int], tuple[tuple[int, ...], int]] = {}

    def split(self, contract: Contract, chain: tuple[int, ...]) -> Explanation:
        rule = self._rules.get(contract.pk)
        if rule is None:
            rule = self._rules[contract.pk] = contract.rule()
        depth = self._campaign.max_depth_paid
        known = self._allocations.get((contract.pk, len(chain)))
        if known is None:
            # What stands at a distance from the finder is the same whoever stands there.
            allocation = rule.allocate(contract.prize_minor, range(len(chain)), max_depth_paid=depth)
            shares = tuple(share.amount_minor for share in allocation.shares)
            known = self._allocations[contract.pk, len(chain)] = (shares, allocation.remainder_minor)
        return Explanation(
            mechanism=contract.mechanism,
            version=rule.version,
            terms=contract.terms,
            prize_minor=contract.prize_minor,
            chain=chain,
            max_depth_paid=depth,
            remainder_to=contract.remainder_to or self._campaign.remainder_to,
            shares_minor=known[0],
            remainder_minor=known[1],
        )


def _walk_chains(finders: set[int]) -> tuple[dict[int, tuple[int, ...]], set[int]]:
    """Give everyone's chain, from the finder up, and which of all these people have claimed their place."""
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE_SQL, [sorted(finders)])
        places = cursor.fetchall()
    inviter_of = {place: inviter for place, inviter, _ in places}
    chains: dict[int, tuple[int, ...]] = {}
    for finder in finders:
        chain: list[int] = []
        above = finder
        while above is not None:
            chain.append(above)
            above = inviter_of[above]
        chains[finder] = tuple(chain)
    return chains, {place for place, _, is_claimed in places if is_claimed}


# Everybody above the finders, each once however many chains they stand on. OFFSET 0 keeps the planner from joining
# level after level with the whole table, which it thinks cheaper where that is neither small nor large.
_ABOVE_SQL = """
WITH RECURSIVE above AS (
    SELECT id, invited_by_id, user_id IS NOT NULL AS is_claimed FROM campaigns_participant WHERE id = ANY(%s)
    UNION
    SELECT inviter.id, inviter.invited_by_id, inviter.is_claimed
      FROM above CROSS JOIN LATERAL (
           SELECT id, invited_by_id, user_id IS NOT NULL AS is_claimed
             FROM campaigns_participant WHERE id = above.invited_by_id OFFSET 0) inviter
)
SELECT id, invited_by_id, is_claimed FROM above
"""


def _write(
    campaign: Campaign,
    accounts: dict[str, int],
    splits: list[tuple[int, Contract, Explanation]],
    claimed: set[int],
    at: datetime,
) -> None:
    """Write what was split: settlements, transfers and events, each by one COPY."""
    credited = _open_accounts(campaign, splits, claimed)
    settlement_ids = take_ids("rewards_settlement", len(splits))
    copy_rows(
        "rewards_settlement",
        (
            "id", "campaign_id", "finding_id", "contract_id", "prize_minor", "remainder_minor", "explanation",
            "settled_at",
        ),
        (
            (pk, campaign.pk, finding, contract.pk, split.prize_minor, split.remainder_minor, split.to_json(), at)
            for pk, (finding, contract, split) in zip(settlement_ids, splits, strict=True)
        ),
    )  # fmt: skip
    movements: list[Movement] = []
    events: list[EventRow] = []
    campaign_id, escrow = campaign.pk, accounts["escrow"]
    share, remainder = Transfer.Reason.SHARE.value, Transfer.Reason.REMAINDER.value
    for pk, (finding, _, split) in zip(settlement_ids, splits, strict=True):
        for distance, (member, amount) in enumerate(zip(split.chain, split.shares_minor, strict=True)):
            if amount:
                movements.append(Movement(escrow, credited[member], amount, share, pk))
                said = _say_earned(amount, distance)
                events.append(("reward.earned", at, campaign_id, None, member, finding, said))
        if split.remainder_minor and split.remainder_to != Campaign.RemainderTo.BUDGET:
            movements.append(Movement(escrow, accounts[split.remainder_to], split.remainder_minor, remainder, pk))
        paid = {"prize_minor": split.prize_minor, "remainder_minor": split.remainder_minor}
        events.append(("finding.settled", at, campaign_id, None, split.chain[0], finding, paid))
    post_transfers(campaign_id=campaign_id, movements=movements)
    record_events(events)


def _open_accounts(
    campaign: Campaign, splits: list[tuple[int, Contract, Explanation]], claimed: set[int]
) -> dict[int, int]:
    """Give the account that everyone's shares go to, by participant."""
    earners: set[int] = set()
    for _, _, split in splits:
        earners.update(compress(split.chain, split.shares_minor))
    # What an unclaimed place earns is held, and so is everything where the campaign holds rewards for some days.
    payable = claimed if campaign.hold_days == 0 else set()
    kinds = {member: "payable" if member in payable else "held" for member in earners}
    opened = open_participant_accounts(campaign_id=campaign.pk, wanted=kinds.items())
    return {member: opened[member, kind] for member, kind in kinds.items()}


@lru_cache(maxsize=10_000)
def _say_earned(amount_minor: int, distance: int) -> str:
    """Say in JSON what a share was; a sweep says the same thousands of times."""
    return json.dumps({"amount_minor": amount_minor, "distance": distance})
