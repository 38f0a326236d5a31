"""Refusal pages: each refusal of the domain under its own heading, with its status and a way on.

The API maps the same refusals to the same statuses in `mobilize.http.refusals`, which stands above this room; a
test compares the two.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from campaigns.errors import Changed, DomainError, Gone, InvalidInput, NotAllowed, NotFound, NotPossibleNow
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant, ReferralLink

STATUS_OF_REFUSAL: dict[type[DomainError], int] = {
    InvalidInput: 400,
    NotAllowed: 403,
    NotFound: 404,
    NotPossibleNow: 409,
    Gone: 410,
    Changed: 412,
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
    "already_here": "You have your place already.",
    "unknown_invitation": "There is no such invitation.",
    "invitation_ended": "This invitation has ended.",
    "invitation_used": "This invitation was used already.",
    "outside_the_window": "This is not open for reports now.",
}
# What stands in the way of joining at all; other refusals leave the way without an inviter open.
_STOPS_JOINING = {"campaign_paused", "campaign_closed", "campaign_not_started", "campaign_not_launched"}


def refusal_of_place(place: Participant, link: ReferralLink) -> NotPossibleNow:
    """Say what a link means to somebody who has their place already, in the order of `join_campaign`."""
    if link.participant_id == place.pk:
        return NotPossibleNow(
            "self_referral",
            "Share it with others; whoever joins by it is brought in by you. You have your place already.",
        )
    if link.participant_id is not None and Participant.objects.is_below(link.participant_id, ancestor_id=place.pk):
        return NotPossibleNow(
            "own_downline",
            "You brought its owner in, directly or through others. Nobody can join under their own recruits, and "
            "your place stays as it is.",
        )
    return NotPossibleNow(
        "already_here", "Whoever has a place keeps it, and the inviter that they confirmed. This link changes nothing."
    )


def status_of(refusal: DomainError) -> int:
    """Give the status with which this refusal is answered."""
    return next((STATUS_OF_REFUSAL[kind] for kind in type(refusal).__mro__ if kind in STATUS_OF_REFUSAL), 400)


def refuse(
    request: HttpRequest, refusal: DomainError, *, campaign: Campaign | None = None, place: Participant | None = None
) -> HttpResponse:
    """Show a refusal with its status and what can be done now; the caller has undone what was begun."""
    if refusal.leaves is not None:
        refusal.leaves()
    message = refusal.message
    if refusal.code == "campaign_not_started" and campaign is not None:
        message = "It will be open to join, and this link will work, from the time below on."
    context = {
        "title": _TITLES.get(refusal.code, "This is not possible now."),
        "message": message,
        "refusal": refusal,
        "campaign": campaign,
        "place": place,
        "can_join": campaign is not None and place is None and refusal.code not in _STOPS_JOINING,
    }
    return render(request, "frontend/refusal.html", context, status=status_of(refusal))
