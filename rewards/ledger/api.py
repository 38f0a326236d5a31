"""Money coming in, what people give of their rewards, and the ledger that anyone may read where it is public."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.errors import InvalidInput, NotFound
from campaigns.forms import CSV, Tabular
from campaigns.lists import listed
from campaigns.people.doors import ANYONE, OPERATOR, ORGANIZER, SIGNED_IN, TREASURER, Scope, Who, signed_in
from campaigns.people.models import User
from campaigns.planning.access import CampaignView
from campaigns.planning.api import MoneySerializer, money
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from rewards.ledger import operations
from rewards.ledger.filters import FundingFilters, TransferFilters
from rewards.ledger.models import MOST_FUNDING_MINOR, Account, Funding, Pledge, Transfer
from rewards.ledger.pledging import make_pledge
from rewards.ledger.pseudonyms import pseudonym


class FundingSerializer(serializers.ModelSerializer[Funding]):
    id = serializers.UUIDField(source="public_id")
    campaign = serializers.CharField(source="campaign.slug")
    amount = serializers.SerializerMethodField()
    state = serializers.SerializerMethodField()

    class Meta:
        model = Funding
        fields: ClassVar = ["id", "campaign", "amount", "reference", "state", "pledged_at", "received_at"]

    @extend_schema_field(MoneySerializer)
    def get_amount(self, funding: Funding) -> dict[str, Any]:
        return money(funding.amount_minor, funding.campaign.currency)

    @extend_schema_field(serializers.ChoiceField(["pledged", "received"]))
    def get_state(self, funding: Funding) -> str:
        return "received" if funding.received_at else "pledged"


class PledgeSerializer(serializers.Serializer[Any]):
    amount_minor = serializers.IntegerField(min_value=1, max_value=MOST_FUNDING_MINOR)
    reference = serializers.CharField(max_length=140, required=False, allow_blank=True, default="")


class TransferSerializer(serializers.ModelSerializer[Transfer]):
    """One movement of money. Participants appear under a pseudonym that is theirs in this campaign alone."""

    debit = serializers.SerializerMethodField()
    credit = serializers.SerializerMethodField()
    amount = serializers.SerializerMethodField()
    settlement = serializers.SerializerMethodField()

    class Meta:
        model = Transfer
        fields: ClassVar = ["debit", "credit", "amount", "reason", "settlement", "created_at"]

    @extend_schema_field(
        serializers.UUIDField(allow_null=True, help_text="For those with a role: it would name the pseudonyms' people.")
    )
    def get_settlement(self, transfer: Transfer) -> str | None:
        if transfer.settlement is None or not self.context.get("names_people"):
            return None
        return str(transfer.settlement.public_id)

    @extend_schema_field(serializers.CharField(help_text="The account that the money leaves."))
    def get_debit(self, transfer: Transfer) -> str:
        return account_name(transfer.debit)

    @extend_schema_field(serializers.CharField(help_text="The account that the money enters."))
    def get_credit(self, transfer: Transfer) -> str:
        return account_name(transfer.credit)

    @extend_schema_field(MoneySerializer)
    def get_amount(self, transfer: Transfer) -> dict[str, Any]:
        return money(transfer.amount_minor, transfer.campaign.currency)


def account_name(account: Account) -> str:
    """Name an account in public: escrow, or payable of a pseudonym."""
    if account.participant_id is None:
        return account.kind
    return f"{account.kind}:{pseudonym(participant_id=account.participant_id)}"


class GivingSerializer(serializers.Serializer[Any]):
    """What somebody gives of the rewards that they earn in one campaign, from the next one on."""

    campaign = serializers.SlugField(help_text="The campaign's address.")
    percent = serializers.IntegerField(
        min_value=0,
        max_value=100,
        help_text="Rounded down to the smallest unit; 0 gives nothing, and is where all begin.",
    )
    to = serializers.ChoiceField(Pledge.To.choices)
    since = serializers.DateTimeField(read_only=True, allow_null=True, source="made_at")


class MyPledgeView(APIView):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN, "POST": SIGNED_IN}
    moves_money: ClassVar = {"POST"}

    @extend_schema(
        operation_id="me_pledges",
        summary="What I give of my rewards",
        description="One line for each campaign in which I have a place.",
        responses=GivingSerializer(many=True),
        tags=["me"],
    )
    def get(self, request: Request) -> Response:
        places = list(
            Participant.objects.of(signed_in(request).pk).select_related("campaign").order_by("campaign__slug")
        )
        last = {pledge.participant_id: pledge for pledge in Pledge.objects.in_force([place.pk for place in places])}
        return Response([_giving(place, last.get(place.pk)) for place in places])

    @extend_schema(
        operation_id="me_pledge",
        summary="Give a percentage of my rewards from the next one on",
        description="To the campaign's charity or to its solidarity pool. It is taken when a reward becomes payable,"
        " after what one owes. What was settled before stays as it was; `percent` 0 ends it.",
        request=GivingSerializer,
        responses={201: GivingSerializer},
        tags=["me"],
    )
    def post(self, request: Request) -> Response:
        said = GivingSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        slug = said.validated_data["campaign"]
        place = (
            Participant.objects.of(signed_in(request).pk).filter(campaign__slug=slug).select_related("campaign").first()
        )
        if place is None:
            raise InvalidInput(
                "no_place_in_the_campaign", "You have no place in a campaign of this address.", field="campaign"
            )
        pledge = make_pledge(
            participant=place,
            percent=said.validated_data["percent"],
            to=said.validated_data["to"],
            at=timezone.now(),
        )
        return Response(_giving(place, pledge), status=201)


def _giving(place: Participant, pledge: Pledge | None) -> dict[str, Any]:
    said = pledge or Pledge(percent=0, to=Pledge.To.CHARITY)
    row = {"campaign": place.campaign.slug, "percent": said.percent, "to": said.to, "made_at": said.made_at}
    return dict(GivingSerializer(row).data)


class FundingsView(CampaignView, ListAPIView[Funding]):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER, TREASURER, OPERATOR), "POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.REWARDS_READ, "POST": Scope.REWARDS_WRITE}
    moves_money: ClassVar = {"POST"}
    idempotency_key_required = True
    serializer_class = FundingSerializer
    filterset_class = FundingFilters
    orderings: ClassVar = {"made": ("id",)}

    def get_queryset(self) -> QuerySet[Funding]:
        return Funding.objects.filter(campaign=self.campaign).select_related("campaign")

    get = listed(summary="Money pledged and received", tags=["money"])

    @extend_schema(
        summary="Pledge money",
        description="It counts once the operator of this instance, or a provider, confirms that it was received.",
        request=PledgeSerializer,
        responses={201: FundingSerializer},
        tags=["money"],
    )
    def post(self, request: Request, slug: str) -> Response:
        said = PledgeSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        funding = operations.pledge_funding(
            campaign=self.campaign, organizer=signed_in(request), at=timezone.now(), **said.validated_data
        )
        return Response(FundingSerializer(funding).data, status=201)


class ConfirmFundingView(APIView):
    who: ClassVar[dict[str, Who]] = {"POST": OPERATOR}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.REWARDS_WRITE}
    moves_money: ClassVar = {"POST"}

    @cached_property
    def funding(self) -> Funding:
        funding = (
            Funding.objects.filter(public_id=self.kwargs["funding_id"], campaign__slug=self.kwargs["slug"])
            .select_related("campaign")
            .first()
        )
        if funding is None:
            raise NotFound("unknown_funding", "There is no such funding in this campaign.")
        return funding

    @property
    def campaign(self) -> Campaign:
        return self.funding.campaign

    @extend_schema(
        summary="Confirm that pledged money was received",
        request=None,
        responses=FundingSerializer,
        tags=["money"],
    )
    def post(self, request: Request, slug: str, funding_id: str) -> Response:
        funding = operations.confirm_funding(funding=self.funding, operator=signed_in(request), at=timezone.now())
        return Response(FundingSerializer(funding).data)


class LedgerView(Tabular, CampaignView, ListAPIView[Transfer]):
    who: ClassVar[dict[str, Who]] = {"GET": ANYONE}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.REWARDS_READ}
    serializer_class = TransferSerializer
    filterset_class = TransferFilters
    columns: ClassVar = (
        "created_at", "debit", "credit", "amount.amount_minor", "amount.currency", "reason", "settlement",
    )  # fmt: skip
    orderings: ClassVar = {"made": ("id",)}

    @cached_property
    def caller_keeps_the_books(self) -> bool:
        user = self.request.user
        return isinstance(user, User) and user.may(self.campaign.pk, TREASURER)

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "names_people": self.caller_keeps_the_books}

    def get_queryset(self) -> QuerySet[Transfer]:
        if not self.campaign.ledger_public and not self.caller_keeps_the_books:
            raise NotFound("ledger_not_public", "This campaign's organizer has not made its ledger public.")
        return Transfer.objects.filter(campaign=self.campaign).select_related(
            "campaign", "debit", "credit", "settlement"
        )

    get = listed(
        summary="Every movement of the campaign's money, the latest first",
        description="For anyone where the organizer chose transparency, with participants under pseudonyms.",
        responses={(200, "application/json"): TransferSerializer(many=True), (200, CSV): OpenApiTypes.STR},
        tags=["money"],
    )
