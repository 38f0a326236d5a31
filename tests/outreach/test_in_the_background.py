"""A real worker reads the log, writes the letters and sends them to files; and many senders at once send each once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from campaigns.outreach.composing import message_id
from campaigns.outreach.models import Letter
from campaigns.outreach.rules import MOST_LETTERS
from campaigns.outreach.sending import send_letter
from tests import cast
from tests.outreach.fake_smtp import FakeSmtp, fake_smtp
from tests.outreach.stage import NOON, agree, awake_zone, clock, letter_to, letters_campaign, member, nudge, write_all
from tests.processes import announce, announce_until, wait_until

pytestmark = pytest.mark.usefixtures("committed")

THREADS = 8


@pytest.fixture
def server() -> Iterator[FakeSmtp]:
    with fake_smtp() as server:
        yield server


def send_at_once(letters: list[Letter]) -> list[str]:
    """Let every thread send all of these letters, each from another place on."""

    def send_all(start: int) -> list[str]:
        try:
            turned = letters[start % len(letters) :] + letters[: start % len(letters)]
            return [send_letter(letter_id=letter.pk, clock=clock(NOON)) for letter in turned]
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        return [state for states in threads.map(send_all, range(THREADS)) for state in states]


def test_many_senders_send_a_letter_once(server: FakeSmtp) -> None:
    campaign = letters_campaign()
    letters = [letter_to(member(campaign, f"anna{n}")) for n in range(4)]
    assert set(send_at_once(letters)) <= {"sent", "sending"}
    assert sorted(message["Message-ID"] for message in server.taken) == sorted(map(message_id, letters))


def test_many_senders_do_not_count_past_each_other(server: FakeSmtp) -> None:
    """Two more letters than anybody may get in seven days, all at the same moment."""
    user = cast.make_user("anna")
    places = [cast.join(user, cast.open_link(letters_campaign()), at=NOON) for _ in range(MOST_LETTERS + 2)]
    for place in places:
        agree(place)
    send_at_once([letter_to(place) for place in places])
    states = sorted(Letter.objects.filter(user=user).values_list("state", flat=True))
    assert states == ["sent"] * MOST_LETTERS + ["suppressed"] * 2
    assert len(server.taken) == MOST_LETTERS


@pytest.mark.journey
def test_the_worker_reads_writes_and_sends(worker: int, process_env: dict[str, str]) -> None:
    now = timezone.now()
    write_all(at=now)
    campaign = cast.live_campaign(at=now - timedelta(days=30), time_zone=awake_zone(now))
    anna, held = member(campaign, "anna", since=now), member(campaign, "hilda", since=now)
    silent = member(campaign, "silent", since=now, agrees=False)
    nudge([anna, silent], held_out=[held], at=now)
    letters = Letter.objects.filter(campaign=campaign)
    write = "campaigns.outreach.tasks.write_letters"
    assert announce_until(process_env["REDIS_URL"], write, lambda: letters.count() == 2)
    for _ in range(2):
        announce(process_env["REDIS_URL"], "campaigns.outreach.tasks.send_due_letters")
    assert wait_until(lambda: not letters.filter(state__in=["queued", "sending"]).exists())
    assert dict(letters.values_list("participant", "state")) == {anna.pk: "sent", silent.pk: "suppressed"}
    names = [message_id(letter) for letter in letters]
    found = [name for name in read_names(Path(process_env["MOBILIZE_MAIL"])) if name in names]
    assert found == [message_id(letters.get(participant=anna))]


def read_names(folder: Path) -> list[str]:
    return [
        message_from_bytes(file.read_bytes(), policy=policy.default)["Message-ID"]
        for file in sorted(folder.glob("*.log"))
    ]
