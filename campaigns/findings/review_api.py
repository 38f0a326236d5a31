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

from campaigns.errors import InvalidInput, NotAllowed, NotPossibleNow
from campaigns.findings import appealing, claiming, operations
from campaigns.findings import gold as golden
from campaigns.findings.api import FindingSerializer, FindingView, shown
from campaigns.findings.dossier_api import DossierSerializer
from campaigns.findings.dossiers import open_dossiers, open_gold
from campaigns.findings.models import Finding, Gold
from campaigns.findings.steps import require_step
from campaigns.people.doors import ORGANIZER, REVIEWER, SIGNED_IN, Who, signed_in
from campaigns.people.models import User


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

    @cached_property
    def gold(self) -> Gold | None:
        user = self.request.user
        if not isinstance(user, User):
            return None
        return golden.find_gold(public_id=self.kwargs["finding_id"], reviewer=user)

    @cached_property
    def finding(self) -> Finding:
        return self.gold.finding if self.gold is not None else super().finding

    def answer_gold(self, gold: Gold, *, said_true: bool, as_duplicate: bool = False) -> Response:
        reviewer, at = signed_in(self.request), timezone.now()
        guise = golden.answer_gold(gold=gold, reviewer=reviewer, at=at, said_true=said_true)
        if as_duplicate and guise.state not in Finding.UNDECIDED:
            guise.state, guise.paid_rank = Finding.State.DUPLICATE, None
        return Response(FindingSerializer(guise).data)

    def dossier(self) -> Response:
        reader, at = signed_in(self.request), timezone.now()
        if self.gold is not None:
            dossier = open_gold(self.gold, reader=reader, at=at)
        else:
            dossier = open_dossiers(Finding.objects.filter(pk=self.finding.pk), reader=reader, at=at)[self.finding.pk]
        return Response(DossierSerializer(dossier, context={"request": self.request}).data)


class DossierView(ReviewView):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER, REVIEWER)}

    @extend_schema(
        summary="Read all that a reviewer needs to know of a finding",
        description="Its evidence, every piece of its credibility, who has taken it up, the votes as far as they are"
        " open to you, and the verdicts of earlier rounds.",
        responses=DossierSerializer,
        tags=["review"],
    )
    def get(self, request: Request, finding_id: str) -> Response:
        return self.dossier()


class ClaimView(ReviewView):
    who: ClassVar[dict[str, Who]] = {"POST": (ORGANIZER, REVIEWER), "DELETE": (ORGANIZER, REVIEWER)}

    @extend_schema(
        summary="Take a finding up, or keep it for longer",
        description="For as long as the campaign's review_minutes say it is with nobody else, where one reviewer is"
        " asked; where several are, with as many as are still needed. Taken up again it has the full time anew.",
        request=None,
        responses=DossierSerializer,
        tags=["review"],
    )
    def post(self, request: Request, finding_id: str) -> Response:
        reviewer, at = signed_in(request), timezone.now()
        if self.gold is not None:
            golden.claim_gold(gold=self.gold, reviewer=reviewer, at=at)
        else:
            claiming.claim_finding(finding=self.finding, reviewer=reviewer, at=at)
        return self.dossier()

    @extend_schema(summary="Give a finding back", responses={204: None}, tags=["review"])
    def delete(self, request: Request, finding_id: str) -> Response:
        if self.gold is not None:
            golden.release_gold(gold=self.gold, reviewer=signed_in(request))
        else:
            claiming.release_claim(finding=self.finding, reviewer=signed_in(request), at=timezone.now())
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
        if self.gold is not None:
            return self.answer_gold(self.gold, said_true=True)
        finding = operations.verify_finding(
            finding=self.finding, reviewer=signed_in(request), at=timezone.now(), note=said["note"]
        )
        return Response(shown(finding))


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
        if self.gold is not None:
            return self.reject_gold(self.gold, said, first)
        finding = operations.reject_finding(
            finding=self.finding,
            reviewer=signed_in(request),
            at=timezone.now(),
            reason=said.get("reason"),
            note=said["note"],
            duplicate_of=first,
        )
        return Response(shown(finding))

    def reject_gold(self, gold: Gold, said: dict[str, Any], first: Finding | None) -> Response:
        reason = "other" if first is None else "duplicate"
        operations.check_rejection(reason=said.get("reason", reason), note=said["note"], duplicate_of=first)
        # A duplicate is true, and was said before: whoever remembers gold has seen through it rightly.
        return self.answer_gold(gold, said_true=first is not None and gold.is_true, as_duplicate=first is not None)


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
        said = said_in(ReversalSerializer, request)
        if self.gold is not None:
            raise NotPossibleNow(
                "not_reversible_now", "This finding cannot be reversed now. Tell an organizer what is wrong with it."
            )
        finding = operations.reverse_finding(
            finding=self.finding, reviewer=signed_in(request), at=timezone.now(), **said
        )
        return Response(shown(finding))


class RequestInfoView(ReviewView):
    @extend_schema(
        summary="Ask the reporter something",
        request=NoteSerializer,
        responses=FindingSerializer,
        tags=["review"],
    )
    def post(self, request: Request, finding_id: str) -> Response:
        said = said_in(NoteSerializer, request)
        if self.gold is not None:
            return self.ask_gold(self.gold, said["note"])
        finding = operations.request_info(
            finding=self.finding, reviewer=signed_in(request), at=timezone.now(), note=said["note"]
        )
        return Response(shown(finding))

    def ask_gold(self, gold: Gold, note: str) -> Response:
        """Take the question and give the gold back: nobody is there who could answer."""
        operations.check_question(note)
        guise = golden.disguise(gold=gold, reviewer=signed_in(self.request), at=timezone.now())
        require_step(guise, "request_info")
        golden.forget_claim(gold=gold, reviewer=signed_in(self.request))
        guise.state = Finding.State.NEEDS_INFO
        return Response(FindingSerializer(guise).data)


class ReporterView(FindingView):
    """A step that only the reporter takes."""

    who: ClassVar[dict[str, Who]] = {"POST": SIGNED_IN}

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
