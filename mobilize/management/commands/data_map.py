"""This will write the map of what is held of people: manage.py data_map > docs/DATA_MAP.md"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from campaigns.privacy.data_map import write_data_map


class Command(BaseCommand):
    help = "Writes the map of what is held of people, as the rooms declare it."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(write_data_map(), ending="")
