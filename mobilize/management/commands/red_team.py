"""This will plant attackers and honest look-alikes in a campaign of its own, and tell how many trust notices."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mobilize.red_team.running import LEAST, MOST, run_red_team
from mobilize.red_team.telling import tell_figures


class Command(BaseCommand):
    """`manage.py red_team`."""

    help = (
        "Plants Sybil chains, stars, collusion rings, plagiarised and forged reports and people put in between, and "
        "honest families, classes and viral days beside them, runs the rules of trust and prints what they noticed. "
        "Everything happens in one transaction that is rolled back: nothing stays, no mail is sent, and no other "
        "campaign is touched. While it runs, readers of the event log wait, so run it at a quiet hour."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=1, help="default: 1")
        parser.add_argument("--size", type=int, default=500, help="ordinary people, 50 to 5000; default: 500")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        size = options["size"]
        if not LEAST <= size <= MOST:
            raise CommandError(f"--size must be from {LEAST} to {MOST}; it is {size}.")
        figures = run_red_team(seed=options["seed"], size=size)
        print(json.dumps(figures.to_json(), indent=2) if options["json"] else tell_figures(figures))
