"""When digests leave: at nine in the morning by a person's own clock, of each date once. PURE.

Law: a zone has one digest time on each of its dates, whatever its clocks do; a date that is left out has none.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DIGEST_TIME = time(9)


def last_digest(at: datetime, zone: ZoneInfo) -> tuple[date, datetime]:
    """Give the latest digest time that is not after `at`: its date there, and the moment in UTC."""
    return max((day, moment) for day, moment in _digests_around(at, zone) if moment <= at)


def next_digest(at: datetime, zone: ZoneInfo) -> datetime:
    """Give the first digest time after `at`, in UTC."""
    return min(moment for _, moment in _digests_around(at, zone) if moment > at)


def _digests_around(at: datetime, zone: ZoneInfo) -> list[tuple[date, datetime]]:
    today = at.astimezone(zone).date()
    found = []
    for days in range(-_MOST_DAYS, _MOST_DAYS + 1):
        day = today + timedelta(days=days)
        local = datetime.combine(day, DIGEST_TIME, tzinfo=zone)
        moment = local.astimezone(UTC)
        # A time that the clocks leave out comes back as another one; there nine o'clock is when they jump over it.
        if moment.astimezone(zone).date() == day:
            found.append((day, moment))
    return found


# A date can be left out, and the one next to it is then the nearest.
_MOST_DAYS = 3
