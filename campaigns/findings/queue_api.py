"""The queue over HTTP, the gold that is hidden in it, and how reviewers do."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from campaigns.errors import InvalidInput, NotFound
from campaigns.filters import KnownParameters
from campaigns.findings import gold as golden
from campaigns.findings.agreement import Agreement
from campaigns.findings.dossier_api import DossierSerializer, OpenDossierSerializer
from campaigns.findings.dossiers import open_dossiers, open_gold
from campaigns.findings.models import Finding, Gold
from campaigns.findings.review_queue import assessed, count_waiting, decidable, held, not_assessed, take_next
from campaigns.findings.reviewers import Record, read_records
from campaigns.findings.subjects import Subject
from campaigns.lists import listed
from campaigns.people.doors import ORGANIZER, REVIEWER, Scope, Who, signed_in
from campaigns.people.models import User
from campaigns.planning.access import CampaignView
from campaigns.planning.models import Objective

MOST_BESIDES = 20
_TRUTHS = {"true": True, "false": False}


class QueueView(CampaignView, GenericAPIView[Any]):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER, REVIEWER)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.FINDINGS_REVIEW}
    ordering: tuple[str, ...] = ("-priority", "pk")
    takes: ClassVar = ("objective", "state", "held", "assessed")

    @extend_schema(
        summary="What waits for you to review",
        description="Undecided findings that you may decide about and that are not with other reviewers, as many as"
        " are needed. Those on which most hangs come first; the pages end with those whose credibility has not been"
        " worked out yet, in the order of receipt. What you have taken up yourself stands under held=true.",
        parameters=[
            OpenApiParameter("objective", OpenApiTypes.UUID),
            OpenApiParameter("state", enum=list(Finding.UNDECIDED), description="Left out: all but needs_info."),
            OpenApiParameter("held", OpenApiTypes.BOOL, description="Instead: what you have taken up."),
            OpenApiParameter("assessed", OpenApiTypes.BOOL, description="false: only those at the end of the list."),
        ],
        responses=DossierSerializer(many=True),
        tags=["review"],
    )
    def get(self, request: Request, slug: str) -> Response:
        reviewer, at = signed_in(request), timezone.now()
        objective = asked_objective(self, request)
        if _asked_truth(request, "held"):
            kept = held(campaign=self.campaign, reviewer=reviewer, at=at)
            return self._page(kept.filter(objective=objective) if objective else kept, ("-id",))
        state = request.query_params.get("state")
        if state is not None and state not in Finding.UNDECIDED:
            raise ValidationError({"state": [f"One of {', '.join(Finding.UNDECIDED)}."]})
        waiting = decidable(campaign=self.campaign, reviewer=reviewer, at=at, objective=objective, state=state)
        rest, first = not_assessed(waiting), assessed(waiting, campaign=self.campaign)
        is_at_end = _asked_truth(request, "assessed") is False
        if is_at_end or ("cursor" not in request.query_params and not first.exists()):
            return self._page(rest, ("received_at", "id"), at_end=True)
        return self._page(first, ("-priority", "pk"), follow=rest)

    def _page(
        self,
        rows: QuerySet[Any],
        ordering: tuple[str, ...],
        *,
        follow: QuerySet[Finding] | None = None,
        at_end: bool = False,
    ) -> Response:
        """Cut a page; the last one of a list leads on to the one that follows, whose addresses name it."""
        self.ordering = ordering
        reader, at = signed_in(self.request), timezone.now()
        ids = [row.pk for row in self.paginate_queryset(self.filter_queryset(rows)) or ()]
        pages: Any = self.paginator
        if at_end:
            pages.next_url, pages.previous_url = self._at_end(pages.next_url), self._at_end(pages.previous_url)
        elif follow is not None and pages.next_url is None and follow.exists():
            pages.next_url = self._at_end(self.request.build_absolute_uri())
            pages.next_url = remove_query_param(pages.next_url, "cursor")
        dossiers = open_dossiers(Finding.objects.filter(pk__in=ids), reader=reader, at=at)
        # Only among what one holds is there any that has been decided: those are gold.
        decided = [pk for pk, dossier in dossiers.items() if dossier.finding.state not in Finding.UNDECIDED]
        for gold in Gold.objects.filter(finding__in=decided).select_related("finding"):
            dossiers[gold.finding_id] = open_gold(gold, reader=reader, at=at)
        shown = [dossiers[pk] for pk in ids if pk in dossiers]
        # One for all: what is looked up once for the reader stays in it.
        context: dict[str, Any] = {"request": self.request}
        told = [DossierSerializer(dossier, context=context).data for dossier in shown]
        response: Response = pages.get_paginated_response(told)
        return response

    @staticmethod
    def _at_end(url: str | None) -> str | None:
        return None if url is None else str(replace_query_param(url, "assessed", "false"))


class WaitingSerializer(serializers.Serializer[Any]):
    waiting = serializers.IntegerField(help_text="Findings that you may take up now.")
    oldest_received_at = serializers.DateTimeField(allow_null=True, help_text="When the oldest of them was received.")
    held = serializers.IntegerField(help_text="What you have taken up.")
    asked = serializers.IntegerField(help_text="What you may decide about and whose reporter was asked something.")


class WaitingView(KnownParameters, CampaignView):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER, REVIEWER)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.FINDINGS_REVIEW}

    @extend_schema(summary="How much waits for you to review", responses=WaitingSerializer, tags=["review"])
    def get(self, request: Request, slug: str) -> Response:
        waits = count_waiting(campaign=self.campaign, reviewer=signed_in(request), at=timezone.now())
        return Response(WaitingSerializer(waits).data)


class NextSerializer(serializers.Serializer[Any]):
    objective = serializers.UUIDField(required=False, allow_null=True, help_text="Only findings of this objective.")
    besides = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        default=list,
        max_length=MOST_BESIDES,
        help_text="What you have taken up and do not want given again.",
    )


class TakenSerializer(serializers.Serializer[Any]):
    finding = OpenDossierSerializer(allow_null=True)
    detail = serializers.CharField(help_text="What happened, in a sentence.")


class NextView(CampaignView):
    who: ClassVar[dict[str, Who]] = {"POST": (ORGANIZER, REVIEWER)}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.FINDINGS_REVIEW}

    @extend_schema(
        summary="Take up what is best reviewed next",
        description="It is yours for as long as the campaign gives. What you have taken up already comes first, with"
        " its time anew: decide about it or give it back to get another. Where nothing waits, finding is null.",
        request=NextSerializer,
        responses=TakenSerializer,
        tags=["review"],
    )
    def post(self, request: Request, slug: str) -> Response:
        said = NextSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        objective = None
        if said.validated_data.get("objective"):
            objective = find_objective(self, said.validated_data["objective"])
        reader, at = signed_in(request), timezone.now()
        taken = take_next(
            campaign=self.campaign,
            reviewer=reader,
            at=at,
            objective=objective,
            besides=said.validated_data["besides"],
        )
        if taken is None:
            return Response({"finding": None, "detail": "Nothing waits for you to review now."})
        subject = Subject(taken.finding, taken, reader) if isinstance(taken, Gold) else Subject(taken, None, reader)
        dossier = subject.dossier(at=at)
        own = dossier.own_claim(reader)
        until = own.expires_at.isoformat(timespec="minutes").replace("+00:00", "Z") if own else "then"
        shown = OpenDossierSerializer(
            dossier, context={"request": request, "refusal": subject.refusal_to_decide(at=at)}
        ).data
        return Response({"finding": shown, "detail": f"It is with you until {until}."})


class GoldSerializer(serializers.ModelSerializer[Gold]):
    id = serializers.UUIDField(source="public_id", help_text="The name by which reviewers see it.")
    finding = serializers.UUIDField(source="finding.public_id")
    answered = serializers.SerializerMethodField(help_text="How many reviewers have answered it.")
    right = serializers.SerializerMethodField(help_text="How many of them rightly.")

    class Meta:
        model = Gold
        fields: ClassVar = ["id", "finding", "is_true", "made_at", "retired_at", "answered", "right"]

    def get_answered(self, gold: Gold) -> int:
        return len(gold.answers.all())

    def get_right(self, gold: Gold) -> int:
        return sum(answer.said_true == gold.is_true for answer in gold.answers.all())


class MakeGoldSerializer(serializers.Serializer[Any]):
    finding = serializers.UUIDField(help_text="Verified, rejected or reversed, and certainly rightly.")


class GoldenView(CampaignView, ListAPIView[Gold]):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,), "POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.FINDINGS_REVIEW, "POST": Scope.FINDINGS_REVIEW}
    serializer_class = GoldSerializer

    def get_queryset(self) -> QuerySet[Gold]:
        return golden.gold_of(campaign=self.campaign).prefetch_related("answers")

    get = listed(summary="The gold that measures reviewers", tags=["review"])

    @extend_schema(
        summary="Make a decided finding gold",
        description="It is shown now and then to reviewers who had no say in it, as if it were new. What they say of"
        " it changes nothing and is only compared with the truth. Retired gold cannot be made anew.",
        request=MakeGoldSerializer,
        responses={201: GoldSerializer},
        tags=["review"],
    )
    def post(self, request: Request, slug: str) -> Response:
        said = MakeGoldSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        finding = Finding.objects.filter(public_id=said.validated_data["finding"], campaign=self.campaign).first()
        if finding is None:
            raise InvalidInput("unknown_finding", "This campaign has no such finding.", field="finding")
        gold = golden.make_gold(finding=finding, organizer=signed_in(request), at=timezone.now())
        return Response(GoldSerializer(gold).data, status=201)


class RetireGoldView(CampaignView):
    who: ClassVar[dict[str, Who]] = {"POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.FINDINGS_REVIEW}

    @cached_property
    def gold(self) -> Gold:
        gold = golden.gold_of(campaign=self.campaign).filter(public_id=self.kwargs["gold_id"]).first()
        if gold is None:
            raise NotFound("unknown_gold", "This campaign has no such gold.")
        return gold

    @extend_schema(summary="Show gold to nobody any more", request=None, responses=GoldSerializer, tags=["review"])
    def post(self, request: Request, slug: str, gold_id: UUID) -> Response:
        gold = golden.retire_gold(gold=self.gold, organizer=signed_in(request), at=timezone.now())
        return Response(GoldSerializer(gold).data)


class AgreementSerializer(serializers.Serializer[Any]):
    n = serializers.IntegerField(help_text="In how many cases the two can be compared.")
    agreed = serializers.IntegerField()
    kappa = serializers.SerializerMethodField(help_text="Cohen's kappa, from -1 to 1; null where it says nothing.")
    unsaid = serializers.CharField(help_text="Why there is no kappa: too few cases (below 10), or one-sided ones.")

    @extend_schema_field(serializers.FloatField(allow_null=True))
    def get_kappa(self, agreement: Agreement) -> float | None:
        return None if agreement.kappa is None else round(float(agreement.kappa), 3)


class ReviewerPersonSerializer(serializers.ModelSerializer[User]):
    id = serializers.UUIDField(source="public_id")

    class Meta:
        model = User
        fields: ClassVar = ["id", "display_name", "email"]


class RecordSerializer(serializers.Serializer[Record]):
    reviewer = ReviewerPersonSerializer()
    roles = serializers.ListField(child=serializers.CharField(), help_text="Those held now.")
    decided = serializers.IntegerField(help_text="Verdicts that this person wrote.")
    votes = serializers.IntegerField()
    minutes = serializers.FloatField(allow_null=True, help_text="Median from taking up to saying something.")
    gold = AgreementSerializer(help_text="With gold, whose truth is certain.")
    outcomes = AgreementSerializer(help_text="With what became of findings that several voted on.")


class RecordsSerializer(serializers.Serializer[Any]):
    results = RecordSerializer(many=True)


class ReviewersView(KnownParameters, CampaignView):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.FINDINGS_REVIEW}

    @extend_schema(
        summary="How the campaign's reviewers do",
        description="Everybody who may review, or did. Agreement is Cohen's kappa; fewer than ten cases have none.",
        responses=RecordsSerializer,
        tags=["review"],
    )
    def get(self, request: Request, slug: str) -> Response:
        return Response(RecordsSerializer({"results": read_records(campaign=self.campaign)}).data)


def asked_objective(view: CampaignView, request: Request) -> Objective | None:
    given = request.query_params.get("objective")
    if given is None:
        return None
    try:
        return find_objective(view, UUID(given))
    except ValueError:
        raise ValidationError({"objective": ["The id of the objective."]}) from None


def find_objective(view: CampaignView, public_id: UUID) -> Objective:
    objective = Objective.objects.filter(public_id=public_id, campaign=view.campaign).first()
    if objective is None:
        raise InvalidInput("unknown_objective", "This campaign has no such objective.", field="objective")
    return objective


def _asked_truth(request: Request, name: str) -> bool | None:
    given = request.query_params.get(name)
    if given is None:
        return None
    if given not in _TRUTHS:
        raise ValidationError({name: ["true or false."]})
    return _TRUTHS[given]
