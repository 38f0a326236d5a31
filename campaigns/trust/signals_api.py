"""Signals over HTTP: what was noticed, in sentences, for organizers; and saying whether something is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.errors import NotFound
from campaigns.lists import listed
from campaigns.people.doors import ORGANIZER, Scope, Who, signed_in
from campaigns.planning.access import CampaignView
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from campaigns.trust.filters import KINDS, SignalFilters
from campaigns.trust.models import Signal
from campaigns.trust.risk import RULES, sentence
from campaigns.trust.signals import decide_signal, people_of


class ConcernedSerializer(serializers.Serializer[Any]):
    """Somebody whom a signal concerns; not everybody concerned is suspected."""

    id = serializers.UUIDField()
    display_name = serializers.CharField()
    suspected = serializers.BooleanField()


class SignalSerializer(serializers.ModelSerializer[Signal]):
    id = serializers.UUIDField(source="public_id")
    kind = serializers.ChoiceField(KINDS)
    title = serializers.SerializerMethodField(help_text="What the rule is called.")
    sentence = serializers.SerializerMethodField(help_text="What was noticed, with its numbers.")
    innocent = serializers.SerializerMethodField(help_text="What else may be behind it.")
    people = serializers.SerializerMethodField()
    finding = serializers.UUIDField(source="finding.public_id", allow_null=True, default=None)
    facts = serializers.SerializerMethodField(help_text="The numbers in the sentence.")
    holds = serializers.SerializerMethodField(help_text="The holds that rest on it.")

    class Meta:
        model = Signal
        fields: ClassVar = [
            "id", "kind", "severity", "title", "sentence", "innocent", "people", "finding", "facts", "holds",
            "noticed_at", "state", "decided_at", "note",
        ]  # fmt: skip

    def get_title(self, signal: Signal) -> str:
        return str(RULES[signal.kind].title)

    def get_sentence(self, signal: Signal) -> str:
        return str(sentence(signal.kind, signal.facts["numbers"]))

    def get_innocent(self, signal: Signal) -> str:
        return str(RULES[signal.kind].innocent)

    @extend_schema_field(ConcernedSerializer(many=True))
    def get_people(self, signal: Signal) -> list[dict[str, Any]]:
        suspects = {*signal.facts["suspects"]}
        return [
            {"id": name, "display_name": self._people[name].display_name, "suspected": name in suspects}
            for name in signal.facts["people"]
            if name in self._people
        ]

    @extend_schema_field({"type": "object", "additionalProperties": True})
    def get_facts(self, signal: Signal) -> Any:
        return signal.facts["numbers"]

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField()))
    def get_holds(self, signal: Signal) -> list[str]:
        return [str(hold.public_id) for hold in signal.holds.all()]

    @cached_property
    def _people(self) -> dict[str, Participant]:
        """Everybody on the page at once."""
        # Of a list this is the child, and what is shown is the parent's.
        shown = self.instance if self.parent is None else self.parent.instance
        return people_of(shown if isinstance(shown, Sequence) else [shown] if shown else [])


class SignalsView(CampaignView, ListAPIView[Signal]):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.PARTICIPANTS_READ}
    serializer_class = SignalSerializer
    filterset_class = SignalFilters
    ordering = ("-severity", "-id")

    def get_queryset(self) -> QuerySet[Signal]:
        return _shown(Signal.objects.filter(campaign=self.campaign))

    get = listed(
        summary="What was noticed about people and branches",
        description="The gravest first: 1 is to know of, 2 to look at, 3 put rewards on hold for somebody to decide.",
        tags=["trust"],
    )


class SignalDecisionSerializer(serializers.Serializer[Any]):
    state = serializers.ChoiceField(["cleared", "upheld"])
    note = serializers.CharField(max_length=1_000, help_text="Why; it stays with the signal.")


class DecideSignalView(APIView):
    who: ClassVar[dict[str, Who]] = {"POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.PARTICIPANTS_WRITE}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        # Whoever is no organizer of its campaign learns nothing of it, not even that it is there.
        if request.user.is_authenticated and not signed_in(request).may(self.campaign.pk):
            raise _unknown()
        super().initial(request, *args, **kwargs)

    @cached_property
    def signal(self) -> Signal:
        signal = _shown(Signal.objects.filter(public_id=self.kwargs["signal_id"])).first()
        if signal is None:
            raise _unknown()
        return signal

    @property
    def campaign(self) -> Campaign:
        return self.signal.campaign

    @extend_schema(
        summary="Decide a signal, once",
        description="Cleared, the holds that rest on it are cleared with it. Upheld, it counts against the standing of "
        "those suspected; what becomes of their rewards is decided by the holds.",
        request=SignalDecisionSerializer,
        responses=SignalSerializer,
        tags=["trust"],
    )
    def post(self, request: Request, signal_id: str) -> Response:
        said = SignalDecisionSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        signal = decide_signal(
            signal=self.signal, decided_by=signed_in(request), at=timezone.now(), **said.validated_data
        )
        return Response(SignalSerializer(_shown(Signal.objects.filter(pk=signal.pk)).get()).data)


def _shown(signals: QuerySet[Signal]) -> QuerySet[Signal]:
    return signals.select_related("campaign", "finding").prefetch_related("holds")


def _unknown() -> NotFound:
    return NotFound("unknown_signal", "There is no such signal, or not for you to see.")
