"""Which campaigns are mine: where I take part, and where I have a role."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from campaigns.lists import listed
from campaigns.people.doors import SIGNED_IN, Who, signed_in
from campaigns.people.models import Role
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant


class OwnCampaignSerializer(serializers.ModelSerializer[Campaign]):
    """A campaign, and what I am in it."""

    roles = serializers.SerializerMethodField(help_text="What I help to run it as; empty for none.")
    takes_part = serializers.BooleanField(help_text="Whether I have a place in it.")

    class Meta:
        model = Campaign
        fields: ClassVar = ["slug", "title", "state", "ends_at", "roles", "takes_part"]

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(Role.Kind.choices)))
    def get_roles(self, campaign: Any) -> list[str]:
        return [role.kind for role in campaign.roles_of_mine]


class OwnCampaignsView(ListAPIView[Campaign]):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN}
    serializer_class = OwnCampaignSerializer

    def get_queryset(self) -> QuerySet[Campaign]:
        user = signed_in(self.request)
        own = Role.objects.filter(user=user).order_by("kind")
        has_role = Exists(own.filter(campaign=OuterRef("pk")).order_by())
        takes_part = Exists(Participant.objects.filter(campaign=OuterRef("pk"), user=user))
        return (
            Campaign.objects.annotate(takes_part=takes_part)
            .filter(Q(takes_part=True) | has_role)
            .prefetch_related(Prefetch("roles", own, to_attr="roles_of_mine"))
        )

    get = listed(summary="Campaigns where I take part or have a role", tags=["me"])
