"""Activities as organizers tell them and read them back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    PolymorphicProxySerializer,
    extend_schema,
    extend_schema_field,
)
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.errors import DomainError
from campaigns.filters import Filters, IdFilter, SinceFilter, UntilFilter, WordFilter
from campaigns.lists import listed
from campaigns.participation.activities import MOST_AT_ONCE, Outcome, Told, report_activities
from campaigns.participation.activity_rows import LONGEST_KIND
from campaigns.participation.models import LONGEST_CLIENT_ID, Activity
from campaigns.people.doors import ORGANIZER, Scope, Who, key_of, signed_in
from campaigns.people.models import ApiKey
from campaigns.planning.access import CampaignView
from campaigns.planning.models import Campaign
from campaigns.recruiting.api import PersonSerializer
from campaigns.recruiting.models import Participant
from campaigns.recruiting.participant_tokens import LONGEST_TOKEN, find_by_tokens
from campaigns.recruiting.reporters import need_participant, need_token, refuse_another, refuse_token
from campaigns.saying import english
from campaigns.values import CellRefused, read_time

# The last whole day that can be told in every zone; what is in the future is refused for that, later.
_LAST = datetime(9999, 12, 30, tzinfo=UTC)


@extend_schema_field(OpenApiTypes.DATETIME)
class MomentField(serializers.CharField):
    """A time with its offset from UTC: where there is none it would have to be guessed."""

    def to_internal_value(self, data: Any) -> datetime:  # type: ignore[override]  # what is read is no text any more
        try:
            return read_time(super().to_internal_value(data), latest=_LAST)
        except CellRefused as wrong:
            raise ValidationError(f"This {english(wrong.reason)}.") from None


class ActivityDraftSerializer(serializers.Serializer[Any]):
    participant = serializers.UUIDField(
        required=False,
        help_text="Who did it: a participant of the campaign. Needless with a publishable key, required otherwise.",
    )
    participant_token = serializers.CharField(
        max_length=LONGEST_TOKEN,
        required=False,
        help_text="Required with a publishable key, and taken with nothing else: the activity is then its holder's.",
    )
    kind = serializers.CharField(
        max_length=LONGEST_KIND, help_text="A word of your own for what was done, such as attended or shared."
    )
    at = MomentField(
        help_text="When it was done, with an offset from UTC. It may be long ago, but not before the campaign began "
        "and not in the future."
    )
    client_id = serializers.CharField(
        max_length=LONGEST_CLIENT_ID,
        help_text="Your own id of it, good for the whole campaign: told again, it is the same activity.",
    )

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        token = given.get("participant_token")
        if self.context.get("by_token"):
            need_token(token)
        else:
            refuse_token(token)
            need_participant(given.get("participant"))
        return given


class ActivitySerializer(serializers.ModelSerializer[Activity]):
    id = serializers.UUIDField(source="public_id")
    participant = PersonSerializer()

    class Meta:
        model = Activity
        fields: ClassVar = ["id", "participant", "kind", "at", "client_id", "received_at"]


class BadFieldSerializer(serializers.Serializer[Any]):
    field = serializers.CharField(help_text="Empty where the whole row is meant.")
    code = serializers.CharField()
    reason = serializers.CharField()


class ToldRowSerializer(serializers.Serializer[Any]):
    row = serializers.IntegerField(help_text="Its place in what was sent, from 0.")
    client_id = serializers.CharField(allow_null=True)
    status = serializers.ChoiceField(["accepted", "known", "refused"])
    activity = serializers.UUIDField(allow_null=True, help_text="The id of the activity; null where refused.")
    errors = BadFieldSerializer(many=True)  # type: ignore[assignment]  # the contract's word; DRF has one of its own


class BatchReportSerializer(serializers.Serializer[Any]):
    """What became of every row, in the order in which they were sent."""

    accepted = serializers.IntegerField()
    known = serializers.IntegerField()
    refused = serializers.IntegerField()
    rows = ToldRowSerializer(many=True)


class ActivityFilters(Filters):
    kind = WordFilter("kind")
    participant = IdFilter("participant")
    at_from = SinceFilter("at")
    at_to = UntilFilter("at")


class ActivitiesView(CampaignView, ListAPIView[Activity]):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,), "POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.FINDINGS_READ, "POST": Scope.FINDINGS_WRITE}
    publishable: ClassVar = {"POST"}
    idempotency_key_required = True
    serializer_class = ActivitySerializer
    filterset_class = ActivityFilters
    orderings: ClassVar = {"made": ("id",)}

    def get_queryset(self) -> QuerySet[Activity]:
        return Activity.objects.filter(campaign=self.campaign).select_related("participant")

    get = listed(summary="The activities that were told", tags=["participation"])

    @extend_schema(
        summary="Tell what people did, one activity or many",
        description="One activity is answered with 201, or with 200 where it was told before; what is wrong with it is "
        f"a problem. A list of at most {MOST_AT_ONCE:,} is answered with 200 and a report of every row: accepted, "
        "known, or refused with the field and the reason. Each row is decided for itself, so one that is refused keeps "
        "no other out; mend it and send the whole list again, and what was accepted is known. Another activity under a "
        "client_id that was used is refused. With a publishable key each is told by the holder of its "
        "participant_token, of themselves.",
        request=PolymorphicProxySerializer(
            component_name="ActivityOrActivities",
            serializers=[ActivityDraftSerializer, ActivityDraftSerializer(many=True)],
            resource_type_field_name=None,
            many=False,
        ),
        responses={
            201: ActivitySerializer,
            200: PolymorphicProxySerializer(
                component_name="ActivityOrReport",
                serializers=[ActivitySerializer, BatchReportSerializer],
                resource_type_field_name=None,
            ),
        },
        examples=[
            OpenApiExample(
                "Somebody came to a meeting",
                value={
                    "participant": "0b6a3e0e-4f0a-4c3c-9a43-3f2a1b6c7d8e",
                    "kind": "attended",
                    "at": "2026-11-23T18:30:00+01:00",
                    "client_id": "meeting-7/anna",
                },
                request_only=True,
            )
        ],
        tags=["participation"],
    )
    def post(self, request: Request, slug: str) -> Response:
        if isinstance(request.data, list):
            return Response(self._take_many(request, request.data))
        said = ActivityDraftSerializer(data=request.data, context=self._known_by)
        said.is_valid(raise_exception=True)
        outcome = self._take(request, {0: said.validated_data})[0]
        if outcome.activity is None:
            raise outcome.refusal or AssertionError("refused without a reason")
        return Response(ActivitySerializer(outcome.activity).data, status=201 if outcome.is_new else 200)

    def _take_many(self, request: Request, rows: list[Any]) -> dict[str, Any]:
        if len(rows) > MOST_AT_ONCE:
            raise ValidationError(f"At most {MOST_AT_ONCE:,} activities are told at once; these are {len(rows):,}.")
        reader = ActivityDraftSerializer(context=self._known_by)
        said: dict[int, dict[str, Any]] = {}
        wrong: dict[int, ValidationError | DomainError] = {}
        for place, row in enumerate(rows):
            try:
                said[place] = reader.run_validation(row)
            except (ValidationError, DomainError) as refused:
                wrong[place] = refused
        taken = self._take(request, said)
        report = [
            _shown(place, row, taken.get(place), _bad_fields(wrong.get(place) or taken[place].refusal))
            for place, row in enumerate(rows)
        ]
        counts = {status: sum(row["status"] == status for row in report) for status in ("accepted", "known", "refused")}
        return {**counts, "rows": report}

    @property
    def _known_by(self) -> dict[str, Any]:
        key = key_of(self.request)
        return {"by_token": key is not None and key.kind == ApiKey.Kind.PUBLISHABLE}

    def _take(self, request: Request, said: Mapping[int, dict[str, Any]]) -> dict[int, Outcome]:
        """Take what was read, each for itself; gives what became of each by its place."""
        if self._known_by["by_token"]:
            return _take_by_tokens(self.campaign, said, at=timezone.now())
        told = {place: Told(**row) for place, row in said.items()}
        outcomes = report_activities(
            campaign=self.campaign, told=list(told.values()), reporter=signed_in(request), at=timezone.now()
        )
        return dict(zip(told, outcomes, strict=True))


def _take_by_tokens(campaign: Campaign, said: Mapping[int, dict[str, Any]], *, at: datetime) -> dict[int, Outcome]:
    """Take what was told with a publishable key: each holder of a token tells of themselves."""
    holders = find_by_tokens(tokens={row["participant_token"] for row in said.values()}, campaign=campaign)
    taken: dict[int, Outcome] = {}
    told_by: dict[Participant, dict[int, Told]] = defaultdict(dict)
    for place, row in said.items():
        holder = holders[row["participant_token"]]
        try:
            if isinstance(holder, DomainError):
                raise holder
            refuse_another(holder, row.get("participant"))
        except DomainError as refusal:
            taken[place] = Outcome(None, refusal=refusal)
            continue
        told_by[holder][place] = Told(holder.public_id, row["kind"], row["at"], row["client_id"])
    for holder, told in told_by.items():
        outcomes = report_activities(campaign=campaign, told=list(told.values()), reporter=holder.user, at=at)
        taken.update(zip(told, outcomes, strict=True))
    return taken


def _shown(place: int, row: Any, outcome: Outcome | None, errors: list[dict[str, str]]) -> dict[str, Any]:
    client_id = row.get("client_id") if isinstance(row, dict) else None
    return {
        "row": place,
        "client_id": client_id if isinstance(client_id, str) else None,
        "status": outcome.status if outcome else "refused",
        "activity": str(outcome.activity.public_id) if outcome and outcome.activity else None,
        "errors": errors,
    }


def _bad_fields(refusal: ValidationError | DomainError | None) -> list[dict[str, str]]:
    if refusal is None:
        return []
    if isinstance(refusal, DomainError):
        return [{"field": refusal.field or "", "code": refusal.code, "reason": refusal.message}]
    # A row has no fields within fields; one that is no object at all is complained about as a whole.
    told: Any = refusal.detail
    said: dict[str, list[ErrorDetail]] = told if isinstance(told, dict) else {"": told}
    return [
        {"field": "" if field == "non_field_errors" else field, "code": str(each.code), "reason": str(each)}
        for field, complaints in said.items()
        for each in complaints
    ]
