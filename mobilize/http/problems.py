"""Problems at every edge: where Django and DRF are given our refusals instead of theirs.

`exception_handler` answers for what views raise, `ProblemMiddleware` for everything else under `/api/`: a 404
of the resolver, a 405 of a plain view, a failed CSRF check, a refused host, a crash in a middleware. It
stands outermost, so that nothing under `/api/` leaves as HTML.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import is_valid_path
from django.utils.log import log_response

from campaigns.errors import DomainError
from mobilize.http.bodies import StrictJSONParser
from mobilize.http.documents import CONTENT_TYPE, Problem, is_api, problem_of_status
from mobilize.http.pages import bad_request
from mobilize.http.refusals import problem_of_exception

_KEPT_HEADERS = ("Allow", "Content-Range", "Retry-After", "WWW-Authenticate", "Vary")
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_LEFT = "mobilize.left"


def exception_handler(error: Exception, context: dict[str, Any]) -> HttpResponseBase:
    """Answer for what a DRF view raised (the EXCEPTION_HANDLER setting)."""
    request: HttpRequest = context["request"]._request
    return answer_exception(error, request=request)


def answer_exception(error: Exception, *, request: HttpRequest) -> HttpResponseBase:
    if isinstance(error, DomainError) and error.leaves is not None:
        request.META[_LEFT] = error.leaves
    problem = problem_of_exception(error, request=request)
    if problem is not None and problem.status < 500:
        return problem.response(request)
    response = (problem or problem_of_status(500)).response(request)
    # The caller learns nothing of the inside; we do, with the traceback. Tools that collect crashes listen to
    # the signal, and so does Django's test client, which lets a defect fail the test that met it.
    log_response(
        "%s: %s",
        response.reason_phrase,
        request.path,
        response=response,
        request=request,
        exception=error,
    )
    if problem is None:
        got_request_exception.send(sender=None, request=request)
    return response


def write_what_is_left(request: HttpRequest) -> None:
    """Write down what the refusal that was answered with leaves; to be called when all else has been undone."""
    leaves = request.META.pop(_LEFT, None)
    if leaves is not None:
        leaves()


class ProblemMiddleware:
    """Gives every refusal under `/api/` the one shape, and stops addresses that no database could look up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _holds_nul(request):
            return bad_request(request)
        if not is_api(request):
            return self.get_response(request)
        if _lacks_slash(request):
            return Problem(
                status=404,
                code="address_ends_with_a_slash",
                detail=f"Addresses of the API end with a slash: {request.path}/",
            ).response(request)
        response = self.get_response(request)
        if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(CONTENT_TYPE):
            return response
        headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
        problem = problem_of_status(response.status_code, headers=headers).response(request)
        problem.cookies = response.cookies
        response.close()
        return problem

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuse a method that the address lacks before anybody is asked who they are, and anything is looked up."""
        kind = getattr(view, "cls", None)
        if kind is None or not is_api(request):
            return None
        actions = getattr(view, "actions", None) or {}
        methods = [name.upper() for name in kind.http_method_names if name in actions or hasattr(kind, name)]
        methods += ["HEAD"] if "GET" in methods else []
        if request.method in methods:
            return None
        return problem_of_status(405, headers={"Allow": ", ".join(methods)}).response(request)


def _holds_nul(request: HttpRequest) -> bool:
    """PostgreSQL keeps no NUL, so nothing can be found by an address, a query or a cookie that has one."""
    return (
        "\x00" in request.path_info
        or "%00" in request.META.get("QUERY_STRING", "")
        or any("\x00" in value for value in request.COOKIES.values())
    )


def _lacks_slash(request: HttpRequest) -> bool:
    """A redirect would drop the body of a POST, and Django refuses one loudly while DEBUG is on."""
    path = request.path_info
    return (
        request.method not in _SAFE_METHODS
        and not path.endswith("/")
        and not is_valid_path(path)
        and bool(is_valid_path(f"{path}/"))
    )


__all__ = ["ProblemMiddleware", "StrictJSONParser", "answer_exception", "exception_handler", "write_what_is_left"]
