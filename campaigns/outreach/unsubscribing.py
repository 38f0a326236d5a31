"""Unsubscribing: whoever holds a letter can end its kind without signing in, by its link or their program's button.

The link holds the letter's random name, which part of it is meant, and a signature, nothing about the person; it never
expires, since letters are kept for years. RFC 8058: one POST from a mail program is enough, and a GET only asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import transaction

from campaigns.errors import NotFound
from campaigns.outreach.letters import KIND_OF, SERVICES
from campaigns.outreach.models import Letter
from campaigns.people.consents import last_word, say_consent

_SALT = "campaigns.outreach.unsubscribing"


@dataclass(frozen=True)
class Subscription:
    """What a link can end: all that came as this letter did, or one part of it where that tells of several things."""

    letter: Letter
    part: str

    @property
    def is_service(self) -> bool:
        """Whether it tells people of their own affairs; else organizers wrote it, by consent."""
        return self.letter.kind in SERVICES

    @property
    def label(self) -> str:
        return SERVICES[self.letter.kind].label(self.letter, self.part) if self.is_service else ""


def unsubscribe_token(letter: Letter, part: str = "") -> str:
    """Sign the letter's name, and which part of it is meant."""
    return Signer(salt=_SALT).sign(str(letter.public_id).replace("-", "") + (f".{part}" if part else ""))


def subscription_of(token: str) -> Subscription:
    """Find what a link can end. Raises NotFound for what is no link of ours."""
    try:
        name, _, part = Signer(salt=_SALT).unsign(token).partition(".")
        letter = Letter.objects.select_related("user", "campaign").filter(public_id=name).first()
    except (BadSignature, ValidationError):
        letter = None
    if letter is None:
        raise NotFound(
            "unknown_letter",
            "This is not a link of a letter of ours, or not all of it. Copy it whole, or sign in and switch letters"
            " off on your page.",
        )
    return Subscription(letter, part)


def is_subscribed(subscription: Subscription) -> bool:
    """Whether whom the letter was for still gets what the link can end."""
    letter = subscription.letter
    if letter.user is None:
        return False
    if subscription.is_service:
        return SERVICES[letter.kind].is_wanted(letter, subscription.part)
    if letter.campaign_id is None:
        return False
    said = last_word(user=letter.user, campaign_id=letter.campaign_id, purpose=KIND_OF[letter.kind].purpose)
    return said is not None and said.given


def unsubscribe(*, subscription: Subscription, everywhere: bool, how: str, at: datetime) -> bool:
    """Take back what the letter rested on, everywhere where asked; tells whether that is new.

    Whoever repeats this changes nothing, and so does a letter to somebody who was erased since.
    """
    letter = subscription.letter
    with transaction.atomic():
        if letter.user is None:
            return False
        if subscription.is_service:
            return SERVICES[letter.kind].stop(letter, subscription.part, everywhere=everywhere)
        _, is_new = say_consent(
            user=letter.user,
            campaign_id=None if everywhere else letter.campaign_id,
            given=False,
            how=how,
            at=at,
            purpose=KIND_OF[letter.kind].purpose,
        )
    return is_new
