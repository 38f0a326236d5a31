"""Counter: how often somebody asked within the window that ends now, counted in Redis.

Law: in no window of its length does a rate let more through than its quota, and all of it can be used at once. The
window slides by sixtieths of its length, and a sixtieth counts until the whole of it has left the window; so what was
used comes back after the window's length and at most a sixtieth more. What is refused uses nothing up.

However many rates a request is under, it is one question to Redis, answered there as a whole, and by Redis' clock.
Redis that does not answer is not asked again for a moment, so that a hanging one does not hold up every request.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 0.5
LEFT_ALONE_SECONDS = 1.0
BETWEEN_WARNINGS_SECONDS = 60.0
_SLOTS = 60

# Keys are hashes, from the number of a slot to how many were let through in it.
_SCRIPT = """
local now = tonumber(ARGV[1])
if now < 0 then
  local clock = redis.call('TIME')
  now = clock[1] * 1000 + math.floor(clock[2] / 1000)
end
local answer, outdated, all_fit = {0}, {}, true
for i = 1, #KEYS do
  local quota, width, slots = tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1])
  local here = math.floor(now / width)
  local counting, used = {}, 0
  outdated[i] = {}
  local fields = redis.call('HGETALL', KEYS[i])
  for j = 1, #fields, 2 do
    local slot, count = tonumber(fields[j]), tonumber(fields[j + 1])
    if slot < here - slots then
      table.insert(outdated[i], fields[j])
    else
      table.insert(counting, {slot, count})
      used = used + count
    end
  end
  table.sort(counting, function (one, other) return one[1] < other[1] end)
  -- The slot that has to leave until more is left than now; a quota may have been made smaller meanwhile.
  local leaving, missing = here, math.max(used - quota + 1, 1)
  for _, one in ipairs(counting) do
    leaving, missing = one[1], missing - one[2]
    if missing <= 0 then break end
  end
  if used >= quota then all_fit = false end
  table.insert(answer, used)
  table.insert(answer, (leaving + slots + 1) * width - now)
end
if all_fit then
  answer[1] = 1
  for i = 1, #KEYS do
    local width, slots = tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1])
    if #outdated[i] > 0 then redis.call('HDEL', KEYS[i], unpack(outdated[i])) end
    redis.call('HINCRBY', KEYS[i], string.format('%d', math.floor(now / width)), 1)
    redis.call('PEXPIRE', KEYS[i], (slots + 1) * width)
  end
end
return answer
"""


class CounterLost(Exception):
    """Redis does not answer, so nothing can be counted."""


@dataclass(frozen=True)
class Rate:
    """So many in so long a time."""

    quota: int
    seconds: int


@dataclass(frozen=True)
class Count:
    """How it stands with one rate after a request was counted, or refused."""

    left: int
    # Until more is left than now, if nothing else is asked meanwhile.
    wait_ms: int

    @property
    def wait_seconds(self) -> int:
        return max(1, ceil(self.wait_ms / 1000))


@dataclass(frozen=True)
class Answer:
    """Whether a request is let through, and how it stands with each of its rates."""

    lets_through: bool
    counts: tuple[Count, ...]
    # The rates, by their place, of which nothing was left.
    exceeded: tuple[int, ...]

    @property
    def retry_seconds(self) -> int:
        """Say after how long all of the rates that refused would let one through."""
        return max((self.counts[place].wait_seconds for place in self.exceeded), default=0)


class Counter:
    def __init__(self, url: str) -> None:
        # Asked once more where a connection was closed while it rested; never where Redis keeps silent.
        retry = Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,))
        patience = {"socket_timeout": PATIENCE_SECONDS, "socket_connect_timeout": PATIENCE_SECONDS}
        self._script: Any = redis.Redis.from_url(url, retry=retry, **patience).register_script(_SCRIPT)
        self._lock = threading.Lock()
        self._leave_until = self._warn_from = 0.0

    def count(self, asked: Sequence[tuple[str, Rate]], *, at_ms: int | None = None) -> Answer:
        """Let a request through and count it under each of these names, or refuse it and count it under none.

        The time is Redis' own unless it is given. Raises CounterLost where Redis does not answer.
        """
        if time.monotonic() < self._leave_until:
            raise CounterLost
        arguments = [-1 if at_ms is None else at_ms]
        for _, rate in asked:
            arguments += [rate.quota, *_slots_of(rate)]
        try:
            said = self._script(keys=[f"limit:{name}:{rate.seconds}" for name, rate in asked], args=arguments)
        except redis.RedisError as error:
            self._lose(error)
            raise CounterLost from error
        lets_through, used, waits = bool(said[0]), said[1::2], said[2::2]
        quotas = [rate.quota for _, rate in asked]
        exceeded = [place for place, quota in enumerate(quotas) if used[place] >= quota]
        left = [max(0, quota - used[place] - lets_through) for place, quota in enumerate(quotas)]
        return Answer(lets_through, tuple(map(Count, left, waits)), tuple(exceeded))

    def _lose(self, error: redis.RedisError) -> None:
        now = time.monotonic()
        with self._lock:
            self._leave_until = now + LEFT_ALONE_SECONDS
            is_news = now >= self._warn_from
            if is_news:
                self._warn_from = now + BETWEEN_WARNINGS_SECONDS
        if is_news:
            logger.warning("Requests are not limited: Redis does not answer (%s).", type(error).__name__)


def _slots_of(rate: Rate) -> tuple[int, int]:
    """Cut a window into slots of whole milliseconds; give their length and how many make up the window."""
    width = ceil(rate.seconds * 1000 / _SLOTS)
    return width, ceil(rate.seconds * 1000 / width)


@lru_cache(maxsize=4)
def _counter_at(url: str) -> Counter:
    return Counter(url)


def counter() -> Counter:
    """Give the counter of this process."""
    return _counter_at(settings.REDIS_URL)
