"""What a participant sees of trust: what of theirs waits, why in plain words, until when, and how to object.

Nothing here says by which rule something was noticed, nor about whom: that would teach those who cheat.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.errors import InvalidInput
from campaigns.lists import listed
from campaigns.people.doors import SIGNED_IN, Who
from campaigns.recruiting.api import OwnPlaceView
from campaigns.recruiting.models import Participant
from campaigns.saying import said
from campaigns.trust import operations
from campaigns.trust.models import Hold, Objection, Quarantine

_NOTICED = said(
    "Something about how people joined or reported around your place looked unusual. That alone proves nothing: a"
    " person will look at it and decide."
)
_IN_A_BRANCH = said(
    "The organizers are looking into the branch that you joined in. It need not be about you. Go on reporting: what you"
    " earn is kept for you."
)


class OwnObjectionSerializer(serializers.ModelSerializer[Objection]):
    """One's own objection, and its answer."""

    id = serializers.UUIDField(source="public_id")
    hold = serializers.UUIDField(source="hold.public_id", default=None, allow_null=True)
    quarantine = serializers.UUIDField(source="quarantine.public_id", default=None, allow_null=True)

    class Meta:
        model = Objection
        fields: ClassVar = ["id", "hold", "quarantine", "text", "made_at", "granted", "decided_at", "note"]


class OwnHoldSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    state = serializers.ChoiceField(["waiting", "excluded", "banned", "reinstated"])
    why = serializers.CharField()
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(
        allow_null=True, help_text="When the rewards stop waiting by themselves; null where that was decided."
    )
    note = serializers.CharField(help_text="What the organizers said with their decision.")
    can_object = serializers.BooleanField()


class OwnQuarantineSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    why = serializers.CharField()
    since = serializers.DateTimeField()
    can_object = serializers.BooleanField()


class OwnTrustSerializer(serializers.Serializer[Any]):
    rewards_wait = serializers.BooleanField(help_text="What is earned is held, and nothing is paid out, for now.")
    removed_at = serializers.DateTimeField(allow_null=True, help_text="Since when nothing is earned any more.")
    forfeits_at = serializers.DateTimeField(
        allow_null=True, help_text="When what is held goes to the remainder, unless an objection waits for its answer."
    )
    can_take_part = serializers.BooleanField(help_text="Whether reporting and inviting are still open.")
    holds = OwnHoldSerializer(many=True)
    quarantines = OwnQuarantineSerializer(many=True)
    objections = OwnObjectionSerializer(many=True)
    how_to_object = serializers.CharField()


class ObjectionDraftSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=operations.MOST_OBJECTION, help_text="What is wrong about it.")
    hold = serializers.UUIDField(required=False, allow_null=True)
    quarantine = serializers.UUIDField(required=False, allow_null=True)


class OwnTrustView(OwnPlaceView):
    @extend_schema(
        summary="What of mine waits, why, until when, and how to object",
        responses=OwnTrustSerializer,
        tags=["taking part"],
    )
    def get(self, request: Request, slug: str) -> Response:
        return Response(OwnTrustSerializer(trust_of(self.place, timezone.now())).data)


class OwnObjectionsView(OwnPlaceView, ListAPIView[Objection]):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN, "POST": SIGNED_IN}
    serializer_class = OwnObjectionSerializer

    def get_queryset(self) -> QuerySet[Objection]:
        return _objections_of(self.place)

    get = listed(summary="My objections and their answers", tags=["taking part"])

    @extend_schema(
        summary="Object to a hold, an exclusion or a quarantine that concerns me",
        description="Once for each. Another organizer than who placed or decided it answers. What is held of somebody"
        " who was removed waits for that answer, if they object within 14 days.",
        request=ObjectionDraftSerializer,
        responses={201: OwnObjectionSerializer},
        tags=["taking part"],
    )
    def post(self, request: Request, slug: str) -> Response:
        place = self.place
        said = ObjectionDraftSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        named = said.validated_data
        hold = quarantine = None
        if named.get("hold"):
            hold = Hold.objects.filter(participant=place, public_id=named["hold"]).first()
            if hold is None:
                raise InvalidInput("unknown_hold", "There is no such hold on you.", field="hold")
        if named.get("quarantine"):
            quarantine = _quarantines_of(place).filter(public_id=named["quarantine"]).first()
            if quarantine is None:
                raise InvalidInput("unknown_quarantine", "You are not in such a quarantine.", field="quarantine")
        objection = operations.make_objection(
            participant=place, hold=hold, quarantine=quarantine, text=named["text"], at=timezone.now()
        )
        return Response(OwnObjectionSerializer(objection).data, status=201)


def _objections_of(place: Participant) -> QuerySet[Objection]:
    return Objection.objects.filter(participant=place).select_related("hold", "quarantine")


def _quarantines_of(place: Participant) -> QuerySet[Quarantine]:
    """Those in force over this person: with their own place as the root, or one above."""
    chain = [member.participant_id for member in Participant.objects.chain_of(place.pk)]
    return Quarantine.objects.filter(root__in=chain, lifted_at__isnull=True).order_by("-pk")


def trust_of(place: Participant, at: datetime) -> dict[str, Any]:
    objections = list(_objections_of(place).order_by("-pk")[:100])
    objected = {objection.hold_id for objection in objections} | {f"q{o.quarantine_id}" for o in objections}
    waiting = Q(decided_at__isnull=True, expires_at__gt=at) | Q(decision__in=operations.REMOVING)
    holds = [
        {
            "id": hold.public_id,
            "state": _state_of(hold, place, objections),
            "why": hold.reason if hold.placed_by_id else _NOTICED,
            "since": hold.placed_at,
            "until": None if hold.decided_at else hold.expires_at,
            "note": hold.note,
            "can_object": hold.pk not in objected,
        }
        for hold in Hold.objects.filter(waiting, participant=place).order_by("-pk")[:100]
    ]
    quarantines = [
        {
            "id": quarantine.public_id,
            "why": quarantine.reason if quarantine.root_id == place.pk else _IN_A_BRANCH,
            "since": quarantine.placed_at,
            "can_object": f"q{quarantine.pk}" not in objected,
        }
        for quarantine in _quarantines_of(place)
    ]
    removed_at = place.removed_at
    return {
        "rewards_wait": bool(quarantines or removed_at or any(hold["state"] == "waiting" for hold in holds)),
        "removed_at": removed_at,
        "forfeits_at": removed_at and removed_at + timedelta(days=operations.OBJECTION_DAYS),
        "can_take_part": not place.is_banned,
        "holds": holds,
        "quarantines": quarantines,
        "objections": objections,
        "how_to_object": said(
            "POST /api/v1/campaigns/%(slug)s/me/objections/ with the id of the hold or the quarantine, and with what is"
            " wrong about it. Another organizer than who placed or decided it answers.",
            slug=place.campaign.slug,
        ),
    }


def _state_of(hold: Hold, place: Participant, objections: list[Objection]) -> str:
    if not hold.decided_at:
        return "waiting"
    granted = any(objection.hold_id == hold.pk and objection.granted for objection in objections)
    return "reinstated" if granted or place.removed_at is None else hold.decision
