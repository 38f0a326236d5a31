"""Seal every destination with the first key of DESTINATION_KEYS, so that the others can be taken away."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from rewards.payouts.owning import reseal_destinations


class Command(BaseCommand):
    help = "Seal every destination with the first of DESTINATION_KEYS; then the older keys can be taken away."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{reseal_destinations()} destinations are sealed with the first key.")
