"""What waits for somebody, over HTTP."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.filters import KnownParameters
from campaigns.participation.api import AlertSerializer
from campaigns.people.doors import STAFF, Who, signed_in
from campaigns.planning.access import CampaignView
from campaigns.planning.api import MoneySerializer, money
from rewards.agenda.reading import MOST_ALERTS, Agenda, read_agenda


class AgendaSerializer(serializers.Serializer[Agenda]):
    """Counts of what waits for the caller; null is what their roles do not let them do anything about."""

    reviews = serializers.IntegerField(allow_null=True, help_text="Findings that you may take up, or have taken up.")
    objections = serializers.IntegerField(allow_null=True, help_text="Objections to holds that nobody has answered.")
    signals = serializers.IntegerField(allow_null=True, help_text="Signals about people that nobody has decided.")
    holds = serializers.IntegerField(allow_null=True, help_text="Holds that nobody has decided.")
    batches = serializers.IntegerField(allow_null=True, help_text="Payout batches that somebody else drafted.")
    payout_objections = serializers.IntegerField(
        allow_null=True, help_text="Objections to not being paid, by holds that somebody else placed."
    )
    missing = serializers.SerializerMethodField(help_text="What a draft lacks to cover its prizes; zero for nothing.")
    alerts = AlertSerializer(many=True, help_text=f"Those that are open, the latest first, at most {MOST_ALERTS}.")

    @extend_schema_field(MoneySerializer(allow_null=True))
    def get_missing(self, agenda: Agenda) -> dict[str, Any] | None:
        minor = agenda.missing_minor
        return None if minor is None else money(minor, self.context["currency"])


class AgendaView(KnownParameters, CampaignView):
    who: ClassVar[dict[str, Who]] = {"GET": STAFF}

    @extend_schema(
        summary="What waits for you",
        description="All of it counted in one answer; the lists that it is counted from tell more.",
        responses=AgendaSerializer,
        tags=["campaigns"],
    )
    def get(self, request: Request, slug: str) -> Response:
        agenda = read_agenda(campaign=self.campaign, user=signed_in(request), at=timezone.now())
        return Response(AgendaSerializer(agenda, context={"currency": self.campaign.currency}).data)
