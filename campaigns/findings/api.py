"""Reporting findings and reviewing them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.errors import InvalidInput, NotAllowed, NotFound, NotPossibleNow
from campaigns.findings import operations
from campaigns.findings.models import Finding, Verdict
from campaigns.people.doors import ORGANIZER, REVIEWER, SIGNED_IN, STAFF, Who, signed_in
from campaigns.people.models import User
from campaigns.planning.access import CampaignView
from campaigns.planning.api import visible_objective
from campaigns.planning.models import Campaign
from campaigns.recruiting.api import PersonSerializer
from campaigns.recruiting.models import Participant

EARLIEST_OBSERVATION = timedelta(days=10 * 366)


class LocationSerializer(serializers.Serializer[Any]):
    latitude = serializers.FloatField(min_value=-90, max_value=90)
    longitude = serializers.FloatField(min_value=-180, max_value=180)
    accuracy_m = serializers.FloatField(min_value=0, max_value=40_075_000, required=False, allow_null=True)
    source = serializers.ChoiceField(  # type: ignore[assignment]  # the contract says so; DRF takes it for a field
        ["device", "map", "address"], required=False, help_text="How the place was given.", default="map"
    )


class VerdictSerializer(serializers.ModelSerializer[Verdict]):
    duplicate_of = serializers.UUIDField(source="duplicate_of.public_id", allow_null=True, default=None)

    class Meta:
        model = Verdict
        fields: ClassVar = ["kind", "at", "reason", "note", "duplicate_of"]


class FindingSerializer(serializers.ModelSerializer[Finding]):
    id = serializers.UUIDField(source="public_id")
    campaign = serializers.CharField(source="campaign.slug")
    objective = serializers.UUIDField(source="objective.public_id")
    participant = PersonSerializer()
    location = serializers.SerializerMethodField()
    quota_filled = serializers.BooleanField(help_text="Verified, but after as many as are paid; it earns nothing.")
    possible_steps = serializers.SerializerMethodField()
    verdicts = VerdictSerializer(many=True)

    class Meta:
        model = Finding
        fields: ClassVar = [
            "id", "campaign", "objective", "participant", "note", "observed_at", "received_at", "location", "client_id",
            "state", "paid_rank", "quota_filled", "decided_at", "possible_steps", "verdicts",
        ]  # fmt: skip

    @extend_schema_field(LocationSerializer(allow_null=True))
    def get_location(self, finding: Finding) -> dict[str, Any] | None:
        if finding.latitude is None:
            return None
        return {
            "latitude": finding.latitude,
            "longitude": finding.longitude,
            "accuracy_m": finding.accuracy_m,
            "source": finding.location_source,
        }

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_possible_steps(self, finding: Finding) -> list[str]:
        return operations.possible_steps(finding)


class ReportSerializer(serializers.Serializer[Any]):
    objective = serializers.UUIDField()
    participant = serializers.UUIDField(required=False, help_text="In a session only oneself.")
    note = serializers.CharField(max_length=4_000, required=False, allow_blank=True, default="")
    observed_at = serializers.DateTimeField(required=False, help_text="When it was seen; now where left out.")
    location = LocationSerializer(required=False, allow_null=True)
    client_id = serializers.CharField(
        max_length=64,
        required=False,
        allow_null=True,
        help_text="Your own id of the report: sent again, it is the same report.",
    )

    def validate_observed_at(self, observed_at: Any) -> Any:
        if observed_at < timezone.now() - EARLIEST_OBSERVATION:
            raise ValidationError("This lies more than ten years back.")
        return observed_at


class NoteSerializer(serializers.Serializer[Any]):
    note = serializers.CharField(max_length=4_000, required=False, allow_blank=True, default="")


class RejectionSerializer(NoteSerializer):
    reason = serializers.ChoiceField(list(operations.REJECTION_REASONS), required=False, default="other")
    duplicate_of = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text="A finding of the same objective that said it before: makes this a duplicate.",
    )


class FindingsView(CampaignView, ListAPIView[Finding]):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN, "POST": SIGNED_IN}
    serializer_class = FindingSerializer

    def get_queryset(self) -> QuerySet[Finding]:
        user = signed_in(self.request)
        findings = _detailed(Finding.objects.filter(campaign=self.campaign))
        if not user.may(self.campaign.pk, *STAFF):
            findings = findings.filter(participant__user=user)
        asked = self.request.query_params
        if state := asked.get("state"):
            if state not in Finding.State.values:
                raise ValidationError({"state": [f"One of {', '.join(Finding.State.values)}."]})
            findings = findings.filter(state=state)
        for name in ("objective", "participant"):
            if given := asked.get(name):
                try:
                    findings = findings.filter(**{f"{name}__public_id": UUID(given)})
                except ValueError:
                    raise ValidationError({name: [f"The id of the {name}."]}) from None
        return findings

    @extend_schema(
        summary="Findings: one's own, or all for those with a role in the campaign",
        parameters=[
            OpenApiParameter("state", enum=Finding.State.values),
            OpenApiParameter("objective", OpenApiTypes.UUID),
            OpenApiParameter("participant", OpenApiTypes.UUID),
        ],
        tags=["findings"],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        summary="Report a finding",
        request=ReportSerializer,
        responses={201: FindingSerializer, 200: FindingSerializer},
        examples=[
            OpenApiExample(
                "A report from a phone",
                value={
                    "objective": "0b6a3e0e-4f0a-4c3c-9a43-3f2a1b6c7d8e",
                    "note": "Red balloon over the square",
                    "observed_at": "2026-11-23T15:04:05Z",
                    "location": {
                        "latitude": 37.7881,
                        "longitude": -122.4075,
                        "accuracy_m": 12,
                        "source": "device",
                    },
                    "client_id": "phone-1-0001",
                },
                request_only=True,
            )
        ],
        tags=["findings"],
    )
    def post(self, request: Request, slug: str) -> Response:
        said = ReportSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        report = dict(said.validated_data)
        objective = visible_objective(request.user.pk, report.pop("objective"))
        finder = Participant.objects.filter(campaign=self.campaign, user=signed_in(request)).first()
        if finder is None:
            raise NotPossibleNow("no_place", "Join the campaign first; then you can report in it.")
        if report.pop("participant", finder.public_id) != finder.public_id:
            raise NotAllowed("not_yourself", "Signed in as a person you report for yourself; leave participant out.")
        finding, is_new = operations.report_finding(
            objective=objective, participant=finder, at=timezone.now(), **report
        )
        return Response(_shown(finding), status=201 if is_new else 200)


class FindingView(APIView):
    """An endpoint about the finding in its address, for its reporter and those with a role in its campaign."""

    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        _ = self.finding

    @cached_property
    def finding(self) -> Finding:
        finding = _detailed(Finding.objects.filter(public_id=self.kwargs["finding_id"])).first()
        user = self.request.user
        if (
            finding is None
            or not isinstance(user, User)
            or not (finding.participant.user_id == user.pk or user.may(finding.campaign_id, *STAFF))
        ):
            raise NotFound("unknown_finding", "There is no such finding, or not for you to see.")
        return finding

    @property
    def campaign(self) -> Campaign:
        return self.finding.campaign


class FindingDetailView(FindingView):
    @extend_schema(summary="Read a finding and its verdicts", responses=FindingSerializer, tags=["findings"])
    def get(self, request: Request, finding_id: str) -> Response:
        return Response(FindingSerializer(self.finding).data)


class ReviewView(FindingView):
    """A step of the review, for reviewers."""

    who: ClassVar[dict[str, Who]] = {"POST": (ORGANIZER, REVIEWER)}


class VerifyView(ReviewView):
    @extend_schema(
        summary="Verify: it is true",
        description="Gives the finding its rank in the objective's quota; the chain is then paid within seconds. "
        "After as many as are paid it is verified with the quota filled.",
        request=NoteSerializer,
        responses=FindingSerializer,
        tags=["review"],
    )
    def post(self, request: Request, finding_id: str) -> Response:
        said = _said(NoteSerializer, request)
        finding = operations.verify_finding(
            finding=self.finding, reviewer=signed_in(request), at=timezone.now(), note=said["note"]
        )
        return Response(_shown(finding))


class RejectView(ReviewView):
    @extend_schema(
        summary="Reject, with a reason, or as a duplicate",
        request=RejectionSerializer,
        responses=FindingSerializer,
        tags=["review"],
    )
    def post(self, request: Request, finding_id: str) -> Response:
        said = _said(RejectionSerializer, request)
        first = None
        if said.get("duplicate_of"):
            first = Finding.objects.filter(public_id=said["duplicate_of"], campaign=self.campaign).first()
            if first is None:
                raise InvalidInput("unknown_finding", "This campaign has no such finding.", field="duplicate_of")
        finding = operations.reject_finding(
            finding=self.finding,
            reviewer=signed_in(request),
            at=timezone.now(),
            reason=said["reason"],
            note=said["note"],
            duplicate_of=first,
        )
        return Response(_shown(finding))


class ReversalSerializer(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(list(operations.REVERSAL_REASONS), help_text="Why it was wrong.")
    note = serializers.CharField(max_length=4_000, help_text="What was wrong; everybody concerned reads it.")


class ReverseView(ReviewView):
    @extend_schema(
        summary="Reverse: it was wrong after all",
        description="For verified findings. What is held or payable of its prize returns to escrow within seconds;"
        " what was paid already becomes a debt that the next rewards of these people repay first. It cannot be taken"
        " back, and no other finding takes its rank.",
        request=ReversalSerializer,
        responses=FindingSerializer,
        tags=["review"],
    )
    def post(self, request: Request, finding_id: str) -> Response:
        said = _said(ReversalSerializer, request)
        finding = operations.reverse_finding(
            finding=self.finding, reviewer=signed_in(request), at=timezone.now(), **said
        )
        return Response(_shown(finding))


class RequestInfoView(ReviewView):
    @extend_schema(
        summary="Ask the reporter something",
        request=NoteSerializer,
        responses=FindingSerializer,
        tags=["review"],
    )
    def post(self, request: Request, finding_id: str) -> Response:
        said = _said(NoteSerializer, request)
        finding = operations.request_info(
            finding=self.finding, reviewer=signed_in(request), at=timezone.now(), note=said["note"]
        )
        return Response(_shown(finding))


class ReporterView(FindingView):
    """A step that only the reporter takes."""

    who: ClassVar[dict[str, Who]] = {"POST": SIGNED_IN}

    def own_finding(self) -> Finding:
        if self.finding.participant.user_id != self.request.user.pk:
            raise NotAllowed("not_your_finding", "Only its reporter can do that with a finding.")
        return self.finding


class RespondView(ReporterView):
    @extend_schema(
        summary="Answer what a reviewer asked",
        request=NoteSerializer,
        responses=FindingSerializer,
        tags=["findings"],
    )
    def post(self, request: Request, finding_id: str) -> Response:
        said = _said(NoteSerializer, request)
        finding = operations.respond_to_request(
            finding=self.own_finding(), reporter=signed_in(request), at=timezone.now(), note=said["note"]
        )
        return Response(_shown(finding))


class WithdrawView(ReporterView):
    @extend_schema(
        summary="Take one's report back",
        request=NoteSerializer,
        responses=FindingSerializer,
        tags=["findings"],
    )
    def post(self, request: Request, finding_id: str) -> Response:
        said = _said(NoteSerializer, request)
        finding = operations.withdraw_finding(
            finding=self.own_finding(), reporter=signed_in(request), at=timezone.now(), note=said["note"]
        )
        return Response(_shown(finding))


def _detailed(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    return findings.select_related("campaign", "objective", "participant").prefetch_related("verdicts__duplicate_of")


def _shown(finding: Finding) -> Any:
    return FindingSerializer(_detailed(Finding.objects.filter(pk=finding.pk)).get()).data


def _said(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    said = serializer(data=request.data)
    said.is_valid(raise_exception=True)
    return dict(said.validated_data)
