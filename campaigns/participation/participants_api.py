"""Who takes part, narrowed by what is counted of them and with their counts; the list itself is `recruiting`'s."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from campaigns.filters import OneOfFilter
from campaigns.forms import CSV
from campaigns.lists import listed
from campaigns.participation.persons import counts_of, is_active
from campaigns.people.doors import Scope, has_scope
from campaigns.recruiting.api import ParticipantSerializer, ParticipantsView
from campaigns.recruiting.filters import ParticipantFilters
from campaigns.recruiting.models import Participant


class ActiveFilter(OneOfFilter):
    """Participants who have not lapsed, or all others, those who never did anything among them."""

    def filter(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value:
            return rows
        campaign = self.parent.request.parser_context["view"].campaign
        active = is_active(campaign, at=timezone.now())
        return rows.filter(active if value == "true" else ~active)


class CountedParticipantFilters(ParticipantFilters):
    active = ActiveFilter(
        choices=[("true", "yes"), ("false", "no")],
        help_text="Whether they did something (brought somebody in, reported, vouched, reviewed, or what the campaign"
        " counts) on one of the last days, by its clocks, as many as its lapse gap has: gap_days of its"
        " participation settings, 14 by default. What happened in the last seconds may not be counted yet.",
    )


class ParticipantCountsSerializer(serializers.Serializer[Any]):
    recruits = serializers.IntegerField(help_text="Whom they brought in themselves.")
    downline = serializers.IntegerField(help_text="Everybody below them.")
    reports = serializers.IntegerField()
    reports_verified = serializers.IntegerField(help_text="Those that were found true and still are.")
    last_active_on = serializers.DateField(allow_null=True, help_text="By the campaign's clocks.")


class CountedParticipantSerializer(ParticipantSerializer):
    counts = serializers.SerializerMethodField(
        help_text="What they add up to. null while they have not been counted, which takes some seconds, and for a key"
        " without the scope `analytics:read`."
    )

    class Meta(ParticipantSerializer.Meta):
        fields: ClassVar = [*ParticipantSerializer.Meta.fields, "counts"]

    @extend_schema_field(ParticipantCountsSerializer(allow_null=True))
    def get_counts(self, participant: Participant) -> dict[str, Any] | None:
        counts: dict[int, dict[str, Any]] = self.context["view"].counts
        return counts.get(participant.pk)


class CountedParticipantsView(ParticipantsView):
    serializer_class = CountedParticipantSerializer
    filterset_class = CountedParticipantFilters
    columns: ClassVar = (
        *ParticipantsView.columns,
        "counts.recruits",
        "counts.downline",
        "counts.reports",
        "counts.reports_verified",
        "counts.last_active_on",
    )
    counts: dict[int, dict[str, Any]]

    def paginate_queryset(self, queryset: Any) -> list[Any] | None:
        """Read a page and the counts of whoever is on it: two statements, however many they are."""
        page: list[Participant] | None = super().paginate_queryset(queryset)
        may = has_scope(self.request, Scope.ANALYTICS_READ)
        self.counts = counts_of([each.pk for each in page or ()]) if may else {}
        return page

    get = listed(
        summary="Who takes part",
        responses={(200, "application/json"): CountedParticipantSerializer(many=True), (200, CSV): OpenApiTypes.STR},
        tags=["participants"],
    )
