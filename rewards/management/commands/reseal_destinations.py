"""Seal destinations, secrets of webhooks and recovery codes with the first of DESTINATION_KEYS; the others can go."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from campaigns.outreach.webhooks.operations import reseal_webhooks
from campaigns.people.recovery_codes import reseal_recovery_codes
from rewards.payouts.owning import reseal_destinations


class Command(BaseCommand):
    help = (
        "Seal destinations, webhooks and recovery codes with the first of DESTINATION_KEYS; then the older keys can go."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{reseal_destinations()} destinations are sealed with the first key.")
        self.stdout.write(f"{reseal_webhooks()} webhooks are.")
        self.stdout.write(f"{reseal_recovery_codes()} people's recovery codes are.")
