"""Drafting: what settling a chunk of findings comes to, worked out and written down before anybody is kept waiting.

Nothing of it needs a lock. Inviters never change, nor do a launched campaign's rules; a promise that is raised
meanwhile is raised after this settlement; an account that is opened for nothing stands empty. Whether the findings are
still to be paid when the draft is written, the database asks. What was decided about the people of the chains can
change, so a draft says what it went by, and whoever writes it looks again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

from campaigns.copying import take_ids, written
from campaigns.events.operations import EventRow, written_events
from campaigns.findings.models import Finding
from campaigns.planning.models import Campaign
from rewards.contracts.models import Contract
from rewards.ledger.arrivals import Arrival
from rewards.ledger.models import Transfer
from rewards.ledger.operations import (
    Movement,
    open_campaign_accounts,
    open_participant_accounts,
    written_transfers,
)
from rewards.settlement.chains import Walk, edges_of, read_splits, walk_chains
from rewards.settlement.explanation import Explanation, as_fractions, without_removed
from rewards.settlement.waiting import Standing, people_on_hold

# How soon the shares of a place that nobody has claimed are looked at again; and those of somebody who may be cleared
# any minute.
UNCLAIMED_AGAIN = timedelta(days=1)
WAITING_AGAIN = timedelta(hours=1)


@dataclass(frozen=True)
class Draft:
    """The rows that settle some findings, ready to be copied, and the shares that can be paid at once.

    `members` are all the people of the chains in ascending order, and `standing` what it went by about them.
    """

    count: int
    settlements: str
    transfers: str
    events: str
    arrivals: list[Arrival]
    members: list[int]
    standing: Standing

    def rests_on_standing(self) -> bool:
        """Tell whether it would pay somebody, or leave somebody out, for good; what is held can still be mended."""
        return bool(self.arrivals or self.standing.removed)


SETTLEMENT_COLUMNS = (
    "id", "campaign_id", "finding_id", "contract_id", "prize_minor", "remainder_minor", "explanation", "settled_at",
    "releases_at",
)  # fmt: skip


def draft_settlements(*, campaign_id: int, finding_ids: Sequence[int], at: datetime) -> Draft | None:
    """Work out what settling these findings comes to, of those that are to be paid; None if none of them is."""
    findings = list(
        Finding.objects.ranked()
        .filter(pk__in=finding_ids, campaign_id=campaign_id, state=Finding.State.VERIFIED, settlement__isnull=True)
        .order_by("pk")
        .values_list("pk", "objective_id", "participant_id")
    )
    if not findings:
        return None
    campaign = Campaign.objects.get(pk=campaign_id)
    contracts = {
        contract.objective_id: contract for contract in Contract.objects.latest_of(list({f[1] for f in findings}))
    }
    walk = walk_chains({finder for _, _, finder in findings})
    chains = walk.chains
    on_hold = people_on_hold(campaign_id=campaign_id, at=at)
    standing = Standing(walk.frozen, walk.removed, frozenset(on_hold.intersection(walk.inviter_of)))
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
                _distances(chains[finder], standing.removed),
            ),
        )
        for finding_id, objective_id, finder in findings
    ]
    return _write_down(campaign, splits, walk, standing, at)


def _distances(chain: tuple[int, ...], removed: frozenset[int]) -> tuple[int, ...]:
    """Say how many steps above the finder those of the chain stand who were removed, which is seldom anybody."""
    return tuple(distance for distance, member in enumerate(chain) if member in removed) if removed else ()


_EdgeSplits = tuple[str | None, ...] | None


@dataclass(frozen=True)
class _Outcome:
    """What a prize comes to on every chain of one height, and of one list of splits: nobody's name is in it."""

    contract: Contract
    remainder_to: str
    shares_minor: tuple[int, ...]
    remainder_minor: int
    # The explanation in JSON up to its chain, which is all that differs from finding to finding, but for who of it was
    # removed: here how far above the finder they stand.
    explained: str
    removed: tuple[int, ...] = ()

    def explain(self, chain: tuple[int, ...]) -> str:
        removed = f', "removed":[{",".join(str(chain[k]) for k in self.removed)}]' if self.removed else ""
        return f"{self.explained}[{','.join(map(str, chain))}]{removed}}}"


class _Splitter:
    """Splits prizes under the contracts of one campaign, each rule once for every height of chain.

    Where people choose the splits of their edges, once for every list of splits; and so for who was removed.
    """

    def __init__(self, campaign: Campaign, contracts: Iterable[Contract]) -> None:
        self._campaign = campaign
        self._rules = {contract.pk: contract.rule() for contract in contracts}
        self._outcomes: dict[tuple[int, int, _EdgeSplits, tuple[int, ...]], _Outcome] = {}

    def uses_splits(self, contract: Contract) -> bool:
        return self._rules[contract.pk].uses_edge_splits

    def split(
        self, contract: Contract, height: int, edge_splits: _EdgeSplits, removed: tuple[int, ...] = ()
    ) -> _Outcome:
        """Split the contract's prize on a chain of this height, on which those at some distances were removed."""
        key = (contract.pk, height, edge_splits, removed)
        outcome = self._outcomes.get(key)
        if outcome is None:
            outcome = self._outcomes[key] = self._work_out(contract, height, edge_splits, removed)
        return outcome

    def _work_out(
        self, contract: Contract, height: int, edge_splits: _EdgeSplits, removed: tuple[int, ...]
    ) -> _Outcome:
        rule = self._rules[contract.pk]
        depth = self._campaign.max_depth_paid
        # What stands at a distance from the finder is the same whoever stands there.
        allocation = rule.allocate(
            contract.prize_minor, range(height), max_depth_paid=depth, edge_splits=as_fractions(edge_splits)
        )
        shares_minor, remainder_minor = without_removed(
            tuple(share.amount_minor for share in allocation.shares), allocation.remainder_minor, removed
        )
        explanation = Explanation(
            mechanism=contract.mechanism,
            version=rule.version,
            terms=contract.terms,
            prize_minor=contract.prize_minor,
            chain=(),
            max_depth_paid=depth,
            remainder_to=contract.remainder_to or self._campaign.remainder_to,
            shares_minor=shares_minor,
            remainder_minor=remainder_minor,
            edge_splits=edge_splits,
        )
        rest = {word: value for word, value in explanation.to_json().items() if word != "chain"}
        return _Outcome(
            contract=contract,
            remainder_to=explanation.remainder_to,
            shares_minor=explanation.shares_minor,
            remainder_minor=explanation.remainder_minor,
            explained=json.dumps(rest, ensure_ascii=False)[:-1] + ', "chain":',
            removed=removed,
        )


class _Split(NamedTuple):
    finding_id: int
    chain: tuple[int, ...]
    outcome: _Outcome


def _write_down(campaign: Campaign, splits: Sequence[_Split], walk: Walk, standing: Standing, at: datetime) -> Draft:
    accounts = open_campaign_accounts(campaign_id=campaign.pk)
    # What an unclaimed place earns is held, or somebody whose rewards wait, and so is everything where the campaign
    # holds rewards for some days.
    waiting = standing.who_waits(walk.inviter_of)
    at_once = walk.claimed - waiting if campaign.hold_days == 0 else set()
    credited = _open_accounts(campaign, splits, at_once)
    numbered = list(zip(take_ids("rewards_settlement", len(splits)), splits, strict=True))
    return Draft(
        count=len(splits),
        settlements="".join(_settlements(numbered, campaign, at_once, waiting, at)),
        transfers=written_transfers(campaign_id=campaign.pk, movements=_movements(numbered, accounts, credited)),
        events=written_events(_events(numbered, campaign.pk, at)),
        arrivals=list(_arrivals(numbered, at_once)) if at_once else [],
        members=sorted(walk.inviter_of),
        standing=standing,
    )


def _settlements(
    numbered: Sequence[tuple[int, _Split]],
    campaign: Campaign,
    at_once: set[int],
    waiting: frozenset[int],
    at: datetime,
) -> Iterator[str]:
    for pk, (finding_id, chain, outcome) in numbered:
        contract = outcome.contract
        releases_at = _release_time(campaign, set(compress(chain, outcome.shares_minor)) - at_once, waiting, at)
        yield (
            f"{pk}\t{campaign.pk}\t{finding_id}\t{contract.pk}\t{contract.prize_minor}\t{outcome.remainder_minor}"
            f"\t{written(outcome.explain(chain))}\t{written(at)}\t{written(releases_at)}\n"
        )


def _release_time(campaign: Campaign, held: set[int], waiting: frozenset[int], at: datetime) -> datetime | None:
    """Say when what is held of a settlement is looked at: who waits, within the hour; unclaimed places, every day."""
    if campaign.hold_days:
        return at + timedelta(days=campaign.hold_days)
    if not held:
        return None
    return at + (UNCLAIMED_AGAIN if held.isdisjoint(waiting) else WAITING_AGAIN)


def _movements(
    numbered: Sequence[tuple[int, _Split]], accounts: dict[str, int], credited: dict[int, int]
) -> Iterator[Movement]:
    escrow = accounts["escrow"]
    share, remainder = Transfer.Reason.SHARE.value, Transfer.Reason.REMAINDER.value
    for pk, (_, chain, outcome) in numbered:
        for member, amount in zip(chain, outcome.shares_minor, strict=True):
            if amount:
                yield Movement(escrow, credited[member], amount, share, pk)
        if outcome.remainder_minor and outcome.remainder_to != Campaign.RemainderTo.BUDGET:
            yield Movement(escrow, accounts[outcome.remainder_to], outcome.remainder_minor, remainder, pk)


def _arrivals(numbered: Sequence[tuple[int, _Split]], at_once: set[int]) -> Iterator[Arrival]:
    for pk, (_, chain, outcome) in numbered:
        for member, amount in zip(chain, outcome.shares_minor, strict=True):
            if amount and member in at_once:
                yield Arrival(member, amount, pk)


def _events(numbered: Sequence[tuple[int, _Split]], campaign_id: int, at: datetime) -> Iterator[EventRow]:
    for _, (finding_id, chain, outcome) in numbered:
        for distance, (member, amount) in enumerate(zip(chain, outcome.shares_minor, strict=True)):
            if amount:
                yield "reward.earned", at, campaign_id, None, member, finding_id, _say_earned(amount, distance)
        paid = _say_paid(outcome.contract.prize_minor, outcome.remainder_minor)
        yield "finding.settled", at, campaign_id, None, chain[0], finding_id, paid


def _open_accounts(campaign: Campaign, splits: Sequence[_Split], at_once: set[int]) -> dict[int, int]:
    """Give the account that everyone's shares go to, by participant."""
    earners: set[int] = set()
    for _, chain, outcome in splits:
        earners.update(compress(chain, outcome.shares_minor))
    kinds = {member: "payable" if member in at_once else "held" for member in earners}
    opened = open_participant_accounts(campaign_id=campaign.pk, wanted=kinds.items())
    return {member: opened[member, kind] for member, kind in kinds.items()}


@lru_cache(maxsize=10_000)
def _say_earned(amount_minor: int, distance: int) -> str:
    """Say in JSON what a share was; a sweep says the same thousands of times."""
    return json.dumps({"amount_minor": amount_minor, "distance": distance})


@lru_cache(maxsize=10_000)
def _say_paid(prize_minor: int, remainder_minor: int) -> str:
    return json.dumps({"prize_minor": prize_minor, "remainder_minor": remainder_minor})
