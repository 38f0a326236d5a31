"""Money by its screens: where it is, what was paid for what, a batch that two treasurers pay, and who is not paid."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route, expect

from rewards.contracts.models import Contract
from rewards.ledger.models import Funding
from rewards.payouts.caps import object_to_hold
from rewards.payouts.filing import take_file
from rewards.payouts.models import Batch, PayoutHold, PayoutRules
from rewards.payouts.orders import order_of
from rewards.settlement.operations import settle_finding
from tests import cast
from tests.browser.judging import PHONE, forgive, judge, visiting
from tests.payouts.stage import PAYDAY, Treasury, earner, make_treasury

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]


# The code of a payout that is none of this batch.
OTHERS = "P" + "A" * 26


@pytest.fixture
def treasury() -> Treasury:
    """A campaign whose chain of four was paid once, and where Bea and Carl have earned more."""
    made = make_treasury(
        cast.live_campaign(
            [(400_000, 4)], spare_minor=1_240_000, hold_days=0, remainder_to="charity", charity_name="Red Cross"
        )
    )
    people = cast.full_cast(made.campaign)
    assert settle_finding(finding_id=cast.verify(cast.report(people.dave)).pk, at=cast.MOMENT) == 1
    for name in ("bea", "carl"):
        earner(made, name)
    return made


def test_organizers_read_where_the_money_is(chromium: Browser, server: str, treasury: Treasury) -> None:
    campaign = treasury.campaign
    olga = cast.organizer_of(campaign)
    objective = cast.objective_of(campaign)
    with visiting(chromium, server, user=olga, width=PHONE) as page:
        page.goto(f"/app/c/{campaign.slug}/manage/money")
        says(page, "$12,400.00 free of $28,400.00; everything promised is covered.")
        expect(page.get_by_role("row", name="Promised").get_by_role("cell").last).to_have_text("4,000.00")
        judge(page, "money")
        pledge_twice(page)
        assert Funding.objects.filter(campaign=campaign, received_at=None).count() == 1

        page.get_by_role("link", name="Settlements", exact=True).click()
        judge(page, "settlements", settle="table")
        page.get_by_role("link", name="What other rules would have paid").click()
        says(page, "3 findings: your rule pays $7,750.00 of $12,000.00 to 6 people.")
        compare(page)
        page.get_by_role("link", name="Settlements", exact=True).click()
        page.get_by_role("link", name=re.compile("Balloon 1.*Dave")).click()
        says(page, "Dave found Balloon 1: $4,000.00, shared by 4 people.")
        expect(page.get_by_text("Carol invited the finder: $1,000.00, 1/4 of the prize.")).to_be_visible()
        judge(page, "settlement", settle=".chain")

        page.get_by_role("link", name="Promises").click()
        page.get_by_role("button", name="Raise it").first.click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_role("button", name="Raise the promise")).to_be_disabled()
        dialog.get_by_label("How often it is paid").fill("6")
        expect(dialog).to_contain_text("At most $8,000.00 more is promised, of $12,400.00 that is free.")
        judge(page, "promise")
        dialog.get_by_role("button", name="Raise the promise").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("$4,400.00 is free to promise more.")
        objective.refresh_from_db()
        assert (objective.quota, Contract.objects.filter(objective=objective).count()) == (6, 2)
        judge(page, "promises")

        page.get_by_role("link", name="Books").click()
        expect(page.get_by_role("cell", name="a share of a prize").first).to_be_visible()
        judge(page, "books")
        with page.expect_download() as books:
            page.get_by_role("link", name="CSV for a spreadsheet").click()
        assert books.value.path().read_text().count("funding") >= 1
        page.get_by_role("link", name="Payouts", exact=True).click()
        expect(page.get_by_text("Only treasurers draft, approve and send.")).to_be_visible()
        cap = page.get_by_label("Most to one person in a day")
        save = page.get_by_role("button", name="Save the payout rules")
        cap.fill("50.5")
        save.click()
        expect(page.get_by_text("The payout rules are saved.")).to_be_visible()
        expect(save).to_be_disabled()
        # What can't be read is not taken for no cap, and what somebody else sets meanwhile stays.
        rules = PayoutRules.objects.filter(campaign=campaign)
        rules.update(most_per_day_minor=70_000)
        cap.fill("1.000,50")
        save.click()
        expect(page.get_by_text("Write an amount such as 1,234.50.")).to_be_visible()
        expect(cap).to_be_focused()
        judge(page, "payout_rules")
        cap.fill("60")
        save.click()
        expect(save).to_be_disabled()
        assert rules.values_list("most_per_person_minor", "most_per_day_minor").get() == (6_000, 70_000)

        page.route("**/budget/", one_cent_short)
        page.goto(f"/app/c/{campaign.slug}/manage/money")
        says(page, "The sums do not add up; pay nothing out.")


def pledge_twice(page: Page) -> None:
    """Lose the answer to a pledge, ask again, and pledge it once more: it is there once."""
    lost: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.request.url)
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/fundings/", lose)
    page.get_by_label("Amount").fill("250")
    pledge = page.get_by_role("button", name="Pledge it")
    dialog = page.get_by_role("dialog")
    pledge.click()
    dialog.get_by_role("button", name="Pledge it").click()
    expect(dialog.get_by_role("alert")).to_contain_text("No answer came.")
    expect(dialog).to_contain_text("Press again: it is done only once.")
    judge(page, "answer_lost")
    dialog.get_by_role("button", name="Cancel").click()
    # Whether it was done is seen behind the question, and what was refused does not stand in it again.
    rows = page.get_by_role("region", name="Fundings").get_by_role("row")
    expect(rows.filter(has_text="250.00")).to_have_count(1)
    pledge.click()
    expect(dialog).to_contain_text("You say that $250.00 will come.")
    expect(dialog.get_by_role("alert")).to_have_count(0)
    dialog.get_by_role("button", name="Pledge it").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_text("was not done a second time")).to_be_visible()
    expect(rows.filter(has_text="250.00")).to_have_count(1)
    page.unroute("**/fundings/", lose)
    forgive(page, "ERR_FAILED")


def one_cent_short(route: Route) -> None:
    answer = route.fetch()
    budget = answer.json()
    budget["free"]["amount_minor"] -= 1
    route.fulfill(response=answer, json=budget)


def compare(page: Page) -> None:
    """Look at the rules beside each other, and put one of one's own choice among them."""
    rows = page.get_by_role("row")
    expect(rows.filter(has_text="Shared all the way up (yours)")).to_have_count(1)
    expect(rows.filter(has_text="All to the finder")).to_contain_text("12,000.00")
    ratio = page.get_by_label("Part of each next person")
    ratio.fill("3/2")
    page.get_by_role("button", name="Compare it too").click()
    expect(ratio).to_have_attribute("aria-invalid", "true")
    forgive(page, "status of 400")
    ratio.fill("1/3")
    page.get_by_role("button", name="Compare it too").click()
    expect(rows.filter(has_text="Part of each next person: 1/3")).to_have_count(1)
    page.reload()
    expect(rows.filter(has_text="Part of each next person: 1/3")).to_have_count(1)
    judge(page, "comparison", settle="table")
    page.get_by_role("button", name="Take your own choices away").click()
    expect(rows.filter(has_text="Part of each next person: 1/3")).to_have_count(0)


def test_a_batch_is_drafted_by_one_and_approved_by_another(chromium: Browser, server: str, treasury: Treasury) -> None:
    campaign = treasury.campaign
    with visiting(chromium, server, user=treasury.drafter, width=PHONE) as page:
        page.goto(f"/app/c/{campaign.slug}/manage/money/payouts")
        says(page, "$7,750.00 can be paid out.")
        pick(page, "Paid by", "PayPal, by a file")
        judge(page, "payouts")
        page.get_by_role("button", name="Draft a batch").click()
        says(page, "$4,000.00 for 2 people waits for a second treasurer.")
        expect(page.get_by_text("4 people: has not said where to")).to_be_visible()
        batch = Batch.objects.get(campaign=campaign)
        here = page.url

    with visiting(chromium, server, user=treasury.approver, width=PHONE) as page:
        page.goto(here)
        approve = page.get_by_role("button", name="Approve the batch")
        expect(approve).to_be_disabled()
        expect(page.get_by_role("checkbox", name="Bea, $2,000.00")).to_be_visible()
        for box in page.get_by_role("checkbox").all():
            box.check()
        judge(page, "batch_draft")
        approve.click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("2 people are to be paid $4,000.00, drafted by Theo.")
        judge(page, "batch_approve")
        dialog.get_by_role("button", name="Approve $4,000.00").click()
        says(page, "$4,000.00 for 2 people is approved and not sent yet.")
        page.get_by_role("button", name="Send the batch").click()
        page.get_by_role("dialog").get_by_role("button", name="Send the batch").click()
        says(page, "$4,000.00 for 2 people was sent; 0 have arrived.")
        with page.expect_download() as file:
            page.get_by_role("link", name="Fetch the file").click()
        assert "2000.00" in file.value.path().read_text()
        expect(page.get_by_role("button", name="All the rest arrived")).to_be_visible()
        judge(page, "batch_sent")

        page.get_by_role("button", name="Enter the result").first.click()
        dialog = page.get_by_role("dialog")
        pick(page, "What became of it", "It failed")
        dialog.get_by_label("Why").fill("The address is closed.")
        judge(page, "payout_result")
        dialog.get_by_role("button", name="Write it down").click()
        expect(page.get_by_text("The address is closed.")).to_be_visible()
        page.get_by_role("button", name="All the rest arrived").click()
        page.get_by_role("dialog").get_by_role("button", name="Write down that they arrived").click()
        says(page, "$4,000.00 for 2 people: everything is known.")
        batch.refresh_from_db()
        assert batch.state == "done"
        assert sorted(batch.payouts.values_list("state", flat=True)) == ["failed", "settled"]
        judge(page, "batch_done")


def test_results_come_from_a_file(chromium: Browser, server: str, treasury: Treasury, tmp_path: Path) -> None:
    """Each line is looked at before anything is entered; while one is wrong, nothing is."""
    batch = treasury.send()
    take_file(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
    bea, carl = (order_of(payout).code for payout in batch.payouts.order_by("participant__display_name"))
    report = tmp_path / "report.csv"
    report.write_text(
        "Transaction ID,Status,Unique ID,Amount\n"
        f"T1,SUCCESS,{bea},2000.00\nT2,Failed,{carl},2000.00\nT3,Odd,{carl},2000.00\nT4,SUCCESS,{OTHERS},1.00\n"
    )
    with visiting(chromium, server, user=treasury.approver, width=PHONE) as page:
        page.goto(f"/app/c/{treasury.campaign.slug}/manage/money/payouts/{batch.public_id}")
        says(page, "$4,000.00 for 2 people was sent; 0 have arrived.")
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="The provider's report").click()
        chooser.value.set_files(report)
        expect(page.get_by_text("One line is passed over")).to_be_visible()
        expect(page.get_by_text("2 lines cannot be entered; nothing is, while one is wrong.")).to_be_visible()
        lines = page.get_by_role("region", name="The lines of the file").get_by_role("row")
        expect(lines.nth(1)).to_contain_text("Say why it did not arrive")
        expect(lines.nth(2)).to_contain_text("This batch has no such payout.")
        enter = page.get_by_role("button", name="Enter ")
        expect(enter.filter(has_text="Enter one result")).to_be_disabled()
        page.get_by_label("Why, where the file does not say it").fill("The address is closed.")
        expect(page.get_by_text("One line cannot be entered; nothing is, while it is wrong.")).to_be_visible()
        expect(lines.filter(has_text="Carl")).to_contain_text("sent becomes failed")
        judge(page, "results_file")
        page.get_by_label("Leave these lines out").check()
        enter.filter(has_text="Enter 2 results").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("One payout failed: $2,000.00 is payable again.")
        assert set(batch.payouts.values_list("state", flat=True)) == {"sent"}
        judge(page, "results_enter")
        dialog.get_by_role("button", name="Write them down").click()
        says(page, "$4,000.00 for 2 people: everything is known.")
        expect(page.get_by_text("2 results are entered.")).to_be_visible()
    told = batch.payouts.order_by("participant__display_name").values_list("state", "reason", "reference")
    assert list(told) == [("settled", "", "T1"), ("failed", "The address is closed.", "")]


def test_a_hold_is_placed_objected_to_and_answered(chromium: Browser, server: str, treasury: Treasury) -> None:
    campaign = treasury.campaign
    with visiting(chromium, server, user=treasury.drafter, width=390) as page:
        page.goto(f"/app/c/{campaign.slug}/manage/money/holds")
        says(page, "0 people are paid nothing for now.")
        page.get_by_role("button", name="Place a hold").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Person").fill("bea")
        page.get_by_role("option", name="Bea").click()
        dialog.get_by_label("Why").fill("Two people gave the same account.")
        dialog.get_by_role("checkbox").check()
        judge(page, "hold_place")
        dialog.get_by_role("button", name="Place the hold").click()
        says(page, "One person is paid nothing for now.")
        judge(page, "holds")
    hold = PayoutHold.objects.get(participant__campaign=campaign)
    object_to_hold(hold=hold, text="It is my sister's.", at=timezone.now())
    with visiting(chromium, server, user=treasury.approver) as page:
        page.goto(f"/app/c/{campaign.slug}/manage/money/holds?state=objected")
        says(page, "One objection waits for an answer.")
        page.get_by_role("button", name="Refuse it").click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_role("button", name="Refuse it")).to_be_disabled()
        dialog.get_by_label("Why").fill("Give an account of your own.")
        judge(page, "hold_refuse")
        dialog.get_by_role("button", name="Refuse it").click()
        says(page, "0 objections wait for an answer.")
    hold.refresh_from_db()
    assert (hold.lifted_at, hold.objection.granted) == (None, False)


def pick(page: Page, field: str, option: str) -> None:
    page.locator("input").and_(page.get_by_label(re.compile(rf"^{re.escape(field)}( \*)?$"))).click()
    page.get_by_role("option", name=option, exact=True).click()


def says(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
