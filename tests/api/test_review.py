"""Stories of the review over HTTP: claims, votes, appeals, the queue, gold, and what each role sees of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.errors import DomainError
from campaigns.events.models import Event
from campaigns.findings.appealing import appeal_finding, require_for_appeals
from campaigns.findings.claiming import claim_finding
from campaigns.findings.gold import draw_gold, make_gold
from campaigns.findings.models import Assessment, Claim, Finding, GoldAnswer, Verdict
from campaigns.findings.operations import reject_finding, verify_finding
from campaigns.findings.quorum import Tally
from campaigns.findings.review_queue import decidable, take_next
from campaigns.findings.reviewers import read_records
from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from rewards.contracts.appeals import refuse_uncovered_appeal
from rewards.contracts.operations import close_campaign
from tests import cast
from tests.api.calling import Caller

pytestmark = pytest.mark.django_db


class Scene:
    """A campaign with three reviewers, and Dave who reports in it."""

    def __init__(self, *, prizes: cast.Prizes = ((4_000, 50),), **rules: Any) -> None:
        self.campaign = cast.live_campaign(prizes, **rules)
        (self.dave,) = cast.join_in_turn(self.campaign, "dave")
        assert self.dave.user is not None
        self.reporter = Caller(self.dave.user)
        self.people = [cast.make_user(name) for name in ("rita", "rolf", "rosa")]
        for person in self.people:
            Role.objects.create(campaign=self.campaign, user=person, kind=Role.Kind.REVIEWER)
        self.rita, self.rolf, self.rosa = (Caller(person) for person in self.people)
        self.olga = cast.organizer_of(self.campaign)
        self.organizer = Caller(self.olga)
        self.path = f"/campaigns/{self.campaign.slug}"

    def report(self, number: int = 0, priority: float | None = None) -> Finding:
        objective = self.campaign.objectives.all()[number]
        finding = cast.report(self.dave, objective, at=timezone.now() - timedelta(hours=1))
        Assessment.objects.filter(finding=finding).delete()
        if priority is not None:
            Assessment.objects.create(
                finding=finding, campaign=self.campaign, cluster_first=finding, log_odds=1.5, priority=priority,
                pieces=[{"name": "photo_at_place", "value": 1.5, "sentence": "The photograph was taken there."}],
                assessed_at=timezone.now(),
            )  # fmt: skip
        finding.refresh_from_db()
        return finding

    def queue(self, caller: Caller, **asked: Any) -> list[str]:
        """Read the whole queue, page by page."""
        page = caller.get(f"{self.path}/review-queue/", limit=2, **asked)
        ids = [row["id"] for row in page["results"]]
        while page["next"]:
            page = caller.client.get(page["next"]).json()
            ids += [row["id"] for row in page["results"]]
        return ids


def at_finding(finding: Finding, step: str) -> str:
    return f"/findings/{finding.public_id}/{step}/"


class TestClaims:
    def test_a_finding_is_with_one_reviewer_until_the_time_is_over(self) -> None:
        scene = Scene(review_minutes=20)
        finding = scene.report()
        taken = scene.rita.post(at_finding(finding, "claim"))
        assert (taken["state"], taken["claim"]["mine"], taken["claim"]["taken"]) == ("under_review", True, 1)
        assert scene.rita.post(at_finding(finding, "claim"))["claim"]["until"] > taken["claim"]["until"]
        for step, said in (("claim", {}), ("verify", {}), ("reject", {"reason": "wrong_place"})):
            assert scene.rolf.refused("POST", at_finding(finding, step), said) == (409, "claimed_by_another")
        assert "until" in scene.rolf.call("POST", at_finding(finding, "verify"), {}).json()
        assert scene.queue(scene.rolf) == scene.queue(scene.rita) == []
        assert scene.queue(scene.rita, held="true") == [str(finding.public_id)]
        Claim.objects.update(
            claimed_at=timezone.now() - timedelta(minutes=25), expires_at=timezone.now() - timedelta(minutes=5)
        )
        assert scene.queue(scene.rolf) == [str(finding.public_id)]
        assert scene.rolf.post(at_finding(finding, "claim"))["claim"]["mine"]
        assert scene.rita.refused("POST", at_finding(finding, "verify")) == (409, "claimed_by_another")
        assert scene.rolf.post(at_finding(finding, "verify"))["state"] == "verified"
        assert not Claim.objects.filter(finding=finding).exists()
        kinds = list(finding.verdicts.values_list("kind", flat=True))
        assert kinds == ["claimed", "claimed", "verified"]

    def test_nobody_keeps_a_finding_for_longer_than_a_day(self) -> None:
        scene = Scene(review_minutes=1_440)
        finding, rita, at = scene.report(), scene.people[0], timezone.now()
        first = claim_finding(finding=finding, reviewer=rita, at=at)
        again = claim_finding(finding=finding, reviewer=rita, at=at + timedelta(hours=5))
        assert first.expires_at == again.expires_at == at + timedelta(days=1)

    def test_what_is_given_back_is_the_others(self) -> None:
        scene = Scene()
        first, second = scene.report(priority=9), scene.report(priority=5)
        assert scene.rita.post(f"{scene.path}/review-queue/next/")["finding"]["id"] == str(first.public_id)
        assert scene.rolf.refused("DELETE", at_finding(first, "claim")) == (409, "not_claimed")
        assert scene.rita.call("DELETE", at_finding(first, "claim")).status_code == 204
        assert scene.rita.post(f"{scene.path}/review-queue/next/")["finding"]["id"] == str(second.public_id)
        assert scene.rolf.post(f"{scene.path}/review-queue/next/")["finding"]["id"] == str(first.public_id)
        # What one holds comes first.
        assert scene.rolf.post(f"{scene.path}/review-queue/next/")["finding"]["id"] == str(first.public_id)
        empty = scene.rosa.post(f"{scene.path}/review-queue/next/")
        assert empty["finding"] is None
        assert empty["detail"].startswith("Nothing waits")

    def test_nobody_takes_up_what_their_own_people_found(self) -> None:
        scene = Scene()
        above = scene.dave
        (below,) = cast.join_in_turn(scene.campaign, "erin", under=above)
        (aside,) = cast.join_in_turn(scene.campaign, "zoe")
        for member, code in ((above, "own_finding"), (below, "finding_of_upline")):
            assert member.user is not None
            Role.objects.create(campaign=scene.campaign, user=member.user, kind=Role.Kind.REVIEWER)
            finding = scene.report()
            assert Caller(member.user).refused("POST", at_finding(finding, "claim")) == (403, code)
        theirs, others = cast.report(below), cast.report(aside)
        theirs.refresh_from_db()
        others.refresh_from_db()
        dave = scene.reporter
        assert dave.refused("POST", at_finding(theirs, "claim")) == (403, "finding_of_downline")
        assert scene.queue(dave) == [str(others.public_id)]
        assert len(scene.queue(scene.rita)) == 4


class TestVotes:
    def test_three_are_asked_and_none_sees_what_the_others_said(self) -> None:
        scene = Scene(reviewers_asked=3)
        finding = scene.report()
        answer = scene.rita.post(at_finding(finding, "verify"), {"note": "I know the place."})
        assert (answer["state"], answer["paid_rank"]) == ("under_review", None)
        assert scene.rita.refused("POST", at_finding(finding, "verify")) == (409, "already_voted")
        assert scene.rita.refused("POST", at_finding(finding, "reject"), {"reason": "wrong_place"}) == (
            409, "already_voted",
        )  # fmt: skip
        assert scene.queue(scene.rita) == []
        closed = scene.rolf.get(at_finding(finding, "review"))
        assert closed["votes"] == {"needed": 3, "cast": 1, "disputed": False, "votes": None}
        assert closed["history"] == []
        assert "I know the place" not in str(closed)
        assert scene.organizer.get(at_finding(finding, "review"))["votes"]["votes"] is None
        scene.rolf.post(at_finding(finding, "verify"))
        assert [vote["note"] for vote in scene.rolf.get(at_finding(finding, "review"))["votes"]["votes"]] == [
            "I know the place.", "",
        ]  # fmt: skip
        decided = scene.rosa.post(at_finding(finding, "verify"))
        assert (decided["state"], decided["paid_rank"]) == ("verified", 1)
        rows = list(finding.verdicts.values_list("kind", "by"))
        rita, rolf, rosa = (person.pk for person in scene.people)
        assert rows == [
            ("vote_verify", rita), ("vote_verify", rolf), ("vote_verify", rosa), ("verified", rosa),
        ]  # fmt: skip

    def test_an_organizer_who_has_not_voted_ends_a_dispute(self) -> None:
        scene = Scene(reviewers_asked=2)
        finding = scene.report()
        scene.rita.post(at_finding(finding, "verify"))
        scene.rolf.post(at_finding(finding, "reject"), {"reason": "wrong_place"})
        assert scene.rosa.refused("POST", at_finding(finding, "verify")) == (403, "disputed")
        assert scene.rosa.refused("POST", at_finding(finding, "claim")) == (403, "disputed")
        assert scene.queue(scene.rosa) == []
        assert scene.queue(scene.organizer) == [str(finding.public_id)]
        told = scene.organizer.get(at_finding(finding, "review"))["votes"]
        assert (told["disputed"], [vote["kind"] for vote in told["votes"]]) == (True, ["vote_verify", "vote_reject"])
        assert Event.objects.filter(kind="finding.disputed", finding_id=finding.pk).count() == 1
        assert scene.organizer.post(at_finding(finding, "verify"))["state"] == "verified"

    def test_a_large_prize_needs_a_second_reviewer(self) -> None:
        scene = Scene(prizes=[(4_000, 2), (90_000, 2)], second_review_from_minor=50_000)
        small, large = scene.report(0), scene.report(1)
        assert scene.rita.post(at_finding(small, "verify"))["state"] == "verified"
        assert scene.rita.post(at_finding(large, "verify"))["state"] == "under_review"
        assert scene.rolf.post(at_finding(large, "verify"))["state"] == "verified"

    def test_as_many_places_as_votes_are_missing(self) -> None:
        scene = Scene(reviewers_asked=3)
        finding = scene.report()
        scene.rita.post(at_finding(finding, "verify"))
        assert scene.rolf.post(at_finding(finding, "claim"))["claim"]["places"] == 2
        scene.rosa.post(at_finding(finding, "claim"))
        assert scene.organizer.refused("POST", at_finding(finding, "claim")) == (409, "claimed_by_another")
        assert scene.queue(scene.organizer) == []

    @pytest.mark.parametrize("asked", [1, 2, 3, 5])
    @pytest.mark.parametrize("votes", ["", "+", "+-", "++", "++-", "+++", "++--"])
    @pytest.mark.parametrize("taken", [0, 1, 2])
    def test_the_database_counts_as_the_tally_does(self, asked: int, votes: str, taken: int) -> None:
        campaign = cast.live_campaign([(4_000, 2)], reviewers_asked=asked)
        finding = cast.report(cast.join_in_turn(campaign, "dave")[0])
        tally = Tally(asked)
        for vote in votes:
            kind = Verdict.Kind.VOTE_VERIFY if vote == "+" else Verdict.Kind.VOTE_REJECT
            Verdict.objects.create(finding=finding, kind=kind, by=cast.make_user(), at=cast.MOMENT)
            tally = tally.with_vote(for_it=vote == "+")
        for place in range(taken):
            Claim.objects.create(
                finding=finding, place=place + 1, reviewer=cast.make_user(), claimed_at=cast.MOMENT,
                expires_at=cast.MOMENT + timedelta(minutes=1),
            )  # fmt: skip
        Finding.objects.filter(pk=finding.pk).update(state="under_review")
        for reader, may_end in ((cast.make_user(), False), (cast.organizer_of(campaign), True)):
            waits = decidable(campaign=campaign, reviewer=reader, at=cast.MOMENT).exists()
            assert waits == (taken < tally.places and (may_end or not tally.is_disputed))


class TestAppeals:
    def test_somebody_else_decides_anew_and_only_once(self) -> None:
        scene = Scene()
        finding = scene.report(priority=5)
        scene.rita.post(at_finding(finding, "reject"), {"reason": "invalid_proof"})
        path = at_finding(finding, "appeal")
        assert scene.rita.refused("POST", path, {"note": "x"}) == (403, "not_your_finding")
        assert scene.reporter.call("POST", path, {}).status_code == 400
        appealed = scene.reporter.post(path, {"note": "Look at the second photograph."})
        assert (appealed["state"], appealed["decided_at"]) == ("under_review", None)
        for step in ("verify", "claim", "request-info"):
            assert scene.rita.refused("POST", at_finding(finding, step), {"note": "n"}) == (403, "decided_before")
        assert scene.queue(scene.rita) == []
        assert scene.queue(scene.rolf) == [str(finding.public_id)]
        told = scene.rolf.get(at_finding(finding, "review"))
        assert told["round"] == 2
        assert [row["kind"] for row in told["history"]] == ["rejected", "appealed"]
        assert told["priority"] == pytest.approx(4_000 * 0.8176, abs=1)
        assert scene.rolf.post(at_finding(finding, "reject"), {"reason": "invalid_proof"})["state"] == "rejected"
        assert scene.reporter.refused("POST", path, {"note": "Again."}) == (409, "appealed_before")
        assert "appeal" not in scene.reporter.get(f"/findings/{finding.public_id}/")["possible_steps"]

    def test_too_late_and_after_the_end(self) -> None:
        scene = Scene()
        finding = scene.report()
        at = timezone.now()
        reject_finding(finding=finding, reviewer=scene.people[0], at=at, reason="wrong_place")
        assert scene.dave.user is not None
        said: dict[str, Any] = {"finding": finding, "reporter": scene.dave.user, "note": "It was there."}
        with pytest.raises(DomainError, match="can be appealed for 30 days"):
            appeal_finding(**said, at=at + timedelta(days=30, seconds=1))
        Campaign.objects.filter(pk=scene.campaign.pk).update(state="closed", closed_at=at)
        with pytest.raises(DomainError, match="closed with everything decided"):
            appeal_finding(**said, at=at)
        Campaign.objects.filter(pk=scene.campaign.pk).update(decide_by=at + timedelta(days=1))
        with pytest.raises(DomainError, match="could be decided until"):
            appeal_finding(**said, at=at + timedelta(days=1))
        assert appeal_finding(**said, at=at + timedelta(hours=1)).round == 2

    def test_after_the_end_only_what_can_still_be_paid_is_opened_again(self) -> None:
        require_for_appeals(refuse_uncovered_appeal)
        scene = Scene(prizes=[(4_000, 2)])
        first, second = scene.report(), scene.report()
        at = timezone.now()
        for finding in (first, second):
            reject_finding(finding=finding, reviewer=scene.people[0], at=at, reason="wrong_place")
        scene.report()
        close_campaign(campaign=scene.campaign, actor=scene.olga, at=at, decide_by=at + timedelta(days=3))
        verify_finding(finding=scene.campaign.findings.undecided().get(), reviewer=scene.people[1], at=at)
        said = {"note": "Look again."}
        assert scene.reporter.post(at_finding(first, "appeal"), said)["state"] == "under_review"
        refused = scene.reporter.refused("POST", at_finding(second, "appeal"), said)
        assert refused == (409, "prize_was_given_back")

    def test_a_duplicate_names_the_first_and_can_be_appealed(self) -> None:
        scene = Scene()
        first, second = scene.report(), scene.report()
        path = at_finding(second, "reject")
        assert scene.rita.refused("POST", path, {"reason": "duplicate"}) == (400, "duplicate_of_missing")
        assert scene.rita.post(path, {"duplicate_of": str(first.public_id)})["state"] == "duplicate"
        assert scene.reporter.post(at_finding(second, "appeal"), {"note": "Another one."})["state"] == "under_review"


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
        alike = ("state", "round", "possible_steps", "claim", "votes", "history", "cluster", "prize")
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
        assert scene.rita.get(f"/findings/{name}/review/")["state"] == "verified"
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
