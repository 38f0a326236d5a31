"""A worker that is killed in the middle of an erasure has erased nothing, and the next one erases everything."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest
from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.utils import timezone

from campaigns.findings.reporting import report_finding
from campaigns.people.models import User
from campaigns.privacy.erasing import ask_erasure
from campaigns.privacy.models import Erasure
from campaigns.recruiting.models import Participant
from tests import cast
from tests.processes import CHECKOUT, wait_until

pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("committed")]

WORK = """
import django; django.setup()
from django.utils import timezone
from campaigns.privacy.erasing import carry_out_unfinished
carry_out_unfinished(at=timezone.now())
"""


def at_work(env: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", WORK], cwd=CHECKOUT, env=env | {"DJANGO_SETTINGS_MODULE": "mobilize.settings"}
    )


def waiting() -> int:
    """Count the server's processes that wait for somebody's lock in this database."""
    with connection.cursor() as cursor:
        # Within a transaction it would else stay as it was when it was first looked at.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])


def test_killed_in_the_middle(process_env: dict[str, str]) -> None:
    campaign = cast.live_campaign()
    place, below = cast.join_in_turn(campaign, "zebedee", "bob")
    user = place.user
    assert user is not None
    finding, _ = report_finding(
        objective=cast.objective_of(campaign), participant=place, at=cast.MOMENT, note="Beside my house"
    )
    address = EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    user.last_login = timezone.now()
    erasure = ask_erasure(user=user, typed_address=user.email, money_to="", at=timezone.now())
    name = place.display_name

    with transaction.atomic():
        # What belongs to no campaign goes last: by then the rows of the campaign are written.
        EmailAddress.objects.select_for_update().get(pk=address.pk)
        worker = at_work(process_env)
        assert wait_until(lambda: waiting() > 0)
        worker.send_signal(signal.SIGKILL)
        worker.wait(10)
    assert wait_until(lambda: waiting() == 0)

    place.refresh_from_db()
    finding.refresh_from_db()
    erasure.refresh_from_db()
    assert (place.user_id, place.display_name, finding.note) == (user.pk, name, "Beside my house")
    assert (erasure.state, erasure.user_id, erasure.txid) == ("asked", user.pk, None)

    assert at_work(process_env).wait(60) == 0

    place.refresh_from_db()
    finding.refresh_from_db()
    assert (place.user_id, place.display_name, place.is_erased, finding.note) == (None, "Erased person", True, "")
    assert Participant.objects.get(pk=below.pk).invited_by_id == place.pk
    assert Erasure.objects.get(pk=erasure.pk).state == "done"
    assert not User.objects.filter(pk=user.pk).exists()
