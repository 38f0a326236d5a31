"""Batches and payouts over HTTP, for those who read the books and those who pay. Destinations leave masked alone."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.errors import InvalidInput, NotFound
from campaigns.lists import listed
from campaigns.matching import as_read
from campaigns.people.doors import ORGANIZER, SIGNED_IN, TREASURER, Scope, Who, signed_in
from campaigns.people.models import User
from campaigns.planning.access import CampaignView
from campaigns.planning.models import Campaign
from rewards.payouts import entering, operations, tasks
from rewards.payouts.caps import require_treasurer
from rewards.payouts.drafting import draft_batch
from rewards.payouts.filing import take_file
from rewards.payouts.filters import BatchFilters, PayoutFilters
from rewards.payouts.models import Batch, Payout
from rewards.payouts.serializers import (
    ApprovalSerializer,
    BatchDetailSerializer,
    BatchDraftSerializer,
    BatchReportSerializer,
    BatchSerializer,
    PayoutChangeSerializer,
    PayoutSerializer,
    ReportLookedSerializer,
    ReportLookSerializer,
)
from rewards.payouts.states import PayoutState

BOOKKEEPERS = (ORGANIZER, TREASURER)


class PayingView(APIView):
    """An endpoint of which some methods are for treasurers and nobody above them: organizers promise, others pay."""

    for_treasurers: ClassVar[frozenset[str]] = frozenset({"POST"})

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method in self.for_treasurers:
            # Before anything that was sent is looked at, so that refusals tell nobody what they may not do.
            require_treasurer(signed_in(request), campaign_id=self.campaign.pk)  # type: ignore[attr-defined]  # of every view here


class BatchesView(PayingView, CampaignView, ListAPIView[Batch]):
    who: ClassVar[dict[str, Who]] = {"GET": BOOKKEEPERS, "POST": (TREASURER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.REWARDS_READ, "POST": Scope.PAYOUTS_WRITE}
    moves_money: ClassVar = {"POST"}
    idempotency_key_required = True
    serializer_class = BatchSerializer
    filterset_class = BatchFilters
    orderings: ClassVar = {"made": ("id",)}

    def get_queryset(self) -> QuerySet[Batch]:
        return counted(Batch.objects.of_campaign(self.campaign.pk))

    get = listed(summary="Payout batches, the latest first", tags=["payouts"])

    @extend_schema(
        summary="Draft a batch of what is payable",
        description="No money moves. The answer lists who is left out and why, and the checks as they stand.",
        request=BatchDraftSerializer,
        responses={201: BatchDetailSerializer},
        tags=["payouts"],
    )
    def post(self, request: Request, slug: str) -> Response:
        said = _said(BatchDraftSerializer, request)
        batch = draft_batch(
            campaign=self.campaign,
            provider_name=said["provider"],
            note=said["note"],
            treasurer=signed_in(request),
            at=timezone.now(),
        )
        return Response(_shown(batch, request), status=201)


class BatchView(APIView):
    """An endpoint about the batch in its address, for the campaign's organizers and treasurers."""

    who: ClassVar[dict[str, Who]] = {"GET": BOOKKEEPERS}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.REWARDS_READ}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        _ = self.batch

    @cached_property
    def batch(self) -> Batch:
        batch = Batch.objects.filter(public_id=self.kwargs["batch_id"]).select_related("campaign").first()
        user = self.request.user
        if batch is None or not isinstance(user, User) or not user.may(batch.campaign_id, *BOOKKEEPERS):
            raise NotFound("unknown_batch", "There is no such batch, or not for you to see.")
        return batch

    @property
    def campaign(self) -> Campaign:
        return self.batch.campaign


class BatchDetailView(BatchView):
    @extend_schema(summary="A batch with its checks", responses=BatchDetailSerializer, tags=["payouts"])
    def get(self, request: Request, batch_id: str) -> Response:
        return Response(_shown(self.batch, request))


class BatchPayoutsView(BatchView, ListAPIView[Payout]):
    serializer_class = PayoutSerializer
    filterset_class = PayoutFilters
    ordering = ("id",)
    orderings: ClassVar = {"made": ("id",)}

    def get_queryset(self) -> QuerySet[Payout]:
        return detailed(Payout.objects.filter(batch=self.batch))

    get = listed(summary="The payouts of a batch", tags=["payouts"])


class BatchStepView(PayingView, BatchView):
    """A step of a batch, for treasurers."""

    who: ClassVar[dict[str, Who]] = {"POST": (TREASURER,)}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.PAYOUTS_WRITE}
    moves_money: ClassVar = {"POST"}


class ApproveView(BatchStepView):
    @extend_schema(
        summary="Approve a batch that another treasurer drafted",
        description="Its money leaves payable. Refused (409) with the checks that block it or are not accepted.",
        request=ApprovalSerializer,
        responses=BatchDetailSerializer,
        tags=["payouts"],
    )
    def post(self, request: Request, batch_id: str) -> Response:
        said = _said(ApprovalSerializer, request)
        batch = operations.approve_batch(
            batch=self.batch,
            approver=signed_in(request),
            at=timezone.now(),
            accepted=said["accepted"],
            accepted_payouts=said["accepted_payouts"],
        )
        return Response(_shown(batch, request))


class SendView(BatchStepView):
    @extend_schema(
        summary="Send an approved batch",
        description="Payouts by an API are sent one by one in the background; a file can be fetched from now on.",
        request=None,
        responses=BatchDetailSerializer,
        tags=["payouts"],
    )
    def post(self, request: Request, batch_id: str) -> Response:
        batch = operations.send_batch(batch=self.batch, treasurer=signed_in(request), at=timezone.now())
        transaction.on_commit(partial(tasks.announce_batch, batch.pk), robust=True)
        return Response(_shown(batch, request))


class CancelView(BatchStepView):
    @extend_schema(
        summary="Give up what of a batch has not left",
        request=None,
        responses=BatchDetailSerializer,
        tags=["payouts"],
    )
    def post(self, request: Request, batch_id: str) -> Response:
        batch = operations.cancel_batch(batch=self.batch, treasurer=signed_in(request), at=timezone.now())
        return Response(_shown(batch, request))


class ResultsView(BatchStepView):
    @extend_schema(
        summary="Enter what became of a batch's payouts",
        description="From a bank statement or a provider's report; all of it is written down, or none.",
        request=BatchReportSerializer,
        responses=BatchDetailSerializer,
        tags=["payouts"],
    )
    def post(self, request: Request, batch_id: str) -> Response:
        said = _said(BatchReportSerializer, request)
        batch = entering.enter_report(
            batch=self.batch,
            treasurer=signed_in(request),
            entries=[entering.Entry(**entry) for entry in said["entries"]],
            settle_rest=said["settle_rest"],
            at=timezone.now(),
        )
        return Response(_shown(batch, request))


class ResultsLookView(BatchStepView):
    moves_money: ClassVar = set()
    tells_refusals: ClassVar = {"POST"}

    @extend_schema(
        summary="See what results would do before they are entered",
        description="What each entry would make of its payout, and every refusal at once. Nothing is written down.",
        request=ReportLookSerializer,
        responses=ReportLookedSerializer,
        tags=["payouts"],
    )
    def post(self, request: Request, batch_id: str) -> Response:
        said = _said(ReportLookSerializer, request)
        entries = [entering.Entry(**entry) for entry in said["entries"]]
        looked = entering.look_at_report(batch=self.batch, entries=entries, at=timezone.now())
        return Response(ReportLookedSerializer({"entries": looked}).data)


class FileView(PayingView, BatchView):
    who: ClassVar[dict[str, Who]] = {"GET": (TREASURER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.PAYOUTS_WRITE}
    moves_money: ClassVar = {"GET"}
    for_treasurers: ClassVar = frozenset({"GET"})
    # The first fetch is the sending: a HEAD, which shows nothing, must not be one.
    http_method_names = ["get", "options"]

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(
        summary="Fetch the file of a batch that was sent",
        description="The first fetch counts as the sending; every later one gives the same bytes. It is the one place"
        " where destinations are written out. Several files come in one archive.",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
        tags=["payouts"],
    )
    def get(self, request: Request, batch_id: str) -> HttpResponse:
        made = take_file(batch=self.batch, treasurer=signed_in(request), at=timezone.now())
        answer = HttpResponse(made.content, content_type=made.content_type)
        answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
        answer["Cache-Control"] = "no-store"
        return answer


class AnyPayoutView(APIView):
    """An endpoint about the payout in its address."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        _ = self.payout

    @cached_property
    def payout(self) -> Payout:
        payout = detailed(Payout.objects.filter(public_id=self.kwargs["payout_id"])).first()
        user = self.request.user
        if (
            payout is None
            or not isinstance(user, User)
            or not (payout.participant.user_id == user.pk or user.may(payout.campaign_id, *BOOKKEEPERS))
        ):
            raise NotFound("unknown_payout", "There is no such payout, or not for you to see.")
        return payout

    @property
    def campaign(self) -> Campaign:
        return self.payout.campaign


class PayoutView(PayingView, AnyPayoutView):
    """One payout, for the person paid and those who keep the books."""

    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN, "PATCH": (TREASURER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.REWARDS_READ, "PATCH": Scope.PAYOUTS_WRITE}
    moves_money: ClassVar = {"PATCH"}
    for_treasurers: ClassVar = frozenset({"PATCH"})

    @extend_schema(summary="Read a payout", responses=PayoutSerializer, tags=["payouts"])
    def get(self, request: Request, payout_id: str) -> Response:
        return Response(PayoutSerializer(self.payout).data)

    @extend_schema(
        summary="Enter what became of a payout, or that a person has looked",
        request=PayoutChangeSerializer,
        responses=PayoutSerializer,
        tags=["payouts"],
    )
    def patch(self, request: Request, payout_id: str) -> Response:
        said = _said(PayoutChangeSerializer, request)
        treasurer, at = signed_in(request), timezone.now()
        with as_read(self, partial(entering.lock_payout, self.payout)):
            if state := said.get("state"):
                entry = entering.Entry(str(self.payout.public_id), state, said["reason"], said["reference"])
                entering.enter_result(payout=self.payout, treasurer=treasurer, entry=entry, at=at)
            elif not said["needs_person"]:
                entering.mark_seen(payout=self.payout, treasurer=treasurer, at=at)
            else:
                raise InvalidInput("nothing_entered", "Say its state, or needs_person: false.", field="state")
        return Response(PayoutSerializer(detailed(Payout.objects.filter(pk=self.payout.pk)).get()).data)


def counted(batches: QuerySet[Batch]) -> QuerySet[Batch]:
    """Read batches with their total and how many payouts are in each state."""
    states: dict[str, Any] = {
        f"{state}_count": Count("payouts", filter=Q(payouts__state=state)) for state in PayoutState
    }
    return batches.select_related("campaign", "drafted_by", "approved_by").annotate(
        total_minor=Sum("payouts__amount_minor"),
        needs_person_count=Count("payouts", filter=Q(payouts__needs_person=True)),
        **states,
    )


def detailed(payouts: QuerySet[Payout]) -> QuerySet[Payout]:
    return payouts.select_related("campaign", "batch", "participant", "destination")


def _shown(batch: Batch, request: Request) -> Any:
    return BatchDetailSerializer(counted(Batch.objects.filter(pk=batch.pk)).get(), context={"request": request}).data


def _said(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    said = serializer(data=request.data)
    said.is_valid(raise_exception=True)
    return dict(said.validated_data)
