"""Findings over HTTP: reporting them and reading them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated, ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.errors import NotAllowed, NotFound, NotPossibleNow
from campaigns.findings import operations, reporting
from campaigns.findings.appealing import appeal_until
from campaigns.findings.filters import FindingFilters
from campaigns.findings.geojson import (
    MEDIA_TYPE,
    FeatureCollectionSerializer,
    GeoJSONRenderer,
    collection,
    feature,
)
from campaigns.findings.gold import guise_named
from campaigns.findings.models import Finding, Verdict
from campaigns.findings.reporting_api import ReportSerializer, leave_trace
from campaigns.findings.showing import exactness, is_told_exactly, location_of
from campaigns.findings.voting import told_verdicts
from campaigns.forms import CSV, TableForm, Tabular
from campaigns.people.doors import ANYONE, SIGNED_IN, STAFF, Scope, Who, key_of, signed_in
from campaigns.people.limits import ANONYMOUS_REPORT, Limit
from campaigns.people.models import ApiKey, User
from campaigns.planning.access import CampaignView
from campaigns.planning.models import Campaign, Objective
from campaigns.planning.objectives_api import visible_objective
from campaigns.recruiting.api import PersonSerializer
from campaigns.recruiting.models import Participant
from campaigns.recruiting.operations import find_link
from campaigns.recruiting.reporters import refuse_token, reporter_for_key


class LocationSerializer(serializers.Serializer[Any]):
    """Where a finding was, as far as the caller may see it."""

    latitude = serializers.FloatField()
    longitude = serializers.FloatField()
    accuracy_m = serializers.FloatField(allow_null=True, help_text="How far from there it may be.")
    source = serializers.ChoiceField(  # type: ignore[assignment]  # the contract says so; DRF takes it for a field
        Finding.LocationSource.choices, help_text="How the place was given."
    )
    exact = serializers.BooleanField(help_text="False where the place was moved for whoever may not see it exactly.")


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
    note = serializers.SerializerMethodField(
        help_text="Empty for those who may not see the place exactly: it may tell the way."
    )
    location = serializers.SerializerMethodField()
    quota_filled = serializers.BooleanField(help_text="Verified, but after as many as are paid; it earns nothing.")
    possible_steps = serializers.SerializerMethodField()
    appeal_until = serializers.SerializerMethodField(
        help_text="Until when its reporter can appeal; null where it was not rejected, or was appealed before."
    )
    verdicts = VerdictSerializer(many=True)

    class Meta:
        model = Finding
        fields: ClassVar = [
            "id", "campaign", "objective", "participant", "note", "observed_at", "received_at", "location", "client_id",
            "state", "paid_rank", "quota_filled", "decided_at", "possible_steps",
            "appeal_until", "verdicts",
        ]  # fmt: skip

    @extend_schema_field(LocationSerializer(allow_null=True))
    def get_location(self, finding: Finding) -> dict[str, Any] | None:
        return location_of(finding, exactly=self._sees_exactly(finding))

    def get_note(self, finding: Finding) -> str:
        return finding.note if self._sees_exactly(finding) or is_told_exactly(finding) else ""

    def _sees_exactly(self, finding: Finding) -> bool:
        # Steps of the review and reports answer those who see everything; what others read says how they see it.
        rule: Callable[[Finding], bool] | None = self.context.get("sees_exactly")
        return rule is None or rule(finding)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_possible_steps(self, finding: Finding) -> list[str]:
        return operations.possible_steps(finding)

    def get_appeal_until(self, finding: Finding) -> datetime | None:
        return appeal_until(finding)


class ReportedSerializer(FindingSerializer):
    claim_code = serializers.CharField(
        required=False, help_text="Without signing in only: whoever signs in can claim the place of the report by it."
    )

    class Meta(FindingSerializer.Meta):
        fields: ClassVar = [*FindingSerializer.Meta.fields, "claim_code"]


class FindingsView(Tabular, CampaignView, ListAPIView[Finding]):
    # Whether reporting takes signing in is the campaign's to say.
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN, "POST": ANYONE}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.FINDINGS_READ, "POST": Scope.FINDINGS_WRITE}
    publishable: ClassVar = {"POST"}
    limits: ClassVar[dict[str, tuple[Limit, ...]]] = {"POST": (ANONYMOUS_REPORT,)}
    idempotency_key_required = True
    serializer_class = FindingSerializer
    filterset_class = FindingFilters
    renderer_classes = (JSONRenderer, GeoJSONRenderer, TableForm)
    columns: ClassVar = (
        "id", "campaign", "objective", "participant.id", "participant.display_name", "state", "observed_at",
        "received_at", "location.latitude", "location.longitude", "location.accuracy_m", "location.source",
        "location.exact", "note", "client_id", "paid_rank", "quota_filled", "decided_at",
    )  # fmt: skip
    orderings: ClassVar = {"made": ("id",), "received_at": ("received_at",), "observed_at": ("observed_at",)}

    def get_serializer_context(self) -> dict[str, Any]:
        return {
            **super().get_serializer_context(),
            "sees_exactly": exactness(signed_in(self.request), self.campaign.pk),
        }

    def get_queryset(self) -> QuerySet[Finding]:
        user = signed_in(self.request)
        findings = detailed(Finding.objects.filter(campaign=self.campaign))
        if not user.may(self.campaign.pk, *STAFF):
            findings = findings.filter(participant__user=user)
        return findings

    @extend_schema(
        summary="Findings: one's own, or all for those with a role in the campaign",
        responses={
            (200, "application/json"): FindingSerializer(many=True),
            (200, MEDIA_TYPE): FeatureCollectionSerializer,
            (200, CSV): OpenApiTypes.STR,
        },
        tags=["findings"],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer = super().get(request, *args, **kwargs)
        if isinstance(request.accepted_renderer, GeoJSONRenderer):
            answer.data = collection((_feature_of(finding) for finding in answer.data["results"]), answer.data)
        return answer

    @extend_schema(
        summary="Report a finding",
        description="Signed in for one's own place. With a secret key for the participant that is named, of a campaign "
        "that its owner organizes, or for the owner's own place; with a publishable key for whoever's "
        "participant_token comes along. Without signing in where the campaign's anonymous_reports allow it, with "
        "client_id and claim_secret: the answer then has a claim_code, and so has that to the same report sent again.",
        request=ReportSerializer,
        responses={201: ReportedSerializer, 200: ReportedSerializer},
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
        if not request.user.is_authenticated and not self.campaign.anonymous_reports:
            raise NotAuthenticated
        said = ReportSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        report = dict(said.validated_data)
        objective = visible_objective(request.user.pk, report.pop("objective"))
        secret, referral_code = report.pop("claim_secret", None), report.pop("referral_code", "")
        key, token = key_of(request), report.pop("participant_token", None)
        if key is not None:
            return self._report_by_key(key, objective, token, report)
        refuse_token(token)
        if not request.user.is_authenticated:
            return self._report_anonymously(request, objective, secret, referral_code, report)
        finder = Participant.objects.filter(campaign=self.campaign, user=signed_in(request)).first()
        if finder is None:
            raise NotPossibleNow("no_place", "Join the campaign first; then you can report in it.")
        if report.pop("participant", finder.public_id) != finder.public_id:
            raise NotAllowed("not_yourself", "Signed in as a person you report for yourself; leave participant out.")
        now = timezone.now()
        with transaction.atomic():
            finding, is_new = reporting.report_finding(objective=objective, participant=finder, at=now, **report)
            if is_new:
                leave_trace(request, finding)
        return Response(shown(finding), status=201 if is_new else 200)

    def _report_by_key(self, key: ApiKey, objective: Objective, token: str | None, report: dict[str, Any]) -> Response:
        participant_id = report.pop("participant", None)
        finder = reporter_for_key(key=key, campaign=self.campaign, participant_id=participant_id, token=token)
        with transaction.atomic():
            finding, is_new = reporting.report_finding(
                objective=objective,
                participant=finder,
                reporter=finder.user if key.kind == ApiKey.Kind.PUBLISHABLE else key.owner,
                at=timezone.now(),
                **report,
            )
            if is_new and key.kind == ApiKey.Kind.PUBLISHABLE:
                # A secret key calls from the organizer's machine, whose address says nothing of the finder.
                leave_trace(self.request, finding)
        return Response(shown(finding), status=201 if is_new else 200)

    def _report_anonymously(
        self, request: Request, objective: Objective, secret: str | None, referral_code: str, report: dict[str, Any]
    ) -> Response:
        report.pop("participant", None)
        missing = [
            name for name, value in (("client_id", report.get("client_id")), ("claim_secret", secret)) if not value
        ]
        if missing or secret is None:
            raise ValidationError({name: ["Reporting without signing in needs this."] for name in missing})
        link = find_link(code=referral_code, campaign=self.campaign) if referral_code else None
        with transaction.atomic():
            finding, code, is_new = reporting.report_anonymously(
                campaign=self.campaign,
                objective=objective,
                claim_secret=secret,
                link=link,
                at=timezone.now(),
                **report,
            )
            if is_new:
                leave_trace(request, finding)
        # Whatever keeps answers keeps no code in clear.
        return Response(
            {**shown(finding), "claim_code": code},
            status=201 if is_new else 200,
            headers={"Cache-Control": "no-store"},
        )


class FindingView(APIView):
    """An endpoint about the finding in its address, for its reporter and those with a role in its campaign."""

    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.FINDINGS_READ}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        _ = self.finding

    @cached_property
    def finding(self) -> Finding:
        finding = detailed(Finding.objects.filter(public_id=self.kwargs["finding_id"])).first()
        user = self.request.user
        if finding is None and isinstance(user, User):
            finding = guise_named(public_id=self.kwargs["finding_id"], reader=user, at=timezone.now())
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
        rule = exactness(signed_in(request), self.finding.campaign_id)
        return Response(FindingSerializer(self.finding, context={"sees_exactly": rule}).data)


def detailed(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    # What reviewers say to each other before they agree is not for everybody who sees the finding.
    return findings.select_related("campaign", "objective", "participant").prefetch_related(
        Prefetch("verdicts", told_verdicts()), "verdicts__duplicate_of"
    )


def _feature_of(finding: dict[str, Any]) -> dict[str, Any]:
    properties = {name: value for name, value in finding.items() if name not in {"id", "location"}}
    where: dict[str, Any] | None = finding["location"]
    if where is not None:
        properties |= {name: where[name] for name in ("accuracy_m", "source", "exact")}
    return feature(place=where, properties=properties, name=finding["id"])


def shown(finding: Finding) -> Any:
    return FindingSerializer(detailed(Finding.objects.filter(pk=finding.pk)).get()).data
