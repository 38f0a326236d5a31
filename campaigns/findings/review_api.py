"""The review over HTTP: the steps of reviewers, and those of the reporter who answers them.

Gold is met here under its own name as any other finding: what a reviewer says of it is taken down, and nothing moves.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.errors import InvalidInput, NotAllowed
from campaigns.findings import appealing, operations
from campaigns.findings import gold as golden
from campaigns.findings.api import FindingSerializer, FindingView, shown
from campaigns.findings.dossier_api import OpenDossierSerializer
from campaigns.findings.models import Finding
from campaigns.findings.subjects import Subject
from campaigns.people.doors import ORGANIZER, REVIEWER, SIGNED_IN, Scope, Who, signed_in


class NoteSerializer(serializers.Serializer[Any]):
    note = serializers.CharField(max_length=4_000, required=False, allow_blank=True, default="")


class RejectionSerializer(NoteSerializer):
    reason = serializers.ChoiceField(
        list(operations.REJECTION_REASONS),
        required=False,
        help_text="Left out: duplicate with duplicate_of, else other.",
    )
    duplicate_of = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text="A finding of the same objective that said it before: makes this a duplicate.",
    )


class ReviewView(FindingView):
    """A step of the review, for reviewers."""

    who: ClassVar[dict[str, Who]] = {"POST": (ORGANIZER, REVIEWER)}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.FINDINGS_REVIEW}

    @cached_property
    def subject(self) -> Subject:
        reader = signed_in(self.request)
        gold = golden.find_gold(public_id=self.kwargs["finding_id"], reviewer=reader)
        return Subject(finding=super().finding if gold is None else gold.finding, gold=gold, reader=reader)

    @cached_property
    def finding(self) -> Finding:
        return self.subject.finding

    def told(self, finding: Finding) -> Response:
        """Answer with the finding after a step; gold only ever as it looks."""
        return Response(shown(finding) if self.subject.gold is None else FindingSerializer(finding).data)

    def dossier(self) -> Response:
        now = timezone.now()
        context = {"request": self.request, "refusal": self.subject.refusal_to_decide(at=now)}
        return Response(OpenDossierSerializer(self.subject.dossier(at=now), context=context).data)


class DossierView(ReviewView):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER, REVIEWER)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.FINDINGS_REVIEW}

    @extend_schema(
        summary="Read all that a reviewer needs to know of a finding",
        description="Its evidence, every piece of its credibility, who has taken it up, the votes as far as they are"
        " open to you, and the verdicts of earlier rounds.",
        responses=OpenDossierSerializer,
        tags=["review"],
    )
    def get(self, request: Request, finding_id: str) -> Response:
        return self.dossier()


class ClaimView(ReviewView):
    who: ClassVar[dict[str, Who]] = {"POST": (ORGANIZER, REVIEWER), "DELETE": (ORGANIZER, REVIEWER)}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.FINDINGS_REVIEW, "DELETE": Scope.FINDINGS_REVIEW}

    @extend_schema(
        summary="Take a finding up, or keep it for longer",
        description="For as long as the campaign's review_minutes say it is with nobody else, where one reviewer is"
        " asked; where several are, with as many as are still needed. Taken up again it has the full time anew.",
        request=None,
        responses=OpenDossierSerializer,
        tags=["review"],
    )
    def post(self, request: Request, finding_id: str) -> Response:
        self.subject.claim(at=timezone.now())
        return self.dossier()

    @extend_schema(summary="Give a finding back", responses={204: None}, tags=["review"])
    def delete(self, request: Request, finding_id: str) -> Response:
        self.subject.release(at=timezone.now())
        return Response(status=204)


class VerifyView(ReviewView):
    @extend_schema(
        summary="Verify: it is true",
        description="Gives the finding its rank in the objective's quota; the chain is then paid within seconds. "
        "After as many as are paid it is verified with the quota filled. Where several reviewers are asked this is a "
        "vote, and the finding stays under review until more than two thirds of them agree.",
        request=NoteSerializer,
        responses=FindingSerializer,
        tags=["review"],
    )
    def post(self, request: Request, finding_id: str) -> Response:
        said = said_in(NoteSerializer, request)
        return self.told(self.subject.verify(at=timezone.now(), note=said["note"]))


class RejectView(ReviewView):
    @extend_schema(
        summary="Reject, with a reason, or as a duplicate",
        description="Where several reviewers are asked this is a vote, as verifying is.",
        request=RejectionSerializer,
        responses=FindingSerializer,
        tags=["review"],
    )
    def post(self, request: Request, finding_id: str) -> Response:
        said = said_in(RejectionSerializer, request)
        first = None
        if said.get("duplicate_of"):
            first = Finding.objects.filter(public_id=said["duplicate_of"], campaign=self.campaign).first()
            if first is None:
                raise InvalidInput("unknown_finding", "This campaign has no such finding.", field="duplicate_of")
        reason = said.get("reason")
        return self.told(self.subject.reject(at=timezone.now(), reason=reason, note=said["note"], duplicate_of=first))


class ReversalSerializer(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(list(operations.REVERSAL_REASONS), help_text="Why it was wrong.")
    note = serializers.CharField(max_length=4_000, help_text="What was wrong; everybody concerned reads it.")


class ReverseView(ReviewView):
    @extend_schema(
        summary="Reverse: it was wrong after all",
        description="For verified findings. What is held or payable of its prize returns to escrow within seconds;"
        " what was paid already becomes a debt that the next rewards of these people repay first. It cannot be taken"
        " back, and no other finding takes its rank.",
        request=ReversalSerializer,
        responses=FindingSerializer,
        tags=["review"],
    )
    def post(self, request: Request, finding_id: str) -> Response:
        return self.told(self.subject.reverse(at=timezone.now(), **said_in(ReversalSerializer, request)))


class RequestInfoView(ReviewView):
    @extend_schema(
        summary="Ask the reporter something",
        request=NoteSerializer,
        responses=FindingSerializer,
        tags=["review"],
    )
    def post(self, request: Request, finding_id: str) -> Response:
        said = said_in(NoteSerializer, request)
        return self.told(self.subject.ask(at=timezone.now(), note=said["note"]))


class ReporterView(FindingView):
    """A step that only the reporter takes."""

    who: ClassVar[dict[str, Who]] = {"POST": SIGNED_IN}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.FINDINGS_WRITE}

    def own_finding(self) -> Finding:
        if self.finding.participant.user_id != self.request.user.pk:
            raise NotAllowed("not_your_finding", "Only its reporter can do that with a finding.")
        return self.finding


class RespondView(ReporterView):
    @extend_schema(
        summary="Answer what a reviewer asked",
        request=NoteSerializer,
        responses=FindingSerializer,
        tags=["findings"],
    )
    def post(self, request: Request, finding_id: str) -> Response:
        said = said_in(NoteSerializer, request)
        finding = operations.respond_to_request(
            finding=self.own_finding(), reporter=signed_in(request), at=timezone.now(), note=said["note"]
        )
        return Response(shown(finding))


class WithdrawView(ReporterView):
    @extend_schema(
        summary="Take one's report back",
        request=NoteSerializer,
        responses=FindingSerializer,
        tags=["findings"],
    )
    def post(self, request: Request, finding_id: str) -> Response:
        said = said_in(NoteSerializer, request)
        finding = operations.withdraw_finding(
            finding=self.own_finding(), reporter=signed_in(request), at=timezone.now(), note=said["note"]
        )
        return Response(shown(finding))


class AppealSerializer(serializers.Serializer[Any]):
    note = serializers.CharField(max_length=4_000, help_text="Why it should be looked at again.")


class AppealView(ReporterView):
    @extend_schema(
        summary="Appeal against a rejection",
        description="Within 30 days, once. Somebody who had no say in the rejection decides anew.",
        request=AppealSerializer,
        responses=FindingSerializer,
        tags=["findings"],
    )
    def post(self, request: Request, finding_id: str) -> Response:
        own = self.own_finding()
        said = said_in(AppealSerializer, request)
        finding = appealing.appeal_finding(
            finding=own, reporter=signed_in(request), at=timezone.now(), note=said["note"]
        )
        return Response(shown(finding))


def said_in(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    said = serializer(data=request.data)
    said.is_valid(raise_exception=True)
    return dict(said.validated_data)
