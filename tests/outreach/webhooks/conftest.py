"""Furniture of webhooks: the log is read from here on, a receiver listens, and no endpoint is left behind."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any

import pytest

from campaigns.events.reading import final_place, rewind_cursor
from campaigns.outreach.webhooks.models import WebhookEndpoint
from campaigns.outreach.webhooks.operations import remove_webhook
from campaigns.outreach.webhooks.queueing import READER
from tests import cast
from tests.outreach.webhooks.receiver import Receiver, receiver
from tests.outreach.webhooks.stage import NOON


@pytest.fixture
def here(settings: Any) -> None:
    """Let webhooks lead to this machine."""
    settings.WEBHOOK_PRIVATE_ADDRESSES = (ip_network("127.0.0.1"),)


@pytest.fixture
def there(here: None) -> Iterator[Receiver]:
    with receiver() as listening:
        yield listening


@pytest.fixture
def from_here_on(committed: None, here: None) -> Iterator[None]:
    """Commit for real, with a log that holds nothing unread; what was made is removed at the end."""
    rewind_cursor(reader=READER, at=NOON, to=final_place())
    yield
    for made in WebhookEndpoint.objects.there().select_related("campaign"):
        remove_webhook(webhook=made, organizer=cast.organizer_of(made.campaign), at=NOON)
