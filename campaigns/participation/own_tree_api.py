"""One's own tree over HTTP, whole, so that it can be drawn, searched and folded without asking again."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.filters import KnownParameters
from campaigns.participation.own_tree import MOST_IN_TREE, OwnTree, read_own_tree
from campaigns.people.doors import Scope
from campaigns.recruiting.api import OwnPlaceView


class TreeMemberSerializer(serializers.Serializer[Any]):
    """Somebody in one's own tree, oneself the first."""

    id = serializers.UUIDField()
    parent = serializers.UUIDField(  # type: ignore[assignment]  # a member of this name
        allow_null=True, help_text="Who brought them in; null for myself."
    )
    name = serializers.CharField(
        allow_null=True, help_text="Mine, and of those whom I brought in myself; null of all others."
    )
    generation = serializers.IntegerField(help_text="Steps below me; 0 is me.")
    joined_at = serializers.DateTimeField()
    active = serializers.BooleanField(help_text="Whether they did something within the last gap_days.")
    recruits = serializers.IntegerField(help_text="How many they brought in themselves.")
    verified = serializers.IntegerField(help_text="Their reports that were found true and still are.")


class OwnTreeSerializer(serializers.Serializer[OwnTree]):
    people = serializers.IntegerField(help_text="Everybody below me, at any depth.")
    complete = serializers.SerializerMethodField(help_text="Whether all of them are told of.")
    beyond = serializers.IntegerField(help_text="How many are not told of; they are further away than all others.")
    gap_days = serializers.IntegerField(
        help_text="Active is who did something on one of so many last days, today included, by the campaign's clocks."
    )
    nodes = TreeMemberSerializer(many=True, help_text="In the order of joining, so inviters before their recruits.")

    def get_complete(self, tree: OwnTree) -> bool:
        return tree.beyond == 0


class OwnTreeView(KnownParameters, OwnPlaceView):
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.ANALYTICS_READ}

    @extend_schema(
        summary="My tree: everybody whom I brought in, directly or not",
        description=f"At most {MOST_IN_TREE:,} people with me, the nearest generations first. What happened in the last"
        " seconds may not be counted yet.",
        responses=OwnTreeSerializer,
        tags=["taking part"],
    )
    def get(self, request: Request, slug: str) -> Response:
        tree = read_own_tree(self.place, at=timezone.now())
        # Thousands of plain values are written as they are; a serializer would walk through each of them.
        return Response(
            {
                "people": tree.people,
                "complete": tree.beyond == 0,
                "beyond": tree.beyond,
                "gap_days": tree.gap_days,
                "nodes": tree.nodes,
            }
        )
