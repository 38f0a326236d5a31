"""This will import made-up people, activities and findings, of one size after the other, and say what memory it took.

    python -m tests.imports.measured SLUG:5000 OTHER:50000      prints a line of JSON for each

The numbers are the most that this process ever had resident, so they can only grow.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import django

NOON = "2009-12-05T12:00:00Z"


def write_files(folder: Path, size: int) -> dict[str, str]:
    """Write a file of each kind: a tree with odd rows, an activity of everybody, a finding of every second one."""
    names = {kind: str(folder / f"{kind}-{size}.csv") for kind in ("participants", "activities", "findings")}
    with Path(names["participants"]).open("w", encoding="utf-8") as file:
        file.write("id,inviter,joined_at,display_name\n")
        for n in range(size):
            # Every tenth stands above their inviter, and every hundredth's inviter is nowhere.
            inviter = "nobody" if n % 100 == 99 else f"person-{n + 1 if n % 10 == 3 else n // 3}" if n > 9 else ""
            file.write(f"person-{n},{inviter},{NOON},A person with a name of their own {n}\n")
    with Path(names["activities"]).open("w", encoding="utf-8") as file:
        file.write("participant,kind,at\n")
        file.writelines(f"person-{n},attended,{NOON}\n" for n in range(size))
    with Path(names["findings"]).open("w", encoding="utf-8") as file:
        file.write("id,participant,objective,observed_at,latitude,longitude,status\n")
        # Every thousandth has an id that another has.
        file.writelines(
            f"f{n - n % 1_000 // 999},person-{n},Balloon 1,{NOON},37.5,-122.25,submitted\n" for n in range(0, size, 2)
        )
    return names


def import_and_measure(slug: str, size: int) -> dict[str, object]:
    from django.core.management import call_command

    with tempfile.TemporaryDirectory() as folder:
        files = write_files(Path(folder), size)
        began = time.monotonic()
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            call_command("import_campaign", slug, **files, keep_good_rows=True, verbosity=0, stdout=nowhere)
        seconds = time.monotonic() - began
    most_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"size": size, "seconds": round(seconds, 1), "most_kb": most_kb}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mobilize.settings")
    django.setup()
    for slug, size in (said.split(":") for said in sys.argv[1:]):
        print(json.dumps(import_and_measure(slug, int(size))), flush=True)
