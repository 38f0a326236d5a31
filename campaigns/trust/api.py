"""Holds and quarantines over HTTP, for the organizers who decide: what each touches is shown before it is decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.errors import InvalidInput, NotFound, NotPossibleNow
from campaigns.lists import listed
from campaigns.people.doors import ORGANIZER, Scope, Who, signed_in
from campaigns.planning.access import CampaignView
from campaigns.planning.api import MoneySerializer, money
from campaigns.planning.models import Campaign
from campaigns.recruiting.api import PersonSerializer
from campaigns.recruiting.models import Participant
from campaigns.trust import operations
from campaigns.trust.consequences import Consequences, consequences_for_branch, consequences_for_person
from campaigns.trust.filters import HoldFilters
from campaigns.trust.models import Hold, Quarantine
from campaigns.trust.objections_api import ObjectionSerializer, TrustNoteSerializer, by, said_by
from campaigns.trust.risk import reason

# What an organizer says, and what is written down.
DECISIONS = {"clear": Hold.Decision.CLEARED, "exclude": Hold.Decision.EXCLUDED, "ban": Hold.Decision.BANNED}


class ConsequencesSerializer(serializers.Serializer[Consequences]):
    """What it touches; asking for it changes nothing."""

    people = serializers.IntegerField()
    undecided_findings = serializers.IntegerField(help_text="Reports of theirs that nobody has decided about.")
    held = serializers.SerializerMethodField(help_text="Earned and not payable yet; forfeited 14 days after a removal.")
    payable = serializers.SerializerMethodField(help_text="Earned and payable; not paid out meanwhile.")

    @extend_schema_field(MoneySerializer)
    def get_held(self, what: Consequences) -> dict[str, Any]:
        return money(what.held_minor, self.context["currency"])

    @extend_schema_field(MoneySerializer)
    def get_payable(self, what: Consequences) -> dict[str, Any]:
        return money(what.payable_minor, self.context["currency"])


class TrustHoldSerializer(serializers.ModelSerializer[Hold]):
    id = serializers.UUIDField(source="public_id")
    participant = PersonSerializer()
    signal = serializers.UUIDField(source="signal.public_id", default=None, allow_null=True)
    reason = serializers.SerializerMethodField()
    placed_by = serializers.SerializerMethodField(help_text="None: the platform, because of the signal.")
    decision = serializers.CharField(help_text="Empty until somebody decides.")
    decided_by = serializers.SerializerMethodField()
    active = serializers.SerializerMethodField(help_text="Neither decided nor run out.")

    class Meta:
        model = Hold
        fields: ClassVar = [
            "id", "participant", "signal", "reason", "placed_at", "placed_by", "expires_at", "active", "decision",
            "decided_at", "decided_by", "note",
        ]  # fmt: skip

    def get_reason(self, hold: Hold) -> str:
        if hold.placed_by_id or hold.signal is None:
            return hold.reason
        return str(reason(hold.signal.kind, hold.signal.facts["numbers"]))

    def get_placed_by(self, hold: Hold) -> str | None:
        return by(hold.placed_by)

    def get_decided_by(self, hold: Hold) -> str | None:
        return by(hold.decided_by)

    def get_active(self, hold: Hold) -> bool:
        return _is_active(hold, timezone.now())


class TrustHoldDetailSerializer(TrustHoldSerializer):
    touches = serializers.SerializerMethodField(help_text="What deciding about this person touches.")
    objections = ObjectionSerializer(many=True)

    class Meta(TrustHoldSerializer.Meta):
        fields: ClassVar = [*TrustHoldSerializer.Meta.fields, "touches", "objections"]

    @extend_schema_field(ConsequencesSerializer)
    def get_touches(self, hold: Hold) -> dict[str, Any]:
        return _said(consequences_for_person(hold.participant), hold.campaign)


class TrustHoldDraftSerializer(serializers.Serializer[Any]):
    participant = serializers.UUIDField()
    reason = serializers.CharField(
        max_length=operations.MOST_REASON, help_text="Why; the person reads it as it is written here."
    )
    days = serializers.IntegerField(
        min_value=1, max_value=operations.MOST_HOLD_DAYS, required=False, default=operations.HOLD_DAYS
    )


class DecisionSerializer(serializers.Serializer[Any]):
    decision = serializers.ChoiceField(list(DECISIONS), help_text="Clear it, exclude from rewards, or ban altogether.")
    note = serializers.CharField(
        max_length=operations.MOST_NOTE,
        required=False,
        allow_blank=True,
        default="",
        help_text="Why; needed unless it is cleared. The person reads it.",
    )


class QuarantineSerializer(serializers.ModelSerializer[Quarantine]):
    id = serializers.UUIDField(source="public_id")
    root = PersonSerializer()
    placed_by = serializers.SerializerMethodField()
    lifted_by = serializers.SerializerMethodField()

    class Meta:
        model = Quarantine
        fields: ClassVar = [
            "id", "root", "reason", "placed_at", "placed_by", "lifted_at", "lifted_by", "note",
        ]  # fmt: skip

    def get_placed_by(self, quarantine: Quarantine) -> str | None:
        return by(quarantine.placed_by)

    def get_lifted_by(self, quarantine: Quarantine) -> str | None:
        return by(quarantine.lifted_by)


class RootSerializer(PersonSerializer):
    """The person at a branch's root, and what deciding about them alone touches."""

    removed_at = serializers.DateTimeField(allow_null=True, help_text="Since when they earn nothing any more.")
    banned = serializers.BooleanField(source="is_banned", help_text="Removed, and may not take part either.")
    touches = serializers.SerializerMethodField()

    @extend_schema_field(ConsequencesSerializer)
    def get_touches(self, participant: Participant) -> dict[str, Any]:
        return _said(consequences_for_person(participant), participant.campaign)


class QuarantineViewSerializer(serializers.Serializer[Any]):
    """How a branch stands, and what a quarantine of it touches."""

    quarantine = QuarantineSerializer(allow_null=True, help_text="The one that is in force here; null for none.")
    inside_another = serializers.BooleanField(help_text="Somebody above is the root of a branch in quarantine.")
    touches = ConsequencesSerializer()
    root = RootSerializer()


class QuarantineDraftSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(
        max_length=operations.MOST_REASON, help_text="Why; the person at the root reads it as it is written here."
    )


class HoldsView(CampaignView, ListAPIView[Hold]):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,), "POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.PARTICIPANTS_READ, "POST": Scope.PARTICIPANTS_WRITE}
    serializer_class = TrustHoldSerializer
    filterset_class = HoldFilters

    def get_queryset(self) -> QuerySet[Hold]:
        return _seen_holds().filter(campaign=self.campaign)

    get = listed(summary="Whose rewards wait, or waited, and what was decided", tags=["trust"])

    @extend_schema(
        summary="Put somebody's rewards on hold",
        description="What they earn is held, what is held is not released and nothing is paid out to them, until"
        " somebody decides or the hold runs out. Nobody holds themselves, their upline or their downline.",
        request=TrustHoldDraftSerializer,
        responses={201: TrustHoldDetailSerializer},
        tags=["trust"],
    )
    def post(self, request: Request, slug: str) -> Response:
        said = said_by(TrustHoldDraftSerializer, request)
        participant = Participant.objects.filter(campaign=self.campaign, public_id=said["participant"]).first()
        if participant is None:
            raise InvalidInput("unknown_participant", "This campaign has no such participant.", field="participant")
        hold = operations.place_hold(
            participant=participant,
            reason=said["reason"],
            days=said["days"],
            placed_by=signed_in(request),
            at=timezone.now(),
        )
        return Response(_shown_hold(hold), status=201)


class _AboutHold(APIView):
    """An endpoint about one hold, for organizers."""

    @cached_property
    def hold(self) -> Hold:
        hold = _seen_holds().filter(public_id=self.kwargs["trust_hold_id"]).first()
        if hold is None or not signed_in(self.request).may(hold.campaign_id, ORGANIZER):
            raise NotFound("unknown_hold", "There is no such hold, or not for you to see.")
        return hold

    @property
    def campaign(self) -> Campaign:
        return self.hold.campaign


class HoldView(_AboutHold):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.PARTICIPANTS_READ}

    @extend_schema(
        summary="Read a hold, and what deciding it touches", responses=TrustHoldDetailSerializer, tags=["trust"]
    )
    def get(self, request: Request, trust_hold_id: str) -> Response:
        return Response(_shown_hold(self.hold))


class DecideHoldView(_AboutHold):
    who: ClassVar[dict[str, Who]] = {"POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.PARTICIPANTS_WRITE}

    @extend_schema(
        summary="Decide a hold: clear, exclude or ban",
        description="Once. Excluded, they earn nothing any more: their shares go to the remainder, never up the chain,"
        " and what is held of them is forfeited after 14 days unless they object. Banned, they take no part either.",
        request=DecisionSerializer,
        responses=TrustHoldDetailSerializer,
        tags=["trust"],
    )
    def post(self, request: Request, trust_hold_id: str) -> Response:
        said = said_by(DecisionSerializer, request)
        hold = operations.decide_hold(
            hold=self.hold,
            decision=DECISIONS[said["decision"]].value,
            note=said["note"],
            decided_by=signed_in(request),
            at=timezone.now(),
        )
        return Response(_shown_hold(hold))


class _AboutBranch(APIView):
    """An endpoint about a branch's quarantine, for organizers."""

    @cached_property
    def root(self) -> Participant:
        root = Participant.objects.filter(public_id=self.kwargs["participant_id"]).select_related("campaign").first()
        if root is None or not signed_in(self.request).may(root.campaign_id, ORGANIZER):
            raise NotFound("unknown_participant", "There is no such participant, or not for you to see.")
        return root

    @property
    def campaign(self) -> Campaign:
        return self.root.campaign

    def _shown(self) -> dict[str, Any]:
        above = [member.participant_id for member in Participant.objects.chain_of(self.root.pk)[1:]]
        in_force = Quarantine.objects.filter(lifted_at__isnull=True).select_related("root", "placed_by", "lifted_by")
        shown = QuarantineViewSerializer(
            {
                "quarantine": in_force.filter(root=self.root).first(),
                "inside_another": in_force.filter(root__in=above).exists(),
                "touches": consequences_for_branch(self.root),
                "root": self.root,
            },
            context={"currency": self.campaign.currency},
        )
        return dict(shown.data)


class QuarantineView(_AboutBranch):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,), "POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.PARTICIPANTS_READ, "POST": Scope.PARTICIPANTS_WRITE}

    @extend_schema(
        summary="What a quarantine of this branch touches", responses=QuarantineViewSerializer, tags=["trust"]
    )
    def get(self, request: Request, participant_id: str) -> Response:
        return Response(self._shown())

    @extend_schema(
        summary="Put a branch in quarantine",
        description="Nobody can join below, and the rewards of everybody in it wait. They go on reporting, and get what"
        " is theirs once it is lifted.",
        request=QuarantineDraftSerializer,
        responses={201: QuarantineViewSerializer},
        tags=["trust"],
    )
    def post(self, request: Request, participant_id: str) -> Response:
        said = said_by(QuarantineDraftSerializer, request)
        operations.quarantine_branch(
            root=self.root, reason=said["reason"], placed_by=signed_in(request), at=timezone.now()
        )
        return Response(self._shown(), status=201)


class LiftQuarantineView(_AboutBranch):
    who: ClassVar[dict[str, Who]] = {"POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.PARTICIPANTS_WRITE}

    @extend_schema(
        summary="Lift a branch's quarantine",
        description="What waited in it is released within the day.",
        request=TrustNoteSerializer,
        responses=QuarantineViewSerializer,
        tags=["trust"],
    )
    def post(self, request: Request, participant_id: str) -> Response:
        said = said_by(TrustNoteSerializer, request)
        quarantine = Quarantine.objects.filter(root=self.root, lifted_at__isnull=True).first()
        if quarantine is None:
            raise NotPossibleNow("not_in_quarantine", "This branch is not in quarantine by itself.")
        operations.lift_quarantine(
            quarantine=quarantine, lifted_by=signed_in(request), at=timezone.now(), note=said["note"]
        )
        return Response(self._shown())


class QuarantinesView(CampaignView, ListAPIView[Quarantine]):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.PARTICIPANTS_READ}
    serializer_class = QuarantineSerializer

    def get_queryset(self) -> QuerySet[Quarantine]:
        return Quarantine.objects.filter(campaign=self.campaign).select_related("root", "placed_by", "lifted_by")

    get = listed(summary="The campaign's quarantines, in force and lifted", tags=["trust"])


def _seen_holds() -> QuerySet[Hold]:
    return Hold.objects.select_related("campaign", "participant__campaign", "signal", "placed_by", "decided_by")


def _shown_hold(hold: Hold) -> dict[str, Any]:
    return dict(TrustHoldDetailSerializer(_seen_holds().get(pk=hold.pk)).data)


def _is_active(hold: Hold, at: datetime) -> bool:
    return hold.decided_at is None and hold.expires_at > at


def _said(what: Consequences, campaign: Campaign) -> dict[str, Any]:
    return dict(ConsequencesSerializer(what, context={"currency": campaign.currency}).data)
