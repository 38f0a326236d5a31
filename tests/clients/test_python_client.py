"""The client for Python against the running server: its quick start, pages and problems, and nothing is done twice."""

from __future__ import annotations

import filecmp
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from django.utils import timezone
from standardwebhooks import WebhookVerificationError

from campaigns.findings.models import Finding
from campaigns.outreach.webhooks.signing import make_secret, sign
from campaigns.people.keys import make_key
from campaigns.people.models import ApiKey
from campaigns.recruiting.models import Participant
from tests import cast
from tests.clients.guide import printed
from tests.processes import CHECKOUT

pytestmark = pytest.mark.usefixtures("committed")

CLIENT = CHECKOUT / "clients" / "python"
sys.path.insert(0, str(CLIENT))

from mobilize_client import InvalidInput, Mobilize, NotFound, NotSignedIn, Unavailable  # noqa: E402
from mobilize_client.generated.api.findings import (  # noqa: E402
    campaigns_findings_create,
    campaigns_findings_list,
    findings_retrieve,
)
from mobilize_client.generated.models import ReportRequest  # noqa: E402
from mobilize_client.webhooks import read_delivery  # noqa: E402


class Field:
    """A campaign in which a program reports for Alice."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.campaign = cast.live_campaign(prizes=[(1_000, 5)])
        (self.alice,) = cast.join_in_turn(self.campaign, "alice")
        _, token = make_key(
            owner=cast.organizer_of(self.campaign),
            name="Field",
            kind="secret",
            scopes=ApiKey.Scope.values,
            campaign_slug=self.campaign.slug,
            at=timezone.now(),
        )
        self.key = token.text

    def report(self, note: str) -> ReportRequest:
        objective = cast.objective_of(self.campaign).public_id
        return ReportRequest(objective=objective, participant=self.alice.public_id, note=note)

    def notes(self) -> list[str]:
        return sorted(Finding.objects.filter(campaign=self.campaign).values_list("note", flat=True))


@pytest.fixture
def field(server: str) -> Field:
    return Field(server)


@pytest.fixture
def mobilize(field: Field) -> Iterator[Mobilize]:
    with Mobilize(field.address, field.key) as client:
        yield client


def test_the_quick_start_does_what_it_says(field: Field) -> None:
    told = {
        "MOBILIZE": field.address,
        "KEY": field.key,
        "SLUG": field.campaign.slug,
        "OBJECTIVE": str(cast.objective_of(field.campaign).public_id),
        "PARTICIPANT": str(field.alice.public_id),
        "PYTHONPATH": str(CLIENT),
    }
    done = subprocess.run(
        [sys.executable, "-c", printed("python")], env=os.environ | told, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    finding = Finding.objects.get(campaign=field.campaign)
    assert done.stdout.splitlines() == [str(finding.public_id), "['Over the square']"]
    assert Participant.objects.get(pk=finding.participant_id) == field.alice


def test_pages_are_gone_through_to_the_end(field: Field, mobilize: Mobilize) -> None:
    for note in ("one", "two", "three"):
        mobilize.do(campaigns_findings_create.call(field.campaign.slug, body=field.report(note)))
    told = mobilize.pages(campaigns_findings_list.call(field.campaign.slug, limit=1))
    assert [finding.note for finding in told] == ["three", "two", "one"]


def test_refusals_are_exceptions_that_say_why(field: Field, mobilize: Mobilize) -> None:
    with pytest.raises(NotFound) as missing:
        mobilize.do(findings_retrieve.call(uuid4()))
    assert (missing.value.status, missing.value.code) == (404, "unknown_finding")
    with pytest.raises(InvalidInput) as wrong:
        mobilize.do(campaigns_findings_create.call(field.campaign.slug, body=field.report("x" * 5_000)))
    assert wrong.value.errors[0]["pointer"] == "#/note"
    with Mobilize(field.address, field.key[:-1] + "!") as stranger, pytest.raises(NotSignedIn) as bad:
        stranger.do(campaigns_findings_list.call(field.campaign.slug))
    assert bad.value.code == "key_malformed"


class Weather(httpx.BaseTransport):
    """A road to the server on which things happen: an answer is made up, or lost on its way back."""

    def __init__(self, *happens: str) -> None:
        self.happens = list(happens)
        self.keys: list[str] = []
        self.road = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.keys.append(request.headers.get("Idempotency-Key", ""))
        what = self.happens.pop(0) if self.happens else "fine"
        if what.isdigit():
            return httpx.Response(503, headers={"Retry-After": what}, request=request)
        answer = self.road.handle_request(request)
        if what == "lost":
            answer.read()
            raise httpx.ReadError("the answer was lost", request=request)
        return answer


def test_what_is_tried_again_is_done_once(field: Field) -> None:
    weather, pauses = Weather("7", "lost", "lost"), list[float]()
    with Mobilize(field.address, field.key, transport=weather, sleep=pauses.append) as mobilize:
        made = mobilize.do(campaigns_findings_create.call(field.campaign.slug, body=field.report("once")))
        mobilize.do(campaigns_findings_create.call(field.campaign.slug, body=field.report("another")))
    assert field.notes() == ["another", "once"]
    assert made.note == "once"
    # One name for all attempts of a call, and another for the next call.
    assert len(set(weather.keys[:4])) == 1
    assert len(set(weather.keys)) == 2
    assert pauses[0] == 7
    assert 0.25 <= pauses[1] <= 1 and 0.25 <= pauses[2] <= 2  # noqa: PT018 - one rule


def test_a_webhook_is_read_and_a_forged_one_refused() -> None:
    secret, body, now = make_secret(), '{"type": "finding.verified", "data": {"finding": "é"}}', timezone.now()
    headers = sign(body, message=uuid4(), at=now, signed_by=[make_secret(), secret])
    assert read_delivery(body.encode(), headers, secret=secret.reveal()) == json.loads(body)
    forged = body.replace("verified", "rejected")
    late = sign(body, message=uuid4(), at=now - timedelta(minutes=6), signed_by=[secret])
    for arrived, shown, known in (
        (forged, headers, secret),
        (body, late, secret),
        (body, headers, make_secret()),
        (body, {}, secret),
    ):
        with pytest.raises(WebhookVerificationError):
            read_delivery(arrived, shown, secret=known.reveal())


def test_patience_ends(field: Field) -> None:
    weather, pauses = Weather("50", "50", "50"), list[float]()
    mobilize = Mobilize(field.address, field.key, transport=weather, sleep=pauses.append, patience=120)
    with mobilize, pytest.raises(Unavailable):
        mobilize.do(campaigns_findings_create.call(field.campaign.slug, body=field.report("never")))
    assert pauses == [50, 50]
    assert field.notes() == []


def test_it_is_what_the_document_gives(tmp_path: Path) -> None:
    made = tmp_path / "generated"
    subprocess.run([sys.executable, CLIENT / "generate.py", made], check=True, capture_output=True, timeout=240)
    ours = CLIENT / "mobilize_client" / "generated"

    def names(folder: Path) -> list[Path]:
        return sorted(path.relative_to(folder) for path in folder.rglob("*.py"))

    assert names(made) == names(ours), "make clients"
    different = filecmp.cmpfiles(made, ours, [str(name) for name in names(made)], shallow=False)
    assert different[1:] == ([], []), "make clients"
