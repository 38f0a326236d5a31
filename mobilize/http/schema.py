"""ConventionsSchema: what every endpoint shares, said in the OpenAPI document once.

Every operation tells each problem that it can answer with (`answers`), every POST takes an Idempotency-Key, and every
reading takes an ETag back.
"""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiParameter
from rest_framework.serializers import CharField

from mobilize.http.answers import Answers, Operation
from mobilize.http.idempotency import HEADER, MAX_KEY

_PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "A refusal (RFC 9457). Further members belong to the kind of refusal that type names.",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri-reference"},
        "errors": {
            "type": "array",
            "description": "One entry for each bad field.",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "JSON pointer of the bad field."},
                    "parameter": {
                        "type": "string",
                        "description": "The query parameter, where there is no body.",
                    },
                    "detail": {"type": "string"},
                },
            },
        },
    },
    "additionalProperties": True,
}


# An ETag as it stands in its header.
_TAG = '(W/)?"[!#-~]*"'
# What changes or removes a thing, which may have been read at the same address.
CHANGING = {"PATCH", "PUT", "DELETE"}
_IF_MATCH = OpenApiParameter(
    name="If-Match",
    type={"type": "string", "pattern": f"^({_TAG}(, ?{_TAG})*|\\*)$"},
    location=OpenApiParameter.HEADER,
    required=False,
    description="The ETag with which it was read: refused (412) where somebody else changed it since. Left out, it is"
    " changed or removed as it is.",
)
_IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "schema": {"type": "string"},
    "description": "The ETag of the answer that one has: if it is still the same, 304 says so without a body.",
}
_JSON = ("application/json", "application/geo+json")


class ConventionsSchema(AutoSchema):
    def get_override_parameters(self) -> list[Any]:
        if self.method in CHANGING and hasattr(self.view, "get"):
            return [_IF_MATCH]
        if self.method != "POST":
            return []
        return [
            OpenApiParameter(
                name=HEADER,
                type={"type": "string", "minLength": 1, "maxLength": MAX_KEY, "pattern": "^[!-~]([ -~]*[!-~])?$"},
                location=OpenApiParameter.HEADER,
                required=False,
                description=f"Your own name for this request, up to {MAX_KEY} characters: sent again within"
                " 24 hours, it is answered from what was stored and nothing is done twice."
                + (" Required with an API key." if getattr(self.view, "idempotency_key_required", False) else ""),
            )
        ]

    def _insert_field_validators(self, field: Any, schema: dict[str, Any]) -> None:
        """Say of a text that may not be empty that spaces alone are nothing too."""
        is_filled = schema.get("minLength") == 1
        super()._insert_field_validators(field, schema)  # type: ignore[no-untyped-call]  # untyped there
        if (
            is_filled
            and isinstance(field, CharField)
            and field.trim_whitespace
            and not {"format", "pattern"} & {*schema}
        ):
            schema["pattern"] = r"\S"

    def get_description(self) -> str:  # type: ignore[override]  # the stubs know only the base of DRF
        """Leave the views' docstrings to those who read the code."""
        return ""

    def get_auth(self) -> list[dict[str, Any]]:
        schemes: list[dict[str, Any]] = super().get_auth()
        return [*schemes, {}] if self.stated_door() == "anyone" and schemes else schemes

    def say_who(self) -> str:
        who = self.stated_door()
        if who is None:
            return ""
        people = who if isinstance(who, str) else f"the campaign's people with the role {' or '.join(who)}"
        return f"For {people}. {self.say_scope()}".rstrip()

    def say_scope(self) -> str:
        if not self.view.get_authenticators():
            return ""
        scopes = self.stated_scopes()
        if not scopes:
            return "API keys do not open it."
        also = ", or a publishable one" if self.method in getattr(self.view, "publishable", ()) else ""
        which = " or ".join(f"`{scope}`" for scope in scopes)
        return f"An API key needs the scope {which}{also}."

    def stated_scopes(self) -> tuple[str, ...]:
        """Read what a key must have been made for, as the view states it: one of these."""
        stated: str | tuple[str, ...] = getattr(self.view, "scope", {}).get(self.method, ())
        return stated if isinstance(stated, tuple) else (stated,)

    def stated_door(self) -> str | tuple[str, ...] | None:
        """Read who may call, as the view states it."""
        who: str | tuple[str, ...] | None = getattr(self.view, "who", {}).get(self.method)
        return who

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation: dict[str, Any] | None = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        operation["description"] = "\n\n".join(filter(None, (self.say_who(), operation.get("description"))))
        component = ResolvedComponent(  # type: ignore[no-untyped-call]  # untyped in drf-spectacular
            name="Problem", type=ResolvedComponent.SCHEMA, schema=_PROBLEM, object="Problem"
        )
        self.registry.register_on_missing(component)
        parameters = operation.setdefault("parameters", [])
        said = Operation(
            view=self.view,
            view_class=type(self.view),
            method=self.method,
            has_body="requestBody" in operation,
            has_query=any(parameter["in"] == "query" for parameter in parameters),
            has_place=any(parameter["in"] == "path" for parameter in parameters),
        )
        answer = operation["responses"].get("200", {})
        if self.method == "GET" and any(form in answer.get("content", {}) for form in _JSON):
            parameters.append(dict(_IF_NONE_MATCH))
        is_page = any(parameter["name"] == "cursor" for parameter in parameters)
        Answers(self.registry, component).complete(operation["responses"], said, is_page=is_page)
        return operation


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # its hook is untyped
    target_class = "mobilize.http.sessions.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # its hook is untyped
    target_class = "mobilize.http.keys.KeyAuthentication"
    name = "apiKey"

    def get_security_requirement(self, auto_schema: Any) -> dict[str, list[str]] | list[dict[str, list[str]]]:
        """Name the scopes that the endpoint takes, each a way of its own; nothing where it takes no key."""
        return [{self.name: [str(scope)]} for scope in auto_schema.stated_scopes()]

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "mk_… or mpk_…, a checksum at its end",
            "description": "An API key. Each operation names the scope that a key must have been made for.",
        }
