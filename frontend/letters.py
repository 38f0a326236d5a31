"""Letters: letting the organizers write, and ending it, on one's own page or by a letter's link without signing in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.errors import NotFound
from campaigns.outreach import unsubscribing
from campaigns.people.consents import say_consent
from campaigns.people.models import Consent, User
from frontend.refusals import refuse
from frontend.speaking import speaks
from frontend.views import own_place, visible_campaign


@login_required
@require_POST
@never_cache
def switch(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the organizers write about this campaign, or not any more."""
    campaign = visible_campaign(request, slug)
    if own_place(request, campaign) is None or not isinstance(request.user, User):
        return redirect("join", campaign.slug)
    given = request.POST.get("letters") == "on"
    say_consent(user=request.user, campaign_id=campaign.pk, given=given, how=Consent.How.PLACE, at=timezone.now())
    said = "The organizers may write to you about this campaign." if given else "They will not write to you any more."
    messages.success(request, said)
    return redirect("place", campaign.slug)


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
    # The address is a key: nobody it leads to learns it.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
