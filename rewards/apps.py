"""The money: what a fact is worth, who was paid, and why."""

from __future__ import annotations

from django.apps import AppConfig


class RewardsConfig(AppConfig):
    name = "rewards"
    verbose_name = "Rewards"

    def ready(self) -> None:
        from campaigns.events.operations import subscribe
        from rewards.settlement.tasks import reverse_settlement, settle_finding

        subscribe("finding.verified", settle_finding.delay)
        subscribe("finding.reversed", reverse_settlement.delay)
