"""The benchmarks still run and find the work done right; how long anything takes decides nothing."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg2
import pytest
from django.conf import settings

from tests.processes import CHECKOUT, redis_database

EVERYTHING = {
    "a join over HTTP",
    "a pool by pachira",
    "a report by an API client",
    "a pool by tdrm",
    "a refresh after 1,000 events",
    "counting all, and the report",
    "an export of participants as csv",
    "an export of findings as geojson",
    "an export of ledger as csv",
    "one read of the report",
    "settling 40 findings",
    "verify to paid, median",
    "verify to paid, 95 of 100 within",
}

# Of a ledger with this many members, at every number of transfers.
LEDGER_MEMBERS = 100
POSTED = (
    "10 postings one by one",
    "40 postings in one batch",
    "balance of the account that pays all",
    "balance of one that is paid",
)
READ = ("a statement's first page", "a full first page", "the busiest member's statement", "a budget")
OF_LEDGERS = {f"{what}, {n:,} transfers" for what in POSTED for n in (200, 600)} | {
    f"{what}, {n:,} transfers" for what in READ for n in (2_000, 6_000)
}

TOLD = {"a message to one webhook", "a message to 8 webhooks"}
CLUSTERED = {"clusters by distance", "clusters by distance and time", "the queue's first page"}


@pytest.fixture
def new_database() -> Iterator[str]:
    """Make a database beside the test's own, since the benchmarks fill it for good; gives its address."""
    name = f"bench_{secrets.token_hex(6)}"
    with closing(psycopg2.connect(settings.DATABASE_URL)) as beside:
        beside.autocommit = True
        with beside.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
            yield urlunsplit(urlsplit(settings.DATABASE_URL)._replace(path=f"/{quote(name)}"))
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.timeout(660)
def test_everything_is_measured_at_every_size(new_database: str, tmp_path: Path) -> None:
    file = tmp_path / "rows.json"
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "--quick", "--json", str(file)],
        cwd=CHECKOUT,
        env=os.environ | {"DATABASE_URL": new_database, "REDIS_URL": redis_database(settings.REDIS_URL, 2)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    rows = json.loads(file.read_text())
    expected = {(what, n) for what in EVERYTHING for n in (200, 600)} | {(what, LEDGER_MEMBERS) for what in OF_LEDGERS}
    expected |= {(what, n) for what in CLUSTERED for n in (100, 300)} | {(what, n) for what in TOLD for n in (16, 48)}
    assert {(row["what"], row["members"]) for row in rows} == expected
    assert all(row["ours_seconds"] > 0 and row["bare_seconds"] > 0 for row in rows)
    assert all(what in run.stdout for what in EVERYTHING | OF_LEDGERS | CLUSTERED | TOLD)
