"""Exports: every declared field of the person is in it, nobody else reads it, and it goes when its time is over."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import storages
from django.utils import timezone
from rest_framework.test import APIClient

from campaigns.people.personal import HOLDINGS, person_of
from campaigns.privacy.exporting import archive_name, ask_export, forget_exports, make_export
from campaigns.privacy.models import EXPORT_LASTS, LONGEST_WORK, Export
from campaigns.privacy.tasks import make_waiting_exports
from tests import cast
from tests.privacy.rich_life import IBAN, live_richly

pytestmark = pytest.mark.django_db


def archive_of(export: Export) -> zipfile.ZipFile:
    export.refresh_from_db()
    with storages["evidence"].open(str(export.file)) as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def test_every_declared_field_of_the_person_is_in_it() -> None:
    life = live_richly()
    export, is_new = ask_export(user=life.user, at=cast.MOMENT)
    assert is_new
    assert ask_export(user=life.user, at=cast.MOMENT) == (export, False)
    assert make_export(export_id=export.pk, at=cast.MOMENT)
    archive = archive_of(export)
    told = json.loads(archive.read("data.json"))
    person = person_of(life.user.pk)
    tables = {name.partition("-")[0]: name for name in archive.namelist() if name.startswith("csv/")}
    filled = set()
    for number, holding in enumerate(HOLDINGS, start=1):
        rows = told[holding.says]
        kept = list(holding.rows_of(person).order_by("pk"))
        assert len(rows) == len(kept)
        for row, model in zip(rows, kept, strict=True):
            for name in holding.fields:
                column = model._meta.get_field(name)
                if name in holding.kept_back or column.remote_field is not None:
                    continue
                filled.add((holding.model, name))
                assert row[name] == _as_told(column.value_from_object(model)), (holding.says, name)
        if rows:
            in_table = list(csv.reader(io.StringIO(archive.read(tables[f"csv/{number:02}"]).decode())))
            assert len(in_table) == len(rows) + 1
            assert in_table[0] == list(rows[0])
    assert {("campaigns.User", "email"), ("campaigns.Finding", "note"), ("campaigns.Trace", "country")} <= filled
    assert IBAN in {row["account"] for row in told["accounts that one's money goes to"]}
    assert {row["reason"] for row in told["one's money, transfer by transfer"]} >= {"share", "payout_paid"}
    assert {f"files/{name}" for name in life.files} <= set(archive.namelist())
    for name in life.files:
        with storages["evidence"].open(name) as file:
            assert archive.read(f"files/{name}") == file.read()
    readme = archive.read("README.txt").decode()
    assert all(holding.says in readme for holding in HOLDINGS)


def _as_told(value: Any) -> Any:
    if isinstance(value, memoryview | bytes):
        return bytes(value).decode("utf-8", "replace")
    if hasattr(value, "name") and hasattr(value, "storage"):
        return value.name
    # As JSON writes times.
    return json.loads(json.dumps(value, cls=_encoder(), default=None))


def _encoder() -> Any:
    from django.core.serializers.json import DjangoJSONEncoder

    return DjangoJSONEncoder


def test_a_formula_is_text_in_the_tables() -> None:
    user = cast.make_user()
    user.display_name = "=cmd()"
    user.save()
    export, _ = ask_export(user=user, at=cast.MOMENT)
    assert make_export(export_id=export.pk, at=cast.MOMENT)
    archive = archive_of(export)
    (table,) = [name for name in archive.namelist() if name.endswith("the-account.csv")]
    assert "'=cmd()" in archive.read(table).decode()
    assert json.loads(archive.read("data.json"))["the account"][0]["display_name"] == "=cmd()"


def test_it_is_fetched_by_its_person_alone_by_its_link_and_for_a_time() -> None:
    user, other, now = cast.make_user(), cast.make_user("eve"), timezone.now()
    client, stranger = APIClient(), APIClient()
    client.force_login(user)
    stranger.force_login(other)
    asked = client.post("/api/v1/me/export/")
    assert (asked.status_code, asked.json()["state"], asked.json()["file"]) == (202, "queued", None)
    assert client.post("/api/v1/me/export/").status_code == 200
    export = Export.objects.get(user=user)
    assert make_export(export_id=export.pk, at=now)
    (listed,) = client.get("/api/v1/me/export/").json()["results"]
    assert (listed["state"], listed["progress"]) == ("ready", 1.0)
    fetched = client.get(listed["file"])
    assert fetched.status_code == 200
    assert fetched.headers["Cache-Control"] == "no-store"
    assert zipfile.ZipFile(io.BytesIO(b"".join(fetched.streaming_content))).testzip() is None  # type: ignore[attr-defined]
    assert stranger.get(listed["file"]).status_code == 404
    assert APIClient().get(listed["file"]).status_code == 401
    assert client.get(listed["file"][:-1] + ("A" if listed["file"][-1] != "A" else "B")).status_code == 404
    assert client.get(listed["file"].partition("?")[0]).status_code == 404
    assert stranger.get("/api/v1/me/export/").json()["results"] == []
    Export.objects.filter(pk=export.pk).update(asked_at=now - EXPORT_LASTS)
    assert client.get(listed["file"]).status_code == 410
    assert forget_exports(at=now) == 1
    assert not storages["evidence"].exists(archive_name(export))
    assert client.get(listed["file"]).status_code == 404


def test_one_whose_maker_died_is_made_anew_and_gives_up_in_the_end() -> None:
    user, at = cast.make_user(), cast.MOMENT
    export, _ = ask_export(user=user, at=at)
    Export.objects.filter(pk=export.pk).update(state="making", claimed_at=at, attempts=1)
    assert not make_export(export_id=export.pk, at=at + timedelta(minutes=1))
    assert make_export(export_id=export.pk, at=at + LONGEST_WORK)
    assert not make_export(export_id=export.pk, at=at + 2 * LONGEST_WORK)
    Export.objects.filter(pk=export.pk).update(state="making", attempts=5, file="", ready_at=None)
    assert not make_export(export_id=export.pk, at=at + 3 * LONGEST_WORK)
    export.refresh_from_db()
    assert export.state == "failed"
    assert make_waiting_exports() == 0


class TestConsents:
    def test_what_was_said_is_read_and_taken_back(self) -> None:
        campaign = cast.live_campaign()
        (place,) = cast.join_in_turn(campaign, "alice")
        client = APIClient()
        assert place.user is not None
        client.force_login(place.user)
        said = {"purpose": "nudges", "campaign": campaign.slug, "given": True}
        given = client.post("/api/v1/me/consents/", said)
        assert given.status_code == 201
        assert given.json()["wording"] == "The organizers may write to me about this campaign."
        assert (given.json()["wording_version"], given.json()["how"]) == (1, "api")
        assert client.post("/api/v1/me/consents/", said).status_code == 200
        assert client.post("/api/v1/me/consents/", {"purpose": "nudges", "given": False}).status_code == 201
        log = client.get("/api/v1/me/consents/").json()["results"]
        assert [(word["campaign"], word["given"]) for word in log] == [(None, False), (campaign.slug, True)]

    def test_what_cannot_be_agreed_to(self) -> None:
        campaign, client = cast.live_campaign(), APIClient()
        client.force_login(cast.make_user())
        for said, status in (
            ({"purpose": "nudges", "given": True}, 400),
            ({"purpose": "everything", "given": True, "campaign": campaign.slug}, 400),
            ({"purpose": "nudges", "given": True, "campaign": campaign.slug, "wording_version": 0}, 400),
            ({"purpose": "nudges", "given": True, "campaign": campaign.slug}, 404),
        ):
            assert client.post("/api/v1/me/consents/", said).status_code == status


class TestErasingOverHttp:
    def test_the_preview_changes_nothing_and_the_post_ends_the_session(self) -> None:
        campaign = cast.live_campaign()
        (place,) = cast.join_in_turn(campaign, "alice")
        assert place.user is not None
        client = APIClient()
        client.force_login(place.user)
        preview = client.get("/api/v1/me/erase/").json()
        assert {part["what"] for part in preview["goes"]} >= {"the account", "sessions"}
        assert {part["what"] for part in preview["stays"]} >= {"places in campaigns"}
        assert (preview["money"], preview["obstacles"], preview["keys_that_end"]) == ([], [], 0)
        assert client.get("/api/v1/me/").status_code == 200
        assert (
            client.post("/api/v1/me/erase/", {"email": "eve@example.org"}).json()["errors"][0]["pointer"] == "#/email"
        )
        asked = client.post("/api/v1/me/erase/", {"email": place.user.email})
        assert (asked.status_code, asked.json()["state"]) == (202, "asked")
        assert client.get("/api/v1/me/").status_code == 401
