"""Running: everything that is due, at many endpoints at once, by one run at a time.

Within a run one thread has an endpoint, so its first attempts follow each other. An endpoint that fails is left alone
until the next run, and those that failed before get half of the threads at most: a receiver that is dead or slow keeps
nobody else waiting. The run holds a lock in a transaction that writes nothing, and lets go of it however it ends.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from campaigns.outreach.webhooks.delivering import Clock, deliver, requeue_lost
from campaigns.outreach.webhooks.models import WebhookDelivery, WebhookEndpoint

logger = logging.getLogger(__name__)

THREADS = 8
# Less than a minute, so that what changed meanwhile, as the code itself, is soon heard of.
MOST_SECONDS = 45.0
_MOST_AT_ONCE = 100
# A number of our own among the database's advisory locks.
_LOCK = 6_180_339_887
# Each endpoint is asked by its own index, so a long queue at one of them costs the others nothing.
_DUE = """
SELECT endpoint.id, endpoint.failing_since IS NOT NULL
  FROM campaigns_webhookendpoint endpoint
 CROSS JOIN LATERAL (
       SELECT delivery.due_at FROM campaigns_webhookdelivery delivery
        WHERE delivery.endpoint_id = endpoint.id AND delivery.state = 'waiting' AND delivery.due_at <= %s
          AND (endpoint.state = 'enabled' OR delivery.event_id IS NULL)
        ORDER BY delivery.due_at LIMIT 1) oldest
 WHERE endpoint.removed_at IS NULL
 ORDER BY oldest.due_at, endpoint.id
"""


def deliver_due(
    *,
    clock: Clock = timezone.now,
    seconds: float = MOST_SECONDS,
    threads: int = THREADS,
    passed: Callable[[], float] = time.monotonic,
) -> int:
    """Deliver what is due until nothing is, or the time is up; returns how many messages arrived.

    Nothing where another run is at it.
    """
    requeue_lost(at=clock())
    until = passed() + seconds
    with transaction.atomic(), ThreadPoolExecutor(threads) as pool:
        if not _only_run():
            return 0
        arrived = 0
        failed: set[int] = set()
        busy: dict[Future[tuple[int, bool]], tuple[int, bool]] = {}
        while True:
            if passed() < until and len(busy) < threads:
                serving = {endpoint_id for endpoint_id, _ in busy.values()}
                ailing = sum(was_failing for _, was_failing in busy.values())
                for endpoint_id, was_failing in _due_endpoints(clock()):
                    if endpoint_id in serving | failed or len(busy) >= threads:
                        continue
                    if was_failing and ailing >= max(1, threads // 2):
                        continue
                    ailing += was_failing
                    busy[pool.submit(_serve_here, endpoint_id, clock, until, passed)] = (endpoint_id, was_failing)
            if not busy:
                return arrived
            done, _ = wait(busy, timeout=1, return_when=FIRST_COMPLETED)
            for one in done:
                endpoint_id, _ = busy.pop(one)
                count, is_well = one.result()
                arrived += count
                if not (is_well and count):
                    # It failed, or what is due there waits for something: for the next run.
                    failed.add(endpoint_id)


def serve(
    *,
    endpoint_id: int,
    clock: Clock = timezone.now,
    until: float = float("inf"),
    passed: Callable[[], float] = time.monotonic,
) -> tuple[int, bool]:
    """Deliver what is due at one endpoint until something fails; tells how many arrived and whether nothing failed."""
    arrived = 0
    for delivery_id in _due_at(endpoint_id, clock()):
        if passed() >= until:
            break
        if not deliver(delivery_id=delivery_id, clock=clock):
            return arrived, False
        arrived += 1
    return arrived, True


def _serve_here(endpoint_id: int, clock: Clock, until: float, passed: Callable[[], float]) -> tuple[int, bool]:
    try:
        _commit_without_waiting()
        return serve(endpoint_id=endpoint_id, clock=clock, until=until, passed=passed)
    except Exception:
        # What happens at one endpoint keeps no other waiting; its message is found again as one that was lost.
        logger.exception("Webhook %s could not be served", endpoint_id)
        return 0, False
    finally:
        # The thread's own; it is used for this endpoint and given back.
        connection.close()


def _commit_without_waiting() -> None:
    """Do not wait for the disk with each claim and each answer, until the thread gives its connection back.

    Were the database's machine to fall over, the last moments of both would be lost, and what they were about sent
    again under its name: that is what is promised anyway.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")


def _due_at(endpoint_id: int, at: datetime) -> Iterator[int]:
    """Name what is due at an endpoint, the longest waiting first; those never tried in the order of the log."""
    deliveries = WebhookDelivery.objects.filter(endpoint=endpoint_id)
    is_open = WebhookEndpoint.objects.there().filter(pk=endpoint_id, state=WebhookEndpoint.State.ENABLED).exists()
    if not is_open:
        yield from deliveries.due_again(at).filter(event__isnull=True).values_list("pk", flat=True)[:_MOST_AT_ONCE]
        return
    again = list(deliveries.due_again(at).values_list("due_at", "pk")[:_MOST_AT_ONCE])
    first = list(deliveries.untried().values_list("due_at", "pk")[:_MOST_AT_ONCE])
    while again or first:
        # Neither waits for all of the other.
        if again and (not first or again[0] <= first[0]):
            yield again.pop(0)[1]
        elif first[0][0] <= at:
            yield first.pop(0)[1]
        else:
            first.clear()


def _due_endpoints(at: datetime) -> list[tuple[int, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(_DUE, [at])
        return list(cursor.fetchall())


def _only_run() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])
