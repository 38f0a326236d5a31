"""An import that is killed in the middle leaves nothing, and the next one is not in its way."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from campaigns.events.models import Event
from campaigns.recruiting.models import Participant
from tests.cast import draft_campaign
from tests.imports.files import PEOPLE, run_import, write

ENOUGH_TO_BE_CAUGHT = 60_000


def joins_being_told() -> int:
    """Count the events being copied: by then thousands of places have been written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(SUM(tuples_processed), 0) FROM pg_stat_progress_copy "
            "WHERE relid = 'campaigns_event'::regclass AND datname = current_database()"
        )
        return int(cursor.fetchone()[0])


@pytest.mark.fault
@pytest.mark.usefixtures("committed")
def test_an_import_killed_in_the_middle_leaves_nothing(process_env: dict[str, str], tmp_path: Path) -> None:
    campaign = draft_campaign()
    chain = [f"p{n},{f'p{n - 1}' if n % 9 else ''},2009-12-05T12:00:00Z," for n in range(ENOUGH_TO_BE_CAUGHT)]
    people = write(tmp_path, "p.csv", PEOPLE, chain)
    command = [sys.executable, "manage.py", "import_campaign", campaign.slug, "--participants", people]
    process = subprocess.Popen(command, env=process_env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        deadline = time.monotonic() + 240
        while not joins_being_told():
            assert process.poll() is None, process.communicate()[0]
            assert time.monotonic() < deadline, "the import does not begin to write"
    finally:
        process.kill()
        process.communicate()
    # Its lock goes when the server notices that nobody is there any more.
    few = write(tmp_path, "few.csv", PEOPLE, chain[:5])
    deadline = time.monotonic() + 30
    while True:
        assert not Participant.objects.filter(campaign=campaign).exists()
        assert not Event.objects.filter(campaign=campaign, kind="participant.joined").exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s", [campaign.pk])
            if not cursor.fetchone()[0]:
                break
        assert time.monotonic() < deadline, "the killed import still holds its lock"
        time.sleep(0.1)
    assert "5 participants in 1 tree " in run_import(campaign.slug, participants=few)
