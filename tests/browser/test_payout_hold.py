"""Somebody who is not paid for the time being reads why on their own page, and says once that it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, expect

from campaigns.people.models import Role
from rewards.payouts.caps import hold_person
from tests import cast
from tests.browser.test_reporting import context, keeps_its_words_apart, shot, shots, sign_in

__all__ = ["context", "shots"]

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]

REASON = "Two people gave the same account. Please tell us whose it is."


def test_the_person_reads_why_and_objects(context: BrowserContext, server: str, shots: Path | None) -> None:
    campaign = cast.live_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    treasurer = cast.make_user("tess")
    Role.objects.create(campaign=campaign, user=treasurer, kind=Role.Kind.TREASURER)
    hold_person(participant=alice, treasurer=treasurer, reason=REASON, at=timezone.now())
    assert alice.user
    sign_in(context, alice.user, server)
    page = context.new_page()
    page.goto(f"/c/{campaign.slug}/me/")
    expect(page.get_by_text("Nothing is paid out to you for now")).to_be_visible()
    expect(page.get_by_text(REASON)).to_be_visible()
    keeps_its_words_apart(page)
    shot(page, "not_paid", shots)
    page.get_by_role("link", name="Say that this is wrong").click()
    keeps_its_words_apart(page)
    shot(page, "object", shots)
    page.get_by_role("textbox").fill("It is my sister's account; she has none of her own here.")
    page.locator("main form button").last.click()
    expect(page.get_by_text("Your objection waits")).to_be_visible()
    keeps_its_words_apart(page)
    shot(page, "objected", shots)
