"""Exports over HTTP: which tables there are, asking for one, looking how far it is, cancelling and fetching it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.errors import NotAllowed, NotFound
from campaigns.exchange import operations
from campaigns.exchange.jobs_api import PARTS, RANGES, JobFileSerializer, JobSerializer, file_of, send_file
from campaigns.exchange.models import Job, JobFile
from campaigns.exchange.tables import CSV, GEOJSON, Table, known_tables, table_named
from campaigns.exchange.tasks import announce_job
from campaigns.exchange.writing import MEDIA_TYPES, header_of
from campaigns.filters import KnownParameters
from campaigns.lists import listed
from campaigns.people.doors import ORGANIZER, TREASURER, Scope, Scopes, Who, has_scope, require_scope, signed_in
from campaigns.people.models import User
from campaigns.planning.access import CampaignView
from campaigns.planning.models import Campaign

WHO = (ORGANIZER, TREASURER)
# Each opens the tables that it is about.
SCOPES = (Scope.PARTICIPANTS_READ, Scope.FINDINGS_READ, Scope.REWARDS_READ, Scope.ANALYTICS_READ)
TAGS = ["imports and exports"]


class ExportSerializer(JobSerializer):
    format = serializers.ChoiceField([CSV, GEOJSON], source="form")
    bom = serializers.SerializerMethodField(help_text="Whether CSV begins with a byte order mark.")
    rows = serializers.SerializerMethodField(help_text="In the file, once it is there.")
    file = serializers.SerializerMethodField(help_text="What can be fetched, once it is there.")

    class Meta(JobSerializer.Meta):
        fields: ClassVar = [*JobSerializer.Meta.fields, "table", "format", "bom", "rows", "file"]

    def get_bom(self, job: Job) -> bool:
        return bool(job.options.get("bom"))

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_rows(self, job: Job) -> Any:
        return job.result.get("rows")

    @extend_schema_field(JobFileSerializer(allow_null=True))
    def get_file(self, job: Job) -> Any:
        file = file_of(job, JobFile.Role.EXPORT)
        return None if file is None else JobFileSerializer(file).data


class ExportDraftSerializer(serializers.Serializer[Any]):
    table = serializers.CharField(max_length=40, help_text="One of those that exports/tables/ names.")
    format = serializers.ChoiceField([CSV, GEOJSON], default=CSV)
    bom = serializers.BooleanField(
        default=False, help_text="Begin CSV with the byte order mark by which old spreadsheets know UTF-8."
    )


class ExportTableSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    title = serializers.CharField()
    formats = serializers.ListField(child=serializers.CharField(), source="forms")
    columns = serializers.SerializerMethodField(help_text="As the first line of CSV names them.")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_columns(self, table: Table) -> list[str]:
        return header_of(table)


class ExportTablesSerializer(serializers.Serializer[Any]):
    results = ExportTableSerializer(many=True)


class ExportTablesView(KnownParameters, CampaignView):
    who: ClassVar[dict[str, Who]] = {"GET": WHO}
    scope: ClassVar[dict[str, Scopes]] = {"GET": SCOPES}

    @extend_schema(summary="What can be exported by the caller", responses=ExportTablesSerializer, tags=TAGS)
    def get(self, request: Request, slug: str) -> Response:
        tables = _tables_for(request, self.campaign)
        return Response({"results": ExportTableSerializer(tables, many=True).data})


class ExportsView(CampaignView, ListAPIView[Job]):
    who: ClassVar[dict[str, Who]] = {"GET": WHO, "POST": WHO}
    scope: ClassVar[dict[str, Scopes]] = {"GET": SCOPES, "POST": SCOPES}
    serializer_class = ExportSerializer

    def get_queryset(self) -> QuerySet[Job]:
        tables = [table.name for table in _tables_for(self.request, self.campaign)]
        return _exports().filter(campaign=self.campaign, table__in=tables)

    get = listed(summary="The campaign's exports, the latest first", tags=TAGS)

    @extend_schema(
        summary="Export a table",
        description="A worker writes the file, of one moment; look how far it is, and fetch it once it is done. Within "
        "seven days it can be fetched any number of times. Texts that a spreadsheet would take for a formula have an "
        "apostrophe before it. Times stand in UTC and, in columns that end in _local, by the campaign's clocks.",
        request=ExportDraftSerializer,
        responses={202: ExportSerializer},
        examples=[
            OpenApiExample("The tree", value={"table": "participants", "format": "csv"}, request_only=True),
        ],
        tags=TAGS,
    )
    def post(self, request: Request, slug: str) -> Response:
        said = ExportDraftSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        table = table_named(said.validated_data["table"])
        require_scope(request, table.scope)
        actor = signed_in(request)
        if not actor.may(self.campaign.pk, *table.roles):
            raise NotAllowed("table_not_yours", f"{table.name} is exported by the campaign's organizers.")
        job = operations.ask_export(
            campaign=self.campaign,
            table=table,
            form=said.validated_data["format"],
            bom=said.validated_data["bom"],
            actor=actor,
            at=timezone.now(),
        )
        transaction.on_commit(lambda: announce_job(job.pk), robust=True)
        return Response(ExportSerializer(job).data, status=202)


class ExportView(APIView):
    """An endpoint about the export in its address, for those who may export its table."""

    who: ClassVar[dict[str, Who]] = {"GET": WHO}
    scope: ClassVar[dict[str, Scopes]] = {"GET": SCOPES}

    @cached_property
    def job(self) -> Job:
        job = _exports().filter(public_id=self.kwargs["export_id"]).first()
        user = self.request.user
        if (
            job is None
            or not isinstance(user, User)
            or not user.may(job.campaign_id, *(table := table_named(job.table)).roles)
        ):
            raise NotFound("unknown_export", "There is no such export, or not for you to see.")
        require_scope(self.request, table.scope)
        return job

    @property
    def campaign(self) -> Campaign:
        return self.job.campaign


class ExportDetailView(ExportView):
    @extend_schema(summary="How far an export is", responses=ExportSerializer, tags=TAGS)
    def get(self, request: Request, export_id: str) -> Response:
        return Response(ExportSerializer(self.job).data)


class CancelExportView(ExportView):
    who: ClassVar[dict[str, Who]] = {"POST": WHO}
    scope: ClassVar[dict[str, Scopes]] = {"POST": SCOPES}

    @extend_schema(
        summary="Cancel an export",
        description="At once while it waits, within about a second while it runs. Asked again, it stays as it is.",
        request=None,
        responses=ExportSerializer,
        tags=TAGS,
    )
    def post(self, request: Request, export_id: str) -> Response:
        operations.cancel_job(job=self.job, actor=signed_in(request), at=timezone.now())
        return Response(ExportSerializer(_exports().get(pk=self.job.pk)).data)


class ExportFileView(ExportView):
    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        # The form was chosen when it was asked for.
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(
        summary="The file of an export",
        description="A download that broke off is taken up again by Range, with If-Range and the ETag.",
        parameters=RANGES,
        responses={
            (200, "text/csv"): OpenApiTypes.STR,
            (200, "application/geo+json"): OpenApiTypes.OBJECT,
            **PARTS,
        },
        tags=TAGS,
    )
    def get(self, request: Request, export_id: str) -> HttpResponseBase:
        job = self.job
        day = job.asked_at.astimezone(job.campaign.zone())
        name = f"{job.campaign.slug}-{job.table}-{day:%Y-%m-%d}.{job.form}"
        file = file_of(job, JobFile.Role.EXPORT)
        return send_file(request, file, media_type=MEDIA_TYPES[job.form], name=name)


def _exports() -> QuerySet[Job]:
    exports = Job.objects.filter(kind=Job.Kind.EXPORT)
    return exports.select_related("campaign", "asked_by").prefetch_related("files")


def _tables_for(request: Request, campaign: Campaign) -> list[Table]:
    user = signed_in(request)
    is_organizer = user.may(campaign.pk, ORGANIZER)
    return [
        table
        for table in known_tables()
        if has_scope(request, table.scope) and (is_organizer or user.may(campaign.pk, *table.roles))
    ]
