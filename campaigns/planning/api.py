"""Campaigns over HTTP. Launching, closing and contracts need the money: see `rewards.contracts`."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.filters import Filters, OneOfFilter, SearchFilter
from campaigns.lists import listed
from campaigns.matching import as_read
from campaigns.people.doors import ANYONE, ORGANIZER, SIGNED_IN, Scope, Who, campaign_of_key, signed_in
from campaigns.planning import operations
from campaigns.planning.access import CampaignView
from campaigns.planning.models import MOST_PARTICIPANTS, MOST_PRIZE_MINOR, MOST_REVIEWERS, Campaign
from campaigns.planning.removing import remove_draft


class MoneySerializer(serializers.Serializer[Any]):
    """An amount in the currency's minor units."""

    amount_minor = serializers.IntegerField()
    currency = serializers.CharField()


def money(amount_minor: int, currency: str) -> dict[str, Any]:
    return {"amount_minor": amount_minor, "currency": currency}


# How reports are taken in, brought together and reviewed; an organizer can change these for as long as it runs.
REVIEW_FIELDS = (
    "anonymous_reports",
    "reviewers_asked",
    "second_review_from_minor",
    "hide_prizes_from_reviewers",
    "review_minutes",
    "cluster_radius_m",
    "cluster_hours",
)


class CampaignSerializer(serializers.ModelSerializer[Campaign]):
    id = serializers.UUIDField(source="public_id")
    possible_moves = serializers.SerializerMethodField()

    class Meta:
        model = Campaign
        fields: ClassVar = [
            "id", "slug", "title", "description", "currency", "time_zone", "starts_at", "ends_at", "ledger_public",
            "remainder_to", "charity_name", "hold_days", "attribution", "max_depth_paid", "referral_link_days",
            *REVIEW_FIELDS, "goal_participants", "state", "possible_moves", "launched_at", "closed_at", "decide_by",
        ]  # fmt: skip

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_possible_moves(self, campaign: Campaign) -> list[str]:
        return operations.possible_moves(campaign)


class CampaignDraftSerializer(serializers.ModelSerializer[Campaign]):
    """What an organizer says of a campaign."""

    slug = serializers.RegexField(
        r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
        max_length=60,
        required=False,
        help_text="Its address; made of the title where left out.",
    )
    currency = serializers.CharField(max_length=3, help_text="ISO 4217, such as USD.")
    starts_at = serializers.DateTimeField(required=False, help_text="Now where left out.")
    hold_days = serializers.IntegerField(min_value=0, max_value=90, required=False)
    max_depth_paid = serializers.IntegerField(min_value=1, max_value=30_000, required=False, allow_null=True)
    referral_link_days = serializers.IntegerField(min_value=1, max_value=3_650, required=False, allow_null=True)
    reviewers_asked = serializers.IntegerField(
        min_value=1,
        max_value=MOST_REVIEWERS,
        required=False,
        help_text="How many reviewers are asked about a finding; more than two thirds of them must agree.",
    )
    second_review_from_minor = serializers.IntegerField(
        min_value=1,
        max_value=MOST_PRIZE_MINOR,
        required=False,
        allow_null=True,
        help_text="Prizes from this amount on need two reviewers at least; null for none.",
    )
    review_minutes = serializers.IntegerField(
        min_value=1,
        max_value=1_440,
        required=False,
        help_text="How long a finding stays with the reviewer who took it up.",
    )
    cluster_radius_m = serializers.IntegerField(
        min_value=1,
        max_value=100_000,
        required=False,
        help_text="Reports of one objective within this distance can be of the same thing; one arc-minute by default.",
    )
    cluster_hours = serializers.IntegerField(
        min_value=1,
        max_value=8_784,
        required=False,
        help_text="How far apart in time two reports of the same thing can be.",
    )

    goal_participants = serializers.IntegerField(
        min_value=1,
        max_value=MOST_PARTICIPANTS,
        required=False,
        allow_null=True,
        help_text="How many people are to take part by the end; null for no such goal. It can be changed at any time.",
    )

    class Meta:
        model = Campaign
        fields: ClassVar = [
            "title", "slug", "description", "currency", "time_zone", "starts_at", "ends_at", "ledger_public",
            "remainder_to", "charity_name", "hold_days", "attribution", "max_depth_paid", "referral_link_days",
            *REVIEW_FIELDS, "goal_participants",
        ]  # fmt: skip


class CampaignChangeSerializer(CampaignDraftSerializer):
    slug = None  # type: ignore[assignment]  # an address that people share stays

    class Meta(CampaignDraftSerializer.Meta):
        fields: ClassVar = [name for name in CampaignDraftSerializer.Meta.fields if name != "slug"]


class CampaignFilters(Filters):
    state = OneOfFilter(choices=Campaign.State.choices)
    search = SearchFilter("title", help_text="Part of a title.")


class CampaignsView(ListAPIView[Campaign]):
    who: ClassVar[dict[str, Who]] = {"GET": ANYONE, "POST": SIGNED_IN}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.CAMPAIGNS_READ, "POST": Scope.CAMPAIGNS_WRITE}
    beside_campaigns: ClassVar = {"GET"}
    serializer_class = CampaignSerializer
    filterset_class = CampaignFilters
    orderings: ClassVar = {"made": ("id",)}

    def get_queryset(self) -> QuerySet[Campaign]:
        campaigns = Campaign.objects.visible_to(self.request.user.pk)
        if (only := campaign_of_key(self.request)) is not None:
            campaigns = campaigns.filter(pk=only)
        return campaigns

    get = listed(summary="Campaigns that are public, and one's own drafts", tags=["campaigns"])

    @extend_schema(
        summary="Draft a campaign",
        request=CampaignDraftSerializer,
        responses={201: CampaignSerializer},
        tags=["campaigns"],
    )
    def post(self, request: Request) -> Response:
        said = CampaignDraftSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        now = timezone.now()
        fields = {"starts_at": now, **said.validated_data}
        campaign = operations.create_campaign(organizer=signed_in(request), at=now, **fields)
        return Response(CampaignSerializer(campaign).data, status=201)


class CampaignDetailView(CampaignView):
    who: ClassVar[dict[str, Who]] = {"GET": ANYONE, "PATCH": (ORGANIZER,), "DELETE": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {
        "GET": Scope.CAMPAIGNS_READ,
        "PATCH": Scope.CAMPAIGNS_WRITE,
        "DELETE": Scope.CAMPAIGNS_WRITE,
    }

    @extend_schema(summary="Read a campaign", responses=CampaignSerializer, tags=["campaigns"])
    def get(self, request: Request, slug: str) -> Response:
        return Response(CampaignSerializer(self.campaign).data)

    @extend_schema(
        summary="Change a campaign: its words, and while it is a draft its rules",
        request=CampaignChangeSerializer,
        responses=CampaignSerializer,
        tags=["campaigns"],
    )
    def patch(self, request: Request, slug: str) -> Response:
        said = CampaignChangeSerializer(data=request.data, partial=True)
        said.is_valid(raise_exception=True)
        with as_read(self, partial(operations.lock_campaign, self.campaign.pk)):
            campaign = operations.change_campaign(
                campaign=self.campaign, actor=signed_in(request), at=timezone.now(), **said.validated_data
            )
        return Response(CampaignSerializer(campaign).data)

    @extend_schema(
        summary="Remove a draft",
        description="With all that was planned in it. Refused (409) once it was launched, and where money was pledged "
        "to it, people were imported into it, or programs or jobs work with it. Cannot be taken back.",
        responses={204: None},
        tags=["campaigns"],
    )
    def delete(self, request: Request, slug: str) -> Response:
        with as_read(self, partial(operations.lock_campaign, self.campaign.pk)):
            remove_draft(campaign=self.campaign, actor=signed_in(request), at=timezone.now())
        return Response(status=204)


class PauseView(CampaignView):
    who: ClassVar[dict[str, Who]] = {"POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.CAMPAIGNS_WRITE}

    @extend_schema(
        summary="Stop joins and reports for a while",
        request=None,
        responses=CampaignSerializer,
        tags=["campaigns"],
    )
    def post(self, request: Request, slug: str) -> Response:
        campaign = operations.pause_campaign(campaign=self.campaign, actor=signed_in(request), at=timezone.now())
        return Response(CampaignSerializer(campaign).data)


class ResumeView(CampaignView):
    who: ClassVar[dict[str, Who]] = {"POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.CAMPAIGNS_WRITE}

    @extend_schema(summary="Go on after a pause", request=None, responses=CampaignSerializer, tags=["campaigns"])
    def post(self, request: Request, slug: str) -> Response:
        campaign = operations.resume_campaign(campaign=self.campaign, actor=signed_in(request), at=timezone.now())
        return Response(CampaignSerializer(campaign).data)
