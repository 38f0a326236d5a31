"""The API's document is whole: an example for every body, and for every operation all that it can be refused with."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest

from mobilize.http.examples import ExampleWriter, bodies_of
from mobilize.http.words import TEXTS
from tests.api.scene import ROLES
from tests.api.scopes import OPENED_BY, OPENED_BY_ONE_OF
from tests.api.test_doors import MAY
from tests.documented import codes_of, document, resolve

OPERATIONS = [
    (method.upper(), path.removeprefix("/api/v1/"))
    for path, methods in document()["paths"].items()
    for method in methods
]
# Files of pictures, videos and statements are bytes; a treasurer's file is in whatever form the provider reads.
BYTES = ("image/", "video/", "application/pdf", "application/octet-stream", "application/zip")


def operation_of(method: str, path: str) -> dict[str, Any]:
    found: dict[str, Any] = document()["paths"][f"/api/v1/{path}"][method.lower()]
    return found


def refusals_of(operation: dict[str, Any]) -> dict[str, set[str]]:
    told = {status: codes_of(answer) for status, answer in operation["responses"].items()}
    return {status: codes for status, codes in told.items() if codes}


def test_everything_that_has_an_address_is_in_it() -> None:
    assert sorted(OPERATIONS) == sorted(MAY)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_body_has_an_example_that_fits_it(method: str, path: str) -> None:
    schemas = {"components": {"schemas": document()["components"]["schemas"]}}
    for media_type, body in bodies_of(operation_of(method, path)):
        if media_type.startswith(BYTES):
            continue
        examples = [body["example"]] if "example" in body else [each["value"] for each in body["examples"].values()]
        assert examples, f"{media_type} has no example"
        validator = jsonschema_rs.validator_for({**body["schema"], **schemas}, validate_formats=True)
        for example in examples:
            wrong = [f"{list(error.instance_path)}: {error.message}" for error in validator.iter_errors(example)]
            assert not wrong, (
                "the example does not fit its schema. Give the field another word in mobilize/http/words.py, or the"
                f" view an example of its own with extend_schema(examples=[…]).\n{wrong}"
            )


def test_every_field_of_text_has_a_word() -> None:
    writer = ExampleWriter(document()["components"]["schemas"])
    for method, path in OPERATIONS:
        for media_type, body in bodies_of(operation_of(method, path)):
            if "examples" not in body and media_type not in TEXTS and not media_type.startswith(BYTES):
                writer.example_of(body["schema"], f"/api/v1/{path}")
    assert not writer.unnamed, f"give these fields a word in mobilize/http/words.py: {sorted(writer.unnamed)}"


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_operation_tells_what_it_is_refused_with(method: str, path: str) -> None:
    operation = operation_of(method, path)
    told = refusals_of(operation)
    assert "default" not in operation["responses"]
    assert {"bad_request"} <= told["400"]
    assert told["406"] == {"not_acceptable"}
    assert told["429"] == {"throttled"}
    assert {"busy", "database_unavailable"} <= told["503"]
    if "session" not in {name for way in operation.get("security", ()) for name in way}:
        # Nobody is asked who they are.
        assert MAY[method, path] == (set(ROLES), 0)
        assert "401" not in told
        assert "403" not in told
        return
    assert {"key_revoked", "key_expired", "key_unknown", "key_malformed"} <= told["401"]
    who, _ = MAY[method, path]
    if who != set(ROLES):
        assert "not_authenticated" in told["401"]
    opened = [scope for scope, endpoints in OPENED_BY.items() if (method, path) in endpoints]
    opened += OPENED_BY_ONE_OF.get((method, path), ())
    assert ("scope_missing" in told.get("403", set())) == bool(opened)
    assert [{"apiKey": [scope]} for scope in opened] == [way for way in operation["security"] if "apiKey" in way]
    if "{" in path:
        assert told["404"]
    if "requestBody" in operation:
        assert {"invalid_input", "parse_error", "unreadable_body"} <= told["400"]
        takes_files = "multipart/form-data" in operation["requestBody"]["content"]
        assert told["413"] == {"body_too_large"} | ({"upload_too_large"} if takes_files else set())
        assert told["415"] == {"unsupported_media_type"}
    if method == "POST":
        assert told["422"] == {"idempotency_key_reused"}
        assert "request_still_running" in told["409"]
    if method != "GET":
        assert "csrf_failed" in told["403"]
    if method in {"PATCH", "PUT", "DELETE"}:
        is_read = ("GET", path) in MAY
        assert told.get("412") == ({"changed_since_read"} if is_read else None)
        named = {each["name"] for each in operation["parameters"]}
        assert ("If-Match" in named) == is_read


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_answer_describes_its_headers(method: str, path: str) -> None:
    for status, answer in operation_of(method, path)["responses"].items():
        headers = {name: resolve(header) for name, header in resolve(answer)["headers"].items()}
        expected = {"RateLimit-Policy", "RateLimit"}
        expected |= {"401": {"WWW-Authenticate"}, "429": {"Retry-After"}, "503": {"Retry-After"}}.get(status, set())
        is_json = any(form.endswith("json") for form in resolve(answer).get("content", {}))
        expected |= {"ETag"} if status == "304" or (method == "GET" and status == "200" and is_json) else set()
        expected |= {"Idempotency-Replayed"} if method == "POST" and status.startswith("2") else set()
        assert expected <= set(headers)
        assert all(header["description"] and header["example"] for header in headers.values())
        assert resolve(answer)["description"]


@pytest.mark.parametrize(
    ("method", "path", "status", "codes"),
    [
        ("POST", "campaigns/{slug}/findings/", "409", {"no_place", "outside_the_window", "client_id_reused"}),
        ("POST", "campaigns/{slug}/findings/", "400", {"idempotency_key_required", "participant_token_ended"}),
        ("POST", "campaigns/{slug}/join/", "410", {"link_expired", "link_exhausted", "campaign_closed"}),
        ("POST", "campaigns/{slug}/launch/", "409", {"escrow_falls_short", "contract_missing"}),
        ("POST", "campaigns/{slug}/nudges/", "400", {"subject_missing", "text_too_long"}),
        ("POST", "findings/{finding_id}/reject/", "403", {"own_finding", "finding_of_upline"}),
        ("POST", "findings/{finding_id}/evidence/", "400", {"file_damaged", "video_too_long", "one_file_at_a_time"}),
        ("POST", "payout-batches/{batch_id}/approve/", "503", {"requests_not_counted"}),
        ("GET", "findings/{finding_id}/", "404", {"unknown_finding"}),
        ("POST", "mechanisms/{name}/preview/", "400", {"invalid_prize", "invalid_terms"}),
    ],
)
def test_refusals_from_deep_in_the_code_are_told(method: str, path: str, status: str, codes: set[str]) -> None:
    assert codes <= refusals_of(operation_of(method, path))[status]


def test_facts_are_not_said_to_be_refused_for_money() -> None:
    """What is far from a view stays out of what it is said to be refused with."""
    told = refusals_of(operation_of("POST", "campaigns/{slug}/findings/"))
    assert "escrow_falls_short" not in told["409"]
    assert "invalid_terms" not in told["400"]
