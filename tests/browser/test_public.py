"""The public pages in a real browser: by axe's rules, in both schemes, enlarged, by keyboard, from one host."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from campaigns.recruiting.models import PendingJoin
from tests import cast
from tests.browser.conftest import AGENT
from tests.browser.judging import WIDTHS, forgive, judge, stays, visiting
from tests.browser.stage import found, hunt

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]


@pytest.fixture
def page(chromium: Browser, server: str) -> Iterator[Page]:
    """Give a page that complains of errors, and of whatever is asked of another host."""
    with visiting(chromium, server) as page:
        yield page


@pytest.mark.parametrize("width", WIDTHS)
def test_every_public_page_is_held_to_the_rules(width: int, page: Page) -> None:
    campaign, people = hunt()
    addresses = {
        "home": "/",
        "campaign": f"/c/{campaign.slug}/",
        "example": f"/c/{campaign.slug}/?people=6&you=3",
        "referral": f"/r/{cast.link_of(people[0]).code}/?below=2",
        "join": f"/c/{campaign.slug}/join/",
        "news": f"/c/{campaign.slug}/news/",
        "refused": "/r/nosuchcode/",
    }
    page.set_viewport_size({"width": width, "height": 800})
    for name, address in addresses.items():
        page.goto(address)
        judge(page, f"public-{name}")
    forgive(page, "404")


@pytest.mark.parametrize("width", [320, 640])
def test_enlarged_pages_are_read_without_scrolling_sideways(width: int, page: Page) -> None:
    """A window of 1280 pixels at 400 and at 200 %."""
    campaign, people = hunt()
    page.set_viewport_size({"width": width, "height": 512})
    for address in (
        "/",
        f"/c/{campaign.slug}/?people=6",
        f"/r/{cast.link_of(people[0]).code}/",
        f"/c/{campaign.slug}/join/",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_an_example_changes_in_its_place_and_works_without_a_script(page: Page, chromium: Browser, server: str) -> None:
    campaign, _ = hunt()
    page.goto(f"/c/{campaign.slug}/")
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="6 people on the chain").click()
    expect(page.get_by_role("rowheader", name="Frank, who finds it")).to_be_visible()
    expect(page.get_by_role("link", name="6 people on the chain")).to_be_focused()
    page.get_by_role("link", name="Be Carol").press("Enter")
    expect(page.get_by_text("You, who invited Dave")).to_be_visible()
    expect(page.get_by_role("link", name="Be nobody")).to_be_focused()
    assert page.evaluate("window.stayed")
    expect(page).to_have_url(re.compile("people=6&you=3"))
    page.reload()
    expect(page.get_by_text("You, who invited Dave")).to_be_visible()

    plain = chromium.new_context(user_agent=AGENT, base_url=server, java_script_enabled=False)
    try:
        still = plain.new_page()
        still.goto(f"/c/{campaign.slug}/")
        still.get_by_role("link", name="2 people on the chain").click()
        expect(still.get_by_text("Alice invites Bob, who finds it.")).to_be_visible()
        expect(still.get_by_role("button", name="Copy the link")).to_be_hidden()
    finally:
        plain.close()


def test_progress_comes_by_itself(page: Page) -> None:
    campaign, people = hunt()
    page.clock.install()
    page.goto(f"/c/{campaign.slug}/")
    expect(page.get_by_text("4 of 10", exact=True)).to_be_visible()
    found(people[0], (38.0, -78.5), campaign.objectives.order_by("pk")[5])
    page.clock.run_for(16_000)
    expect(page.get_by_text("5 of 10", exact=True)).to_be_visible()
    expect(page.get_by_text("18,750.00 of 40,000.00")).to_be_visible()


def test_a_link_is_shared_by_the_devices_sheet_or_copied(page: Page, server: str) -> None:
    campaign, _ = hunt()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
    # A browser without a sheet of its own gets one that writes down what it is given.
    stays(page, 2_000)
    page.add_init_script("navigator.share = async (said) => { window.shared = said; };")
    page.goto(f"/c/{campaign.slug}/")
    address = page.get_by_label("Link to copy").input_value()
    assert address.endswith(f"/c/{campaign.slug}/")
    qr = page.get_by_role("img", name="QR code of the link").evaluate_handle("image => image")
    page.wait_for_function("image => image.naturalWidth > 0", arg=qr)
    page.get_by_role("button", name="Share", exact=True).click()
    assert page.evaluate("window.shared") == {
        "title": campaign.title,
        "text": "Have a look at “Red balloon hunt”:",
        "url": address,
    }
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == address


def test_a_place_is_asked_for_by_the_keyboard_alone(page: Page) -> None:
    _, people = hunt()
    link = cast.link_of(people[0])
    email = f"erin.{secrets.token_hex(6)}@example.org"
    page.goto(f"/r/{link.code}/")
    press_tab_until(page, "display_name")
    page.keyboard.type("Erin")
    page.keyboard.press("Tab")
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter the code we sent you")
    assert PendingJoin.objects.get(email=email).link == link


def press_tab_until(page: Page, name: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    pytest.fail(f"{name} cannot be reached")


def test_a_language_is_chosen_in_the_foot_of_a_page(page: Page) -> None:
    campaign, _ = hunt()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"/c/{campaign.slug}/")
    page.get_by_role("button", name="Español").click()
    expect(page.get_by_role("heading", name="Qué hay que encontrar")).to_be_visible()
    judge(page, "public-campaign-es")
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ahora hay")
