"""Watching the database: which tables were written in transactions that left no event.

A trigger on every table of the facts and the money notes the transaction and the table, for as long as somebody
watches; the log itself says which transactions left an event.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection

from campaigns.events.models import Event


@dataclass
class Seen:
    """What was seen: the events in order, and (table, what was done) wherever no event was left beside it."""

    events: list[Event] = field(default_factory=list)
    silent: set[tuple[str, str]] = field(default_factory=set)


@contextmanager
def watched() -> Iterator[Seen]:
    """Watch until the end of the block; what was seen is known then."""
    seen = Seen()
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        tables = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT COALESCE(MAX(id), 0) FROM campaigns_event")
        before = cursor.fetchone()[0]
        try:
            cursor.execute(_BEGIN + "".join(_WATCH.format(table=table) for table in tables))
            yield seen
            cursor.execute(_SILENT)
            seen.silent = set(cursor.fetchall())
            seen.events = list(Event.objects.filter(pk__gt=before).order_by("pk"))
        finally:
            cursor.execute(_END)


_TABLES = """
SELECT relname FROM pg_class
 WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname ~ '^(campaigns|rewards)_'
   AND relname <> 'campaigns_event'
"""
_BEGIN = """
CREATE TABLE watched_changes (txid bigint, what text, how text);
CREATE FUNCTION watch_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO watched_changes VALUES (pg_current_xact_id()::text::bigint, TG_TABLE_NAME, TG_OP);
    RETURN NULL;
END $$;
"""
_WATCH = """
CREATE TRIGGER watch_change AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION watch_change();
"""
_SILENT = """
SELECT DISTINCT what, how FROM watched_changes change
 WHERE NOT EXISTS (SELECT FROM campaigns_event event WHERE event.txid = change.txid)
"""
_END = "DROP TABLE IF EXISTS watched_changes; DROP FUNCTION IF EXISTS watch_change() CASCADE"
