"""Answers of every operation in the API's document: which problems it can give, and which headers come along.

What every endpoint shares follows from what its view states: who may call it, with which scope, under which limits,
whether it is sent once under a key. What is the view's own is read from its code (`reachable`). Refusals that are the
same everywhere stand in the document once, and each operation refers to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from drf_spectacular.plumbing import ComponentRegistry, ResolvedComponent
from rest_framework.parsers import MultiPartParser
from rest_framework.views import APIView

from campaigns.people.doors import ANYONE, OPERATOR, SIGNED_IN
from campaigns.people.keys import KeyRefused
from mobilize.http.bodies import MAX_BYTES
from mobilize.http.documents import CONTENT_TYPE, Problem, problem_of_status
from mobilize.http.idempotency import HEADER, MAX_KEY, REPLAYED
from mobilize.http.reachable import Refusal, reachable

SAFE = {"GET", "HEAD"}
_ADDRESS = "/api/v1/…/"

# Headers of answers, said once. RateLimit is left out while nothing can be counted.
HEADERS: dict[str, dict[str, Any]] = {
    "RateLimit-Policy": {
        "description": "How many requests (q) may be made in how many seconds (w), for each limit that holds here.",
        "required": True,
        "schema": {"type": "string"},
        "example": '"default";q=600;w=60',
    },
    "RateLimit": {
        "description": "How many requests are left (r), and for how many seconds there will be no more (t).",
        "schema": {"type": "string"},
        "example": '"default";r=598;t=41',
    },
    "ETag": {
        "description": "Names what was answered. Sent back as If-None-Match, it is answered with 304 while nothing"
        " changed; sent along as If-Match, a change is made only to what was read.",
        "schema": {"type": "string"},
        "example": '"5d41402abc4b2a76b9719d911017c592"',
    },
    "Link": {
        "description": "The pages on either side (RFC 8288): rel next and prev, as far as there are any.",
        "schema": {"type": "string"},
        "example": '<https://mobilize.example.org/api/v1/campaigns/?cursor=gAAAAB>; rel="next"',
    },
    "Retry-After": {
        "description": "After so many seconds the same request may be made again.",
        "required": True,
        "schema": {"type": "string", "pattern": "^[0-9]+$"},
        "example": "5",
    },
    "WWW-Authenticate": {
        "description": "How to sign in, and what is wrong with the key that was shown (RFC 6750).",
        "required": True,
        "schema": {"type": "string"},
        "example": 'Bearer realm="mobilize", error="invalid_token"',
    },
    REPLAYED: {
        "description": f"true where this is the stored answer to an earlier request with the same {HEADER}.",
        "schema": {"type": "string", "enum": ["true"]},
        "example": "true",
    },
}
_ALWAYS = ("RateLimit-Policy", "RateLimit")
_WITH_STATUS = {401: ("WWW-Authenticate",), 429: ("Retry-After",), 503: ("Retry-After",)}

_KEY_WRONG = (
    "key_malformed", "key_checksum_wrong", "key_unknown", "key_revoked", "key_expired", "key_owner_left",
)  # fmt: skip
_SENTENCES = {
    400: "Something that was sent breaks a rule.",
    401: "Nobody is signed in, or the key is not good.",
    403: "Not for this caller.",
    404: "There is no such thing, or it is not for the caller to know that there is.",
    406: "None of the media types in Accept is spoken here.",
    409: "The state of things does not allow it.",
    410: "It was there and has ended.",
    412: "Somebody else changed it since it was read.",
    413: "The body has more bytes than are read here.",
    415: "Bodies of this media type are not read here.",
    416: "The range lies outside the file.",
    422: f"The {HEADER} was used for another request.",
    429: "Too many requests.",
    503: "Not at the moment.",
}


@dataclass(frozen=True)
class Operation:
    """What of an operation decides how it can be refused."""

    view: APIView
    view_class: type
    method: str
    has_body: bool
    has_query: bool
    has_place: bool
    """Whether its address names something that may not be there."""

    def stated(self, name: str) -> Any:
        """Read what the view states for this method."""
        return getattr(self.view, name, {}).get(self.method)

    @property
    def is_safe(self) -> bool:
        return self.method in SAFE


def refusals_of(operation: Operation) -> list[Refusal]:
    """List every refusal of an operation, by status and code."""
    found = {(each.status, each.code): each for each in _shared(operation)}
    # What another method would be refused with for the state of things can be what this one answers.
    tells = operation.method in getattr(operation.view_class, "tells_refusals", ())
    for each in reachable(operation.view_class, operation.method):
        if tells and each.status == 409:
            continue
        found[each.status, each.code] = each
    return [found[key] for key in sorted(found)]


def _shared(operation: Operation) -> Iterator[Refusal]:
    method = operation.method
    yield _plain(400)
    # A part of a report takes parameters or refuses them.
    if operation.has_body or operation.has_query or hasattr(operation.view_class, "takes"):
        yield Refusal(400, "invalid_input", "amount_minor: A valid integer is required.")
    if operation.has_body or method == "POST":
        yield Refusal(400, "parse_error", "The body is not JSON: Expecting value (line 1, column 1).")
        yield Refusal(400, "unreadable_body", "The body holds something that cannot be kept.")
        yield Refusal(413, "body_too_large", f"A JSON body may have at most {MAX_BYTES} bytes.")
        if any(issubclass(parser, MultiPartParser) for parser in operation.view.parser_classes):
            yield Refusal(413, "upload_too_large", "This may bring at most 64 MB, files included.")
        yield Refusal(415, "unsupported_media_type", 'Unsupported media type "text/plain" in request.')
    yield Refusal(400, "value_out_of_range", "A value is larger, longer or further away than can be kept.")
    yield from _door(operation)
    if operation.has_place or not _is_open(operation):
        yield _plain(404)
    yield Refusal(406, "not_acceptable", "Could not satisfy the request Accept header.")
    if method == "POST":
        yield from _once(operation)
    if not operation.is_safe:
        said = "This contradicts something that is already recorded. Nothing was changed."
        yield Refusal(409, "conflict", said)
    yield Refusal(429, "throttled", "Too many requests. Wait 5 s and try again.")
    yield from _momentary(operation)


def _door(operation: Operation) -> Iterator[Refusal]:
    if not operation.view.get_authenticators():
        return
    who, scope = operation.stated("who"), operation.stated("scope")
    if who != ANYONE:
        yield Refusal(401, "not_authenticated", problem_of_status(401).detail)
    for code in _KEY_WRONG:
        yield Refusal(401, code, str(KeyRefused(code)))
    if not operation.is_safe:
        said = "The CSRF token is missing or wrong. Send the value of the csrftoken cookie as X-CSRFToken."
        yield Refusal(403, "csrf_failed", said)
    if who not in {ANYONE, SIGNED_IN}:
        yield _plain(403)
    if scope is None:
        yield Refusal(403, "key_not_taken", "This takes a person who is signed in; no API key opens it.")
        return
    one = scope[0] if isinstance(scope, tuple) else scope
    yield Refusal(403, "scope_missing", f"This takes a key with the scope {one}, which yours lacks.")
    if operation.method not in getattr(operation.view, "publishable", ()):
        yield Refusal(403, "key_is_publishable", "A publishable key reports findings and activities, and nothing else.")
    yield Refusal(403, "key_without_role", "Whoever made this key is no organizer of its campaign any more.")
    if not hasattr(operation.view_class, "campaign"):
        yield Refusal(403, "key_of_one_campaign", "Your key works in one campaign, and this is about more than that.")


def _is_open(operation: Operation) -> bool:
    return operation.stated("who") in {ANYONE, SIGNED_IN, OPERATOR}


def _once(operation: Operation) -> Iterator[Refusal]:
    said = f"{HEADER} must be 1 to {MAX_KEY} printable ASCII characters."
    yield Refusal(400, "idempotency_key_unusable", said)
    if getattr(operation.view, "idempotency_key_required", False):
        yield Refusal(400, "idempotency_key_required", f"Send an {HEADER} of your choice.")
    yield Refusal(409, "request_still_running", f"The first request with this {HEADER} is still running.")
    yield Refusal(422, "idempotency_key_reused", f"This {HEADER} was used for another request in the last 24 hours.")


def _momentary(operation: Operation) -> Iterator[Refusal]:
    yield Refusal(503, "busy", "Others are changing the same things at this moment. Nothing was changed; try again.")
    yield Refusal(503, "database_unavailable", "The database does not answer at the moment. Try again shortly.")
    limits = operation.stated("limits") or ()
    if operation.method in getattr(operation.view, "moves_money", ()) or any(limit.closed for limit in limits):
        yield Refusal(503, "requests_not_counted", "Requests cannot be counted at the moment. Nothing was done.")


def _plain(status: int) -> Refusal:
    problem = problem_of_status(status)
    return Refusal(status, problem.code, problem.detail)


class Answers:
    """Writes the answers of operations into a document, and what they share into its components."""

    def __init__(self, registry: ComponentRegistry, problem: ResolvedComponent) -> None:
        self.registry = registry
        self.problem = problem

    def complete(self, answers: dict[str, Any], operation: Operation, *, is_page: bool) -> None:
        """Add an operation's refusals to its answers, and to each of those its headers."""
        for status, answer in answers.items():
            answer["description"] = answer.get("description") or HTTPStatus(int(status)).phrase
            if status.startswith("2"):
                own = ["ETag"] if operation.method == "GET" and _is_json(answer) else []
                own += ["Link"] if is_page else []
                own += [REPLAYED] if operation.method == "POST" else []
                answer["headers"] = {**answer.get("headers", {}), **self._headers(own)}
        if operation.method == "GET" and _is_json(answers.get("200", {})):
            unchanged = {"description": "Nothing changed since the answer that If-None-Match names."}
            answers.setdefault("304", {**unchanged, "headers": self._headers(("ETag",))})
        by_status: dict[int, list[Refusal]] = {}
        # A refusal that the view states by its status alone.
        stated = [_plain(int(status)) for status in answers if status >= "400"]
        paged = [Refusal(400, "cursor_unusable", "This is no cursor of ours. Leave cursor out.")] if is_page else []
        for refusal in [*stated, *refusals_of(operation), *paged]:
            by_status.setdefault(refusal.status, []).append(refusal)
        for number, refusals in by_status.items():
            answers[str(number)] = self._refused(number, refusals)
        # In the order in which people look for them.
        for status in sorted(answers):
            answers[status] = answers.pop(status)

    def _refused(self, status: int, refusals: Sequence[Refusal]) -> dict[str, Any]:
        examples = {each.code: self._example(each) for each in refusals}
        answer = {
            "headers": self._headers(_WITH_STATUS.get(status, ())),
            "content": {CONTENT_TYPE: {"schema": self.problem.ref, "examples": examples}},
            "description": _SENTENCES[status],
        }
        name = _SHARED.get((status, *sorted(examples)))
        return self._component("responses", name, answer) if name else answer

    def _example(self, refusal: Refusal) -> dict[str, Any]:
        problem = Problem(status=refusal.status, code=refusal.code, detail=refusal.detail)
        # One code may have several sentences; the document shows one for each status.
        name = f"{refusal.code}_{refusal.status}"
        return self._component("examples", name, {"value": problem.document(path=_ADDRESS)})

    def _headers(self, names: Iterable[str]) -> dict[str, Any]:
        return {name: self._component("headers", name, HEADERS[name]) for name in (*_ALWAYS, *names)}

    def _component(self, kind: str, name: str, value: dict[str, Any]) -> dict[str, Any]:
        component = ResolvedComponent(name=name, type=kind, schema=value, object=name)  # type: ignore[no-untyped-call]
        self.registry.register_on_missing(component)
        ref: dict[str, Any] = component.ref
        return ref


def _is_json(answer: dict[str, Any]) -> bool:
    return any(form in answer.get("content", {}) for form in ("application/json", "application/geo+json"))


def _name(status: int, *codes: str, suffix: str = "") -> tuple[tuple[int | str, ...], str]:
    phrase = HTTPStatus(status).phrase.title().replace(" ", "").replace("-", "")
    return (status, *sorted(codes)), phrase + suffix


# What many operations are refused with in the same words.
_SHARED: dict[tuple[int | str, ...], str] = dict(
    [
        _name(400, "bad_request", "value_out_of_range", suffix="WithoutInput"),
        _name(400, "bad_request", "invalid_input", "value_out_of_range", suffix="InQuery"),
        _name(400, "bad_request", "cursor_unusable", "invalid_input", "value_out_of_range", suffix="InList"),
        _name(401, "not_authenticated", *_KEY_WRONG),
        _name(401, *_KEY_WRONG, suffix="ByKey"),
        _name(406, "not_acceptable"),
        _name(413, "body_too_large"),
        _name(415, "unsupported_media_type"),
        _name(422, "idempotency_key_reused"),
        _name(429, "throttled"),
        _name(503, "busy", "database_unavailable"),
        _name(503, "busy", "database_unavailable", "requests_not_counted", suffix="WithoutCounting"),
    ]
)
