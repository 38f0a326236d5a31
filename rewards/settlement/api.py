"""Who got what for a finding, and why; and what other rules would have paid."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import cached_property
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.errors import NotFound
from campaigns.forms import CSV, Tabular
from campaigns.people.doors import ORGANIZER, SIGNED_IN, Scope, Who, signed_in
from campaigns.people.limits import PREVIEW, Limit
from campaigns.planning.access import CampaignView
from campaigns.planning.api import MoneySerializer, money
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from rewards.ledger.api import TransferSerializer
from rewards.ledger.models import Transfer
from rewards.mechanisms.chain import ChainMechanism
from rewards.settlement.comparing import (
    MOST_ASKED,
    MOST_FINDINGS,
    MOST_SQUARES,
    MOST_STEPS,
    Compared,
    Comparison,
    compare_mechanisms,
    read_rule,
    written_gini,
)
from rewards.settlement.explanation import Explanation
from rewards.settlement.filters import SettlementFilters
from rewards.settlement.models import Settlement


class SettledShareSerializer(serializers.Serializer[Any]):
    participant = serializers.UUIDField()
    display_name = serializers.CharField()
    distance = serializers.IntegerField(help_text="Steps above the finder.")
    fraction = serializers.CharField(allow_null=True, help_text="Of the prize, exact; none where the amount is fixed.")
    rounded = serializers.BooleanField(
        help_text="Whether the amount is the fraction's but for a part of the smallest unit, up or down."
    )
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
    left_out = serializers.SerializerMethodField(
        help_text="Steps above the finder at which somebody stood who earns nothing any more; what the terms give them "
        "is part of the remainder."
    )
    remainder = serializers.SerializerMethodField(help_text="What the shares and the rounding down leave.")
    remainder_to = serializers.CharField(source="explanation.remainder_to")
    releases_at = serializers.DateTimeField(
        allow_null=True, help_text="When its held shares are looked at; none where nothing of it is held."
    )
    reversed_at = serializers.DateTimeField(
        allow_null=True, help_text="When its money was taken back, because the finding was found wrong."
    )

    class Meta:
        model = Settlement
        fields: ClassVar = [
            "id", "campaign", "finding", "objective", "contract_version", "mechanism", "mechanism_version", "terms",
            "max_depth_paid", "prize", "chain_length", "chain", "left_out", "remainder", "remainder_to", "settled_at",
            "releases_at", "reversed_at",
        ]  # fmt: skip

    @extend_schema_field(MoneySerializer)
    def get_prize(self, settlement: Settlement) -> dict[str, Any]:
        return money(settlement.prize_minor, settlement.campaign.currency)

    @extend_schema_field(MoneySerializer)
    def get_remainder(self, settlement: Settlement) -> dict[str, Any]:
        return money(settlement.remainder_minor, settlement.campaign.currency)

    def get_chain_length(self, settlement: Settlement) -> int:
        return len(settlement.explanation["chain"])

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_left_out(self, settlement: Settlement) -> list[int]:
        return list(Explanation.from_json(settlement.explanation).removed_distances())

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
                "rounded": explanation.was_rounded(distance) is not None,
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


class SettlementsView(Tabular, CampaignView, ListAPIView[Settlement]):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.REWARDS_READ}
    serializer_class = SettlementSerializer
    filterset_class = SettlementFilters
    one_row_each = "chain"
    columns: ClassVar = (
        "id", "campaign", "finding", "objective", "settled_at", "mechanism", "contract_version", "prize.amount_minor",
        "prize.currency", "chain_length", "chain.distance", "chain.participant", "chain.display_name", "chain.fraction",
        "chain.amount.amount_minor", "remainder.amount_minor", "remainder_to", "releases_at", "reversed_at",
    )  # fmt: skip
    orderings: ClassVar = {"made": ("id",)}

    def get_queryset(self) -> QuerySet[Settlement]:
        return seen_settlements(self.request).filter(campaign=self.campaign)

    @extend_schema(
        summary="Who got what: all for those with a role, otherwise what paid oneself",
        description="As a table (text/csv) there is a row for each share.",
        responses={(200, "application/json"): SettlementSerializer(many=True), (200, CSV): OpenApiTypes.STR},
        tags=["money"],
    )
    def get(self, request: Request, slug: str) -> Response:
        page: list[Settlement] = list(self.paginate_queryset(self.filter_queryset(self.get_queryset())) or [])
        shown = SettlementSerializer(page, many=True, context={"people": people_of(page)})
        return self.get_paginated_response(shown.data)


class SettlementDetailView(APIView):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.REWARDS_READ}

    @cached_property
    def settlement(self) -> Settlement:
        settlement = seen_settlements(self.request).filter(public_id=self.kwargs["settlement_id"]).first()
        if settlement is None:
            raise NotFound("unknown_settlement", "There is no such settlement, or not for you to see.")
        return settlement

    @property
    def campaign(self) -> Campaign:
        return self.settlement.campaign

    @extend_schema(
        summary="Who got what for one finding, and why", responses=SettlementDetailSerializer, tags=["money"]
    )
    def get(self, request: Request, settlement_id: str) -> Response:
        context = {"people": people_of([self.settlement]), "names_people": True}
        return Response(SettlementDetailSerializer(self.settlement, context=context).data)


class ComparedPersonSerializer(serializers.Serializer[Any]):
    participant = serializers.UUIDField()
    display_name = serializers.CharField()
    amount = MoneySerializer()


class ExposureSerializer(serializers.Serializer[Any]):
    """The most that any one person could have gained by fake places on one finding, and how."""

    participant = serializers.UUIDField()
    display_name = serializers.CharField()
    prize = MoneySerializer()
    chain_length = serializers.IntegerField()
    honest = MoneySerializer(help_text="What they get without fakes.")
    gain = MoneySerializer()
    attack = serializers.CharField(help_text="What they would do, in a sentence.")


class ComparedSerializer(serializers.Serializer[Compared]):
    mechanism = serializers.CharField(source="rule.name")
    terms = serializers.SerializerMethodField()
    own = serializers.BooleanField(source="is_own", help_text="Whether an objective of the campaign is paid by it.")
    refusal = serializers.SerializerMethodField(
        help_text="Why it cannot split one of the prizes; then nothing is paid."
    )
    paid = serializers.SerializerMethodField()
    remainder = serializers.SerializerMethodField()
    people_paid = serializers.SerializerMethodField(help_text="How many get anything.")
    gini_of_paid = serializers.SerializerMethodField(help_text="Among those paid; 0 where all get the same.")
    gini_of_members = serializers.SerializerMethodField(help_text="Among everybody who takes part.")
    best_paid = serializers.SerializerMethodField(help_text="The ten who get most.")
    most_exposed = serializers.SerializerMethodField(help_text="None where nobody could gain by fake places.")

    @extend_schema_field(serializers.DictField())
    def get_terms(self, row: Compared) -> dict[str, Any]:
        return row.rule.to_json()

    def get_refusal(self, row: Compared) -> str | None:
        return row.outcome.refusal or None

    @extend_schema_field(MoneySerializer)
    def get_paid(self, row: Compared) -> dict[str, Any]:
        return self._money(row.outcome.total_paid_minor)

    @extend_schema_field(MoneySerializer)
    def get_remainder(self, row: Compared) -> dict[str, Any]:
        return self._money(row.outcome.remainder_minor)

    def get_people_paid(self, row: Compared) -> int:
        return len(row.outcome.paid_minor)

    def get_gini_of_paid(self, row: Compared) -> str | None:
        return written_gini(row.outcome.gini_of_paid)

    def get_gini_of_members(self, row: Compared) -> str | None:
        return written_gini(row.outcome.gini_of_members)

    @extend_schema_field(ComparedPersonSerializer(many=True))
    def get_best_paid(self, row: Compared) -> list[dict[str, Any]]:
        return [{**self._person(who), "amount": self._money(minor)} for who, minor in row.outcome.best_paid]

    @extend_schema_field(ExposureSerializer(allow_null=True))
    def get_most_exposed(self, row: Compared) -> dict[str, Any] | None:
        exposure = row.outcome.exposure
        if exposure is None:
            return None
        return {
            **self._person(exposure.person),
            "prize": self._money(exposure.prize_minor),
            "chain_length": len(exposure.chain),
            "honest": self._money(exposure.attack.honest_minor),
            "gain": self._money(exposure.attack.gain_minor),
            "attack": exposure.attack.attack,
        }

    def _money(self, amount_minor: int) -> dict[str, Any]:
        return money(amount_minor, self.context["currency"])

    def _person(self, participant_id: int) -> dict[str, str]:
        public_id, name = self.context["compared"].people[participant_id]
        return {"participant": public_id, "display_name": name}


class ComparisonSerializer(serializers.Serializer[Comparison]):
    """What each rule would have paid on this campaign's tree and its verified findings."""

    members = serializers.IntegerField()
    verified = serializers.IntegerField(help_text="Findings that are paid or to be paid.")
    findings = serializers.IntegerField(help_text="As many of them were compared, the earliest; fewer in a large one.")
    prizes = serializers.SerializerMethodField(help_text="Of the findings that were compared.")
    mechanisms = ComparedSerializer(many=True, source="rows")

    @extend_schema_field(MoneySerializer)
    def get_prizes(self, compared: Comparison) -> dict[str, Any]:
        return money(compared.prizes_minor, self.context["currency"])


class AskedRuleSerializer(serializers.Serializer[Any]):
    # The rule reads its own terms, so that their refusals are the same everywhere.
    mechanism = serializers.CharField(max_length=40, help_text="The name of a chain mechanism from /mechanisms/.")
    terms = serializers.DictField(required=False, default=dict)


class AskedRulesSerializer(serializers.Serializer[Any]):
    rules = serializers.ListField(child=AskedRuleSerializer(), max_length=MOST_ASKED)


_BOUNDS = (
    "Nothing is changed. The campaign's own rules and an example of every chain mechanism are compared on the earliest "
    f"{MOST_FINDINGS:,} findings, fewer where their chains have more than {MOST_STEPS:,} people together, or where "
    f"people chose splits and the squares of the chains' lengths exceed {MOST_SQUARES:,}. Nobody but those above a "
    "finder is looked at. Refused (409) while nothing is verified."
)


class MechanismComparisonView(CampaignView):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,), "POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.ANALYTICS_READ, "POST": Scope.ANALYTICS_READ}
    limits: ClassVar[dict[str, tuple[Limit, ...]]] = {"GET": (PREVIEW,), "POST": (PREVIEW,)}

    @extend_schema(
        summary="What other rules would have paid in this campaign",
        description=_BOUNDS,
        responses=ComparisonSerializer,
        tags=["money"],
    )
    def get(self, request: Request, slug: str) -> Response:
        return self._answer([])

    @extend_schema(
        summary="What rules of your own choice would have paid in this campaign",
        description=f"Beside those that are always compared, at most {MOST_ASKED} rules. {_BOUNDS}",
        request=AskedRulesSerializer,
        responses=ComparisonSerializer,
        examples=[
            OpenApiExample(
                "A third to the one above",
                value={"rules": [{"mechanism": "recursive", "terms": {"ratio": "1/3"}}]},
                request_only=True,
            )
        ],
        tags=["money"],
    )
    def post(self, request: Request, slug: str) -> Response:
        said = AskedRulesSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        return self._answer(
            [read_rule(rule, field=f"rules/{k}") for k, rule in enumerate(said.validated_data["rules"])]
        )

    def _answer(self, asked: list[ChainMechanism]) -> Response:
        compared = compare_mechanisms(campaign=self.campaign, asked=asked)
        context = {"currency": self.campaign.currency, "compared": compared}
        return Response(ComparisonSerializer(compared, context=context).data)
