"""Signing: secrets as Standard Webhooks has them, kept sealed, and the headers of a message.

While one secret takes the place of another both sign, so that a receiver changes over whenever it likes.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.views.decorators.debug import sensitive_variables
from standardwebhooks import Webhook

from campaigns.sealing import seal_texts, unseal_texts
from campaigns.secret import Secret

_PREFIX = "whsec_"
_SECRET_BYTES = 32
ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
AGENT = "Mobilize-Webhooks/1"


def make_secret() -> Secret:
    """Draw a secret of 256 bits."""
    return Secret(_PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode())


def seal_secret(secret: Secret, *, webhook: UUID) -> str:
    return seal_texts([secret.reveal()], owner=_owner(webhook))


def open_secret(sealed: str, *, webhook: UUID) -> Secret:
    return Secret(unseal_texts(sealed, owner=_owner(webhook))[0])


def name_of(message: UUID) -> str:
    """Give the `webhook-id`: the same for every attempt at the same message, so that a receiver knows it again."""
    return f"msg_{message.hex}"


@sensitive_variables()
def sign(payload: str, *, message: UUID, at: datetime, signed_by: Sequence[Secret]) -> dict[str, str]:
    """Give the headers by which a receiver sees who wrote the payload and when; `at` is that of the attempt."""
    name, moment = name_of(message), at.replace(microsecond=0)
    signatures = [Webhook(secret.reveal()).sign(name, moment, payload) for secret in signed_by]
    return {
        "Content-Type": "application/json",
        "User-Agent": AGENT,
        ID: name,
        TIMESTAMP: str(int(moment.timestamp())),
        SIGNATURE: " ".join(signatures),
    }


def shown(headers: dict[str, str]) -> dict[str, str]:
    """Give the headers as the log keeps them: how many signatures there were, and none of them."""
    return {**headers, SIGNATURE: " ".join("v1,…" for _ in headers[SIGNATURE].split())}


def _owner(webhook: UUID) -> str:
    return f"webhook:{webhook}"
