"""The name by which a person is seen by others. PURE."""

from __future__ import annotations

from campaigns.errors import InvalidInput

LONGEST_NAME = 80
# Unseen, but part of how Persian, Malayalam and others are written, and of joined emoji.
_JOINERS = {0x200C: None, 0x200D: None}


def checked_display_name(display_name: str) -> str:
    """Tidy a name's spaces; refuse one that is empty, too long, or holds control characters."""
    name = " ".join(display_name.split())
    if not name.translate(_JOINERS):
        raise InvalidInput("display_name_missing", "Give the name by which others will see you.", field="display_name")
    if not name.translate(_JOINERS).isprintable():
        raise InvalidInput(
            "display_name_unusable",
            "The name has characters in it that cannot be seen. Type it anew instead of pasting it.",
            field="display_name",
        )
    if len(name) > LONGEST_NAME:
        raise InvalidInput(
            "display_name_too_long", f"A name has at most {LONGEST_NAME} characters.", field="display_name"
        )
    return name
