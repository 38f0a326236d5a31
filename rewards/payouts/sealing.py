"""Sealing: destinations encrypted at rest, and a fingerprint to find equal ones without opening any.

They are sealed as `campaigns.sealing` says. Rotation: put a new key first and restart; seal every row again (`reseal`,
which also gives the new fingerprint); then take the old key away and restart. In between everything opens, and
`fingerprints` finds old rows and new ones.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from django.conf import settings

from campaigns.sealing import seal_texts, unseal_texts
from campaigns.secret import Secret
from rewards.payouts.destinations import Destination, Kind


def seal(destination: Destination, *, owner: str) -> str:
    """Encrypt a destination for its owner's row; twice the same gives two texts that tell nothing of each other."""
    return seal_texts([str(destination.kind), destination.value.reveal()], owner=owner)


def unseal(sealed: str, *, owner: str) -> Destination:
    """Open what was sealed for this owner."""
    kind, value = unseal_texts(sealed, owner=owner)
    return Destination(Kind(kind), Secret(value))


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


def _fingerprint_key(key: str) -> bytes:
    # A key of its own for each purpose, both from the same setting.
    return hmac.new(base64.urlsafe_b64decode(key), b"rewards.payouts.fingerprint", hashlib.sha256).digest()
