"""Writing the log, and telling after commit those who asked to hear of a kind.

Being told is a courtesy that may be lost with the broker; every subscriber also finds its work by itself.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from django.db import connection, transaction
from kombu.exceptions import OperationalError

from campaigns.copying import NULL, copy_lines, written
from campaigns.events.models import Event

logger = logging.getLogger(__name__)

Told = Callable[[int], object]
_subscribers: dict[str, list[Told]] = defaultdict(list)


def subscribe(kind: str, tell: Told) -> None:
    """Register what is called with an id after an event of this kind has committed.

    The id is that of the finding which the event is about, or of the participant where it is about none.
    """
    if tell not in _subscribers[kind]:
        _subscribers[kind].append(tell)


def record_event(
    *,
    kind: str,
    at: datetime,
    campaign_id: int | None = None,
    actor_id: int | None = None,
    participant_id: int | None = None,
    finding_id: int | None = None,
    data: dict[str, Any] | None = None,
) -> Event:
    """Leave one event in the current transaction."""
    event = Event.objects.create(
        kind=kind,
        at=at,
        campaign_id=campaign_id,
        actor_id=actor_id,
        participant_id=participant_id,
        finding_id=finding_id,
        data=data or {},
    )
    about = participant_id if finding_id is None else finding_id
    if about is not None and kind in _subscribers:
        transaction.on_commit(partial(_tell, kind, about), robust=True)
    return event


EventRow = tuple[str, datetime, int | None, int | None, int | None, int | None, dict[str, Any] | str]


def record_events(rows: Iterable[EventRow]) -> None:
    """Leave many events in the current transaction by one COPY, telling nobody.

    A row is (kind, at, campaign id, actor id, participant id, finding id, data), the data as a dict or already as JSON.
    """
    record_written_events(written_events(rows))


def written_events(rows: Iterable[EventRow]) -> str:
    """Write events as `record_written_events` takes them; nothing is recorded yet."""
    return "".join(
        f"{kind}\t{_written_once(at)}\t{campaign or NULL}\t{actor or NULL}\t{participant or NULL}"
        f"\t{finding or NULL}\t{written(data) if isinstance(data, dict) else _written_once(data)}\n"
        for kind, at, campaign, actor, participant, finding, data in rows
    )


def record_written_events(lines: str) -> None:
    """Leave many events in the current transaction by one COPY, telling nobody, as `record_events` does."""
    with connection.cursor() as cursor:
        # Once: as the column's default it would be asked for with every row.
        cursor.execute("SELECT pg_current_xact_id()::text")
        txid = cursor.fetchone()[0]
    copy_lines(
        Event._meta.db_table,
        ("txid", "kind", "at", "campaign_id", "actor_id", "participant_id", "finding_id", "data"),
        [f"{txid}\t", lines[:-1].replace("\n", f"\n{txid}\t"), "\n"] if lines else [],
    )


# What a sweep says of its hundred thousand shares is the same few things again and again.
_written_once = lru_cache(maxsize=10_000)(written)


def _tell(kind: str, about: int) -> None:
    for tell in _subscribers[kind]:
        try:
            tell(about)
        except (OperationalError, OSError) as lost:
            # The facts are committed; the sweeps will find them. Nobody waits as long again for the next subscriber.
            logger.warning("The broker did not take a message of %s about %s: %s", kind, about, lost)
            return
