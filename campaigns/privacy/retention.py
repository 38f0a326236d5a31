"""Retention: what is kept for a time only is forgotten when that is over, kind by kind."""

from __future__ import annotations

import logging
from datetime import datetime

from campaigns.people.personal import RETENTIONS

logger = logging.getLogger(__name__)


def enforce_retention(*, at: datetime) -> dict[str, int]:
    """Forget whatever no other sweep does; one that fails stops none. Returns how many, by kind."""
    forgotten = {}
    for retention in RETENTIONS.values():
        if retention.forget is None:
            continue
        try:
            forgotten[retention.name] = retention.forget(at)
        except Exception:
            logger.exception("What is kept as %s could not be forgotten; the next sweep tries again", retention.name)
    return forgotten
