"""Webhooks to a receiver on this machine: from events in the log to answers written down, against a loop that posts.

The other side signs by the same library and posts the same number of messages as long, each by a connection of its own
as ours do; it keeps nothing. With eight endpoints ours has a thread for each, and so has the other side.
"""

from __future__ import annotations

import http.client
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from ipaddress import ip_network
from statistics import median
from uuid import uuid4

from django.test.utils import override_settings
from django.utils import timezone

from campaigns.events.operations import record_events
from campaigns.events.reading import final_place, rewind_cursor
from campaigns.outreach.webhooks.models import WebhookDelivery, WebhookEndpoint
from campaigns.outreach.webhooks.operations import make_webhook, remove_webhook
from campaigns.outreach.webhooks.queueing import READER, queue_webhooks
from campaigns.outreach.webhooks.running import THREADS, deliver_due
from campaigns.outreach.webhooks.signing import make_secret, sign
from campaigns.planning.models import Campaign
from campaigns.secret import Secret
from tests import cast
from tests.benchmarks.measuring import Row, time_of
from tests.benchmarks.population import Say
from tests.benchmarks.serving import HOST

PATH = "/bare/hook/"
KIND = "campaign.changed"
PAYLOAD = (
    '{"type":"campaign.changed","version":1,"timestamp":"2026-06-01T12:00:00.000000Z",'
    '"data":{"campaign":"balloons-0123456789ab","fields":["title"]}}'
)


def measure_webhooks(*, sizes: Sequence[int], bare_port: int, rounds: int, say: Say) -> Iterator[Row]:
    """Deliver so many messages to one endpoint and to eight, the two sides taking turns at going first."""
    with override_settings(WEBHOOK_PRIVATE_ADDRESSES=(ip_network(HOST),)):
        for endpoints, what in ((1, "a message to one webhook"), (THREADS, f"a message to {THREADS} webhooks")):
            for size in sizes:
                ours: list[float] = []
                bare: list[float] = []
                sides = [
                    partial(_ours, size, endpoints, bare_port, ours),
                    partial(_bare, size, endpoints, bare_port, bare),
                ]
                for number in range(rounds):
                    for side in sides if number % 2 == 0 else reversed(sides):
                        side()
                row = Row(what=what, members=size, ours_seconds=median(ours), bare_seconds=median(bare))
                rates = f"ours {1 / row.ours_seconds:.0f} a second, bare {1 / row.bare_seconds:.0f}"
                say(f"{size:,} messages to {endpoints}: {rates}")
                yield row


def _ours(size: int, endpoints: int, port: int, seconds: list[float]) -> None:
    campaign = cast.draft_campaign()
    made = _endpoints(campaign, endpoints, port)
    now = timezone.now()
    rewind_cursor(reader=READER, at=now, to=final_place())
    record_events((KIND, now, campaign.pk, None, None, None, {"fields": ["title"]}) for _ in range(size // endpoints))
    seconds.append(time_of(_tell_all) / size)
    told = WebhookDelivery.objects.filter(endpoint__in=made, state="delivered", attempts=1).count()
    assert told == size // endpoints * endpoints, f"{told} of {size} messages were delivered at once"
    for endpoint in made:
        remove_webhook(webhook=endpoint, organizer=cast.organizer_of(campaign), at=now)


def _tell_all() -> None:
    """Do what the two tasks do."""
    while queue_webhooks(at=timezone.now()):
        pass
    deliver_due(seconds=float("inf"))


def _endpoints(campaign: Campaign, count: int, port: int) -> list[WebhookEndpoint]:
    organizer, url = cast.organizer_of(campaign), f"http://{HOST}:{port}{PATH}"
    make = partial(make_webhook, campaign=campaign, organizer=organizer, url=url, events=[KIND], at=timezone.now())
    return [make()[0] for _ in range(count)]


def _bare(size: int, endpoints: int, port: int, seconds: list[float]) -> None:
    secret = make_secret()

    def post_all(_: int) -> None:
        for _ in range(size // endpoints):
            _post(secret, port)

    with ThreadPoolExecutor(endpoints) as threads:
        seconds.append(time_of(lambda: list(threads.map(post_all, range(endpoints)))) / size)


def _post(secret: Secret, port: int) -> None:
    headers = sign(PAYLOAD, message=uuid4(), at=timezone.now(), signed_by=[secret])
    connection = http.client.HTTPConnection(HOST, port, timeout=20)
    try:
        connection.request("POST", PATH, PAYLOAD.encode(), headers)
        assert connection.getresponse().status == 204
    finally:
        connection.close()
