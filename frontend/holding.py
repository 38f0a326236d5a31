"""What of one's rewards waits, why and until when, and saying that this is wrong."""

from __future__ import annotations

from datetime import datetime
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
from campaigns.recruiting.models import Participant
from campaigns.trust.models import Hold, Quarantine
from campaigns.trust.operations import MOST_OBJECTION, make_objection
from campaigns.trust.own_api import trust_of
from frontend.refusals import refuse
from frontend.report_forms import NoteForm
from frontend.views import own_place, visible_campaign
from rewards.payouts.caps import object_to_hold
from rewards.payouts.holds_api import MOST_OWN, own_holds
from rewards.payouts.models import PayoutHold

__all__ = ["object_to", "payouts_of", "trust_of"]


def payouts_of(place: Participant) -> list[PayoutHold]:
    """Give the holds that keep this person from being paid, or kept them, the latest first."""
    return list(own_holds([place])[:MOST_OWN])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def object_to(request: HttpRequest, slug: str, what: str, name: UUID) -> HttpResponse:
    """Take an objection to a hold, an exclusion, a quarantine or not being paid that concerns this person."""
    campaign = visible_campaign(request, slug)
    own = own_place(request, campaign)
    if own is None:
        raise Http404
    now = timezone.now()
    about = _concern(own, what, name, now)
    if about is None:
        raise Http404
    form = NoteForm(
        request.POST if request.method == "POST" else None, label="What is wrong about it", most=MOST_OBJECTION
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["note"]
        try:
            if what == "payout":
                object_to_hold(hold=own_holds([own]).get(public_id=name), text=said, at=now)
            elif what == "hold":
                make_objection(participant=own, text=said, at=now, hold=Hold.objects.get(public_id=name))
            else:
                make_objection(participant=own, text=said, at=now, quarantine=Quarantine.objects.get(public_id=name))
        except DomainError as refusal:
            return refuse(request, refusal, campaign=campaign, place=own)
        messages.success(
            request, f"Your objection is in. Another {_who_answers(what)} than who decided answers it here."
        )
        return redirect("place", campaign.slug)
    context = {
        "campaign": campaign,
        "place": own,
        "about": about,
        "what": what,
        "form": form,
        "who": _who_answers(what),
    }
    return render(request, "frontend/objection.html", context, status=400 if form.errors else 200)


def _concern(own: Participant, what: str, name: UUID, now: datetime) -> dict[str, Any] | None:
    """Find what is to be objected to among what this person is told of."""
    if what != "payout":
        told = trust_of(own, now)["holds" if what == "hold" else "quarantines"]
        return next((each for each in told if each["id"] == name), None)
    hold = next((each for each in payouts_of(own) if each.public_id == name and each.lifted_at is None), None)
    if hold is None:
        return None
    return {"why": hold.reason, "since": hold.at, "can_object": not hasattr(hold, "objection")}


def _who_answers(what: str) -> str:
    return "treasurer" if what == "payout" else "organizer"
