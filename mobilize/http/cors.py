"""CorsMiddleware: pages of other sites may report with a publishable key, and do nothing else here.

Law: what answers to another origin is a POST with a publishable key to a view that takes one, and the browser's own
question before it. Cookies never count: `Access-Control-Allow-Credentials` is not sent.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers

from campaigns.people.tokens import WORDS
from mobilize.http.documents import is_api
from mobilize.http.idempotency import HEADER, REPLAYED
from mobilize.http.keys import shown_key

_METHOD = "POST"
_ANY_ORIGIN = {"Access-Control-Allow-Origin": "*"}
_PREFLIGHT = {
    **_ANY_ORIGIN,
    "Access-Control-Allow-Methods": _METHOD,
    "Access-Control-Allow-Headers": f"Authorization, Content-Type, {HEADER}",
    # Browsers ask again after ten minutes.
    "Access-Control-Max-Age": "600",
}
_EXPOSED = f"{REPLAYED}, Retry-After, RateLimit, RateLimit-Policy"


class CorsMiddleware:
    """Stands outside of what writes problems, so that refusals can be read by the page that caused them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "Origin" not in request.headers or not is_api(request):
            return self.get_response(request)
        if request.method == "OPTIONS":
            asked = request.headers.get("Access-Control-Request-Method")
            if asked == _METHOD and takes_publishable(request):
                response: HttpResponseBase = HttpResponse(status=204, headers=_PREFLIGHT)
                patch_vary_headers(response, ["Origin", "Access-Control-Request-Method"])
                return response
        response = self.get_response(request)
        if request.method == _METHOD and shows_publishable(request) and takes_publishable(request):
            for name, value in _ANY_ORIGIN.items():
                response.headers[name] = value
            response.headers["Access-Control-Expose-Headers"] = _EXPOSED
        return response


def takes_publishable(request: HttpRequest) -> bool:
    """Ask the view at this address whether it says that a publishable key may POST to it."""
    try:
        view = getattr(resolve(request.path_info).func, "view_class", None)
    except Resolver404:
        return False
    return _METHOD in getattr(view, "publishable", ())


def shows_publishable(request: HttpRequest) -> bool:
    """Tell by its first letters whether the key that is shown is a publishable one, good or not."""
    return shown_key(request).startswith(WORDS["publishable"])
