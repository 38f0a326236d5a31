"""Reading the log: each reader has a cursor, and is given every event once, none of them skipped (law 6).

An event's place in the log is (`txid`, `id`), and only what lies below the oldest transaction still running is read:
nothing can appear there any more. The cursor moves in the transaction in which the reader does its work, so that the
work and the place in the log are kept together or not at all.

Transaction numbers belong to one database cluster. In another one, where a dump was restored, a reader starts anew;
events whose numbers this cluster has not reached yet are counted by `read_lag`, never forgotten silently.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from campaigns.events.models import Cursor, Event

MOST_AT_ONCE = 1_000

# The columns stand under their table's name: an output of the same name would be sorted instead of read from the index.
_NEXT = """
SELECT event.* FROM campaigns_event event
 WHERE (event.txid, event.id) > (%s, %s)
   AND event.txid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
 ORDER BY event.txid, event.id
 LIMIT %s
"""
_LAG = """
SELECT COUNT(*) FILTER (WHERE event.txid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint),
       COUNT(*) FILTER (WHERE event.txid >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint
                          AND event.txid < pg_snapshot_xmax(pg_current_snapshot())::text::bigint),
       COUNT(*) FILTER (WHERE event.txid >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint),
       MIN(event.written_at)
  FROM campaigns_event event
 WHERE (event.txid, event.id) > (%s, %s)
"""


@dataclass(frozen=True)
class Lag:
    """What a reader has not read yet. `blocked` waits for older transactions; `from_elsewhere` has numbers that this
    cluster has not reached: a restored dump, to be mended by setting the cluster's transaction counter beyond them."""

    unread: int
    blocked: int
    from_elsewhere: int
    oldest_at: datetime | None


def read_events(*, reader: str, limit: int = MOST_AT_ONCE, older_than: datetime | None = None) -> list[Event]:
    """Give the next events, in order, and keep the cursor locked until the caller's transaction ends.

    Nothing is given while somebody else reads under the same name: whoever comes next finds what is left. With
    `older_than` the reader stays behind, at the first event that was written since.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Events are read in the transaction that works on them.")
    _open_cursor(reader)
    cursor = Cursor.objects.select_for_update(skip_locked=True).filter(reader=reader).first()
    if cursor is None:
        return []
    txid, event_id = _place(cursor)
    events = list(Event.objects.raw(_NEXT, [txid, event_id, limit]))
    if older_than is None:
        return events
    for index, event in enumerate(events):
        # Not by the query: the times of writing need not rise with the places, and nothing may be left out.
        if event.written_at >= older_than:
            return events[:index]
    return events


def move_cursor(*, reader: str, to: Event, at: datetime) -> None:
    """Have everything up to this event count as read; in the same transaction as what was made of it."""
    Cursor.objects.filter(reader=reader).update(txid=to.txid, event_id=to.pk, cluster=this_cluster(), moved_at=at)


def rewind_cursor(*, reader: str, at: datetime, to: tuple[int, int] = (0, 0)) -> None:
    """Let a reader read again from behind this place on, from the beginning where none is named."""
    _open_cursor(reader)
    Cursor.objects.filter(reader=reader).update(txid=to[0], event_id=to[1], cluster=this_cluster(), moved_at=at)


def read_lag(*, reader: str) -> Lag:
    """Count what this reader has before it."""
    row = Cursor.objects.filter(reader=reader).first()
    with connection.cursor() as cursor:
        cursor.execute(_LAG, list(_place(row) if row else (0, 0)))
        return Lag(*cursor.fetchone())


def this_cluster() -> str:
    """Name the database cluster, as PostgreSQL named it when it was made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT system_identifier::text FROM pg_control_system()")
        return str(cursor.fetchone()[0])


def _open_cursor(reader: str) -> None:
    # By plain SQL: the time of opening is the database's, since nothing has happened yet that anybody was told of.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO campaigns_cursor (reader, txid, event_id, cluster, moved_at) VALUES (%s, 0, 0, %s, now())"
            " ON CONFLICT (reader) DO NOTHING",
            [reader, this_cluster()],
        )


def _place(cursor: Cursor) -> tuple[int, int]:
    return (cursor.txid, cursor.event_id) if cursor.cluster == this_cluster() else (0, 0)
