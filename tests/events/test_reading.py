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
from campaigns.events.reading import (
    Place,
    final_place,
    move_cursor,
    reached_place,
    read_campaign_events,
    read_events,
    read_lag,
    rewind_cursor,
    this_cluster,
)
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


def mark(kind: str, number: int, *, campaign_id: int | None = None) -> None:
    record_event(kind=kind, at=MOMENT, campaign_id=campaign_id, data={"n": number})


def no_campaign() -> int:
    """Give the number of a campaign that no other test's events are of."""
    return -secrets.randbelow(2**50) - 1


def past(campaign_id: int, kind: str, up_to: Place, *, batch: int = 1_000) -> list[int]:
    """Give the numbers of the campaign's past events of this kind."""
    batches = list(read_campaign_events(campaign_id=campaign_id, kinds=[kind], up_to=up_to, batch=batch))
    assert all(0 < len(events) <= batch for events in batches)
    return [event[5]["n"] for events in batches for event in events]


def final_beyond(place: Place) -> Place:
    """Wait until the log is final there; other databases of the cluster may have old transactions running."""
    until = time.monotonic() + 60
    while final_place() < place and time.monotonic() < until:
        time.sleep(0.01)
    return final_place()


def last_place() -> Place:
    last = Event.objects.order_by("txid", "id").values_list("txid", "id").last()
    return last or (0, 0)


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


@settings(max_examples=6)
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


def test_a_campaigns_past_is_given_in_order_up_to_a_place() -> None:
    campaign, kind = no_campaign(), f"test.{secrets.token_hex(4)}"
    for number in range(7):
        mark(kind, number, campaign_id=campaign)
        mark(kind, number, campaign_id=campaign - 1)
        mark(f"{kind}.other", number, campaign_id=campaign)
    end = final_beyond(last_place())
    assert past(campaign, kind, end, batch=3) == list(range(7))
    fourth = Event.objects.filter(campaign_id=campaign, kind=kind).order_by("txid", "id")[3]
    assert past(campaign, kind, (fourth.txid, fourth.pk)) == [0, 1, 2, 3]
    assert past(campaign, kind, (fourth.txid, fourth.pk - 1)) == [0, 1, 2]
    assert past(campaign, kind, (0, 0)) == []
    ((first, *_),) = read_campaign_events(campaign_id=campaign, kinds=[kind, "test.none"], up_to=end)
    assert first == (kind, MOMENT, None, None, None, {"n": 0})


def test_a_past_can_be_read_in_a_transaction_and_given_up() -> None:
    campaign, kind = no_campaign(), f"test.{secrets.token_hex(4)}"
    for number in range(5):
        mark(kind, number, campaign_id=campaign)
    end = final_beyond(last_place())
    with transaction.atomic():
        batches = read_campaign_events(campaign_id=campaign, kinds=[kind], up_to=end, batch=2)
        assert [event[5]["n"] for event in next(batches)] == [0, 1]
        del batches
        assert past(campaign, kind, end) == list(range(5))


def test_no_past_is_given_that_is_not_final() -> None:
    campaign, kind = no_campaign(), f"test.{secrets.token_hex(4)}"
    begun, may_end = threading.Event(), threading.Event()

    def write_late() -> None:
        with elsewhere(), transaction.atomic():
            mark(kind, 1, campaign_id=campaign)
            begun.set()
            may_end.wait(20)

    late = threading.Thread(target=write_late)
    late.start()
    try:
        assert begun.wait(20)
        mark(kind, 2, campaign_id=campaign)
        seen = last_place()
        with pytest.raises(ValueError, match="final"):
            read_campaign_events(campaign_id=campaign, kinds=[kind], up_to=seen)
        # Up to where it is final nothing is there yet, neither of the late one nor of the one that overtook it.
        assert past(campaign, kind, final_place()) == []
    finally:
        may_end.set()
        late.join()
    final_beyond(seen)
    assert past(campaign, kind, seen) == [1, 2]


@settings(max_examples=6)
@given(seed=st.integers(0, 10**6), size=st.integers(1, 7))
def test_the_past_is_what_a_reader_was_given(seed: int, size: int) -> None:
    """Writers commit as late as they like; wherever a reader stands, the past up to there is what it has been given."""
    reader, kind, campaign = fresh_reader(), f"test.{secrets.token_hex(4)}", no_campaign()
    done = threading.Event()
    written: list[int] = []

    def write(number: int) -> None:
        draw = random.Random(f"{seed}/{number}")
        with elsewhere():
            for turn in range(8):
                marks = [number * 10_000 + turn * 100 + n for n in range(draw.randint(1, size))]
                fails = draw.random() < 0.2
                with transaction.atomic():
                    for each in marks:
                        mark(kind, each, campaign_id=campaign)
                        if draw.random() < 0.3:
                            done.wait(draw.random() * 0.01)
                    transaction.set_rollback(fails)
                if not fails:
                    written.extend(marks)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(3)]
    for thread in writers:
        thread.start()
    given_: list[int] = []
    while any(thread.is_alive() for thread in writers):
        given_.extend(event.data["n"] for event in read_all(reader, limit=5) if event.kind == kind)
        assert past(campaign, kind, reached_place(reader=reader), batch=4) == given_
    given_.extend(event.data["n"] for event in read_rest(reader) if event.kind == kind)
    assert past(campaign, kind, reached_place(reader=reader)) == given_
    assert sorted(given_) == sorted(written)


def test_the_past_can_be_read_in_the_order_of_the_index() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
        from campaigns.events.reading import _PAST

        cursor.execute("EXPLAIN " + _PAST, [1, ["a.kind"], 2**40, 2**40])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "event_commit_safe_position" in plan
    assert "Sort" not in plan
