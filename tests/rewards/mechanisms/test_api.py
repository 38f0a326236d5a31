"""The mechanisms over HTTP: everyone may read and try them, not too often, and refusals name the place."""

from __future__ import annotations

import json
import secrets
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # the package ships no types
import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import path
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory

from rewards.mechanisms.api import (
    MechanismListView,
    MechanismPreviewView,
    MechanismSybilGainView,
    MechanismView,
)
from rewards.mechanisms.registry import MECHANISMS

# By whom a stranger is counted is a hash, whose key the database has.
pytestmark = pytest.mark.django_db

GOOD: dict[str, Any] = {
    "prize_minor": 400_000,
    "terms": {"ratio": "1/2"},
    "chain": ["dave", "carol", "bob", "alice"],
}
requests = APIRequestFactory()


def body_of(response: HttpResponseBase) -> Any:
    if isinstance(response, Response) and not response.is_rendered:
        response.render()
    return json.loads(response.content)  # type: ignore[attr-defined]  # no streaming response here


@pytest.fixture
def address() -> str:
    """An address of one's own, since the limit counts by address and outlives a test."""
    return ".".join(["10", *(str(secrets.randbelow(256)) for _ in range(3))])


def post_preview(body: object, *, name: str = "recursive", address: str) -> HttpResponseBase:
    request = requests.post(f"/api/v1/mechanisms/{name}/preview/", body, format="json", REMOTE_ADDR=address)
    return MechanismPreviewView.as_view()(request, name=name)


def post_sybil_gain(body: object, *, name: str = "recursive", address: str) -> HttpResponseBase:
    request = requests.post(f"/api/v1/mechanisms/{name}/sybil-gain/", body, format="json", REMOTE_ADDR=address)
    return MechanismSybilGainView.as_view()(request, name=name)


def test_the_list_holds_every_mechanism_on_one_page() -> None:
    response = MechanismListView.as_view()(requests.get("/api/v1/mechanisms/"))
    assert response.status_code == 200
    page = body_of(response)
    assert (page["next"], page["previous"]) == (None, None)
    assert page["results"] == [known.describe() for known in MECHANISMS.values()]


def test_one_mechanism_is_read_by_its_name() -> None:
    response = MechanismView.as_view()(requests.get("/api/v1/mechanisms/levels/"), name="levels")
    assert response.status_code == 200
    assert body_of(response) == MECHANISMS["levels"].describe()


@pytest.mark.parametrize("name", ["pyramid", "Recursive", "x" * 5_000, "\udc80"])
def test_an_unknown_name_is_an_absent_page(name: str, address: str) -> None:
    read = MechanismView.as_view()(requests.get("/api/v1/mechanisms/unknown/"), name=name)
    request = requests.post("/api/v1/mechanisms/unknown/preview/", GOOD, format="json", REMOTE_ADDR=address)
    tried = MechanismPreviewView.as_view()(request, name=name)
    attacked = MechanismSybilGainView.as_view()(request, name=name)
    for response in (read, tried, attacked):
        assert response.status_code == 404
        assert body_of(response)["allowed"] == list(MECHANISMS)


def test_the_published_example_for_someone_who_is_not_signed_in(address: str) -> None:
    response = post_preview(GOOD, address=address)
    assert response.status_code == 200
    assert body_of(response) == {
        "shares": [
            {"participant": "dave", "amount_minor": 200_000},
            {"participant": "carol", "amount_minor": 100_000},
            {"participant": "bob", "amount_minor": 50_000},
            {"participant": "alice", "amount_minor": 25_000},
        ],
        "remainder_minor": 25_000,
        "budget_bound_minor": 400_000,
        "card": MECHANISMS["recursive"].card.to_json(),
    }


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({**GOOD, "prize_minor": -1}, "#/prize_minor"),
        ({**GOOD, "terms": {"ratio": "1"}}, "#/terms/ratio"),
        ({**GOOD, "terms": {"a/b.c": "1"}}, "#/terms/a~1b.c"),
        ({**GOOD, "chain": ["dave", 7]}, "#/chain/1"),
        ({"prize_minor": 1}, "#/chain"),
    ],
)
def test_bad_input_is_a_problem_with_a_pointer(body: object, pointer: str, address: str) -> None:
    response = post_preview(body, address=address)
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert [error["pointer"] for error in body_of(response)["errors"]] == [pointer]


def test_a_tree_and_a_circle_for_someone_who_is_not_signed_in(address: str) -> None:
    tree: list[dict[str, Any]] = [
        {"id": "A", "inviter": None, "contribution": 1},
        {"id": "B", "inviter": "A", "contribution": 1},
    ]
    body: dict[str, Any] = {"prize_minor": 1000, "terms": {"beta": "1/2", "delta": 1}, "tree": tree}
    answer = body_of(post_preview(body, name="pachira", address=address))
    assert answer["rewards"] == {"A": "5/8", "B": "3/8"}
    assert [share["amount_minor"] for share in answer["shares"]] == [625, 375]
    members = [{"id": "ann", "baseline": 1, "activity": 3}]
    answer = body_of(
        post_preview({"prize_minor": 9, "terms": {"rate": 2}, "members": members}, name="own_reward", address=address)
    )
    assert (answer["shares"], answer["remainder_minor"]) == ([{"participant": "ann", "amount_minor": 4}], 5)
    assert answer["rewards"] == {"ann": "2"}
    refused = post_preview({**body, "tree": [{**tree[0], "inviter": "B"}, tree[1]]}, name="pachira", address=address)
    assert refused.status_code == 400
    problem = body_of(refused)
    assert [error["pointer"] for error in problem["errors"]] == ["#/tree/0/inviter"]
    assert "'A' is in a circle" in json.dumps(problem)


def test_what_fake_places_would_gain(address: str) -> None:
    response = post_sybil_gain({**GOOD, "attacker": "dave", "identities": 2}, address=address)
    assert response.status_code == 200
    answer = body_of(response)
    assert (answer["honest_minor"], answer["best_minor"], answer["gain_minor"]) == (200_000, 300_000, 100_000)
    assert answer["losers"][0] == {"participant": "carol", "loss_minor": 50_000}
    assert answer["attack"].endswith(".")
    refused = post_sybil_gain({**GOOD, "attacker": "dave", "identities": 7}, address=address)
    assert refused.status_code == 400
    assert [error["pointer"] for error in body_of(refused)["errors"]] == ["#/identities"]


@pytest.mark.parametrize("body", [[], [GOOD], "text", 7, None])
def test_a_body_that_is_no_object_is_refused(body: object, address: str) -> None:
    assert post_preview(body, address=address).status_code == 400
    assert post_sybil_gain(body, address=address).status_code == 400


def test_previews_are_limited_by_address(address: str, settings: Any) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"preview": (3, 60)}

    def post(path: str, body: object, address: str) -> Any:
        return Client().post(f"/api/v1/mechanisms/recursive/{path}/", body, "application/json", REMOTE_ADDR=address)

    for _ in range(2):
        assert post("preview", GOOD, address).status_code == 200
    # searches and previews are counted together
    assert post("sybil-gain", {**GOOD, "attacker": "dave", "identities": 2}, address).status_code == 200
    refused = post("preview", GOOD, address)
    assert refused.status_code == 429
    assert refused.json()["violated-policies"] == ["preview"]
    assert 1 <= int(refused.headers["Retry-After"]) <= 61
    assert post("preview", GOOD, f"{address}0").status_code == 200


def test_the_openapi_document_is_made_without_a_warning_and_fits_the_answers() -> None:
    generator: Any = SchemaGenerator
    GENERATOR_STATS.reset()
    schema = generator(
        patterns=[
            path("mechanisms/", MechanismListView.as_view()),
            path("mechanisms/<str:name>/", MechanismView.as_view()),
            path("mechanisms/<str:name>/preview/", MechanismPreviewView.as_view()),
            path("mechanisms/<str:name>/sybil-gain/", MechanismSybilGainView.as_view()),
        ]
    ).get_schema(request=None, public=True)
    assert not GENERATOR_STATS
    read = schema["paths"]["/mechanisms/{name}/"]["get"]
    validator = validator_of(read["responses"]["200"], schema)
    for known in MECHANISMS.values():
        validator.validate(known.describe())
    for address in ("preview", "sybil-gain"):
        asked = schema["paths"][f"/mechanisms/{{name}}/{address}/"]["post"]
        for side in (asked["requestBody"], asked["responses"]["200"]):
            examples = side["content"]["application/json"]["examples"].values()
            assert len(examples) == 3  # one of each family
            for example in examples:
                validator_of(side, schema).validate(example["value"])
        assert not validator_of(asked["requestBody"], schema).is_valid({**GOOD, "chain": []})


def validator_of(side: dict[str, Any], document: dict[str, Any]) -> Any:
    """Find the JSON Schema of a body within the OpenAPI document, whose references it needs."""
    schema = side["content"]["application/json"]["schema"]
    return jsonschema.Draft202012Validator({**schema, "components": document["components"]})
