"""The page that the letter of an invitation leads to."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from campaigns.people.models import Role
from campaigns.planning.roles import invite_to_role, withdraw_invitation
from tests import cast
from tests.frontend.conftest import Browser, last_code

pytestmark = pytest.mark.django_db
PAGE = reverse("invitations")


def test_from_the_letter_to_the_role(browser: Browser, django_capture_on_commit_callbacks: Any) -> None:
    """Tess follows the letter, signs in by a code and is back where she accepts."""
    campaign, tess = cast.live_campaign(title="Bees & balloons"), cast.make_user("tess")
    EmailAddress.objects.create(user=tess, email=tess.email, primary=True, verified=True)
    with django_capture_on_commit_callbacks(execute=True):
        invite_to_role(
            campaign=campaign,
            organizer=cast.organizer_of(campaign),
            email=tess.email,
            kind="treasurer",
            page=f"http://testserver{PAGE}",
            at=timezone.now(),
        )
    address = re.search(r"http://testserver(\S+)", str(mail.outbox[-1].body))
    assert address
    assert address[1] == PAGE
    at_the_door: Any = browser.get(address[1], follow=True)
    by_code = re.search(r'href="([^"]*code[^"]*)"', at_the_door.content.decode())
    assert by_code
    asked: Any = browser.post(unescape(by_code[1]), {"email": tess.email}, follow=True)
    carried = re.search(r'name="next" value="([^"]*)"', asked.content.decode())
    assert carried
    entered = {"code": last_code(), "next": carried[1]}
    signed_in: Any = browser.post(reverse("account_confirm_login_code"), entered)
    assert signed_in.url == PAGE
    page: Any = browser.get(PAGE)
    assert "Bees &amp; balloons: treasurer" in page.content.decode()
    named = re.search(r'name="invitation" value="([^"]*)"', page.content.decode())
    assert named
    accepted: Any = browser.post(PAGE, {"invitation": named[1]}, follow=True)
    assert "You are treasurer of Bees &amp; balloons now." in accepted.content.decode()
    assert "No invitation waits for you." in accepted.content.decode()
    assert Role.objects.filter(campaign=campaign, user=tess, kind="treasurer").count() == 1


def test_what_cannot_be_accepted(browser: Browser) -> None:
    campaign, tess, eve = cast.live_campaign(), cast.make_user("tess"), cast.make_user("eve")
    organizer = cast.organizer_of(campaign)
    invitation, _ = invite_to_role(
        campaign=campaign, organizer=organizer, email=tess.email, kind="reviewer", page=PAGE, at=timezone.now()
    )
    posted = {"invitation": str(invitation.public_id)}
    browser.force_login(eve)
    assert browser.post(PAGE, posted).status_code == 404
    assert browser.post(PAGE, {"invitation": "nothing"}).status_code == 404
    withdraw_invitation(invitation=invitation, actor=organizer, at=timezone.now())
    browser.force_login(tess)
    ended: Any = browser.post(PAGE, posted)
    assert ended.status_code == 410
    assert "This invitation has ended." in ended.content.decode()
    assert not Role.objects.filter(user__in=[tess, eve]).exists()
