"""This will measure the platform against the bare limit of its parts, and print a table.

    make bench                                         everything, at 10,000, 100,000 and 1,000,000 members
    make bench ARGS="--only settling --sizes 10000"    some of it
    make bench ARGS="--quick"                          small numbers, to see that it works

The database that DATABASE_URL names is filled for good, so it must be a new one: `make bench` gives one that is
thrown away. The exit is 0 unless something broke; no timing is ever a failure.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import time
from dataclasses import replace
from pathlib import Path

import django
from cryptography.fernet import Fernet

NAMES = (
    "clients",
    "clustering",
    "exporting",
    "joins",
    "participation",
    "pools",
    "posting",
    "reads",
    "settling",
    "verifying",
    "webhooks",
)


def main(arguments: list[str]) -> int:
    """Measure what the arguments choose."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--only", type=_names, default=",".join(NAMES), metavar="NAME[,NAME]", help=", ".join(NAMES))
    parser.add_argument("--sizes", type=_sizes, metavar="N[,N]", help="how many members the campaign has")
    parser.add_argument("--quick", action="store_true", help="small numbers, to see that it works")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there as well")
    options = parser.parse_args(arguments)
    if not os.environ.get("DATABASE_URL") or not os.environ.get("REDIS_URL"):
        parser.error("DATABASE_URL and REDIS_URL must name servers whose data may be spoilt; `make bench` starts some")
    _set_up_as_in_production()

    # Only now can anything be imported that has models.
    from tests.benchmarks import suite
    from tests.benchmarks.measuring import table_of, write_json

    if suite.has_campaigns():
        parser.error("the database has campaigns in it, which this would spoil; give a new one, or use `make bench`")
    began = time.monotonic()
    amounts = suite.QUICK if options.quick else suite.FULL
    rows = suite.run_benchmarks(replace(amounts, sizes=options.sizes or amounts.sizes), only=options.only)
    print(f"\n{table_of(rows)}\n\nMeasured in {time.monotonic() - began:.0f} s.", flush=True)
    if options.json:
        write_json(rows, options.json)
    return 0


def _names(said: str) -> frozenset[str]:
    chosen = frozenset(said.split(","))
    if unknown := sorted(chosen - set(NAMES)):
        raise argparse.ArgumentTypeError(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(NAMES)}")
    return chosen


def _sizes(said: str) -> tuple[int, ...]:
    sizes = tuple(sorted(int(size) for size in said.split(",")))
    if sizes[0] < 50:
        raise argparse.ArgumentTypeError("a campaign of fewer than 50 members has too few trees")
    return sizes


def _set_up_as_in_production() -> None:
    """Set Django up without DEBUG, under which it keeps every statement; the callers speak as a proxy does."""
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(60))
    # A program asks more often in these seconds than it may; what counting costs stays in.
    os.environ.setdefault("RATE_LIMITS", "key=1000000/min")
    os.environ.setdefault("DESTINATION_KEYS", Fernet.generate_key().decode())
    os.environ.update(
        DJANGO_SETTINGS_MODULE="mobilize.settings", DEBUG="off", ALLOWED_HOSTS="127.0.0.1", BEHIND_PROXY="on"
    )
    django.setup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
