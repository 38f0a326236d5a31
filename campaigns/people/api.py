"""Who am I: the signed-in person, and the campaigns where they have a role."""

from __future__ import annotations

from typing import ClassVar

from django.db.models import prefetch_related_objects
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.people.doors import SIGNED_IN, Scope, Who, signed_in
from campaigns.people.models import Role, User


class RoleHeldSerializer(serializers.ModelSerializer[Role]):
    campaign = serializers.SlugRelatedField[Role](slug_field="slug", read_only=True)
    role = serializers.CharField(source="kind")

    class Meta:
        model = Role
        fields: ClassVar = ["campaign", "role"]


class MeSerializer(serializers.ModelSerializer[User]):
    id = serializers.UUIDField(source="public_id")
    is_operator = serializers.BooleanField(source="is_staff")
    roles = RoleHeldSerializer(many=True)

    class Meta:
        model = User
        fields: ClassVar = ["id", "email", "display_name", "language", "time_zone", "is_operator", "roles"]


class MeView(APIView):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.CAMPAIGNS_READ}

    @extend_schema(summary="Who am I", responses=MeSerializer, tags=["me"])
    def get(self, request: Request) -> Response:
        return Response(MeSerializer(_with_roles(signed_in(request))).data)


def _with_roles(user: User) -> User:
    prefetch_related_objects([user], "roles__campaign")
    return user
