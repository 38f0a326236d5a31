"""Vouching over HTTP: for reports that came up through oneself, before anybody has decided about them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.errors import NotAllowed
from campaigns.filters import KnownParameters
from campaigns.findings.api import FindingView
from campaigns.findings.models import Finding, Vouch
from campaigns.findings.vouching import MOST_NOTE, vouch_for_finding, vouchable_for
from campaigns.people.doors import SIGNED_IN, Scope, Who, signed_in
from campaigns.recruiting.api import OwnPlaceView, PersonSerializer
from campaigns.recruiting.models import Participant


class VouchSerializer(serializers.ModelSerializer[Vouch]):
    id = serializers.UUIDField(source="public_id")
    participant = PersonSerializer()

    class Meta:
        model = Vouch
        fields: ClassVar = ["id", "participant", "note", "at"]


class VouchesSerializer(serializers.Serializer[Any]):
    results = VouchSerializer(many=True)


class VouchingSerializer(serializers.Serializer[Any]):
    note = serializers.CharField(max_length=MOST_NOTE, required=False, allow_blank=True, default="")


class VouchView(KnownParameters, FindingView):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN, "POST": SIGNED_IN}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.FINDINGS_READ}

    @cached_property
    def finding(self) -> Finding:
        """Whoever stands above the finder may vouch for the report, though not read it."""
        if self.request.method == "POST":
            finding = Finding.objects.filter(public_id=self.kwargs["finding_id"]).first()
            place = self._place_beside(finding)
            if finding and place and Participant.objects.is_below(finding.participant_id, ancestor_id=place.pk):
                return finding
        seen: Finding = super().finding
        return seen

    @extend_schema(summary="Who vouched for a finding", responses=VouchesSerializer, tags=["findings"])
    def get(self, request: Request, finding_id: str) -> Response:
        vouches = list(Vouch.objects.filter(finding=self.finding).select_related("participant").order_by("pk"))
        for vouch in vouches:
            vouch.at += self.finding.shown_later
        return Response(VouchesSerializer({"results": vouches}).data)

    @extend_schema(
        summary="Vouch for a report of one's own branch, before anybody has decided about it",
        description="Once each, and never taken back. If the report proves false it costs you trust as well.",
        request=VouchingSerializer,
        responses={201: VouchSerializer, 200: VouchSerializer},
        tags=["findings"],
    )
    def post(self, request: Request, finding_id: str) -> Response:
        place = self._place_beside(self.finding)
        if place is None:
            raise NotAllowed("not_of_your_branch", "One vouches for reports of people one brought in, directly or not.")
        said = VouchingSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        vouch, is_new = vouch_for_finding(
            finding=self.finding, participant=place, at=timezone.now(), note=said.validated_data["note"]
        )
        return Response(VouchSerializer(vouch).data, status=201 if is_new else 200)

    def _place_beside(self, finding: Finding | None) -> Participant | None:
        if finding is None:
            return None
        return Participant.objects.filter(campaign=finding.campaign_id, user=signed_in(self.request)).first()


class VouchableObjectiveSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="public_id")
    title = serializers.CharField()


class VouchableSerializer(serializers.Serializer[Any]):
    """What a report of one's branch is about and when it was, and nothing of where, of what was written or by whom."""

    finding = serializers.UUIDField(source="finding.public_id")
    objective = VouchableObjectiveSerializer(source="finding.objective")
    observed_at = serializers.DateTimeField(source="finding.observed_at")
    received_at = serializers.DateTimeField(source="finding.received_at")
    depth = serializers.IntegerField(help_text="Steps from me down to who found it.")
    through = PersonSerializer(help_text="My own recruit through whom it came; with depth 1 the finder.")
    vouched = serializers.BooleanField(source="is_vouched", help_text="Whether I have vouched for it.")


class VouchablesSerializer(serializers.Serializer[Any]):
    """The latest hundred."""

    results = VouchableSerializer(many=True)


class VouchableView(KnownParameters, OwnPlaceView):
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.FINDINGS_READ}

    @extend_schema(
        summary="Undecided reports that came up through me", responses=VouchablesSerializer, tags=["taking part"]
    )
    def get(self, request: Request, slug: str) -> Response:
        return Response(VouchablesSerializer({"results": vouchable_for(self.place)}).data)
