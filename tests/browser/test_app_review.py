"""The review in the app: a queue decided by keyboard alone with undo, claims of two reviewers, who may not decide."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from campaigns.findings.assessing import assess_finding
from campaigns.findings.facts import add_fact, answer_facts
from campaigns.findings.models import Claim, Finding
from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from rewards.settlement.operations import settle_finding
from tests import cast
from tests.browser.judging import PHONE, forgive, judge, stays, visiting
from tests.browser.test_reporting import sign_in
from tests.findings.scenes import SQUARE, metres_north, report_at, strangers

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]


def reviewer_of(campaign: Campaign, name: str = "rita") -> User:
    user = cast.make_user(name)
    Role.objects.create(campaign=campaign, user=user, kind=Role.Kind.REVIEWER)
    return user


def reported(finder: Participant, minutes_ago: int, place: tuple[float, float] = SQUARE) -> Finding:
    finding = report_at(finder, place, at=timezone.now() - timedelta(minutes=minutes_ago))
    assess_finding(finding_id=finding.pk, at=timezone.now())
    return finding


def title(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


# For so long a verdict can be taken back.
UNDO_MS = 8_000


def shown(page: Page) -> Finding:
    """Give the finding whose screen stands there."""
    expect(page).to_have_url(re.compile(r"/review/[0-9a-f-]{36}"))
    return Finding.objects.get(public_id=UUID(page.url.split("/review/")[1][:36]))


def is_said(page: Page) -> None:
    """Wait until the verdict is said: the list stands there again, and its keys are heard."""
    expect(page).to_have_url(re.compile(r"/manage/review$"))
    expect(page.get_by_role("dialog")).to_have_count(0)


def becomes(finding: Finding, state: str, page: Page) -> None:
    for _ in range(300):
        finding.refresh_from_db()
        if finding.state == state:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"the finding is {finding.state}, not {state}")


def test_three_reports_are_decided_by_keyboard_alone(
    chromium: Browser, server: str, process_env: dict[str, str]
) -> None:
    campaign = cast.live_campaign([(400_000, 2)])
    objective = cast.objective_of(campaign)
    olga = cast.organizer_of(campaign)
    fact = add_fact(objective=objective, actor=olga, question="Which number?", answer="7", at=timezone.now())
    dave = cast.full_cast(campaign).dave
    anna, ben = strangers(campaign, "anna", "ben")
    first = reported(dave, 120)
    # The server looks for files where it keeps them.
    with override_settings(MEDIA_ROOT=Path(process_env["MOBILIZE_LOCAL"]) / "media"):
        cast.photograph(first, at=timezone.now())
    answer_facts(finding=first, answers={fact.public_id: "7"}, at=timezone.now())
    for number, finder in enumerate((anna, ben)):
        reported(finder, 30 - number, metres_north(40 * (number + 1)))
    with visiting(chromium, server, user=reviewer_of(campaign), width=PHONE) as page:
        stays(page, UNDO_MS)
        page.goto(f"/app/c/{campaign.slug}/manage/review")
        title(page, "3 findings wait for you; the oldest came 2 hours ago.")
        judge(page, "review_queue", settle="[data-row]")
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_contain_text("Next and previous in the list")
        judge(page, "review_keys")
        # In a dialog keys do nothing else.
        page.keyboard.press("n")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.keyboard.press("j")
        expect(page.locator("[data-row] a").first).to_be_focused()

        page.keyboard.press("n")
        one = shown(page)
        expect(page.get_by_text("With you", exact=True)).to_be_visible()
        judge(page, "review_finding", settle=".leaflet-interactive")
        page.keyboard.press("v")
        expect(page.get_by_role("dialog")).to_contain_text("number 1 of 2")
        expect(page.get_by_role("dialog")).to_contain_text("$4,000.00")
        judge(page, "review_verify")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Balloon 1: verified.")).to_be_visible()
        # While it has the focus it waits.
        page.get_by_role("button", name="Undo").focus()
        judge(page, "review_undo")
        page.keyboard.press("u")
        # What was said is asked once more where it was said, and nothing was sent.
        expect(page.get_by_role("dialog")).to_contain_text("number 1 of 2")
        assert shown(page) == one
        becomes(one, "under_review", page)
        expect(page.get_by_role("button", name="Verify and pay")).to_be_focused()
        page.keyboard.press("Enter")
        is_said(page)

        page.keyboard.press("n")
        expect(page).not_to_have_url(re.compile(str(one.public_id)))
        two = shown(page)
        expect(page.get_by_text("With you", exact=True)).to_be_visible()
        page.keyboard.press("r")
        page.keyboard.press("2")
        expect(page.get_by_role("radio", name="Somebody reported it before.")).to_be_checked()
        judge(page, "review_reject")
        page.keyboard.press("1")
        page.keyboard.press("Tab")
        page.keyboard.type("v is for verify, not here.")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        is_said(page)
        # Saying the second sent the first.
        becomes(one, "verified", page)

        page.keyboard.press("n")
        expect(page).not_to_have_url(re.compile(str(two.public_id)))
        three = shown(page)
        expect(page.get_by_text("With you", exact=True)).to_be_visible()
        page.keyboard.press("i")
        expect(page.get_by_label("Your question")).to_be_focused()
        page.keyboard.type("Which side of the square?")
        page.keyboard.press("Control+Enter")
        becomes(two, "rejected", page)
        assert two.verdicts.get(kind="rejected").note == "v is for verify, not here."
        # Who leaves the page has said it all the same.
        page.goto("/app/inbox")
        becomes(three, "needs_info", page)


def test_a_finding_is_with_one_of_two_reviewers(chromium: Browser, server: str) -> None:
    campaign = cast.live_campaign([(400_000, 2)], review_minutes=20)
    anna, ben = strangers(campaign, "anna", "ben")
    finding, other = reported(anna, 60), reported(ben, 50, metres_north(30))
    rita, rolf = reviewer_of(campaign), reviewer_of(campaign, "rolf")
    address = f"/app/c/{campaign.slug}/manage/review/{finding.public_id}"
    with (
        visiting(chromium, server, user=rita, width=390) as one,
        visiting(chromium, server, user=rolf, width=1280) as two,
    ):
        # The screens' own clocks, so that nobody has to wait for them.
        two.clock.install()
        stays(two, UNDO_MS)
        one.goto(address)
        one.get_by_role("button", name="Take it up").click()
        expect(one.get_by_text("With you", exact=True)).to_be_visible()
        two.goto(address)
        expect(two.get_by_text("Taken up by another reviewer")).to_be_visible()
        expect(two.get_by_role("button", name="Verify")).to_have_count(0)
        # Two reports of the same thing stand side by side, the first received first.
        two.get_by_role("button", name="Compare Ben").click()
        expect(two.get_by_role("heading", name="This one, by Anna")).to_be_visible()
        expect(two.get_by_role("heading", name="By Ben")).to_be_visible()
        expect(two).to_have_url(re.compile(rf"beside={other.public_id}"))
        judge(two, "review_beside", settle=".leaflet-container")
        one.get_by_role("button", name="Give it back").click()
        expect(one.get_by_text("With nobody", exact=True)).to_be_visible()
        two.clock.fast_forward(11_000)
        expect(two.get_by_role("button", name="Take it up")).to_be_visible()
        # What is refused when it is sent is told, with what was said.
        two.get_by_role("button", name="Take it up").click()
        two.get_by_role("button", name="Verify").click()
        two.get_by_label("Note to the reporter").fill("Well seen.")
        # Time runs out while it is written: it stays, and is said once it is with its reviewer again.
        Claim.objects.filter(finding=finding).delete()
        two.clock.fast_forward(11_000)
        expect(two.get_by_role("dialog")).to_contain_text("It is not with you any more.")
        expect(two.get_by_role("button", name="Verify and pay")).to_be_disabled()
        judge(two, "review_halted")
        two.get_by_role("button", name="Take it up again").click()
        expect(two.get_by_label("Note to the reporter")).to_have_value("Well seen.")
        two.get_by_role("button", name="Verify and pay").click()
        two.get_by_role("button", name="Send now").hover()
        Claim.objects.filter(finding=finding).update(reviewer=rita)
        two.get_by_role("button", name="Send now").click()
        expect(two.get_by_text("What you said of Balloon 1 was not taken.")).to_be_visible()
        expect(two.get_by_text("Well seen.")).to_be_visible()
        judge(two, "review_refused")
        forgive(two, "409")


def test_a_verdict_outlives_its_session(chromium: Browser, server: str) -> None:
    campaign = cast.live_campaign([(400_000, 2)])
    anna, ben = strangers(campaign, "anna", "ben")
    true, other = reported(anna, 60), reported(ben, 50, metres_north(30))
    rita = reviewer_of(campaign)
    base = f"/app/c/{campaign.slug}/manage/review"
    with visiting(chromium, server, user=rita) as page:
        stays(page, UNDO_MS)

        def verify(finding: Finding, note: str) -> None:
            page.goto(f"{base}/{finding.public_id}")
            page.get_by_role("button", name="Take it up").click()
            page.get_by_role("button", name="Verify").click()
            page.get_by_label("Note to the reporter").fill(note)
            page.get_by_role("button", name="Verify and pay").click()
            is_said(page)
            # What the list asks is answered before, and under the pointer nothing is sent by itself.
            nothing = page.get_by_role("heading", name="Everything is decided")
            expect(page.locator("[data-row]").first.or_(nothing)).to_be_visible()
            page.get_by_role("button", name="Send now").hover()
            Session.objects.all().delete()

        verify(true, "Well seen.")
        # The dialog may be there already, as something else asked first.
        page.get_by_role("button", name="Send now").dispatch_event("click")
        expect(page.get_by_role("dialog", name="You are signed out.")).to_be_visible()
        sign_in(page.context, rita, server)
        page.get_by_role("button", name="I am signed in again").click()
        becomes(true, "verified", page)
        # The page is left within the seconds of the undo, and found again.
        verify(other, "This one as well.")
        page.goto("/app/inbox")
        expect(page).to_have_url(re.compile("/accounts/login/"))
        sign_in(page.context, rita, server)
        page.goto("/app/inbox")
        becomes(other, "verified", page)
        assert other.verdicts.get(kind="verified").note == "This one as well."
        forgive(page, "status of 401")


def test_ones_own_is_told_and_what_was_verified_can_be_reversed(chromium: Browser, server: str) -> None:
    campaign = cast.live_campaign([(400_000, 2)])
    dave = cast.full_cast(campaign).dave
    own, paid = reported(dave, 60), reported(dave, 50)
    assert dave.user
    Role.objects.create(campaign=campaign, user=dave.user, kind=Role.Kind.REVIEWER)
    cast.verify(paid, at=timezone.now())
    settle_finding(finding_id=paid.pk, at=timezone.now())
    base = f"/app/c/{campaign.slug}/manage/review"
    with visiting(chromium, server, user=dave.user, width=390) as page:
        page.goto(f"{base}/{own.public_id}")
        expect(page.get_by_text("Not for you to decide")).to_be_visible()
        expect(page.get_by_text("This is your own finding; somebody else must decide about it.")).to_be_visible()
        expect(page.get_by_role("button", name="Take it up")).to_have_count(0)
        judge(page, "review_own", settle=".leaflet-container")
    with visiting(chromium, server, user=cast.organizer_of(campaign)) as page:
        page.goto(f"{base}/{paid.public_id}")
        title(page, "Balloon 1 is decided: verified.")
        page.get_by_role("button", name="Reverse it").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("Dave")
        expect(dialog).to_contain_text("2,000.00")
        expect(dialog.get_by_role("button", name="Reverse, and take the money back")).to_be_disabled()
        dialog.get_by_label("What was wrong").select_option("fraud")
        dialog.get_by_label("Note to everybody").fill("The photograph is of another balloon.")
        judge(page, "review_reverse")
        dialog.get_by_role("button", name="Reverse, and take the money back").click()
        title(page, "Balloon 1 is decided: reversed.")
        page.get_by_role("button", name="Test reviewers with it").click()
        page.get_by_role("dialog").get_by_role("button", name="Test reviewers with it").click()
        expect(page.get_by_text("Reviewers are tested with it.")).to_be_visible()
        page.goto(f"{base}/reviewers")
        title(page, "One verdict was given.")
        judge(page, "reviewers", settle="table")
