"""Composing: a letter's words, in the member's language, as text and HTML made from the same parts.

What people wrote is never trusted: the HTML escapes it, the text shows it as it stands, and a subject is one line.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_supported_language_variant
from django.utils.translation import gettext as _

from campaigns.outreach.letters import NUDGE
from campaigns.outreach.models import Letter, Nudge
from campaigns.outreach.unsubscribing import unsubscribe_token
from campaigns.people.models import User
from campaigns.planning.models import Campaign


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a letter says, part by part; `text` is what somebody wrote, the rest is ours."""

    subject: str
    greeting: str
    text: str
    by: str
    button: str
    address: str
    why: str
    stop: str
    stop_address: str
    language: str


def compose(letter: Letter) -> EmailMultiAlternatives:
    """Write the letter to its person, in their language. Raises LookupError where what it is about is gone."""
    if letter.user is None:
        raise LookupError("Nobody is left to write to.")
    with translation.override(language_of(letter.user)):
        words = _WORDS[letter.kind](letter, letter.user, letter.campaign)
        parts: dict[str, Any] = {"words": words, "campaign": letter.campaign}
        text, html = (render_to_string(f"outreach/letter.{kind}", parts) for kind in ("txt", "html"))
    message = EmailMultiAlternatives(
        subject=one_line(words.subject),
        body=text,
        to=[letter.user.email],
        headers={
            "Message-ID": message_id(letter),
            # No holiday notices in answer to it (RFC 3834).
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{words.stop_address}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    message.attach_alternative(html, "text/html")
    # Whatever can't be written shows itself now, before anything is offered to anybody.
    message.message()
    return message


def message_id(letter: Letter) -> str:
    """Name the letter as mail does: the same whenever it is composed, and telling nobody whom it is for."""
    person = letter.user.public_id if letter.user else ""
    # Made of random names, so that nothing can be read back from it.
    name = hashlib.sha256(f"{letter.kind}/{letter.key}/{person}".encode()).hexdigest()[:32]
    return f"<{letter.kind}.{name}@{_domain()}>"


def language_of(user: User) -> str:
    """Give the person's language where Django knows it, else the instance's."""
    try:
        return get_supported_language_variant(user.language)
    except LookupError:
        return settings.LANGUAGE_CODE


def one_line(words: str) -> str:
    """Make one line of whatever was written, without anything that cannot be seen."""
    return " ".join("".join(sign if sign.isprintable() or sign in _JOINERS else " " for sign in words).split())


# Unseen, but part of how Persian, Malayalam and others are written, and of joined emoji.
_JOINERS = "\u200c\u200d"


def _nudge_words(letter: Letter, user: User, campaign: Campaign) -> Words:
    nudge = Nudge.objects.filter(public_id=letter.key, campaign=campaign).first()
    if nudge is None:
        raise LookupError("There is no such nudge.")
    named = {"campaign": one_line(campaign.title)}
    return Words(
        subject=nudge.subject,
        greeting=_("Hello %(name)s,") % {"name": one_line(letter.participant.display_name)},
        text=nudge.text,
        by=_("The organizers of “%(campaign)s”") % named,
        button=_("Open your place in the campaign"),
        address=_page("place", campaign.slug),
        why=_(
            "You get this letter because you take part in “%(campaign)s” and agreed that its organizers may write to"
            " you about it."
        )
        % named,
        stop=_("No more letters about this campaign"),
        stop_address=_page("unsubscribe", unsubscribe_token(letter)),
        language=translation.get_language() or settings.LANGUAGE_CODE,
    )


_WORDS = {NUDGE.name: _nudge_words}


def _page(name: str, *arguments: str) -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse(name, args=arguments)}"


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
