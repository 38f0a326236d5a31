"""The public map: what was found, for anybody, as exactly as each objective lets the public see it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from campaigns.findings.geojson import MEDIA_TYPE, FeatureCollectionSerializer, GeoJSONRenderer, collection, feature
from campaigns.findings.models import Finding
from campaigns.findings.showing import is_told_exactly, location_of
from campaigns.people.doors import ANYONE, Scope, Who
from campaigns.planning.access import CampaignView
from campaigns.planning.models import Objective


class FindingsMapView(CampaignView, ListAPIView[Finding]):
    """Neither who found it nor what they wrote, and no name of the finding that would lead to either."""

    who: ClassVar[dict[str, Who]] = {"GET": ANYONE}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.FINDINGS_READ}
    renderer_classes = (GeoJSONRenderer, JSONRenderer)
    serializer_class: type[BaseSerializer[Any]] | None = FeatureCollectionSerializer

    def get_queryset(self) -> QuerySet[Finding]:
        return (
            Finding.objects.filter(campaign=self.campaign, state=Finding.State.VERIFIED, latitude__isnull=False)
            .exclude(objective__location_privacy=Objective.LocationPrivacy.HIDDEN)
            .select_related("objective", "campaign")
        )

    @extend_schema(
        summary="Verified findings on a map, for anybody",
        description="Places are shown as each objective's location_privacy says: exactly, moved by 300 to 1,500 m (the "
        "same way each time), or not at all. Who found it and what they wrote is not told.",
        responses={
            (200, MEDIA_TYPE): FeatureCollectionSerializer,
            (200, "application/json"): FeatureCollectionSerializer,
        },
        tags=["findings"],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        answer = self.get_paginated_response([])
        answer.data = collection((_on_the_map(finding) for finding in page), answer.data)
        return answer


def _on_the_map(finding: Finding) -> dict[str, Any]:
    place = location_of(finding, exactly=False)
    properties = {
        "objective": str(finding.objective.public_id),
        "title": finding.objective.title,
        "seen_on": finding.observed_at.astimezone(finding.campaign.zone()).date().isoformat(),
        "accuracy_m": place["accuracy_m"] if place else None,
        "exact": is_told_exactly(finding),
    }
    return feature(place=place, properties=properties)
