"""Reading on in the log: what no message told of is assessed all the same, once it has been committed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone

from campaigns.events.operations import _subscribers
from campaigns.findings import assessing
from campaigns.findings.models import Assessment
from campaigns.findings.tasks import assess_finding
from campaigns.recruiting.standing import set_standings
from tests.cast import MOMENT, live_campaign
from tests.findings.scenes import report_at, strangers


def read_on() -> None:
    while assessing.assess_news(at=timezone.now()):
        pass


def read_until(is_done: Callable[[], bool]) -> None:
    """Read on for as long as transactions that have nothing to do with it may keep the log back."""
    deadline = time.monotonic() + 240
    while not is_done():
        assert time.monotonic() < deadline, "nothing was read"
        read_on()
        time.sleep(0.05)


@pytest.fixture
def unheard(committed: None) -> Iterator[None]:
    """Let every message be lost; and read what others left in the log first."""
    heard = {kind: list(told) for kind, told in _subscribers.items()}
    _subscribers.clear()
    read_on()
    yield
    _subscribers.update(heard)


def test_every_change_of_an_opinion_is_heard_at_once() -> None:
    assert all(assess_finding.delay in _subscribers[kind] for kind in assessing.CHANGES_AN_OPINION)


@pytest.mark.usefixtures("unheard")
def test_what_no_message_told_of_is_read_in_the_log() -> None:
    campaign = live_campaign()
    (alice,) = strangers(campaign, "alice")
    finding = report_at(alice)
    assert not Assessment.objects.filter(finding=finding).exists()
    read_until(lambda: Assessment.objects.filter(finding=finding).exists())
    before = Assessment.objects.get(finding=finding)
    set_standings(campaign_id=campaign.pk, values={alice.pk: -2.0}, at=MOMENT)
    read_until(lambda: Assessment.objects.get(finding=finding).log_odds != before.log_odds)
    assert Assessment.objects.get(finding=finding).log_odds == pytest.approx(before.log_odds - 2)
