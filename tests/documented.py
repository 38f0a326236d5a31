"""DocumentedMiddleware: no test meets an answer that the API's document does not tell of.

It stands outermost while the tests run: whichever status and kind of problem an endpoint gives in any test must be in
docs/openapi.yaml, and so must the members of what it answers with when it does what it was asked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "openapi.yaml"
_HOW_TO_MEND = (
    "If the endpoint is right, write its document anew with `make openapi`. If the refusal is not in it then, it is"
    " raised where mobilize/http/reachable.py does not find it: raise it with its code written out, in a function that"
    " the view names. If a member is missing, the serializer of the view's extend_schema(responses=…) lacks it."
)


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    with DOCUMENT.open(encoding="utf-8") as file:
        read: dict[str, Any] = yaml.load(file, yaml.CSafeLoader)
    return read


def resolve(part: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference within the document."""
    while "$ref" in part:
        found: Any = document()
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        part = found
    return part


def codes_of(answer: dict[str, Any]) -> set[str]:
    """Name the problems that an answer of the document tells of."""
    content = resolve(answer).get("content", {}).get("application/problem+json", {})
    return set(content.get("examples", {}))


@cache
def _validator(path: str, method: str, status: str, media_type: str) -> Any:
    answer = resolve(document()["paths"][path][method]["responses"][status])
    schema = answer.get("content", {}).get(media_type, {}).get("schema")
    if schema is None:
        return None
    whole = {**schema, "components": {"schemas": document()["components"]["schemas"]}}
    return jsonschema_rs.validator_for(whole, validate_formats=True)


class DocumentedMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # Tests of the conventions alone bring small views of their own.
        if request.resolver_match is not None and settings.ROOT_URLCONF == "mobilize.urls":
            path = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", request.resolver_match.route)
            operation = document()["paths"].get(path, {}).get((request.method or "").lower())
            if operation is not None:
                missing = _what_is_missing(operation, response, path=path, method=(request.method or "").lower())
                assert not missing, f"{request.method} {path}: {missing}\n{_HOW_TO_MEND}"
        return response


def _what_is_missing(operation: dict[str, Any], response: HttpResponseBase, *, path: str, method: str) -> str:
    answer = operation["responses"].get(str(response.status_code))
    if answer is None:
        return f"no status {response.status_code} is documented"
    media_type = response.headers.get("Content-Type", "").partition(";")[0]
    if not isinstance(response, HttpResponse) or not media_type.endswith("json") or "Content-Encoding" in response:
        return ""
    said = json.loads(response.content)
    if media_type == "application/problem+json":
        code = said["type"].removeprefix("/problems/").strip("/")
        known = {name.replace("_", "-") for name in codes_of(answer)}
        # A law of the database that no check foresaw says its own name.
        return "" if code in known or "constraint" in said else f"the problem {code} is not documented"
    validator = _validator(path, method, str(response.status_code), media_type)
    if validator is None:
        return f"{media_type} is not documented for {response.status_code}"
    wrong = [f"{list(error.instance_path)}: {error.message}" for error in validator.iter_errors(said)]
    return "; ".join(wrong[:3])
