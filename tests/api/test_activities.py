"""Telling activities over the API: once each, in any order, many at a time, and nothing lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from campaigns.events.models import Event
from campaigns.participation.models import Activity
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from campaigns.recruiting.standing import freeze_branch, remove_member
from tests import cast
from tests.api.calling import Caller

pytestmark = pytest.mark.django_db


class Stage:
    """A campaign with Alice and Bob, and its organizer at the API."""

    def __init__(self) -> None:
        self.campaign = cast.live_campaign()
        self.alice, self.bob = cast.join_in_turn(self.campaign, "alice", "bob")
        self.path = f"/campaigns/{self.campaign.slug}/activities/"
        self.olga = Caller(cast.organizer_of(self.campaign))

    def said(self, who: Participant | None = None, /, **changes: Any) -> dict[str, Any]:
        at = cast.MOMENT + timedelta(days=1)
        return {
            "participant": str((who or self.alice).public_id),
            "kind": "attended",
            "at": at.isoformat(),
            "client_id": "meeting/1",
            **changes,
        }

    def events(self) -> list[Event]:
        return list(Event.objects.filter(campaign=self.campaign, kind="activity.reported").order_by("pk"))


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_an_activity_is_told_once_and_leaves_its_event(stage: Stage) -> None:
    at = "2009-12-06T09:30:00+01:00"
    told = stage.olga.post(stage.path, stage.said(at=at), status=201)
    assert told["participant"] == {"id": str(stage.alice.public_id), "display_name": "Alice"}
    assert (told["kind"], told["at"], told["client_id"]) == ("attended", "2009-12-06T08:30:00Z", "meeting/1")
    (event,) = stage.events()
    organizer = cast.organizer_of(stage.campaign)
    assert (event.actor_id, event.participant_id, event.finding_id) == (organizer.pk, stage.alice.pk, None)
    assert event.data == {"kind": "attended"}
    # The event carries the time at which it happened, not at which it was told.
    assert event.at.isoformat() == "2009-12-06T08:30:00+00:00"
    # Told again, in another zone's words, it is the same.
    assert stage.olga.post(stage.path, stage.said(at="2009-12-06T08:30:00Z"), status=200) == told
    assert len(stage.events()) == Activity.objects.filter(campaign=stage.campaign).count() == 1


def test_another_activity_under_the_same_client_id_is_refused(stage: Stage) -> None:
    stage.olga.post(stage.path, stage.said(), status=201)
    for changes in ({"kind": "shared"}, {"at": "2009-12-06T00:00:00Z"}, {"participant": str(stage.bob.public_id)}):
        answer = stage.olga.call("POST", stage.path, stage.said(**changes))
        assert answer.status_code == 409
        assert answer.json()["type"].strip("/").endswith("client-id-reused")
        assert answer.json()["errors"][0]["pointer"] == "#/client_id"
    # Another campaign's client ids are its own.
    other = Stage()
    other.olga.post(other.path, other.said(), status=201)


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"at": "2009-12-06T09:30:00"}, 400, "at"),
        ({"at": "yesterday"}, 400, "at"),
        ({"at": 1_260_000_000}, 400, "at"),
        ({"at": "9999-12-31T23:59:59-12:00"}, 400, "at"),
        ({"at": "2009-12-04T00:00:00Z"}, 400, "at"),
        ({"at": "1969-01-01T00:00:00Z"}, 400, "at"),
        ({"kind": ""}, 400, "kind"),
        ({"kind": "x" * 61}, 400, "kind"),
        ({"kind": "a\tb"}, 400, "kind"),
        ({"client_id": ""}, 400, "client_id"),
        ({"client_id": "x" * 65}, 400, "client_id"),
        ({"client_id": None}, 400, "client_id"),
        ({"participant": "alice"}, 400, "participant"),
        ({"participant": "5c4b0c0a-3f4e-4f2a-9d5c-0a1b2c3d4e5f"}, 404, "participant"),
    ],
)
def test_what_is_wrong_is_named(stage: Stage, changes: dict[str, Any], status: int, field: str) -> None:
    answer = stage.olga.call("POST", stage.path, stage.said(**changes))
    assert answer.status_code == status, answer.content
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"#/{field}"]
    (row,) = stage.olga.post(stage.path, [stage.said(**changes)])["rows"]
    assert row["status"] == "refused"
    assert [error["field"] for error in row["errors"]] == [field]
    assert not stage.events()


def test_the_future_begins_in_five_minutes(stage: Stage) -> None:
    soon, later = (timezone.now() + timedelta(minutes=minutes) for minutes in (4, 6))
    stage.olga.post(stage.path, stage.said(at=soon.isoformat()), status=201)
    refused = stage.olga.refused("POST", stage.path, stage.said(at=later.isoformat(), client_id="another"))
    assert refused == (400, "happens_in_the_future")


def test_late_activities_and_those_before_joining_are_taken(stage: Stage) -> None:
    (carol,) = cast.join_in_turn(stage.campaign, "carol", under=stage.alice)
    began = stage.campaign.starts_at
    assert began < carol.joined_at
    stage.olga.post(stage.path, stage.said(carol, at=began.isoformat()), status=201)
    just_before = (began - timedelta(seconds=1)).isoformat()
    refused = stage.olga.refused("POST", stage.path, stage.said(carol, at=just_before, client_id="2"))
    assert refused == (400, "happened_before_the_campaign")


@pytest.mark.parametrize("state", ["paused", "closed"])
def test_what_happens_after_the_incentive_counts_too(stage: Stage, state: str) -> None:
    Campaign.objects.filter(pk=stage.campaign.pk).update(state=state)
    stage.olga.post(stage.path, stage.said(at=timezone.now().isoformat()), status=201)


def test_a_draft_has_no_activities() -> None:
    draft = cast.draft_campaign()
    olga, path = Caller(cast.organizer_of(draft)), f"/campaigns/{draft.slug}/activities/"
    said = {"participant": str(uuid4()), "kind": "attended", "at": cast.MOMENT.isoformat(), "client_id": "1"}
    assert olga.refused("POST", path, said) == (409, "campaign_not_launched")
    assert olga.refused("POST", path, [said]) == (409, "campaign_not_launched")


def test_the_banned_do_not_count_and_those_in_quarantine_do(stage: Stage) -> None:
    organizer, now = cast.organizer_of(stage.campaign), timezone.now()
    stage.olga.post(stage.path, stage.said(stage.bob), status=201)
    remove_member(participant=stage.bob, banned=True, actor=organizer, at=now)
    freeze_branch(root=stage.alice, actor=organizer, at=now)
    assert stage.olga.refused("POST", stage.path, stage.said(stage.bob, client_id="2")) == (
        409,
        "participant_is_banned",
    )
    # What was told before is known all the same.
    stage.olga.post(stage.path, stage.said(stage.bob), status=200)
    stage.olga.post(stage.path, stage.said(stage.alice, client_id="3"), status=201)
    remove_member(participant=stage.alice, banned=False, actor=organizer, at=now)
    stage.olga.post(stage.path, stage.said(stage.alice, client_id="4"), status=201)


def test_many_are_each_decided_for_themselves(stage: Stage) -> None:
    stranger = cast.join_in_turn(cast.live_campaign(), "sam")[0]
    stage.olga.post(stage.path, stage.said(client_id="known"), status=201)
    rows: list[Any] = [
        stage.said(client_id="a"),
        stage.said(client_id="known"),
        stage.said(client_id="known", kind="shared"),
        stage.said(stranger, client_id="b"),
        stage.said(client_id="a"),
        stage.said(stage.bob, client_id="a"),
        stage.said(client_id="c", at="2009-12-06", kind=""),
        "a row",
        stage.said(stage.bob, client_id="b", kind="shared"),
        {"client_id": 7},
        None,
    ]
    report = stage.olga.post(stage.path, rows)
    assert (report["accepted"], report["known"], report["refused"]) == (2, 2, 7)
    assert [row["row"] for row in report["rows"]] == list(range(11))
    assert [row["status"] for row in report["rows"]] == [
        "accepted", "known", "refused", "refused", "known", "refused", "refused", "refused", "accepted", "refused",
        "refused",
    ]  # fmt: skip
    said = [[(error["field"], error["code"]) for error in row["errors"]] for row in report["rows"]]
    assert said == [
        [],
        [],
        [("client_id", "client_id_reused")],
        [("participant", "unknown_participant")],
        [],
        [("client_id", "client_id_reused")],
        [("kind", "blank"), ("at", "invalid")],
        [("", "invalid")],
        [],
        [("kind", "required"), ("at", "required"), ("client_id", "invalid")],
        [("", "null")],
    ]
    assert [row["client_id"] for row in report["rows"]][5:] == ["a", "c", None, "b", None, None]
    assert report["rows"][0]["activity"] == report["rows"][4]["activity"]
    assert [(event.participant_id, event.data["kind"]) for event in stage.events()] == [
        (stage.alice.pk, "attended"),
        (stage.alice.pk, "attended"),
        (stage.bob.pk, "shared"),
    ]
    # Sent again as it is, what was accepted is known, and nothing is told twice.
    again = stage.olga.post(stage.path, rows)
    assert (again["accepted"], again["known"], again["refused"]) == (0, 4, 7)
    assert len(stage.events()) == 3


def test_a_thousand_at_once_and_no_more(stage: Stage) -> None:
    rows = [stage.said(stage.alice if n % 2 else stage.bob, client_id=f"{n}") for n in range(1_001)]
    assert stage.olga.refused("POST", stage.path, rows) == (400, "invalid_input")
    assert not stage.events()
    assert stage.olga.post(stage.path, rows[:1_000])["accepted"] == 1_000
    assert len(stage.events()) == Activity.objects.filter(campaign=stage.campaign).count() == 1_000
    assert stage.olga.post(stage.path, [stage.said(client_id="one")])["accepted"] == 1


def test_organizers_read_them_back(stage: Stage) -> None:
    for number in range(4):
        who, kind = (stage.alice, "attended") if number % 2 else (stage.bob, "shared")
        stage.olga.post(stage.path, stage.said(who, kind=kind, client_id=f"{number}"), status=201)
    page = stage.olga.get(stage.path, limit=3)
    assert [row["client_id"] for row in page["results"]] == ["3", "2", "1"]
    (last,) = stage.olga.client.get(page["next"]).json()["results"]
    assert last["client_id"] == "0"
    assert [row["client_id"] for row in stage.olga.get(stage.path, kind="shared")["results"]] == ["2", "0"]
    found = stage.olga.get(stage.path, participant=str(stage.alice.public_id), kind="attended")["results"]
    assert [row["client_id"] for row in found] == ["3", "1"]
    assert stage.olga.call("GET", stage.path, {"participant": "alice"}).status_code == 400
