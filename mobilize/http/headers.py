"""Security headers of every answer: nothing is loaded from elsewhere, nothing may frame us.

A view that needs more (the browsable API page) sets its own policy, which is left alone. What the API says
about a person is for that person: shared caches keep none of it, and browsers ask again with the ETag.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from mobilize.http.documents import is_api

PAGE_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
API_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# Reports carry a place, so our own pages may ask for it, and for passkeys; nothing asks for the rest.
PERMISSIONS_POLICY = (
    "geolocation=(self), publickey-credentials-create=(self), publickey-credentials-get=(self), camera=(), "
    "microphone=(), payment=(), usb=()"
)


class SecurityHeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        api = is_api(request)
        response.headers.setdefault("Content-Security-Policy", API_POLICY if api else PAGE_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if api:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
