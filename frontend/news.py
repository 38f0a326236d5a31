"""A campaign's news as a page of its own; the campaign's page has the latest few."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from campaigns.planning.news import news_of
from frontend.speaking import speaks
from frontend.views import visible_campaign

MOST_SHOWN = 20


@require_safe
@cache_control(private=True, no_cache=True)
@speaks
def news(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the organizers told everybody, the newest first; `before` begins behind one of them."""
    campaign = visible_campaign(request, slug)
    told = news_of(campaign).order_by("-pk")
    if before := request.GET.get("before"):
        # What was taken back since still has its place.
        place = campaign.news.filter(public_id=_id_in(before)).values_list("pk", flat=True).first()
        if place is None:
            raise Http404
        told = told.filter(pk__lt=place)
    page = list(told[: MOST_SHOWN + 1])
    more = len(page) > MOST_SHOWN
    context = {
        "campaign": campaign,
        "news": page[:MOST_SHOWN],
        "last": page[MOST_SHOWN - 1] if more else None,
        "is_first": not before,
    }
    return render(request, "frontend/news.html", context)


def _id_in(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise Http404 from None
