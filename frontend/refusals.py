"""Refusal pages: each refusal of the domain under its own heading, with its status and a way on.

The API maps the same refusals to the same statuses in `mobilize.http.refusals`, which stands above this room; a
test compares the two.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from campaigns.errors import DomainError, Gone, InvalidInput, NotAllowed, NotFound, NotPossibleNow
from campaigns.planning.models import Campaign

STATUS_OF_REFUSAL: dict[type[DomainError], int] = {
    InvalidInput: 400,
    NotAllowed: 403,
    NotFound: 404,
    NotPossibleNow: 409,
    Gone: 410,
}

_TITLES = {
    "malformed_code": "That is not a referral code.",
    "unknown_code": "No link has this code.",
    "link_of_another_campaign": "This link belongs to another campaign.",
    "link_expired": "This link has expired.",
    "link_exhausted": "This link has been used up.",
    "campaign_paused": "The campaign is paused.",
    "campaign_closed": "The campaign has ended.",
    "campaign_not_started": "The campaign has not started yet.",
    "campaign_not_launched": "The campaign has not been launched yet.",
    "self_referral": "This is your own link.",
    "own_downline": "This link belongs to somebody you brought in.",
    "invite_changed": "This form was changed on its way.",
    "invite_expired": "This form is too old.",
    "outside_the_window": "This is not open for reports now.",
}
# What stands in the way of joining at all; other refusals leave the way without an inviter open.
_STOPS_JOINING = {"campaign_paused", "campaign_closed", "campaign_not_started", "campaign_not_launched"}


def refuse(
    request: HttpRequest, refusal: DomainError, *, campaign: Campaign | None = None, has_place: bool = False
) -> HttpResponse:
    """Show a refusal with its status and what can be done now."""
    status = next((STATUS_OF_REFUSAL[kind] for kind in type(refusal).__mro__ if kind in STATUS_OF_REFUSAL), 400)
    message = refusal.message
    if refusal.code == "campaign_not_started" and campaign is not None:
        message = "It will be open to join, and this link will work, from the time below on."
    context = {
        "title": _TITLES.get(refusal.code, "This is not possible now."),
        "message": message,
        "refusal": refusal,
        "campaign": campaign,
        "has_place": has_place,
        "can_join": campaign is not None and not has_place and refusal.code not in _STOPS_JOINING,
    }
    return render(request, "frontend/refusal.html", context, status=status)
