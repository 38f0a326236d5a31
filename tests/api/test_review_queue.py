"""The queue of the review over HTTP: its order, what is told beside each finding, and what it costs."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from campaigns.findings.review_queue import decidable
from campaigns.people.models import Role, User
from campaigns.recruiting.models import Participant
from tests import cast
from tests.api.reviewing import Scene, at_finding

pytestmark = pytest.mark.django_db


class TestQueue:
    def test_by_priority_and_then_by_receipt(self) -> None:
        scene = Scene(prizes=[(4_000, 9), (90_000, 9)])
        late, early = scene.report(), scene.report()
        low, high, middle = (scene.report(1, priority) for priority in (1, 900, 30))
        gone = scene.report(priority=5_000)
        scene.organizer.post(at_finding(gone, "verify"))
        order = [str(finding.public_id) for finding in (high, middle, low, late, early)]
        assert scene.queue(scene.rita) == order
        objective = str(scene.campaign.objectives.all()[0].public_id)
        assert scene.queue(scene.rita, objective=objective) == order[3:]
        scene.rita.post(at_finding(low, "request-info"), {"note": "Which side?"})
        assert scene.queue(scene.rita, state="needs_info") == [str(low.public_id)]
        assert str(low.public_id) not in scene.queue(scene.rita)
        path = f"{scene.path}/review-queue/"
        for bad in ({"state": "verified"}, {"objective": "x"}, {"held": "perhaps"}, {"assessed": "1"}):
            assert scene.rita.call("GET", path, bad).status_code == 400
        assert scene.reporter.refused("GET", path)[0] == 404

    def test_how_much_waits_is_counted(self) -> None:
        scene = Scene()
        path = f"{scene.path}/review-queue/waiting/"
        nothing = {"waiting": 0, "oldest_received_at": None, "held": 0, "asked": 0}
        assert scene.rita.get(path) == nothing
        first, second, third = (scene.report() for _ in range(3))
        scene.rolf.post(at_finding(third, "claim"))
        scene.rolf.post(at_finding(third, "request-info"), {"note": "Which side?"})
        assert scene.rita.get(path)["asked"] == 0
        scene.rolf.call("DELETE", at_finding(third, "claim"))
        scene.rita.post(at_finding(second, "claim"))
        told = scene.rita.get(path)
        assert (told["waiting"], told["held"], told["asked"]) == (1, 1, 1)
        assert told["oldest_received_at"] == scene.rita.get(at_finding(first, "review"))["received_at"]
        assert scene.rolf.get(path)["waiting"] == 1
        assert scene.reporter.refused("GET", path)[0] == 404

    def test_another_is_given_besides_what_one_holds(self) -> None:
        scene = Scene()
        first, second = scene.report(priority=9), scene.report(priority=5)
        path, name = f"{scene.path}/review-queue/next/", str(first.public_id)
        assert scene.rita.post(path)["finding"]["id"] == name
        assert scene.rita.post(path, {"besides": [name]})["finding"]["id"] == str(second.public_id)
        assert scene.rita.post(path)["finding"]["id"] == name
        both = [name, str(second.public_id)]
        assert scene.rita.post(path, {"besides": both})["finding"] is None
        assert scene.rita.call("POST", path, {"besides": ["x"]}).status_code == 400
        assert scene.rita.call("POST", path, {"besides": [name] * 21}).status_code == 400

    def test_it_is_told_who_may_not_decide_and_what_verifying_would_give(self) -> None:
        scene = Scene(prizes=((4_000, 1),), reviewers_asked=2)
        first, second = scene.report(), scene.report()
        assert scene.dave.user
        Role.objects.create(campaign=scene.campaign, user=scene.dave.user, kind=Role.Kind.REVIEWER)
        read = scene.rita.get(at_finding(first, "review"))
        assert read["refused"] is None
        assert read["if_verified"] == {"rank": 1, "quota": 1}
        assert scene.reporter.get(at_finding(first, "review"))["refused"]["code"] == "own_finding"
        scene.rita.post(at_finding(first, "verify"))
        assert scene.rita.get(at_finding(first, "review"))["refused"]["code"] == "already_voted"
        scene.rolf.post(at_finding(first, "verify"))
        decided = scene.rita.get(at_finding(first, "review"))
        assert (decided["state"], decided["refused"], decided["if_verified"]) == ("verified", None, None)
        assert scene.rita.get(at_finding(second, "review"))["if_verified"] == {"rank": None, "quota": 1}
        scene.rita.post(at_finding(second, "verify"))
        scene.rolf.post(at_finding(second, "reject"), {"reason": "wrong_place"})
        assert scene.rosa.get(at_finding(second, "review"))["refused"]["code"] == "disputed"
        assert scene.organizer.get(at_finding(second, "review"))["refused"] is None

    @pytest.mark.parametrize("hidden", [True, False])
    def test_prizes_are_hidden_where_the_organizer_wishes(self, hidden: bool) -> None:
        scene = Scene(prizes=[(4_321, 9), (98_765, 9)], hide_prizes_from_reviewers=hidden)
        findings = [scene.report(0, 30.25), scene.report(1, 12_345.5)]
        page = scene.rita.get(f"{scene.path}/review-queue/")
        taken = scene.rita.post(f"{scene.path}/review-queue/next/")
        dossier = scene.rita.get(at_finding(findings[1], "review"))
        assert [row["id"] for row in page["results"]] == [str(each.public_id) for each in reversed(findings)]
        said = str([page["results"], taken, dossier])
        for secret in ("98765", "4321", "80747.", "priority': 3532"):
            assert (secret in said) == (not hidden)
        assert dossier["credibility"]["pieces"][0]["sentence"] == "The photograph was taken there."
        assert dossier["credibility"]["probability"] == pytest.approx(0.8176, abs=1e-4)
        assert scene.organizer.get(at_finding(findings[1], "review"))["prize"]["amount_minor"] == 98_765

    def test_a_page_costs_no_more_queries_for_more_findings(self, django_assert_max_num_queries: Any) -> None:
        scene = Scene()
        for number in range(12):
            scene.report(priority=number + 1)
        with django_assert_max_num_queries(25):
            assert len(scene.rita.get(f"{scene.path}/review-queue/")["results"]) == 12


def test_a_place_in_the_tree_is_read_once_for_the_whole_queue(django_assert_max_num_queries: Any) -> None:
    scene = Scene()
    branch: Participant = scene.dave
    for name in ("erin", "finn", "gwen"):
        (branch,) = cast.join_in_turn(scene.campaign, name, under=branch)
        cast.report(branch)
    with django_assert_max_num_queries(6):
        assert not decidable(
            campaign=scene.campaign, reviewer=User.objects.get(places=scene.dave), at=timezone.now()
        ).exists()
