"""People and trust in the app: finding somebody, a quarantine seen before it is made and lifted, holds, objections."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from campaigns.trust.models import Hold, Objection, Quarantine, Signal
from campaigns.trust.operations import make_objection
from rewards.settlement.operations import settle_finding
from tests import cast
from tests.browser.judging import PHONE, SCREENS, forgive, judge, visiting
from tests.participation.test_rollup import read_all
from tests.trust.rows import notice, sybil_chain
from tests.trust.stage import Stage

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]


def test_a_quarantine_is_seen_before_it_is_made_and_lifted(chromium: Browser, server: str) -> None:
    stage = Stage()
    bob, dave = stage.people.bob, stage.people.dave
    paid = cast.verify(cast.report(dave, at=timezone.now()), at=timezone.now())
    settle_finding(finding_id=paid.pk, at=timezone.now())
    cast.report(stage.people.carol, at=timezone.now())
    read_all(20_000)
    base = f"/app/c/{stage.campaign.slug}/manage/people"
    with visiting(chromium, server, user=stage.olga, width=PHONE) as page:
        page.goto(base)
        # Whom he brought in, who is below him, what he reported, and what of it was true; Dave's one was.
        for name, told in (("Bob", ["1", "2", "0", "0"]), ("Dave", ["0", "0", "1", "1"])):
            counts = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name)).locator("td.num")
            expect(counts).to_have_text([re.compile(r"\d"), *told])
        page.get_by_label("Name").fill("bo ")
        expect(page.get_by_role("link", name="Dave")).to_have_count(0)
        expect(page).to_have_url(re.compile(r"name=bo$"))
        judge(page, "people", settle="table")
        page.get_by_role("link", name="Bob").click()
        expect(page.get_by_text("The chain from the root:")).to_contain_text("Alice → Bob")
        judge(page, "person", settle="table")
        page.get_by_role("button", name="Put the branch in quarantine").click()
        dialog = page.get_by_role("dialog")
        for said in ("3 people", "one report that nobody has decided about", "$3,500.00 payable"):
            expect(dialog).to_contain_text(said)
        confirm = dialog.get_by_role("button", name="Close the branch, and let 3 people's rewards wait")
        expect(confirm).to_be_disabled()
        dialog.get_by_label("Why").fill("Forty joined in a minute.")
        judge(page, "quarantine")
        assert not Quarantine.objects.filter(root=bob).exists()
        confirm.click()
        expect(page.get_by_text("This branch is in quarantine")).to_be_visible()
        assert Quarantine.objects.get(root=bob).reason == "Forty joined in a minute."
        page.get_by_role("button", name="Lift the quarantine").click()
        expect(dialog).to_contain_text("3 people")
        dialog.get_by_role("button", name="Open the branch again").click()
        expect(page.get_by_text("This branch is in quarantine")).to_have_count(0)
        assert Quarantine.objects.get(root=bob).lifted_at is not None


def test_what_was_noticed_is_decided_and_objections_answered(chromium: Browser, server: str) -> None:
    stage = Stage()
    notice(*sybil_chain(stage.campaign))
    carol, dave = stage.people.carol, stage.people.dave
    stage.hold(carol, at=timezone.now())
    hold = stage.hold(dave, at=timezone.now() - timedelta(hours=3))
    make_objection(participant=dave, hold=hold, text="I saw three balloons.", at=timezone.now())
    with visiting(chromium, server, user=stage.olga, width=PHONE) as page:
        page.goto(f"/app/c/{stage.campaign.slug}/manage/people")
        page.get_by_role("link", name="Trust").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            re.compile(r"\d+ things about people wait for a decision\.")
        )
        expect(page.get_by_text("each brought in by the one before")).to_be_visible()
        judge(page, "trust", settle="article")
        page.get_by_role("button", name="Refuse it").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("I saw three balloons.")
        expect(dialog.get_by_role("button", name="Refuse it")).to_be_disabled()
        dialog.get_by_role("button", name="Cancel").click()
        page.get_by_role("button", name="Grant it").click()
        dialog.get_by_role("button", name="Grant it").click()
        expect(page.get_by_text("I saw three balloons.")).to_have_count(0)
        assert Objection.objects.get(hold=hold).granted
        page.get_by_role("button", name="Something is wrong").click()
        dialog.get_by_label("Why").fill("All of one phone.")
        judge(page, "signal_decided")
        dialog.get_by_role("button", name="Something is wrong").click()
        expect(page.get_by_text("each brought in by the one before")).to_have_count(0)
        card = page.get_by_role("article").filter(has_text="The rewards of Carol wait")
        card.get_by_role("button", name="Exclude them").click()
        expect(dialog).to_contain_text("one person")
        dialog.get_by_label("Note to").fill("Made up.")
        dialog.get_by_role("button", name="Exclude").click()
        expect(dialog).to_have_count(0)
        assert Hold.objects.filter(participant=carol, decision="excluded").exists()
        page.get_by_text("Decided", exact=True).click()
        expect(page.get_by_text("Decided: something is wrong.")).to_be_visible()
        judge(page, "trust_decided", settle="article")


def test_more_signals_than_a_list_shows_are_counted(chromium: Browser, server: str) -> None:
    campaign = cast.live_campaign()
    alice = cast.join_in_turn(campaign, "alice")[0]
    facts = {"numbers": {"attempts": 1, "under_another_address": 0}, "people": [], "suspects": []}
    Signal.objects.bulk_create(
        Signal(
            campaign=campaign,
            kind="self_referral",
            severity=1,
            key=f"person:{number}",
            participant=alice,
            facts=facts,
            noticed_at=timezone.now(),
        )
        for number in range(102)
    )
    Signal.objects.bulk_create(
        Signal(
            campaign=campaign,
            kind="self_referral",
            severity=1,
            key=f"decided:{number}",
            participant=alice,
            facts=facts,
            noticed_at=timezone.now(),
            state="cleared",
            decided_at=timezone.now(),
            decided_by=cast.organizer_of(campaign),
        )
        for number in range(26)
    )
    with visiting(chromium, server, user=cast.organizer_of(campaign), width=PHONE) as page:
        page.goto(f"/app/c/{campaign.slug}/manage/people/trust")
        expect(page.get_by_role("heading", level=1)).to_have_text("102 things about people wait for a decision.")
        rest = page.get_by_text("2 more follow as these are decided.")
        rest.scroll_into_view_if_needed()
        page.screenshot(path=SCREENS / "trust_many-390.png")
        # Of a part nobody can say that nothing was decided; and what was decided is shown to its end.
        page.route("**/objections/?*", lambda route: route.abort())
        page.get_by_text("Decided", exact=True).click()
        expect(page.get_by_text("No answer came.")).to_be_visible()
        expect(page.get_by_role("article")).to_have_count(0)
        page.unroute("**/objections/?*")
        page.get_by_role("button", name="Try again").click()
        expect(page.get_by_role("article")).to_have_count(25)
        page.get_by_role("button", name="Show more").click()
        expect(page.get_by_role("article")).to_have_count(26)
        forgive(page, "ERR_FAILED")
