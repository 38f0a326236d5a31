"""Reading the log: each reader has a cursor, and is given every event once, none of them skipped (law 6).

An event's place in the log is (`txid`, `id`), and only what lies below the oldest transaction still running is read:
nothing can appear there any more. The cursor moves in the transaction in which the reader does its work, so that the
work and the place in the log are kept together or not at all.

Transaction numbers belong to one database cluster. In another one, where a dump was restored, a reader starts anew;
events whose numbers this cluster has not reached yet are counted by `read_lag`, never forgotten silently.

Whoever made something of one campaign's events can make it anew: `read_campaign_events` gives them again, in the same
order, up to the place where the reader's cursor stands.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from campaigns.events.models import Cursor, Event

MOST_AT_ONCE = 1_000
MOST_PAST_AT_ONCE = 10_000

Place = tuple[int, int]
"""Where an event stands in the log: the number of its transaction, and its id."""

PastEvent = tuple[str, datetime, int | None, int | None, int | None, dict[str, Any]]
"""(kind, at, actor id, participant id, finding id, data) of an event."""

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
# In one pass: no index leads to a campaign's events, so each page by itself could read the whole log.
_PAST = """
SELECT event.kind, event.at, event.actor_id, event.participant_id, event.finding_id, event.data
  FROM campaigns_event event
 WHERE event.campaign_id = %s AND event.kind = ANY(%s) AND (event.txid, event.id) <= (%s, %s)
 ORDER BY event.txid, event.id
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


@dataclass(frozen=True)
class Page:
    """A stretch of the log: everything behind `after` up to `up_to`, and the campaigns that are spoken of there."""

    after: Place
    up_to: Place
    events: int
    campaign_ids: tuple[int, ...]


def take_page(*, reader: str, limit: int) -> Page | None:
    """Give the next stretch of the log without its events, for whoever adds them up by a query of their own.

    The cursor stays locked until the caller's transaction ends. There is none where nothing is new, or while somebody
    else reads under the same name.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Events are read in the transaction that works on them.")
    _open_cursor(reader)
    cursor = Cursor.objects.select_for_update(skip_locked=True).filter(reader=reader).first()
    if cursor is None:
        return None
    after = _place(cursor)
    with connection.cursor() as query:
        query.execute(_PAGE, [*after, limit])
        rows = query.fetchall()
    if not rows:
        return None
    campaigns = sorted({row[2] for row in rows if row[2] is not None})
    return Page(after, (rows[-1][0], rows[-1][1]), len(rows), tuple(campaigns))


_PAGE = """
SELECT event.txid, event.id, event.campaign_id FROM campaigns_event event
 WHERE (event.txid, event.id) > (%s, %s)
   AND event.txid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
 ORDER BY event.txid, event.id
 LIMIT %s
"""


def finish_page(*, reader: str, page: Page, at: datetime) -> None:
    """Have the page count as read; in the same transaction as what was made of it."""
    txid, event_id = page.up_to
    Cursor.objects.filter(reader=reader).update(txid=txid, event_id=event_id, cluster=this_cluster(), moved_at=at)


def hold_cursor(*, reader: str) -> Place:
    """Keep a reader where it is until the caller's transaction ends, and tell where."""
    _open_cursor(reader)
    return _place(Cursor.objects.select_for_update().get(reader=reader))


def rewind_cursor(*, reader: str, at: datetime, to: Place = (0, 0)) -> None:
    """Let a reader read again from behind this place on, from the beginning where none is named."""
    _open_cursor(reader)
    Cursor.objects.filter(reader=reader).update(txid=to[0], event_id=to[1], cluster=this_cluster(), moved_at=at)


def reached_place(*, reader: str) -> Place:
    """Tell how far a reader got: everything up to this place it has been given, and nothing behind it."""
    row = Cursor.objects.filter(reader=reader).first()
    return _place(row) if row else (0, 0)


def final_place() -> Place:
    """Tell up to where the log is final: nothing can appear there any more, whoever commits late."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1")
        return int(cursor.fetchone()[0]), _LAST_ID


_LAST_ID = 2**63 - 1


def read_campaign_events(
    *, campaign_id: int, kinds: Collection[str], up_to: Place, batch: int = MOST_PAST_AT_ONCE
) -> Iterator[list[PastEvent]]:
    """Give a campaign's past events of these kinds, in the order of the log, in lists of at most `batch`.

    All that stand at `up_to` or before it, none of them skipped. Raises ValueError where the log is not final there:
    rows could still appear that would never be given. The rows are streamed from the database, in the caller's
    transaction where there is one; it should not have written yet, or every reader of the log waits until it ends.
    """
    final = final_place()
    if up_to > final:
        raise ValueError(f"The log is final up to {final}; {up_to} lies behind that.")
    return _streamed([campaign_id, list(kinds), *up_to], batch)


def _streamed(asked: list[Any], batch: int) -> Iterator[list[PastEvent]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(_PAST, asked)
        while rows := cursor.fetchmany(batch):
            yield [(*row[:5], json.loads(row[5])) for row in rows]


def read_lag(*, reader: str) -> Lag:
    """Count what this reader has before it."""
    with connection.cursor() as cursor:
        cursor.execute(_LAG, list(reached_place(reader=reader)))
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


def _place(cursor: Cursor) -> Place:
    return (cursor.txid, cursor.event_id) if cursor.cluster == this_cluster() else (0, 0)
