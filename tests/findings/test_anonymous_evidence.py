"""Evidence to reports that were sent without signing in: by the claim code, and by nothing else."""

from __future__ import annotations

import secrets
from ipaddress import IPv6Address
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from campaigns.events.models import Event
from campaigns.findings.models import Evidence, Finding
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.recruiting.claiming_places import claim_place, make_claim_code
from campaigns.recruiting.models import Participant
from tests import cast
from tests.findings.files import photo
from tests.findings.test_evidence import kind_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(db: None) -> Campaign:
    return cast.live_campaign(anonymous_reports=True)


@pytest.fixture
def reported(campaign: Campaign) -> dict[str, Any]:
    said = {
        "objective": str(cast.objective_of(campaign).public_id),
        "client_id": "phone-1",
        "claim_secret": secrets.token_urlsafe(32),
    }
    answer = client().post(f"/api/v1/campaigns/{campaign.slug}/findings/", said, format="json")
    assert answer.status_code == 201, answer.content
    shown: dict[str, Any] = answer.json()
    return shown


def client(user: User | None = None) -> APIClient:
    """Call as somebody, at an address of their own: limits outlast a test."""
    caller = APIClient(enforce_csrf_checks=user is None)
    caller.defaults["REMOTE_ADDR"] = str(IPv6Address(secrets.randbits(128)))
    if user is not None:
        caller.force_login(user)
    return caller


def address(name: object) -> str:
    return f"/api/v1/findings/{name}/evidence/"


def send(reported: dict[str, Any], caller: APIClient | None = None, **said: Any) -> Any:
    upload = SimpleUploadedFile("a.jpg", photo(), content_type="image/jpeg")
    return (caller or client()).post(address(reported["id"]), {"file": upload, **said}, format="multipart")


def test_a_photograph_and_a_link(campaign: Campaign, reported: dict[str, Any]) -> None:
    code = reported["claim_code"]
    sent = send(reported, claim_code=code)
    assert sent.status_code == 201, sent.content
    assert sent.json()["taken"] is None
    again = send(reported, claim_code=code.replace("-", " "))
    assert (again.status_code, again.json()["id"]) == (200, sent.json()["id"])
    link = client().post(
        address(reported["id"]),
        {"url": "https://example.org/balloon", "claim_code": code},
        format="json",
        headers={"Idempotency-Key": "once"},
    )
    assert link.status_code == 201, link.content
    finding = Finding.objects.get(public_id=reported["id"])
    assert finding.evidence.count() == 2
    added = Event.objects.filter(finding_id=finding.pk, kind="evidence.added")
    assert [event.actor_id for event in added] == [None, None]
    listed = client(cast.organizer_of(campaign)).get(address(reported["id"])).json()["results"]
    assert [each["kind"] for each in listed] == ["image", "link"]


def test_nobody_else_adds_to_it(campaign: Campaign, reported: dict[str, Any]) -> None:
    assert send(reported).status_code == send(reported, claim_code="").status_code == 401
    imported = Participant.objects.create(campaign=campaign, display_name="Imported", joined_at=cast.MOMENT)
    other = make_claim_code(participant=imported, actor=cast.organizer_of(campaign), at=cast.MOMENT)
    for wrong in ("x", other, reported["claim_code"][:-1]):
        answer = send(reported, claim_code=wrong)
        assert (answer.status_code, kind_of(answer)) == (404, "unknown_finding")
    (bob,) = cast.join_in_turn(campaign, "bob")
    link = {"url": "https://example.org", "claim_code": reported["claim_code"]}
    assert client().post(address(cast.report(bob).public_id), link, format="json").status_code == 404
    # Signed in the code opens nothing: one claims the place with it.
    assert client(bob.user).post(address(reported["id"]), link, format="json").status_code == 404
    # Nothing is read by it.
    assert client().get(address(reported["id"]), link).status_code == 401
    assert not Evidence.objects.filter(finding__public_id=reported["id"]).exists()


def test_what_was_claimed_is_its_persons(campaign: Campaign, reported: dict[str, Any]) -> None:
    claim_place(campaign=campaign, user=cast.make_user("erin"), code=reported["claim_code"], at=cast.MOMENT)
    answer = send(reported, claim_code=reported["claim_code"])
    assert (answer.status_code, kind_of(answer)) == (409, "place_is_claimed")


@pytest.mark.parametrize("body", ["[]", "7", '{"claim_code": 7}', '{"claim_code": ["x"]}', "{", ""])
def test_bodies_of_other_shapes_are_refused(reported: dict[str, Any], body: str) -> None:
    answer = client().generic("POST", address(reported["id"]), body, content_type="application/json")
    assert answer.status_code in {400, 401}


def test_one_address_is_limited(reported: dict[str, Any], settings: Any) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"anonymous_file": (2, 60)}
    caller = client()
    assert [send(reported, caller, claim_code="x").status_code for _ in range(3)] == [404, 404, 429]
