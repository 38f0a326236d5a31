"""Imports as jobs over HTTP: the command's rules, a report for each row, mappings, and a way back from an export."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone
from rest_framework.test import APIClient

from campaigns.events.models import Event
from campaigns.exchange.files import exchange_storage, forget_files
from campaigns.exchange.models import KEPT, ColumnMapping, Job, JobFile
from campaigns.exchange.running import run_job
from campaigns.findings.models import Finding
from campaigns.people.keys import make_key
from campaigns.planning.models import Campaign
from campaigns.recruiting.importing import hold_for_import
from campaigns.recruiting.models import Participant
from rewards.settlement.models import Settlement
from tests import cast
from tests.cast import MOMENT
from tests.exchange.stage import exported, hostile_campaign, read_csv
from tests.exchange.test_exports_over_http import body_of

pytestmark = pytest.mark.usefixtures("committed")

NOON = "2009-12-05T12:00:00Z"
PEOPLE = f"id,inviter,joined_at,display_name\nbob,alice,{NOON},Bob\nalice,,{NOON},Alice\n"
FINDINGS = (
    "id,participant,objective,observed_at,latitude,longitude,status\n"
    f"f1,bob,Balloon 1,{NOON},37.5,-122.25,verified\nf2,bob,Balloon 1,{NOON},,,submitted\n"
)
ACTS = f"participant,kind,at\nbob,attended,{NOON}\n"
WRONG = PEOPLE + f"eve,mallory,{NOON},Eve\n=frank,eve,soon,Frank\n"


def client_of(campaign: Campaign) -> APIClient:
    client = APIClient()
    client.force_login(cast.organizer_of(campaign))
    return client


def form(**said: Any) -> dict[str, Any]:
    """Make a form of texts that become files, and of other words."""
    files = ("participants", "activities", "findings", "file")
    return {
        name: SimpleUploadedFile(f"{name}.csv", value.encode() if isinstance(value, str) else value)
        if name in files
        else value
        for name, value in said.items()
    }


def sent(campaign: Campaign, **said: Any) -> Any:
    return client_of(campaign).post(f"/api/v1/campaigns/{campaign.slug}/imports/", form(**said), format="multipart")


def done(campaign: Campaign, **said: Any) -> dict[str, Any]:
    """Send an import, have it done here and now, and give what is told of it."""
    answer = sent(campaign, **said)
    assert answer.status_code == 202, answer.content
    job = Job.objects.get(public_id=answer.json()["id"])
    assert run_job(job_id=job.pk, at=timezone.now())
    told: dict[str, Any] = client_of(campaign).get(f"/api/v1/imports/{job.public_id}/").json()
    return told


def report_of(campaign: Campaign, told: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the report, having seen that it says the same in both forms, and each reason in both languages."""
    path, client = f"/api/v1/imports/{told['id']}/report/", client_of(campaign)
    rows, spanish = (
        json.loads(body_of(client.get(path, headers={"Accept-Language": language})))["results"]
        for language in ("en", "es")
    )
    text = body_of(client.get(f"{path}?format=csv", headers={"Accept-Language": "es"})).decode()
    in_csv = [{**row, "line": int(row["line"])} for row in csv.DictReader(io.StringIO(text, newline=""))]
    assert in_csv == [{**row, "reason_es": other["reason"]} for row, other in zip(rows, spanish, strict=True)]
    assert not [row for row, other in zip(rows, spanish, strict=True) if row["reason"] == other["reason"]]
    told_in_english: list[dict[str, Any]] = rows
    return told_in_english


def test_people_activities_and_findings_come_in_and_are_paid() -> None:
    campaign = cast.live_campaign([(400_000, 1)])
    told = done(campaign, participants=PEOPLE, activities=ACTS, findings=FINDINGS, settle="true")
    assert (told["state"], told["errors"], told["problem"]) == ("done", 0, None)
    counts = told["imported"]
    assert (counts["participants"], counts["trees"], counts["longest_chain"], counts["activities"]) == (2, 1, 2, 1)
    assert (counts["findings"], counts["settled"]) == ({"verified": 1, "submitted": 1}, 1)
    assert counts["shares_minor"] + counts["remainder_minor"] == 400_000
    assert Settlement.objects.filter(campaign=campaign).count() == 1
    assert [row["kind"] for row in report_of(campaign, told)] == ["warning"]
    # What was sent is not read again, and goes; the report stays for its time.
    files = JobFile.objects.filter(job__public_id=told["id"])
    assert {file.role: file.removed_at is None for file in files} == {
        "participants": False, "activities": False, "findings": False, "report": True,
    }  # fmt: skip
    assert not any(exchange_storage().exists(file.stored) for file in files if file.role != "report")
    kinds = Event.objects.filter(campaign=campaign, kind__startswith="import.").order_by("pk")
    assert [event.kind for event in kinds] == ["import.asked", "import.done"]
    again = sent(campaign, participants=PEOPLE)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/already-imported/")


def test_a_wrong_row_is_reported_and_nothing_is_half_imported() -> None:
    campaign = cast.draft_campaign()
    told = done(campaign, participants=WRONG)
    assert (told["state"], told["problem"]["code"], told["imported"]) == ("failed", "rows_refused", None)
    assert not Participant.objects.filter(campaign=campaign).exists()
    errors = {(row["line"], row["field"]) for row in report_of(campaign, told) if row["kind"] == "error"}
    assert errors == {(4, "inviter"), (5, "joined_at")}
    told = done(campaign, participants=WRONG, keep_good_rows="true")
    assert (told["state"], told["imported"]["participants"], told["errors"]) == ("done", 2, 2)
    assert Participant.objects.filter(campaign=campaign).count() == 2


def test_a_report_whose_time_is_over_is_told_to_be_gone() -> None:
    campaign = cast.draft_campaign()
    told = done(campaign, participants=WRONG)
    forget_files(at=timezone.now() + KEPT)
    for form in ("json", "csv"):
        answer = client_of(campaign).get(f"/api/v1/imports/{told['id']}/report/?format={form}")
        assert (answer.status_code, answer.json()["type"]) == (410, "/problems/file-removed/")


def test_checking_imports_nothing_and_says_what_would_be() -> None:
    campaign = cast.draft_campaign()
    told = done(campaign, participants=WRONG, findings=FINDINGS, check_only="true")
    assert (told["state"], told["errors"], told["imported"]) == ("done", 2, None)
    assert (told["found"]["participants"], told["found"]["findings"]) == (2, {"verified": 1, "submitted": 1})
    assert not Participant.objects.filter(campaign=campaign).exists()
    assert done(campaign, participants=PEOPLE)["imported"]["participants"] == 2


@pytest.mark.parametrize("other", ["participants", "findings"])
def test_what_an_export_gave_another_campaign_takes(other: str) -> None:
    """The same tree with the same names and times, and the same findings at the same places."""
    old = hostile_campaign()
    new = cast.draft_campaign(time_zone="Asia/Kathmandu")
    files = {name: exported(old, name, bom=name == other) for name in ("participants", "activities", "findings")}
    named = {f"{name}_mapping": "mobilize" for name in files}
    told = done(new, **files, **named)
    assert (told["state"], told["errors"]) == ("done", 0), report_of(new, told)

    def tree(campaign: Campaign) -> list[Any]:
        people = Participant.objects.filter(campaign=campaign).select_related("invited_by")
        chains = [Participant.objects.chain_of(person.pk) for person in people.order_by("pk")]
        return sorted(
            ([member.display_name for member in chain], person.joined_at, person.depth)
            for chain, person in zip(chains, people.order_by("pk"), strict=True)
        )

    def found(campaign: Campaign) -> list[Any]:
        findings = Finding.objects.filter(campaign=campaign).select_related("participant", "objective")
        return sorted(
            (
                finding.participant.display_name,
                finding.objective.title,
                finding.observed_at,
                finding.latitude or 0.0,
                finding.longitude or 0.0,
                finding.state,
            )
            for finding in findings
        )

    def acts(campaign: Campaign) -> list[Any]:
        return sorted(
            (row["participant_name"], row["kind"], row["at"])
            for row in read_csv(exported(campaign, "activities"), "activities")
        )

    assert tree(new) == tree(old)
    assert found(new) == found(old)
    assert acts(new) == acts(old)


def test_a_mapping_is_kept_tried_and_used() -> None:
    campaign = cast.draft_campaign()
    client, base = client_of(campaign), f"/api/v1/campaigns/{campaign.slug}/mappings/"
    theirs = "Nr;Wer;Von;Wann\n1;bob;alice;05.12.2009 13:00\n2;alice;;05.12.2009 12:00\n3;eve;alice;bald\n"
    layout = {
        "columns": {"id": "Wer", "inviter": "Von", "joined_at": "Wann"},
        "delimiter": "semicolon",
        "times": "day first",
        "time_zone": "Europe/Berlin",
    }
    tried = form(table="participants", file=theirs, layout=json.dumps(layout))
    preview = client.post(f"{base}preview/", tried, format="multipart").json()
    assert preview["their_columns"] == ["Nr", "Wer", "Von", "Wann"]
    assert [row["cells"]["joined_at"] for row in preview["rows"]] == [NOON, "2009-12-05T11:00:00Z", "bald"]
    assert [row["problems"] for row in preview["rows"]] == [
        [], [], [{"field": "joined_at", "reason": "“bald” is not a time with the day first"}],
    ]  # fmt: skip
    tried = form(table="participants", file=theirs, layout=json.dumps(layout))
    spanish = client.post(f"{base}preview/", tried, format="multipart", headers={"Accept-Language": "es"}).json()
    assert spanish["rows"][2]["problems"][0]["reason"] == "«bald» no es una hora con el día primero"

    body = {"table": "participants", "name": "Members", "layout": layout}
    made = client.post(base, body, format="json")
    assert made.status_code == 201
    path = f"/api/v1/mappings/{made.json()['id']}/"
    assert client.post(base, body, format="json").json()["type"] == "/problems/name-is-taken/"
    assert client.post(base, {**body, "name": "mobilize"}, format="json").status_code == 400
    bad = {**body, "name": "Bad", "layout": {"columns": {"who": "Wer"}}}
    refused = client.post(base, bad, format="json")
    assert (refused.status_code, refused.json()["type"]) == (400, "/problems/unknown-column/")
    told = done(campaign, participants=theirs, participants_mapping=made.json()["id"], keep_good_rows="true")
    assert (told["state"], told["imported"]["participants"], told["errors"]) == ("done", 2, 1)

    assert client.patch(path, {"name": "All members"}, format="json").json()["name"] == "All members"
    assert [mapping["name"] for mapping in client.get(base).json()["results"]] == ["All members"]
    assert client_of(cast.draft_campaign()).get(path).status_code == 404
    assert client.delete(path).status_code == 204
    assert not ColumnMapping.objects.filter(campaign=campaign).exists()
    kinds = Event.objects.filter(campaign=campaign, kind__startswith="mapping.").order_by("pk")
    assert [event.kind for event in kinds] == ["mapping.made", "mapping.changed", "mapping.removed"]


def test_what_cannot_be_imported_is_refused_at_once() -> None:
    campaign = cast.draft_campaign()
    for said, code in (
        ({"participants": b"PK\x03\x04 is packed"}, "file-refused"),
        ({"participants": PEOPLE, "settle": "true"}, "nothing-to-settle"),
        ({"participants": PEOPLE, "findings": FINDINGS, "settle": "true"}, "campaign-not-launched"),
        ({"participants": PEOPLE, "participants_mapping": "00000000-0000-4000-8000-000000000000"}, "unknown-mapping"),
    ):
        answer = sent(campaign, **said)
        assert answer.json()["type"] == f"/problems/{code}/"
    assert sent(campaign, findings=FINDINGS).status_code == 400
    assert not Job.objects.filter(campaign=campaign).exists()
    told = sent(campaign, participants=PEOPLE).json()
    busy = sent(campaign, participants=PEOPLE)
    assert (busy.status_code, busy.json()["type"]) == (409, "/problems/import-running/")
    cancelled = client_of(campaign).post(f"/api/v1/imports/{told['id']}/cancel/").json()
    assert cancelled["state"] == "cancelled"
    report = client_of(campaign).get(f"/api/v1/imports/{told['id']}/report/")
    assert report.status_code == 409
    assert not any(exchange_storage().exists(file.stored) for file in JobFile.objects.filter(job__campaign=campaign))


def test_an_import_brings_more_than_other_requests_where_one_is_known() -> None:
    """By the announced length alone: nothing of what is too large is read."""
    campaign = cast.draft_campaign()
    imports, preview = (f"/api/v1/campaigns/{campaign.slug}/{name}/" for name in ("imports", "mappings/preview"))
    key = make_key(owner=cast.organizer_of(campaign), name="T", kind="secret", scopes=["participants:write"], at=MOMENT)
    program = APIClient(headers={"Authorization": f"Bearer {key[1].text}"})
    once = {"HTTP_IDEMPOTENCY_KEY": "one"}
    for client, path, megabytes, headers, most in (
        (client_of(campaign), imports, 257, {}, "256 MB"),
        (program, imports, 257, once, "256 MB"),
        (client_of(campaign), preview, 65, {}, "64 MB"),
        (APIClient(), imports, 65, once, "64 MB"),
        (program, imports, 250, once, None),
        (client_of(campaign), imports, 250, {}, None),
    ):
        body = io.BytesIO(b"--x--\r\n")
        more: dict[str, Any] = {"CONTENT_LENGTH": str(megabytes * 1024 * 1024), "wsgi.input": body, **headers}
        answer = client.generic("POST", path, content_type="multipart/form-data; boundary=x", **more)
        if most is None:
            assert (answer.status_code, body.tell()) == (400, 7), answer.content
            continue
        assert (answer.status_code, answer.json()["type"]) == (413, "/problems/upload-too-large/")
        assert (most in answer.json()["detail"], body.tell()) == (True, 0)


def test_an_unreadable_file_fails_with_its_reason_in_the_report() -> None:
    campaign = cast.draft_campaign()
    told = done(campaign, participants=b"id;inviter;joined_at\n")
    assert told["problem"]["code"] == "rows_refused"
    (row,) = report_of(campaign, told)
    assert (row["file"], row["line"], row["field"]) == ("participants.csv", 1, "header")
    assert "separated by ';'" in row["reason"]
    (row,) = report_of(campaign, done(campaign, participants=b"id,inviter,joined_at\n"))
    assert row["reason"] == "there is nobody in the file"


def test_a_key_needs_a_scope_for_each_part() -> None:
    campaign = cast.live_campaign()
    olga = cast.organizer_of(campaign)

    def status(*scopes: str, **said: Any) -> tuple[int, Any]:
        key = make_key(owner=olga, name="T", kind="secret", scopes=scopes, at=MOMENT)[1].text
        client = APIClient(headers={"Authorization": f"Bearer {key}"})
        answer = client.post(f"/api/v1/campaigns/{campaign.slug}/imports/", form(**said), format="multipart")
        return answer.status_code, answer.json().get("scope")

    people, both = {"participants": PEOPLE}, {"participants": PEOPLE, "findings": FINDINGS}
    assert status("findings:write", **people) == (403, "participants:write")
    assert status("participants:write", **both) == (403, "findings:write")
    assert status("participants:write", "findings:write", **both, settle="true") == (403, "rewards:write")
    assert status("participants:write", "findings:write", "rewards:write", **both, settle="true")[0] == 202


def test_an_import_waits_for_one_by_the_command_line() -> None:
    campaign = cast.draft_campaign()
    job = Job.objects.get(public_id=sent(campaign, participants=PEOPLE).json()["id"])
    from threading import Thread

    from django.db import connections

    outcome: list[bool] = []

    def work() -> None:
        outcome.append(run_job(job_id=job.pk, at=timezone.now()))
        connections.close_all()

    with transaction.atomic():
        hold_for_import(campaign)
        worker = Thread(target=work)
        worker.start()
        worker.join(20)
    job.refresh_from_db()
    assert (outcome, job.state, job.attempts) == ([False], Job.State.QUEUED, 0)
    assert run_job(job_id=job.pk, at=timezone.now())
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert connection.is_usable()
