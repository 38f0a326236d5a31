"""Composing: a letter's words, in the member's language, as text and HTML made from the same parts.

What people wrote is never trusted: the HTML escapes it, the text shows it as it stands, and a subject is one line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from campaigns.outreach.letters import NUDGE
from campaigns.outreach.models import Letter, Nudge
from campaigns.outreach.unsubscribing import unsubscribe_token
from campaigns.people.languages import language_of
from campaigns.people.models import User
from campaigns.plain import one_line


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
    # What happened, one sentence each, with where to look at it.
    lines: tuple[tuple[str, str], ...] = ()
    # What else can be stopped, beside all that is in it.
    more_stops: tuple[tuple[str, str], ...] = ()


class NothingToSay(Exception):
    """What the letter was about was taken back before it left."""


WordsOf = Callable[[Letter, User], Words]


def compose(letter: Letter) -> EmailMultiAlternatives:
    """Write the letter to its person, in their language. Raises LookupError where what it is about is gone."""
    if letter.user is None:
        raise LookupError("Nobody is left to write to.")
    with translation.override(language_of(letter.user)):
        words = _WORDS[letter.kind](letter, letter.user)
        parts: dict[str, Any] = {"words": words}
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


def _nudge_words(letter: Letter, user: User) -> Words:
    place, campaign = letter.participant, letter.campaign
    if place is None or campaign is None:
        raise LookupError("A nudge goes to somebody in its campaign.")
    nudge = Nudge.objects.filter(public_id=letter.key, campaign=campaign).first()
    if nudge is None:
        raise LookupError("There is no such nudge.")
    named = {"campaign": one_line(campaign.title)}
    return Words(
        subject=nudge.subject,
        greeting=_("Hello %(name)s,") % {"name": one_line(place.display_name)},
        text=nudge.text,
        by=_("The organizers of “%(campaign)s”") % named,
        button=_("Open your place in the campaign"),
        address=page("place", campaign.slug),
        why=_(
            "You get this letter because you take part in “%(campaign)s” and agreed that its organizers may write to"
            " you about it."
        )
        % named,
        stop=_("No more letters about this campaign"),
        stop_address=page("unsubscribe", unsubscribe_token(letter)),
        language=translation.get_language() or settings.LANGUAGE_CODE,
    )


_WORDS: dict[str, WordsOf] = {NUDGE.name: _nudge_words}


def word(kinds: Iterable[str], words_of: WordsOf) -> None:
    """Say who finds the words for these kinds of letters."""
    _WORDS.update(dict.fromkeys(kinds, words_of))


def page(name: str, *arguments: str) -> str:
    """Give the whole address of a page of ours."""
    return f"{settings.PUBLIC_ADDRESS}{reverse(name, args=arguments)}"


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
