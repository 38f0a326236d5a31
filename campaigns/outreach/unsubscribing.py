"""Unsubscribing: whoever holds a letter can end its kind without signing in, by its link or their program's button.

The link holds the letter's random name and a signature, nothing about the person; it never expires, since letters are
kept for years. RFC 8058: one POST from a mail program is enough, and a GET only asks.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import transaction

from campaigns.errors import NotFound
from campaigns.outreach.letters import KIND_OF
from campaigns.outreach.models import Letter
from campaigns.people.consents import last_word, say_consent

_SALT = "campaigns.outreach.unsubscribing"


def unsubscribe_token(letter: Letter) -> str:
    """Sign the letter's name."""
    return Signer(salt=_SALT).sign(str(letter.public_id).replace("-", ""))


def letter_of(token: str) -> Letter:
    """Find the letter that a link came with. Raises NotFound for what is no link of ours."""
    try:
        name = Signer(salt=_SALT).unsign(token)
        letter = Letter.objects.select_related("user", "campaign").filter(public_id=name).first()
    except (BadSignature, ValidationError):
        letter = None
    if letter is None:
        raise NotFound(
            "unknown_letter",
            "This is not a link of a letter of ours, or not all of it. Copy it whole, or sign in and switch letters"
            " off on your page.",
        )
    return letter


def is_subscribed(letter: Letter) -> bool:
    """Whether whom the letter was for still agrees to letters of its kind."""
    if letter.user is None:
        return False
    said = last_word(user=letter.user, campaign_id=letter.campaign_id, purpose=KIND_OF[letter.kind].purpose)
    return said is not None and said.given


def unsubscribe(*, letter: Letter, everywhere: bool, how: str, at: datetime) -> bool:
    """Take the consent back that this letter rested on, for all campaigns where asked; tells whether that is new.

    Whoever repeats this changes nothing, and so does a letter to somebody who was erased since.
    """
    with transaction.atomic():
        if letter.user is None:
            return False
        _, is_new = say_consent(
            user=letter.user,
            campaign_id=None if everywhere else letter.campaign_id,
            given=False,
            how=how,
            at=at,
            purpose=KIND_OF[letter.kind].purpose,
        )
    return is_new
