"""Payloads: what is sent of an event, as the text that is signed. PURE.

Law: always less than 20 kB. What would be larger is cut down to ids, and says so.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from campaigns.outreach.webhooks.catalogue import CATALOGUE, TEST, told

MOST_BYTES = 20_000


def write_payload(
    *,
    kind: str,
    at: datetime,
    campaign: str,
    participant: UUID | None,
    finding: UUID | None,
    data: dict[str, Any],
) -> str:
    """Write down an event of the log: its type, its time, and what is told of it."""
    about = _about(campaign, participant, finding)
    text = _written(kind, CATALOGUE[kind].version, at, about | told(kind, data))
    if len(text.encode()) < MOST_BYTES:
        return text
    ids = {name: value for name, value in told(kind, data).items() if _is_id(value)}
    return _written(kind, CATALOGUE[kind].version, at, about | ids | {"cut": True})


def write_test(*, at: datetime, campaign: str, webhook: UUID) -> str:
    """Write a message that tells of nothing, to try an address with."""
    return _written(TEST, 1, at, {"campaign": campaign, "webhook": str(webhook)})


def _written(kind: str, version: int, at: datetime, data: dict[str, Any]) -> str:
    moment = at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    whole = {"type": kind, "version": version, "timestamp": moment, "data": data}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _about(campaign: str, participant: UUID | None, finding: UUID | None) -> dict[str, Any]:
    named = {"participant": participant, "finding": finding}
    return {"campaign": campaign, **{name: str(value) for name, value in named.items() if value is not None}}


def _is_id(value: Any) -> bool:
    if not isinstance(value, str) or len(value) != 36:
        return False
    try:
        UUID(value)
    except ValueError:
        return False
    return True
