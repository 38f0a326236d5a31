"""Notices on a phone and on a desk: read, chosen, in another language; an address confirmed, and letters stopped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from campaigns.notices.kinds import wishes_of_one
from campaigns.outreach.unsubscribing import unsubscribe_token
from campaigns.people.mail_addresses import ask_to_confirm, is_stopped, stop_address
from tests import cast
from tests.browser.conftest import AGENT
from tests.browser.test_reporting import keeps_its_words_apart, shot
from tests.browser.test_reporting import shots as shots
from tests.notices.stage import NOON, campaign_of_notices, gather, happen, letters_to, tell, user_of, wish

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]


@pytest.fixture(params=[390, 1280], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, chromium: Browser, server: str) -> Iterator[Page]:
    context: BrowserContext = chromium.new_context(
        viewport={"width": request.param, "height": 800}, user_agent=AGENT, base_url=server
    )
    yield context.new_page()
    context.close()


def test_an_address_is_confirmed_and_letters_are_stopped(page: Page, server: str, shots: Path | None) -> None:
    (alice,) = cast.join_in_turn(campaign_of_notices(), "alice")
    user = user_of(alice)
    stop_address(email=user.email, why="bounced", at=timezone.now())
    # Whoever follows the letter need not be signed in.
    page.goto(reverse("confirm_address", args=[ask_to_confirm(user=user, at=timezone.now())]))
    keeps_its_words_apart(page)
    shot(page, "confirm_address", shots)
    assert is_stopped(user)
    page.get_by_role("button", name="Yes, write to me").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your address is confirmed.")
    assert not is_stopped(user)

    wish(user, "payout_failed", mail="now")
    tell(happen("payout.failed", alice, amount_minor=5))
    gather(user, at=NOON)
    page.goto(reverse("unsubscribe", args=[unsubscribe_token(letters_to(user)[0])]))
    keeps_its_words_apart(page)
    shot(page, "letters_stop", shots)
    page.get_by_role("button", name="Stop these letters").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No more letters: “A payout did not arrive”.")
    assert wishes_of_one(user)["payout_failed"].mail == "never"
