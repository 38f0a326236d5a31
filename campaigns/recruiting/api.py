"""Joining, one's own place, and the organizer's view of the tree."""

from __future__ import annotations

import io
from functools import partial
from typing import Any, ClassVar

import segno
from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.errors import NotFound
from campaigns.filters import KnownParameters
from campaigns.forms import CSV, Tabular
from campaigns.lists import listed
from campaigns.matching import as_read
from campaigns.people.consents import PLACE, say_consent
from campaigns.people.doors import SIGNED_IN, STAFF, Scope, Who, signed_in
from campaigns.people.models import Consent, Role, Trace
from campaigns.people.names import LONGEST_NAME
from campaigns.people.traces import connection_of, record_trace
from campaigns.planning.access import CampaignView
from campaigns.planning.models import Campaign
from campaigns.recruiting import links, operations
from campaigns.recruiting.filters import ParticipantFilters
from campaigns.recruiting.models import ChainMember, Participant, ReferralLink
from campaigns.recruiting.participant_tokens import end_tokens, token_of
from campaigns.recruiting.splits import Shown

MOST_SHOWN = 1_000
QR_TYPES = {"svg": "image/svg+xml", "png": "image/png"}


class PersonSerializer(serializers.Serializer[Any]):
    """A participant as others see them."""

    id = serializers.UUIDField(source="public_id")
    display_name = serializers.CharField()


class ParticipantSerializer(serializers.ModelSerializer[Participant]):
    id = serializers.UUIDField(source="public_id")
    campaign = serializers.CharField(source="campaign.slug")
    invited_by = PersonSerializer(allow_null=True)
    claimed = serializers.SerializerMethodField(help_text="Whether a person with an account has this place.")
    removed_at = serializers.DateTimeField(allow_null=True, help_text="Since when they earn nothing any more.")
    banned = serializers.BooleanField(source="is_banned", help_text="Removed, and may not take part either.")
    quarantined_at = serializers.DateTimeField(
        source="frozen_at",
        allow_null=True,
        help_text="Since when they and all below are in quarantine; null also where that began above them.",
    )

    class Meta:
        model = Participant
        fields: ClassVar = [
            "id", "campaign", "display_name", "invited_by", "depth", "joined_at", "claimed", "removed_at", "banned",
            "quarantined_at",
        ]  # fmt: skip

    def get_claimed(self, participant: Participant) -> bool:
        return participant.user_id is not None


class RecruitSerializer(PersonSerializer):
    joined_at = serializers.DateTimeField()


class PlaceSerializer(serializers.ModelSerializer[Participant]):
    """One's own place: the link to share, who one is attributed to, whom one brought."""

    id = serializers.UUIDField(source="public_id")
    campaign = serializers.CharField(source="campaign.slug")
    invited_by = PersonSerializer(allow_null=True)
    referral_code = serializers.SerializerMethodField()
    referral_link = serializers.SerializerMethodField()
    referral_link_expires_at = serializers.SerializerMethodField()
    split = serializers.SerializerMethodField(
        help_text="What my recruits hand up to me of what reaches them; null for the contract's own."
    )
    handed_up = serializers.CharField(
        allow_null=True,
        read_only=True,
        help_text="What I hand up to my inviter, frozen when I joined; null for the contract's own.",
    )
    qr = serializers.SerializerMethodField()
    participant_token = serializers.SerializerMethodField(
        help_text="By it another page or app reports for me, through the campaign's publishable key. Keep it to "
        "yourself, and end it where it got into wrong hands."
    )
    direct_recruits = serializers.SerializerMethodField(help_text="The latest hundred.")
    direct_recruits_count = serializers.SerializerMethodField()

    class Meta:
        model = Participant
        fields: ClassVar = [
            "id", "campaign", "display_name", "invited_by", "depth", "joined_at", "referral_code", "referral_link",
            "referral_link_expires_at", "split", "handed_up", "qr", "participant_token", "on_leaderboard",
            "direct_recruits", "direct_recruits_count",
        ]  # fmt: skip

    @cached_property
    def _link(self) -> ReferralLink:
        place: Participant = self.instance  # type: ignore[assignment]  # one's own place is never a list
        return links.current_link(participant=place, at=timezone.now())

    def get_referral_code(self, participant: Participant) -> str:
        return self._link.code

    @extend_schema_field(OpenApiTypes.URI)
    def get_referral_link(self, participant: Participant) -> str:
        address: str = self.context["request"].build_absolute_uri(f"/r/{self._link.code}/")
        return address

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_referral_link_expires_at(self, participant: Participant) -> str | None:
        expires_at = self._link.expires_at
        return expires_at.isoformat().replace("+00:00", "Z") if expires_at else None

    def get_split(self, participant: Participant) -> str | None:
        return self._link.split

    @extend_schema_field({"type": "object", "properties": {"svg": {"type": "string"}, "png": {"type": "string"}}})
    def get_qr(self, participant: Participant) -> dict[str, str]:
        request = self.context["request"]
        base = f"/api/v1/campaigns/{participant.campaign.slug}/me/qr"
        return {kind: request.build_absolute_uri(f"{base}.{kind}/") for kind in ("svg", "png")}

    def get_participant_token(self, participant: Participant) -> str:
        return token_of(participant)

    @extend_schema_field(RecruitSerializer(many=True))
    def get_direct_recruits(self, participant: Participant) -> list[Any]:
        return list(RecruitSerializer(participant.recruits.order_by("-id")[:100], many=True).data)

    def get_direct_recruits_count(self, participant: Participant) -> int:
        return participant.recruits.count()


@extend_schema_field({"type": "boolean", "const": True})
class ConsentField(serializers.BooleanField):
    """A box that has to be ticked."""

    def to_internal_value(self, data: Any) -> bool:
        if not super().to_internal_value(data):
            raise ValidationError("This needs your consent: true.")
        return True


class JoinSerializer(serializers.Serializer[Any]):
    referral_code = serializers.CharField(required=False, allow_blank=True, max_length=64)
    display_name = serializers.CharField(max_length=80)
    consent = ConsentField()
    letters = serializers.BooleanField(
        default=False,
        help_text="Whether the organizers may write to them about this campaign; asked by a box that is not ticked.",
    )
    split = serializers.CharField(
        required=False,
        allow_null=True,
        max_length=20,
        help_text="What they were shown that they hand up, null for the contract's own. Refused (409) where it is "
        "another by now; where left out, whatever the link says is agreed to.",
    )


class JoinView(CampaignView):
    who: ClassVar[dict[str, Who]] = {"POST": SIGNED_IN}

    @extend_schema(
        summary="Join a campaign",
        description="By a referral code; where none is said by the link that this person followed when they asked to "
        "join; under nobody when the code is said to be empty. 200 with the place one already has.",
        request=JoinSerializer,
        responses={201: PlaceSerializer, 200: PlaceSerializer},
        tags=["taking part"],
    )
    def post(self, request: Request, slug: str) -> Response:
        said = JoinSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        now = timezone.now()
        with transaction.atomic():
            place, is_new = operations.join_by_code(
                campaign=self.campaign,
                user=signed_in(request),
                display_name=said.validated_data["display_name"],
                code=said.validated_data.get("referral_code"),
                at=now,
                shown=Shown(said.validated_data["split"]) if "split" in said.validated_data else None,
            )
            if is_new:
                record_trace(
                    campaign_id=place.campaign_id,
                    participant_id=place.pk,
                    kind=Trace.Kind.JOIN,
                    connection=connection_of(request),
                    at=now,
                )
                say_consent(
                    user=signed_in(request),
                    campaign_id=place.campaign_id,
                    given=True,
                    how=Consent.How.JOIN,
                    at=now,
                    purpose=PLACE,
                )
            if said.validated_data["letters"]:
                say_consent(
                    user=signed_in(request), campaign_id=place.campaign_id, given=True, how=Consent.How.JOIN, at=now
                )
        place = Participant.objects.select_related("campaign", "invited_by").get(pk=place.pk)
        return Response(PlaceSerializer(place, context={"request": request}).data, status=201 if is_new else 200)


class OwnPlaceView(CampaignView):
    """An endpoint about one's own place in a campaign."""

    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.PARTICIPANTS_READ}

    @cached_property
    def place(self) -> Participant:
        place = (
            Participant.objects.filter(campaign=self.campaign, user=signed_in(self.request))
            .select_related("campaign", "invited_by")
            .first()
        )
        if place is None:
            raise NotFound("no_place", "You have not joined this campaign. Join it first.")
        return place


class PlaceChangeSerializer(serializers.Serializer[Any]):
    on_leaderboard = serializers.BooleanField(
        required=False, help_text="Whether I may be named on the campaign's leaderboard."
    )
    display_name = serializers.CharField(
        max_length=LONGEST_NAME, required=False, help_text="The name by which I am seen in this campaign."
    )


class PlaceView(OwnPlaceView):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN, "PATCH": SIGNED_IN}

    @extend_schema(summary="My place in a campaign", responses=PlaceSerializer, tags=["taking part"])
    def get(self, request: Request, slug: str) -> Response:
        return Response(PlaceSerializer(self.place, context={"request": request}).data)

    @extend_schema(
        summary="Change my name in a campaign; leave its leaderboard, or come back to it",
        description="At once: a new name stands wherever the old one stood, but for letters that were sent and files "
        "that were taken out. Whoever left the leaderboard is named there no more, and the others move up.",
        request=PlaceChangeSerializer(partial=True),
        responses=PlaceSerializer,
        tags=["taking part"],
    )
    def patch(self, request: Request, slug: str) -> Response:
        said = PlaceChangeSerializer(data=request.data, partial=True)
        said.is_valid(raise_exception=True)
        with as_read(self, partial(operations.lock_place, self.place.pk)):
            if said.validated_data:
                operations.change_place(participant=self.place, at=timezone.now(), **said.validated_data)
        return Response(PlaceSerializer(self.place, context={"request": request}).data)


class TokenSerializer(serializers.Serializer[Any]):
    participant_token = serializers.CharField()


class EndTokensView(OwnPlaceView):
    who: ClassVar[dict[str, Who]] = {"POST": SIGNED_IN}

    @extend_schema(
        summary="End my participant tokens",
        description="Every token of mine that was given so far is useless from then on; the answer has the next one.",
        request=None,
        responses=TokenSerializer,
        tags=["taking part"],
    )
    def post(self, request: Request, slug: str) -> Response:
        place = end_tokens(participant=self.place, at=timezone.now())
        return Response({"participant_token": token_of(place)}, headers={"Cache-Control": "no-store"})


class QrView(OwnPlaceView):
    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        # Pictures are asked for by their address; an Accept header of image/png is no refusal of it.
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(
        summary="My referral link as a QR code",
        parameters=[OpenApiParameter("kind", location=OpenApiParameter.PATH, enum=list(QR_TYPES))],
        responses={(200, "image/svg+xml"): OpenApiTypes.BINARY, (200, "image/png"): OpenApiTypes.BINARY},
        tags=["taking part"],
    )
    def get(self, request: Request, slug: str, kind: str) -> HttpResponse:
        return draw_qr(request, links.current_link(participant=self.place, at=timezone.now()), kind)


def draw_qr(request: Request, link: ReferralLink, kind: str) -> HttpResponse:
    """Answer with the link's address as a QR code."""
    if kind not in QR_TYPES:
        raise NotFound("unknown_picture", f"A QR code is there as {' or '.join(QR_TYPES)}.")
    image = io.BytesIO()
    drawn = segno.make(request.build_absolute_uri(f"/r/{link.code}/"), error="m", micro=False)
    drawn.save(image, kind=kind, scale=8, border=4)
    return HttpResponse(image.getvalue(), content_type=QR_TYPES[kind])


class ParticipantsView(Tabular, CampaignView, ListAPIView[Participant]):
    who: ClassVar[dict[str, Who]] = {"GET": STAFF}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.PARTICIPANTS_READ}
    serializer_class = ParticipantSerializer
    filterset_class = ParticipantFilters
    columns: ClassVar[tuple[str, ...]] = (
        "id", "campaign", "display_name", "invited_by.id", "invited_by.display_name", "depth", "joined_at", "claimed",
        "removed_at", "banned", "quarantined_at",
    )  # fmt: skip
    orderings: ClassVar = {"made": ("id",), "joined_at": ("joined_at",), "depth": ("depth",)}

    def get_queryset(self) -> QuerySet[Participant]:
        return Participant.objects.filter(campaign=self.campaign).select_related("campaign", "invited_by")

    get = listed(
        summary="Who takes part",
        responses={(200, "application/json"): ParticipantSerializer(many=True), (200, CSV): OpenApiTypes.STR},
        tags=["participants"],
    )


class ParticipantView(APIView):
    """An endpoint about one participant, for themselves and for those with a role in the campaign."""

    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.PARTICIPANTS_READ}

    @cached_property
    def participant(self) -> Participant:
        return seen_participant(self.request, self.kwargs["participant_id"])

    @property
    def campaign(self) -> Campaign:
        return self.participant.campaign


class ParticipantDetailView(ParticipantView):
    @extend_schema(summary="Read a participant", responses=ParticipantSerializer, tags=["participants"])
    def get(self, request: Request, participant_id: str) -> Response:
        return Response(ParticipantSerializer(self.participant).data)


class ChainMemberSerializer(PersonSerializer):
    distance = serializers.IntegerField(help_text="Steps above the participant asked about.")


class UplineSerializer(serializers.Serializer[Any]):
    """The nearest thousand. `height` counts everybody from the participant up to the root."""

    height = serializers.IntegerField()
    results = ChainMemberSerializer(many=True)


class UplineView(KnownParameters, ParticipantView):
    @extend_schema(
        summary="Who stands above, the inviter first",
        responses=UplineSerializer,
        tags=["participants"],
    )
    def get(self, request: Request, participant_id: str) -> Response:
        chain: list[ChainMember] = Participant.objects.chain_of(self.participant.pk)
        nearest = chain[1 : MOST_SHOWN + 1]
        return Response(UplineSerializer({"height": len(chain), "results": nearest}).data)


class DownlineMemberSerializer(RecruitSerializer):
    recruits = serializers.IntegerField(source="recruits_count", help_text="How many they brought in themselves.")


class DownlineView(ParticipantView, ListAPIView[Participant]):
    serializer_class = DownlineMemberSerializer

    def get_queryset(self) -> QuerySet[Participant]:
        # Counted for the rows of the page alone.
        recruits = Participant.objects.filter(invited_by=OuterRef("pk")).order_by().values("invited_by")
        count = Coalesce(Subquery(recruits.annotate(n=Count("pk")).values("n")), 0)
        return Participant.objects.filter(invited_by=self.participant).annotate(recruits_count=count)

    get = listed(
        summary="Whom they brought in directly, the latest first; ask for each one's own in turn",
        tags=["participants"],
    )


def seen_participant(request: Request, participant_id: Any) -> Participant:
    """Find a participant as far as this caller may see them: oneself, or in a campaign where one has a role."""
    user = signed_in(request)
    participant = Participant.objects.filter(public_id=participant_id).select_related("campaign", "invited_by").first()
    if participant is None or not (
        participant.user_id == user.pk or Role.objects.filter(user=user, campaign_id=participant.campaign_id).exists()
    ):
        raise NotFound(
            "unknown_participant", "There is no such participant, or not for you to see.", field="participant"
        )
    return participant
