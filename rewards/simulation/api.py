"""The forecast over HTTP: read as it is stored, asked about other goals, and asked for anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.people.doors import ORGANIZER, Scope, Who
from campaigns.planning.access import CampaignView
from campaigns.planning.api import MoneySerializer, money
from campaigns.planning.models import MOST_PARTICIPANTS, Campaign
from campaigns.saying import spoken
from rewards.simulation.models import Forecast
from rewards.simulation.operations import NONE_YET, SELDOM, ask_forecast, goal_of
from rewards.simulation.tasks import announce_forecast
from rewards.simulation.telling import tell_forecast


class ProbabilitySerializer(serializers.Serializer[Any]):
    """A share of the simulated futures; where it cannot be told, `missing` says what is lacking."""

    value = serializers.FloatField(allow_null=True)
    n = serializers.IntegerField(help_text="How many simulated futures it is a share of.")
    missing = serializers.CharField(allow_blank=True)


class FanSerializer(serializers.Serializer[Any]):
    """At each moment the value below which 10, 25, 50, 75 or 90 % of the simulated futures are. 80 % is shown."""

    at = serializers.ListField(child=serializers.DateTimeField(), help_text="The first is now, the last the deadline.")
    p10 = serializers.ListField(child=serializers.IntegerField())
    p25 = serializers.ListField(child=serializers.IntegerField())
    p50 = serializers.ListField(child=serializers.IntegerField())
    p75 = serializers.ListField(child=serializers.IntegerField())
    p90 = serializers.ListField(child=serializers.IntegerField())


class RangeSerializer(serializers.Serializer[Any]):
    """The middle of the simulated futures, and the ends between which 80 % of them are."""

    median = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()


class GoalSerializer(serializers.Serializer[Any]):
    participants = serializers.IntegerField()
    probability = ProbabilitySerializer(help_text="That so many take part by the deadline.")


class GrowthSerializer(serializers.Serializer[Any]):
    now = serializers.IntegerField()
    at_deadline = RangeSerializer()
    most = serializers.IntegerField(help_text="Where simulations stop: a value as large means at least so many.")
    fan = FanSerializer()
    reproduction = RangeSerializer(help_text="How many others each person brings, at the deadline.")
    imports_per_day = RangeSerializer(help_text="How many a day join without an inviter, until the deadline.")
    dispersion = RangeSerializer(help_text="The smaller, the fewer people bring nearly everybody.")
    mean_lag_hours = serializers.FloatField(help_text="From somebody's joining to their recruits', on average.")
    growing = serializers.FloatField(help_text="The share of futures in which each person brings one other or more.")


class FindingsForecastSerializer(serializers.Serializer[Any]):
    all_found = ProbabilitySerializer(help_text="That every objective has been found at least once by the deadline.")
    all_filled = ProbabilitySerializer(help_text="That every finding that is paid has been made by the deadline.")
    expected_found = serializers.FloatField(allow_null=True, help_text="Objectives found at least once, on average.")
    places = FanSerializer(allow_null=True, help_text="Findings that are paid.")


class BurnSerializer(serializers.Serializer[Any]):
    """What has left the budget for findings, held or paid or about to be settled, in minor units."""

    now = MoneySerializer()
    at_most = MoneySerializer(help_text="With everything that is promised.")
    fan = FanSerializer(allow_null=True)


class ForecastSerializer(serializers.Serializer[Any]):
    campaign = serializers.CharField()
    state = serializers.ChoiceField(
        ["none", "queued", "running", "ready"],
        help_text="Queued or running: a newer one is on its way, and what is shown is the one before.",
    )
    asked_at = serializers.DateTimeField(allow_null=True)
    expected_at = serializers.DateTimeField(allow_null=True, help_text="About when the newer one is there.")
    next_at = serializers.DateTimeField(allow_null=True, help_text="From when on it is made anew if there is news.")
    as_of = serializers.DateTimeField(allow_null=True, help_text="Facts from before are in it.")
    computed_at = serializers.DateTimeField(allow_null=True)
    deadline = serializers.DateTimeField(allow_null=True)
    deadline_assumed = serializers.BooleanField(help_text="Whether the campaign has no end, and 28 days are taken.")
    time_zone = serializers.CharField()
    missing = serializers.CharField(allow_blank=True, help_text="What is lacking for a forecast, if anything is.")
    sentences = serializers.ListField(child=serializers.CharField())
    goal = GoalSerializer(allow_null=True, help_text="The campaign's, or the one that was asked about.")
    participants = GrowthSerializer(allow_null=True)
    findings = FindingsForecastSerializer(allow_null=True)
    budget = BurnSerializer(allow_null=True)


class GoalQuerySerializer(serializers.Serializer[Any]):
    participants = serializers.IntegerField(min_value=1, max_value=MOST_PARTICIPANTS, required=False)


class ForecastView(CampaignView):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,), "POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.ANALYTICS_READ, "POST": Scope.ANALYTICS_READ}

    @extend_schema(
        summary="How it may go on until the deadline",
        description="The forecast as it was last worked out: at most every ten minutes while there is news, and on a "
        "new day. Another goal than the campaign's is answered from the same simulated futures.",
        parameters=[
            OpenApiParameter(
                "participants",
                {"type": "integer", "minimum": 1, "maximum": MOST_PARTICIPANTS},
                description="A goal to ask about; the campaign's where left out.",
            )
        ],
        responses=ForecastSerializer,
        tags=["forecast"],
    )
    def get(self, request: Request, slug: str) -> Response:
        asked = GoalQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        row = Forecast.objects.filter(campaign=self.campaign).first()
        return Response(_shown(self.campaign, row, goal=asked.validated_data.get("participants")))

    @extend_schema(
        summary="Ask for a new forecast",
        description="It is worked out in the background; the answer says about when it is there.",
        request=None,
        responses={202: ForecastSerializer},
        tags=["forecast"],
    )
    def post(self, request: Request, slug: str) -> Response:
        row = ask_forecast(campaign=self.campaign, at=timezone.now())
        transaction.on_commit(lambda: announce_forecast(self.campaign.pk), robust=True)
        return Response(_shown(self.campaign, row, goal=None), status=202)


def _shown(campaign: Campaign, row: Forecast | None, *, goal: int | None) -> dict[str, Any]:
    row = row or Forecast(campaign=campaign)
    goal = goal or campaign.goal_participants
    result, basis = row.result, row.basis
    state = _state(row)
    waiting = row.begun_at or row.asked_at if state in ("queued", "running") else None
    deadline = _moment(basis["deadline"]) if basis else None
    figure = None if goal is None else goal_of(row, goal)
    told: dict[str, Any] = {
        "campaign": campaign.slug,
        "state": state,
        "asked_at": row.asked_at,
        "expected_at": waiting and waiting + timedelta(milliseconds=row.took_ms or 2_000),
        "next_at": row.computed_at and row.computed_at + SELDOM,
        "as_of": row.as_of,
        "computed_at": row.computed_at,
        "deadline": deadline,
        "deadline_assumed": campaign.ends_at is None,
        "time_zone": campaign.time_zone,
        "missing": NONE_YET if result is None else spoken(result["missing"]),
        "sentences": [],
        "goal": goal and figure and {"participants": goal, "probability": _figure(figure)},
        "participants": None,
        "findings": None,
        "budget": None,
    }
    if result is None or basis is None or deadline is None:
        return ForecastSerializer(told).data
    told["sentences"] = tell_forecast(
        result,
        goal=goal,
        probability=figure.value if figure else None,
        deadline=deadline.astimezone(campaign.zone()),
        assumed=campaign.ends_at is None,
    )
    if growth := result["growth"]:
        told["participants"] = _growth(growth)
    if findings := result["findings"]:
        told["findings"] = {**spoken(findings), "places": _fan(findings["places"])}
        told["budget"] = {
            "now": money(basis["spent_minor"], campaign.currency),
            "at_most": money(basis["spent_minor"] + basis["promised_minor"], campaign.currency),
            "fan": _fan(findings["spent_minor"]),
        }
    return ForecastSerializer(told).data


def _state(row: Forecast) -> str:
    if row.is_claimed(timezone.now()):
        return "running"
    if row.is_asked_for():
        return "queued"
    return "none" if row.as_of is None else "ready"


def _growth(growth: dict[str, Any]) -> dict[str, Any]:
    fan = growth["fan"]
    ends = {"median": fan["p50"][-1], "low": fan["p10"][-1], "high": fan["p90"][-1]}
    return {**growth, "now": fan["p50"][0], "at_deadline": ends, "fan": _fan(fan)}


def _fan(fan: dict[str, Any] | None) -> dict[str, Any] | None:
    return fan and {**fan, "at": [_moment(at) for at in fan["at"]]}


def _figure(figure: Any) -> dict[str, Any]:
    return {"value": figure.value, "n": figure.n, "missing": figure.missing}


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
