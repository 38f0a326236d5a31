"""What of one's rewards waits, why and until when, and saying that this is wrong."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from campaigns.errors import DomainError
from campaigns.trust.models import Hold, Quarantine
from campaigns.trust.operations import MOST_OBJECTION, make_objection
from campaigns.trust.own_api import trust_of
from frontend.refusals import refuse
from frontend.report_forms import NoteForm
from frontend.views import own_place, visible_campaign

__all__ = ["object_to", "trust_of"]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def object_to(request: HttpRequest, slug: str, what: str, name: UUID) -> HttpResponse:
    """Take an objection to a hold, an exclusion or a quarantine that concerns this person."""
    campaign = visible_campaign(request, slug)
    own = own_place(request, campaign)
    if own is None:
        raise Http404
    now = timezone.now()
    stands = trust_of(own, now)["holds" if what == "hold" else "quarantines"]
    about: dict[str, Any] | None = next((each for each in stands if each["id"] == name), None)
    if about is None:
        raise Http404
    form = NoteForm(
        request.POST if request.method == "POST" else None, label="What is wrong about it", most=MOST_OBJECTION
    )
    if request.method == "POST" and form.is_valid():
        named: dict[str, Any] = (
            {"hold": Hold.objects.get(public_id=name)}
            if what == "hold"
            else {"quarantine": Quarantine.objects.get(public_id=name)}
        )
        try:
            make_objection(participant=own, text=form.cleaned_data["note"], at=now, **named)
        except DomainError as refusal:
            return refuse(request, refusal, campaign=campaign, place=own)
        messages.success(request, "Your objection is in. Another organizer than who decided answers it here.")
        return redirect("place", campaign.slug)
    context = {"campaign": campaign, "place": own, "about": about, "what": what, "form": form}
    return render(request, "frontend/objection.html", context, status=400 if form.errors else 200)
