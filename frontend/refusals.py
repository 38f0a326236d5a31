"""Refusal pages: each refusal of the domain under its own heading, with its status and a way on.

The API maps the same refusals to the same statuses in `mobilize.http.refusals`, which stands above this room; a
test compares the two.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

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
    "malformed_code": _lazy("That is not a referral code."),
    "unknown_code": _lazy("No link has this code."),
    "link_of_another_campaign": _lazy("This link belongs to another campaign."),
    "link_expired": _lazy("This link has expired."),
    "link_exhausted": _lazy("This link has been used up."),
    "campaign_paused": _lazy("The campaign is paused."),
    "campaign_closed": _lazy("The campaign has ended."),
    "campaign_not_started": _lazy("The campaign has not started yet."),
    "campaign_not_launched": _lazy("The campaign has not been launched yet."),
    "self_referral": _lazy("This is your own link."),
    "own_downline": _lazy("This link belongs to somebody you brought in."),
    "invite_changed": _lazy("This form was changed on its way."),
    "invite_expired": _lazy("This form is too old."),
    "already_here": _lazy("You have your place already."),
    "unknown_invitation": _lazy("There is no such invitation."),
    "invitation_ended": _lazy("This invitation has ended."),
    "invitation_used": _lazy("This invitation was used already."),
    "outside_the_window": _lazy("This is not open for reports now."),
}
# The rooms below speak English. What they say about links, joining and claiming is said here in other words of the same
# meaning, for those who read another language; of the rest they read what the app says of that kind of refusal.
_IN_OTHER_LANGUAGES = {
    "malformed_code": _lazy("Codes have 6 to 16 letters and digits. Check the link you were sent."),
    "unknown_code": _lazy("Check it letter by letter (capitals matter), or ask whoever sent it."),
    "link_of_another_campaign": _lazy("This link belongs to another campaign. Use it there, or join here without it."),
    "link_expired": _lazy("Ask whoever sent it for a new one, or join without an inviter."),
    "link_exhausted": _lazy("It has been used as often as it may be. Ask for another, or join without an inviter."),
    "campaign_paused": _lazy("It is paused for the moment. Come back later; your link keeps its worth."),
    "campaign_closed": _lazy("Nobody can join or report any more."),
    "campaign_not_launched": _lazy("It has not been launched yet."),
    "self_referral": _lazy("Share it with others; whoever joins by it is brought in by you."),
    "own_downline": _lazy("Nobody can join under their own recruits."),
    "split_changed": _lazy(
        "What you would hand up to your inviter was changed since it was shown to you. Look at it again, and join if "
        "you agree to it as it is now."
    ),
    "invite_changed": _lazy(
        "What this form says about the inviter was changed on its way, so nobody was attributed and nothing was kept. "
        "Open the link you were sent again, and join from there."
    ),
    "invite_expired": _lazy("It was opened too long ago. Open the link you were sent again, and join from there."),
    "already_here": _lazy(
        "Whoever has a place keeps it, and the inviter that they confirmed. This link changes nothing."
    ),
    "display_name_missing": _lazy("Give the name by which others will see you."),
    "display_name_unusable": _lazy(
        "The name has characters in it that cannot be seen. Type it anew instead of pasting it."
    ),
    "display_name_too_long": _lazy("The name is too long."),
    "unknown_claim_code": _lazy(
        "No place of this campaign has this code. Check it letter by letter (capitals matter)."
    ),
    "claim_code_used": _lazy(
        "This code was used already; a place is claimed once. If it was not you, tell the organizers."
    ),
    "place_of_your_own": _lazy("You have a place in this campaign already, and nobody has two. The code stays good."),
    "place_is_closed": _lazy("The organizers have closed this place; nobody can claim it."),
    "unknown_confirmation": _lazy(
        "This link is not whole or older than a day. Ask for another letter where your notices are."
    ),
    "unknown_letter": _lazy(
        "This is not a link of a letter of ours, or not all of it. Copy it whole, or sign in and switch letters off on"
        " your page."
    ),
    "decided_about_it": _lazy(
        "You decided about findings of this place or of its chain; nobody is paid by their own verdict."
    ),
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


def say(refusal: DomainError) -> str:
    """Put a refusal in words of the language that is active, as far as it is known there."""
    return _said_otherwise(refusal) or refusal.message


def is_foreign(refusal: DomainError) -> bool:
    """Tell whether `say` falls back to English."""
    return get_language() != "en" and _said_otherwise(refusal) is None


def _said_otherwise(refusal: DomainError) -> str | None:
    language = get_language()
    if language is None or language == "en":
        return None
    if refusal.code in _IN_OTHER_LANGUAGES:
        return str(_IN_OTHER_LANGUAGES[refusal.code])
    return _words_of_the_app(language).get(refusal.code.replace("_", "-"))


@cache
def _words_of_the_app(language: str) -> dict[str, str]:
    """Give what the app says of each kind of refusal; that it misses none is tested there."""
    written = Path(__file__).parent / "src" / "words" / f"problems.{language}.json"
    return dict(json.loads(written.read_text(encoding="utf-8"))) if written.exists() else {}


def status_of(refusal: DomainError) -> int:
    """Give the status with which this refusal is answered."""
    return next((STATUS_OF_REFUSAL[kind] for kind in type(refusal).__mro__ if kind in STATUS_OF_REFUSAL), 400)


def refuse(
    request: HttpRequest, refusal: DomainError, *, campaign: Campaign | None = None, place: Participant | None = None
) -> HttpResponse:
    """Show a refusal with its status and what can be done now; the caller has undone what was begun."""
    if refusal.leaves is not None:
        refusal.leaves()
    message, foreign = say(refusal), is_foreign(refusal)
    if refusal.code == "campaign_not_started" and campaign is not None:
        message = _("It will be open to join, and this link will work, from the time below on.")
        foreign = False
    context = {
        "title": _TITLES.get(refusal.code) or _("This is not possible now."),
        "message": message,
        "foreign": foreign,
        "refusal": refusal,
        "campaign": campaign,
        "place": place,
        "can_join": campaign is not None and place is None and refusal.code not in _STOPS_JOINING,
    }
    return render(request, "frontend/refusal.html", context, status=status_of(refusal))
