"""One's own findings over HTTP: the most pressing first, and how many of them stand how."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.filters import KnownParameters
from campaigns.findings.api import FindingSerializer, detailed
from campaigns.findings.models import Finding
from campaigns.findings.showing import exactness
from campaigns.lists import listed
from campaigns.people.doors import Scope, signed_in
from campaigns.recruiting.api import OwnPlaceView


class OwnFindingsView(OwnPlaceView, ListAPIView[Finding]):
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.FINDINGS_READ}
    serializer_class = FindingSerializer
    ordering = ("pressing", "-id")

    def get_serializer_context(self) -> dict[str, Any]:
        rule = exactness(signed_in(self.request), self.campaign.pk)
        return {**super().get_serializer_context(), "sees_exactly": rule}

    def get_queryset(self) -> QuerySet[Finding]:
        return detailed(Finding.objects.filter(participant=self.place).by_pressing())

    get = listed(
        summary="My findings, the most pressing first",
        description="What needs an answer, then what waits for a reviewer, then what is decided; of each the latest"
        " first.",
        tags=["taking part"],
    )


class OwnStandingSerializer(serializers.Serializer[Any]):
    needs_info = serializers.IntegerField(help_text="A reviewer asks for more.")
    waiting = serializers.IntegerField(help_text="Nobody has decided yet.")
    verified = serializers.IntegerField(help_text="Found true, paid or not.")
    total = serializers.IntegerField()


class OwnStandingView(KnownParameters, OwnPlaceView):
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.FINDINGS_READ}

    @extend_schema(summary="How my findings stand, counted", responses=OwnStandingSerializer, tags=["taking part"])
    def get(self, request: Request, slug: str) -> Response:
        return Response(OwnStandingSerializer(Finding.objects.filter(participant=self.place).standing()).data)
