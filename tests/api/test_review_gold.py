"""Gold over HTTP: findings whose answer is known, shown among the others, and how reviewers do by them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.events.models import Event
from campaigns.findings.claiming import claim_finding
from campaigns.findings.gold import draw_gold, make_gold
from campaigns.findings.models import Finding, GoldAnswer
from campaigns.findings.operations import reject_finding, verify_finding
from campaigns.findings.review_queue import take_next
from campaigns.findings.reviewers import read_records
from campaigns.people.models import Role, User
from tests.api.reviewing import Scene, at_finding

pytestmark = pytest.mark.django_db


class TestGold:
    @staticmethod
    def pull(scene: Scene, who: User) -> str:
        taken = take_next(campaign=scene.campaign, reviewer=who, at=timezone.now(), draw=lambda: 0.0)
        assert taken is not None
        return str(taken.public_id)

    def test_it_looks_new_is_answered_and_touches_nothing(self) -> None:
        scene = Scene()
        finding = scene.report(priority=7)
        scene.rosa.post(at_finding(finding, "verify"), {"note": "Certainly."})
        made = scene.organizer.post(f"{scene.path}/gold/", {"finding": str(finding.public_id)}, status=201)
        waiting = scene.report(priority=3)
        before = [
            list(Finding.objects.filter(pk=finding.pk).values_list()),
            list(finding.verdicts.values_list()),
            list(Event.objects.filter(finding_id=finding.pk).values_list()),
        ]
        name = self.pull(scene, scene.people[0])
        assert name == made["id"]
        taken = scene.rita.post(f"{scene.path}/review-queue/next/")["finding"]
        # Gold comes by chance; what Rolf takes up here is none.
        take_next(campaign=scene.campaign, reviewer=scene.people[1], at=timezone.now(), draw=lambda: 1.0)
        real = scene.rolf.post(f"{scene.path}/review-queue/next/")["finding"]
        assert real["id"] == str(waiting.public_id)
        assert taken.keys() == real.keys()
        alike = (
            "state", "round", "possible_steps", "claim", "votes", "history", "cluster", "prize", "refused",
            "if_verified",
        )  # fmt: skip
        for field in alike:
            told, expected = taken[field], real[field]
            if field == "claim":
                told, expected = {**told, "until": None}, {**expected, "until": None}
            if field == "cluster":
                told, expected = told["size"], expected["size"]
            assert told == expected, field
        assert taken["received_at"] <= timezone.now().isoformat()
        assert str(finding.public_id) not in str(taken)
        assert "Certainly" not in str(taken)
        assert scene.rita.get(f"/findings/{name}/review/")["id"] == name
        assert [row["id"] for row in scene.rita.get(f"{scene.path}/review-queue/", held="true")["results"]] == [name]
        answer = scene.rita.post(f"/findings/{name}/verify/", {"note": "Good."})
        assert (answer["id"], answer["state"]) == (name, "verified")
        assert scene.rita.refused("POST", f"/findings/{name}/verify/") == (409, "illegal_step")
        read = scene.rita.get(f"/findings/{name}/review/")
        assert (read["state"], read["refused"], read["if_verified"]) == ("verified", None, None)
        given = GoldAnswer.objects.get(reviewer=scene.people[0])
        assert given.said_true
        assert before == [
            list(Finding.objects.filter(pk=finding.pk).values_list()),
            list(finding.verdicts.values_list()),
            list(Event.objects.filter(finding_id=finding.pk).values_list()),
        ]
        assert (
            Event.objects.filter(kind="gold.answered", campaign_id=scene.campaign.pk, finding__isnull=True).count() == 1
        )
        (listed,) = scene.organizer.get(f"{scene.path}/gold/")["results"]
        assert (listed["answered"], listed["right"]) == (1, 1)

    def test_whom_it_is_shown(self) -> None:
        scene = Scene(reviewers_asked=2)
        finding = scene.report()
        scene.rita.post(at_finding(finding, "verify"))
        scene.rolf.post(at_finding(finding, "verify"))
        gold = make_gold(finding=finding, organizer=scene.olga, at=timezone.now())
        kin = scene.dave.user
        assert kin is not None
        Role.objects.create(campaign=scene.campaign, user=kin, kind=Role.Kind.REVIEWER)
        shown = [
            draw_gold(campaign=scene.campaign, reviewer=person) is not None
            for person in (*scene.people, scene.olga, kin)
        ]
        assert shown == [False, False, True, False, False]
        for caller in (scene.rita, scene.organizer, scene.reporter):
            assert caller.refused("POST", f"/findings/{gold.public_id}/verify/")[0] == 404
        # Asked of two, it stays under review after the first vote, as any would.
        assert (
            scene.rosa.post(f"/findings/{gold.public_id}/reject/", {"reason": "wrong_place"})["state"] == "under_review"
        )
        assert scene.rosa.refused("POST", f"/findings/{gold.public_id}/verify/") == (409, "already_voted")
        assert draw_gold(campaign=scene.campaign, reviewer=scene.people[2]) is None

    def test_about_one_pull_in_twenty(self) -> None:
        scene = Scene()
        finding = scene.report()
        scene.rosa.post(at_finding(finding, "verify"))
        make_gold(finding=finding, organizer=scene.olga, at=timezone.now())
        waiting = scene.report()
        rita, rolf = scene.people[:2]
        now = timezone.now()
        seldom = take_next(campaign=scene.campaign, reviewer=rita, at=now, draw=lambda: 0.0501)
        often = take_next(campaign=scene.campaign, reviewer=rolf, at=now, draw=lambda: 0.0499)
        assert seldom == waiting
        assert often == finding.gold

    def test_what_becomes_uncertain_is_shown_no_more(self) -> None:
        scene = Scene()
        finding = scene.report()
        undecided = scene.report()
        path = f"{scene.path}/gold/"
        assert scene.organizer.refused("POST", path, {"finding": str(undecided.public_id)}) == (409, "not_certain")
        scene.rosa.post(at_finding(finding, "reject"), {"reason": "wrong_place"})
        made = scene.organizer.post(path, {"finding": str(finding.public_id)}, status=201)
        assert made["is_true"] is False
        assert scene.organizer.refused("POST", path, {"finding": str(finding.public_id)}) == (409, "gold_already")
        assert self.pull(scene, scene.people[0]) == made["id"]
        scene.reporter.post(at_finding(finding, "appeal"), {"note": "It is there."})
        assert draw_gold(campaign=scene.campaign, reviewer=scene.people[1]) is None
        assert scene.rita.refused("POST", f"/findings/{made['id']}/verify/")[0] == 404
        # Nobody holds the finding that is open again because they once held its gold.
        assert set(scene.queue(scene.rita)) == {str(undecided.public_id), str(finding.public_id)}
        assert scene.organizer.post(f"{path}{made['id']}/retire/")["retired_at"]
        assert scene.organizer.refused("POST", f"{path}{made['id']}/retire/") == (409, "gold_retired")

    def test_other_steps_on_it_answer_and_change_nothing(self) -> None:
        scene = Scene()
        finding = scene.report()
        scene.rosa.post(at_finding(finding, "verify"))
        gold = make_gold(finding=finding, organizer=scene.olga, at=timezone.now())
        path = f"/findings/{gold.public_id}"
        assert scene.rita.refused("DELETE", f"{path}/claim/") == (409, "not_claimed")
        assert scene.rita.post(f"{path}/claim/")["claim"]["mine"]
        assert scene.rita.call("DELETE", f"{path}/claim/").status_code == 204
        assert scene.rita.post(f"{path}/request-info/", {"note": "Which?"})["state"] == "needs_info"
        assert scene.rita.refused("POST", f"{path}/reject/") == (400, "note_missing")
        said = {"duplicate_of": str(finding.public_id)}
        assert scene.rita.post(f"{path}/reject/", said)["state"] == "duplicate"
        assert GoldAnswer.objects.get(gold=gold).said_true
        finding.refresh_from_db()
        assert (finding.state, finding.verdicts.count()) == ("verified", 1)


class TestRecords:
    def test_how_reviewers_do(self) -> None:
        scene = Scene(reviewers_asked=2, review_minutes=60)
        rita, rolf, rosa = scene.people
        at = timezone.now()
        for number in range(12):
            finding = scene.report()
            claim_finding(finding=finding, reviewer=rita, at=at)
            verify_finding(finding=finding, reviewer=rita, at=at + timedelta(minutes=number))
            if number < 9:
                verify_finding(finding=finding, reviewer=rolf, at=at)
            else:
                reject_finding(finding=finding, reviewer=rolf, at=at, reason="wrong_place")
                reject_finding(finding=finding, reviewer=scene.olga, at=at, reason="wrong_place")
        records = {record.reviewer: record for record in read_records(campaign=scene.campaign)}
        assert (records[rita].decided, records[rita].votes, records[rita].minutes) == (0, 12, 5.5)
        assert (records[rolf].decided, records[rolf].votes, records[rolf].minutes) == (9, 12, None)
        assert records[scene.olga].decided == 3
        assert records[rita].outcomes.n == 12
        assert records[rita].outcomes.kappa == 0
        assert records[rolf].outcomes.kappa == 1
        assert (records[rosa].votes, records[rosa].outcomes.unsaid) == (0, "too few")
        told = scene.organizer.get(f"{scene.path}/reviewers/")["results"]
        (row,) = [row for row in told if row["reviewer"]["email"] == rolf.email]
        assert (row["outcomes"]["n"], row["outcomes"]["kappa"], row["gold"]["unsaid"]) == (12, 1.0, "too few")
        assert scene.rita.refused("GET", f"{scene.path}/reviewers/")[0] == 404
