"""Confirming an address to which letters were stopped: where the letter leads, with or without signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from campaigns.errors import DomainError
from campaigns.people.mail_addresses import confirm_address, stop_named
from frontend.refusals import refuse
from frontend.speaking import speaks


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@speaks
def address_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether letters may come again, since programs open links by themselves; a POST lets them."""
    try:
        stop = stop_named(token)
    except DomainError as refusal:
        return refuse(request, refusal)
    if request.method == "POST":
        confirm_address(stop=stop, at=timezone.now())
        stop.refresh_from_db()
    response = render(request, "frontend/confirm_address.html", {"stop": stop})
    # The address is a key: no other site learns it. Ours does, or the browser would not say that the form is ours.
    response.headers["Referrer-Policy"] = "same-origin"
    return response
