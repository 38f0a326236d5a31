"""Hordak: the other process with its database, and how it is spoken to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg2
from django.conf import settings

from tests.processes import CHECKOUT, last_words


class Hordak:
    """The process that keeps the same books with django-hordak."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self._process = process
        self._log = log

    def hear(self) -> tuple[float, object]:
        """Wait for an answer: the seconds that the work took, and what came of it."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, f"django-hordak's side ended:\n{last_words(self._log)}"
        seconds, answer = json.loads(line)
        return float(seconds), answer

    def do(self, work: str, *arguments: object) -> float:
        """Have one of the verbs of `hordak_side.Books` done; gives the seconds that it took."""
        return self._ask(work, *arguments)[0]

    def read_balance(self, member: int | None) -> tuple[float, object]:
        """Read a balance in minor units, escrow's for None; gives the seconds as well."""
        return self._ask("read_balance", member)

    def _ask(self, *said: object) -> tuple[float, object]:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(said) + "\n")
        self._process.stdin.flush()
        return self.hear()


@contextmanager
def running_hordak(*, members: int, log: Path) -> Iterator[Hordak]:
    """Run it beside us for as long as the block lasts, with accounts for so many members."""
    with _another_database() as url, log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.hordak_side", str(members)],
            cwd=CHECKOUT,
            env=os.environ | {"DATABASE_URL": url},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        with process:
            try:
                hordak = Hordak(process, log)
                hordak.hear()
                yield hordak
            finally:
                # At the end of what it hears it goes by itself; in the middle of something it need not finish.
                process.kill()


@contextmanager
def _another_database() -> Iterator[str]:
    """Make a database beside ours; gives its address."""
    parts = urlsplit(settings.DATABASE_URL)
    name = f"{parts.path.strip('/')}_hordak"
    with closing(psycopg2.connect(settings.DATABASE_URL)) as beside:
        beside.autocommit = True
        with beside.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
            try:
                yield urlunsplit(parts._replace(path=f"/{quote(name)}"))
            finally:
                cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
