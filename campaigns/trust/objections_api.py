"""Objections over HTTP, for the organizers who answer them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.errors import NotFound
from campaigns.lists import listed
from campaigns.people.doors import ORGANIZER, Scope, Who, signed_in
from campaigns.people.models import User
from campaigns.planning.access import CampaignView
from campaigns.planning.models import Campaign
from campaigns.recruiting.api import PersonSerializer
from campaigns.trust import operations
from campaigns.trust.filters import ObjectionFilters
from campaigns.trust.models import Objection


class ObjectionSerializer(serializers.ModelSerializer[Objection]):
    id = serializers.UUIDField(source="public_id")
    participant = PersonSerializer()
    hold = serializers.UUIDField(source="hold.public_id", default=None, allow_null=True)
    quarantine = serializers.UUIDField(source="quarantine.public_id", default=None, allow_null=True)
    decided_by = serializers.SerializerMethodField()

    class Meta:
        model = Objection
        fields: ClassVar = [
            "id", "participant", "hold", "quarantine", "text", "made_at", "granted", "decided_at", "decided_by", "note",
        ]  # fmt: skip

    def get_decided_by(self, objection: Objection) -> str | None:
        return by(objection.decided_by)


class TrustNoteSerializer(serializers.Serializer[Any]):
    note = serializers.CharField(max_length=operations.MOST_NOTE, required=False, allow_blank=True, default="")


class ObjectionDecisionSerializer(TrustNoteSerializer):
    granted = serializers.BooleanField(help_text="Granted, it undoes what was objected to. Refusing needs a note.")


class ObjectionsView(CampaignView, ListAPIView[Objection]):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.PARTICIPANTS_READ}
    serializer_class = ObjectionSerializer
    filterset_class = ObjectionFilters

    def get_queryset(self) -> QuerySet[Objection]:
        return seen_objections().filter(participant__campaign=self.campaign)

    get = listed(summary="Objections, and how they were answered", tags=["trust"])


class DecideObjectionView(APIView):
    who: ClassVar[dict[str, Who]] = {"POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.PARTICIPANTS_WRITE}

    @cached_property
    def objection(self) -> Objection:
        objection = seen_objections().filter(public_id=self.kwargs["objection_id"]).first()
        if objection is None or not signed_in(self.request).may(objection.participant.campaign_id, ORGANIZER):
            raise NotFound("unknown_objection", "There is no such objection, or not for you to see.")
        return objection

    @property
    def campaign(self) -> Campaign:
        return self.objection.participant.campaign

    @extend_schema(
        summary="Answer an objection",
        description="By another organizer than who placed or decided what is objected to. Granted, a hold is cleared, a"
        " removed person reinstated, a quarantine lifted.",
        request=ObjectionDecisionSerializer,
        responses=ObjectionSerializer,
        tags=["trust"],
    )
    def post(self, request: Request, objection_id: str) -> Response:
        said = said_by(ObjectionDecisionSerializer, request)
        objection = operations.decide_objection(
            objection=self.objection, decided_by=signed_in(request), at=timezone.now(), **said
        )
        return Response(ObjectionSerializer(seen_objections().get(pk=objection.pk)).data)


def seen_objections() -> QuerySet[Objection]:
    """Objections with all that is shown of them."""
    return Objection.objects.select_related("participant__campaign", "hold", "quarantine__root", "decided_by")


def by(person: User | None) -> str | None:
    """Name who did something; nobody: the platform, or nobody yet."""
    return person.display_name if person else None


def said_by(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    """Read the body of a request, or refuse it by its fields."""
    said = serializer(data=request.data)
    said.is_valid(raise_exception=True)
    return dict(said.validated_data)
