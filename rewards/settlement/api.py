"""Who got what and why: settlements, one's rewards in a campaign, one's statement."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.errors import NotFound
from campaigns.people.doors import SIGNED_IN, Who, signed_in
from campaigns.planning.access import CampaignView
from campaigns.planning.api import MoneySerializer, money
from campaigns.recruiting.api import OwnPlaceView
from campaigns.recruiting.models import Participant
from rewards.ledger.api import TransferSerializer
from rewards.ledger.models import Transfer
from rewards.settlement import statement
from rewards.settlement.explanation import Explanation
from rewards.settlement.models import Settlement


class SettledShareSerializer(serializers.Serializer[Any]):
    participant = serializers.UUIDField()
    display_name = serializers.CharField()
    distance = serializers.IntegerField(help_text="Steps above the finder.")
    fraction = serializers.CharField(allow_null=True, help_text="Of the prize, exact; none where the amount is fixed.")
    rounded = serializers.BooleanField(help_text="Whether a part of the smallest unit was left to the remainder.")
    amount = MoneySerializer()


class SettlementSerializer(serializers.ModelSerializer[Settlement]):
    """One finding, paid: from these terms, this chain and this prize anyone can compute the shares again."""

    id = serializers.UUIDField(source="public_id")
    campaign = serializers.CharField(source="campaign.slug")
    finding = serializers.UUIDField(source="finding.public_id")
    objective = serializers.UUIDField(source="finding.objective.public_id")
    contract_version = serializers.IntegerField(source="contract.version")
    mechanism = serializers.CharField(source="explanation.mechanism")
    mechanism_version = serializers.IntegerField(source="explanation.version")
    terms = serializers.DictField(source="explanation.terms")
    max_depth_paid = serializers.IntegerField(source="explanation.max_depth_paid", allow_null=True)
    prize = serializers.SerializerMethodField()
    chain_length = serializers.SerializerMethodField(help_text="Everybody from the finder up to the root.")
    chain = serializers.SerializerMethodField(help_text="Those who got something, the finder first.")
    remainder = serializers.SerializerMethodField(help_text="What the shares and the rounding down leave.")
    remainder_to = serializers.CharField(source="explanation.remainder_to")

    class Meta:
        model = Settlement
        fields: ClassVar = [
            "id", "campaign", "finding", "objective", "contract_version", "mechanism", "mechanism_version", "terms",
            "max_depth_paid", "prize", "chain_length", "chain", "remainder", "remainder_to", "settled_at",
        ]  # fmt: skip

    @extend_schema_field(MoneySerializer)
    def get_prize(self, settlement: Settlement) -> dict[str, Any]:
        return money(settlement.prize_minor, settlement.campaign.currency)

    @extend_schema_field(MoneySerializer)
    def get_remainder(self, settlement: Settlement) -> dict[str, Any]:
        return money(settlement.remainder_minor, settlement.campaign.currency)

    def get_chain_length(self, settlement: Settlement) -> int:
        return len(settlement.explanation["chain"])

    @extend_schema_field(SettledShareSerializer(many=True))
    def get_chain(self, settlement: Settlement) -> list[dict[str, Any]]:
        explanation = Explanation.from_json(settlement.explanation)
        people: dict[int, tuple[UUID, str]] = self.context["people"]
        return [
            {
                "participant": people[member][0],
                "display_name": people[member][1],
                "distance": distance,
                "fraction": _written(explanation.reason_of(distance).fraction),
                "rounded": explanation.was_rounded(distance),
                "amount": money(explanation.shares_minor[distance], settlement.campaign.currency),
            }
            for distance, member in paid_members(settlement)
        ]


class SettlementDetailSerializer(SettlementSerializer):
    transfers = TransferSerializer(many=True)

    class Meta(SettlementSerializer.Meta):
        fields: ClassVar = [*SettlementSerializer.Meta.fields, "transfers"]


def paid_members(settlement: Settlement) -> list[tuple[int, int]]:
    """Give (distance, participant id) of those on the chain who got something."""
    chain, shares = settlement.explanation["chain"], settlement.explanation["shares_minor"]
    return [(distance, member) for distance, (member, share) in enumerate(zip(chain, shares, strict=True)) if share]


def people_of(settlements: list[Settlement]) -> dict[int, tuple[UUID, str]]:
    """Read the public ids and names of everybody whom these settlements paid, at once."""
    members = {member for settlement in settlements for _, member in paid_members(settlement)}
    people = Participant.objects.filter(pk__in=members).values_list("pk", "public_id", "display_name")
    return {pk: (public_id, name) for pk, public_id, name in people}


def _written(fraction: Fraction | None) -> str | None:
    return None if fraction is None else f"{fraction.numerator}/{fraction.denominator}"


def seen_settlements(request: Request) -> QuerySet[Settlement]:
    """Settlements that this caller may see: of campaigns where they have a role, and those that paid them."""
    user = signed_in(request)
    paid = Transfer.objects.filter(credit__participant__user=user, settlement__isnull=False).values("settlement_id")
    by_role = user.roles.values("campaign_id")
    settlements = Settlement.objects.select_related("campaign", "finding__objective", "contract")
    return settlements.filter(pk__in=paid) | settlements.filter(campaign_id__in=by_role)


class SettlementsView(CampaignView, ListAPIView[Settlement]):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN}
    serializer_class = SettlementSerializer

    def get_queryset(self) -> QuerySet[Settlement]:
        return seen_settlements(self.request).filter(campaign=self.campaign)

    @extend_schema(summary="Who got what: all for those with a role, otherwise what paid oneself", tags=["money"])
    def get(self, request: Request, slug: str) -> Response:
        page: list[Settlement] = list(self.paginate_queryset(self.get_queryset()) or [])
        shown = SettlementSerializer(page, many=True, context={"people": people_of(page)})
        return self.get_paginated_response(shown.data)


class SettlementDetailView(APIView):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN}

    @extend_schema(
        summary="Who got what for one finding, and why", responses=SettlementDetailSerializer, tags=["money"]
    )
    def get(self, request: Request, settlement_id: str) -> Response:
        settlement = seen_settlements(request).filter(public_id=settlement_id).first()
        if settlement is None:
            raise NotFound("unknown_settlement", "There is no such settlement, or not for you to see.")
        context = {"people": people_of([settlement]), "names_people": True}
        return Response(SettlementDetailSerializer(settlement, context=context).data)


class StatementLineSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    campaign = serializers.CharField(source="campaign_slug")
    account = serializers.CharField(help_text="held, payable, in_payout, paid, or owed_by")
    amount = serializers.SerializerMethodField()
    what = serializers.CharField(help_text="share, and later other kinds")
    why = serializers.CharField(help_text="The reason, as a sentence to the person.")
    position = serializers.IntegerField(allow_null=True, help_text="Steps above the finder.")
    settlement = serializers.UUIDField(source="settlement_id", allow_null=True)

    @extend_schema_field(MoneySerializer)
    def get_amount(self, line: statement.Line) -> dict[str, Any]:
        return money(line.amount_minor, line.currency)


class BalanceSerializer(serializers.Serializer[Any]):
    """A person's money in one campaign."""

    campaign = serializers.CharField()
    currency = serializers.CharField()
    held = serializers.SerializerMethodField()
    payable = serializers.SerializerMethodField()
    in_payout = serializers.SerializerMethodField()
    paid = serializers.SerializerMethodField()
    owed = serializers.SerializerMethodField()

    @extend_schema_field(MoneySerializer)
    def get_held(self, row: dict[str, Any]) -> dict[str, Any]:
        return money(row["held"], row["currency"])

    @extend_schema_field(MoneySerializer)
    def get_payable(self, row: dict[str, Any]) -> dict[str, Any]:
        return money(row["payable"], row["currency"])

    @extend_schema_field(MoneySerializer)
    def get_in_payout(self, row: dict[str, Any]) -> dict[str, Any]:
        return money(row["in_payout"], row["currency"])

    @extend_schema_field(MoneySerializer)
    def get_paid(self, row: dict[str, Any]) -> dict[str, Any]:
        return money(row["paid"], row["currency"])

    @extend_schema_field(MoneySerializer)
    def get_owed(self, row: dict[str, Any]) -> dict[str, Any]:
        return money(row["owed"], row["currency"])


class StatementPageSerializer(serializers.Serializer[Any]):
    balances = BalanceSerializer(many=True, help_text="What the lines of all pages add up to.")
    results = StatementLineSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class StatementView(ListAPIView[Transfer]):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN}
    serializer_class = StatementLineSerializer

    def get_queryset(self) -> QuerySet[Transfer]:
        return statement.transfers_of(user_id=signed_in(self.request).pk)

    @extend_schema(summary="My money, line by line with its reason", responses=StatementPageSerializer, tags=["me"])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.answer(campaign_id=None)

    def answer(self, *, campaign_id: int | None) -> Response:
        user = signed_in(self.request)
        page: list[Transfer] = list(self.paginate_queryset(self.get_queryset()) or [])
        lines = statement.lines_of(page, user_id=user.pk)
        response = self.get_paginated_response(StatementLineSerializer(lines, many=True).data)
        sums = statement.balances(user_id=user.pk, campaign_id=campaign_id)
        response.data = {"balances": BalanceSerializer(sums, many=True).data, **response.data}
        return response


class RewardsView(OwnPlaceView, StatementView):
    """One's money in one campaign."""

    def get_queryset(self) -> QuerySet[Transfer]:
        return statement.transfers_of(user_id=signed_in(self.request).pk, campaign_id=self.place.campaign_id)

    @extend_schema(
        summary="My money in this campaign, line by line with its reason",
        responses=StatementPageSerializer,
        tags=["taking part"],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.answer(campaign_id=self.place.campaign_id)
