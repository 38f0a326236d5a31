"""This will work the books out again from what they rest on, and say what differs."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from campaigns.copying import refresh_statistics
from campaigns.planning.models import Campaign
from rewards.settlement.audit import Audit, audit_ledger

LOOKED_THROUGH = (
    "campaigns_participant",
    "campaigns_finding",
    "rewards_account",
    "rewards_settlement",
    "rewards_transfer",
)


class Command(BaseCommand):
    help = (
        "Recompute every account's total from the transfers, every settlement from its stored explanation, and "
        "escrow against the promises; print a line for each difference and exit with 1 if there is any."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="?", help="one campaign only; all unless it is given")

    def handle(self, *args: Any, **options: Any) -> None:
        slug = options["slug"]
        campaign_id = None
        if slug is not None:
            campaign_id = Campaign.objects.filter(slug=slug).values_list("pk", flat=True).first()
            if campaign_id is None:
                raise CommandError(f"No campaign has the address “{slug}”.")
        # After a burst of new rows the planner does not know of them, and would go through them again and again.
        refresh_statistics(LOOKED_THROUGH)
        audit = audit_ledger(campaign_id=campaign_id, at=timezone.now())
        for line in audit.differences:
            self.stdout.write(line)
        if audit.differences:
            raise CommandError(f"{_summary(audit)} {len(audit.differences)} difference(s).")
        self.stdout.write(f"{_summary(audit)} No difference.")


def _summary(audit: Audit) -> str:
    looked_at = (
        f"Checked {audit.campaigns:,} campaign(s), {audit.accounts:,} accounts, {audit.transfers:,} transfers "
        f"and {audit.settlements:,} settlements."
    )
    return f"{looked_at} {audit.due:,} finding(s) wait for their settlement." if audit.due else looked_at
