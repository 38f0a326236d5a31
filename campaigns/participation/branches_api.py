"""The campaign's cascade by branches over HTTP: how wide each is, and how much of it is still there."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.errors import InvalidInput
from campaigns.filters import KnownParameters
from campaigns.participation.branches import MOST_BLOCKS, Block
from campaigns.participation.report import stored_report
from campaigns.participation.standing_branches import standing_branches
from campaigns.people.doors import ORGANIZER, Scope, Who
from campaigns.planning.access import CampaignView
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant

DEEPEST, WIDEST = 8, 50
_DEPTH, _MOST = 4, 12


class BranchSerializer(serializers.Serializer[Any]):
    """A branch, or all those of one inviter together that are too narrow to be shown one by one."""

    id = serializers.UUIDField(allow_null=True, help_text="Whoever stands at its head; null for others together.")
    name = serializers.CharField(allow_null=True)
    parent = serializers.UUIDField(  # type: ignore[assignment]  # a member of this name
        allow_null=True, help_text="Who brought them in; null at the top."
    )
    generation = serializers.IntegerField(help_text="Steps below whoever came without an inviter.")
    people = serializers.IntegerField(help_text="Everybody in it, at any depth.")
    active = serializers.IntegerField(help_text="Those of them who are active now.")
    direct = serializers.IntegerField(
        help_text="How many its head brought in. Where none of these follow, ask with its id as root."
    )
    others = serializers.IntegerField(help_text="How many branches are told of together here; 0 for one by itself.")
    people_by_step = serializers.ListField(
        child=serializers.IntegerField(),
        help_text="How many of its people stand at its head or heads, one step below, two steps, and so on, as deep as"
        " was asked for and anybody stands; all others of them are further down.",
    )
    active_by_step = serializers.ListField(
        child=serializers.IntegerField(), help_text="Those of each step who are active now; as long."
    )


class BranchesSerializer(serializers.Serializer[Any]):
    """The blocks of an icicle: what one is divided into adds up to its people, less its head."""

    as_of = serializers.DateTimeField(help_text="The moment by which is told who is active.")
    time_zone = serializers.CharField()
    gap_days = serializers.IntegerField(help_text="Active is who did something on one of so many last days.")
    people = serializers.IntegerField(help_text="Everybody in what was asked for.")
    active = serializers.IntegerField()
    branches = BranchSerializer(many=True, help_text="Each behind its parent, of one parent the widest first.")


class BranchesView(KnownParameters, CampaignView):
    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.ANALYTICS_READ}
    takes: ClassVar = ("root", "depth", "most")

    @extend_schema(
        summary="The cascade by branches: how wide each is, and how much of it is still active",
        description=f"At most {MOST_BLOCKS:,} blocks; where there would be more, the widest branches are divided. Who"
        " came since as_of may be there already; of many people it may be the as_of of a little before.",
        parameters=[
            OpenApiParameter("root", OpenApiTypes.UUID, description="A participant; left out, the whole campaign."),
            OpenApiParameter(
                "depth",
                {"type": "integer", "minimum": 1, "maximum": DEEPEST, "default": _DEPTH},
                description="How many generations are shown, the root not counted.",
            ),
            OpenApiParameter(
                "most",
                {"type": "integer", "minimum": 1, "maximum": WIDEST, "default": _MOST},
                description="How many branches of one inviter are shown one by one.",
            ),
        ],
        responses=BranchesSerializer,
        tags=["participation"],
    )
    def get(self, request: Request, slug: str) -> Response:
        depth, most = _whole(request, "depth", _DEPTH, DEEPEST), _whole(request, "most", _MOST, WIDEST)
        root = _root(request, self.campaign)
        report = stored_report(campaign=self.campaign, at=timezone.now())
        # Told of the moment of the report, so that the two say the same and nothing changes by being asked.
        head = None if root is None else root.pk
        standing = standing_branches(self.campaign, as_of=report.as_of or timezone.now(), head=head)
        blocks = standing.branches.blocks(head=head, depth=depth, most=most)
        tops = [block for block in blocks if not block.inviter]
        return Response(
            {
                "as_of": serializers.DateTimeField().to_representation(standing.as_of),
                "time_zone": self.campaign.time_zone,
                "gap_days": report.gap_days,
                "people": sum(block.people for block in tops),
                "active": sum(block.active for block in tops),
                "branches": _told(blocks),
            }
        )


def _told(blocks: list[Block]) -> list[dict[str, Any]]:
    heads = [block.head for block in blocks if block.head]
    places = Participant.objects.filter(pk__in=heads).values_list("pk", "public_id", "display_name")
    people = {pk: (str(public_id), name) for pk, public_id, name in places}
    nobody = (None, None)
    return [
        {
            "id": people.get(block.head, nobody)[0],
            "name": people.get(block.head, nobody)[1],
            "parent": people.get(block.inviter, nobody)[0],
            "generation": block.generation,
            "people": block.people,
            "active": block.active,
            "direct": block.direct,
            "others": block.others,
            "people_by_step": block.people_by_step,
            "active_by_step": block.active_by_step,
        }
        for block in blocks
    ]


def _whole(request: Request, name: str, default: int, most: int) -> int:
    value = request.query_params.get(name)
    if value is None:
        return default
    if not (value.isascii() and value.isdigit() and len(value) < 4 and 1 <= int(value) <= most):
        raise ValidationError({name: [f"This must be a whole number from 1 to {most}."]})
    return int(value)


def _root(request: Request, campaign: Campaign) -> Participant | None:
    value = request.query_params.get("root")
    if value is None:
        return None
    try:
        public_id = UUID(value)
    except ValueError:
        raise ValidationError({"root": ["This must be an id, as other answers give it."]}) from None
    root = Participant.objects.filter(campaign=campaign, public_id=public_id).first()
    if root is None:
        raise InvalidInput("unknown_branch", "Nobody in this campaign has this id.", field="root")
    return root
