"""Filling a ledger: findings found true and settled by thousands, and the transfers that pay them, under every law.

What a sweep would write, without its events: nobody who reads money reads those, and they take as long as the rest.
All members' accounts are open from the start, so that a ledger only grows in transfers.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from itertools import islice

from django.db import connection, transaction

from campaigns.copying import copy_rows, take_ids
from campaigns.planning.models import MOST_QUOTA, Campaign, Objective
from rewards.contracts.models import Contract
from rewards.ledger.models import Account, Transfer
from rewards.ledger.operations import Movement, lock_escrow, open_participant_accounts, post_transfers
from rewards.settlement.drafting import UNCLAIMED_AGAIN
from rewards.settlement.explanation import Explanation

# Of one transaction: findings, each with a settlement and some ten transfers.
AT_ONCE = 2_000
Chains = Mapping[int, tuple[int, ...]]
"""For each member everybody from them up to their root."""


class Ledger:
    """A live campaign whose ledger is made as long as is wanted. Of its members some have claimed their place."""

    def __init__(self, campaign: Campaign, *, chains: Chains, claimed: Collection[int], at: datetime) -> None:
        self.campaign = campaign
        self.transfers = campaign_transfers(campaign)
        self._chains = chains
        self._claimed = frozenset(claimed)
        self._at = at
        self._ranks = _ranks(list(campaign.objectives.order_by("pk")))
        kinds = {member: "payable" if member in self._claimed else "held" for member in chains}
        with transaction.atomic():
            self.accounts = lock_escrow(campaign_id=campaign.pk)
            opened = open_participant_accounts(campaign_id=campaign.pk, wanted=kinds.items())
        self.account_of = {member: opened[member, kind] for member, kind in kinds.items()}

    def settle(self, finders: Sequence[int]) -> list[Movement]:
        """Write a finding of each of these members, and its settlement; gives the transfers that are still to come."""
        findings, settlements = (take_ids(table, len(finders)) for table in (_FINDINGS, _SETTLEMENTS))
        numbers = zip(findings, settlements, finders, strict=True)
        ranked = [(finding, settlement, finder, *next(self._ranks)) for finding, settlement, finder in numbers]
        at, campaign_id = self._at, self.campaign.pk
        copy_rows(
            _FINDINGS,
            (
                "id", "campaign_id", "objective_id", "participant_id", "note", "observed_at", "received_at",
                "location_source", "state", "paid_rank", "decided_at",
            ),
            (
                (pk, campaign_id, objective.pk, finder, "", at, at, "", "verified", rank, at)
                for pk, _, finder, objective, rank in ranked
            ),
        )  # fmt: skip
        movements: list[Movement] = []
        # All of them first: contracts cannot be read while a COPY is under way.
        rows = [self._settlement(*one, movements) for one in ranked]
        copy_rows(
            _SETTLEMENTS,
            (
                "id", "campaign_id", "finding_id", "contract_id", "prize_minor", "remainder_minor", "explanation",
                "settled_at", "releases_at",
            ),
            rows,
        )  # fmt: skip
        return movements

    def post(self, movements: Sequence[Movement]) -> None:
        """Write these transfers in one transaction, as every writer does."""
        with transaction.atomic():
            lock_escrow(campaign_id=self.campaign.pk)
            post_transfers(campaign_id=self.campaign.pk, movements=movements)
        self.transfers += len(movements)

    def grow(self, finders: Iterator[int], *, transfers: int) -> Iterator[int]:
        """Settle and pay finders until there are so many transfers; gives how many there are, again and again."""
        # Never so many at once that there could be too many in the end: everybody above a finder, and the remainder.
        most = max(map(len, self._chains.values())) + 1
        with _written_behind():
            while (missing := transfers - self.transfers) > 0:
                some = list(islice(finders, max(1, min(AT_ONCE, missing // most))))
                with transaction.atomic():
                    lock_escrow(campaign_id=self.campaign.pk)
                    self.post(self.settle(some))
                yield self.transfers

    def _settlement(
        self, finding: int, settlement: int, finder: int, objective: Objective, rank: int, movements: list[Movement]
    ) -> tuple[object, ...]:
        """Give the columns of one settlement, and add what it moves."""
        chain = self._chains[finder]
        contract, outcome, explained = _split(objective, len(chain))
        share = Transfer.Reason.SHARE.value
        escrow, account_of = self.accounts["escrow"], self.account_of
        movements.extend(
            Movement(escrow, account_of[member], amount, share, settlement)
            for member, amount in zip(chain, outcome.shares_minor, strict=True)
            if amount
        )
        if outcome.remainder_minor:
            to = self.accounts[outcome.remainder_to]
            reason = Transfer.Reason.REMAINDER.value
            movements.append(Movement(escrow, to, outcome.remainder_minor, reason, settlement))
        releases_at = None if self._claimed.issuperset(chain) else self._at + UNCLAIMED_AGAIN
        explanation = f"{explained}[{','.join(map(str, chain))}]}}"
        return (
            settlement, self.campaign.pk, finding, contract.pk, contract.prize_minor, outcome.remainder_minor,
            explanation, self._at, releases_at,
        )  # fmt: skip


_FINDINGS = "campaigns_finding"
_SETTLEMENTS = "rewards_settlement"


def quotas_for(findings: int) -> list[int]:
    """Give the quotas of as many objectives as so many paid findings need."""
    return [MOST_QUOTA] * -(-findings // MOST_QUOTA)


def campaign_transfers(campaign: Campaign) -> int:
    return Transfer.objects.filter(campaign=campaign).count()


def balance_minor(account_id: int) -> int:
    """Read what stands on an account, as everybody who asks does."""
    return Account.objects.get(pk=account_id).balance_minor


def _ranks(objectives: list[Objective]) -> Iterator[tuple[Objective, int]]:
    for objective in objectives:
        for rank in range(1, objective.quota + 1):
            yield objective, rank


@cache
def _split(objective: Objective, height: int) -> tuple[Contract, Explanation, str]:
    """Split a prize on every chain of this height: the contract, the outcome, and its JSON up to the chain."""
    contract = Contract.objects.latest_of([objective.pk]).get()
    rule = contract.rule()
    allocation = rule.allocate(contract.prize_minor, range(height))
    outcome = Explanation(
        mechanism=contract.mechanism,
        version=rule.version,
        terms=contract.terms,
        prize_minor=contract.prize_minor,
        chain=(),
        max_depth_paid=None,
        remainder_to=contract.remainder_to or objective.campaign.remainder_to,
        shares_minor=tuple(share.amount_minor for share in allocation.shares),
        remainder_minor=allocation.remainder_minor,
    )
    rest = {word: value for word, value in outcome.to_json().items() if word != "chain"}
    return contract, outcome, json.dumps(rest)[:-1] + ', "chain":'


@contextmanager
def _written_behind() -> Iterator[None]:
    """Commit without waiting for the disk, as a sweep does: what is filled here is not what is measured."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")
