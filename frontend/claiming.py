"""Claiming a place by its code: said what will happen first, then done."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from campaigns.errors import DomainError
from campaigns.people.consents import PLACE, say_consent, words_of
from campaigns.people.counting import CounterLost
from campaigns.people.limits import CLAIM, CLAIM_ADDRESS, caller_of, count_request
from campaigns.people.models import Consent, Trace, User
from campaigns.people.traces import connection_of, record_trace
from campaigns.recruiting.claiming_places import claim_place
from frontend.forms import DisplayNameField
from frontend.refusals import refuse, say
from frontend.speaking import speaks
from frontend.views import own_place, visible_campaign


class ClaimForm(forms.Form):
    claim_code = forms.CharField(
        label=_lazy("Claim code"),
        max_length=64,
        help_text=_lazy("As it was shown to you. Dashes and spaces do not matter; capitals do."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
        error_messages={"required": _lazy("Give the code that was shown with your report.")},
    )
    display_name = DisplayNameField()
    confirmed = forms.BooleanField(
        label=_lazy("I reported this myself, and the place becomes mine for good."),
        error_messages={"required": _lazy("Confirm that the place is yours.")},
    )
    consent = forms.BooleanField(
        label=words_of(PLACE),
        error_messages={"required": _lazy("Taking a place needs your agreement.")},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@speaks
def claim(request: HttpRequest, slug: str) -> HttpResponse:
    """Give somebody the place whose code they have."""
    campaign = visible_campaign(request, slug)
    own = own_place(request, campaign)
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - tells the type checker what the decorator has checked
    posted = request.method == "POST"
    if posted and not _within_limits(request):
        return render(request, "429.html", status=429)
    form = ClaimForm(request.POST if posted else None, initial={"display_name": user.display_name})
    if posted and form.is_valid():
        now = timezone.now()
        try:
            with transaction.atomic():
                place, is_new = claim_place(
                    campaign=campaign,
                    user=user,
                    code=form.cleaned_data["claim_code"],
                    display_name=form.cleaned_data["display_name"],
                    at=now,
                )
                if is_new:
                    record_trace(
                        campaign_id=campaign.pk,
                        participant_id=place.pk,
                        kind=Trace.Kind.JOIN,
                        connection=connection_of(request),
                        at=now,
                    )
                    say_consent(
                        user=user, campaign_id=campaign.pk, given=True, how=Consent.How.JOIN, at=now, purpose=PLACE
                    )
        except DomainError as refused:
            if refused.field != "claim_code":
                return refuse(request, refused, campaign=campaign, place=own)
            form.add_error("claim_code", say(refused))
        else:
            return redirect("place", campaign.slug)
    context = {"campaign": campaign, "place": own, "form": form}
    return render(request, "frontend/claim.html", context, status=400 if posted else 200)


def _within_limits(request: HttpRequest) -> bool:
    """Count the attempt; what is raised while it cannot be counted is answered by the middleware that counts."""
    standing = count_request((CLAIM, CLAIM_ADDRESS), caller_of(request))
    if standing.answer is None:
        raise CounterLost
    return standing.lets_through
