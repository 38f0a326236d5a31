"""Webhooks: whether a delivery is ours, by Standard Webhooks' own library (`pip install mobilize-client[webhooks]`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def read_delivery(body: bytes | str, headers: Mapping[str, str], *, secret: str) -> Any:
    """Give what a webhook tells; raises the library's WebhookVerificationError where its signature is not ours.

    Give the body as it arrived, before anything has read it as JSON.
    """
    from standardwebhooks import Webhook

    return Webhook(secret).verify(body, dict(headers))
