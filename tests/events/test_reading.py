"""The log's cursor: no event skipped, none given twice, whatever commits late; the work and the place together."""

from __future__ import annotations

import random
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.events.models import Cursor, Event
from campaigns.events.operations import record_event
from campaigns.events.reading import move_cursor, read_events, read_lag, rewind_cursor, this_cluster
from tests.cast import MOMENT

pytestmark = pytest.mark.usefixtures("committed")


def fresh_reader() -> str:
    """Make a reader that has read everything there was: other tests' events lie behind it."""
    reader = f"test.{secrets.token_hex(6)}"
    read_rest(reader)
    return reader


def read_rest(reader: str, *, limit: int = 1_000) -> list[Event]:
    """Read on until nothing is left; other databases of the cluster may have old transactions running meanwhile."""
    given_: list[Event] = []
    until = time.monotonic() + 60
    while (lag := read_lag(reader=reader)).unread + lag.blocked and time.monotonic() < until:
        given_.extend(read_all(reader, limit=limit))
        time.sleep(0.005)
    return given_


def read_all(reader: str, *, limit: int = 1_000) -> list[Event]:
    with transaction.atomic():
        events = read_events(reader=reader, limit=limit)
        if events:
            move_cursor(reader=reader, to=events[-1], at=timezone.now())
    return events


def wait_for(reader: str) -> None:
    """Wait until what was written can be read."""
    until = time.monotonic() + 60
    while read_lag(reader=reader).blocked and time.monotonic() < until:
        time.sleep(0.01)


def mark(kind: str, number: int) -> None:
    record_event(kind=kind, at=MOMENT, data={"n": number})


@contextmanager
def elsewhere() -> Iterator[None]:
    """Give this thread's connection back when it is done."""
    try:
        yield
    finally:
        connections.close_all()


def test_what_was_written_is_given_once_and_in_order() -> None:
    reader, kind = fresh_reader(), f"test.{secrets.token_hex(4)}"
    for number in range(7):
        mark(kind, number)
    assert [event.data["n"] for event in read_rest(reader, limit=3)] == list(range(7))
    assert read_lag(reader=reader).unread == 0


def test_reading_needs_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        read_events(reader="test.nobody")


def test_work_that_fails_is_given_again() -> None:
    reader, kind = fresh_reader(), f"test.{secrets.token_hex(4)}"
    mark(kind, 1)
    wait_for(reader)
    with transaction.atomic():
        events = read_events(reader=reader)
        move_cursor(reader=reader, to=events[-1], at=MOMENT)
        transaction.set_rollback(True)
    assert [event.kind for event in read_rest(reader)] == [kind]


def test_an_older_transaction_that_commits_late_is_waited_for() -> None:
    reader, kind = fresh_reader(), f"test.{secrets.token_hex(4)}"
    begun, may_end = threading.Event(), threading.Event()

    def write_late() -> None:
        with elsewhere(), transaction.atomic():
            mark(kind, 1)
            begun.set()
            may_end.wait(20)

    late = threading.Thread(target=write_late)
    late.start()
    try:
        assert begun.wait(20)
        mark(kind, 2)
        assert read_all(reader) == []
        assert read_lag(reader=reader).blocked >= 1
    finally:
        may_end.set()
        late.join()
    assert [event.data["n"] for event in read_rest(reader)] == [1, 2]


def test_of_two_by_one_name_one_reads() -> None:
    reader, kind = fresh_reader(), f"test.{secrets.token_hex(4)}"
    mark(kind, 1)
    wait_for(reader)
    other: list[list[Event]] = []

    def read_too() -> None:
        with elsewhere():
            other.append(read_all(reader))

    with transaction.atomic():
        events = read_events(reader=reader)
        thread = threading.Thread(target=read_too)
        thread.start()
        thread.join(20)
        assert [event.kind for event in events] == [kind]
        assert other == [[]]
        move_cursor(reader=reader, to=events[-1], at=MOMENT)
    assert read_all(reader) == []


def test_in_another_cluster_a_reader_starts_anew() -> None:
    reader, kind = fresh_reader(), f"test.{secrets.token_hex(4)}"
    mark(kind, 1)
    Cursor.objects.filter(reader=reader).update(cluster="another", txid=2**62)
    first = read_all(reader, limit=1)
    assert first[0].pk == Event.objects.order_by("txid", "id")[0].pk
    assert Cursor.objects.get(reader=reader).cluster == this_cluster()


def test_numbers_that_this_cluster_has_not_reached_are_counted() -> None:
    reader = fresh_reader()
    with transaction.atomic():
        Event.objects.create(kind="test.restored", at=MOMENT, txid=2**61)
        assert read_lag(reader=reader).from_elsewhere == 1
        assert read_all(reader) == []
        transaction.set_rollback(True)


def test_a_reader_can_be_rewound() -> None:
    reader, kind = fresh_reader(), f"test.{secrets.token_hex(4)}"
    place = Cursor.objects.get(reader=reader)
    mark(kind, 1)
    assert len(read_rest(reader)) == 1
    rewind_cursor(reader=reader, at=MOMENT, to=(place.txid, place.event_id))
    assert [event.kind for event in read_rest(reader)] == [kind]


def test_a_reader_can_stay_behind() -> None:
    reader, kind = fresh_reader(), f"test.{secrets.token_hex(4)}"
    mark(kind, 1)
    wait_for(reader)
    with transaction.atomic():
        assert read_events(reader=reader, older_than=timezone.now() - timedelta(hours=1)) == []
        assert len(read_events(reader=reader, older_than=timezone.now() + timedelta(hours=1))) == 1


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10**6), size=st.integers(1, 7))
def test_none_is_skipped_and_none_given_twice(seed: int, size: int) -> None:
    """Four writers whose transactions begin, write, dawdle, commit or fail as they like, beside two readers."""
    reader, kind = fresh_reader(), f"test.{secrets.token_hex(4)}"
    written: list[int] = []
    given_: list[int] = []
    done = threading.Event()

    def write(number: int) -> None:
        draw = random.Random(f"{seed}/{number}")
        with elsewhere():
            for turn in range(12):
                marks = [number * 10_000 + turn * 100 + n for n in range(draw.randint(1, size))]
                fails = draw.random() < 0.2
                with transaction.atomic():
                    for each in marks:
                        mark(kind, each)
                        if draw.random() < 0.3:
                            done.wait(draw.random() * 0.01)
                    transaction.set_rollback(fails)
                if not fails:
                    written.extend(marks)

    def read() -> None:
        with elsewhere():
            while not done.is_set():
                given_.extend(event.data["n"] for event in read_all(reader, limit=5) if event.kind == kind)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    readers = [threading.Thread(target=read) for _ in range(2)]
    for thread in (*writers, *readers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()
    given_.extend(event.data["n"] for event in read_rest(reader) if event.kind == kind)
    assert sorted(given_) == sorted(written)


def test_the_index_gives_the_order() -> None:
    """A sort of the whole log for each page would be a hundred times slower."""
    with transaction.atomic(), connection.cursor() as cursor:
        # So small a table is sooner sorted; the question is whether the index can give the order at all.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
        from campaigns.events.reading import _NEXT

        cursor.execute("EXPLAIN " + _NEXT, [0, 0, 10])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "event_commit_safe_position" in plan
    assert "Sort" not in plan
