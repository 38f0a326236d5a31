"""A campaign's budget: what came in, what is promised in the worst case, and where the rest stands.

received = promised + free + held + payable + in_payout + paid + charity + solidarity + refunded, where
promised + free is what stands in escrow (law 3).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.db.models import Sum

from rewards.ledger.models import Account, Funding, Refund


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
    """Read a campaign's budget from its account totals and its open promises."""
    totals = {
        row["kind"]: row["credits"] - row["debits"]
        for row in Account.objects.filter(campaign_id=campaign_id)
        .values("kind")
        .annotate(credits=Sum("credits_minor"), debits=Sum("debits_minor"))
    }
    promised = promised_minor(campaign_id=campaign_id)
    refunded = Refund.objects.filter(campaign_id=campaign_id).aggregate(total=Sum("amount_minor"))["total"] or 0
    pledged = (
        Funding.objects.filter(campaign_id=campaign_id, received_at__isnull=True).aggregate(total=Sum("amount_minor"))[
            "total"
        ]
        or 0
    )
    return Budget(
        pledged=pledged,
        received=-totals.get("world", 0) + refunded,
        promised=promised,
        free=totals.get("escrow", 0) - promised,
        held=totals.get("held", 0),
        payable=totals.get("payable", 0),
        in_payout=totals.get("in_payout", 0),
        paid=totals.get("paid", 0),
        charity=totals.get("charity", 0),
        solidarity=totals.get("solidarity", 0),
        refunded=refunded,
        owed=-totals.get("owed_by", 0),
    )


def promised_minor(*, campaign_id: int) -> int:
    """Sum the worst case still open: every rank that may still be given, and every rank given but not settled.

    A draft promises nothing. A closed campaign can give at most as many ranks as it has undecided findings.
    One statement, so that a verdict in between is counted once.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PROMISED_SQL, [campaign_id])
        return int(cursor.fetchone()[0])


_PROMISED_SQL = """
SELECT COALESCE(SUM(objective.prize_minor * (found.unsettled + CASE
           WHEN campaign.state = 'closed' THEN LEAST(objective.quota - found.ranked, found.undecided)
           ELSE objective.quota - found.ranked END)), 0)
  FROM campaigns_campaign campaign
  JOIN campaigns_objective objective ON objective.campaign_id = campaign.id
 CROSS JOIN LATERAL (
       SELECT COALESCE(MAX(finding.paid_rank), 0) AS ranked,
              COUNT(*) FILTER (WHERE finding.paid_rank IS NOT NULL AND settlement.id IS NULL) AS unsettled,
              COUNT(*) FILTER (WHERE finding.state IN ('submitted', 'under_review', 'needs_info')) AS undecided
         FROM campaigns_finding finding
         LEFT JOIN rewards_settlement settlement ON settlement.finding_id = finding.id
        WHERE finding.objective_id = objective.id) found
 WHERE campaign.id = %s AND campaign.state <> 'draft'
"""


def open_places(*, objective_id: int) -> int:
    """Count the ranks of a launched objective that may still be given, or are given and not settled."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_PLACES_SQL, [objective_id])
        return int(cursor.fetchone()[0])


_OPEN_PLACES_SQL = """
SELECT objective.quota - COALESCE(MAX(finding.paid_rank), 0) + COUNT(finding.id) FILTER (WHERE settlement.id IS NULL)
  FROM campaigns_objective objective
  LEFT JOIN campaigns_finding finding ON finding.objective_id = objective.id AND finding.paid_rank IS NOT NULL
  LEFT JOIN rewards_settlement settlement ON settlement.finding_id = finding.id
 WHERE objective.id = %s
 GROUP BY objective.id
"""
