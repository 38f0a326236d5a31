"""The waits between attempts: those of Standard Webhooks, each a little longer by chance; and when it is enough."""

from __future__ import annotations

from datetime import timedelta
from statistics import mean
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from campaigns.outreach.webhooks.schedule import RETRIES, has_failed_too_long, next_try
from tests.outreach.webhooks.stage import NOON

SAID = ["5 s", "5 min", "30 min", "2 h", "5 h", "10 h", "14 h", "20 h", "24 h"]
UNITS = {"s": timedelta(seconds=1), "min": timedelta(minutes=1), "h": timedelta(hours=1)}


def test_the_waits_are_these() -> None:
    assert list(RETRIES) == [int(number) * UNITS[unit] for number, unit in (said.split() for said in SAID)]


@given(message=st.uuids(), tries=st.integers(1, 9), attempts=st.integers(1, 100))
def test_a_wait_is_at_least_as_long_and_at_most_a_tenth_longer(message: UUID, tries: int, attempts: int) -> None:
    again = next_try(message=message, tries=tries, attempts=attempts, at=NOON)
    assert again is not None
    assert RETRIES[tries - 1] <= again - NOON <= RETRIES[tries - 1] * 1.1
    assert next_try(message=message, tries=tries, attempts=attempts, at=NOON) == again


def test_after_the_tenth_try_there_is_none() -> None:
    assert next_try(message=uuid4(), tries=10, attempts=10, at=NOON) is None


def test_what_failed_together_does_not_come_back_together() -> None:
    waits = {next_try(message=uuid4(), tries=9, attempts=9, at=NOON) for _ in range(200)}
    assert len(waits) == 200
    late = [(wait - NOON - RETRIES[8]) / RETRIES[8] for wait in waits if wait]
    assert 0.035 < mean(late) < 0.065


def test_five_days_are_too_long() -> None:
    assert not has_failed_too_long(since=NOON, at=NOON + timedelta(days=5, seconds=-1))
    assert has_failed_too_long(since=NOON, at=NOON + timedelta(days=5))
