"""Seal every destination, and the secrets of webhooks, with the first of DESTINATION_KEYS; then the others can go."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from campaigns.outreach.webhooks.operations import reseal_webhooks
from rewards.payouts.owning import reseal_destinations


class Command(BaseCommand):
    help = "Seal every destination and webhook with the first of DESTINATION_KEYS; then the older keys can go."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{reseal_destinations()} destinations are sealed with the first key.")
        self.stdout.write(f"{reseal_webhooks()} webhooks are.")
