"""What the laws and the sweeps ask for has an index: with the whole table forbidden, the planner finds a way.

Without one, a trigger reads all transfers there ever were for every settlement of a chunk.
"""

from __future__ import annotations

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

WAYS = {
    "transfers of a settlement": "SELECT FROM rewards_transfer WHERE settlement_id = 1",
    "transfers of a payout": "SELECT FROM rewards_transfer WHERE payout_id = 1",
    "transfers into an account": "SELECT FROM rewards_transfer WHERE credit_id = 1 AND id > 1",
    "transfers out of an account": (
        "SELECT FROM rewards_transfer WHERE debit_id = 1 AND NOT (reason IN ('share', 'remainder'))"
    ),
    "accounts of a person": "SELECT FROM rewards_account WHERE participant_id = 1",
    "escrow": "SELECT FROM rewards_account WHERE campaign_id = 1 AND kind = 'escrow' AND participant_id IS NULL",
    "pledges of a person": "SELECT FROM rewards_pledge WHERE participant_id = 1",
    "findings due of an objective": "SELECT FROM rewards_duefinding WHERE objective_id = 1",
    "the last paid rank": "SELECT MAX(paid_rank) FROM campaigns_finding WHERE objective_id = 1",
    "undecided findings": (
        "SELECT FROM campaigns_finding WHERE objective_id = 1 AND state IN ('submitted', 'under_review', 'needs_info')"
    ),
    "reversed findings": "SELECT id FROM campaigns_finding WHERE state = 'reversed'",
    "settlements to release": "SELECT FROM rewards_settlement WHERE releases_at <= now()",
    "open payouts of a person": (
        "SELECT FROM rewards_payout WHERE participant_id = 1 AND state IN ('queued', 'unknown', 'sent')"
    ),
}


@pytest.mark.parametrize("what", WAYS)
def test_nobody_reads_a_whole_table(what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {WAYS[what]}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Seq Scan" not in plan, plan
