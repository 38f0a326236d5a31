"""Problem: one refusal as an RFC 9457 document, and the only place that writes `application/problem+json`.

Every refusal of the API has the same members: `type` (an address that never changes for that refusal),
`title`, `status`, `detail`, `instance`, and `errors` with one entry per bad field. What else a refusal has to
say to programs stands under keys of its own and can never hide one of these.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path
from rest_framework.utils.encoders import JSONEncoder

API_PREFIX = "/api/"
CONTENT_TYPE = "application/problem+json"


class ProblemEncoder(JSONEncoder):
    """Writes what refusals carry: times, ids and decimals as DRF does, ratios as "1/2"."""

    def default(self, obj: Any) -> Any:
        if isinstance(obj, Fraction):
            return str(obj)
        if isinstance(obj, bytes | memoryview):
            return bytes(obj).decode("utf-8", "replace")
        try:
            return super().default(obj)
        except TypeError:
            # A refusal must reach the caller whatever was put into its data.
            return str(obj)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One refusal, ready to be sent."""

    status: int
    code: str
    detail: str
    title: str = ""
    errors: Sequence[Mapping[str, str]] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def type_uri(self) -> str:
        return f"/problems/{re.sub(r'[^a-z0-9]+', '-', self.code.lower()).strip('-')}/"

    def document(self, *, path: str) -> dict[str, Any]:
        members: dict[str, Any] = {
            "type": self.type_uri,
            "title": self.title or self.code.replace("_", " ").capitalize(),
            "status": self.status,
            "detail": self.detail,
            "instance": escape_uri_path(path),
        }
        if self.errors:
            members["errors"] = [dict(error) for error in self.errors]
        own = {key: value for key, value in self.data.items() if key not in {*members, "errors"}}
        return members | own

    def response(self, request: HttpRequest) -> HttpResponse:
        """Write the document as it is, whatever renderer the view had agreed on."""
        body = json.dumps(self.document(path=request.path), cls=ProblemEncoder, ensure_ascii=False)
        response = HttpResponse(body.encode("utf-8", "replace"), status=self.status, content_type=CONTENT_TYPE)
        for name, value in self.headers.items():
            response.headers[name] = value
        return response


# What a bare status says where nothing better is known.
_SENTENCES = {
    400: "The request could not be understood.",
    401: "This needs a signed-in person or an API key.",
    403: "You may not do this.",
    404: "There is nothing at this address, or it is not for you to see.",
    405: "This address does not answer to that method; the Allow header names those that it answers to.",
    413: "The request is larger than this instance accepts.",
    429: "Too many requests; wait and try again.",
    500: "Something went wrong on our side. It has been logged.",
    503: "The service cannot answer at the moment; try again shortly.",
}
_CODES = {400: "bad_request", 403: "permission_denied", 500: "internal_error"}


def problem_of_status(status: int, *, headers: Mapping[str, str] | None = None) -> Problem:
    """Make the problem for a status that came without a reason of its own."""
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "Refused"
    return Problem(
        status=status,
        code=_CODES.get(status, phrase.lower().replace(" ", "_").replace("-", "_")),
        detail=_SENTENCES.get(status, f"{phrase}."),
        headers=headers or {},
    )


def is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith(API_PREFIX)
