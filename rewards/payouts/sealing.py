"""Sealing: destinations encrypted at rest, and a fingerprint to find equal ones without opening any.

The keys are the setting DESTINATION_KEYS: the first seals, all of them open. A sealed value names its owner, so one
that was moved to another person's row does not open.

Rotation: put a new key first and restart; seal every row again (`reseal`, which also gives the new fingerprint);
then take the old key away and restart. In between everything opens, and `fingerprints` finds old rows and new ones.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from rewards.payouts.destinations import Destination, Kind
from rewards.payouts.secret import Secret


class SealBroken(Exception):
    """No key opens it, or it belongs to somebody else. This is damage, not a refusal: nobody may be paid by it."""


def seal(destination: Destination, *, owner: str) -> str:
    """Encrypt a destination for its owner's row; twice the same gives two texts that tell nothing of each other."""
    opened = json.dumps([owner, str(destination.kind), destination.value.reveal()])
    return _fernet().encrypt(opened.encode()).decode()


def unseal(sealed: str, *, owner: str) -> Destination:
    """Open what was sealed for this owner."""
    try:
        opened = json.loads(_fernet().decrypt(sealed.encode()))
    except InvalidToken:
        raise SealBroken("No key of this instance opens this destination. Was a key taken away too early?") from None
    if opened[0] != owner:
        raise SealBroken("This destination was sealed for somebody else.")
    return Destination(Kind(opened[1]), Secret(opened[2]))


def reseal(sealed: str, *, owner: str) -> tuple[str, str]:
    """Seal with the first key what any key opens; gives it with its new fingerprint."""
    destination = unseal(sealed, owner=owner)
    return seal(destination, owner=owner), fingerprint(destination)


def fingerprint(destination: Destination) -> str:
    """Name a destination by 64 characters, the same for whoever uses it, from which nobody finds it."""
    return fingerprints(destination)[0]


def fingerprints(destination: Destination) -> list[str]:
    """Give the fingerprint under every key, the first one's first, to look for the same destination by."""
    text = f"{destination.kind}:{destination.value.reveal()}".encode()
    return [hmac.new(_fingerprint_key(key), text, hashlib.sha256).hexdigest() for key in settings.DESTINATION_KEYS]


def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.DESTINATION_KEYS])


def _fingerprint_key(key: str) -> bytes:
    # A key of its own for each purpose, both from the same setting.
    return hmac.new(base64.urlsafe_b64decode(key), b"rewards.payouts.fingerprint", hashlib.sha256).digest()
