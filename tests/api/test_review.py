"""Stories of the review over HTTP: claims, votes and appeals, and what each role sees of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.errors import DomainError
from campaigns.events.models import Event
from campaigns.findings.appealing import appeal_finding, require_for_appeals
from campaigns.findings.claiming import claim_finding
from campaigns.findings.models import Claim, Finding, Verdict
from campaigns.findings.operations import reject_finding, verify_finding
from campaigns.findings.quorum import Tally
from campaigns.findings.review_queue import decidable
from campaigns.people.models import Role
from campaigns.planning.models import Campaign
from rewards.contracts.appeals import refuse_uncovered_appeal
from rewards.contracts.operations import close_campaign
from tests import cast
from tests.api.calling import Caller
from tests.api.reviewing import Scene, at_finding

pytestmark = pytest.mark.django_db


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
        at = timezone.now()
        scene = Scene(time_zone=cast.zone_of_another_day(at))
        finding = scene.report()
        reject_finding(finding=finding, reviewer=scene.people[0], at=at, reason="wrong_place")
        assert scene.dave.user is not None
        said: dict[str, Any] = {"finding": finding, "reporter": scene.dave.user, "note": "It was there."}
        # By the day where the campaign is.
        day = f"{at.astimezone(scene.campaign.zone()):%Y-%m-%d}"
        with pytest.raises(DomainError, match=f"can be appealed for 30 days; this one was on {day}"):
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
        # The last time for verdicts comes before the thirty days are over.
        shown = scene.reporter.get(f"/findings/{first.public_id}/")
        assert datetime.fromisoformat(shown["appeal_until"]) == at + timedelta(days=3)
        said = {"note": "Look again."}
        assert scene.reporter.post(at_finding(first, "appeal"), said)["state"] == "under_review"
        refused = scene.reporter.refused("POST", at_finding(second, "appeal"), said)
        assert refused == (409, "prize_was_given_back")

    def test_a_duplicate_names_the_first_and_can_be_appealed(self) -> None:
        scene = Scene()
        first, second = scene.report(), scene.report()
        path = at_finding(second, "reject")
        assert scene.rita.refused("POST", path, {"reason": "duplicate"}) == (400, "duplicate_of_missing")
        rejected = scene.rita.post(path, {"duplicate_of": str(first.public_id)})
        assert rejected["state"] == "duplicate"
        decided_at = datetime.fromisoformat(rejected["decided_at"])
        assert datetime.fromisoformat(rejected["appeal_until"]) == decided_at + timedelta(days=30)
        appealed = scene.reporter.post(at_finding(second, "appeal"), {"note": "Another one."})
        assert (appealed["state"], appealed["appeal_until"]) == ("under_review", None)
        again = scene.rolf.post(path, {"reason": "wrong_place"})
        assert (again["state"], again["appeal_until"]) == ("rejected", None)
