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
from campaigns.planning.roles import invite_to_role
from campaigns.planning.roles_api import PAGE_OF_INVITATIONS
from tests import cast
from tests.frontend.conftest import Browser, last_code

pytestmark = pytest.mark.django_db
PAGE = PAGE_OF_INVITATIONS


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
    waiting: Any = browser.get("/api/v1/me/invitations/")
    (invitation,) = waiting.json()["results"]
    assert (invitation["campaign_title"], invitation["role"]) == ("Bees & balloons", "treasurer")
    accept = f"/api/v1/me/invitations/{invitation['id']}/accept/"
    assert browser.post(accept, {}, "application/json", HTTP_IDEMPOTENCY_KEY="one").status_code in {200, 201}
    assert Role.objects.filter(campaign=campaign, user=tess, kind="treasurer").count() == 1


def test_the_page_of_before_leads_to_the_app(browser: Browser) -> None:
    assert browser.get(reverse("invitations")).headers["Location"] == PAGE
