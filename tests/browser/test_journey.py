"""The main job in a real browser, on a phone and on a desk: from a link to a place, and on to the app."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from campaigns.findings.models import Finding
from campaigns.planning.news import publish_news
from campaigns.recruiting.models import Participant, Visit
from rewards.settlement.operations import settle_finding
from tests import cast
from tests.browser.conftest import AGENT

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]


@pytest.fixture(params=[390, 1280], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, chromium: Browser, server: str) -> Iterator[Page]:
    """Give a fresh browser that complains of anything that is broken or comes from elsewhere."""
    context = chromium.new_context(viewport={"width": request.param, "height": 800}, user_agent=AGENT, base_url=server)
    page = context.new_page()
    complaints: list[str] = []
    page.on("request", lambda asked: None if asked.url.startswith(server) else complaints.append(asked.url))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    # A form that is refused answers 400 on purpose, which the console repeats.
    assert [line for line in complaints if "status of 400" not in line] == []


@pytest.fixture
def mail(process_env: dict[str, str]) -> Path:
    return Path(process_env["MOBILIZE_MAIL"])


def code_for(email: str, mail: Path) -> str:
    letters = sorted(mail.iterdir(), key=lambda letter: letter.stat().st_mtime, reverse=True)
    letter = next(text for text in (path.read_text() for path in letters) if f"To: {email}" in text)
    found = re.search(r"^[A-Z0-9]{3,5}-[A-Z0-9]{3,5}$", letter, re.MULTILINE)
    assert found, letter
    return found.group()


def fits(page: Page) -> None:
    """Nothing makes the page wider than the screen, and what is to be touched is large enough."""
    # What is there can be asked about before the style sheet has come.
    page.wait_for_load_state("load")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    small: list[Any] = page.evaluate(
        "[...document.querySelectorAll('main button, main .button, main input:not([type=hidden]):not([type=checkbox])"
        ":not([type=radio]), main select')].filter(e => e.offsetParent && e.offsetHeight < 44).map(e => e.outerHTML)"
    )
    assert not small, page.url


def test_from_a_link_to_money(page: Page, mail: Path) -> None:
    campaign = cast.live_campaign(description="Ten red balloons hang over the country.")
    alice = cast.join_in_turn(campaign, "alice")[0]
    email = f"bob.{secrets.token_hex(6)}@example.org"

    page.goto(f"/r/{cast.link_of(alice).code}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Alice invites you to Find the balloons.")
    assert Visit.objects.filter(link__participant=alice).count() == 1
    fits(page)

    page.get_by_role("button", name="Ask to join and get a code").click()
    expect(page.get_by_label("Name that others will see")).to_have_accessible_description(
        re.compile("Give the name by which others will see you")
    )
    fits(page)

    page.get_by_label("Name that others will see").fill("Bob")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("I agree that").check()
    page.get_by_role("button", name="Ask to join and get a code").click()
    expect(page.get_by_text(email)).to_be_visible()
    expect(page.get_by_text(str(mail))).to_be_visible()
    fits(page)

    page.get_by_label("Code").fill(code_for(email, mail))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You were invited by Alice.")
    assert not Participant.objects.filter(campaign=campaign, user__email=email).exists()
    page.get_by_text("That is not who invited me").click()
    fits(page)

    page.get_by_role("button", name="Join Find the balloons, invited by Alice").click()
    # From here on it is the app's: the link stands first, and a report is one step away.
    expect(page).to_have_url(re.compile(rf"/app/c/{campaign.slug}/me$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nobody has joined by your link yet.")
    bob = Participant.objects.get(campaign=campaign, user__email=email)
    assert bob.invited_by == alice
    page.get_by_role("link", name="Report", exact=True).click()
    page.get_by_label("What you saw").fill("A red balloon above the station.")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_text("it has arrived")).to_be_visible()

    finding = Finding.objects.get(participant=bob)
    cast.verify(finding, at=timezone.now())
    assert settle_finding(finding_id=finding.pk, at=timezone.now()) == 1
    page.get_by_role("link", name="My money").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You get $2,000.00: you found Balloon 1.")

    for title in ("Two are left", "Three are left", "Balloons" + "!" * 100, "Ten are up"):
        publish_news(
            campaign=campaign,
            organizer=cast.organizer_of(campaign),
            title=title,
            text="Look <b>north</b>.\n\n" + "x" * 200,
            at=timezone.now(),
        )
    # Old addresses lead on; the campaign's page has the way back.
    page.goto(f"/c/{campaign.slug}/me/")
    page.get_by_role("link", name="The campaign’s page").click()
    expect(page.get_by_text("The last movements")).to_be_visible()
    expect(page.locator("#news h3").first).to_have_text("Ten are up")
    expect(page.get_by_text("Two are left")).not_to_be_visible()
    fits(page)
    page.get_by_role("link", name="All news").click()
    expect(page.get_by_role("heading", name="Two are left")).to_be_visible()
    expect(page.get_by_text("Look <b>north</b>.").first).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    campaign = cast.live_campaign()
    page.goto(f"/c/{campaign.slug}/join/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert float(outline.removesuffix("px")) >= 2
    reached = []
    for _ in range(10):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))
    fields = ["display_name", "email", "consent", "Ask to join and get a code"]
    assert [name for name in reached if name in fields] == fields


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(page: Page, scheme: Any) -> None:
    campaign = cast.live_campaign(description="Ten red balloons.")
    people = cast.full_cast(campaign)
    publish_news(
        campaign=campaign, organizer=cast.organizer_of(campaign), title="News", text="Look.", at=timezone.now()
    )
    page.emulate_media(color_scheme=scheme)
    for address in (
        "/",
        f"/c/{campaign.slug}/",
        f"/c/{campaign.slug}/news/",
        f"/r/{cast.link_of(people.bob).code}/",
        "/accounts/login/",
    ):
        page.goto(address)
        assert page.evaluate(_WEAK_CONTRASTS) == [], address


# Every element with words of its own, against the nearest background that is painted (WCAG 2.2, 1.4.3).
_WEAK_CONTRASTS = """
() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, k) => sum + v * [0.2126, 0.7152, 0.0722][k], 0);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const c = parts(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll('body *')]
    .filter(e => e.offsetParent && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .map(e => {
      const [a, b] = [light(parts(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
      return [(a + 0.05) / (b + 0.05), e.textContent.trim().slice(0, 40)];
    })
    .filter(([ratio]) => ratio < 4.5);
}
"""
