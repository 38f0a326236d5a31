"""The app's one page: every address under /app/ is answered with it, and the app in it shows what the address means.

Whoever is not signed in is led to the sign-in first and comes back to the same address.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from frontend.speaking import speaks

# As every page's, but for three things: style sheets that a library writes while it runs bear the page's nonce,
# pictures may come from a file that was just chosen, and what works off line is its own worker.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:{tiles}; "
    "media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@require_safe
@never_cache
@login_required
@ensure_csrf_cookie
@speaks
def app(request: HttpRequest, **address: str) -> HttpResponse:
    """Give the page that the app runs in; what the address means is the app's own affair."""
    nonce = secrets.token_urlsafe(16)
    tiles = settings.MAP_TILES
    context = {"nonce": nonce, "tiles": tiles, "address": settings.PUBLIC_ADDRESS}
    response = render(request, "frontend/app.html", context)
    response.headers["Content-Security-Policy"] = _POLICY.format(nonce=nonce, tiles=f" {tiles.origin}" if tiles else "")
    return response
