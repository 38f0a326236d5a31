"""Keys over HTTP: a person's own and those of the campaigns that they organize. No key opens these addresses."""

from __future__ import annotations

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
from campaigns.people.doors import SIGNED_IN, Who, signed_in
from campaigns.people.keys import make_key, revoke_key
from campaigns.people.models import ApiKey, User


class KeyOwnerSerializer(serializers.ModelSerializer[User]):
    id = serializers.UUIDField(source="public_id")

    class Meta:
        model = User
        fields: ClassVar = ["id", "display_name"]


class ApiKeySerializer(serializers.ModelSerializer[ApiKey]):
    """A key as it is seen ever after: what is shown of it, never the whole."""

    id = serializers.UUIDField(source="public_id")
    owner = KeyOwnerSerializer()
    campaign = serializers.CharField(
        source="campaign.slug",
        default=None,
        allow_null=True,
        help_text="The only campaign in which it works; null for no such limit.",
    )
    scopes = serializers.ListField(child=serializers.ChoiceField(ApiKey.Scope.choices))

    class Meta:
        model = ApiKey
        fields: ClassVar = [
            "id", "name", "kind", "prefix", "scopes", "campaign", "owner", "created_at", "expires_at", "last_used_at",
            "revoked_at",
        ]  # fmt: skip


class MadeKeySerializer(ApiKeySerializer):
    key = serializers.CharField(help_text="The whole key, shown this once. Keep it where only your program reads it.")

    class Meta(ApiKeySerializer.Meta):
        fields: ClassVar = [*ApiKeySerializer.Meta.fields, "key"]


class KeyDraftSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=80, help_text="What it is for, such as the program that will have it.")
    kind = serializers.ChoiceField(
        ApiKey.Kind.choices,
        default=ApiKey.Kind.SECRET,
        help_text="publishable for programs that anybody can read, such as pages: it reports and does nothing else.",
    )
    scopes = serializers.ListField(
        child=serializers.ChoiceField(ApiKey.Scope.choices),
        required=False,
        max_length=len(ApiKey.Scope),
        help_text="What it may do. A publishable key has findings:write, and needs none to be said.",
    )
    campaign = serializers.CharField(
        max_length=60,
        required=False,
        allow_null=True,
        help_text="The slug of the only campaign in which it works, one that you organize. Left out, it works wherever "
        "you may act; a publishable key needs one.",
    )
    expires_at = serializers.DateTimeField(
        required=False, allow_null=True, help_text="From when on it does not work any more; never where left out."
    )


class KeysView(ListAPIView[ApiKey]):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN, "POST": SIGNED_IN}
    serializer_class = ApiKeySerializer
    filterset_class = OfCampaign

    def get_queryset(self) -> QuerySet[ApiKey]:
        return ApiKey.objects.seen_by(signed_in(self.request)).select_related("owner", "campaign")

    get = listed(summary="API keys: one's own, and those of the campaigns that one organizes", tags=["keys"])

    @extend_schema(
        summary="Make an API key",
        description="The answer has the whole key, once; and again, for 24 hours, to the same request under the same "
        "Idempotency-Key.",
        request=KeyDraftSerializer,
        responses={201: MadeKeySerializer},
        examples=[
            OpenApiExample(
                "For a program that reports from the field",
                value={
                    "name": "Field reports",
                    "scopes": ["campaigns:read", "findings:write"],
                    "campaign": "red-balloons",
                },
                request_only=True,
            )
        ],
        tags=["keys"],
    )
    def post(self, request: Request) -> Response:
        said = KeyDraftSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        key, token = make_key(
            owner=signed_in(request),
            name=said.validated_data["name"],
            kind=said.validated_data["kind"],
            scopes=said.validated_data.get("scopes", ()),
            campaign_slug=said.validated_data.get("campaign"),
            expires_at=said.validated_data.get("expires_at"),
            at=timezone.now(),
        )
        # Whatever keeps answers keeps no key in clear.
        return Response(
            {**ApiKeySerializer(key).data, "key": token.text}, status=201, headers={"Cache-Control": "no-store"}
        )


class _AboutKey(APIView):
    """An endpoint about one key, for its owner and the organizers of its campaign."""

    @cached_property
    def key(self) -> ApiKey:
        seen = ApiKey.objects.seen_by(signed_in(self.request)).select_related("owner", "campaign")
        key = seen.filter(public_id=self.kwargs["key_id"]).first()
        if key is None:
            raise NotFound("unknown_key", "There is no such key, or not for you to see.")
        return key


class KeyView(_AboutKey):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN}

    @extend_schema(summary="Read an API key, without its secret", responses=ApiKeySerializer, tags=["keys"])
    def get(self, request: Request, key_id: str) -> Response:
        return Response(ApiKeySerializer(self.key).data)


class RevokeKeyView(_AboutKey):
    who: ClassVar[dict[str, Who]] = {"POST": SIGNED_IN}

    @extend_schema(
        summary="Revoke an API key",
        description="At once and for good. Revoked again, it stays as it is.",
        request=None,
        responses=ApiKeySerializer,
        tags=["keys"],
    )
    def post(self, request: Request, key_id: str) -> Response:
        key = revoke_key(key=self.key, actor=signed_in(request), at=timezone.now())
        return Response(ApiKeySerializer(key).data)
