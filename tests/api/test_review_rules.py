"""How an organizer sets what reporting and review go by, before the launch and after it."""

from __future__ import annotations

from typing import Any

import pytest

from campaigns.events.models import Event
from campaigns.planning.models import Objective
from tests import cast
from tests.api.calling import Caller

pytestmark = pytest.mark.django_db

STANDARD = {
    "anonymous_reports": False,
    "reviewers_asked": 1,
    "second_review_from_minor": None,
    "hide_prizes_from_reviewers": False,
    "review_minutes": 15,
    "cluster_radius_m": 1_852,
    "cluster_hours": 24,
}
OTHER = {
    "anonymous_reports": True,
    "reviewers_asked": 3,
    "second_review_from_minor": 100_000,
    "hide_prizes_from_reviewers": True,
    "review_minutes": 60,
    "cluster_radius_m": 50,
    "cluster_hours": 2,
}


def test_they_have_standards_and_can_be_set_at_any_time() -> None:
    user = cast.make_user("olga")
    organizer = Caller(user)
    drafted = organizer.post("/campaigns/", {"title": "Find them", "currency": "USD", **OTHER}, status=201)
    assert {name: drafted[name] for name in OTHER} == OTHER
    campaign = cast.live_campaign(organizer=user)
    path = f"/campaigns/{campaign.slug}/"
    assert {name: organizer.get(path)[name] for name in STANDARD} == STANDARD
    changed = organizer.patch(path, OTHER)
    assert {name: changed[name] for name in OTHER} == OTHER
    event = Event.objects.filter(campaign=campaign, kind="campaign.changed").latest("pk")
    assert event.data == {"fields": sorted(OTHER)}
    assert event.actor_id == user.pk


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("reviewers_asked", 0),
        ("reviewers_asked", 10),
        ("second_review_from_minor", 0),
        ("second_review_from_minor", 10**13),
        ("review_minutes", 0),
        ("review_minutes", 1_441),
        ("cluster_radius_m", 0),
        ("cluster_radius_m", 100_001),
        ("cluster_hours", 0),
        ("cluster_hours", 8_785),
        ("anonymous_reports", "perhaps"),
        ("hide_prizes_from_reviewers", None),
    ],
)
def test_what_is_out_of_range_is_named(field: str, wrong: Any) -> None:
    campaign = cast.live_campaign()
    answer = Caller(cast.organizer_of(campaign)).call("PATCH", f"/campaigns/{campaign.slug}/", {field: wrong})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == f"#/{field}"


def test_places_are_fuzzed_unless_said_otherwise_and_after_the_launch_only_become_vaguer() -> None:
    campaign = cast.draft_campaign()
    objective = cast.objective_of(campaign)
    organizer, path = Caller(cast.organizer_of(campaign)), f"/objectives/{objective.public_id}/"
    assert organizer.get(path)["location_privacy"] == "fuzzed"
    assert organizer.patch(path, {"location_privacy": "exact"})["location_privacy"] == "exact"
    assert organizer.call("PATCH", path, {"location_privacy": "roughly"}).status_code == 400
    cast.funded(campaign)
    organizer.post(f"/campaigns/{campaign.slug}/launch/")
    assert organizer.patch(path, {"location_privacy": "fuzzed"})["location_privacy"] == "fuzzed"
    assert organizer.refused("PATCH", path, {"location_privacy": "exact"}) == (409, "promise_is_never_lowered")
    assert organizer.patch(path, {"location_privacy": "hidden"})["location_privacy"] == "hidden"
    assert organizer.refused("PATCH", path, {"location_privacy": "fuzzed"}) == (409, "promise_is_never_lowered")
    assert Objective.objects.get(pk=objective.pk).location_privacy == "hidden"
    event = Event.objects.filter(campaign=campaign, kind="objective.changed").latest("pk")
    assert event.data["fields"] == ["location_privacy"]
