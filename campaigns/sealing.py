"""Sealing: what must be read again but by nobody else, encrypted at rest.

The keys are the setting DESTINATION_KEYS: the first seals, all of them open. What is sealed names its owner, so one
that was moved to another row does not open. To change the key, put a new one first, seal every row anew, and take the
old one away.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class SealBroken(Exception):
    """No key opens it, or it belongs to somebody else. This is damage, not a refusal: nobody may go by it."""


def seal_texts(texts: Sequence[str], *, owner: str) -> str:
    """Encrypt texts for their owner's row; twice the same gives two that tell nothing of each other."""
    return _fernet().encrypt(json.dumps([owner, *texts]).encode()).decode()


def unseal_texts(sealed: str, *, owner: str) -> list[str]:
    """Open what was sealed for this owner."""
    try:
        opened = json.loads(_fernet().decrypt(sealed.encode()))
    except InvalidToken:
        raise SealBroken("No key of this instance opens this. Was a key taken away too early?") from None
    if opened[0] != owner:
        raise SealBroken("This was sealed for somebody else.")
    return [str(text) for text in opened[1:]]


def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.DESTINATION_KEYS])
