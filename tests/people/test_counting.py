"""The counter against a simple model, with threads at the same moment, and with two rates at once."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as instance
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.people import counting
from campaigns.people.counting import Answer, Counter, Rate, _slots_of, counter

START = 1_795_000_000_000


def name() -> str:
    return f"tests:{uuid4().hex}"


def gaps(longest_ms: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.one_of(st.integers(0, 50), st.integers(0, longest_ms)), min_size=1, max_size=60)


@settings(max_examples=150)
@given(quota=st.integers(1, 12), seconds=st.sampled_from([1, 7, 60]), data=st.data())
def test_never_more_than_the_quota_in_any_window_and_all_of_it_usable(
    quota: int, seconds: int, data: st.DataObject
) -> None:
    window, rate, key = seconds * 1000, Rate(quota, seconds), name()
    width, slots = _slots_of(rate)
    longest = (slots + 1) * width
    assert window < longest <= window + window // 60 + 60
    passed: list[int] = []
    now = START
    for gap in data.draw(gaps(window)):
        now += gap
        answer = counter().count([(key, rate)], at_ms=now)
        lately = [at for at in passed if at > now - window]
        surely = [at for at in passed if at > now - longest]
        if answer.lets_through:
            passed.append(now)
            assert len(lately) < quota
        else:
            # Only what was used in this window, or in the slot that is just leaving it, refuses anybody.
            assert len(surely) >= quota
            again = now + answer.counts[0].wait_ms
            assert not counter().count([(key, rate)], at_ms=again - 1).lets_through
            assert answer.counts[0].wait_ms <= longest
            assert 0 < answer.retry_seconds * 1000 - answer.counts[0].wait_ms + 1 <= 1000
        used = len(surely) + answer.lets_through
        assert max(0, quota - used) <= answer.counts[0].left <= quota - len(lately) - answer.lets_through
    for place, first in enumerate(passed):
        assert sum(first <= at < first + window for at in passed[place:]) <= quota


@settings(max_examples=80)
@given(quota=st.integers(1, 10), data=st.data())
def test_waiting_as_long_as_was_said_is_enough_and_less_is_not(quota: int, data: st.DataObject) -> None:
    key, rate, now = name(), Rate(quota, 60), START
    answer = counter().count([(key, rate)], at_ms=now)
    while answer.lets_through:
        now += data.draw(st.integers(0, 60_000 // quota - 1))
        answer = counter().count([(key, rate)], at_ms=now)
    wait = answer.counts[0].wait_ms
    assert not counter().count([(key, rate)], at_ms=now + wait - 1).lets_through
    assert counter().count([(key, rate)], at_ms=now + wait).lets_through


def test_the_edge_of_a_window_does_not_double_the_rate() -> None:
    key, rate = name(), Rate(10, 60)
    edge = START - START % 60_000 + 60_000
    times = [edge - 1] * 10 + [edge, edge + 1, edge + 30_000, edge + 59_998]
    assert [counter().count([(key, rate)], at_ms=at).lets_through for at in times] == [True] * 10 + [False] * 4


def test_a_smaller_quota_waits_until_enough_has_come_back() -> None:
    key = name()
    for second in range(5):
        assert counter().count([(key, Rate(10, 60))], at_ms=START + second * 1000).lets_through
    now = START + 10_000
    answer = counter().count([(key, Rate(2, 60))], at_ms=now)
    assert (answer.lets_through, answer.counts[0].left) == (False, 0)
    wait = answer.counts[0].wait_ms
    assert not counter().count([(key, Rate(2, 60))], at_ms=now + wait - 1).lets_through
    assert counter().count([(key, Rate(2, 60))], at_ms=now + wait).lets_through


def test_of_fifty_at_the_same_moment_exactly_twenty_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    # Fifty threads of one process keep each other waiting.
    monkeypatch.setattr(counting, "PATIENCE_SECONDS", 30)
    one, key, rate, start = Counter(instance.REDIS_URL), name(), Rate(20, 3_600), Barrier(50)

    def ask(_: int) -> Answer:
        start.wait(30)
        return one.count([(key, rate)])

    with ThreadPoolExecutor(50) as threads:
        answers = list(threads.map(ask, range(50)))
    assert sum(answer.lets_through for answer in answers) == 20
    assert sorted(answer.counts[0].left for answer in answers if answer.lets_through) == list(range(20))


def test_what_one_rate_refuses_uses_nothing_of_another() -> None:
    wide, narrow = (name(), Rate(10, 60)), (name(), Rate(1, 60))
    assert counter().count([wide, narrow], at_ms=START).lets_through
    for _ in range(5):
        answer = counter().count([wide, narrow], at_ms=START)
        assert (answer.lets_through, answer.exceeded) == (False, (1,))
        assert [count.left for count in answer.counts] == [9, 0]
    assert counter().count([wide], at_ms=START).counts[0].left == 8


def test_one_name_does_not_use_up_another() -> None:
    rate = Rate(1, 60)
    mine, yours = name(), name()
    assert counter().count([(mine, rate)]).lets_through
    assert not counter().count([(mine, rate)]).lets_through
    assert counter().count([(yours, rate)]).lets_through


def test_by_redis_own_clock_and_forgotten_afterwards() -> None:
    key, rate = name(), Rate(2, 4)
    assert [counter().count([(key, rate)]).lets_through for _ in range(2)] == [True, True]
    refused = counter().count([(key, rate)])
    assert not refused.lets_through
    time.sleep(refused.counts[0].wait_ms / 1000)
    assert counter().count([(key, rate)]).lets_through
    redis = counter()._script.registered_client
    assert 0 < redis.pttl(f"limit:{key}:4") <= 4_100


@pytest.mark.parametrize("rates", [1, 3])
def test_a_request_is_one_question(rates: int) -> None:
    own = Counter(instance.REDIS_URL)
    asked = [(name(), Rate(5, 60)) for _ in range(rates)]
    own.count(asked)
    redis = own._script.registered_client
    sent: list[str] = []
    plain = redis.execute_command

    def execute(*words: Any, **options: Any) -> Any:
        sent.append(words[0])
        return plain(*words, **options)

    redis.execute_command = execute
    own.count(asked)
    assert sent == ["EVALSHA"]
