"""One's own findings in the app: how each of them stands, and what its reporter can still do about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, expect

from campaigns.findings.facts import add_fact
from campaigns.findings.models import FactAnswer
from campaigns.findings.operations import reject_finding, request_info
from rewards.settlement.operations import settle_finding
from tests import cast
from tests.browser.judging import PHONE, judge, visiting
from tests.findings.files import scene

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]


def test_from_the_list_to_what_it_paid_and_what_is_asked(
    chromium: Browser, server: str, process_env: dict[str, str], tmp_path: Path
) -> None:
    campaign = cast.live_campaign(((400_000, 2),))
    alice, bob = cast.join_in_turn(campaign, "alice", "bob")
    organizer, objective = cast.organizer_of(campaign), cast.objective_of(campaign)
    photo = tmp_path / "more.jpg"
    scene(640, 480).save(photo, "JPEG")
    fact = add_fact(objective=objective, actor=organizer, question="Which number?", answer="7", at=cast.MOMENT)
    assert bob.user
    with visiting(chromium, server, user=bob.user, width=PHONE) as page:
        page.goto(f"/app/c/{campaign.slug}/me/findings")
        expect(page.get_by_role("heading", level=1)).to_have_text("You have reported nothing yet.")
        judge(page, "findings_empty")
        paid, asked, rejected = cast.report(bob), cast.report(bob), cast.report(bob)
        with override_settings(MEDIA_ROOT=Path(process_env["MOBILIZE_LOCAL"]) / "media"):
            cast.photograph(paid)
        cast.verify(paid)
        settle_finding(finding_id=paid.pk, at=timezone.now())
        request_info(finding=asked, reviewer=organizer, at=timezone.now(), note="Which way does it look?")
        reject_finding(
            finding=rejected, reviewer=organizer, at=timezone.now(), reason="wrong_place", note="That is the park."
        )
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("One of your findings needs an answer from you.")
        expect(page.get_by_role("listitem").filter(has_text="It is not at the place that was named.")).to_be_visible()
        judge(page, "findings")

        page.get_by_role("link", name="Balloon 1").nth(2).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Balloon 1: found true.")
        expect(page.get_by_text("You get $2,000.00.")).to_be_visible()
        expect(page.get_by_role("row").filter(has_text=alice.display_name)).to_contain_text("1,000.00")
        picture = page.get_by_role("img", name="Photo 1")
        assert picture.evaluate("async image => { await image.decode(); return image.naturalWidth }") > 0
        judge(page, "finding_paid", settle=".chain-finder")

        page.go_back()
        # What needs an answer stands first, whatever was reported since.
        page.get_by_role("link", name="Balloon 1").first.click()
        expect(page.get_by_text("Which way does it look?").first).to_be_visible()
        # A photograph first, since the answer closes the report to them; one too many is taken out again.
        page.locator("input[type=file]").set_input_files(photo)
        expect(page.get_by_role("img", name="Photo 1")).to_be_visible()
        page.get_by_role("button", name="Remove Photo 1").click()
        page.get_by_role("button", name="Remove it for good").click()
        expect(page.get_by_role("img", name="Photo 1")).to_have_count(0)
        page.get_by_label("A link to a page that shows it").fill("https://example.org/balloon")
        page.get_by_role("button", name="Add link").click()
        expect(page.get_by_role("link", name="https://example.org/balloon")).to_be_visible()
        page.get_by_label("Which number?").fill("8")
        page.get_by_role("button", name="Send the answers").click()
        expect(page.get_by_text("2 attempts are left.")).to_be_visible()
        judge(page, "finding_asked")
        page.get_by_role("button", name="Send the answer", exact=True).click()
        expect(page.get_by_text("Write it down here")).to_be_visible()
        page.get_by_label("Your answer").fill("To the north.")
        page.get_by_role("button", name="Send the answer", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Balloon 1: being looked at.")
        page.get_by_role("button", name="Take this report back").click()
        expect(page.get_by_role("dialog")).to_contain_text("This cannot be undone")
        page.get_by_role("button", name="Take it back for good").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Balloon 1: taken back.")

        page.goto(f"/app/c/{campaign.slug}/me/findings/{rejected.public_id}")
        expect(page.get_by_text("That is the park.").first).to_be_visible()
        judge(page, "finding_rejected")
        page.get_by_label("Why it should be looked at again").fill("It is the square, look at the fountain.")
        page.get_by_role("button", name="Appeal").click()
        expect(page.get_by_text("You appealed. Somebody who had no say before looks at it.")).to_be_visible()
    for finding in (asked, rejected):
        finding.refresh_from_db()
    assert (asked.state, rejected.state, rejected.round) == ("withdrawn", "under_review", 2)
    assert asked.evidence.get().url == "https://example.org/balloon"
    assert FactAnswer.objects.get(fact=fact).matched is False
