"""From an organizer's request over HTTP to the letters and what they did, committed as it happens."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from campaigns.outreach.letters import write_letters
from campaigns.outreach.models import Letter
from campaigns.outreach.sending import send_letter
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from tests import cast
from tests.api.calling import Caller
from tests.api.test_nudges import WORDS, lapsing
from tests.outreach.stage import awake_zone, clock
from tests.processes import wait_until

pytestmark = pytest.mark.usefixtures("committed")


def begun() -> Campaign:
    now = timezone.now()
    return cast.live_campaign(at=now - timedelta(days=30), time_zone=awake_zone(now))


def test_from_the_request_to_the_letter_and_what_it_did() -> None:
    campaign = begun()
    olga = Caller(cast.organizer_of(campaign))
    places = [lapsing(campaign, f"anna{n}") for n in range(10)]
    path = f"/campaigns/{campaign.slug}/nudges/"
    olga.post(path, WORDS, status=201)
    now = timezone.now()

    def are_written() -> bool:
        while write_letters(at=now):
            pass
        return Letter.objects.filter(campaign=campaign).count() == 9

    # A worker of other tests may hold the log back for a moment.
    assert wait_until(are_written, seconds=240)
    letters = list(Letter.objects.filter(campaign=campaign))
    before = len(mail.outbox)
    states = [send_letter(letter_id=letter.pk, clock=clock(now)) for letter in letters]
    assert states == ["sent"] * 9
    to = {address for message in mail.outbox[before:] for address in message.to}
    written_to = {letter.user.email for letter in letters if letter.user}
    assert to == written_to
    assert len(to) == 9
    held_out = User.objects.filter(places__in=places).exclude(email__in=to).get()
    assert held_out.email not in to
    (shown,) = olga.get(path)["results"]
    assert shown["letters"] == {"waiting": 0, "sent": 9, "failed": 0, "unknown": 0, "suppressed": []}
