"""Programs report: with a secret key for whom they name, with a publishable one for whoever's token comes along."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core import signing
from rest_framework.test import APIClient

from campaigns.events.models import Event
from campaigns.findings.models import Finding
from campaigns.participation.models import Activity
from campaigns.people.keys import make_key
from campaigns.people.models import Role, Trace, User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from campaigns.recruiting.participant_tokens import token_of
from tests import cast
from tests.api.calling import Caller
from tests.cast import MOMENT

pytestmark = pytest.mark.django_db


class Program(Caller):
    """What a program calls with its key, each request under a name of its own."""

    def __init__(self, owner: User, campaign: Campaign | None, kind: str = "secret") -> None:
        slug = campaign.slug if campaign else None
        scopes = ["findings:write"]
        _, token = make_key(owner=owner, name="T", kind=kind, scopes=scopes, campaign_slug=slug, at=MOMENT)
        self.client = APIClient(headers={"Authorization": f"Bearer {token.text}"})

    def call(self, method: str, path: str, body: Any = None) -> Any:
        return self.client.post(f"/api/v1{path}", body, headers={"Idempotency-Key": uuid4().hex})


class Stage:
    def __init__(self) -> None:
        self.campaign = cast.live_campaign([(400_000, 3)])
        self.olga = cast.organizer_of(self.campaign)
        self.alice, self.bob = cast.join_in_turn(self.campaign, "alice", "bob")
        self.elsewhere = cast.live_campaign(organizer=self.olga)
        (self.sam,) = cast.join_in_turn(self.elsewhere, "sam")
        self.findings = f"/campaigns/{self.campaign.slug}/findings/"
        self.activities = f"/campaigns/{self.campaign.slug}/activities/"
        self.secret = Program(self.olga, self.campaign)
        self.page = Program(self.olga, self.campaign, "publishable")

    def report(self, **more: Any) -> dict[str, Any]:
        return {"objective": str(cast.objective_of(self.campaign).public_id), "note": "Red.", **more}

    def act(self, **more: Any) -> dict[str, Any]:
        return {"kind": "attended", "at": "2009-12-05T14:30:00Z", "client_id": uuid4().hex, **more}


@pytest.fixture
def stage() -> Stage:
    return Stage()


def name(participant: Participant) -> str:
    return str(participant.public_id)


class TestTokens:
    def test_joining_and_ones_own_place_tell_it(self, stage: Stage) -> None:
        sue = cast.make_user("sue")
        body = {"display_name": "Sue", "consent": True}
        joined = Caller(sue).post(f"/campaigns/{stage.campaign.slug}/join/", body, status=201)
        place = Caller(sue).get(f"/campaigns/{stage.campaign.slug}/me/")
        assert joined["participant_token"] == place["participant_token"]
        answer = stage.page.post(stage.findings, stage.report(participant_token=place["participant_token"]), status=201)
        assert answer["participant"]["id"] == place["id"]

    def test_nobody_else_is_told(self, stage: Stage) -> None:
        for path in (f"/participants/{name(stage.bob)}/", f"/campaigns/{stage.campaign.slug}/participants/"):
            assert token_of(stage.bob) not in str(Caller(stage.olga).get(path))

    def test_once_ended_it_is_good_for_nothing(self, stage: Stage) -> None:
        old = token_of(stage.bob)
        new = Caller(stage.bob.user).post(f"/campaigns/{stage.campaign.slug}/me/end-tokens/")["participant_token"]
        assert new != old
        said = stage.report(participant_token=old)
        assert stage.page.refused("POST", stage.findings, said) == (400, "participant_token_ended")
        stage.page.post(stage.findings, stage.report(participant_token=new), status=201)

    @pytest.mark.parametrize("place", range(0, 140, 7))
    def test_one_changed_character_is_refused(self, stage: Stage, place: int) -> None:
        token = token_of(stage.bob)
        place = min(place, len(token) - 1)
        forged = token[:place] + ("a" if token[place] != "a" else "b") + token[place + 1 :]
        told = stage.page.refused("POST", stage.findings, stage.report(participant_token=forged))
        assert told == (400, "participant_token_wrong")

    def test_other_things_that_we_signed_are_no_tokens(self, stage: Stage) -> None:
        said = [stage.campaign.public_id.hex, stage.bob.public_id.hex, 1]
        for salt in ("django.core.signing", "frontend.ticket"):
            forged = signing.Signer(salt=salt).sign_object(said)
            told = stage.page.refused("POST", stage.findings, stage.report(participant_token=forged))
            assert told == (400, "participant_token_wrong")

    def test_it_is_of_its_campaign_alone(self, stage: Stage) -> None:
        told = stage.page.refused("POST", stage.findings, stage.report(participant_token=token_of(stage.sam)))
        assert told == (400, "participant_token_wrong")

    def test_the_banned_are_refused(self, stage: Stage) -> None:
        Participant.objects.filter(pk=stage.bob.pk).update(removed_at=MOMENT, is_banned=True)
        status, _ = stage.page.refused("POST", stage.findings, stage.report(participant_token=token_of(stage.bob)))
        assert status in {403, 409}
        assert not Finding.objects.filter(campaign=stage.campaign).exists()


class TestFindings:
    def test_a_secret_key_reports_for_whom_it_names(self, stage: Stage) -> None:
        answer = stage.secret.post(stage.findings, stage.report(participant=name(stage.bob)), status=201)
        finding = Finding.objects.get(public_id=answer["id"])
        assert finding.participant == stage.bob
        event = Event.objects.get(kind="finding.submitted", finding_id=finding.pk)
        assert (event.actor_id, event.participant_id) == (stage.olga.pk, stage.bob.pk)
        # The organizer's machine says nothing of where the finder was.
        assert not Trace.objects.filter(finding=finding).exists()

    def test_a_publishable_key_reports_for_the_holder(self, stage: Stage) -> None:
        said = stage.report(participant_token=token_of(stage.bob), client_id="phone-1")
        answer = stage.page.post(stage.findings, said, status=201)
        finding = Finding.objects.get(public_id=answer["id"])
        assert finding.participant == stage.bob
        assert Event.objects.get(kind="finding.submitted", finding_id=finding.pk).actor_id == stage.bob.user_id
        assert Trace.objects.filter(finding=finding, participant=stage.bob).exists()
        assert stage.page.post(stage.findings, said)["id"] == answer["id"]

    def test_whom_it_is_for_must_be_said_in_the_right_way(self, stage: Stage) -> None:
        token, bob = token_of(stage.bob), name(stage.bob)
        for program, said, told in (
            (stage.secret, {}, (400, "participant_missing")),
            (stage.secret, {"participant_token": token}, (400, "participant_token_not_taken")),
            (stage.secret, {"participant": name(stage.sam)}, (404, "unknown_participant")),
            (stage.secret, {"participant": str(uuid4())}, (404, "unknown_participant")),
            (stage.page, {}, (400, "participant_token_missing")),
            (stage.page, {"participant": bob}, (400, "participant_token_missing")),
            (stage.page, {"participant": name(stage.alice), "participant_token": token}, (400, "another_participant")),
            (Caller(stage.bob.user), {"participant_token": token}, (400, "participant_token_not_taken")),
            (Caller(stage.alice.user), {"participant_token": token}, (400, "participant_token_not_taken")),
        ):
            assert program.refused("POST", stage.findings, stage.report(**said)) == told, said
        assert not Finding.objects.filter(campaign=stage.campaign).exists()
        stage.page.post(stage.findings, stage.report(participant=bob, participant_token=token), status=201)

    def test_who_organizes_nothing_reports_for_themselves_alone(self, stage: Stage) -> None:
        assert stage.bob.user is not None
        own = Program(stage.bob.user, None)
        own.post(stage.findings, stage.report(participant=name(stage.bob)), status=201)
        for other in (name(stage.alice), str(uuid4())):
            assert own.refused("POST", stage.findings, stage.report(participant=other)) == (403, "not_yourself")

    def test_an_objective_of_another_campaign_is_refused(self, stage: Stage) -> None:
        theirs = str(cast.objective_of(stage.elsewhere).public_id)
        for program, said in (
            (stage.secret, {"participant": name(stage.bob)}),
            (stage.page, {"participant_token": token_of(stage.bob)}),
        ):
            status, _ = program.refused("POST", stage.findings, stage.report(**said, objective=theirs))
            assert status == 400

    def test_once_its_maker_is_no_organizer_a_page_is_deaf(self, stage: Stage) -> None:
        Role.objects.create(campaign=stage.campaign, user=cast.make_user("otto"), kind="organizer")
        Role.objects.filter(campaign=stage.campaign, user=stage.olga).delete()
        said = stage.report(participant_token=token_of(stage.bob))
        assert stage.page.refused("POST", stage.findings, said) == (403, "key_without_role")
        said = stage.report(participant=name(stage.bob))
        assert stage.secret.refused("POST", stage.findings, said) == (403, "key_without_role")


class TestActivities:
    def test_a_secret_key_tells_of_whom_it_names(self, stage: Stage) -> None:
        answer = stage.secret.post(stage.activities, stage.act(participant=name(stage.bob)), status=201)
        activity = Activity.objects.get(public_id=answer["id"])
        assert (activity.participant, activity.reported_by) == (stage.bob, stage.olga)

    def test_a_publishable_key_tells_of_the_holder(self, stage: Stage) -> None:
        said = stage.act(participant_token=token_of(stage.bob))
        answer = stage.page.post(stage.activities, said, status=201)
        activity = Activity.objects.get(public_id=answer["id"])
        assert (activity.participant, activity.reported_by) == (stage.bob, stage.bob.user)
        assert stage.page.post(stage.activities, said)["id"] == answer["id"]

    def test_whom_it_is_of_must_be_said_in_the_right_way(self, stage: Stage) -> None:
        token, bob = token_of(stage.bob), name(stage.bob)
        for program, said, status in (
            (stage.secret, {}, 400),
            (stage.secret, {"participant": bob, "participant_token": token}, 400),
            (stage.page, {"participant": bob}, 400),
            (stage.page, {"participant": name(stage.alice), "participant_token": token}, 400),
            (stage.page, {"participant_token": token_of(stage.sam)}, 400),
            (stage.secret, {"participant": name(stage.sam)}, 404),
        ):
            assert program.refused("POST", stage.activities, stage.act(**said))[0] == status, said
        assert not Activity.objects.filter(campaign=stage.campaign).exists()

    def test_of_many_each_is_its_holders(self, stage: Stage) -> None:
        rows: list[Any] = [
            stage.act(participant_token=token_of(stage.bob)),
            stage.act(participant_token=token_of(stage.alice)),
            stage.act(participant_token=token_of(stage.sam)),
            stage.act(participant=name(stage.bob)),
            stage.act(participant=name(stage.bob), participant_token=token_of(stage.alice)),
            stage.act(participant=name(stage.bob), participant_token=token_of(stage.bob)),
            "a row",
        ]
        report = stage.page.post(stage.activities, rows)
        assert (report["accepted"], report["known"], report["refused"]) == (3, 0, 4)
        assert [row["status"][0] for row in report["rows"]] == ["a", "a", "r", "r", "r", "a", "r"]
        assert [row["errors"][0]["field"] for row in report["rows"] if row["errors"]] == [
            "participant_token", "participant_token", "participant", "",
        ]  # fmt: skip
        told = Activity.objects.filter(campaign=stage.campaign)
        assert sorted(told.values_list("participant", "reported_by")) == sorted(
            [(stage.bob.pk, stage.bob.user_id)] * 2 + [(stage.alice.pk, stage.alice.user_id)]
        )

    def test_in_a_list_of_a_secret_key_tokens_are_refused_row_by_row(self, stage: Stage) -> None:
        rows = [
            stage.act(participant=name(stage.bob)),
            stage.act(participant=name(stage.bob), participant_token=token_of(stage.bob)),
        ]
        report = stage.secret.post(stage.activities, rows)
        assert [row["status"] for row in report["rows"]] == ["accepted", "refused"]
        assert report["rows"][1]["errors"][0]["code"] == "participant_token_not_taken"
