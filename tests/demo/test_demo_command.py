"""`manage.py demo`, as a newcomer meets it: the whole story on servers of its own, then again on the same data."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from mobilize.embedded.addresses import database_url
from tests.embedded.conftest import root as root
from tests.participation.test_examples import told_in_docs
from tests.processes import CHECKOUT, free_port, wait_until

# The replay takes 20 to 30 seconds on an idle machine of two cores; the rest is for a busy one.
FIRST_SECONDS = 200
SECOND_SECONDS = 90

# Beside the hunt there is a small campaign whose reports are not decided.
PEOPLE = """
SELECT count(*), count(user_id), max(depth) FROM campaigns_participant place
  JOIN campaigns_campaign campaign ON campaign.id = place.campaign_id AND campaign.slug = 'balloon-hunt'
"""
STATES = """
SELECT state_of.state, count(*) FROM campaigns_finding state_of
  JOIN campaigns_campaign campaign ON campaign.id = state_of.campaign_id AND campaign.slug = 'balloon-hunt'
 GROUP BY 1
"""
NOT_FOUND = """
SELECT count(*) FROM campaigns_objective sought
  JOIN campaigns_campaign campaign ON campaign.id = sought.campaign_id AND campaign.slug = 'balloon-hunt'
 WHERE NOT EXISTS (SELECT FROM campaigns_finding found WHERE found.objective_id = sought.id AND found.paid_rank = 1)
"""

PAID = """
SELECT count(DISTINCT finding_id), sum(prize_minor) FROM rewards_settlement settled
  JOIN campaigns_campaign campaign ON campaign.id = settled.campaign_id AND campaign.slug = 'balloon-hunt'
"""
REPORT = """
SELECT report.body FROM campaigns_report report
  JOIN campaigns_campaign campaign ON campaign.id = report.campaign_id AND campaign.slug = 'balloon-hunt'
 WHERE report.as_of > campaign.starts_at AND report.body ? 'summary' AND (report.body -> 'people')::int > 0
"""

pytestmark = [pytest.mark.journey, pytest.mark.timeout(400)]

LARGEST_TREE = """
WITH RECURSIVE tree AS (
    SELECT id, id AS root FROM campaigns_participant WHERE invited_by_id IS NULL
    UNION ALL
    SELECT below.id, tree.root FROM tree JOIN campaigns_participant below ON below.invited_by_id = tree.id
)
SELECT count(*) FROM tree GROUP BY root ORDER BY 1 DESC LIMIT 1
"""


class Demo:
    """One run in a session of its own, as a terminal would run it."""

    def __init__(self, root: Path) -> None:
        self.root, self.signins = root, root.parent / "demo.json"
        self.port = free_port()
        inherited = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        self.env = inherited | {
            "MOBILIZE_LOCAL": str(root),
            "MOBILIZE_MAIL": str(root.parent / "mail"),
            "PORT": str(self.port),
            "DEBUG": "on",
        }
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--signins", str(self.signins)],
            cwd=CHECKOUT,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def read_until(self, wanted: str, *, seconds: float) -> str:
        """Read what it says until it says this."""
        assert self.process.stdout is not None
        said = ""
        alarm = threading.Timer(seconds, self.process.kill)
        alarm.start()
        try:
            for line in self.process.stdout:
                said += line
                if wanted in line:
                    return said
        finally:
            alarm.cancel()
        raise AssertionError(f"It ended without saying {wanted!r}:\n{said}")

    def stop(self) -> tuple[int, str]:
        self.process.send_signal(signal.SIGINT)
        rest, _ = self.process.communicate(timeout=40)
        return self.process.returncode, rest

    def query(self, statement: str) -> list[tuple[object, ...]]:
        with closing(psycopg2.connect(database_url(self.root))) as connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()


@pytest.fixture
def started(root: Path) -> Iterator[list[Demo]]:
    runs: list[Demo] = []
    yield runs
    for run in runs:
        run.process.kill()
        run.process.wait()


def start(runs: list[Demo], root: Path) -> Demo:
    runs.append(Demo(root))
    return runs[-1]


def test_the_whole_story_is_played_survives_a_kill_and_is_reused(started: list[Demo], root: Path) -> None:
    first = start(started, root)
    first.read_until(" 30 %: ", seconds=FIRST_SECONDS)
    first.process.kill()
    first.process.communicate()
    assert not first.signins.exists()

    second = start(started, root)
    said = second.read_until("Stop with Ctrl-C", seconds=FIRST_SECONDS)
    assert "goes on where it stopped" in said
    assert "check_ledger: no differences." in said
    amounts = re.findall(r"^ +([\d.]+)  (?:\S|to charity)", said, flags=re.MULTILINE)
    assert amounts == ["2000.00", "1000.00", "500.00", "250.00", "250.00"]
    assert re.search(r"^ +250\.00  to charity", said, flags=re.MULTILINE)
    assert re.search(
        r"^One more balloon: 8 reports to be reviewed, \d+ signals to be looked at, 1 on hold\.$", said, re.M
    )

    assert second.query(PEOPLE) == [(4391, 4391, 13)]
    ((largest,),) = second.query(LARGEST_TREE)
    assert isinstance(largest, int)
    assert 200 <= largest <= 950
    states = {str(state): int(str(count)) for state, count in second.query(STATES)}
    assert sum(states.values()) == 203
    assert states["verified"] + states["duplicate"] == 35
    assert set(states) == {"verified", "duplicate", "rejected"}
    assert second.query(PAID) == [(10, 4_000_000)]
    assert second.query(NOT_FOUND) == [(0,)]
    check = subprocess.run(
        [sys.executable, "manage.py", "check_ledger"],
        cwd=CHECKOUT, env=second.env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert check.returncode == 0, check.stdout + check.stderr

    signins = json.loads(second.signins.read_text())
    assert signins["base_url"] == f"http://127.0.0.1:{second.port}"
    assert signins["participant"]["email"] in said
    code, rest = second.stop()
    assert (code, "nothing is left running" in rest) == (0, True)

    third = start(started, root)
    said = third.read_until("Stop with Ctrl-C", seconds=SECOND_SECONDS)
    assert "has been played here already" in said
    again = json.loads(third.signins.read_text())
    assert again == signins | {"base_url": f"http://127.0.0.1:{third.port}"}
    assert third.query(PEOPLE) == [(4391, 4391, 13)]
    # The hunt, the watch, the movement and the draft.
    assert third.query("SELECT count(*) FROM campaigns_campaign") == [(4,)]
    assert third.query("SELECT count(*) FROM campaigns_hold WHERE decided_at IS NULL") == [(1,)]
    # What hangs on the hours of the day is told a little differently each time.
    steady = told_in_docs("The balloon hunt of the demo")[2:7]
    assert len(steady) == 5
    assert wait_until(lambda: third.query(REPORT) != [], seconds=60)
    ((report,),) = third.query(REPORT)
    assert isinstance(report, dict)
    assert report["people"] == 4391
    assert [each["en"] for each in report["summary"][:5]] == steady
    assert report["verdict"]["verdict"] in ("holding", "fading", "growing")
    assert third.stop()[0] == 0
