"""Sharing: the plain addresses by which a link is passed on; nothing is loaded from there, and nobody is told."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Ways:
    """A link, what is said with it, and where it can be passed on."""

    address: str
    title: str
    words: str
    places: tuple[tuple[str, str], ...]


def ways_to_share(title: str, address: str) -> Ways:
    """Say how to share a campaign's page."""
    words = _("Have a look at “%(title)s”:") % {"title": title}
    whole = f"{words} {address}"
    places = (
        ("WhatsApp", _target("https://wa.me/", text=whole)),
        ("Telegram", _target("https://t.me/share/url", url=address, text=words)),
        ("X", _target("https://x.com/intent/post", text=words, url=address)),
        (_("E-mail"), _target("mailto:", subject=title, body=whole)),
    )
    return Ways(address=address, title=title, words=words, places=places)


def _target(place: str, **said: str) -> str:
    return f"{place}?{urlencode(said, quote_via=quote)}"
