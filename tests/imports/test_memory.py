"""An import takes as much memory for many rows as for few: a process of its own says how much it had at the most."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from campaigns.recruiting.models import Participant
from tests.cast import draft_campaign
from tests.processes import CHECKOUT

FEW, MANY = 5_000, 20_000
# All of the larger files' rows in memory took 40 MB more.
MOST_GROWN_KB = 8_000


@pytest.mark.usefixtures("committed")
def test_four_times_as_many_rows_take_no_more_memory(process_env: dict[str, str]) -> None:
    few, many = draft_campaign(), draft_campaign()
    command = [sys.executable, "-m", "tests.imports.measured", f"{few.slug}:{FEW}", f"{many.slug}:{MANY}"]
    # Without DEBUG, under which every statement is kept.
    env = process_env | {"DEBUG": "off", "ALLOWED_HOSTS": "127.0.0.1"}
    done = subprocess.run(command, cwd=CHECKOUT, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    first, last = (json.loads(line) for line in done.stdout.splitlines())
    assert Participant.objects.filter(campaign=many).count() > 0.9 * MANY
    assert last["most_kb"] - first["most_kb"] < MOST_GROWN_KB, (first, last)
