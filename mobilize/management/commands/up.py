"""This will run a whole instance in front of the terminal until Ctrl-C."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mobilize.embedded.errors import EmbeddedError
from mobilize.embedded.ports import port_from_text
from mobilize.embedded.running import run_services


class Command(BaseCommand):
    """`manage.py up`."""

    help = (
        "Runs PostgreSQL and Redis (unless DATABASE_URL and REDIS_URL are set), migrates, then runs "
        "the web server, the Celery worker and beat until Ctrl-C. PORT chooses the port."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000", help="default: PORT, or 8000")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            run_services(port=port_from_text(options["port"]), on_ready=self._tell, command="make up")
        except (EmbeddedError, ValueError) as error:
            raise CommandError(str(error)) from error

    def _tell(self, base_url: str) -> None:
        print(f"\nMobilize is ready: {base_url}", flush=True)
        print(f"Logs: {settings.LOCAL_DIR}/log/   Stop with Ctrl-C.\n", flush=True)
