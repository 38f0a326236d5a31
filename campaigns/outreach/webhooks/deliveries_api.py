"""Deliveries over HTTP: what a webhook was told, what it answered, a test, and sending things again."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.errors import NotFound
from campaigns.filters import Filters, OneOfFilter
from campaigns.lists import listed
from campaigns.outreach.webhooks.api import EVENT_TYPES, AboutWebhook
from campaigns.outreach.webhooks.catalogue import TEST
from campaigns.outreach.webhooks.models import WebhookAttempt, WebhookDelivery
from campaigns.outreach.webhooks.operations import send_test
from campaigns.outreach.webhooks.replaying import replay_delivery, replay_span
from campaigns.people.doors import ORGANIZER, Scope, Who, signed_in

MESSAGE_TYPES = [*EVENT_TYPES, TEST]


class WebhookAttemptSerializer(serializers.ModelSerializer[WebhookAttempt]):
    """One try, with what was sent and what was answered; signatures are left out."""

    class Meta:
        model = WebhookAttempt
        fields: ClassVar = [
            "number", "at", "outcome", "url", "request_headers", "status", "error", "response_headers",
            "response_body", "milliseconds",
        ]  # fmt: skip


class DeliverySerializer(serializers.ModelSerializer[WebhookDelivery]):
    id = serializers.UUIDField(source="public_id")
    webhook_id = serializers.CharField(help_text="The webhook-id header, the same with every attempt and replay.")
    type = serializers.ChoiceField(MESSAGE_TYPES, source="kind")
    next_attempt_at = serializers.SerializerMethodField()

    class Meta:
        model = WebhookDelivery
        fields: ClassVar = [
            "id", "webhook_id", "type", "state", "attempts", "next_attempt_at", "queued_at", "ended_at",
        ]  # fmt: skip

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_next_attempt_at(self, delivery: WebhookDelivery) -> Any:
        is_waiting = delivery.state == WebhookDelivery.State.WAITING
        return serializers.DateTimeField().to_representation(delivery.due_at) if is_waiting else None


class DeliveryDetailSerializer(DeliverySerializer):
    payload = serializers.CharField(help_text="The body as it is signed and sent; empty once it is forgotten.")
    tried = serializers.SerializerMethodField(help_text="The attempts, the latest first, at most a hundred.")

    class Meta(DeliverySerializer.Meta):
        fields: ClassVar = [*DeliverySerializer.Meta.fields, "payload", "tried"]

    @extend_schema_field(WebhookAttemptSerializer(many=True))
    def get_tried(self, delivery: WebhookDelivery) -> Any:
        return WebhookAttemptSerializer(delivery.tried.order_by("-number")[:100], many=True).data


class ReplaySpanSerializer(serializers.Serializer[Any]):
    delivered = serializers.BooleanField(default=False, help_text="Those as well that arrived.")

    def get_fields(self) -> dict[str, Any]:
        # One of the names is a word of the language.
        begin = serializers.DateTimeField(help_text="Messages that were queued from then on.")
        return {"from": begin, "to": serializers.DateTimeField(help_text="And before then."), **super().get_fields()}


class ReplayedSerializer(serializers.Serializer[Any]):
    deliveries = serializers.IntegerField(help_text="How many messages are sent again.")


class WebhookTestView(AboutWebhook):
    who: ClassVar[dict[str, Who]] = {"POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.WEBHOOKS_WRITE}

    @extend_schema(
        summary="Try a webhook out",
        description="Sends a message of the type webhook.test within seconds, once, also while the webhook is off. "
        "What came of it stands in the delivery.",
        request=None,
        responses={201: DeliveryDetailSerializer},
        tags=["webhooks"],
    )
    def post(self, request: Request, webhook_id: str) -> Response:
        delivery = send_test(webhook=self.webhook, at=timezone.now())
        return Response(DeliveryDetailSerializer(delivery).data, status=201)


class DeliveryFilters(Filters):
    state = OneOfFilter(choices=WebhookDelivery.State.choices)
    type = OneOfFilter("kind", choices=[(name, name) for name in MESSAGE_TYPES], help_text="A type of event.")


class DeliveriesView(AboutWebhook, ListAPIView[WebhookDelivery]):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.WEBHOOKS_WRITE}
    serializer_class = DeliverySerializer
    filterset_class = DeliveryFilters

    def get_queryset(self) -> QuerySet[WebhookDelivery]:
        return WebhookDelivery.objects.filter(endpoint=self.webhook)

    get = listed(summary="What a webhook was told, the latest first", tags=["webhooks"])


class ReplaySpanView(AboutWebhook):
    who: ClassVar[dict[str, Who]] = {"POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.WEBHOOKS_WRITE}

    @extend_schema(
        operation_id="webhooks_deliveries_replay_span",
        summary="Send a time span's messages again",
        description="Those that failed or were skipped, in their order, under their names; with delivered all of them.",
        request=ReplaySpanSerializer,
        responses=ReplayedSerializer,
        tags=["webhooks"],
    )
    def post(self, request: Request, webhook_id: str) -> Response:
        said = ReplaySpanSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        words = said.validated_data
        replayed = replay_span(
            webhook=self.webhook,
            organizer=signed_in(request),
            begin=words["from"],
            end=words["to"],
            delivered=words["delivered"],
            at=timezone.now(),
        )
        return Response({"deliveries": replayed})


class _AboutDelivery(AboutWebhook):
    @cached_property
    def delivery(self) -> WebhookDelivery:
        found = WebhookDelivery.objects.filter(endpoint=self.webhook, public_id=self.kwargs["delivery_id"])
        delivery = found.select_related("endpoint").first()
        if delivery is None:
            raise NotFound("unknown_delivery", "This webhook has no such delivery.")
        return delivery


class DeliveryView(_AboutDelivery):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.WEBHOOKS_WRITE}

    @extend_schema(
        summary="One message, with every attempt's request and response",
        responses=DeliveryDetailSerializer,
        tags=["webhooks"],
    )
    def get(self, request: Request, webhook_id: str, delivery_id: str) -> Response:
        return Response(DeliveryDetailSerializer(self.delivery).data)


class ReplayDeliveryView(_AboutDelivery):
    who: ClassVar[dict[str, Who]] = {"POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.WEBHOOKS_WRITE}

    @extend_schema(
        summary="Send one message again",
        description="Whatever came of it. It keeps its webhook-id, so a receiver that has had it can tell.",
        request=None,
        responses=DeliveryDetailSerializer,
        tags=["webhooks"],
    )
    def post(self, request: Request, webhook_id: str, delivery_id: str) -> Response:
        delivery = replay_delivery(delivery=self.delivery, organizer=signed_in(request), at=timezone.now())
        return Response(DeliveryDetailSerializer(delivery).data)
