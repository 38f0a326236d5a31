"""Nudges over HTTP: who is about to drop out, writing to them, and what that did; for organizers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.errors import InvalidInput
from campaigns.filters import KnownParameters
from campaigns.lists import listed
from campaigns.outreach.measuring import Effect, Fate, effects_of, fates_of
from campaigns.outreach.models import MOST_NOTE, MOST_SUBJECT, MOST_TEXT, Nudge
from campaigns.outreach.nudging import Reach, checked_words, reach_of, refuse_unless_live, send_nudge
from campaigns.outreach.rules import REASONS
from campaigns.people.doors import ORGANIZER, Scope, Who, signed_in
from campaigns.planning.access import CampaignView
from campaigns.recruiting.models import Participant

MOST_SHOWN = 1_000


class ReasonSerializer(serializers.Serializer[Any]):
    """How many can't be written to for one reason; not who they are."""

    reason = serializers.ChoiceField(list(REASONS))
    sentence = serializers.CharField()
    people = serializers.IntegerField()


class CandidateSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="public_id")
    display_name = serializers.CharField()
    why = serializers.CharField(help_text="What says that they are about to drop out.")
    can_be_written_to = serializers.SerializerMethodField()

    def get_can_be_written_to(self, person: Any) -> bool:
        return not person.against


class ReachSerializer(serializers.Serializer[Any]):
    """Whom a nudge would go to if it were sent now."""

    people = serializers.IntegerField(help_text="In the audience.")
    would_get_it = serializers.IntegerField()
    held_out = serializers.IntegerField(help_text="Drawn by chance and not written to, so that it shows what it did.")
    unreachable = ReasonSerializer(many=True)


class CandidatesSerializer(ReachSerializer):
    results = CandidateSerializer(many=True, help_text="The first thousand.")


class NudgePreviewSerializer(ReachSerializer):
    subject = serializers.CharField()
    text = serializers.CharField()


class ArmSerializer(serializers.Serializer[Any]):
    people = serializers.IntegerField()
    active = serializers.IntegerField()
    share = serializers.FloatField(allow_null=True)


class DifferenceSerializer(serializers.Serializer[Any]):
    """Share of the treated minus share of those held out, with its 95 % interval (Newcombe's)."""

    value = serializers.FloatField(allow_null=True)
    n = serializers.IntegerField()
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    missing = serializers.CharField(help_text="What is lacking, where there is no value.")


class EffectSerializer(serializers.Serializer[Any]):
    days = serializers.IntegerField(help_text="After the day of the nudge, in the campaign's zone.")
    ends_at = serializers.DateTimeField()
    treated = ArmSerializer()
    held_out = ArmSerializer()
    difference = DifferenceSerializer()
    sentence = serializers.CharField()


class LettersOfNudgeSerializer(serializers.Serializer[Any]):
    waiting = serializers.IntegerField(help_text="Not sent yet: for the quiet hours, the queue, or another try.")
    sent = serializers.IntegerField()
    failed = serializers.IntegerField()
    unknown = serializers.IntegerField(help_text="Perhaps sent; never tried again.")
    suppressed = ReasonSerializer(many=True)


class NudgeSerializer(serializers.ModelSerializer[Nudge]):
    id = serializers.UUIDField(source="public_id")
    branch = serializers.UUIDField(source="branch.public_id", default=None, allow_null=True)
    sent_by = serializers.CharField(source="sent_by.display_name", default="")
    sent_at = serializers.DateTimeField(source="at")
    treated = serializers.SerializerMethodField(help_text="People written to.")
    held_out = serializers.SerializerMethodField()
    letters = serializers.SerializerMethodField(help_text="What became of the letters.")
    effects = serializers.SerializerMethodField(help_text="Who was active again, within 7 and within 14 days.")

    class Meta:
        model = Nudge
        fields: ClassVar = [
            "id", "audience", "branch", "subject", "text", "note", "sent_by", "sent_at", "treated", "held_out",
            "letters", "effects",
        ]  # fmt: skip

    def get_treated(self, nudge: Nudge) -> int:
        return self._fate(nudge).treated

    def get_held_out(self, nudge: Nudge) -> int:
        return self._fate(nudge).held_out

    @extend_schema_field(LettersOfNudgeSerializer)
    def get_letters(self, nudge: Nudge) -> Any:
        fate = self._fate(nudge)
        ended = {state: fate.by_state.get(state, 0) for state in ("sent", "failed", "unknown", "suppressed")}
        suppressed = [(reason, fate.suppressed[reason]) for reason in REASONS if reason in fate.suppressed]
        return {**ended, "waiting": fate.treated - sum(ended.values()), "suppressed": _reasons(suppressed)}

    @extend_schema_field(EffectSerializer(many=True))
    def get_effects(self, nudge: Nudge) -> Any:
        return [_shown(effect) for effect in self._effects[nudge.pk]]

    def _fate(self, nudge: Nudge) -> Fate:
        return self._fates.get(nudge.pk) or Fate()

    @cached_property
    def _fates(self) -> Any:
        return fates_of(self._nudges)

    @cached_property
    def _effects(self) -> Any:
        return effects_of(self._nudges, at=timezone.now())

    @property
    def _nudges(self) -> Sequence[Nudge]:
        """Everything on the page, so that it is counted at once."""
        shown = self.instance if self.parent is None else self.parent.instance
        return shown if isinstance(shown, Sequence) else [shown] if isinstance(shown, Nudge) else []


class NudgeDraftSerializer(serializers.Serializer[Any]):
    audience = serializers.ChoiceField(Nudge.Audience.values)
    branch = serializers.UUIDField(
        required=False, allow_null=True, help_text="Of a quiet branch, the participant at its root; empty for all."
    )
    subject = serializers.CharField(max_length=MOST_SUBJECT, help_text="One line.")
    text = serializers.CharField(max_length=MOST_TEXT, help_text="Plain text; an empty line begins a paragraph.")
    note = serializers.CharField(
        required=False, allow_blank=True, max_length=MOST_NOTE, help_text="For the organizers alone."
    )
    preview = serializers.BooleanField(
        default=False, help_text="Say how many would get it, how many not and why; send nothing."
    )


class CandidatesView(KnownParameters, CampaignView):
    takes: ClassVar = ("audience", "branch")
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.PARTICIPANTS_READ}

    @extend_schema(
        summary="Who is about to drop out, why, and how many of them can be written to",
        parameters=[
            OpenApiParameter("audience", enum=Nudge.Audience.values, required=True),
            OpenApiParameter("branch", OpenApiTypes.UUID, description="The participant at the root of a branch."),
        ],
        responses=CandidatesSerializer,
        tags=["nudges"],
    )
    def get(self, request: Request, slug: str) -> Response:
        audience = request.query_params.get("audience", Nudge.Audience.LAPSING)
        if audience not in Nudge.Audience.values:
            raise ValidationError({"audience": [f"One of {', '.join(Nudge.Audience.values)}."]})
        branch = _branch(self, audience, request.query_params.get("branch"))
        reach = reach_of(campaign=self.campaign, audience=audience, branch=branch, at=timezone.now())
        return Response(CandidatesSerializer({**_counts(reach), "results": reach.people[:MOST_SHOWN]}).data)


class NudgesView(CampaignView, ListAPIView[Nudge]):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,), "POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.PARTICIPANTS_READ, "POST": Scope.PARTICIPANTS_WRITE}
    serializer_class = NudgeSerializer
    ordering = ("-id",)

    def get_queryset(self) -> QuerySet[Nudge]:
        return Nudge.objects.filter(campaign=self.campaign).select_related("campaign", "branch", "sent_by")

    get = listed(summary="Nudges that were sent, and what they did", tags=["nudges"])

    @extend_schema(
        summary="Write to people about to drop out, or see whom it would reach",
        description="Of the people who can be written to a tenth, drawn by chance, is held out, from ten people on. "
        "With preview nothing is sent (200); else the nudge is (201). Nobody gets more than one nudge of a campaign in "
        "seven days, and nobody is written to who did not agree, or by night.",
        request=NudgeDraftSerializer,
        responses={200: NudgePreviewSerializer, 201: NudgeSerializer},
        tags=["nudges"],
    )
    def post(self, request: Request, slug: str) -> Response:
        draft = NudgeDraftSerializer(data=request.data)
        draft.is_valid(raise_exception=True)
        said = draft.validated_data
        now = timezone.now()
        branch = _branch(self, said["audience"], said.get("branch"))
        words = {"subject": said["subject"], "text": said["text"], "note": said.get("note", "")}
        if said["preview"]:
            refuse_unless_live(self.campaign, at=now)
            subject, text, _ = checked_words(**words)
            reach = reach_of(campaign=self.campaign, audience=said["audience"], branch=branch, at=now)
            return Response(NudgePreviewSerializer({**_counts(reach), "subject": subject, "text": text}).data)
        nudge = send_nudge(
            campaign=self.campaign,
            organizer=signed_in(request),
            audience=said["audience"],
            branch=branch,
            at=now,
            **words,
        )
        return Response(NudgeSerializer(self.get_queryset().get(pk=nudge.pk)).data, status=201)


def _branch(view: CampaignView, audience: str, named: Any) -> Participant | None:
    if not named:
        return None
    if audience != Nudge.Audience.QUIET_BRANCH:
        raise InvalidInput(
            "branch_without_use", "A branch is named for the audience quiet_branch alone.", field="branch"
        )
    try:
        name = UUID(str(named))
    except ValueError:
        raise ValidationError({"branch": ["This is not the id of a participant."]}) from None
    branch = Participant.objects.filter(campaign=view.campaign, public_id=name).first()
    if branch is None:
        raise InvalidInput("unknown_branch", "Nobody in this campaign has this id.", field="branch")
    return branch


def _counts(reach: Reach) -> dict[str, Any]:
    return {
        "people": len(reach.people),
        "would_get_it": len(reach.reachable) - reach.held_out,
        "held_out": reach.held_out,
        "unreachable": _reasons(reach.unreachable),
    }


def _reasons(counted: Sequence[tuple[str, int]]) -> list[dict[str, Any]]:
    return [{"reason": reason, "sentence": REASONS[reason], "people": people} for reason, people in counted]


def _shown(effect: Effect) -> Any:
    return EffectSerializer(effect).data
