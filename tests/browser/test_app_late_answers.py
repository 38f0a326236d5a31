"""Answers that come late: nothing is lost by them, and nothing comes back that was taken away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from campaigns.findings.models import Evidence, Finding
from rewards.contracts.models import Contract
from rewards.payouts.filing import take_file
from rewards.payouts.orders import order_of
from tests import cast
from tests.browser.judging import forgive, visiting
from tests.browser.test_app_reports import left_on_device
from tests.findings.files import scene
from tests.payouts.stage import PAYDAY, earner, make_treasury

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]


def hold_back(page: Page, address: str | re.Pattern[str], method: str) -> list[Route]:
    """Hold back what is asked there by this method; gives where it gathers."""
    held: list[Route] = []

    def answer(route: Route) -> None:
        if route.request.method == method:
            held.append(route)
        else:
            route.continue_()

    page.route(address, answer)
    return held


def wait_for(page: Page, held: list[Route]) -> Route:
    """Give the first request that is held back, once it is there."""
    for _ in range(600):
        if held:
            return held.pop(0)
        page.wait_for_timeout(50)
    raise AssertionError("nothing was asked")


def test_the_story_is_saved_in_the_order_in_which_it_was_written(chromium: Browser, server: str) -> None:
    olga = cast.make_user("olga")
    campaign = cast.draft_campaign(organizer=olga)
    with visiting(chromium, server, user=olga) as page:
        page.goto(f"/app/c/{campaign.slug}/manage/setup/story")
        held = hold_back(page, f"**/api/v1/campaigns/{campaign.slug}/", "PATCH")
        story = page.get_by_label("Story")
        story.fill("Ten balloons.")
        first = wait_for(page, held)
        story.fill("Ten red balloons.")
        page.get_by_label("Ends").fill("2001-01-01T10:00")
        # Longer than it waits for the next key.
        page.wait_for_timeout(1_200)
        assert not held, "two savings went out side by side"
        go_on = page.get_by_role("button", name="Go on to the objectives")
        go_on.click()
        first.continue_()
        wait_for(page, held).continue_()
        # The later one was refused: one stays, and is told.
        expect(page.get_by_text("ends_at must be later than starts_at.")).to_be_visible()
        expect(page).to_have_url(re.compile("/setup/story$"))
        page.get_by_label("Ends").fill("")
        wait_for(page, held).continue_()
        expect(page.get_by_text("Saved", exact=True)).to_be_visible()
        forgive(page, "status of 400")
    campaign.refresh_from_db()
    assert (campaign.description, campaign.ends_at) == ("Ten red balloons.", None)


def test_whoever_has_gone_elsewhere_is_not_led_away_from_there(chromium: Browser, server: str) -> None:
    olga = cast.make_user("olga")
    campaign = cast.draft_campaign(organizer=olga)
    with visiting(chromium, server, user=olga) as page:
        page.goto(f"/app/c/{campaign.slug}/manage/setup/story")
        held = hold_back(page, f"**/api/v1/campaigns/{campaign.slug}/", "PATCH")
        page.get_by_label("Story").fill("Ten balloons.")
        page.get_by_role("button", name="Go on to the objectives").click()
        saving = wait_for(page, held)
        page.get_by_role("link", name="People").click()
        expect(page).to_have_url(re.compile("/manage/people$"))
        with page.expect_response(lambda response: response.request.method == "PATCH"):
            saving.continue_()
        page.wait_for_timeout(500)
        expect(page).to_have_url(re.compile("/manage/people$"))


def test_terms_that_are_typed_while_others_are_sent_stay(chromium: Browser, server: str) -> None:
    olga = cast.make_user("olga")
    campaign = cast.draft_campaign(prizes=((400_000, 1), (100_000, 1)), organizer=olga)
    with visiting(chromium, server, user=olga) as page:
        page.goto(f"/app/c/{campaign.slug}/manage/setup/split")
        held = hold_back(page, "**/contract/", "POST")
        whose = page.locator("input").and_(page.get_by_label("For which objectives"))
        parts = page.get_by_label("Parts of the prize, the finder's first")

        def type_for(objective: str, terms: str) -> None:
            whose.click()
            page.get_by_role("option", name=objective).click()
            page.get_by_role("button", name="Choose: Fixed steps").click()
            parts.fill(terms)

        type_for("Balloon 1", "1/2, 1/4")
        page.get_by_role("button", name="Use this split for one objective").click()
        sending = wait_for(page, held)
        type_for("Balloon 2", "1/3, 1/5")
        with page.expect_response("**/contract/"):
            sending.continue_()
        expect(page.get_by_role("button", name="Use this split for one objective")).to_be_enabled()
        page.wait_for_timeout(500)
        expect(whose).to_have_value("Balloon 2")
        expect(parts).to_have_value("1/3, 1/5")
    first = campaign.objectives.order_by("pk")[0]
    assert Contract.objects.filter(objective=first).latest("version").terms == {"levels": ["1/2", "1/4"]}


def test_a_report_that_was_deleted_while_it_was_sent_does_not_come_back(
    chromium: Browser, server: str, tmp_path: Path
) -> None:
    campaign = cast.live_campaign()
    (alice,) = cast.join_in_turn(campaign, "alice")
    photo = tmp_path / "IMG_0001.jpg"
    scene(40, 40).save(photo, "JPEG")
    with visiting(chromium, server, user=alice.user) as page:
        sent = hold_back(page, re.compile("/findings/$"), "POST")
        page.goto(f"/app/c/{campaign.slug}/me/report")
        page.get_by_label("What you saw").fill("Seen from the train.")
        page.locator("input[type=file][multiple]").first.set_input_files(photo)
        page.get_by_role("button", name="Send the report").click()
        answer = wait_for(page, sent)
        # In another window it looks as if it waited.
        other = page.context.new_page()
        other.goto(f"/app/c/{campaign.slug}/me/report")
        other.get_by_role("button", name="Throw it away").click()
        other.get_by_role("button", name="Throw it away for good").click()
        expect(other.get_by_role("button", name="Throw it away")).to_have_count(0)
        with page.expect_response(re.compile("/findings/$")):
            answer.continue_()
        page.wait_for_timeout(1_000)
        assert left_on_device(page) == 0
    # What was on its way had left the device; its photograph had not.
    assert not Evidence.objects.filter(finding=Finding.objects.get(participant=alice)).exists()


def test_another_file_of_results_is_read_by_its_own_columns(chromium: Browser, server: str, tmp_path: Path) -> None:
    made = make_treasury(cast.live_campaign([(400_000, 4)], spare_minor=1_240_000, hold_days=0))
    cast.full_cast(made.campaign)
    earner(made, "bea")
    batch = made.send()
    take_file(batch=batch, treasurer=made.drafter, at=PAYDAY)
    (code,) = (order_of(payout).code for payout in batch.payouts.all())
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text(f"Transaction ID,Status,Unique ID\nT1,SUCCESS,{code}\n")
    other.write_text(f"Unique ID,Transaction ID,Status\n{code},T2,SUCCESS\n")
    with visiting(chromium, server, user=made.approver) as page:
        page.goto(f"/app/c/{made.campaign.slug}/manage/money/payouts/{batch.public_id}")
        for file in (one, other):
            with page.expect_file_chooser() as chooser:
                page.get_by_role("button", name="The provider's report").click()
            chooser.value.set_files(file)
            reference = page.get_by_role("combobox", name="Reference")
            expect(page.get_by_role("button", name="Enter one result")).to_be_enabled()
            expect(reference).to_have_value("Transaction ID")


class TestInPublic:
    def test_a_position_that_comes_late_is_none_of_the_next_report(self, chromium: Browser, server: str) -> None:
        campaign = cast.live_campaign(anonymous_reports=True)
        with visiting(chromium, server) as page:
            page.add_init_script(
                "navigator.geolocation.getCurrentPosition = (found) => { window.found = () =>"
                " found({coords: {latitude: 37.788101, longitude: -122.407502, accuracy: 12}}); };"
            )
            page.goto(f"/c/{campaign.slug}/report/")
            page.get_by_role("button", name="Use my position").click()
            page.get_by_label("What you saw").fill("A red balloon.")
            page.get_by_role("button", name="Send the report").click()
            expect(page.locator("#code")).to_be_visible()
            page.evaluate("window.found()")
            assert page.locator("[name=latitude]").input_value() == ""
            # For the report that stands there it is taken, were it only sent without words before.
            page.get_by_role("button", name="Use my position").click()
            page.get_by_role("button", name="Send the report").click()
            expect(page.locator(".wrong")).to_have_count(1)
            page.evaluate("window.found()")
            expect(page.get_by_text("within 12 m")).to_be_visible()

    def test_what_is_written_while_another_is_refused_comes_back(self, chromium: Browser, server: str) -> None:
        campaign = cast.live_campaign(anonymous_reports=True)
        with visiting(chromium, server) as page:
            page.goto(f"/c/{campaign.slug}/report/")
            held = hold_back(page, "**/report/", "POST")
            page.get_by_label("What you saw").fill("The first.")
            page.get_by_role("button", name="Send the report").click()
            first = wait_for(page, held)
            page.get_by_label("What you saw").fill("The second, half")
            first.fulfill(status=400, json={"errors": {"note": ["Say more."]}})
            note = page.get_by_label("What you saw")
            expect(note).to_have_value("The first.")
            note.fill("The first, in more words.")
            page.get_by_role("button", name="Send the report").click()
            expect(note).to_have_value("The second, half")
            wait_for(page, held).continue_()
            expect(page.locator("#code")).to_be_visible()
            forgive(page, "status of 400")
        assert Finding.objects.get(campaign=campaign).note == "The first, in more words."
