"""Secret facts over HTTP: organizers write them, reporters answer them, reviewers see what matched."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.errors import NotAllowed, NotFound
from campaigns.filters import KnownParameters
from campaigns.findings import facts
from campaigns.findings.api import FindingView
from campaigns.findings.models import FactAnswer, SecretFact
from campaigns.findings.reporting_api import AnswersField, checked_facts
from campaigns.lists import listed
from campaigns.people.doors import ANYONE, ORGANIZER, REVIEWER, SIGNED_IN, Scope, Who, signed_in
from campaigns.people.models import User
from campaigns.planning.objectives_api import ObjectiveView


class FactSerializer(serializers.ModelSerializer[SecretFact]):
    """A question; its answer is never shown to anybody."""

    id = serializers.UUIDField(source="public_id")

    class Meta:
        model = SecretFact
        fields: ClassVar = ["id", "question", "made_at", "withdrawn_at"]


class FactDraftSerializer(serializers.Serializer[Any]):
    question = serializers.CharField(max_length=200)
    answer = serializers.CharField(
        max_length=facts.LONGEST_ANSWER,
        write_only=True,
        help_text="Case, accents, width, punctuation and spaces do not matter. It cannot be read again.",
    )


class ObjectiveFactsView(ObjectiveView, ListAPIView[SecretFact]):
    who: ClassVar[dict[str, Who]] = {"GET": ANYONE, "POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.CAMPAIGNS_READ, "POST": Scope.CAMPAIGNS_WRITE}
    serializer_class = FactSerializer
    ordering = ("id",)

    def get_queryset(self) -> QuerySet[SecretFact]:
        questions = SecretFact.objects.filter(objective=self.objective)
        user = self.request.user
        if isinstance(user, User) and user.may(self.campaign.pk, REVIEWER):
            return questions
        return questions.filter(withdrawn_at=None)

    get = listed(
        summary="The questions that a witness can answer; organizers and reviewers see withdrawn ones too",
        tags=["objectives"],
    )

    @extend_schema(
        summary="Add a secret fact",
        request=FactDraftSerializer,
        responses={201: FactSerializer},
        tags=["objectives"],
    )
    def post(self, request: Request, objective_id: str) -> Response:
        said = FactDraftSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        fact = facts.add_fact(
            objective=self.objective, actor=signed_in(request), at=timezone.now(), **said.validated_data
        )
        return Response(FactSerializer(fact).data, status=201)


class ObjectiveFactView(ObjectiveView):
    who: ClassVar[dict[str, Who]] = {"DELETE": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"DELETE": Scope.CAMPAIGNS_WRITE}

    @extend_schema(
        summary="Withdraw a secret fact: it is not asked any more, and what was answered stays",
        responses={204: None},
        tags=["objectives"],
    )
    def delete(self, request: Request, objective_id: str, fact_id: str) -> Response:
        fact = SecretFact.objects.filter(objective=self.objective, public_id=fact_id).first()
        if fact is None:
            raise NotFound("unknown_fact", "The objective has no such question.")
        facts.withdraw_fact(fact=fact, actor=signed_in(request), at=timezone.now())
        return Response(status=204)


class FactAnswerSerializer(serializers.Serializer[Any]):
    attempt = serializers.IntegerField()
    at = serializers.DateTimeField()
    matched = serializers.BooleanField(
        required=False, help_text="For organizers and reviewers; reporters are not told."
    )


class AnsweredFactSerializer(serializers.Serializer[Any]):
    fact = serializers.UUIDField()
    question = serializers.CharField()
    attempts_left = serializers.IntegerField(help_text="Of three, over all reports of the participant.")
    answers = FactAnswerSerializer(many=True, help_text="Those that came with this finding.")


class AnsweredFactsSerializer(serializers.Serializer[Any]):
    results = AnsweredFactSerializer(many=True)


class AnswersSerializer(serializers.Serializer[Any]):
    facts = AnswersField(
        allow_empty=False,
        help_text="Answers by the ids of the questions. Each spends one of three attempts.",
    )

    def validate_facts(self, said: dict[str, str]) -> dict[UUID, str]:
        return checked_facts(said)


class FindingFactsView(KnownParameters, FindingView):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN, "POST": SIGNED_IN}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.FINDINGS_READ, "POST": Scope.FINDINGS_WRITE}

    @extend_schema(
        summary="What was answered to the objective's questions",
        responses=AnsweredFactsSerializer,
        tags=["findings"],
    )
    def get(self, request: Request, finding_id: str) -> Response:
        return Response(AnsweredFactsSerializer({"results": self._answered()}).data)

    @extend_schema(
        summary="Answer the objective's questions; whether the answers are right is not told",
        request=AnswersSerializer,
        responses={201: AnsweredFactsSerializer},
        tags=["findings"],
    )
    def post(self, request: Request, finding_id: str) -> Response:
        if not self._is_reporter():
            raise NotAllowed("not_your_finding", "Only its reporter can do that with a finding.")
        said = AnswersSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        facts.answer_facts(finding=self.finding, answers=said.validated_data["facts"], at=timezone.now())
        return Response(AnsweredFactsSerializer({"results": self._answered()}).data, status=201)

    def _is_reporter(self) -> bool:
        return self.finding.participant.user_id == self.request.user.pk

    def _answered(self) -> list[dict[str, Any]]:
        # Nobody learns whether their own answers were right, whatever their role.
        tells = not self._is_reporter() and signed_in(self.request).may(self.finding.campaign_id, REVIEWER)
        given = list(FactAnswer.objects.filter(finding=self.finding).order_by("at", "pk"))
        asked = SecretFact.objects.filter(objective=self.finding.objective_id).order_by("pk")
        return [
            {
                "fact": fact.public_id,
                "question": fact.question,
                "attempts_left": facts.attempts_left(fact=fact, participant=self.finding.participant),
                "answers": [
                    {
                        "attempt": answer.attempt,
                        "at": answer.at + self.finding.shown_later,
                        **({"matched": answer.matched} if tells else {}),
                    }
                    for answer in given
                    if answer.fact_id == fact.pk
                ],
            }
            for fact in asked
            if fact.withdrawn_at is None or any(answer.fact_id == fact.pk for answer in given)
        ]
