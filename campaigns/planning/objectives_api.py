"""Objectives over HTTP. What they pay is their contracts': see `rewards.contracts`."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.errors import NotFound
from campaigns.lists import listed
from campaigns.matching import as_read
from campaigns.people.doors import ANYONE, ORGANIZER, Scope, Who, signed_in
from campaigns.planning import operations
from campaigns.planning.access import CampaignView
from campaigns.planning.api import MoneySerializer, money
from campaigns.planning.models import MOST_PRIZE_MINOR, MOST_QUOTA, MOST_RADIUS_M, Campaign, Objective
from campaigns.planning.removing import remove_objective


class WindowSerializer(serializers.Serializer[Any]):
    """When reports are taken: half-open, each end may be missing."""

    opens_at = serializers.DateTimeField(required=False, allow_null=True)
    closes_at = serializers.DateTimeField(required=False, allow_null=True)


class ObjectivePlaceSerializer(serializers.Serializer[Any]):
    """Where to look: a place, or an area around it."""

    latitude = serializers.FloatField(min_value=-90, max_value=90)
    longitude = serializers.FloatField(min_value=-180, max_value=180)
    radius_m = serializers.IntegerField(
        min_value=1,
        max_value=MOST_RADIUS_M,
        required=False,
        allow_null=True,
        default=None,
        help_text="How far around it to look; null for the place itself.",
    )

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        # A change of the objective may leave fields out; a place is always said whole.
        missing = {name: self.fields[name].error_messages["required"] for name in ("latitude", "longitude")}
        if wrong := {name: message for name, message in missing.items() if name not in said}:
            raise serializers.ValidationError(wrong, code="required")
        return {"radius_m": None, **said}


class ObjectiveSerializer(serializers.ModelSerializer[Objective]):
    id = serializers.UUIDField(source="public_id")
    campaign = serializers.CharField(source="campaign.slug")
    place = serializers.SerializerMethodField()
    window = serializers.SerializerMethodField()
    prize = serializers.SerializerMethodField()
    found = serializers.IntegerField(
        help_text="How many of the quota are taken by findings that are paid or will be; a reversal gives none back. "
        "Once all are, a further finding pays nothing."
    )

    class Meta:
        model = Objective
        fields: ClassVar = [
            "id",
            "campaign",
            "title",
            "description",
            "area",
            "place",
            "quota",
            "found",
            "prize_minor",
            "prize",
            "window",
            "location_privacy",
        ]

    @extend_schema_field(ObjectivePlaceSerializer(allow_null=True))
    def get_place(self, objective: Objective) -> dict[str, Any] | None:
        return None if objective.latitude is None else ObjectivePlaceSerializer(objective).data

    @extend_schema_field(WindowSerializer)
    def get_window(self, objective: Objective) -> dict[str, Any]:
        return WindowSerializer(objective).data

    @extend_schema_field(MoneySerializer)
    def get_prize(self, objective: Objective) -> dict[str, Any]:
        return money(objective.prize_minor, objective.campaign.currency)


class ObjectiveDraftSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=120)
    description = serializers.CharField(max_length=5_000, required=False, allow_blank=True)
    area = serializers.CharField(max_length=200, required=False, allow_blank=True, help_text="Where to look, in words.")
    place = ObjectivePlaceSerializer(
        required=False, allow_null=True, help_text="Where to look, on the map; null takes it off the map."
    )
    quota = serializers.IntegerField(min_value=1, max_value=MOST_QUOTA, required=False)
    prize_minor = serializers.IntegerField(min_value=1, max_value=MOST_PRIZE_MINOR)
    window = WindowSerializer(required=False)
    location_privacy = serializers.ChoiceField(
        Objective.LocationPrivacy.choices,
        required=False,
        help_text="How the public sees the places of findings: exact, fuzzed (the default) or hidden. Reviewers and "
        "the reporter see them exactly. Once launched it becomes stricter at most.",
    )

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        fields: dict[str, Any] = super().to_internal_value(data)
        window = fields.pop("window", {})
        if "place" in fields:
            place = fields.pop("place") or {"latitude": None, "longitude": None, "radius_m": None}
            fields |= place
        return {**fields, **window}


class ObjectivesView(CampaignView, ListAPIView[Objective]):
    who: ClassVar[dict[str, Who]] = {"GET": ANYONE, "POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.CAMPAIGNS_READ, "POST": Scope.CAMPAIGNS_WRITE}
    serializer_class = ObjectiveSerializer
    ordering = ("id",)

    def get_queryset(self) -> QuerySet[Objective]:
        return Objective.objects.filter(campaign=self.campaign).with_found().select_related("campaign")

    get = listed(summary="What is to be found or done", tags=["objectives"])

    @extend_schema(
        summary="Add an objective to a draft",
        request=ObjectiveDraftSerializer,
        responses={201: ObjectiveSerializer},
        tags=["objectives"],
    )
    def post(self, request: Request, slug: str) -> Response:
        said = ObjectiveDraftSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        objective = operations.add_objective(
            campaign=self.campaign, actor=signed_in(request), at=timezone.now(), **said.validated_data
        )
        return Response(ObjectiveSerializer(objective).data, status=201)


class ObjectiveView(APIView):
    """An endpoint about the objective in its address, and its campaign."""

    who: ClassVar[dict[str, Who]] = {"GET": ANYONE, "PATCH": (ORGANIZER,), "DELETE": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {
        "GET": Scope.CAMPAIGNS_READ,
        "PATCH": Scope.CAMPAIGNS_WRITE,
        "DELETE": Scope.CAMPAIGNS_WRITE,
    }

    @cached_property
    def objective(self) -> Objective:
        return visible_objective(self.request.user.pk, self.kwargs["objective_id"])

    @property
    def campaign(self) -> Campaign:
        return self.objective.campaign


class ObjectiveDetailView(ObjectiveView):
    @extend_schema(summary="Read an objective", responses=ObjectiveSerializer, tags=["objectives"])
    def get(self, request: Request, objective_id: str) -> Response:
        return Response(ObjectiveSerializer(self.objective).data)

    @extend_schema(
        summary="Change an objective",
        description="All of it in a draft. Once launched its words, its window if that becomes longer, and its "
        "location_privacy if that becomes stricter; prize and quota are raised through its contract, where the "
        "budget is checked.",
        request=ObjectiveDraftSerializer,
        responses=ObjectiveSerializer,
        tags=["objectives"],
    )
    def patch(self, request: Request, objective_id: str) -> Response:
        said = ObjectiveDraftSerializer(data=request.data, partial=True)
        said.is_valid(raise_exception=True)
        with as_read(self, partial(operations.lock_campaign, self.campaign.pk)):
            objective = operations.change_objective(
                objective=self.objective, actor=signed_in(request), at=timezone.now(), **said.validated_data
            )
        return Response(ObjectiveSerializer(objective).data)

    @extend_schema(
        summary="Remove an objective from a draft",
        description="With its contract and its secret facts. Refused (409) once the campaign was launched: what was "
        "promised stays.",
        responses={204: None},
        tags=["objectives"],
    )
    def delete(self, request: Request, objective_id: str) -> Response:
        with as_read(self, partial(operations.lock_campaign, self.campaign.pk)):
            remove_objective(objective=self.objective, actor=signed_in(request), at=timezone.now())
        return Response(status=204)


def visible_objective(user_id: int | None, objective_id: Any) -> Objective:
    """Find an objective as far as this caller may see its campaign."""
    objective = (
        Objective.objects.filter(public_id=objective_id, campaign__in=Campaign.objects.visible_to(user_id))
        .select_related("campaign")
        .first()
    )
    if objective is None:
        raise NotFound("unknown_objective", "There is no such objective, or it is not public yet.", field="objective")
    return objective
