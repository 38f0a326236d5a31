"""Webhooks over HTTP: an organizer's own programs are told of a campaign's events."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.errors import NotFound
from campaigns.filters import OfCampaign
from campaigns.lists import listed
from campaigns.matching import as_read
from campaigns.outreach.webhooks.addresses import MOST_URL
from campaigns.outreach.webhooks.catalogue import CATALOGUE
from campaigns.outreach.webhooks.models import MOST_DESCRIPTION, WebhookEndpoint
from campaigns.outreach.webhooks.operations import (
    MOST_OVERLAP_HOURS,
    USUAL_OVERLAP_HOURS,
    change_webhook,
    lock_webhook,
    make_webhook,
    remove_webhook,
    rotate_secret,
)
from campaigns.people.doors import ORGANIZER, SIGNED_IN, Scope, Who, campaign_of_key, signed_in
from campaigns.people.models import Role
from campaigns.planning.models import Campaign

EVENT_TYPES = sorted(CATALOGUE)


class WebhookSerializer(serializers.ModelSerializer[WebhookEndpoint]):
    """A webhook as it is seen ever after; its secret is shown when it is drawn."""

    id = serializers.UUIDField(source="public_id")
    campaign = serializers.CharField(source="campaign.slug")
    events = serializers.ListField(
        child=serializers.ChoiceField(EVENT_TYPES), help_text="The types that it is told of; empty for all."
    )
    enabled = serializers.BooleanField(source="is_open")
    previous_secret_ends_at = serializers.DateTimeField(
        source="before_ends_at", allow_null=True, help_text="Until then the secret before this one signs as well."
    )

    class Meta:
        model = WebhookEndpoint
        fields: ClassVar = [
            "id", "campaign", "url", "description", "events", "enabled", "disabled_reason", "disabled_at",
            "failing_since", "previous_secret_ends_at", "created_at",
        ]  # fmt: skip


class MadeWebhookSerializer(WebhookSerializer):
    secret = serializers.CharField(help_text="Shown this once. Whoever has it can sign messages as if they were ours.")

    class Meta(WebhookSerializer.Meta):
        fields: ClassVar = [*WebhookSerializer.Meta.fields, "secret"]


class WebhookWordsSerializer(serializers.Serializer[Any]):
    url = serializers.CharField(
        max_length=MOST_URL, help_text="By https, to an address that anybody on the internet can reach."
    )
    description = serializers.CharField(required=False, allow_blank=True, max_length=MOST_DESCRIPTION)
    events = serializers.ListField(
        child=serializers.ChoiceField(EVENT_TYPES),
        required=False,
        max_length=len(EVENT_TYPES),
        help_text="The types to be told of; empty or left out for all, those that come to be later too.",
    )


class WebhookDraftSerializer(WebhookWordsSerializer):
    campaign = serializers.CharField(max_length=60, help_text="The slug of a campaign that you organize.")


class WebhookChangeSerializer(WebhookWordsSerializer):
    url = serializers.CharField(max_length=MOST_URL, required=False)
    enabled = serializers.BooleanField(
        required=False, help_text="Switched on again, it is told of what happens from then on; replay what it missed."
    )


class RotationSerializer(serializers.Serializer[Any]):
    overlap_hours = serializers.IntegerField(
        min_value=0,
        max_value=MOST_OVERLAP_HOURS,
        default=USUAL_OVERLAP_HOURS,
        help_text="For how long the secret before signs beside the new one; 0 ends it now.",
    )


class WebhooksView(ListAPIView[WebhookEndpoint]):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN, "POST": SIGNED_IN}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.WEBHOOKS_WRITE, "POST": Scope.WEBHOOKS_WRITE}
    # The list has those of the key's campaign alone, and one is made in no other.
    beside_campaigns: ClassVar = {"GET", "POST"}
    serializer_class = WebhookSerializer
    filterset_class = OfCampaign

    def get_queryset(self) -> QuerySet[WebhookEndpoint]:
        webhooks = WebhookEndpoint.objects.seen_by(signed_in(self.request)).select_related("campaign")
        if (of_key := campaign_of_key(self.request)) is not None:
            webhooks = webhooks.filter(campaign=of_key)
        return webhooks

    get = listed(summary="Webhooks of the campaigns that one organizes", tags=["webhooks"])

    @extend_schema(
        summary="Have a program told of a campaign's events",
        description="Standard Webhooks 1.0.0. The answer has the secret, once; and again, for 24 hours, to the same "
        "request under the same Idempotency-Key.",
        request=WebhookDraftSerializer,
        responses={201: MadeWebhookSerializer},
        examples=[
            OpenApiExample(
                "Told of verdicts",
                value={
                    "campaign": "red-balloons",
                    "url": "https://hooks.example.org/mobilize",
                    "events": ["finding.verified", "finding.rejected"],
                },
                request_only=True,
            )
        ],
        tags=["webhooks"],
    )
    def post(self, request: Request) -> Response:
        said = WebhookDraftSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        words = dict(said.validated_data)
        campaign = _organized(request, words.pop("campaign"))
        webhook, secret = make_webhook(campaign=campaign, organizer=signed_in(request), at=timezone.now(), **words)
        return _with_secret(webhook, secret.reveal(), status=201)


class AboutWebhook(APIView):
    """An endpoint about one webhook, for the organizers of its campaign; to others there is none."""

    @cached_property
    def webhook(self) -> WebhookEndpoint:
        seen = WebhookEndpoint.objects.seen_by(signed_in(self.request)).select_related("campaign")
        webhook = seen.filter(public_id=self.kwargs["webhook_id"]).first()
        if webhook is None:
            raise NotFound("unknown_webhook", "There is no such webhook, or not for you to see.")
        return webhook

    @property
    def campaign(self) -> Campaign:
        return self.webhook.campaign


class WebhookView(AboutWebhook):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,), "PATCH": (ORGANIZER,), "DELETE": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = dict.fromkeys(who, Scope.WEBHOOKS_WRITE)

    @extend_schema(summary="Read a webhook, without its secret", responses=WebhookSerializer, tags=["webhooks"])
    def get(self, request: Request, webhook_id: str) -> Response:
        return Response(WebhookSerializer(self.webhook).data)

    @extend_schema(
        summary="Change a webhook, or switch it off and on",
        request=WebhookChangeSerializer,
        responses=WebhookSerializer,
        tags=["webhooks"],
    )
    def patch(self, request: Request, webhook_id: str) -> Response:
        said = WebhookChangeSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        with as_read(self, partial(lock_webhook, self.webhook)):
            webhook = change_webhook(
                webhook=self.webhook, organizer=signed_in(request), at=timezone.now(), **said.validated_data
            )
        return Response(WebhookSerializer(webhook).data)

    @extend_schema(
        summary="Remove a webhook",
        description="At once and for good, with its secrets; what still waits is not sent.",
        responses={204: None},
        tags=["webhooks"],
    )
    def delete(self, request: Request, webhook_id: str) -> Response:
        with as_read(self, partial(lock_webhook, self.webhook)):
            remove_webhook(webhook=self.webhook, organizer=signed_in(request), at=timezone.now())
        return Response(status=204)


class RotateWebhookView(AboutWebhook):
    who: ClassVar[dict[str, Who]] = {"POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.WEBHOOKS_WRITE}

    @extend_schema(
        summary="Give a webhook another secret",
        description="The answer has the new secret, once. Messages are signed with both until the one before ends.",
        request=RotationSerializer,
        responses=MadeWebhookSerializer,
        tags=["webhooks"],
    )
    def post(self, request: Request, webhook_id: str) -> Response:
        said = RotationSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        webhook, secret = rotate_secret(
            webhook=self.webhook, organizer=signed_in(request), at=timezone.now(), **said.validated_data
        )
        return _with_secret(webhook, secret.reveal(), status=200)


def _organized(request: Request, slug: str) -> Campaign:
    """Find the campaign if the caller organizes it, with a key that works there."""
    roles = Role.objects.filter(user=signed_in(request), kind=Role.Kind.ORGANIZER, campaign__slug=slug)
    if (of_key := campaign_of_key(request)) is not None:
        roles = roles.filter(campaign=of_key)
    role = roles.select_related("campaign").first()
    if role is None:
        raise NotFound(
            "unknown_campaign", "There is no campaign at this address of which you are an organizer.", field="campaign"
        )
    return role.campaign


def _with_secret(webhook: WebhookEndpoint, secret: str, *, status: int) -> Response:
    # Whatever keeps answers keeps no secret in clear.
    shown = {**WebhookSerializer(webhook).data, "secret": secret}
    return Response(shown, status=status, headers={"Cache-Control": "no-store"})
