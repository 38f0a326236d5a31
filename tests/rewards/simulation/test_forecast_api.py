"""The forecast over the API: before there is one and after, about other goals, when it is made anew, what it says."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from campaigns.events.models import Event
from campaigns.planning.models import Campaign
from campaigns.planning.operations import change_campaign, pause_campaign
from rewards.simulation.models import LONGEST_WORK, Forecast
from rewards.simulation.operations import SELDOM, due_forecasts, work_out_forecast
from tests import cast
from tests.api.calling import Caller
from tests.rewards.simulation.stage import begin, fill, find

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def path_of(campaign: Campaign) -> str:
    return f"/campaigns/{campaign.slug}/forecast/"


def organizer(campaign: Campaign) -> Caller:
    return Caller(cast.organizer_of(campaign))


def test_before_there_is_one_and_after() -> None:
    campaign = begin()
    fill(campaign)
    olga, path = organizer(campaign), path_of(campaign)
    none = olga.get(path)
    assert (none["state"], none["missing"], none["sentences"]) == ("none", "There is no forecast yet.", [])
    assert none["participants"] is none["findings"] is none["budget"] is none["goal"] is none["deadline"] is None
    queued = olga.post(path, status=202)
    assert queued["state"] == "queued"
    assert queued["expected_at"] > queued["asked_at"]
    Forecast.objects.filter(campaign=campaign).update(begun_at=timezone.now())
    assert olga.get(path)["state"] == "running"
    Forecast.objects.filter(campaign=campaign).update(begun_at=None)
    assert work_out_forecast(campaign_id=campaign.pk, at=timezone.now())
    told = olga.get(path)
    assert (told["state"], told["missing"], told["deadline_assumed"]) == ("ready", "", False)
    assert datetime.fromisoformat(told["deadline"]) == campaign.ends_at
    people = told["participants"]
    assert people["now"] == 300
    assert people["fan"]["p10"][-1] == people["at_deadline"]["low"] <= people["at_deadline"]["median"]
    assert people["at_deadline"]["high"] == people["fan"]["p90"][-1]
    assert datetime.fromisoformat(people["fan"]["at"][-1]) == campaign.ends_at
    assert told["goal"] is None
    assert told["sentences"][0].startswith("300 people take part. In 80 of 100 simulated futures it will be between ")
    # Nothing was found yet, so nothing is said of what will be.
    assert told["findings"]["all_found"]["value"] is None
    assert told["findings"]["places"] is told["budget"]["fan"] is None
    assert told["budget"]["at_most"] == {"amount_minor": 35_000, "currency": "USD"}


def test_findings_and_the_budget_once_some_were_found() -> None:
    campaign = begin()
    _, places = fill(campaign)
    for place in (3, 40, 90):
        find(campaign, places[place], at=timezone.now() - 2 * HOUR)
    assert work_out_forecast(campaign_id=campaign.pk, at=timezone.now())
    told = organizer(campaign).get(path_of(campaign))
    findings, fan = told["findings"], told["budget"]["fan"]
    assert 0 <= findings["all_filled"]["value"] <= findings["all_found"]["value"] <= 1
    assert 1 <= findings["expected_found"] <= 2
    assert findings["places"]["p50"][0] == 3
    assert fan["p50"][0] == told["budget"]["now"]["amount_minor"] == 30_000
    assert fan["p90"][-1] <= told["budget"]["at_most"]["amount_minor"] == 35_000
    assert len(fan["at"]) == len(fan["p10"]) == len(findings["places"]["p90"])


def test_goals_are_answered_from_the_same_futures() -> None:
    campaign = begin(goal_participants=320)
    fill(campaign)
    work_out_forecast(campaign_id=campaign.pk, at=timezone.now())
    olga, path = organizer(campaign), path_of(campaign)
    own = olga.get(path)
    assert own["goal"]["participants"] == 320
    assert any(sentence.startswith("320 participants are reached in ") for sentence in own["sentences"])
    chances = [olga.get(path, participants=goal)["goal"]["probability"]["value"] for goal in (300, 310, 320, 350, 600)]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] == 1
    assert chances[2] == own["goal"]["probability"]["value"]
    assert olga.get(path, participants=10**9)["goal"]["probability"]["missing"]
    for nonsense in ("0", "-5", "many", "1000000001"):
        assert olga.call("GET", path, {"participants": nonsense}).status_code == 400


def test_an_unchanged_forecast_is_not_sent_twice() -> None:
    campaign = begin()
    fill(campaign)
    work_out_forecast(campaign_id=campaign.pk, at=timezone.now())
    olga, address = organizer(campaign), f"/api/v1{path_of(campaign)}"
    first = olga.client.get(address)
    assert olga.client.get(address, HTTP_IF_NONE_MATCH=first.headers["ETag"]).status_code == 304
    work_out_forecast(campaign_id=campaign.pk, at=timezone.now())
    assert olga.client.get(address, HTTP_IF_NONE_MATCH=first.headers["ETag"]).status_code == 200


def test_too_little_is_said_instead_of_a_number() -> None:
    campaign = begin()
    cast.full_cast(campaign)
    work_out_forecast(campaign_id=campaign.pk, at=timezone.now())
    told = organizer(campaign).get(path_of(campaign), participants=100)
    assert told["missing"] == "Not enough data yet: it takes 30 participants, and there are 4."
    assert told["sentences"] == [told["missing"]]
    assert told["goal"]["probability"] == {"value": None, "n": 0, "missing": told["missing"]}
    assert told["participants"] is told["findings"] is told["budget"] is None


def test_without_an_end_it_says_so() -> None:
    campaign = begin(hours=24 * 14, ahead_hours=None)
    fill(campaign, hours=24 * 14)
    work_out_forecast(campaign_id=campaign.pk, at=timezone.now())
    told = organizer(campaign).get(path_of(campaign))
    assert told["deadline_assumed"]
    assert "The campaign has no end; this looks 28 days ahead." in told["sentences"]


def test_only_a_live_campaign_is_forecast() -> None:
    campaign = begin()
    pause_campaign(campaign=campaign, actor=cast.organizer_of(campaign), at=timezone.now())
    assert organizer(campaign).refused("POST", path_of(campaign)) == (409, "campaign_not_live")
    assert campaign.pk not in due_forecasts(at=timezone.now())


def test_a_goal_is_public_and_can_be_changed_while_live() -> None:
    campaign = begin()
    olga, path = organizer(campaign), f"/campaigns/{campaign.slug}/"
    assert olga.get(path)["goal_participants"] is None
    assert olga.patch(path, {"goal_participants": 500})["goal_participants"] == 500
    assert Caller(None).get(path)["goal_participants"] == 500
    assert olga.patch(path, {"goal_participants": None})["goal_participants"] is None
    for nonsense in (0, -1, 1.5, "many", 1_000_000_001):
        assert olga.refused("PATCH", path, {"goal_participants": nonsense})[0] == 400


def test_when_a_forecast_is_due() -> None:
    campaign, at = begin(ahead_hours=100, time_zone="UTC"), timezone.now().replace(hour=1, minute=0)
    fill(campaign)

    def due(after: timedelta) -> bool:
        return campaign.pk in due_forecasts(at=at + after)

    assert due(timedelta())
    work_out_forecast(campaign_id=campaign.pk, at=at)
    Forecast.objects.filter(campaign=campaign).update(computed_at=at)
    assert not due(2 * SELDOM)
    cast.join_in_turn(campaign, "alice")
    assert not due(SELDOM / 2)
    assert due(SELDOM)
    # The day turns without any news.
    row = Forecast.objects.get(campaign=campaign)
    work_out_forecast(campaign_id=campaign.pk, at=at + SELDOM)
    Forecast.objects.filter(campaign=campaign).update(computed_at=at + SELDOM)
    assert Forecast.objects.get(campaign=campaign).mark != row.mark
    assert not due(20 * HOUR)
    assert due(24 * HOUR)
    # Somebody asks, and somebody is at it.
    Forecast.objects.filter(campaign=campaign).update(asked_at=at + HOUR)
    assert due(HOUR)
    Forecast.objects.filter(campaign=campaign).update(begun_at=at + HOUR)
    assert not due(HOUR)
    assert due(HOUR + 2 * LONGEST_WORK)


def test_nobody_works_on_what_somebody_is_at_and_older_facts_replace_nothing() -> None:
    campaign, at = begin(), timezone.now()
    fill(campaign)
    Forecast.objects.create(campaign=campaign, begun_at=at)
    assert not work_out_forecast(campaign_id=campaign.pk, at=at + timedelta(seconds=1))
    assert work_out_forecast(campaign_id=campaign.pk, at=at + 2 * LONGEST_WORK)
    first = Forecast.objects.get(campaign=campaign)
    assert first.begun_at is None
    assert not work_out_forecast(campaign_id=campaign.pk, at=at)
    assert Forecast.objects.get(campaign=campaign).as_of == first.as_of


def told_of_goals(campaign: Campaign) -> list[str]:
    told = Event.objects.filter(campaign=campaign, kind__startswith="forecast.").order_by("pk")
    return list(told.values_list("kind", flat=True))


def test_a_goal_is_called_likely_or_unlikely_once() -> None:
    campaign, at = begin(), timezone.now()
    fill(campaign)
    olga = cast.organizer_of(campaign)
    step = timedelta(seconds=1)
    work_out_forecast(campaign_id=campaign.pk, at=at)
    assert told_of_goals(campaign) == []
    for number, (goal, kinds) in enumerate(
        [
            (100_000, ["forecast.goal_unlikely"]),
            (100_000, ["forecast.goal_unlikely"]),
            (301, ["forecast.goal_unlikely", "forecast.goal_open", "forecast.goal_likely"]),
            (301, ["forecast.goal_unlikely", "forecast.goal_open", "forecast.goal_likely"]),
            (None, ["forecast.goal_unlikely", "forecast.goal_open", "forecast.goal_likely", "forecast.goal_open"]),
        ]
    ):
        change_campaign(campaign=campaign, actor=olga, at=at, goal_participants=goal)
        work_out_forecast(campaign_id=campaign.pk, at=at + (number + 1) * step)
        assert told_of_goals(campaign) == kinds
    told = Event.objects.get(campaign=campaign, kind="forecast.goal_likely").data
    assert campaign.ends_at is not None
    assert told["goal"] == 301
    assert told["probability"] >= 0.8
    assert told["deadline"] == campaign.ends_at.isoformat()
