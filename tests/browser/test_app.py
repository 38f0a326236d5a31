"""The app's frame: who one is, where one can go, what happens without a session, a server, or a screen."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Route, expect

from campaigns.people.models import Role
from tests import cast
from tests.browser.judging import PHONE, forgive, judge, visiting
from tests.browser.test_reporting import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]


def test_home_shows_what_is_mine(chromium: Browser, server: str) -> None:
    campaign, run = cast.live_campaign(), cast.draft_campaign(title="Clean the river")
    alice = cast.join_in_turn(campaign, "alice")[0]
    assert alice.user
    with visiting(chromium, server, user=alice.user, width=PHONE) as page:
        Role.objects.create(campaign=run, user=alice.user, kind="organizer")
        page.goto("/app/")
        expect(page.get_by_role("heading", level=1)).to_have_text("You take part in one campaign.")
        expect(page.get_by_role("link", name="Clean the river")).to_have_attribute("href", f"/app/c/{run.slug}/manage")
        judge(page, "home")
        page.get_by_role("link", name="Find the balloons").click()
        expect(page).to_have_url(re.compile(rf"/app/c/{campaign.slug}/me$"))
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text("You take part in one campaign.")
        page.goto("/app/nowhere/at/all")
        expect(page.get_by_role("heading", level=1)).to_have_text("There is no such screen.")
        judge(page, "missing")


def test_spanish_is_spoken_to_who_speaks_it(chromium: Browser, server: str) -> None:
    bob = cast.make_user("bob")
    bob.language = "es"
    bob.save()
    with visiting(chromium, server, user=bob, width=390) as page:
        page.goto("/app/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Todavía no participas en nada.")
        assert page.locator("html").get_attribute("lang") == "es"
        judge(page, "home_empty_es")


def test_a_session_that_ended_goes_on_where_it_was(chromium: Browser, server: str) -> None:
    olga, bob = cast.make_user("olga"), cast.make_user("bob")
    campaign = cast.draft_campaign(organizer=olga)
    story = f"/app/c/{campaign.slug}/manage/setup/story"
    with visiting(chromium, server, user=olga) as page:
        page.goto(story)
        words = page.get_by_label("Story")
        expect(words).to_be_visible()
        Session.objects.all().delete()
        words.fill("Ten red balloons are up.")
        ended = page.get_by_role("dialog", name="You are signed out.")
        expect(ended).to_be_visible()
        judge(page, "signed_out")
        signing_in = page.get_by_role("link", name="Sign in in a new tab")
        expect(signing_in).to_have_attribute("target", "_blank")
        expect(signing_in).to_have_attribute("href", "/accounts/login/?next=%2Fapp%2Fsigned-in")
        page.get_by_role("button", name="I am signed in again").click()
        expect(ended).to_contain_text("You are still signed out.")
        # She signs in elsewhere: what was typed stands there, and saves itself.
        sign_in(page.context, olga, server)
        page.get_by_role("button", name="I am signed in again").click()
        expect(ended).to_have_count(0)
        expect(page.get_by_text("Saved", exact=True)).to_be_visible()
        campaign.refresh_from_db()
        assert campaign.description == "Ten red balloons are up."
        # Whoever else signs in sees nothing of what she has not sent.
        page.get_by_role("link", name="Objectives").click()
        page.get_by_role("button", name="Add an objective").click()
        page.get_by_label("What is to be found or done").fill("Balloon 2")
        page.get_by_label("Prize").fill("4,000")
        Session.objects.all().delete()
        # The dialog may be there already, as something else asked first.
        page.get_by_role("button", name="Add the objective").dispatch_event("click")
        expect(ended).to_be_visible()
        sign_in(page.context, bob, server)
        page.evaluate("window.dispatchEvent(new Event('focus'))")
        expect(page.get_by_role("button", name="Add an objective")).to_have_count(0)
        expect(ended).to_have_count(0)
        page.goto("/app/signed-in")
        expect(page.get_by_role("heading", level=1)).to_have_text("You are signed in again.")
        kept = "Object.entries(sessionStorage).flat().join(' ')"
        assert "Balloon 2" not in page.evaluate(kept)
        forgive(page, "status of 40")
        # A deep link without a session leads to the sign-in as well, and back.
        Session.objects.all().delete()
        page.goto(story)
        expect(page).to_have_url(re.compile(rf"/accounts/login/\?next={story}"))


def test_a_server_that_is_away_is_told(chromium: Browser, server: str) -> None:
    bob = cast.make_user("bob")
    with visiting(chromium, server, user=bob, width=390) as page:
        page.route("**/api/v1/me/campaigns/", lambda route: route.abort())
        page.goto("/app/")
        expect(page.get_by_text("No answer came.")).to_be_visible()
        judge(page, "api_away")
        page.unroute("**/api/v1/me/campaigns/")
        page.get_by_role("button", name="Try again").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("You take part in nothing yet.")
        forgive(page, "ERR_FAILED")


def test_nothing_moves_for_who_asks_for_less_motion(chromium: Browser, server: str) -> None:
    bob = cast.make_user("bob")
    running = "document.getAnimations().map((one) => one.effect.target.outerHTML.slice(0, 80))"
    with visiting(chromium, server, user=bob) as page:
        page.route("**/api/v1/me/campaigns/", lambda route: None)
        page.goto("/app/")
        expect(page.locator(".mantine-Skeleton-root").first).to_be_visible()
        assert page.evaluate(running) == []
        # Colours change at once as well: one that is handed down would otherwise set out anew at each step.
        for scheme in ("dark", "light"):
            change = f"document.documentElement.dataset.mantineColorScheme = '{scheme}'"
            assert page.evaluate(f"{change}; {running}") == []


def test_the_frame_by_keyboard(chromium: Browser, server: str) -> None:
    bob = cast.make_user("bob")
    with visiting(chromium, server, user=bob) as page:
        # The account menu is put in its place once it is known whose it is.
        with page.expect_response("**/api/v1/me/"):
            page.goto("/app/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()
        page.get_by_role("button", name="Your account").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("menu")).to_be_visible()
        expect(page.get_by_role("menuitem", name="Your settings")).to_be_focused()
        judge(page, "account_menu")


def test_the_menu_that_was_asked_for_before_it_was_there_opens(chromium: Browser, server: str) -> None:
    held: list[Route] = []
    with visiting(chromium, server, user=cast.make_user("alice"), width=390) as page:
        page.route(re.compile(r"/Own-[^/]*\.js$"), lambda route: held.append(route))
        page.goto("/app/")
        page.get_by_role("button", name="Your account").click()
        expect(page.get_by_role("menuitem", name="Sign out")).to_have_count(0)
        while not held:
            page.wait_for_timeout(20)
        held.pop().continue_()
        expect(page.get_by_role("menuitem", name="Sign out")).to_be_visible()
