"""Claiming a place over HTTP: the organizer's code for an imported place, and taking a place with a code."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.people.consents import PLACE, say_consent
from campaigns.people.doors import ORGANIZER, SIGNED_IN, Scope, Who, signed_in
from campaigns.people.limits import CLAIM, CLAIM_ADDRESS, Limit
from campaigns.people.models import Consent, Trace
from campaigns.people.traces import connection_of, record_trace
from campaigns.planning.access import CampaignView
from campaigns.planning.models import Campaign
from campaigns.recruiting import claiming_places
from campaigns.recruiting.api import ConsentField, ParticipantView, PlaceSerializer
from campaigns.recruiting.models import Participant


class ClaimSerializer(serializers.Serializer[Any]):
    claim_code = serializers.CharField(max_length=64, help_text="As it was shown; dashes and spaces do not matter.")
    display_name = serializers.CharField(
        max_length=80, required=False, help_text="The name by which others will see you; the place's own if left out."
    )
    consent = ConsentField(help_text="To taking part, as in joining. It has to be true.")


class ClaimPlaceView(CampaignView):
    who: ClassVar[dict[str, Who]] = {"POST": SIGNED_IN}
    limits: ClassVar[dict[str, tuple[Limit, ...]]] = {"POST": (CLAIM, CLAIM_ADDRESS)}

    @extend_schema(
        summary="Take an unclaimed place by its claim code",
        description="The code was shown to whoever reported without signing in, or comes from an organizer who "
        "imported the place. Needs that one has no place in the campaign yet. What it earned is released within "
        "seconds, unless the campaign holds every reward for some days and these are not over.",
        request=ClaimSerializer,
        responses=PlaceSerializer,
        tags=["taking part"],
    )
    def post(self, request: Request, slug: str) -> Response:
        said = ClaimSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        now, came = timezone.now(), connection_of(request)
        with transaction.atomic():
            place, is_new = claiming_places.claim_place(
                campaign=self.campaign,
                user=signed_in(request),
                code=said.validated_data["claim_code"],
                display_name=said.validated_data.get("display_name"),
                at=now,
            )
            if is_new:
                record_trace(
                    campaign_id=place.campaign_id,
                    participant_id=place.pk,
                    kind=Trace.Kind.JOIN,
                    connection=came,
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
        place = Participant.objects.select_related("campaign", "invited_by").get(pk=place.pk)
        return Response(PlaceSerializer(place, context={"request": request}).data)


class ClaimCodeSerializer(serializers.Serializer[Any]):
    claim_code = serializers.CharField(help_text="Shown this once. Give it to the person whose place it is.")


class ClaimCodeView(ParticipantView):
    who: ClassVar[dict[str, Who]] = {"POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.PARTICIPANTS_WRITE}

    @property
    def campaign(self) -> Campaign:
        return self.participant.campaign

    @extend_schema(
        summary="Make a claim code for an imported place",
        description="Shown once; a code that was made before and not used is void from then on.",
        request=None,
        responses={201: ClaimCodeSerializer},
        tags=["participants"],
    )
    def post(self, request: Request, participant_id: str) -> Response:
        code = claiming_places.make_claim_code(
            participant=self.participant, actor=signed_in(request), at=timezone.now()
        )
        return Response({"claim_code": code}, status=201, headers={"Cache-Control": "no-store"})
