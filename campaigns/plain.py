"""Plain words: what people wrote, made fit to stand in a line or a letter. PURE."""

from __future__ import annotations

import unicodedata


def one_line(words: str) -> str:
    """Make one line of whatever was written, without anything that cannot be seen."""
    return " ".join("".join(sign if sign.isprintable() or sign in _JOINERS else " " for sign in words).split())


def has_control_characters(text: str) -> bool:
    """Tell whether a text holds what nobody types: it was pasted from somewhere strange."""
    return any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in text)


def with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


# Unseen, but part of how Persian, Malayalam and others are written, and of joined emoji.
_JOINERS = "\u200c\u200d"
