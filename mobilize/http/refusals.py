"""From exceptions to problems: the one mapping of refusals to HTTP.

`campaigns.errors` knows no HTTP; here each of its kinds gets its status, once. DRF's and Django's own
refusals get the same shape, and bad fields are named by JSON pointers. What is not known here is a defect and
becomes a 500 elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import (
    NON_FIELD_ERRORS,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.core.exceptions import ValidationError as ModelValidationError
from django.db import DatabaseError
from django.db.models import ProtectedError, RestrictedError
from django.http import Http404, HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from rest_framework import exceptions
from rest_framework.fields import get_error_detail
from rest_framework.settings import api_settings

from campaigns.errors import Changed, DomainError, Gone, InvalidInput, NotAllowed, NotFound, NotPossibleNow
from mobilize.http.bodies import MAX_BYTES, UnreadableBody, escape_pointer
from mobilize.http.constraints import problem_of_database_error
from mobilize.http.documents import Problem, problem_of_status

STATUS_OF_REFUSAL: dict[type[DomainError], int] = {
    InvalidInput: 400,
    NotAllowed: 403,
    NotFound: 404,
    NotPossibleNow: 409,
    Gone: 410,
    Changed: 412,
}


def problem_of_exception(error: BaseException, *, request: HttpRequest) -> Problem | None:
    """Say what an exception means to the caller; None where it is a defect."""
    if isinstance(error, DomainError):
        return _of_domain_error(error, has_body=_has_body(request))
    if isinstance(error, exceptions.ValidationError):
        return _of_bad_fields(error.detail, status=error.status_code, has_body=_has_body(request))
    if isinstance(error, exceptions.APIException):
        return _of_api_exception(error)
    if isinstance(error, Http404):
        return problem_of_status(404)
    if isinstance(error, PermissionDenied):
        return problem_of_status(403)
    if isinstance(error, ModelValidationError):
        return _of_bad_fields(get_error_detail(error), status=400, has_body=_has_body(request))
    if isinstance(error, ProtectedError | RestrictedError):
        return Problem(
            status=409,
            code="still_in_use",
            detail="Other things refer to this, so it stays. Nothing was changed.",
        )
    if isinstance(error, DatabaseError):
        return problem_of_database_error(error)
    return _of_bad_request(error)


def _of_domain_error(error: DomainError, *, has_body: bool) -> Problem:
    status = next((STATUS_OF_REFUSAL[kind] for kind in type(error).__mro__ if kind in STATUS_OF_REFUSAL), 400)
    errors: tuple[dict[str, str], ...] = ()
    if error.field:
        named = {} if has_body else {"parameter": error.field}
        errors = ({"pointer": f"#/{error.field}", "detail": error.message, **named},)
    return Problem(status=status, code=error.code, detail=error.message, errors=errors, data=error.data)


def _of_bad_fields(detail: Any, *, status: int, has_body: bool) -> Problem:
    errors = []
    for path, message in _walk(detail, ()):
        pointer = "#" + "".join(f"/{escape_pointer(part)}" for part in path)
        entry = {"pointer": pointer, "detail": message}
        if path and not has_body:
            entry["parameter"] = path[0]
        errors.append(entry)
    spoken = [f"{entry['pointer'][2:]}: {entry['detail']}".removeprefix(": ") for entry in errors[:3]]
    if len(errors) > 3:
        spoken.append(f"And {len(errors) - 3} more.")
    return Problem(
        status=status,
        code="invalid_input",
        detail=" ".join(spoken) or "What was sent breaks a rule.",
        errors=errors,
    )


def _walk(detail: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield (path, message) for every complaint in DRF's nested dictionaries and lists."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            # The whole object is meant, not a field of that name.
            whole = name in {api_settings.NON_FIELD_ERRORS_KEY, NON_FIELD_ERRORS}
            yield from _walk(inner, path if whole else (*path, str(name)))
    elif isinstance(detail, list | tuple):
        for index, inner in enumerate(detail):
            # Among dictionaries (a list of objects) the index is part of the place; among messages it is not.
            nested = isinstance(inner, dict | list | tuple)
            yield from _walk(inner, (*path, str(index)) if nested else path)
    else:
        yield path, str(detail)


def _of_api_exception(error: exceptions.APIException) -> Problem:
    if isinstance(error, UnreadableBody):
        return Problem(status=400, code="unreadable_body", detail=str(error.detail), errors=error.errors)
    if isinstance(error.detail, dict | list):
        return _of_bad_fields(error.detail, status=error.status_code, has_body=True)
    code = error.detail.code if isinstance(error.detail, exceptions.ErrorDetail) else error.default_code
    detail = str(error.detail)
    headers: dict[str, str] = {}
    auth_header = getattr(error, "auth_header", None)
    if auth_header:
        headers["WWW-Authenticate"] = auth_header
    if isinstance(error, exceptions.NotAuthenticated):
        detail = problem_of_status(401).detail
    elif isinstance(error, exceptions.NotAcceptable) and error.available_renderers:
        given = ", ".join(dict.fromkeys(form.media_type for form in error.available_renderers))
        detail = f"This is given as {given}, and the Accept header takes none of it."
    elif isinstance(error, exceptions.MethodNotAllowed):
        detail = problem_of_status(405).detail
    elif isinstance(error, exceptions.NotFound) and detail == str(exceptions.NotFound.default_detail):
        detail = problem_of_status(404).detail
    elif isinstance(error, exceptions.Throttled):
        detail = problem_of_status(429).detail
        wait: int | None = getattr(error, "wait", None)
        if wait is not None:
            # DRF has rounded it up to whole seconds.
            headers["Retry-After"] = str(wait)
            detail = f"Too many requests. Wait {wait} s and try again."
    return Problem(
        status=error.status_code,
        code=code or error.default_code or "refused",
        detail=detail,
        headers=headers,
    )


def _of_bad_request(error: BaseException) -> Problem | None:
    """Name what a client can send to make Django or Python stumble."""
    if isinstance(error, RequestDataTooBig):
        detail = f"The request has more than {MAX_BYTES} bytes beside its files."
        return Problem(status=413, code="body_too_large", detail=detail)
    if isinstance(error, SuspiciousOperation | MultiPartParserError | UnreadablePostError):
        return problem_of_status(400)
    if isinstance(error, UnicodeEncodeError) and error.reason == "surrogates not allowed":
        return _unkeepable("Text must not contain half of a surrogate pair.")
    if isinstance(error, ValueError) and "NUL (0x00)" in str(error):
        return _unkeepable("Text must not contain the NUL character.")
    if isinstance(error, OverflowError):
        return Problem(
            status=400,
            code="value_out_of_range",
            detail="A value is larger, longer or further away than can be kept.",
        )
    return None


def _unkeepable(detail: str) -> Problem:
    return Problem(status=400, code="unreadable_body", detail=detail)


def _has_body(request: HttpRequest) -> bool:
    return request.method not in {"GET", "HEAD", "OPTIONS", "DELETE"}
