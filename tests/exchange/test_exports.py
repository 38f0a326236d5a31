"""An export is what the database holds: compared row by row, each table and each form."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from campaigns.events.models import Event
from campaigns.exchange.fact_tables import participant_rows
from campaigns.exchange.models import Job, JobFile
from campaigns.exchange.running import run_job
from campaigns.exchange.tables import Column, Rows, Table, register_table
from campaigns.findings.models import Finding
from campaigns.participation.models import Activity
from campaigns.people.doors import Scope
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from rewards.ledger.models import Transfer
from tests import cast
from tests.exchange.stage import HOSTILE, asked, exported, hostile_campaign, read_csv

pytestmark = pytest.mark.usefixtures("committed")


def word(value: Any) -> str:
    """Write a value as a file has it, said here a second time."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return "" if value is None else str(value)


def moments(campaign: Campaign, row: dict[str, str], *names: str) -> list[str]:
    """Give the times of a row, having seen that those by the campaign's clocks are the same moments."""
    assert row["time_zone"] == campaign.time_zone
    for name in names:
        if row[name]:
            at, local = (datetime.fromisoformat(row[each]) for each in (name, f"{name}_local"))
            assert at == local
            assert local.utcoffset() == at.astimezone(campaign.zone()).utcoffset()
        else:
            assert row[f"{name}_local"] == ""
    return [row[name] for name in names]


def findings_expected(campaign: Campaign) -> list[dict[str, Any]]:
    found = Finding.objects.filter(campaign=campaign).select_related("participant", "objective").order_by("pk")
    return [
        {
            "id": finding.public_id,
            "participant": finding.participant.public_id,
            "participant_name": finding.participant.display_name,
            "objective": finding.objective.title,
            "objective_id": finding.objective.public_id,
            "observed_at": finding.observed_at,
            "received_at": finding.received_at,
            "latitude": finding.latitude,
            "longitude": finding.longitude,
            "accuracy_m": finding.accuracy_m,
            "location_source": finding.location_source,
            "status": finding.state,
            "paid_rank": finding.paid_rank,
            "decided_at": finding.decided_at,
            "client_id": finding.client_id,
            "note": finding.note,
        }
        for finding in found
    ]


def test_every_table_is_what_the_database_holds() -> None:
    campaign = hostile_campaign()

    people = Participant.objects.filter(campaign=campaign).select_related("invited_by").order_by("pk")
    rows = read_csv(exported(campaign, "participants"), "participants")
    assert [row["display_name"] for row in rows] == list(HOSTILE)
    for row, person in zip(rows, people, strict=True):
        inviter = person.invited_by
        assert [row[name] for name in ("id", "inviter", "inviter_name", "depth", "claimed")] == [
            word(person.public_id),
            word(inviter and inviter.public_id),
            word(inviter and inviter.display_name),
            word(person.depth),
            "true",
        ]
        assert moments(campaign, row, "joined_at") == [word(person.joined_at)]

    rows = read_csv(exported(campaign, "findings", bom=True), "findings")
    for row, expected in zip(rows, findings_expected(campaign), strict=True):
        assert {name: row[name] for name in expected} == {name: word(value) for name, value in expected.items()}
        moments(campaign, row, "observed_at", "received_at", "decided_at")

    told = json.loads(exported(campaign, "findings", form="geojson"))
    for feature, expected in zip(told["features"], findings_expected(campaign), strict=True):
        latitude, longitude = expected.pop("latitude"), expected.pop("longitude")
        point = None if latitude is None else {"type": "Point", "coordinates": [longitude, latitude]}
        assert (feature["id"], feature["geometry"]) == (str(expected.pop("id")), point)
        for name, value in expected.items():
            assert word(feature["properties"][name]) == word(value)

    rows = read_csv(exported(campaign, "activities"), "activities")
    activities = Activity.objects.filter(campaign=campaign).select_related("participant").order_by("pk")
    for row, activity in zip(rows, activities, strict=True):
        assert (row["id"], row["participant"]) == (word(activity.public_id), word(activity.participant.public_id))
        assert (row["kind"], row["client_id"]) == (activity.kind, activity.client_id)
        assert moments(campaign, row, "at", "received_at") == [word(activity.at), word(activity.received_at)]

    rows = read_csv(exported(campaign, "ledger"), "ledger")
    transfers = Transfer.objects.filter(campaign=campaign).select_related("debit", "credit").order_by("pk")
    assert len(rows) > 5
    for row, transfer in zip(rows, transfers, strict=True):
        assert (row["reason"], row["amount_minor"]) == (transfer.reason, word(transfer.amount_minor))
        assert row["amount"] == f"{transfer.amount_minor // 100}.{transfer.amount_minor % 100:02}"
        for side, account in (("debit", transfer.debit), ("credit", transfer.credit)):
            owner = account.participant
            assert row[f"{side}_person"] == ("" if owner is None else owner.display_name)
            assert row[side].split(":")[0] == account.kind
        assert moments(campaign, row, "booked_at") == [word(transfer.created_at)]


def test_what_was_imported_is_among_the_activities(tmp_path: Any) -> None:
    from tests.imports.files import ACTIVITIES, PEOPLE, run_import, write

    campaign = cast.draft_campaign()
    people = write(tmp_path, "p.csv", PEOPLE, ["a,,2009-12-05T12:00:00Z,Alice"])
    acts = write(tmp_path, "a.csv", ACTIVITIES, ["a,attended,2009-12-05T13:00:00Z"])
    run_import(campaign.slug, participants=people, activities=acts)
    (row,) = read_csv(exported(campaign, "activities"), "activities")
    assert (row["kind"], row["at"], row["participant_name"]) == ("attended", "2009-12-05T13:00:00Z", "Alice")
    assert (row["id"], row["client_id"], row["received_at"]) == ("", "", "")


def test_an_export_sees_one_moment() -> None:
    """Whoever joins while it is being read is in none of its rows, though they have committed."""
    campaign = cast.live_campaign()
    cast.join_in_turn(campaign, "alice", "bob")
    seen: list[int] = []

    def join_meanwhile() -> None:
        cast.join(cast.make_user("late"), cast.open_link(campaign))
        connections.close_all()

    def rows(campaign: Campaign) -> Rows:
        seen.append(len(list(participant_rows(campaign))))
        late = threading.Thread(target=join_meanwhile)
        late.start()
        late.join()
        seen.append(len(list(participant_rows(campaign))))
        yield from ((row[0],) for row in participant_rows(campaign))

    register_table(
        Table(
            name="test_moment",
            title="Twice the same",
            columns=(Column("id"),),
            rows=rows,
            count=lambda campaign: 0,
            scope=Scope.PARTICIPANTS_READ,
        )
    )
    assert len(read_csv(exported(campaign, "test_moment"), "test_moment")) == 2
    assert seen == [2, 2]
    assert Participant.objects.filter(campaign=campaign).count() == 3


def test_a_job_is_done_once_and_says_so() -> None:
    campaign = cast.live_campaign()
    job = asked(campaign, "participants")
    assert run_job(job_id=job.pk, at=timezone.now())
    assert not run_job(job_id=job.pk, at=timezone.now())
    job.refresh_from_db()
    assert (job.state, job.attempts, job.result) == ("done", 1, {"rows": 0})
    assert JobFile.objects.filter(job=job).count() == 1
    kinds = Event.objects.filter(campaign=campaign, kind__startswith="export.").order_by("pk")
    assert [(event.kind, event.data["job"]) for event in kinds] == [
        ("export.asked", str(job.public_id)),
        ("export.done", str(job.public_id)),
    ]


def test_what_goes_wrong_fails_by_itself() -> None:
    def rows(campaign: Campaign) -> Rows:
        yield ("1",)
        raise RuntimeError("a defect")

    register_table(
        Table(
            name="test_defect",
            title="Wrong",
            columns=(Column("id"),),
            rows=rows,
            count=lambda campaign: 1,
            scope=Scope.PARTICIPANTS_READ,
        )
    )
    job = asked(cast.live_campaign(), "test_defect")
    assert run_job(job_id=job.pk, at=timezone.now())
    job.refresh_from_db()
    assert (job.state, job.problem_code) == (Job.State.FAILED, "internal_error")
    assert "defect" not in job.problem
    assert not job.files.exists()
