"""Writing the findings of a file into a campaign, with the verdicts that they bring.

What was decided elsewhere is a verdict of nobody here: a finding that comes verified gets an *imported* one. It
takes a place of its objective's quota only when it is to be paid, and then in the order of receipt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from campaigns.copying import copy_rows, take_ids
from campaigns.events.operations import EventRow, record_events
from campaigns.findings.models import Finding, Verdict
from campaigns.findings.operations import next_paid_rank
from campaigns.findings.rows import FindingRow
from campaigns.findings.steps import TOLD_OF_STATE
from campaigns.planning.models import Campaign, Objective
from campaigns.tables import STEP, Progress, no_progress

_TABLE = "campaigns_finding"
_COLUMNS = (
    "id", "campaign_id", "objective_id", "participant_id", "note", "observed_at", "received_at",
    "latitude", "longitude", "location_source", "client_id", "state", "paid_rank", "decided_at",
)  # fmt: skip
_VERDICTS: dict[str, str] = {
    Finding.State.VERIFIED: Verdict.Kind.IMPORTED,
    Finding.State.REJECTED: Verdict.Kind.REJECTED,
    Finding.State.DUPLICATE: Verdict.Kind.DUPLICATE,
    Finding.State.WITHDRAWN: Verdict.Kind.WITHDRAWN,
}


def import_findings(
    *,
    campaign: Campaign,
    findings: Sequence[FindingRow],
    places: Sequence[int],
    ranked: bool,
    at: datetime,
    progress: Progress = no_progress,
) -> list[int]:
    """Write findings as received when they were observed; gives the ids of those that are to be paid.

    `places` are the ids of the arrivals that the rows point to. With `ranked` the verified take what is left of
    their objectives' quotas; the caller holds escrow then, and pays them.
    """
    received = sorted(findings, key=lambda row: row.observed_at)
    with transaction.atomic():
        ranks = _give_ranks(received) if ranked else {}
        ids = take_ids(_TABLE, len(received))
        for start in range(0, len(received), STEP):
            chunk = range(start, min(start + STEP, len(received)))
            copy_rows(
                _TABLE, _COLUMNS, (_columns(campaign.pk, ids[n], received[n], places, ranks.get(n), at) for n in chunk)
            )
            copy_rows(
                "campaigns_verdict",
                ("finding_id", "kind", "at", "reason", "note"),
                (
                    (ids[n], str(_VERDICTS[received[n].status]), at, "imported", "")
                    for n in chunk
                    if received[n].status in _VERDICTS
                ),
            )
            record_events(
                event for n in chunk for event in _events(campaign.pk, ids[n], received[n], places, ranks.get(n), at)
            )
            progress("writing findings", chunk.stop, len(received))
    return [ids[n] for n in ranks]


def _give_ranks(received: Sequence[FindingRow]) -> dict[int, int]:
    """Give the verified, in the order of receipt, what is left of their objectives' quotas; by place in the order."""
    verified = [n for n, row in enumerate(received) if row.status == Finding.State.VERIFIED]
    wanted = {received[n].objective for n in verified}
    objectives = Objective.objects.filter(pk__in=wanted).order_by("pk").select_for_update(no_key=True)
    left = {objective.pk: _ranks_left(objective) for objective in objectives}
    ranks = {}
    for n in verified:
        rank = next(left[received[n].objective], None)
        if rank is not None:
            ranks[n] = rank
    return ranks


def _ranks_left(objective: Objective) -> Iterator[int]:
    following = next_paid_rank(objective)
    return iter(() if following is None else range(following, objective.quota + 1))


def _columns(
    campaign_id: int, finding: int, row: FindingRow, places: Sequence[int], rank: int | None, at: datetime
) -> tuple[object, ...]:
    return (
        finding, campaign_id, row.objective, places[row.participant], "", row.observed_at, row.observed_at,
        row.latitude, row.longitude, "" if row.latitude is None else Finding.LocationSource.IMPORT.value, row.client_id,
        row.status, rank, at if row.status in _VERDICTS else None,
    )  # fmt: skip


def _events(
    campaign_id: int, finding: int, row: FindingRow, places: Sequence[int], rank: int | None, at: datetime
) -> list[EventRow]:
    finder = places[row.participant]
    told: list[EventRow] = [
        ("finding.submitted", row.observed_at, campaign_id, None, finder, finding, {"imported": True})
    ]
    if row.status in _VERDICTS:
        data = {"paid_rank": rank} if row.status == Finding.State.VERIFIED else {"reason": "imported"}
        told.append((TOLD_OF_STATE[row.status], at, campaign_id, None, finder, finding, {**data, "imported": True}))
    return told
