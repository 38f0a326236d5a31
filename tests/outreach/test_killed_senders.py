"""Readers and senders killed with SIGKILL at every point: each letter leaves at most once, and none is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.utils import timezone

from campaigns.outreach.composing import message_id
from campaigns.outreach.models import Letter
from campaigns.outreach.sending import LOST, forget_lost, send_letter
from campaigns.recruiting.models import Participant
from tests import cast
from tests.outreach.fake_smtp import FakeSmtp, fake_smtp
from tests.outreach.killing import ANSWERED, LEAVING
from tests.outreach.stage import agree, awake_zone, letter_to, nudge, write_all
from tests.processes import CHECKOUT, announce, redis_database, running_worker, wait_until

pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("committed")]

MORE_THAN_ALL_STEPS = 30
SEND = "campaigns.outreach.tasks.send_letter"


@pytest.fixture
def server() -> Iterator[FakeSmtp]:
    with fake_smtp() as server:
        yield server


@pytest.fixture
def smtp_env(process_env: dict[str, str], server: FakeSmtp) -> dict[str, str]:
    return process_env | {
        "EMAIL_HOST": server.host,
        "EMAIL_PORT": str(server.port),
        "EMAIL_USE_TLS": "off",
    }


@pytest.fixture
def broker(process_env: dict[str, str]) -> Iterator[str]:
    """Give an empty Redis database to which no other worker listens."""
    url = redis_database(settings.REDIS_URL, 2)
    with closing(redis.Redis.from_url(url)) as client:
        client.flushdb()
        yield url
        client.flushdb()


def people(count: int) -> list[Participant]:
    """Let so many people join now who agree to letters, in a zone where it is day."""
    now = timezone.now()
    campaign = cast.live_campaign(at=now, time_zone=awake_zone(now))
    places = [cast.join(cast.make_user(f"anna{n}"), cast.open_link(campaign), at=now) for n in range(count)]
    for place in places:
        agree(place, at=now)
    return places


def run_killing(env: dict[str, str], what: str, ids: Sequence[int]) -> list[tuple[str, int]]:
    command = [sys.executable, "-m", "tests.outreach.killing", what, *map(str, ids)]
    done = subprocess.run(command, cwd=CHECKOUT, env=env, capture_output=True, text=True, timeout=240, check=True)
    return [(step, how) for step, how in json.loads(done.stdout)]


def find_out(letters: Sequence[Letter]) -> None:
    """Do what the sweeps of the next hours do, twice."""
    for _ in range(2):
        forget_lost(at=timezone.now() + 2 * LOST)
        for letter in letters:
            send_letter(letter_id=letter.pk)


def test_a_sender_killed_before_every_step(server: FakeSmtp, smtp_env: dict[str, str]) -> None:
    now = timezone.now()
    letters = [letter_to(place, at=now) for place in people(MORE_THAN_ALL_STEPS)]
    ends = run_killing(smtp_env, "send", [letter.pk for letter in letters])

    steps = [step for step, _ in ends]
    assert ends[-1] == ("lived", 0), "more steps than letters: raise MORE_THAN_ALL_STEPS"
    assert {how for _, how in ends[:-1]} == {-9}
    leaving, answered = steps.index(LEAVING), steps.index(ANSWERED)
    committed = steps.index("after COMMIT", answered)
    claimed = max(place for place in range(leaving) if steps[place] == "after COMMIT")
    names = [message_id(letter) for letter in letters]
    for place, letter in enumerate(letters[: len(ends)]):
        letter.refresh_from_db()
        expected = "queued" if place < claimed else "sending" if place < committed else "sent"
        assert letter.state == expected, steps[place]
        assert server.times_taken(names[place]) == (place >= answered), steps[place]

    find_out(letters)
    for place, letter in enumerate(letters):
        letter.refresh_from_db()
        was_offered = claimed <= place < committed and place < len(ends)
        assert letter.state == ("unknown" if was_offered else "sent"), steps[min(place, len(steps) - 1)]
        # Only who was killed between the claim and the first word to the server took a letter along.
        assert server.times_taken(names[place]) == (not claimed <= place < answered)


def test_a_reader_killed_before_every_step(smtp_env: dict[str, str]) -> None:
    write_all(at=timezone.now())
    places = people(3)
    nudge(places, at=timezone.now())
    ends = run_killing(smtp_env, "write", range(MORE_THAN_ALL_STEPS))
    assert ends[-1] == ("lived", 0), "more steps than readings: raise MORE_THAN_ALL_STEPS"
    write_all(at=timezone.now())
    written = Letter.objects.filter(participant__in=places).values_list("participant", flat=True)
    assert sorted(written) == sorted(place.pk for place in places)


@pytest.mark.parametrize(
    ("moment", "taken", "state"),
    [
        ('UPDATE "campaigns_letter"', 1, "sent"),
        (ANSWERED, 1, "unknown"),
    ],
)
def test_a_killed_child_of_a_worker(
    server: FakeSmtp,
    smtp_env: dict[str, str],
    broker: str,
    tmp_path: Path,
    moment: str,
    taken: int,
    state: str,
) -> None:
    """Its message was not acknowledged, so the next child gets it again, and sends only what was never claimed."""
    letter = letter_to(people(1)[0], at=timezone.now() - timedelta(seconds=1))
    assert letter.user is not None
    mark, log = tmp_path / "killed", tmp_path / "worker.log"
    env = smtp_env | {"REDIS_URL": broker, "LETTERS_KILL_AT": moment, "LETTERS_KILL_MARK": str(mark)}
    with running_worker(env, log, app="tests.outreach.killing"):
        announce(broker, SEND, letter.pk)
        assert wait_until(lambda: "send_letter" in log.read_text() and " succeeded" in log.read_text()), log.read_text()
    assert mark.exists(), "nobody was killed"
    find_out([letter])
    letter.refresh_from_db()
    assert (server.times_taken(message_id(letter)), letter.state) == (taken, state)
    assert letter.user.email not in log.read_text()
