"""A story for whoever has no mouse: a participant finds the way to a report and sends it, an organizer writes news.

The reviewer's is in `test_app_review.py`. Everything is reached by Tab and done by Enter, as a stranger would.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from campaigns.findings.models import Finding
from campaigns.planning.models import News
from tests import cast
from tests.browser.judging import visiting

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]

MOST_TABS = 60


def reach(page: Page, target: Locator) -> None:
    """Go on by Tab until the focus is there, and see that it is shown there."""
    expect(target).to_be_visible()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            assert target.evaluate("element => element.matches(':focus-visible')")
            return
    raise AssertionError(f"{MOST_TABS} times Tab do not lead to {target}")


def press(page: Page, target: Locator) -> None:
    reach(page, target)
    page.keyboard.press("Enter")


def title(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def test_a_participant_finds_the_way_to_a_report_and_sends_it(chromium: Browser, server: str) -> None:
    campaign = cast.live_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    with visiting(chromium, server, user=alice.user) as page:
        page.goto("/app/")
        press(page, page.get_by_role("link", name="Find the balloons"))
        expect(page).to_have_url(re.compile(r"/me$"))
        ways = page.get_by_role("navigation").filter(visible=True)
        press(page, ways.get_by_role("link", name="Report", exact=True))
        expect(page).to_have_url(re.compile(r"/me/report"))
        reach(page, page.get_by_label("What you saw"))
        page.keyboard.type("A red balloon above the square.")
        press(page, page.get_by_role("button", name="Send the report"))
        expect(page.get_by_text("it has arrived")).to_be_visible()
        press(page, ways.get_by_role("link", name="My findings"))
        expect(page.get_by_role("link", name="Balloon 1")).to_be_visible()
    assert Finding.objects.get(participant=alice).note == "A red balloon above the square."


def test_an_organizer_writes_news_and_thinks_again_before(chromium: Browser, server: str) -> None:
    campaign = cast.live_campaign()
    cast.full_cast(campaign)
    with visiting(chromium, server, user=cast.organizer_of(campaign)) as page:
        page.goto(f"/app/c/{campaign.slug}/manage")
        ways = page.get_by_role("navigation").filter(visible=True)
        press(page, ways.get_by_role("link", name="News"))
        title(page, "No news has gone out yet.")
        reach(page, page.get_by_label("Title"))
        page.keyboard.type("Seven are found")
        reach(page, page.get_by_label("Text"))
        page.keyboard.type("Three are left.")
        publish = page.get_by_role("button", name="Publish")
        press(page, publish)
        dialog = page.get_by_role("dialog")
        # The focus is there, and with it the keys.
        expect(dialog.locator(":focus")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        # Back at what was pressed, and nothing has happened.
        expect(publish).to_be_focused()
        assert not News.objects.filter(campaign=campaign).exists()
        page.keyboard.press("Enter")
        press(page, dialog.get_by_role("button", name="Publish, and tell everybody"))
        title(page, "The latest news went out now.")
    assert News.objects.get(campaign=campaign).title == "Seven are found"
