"""Audiences: who is about to lapse, who stood in a branch that went quiet, and why, from the members' days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from campaigns.errors import InvalidInput
from campaigns.outreach.audiences import Candidate, audience_of
from campaigns.participation.models import Member, Report
from campaigns.participation.rollup import calendar_of
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from tests import cast
from tests.outreach.stage import NOON, letters_campaign, member, seen_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign() -> Campaign:
    return letters_campaign()


def lapsing(campaign: Campaign) -> list[Candidate]:
    return audience_of(campaign, "lapsing", at=NOON)


def quiet(campaign: Campaign, branch: Participant | None = None) -> list[Candidate]:
    return audience_of(campaign, "quiet_branch", at=NOON, branch=branch)


def ids(candidates: Sequence[Candidate]) -> list[int]:
    return [each.participant_id for each in candidates]


def test_who_is_away_for_longer_than_usual_is_about_to_lapse(campaign: Campaign) -> None:
    daily, rare, gone, here, late = (member(campaign, name) for name in ("dana", "rosa", "gita", "hope", "lena"))
    seen_on(daily, 8, 7, 6, 5)
    seen_on(rare, 19, 12, 5)
    seen_on(gone, 16, 15, 14)
    seen_on(here, 2, 1, 0)
    seen_on(late, 15, 14, 13)
    found = lapsing(campaign)
    # Whoever lapses tomorrow comes first.
    assert ids(found) == [late.pk, daily.pk]
    assert found[1].why == "Usually comes every day; was last here 5 days ago."


def test_the_campaigns_rhythm_serves_those_who_have_none(campaign: Campaign) -> None:
    for name in ("ada", "bea", "cleo"):
        seen_on(member(campaign, name), 4, 2, 0)
    once = member(campaign, "once")
    seen_on(once, 3)
    (found,) = lapsing(campaign)
    assert found == Candidate(
        once.pk, "Has come only once, in a campaign where people usually come every 2 days; was last here 3 days ago."
    )


def test_without_any_rhythm_nobody_is_due(campaign: Campaign) -> None:
    seen_on(member(campaign, "once"), 3)
    assert lapsing(campaign) == []
    assert lapsing(letters_campaign()) == []


def test_the_lapse_gap_is_the_reports(campaign: Campaign) -> None:
    place = member(campaign)
    seen_on(place, 22, 21, 20)
    assert lapsing(campaign) == []
    Report.objects.create(campaign=campaign, gap_days=21)
    assert ids(lapsing(campaign)) == [place.pk]


def test_days_are_the_campaigns_own() -> None:
    """At noon in Rome it is already tomorrow in Kiritimati."""
    east = letters_campaign(time_zone="Pacific/Kiritimati")
    place = member(east)
    seen_on(place, 4, 3, 2)
    today = calendar_of(east).number_at("day", NOON)
    assert today == calendar_of(letters_campaign()).number_at("day", NOON) + 1
    assert Member.objects.get(participant=place).last_day == today - 2
    assert ids(lapsing(east)) == [place.pk]


def grown(campaign: Campaign, root: Participant, names: int) -> list[Participant]:
    return [
        cast.join(cast.make_user(f"kim{n}"), cast.link_of(root), at=NOON - timedelta(days=19)) for n in range(names)
    ]


def test_those_of_a_quiet_branch_who_went_are_its_audience(campaign: Campaign) -> None:
    """By days, since four weeks are not eight: yesterday against the four days before."""
    anna, bert = member(campaign, "anna"), member(campaign, "bert")
    below_anna, below_bert = grown(campaign, anna, 6), grown(campaign, bert, 6)
    for place in below_anna:
        seen_on(place, 5, 4, 3, 2, root=anna)
    seen_on(anna, 5, 4, 3, 2, 1, root=anna)
    for place in (bert, *below_bert):
        seen_on(place, 5, 4, 3, 2, 1, root=bert)
    found = quiet(campaign)
    assert ids(found) == [place.pk for place in below_anna]
    assert {each.why for each in found} == {
        "In the branch of Anna: 1 person was active in the last day, after 7 on average in the four days before."
    }


def test_who_came_back_today_is_not_written_to(campaign: Campaign) -> None:
    anna = member(campaign, "anna")
    below = grown(campaign, anna, 6)
    for place in below:
        seen_on(place, 5, 4, 3, 2, root=anna)
    seen_on(below[0], 5, 4, 3, 2, 0, root=anna)
    assert ids(quiet(campaign)) == [place.pk for place in below[1:]]


def test_a_branch_can_begin_anywhere_in_the_tree(campaign: Campaign) -> None:
    anna = member(campaign, "anna")
    bert, *others = grown(campaign, anna, 20)
    below = grown(campaign, bert, 6)
    for place in (anna, *others):
        seen_on(place, 5, 4, 3, 2, 1, root=anna)
    for place in (bert, *below):
        seen_on(place, 5, 4, 3, 2, root=anna)
    # Lost in the tree as a whole, which is not quiet.
    assert quiet(campaign) == []
    found = quiet(campaign, bert)
    assert ids(found) == [bert.pk, *(place.pk for place in below)]
    assert found[0].why.startswith("In the branch of Kim0: Nobody was active in the last day")
    assert quiet(campaign, others[0]) == []


def test_by_weeks_once_there_are_eight() -> None:
    campaign = cast.live_campaign(at=NOON - timedelta(days=70), time_zone="Europe/Rome")
    anna = member(campaign, "anna")
    below = grown(campaign, anna, 6)
    # NOON is a Monday: the last complete week is that of the seven days before it.
    for place in below:
        seen_on(place, 33, 26, 19, 12, root=anna)
    found = quiet(campaign)
    assert ids(found) == [place.pk for place in below]
    assert found[0].why == (
        "In the branch of Anna: Nobody was active in the last week, after 6 on average in the four weeks before."
    )


def test_an_audience_that_there_is_not(campaign: Campaign) -> None:
    with pytest.raises(InvalidInput, match="audience must be one of lapsing, quiet_branch"):
        audience_of(campaign, "everybody", at=NOON)
