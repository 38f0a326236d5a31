"""Spike or movement: the pulse of a campaign that lives, of a small one, and of one that nobody has joined."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, Response, expect
from pytest_django import DjangoDbBlocker

from campaigns.participation.models import Alert, Report
from campaigns.participation.report import refresh_report
from campaigns.planning.models import Campaign
from campaigns.saying import spoken
from rewards.simulation.models import Forecast
from rewards.simulation.operations import work_out_forecast
from tests import cast
from tests.browser.judging import PHONE, forgive, judge, visiting
from tests.browser.pulses import lively_campaign, small_campaign
from tests.participation.test_rollup import read_all

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]

CHARTS = 11


@pytest.fixture(scope="module")
def lively(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Campaign:
    """One campaign of nine weeks for all that only look at it."""
    with django_db_blocker.unblock():
        return lively_campaign()


def pulse(page: Page, campaign: Campaign, more: str = "") -> None:
    page.goto(f"/app/c/{campaign.slug}/manage/pulse{more}")
    expect(page.locator("figure")).to_have_count(CHARTS)


def title(page: Page, spot: str) -> str:
    return page.locator(f"#{spot} h3").inner_text()


def test_a_campaign_with_a_spike(chromium: Browser, server: str, lively: Campaign) -> None:
    body = Report.objects.get(campaign=lively).body
    with visiting(chromium, server, user=cast.organizer_of(lively), width=PHONE) as page:
        pulse(page, lively)
        # The verdict is the title, and it says the numbers that the report has.
        heading = page.get_by_role("heading", level=1).inner_text()
        assert heading.startswith(f"{body['verdict']['verdict'].capitalize()}: ")
        assert f": {round(body['verdict']['numbers']['active'])} people are active" in heading
        alert = Alert.objects.filter(campaign=lively, cleared_at=None, kind="spike_retention_lower").get()
        expect(page.get_by_text(spoken(alert.sentence))).to_be_visible()

        # Every chart is drawn, says its finding, and is a table.
        (spike,) = body["spikes"]["spikes"]
        assert title(page, "growth").startswith(f"{body['people']} people joined; {spike['joins']} of them with the ")
        expect(page.locator("#growth svg").get_by_text(re.compile("spike: by the link newspaper"))).to_be_visible()
        for spot in ("growth", "reproduction", "retention", "lifecycle", "survival", "stickiness", "active",
                     "inequality", "ties", "forecast"):  # fmt: skip
            expect(page.locator(f"#{spot} svg[role=img]")).to_be_visible()
        judge(page, "pulse")

        # A click away: the definition; by keyboard: the table, where unfinished periods are told apart.
        page.locator("#growth").get_by_role("button", name=re.compile("^Definition")).click()
        expect(page.get_by_text("A spike is a burst of joins")).to_be_visible()
        page.keyboard.press("Escape")
        page.locator("#growth").get_by_role("button", name=re.compile("^Table")).press("Enter")
        rows = page.locator("#growth tbody tr")
        expect(rows).to_have_count(len(body["growth"]["periods"]))
        expect(rows.last.locator("td").last).to_have_text("no")
        with page.expect_download() as download:
            page.locator("#growth").get_by_role("button", name=re.compile("^CSV")).click()
        lines = download.value.path().read_text(encoding="utf-8").splitlines()
        assert [int(line.split(",")[-4]) for line in lines[1:]] == body["growth"]["joins"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", lines[1].split(",")[0])
        with page.expect_download() as download:
            page.locator("#reproduction").get_by_role("button", name=re.compile("^PNG")).click()
        assert download.value.path().read_bytes().startswith(b"\x89PNG")

        # Cohorts otherwise: the address keeps it, and going back to the screen finds it so.
        page.get_by_text("By generation").first.click()
        expect(page).to_have_url(re.compile(r"\?cohorts=generation"))
        expect(page.locator("#retention svg")).to_contain_text("gen. 0")
        page.get_by_text("By branch").first.click()
        expect(page.locator("#retention svg")).to_contain_text("Member")
        page.get_by_label("Whose curves are drawn").select_option("recruiting")
        expect(page.locator("#survival .plotted")).to_contain_text("brought nobody")
        judge(page, "pulse_groups")


def test_the_cascade_is_walked_by_keyboard(chromium: Browser, server: str, lively: Campaign) -> None:
    with visiting(chromium, server, user=cast.organizer_of(lively)) as page:
        pulse(page, lively)
        tree = page.get_by_role("tree")
        expect(page.locator("#cascade h3")).to_have_text(re.compile("^Of 4"))
        first = tree.get_by_role("treeitem").first
        head = (first.get_attribute("aria-label") or "").split(":")[0]
        first.focus()
        page.keyboard.press("ArrowDown")
        below = tree.locator("g:focus")
        expect(below).to_have_attribute("aria-level", "2")
        name, people = re.match(r"(.+): (\d+) people", below.get_attribute("aria-label") or "").groups()  # type: ignore[union-attr]
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"root=[\w-]{36}"))
        expect(page.locator("#cascade h3")).to_have_text(
            re.compile(f"Of the {people} people in the branch of {name}, \\d+ are active.")
        )
        trail = page.get_by_label("Branches above")
        expect(trail.get_by_role("listitem")).to_have_text(["Everybody", head, name])
        judge(page, "pulse_branch", within="#cascade")
        # A deep link is as good; back and the way up lead out.
        page.reload()
        expect(trail.get_by_role("listitem")).to_have_text(["Everybody", head, name])
        trail.get_by_role("link", name="Everybody").click()
        expect(page.locator("#cascade h3")).to_have_text(re.compile(r"^Of \d+ people, \d+ are active"))
        page.go_back()
        expect(page.locator("#cascade h3")).to_contain_text(f"in the branch of {name}")
        page.locator("#cascade").get_by_role("button", name=re.compile("^Table")).click()
        expect(page.locator("#cascade tbody tr").first.locator("td").first).to_have_text(name)


def test_what_is_too_narrow_goes_on_by_generation(chromium: Browser, server: str, lively: Campaign) -> None:
    """The rest stands in every row, is walked through, and can't be gone into."""
    with visiting(chromium, server, user=cast.organizer_of(lively), width=PHONE) as page:
        pulse(page, lively)
        tree = page.get_by_role("tree")
        others = tree.get_by_role("treeitem", name=re.compile(r"^\d+ other branches: "), level=1)
        (name,) = re.match(r"(.+): ", others.get_attribute("aria-label") or "").groups()  # type: ignore[union-attr]
        others.focus()
        page.keyboard.press("ArrowDown")
        below = tree.locator("g:focus")
        expect(below).to_have_accessible_name(
            re.compile(rf"^{name}, generation 1 and below: \d+ people, \d+ active \(.+%\)$")
        )
        expect(below).to_have_attribute("aria-level", "2")
        expect(below).to_have_attribute("data-opens", "false")
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowUp")
        expect(others).to_be_focused()
        assert "root=" not in page.url
        judge(page, "pulse_others", within="#cascade")


def test_it_keeps_itself_up_to_date_by_etag(chromium: Browser, server: str) -> None:
    """What is the same comes without a body; what is new is shown in its place, and nothing else moves."""
    campaign = small_campaign()
    with visiting(chromium, server, user=cast.organizer_of(campaign)) as page:
        # The screen's own clock, so that nobody has to wait for it.
        page.clock.install()
        pulse(page, campaign)
        page.locator("#growth").get_by_role("button", name=re.compile("^Table")).click()
        # What is drawn above later would move it.
        expect(page.locator(".plotted:not(:has(svg))")).to_have_count(0)
        page.evaluate("scrollTo(0, 900)")
        expect(page.locator("#inequality svg[role=img]")).to_be_visible()
        page.evaluate("window.kept = document.querySelector('#inequality svg')")
        again = ask_again(page)
        assert "if-none-match" in again.request.all_headers()
        assert (again.status, again.from_service_worker) in {(304, False), (200, False)}
        assert again.request.sizes()["responseBodySize"] == 0, "the whole report came once more"
        page.wait_for_timeout(200)
        assert page.evaluate("window.kept === document.querySelector('#inequality svg')"), "drawn again for nothing"
        assert title(page, "growth").startswith("4 people joined")

        cast.join(cast.make_user("erin"), cast.open_link(campaign), at=timezone.now())
        read_all(20_000)
        refresh_report(campaign=campaign, at=timezone.now())
        ask_again(page)
        expect(page.locator("#growth h3")).to_have_text(re.compile("^5 people joined"))
        assert page.evaluate("scrollY") == 900
        expect(page.locator("#growth tbody tr").first).to_be_visible()


def ask_again(page: Page) -> Response:
    """Let the seconds go by after which the screen asks again, and give what it got."""
    with page.expect_response(lambda response: response.url.endswith("/participation/")) as answer:
        page.clock.run_for(9_000)
    return answer.value


def test_what_is_too_little_is_said_to_be(chromium: Browser, server: str) -> None:
    campaign = small_campaign()
    with visiting(chromium, server, user=cast.organizer_of(campaign), width=390) as page:
        pulse(page, campaign)
        expect(page.get_by_role("heading", level=1)).to_have_text("It is too early to tell a spike from a movement.")
        lacking = "Not enough data yet: it takes 30 people, and there are 4."
        expect(page.locator("#inequality")).to_contain_text(lacking)
        expect(page.locator("#survival")).to_contain_text(lacking)
        # Axes, and nothing on them that looks sure.
        assert page.locator("#survival svg path[stroke-width='2']").count() == 0
        judge(page, "pulse_small")


def test_nobody_yet_and_in_spanish(chromium: Browser, server: str) -> None:
    # Since 2009: hundreds of weeks without anybody must not keep the screen waiting either.
    campaign = cast.live_campaign()
    organizer = cast.organizer_of(campaign)
    with visiting(chromium, server, user=organizer, width=390) as page:
        pulse(page, campaign)
        expect(page.get_by_role("heading", level=1)).to_have_text("Nobody has joined yet.")
        expect(page.locator("#cascade")).to_contain_text("As soon as somebody joins")
        judge(page, "pulse_empty")
    organizer.language = "es"
    organizer.save()
    with visiting(chromium, server, user=organizer, width=390) as page:
        pulse(page, campaign)
        expect(page.get_by_role("heading", level=1)).to_have_text("Todavía no se ha unido nadie.")
        expect(page.locator("#inequality")).to_contain_text("hacen falta 30 personas, y hay 0")


def test_rules_and_a_new_forecast(chromium: Browser, server: str) -> None:
    campaign = small_campaign()
    with visiting(chromium, server, user=cast.organizer_of(campaign), width=390) as page:
        pulse(page, campaign)
        page.get_by_role("button", name="Rules of counting").click()
        dialog = page.get_by_role("dialog")
        least = dialog.get_by_label("Fewest people of whom a share is told")
        expect(least).to_have_value("30")
        least.fill("0")
        dialog.get_by_role("button", name="Count by these rules").click()
        expect(least).to_have_attribute("aria-invalid", "true")
        judge(page, "pulse_rules", within="[role=dialog]")
        forgive(page, "status of 400")
        least.fill("4")
        dialog.get_by_role("button", name="Count by these rules").click()
        expect(dialog).to_have_count(0)
        # Four are enough now: the curve of those whom one brought is drawn.
        expect(page.locator("#inequality h3")).to_contain_text("Gini")
        page.get_by_role("button", name="Work out a new forecast").click()
        expect(page.get_by_text("A newer forecast is asked for; a worker takes it up.")).to_be_visible()
        assert Forecast.objects.get(campaign=campaign).asked_at is not None
        work_out_forecast(campaign_id=campaign.pk, at=timezone.now())
        expect(page.get_by_role("button", name="Work out a new forecast")).to_be_visible()
