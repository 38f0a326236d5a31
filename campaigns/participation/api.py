"""The participation report over HTTP, for organizers: stored as a whole, each part by itself, and by other periods."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.filters import CaseFilter, Filters, KnownParameters
from campaigns.lists import listed
from campaigns.matching import as_read
from campaigns.participation import course
from campaigns.participation.counted import Counted, Settings
from campaigns.participation.course import COHORTS_BY, Span
from campaigns.participation.models import Alert, Report
from campaigns.participation.periods import PERIOD_KINDS, PeriodKind
from campaigns.participation.persons import tell_person
from campaigns.participation.report import (
    SECTIONS,
    change_settings,
    read_counted,
    refresh_report,
    stored_report,
)
from campaigns.participation.retention import RETENTION_KINDS, RetentionKind
from campaigns.participation.rollup import report_of
from campaigns.participation.shapes import FigureSerializer, ReportSerializer, ReportSettingsSerializer
from campaigns.people.doors import ORGANIZER, SIGNED_IN, Scope, Who, signed_in
from campaigns.planning.access import CampaignView
from campaigns.recruiting.api import OwnPlaceView, ParticipantView
from campaigns.saying import spoken

TAGS = ["participation"]
_PERIOD = OpenApiParameter("period", enum=list(PERIOD_KINDS), description="The longest of which enough are complete.")
_FROM = OpenApiParameter(
    "from", OpenApiTypes.DATETIME, description="RFC 3339; the period that it lies in is the first told of."
)
_TO = OpenApiParameter(
    "to", OpenApiTypes.DATETIME, description="RFC 3339, exclusive; the period before it is the last told of."
)


class ReportView(CampaignView):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.ANALYTICS_READ}

    @extend_schema(
        summary="Is it a spike or a movement: the whole report",
        description="As it was stored last; it is made anew within ten seconds of news, and every hour.",
        responses=ReportSerializer,
        tags=TAGS,
    )
    def get(self, request: Request, slug: str) -> Response:
        return Response(spoken(stored_report(campaign=self.campaign, at=timezone.now()).body))


class ReportSectionView(KnownParameters, CampaignView):
    """A part of the report as it was stored; some parts are told for other periods, cohorts and kinds as well."""

    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.ANALYTICS_READ}

    @extend_schema(summary="A part of the participation report", tags=TAGS)
    def get(self, request: Request, slug: str, section: str) -> Response:
        report = stored_report(campaign=self.campaign, at=timezone.now())
        asked = {name: value for name in self.takes if (value := request.query_params.get(name)) is not None}
        if not asked:
            return Response(spoken(report.body[section]))
        kind = _one_of(asked, "period", PERIOD_KINDS)
        at = report.as_of or timezone.now()
        is_retention = section == "retention"
        with_sample = is_retention and asked.get("kind") == "recurring"
        counted = read_counted(
            self.campaign,
            report,
            at=at,
            kind=kind,
            with_groups=is_retention,
            with_sample=with_sample,
        )
        return Response(_told(section, counted, kind or counted.period, asked))


@extend_schema_view(get=extend_schema(parameters=[_FROM, _TO]))
class DailySectionView(ReportSectionView):
    """A part that is told by days."""

    takes = ("from", "to")


@extend_schema_view(get=extend_schema(parameters=[_PERIOD, _FROM, _TO]))
class PeriodicSectionView(ReportSectionView):
    """A part that is told by periods of any kind."""

    takes = ("period", "from", "to")


@extend_schema_view(
    get=extend_schema(
        parameters=[
            _PERIOD,
            _FROM,
            _TO,
            OpenApiParameter("kind", enum=list(RETENTION_KINDS), description="first_time by default."),
            OpenApiParameter("cohort_by", enum=list(COHORTS_BY), description="By period by default."),
        ]
    )
)
class RetentionView(ReportSectionView):
    takes = ("period", "from", "to", "kind", "cohort_by")


SECTION_VIEWS: dict[str, type[ReportSectionView]] = {
    **dict.fromkeys(SECTIONS, ReportSectionView),
    "growth": PeriodicSectionView,
    "retention": RetentionView,
    "lifecycle": PeriodicSectionView,
    "stickiness": DailySectionView,
}


def _told(section: str, counted: Counted, kind: PeriodKind, asked: dict[str, str]) -> Any:
    span = _span(counted, "day" if section == "stickiness" else kind, asked)
    match section:
        case "growth":
            return course.tell_growth(counted, kind, span)
        case "retention":
            how: RetentionKind = _one_of(asked, "kind", RETENTION_KINDS) or "first_time"
            by = _one_of(asked, "cohort_by", COHORTS_BY) or "period"
            _refuse_unkept(kind, how, by)
            return course.tell_retention(counted, kind, how, span, by)
        case "lifecycle":
            return course.tell_lifecycle(counted, kind, span)
    return course.tell_stickiness(counted, span)


def _refuse_unkept(kind: PeriodKind, how: RetentionKind, by: str) -> None:
    if by == "branch" and kind not in ("week", "month"):
        raise ValidationError({"period": ["Branches are counted by week and by month. Ask for one of these."]})
    if by != "period" and how != "first_time":
        raise ValidationError({"kind": ["Groups are followed from each one's first period on: kind=first_time."]})


def _one_of(asked: dict[str, str], name: str, known: tuple[Any, ...]) -> Any:
    value = asked.get(name)
    if value is not None and value not in known:
        raise ValidationError({name: [f"One of {', '.join(known)}."]})
    return value


def _span(counted: Counted, kind: PeriodKind, asked: dict[str, str]) -> Span:
    whole = course.whole_span(counted, kind)
    low, high = _moment(asked, "from"), _moment(asked, "to")
    if low is not None and high is not None and low >= high:
        raise ValidationError({"to": ["to must lie after from."]})
    first = whole.low if low is None else max(counted.calendar.number_at(kind, low), whole.low)
    # Half-open: a period that begins at `to` is not told of.
    last = whole.high
    if high is not None:
        number = counted.calendar.number_at(kind, high)
        last = min(number if counted.calendar.start_of(kind, number) < high else number - 1, whole.high)
    return Span(first, last)


def _moment(asked: dict[str, str], name: str) -> datetime | None:
    if name not in asked:
        return None
    try:
        at = parse_datetime(asked[name].replace(" ", "+"))
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise ValidationError({name: ["An RFC 3339 time with an offset from UTC, such as 2026-11-28T00:00:00Z."]})
    if not 1970 <= at.year <= 9000:
        raise ValidationError({name: ["No campaign goes back or on so far."]})
    return at


class ReportSettingsView(CampaignView):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,), "PATCH": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.ANALYTICS_READ, "PATCH": Scope.CAMPAIGNS_WRITE}

    @extend_schema(summary="By what the report counts", responses=ReportSettingsSerializer, tags=TAGS)
    def get(self, request: Request, slug: str) -> Response:
        report = stored_report(campaign=self.campaign, at=timezone.now())
        return Response(_settings(report))

    @extend_schema(
        summary="Count by other rules",
        description="Another lapse gap or recruit window has everything counted anew, within seconds.",
        request=ReportSettingsSerializer(partial=True),
        responses=ReportSettingsSerializer,
        tags=TAGS,
    )
    def patch(self, request: Request, slug: str) -> Response:
        serializer = ReportSettingsSerializer(data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        with as_read(self, partial(report_of, self.campaign)):
            report = change_settings(
                campaign=self.campaign, actor=signed_in(request), at=timezone.now(), **serializer.validated_data
            )
        if not report.needs_rebuild:
            report = refresh_report(campaign=self.campaign, at=timezone.now())
        return Response(_settings(report))


def _settings(report: Report) -> dict[str, int]:
    return asdict(Settings(report.gap_days, report.window_days, report.observation_days, report.minimum))


class AlertSerializer(serializers.ModelSerializer[Alert]):
    id = serializers.UUIDField(source="public_id")
    sentence = serializers.SerializerMethodField()
    is_open = serializers.SerializerMethodField()

    class Meta:
        model = Alert
        fields: ClassVar = ["id", "kind", "sentence", "numbers", "raised_at", "cleared_at", "is_open"]

    def get_sentence(self, alert: Alert) -> str:
        return str(spoken(alert.sentence))

    def get_is_open(self, alert: Alert) -> bool:
        return alert.cleared_at is None


class AlertFilters(Filters):
    state = CaseFilter({"open": Q(cleared_at__isnull=True), "cleared": Q(cleared_at__isnull=False)})


class AlertsView(CampaignView, ListAPIView[Alert]):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.ANALYTICS_READ}
    serializer_class = AlertSerializer
    filterset_class = AlertFilters

    def get_queryset(self) -> QuerySet[Alert]:
        return Alert.objects.filter(campaign=self.campaign)

    get = listed(
        summary="What the platform noticed about how the campaign goes",
        description="Each thing once: it stays open until things are well again by a wider margin.",
        tags=TAGS,
    )


class PersonActivitySerializer(serializers.Serializer[Any]):
    """What one place adds up to, as far as it has been counted."""

    downline = serializers.IntegerField(help_text="Everybody below, at any depth.")
    recruits = serializers.IntegerField()
    reports = serializers.IntegerField()
    reports_verified = serializers.IntegerField()
    active_days = serializers.IntegerField()
    last_active_on = serializers.DateField(allow_null=True)
    trust = FigureSerializer(help_text="The share of the reports that were found true; n are all of them.")
    ties = serializers.IntegerField(
        help_text="How many people there was an exchange with: one brought the other in, vouched for, or said the same."
    )
    constraint = FigureSerializer(
        help_text="Burt's constraint: about 1 where all ties lead to the same people, near 0 for whoever brings "
        "people together who have nothing to do with each other; n are the ties."
    )


class OwnActivityView(OwnPlaceView):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.ANALYTICS_READ}

    @extend_schema(summary="What I have done here", responses=PersonActivitySerializer, tags=TAGS)
    def get(self, request: Request, slug: str) -> Response:
        return Response(tell_person(self.place.pk))


class PersonActivityView(ParticipantView):
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.ANALYTICS_READ}

    @extend_schema(summary="What a participant has done here", responses=PersonActivitySerializer, tags=TAGS)
    def get(self, request: Request, participant_id: str) -> Response:
        return Response(tell_person(self.participant.pk))
