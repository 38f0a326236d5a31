"""Settling: from verified findings with a paid rank to transfers along their chains, each exactly once.

One path for one finding or five hundred: draft, write settlements and events in one COPY each, then lock escrow and
write the transfers. Two who settle the same finding: the second waits at its settlement and
finds nothing left to do. Somebody put on hold, excluded or quarantined meanwhile: it is drafted anew. A killed one
leaves nothing behind.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Lock

import psycopg2
from django.db import IntegrityError, connection, transaction

from campaigns.copying import copy_lines
from campaigns.events.operations import record_written_events
from campaigns.findings.models import Finding
from campaigns.recruiting.standing import keep_standings
from rewards.ledger.arrivals import Deductions
from rewards.ledger.operations import lock_escrow, post_written_transfers, written_transfers
from rewards.settlement.drafting import SETTLEMENT_COLUMNS, Draft, draft_settlements
from rewards.settlement.models import DueFinding
from rewards.settlement.waiting import read_standing

logger = logging.getLogger(__name__)

# Others wait while a chunk holds escrow, so a chunk is no longer than a blink.
CHUNK = 500
# A campaign's id, and the ids of findings of it.
_Chunk = tuple[int, list[int]]


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
    return _settle_two_at_a_time(chunks, at)


def _settle_two_at_a_time(chunks: Sequence[_Chunk], at: datetime) -> int:
    """Settle on a second connection too: while one chunk holds escrow, the next is drafted."""
    to_do = _Shared(chunks)
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="settling") as beside:
        other = beside.submit(_settle_beside, to_do, at) if len(chunks) > 1 else None
        settled = _settle_each(to_do, at)
        return settled + (other.result() if other else 0)


def _settle_beside(chunks: Iterator[_Chunk], at: datetime) -> int:
    try:
        return _settle_each(chunks, at)
    finally:
        # It is this thread's own, and nobody else would close it.
        connection.close()


def _settle_each(chunks: Iterator[_Chunk], at: datetime) -> int:
    return sum(_settle_as_far_as_possible(campaign_id, finding_ids, at) for campaign_id, finding_ids in chunks)


class _Shared(Iterator[_Chunk]):
    """Chunks that several threads take from, each given once."""

    def __init__(self, chunks: Iterable[_Chunk]) -> None:
        self._chunks = iter(chunks)
        self._lock = Lock()

    def __next__(self) -> _Chunk:
        with self._lock:
            return next(self._chunks)


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
    while draft := draft_settlements(campaign_id=campaign_id, finding_ids=finding_ids, at=at):
        try:
            _write(draft, campaign_id, at)
        except _StandingChanged:
            continue
        except IntegrityError as refused:
            law = refused.__cause__.diag.constraint_name if isinstance(refused.__cause__, psycopg2.Error) else None
            if law not in _MEANWHILE:
                raise
            # Read again which of them are to be paid.
            continue
        return draft.count
    return 0


# What the database says of a finding that was reversed or settled after the draft; either is for good.
_MEANWHILE = {"settlement_is_of_a_verified_finding", "rewards_settlement_finding_id_key"}


class _StandingChanged(Exception):
    """What was decided about the people of a draft is not what it went by any more."""


def _write(draft: Draft, campaign_id: int, at: datetime) -> None:
    with transaction.atomic():
        copy_lines("rewards_settlement", SETTLEMENT_COLUMNS, [draft.settlements])
        record_written_events(draft.events)
        # From here on others wait.
        lock_escrow(campaign_id=campaign_id)
        if draft.rests_on_standing():
            # What is payable cannot be held back any more, nor what went to the remainder be given back.
            keep_standings(campaign_id)
            if read_standing(campaign_id=campaign_id, members=draft.members, at=at) != draft.standing:
                raise _StandingChanged
        post_written_transfers([draft.transfers, _deducted(campaign_id, draft, at)])


def _deducted(campaign_id: int, draft: Draft, at: datetime) -> str:
    """Write the transfers that go off the shares which can be paid at once: who owes what stands still under escrow."""
    arriving = {arrival.participant_id for arrival in draft.arrivals}
    deductions = Deductions(campaign_id=campaign_id, participant_ids=arriving, since=at)
    return written_transfers(
        campaign_id=campaign_id,
        movements=(
            movement
            for arrival in draft.arrivals
            if deductions.concern(arrival.participant_id)
            for movement in deductions.take_from(arrival, settled_at=at)
        ),
    )
