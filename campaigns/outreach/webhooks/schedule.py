"""Schedule: when a message is tried again, and for how long an address may fail. PURE.

The waits are those of Standard Webhooks. Each is made longer by up to a tenth, by the message's own name, so that what
failed together does not come back together.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

# After the first attempt that failed, and so on; after the last one the message has failed.
RETRIES = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
MOST_JITTER = 0.1
# An address at which nothing arrived for so long is not tried any more.
MOST_FAILING = timedelta(days=5)


def next_try(*, message: UUID, tries: int, attempts: int, at: datetime) -> datetime | None:
    """Say when to try again after so many tries in vain; None for never.

    `attempts` are all there ever were, so that a replayed message has waits of its own.
    """
    if tries > len(RETRIES):
        return None
    drawn = hashlib.sha256(f"{message}/{attempts}".encode()).digest()[:4]
    share = int.from_bytes(drawn) / 2**32
    return at + RETRIES[tries - 1] * (1 + MOST_JITTER * share)


def has_failed_too_long(*, since: datetime, at: datetime) -> bool:
    return at - since >= MOST_FAILING
