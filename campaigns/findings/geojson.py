"""GeoJSON (RFC 7946): findings as points on a map."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import extend_schema_serializer, inline_serializer
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

MEDIA_TYPE = "application/geo+json"


class GeoJSONRenderer(JSONRenderer):
    """The view has made a FeatureCollection; this is its media type."""

    media_type = MEDIA_TYPE
    format = "geojson"


class PointSerializer(serializers.Serializer[Any]):
    type = serializers.ChoiceField(["Point"])
    coordinates = serializers.ListField(
        child=serializers.FloatField(), min_length=2, max_length=2, help_text="Longitude, then latitude."
    )


@extend_schema_serializer(many=False)
class FeatureCollectionSerializer(serializers.Serializer[Any]):
    """A page of findings on a map. `next` and `previous` are addresses of the pages beside it."""

    type = serializers.ChoiceField(["FeatureCollection"])
    features = inline_serializer(
        "Feature",
        {
            "type": serializers.ChoiceField(["Feature"]),
            "id": serializers.UUIDField(required=False),
            "geometry": PointSerializer(allow_null=True),
            "properties": serializers.DictField(),
        },
        many=True,
    )
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


def feature(*, place: dict[str, Any] | None, properties: dict[str, Any], name: str | None = None) -> dict[str, Any]:
    """Write one finding; without a place it is a feature that is nowhere."""
    geometry = None if place is None else {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]}
    named = {} if name is None else {"id": name}
    return {"type": "Feature", **named, "geometry": geometry, "properties": properties}


def collection(features: Iterable[dict[str, Any]], page: dict[str, Any]) -> dict[str, Any]:
    """Write a page of features, with the addresses of its neighbours beside them."""
    return {
        "type": "FeatureCollection",
        "features": list(features),
        "next": page["next"],
        "previous": page["previous"],
    }
