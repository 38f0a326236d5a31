"""Jobs that are cancelled, whose worker dies, and whose claim is lost: a real worker, and real signals."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connections
from django.utils import timezone

from campaigns.exchange.models import MOST_ATTEMPTS, SILENCE, Job
from campaigns.exchange.operations import cancel_job
from campaigns.exchange.running import due_jobs, run_job
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from rewards.settlement.import_jobs import Sent, ask_import
from tests import cast
from tests.exchange import lasting
from tests.exchange.stage import asked, content_of
from tests.processes import CHECKOUT, announce, redis_database, running_worker, wait_until

pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("committed")]

RUN, TAKE_UP = "campaigns.exchange.tasks.run_job", "campaigns.exchange.tasks.take_up_jobs"
assert lasting.PATIENCE_SECONDS > 30


def asked_import(campaign: Campaign) -> Job:
    rows = "".join(f"p{n},{f'p{n - 1}' if n % 9 else ''},2009-12-05T12:00:00Z\n" for n in range(2_000))
    sent = {"participants": Sent("people.csv", BytesIO(f"id,inviter,joined_at\n{rows}".encode()))}
    options = {"keep_good_rows": False, "settle": False, "check_only": False}
    return ask_import(campaign=campaign, sent=sent, **options, actor=cast.organizer_of(campaign), at=timezone.now())


def running_beside(job: Job) -> threading.Thread:
    """Do the job in a thread of its own, as a worker would; comes back once it runs."""

    def work() -> None:
        try:
            run_job(job_id=job.pk, at=timezone.now())
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    assert wait_until(lambda: Job.objects.get(pk=job.pk).stage != "")
    return thread


@pytest.mark.parametrize("table", ["test_slow", "test_asleep"])
def test_cancelling_is_heard_within_about_a_second(table: str) -> None:
    campaign = cast.live_campaign()
    job = asked(campaign, table)
    worker = running_beside(job)
    if table == "test_slow":
        # Its progress is seen while its own transaction goes on.
        assert wait_until(lambda: Job.objects.get(pk=job.pk).done >= 1_000)
    began = time.monotonic()
    asked_to = cancel_job(job=job, actor=cast.organizer_of(campaign), at=timezone.now())
    assert (asked_to.state, asked_to.cancel_asked_at is not None) == (Job.State.RUNNING, True)
    worker.join(10)
    # Half a second until the watch looks, and rows of a piece; the rest is for a busy machine.
    assert time.monotonic() - began < 10
    job.refresh_from_db()
    assert (job.state, job.claim, job.files.count()) == (Job.State.CANCELLED, None, 0)


def test_who_lost_the_claim_makes_nothing() -> None:
    """A worker that was thought dead stops once another has the job, and ends nothing."""
    job = asked(cast.live_campaign(), "test_slow")
    worker = running_beside(job)
    Job.objects.filter(pk=job.pk).update(claim="00000000-0000-4000-8000-000000000000")
    worker.join(10)
    assert not worker.is_alive()
    job.refresh_from_db()
    assert (job.state, str(job.claim)[:8], job.files.count()) == (Job.State.RUNNING, "00000000", 0)


def test_nobody_takes_what_somebody_has_and_a_dead_mans_job_is_taken_three_times() -> None:
    job = asked(cast.live_campaign(), "test_slow")
    now = timezone.now()
    dead = {"state": "running", "claim": "00000000-0000-4000-8000-000000000000"}
    Job.objects.filter(pk=job.pk).update(**dead, beat_at=now, attempts=MOST_ATTEMPTS)
    assert job.pk not in due_jobs(at=now)
    assert not run_job(job_id=job.pk, at=now)
    later = now + SILENCE + timedelta(seconds=1)
    assert job.pk in due_jobs(at=later)
    assert not run_job(job_id=job.pk, at=later)
    job.refresh_from_db()
    assert (job.state, job.problem_code) == (Job.State.FAILED, "worker_lost")
    assert job.pk not in due_jobs(at=later)


@pytest.fixture
def broker(process_env: dict[str, str]) -> Iterator[str]:
    """Give an empty Redis database to which no other worker listens."""
    url = redis_database(settings.REDIS_URL, 2)
    with closing(redis.Redis.from_url(url)) as client:
        client.flushdb()
        yield url
        client.flushdb()


@pytest.fixture
def env(process_env: dict[str, str], broker: str, tmp_path: Path) -> dict[str, str]:
    return process_env | {
        "REDIS_URL": broker,
        "KILL_MARK": str(tmp_path / "killed"),
        "MOBILIZE_LOCAL": str(tmp_path),
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
    }


def test_an_import_killed_once_it_has_committed_is_done(env: dict[str, str]) -> None:
    """The rows and the end of the job are one transaction: after it nothing is left to be done."""
    campaign = cast.draft_campaign()
    job = asked_import(campaign)
    command = [sys.executable, "-m", "tests.exchange.lasting_worker", str(job.pk)]
    died = subprocess.run(command, cwd=CHECKOUT, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert died.returncode == -9, died.stderr
    job.refresh_from_db()
    assert (job.state, job.result["imported"]["participants"]) == (Job.State.DONE, 2_000)
    assert Participant.objects.filter(campaign=campaign).count() == 2_000
    assert not run_job(job_id=job.pk, at=timezone.now() + 2 * SILENCE)


def test_what_a_killed_worker_left_is_made_anew(env: dict[str, str], tmp_path: Path) -> None:
    """It dies in the middle of an export, and between the rows of an import and their commit."""
    campaign = cast.draft_campaign()
    export, imported = asked(cast.live_campaign(), "test_deadly"), asked_import(campaign)
    mine = Job.objects.filter(pk__in=[export.pk, imported.pk])
    log = tmp_path / "first.log"
    with running_worker(env, log, app="tests.exchange.lasting_worker") as process:
        announce(env["REDIS_URL"], RUN, imported.pk)
        announce(env["REDIS_URL"], RUN, export.pk)
        assert process.wait(60) == -9, log.read_text()
    for job in (export, imported):
        job.refresh_from_db()
        assert job.state == Job.State.RUNNING
    assert (tmp_path / "waits").exists()
    assert (export.done, export.files.count()) == (2_000, 0)
    assert not Participant.objects.filter(campaign=campaign).exists()
    assert not imported.files.filter(role="report").exists()

    with running_worker(env, tmp_path / "last.log", app="tests.exchange.lasting_worker"):
        # As if their silence had lasted.
        mine.update(beat_at=timezone.now() - 2 * SILENCE)
        announce(env["REDIS_URL"], TAKE_UP)
        assert wait_until(lambda: not mine.open().exists()), (tmp_path / "last.log").read_text()
    assert content_of(export).decode().split() == ["id", *(str(n) for n in range(5_000))]
    imported.refresh_from_db()
    assert (imported.state, imported.attempts, export.attempts) == (Job.State.DONE, 2, 2)
    assert Participant.objects.filter(campaign=campaign).count() == 2_000
