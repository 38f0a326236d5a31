"""Holds on people over HTTP: for the treasurers who place, lift and answer, and for the person who is not paid."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.errors import InvalidInput, NotFound
from campaigns.lists import listed
from campaigns.people.doors import ORGANIZER, SIGNED_IN, TREASURER, Scope, Who, signed_in
from campaigns.planning.access import CampaignView
from campaigns.recruiting.api import OwnPlaceView
from campaigns.recruiting.models import Participant
from campaigns.saying import said
from rewards.payouts import caps
from rewards.payouts.api import PayingView
from rewards.payouts.filters import PayoutHoldFilters
from rewards.payouts.models import MOST_ANSWER, MOST_OBJECTION, MOST_REASON, PayoutHold, PayoutObjection

MOST_OWN = 100


class OwnPayoutObjectionSerializer(serializers.ModelSerializer[PayoutObjection]):
    """One's own objection to not being paid, and its answer."""

    class Meta:
        model = PayoutObjection
        fields: ClassVar = ["text", "made_at", "granted", "decided_at", "note"]


class PayoutObjectionSerializer(OwnPayoutObjectionSerializer):
    decided_by = serializers.CharField(source="decided_by.get_full_name", default=None, allow_null=True)

    class Meta(OwnPayoutObjectionSerializer.Meta):
        fields: ClassVar = [*OwnPayoutObjectionSerializer.Meta.fields, "decided_by"]


class HoldSerializer(serializers.ModelSerializer[PayoutHold]):
    id = serializers.UUIDField(source="public_id")
    participant = serializers.UUIDField(source="participant.public_id")
    display_name = serializers.CharField(source="participant.display_name")
    by = serializers.CharField(source="by.get_full_name")
    lifted_by = serializers.CharField(source="lifted_by.get_full_name", default=None, allow_null=True)
    objection = serializers.SerializerMethodField(help_text="What the person says against it; null for nothing.")

    class Meta:
        model = PayoutHold
        fields: ClassVar = [
            "id", "participant", "display_name", "reason", "by", "at", "lifted_by", "lifted_at", "objection",
        ]  # fmt: skip

    @extend_schema_field(PayoutObjectionSerializer(allow_null=True))
    def get_objection(self, hold: PayoutHold) -> dict[str, Any] | None:
        said = _objection_to(hold)
        return None if said is None else dict(PayoutObjectionSerializer(said).data)


class OwnPayoutHoldSerializer(serializers.ModelSerializer[PayoutHold]):
    """Why one is not paid for the time being, and what can be done."""

    id = serializers.UUIDField(source="public_id")
    campaign = serializers.CharField(source="participant.campaign.slug")
    why = serializers.CharField(source="reason", help_text="As the treasurer wrote it.")
    since = serializers.DateTimeField(source="at")
    lifted_at = serializers.DateTimeField(allow_null=True, help_text="Since when one is paid again; null: not yet.")
    objection = serializers.SerializerMethodField(help_text="What one said against it; null for nothing yet.")
    can_object = serializers.SerializerMethodField()
    what_to_do = serializers.SerializerMethodField(help_text="Empty where there is nothing to do any more.")

    class Meta:
        model = PayoutHold
        fields: ClassVar = [
            "id", "campaign", "why", "since", "lifted_at", "objection", "can_object", "what_to_do",
        ]  # fmt: skip

    @extend_schema_field(OwnPayoutObjectionSerializer(allow_null=True))
    def get_objection(self, hold: PayoutHold) -> dict[str, Any] | None:
        said = _objection_to(hold)
        return None if said is None else dict(OwnPayoutObjectionSerializer(said).data)

    def get_can_object(self, hold: PayoutHold) -> bool:
        return hold.lifted_at is None and _objection_to(hold) is None

    def get_what_to_do(self, hold: PayoutHold) -> str:
        if not self.get_can_object(hold):
            return ""
        slug = hold.participant.campaign.slug
        told = said(
            "Nothing is paid out to you meanwhile, and nothing is lost: what is payable stays yours. If this is wrong,"
            " say so once: POST %(address)s with what is wrong about it. Another treasurer than who placed the hold"
            " answers here.",
            address=f"/api/v1/campaigns/{slug}/me/payout-holds/{hold.public_id}/objection/",
        )
        return str(told)


class HoldDraftSerializer(serializers.Serializer[Any]):
    participant = serializers.UUIDField()
    reason = serializers.CharField(max_length=MOST_REASON, help_text="Why; the person reads it as it is written here.")


class PayoutObjectionDraftSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=MOST_OBJECTION, help_text="What is wrong about it.")


class PayoutAnswerSerializer(serializers.Serializer[Any]):
    granted = serializers.BooleanField(help_text="Granted, the hold is lifted. Refusing needs a note.")
    note = serializers.CharField(max_length=MOST_ANSWER, required=False, allow_blank=True, default="")


class HoldsView(PayingView, CampaignView, ListAPIView[PayoutHold]):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER, TREASURER), "POST": (TREASURER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.REWARDS_READ, "POST": Scope.PAYOUTS_WRITE}
    serializer_class = HoldSerializer
    filterset_class = PayoutHoldFilters

    def get_queryset(self) -> QuerySet[PayoutHold]:
        return caps.holds_shown().filter(participant__campaign=self.campaign)

    get = listed(
        summary="Who is not paid for the time being, and was not",
        description="With what they say against it: state=objected lists what waits for an answer.",
        tags=["payouts"],
    )

    @extend_schema(
        summary="Pay somebody nothing for the time being",
        description="Until a treasurer lifts it. The person reads why, and can object once. Nobody holds themselves,"
        " their upline or their downline.",
        request=HoldDraftSerializer,
        responses={201: HoldSerializer},
        tags=["payouts"],
    )
    def post(self, request: Request, slug: str) -> Response:
        said = HoldDraftSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        person = Participant.objects.filter(
            campaign=self.campaign, public_id=said.validated_data["participant"]
        ).first()
        if person is None:
            raise InvalidInput("unknown_participant", "This campaign has no such participant.", field="participant")
        hold = caps.hold_person(
            participant=person,
            treasurer=signed_in(request),
            reason=said.validated_data["reason"],
            at=timezone.now(),
        )
        return Response(_shown(hold), status=201)


class HoldStepView(PayingView, CampaignView):
    """A step of a hold, for treasurers."""

    who: ClassVar[dict[str, Who]] = {"POST": (TREASURER,)}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.PAYOUTS_WRITE}
    moves_money: ClassVar = {"POST"}

    @cached_property
    def hold(self) -> PayoutHold:
        held = caps.holds_shown().filter(participant__campaign=self.campaign, public_id=self.kwargs["hold_id"])
        hold = held.first()
        if hold is None:
            raise NotFound("unknown_hold", "There is no such hold in this campaign.")
        return hold


class LiftHoldView(HoldStepView):
    @extend_schema(summary="Pay somebody again", request=None, responses=HoldSerializer, tags=["payouts"])
    def post(self, request: Request, slug: str, hold_id: str) -> Response:
        return Response(_shown(caps.lift_hold(hold=self.hold, treasurer=signed_in(request), at=timezone.now())))


class AnswerObjectionView(HoldStepView):
    @extend_schema(
        summary="Answer what somebody says against not being paid",
        description="By another treasurer than who placed the hold, and by nobody of the person's upline or downline."
        " Granted, the hold is lifted; refused, it stands, and the person reads why.",
        request=PayoutAnswerSerializer,
        responses=HoldSerializer,
        tags=["payouts"],
    )
    def post(self, request: Request, slug: str, hold_id: str) -> Response:
        said = PayoutAnswerSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        hold = caps.answer_objection(
            hold=self.hold, treasurer=signed_in(request), at=timezone.now(), **said.validated_data
        )
        return Response(_shown(hold))


class OwnObjectionView(OwnPlaceView):
    who: ClassVar[dict[str, Who]] = {"POST": SIGNED_IN}

    @extend_schema(
        summary="Object to not being paid",
        description="Once for each hold of mine; …/me/rewards/ has them, and the answer.",
        request=PayoutObjectionDraftSerializer,
        responses={201: OwnPayoutHoldSerializer},
        tags=["taking part"],
    )
    def post(self, request: Request, slug: str, hold_id: str) -> Response:
        hold = own_holds([self.place]).filter(public_id=hold_id).first()
        if hold is None:
            raise NotFound("unknown_hold", "There is no such hold on you.")
        said = PayoutObjectionDraftSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        caps.object_to_hold(hold=hold, text=said.validated_data["text"], at=timezone.now())
        return Response(OwnPayoutHoldSerializer(own_holds([self.place]).get(pk=hold.pk)).data, status=201)


def own_holds(places: list[Participant]) -> QuerySet[PayoutHold]:
    """Read what keeps these places from being paid, or kept them, the latest first."""
    return caps.holds_shown().filter(participant__in=places)


def show_own_holds(places: list[Participant]) -> list[dict[str, Any]]:
    """Say it to the person."""
    shown = OwnPayoutHoldSerializer(own_holds(places)[:MOST_OWN], many=True).data
    return [dict(hold) for hold in shown]


def _objection_to(hold: PayoutHold) -> PayoutObjection | None:
    try:
        return hold.objection
    except ObjectDoesNotExist:
        return None


def _shown(hold: PayoutHold) -> dict[str, Any]:
    return dict(HoldSerializer(caps.holds_shown().get(pk=hold.pk)).data)
