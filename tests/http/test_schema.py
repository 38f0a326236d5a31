"""The OpenAPI document says what every endpoint shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

# drf-spectacular's functions have no types.
check: Callable[[dict[str, Any]], None] = validate_schema
generator: Callable[..., Any] = SchemaGenerator


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    document: dict[str, Any] = generator(urlconf="tests.http.urls").get_schema(public=True)
    return document


def test_the_document_is_valid(schema: dict[str, Any]) -> None:
    check(schema)


def test_every_operation_may_answer_with_a_problem(schema: dict[str, Any]) -> None:
    operations = [operation for path in schema["paths"].values() for operation in path.values()]
    assert operations
    for operation in operations:
        answer = operation["responses"]["429"]
        assert answer == {"$ref": "#/components/responses/TooManyRequests"}
        content = schema["components"]["responses"]["TooManyRequests"]["content"]
        assert content["application/problem+json"]["schema"] == {"$ref": "#/components/schemas/Problem"}
    assert "Problem" in schema["components"]["schemas"]


def test_every_post_and_nothing_else_takes_an_idempotency_key(schema: dict[str, Any]) -> None:
    for path in schema["paths"].values():
        for method, operation in path.items():
            names = [parameter["name"] for parameter in operation.get("parameters", [])]
            assert ("Idempotency-Key" in names) == (method == "post")


def test_lists_name_their_limit_and_their_cursor(schema: dict[str, Any]) -> None:
    operation = schema["paths"]["/api/v1/stored/"]["get"]
    parameters = {parameter["name"]: parameter for parameter in operation["parameters"]}
    assert parameters["limit"]["schema"] == {"type": "integer", "minimum": 1, "maximum": 100, "default": 25}
    assert "cursor" in parameters
    page = schema["components"]["schemas"]["PaginatedStoredList"]
    assert page["required"] == ["results", "next", "previous"]


def test_the_session_is_a_way_to_sign_in(schema: dict[str, Any]) -> None:
    assert schema["components"]["securitySchemes"]["session"]["name"] == "sessionid"
    assert {"session": []} in schema["paths"]["/api/v1/private/"]["get"]["security"]
