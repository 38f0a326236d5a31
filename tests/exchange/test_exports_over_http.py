"""Exports over HTTP: who may have what, and a download that breaks off and is taken up again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from rest_framework.test import APIClient

from campaigns.exchange.files import exchange_storage, forget_files
from campaigns.exchange.models import KEPT, Job, JobFile
from campaigns.exchange.operations import MOST_OPEN_EXPORTS, ask_export
from campaigns.exchange.running import run_job
from campaigns.exchange.tables import known_tables, table_named
from campaigns.people.keys import make_key
from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign
from tests import cast
from tests.cast import MOMENT
from tests.exchange.stage import asked, content_of

pytestmark = pytest.mark.usefixtures("committed")


def client_of(user: User | None = None, key: str = "") -> APIClient:
    client = APIClient(headers={"Authorization": f"Bearer {key}"} if key else {})
    if user is not None:
        client.force_login(user)
    return client


def address(campaign: Campaign) -> str:
    return f"/api/v1/campaigns/{campaign.slug}/exports/"


def treasurer_of(campaign: Campaign) -> User:
    tess = cast.make_user("tess")
    Role.objects.create(campaign=campaign, user=tess, kind=Role.Kind.TREASURER)
    return tess


@pytest.fixture(scope="module")
def fetched(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[APIClient, str, bytes]]:
    """Give whoever may fetch an export, its address, and what is in it."""
    with django_db_blocker.unblock():
        campaign = cast.live_campaign()
        cast.join_in_turn(campaign, *(f"person{n}" for n in range(12)))
        job = asked(campaign, "participants")
        assert run_job(job_id=job.pk, at=timezone.now())
        client = client_of(cast.organizer_of(campaign))
        yield client, f"/api/v1/exports/{job.public_id}/file/", content_of(job)


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_from_asking_to_the_file() -> None:
    campaign = cast.live_campaign(time_zone=cast.zone_of_another_day(timezone.now()))
    cast.join_in_turn(campaign, "alice")
    client = client_of(cast.organizer_of(campaign))
    said = client.post(address(campaign), {"table": "participants", "bom": True})
    assert said.status_code == 202
    about = f"/api/v1/exports/{said.json()['id']}/"
    assert (said.json()["state"], said.json()["file"], said.json()["rows"]) == ("queued", None, None)
    assert client.get(f"{about}file/").status_code == 409
    assert run_job(job_id=Job.objects.get(campaign=campaign).pk, at=timezone.now())
    told = client.get(about).json()
    assert (told["state"], told["rows"], told["format"], told["bom"]) == ("done", 1, "csv", True)
    answer = client.get(f"{about}file/")
    content = body_of(answer)
    assert content.startswith("\ufeffid,inviter,joined_at".encode())
    assert len(content) == told["file"]["size_bytes"]
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    day = Job.objects.get(campaign=campaign).asked_at.astimezone(campaign.zone())
    assert f'filename="{campaign.slug}-participants-{day:%Y-%m-%d}.csv"' in answer.headers["Content-Disposition"]
    assert [job["id"] for job in client.get(address(campaign)).json()["results"]] == [said.json()["id"]]


def test_a_download_that_breaks_off_is_taken_up_byte_for_byte(fetched: tuple[APIClient, str, bytes]) -> None:
    client, path, content = fetched
    whole = client.get(path)
    tag = whole.headers["ETag"]
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert body_of(whole) == content
    pieces, length = [], len(content)
    for start in range(0, length, 100):
        part = client.get(path, headers={"Range": f"bytes={start}-{start + 99}", "If-Range": tag})
        assert part.status_code == 206
        assert part.headers["Content-Range"] == f"bytes {start}-{min(start + 99, length - 1)}/{length}"
        pieces.append(body_of(part))
    assert b"".join(pieces) == content
    rest = client.get(path, headers={"Range": "bytes=37-", "Accept-Encoding": "gzip"})
    assert (rest.status_code, rest.headers.get("Content-Encoding"), body_of(rest)) == (206, None, content[37:])
    assert body_of(client.get(path, headers={"Range": "bytes=-5"})) == content[-5:]


def test_a_part_of_another_file_is_never_given(fetched: tuple[APIClient, str, bytes]) -> None:
    client, path, content = fetched
    for stale in ('"another"', "Sat, 28 Nov 2026 12:00:00 GMT"):
        answer = client.get(path, headers={"Range": "bytes=5-9", "If-Range": stale})
        assert (answer.status_code, body_of(answer)) == (200, content)
    behind = client.get(path, headers={"Range": f"bytes={len(content)}-"})
    assert (behind.status_code, behind.headers["Content-Range"]) == (416, f"bytes */{len(content)}")
    known = client.get(path, headers={"If-None-Match": client.get(path).headers["ETag"]})
    assert known.status_code == 304
    assert client.get(path, headers={"If-Match": '"another"'}).status_code == 412
    head = client.head(path)
    assert (head.status_code, head.headers["Content-Length"]) == (200, str(len(content)))
    # What is no range of bytes is the whole.
    assert client.get(path, headers={"Range": "lines=1-2"}).status_code == 200


def test_files_go_when_their_time_is_over() -> None:
    campaign = cast.live_campaign()
    job = asked(campaign, "participants")
    assert run_job(job_id=job.pk, at=timezone.now())
    client, path = client_of(cast.organizer_of(campaign)), f"/api/v1/exports/{job.public_id}/file/"
    file = job.files.get()
    orphan_day = timezone.now() - timedelta(days=3)
    from django.core.files.base import ContentFile

    orphan = exchange_storage().save(f"exchange/{orphan_day:%Y/%m/%d}/lost", ContentFile(b"left by a crash"))
    forget_files(at=timezone.now())
    assert not exchange_storage().exists(orphan)
    assert exchange_storage().exists(file.stored)
    forget_files(at=timezone.now() + KEPT)
    assert not exchange_storage().exists(file.stored)
    assert client.get(path).status_code == 410
    assert JobFile.objects.get(pk=file.pk).removed_at is not None


def test_treasurers_have_the_ledger_and_nothing_else() -> None:
    campaign = cast.live_campaign()
    client = client_of(treasurer_of(campaign))
    tables = [table["name"] for table in client.get(f"{address(campaign)}tables/").json()["results"]]
    assert tables == ["ledger"]
    of_organizer = asked(campaign, "participants")
    assert client.post(address(campaign), {"table": "ledger"}).status_code == 202
    assert client.post(address(campaign), {"table": "participants"}).status_code == 403
    assert client.get(f"/api/v1/exports/{of_organizer.public_id}/").status_code == 404
    assert client.post(f"/api/v1/exports/{of_organizer.public_id}/cancel/").status_code == 404
    assert [job["table"] for job in client.get(address(campaign)).json()["results"]] == ["ledger"]
    elsewhere = cast.live_campaign()
    assert client.get(address(elsewhere)).status_code == 404
    assert client_of(cast.organizer_of(elsewhere)).get(f"/api/v1/exports/{of_organizer.public_id}/").status_code == 404


@pytest.mark.parametrize("scope", ["participants:read", "findings:read", "rewards:read", "analytics:read"])
def test_a_key_exports_what_its_scope_is_about(scope: str) -> None:
    campaign = cast.live_campaign()
    olga = cast.organizer_of(campaign)
    key = make_key(owner=olga, name="T", kind="secret", scopes=[scope], at=MOMENT)[1].text
    client = client_of(key=key)
    mine = {table.name for table in known_tables() if table.scope == scope}
    seen = {table["name"] for table in client.get(f"{address(campaign)}tables/").json()["results"]}
    assert seen == mine
    assert mine
    for table in ("participants", "findings", "activities", "ledger", "report_growth"):
        job = ask_export(
            campaign=campaign, table=table_named(table), form="csv", bom=False, actor=olga, at=timezone.now()
        )
        told = client.get(f"/api/v1/exports/{job.public_id}/")
        said = client.post(address(campaign), {"table": table}, headers={"Idempotency-Key": table})
        if table in mine:
            assert (told.status_code, said.status_code) == (200, 202)
        else:
            assert (told.status_code, told.json()["type"]) == (403, "/problems/scope-missing/")
            assert (said.status_code, said.json()["scope"]) == (403, table_named(table).scope)
    assert {job["table"] for job in client.get(address(campaign)).json()["results"]} <= mine


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"table": "secrets"}, "unknown-table"),
        ({"table": "participants", "format": "geojson"}, "form-not-there"),
        ({"table": "findings", "format": "geojson", "bom": True}, "bom-not-in-json"),
    ],
)
def test_what_cannot_be_had_is_refused_by_name(body: dict[str, Any], code: str) -> None:
    campaign = cast.live_campaign()
    answer = client_of(cast.organizer_of(campaign)).post(address(campaign), body)
    assert (answer.status_code, answer.json()["type"]) == (400, f"/problems/{code}/")


def test_so_many_exports_wait_and_no_more() -> None:
    campaign = cast.live_campaign()
    client = client_of(cast.organizer_of(campaign))
    for _ in range(MOST_OPEN_EXPORTS):
        asked(campaign, "participants")
    refused = client.post(address(campaign), {"table": "participants"})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/too-many-exports/")
    one = Job.objects.filter(campaign=campaign).first()
    assert one is not None
    for _ in range(2):
        cancelled = client.post(f"/api/v1/exports/{one.public_id}/cancel/")
        assert (cancelled.status_code, cancelled.json()["state"]) == (200, "cancelled")
    assert client.post(address(campaign), {"table": "participants"}).status_code == 202
    assert client.get(f"/api/v1/exports/{one.public_id}/file/").status_code == 409
