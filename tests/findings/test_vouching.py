"""Vouching: by those above the finder, once, before anybody has decided, and not by those with nothing to lose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.events.models import Event
from campaigns.findings.models import Finding, Verdict, Vouch
from campaigns.findings.vouching import vouchable_for
from campaigns.recruiting.models import Participant
from campaigns.trust.models import Hold
from tests import cast
from tests.api.calling import Caller

pytestmark = pytest.mark.django_db


def scene() -> tuple[cast.Cast, Finding, str]:
    people = cast.full_cast(cast.live_campaign([(4_000, 5)]))
    finding = cast.report(people.dave)
    return people, finding, f"/findings/{finding.public_id}/vouch/"


def test_everybody_above_may_vouch_once_and_reviewers_read_it() -> None:
    people, finding, path = scene()
    said = Caller(people.carol.user).post(path, {"note": " I was there. "}, status=201)
    assert said["note"] == "I was there."
    assert Caller(people.carol.user).post(path, {"note": "Again"})["id"] == said["id"]
    Caller(people.alice.user).post(path, status=201)
    listed = Caller(cast.organizer_of(people.dave.campaign)).get(path)["results"]
    assert [vouch["participant"]["display_name"] for vouch in listed] == ["Carol", "Alice"]
    assert Caller(people.dave.user).get(path)["results"] == listed
    events = Event.objects.filter(kind="finding.vouched", finding_id=finding.pk)
    assert [event.participant_id for event in events] == [people.carol.pk, people.alice.pk]


def test_nobody_else_may() -> None:
    people, finding, path = scene()
    campaign = people.dave.campaign
    (erin,) = cast.join_in_turn(campaign, "erin", under=people.dave)
    (frank,) = cast.join_in_turn(campaign, "frank")
    assert Caller(people.dave.user).refused("POST", path) == (403, "not_of_your_branch")
    assert Caller(cast.organizer_of(campaign)).refused("POST", path) == (403, "not_of_your_branch")
    for outsider in (erin.user, frank.user, cast.make_user("stranger")):
        assert Caller(outsider).refused("POST", path) == (404, "unknown_finding")
    assert Caller(people.carol.user).refused("GET", path) == (404, "unknown_finding")
    assert Caller(people.carol.user).call("POST", path, {"note": "x" * 281}).status_code == 400
    assert not Vouch.objects.filter(finding=finding).exists()


def test_not_once_somebody_has_decided_or_voted() -> None:
    people, finding, path = scene()
    Verdict.objects.create(
        finding=finding, kind="vote_reject", by=cast.organizer_of(people.dave.campaign), at=cast.MOMENT
    )
    assert Caller(people.carol.user).refused("POST", path) == (409, "review_has_begun")
    decided = cast.verify(cast.report(people.dave))
    assert Caller(people.carol.user).refused("POST", f"/findings/{decided.public_id}/vouch/") == (
        409,
        "review_has_begun",
    )
    assert vouchable_for(people.carol) == []


def removed(place: Participant) -> None:
    Participant.objects.filter(pk=place.pk).update(removed_at=cast.MOMENT)


def frozen_above(place: Participant) -> None:
    Participant.objects.filter(recruits=place).update(frozen_at=cast.MOMENT)


def held(place: Participant) -> None:
    hold(place, timezone.now())


def hold(place: Participant, placed_at: datetime) -> None:
    Hold.objects.create(
        campaign=place.campaign,
        participant=place,
        reason="A tip.",
        placed_at=placed_at,
        placed_by=cast.organizer_of(place.campaign),
        expires_at=placed_at + timedelta(days=30),
    )


@pytest.mark.parametrize("happen", [removed, frozen_above, held])
def test_not_by_whose_rewards_wait(happen: Callable[[Participant], Any]) -> None:
    people, finding, path = scene()
    happen(people.carol)
    assert Caller(people.carol.user).refused("POST", path) == (403, "vouching_needs_standing")
    assert not Vouch.objects.filter(finding=finding).exists()


def test_a_hold_that_ran_out_is_none() -> None:
    people, _, path = scene()
    hold(people.carol, cast.MOMENT)
    Caller(people.carol.user).post(path, status=201)


def test_one_sees_what_came_up_through_oneself_and_nothing_of_where_or_what() -> None:
    people, finding, path = scene()
    campaign = people.dave.campaign
    Finding.objects.create(
        campaign=campaign,
        objective=cast.objective_of(campaign),
        participant=cast.join_in_turn(campaign, "frank")[0],
        observed_at=cast.MOMENT,
        received_at=cast.MOMENT,
    )
    own = cast.report(people.bob)
    address = f"/campaigns/{campaign.slug}/me/vouchable/"
    Caller(people.bob.user).post(path, status=201)
    (seen,) = Caller(people.bob.user).get(address)["results"]
    assert seen == {
        "finding": str(finding.public_id),
        "objective": {"id": str(finding.objective.public_id), "title": "Balloon 1"},
        "observed_at": "2009-12-05T15:00:00Z",
        "received_at": "2009-12-05T15:00:00Z",
        "depth": 2,
        "through": {"id": str(people.carol.public_id), "display_name": "Carol"},
        "vouched": True,
    }
    above = Caller(people.alice.user).get(address)["results"]
    assert [(row["finding"], row["depth"], row["vouched"]) for row in above] == [
        (str(own.public_id), 1, False),
        (str(finding.public_id), 3, False),
    ]
    assert Caller(people.dave.user).get(address)["results"] == []
