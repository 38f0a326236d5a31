"""A campaign's budget: what came in, what is promised in the worst case, and where the rest stands.

received = promised + free + held + payable + in_payout + paid + charity + solidarity + refunded, where
promised + free is what stands in escrow (law 3).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Budget:
    """All in minor units. `pledged` is not received and counts for nothing yet; `owed` is a debt to the campaign."""

    pledged: int
    received: int
    promised: int
    free: int
    held: int
    payable: int
    in_payout: int
    paid: int
    charity: int
    solidarity: int
    refunded: int
    owed: int

    @property
    def escrow(self) -> int:
        return self.promised + self.free


def read_budget(*, campaign_id: int) -> Budget:
    """Read a campaign's budget from its account totals and its open promises, all of one moment."""
    with connection.cursor() as cursor:
        cursor.execute(_BUDGET_SQL, {"campaign": campaign_id})
        totals = {kind: int(minor) for kind, minor in cursor.fetchall()}
    return Budget(
        pledged=totals["pledged"],
        received=totals["refunded"] - totals.get("world", 0),
        promised=totals["promised"],
        free=totals.get("escrow", 0) - totals["promised"],
        held=totals.get("held", 0),
        payable=totals.get("payable", 0),
        in_payout=totals.get("in_payout", 0),
        paid=totals.get("paid", 0),
        charity=totals.get("charity", 0),
        solidarity=totals.get("solidarity", 0),
        refunded=totals["refunded"],
        owed=-totals.get("owed_by", 0),
    )


_BUDGET_SQL = """
SELECT kind, SUM(credits_minor) - SUM(debits_minor) FROM rewards_account WHERE campaign_id = %(campaign)s GROUP BY kind
UNION ALL SELECT 'promised', rewards_promised(%(campaign)s)
UNION ALL SELECT 'refunded', COALESCE(SUM(amount_minor), 0) FROM rewards_refund WHERE campaign_id = %(campaign)s
UNION ALL SELECT 'pledged', COALESCE(SUM(amount_minor), 0) FROM rewards_funding
                  WHERE campaign_id = %(campaign)s AND received_at IS NULL
"""


def open_places(*, objective_id: int) -> int:
    """Count the ranks of a launched objective that may still be given, or are given and not settled."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_PLACES_SQL, [objective_id])
        return int(cursor.fetchone()[0])


_OPEN_PLACES_SQL = """
SELECT objective.quota
       - COALESCE((SELECT MAX(finding.paid_rank) FROM campaigns_finding finding
                    WHERE finding.objective_id = objective.id), 0)
       + (SELECT COUNT(*) FROM rewards_duefinding due WHERE due.objective_id = objective.id)
  FROM campaigns_objective objective
 WHERE objective.id = %s
"""
