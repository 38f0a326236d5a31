"""Mechanisms over HTTP: their cards and the schemas of their terms, and what each pays on a made-up chain.

Open to everyone without signing in, so that a promise can be understood before anybody joins.
"""

from __future__ import annotations

import logging
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from redis.exceptions import RedisError
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from campaigns.errors import NotFound
from campaigns.people.doors import ANYONE, Who
from rewards.mechanisms.preview import MAX_NAME_LENGTH, MAX_NODES, preview_chain
from rewards.mechanisms.registry import MECHANISMS
from rewards.mechanisms.terms import MAX_PRIZE_MINOR, shown

logger = logging.getLogger(__name__)


class PropertyCardSerializer(serializers.Serializer[dict[str, Any]]):
    """What may be said of a mechanism under every terms that it accepts."""

    bounded_by_prize = serializers.BooleanField(help_text="The shares never add up to more than the prize.")
    sybil_proof = serializers.ChoiceField(
        choices=["yes", "no", "equal_contribution", "above_cap_price", "equilibrium"],
        help_text="Whether one person may gain by taking several places, or the condition under which not.",
    )
    unbounded_reward = serializers.BooleanField(
        help_text="One person's reward from one prize or period can grow without a bound."
    )
    rewards_recruiting = serializers.BooleanField(
        help_text="Somebody can be paid for having invited the one who found."
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


class ChainWhatIfSerializer(serializers.Serializer[dict[str, Any]]):
    """A made-up finding: its prize, the terms, and the path from the finder up."""

    # It describes the shape and reads nothing: the preview checks its own input, so that its rules stand in
    # one place and hold for every caller.
    prize_minor = serializers.IntegerField(min_value=0, max_value=MAX_PRIZE_MINOR)
    terms = serializers.DictField(
        required=False, help_text="As the mechanism's `terms_schema` says; its defaults where left out."
    )
    chain = serializers.ListField(
        child=serializers.CharField(max_length=MAX_NAME_LENGTH),
        min_length=1,
        max_length=MAX_NODES,
        help_text="Names of the people on the path, each once: the finder, their inviter, and so on up.",
    )


class PreviewShareSerializer(serializers.Serializer[dict[str, Any]]):
    participant = serializers.CharField()
    amount_minor = serializers.IntegerField(min_value=0)


class ChainPreviewSerializer(serializers.Serializer[dict[str, Any]]):
    """Who would get what. The shares and the remainder add up to the prize."""

    shares = PreviewShareSerializer(many=True)
    remainder_minor = serializers.IntegerField(min_value=0)
    budget_bound_minor = serializers.IntegerField(
        min_value=0, help_text="The most that the shares of any chain could add up to."
    )
    card = PropertyCardSerializer()


_EXAMPLE_REQUEST = {
    "prize_minor": 400000,
    "terms": {"ratio": "1/2"},
    "chain": ["dave", "carol", "bob", "alice"],
}


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
class MechanismListView(_OpenView):
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


class PreviewThrottle(ScopedRateThrottle):
    """Limits previews; while the counter is out of reach they go on, for they touch nothing."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        try:
            return super().allow_request(request, view)
        except RedisError:
            logger.warning("Previews are not limited: Redis does not answer.")
            return True


@extend_schema_view(
    post=extend_schema(
        operation_id="mechanisms_preview",
        summary="Preview how a mechanism would split a prize",
        description=(
            "What each person on a made-up chain would get, computed by the code that pays real findings."
            " Nothing is stored. The number of requests is limited."
        ),
        tags=["mechanisms"],
        request=ChainWhatIfSerializer,
        responses=ChainPreviewSerializer,
        examples=[
            OpenApiExample("Half goes up at each step", value=_EXAMPLE_REQUEST, request_only=True),
            OpenApiExample(
                "Half goes up at each step",
                value=preview_chain("recursive", _EXAMPLE_REQUEST),
                response_only=True,
            ),
        ],
    )
)
class MechanismPreviewView(_OpenView):
    throttle_classes = (PreviewThrottle,)
    throttle_scope = "preview"

    def post(self, request: Request, name: str) -> Response:
        _check_exists(name)
        return Response(ChainPreviewSerializer(preview_chain(name, request.data)).data)


def _check_exists(name: str) -> None:
    """In an address an unknown name is an absent page; in a contract's terms it is bad input."""
    if name not in MECHANISMS:
        raise NotFound(
            "unknown_mechanism",
            f"There is no mechanism {shown(name)}. There are: {', '.join(MECHANISMS)}.",
            allowed=list(MECHANISMS),
        )
