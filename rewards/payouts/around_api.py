"""Around payouts over HTTP: one's own destinations, the campaign's caps, and a provider's messages."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.errors import NotAllowed, NotFound, NotPossibleNow
from campaigns.lists import listed
from campaigns.matching import as_read
from campaigns.people.doors import ORGANIZER, SIGNED_IN, TREASURER, Scope, Who, signed_in
from campaigns.planning.access import CampaignView
from rewards.payouts import caps, owning
from rewards.payouts.models import MOST_PAYOUT_MINOR, Destination, Payout, PayoutRules
from rewards.payouts.orders import provider_named
from rewards.payouts.providers.provider import ApiProvider
from rewards.payouts.results import record_result

logger = logging.getLogger(__name__)


class DestinationSerializer(serializers.ModelSerializer[Destination]):
    """Where one's own money goes, masked."""

    id = serializers.UUIDField(source="public_id")

    class Meta:
        model = Destination
        fields: ClassVar = ["id", "kind", "masked", "holder_name", "country", "created_at"]


class DestinationDraftSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(Destination.Kind.choices)
    value = serializers.CharField(
        max_length=200, write_only=True, help_text="The IBAN, the PayPal address or the id of the Stripe account."
    )
    holder_name = serializers.CharField(
        max_length=owning.MOST_NAME,
        required=False,
        allow_blank=True,
        default="",
        help_text="Whose account it is; needed for a bank account.",
    )
    country = serializers.CharField(
        max_length=2, required=False, allow_blank=True, default="", help_text="Where you pay taxes, such as FR."
    )


class PayoutRulesSerializer(serializers.ModelSerializer[PayoutRules]):
    most_per_person_minor = serializers.IntegerField(
        min_value=1, max_value=MOST_PAYOUT_MINOR, allow_null=True, help_text="To one person in a day."
    )
    most_per_day_minor = serializers.IntegerField(
        min_value=1, max_value=MOST_PAYOUT_MINOR, allow_null=True, help_text="To everybody in a day."
    )
    least_payout_minor = serializers.IntegerField(
        min_value=1, max_value=MOST_PAYOUT_MINOR, allow_null=True, help_text="Less waits until it has grown."
    )
    manual_above_minor = serializers.IntegerField(
        min_value=0, max_value=MOST_PAYOUT_MINOR, help_text="Payouts above this are accepted one by one."
    )

    class Meta:
        model = PayoutRules
        fields: ClassVar = list(caps.CAPS)


class DestinationsView(ListAPIView[Destination]):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN, "POST": SIGNED_IN}
    moves_money: ClassVar = {"POST"}
    serializer_class = DestinationSerializer

    def get_queryset(self) -> QuerySet[Destination]:
        return Destination.objects.in_use().of(signed_in(self.request).pk)

    get = listed(summary="Where my money goes, masked", tags=["me"])

    @extend_schema(
        summary="Say where my money goes",
        description="One of each kind is in use; a new one takes the place of the one before. You are written to.",
        request=DestinationDraftSerializer,
        responses={201: DestinationSerializer, 200: DestinationSerializer},
        tags=["me"],
    )
    def post(self, request: Request) -> Response:
        said = DestinationDraftSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        destination, is_new = owning.add_destination(user=signed_in(request), at=timezone.now(), **said.validated_data)
        return Response(DestinationSerializer(destination).data, status=201 if is_new else 200)


class DestinationView(APIView):
    who: ClassVar[dict[str, Who]] = {"DELETE": SIGNED_IN}
    moves_money: ClassVar = {"DELETE"}

    @extend_schema(summary="Send no more of my money there", responses={204: None}, tags=["me"])
    def delete(self, request: Request, destination_id: str) -> Response:
        user = signed_in(request)
        destination = Destination.objects.of(user.pk).filter(public_id=destination_id).first()
        if destination is None:
            raise NotFound("unknown_destination", "You have no such destination.")
        owning.retire_destination(destination=destination, user=user, at=timezone.now())
        return Response(status=204)


class PayoutRulesView(CampaignView):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER, TREASURER), "PATCH": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.REWARDS_READ, "PATCH": Scope.PAYOUTS_WRITE}
    moves_money: ClassVar = {"PATCH"}

    @extend_schema(summary="The caps on payouts", responses=PayoutRulesSerializer, tags=["payouts"])
    def get(self, request: Request, slug: str) -> Response:
        return Response(PayoutRulesSerializer(caps.rules_of(self.campaign.pk)).data)

    @extend_schema(
        summary="Set caps on payouts",
        description="They slow money down and take nothing away: what is above a cap stays payable.",
        request=PayoutRulesSerializer(partial=True),
        responses=PayoutRulesSerializer,
        tags=["payouts"],
    )
    def patch(self, request: Request, slug: str) -> Response:
        said = PayoutRulesSerializer(data=request.data, partial=True)
        said.is_valid(raise_exception=True)
        setting: dict[str, Any] = {"campaign": self.campaign, "organizer": signed_in(request), "at": timezone.now()}
        with as_read(self, partial(caps.lock_rules, **setting)):
            rules = caps.set_payout_rules(**setting, **said.validated_data)
        return Response(PayoutRulesSerializer(rules).data)


@csrf_exempt
@require_POST
def stripe_webhook(request: HttpRequest) -> HttpResponse:
    """Take a message of Stripe's, proved by its signature: 200 also for what is not ours, 400 for a forged one."""
    name = "stripe_connect"
    try:
        provider = provider_named(name)
    except NotPossibleNow:
        return HttpResponse(status=404)
    if not isinstance(provider, ApiProvider):
        raise TypeError(f"{name} reads no messages.")
    try:
        report = provider.read_webhook(request.body, request.headers)
    except NotAllowed as refused:
        return HttpResponse(refused.message, status=400, content_type="text/plain; charset=utf-8")
    if report is not None:
        payout = Payout.objects.filter(public_id=report.payout_id, batch__provider=name).first()
        if payout is None:
            logger.warning("Stripe wrote about payout %s, which is not ours.", report.payout_id)
        else:
            record_result(payout_id=payout.pk, result=report.result, at=timezone.now())
    return HttpResponse(status=200)
