"""Promises over HTTP: launch, close, contracts, budget, refunds, and the split of one's own link."""

from __future__ import annotations

from dataclasses import asdict
from fractions import Fraction
from functools import partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.errors import NotPossibleNow
from campaigns.lists import listed
from campaigns.matching import as_read
from campaigns.people.doors import ANYONE, ORGANIZER, SIGNED_IN, TREASURER, Scope, Who, signed_in
from campaigns.planning.access import CampaignView
from campaigns.planning.api import CampaignSerializer, MoneySerializer, money
from campaigns.planning.models import MOST_PRIZE_MINOR, MOST_QUOTA, Campaign
from campaigns.planning.objectives_api import ObjectiveView
from campaigns.recruiting.api import OwnPlaceView
from campaigns.recruiting.links import current_link, lock_current_link
from campaigns.recruiting.models import Participant
from rewards.contracts import operations
from rewards.contracts.budget import read_budget
from rewards.contracts.fake_places import say_fake_places
from rewards.contracts.launching import launch_lacks
from rewards.contracts.models import Contract
from rewards.contracts.splits import SplitExample, examples_of, greatest_split, set_split, split_terms_of
from rewards.ledger.models import MOST_FUNDING_MINOR, Refund
from rewards.mechanisms.fake_places import FakePlaces, fake_places


class FakePlacesSerializer(serializers.Serializer[FakePlaces]):
    """The most that so many further identities bring anybody on a path of up to five people."""

    further_identities = serializers.IntegerField()
    chain_length = serializers.IntegerField(help_text="How many people stand on the path without them.")
    distance = serializers.IntegerField(help_text="Whose they are: 0 the finder's, 1 their inviter's, and so on up.")
    honest_minor = serializers.IntegerField(help_text="What that person gets with one place.")
    best_minor = serializers.IntegerField(help_text="What they get with these identities.")
    gain_minor = serializers.IntegerField()
    attack = serializers.CharField(help_text="What they do, in a sentence.")


class SybilGainsSerializer(serializers.Serializer[Any]):
    """What somebody gains by taking several places, were it not noticed.

    The campaign's greatest paid depth is left out of account; it only makes a gain smaller.
    """

    summary = serializers.CharField(help_text="The worst of it in a sentence.")
    cases = FakePlacesSerializer(many=True, help_text="With one, two and three further identities.")


class CampaignContractSerializer(serializers.ModelSerializer[Contract]):
    id = serializers.UUIDField(source="public_id")
    objective = serializers.UUIDField(source="objective.public_id")
    terms = serializers.DictField()

    class Meta:
        model = Contract
        fields: ClassVar = [
            "id", "objective", "version", "mechanism", "terms", "remainder_to", "prize_minor", "in_force_from",
        ]  # fmt: skip


class ContractSerializer(CampaignContractSerializer):
    sybil_gain = serializers.SerializerMethodField(help_text="What fake places would bring under this contract.")

    class Meta(CampaignContractSerializer.Meta):
        fields: ClassVar = [*CampaignContractSerializer.Meta.fields, "sybil_gain"]

    @extend_schema_field(SybilGainsSerializer)
    def get_sybil_gain(self, contract: Contract) -> dict[str, Any]:
        cases = list(fake_places(contract.rule(), contract.prize_minor))
        currency = contract.objective.campaign.currency
        return dict(SybilGainsSerializer({"summary": say_fake_places(cases, currency), "cases": cases}).data)


class ContractDraftSerializer(serializers.Serializer[Any]):
    mechanism = serializers.CharField(max_length=40, help_text="A name from /mechanisms/.")
    terms = serializers.DictField(required=False, default=dict)
    remainder_to = serializers.ChoiceField(
        Campaign.RemainderTo.choices,
        required=False,
        allow_blank=True,
        help_text="Empty for the campaign's; as it was where left out.",
    )
    prize_minor = serializers.IntegerField(
        min_value=1,
        max_value=MOST_PRIZE_MINOR,
        required=False,
        help_text="A new prize; the objective's where left out.",
    )
    quota = serializers.IntegerField(
        min_value=1,
        max_value=MOST_QUOTA,
        required=False,
        help_text="A new quota; the objective's where left out.",
    )


class CloseSerializer(serializers.Serializer[Any]):
    decide_by = serializers.DateTimeField(
        required=False,
        allow_null=True,
        help_text="When findings are undecided: those still undecided then are rejected.",
    )


class BudgetSerializer(serializers.Serializer[Any]):
    """received = promised + free + held + payable + in_payout + paid + charity + solidarity + refunded."""

    currency = serializers.CharField()
    pledged = MoneySerializer(help_text="Not received yet; counts for nothing.")
    received = MoneySerializer()
    promised = MoneySerializer(help_text="The worst case still open.")
    free = MoneySerializer()
    held = MoneySerializer()
    payable = MoneySerializer()
    in_payout = MoneySerializer()
    paid = MoneySerializer()
    charity = MoneySerializer()
    solidarity = MoneySerializer()
    refunded = MoneySerializer()
    owed = MoneySerializer(help_text="To be repaid out of later rewards; part of no other figure.")


class RefundSerializer(serializers.ModelSerializer[Refund]):
    id = serializers.UUIDField(source="public_id")
    campaign = serializers.CharField(source="campaign.slug")
    amount = serializers.SerializerMethodField()

    class Meta:
        model = Refund
        fields: ClassVar = ["id", "campaign", "amount", "reference", "at"]

    @extend_schema_field(MoneySerializer)
    def get_amount(self, refund: Refund) -> dict[str, Any]:
        return money(refund.amount_minor, refund.campaign.currency)


class RefundDraftSerializer(serializers.Serializer[Any]):
    amount_minor = serializers.IntegerField(
        min_value=1,
        max_value=MOST_FUNDING_MINOR,
        required=False,
        help_text="All that is free where left out.",
    )
    reference = serializers.CharField(max_length=140, required=False, allow_blank=True, default="")


class LackSerializer(serializers.Serializer[NotPossibleNow]):
    """What keeps the campaign from being launched, as the launch would say it."""

    code = serializers.CharField(help_text="The kind of the refusal: its type without /problems/.")
    detail = serializers.CharField(source="message")
    objective = serializers.UUIDField(
        source="data.objective", default=None, allow_null=True, help_text="Which objective lacks it."
    )
    missing_minor = serializers.IntegerField(
        source="data.missing_minor", default=None, allow_null=True, help_text="By how much escrow falls short."
    )


class LaunchReadinessSerializer(serializers.Serializer[Any]):
    ready = serializers.BooleanField(help_text="Whether a launch would be taken now.")
    lacks = LackSerializer(many=True)


class LaunchView(CampaignView):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,), "POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.CAMPAIGNS_READ, "POST": Scope.CAMPAIGNS_WRITE}
    moves_money: ClassVar = {"POST"}
    tells_refusals: ClassVar = {"GET"}

    @extend_schema(
        summary="What the launch still lacks",
        description="All that a launch would be refused for now, at once and by the same rule. Of a campaign that was "
        "launched already, that.",
        responses=LaunchReadinessSerializer,
        tags=["campaigns"],
    )
    def get(self, request: Request, slug: str) -> Response:
        lacks = list(launch_lacks(self.campaign, at=timezone.now()))
        return Response(LaunchReadinessSerializer({"ready": not lacks, "lacks": lacks}).data)

    @extend_schema(
        summary="Launch, and lock the rules",
        description="Refused (409) until received escrow covers the worst case of all objectives; the answer says "
        "by how much it falls short.",
        request=None,
        responses=CampaignSerializer,
        tags=["campaigns"],
    )
    def post(self, request: Request, slug: str) -> Response:
        campaign = operations.launch_campaign(campaign=self.campaign, actor=signed_in(request), at=timezone.now())
        return Response(CampaignSerializer(campaign).data)


class CloseView(CampaignView):
    who: ClassVar[dict[str, Who]] = {"POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"POST": Scope.CAMPAIGNS_WRITE}
    moves_money: ClassVar = {"POST"}

    @extend_schema(
        summary="Close for good",
        description="Needs every finding decided, or a time by which the rest is rejected. Cannot be taken back.",
        request=CloseSerializer,
        responses=CampaignSerializer,
        tags=["campaigns"],
    )
    def post(self, request: Request, slug: str) -> Response:
        said = CloseSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        campaign = operations.close_campaign(
            campaign=self.campaign, actor=signed_in(request), at=timezone.now(), **said.validated_data
        )
        return Response(CampaignSerializer(campaign).data)


class ContractsView(ObjectiveView, ListAPIView[Contract]):
    who: ClassVar[dict[str, Who]] = {"GET": ANYONE, "POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.REWARDS_READ, "POST": Scope.REWARDS_WRITE}
    moves_money: ClassVar = {"POST"}
    serializer_class = ContractSerializer

    def get_queryset(self) -> QuerySet[Contract]:
        return Contract.objects.filter(objective=self.objective).select_related("objective__campaign")

    get = listed(summary="How the prize is split: every version, the one in force first", tags=["objectives"])

    @extend_schema(
        summary="Choose how the prize is split, or raise the promise",
        description="In a draft freely. Once launched only what pays everyone at least as much, and is covered by "
        "free escrow.",
        request=ContractDraftSerializer,
        responses={201: ContractSerializer},
        examples=[
            OpenApiExample(
                "Half to the finder, half of that to each one above",
                value={"mechanism": "recursive", "terms": {"ratio": "1/2"}},
                request_only=True,
            )
        ],
        tags=["objectives"],
    )
    def post(self, request: Request, objective_id: str) -> Response:
        said = ContractDraftSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        contract = operations.set_contract(
            objective=self.objective, actor=signed_in(request), at=timezone.now(), **said.validated_data
        )
        return Response(ContractSerializer(contract).data, status=201)


class CampaignContractsView(CampaignView, ListAPIView[Contract]):
    who: ClassVar[dict[str, Who]] = {"GET": ANYONE}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.REWARDS_READ}
    serializer_class = CampaignContractSerializer
    ordering = ("id",)

    def get_queryset(self) -> QuerySet[Contract]:
        return Contract.objects.of_campaign(self.campaign.pk).select_related("objective")

    get = listed(
        summary="How the prize of each objective is split",
        description="The contract in force of every objective that has one; an objective's own list has all its "
        "versions, and what fake places would bring.",
        tags=["objectives"],
    )


class BudgetView(CampaignView):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER, TREASURER)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.REWARDS_READ}

    @extend_schema(summary="The campaign's budget", responses=BudgetSerializer, tags=["money"])
    def get(self, request: Request, slug: str) -> Response:
        currency = self.campaign.currency
        budget = asdict(read_budget(campaign_id=self.campaign.pk))
        return Response({"currency": currency, **{name: money(amount, currency) for name, amount in budget.items()}})


class RefundsView(CampaignView, ListAPIView[Refund]):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER, TREASURER), "POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.REWARDS_READ, "POST": Scope.REWARDS_WRITE}
    moves_money: ClassVar = {"POST"}
    serializer_class = RefundSerializer

    def get_queryset(self) -> QuerySet[Refund]:
        return Refund.objects.filter(campaign=self.campaign).select_related("campaign")

    get = listed(summary="What was given back", tags=["money"])

    @extend_schema(
        summary="Give back free escrow, of a draft or a closed campaign",
        request=RefundDraftSerializer,
        responses={201: RefundSerializer},
        tags=["money"],
    )
    def post(self, request: Request, slug: str) -> Response:
        said = RefundDraftSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        refund = operations.refund_free(
            campaign=self.campaign, actor=signed_in(request), at=timezone.now(), **said.validated_data
        )
        return Response(RefundSerializer(refund).data, status=201)


class SplitDraftSerializer(serializers.Serializer[Any]):
    split = serializers.CharField(
        allow_null=True, max_length=40, help_text="A fraction such as 1/3 or 0.25; null for the contract's own."
    )


class SplitExampleSerializer(serializers.Serializer[Any]):
    """What becomes of a prize that somebody finds who joins by my link now."""

    objectives = serializers.ListField(child=serializers.CharField(), source="terms.titles")
    default_split = serializers.CharField(source="terms.rule.default_split", help_text="Where nothing is chosen.")
    max_split = serializers.CharField(source="terms.rule.max_split")
    handed_up = serializers.CharField(help_text="The fraction that is handed up to me.")
    prize = serializers.SerializerMethodField()
    recruit_keeps = serializers.SerializerMethodField()
    i_keep = serializers.SerializerMethodField()
    goes_further = serializers.SerializerMethodField(
        help_text="To those above me, and to the remainder where they are too far away to be paid."
    )

    @extend_schema_field(MoneySerializer)
    def get_prize(self, example: SplitExample) -> dict[str, Any]:
        return money(example.terms.prize_minor, self.context["currency"])

    @extend_schema_field(MoneySerializer)
    def get_recruit_keeps(self, example: SplitExample) -> dict[str, Any]:
        return money(example.recruit_minor, self.context["currency"])

    @extend_schema_field(MoneySerializer)
    def get_i_keep(self, example: SplitExample) -> dict[str, Any]:
        return money(example.inviter_minor, self.context["currency"])

    @extend_schema_field(MoneySerializer)
    def get_goes_further(self, example: SplitExample) -> dict[str, Any]:
        return money(example.further_minor, self.context["currency"])


class SplitSerializer(serializers.Serializer[Any]):
    """What my recruits hand up to me of what reaches them."""

    split = serializers.CharField(allow_null=True, help_text="As I set it on my link; null for the contract's own.")
    most = serializers.CharField(allow_null=True, help_text="The most I may ask; null where nothing is to be chosen.")
    examples = SplitExampleSerializer(many=True, help_text="What a recruit is shown before they join.")


class SplitView(OwnPlaceView):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN, "PUT": SIGNED_IN, "PATCH": SIGNED_IN}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.REWARDS_READ}

    @extend_schema(summary="What my recruits hand up to me", responses=SplitSerializer, tags=["taking part"])
    def get(self, request: Request, slug: str) -> Response:
        return self._show(current_link(participant=self.place, at=timezone.now()).split)

    @extend_schema(
        summary="Set what my recruits hand up to me",
        description="Holds for whoever joins by my link from now on, within the organizer's limits. Those who joined "
        "keep what they agreed to. Refused (409) in a campaign without a split contract.",
        request=SplitDraftSerializer,
        responses=SplitSerializer,
        tags=["taking part"],
    )
    def put(self, request: Request, slug: str) -> Response:
        place = self.place
        said = SplitDraftSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        return self._set(place, said.validated_data["split"])

    @extend_schema(
        summary="Set what my recruits hand up to me",
        description="The same as PUT: the split is all that there is to change, and left out it stays.",
        request=SplitDraftSerializer,
        responses=SplitSerializer,
        tags=["taking part"],
    )
    def patch(self, request: Request, slug: str) -> Response:
        place = self.place
        said = SplitDraftSerializer(data=request.data, partial=True)
        said.is_valid(raise_exception=True)
        if "split" not in said.validated_data:
            return self.get(request, slug)
        return self._set(place, said.validated_data["split"])

    def _set(self, place: Participant, split: str | None) -> Response:
        now = timezone.now()
        with as_read(self, partial(lock_current_link, participant=place, at=now)):
            link = set_split(participant=place, split=split, at=now)
        return self._show(link.split)

    def _show(self, split: str | None) -> Response:
        terms = split_terms_of(self.campaign)
        chosen = None if split is None else Fraction(split)
        examples = examples_of(terms, campaign=self.campaign, inviter=self.place, split=chosen)
        shown = {"split": split, "most": greatest_split(terms), "examples": examples}
        return Response(SplitSerializer(shown, context={"currency": self.campaign.currency}).data)
