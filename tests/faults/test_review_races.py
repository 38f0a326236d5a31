"""Reviewers at the same moment: nobody does what another does, each vote counts once, and one verdict is written."""

from __future__ import annotations

from collections import Counter

import pytest

from campaigns.findings.models import Claim, Finding, Verdict
from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign
from rewards.settlement.operations import settle_due
from tests import cast
from tests.faults.crew import Crew

pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("committed")]


def reviewers_of(campaign: Campaign, count: int) -> list[User]:
    people = [cast.make_user(f"reviewer{number}") for number in range(count)]
    for person in people:
        Role.objects.create(campaign=campaign, user=person, kind=Role.Kind.REVIEWER)
    return people


def reports_in(campaign: Campaign, count: int) -> list[int]:
    (finder,) = cast.join_in_turn(campaign, "dave")
    return [cast.report(finder).pk for _ in range(count)]


@pytest.mark.parametrize("asked", [1, 3])
def test_everybody_reaching_for_the_same_findings(crew: Crew, asked: int) -> None:
    campaign = cast.live_campaign([(4_000, 5)], reviewers_asked=asked)
    findings, people = reports_in(campaign, 6), reviewers_of(campaign, crew.size)

    answers = crew.act([("claim_each", {"finding_ids": findings, "reviewer_id": person.pk}) for person in people])

    for told in zip(*answers, strict=True):
        assert Counter(told) == {"taken": asked, "claimed_by_another": crew.size - asked}
    assert Claim.objects.filter(finding__in=findings).count() == 6 * asked
    assert Verdict.objects.filter(finding__in=findings, kind="claimed").count() == 6 * asked


@pytest.mark.parametrize("asked", [1, 2])
def test_everybody_pulling_from_one_queue(crew: Crew, asked: int) -> None:
    """All findings are decided, each by as many as are asked, and nobody was handed what another had."""
    campaign = cast.live_campaign([(4_000, 5)], reviewers_asked=asked)
    findings, people = reports_in(campaign, 24), reviewers_of(campaign, crew.size)
    settle_due(at=cast.MOMENT)  # what other tests left to settle

    done = crew.act([("review_from_queue", {"campaign_id": campaign.pk, "reviewer_id": each.pk}) for each in people])

    assert Counter(pk for own in done for pk in own) == dict.fromkeys(findings, asked)
    decided = Finding.objects.filter(campaign=campaign, state="verified")
    assert decided.count() == 24
    assert set(decided.ranked().values_list("paid_rank", flat=True)) == {1, 2, 3, 4, 5}
    assert not Claim.objects.filter(finding__in=findings).exists()
    assert settle_due(at=cast.MOMENT) == 5


def test_two_sides_at_once(crew: Crew) -> None:
    """One verdict, whoever was quicker; the others are told."""
    campaign = cast.live_campaign([(4_000, 5)])
    findings, people = reports_in(campaign, 6), reviewers_of(campaign, crew.size)

    answers = crew.act(
        [
            ("judge_each", {"finding_ids": findings, "reviewer_id": person.pk, "for_it": number % 2 == 0})
            for number, person in enumerate(people)
        ]
    )

    for told, pk in zip(zip(*answers, strict=True), findings, strict=True):
        state = Finding.objects.get(pk=pk).state
        assert Counter(told) == {state: 1, "illegal_step": crew.size - 1}
    assert Verdict.objects.filter(finding__in=findings).count() == 6
    settle_due(at=cast.MOMENT)


def test_votes_at_once_are_all_counted(crew: Crew) -> None:
    """Five are asked and eight vote at the same moment: four for it decide, and the rest come too late."""
    campaign = cast.live_campaign([(4_000, 5)], reviewers_asked=5)
    findings, people = reports_in(campaign, 6), reviewers_of(campaign, crew.size)

    answers = crew.act(
        [("judge_each", {"finding_ids": findings, "reviewer_id": each.pk, "for_it": True}) for each in people]
    )

    for told, pk in zip(zip(*answers, strict=True), findings, strict=True):
        assert Counter(told) == {"under_review": 3, "verified": 1, "illegal_step": 4}
        kinds = Counter(Verdict.objects.filter(finding=pk).values_list("kind", flat=True))
        assert kinds == {"vote_verify": 4, "verified": 1}
    assert settle_due(at=cast.MOMENT) == 5


def test_one_person_in_two_windows(crew: Crew) -> None:
    campaign = cast.live_campaign([(4_000, 5)], reviewers_asked=9)
    findings, (rita,) = reports_in(campaign, 4), reviewers_of(campaign, 1)
    act = ("judge_each", {"finding_ids": findings, "reviewer_id": rita.pk, "for_it": True})

    answers = crew.act([act] * crew.size)

    for told in zip(*answers, strict=True):
        assert Counter(told) == {"under_review": 1, "already_voted": crew.size - 1}
