"""Deciding: who may decide about whom, and what has to be said for it.

Law: nobody decides about themselves, their upline or their downline: their own reward hangs on it. And nobody answers
an objection to what they placed or decided themselves.
"""

from __future__ import annotations

from campaigns.errors import InvalidInput, NotAllowed
from campaigns.people.models import User
from campaigns.recruiting.models import Participant


def refuse_kin(participant: Participant, user: User | None) -> None:
    """Refuse a decision about one's own place, or about anybody above or below it; the platform has no place."""
    if user is None:
        return
    if participant.user_id == user.pk:
        raise NotAllowed("decision_about_oneself", "This is about yourself; somebody else must decide it.")
    place = Participant.objects.filter(campaign=participant.campaign_id).of(user.pk).first()
    if place is None:
        return
    if Participant.objects.is_below(participant.pk, ancestor_id=place.pk):
        raise NotAllowed(
            "decision_about_downline", "This is about somebody in your downline; somebody else must decide it."
        )
    if Participant.objects.is_below(place.pk, ancestor_id=participant.pk):
        raise NotAllowed(
            "decision_about_upline", "This is about somebody in your upline; somebody else must decide it."
        )


def refuse_same_person(user: User, *deciders: int | None) -> None:
    """Refuse to answer an objection to what one placed or decided oneself."""
    if user.pk in deciders:
        raise NotAllowed(
            "objection_to_own_decision",
            "The objection is to what you placed or decided yourself. Another organizer must answer it; if you are the"
            " only one, invite another.",
        )


def said_in(text: str, *, field: str, most: int, ask: str) -> str:
    """Give what was said without the space around it; refused where nothing was, or too much."""
    text = text.strip()
    if not text:
        raise InvalidInput(f"{field}_missing", ask, field=field)
    if len(text) > most:
        raise InvalidInput(f"{field}_too_long", f"{field} has at most {most} characters.", field=field)
    return text
