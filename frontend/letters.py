"""Letters: ending them by a letter's link, without signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from campaigns.errors import NotFound
from campaigns.outreach import unsubscribing
from campaigns.people.models import Consent
from frontend.refusals import refuse
from frontend.speaking import speaks


# The letter's own signature says who asks: a mail program's button has no cookie of ours to show (RFC 8058).
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@speaks
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether letters are to stop, since programs open links by themselves; a POST stops them at once."""
    try:
        subscription = unsubscribing.subscription_of(token)
    except NotFound as refusal:
        return refuse(request, refusal)
    everywhere = request.POST.get("where") == "everywhere"
    if request.method == "POST":
        one_click = request.POST.get("List-Unsubscribe") == "One-Click"
        how = Consent.How.ONE_CLICK if one_click else Consent.How.PAGE
        unsubscribing.unsubscribe(subscription=subscription, everywhere=everywhere, how=how, at=timezone.now())
    context = {
        "subscription": subscription,
        "campaign": subscription.letter.campaign,
        "is_subscribed": unsubscribing.is_subscribed(subscription),
        "stopped": request.method == "POST",
        "everywhere": everywhere,
    }
    page = "frontend/unsubscribe_notices.html" if subscription.is_service else "frontend/unsubscribe.html"
    response = render(request, page, context)
    # The address is a key: nobody else that it leads to learns it. Without any referrer the browser would hide from
    # our own forms too where they come from, and choosing a language would be refused as forged.
    response.headers["Referrer-Policy"] = "same-origin"
    return response
