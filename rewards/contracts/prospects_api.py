"""What one's recruits and oneself would get, over HTTP: the worked chain that a link is shared with."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.filters import KnownParameters
from campaigns.people.doors import Scope
from campaigns.planning.api import MoneySerializer, money
from campaigns.recruiting.api import OwnPlaceView
from campaigns.recruiting.links import current_link
from rewards.contracts.prospects import NEAREST_ABOVE, PersonOnChain, PossibleChain, Prospect, prospects_of


class PersonOnChainSerializer(serializers.Serializer[PersonOnChain]):
    above_finder = serializers.IntegerField(help_text="Steps above the finder; 0 is who found it.")
    display_name = serializers.CharField(
        source="name", allow_null=True, help_text="Null of those who are still to come: my recruit, and theirs."
    )
    me = serializers.BooleanField(source="is_me")
    amount_minor = serializers.IntegerField(help_text="In the prize's currency, as all amounts here.")


class PossibleChainSerializer(serializers.Serializer[PossibleChain]):
    finder_below_me = serializers.IntegerField(
        help_text="Steps from me down to who finds it: 0 is me, 1 somebody who joined by my link."
    )
    people = PersonOnChainSerializer(
        many=True, help_text=f"The finder first, then up through me to the {NEAREST_ABOVE} nearest above me."
    )
    further_minor = serializers.IntegerField(help_text="What all who stand still further above get together.")
    remainder_minor = serializers.IntegerField(help_text="What the rule leaves of the prize.")


class ProspectSerializer(serializers.Serializer[Prospect]):
    """What one kind of prize would come to, whoever near me finds it."""

    objectives = serializers.ListField(
        child=serializers.CharField(), source="titles", help_text="Those whose prize is split in this way."
    )
    prize = serializers.SerializerMethodField()
    mechanism = serializers.CharField(source="contract.mechanism")
    chains = PossibleChainSerializer(many=True)

    @extend_schema_field(MoneySerializer)
    def get_prize(self, prospect: Prospect) -> dict[str, Any]:
        return money(prospect.contract.prize_minor, self.context["currency"])


class ProspectsSerializer(serializers.Serializer[Any]):
    results = ProspectSerializer(many=True)


class ProspectsView(KnownParameters, OwnPlaceView):
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.REWARDS_READ}

    @extend_schema(
        summary="What my recruits and I would get",
        description="For every kind of prize what everybody on my chain would get if I, somebody whom I bring in, or"
        " somebody whom they bring in finds it: computed by the code that pays, on the real chain above me.",
        responses=ProspectsSerializer,
        tags=["taking part"],
    )
    def get(self, request: Request, slug: str) -> Response:
        split = current_link(participant=self.place, at=timezone.now()).split
        context = {"currency": self.campaign.currency}
        return Response(ProspectsSerializer({"results": prospects_of(self.place, split=split)}, context=context).data)
