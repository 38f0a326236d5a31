"""A worker killed between any two statements of a settlement: afterwards paid exactly once, whatever the moment."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import redis
from django.conf import settings

from campaigns.findings.models import Finding
from campaigns.planning.models import Campaign
from rewards.ledger.models import Transfer
from rewards.settlement.audit import find_differences
from rewards.settlement.models import Settlement
from rewards.settlement.operations import settle_due
from rewards.settlement.tasks import settle_finding
from tests import cast
from tests.cast import MOMENT
from tests.processes import CHECKOUT, announce, redis_database, running_worker, wait_until

pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("committed")]

MORE_THAN_ALL_STEPS = 40
SETTLE = "rewards.settlement.tasks.settle_finding"
SWEEP = "rewards.settlement.tasks.settle_due_findings"


def verified_findings(campaign: Campaign, count: int) -> list[Finding]:
    """Let so many recruits of Carol's each find something; none of them has an account yet."""
    carol = cast.join_in_turn(campaign, "alice", "bob", "carol")[-1]
    finders = [cast.join(cast.make_user(f"finder{n}"), cast.link_of(carol)) for n in range(count)]
    return [cast.verify(cast.report(finder)) for finder in finders]


def times_paid(finding: Finding) -> tuple[int, int]:
    """Give how many settlements a finding has, and how many transfers."""
    transfers = Transfer.objects.filter(settlement__finding=finding).count()
    return Settlement.objects.filter(finding=finding).count(), transfers


def test_killed_before_every_step(process_env: dict[str, str]) -> None:
    campaign = cast.live_campaign([(4_000, MORE_THAN_ALL_STEPS)])
    findings = verified_findings(campaign, MORE_THAN_ALL_STEPS)
    # One is settled first, so that the others find the chain's accounts as they mostly are: there, but the finder's.
    assert settle_finding.apply(args=(findings.pop().pk,)).get() == 1

    command = [sys.executable, "-m", "tests.faults.killing", *(str(finding.pk) for finding in findings)]
    done = subprocess.run(
        command, cwd=CHECKOUT, env=process_env, capture_output=True, text=True, timeout=120, check=True
    )
    ends = [tuple(end) for end in json.loads(done.stdout)]

    steps = [step for step, _ in ends]
    assert ends[-1] == ("lived", 0), "more steps than findings: raise MORE_THAN_ALL_STEPS"
    assert {how for _, how in ends[:-1]} == {-9}
    for table in ("rewards_settlement", "rewards_transfer", "campaigns_event"):
        assert any(step.startswith(f"COPY {table}") for step in steps), steps
    assert any(step.startswith("INSERT INTO rewards_account") for step in steps), steps
    committed = steps.index("after COMMIT")
    assert steps[committed - 1] == "COMMIT"
    for place, finding in enumerate(findings[: len(ends)]):
        assert times_paid(finding) == ((1, 5) if place >= committed else (0, 0)), steps[place]
    assert find_differences(campaign.pk, at=MOMENT) == []

    settle_due(at=MOMENT)

    assert {times_paid(finding) for finding in findings} == {(1, 5)}


@pytest.fixture
def broker(process_env: dict[str, str]) -> Iterator[str]:
    """Give an empty Redis database to which no other worker listens."""
    url = redis_database(settings.REDIS_URL, 2)
    with closing(redis.Redis.from_url(url)) as client:
        client.flushdb()
        yield url
        client.flushdb()


@pytest.mark.parametrize("moment", ["COPY rewards_transfer", "COMMIT", "after COMMIT"])
def test_a_killed_child_of_a_worker(process_env: dict[str, str], broker: str, tmp_path: Path, moment: str) -> None:
    """The message was not acknowledged, so the same worker's next child gets it again."""
    (finding,) = verified_findings(cast.live_campaign([(4_000, 1)]), 1)
    mark, log = tmp_path / "killed", tmp_path / "worker.log"
    env = process_env | {"REDIS_URL": broker, "KILL_AT": moment, "KILL_MARK": str(mark)}
    with running_worker(env, log, app="tests.faults.killing"):
        announce(broker, SETTLE, finding.pk)
        assert wait_until(lambda: "settle_finding" in log.read_text() and " succeeded" in log.read_text()), (
            log.read_text()
        )
    assert mark.exists(), "nobody was killed"
    assert "SIGKILL" in log.read_text()
    assert times_paid(finding) == (1, 5)


def test_a_killed_worker_is_made_up_for_by_the_sweep(process_env: dict[str, str], broker: str, tmp_path: Path) -> None:
    """With the whole worker gone its message waits for an hour; the next worker's sweep does not."""
    (finding,) = verified_findings(cast.live_campaign([(4_000, 1)]), 1)
    env = process_env | {"REDIS_URL": broker}
    deadly = {"KILL_AT": "COMMIT", "KILL_MARK": str(tmp_path / "killed"), "KILL_WHOM": "everybody"}
    with running_worker(env | deadly, tmp_path / "first.log", app="tests.faults.killing") as process:
        announce(broker, SETTLE, finding.pk)
        assert process.wait(120) == -9
    assert times_paid(finding) == (0, 0)
    with running_worker(env, tmp_path / "second.log"):
        announce(broker, SWEEP)
        assert wait_until(lambda: times_paid(finding) == (1, 5))
