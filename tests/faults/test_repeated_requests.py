"""A request that is sent again, at the same instant or after the server was killed, does its work once.

Money is pledged, since nothing but the Idempotency-Key keeps two pledges of the same amount apart.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.utils import timezone
from PIL import Image

from campaigns.events.models import Event
from campaigns.findings.models import Evidence
from campaigns.people.keys import make_key
from campaigns.people.models import ApiKey, User
from campaigns.planning.models import Campaign
from rewards.ledger.models import Funding
from tests import cast
from tests.faults.killing import AFTER_COMMIT, LIVED
from tests.http.killing import WRITES_DOWN
from tests.processes import CHECKOUT, free_port, running, wait_until

pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("committed")]

ROUNDS, MOST_ROUNDS = 20, 200
MORE_THAN_THERE_ARE = 60


@dataclass(frozen=True)
class Program:
    """A program of the campaign's organizer."""

    campaign: Campaign
    token: str

    @property
    def fundings(self) -> str:
        return f"/api/v1/campaigns/{self.campaign.slug}/fundings/"

    def headers(self, name: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Idempotency-Key": name}


def program_of(owner: User, campaign: Campaign) -> Program:
    key, token = make_key(owner=owner, name="T", kind="secret", scopes=ApiKey.Scope.values, at=timezone.now())
    # Its use is written down once a minute; not here, where every request is to take the same steps.
    ApiKey.objects.filter(pk=key.pk).update(last_used_at=timezone.now() + timedelta(hours=1))
    return Program(campaign, token.text)


@pytest.fixture
def program() -> Program:
    campaign = cast.live_campaign()
    return program_of(cast.organizer_of(campaign), campaign)


@pytest.fixture
def two(server: str) -> Iterator[list[httpx.Client]]:
    """Two connections to the real server, which has two processes of several threads."""
    with httpx.Client(base_url=server, timeout=30) as one, httpx.Client(base_url=server, timeout=30) as other:
        yield [one, other]


def together(clients: list[httpx.Client], path: str, **request: Any) -> list[httpx.Response]:
    """Send the same request by every connection, all from the same moment on."""
    start = threading.Barrier(len(clients))

    def send(client: httpx.Client) -> httpx.Response:
        start.wait(20)
        return client.post(path, **request)

    with ThreadPoolExecutor(len(clients)) as threads:
        return list(threads.map(send, clients))


def kind_of(answer: httpx.Response) -> str:
    """Say what an answer is: the work's own, one from the store, or that the first is still running."""
    if answer.status_code == 201:
        return "replayed" if "Idempotency-Replayed" in answer.headers else "done"
    assert answer.json()["type"] == "/problems/request-still-running/", answer.text
    assert answer.headers["Retry-After"] == "1"
    return "running"


def test_two_at_the_same_instant_do_it_once(program: Program, two: list[httpx.Client]) -> None:
    met = 0
    there = Funding.objects.filter(campaign=program.campaign).count()
    for number in range(1, MOST_ROUNDS + 1):
        request: dict[str, Any] = {"headers": program.headers(f"round {number}"), "json": {"amount_minor": number}}
        answers = together(two, program.fundings, **request)
        kinds = sorted(map(kind_of, answers))
        assert kinds in (["done", "running"], ["done", "replayed"]), kinds
        met += "running" in kinds
        retried = two[0].post(program.fundings, **request)
        assert kind_of(retried) == "replayed"
        done = next(answer for answer in answers if kind_of(answer) == "done")
        assert retried.content == done.content
        assert Funding.objects.filter(campaign=program.campaign).count() == there + number
        if met and number >= ROUNDS:
            break
    # Otherwise nothing was shown of what happens when they meet.
    assert met


def test_two_uploads_at_the_same_instant_are_one(two: list[httpx.Client]) -> None:
    """Forms with files too: each time with another boundary, and larger than what is kept in memory."""
    campaign = cast.live_campaign()
    (bob,) = cast.join_in_turn(campaign, "bob")
    assert bob.user is not None
    program, met = program_of(bob.user, campaign), 0
    for number in range(10):
        finding = cast.report(bob)
        photograph = BytesIO()
        # A bitmap would be smaller; what is noise cannot be packed.
        Image.effect_noise((1_400, 1_400), 90 + number).convert("RGB").save(photograph, "PNG")
        assert len(photograph.getvalue()) > 2_621_440
        path = f"/api/v1/findings/{finding.public_id}/evidence/"
        request: dict[str, Any] = {
            "headers": program.headers(f"upload {number}"),
            "files": {"file": ("balloon.png", photograph.getvalue(), "image/png")},
        }
        kinds = sorted(map(kind_of, together(two, path, **request)))
        assert kinds in (["done", "running"], ["done", "replayed"]), kinds
        met += "running" in kinds
        assert kind_of(two[1].post(path, **request)) == "replayed"
        assert Evidence.objects.filter(finding=finding).count() == 1
        if met:
            break
    assert met


def test_killed_at_any_step_it_is_done_once_when_sent_again(
    program: Program, process_env: dict[str, str], two: list[httpx.Client]
) -> None:
    names, body = [f"killed {number}" for number in range(MORE_THAN_THERE_ARE)], {"amount_minor": 7}
    run = subprocess.run(
        [sys.executable, "-m", "tests.http.killing", program.fundings, program.token, json.dumps(body), *names],
        cwd=CHECKOUT,
        env=process_env | {"DJANGO_SETTINGS_MODULE": "mobilize.settings", "ALLOWED_HOSTS": "*"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    ends = [tuple(end) for end in json.loads(run.stdout.splitlines()[-1])]
    assert ends[-1] == LIVED, ends
    steps = [step for step, _ in ends[:-1]]
    assert steps[-2:] == ["COMMIT", AFTER_COMMIT], steps
    assert any(step.startswith(WRITES_DOWN) for step in steps), steps
    pledged = Funding.objects.filter(campaign=program.campaign, amount_minor=7)
    # Of all these, the one that had committed is there, and the one that lived.
    committed = len(steps) - 1
    assert pledged.count() == 2
    for number, name in enumerate(names[: len(ends)]):
        headers = {**program.headers(name), "Content-Type": "application/json"}
        answer = two[0].post(program.fundings, headers=headers, content=json.dumps(body))
        assert kind_of(answer) == ("replayed" if number >= committed else "done"), (number, steps[number:])
    assert pledged.count() == len(ends)
    assert Event.objects.filter(campaign=program.campaign, kind="funding.pledged").count() == len(ends) + 1


def test_a_server_that_is_killed_between_doing_and_answering(
    program: Program, process_env: dict[str, str], tmp_path: Path
) -> None:
    """The real server, whose worker is gone before the answer left; the next one answers the repeated request."""
    port, pledged = free_port(), Funding.objects.filter(campaign=program.campaign, amount_minor=7)
    command = ["-m", "granian", "--interface", "wsgi", "tests.http.killing:application", "--respawn-failed-workers"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers-kill-timeout", "3", "--respawn-interval", "0.1"]
    with (
        running(command, env=process_env, log=tmp_path / "server.log"),
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client,
    ):
        assert wait_until(lambda: answers(client))
        request: dict[str, Any] = {"headers": program.headers("killed"), "json": {"amount_minor": 7}}
        dying = {**program.headers("killed"), "Kill-At": AFTER_COMMIT}
        with pytest.raises(httpx.TransportError):
            client.post(program.fundings, **{**request, "headers": dying})
        assert pledged.count() == 1
        assert wait_until(lambda: answers(client))
        assert kind_of(client.post(program.fundings, **request)) == "replayed"
    assert pledged.count() == 1


def answers(client: httpx.Client) -> bool:
    try:
        return client.get("/health/live/").status_code == 200
    except httpx.TransportError:
        time.sleep(0.05)
        return False
