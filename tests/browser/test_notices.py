"""Notices on a phone and on a desk: read, chosen, in another language; an address confirmed, and letters stopped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from campaigns.notices.kinds import wishes_of_one
from campaigns.notices.models import Notice
from campaigns.outreach.unsubscribing import unsubscribe_token
from campaigns.people.mail_addresses import ask_to_confirm, is_stopped, stop_address
from tests import cast
from tests.browser.conftest import AGENT
from tests.browser.test_reporting import keeps_its_words_apart, shot, sign_in
from tests.browser.test_reporting import shots as shots
from tests.notices.stage import NOON, campaign_of_notices, gather, happen, letters_to, tell, user_of, wish

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]


@pytest.fixture(params=[390, 1280], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, chromium: Browser, server: str) -> Iterator[Page]:
    context: BrowserContext = chromium.new_context(
        viewport={"width": request.param, "height": 800}, user_agent=AGENT, base_url=server
    )
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def test_notices_are_read_and_chosen(page: Page, server: str, shots: Path | None) -> None:
    alice, bob = cast.join_in_turn(campaign_of_notices(), "alice", "bob")
    user = user_of(alice)
    sign_in(page.context, user, server)
    page.goto("/accounts/notices/")
    expect(page.get_by_text("Nothing has happened yet.")).to_be_visible()
    shot(page, "notices_empty", shots)

    tell(happen("participant.joined", bob), happen("reward.earned", alice, amount_minor=123_456))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 notices are new.")
    expect(page.get_by_text(re.compile(r"Bob joined “.*” by your link\."))).to_be_visible()
    expect(page.get_by_text("1,234.56")).to_be_visible()
    keeps_its_words_apart(page)
    shot(page, "notices", shots)
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing is new.")
    assert not Notice.objects.filter(user=user, read_at=None).exists()

    page.get_by_label("By letter: Somebody joined by your link").select_option(label="Never")
    page.get_by_label("In the inbox: You earned a reward").uncheck()
    page.get_by_label("Language").select_option("es")
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("Tu elección", exact=False)).to_be_visible()
    user.refresh_from_db()
    chosen = wishes_of_one(user)
    assert (chosen["recruit_joined"].mail, chosen["reward_held"].inbox, user.language) == ("never", False, "es")
    assert page.locator("html").get_attribute("lang") == "es"
    keeps_its_words_apart(page)
    shot(page, "notices_es", shots)


def test_an_address_is_confirmed_and_letters_are_stopped(page: Page, server: str, shots: Path | None) -> None:
    (alice,) = cast.join_in_turn(campaign_of_notices(), "alice")
    user = user_of(alice)
    stop_address(email=user.email, why="bounced", at=timezone.now())
    sign_in(page.context, user, server)
    page.goto("/accounts/notices/")
    expect(page.get_by_text("Letters to your address are stopped.")).to_be_visible()
    keeps_its_words_apart(page)
    shot(page, "notices_stopped", shots)

    # Whoever follows the letter need not be signed in.
    page.context.clear_cookies()
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
