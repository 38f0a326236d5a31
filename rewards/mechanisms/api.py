"""Mechanisms over HTTP: their cards and the schemas of their terms, and what each pays on made-up input.

Open to everyone without signing in, so that a promise can be understood before anybody joins.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, PolymorphicProxySerializer, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.errors import NotFound
from campaigns.filters import KnownParameters
from campaigns.people.doors import ANYONE, Who
from campaigns.people.limits import PREVIEW, Limit
from rewards.mechanisms.peer import MAX_ACTIVITY, MAX_BUDDIES
from rewards.mechanisms.preview import MAX_FRACTION_LENGTH, MAX_SYBIL_NODES, preview, preview_sybil_gain
from rewards.mechanisms.registry import MECHANISMS
from rewards.mechanisms.sybil_chain import MAX_IDENTITIES
from rewards.mechanisms.terms import MAX_PRIZE_MINOR, shown
from rewards.mechanisms.tree import MAX_CONTRIBUTION
from rewards.mechanisms.what_if import MAX_NAME_LENGTH, MAX_NODES


class PropertyCardSerializer(serializers.Serializer[dict[str, Any]]):
    """What may be said of a mechanism under every terms that it accepts."""

    bounded_by_prize = serializers.BooleanField(help_text="The shares never add up to more than the prize.")
    sybil_proof = serializers.ChoiceField(
        choices=["yes", "no", "equal_contribution", "above_cap_price", "equilibrium"],
        help_text="Whether one person may gain by taking several places, or the condition under which not.",
    )
    unbounded_reward = serializers.BooleanField(
        help_text="One person's reward, before the prize caps it, can grow without a bound with what others do."
    )
    rewards_recruiting = serializers.BooleanField(
        help_text="Somebody can be paid more for what those do whom they invited."
    )
    reference = serializers.CharField(help_text="Where the rule comes from.")


class MechanismSerializer(serializers.Serializer[dict[str, Any]]):
    """A rule that splits a prize: what it is and which terms it takes."""

    name = serializers.CharField()
    family = serializers.ChoiceField(choices=["chain", "tree", "peer"])
    version = serializers.IntegerField(help_text="Stored in every settlement that the rule makes.")
    summary = serializers.CharField()
    card = PropertyCardSerializer()
    terms_schema = serializers.DictField(help_text="The JSON Schema (2020-12) of the rule's terms.")


class MechanismPageSerializer(serializers.Serializer[dict[str, Any]]):
    """All mechanisms. They are few, so they always stand on one page."""

    results = MechanismSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class _WhatIfSerializer(serializers.Serializer[dict[str, Any]]):
    # These describe the shape and read nothing: the preview checks its own input, so that its rules stand in
    # one place and hold for every caller.
    prize_minor = serializers.IntegerField(min_value=0, max_value=MAX_PRIZE_MINOR)
    terms = serializers.DictField(
        required=False, help_text="As the mechanism's `terms_schema` says; its defaults where left out."
    )


class ChainWhatIfSerializer(_WhatIfSerializer):
    """A made-up finding: its prize, the terms, and the path from the finder up."""

    chain = serializers.ListField(
        child=serializers.CharField(max_length=MAX_NAME_LENGTH),
        min_length=1,
        max_length=MAX_NODES,
        help_text="Names of the people on the path, each once: the finder, their inviter, and so on up.",
    )
    edge_splits = serializers.ListField(
        child=serializers.CharField(allow_null=True),
        required=False,
        help_text=(
            "For `split_contract` alone: the fraction handed up over each edge from the finder up, one fewer than there"
            " are people; null for the contract's own."
        ),
    )


class TreeNodeSerializer(serializers.Serializer[dict[str, Any]]):
    id = serializers.CharField(max_length=MAX_NAME_LENGTH)
    inviter = serializers.CharField(
        max_length=MAX_NAME_LENGTH, allow_null=True, help_text="The id of who invited them; null for a root."
    )
    contribution = serializers.IntegerField(
        min_value=0, max_value=MAX_CONTRIBUTION, help_text="Verified activity points in the period."
    )


class TreeWhatIfSerializer(_WhatIfSerializer):
    """A made-up period of a tree: the pool, the terms, and what everybody contributed."""

    tree = serializers.ListField(
        child=TreeNodeSerializer(), min_length=1, max_length=MAX_NODES, help_text="The members, in any order."
    )


class CircleMemberSerializer(serializers.Serializer[dict[str, Any]]):
    id = serializers.CharField(max_length=MAX_NAME_LENGTH)
    baseline = serializers.IntegerField(min_value=0, max_value=MAX_ACTIVITY, help_text="What they did before.")
    activity = serializers.IntegerField(min_value=0, max_value=MAX_ACTIVITY, help_text="What they did this time.")
    buddies = serializers.ListField(
        child=serializers.CharField(max_length=MAX_NAME_LENGTH),
        max_length=MAX_BUDDIES,
        required=False,
        help_text="The ids of their buddies, who name them too.",
    )


class PeerWhatIfSerializer(_WhatIfSerializer):
    """A made-up period among buddies: the pool, the terms, and what everybody did before and now."""

    members = serializers.ListField(child=CircleMemberSerializer(), min_length=1, max_length=MAX_NODES)


class PreviewShareSerializer(serializers.Serializer[dict[str, Any]]):
    participant = serializers.CharField()
    amount_minor = serializers.IntegerField(min_value=0)


class PreviewSerializer(serializers.Serializer[dict[str, Any]]):
    """Who would get what. The shares and the remainder add up to the prize."""

    shares = PreviewShareSerializer(many=True)
    remainder_minor = serializers.IntegerField(min_value=0)
    rewards = serializers.DictField(
        child=serializers.CharField(allow_null=True),
        required=False,
        help_text=(
            "Trees and buddies: what everybody earns before it is turned into money, as an exact fraction, in units"
            " of contribution or gain (`pachira`: of the pool). Null where the fraction is longer than"
            f" {MAX_FRACTION_LENGTH} characters or stands above a line too long to keep it whole; the amounts"
            " are exact all the same."
        ),
    )
    budget_bound_minor = serializers.IntegerField(
        min_value=0, help_text="The most that the shares of any input could add up to."
    )
    card = PropertyCardSerializer()


class _AttackSerializer(serializers.Serializer[dict[str, Any]]):
    attacker = serializers.CharField(max_length=MAX_NAME_LENGTH, help_text="Who takes several places.")
    identities = serializers.IntegerField(
        min_value=1, max_value=MAX_IDENTITIES, help_text="All that they act through, themselves included."
    )


class ChainAttackSerializer(ChainWhatIfSerializer, _AttackSerializer):
    """A made-up finding and an attacker on its path; at most 1,000 people."""

    chain = serializers.ListField(
        child=serializers.CharField(max_length=MAX_NAME_LENGTH), min_length=1, max_length=MAX_SYBIL_NODES
    )


class TreeAttackSerializer(TreeWhatIfSerializer, _AttackSerializer):
    """A made-up period of a tree and an attacker in it; at most 1,000 people."""

    tree = serializers.ListField(child=TreeNodeSerializer(), min_length=1, max_length=MAX_SYBIL_NODES)


class PeerAttackSerializer(PeerWhatIfSerializer, _AttackSerializer):
    """A made-up period among buddies and an attacker among them; at most 1,000 people."""

    members = serializers.ListField(child=CircleMemberSerializer(), min_length=1, max_length=MAX_SYBIL_NODES)


class LossSerializer(serializers.Serializer[dict[str, Any]]):
    participant = serializers.CharField()
    loss_minor = serializers.IntegerField(min_value=1)


class SybilGainSerializer(serializers.Serializer[dict[str, Any]]):
    """The best attack found. Where none gains, the best is what they get honestly and nobody loses."""

    honest_minor = serializers.IntegerField(min_value=0, help_text="What they get with one place.")
    best_minor = serializers.IntegerField(min_value=0, help_text="What all their identities get in the best attack.")
    gain_minor = serializers.IntegerField(min_value=0)
    gain_bound_minor = serializers.IntegerField(
        min_value=0,
        help_text=(
            "No attack with as many identities gains more, rounding aside. Above the gain only for `capped_geometric`"
            " where there are too many ways to try each."
        ),
    )
    attack = serializers.CharField(help_text="What they do, in a sentence.")
    losers = LossSerializer(many=True, help_text="Who else gets less.")
    remainder_loss_minor = serializers.IntegerField(min_value=0, help_text="How much less the remainder is.")


_CHAIN = {"prize_minor": 400000, "terms": {"ratio": "1/2"}, "chain": ["dave", "carol", "bob", "alice"]}
_TREE = {
    "prize_minor": 100000,
    "terms": {"a": "1/2", "b": "1"},
    "tree": [
        {"id": "A", "inviter": None, "contribution": 1},
        {"id": "B", "inviter": "A", "contribution": 1},
        {"id": "C", "inviter": "B", "contribution": 1},
        {"id": "D", "inviter": "A", "contribution": 1},
    ],
}
_CIRCLE = {
    "prize_minor": 5000,
    "terms": {"rate": 100},
    "members": [
        {"id": "ann", "baseline": 10, "activity": 16, "buddies": ["ben", "cem"]},
        {"id": "ben", "baseline": 12, "activity": 12, "buddies": ["ann"]},
        {"id": "cem", "baseline": 8, "activity": 9, "buddies": ["ann"]},
    ],
}
_EXAMPLES: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "A chain: half goes up at each step": ("recursive", _CHAIN, {"attacker": "dave", "identities": 3}),
    "A tree: those below count half at each step": ("geometric", _TREE, {"attacker": "B", "identities": 2}),
    "Buddies: a gain is paid to those around": ("peer_reward", _CIRCLE, {"attacker": "ann", "identities": 2}),
}


def _examples(ask: Callable[[object, object], dict[str, Any]], *, attacked: bool) -> list[OpenApiExample]:
    """Show one question of each family with its answer, computed and not written down."""
    shown_here = []
    for title, (name, body, attack) in _EXAMPLES.items():
        asked = {**body, **attack} if attacked else body
        shown_here.append(OpenApiExample(title, value=asked, request_only=True, description=f"Of `{name}`."))
        shown_here.append(OpenApiExample(title, value=ask(name, asked), response_only=True))
    return shown_here


class _OpenView(APIView):
    # Without authentication a stale session or a wrong key cannot get in the way.
    authentication_classes = ()
    who: ClassVar[dict[str, Who]] = {"GET": ANYONE, "POST": ANYONE}


@extend_schema_view(
    get=extend_schema(
        operation_id="mechanisms_list",
        summary="List the incentive mechanisms",
        description="Every rule by which a prize can be split, its property card and its schema of terms.",
        tags=["mechanisms"],
        responses=MechanismPageSerializer,
    )
)
class MechanismListView(KnownParameters, _OpenView):
    def get(self, request: Request) -> Response:
        page = {
            "results": [known.describe() for known in MECHANISMS.values()],
            "next": None,
            "previous": None,
        }
        return Response(MechanismPageSerializer(page).data)


@extend_schema_view(
    get=extend_schema(
        operation_id="mechanisms_retrieve",
        summary="Read one mechanism",
        description="One rule, its property card and the JSON Schema of its terms.",
        tags=["mechanisms"],
        responses=MechanismSerializer,
    )
)
class MechanismView(_OpenView):
    def get(self, request: Request, name: str) -> Response:
        _check_exists(name)
        return Response(MechanismSerializer(MECHANISMS[name].describe()).data)


@extend_schema_view(
    post=extend_schema(
        operation_id="mechanisms_preview",
        summary="Preview how a mechanism would split a prize",
        description=(
            "What each person on a made-up chain, in a made-up tree or among made-up buddies would get, computed by"
            " the code that pays. The body is that of the mechanism's family. Nothing is stored. The number of"
            " requests is limited."
        ),
        tags=["mechanisms"],
        request=PolymorphicProxySerializer(
            component_name="WhatIf",
            serializers=[ChainWhatIfSerializer, TreeWhatIfSerializer, PeerWhatIfSerializer],
            resource_type_field_name=None,
        ),
        responses=PreviewSerializer,
        examples=_examples(preview, attacked=False),
    )
)
class MechanismPreviewView(_OpenView):
    limits: ClassVar[dict[str, tuple[Limit, ...]]] = {"POST": (PREVIEW,)}

    def post(self, request: Request, name: str) -> Response:
        _check_exists(name)
        return Response(PreviewSerializer(preview(name, request.data)).data)


@extend_schema_view(
    post=extend_schema(
        operation_id="mechanisms_sybil_gain",
        summary="Find what fake places would gain",
        description=(
            "What one person could take by standing in several places of the same made-up input, at most"
            f" {MAX_SYBIL_NODES:,} people, and from whom. Every way is tried where there are few enough, and a closed"
            " form or a bound answers where there are more. The number of requests is limited together with previews."
        ),
        tags=["mechanisms"],
        request=PolymorphicProxySerializer(
            component_name="SybilWhatIf",
            serializers=[ChainAttackSerializer, TreeAttackSerializer, PeerAttackSerializer],
            resource_type_field_name=None,
        ),
        responses=SybilGainSerializer,
        examples=_examples(preview_sybil_gain, attacked=True),
    )
)
class MechanismSybilGainView(_OpenView):
    limits: ClassVar[dict[str, tuple[Limit, ...]]] = {"POST": (PREVIEW,)}

    def post(self, request: Request, name: str) -> Response:
        _check_exists(name)
        return Response(SybilGainSerializer(preview_sybil_gain(name, request.data)).data)


def _check_exists(name: str) -> None:
    """In an address an unknown name is an absent page; in a contract's terms it is bad input."""
    if name not in MECHANISMS:
        raise NotFound(
            "unknown_mechanism",
            f"There is no mechanism {shown(name)}. There are: {', '.join(MECHANISMS)}.",
            allowed=list(MECHANISMS),
        )
