"""Column mappings over HTTP: kept, changed, removed, and tried on the first rows of a file before it is imported."""

from __future__ import annotations

import json
from functools import partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.errors import InvalidInput, NotFound
from campaigns.exchange import mapping as operations
from campaigns.exchange.models import ColumnMapping
from campaigns.layouts import DECIMAL_MARKS, DELIMITERS, ENCODINGS, PLAIN, RFC3339, TIMES, Layout
from campaigns.lists import listed
from campaigns.matching import as_read
from campaigns.people.doors import ORGANIZER, Scope, Who, signed_in
from campaigns.people.models import User
from campaigns.planning.access import CampaignView
from campaigns.planning.models import Campaign

TAGS = ["imports and exports"]
_LONGEST_CELL = 200
_WORD = {"type": "string", "minLength": 1, "maxLength": _LONGEST_CELL, "pattern": r"\S"}
_WORDS = {"type": "object", "additionalProperties": _WORD}


@extend_schema_field(_WORDS)
class WordsField(serializers.DictField):
    """Words by the names of columns."""

    child = serializers.CharField(max_length=_LONGEST_CELL)


class LayoutSerializer(serializers.Serializer[Any]):
    """How a file is read. Without columns and constants it has ours, under our names."""

    columns = WordsField(default=dict, help_text='Ours by theirs: {"id": "Member no."}. Others are passed over.')
    constants = WordsField(default=dict, help_text="What a column of ours is in every row.")
    values = serializers.DictField(
        child=WordsField(), default=dict, help_text='What their words mean: {"status": {"approved": "verified"}}.'
    )
    delimiter = serializers.ChoiceField(list(DELIMITERS), default="comma")
    encoding = serializers.ChoiceField(list(ENCODINGS), default="utf-8")
    times = serializers.ChoiceField(TIMES, default=RFC3339, help_text="How times are written.")
    time_zone = serializers.CharField(
        max_length=64, default="", allow_blank=True, help_text="By which clocks, where times have no offset from UTC."
    )
    decimal_mark = serializers.ChoiceField(list(DECIMAL_MARKS), default="point")
    apostrophes = serializers.BooleanField(
        default=False, help_text="Whether an apostrophe before a formula was put there and is to go, as in our files."
    )


class MappingSerializer(serializers.ModelSerializer[ColumnMapping]):
    id = serializers.UUIDField(source="public_id")
    campaign = serializers.CharField(source="campaign.slug")
    layout = LayoutSerializer()

    class Meta:
        model = ColumnMapping
        fields: ClassVar = ["id", "campaign", "table", "name", "layout", "changed_at"]


class MappingDraftSerializer(serializers.Serializer[Any]):
    table = serializers.ChoiceField(ColumnMapping.Table.choices)
    name = serializers.CharField(max_length=80)
    layout = LayoutSerializer()


class MappingChangeSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=80, required=False)
    layout = LayoutSerializer(required=False, help_text="Replaces all of it.")


class MappingPreviewProblemSerializer(serializers.Serializer[Any]):
    field = serializers.CharField()
    reason = serializers.CharField()


class MappingPreviewRowSerializer(serializers.Serializer[Any]):
    line = serializers.IntegerField()
    cells = serializers.DictField(child=serializers.CharField(allow_blank=True), help_text="By our columns.")
    problems = MappingPreviewProblemSerializer(many=True)


class MappingPreviewSerializer(serializers.Serializer[Any]):
    their_columns = serializers.ListField(child=serializers.CharField(allow_blank=True))
    rows = MappingPreviewRowSerializer(many=True, help_text=f"The first {operations.PREVIEWED_ROWS}.")


class MappingPreviewDraftSerializer(serializers.Serializer[Any]):
    table = serializers.ChoiceField(ColumnMapping.Table.choices)
    file = serializers.FileField(allow_empty_file=True)
    mapping = serializers.CharField(
        max_length=36, required=False, help_text=f"The id of a mapping, or {operations.OURS} for our own files."
    )
    layout = serializers.CharField(max_length=20_000, required=False, help_text="In place of a mapping, as JSON.")


class MappingsView(CampaignView, ListAPIView[ColumnMapping]):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,), "POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.PARTICIPANTS_READ, "POST": Scope.PARTICIPANTS_WRITE}
    serializer_class = MappingSerializer

    def get_queryset(self) -> QuerySet[ColumnMapping]:
        return ColumnMapping.objects.filter(campaign=self.campaign).select_related("campaign")

    get = listed(summary="How files of other programs are read", tags=TAGS)

    @extend_schema(
        summary="Keep a mapping of columns",
        request=MappingDraftSerializer,
        responses={201: MappingSerializer},
        examples=[
            OpenApiExample(
                "A list of members",
                value={
                    "table": "participants",
                    "name": "Member list",
                    "layout": {
                        "columns": {"id": "Member no.", "inviter": "Referred by", "joined_at": "Joined"},
                        "delimiter": "semicolon",
                        "times": "day first",
                        "time_zone": "Europe/Berlin",
                    },
                },
                request_only=True,
            )
        ],
        tags=TAGS,
    )
    def post(self, request: Request, slug: str) -> Response:
        said = MappingDraftSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        mapping = operations.make_mapping(
            campaign=self.campaign, actor=signed_in(request), at=timezone.now(), **said.validated_data
        )
        mapping.refresh_from_db()
        return Response(MappingSerializer(mapping).data, status=201)


class MappingView(APIView):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,), "PATCH": (ORGANIZER,), "DELETE": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {
        "GET": Scope.PARTICIPANTS_READ,
        "PATCH": Scope.PARTICIPANTS_WRITE,
        "DELETE": Scope.PARTICIPANTS_WRITE,
    }

    @cached_property
    def mapping(self) -> ColumnMapping:
        mappings = ColumnMapping.objects.filter(public_id=self.kwargs["mapping_id"]).select_related("campaign")
        mapping, user = mappings.first(), self.request.user
        if mapping is None or not isinstance(user, User) or not user.may(mapping.campaign_id, ORGANIZER):
            raise NotFound("unknown_mapping", "There is no such mapping, or not for you to see.")
        return mapping

    @property
    def campaign(self) -> Campaign:
        return self.mapping.campaign

    @extend_schema(summary="Read a mapping", responses=MappingSerializer, tags=TAGS)
    def get(self, request: Request, mapping_id: str) -> Response:
        return Response(MappingSerializer(self.mapping).data)

    @extend_schema(
        summary="Change a mapping",
        description="Imports that were asked for before are read as it was then.",
        request=MappingChangeSerializer,
        responses=MappingSerializer,
        tags=TAGS,
    )
    def patch(self, request: Request, mapping_id: str) -> Response:
        said = MappingChangeSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        with as_read(self, partial(operations.lock_mapping, self.mapping)):
            mapping = operations.change_mapping(
                mapping=self.mapping,
                name=said.validated_data.get("name"),
                layout=said.validated_data.get("layout"),
                actor=signed_in(request),
                at=timezone.now(),
            )
        return Response(MappingSerializer(mapping).data)

    @extend_schema(summary="Remove a mapping", responses={204: None}, tags=TAGS)
    def delete(self, request: Request, mapping_id: str) -> Response:
        with as_read(self, partial(operations.lock_mapping, self.mapping)):
            operations.remove_mapping(mapping=self.mapping, actor=signed_in(request), at=timezone.now())
        return Response(status=204)


class MappingPreviewView(CampaignView):
    who: ClassVar[dict[str, Who]] = {"POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.PARTICIPANTS_WRITE}
    parser_classes = [*APIView.parser_classes, MultiPartParser]

    @extend_schema(
        summary="Try a mapping on the first rows of a file",
        description="Nothing is kept. Each row is looked at by itself: whom it names is not looked up.",
        request={"multipart/form-data": MappingPreviewDraftSerializer},
        responses=MappingPreviewSerializer,
        tags=TAGS,
    )
    def post(self, request: Request, slug: str) -> Response:
        said = MappingPreviewDraftSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        table, upload = said.validated_data["table"], said.validated_data["file"]
        preview = operations.preview_file(
            table=table,
            layout=self._layout(table, said.validated_data),
            head=upload.read(operations.PREVIEWED_BYTES),
            file=str(upload.name),
            at=timezone.now(),
        )
        return Response(MappingPreviewSerializer(preview).data)

    def _layout(self, table: str, said: dict[str, Any]) -> Layout:
        if "mapping" in said and "layout" in said:
            raise InvalidInput("mapping_and_layout", "Say a mapping or a layout, not both.", field="layout")
        if "mapping" in said:
            return named_layout(self.campaign, table, said["mapping"], field="mapping")
        if "layout" not in said:
            return PLAIN
        try:
            data = json.loads(said["layout"])
        except (ValueError, RecursionError):
            raise InvalidInput("layout_unreadable", "This is not JSON.", field="layout") from None
        layout = LayoutSerializer(data=data)
        layout.is_valid(raise_exception=True)
        return operations.checked(table, layout.validated_data)


def named_layout(campaign: Campaign, table: str, name: str, *, field: str) -> Layout:
    """Give the layout of a mapping that somebody names."""
    if name != operations.OURS:
        try:
            name = str(serializers.UUIDField().to_internal_value(name))
        except ValidationError:
            raise InvalidInput(
                "mapping_unnamed", f"This is no id of a mapping, and not {operations.OURS}.", field=field
            ) from None
    return operations.layout_named(campaign=campaign, table=table, name=name)
