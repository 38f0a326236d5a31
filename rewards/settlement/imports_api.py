"""Imports over HTTP: sending files, looking how far their import is, cancelling it, and the report on its rows."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from io import TextIOWrapper
from typing import Any, ClassVar

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.cells import original
from campaigns.errors import InvalidInput, NotFound, NotPossibleNow
from campaigns.exchange.files import open_file
from campaigns.exchange.jobs_api import PARTS, RANGES, JobFileSerializer, JobSerializer, file_of, send_file
from campaigns.exchange.mapping import OURS
from campaigns.exchange.mappings_api import named_layout
from campaigns.exchange.models import Job, JobFile
from campaigns.exchange.operations import cancel_job
from campaigns.exchange.tasks import announce_job
from campaigns.filters import KnownParameters
from campaigns.layouts import PLAIN
from campaigns.lists import listed
from campaigns.people.doors import ORGANIZER, Scope, Who, require_scope, signed_in
from campaigns.people.models import User
from campaigns.planning.access import CampaignView
from campaigns.planning.models import Campaign
from campaigns.tables import column_of_reason
from rewards.settlement.import_jobs import Sent, ask_import

TAGS = ["imports and exports"]
_MAPPING = f"The id of a column mapping of the campaign, or {OURS} for a file that was exported here."


class CountsSerializer(serializers.Serializer[Any]):
    """People, activities and findings; findings by their status. Amounts are in minor units."""

    participants = serializers.IntegerField()
    trees = serializers.IntegerField()
    longest_chain = serializers.IntegerField()
    activities = serializers.IntegerField()
    findings = serializers.DictField(child=serializers.IntegerField())
    settled = serializers.IntegerField(help_text="Findings that were paid.")
    shares_minor = serializers.IntegerField()
    remainder_minor = serializers.IntegerField()


class ImportSerializer(JobSerializer):
    keep_good_rows = serializers.BooleanField(source="options.keep_good_rows")
    settle = serializers.BooleanField(source="options.settle")
    check_only = serializers.BooleanField(source="options.check_only")
    errors = serializers.SerializerMethodField(help_text="Rows' errors, once it has ended.")  # type: ignore[assignment]  # the contract's word
    warnings = serializers.SerializerMethodField()
    found = serializers.SerializerMethodField(help_text="What can be imported by the files.")
    imported = serializers.SerializerMethodField(help_text="What was imported; null where nothing was.")
    report = serializers.SerializerMethodField(help_text="The report's file, once it is there.")

    class Meta(JobSerializer.Meta):
        fields: ClassVar = [
            *JobSerializer.Meta.fields, "keep_good_rows", "settle", "check_only", "errors", "warnings", "found",
            "imported", "report",
        ]  # fmt: skip

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_errors(self, job: Job) -> Any:
        return job.result.get("errors")

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_warnings(self, job: Job) -> Any:
        return job.result.get("warnings")

    @extend_schema_field(CountsSerializer(allow_null=True))
    def get_found(self, job: Job) -> Any:
        return job.result.get("found")

    @extend_schema_field(CountsSerializer(allow_null=True))
    def get_imported(self, job: Job) -> Any:
        return job.result.get("imported")

    @extend_schema_field(JobFileSerializer(allow_null=True))
    def get_report(self, job: Job) -> Any:
        file = file_of(job, JobFile.Role.REPORT)
        return None if file is None else JobFileSerializer(file).data


class ImportDraftSerializer(serializers.Serializer[Any]):
    participants = serializers.FileField(allow_empty_file=True, help_text="id,inviter,joined_at[,display_name]")
    activities = serializers.FileField(required=False, allow_empty_file=True, help_text="participant,kind,at")
    findings = serializers.FileField(
        required=False,
        allow_empty_file=True,
        help_text="id,participant,objective,observed_at,latitude,longitude,status",
    )
    participants_mapping = serializers.CharField(required=False, max_length=36, help_text=_MAPPING)
    activities_mapping = serializers.CharField(required=False, max_length=36, help_text=_MAPPING)
    findings_mapping = serializers.CharField(required=False, max_length=36, help_text=_MAPPING)
    keep_good_rows = serializers.BooleanField(
        default=False, help_text="Import the rows that are right where others are wrong."
    )
    settle = serializers.BooleanField(default=False, help_text="Pay the findings that come verified.")
    check_only = serializers.BooleanField(default=False, help_text="Read and check everything, and import nothing.")


class RowProblemSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(["error", "warning"])
    file = serializers.CharField()
    line = serializers.IntegerField()
    field = serializers.CharField()
    reason = serializers.CharField()


class ImportReportSerializer(serializers.Serializer[Any]):
    results = RowProblemSerializer(many=True)


class ImportsView(CampaignView, ListAPIView[Job]):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,), "POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.PARTICIPANTS_READ, "POST": Scope.PARTICIPANTS_WRITE}
    # It pays where that is said.
    moves_money: ClassVar = {"POST"}
    # A million people with their names and activities, which go to the disk as they arrive.
    most_upload_bytes: ClassVar = settings.IMPORT_MEGABYTES * 1024 * 1024
    serializer_class = ImportSerializer
    parser_classes = [*APIView.parser_classes, MultiPartParser]

    def get_queryset(self) -> QuerySet[Job]:
        return _imports().filter(campaign=self.campaign)

    get = listed(summary="The campaign's imports, the latest first", tags=TAGS)

    @extend_schema(
        summary="Import people, activities and findings",
        description="A form with the files, 256 MB together unless the instance says otherwise. A worker imports all "
        "of it or nothing, by the same rules as manage.py import_campaign; the report names each wrong row with its "
        "line, field and reason. A campaign takes one import. A key needs findings:write too for activities and "
        "findings, and rewards:write to settle.",
        request={"multipart/form-data": ImportDraftSerializer},
        responses={202: ImportSerializer},
        tags=TAGS,
    )
    def post(self, request: Request, slug: str) -> Response:
        given = ImportDraftSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        said = given.validated_data
        for role in request.FILES:
            if len(request.FILES.getlist(role)) > 1:
                raise InvalidInput("one_file_of_a_kind", f"Send one file of {role}.", field=role)
        if "activities" in said or "findings" in said:
            require_scope(request, Scope.FINDINGS_WRITE)
        if said["settle"]:
            require_scope(request, Scope.REWARDS_WRITE)
        sent = {str(role): self._sent(role, said) for role in JobFile.SENT if role in said}
        job = ask_import(
            campaign=self.campaign,
            sent=sent,
            keep_good_rows=said["keep_good_rows"],
            settle=said["settle"],
            check_only=said["check_only"],
            actor=signed_in(request),
            at=timezone.now(),
        )
        transaction.on_commit(lambda: announce_job(job.pk), robust=True)
        return Response(ImportSerializer(_imports().get(pk=job.pk)).data, status=202)

    def _sent(self, role: str, said: dict[str, Any]) -> Sent:
        field = f"{role}_mapping"
        layout = named_layout(self.campaign, role, said[field], field=field) if field in said else PLAIN
        upload = said[role]
        return Sent(str(upload.name), upload.file, layout)


class ImportView(APIView):
    """An endpoint about the import in its address, for the campaign's organizers."""

    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.PARTICIPANTS_READ}

    @cached_property
    def job(self) -> Job:
        job, user = _imports().filter(public_id=self.kwargs["import_id"]).first(), self.request.user
        if job is None or not isinstance(user, User) or not user.may(job.campaign_id, ORGANIZER):
            raise NotFound("unknown_import", "There is no such import, or not for you to see.")
        return job

    @property
    def campaign(self) -> Campaign:
        return self.job.campaign


class ImportDetailView(ImportView):
    @extend_schema(summary="How far an import is", responses=ImportSerializer, tags=TAGS)
    def get(self, request: Request, import_id: str) -> Response:
        return Response(ImportSerializer(self.job).data)


class CancelImportView(ImportView):
    who: ClassVar[dict[str, Who]] = {"POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.PARTICIPANTS_WRITE}

    @extend_schema(
        summary="Cancel an import",
        description="At once while it waits, within about a second while it runs; then nothing of it is there.",
        request=None,
        responses=ImportSerializer,
        tags=TAGS,
    )
    def post(self, request: Request, import_id: str) -> Response:
        cancel_job(job=self.job, actor=signed_in(request), at=timezone.now())
        return Response(ImportSerializer(_imports().get(pk=self.job.pk)).data)


class ImportReportView(KnownParameters, ImportView):
    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        # Which of the two is said by the address.
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(
        summary="What is wrong with an import's rows",
        description="The errors first. JSON in the language that is asked for, or with ?format=csv the file, which can "
        "be fetched in parts and has a column of reasons for each language.",
        parameters=[OpenApiParameter("format", str, enum=["json", "csv"]), *RANGES],
        responses={
            (200, "application/json"): ImportReportSerializer,
            (200, "text/csv"): OpenApiTypes.STR,
            **PARTS,
        },
        tags=TAGS,
    )
    def get(self, request: Request, import_id: str) -> HttpResponseBase:
        form = request.query_params.get("format", "json")
        if form not in ("json", "csv"):
            raise InvalidInput("unknown_format", "format must be json or csv.", field="format")
        row = file_of(self.job, JobFile.Role.REPORT)
        if form == "csv":
            name = f"{self.campaign.slug}-import-report.csv"
            return send_file(request, row, media_type="text/csv; charset=utf-8", name=name)
        if row is None:
            raise NotPossibleNow("no_file_yet", "The import has made no report. Look at its state.")
        # It is read on when the request, and its language with it, is over; what is not there is told before.
        answer = _as_json(open_file(row), get_language() or settings.LANGUAGE_CODE)
        return StreamingHttpResponse(answer, content_type="application/json")


def _imports() -> QuerySet[Job]:
    imports = Job.objects.filter(kind=Job.Kind.IMPORT)
    return imports.select_related("campaign", "asked_by").prefetch_related("files")


def _as_json(file: File[bytes], language: str) -> Iterator[bytes]:
    with file:
        rows = csv.DictReader(TextIOWrapper(file, encoding="utf-8", newline=""))
        yield b'{"results": ['
        for number, said in enumerate(rows):
            told = {
                "kind": said["kind"],
                "file": original(said["file"]),
                "line": int(said["line"]),
                "field": said["field"],
                # A report that was made before a language was added speaks English.
                "reason": original(said.get(column_of_reason(language)) or said["reason"]),
            }
            yield (b", " if number else b"") + json.dumps(told, ensure_ascii=False).encode()
        yield b"]}"
