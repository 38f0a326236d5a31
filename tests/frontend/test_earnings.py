"""What somebody's page says of a share: held until when, taken back and why."""

from __future__ import annotations

import pytest
from django.test import Client

from campaigns.findings.models import Finding
from campaigns.findings.operations import reverse_finding
from campaigns.recruiting.models import Participant
from rewards.settlement.operations import settle_due
from rewards.settlement.releasing import release_due
from rewards.settlement.reversing import reverse_due
from tests import cast
from tests.cast import MOMENT, ONE_DAY

pytestmark = pytest.mark.django_db

HELD = 'held until <time datetime="2009-12-08'
TAKEN_BACK = "Taken back, because this finding was found wrong."


def page_of(place: Participant) -> str:
    browser = Client()
    assert place.user is not None
    browser.force_login(place.user)
    return browser.get(f"/c/{place.campaign.slug}/me/").content.decode()


@pytest.fixture
def settled() -> tuple[Participant, Finding]:
    """Bob, whose recruit's recruit found something, and the finding; rewards are held for three days."""
    campaign = cast.live_campaign([(400_000, 2)], hold_days=3)
    people = cast.full_cast(campaign)
    finding = cast.verify(cast.report(people.dave))
    assert settle_due(at=MOMENT) == 1
    return people.bob, finding


def test_a_held_share_says_until_when_and_a_released_one_does_not(settled: tuple[Participant, Finding]) -> None:
    bob, _ = settled
    assert HELD in page_of(bob)
    release_due(at=MOMENT + 3 * ONE_DAY)
    assert "held until" not in page_of(bob)


def test_a_share_that_was_taken_back_says_why_in_the_reviewers_words(settled: tuple[Participant, Finding]) -> None:
    bob, finding = settled
    assert TAKEN_BACK not in page_of(bob)
    reviewer = cast.organizer_of(finding.campaign)
    note = "The photograph <b>is</b> of 2007."
    reverse_finding(finding=finding, reviewer=reviewer, at=MOMENT, reason="fraud", note=note)
    reverse_due(at=MOMENT)
    page = page_of(bob)
    assert f"{TAKEN_BACK} The proof was false. The photograph &lt;b&gt;is&lt;/b&gt; of 2007." in page
    assert "held until" not in page
