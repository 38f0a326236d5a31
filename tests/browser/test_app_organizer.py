"""What an organizer sees first, the moves of a campaign, and its news: written, corrected, taken back."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Route, expect

from campaigns.people.models import Role
from campaigns.planning.models import News
from tests import cast
from tests.browser.judging import PHONE, judge, visiting

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]


def test_the_overview_says_what_waits_and_the_campaign_is_moved(chromium: Browser, server: str) -> None:
    campaign = cast.live_campaign([(400_000, 2)])
    dave = cast.full_cast(campaign).dave
    cast.verify(cast.report(dave, at=timezone.now()), at=timezone.now())
    cast.report(dave, at=timezone.now())
    olga = cast.organizer_of(campaign)
    tess = cast.make_user("tess")
    Role.objects.create(campaign=campaign, user=tess, kind=Role.Kind.TREASURER)
    address = f"/app/c/{campaign.slug}/manage"
    # The organizer's own clock is far from the campaign's.
    with visiting(chromium, server, user=olga, width=PHONE, timezone_id="Pacific/Auckland") as page:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("One thing waits for you.")
        expect(page.get_by_role("link", name="One finding to review")).to_have_attribute("href", f"{address}/review")
        expect(page.get_by_role("listitem").filter(has_text="Verified")).to_contain_text("Balloon 1")
        judge(page, "overview")
        page.get_by_role("button", name="Pause").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("Nobody can join or report until you go on.")
        dialog.get_by_role("button", name="Stop joins and reports").click()
        page.get_by_role("button", name="Go on").click()
        dialog.get_by_role("button", name="Open joins and reports again").click()
        expect(page.get_by_text("Live", exact=True)).to_be_visible()
        page.get_by_role("button", name="Close").click()
        expect(dialog).to_contain_text("$8,000.00 is still promised")
        expect(dialog).to_contain_text("By the clock of UTC.")
        judge(page, "close")
        dialog.get_by_role("button", name="Close it for good").click()
        expect(page.get_by_text("Closed", exact=True)).to_be_visible()
        campaign.refresh_from_db()
        assert campaign.state == "closed"
        assert campaign.decide_by is not None
        assert (campaign.decide_by.hour, campaign.decide_by.minute) == (23, 59)
    with visiting(chromium, server, user=tess, width=PHONE) as page:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("Nothing waits for you.")
        navigation = page.get_by_role("navigation", name="Running the campaign").filter(visible=True)
        expect(navigation.get_by_role("link", name="Review")).to_have_count(0)
        expect(page.get_by_role("button", name="Pause")).to_have_count(0)


def test_a_draft_says_what_it_lacks_to_whoever_may_bring_it(chromium: Browser, server: str) -> None:
    title = "Clean the river from its springs down to the sea " * 2
    campaign = cast.draft_campaign(prizes=[(10_000, 2), (5_000, 2)], title=title)
    tess = cast.make_user("tess")
    Role.objects.create(campaign=campaign, user=tess, kind=Role.Kind.TREASURER)
    address = f"/app/c/{campaign.slug}/manage"
    # Setting up is for organizers; the others read where the money is.
    for user, leads_to in ((cast.organizer_of(campaign), "setup/budget"), (tess, "money")):
        with visiting(chromium, server, user=user, width=PHONE) as page:
            page.goto(address)
            expect(page.get_by_role("heading", level=1)).to_have_text("One thing waits for you.")
            lacks = page.get_by_role("link", name="$300.00 is missing to cover every prize")
            expect(lacks).to_have_attribute("href", f"{address}/{leads_to}")
            judge(page, "overview_draft")
            lacks.click()
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            expect(page.get_by_role("alert")).to_have_count(0)
            if leads_to == "setup/budget":
                # Objectives and contracts come in pages; what is promised is the sum of all of them.
                page.route(re.compile(r"/(objectives|contracts)/\?"), give_one_each)
                page.goto(f"{address}/setup/launch")
                expect(page.get_by_text("2 objectives promise up to $300.00")).to_be_visible()
    rita = cast.make_user("rita")
    Role.objects.create(campaign=campaign, user=rita, kind=Role.Kind.REVIEWER)
    with visiting(chromium, server, user=rita, width=PHONE) as page:
        # Reviewers read what was paid for what, and no budget.
        page.goto(f"{address}/money")
        expect(page.get_by_role("heading", level=1)).to_have_text("Nothing has been settled yet.")
        expect(page.get_by_role("link", name="Budget")).to_have_count(0)


def give_one_each(route: Route) -> None:
    route.continue_(url=route.request.url.replace("limit=100", "limit=1"))


def test_news_is_written_corrected_and_taken_back(chromium: Browser, server: str) -> None:
    campaign = cast.live_campaign()
    cast.full_cast(campaign)
    with visiting(chromium, server, user=cast.organizer_of(campaign), width=PHONE) as page:
        page.goto(f"/app/c/{campaign.slug}/manage/updates")
        expect(page.get_by_role("heading", level=1)).to_have_text("No news has gone out yet.")
        expect(page.get_by_role("button", name="Publish")).to_be_visible()
        page.get_by_label("Title").fill("Seven are found")
        page.get_by_label("Text").fill("Three are left.\n\nNobody has looked in <b>Ohio</b> yet.")
        page.reload()
        expect(page.get_by_label("Title")).to_have_value("Seven are found")
        page.get_by_text("As readers see it").click()
        expect(page.get_by_text("Nobody has looked in <b>Ohio</b> yet.")).to_be_visible()
        judge(page, "news_preview")
        page.get_by_role("button", name="Publish").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("are told of it once")
        dialog.get_by_role("button", name="Publish, and tell everybody").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("The latest news went out now.")
        item = page.get_by_role("article", name="Seven are found")
        judge(page, "news", settle="article")
        item.get_by_role("button", name="Correct").click()
        page.get_by_label("Title").last.fill("Eight are found")
        page.get_by_role("button", name="Save the correction").click()
        corrected = page.get_by_role("article", name="Eight are found")
        expect(corrected).to_contain_text("corrected")
        corrected.get_by_role("button", name="Take back").click()
        expect(dialog).to_contain_text("“Eight are found” is gone")
        dialog.get_by_role("button", name="Delete it for good").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("No news has gone out yet.")
        assert not News.objects.filter(campaign=campaign, title="Eight are found").exists()
