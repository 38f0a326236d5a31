"""Vouching for a report of one's own branch: what it risks is said before it is done."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from campaigns.errors import DomainError
from campaigns.findings.vouching import MOST_NOTE, vouch_for_finding, vouchable_for
from frontend.refusals import refuse
from frontend.report_forms import NoteForm
from frontend.views import own_place, visible_campaign


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def vouch(request: HttpRequest, slug: str, finding_id: UUID) -> HttpResponse:
    """Say what a vouch means for both, and take it once that is confirmed."""
    campaign = visible_campaign(request, slug)
    own = own_place(request, campaign)
    came_up = next((each for each in vouchable_for(own) if each.finding.public_id == finding_id), None) if own else None
    if own is None or came_up is None:
        raise Http404
    form = NoteForm(
        request.POST if request.method == "POST" else None,
        label="What you know of it, for the reviewer",
        required=False,
        most=MOST_NOTE,
    )
    if request.method == "POST" and form.is_valid():
        try:
            vouch_for_finding(
                finding=came_up.finding, participant=own, at=timezone.now(), note=form.cleaned_data["note"]
            )
        except DomainError as refusal:
            return refuse(request, refusal, campaign=campaign, place=own)
        messages.success(request, "You vouch for it. The reviewer sees that you do.")
        return redirect("place", campaign.slug)
    context = {"campaign": campaign, "place": own, "came_up": came_up, "form": form}
    return render(request, "frontend/vouch.html", context, status=400 if form.errors else 200)
