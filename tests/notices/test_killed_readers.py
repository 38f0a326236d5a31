"""Readers, gatherers and senders killed with SIGKILL before every step: each thing is told once, by each channel."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.utils import timezone

from campaigns.notices.mailing import gather_notices
from campaigns.notices.models import Notice, NoticeItem
from campaigns.outreach.composing import message_id
from campaigns.outreach.models import Letter
from campaigns.people.models import User
from campaigns.recruiting.models import Participant
from tests import cast
from tests.notices.stage import happen, read_all, user_of, wish
from tests.outreach.fake_smtp import FakeSmtp
from tests.outreach.stage import awake_zone
from tests.outreach.test_killed_senders import find_out
from tests.processes import CHECKOUT, announce, announce_until, running_worker, wait_until

pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("committed")]

MORE_THAN_ALL_STEPS = 45


def people(count: int) -> list[Participant]:
    """Let so many people join, each by the link of the one before, who want letters at once; it is day with them."""
    now = timezone.now()
    # What other tests have left behind would be further steps.
    read_all(at=now)
    while gather_notices(at=now):
        pass
    campaign = cast.live_campaign(time_zone=awake_zone(now))
    places = cast.join_in_turn(campaign, *(f"anna{n}" for n in range(count)))
    for place in places:
        wish(user_of(place), "recruit_joined", "reward_held", "payout_failed", mail="now")
    return places


def run_killing(env: dict[str, str], what: str, ids: Sequence[int]) -> list[str]:
    """Kill the n-th before its n-th step, until one lives; gives the steps."""
    command = [sys.executable, "-m", "tests.notices.killing", what, *map(str, ids)]
    done = subprocess.run(command, cwd=CHECKOUT, env=env, capture_output=True, text=True, timeout=240, check=True)
    ends = json.loads(done.stdout)
    assert ends[-1] == ["lived", 0], "more steps than were tried: raise MORE_THAN_ALL_STEPS"
    assert {how for _, how in ends[:-1]} == {-9}
    return [step for step, _ in ends]


def test_a_reader_killed_before_every_step_tells_each_once(smtp_env: dict[str, str]) -> None:
    alice, bob, carol = people(3)
    now = timezone.now()
    for _ in range(3):
        happen("participant.joined", bob, at=now)
        happen("participant.joined", carol, at=now)
        happen("payout.failed", alice, at=now, amount_minor=5)
    run_killing(smtp_env, "read", range(MORE_THAN_ALL_STEPS))
    read_all(at=now)
    items = NoticeItem.objects.filter(user__in=[alice.user_id, bob.user_id, carol.user_id])
    told = Counter(items.values_list("user", "kind"))
    assert told == {
        (alice.user_id, "recruit_joined"): 3,
        (bob.user_id, "recruit_joined"): 3,
        (alice.user_id, "payout_failed"): 3,
    }
    assert len(set(items.values_list("user", "kind", "event"))) == 9
    assert Notice.objects.filter(user__in=[alice.user_id, bob.user_id]).count() == 3


def test_a_gatherer_killed_before_every_step_puts_each_into_one_letter(smtp_env: dict[str, str]) -> None:
    places = people(3)
    now = timezone.now()
    for place in places:
        for _ in range(2):
            happen("reward.earned", place, at=now, amount_minor=5)
            happen("payout.failed", place, at=now, amount_minor=5)
    read_all(at=now)
    users = [place.user_id for place in places]
    run_killing(smtp_env, "gather", range(MORE_THAN_ALL_STEPS))
    items = NoticeItem.objects.filter(user__in=users)
    assert items.filter(letter=None).count() == 0
    letters = Counter(items.values_list("letter", "kind"))
    assert set(letters.values()) == {2}
    assert Letter.objects.filter(user__in=users).count() == len(letters) == 6


def digest_to(user: User, place: Participant, key: str) -> Letter:
    """Write a digest down with one thing in it, past the log."""
    now = timezone.now()
    event = happen("payout.failed", place, at=now, amount_minor=5)
    notice, _ = Notice.objects.get_or_create(
        user=user, kind="payout_failed", campaign=place.campaign, hour=now.replace(minute=0, second=0, microsecond=0),
        defaults={"last_at": now, "in_inbox": True},
    )  # fmt: skip
    item = NoticeItem.objects.create(
        notice=notice, user=user, kind="payout_failed", event=event, amount_minor=5, mail_at=now, written_at=now
    )
    letter = Letter.objects.create(kind="digest", key=key, user=user, due_at=now, written_at=now)
    NoticeItem.objects.filter(pk=item.pk).update(letter=letter)
    return letter


def test_senders_killed_at_drawn_steps_send_each_at_most_once(server: FakeSmtp, smtp_env: dict[str, str]) -> None:
    (place,) = people(1)
    user = user_of(place)
    letters = [digest_to(user, place, f"2031-{n}") for n in range(8)]
    ends = kill_drawn(smtp_env, [letter.pk for letter in letters])
    assert {how for _, how in ends} <= {-9, 0}
    assert len({step for step, _ in ends}) > 1
    find_out(letters)
    for letter, (step, _) in zip(letters, ends, strict=True):
        letter.refresh_from_db()
        taken = server.times_taken(message_id(letter))
        # Whose sender died after its claim is perhaps there; all others are, once.
        assert (letter.state, taken) in {("sent", 1), ("unknown", 0), ("unknown", 1)}, step


def kill_drawn(env: dict[str, str], ids: Sequence[int]) -> list[tuple[str, int]]:
    """Kill the sending of each of these before a step drawn by chance."""
    command = [sys.executable, "-m", "tests.notices.killing", "drawn", *map(str, ids)]
    done = subprocess.run(command, cwd=CHECKOUT, env=env, capture_output=True, text=True, timeout=240, check=True)
    return [(step, how) for step, how in json.loads(done.stdout)]


@pytest.mark.journey
def test_a_worker_reads_gathers_and_sends(
    server: FakeSmtp, smtp_env: dict[str, str], broker: str, tmp_path: Path
) -> None:
    alice, bob = people(2)
    user = user_of(alice)
    User.objects.filter(pk=user.pk).update(language="es", display_name="Alicia")
    now = timezone.now()
    happen("participant.joined", bob, at=now)
    for _ in range(3):
        happen("reward.earned", alice, at=now, amount_minor=123_456)
    with running_worker(smtp_env | {"REDIS_URL": broker}, tmp_path / "worker.log"):
        items = NoticeItem.objects.filter(user=user)
        assert announce_until(broker, "campaigns.notices.tasks.read_notices", lambda: items.count() == 4)
        for _ in range(2):
            announce(broker, "campaigns.notices.tasks.gather_notices")
        assert wait_until(lambda: Letter.objects.filter(user=user).count() == 2)
        for _ in range(2):
            announce(broker, "campaigns.outreach.tasks.send_due_letters")
        letters = Letter.objects.filter(user=user)
        assert wait_until(lambda: set(letters.values_list("state", flat=True)) == {"sent"})
    taken = [message for message in server.taken if message["To"] == user.email]
    assert sorted(message["Message-ID"] for message in taken) == sorted(message_id(letter) for letter in letters)
    bodies = [message.get_body(("plain",)) for message in taken]
    said = " ".join(body.get_content() for body in bodies if body is not None)
    assert "Hola, Alicia:" in said
    assert "3703,68" in said.replace("\N{NO-BREAK SPACE}", "").replace(".", "")
