"""Redis lost: a verdict neither fails nor waits for it, and what it would have announced is paid all the same."""

from __future__ import annotations

import socket
from contextlib import closing
from pathlib import Path

import pytest
import redis
from django.conf import settings

from campaigns.events.models import Event
from campaigns.findings.models import Finding
from rewards.settlement.models import Settlement
from tests import cast
from tests.faults.crew import Crew
from tests.processes import announce, redis_database, running_worker, wait_until

pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("committed")]

# What a reviewer would still take for a slow page and not for a broken one.
MOST_SECONDS = 10


def refusing(folder: Path) -> str:
    """Give the address of a Redis that is gone: its socket is there, and nobody listens."""
    path = folder / "gone.sock"
    with closing(socket.socket(socket.AF_UNIX)) as gone:
        gone.bind(str(path))
    return f"unix://{path}"


@pytest.mark.parametrize("how", ["gone", "hanging", "never there"])
def test_a_verdict_without_redis(process_env: dict[str, str], tmp_path: Path, silent: str, how: str) -> None:
    lost = {"gone": refusing(tmp_path), "hanging": silent, "never there": f"unix://{tmp_path / 'nowhere.sock'}"}
    campaign = cast.live_campaign([(4_000, 2)])
    people = cast.full_cast(campaign)
    findings = [cast.report(people.dave), cast.report(people.carol)]

    with Crew(1, process_env | {"REDIS_URL": lost[how]}) as crew:
        took = [crew.act([("verify_timed", {"finding_id": finding.pk})])[0] for finding in findings]

    assert max(took) < MOST_SECONDS, f"{max(took):.1f} s"
    for finding in findings:
        assert Finding.objects.get(pk=finding.pk).state == Finding.State.VERIFIED
        assert Event.objects.filter(kind="finding.verified", finding_id=finding.pk).count() == 1
    assert not Settlement.objects.filter(campaign=campaign).exists()

    back = redis_database(settings.REDIS_URL, 2)
    with closing(redis.Redis.from_url(back)) as client:
        client.flushdb()
    with running_worker(process_env | {"REDIS_URL": back}, tmp_path / "worker.log"):
        announce(back, "rewards.settlement.tasks.settle_due_findings")
        assert wait_until(lambda: Settlement.objects.filter(campaign=campaign).count() == 2)
