"""A campaign begins, is left in the middle, gone on with, and launched; by its screens alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from campaigns.planning.models import Campaign
from rewards.contracts.models import Contract
from rewards.ledger.operations import confirm_funding
from tests import cast
from tests.browser.judging import PHONE, forgive, judge, visiting

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]


def test_from_nothing_to_launched(chromium: Browser, server: str) -> None:
    olga, opal = cast.make_user("olga"), cast.make_user("opal", operator=True)
    with visiting(chromium, server, user=olga, width=PHONE) as page:
        page.goto("/app/")
        page.get_by_role("link", name="Begin a campaign").click()
        page.get_by_label("Title").fill("Find the red balloons")
        judge(page, "begin")
        page.get_by_role("button", name="Begin the draft").click()
        says(page, "One thing is missing before you can launch.")
        slug = re.search(r"/c/([^/]+)/", page.url)[1]  # type: ignore[index]
        campaign = Campaign.objects.get(slug=slug)

        # The story saves itself, and an end before the start is refused where it stands.
        page.get_by_label("Story").fill("Ten red balloons are up. Who sees one tells us.")
        expect(page.get_by_text("Saved", exact=True)).to_be_visible()
        page.get_by_label("Ends").fill("2020-01-01T10:00")
        page.get_by_label("Ends").blur()
        expect(page.get_by_text("ends_at must be later than starts_at.")).to_be_visible()
        judge(page, "setup_story")
        forgive(page, "status of 400")
        page.get_by_label("Ends").fill("")
        page.get_by_role("button", name="Go on to the objectives").click()

        # What is typed and not sent yet is there again after another step.
        page.get_by_role("button", name="Add an objective").click()
        page.get_by_label("What is to be found or done").fill("Balloon 1")
        page.get_by_label("Prize").fill("4,000")
        page.get_by_role("link", name="Story").click()
        page.go_back()
        expect(page.get_by_label("What is to be found or done")).to_have_value("Balloon 1")
        expect(page.get_by_label("Prize")).to_have_value("4,000.00")
        page.get_by_role("region", name="Map: touch it where the objective is").click(position={"x": 120, "y": 90})
        expect(page.get_by_label("Latitude")).not_to_have_value("")
        page.get_by_label("Around it, m").fill("50000")
        judge(page, "setup_objective", settle="path.leaflet-interactive")
        page.get_by_role("button", name="Add the objective").click()
        expect(page.get_by_role("heading", name="Balloon 1")).to_be_visible()
        judge(page, "setup_objectives", settle="path.leaflet-interactive")
        objective = campaign.objectives.get()
        # A second one was a mistake.
        page.get_by_role("button", name="Add an objective").click()
        page.get_by_label("What is to be found or done").fill("Balloon 2")
        page.get_by_label("Prize").fill("1")
        page.get_by_role("button", name="Add the objective").click()
        page.get_by_role("button", name="Change Balloon 2").click()
        page.get_by_role("button", name="Remove the objective").click()
        page.get_by_role("dialog").get_by_role("button", name="Remove the objective").click()
        expect(page.get_by_role("heading", name="Balloon 2")).to_have_count(0)
        assert campaign.objectives.count() == 1
        assert (objective.prize_minor, objective.radius_m) == (400_000, 50_000)
        assert objective.latitude is not None

    # She leaves, and comes back another day: the address of the draft leads to what is open.
    with visiting(chromium, server, user=olga, width=PHONE) as page:
        page.goto(f"/app/c/{slug}/manage/setup")
        expect(page).to_have_url(re.compile("/setup/split$"))
        says(page, "2 things are missing before you can launch.")
        page.get_by_role("button", name="Choose: Proof against fakes").click()
        expect(page.get_by_role("img", name=re.compile(r"Dave \$1,1\d\d\.\d\d")).first).to_be_visible()
        page.get_by_label("Part of each next person").fill("3")
        expect(page.get_by_text(re.compile("b must be"))).to_be_visible()
        forgive(page, "status of 400")
        page.get_by_role("button", name="Choose: Fixed steps").click()
        page.get_by_label("Parts of the prize, the finder's first").fill("1/2, 2")
        expect(page.get_by_text(re.compile("may add up to at most 1"))).to_be_visible()
        forgive(page, "status of 400")
        fixed_amounts(page)
        # Terms that are not set yet are there again after another step.
        page.get_by_role("link", name="Story").click()
        expect(page.get_by_label("Story")).to_be_visible()
        page.go_back()
        expect(page.get_by_label("2 steps above the finder")).to_have_value("200.00")
        page.get_by_role("button", name="Use this split for one objective").click()
        expect(page.get_by_role("heading", name="Money is missing")).to_be_visible()
        assert Contract.objects.get(objective=objective).terms == {"levels": [250_000, 100_000, 20_000]}
        # What was set stands there again, and another rule takes its place.
        page.go_back()
        expect(page.get_by_label("2 steps above the finder")).to_have_value("200.00")
        page.get_by_role("button", name="Choose: Shared all the way up").click()
        expect(page.get_by_text("Here Dave would get $1,500.00 more").first).to_be_visible()
        judge(page, "setup_split", settle=".chain")
        # Nobody above the inviter's inviter is paid: what Alice would have got is left over.
        page.get_by_label("Most people of a chain who are paid").fill("3")
        page.get_by_label("Most people of a chain who are paid").blur()
        expect(
            page.get_by_role("img", name=re.compile(r"Bob \$500.00, Alice \$0.00; \$500.00 is left over")).first
        ).to_be_visible()
        page.get_by_role("button", name="Use this split for one objective").click()
        expect(page.get_by_role("heading", name="Money is missing")).to_be_visible()
        assert Contract.objects.filter(objective=objective).latest("version").terms["ratio"] == "1/2"
        page.get_by_role("button", name="Pledge it").click()
        page.get_by_role("dialog").get_by_role("button", name="Pledge it").click()
        expect(page.get_by_role("cell", name="4,000.00")).to_be_visible()
        judge(page, "setup_budget")
        page.get_by_role("link", name="Go on to the launch").click()
        expect(page.get_by_text("$4,000.00 is missing to cover every prize.")).to_be_visible()
        expect(page.get_by_role("button", name="Launch and lock the rules")).to_be_disabled()
        judge(page, "setup_missing")

    # The operator sees the money arrive.
    confirm_funding(funding=campaign.fundings.get(), operator=opal, at=cast.MOMENT)

    with visiting(chromium, server, user=olga, width=PHONE) as page:
        page.goto(f"/app/c/{slug}/manage/setup")
        expect(page).to_have_url(re.compile("/setup/launch$"))
        says(page, "Everything is there: you can launch.")
        page.get_by_role("button", name="Launch and lock the rules").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("$4,000.00 is promised from the moment you launch")
        judge(page, "setup_launch")
        dialog.get_by_role("button", name="Launch and lock the rules").click()
        expect(page).to_have_url(re.compile(f"/c/{slug}/manage$"))
        campaign.refresh_from_db()
        assert (campaign.state, campaign.max_depth_paid) == ("live", 3)
        page.goto(f"/app/c/{slug}/manage/setup")
        says(page, "The campaign is launched; its rules are locked.")
        judge(page, "setup_locked")


def fixed_amounts(page: Page) -> None:
    """Type what each step gets; more than the prize is refused before it is asked."""
    page.get_by_role("radiogroup", name="How the steps are said").get_by_text("Fixed amounts").click()
    expect(page.get_by_label("The finder", exact=True)).to_have_value("2,000.00")
    page.get_by_label("The finder", exact=True).fill("3500")
    expect(page.get_by_text("Together $4,500.00, more than the prize of $4,000.00.")).to_be_visible()
    use = page.get_by_role("button", name="Use this split for one objective")
    expect(use).to_be_disabled()
    page.get_by_label("The finder", exact=True).fill("2,500")
    page.get_by_role("button", name="Add a step").click()
    expect(use).to_be_disabled()
    page.get_by_label("2 steps above the finder").fill("200")
    page.get_by_label("2 steps above the finder").blur()
    expect(page.get_by_text("Together $3,700.00 of $4,000.00; $300.00 is left over")).to_be_visible()
    chain = page.get_by_role("img", name=re.compile(r"Dave \$2,500.00, Carol \$1,000.00, Bob \$200.00, Alice \$0.00"))
    expect(chain).to_be_visible()
    judge(page, "setup_levels", settle=".chain")


def says(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
