"""The whole loop in browsers of their own: a campaign is made and launched, two people join by links, one reports,
the report is found true, the chain is paid along, and the money leaves.

Everything is done by the screens, each by whom it falls to, but for handing out the role of treasurers. A real worker
settles what was verified.
"""

from __future__ import annotations

import re
import secrets
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from campaigns.people.models import Role
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from rewards.settlement.models import Settlement
from tests import cast
from tests.browser.judging import judge, visiting
from tests.browser.test_app_create import says
from tests.browser.test_app_money import pick
from tests.browser.test_journey import code_for
from tests.processes import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed", "worker")]

TITLE = "Find the balloons"


def join(page: Page, where: str, name: str, mail: Path) -> str:
    """Join by what a link opens; gives the address that one joined with."""
    email = f"{name.lower()}.{secrets.token_hex(6)}@example.org"
    page.goto(where)
    page.get_by_label("Name that others will see").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label(re.compile("I agree that")).check()
    page.get_by_role("button", name="Ask to join and get a code").click()
    expect(page.get_by_text(email)).to_be_visible()
    page.get_by_label("Code").fill(code_for(email, mail))
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=re.compile(f"^Join {TITLE}")).click()
    expect(page).to_have_url(re.compile(r"/me/?(\?.*)?$"))
    return email


def plan(desk: Page) -> Campaign:
    """Make a draft of one balloon for $4,000, split by halves, whose shares are held for no day; gives it, pledged."""
    desk.goto("/app/new")
    desk.get_by_label("Title").fill(TITLE)
    desk.get_by_role("button", name="Begin the draft").click()
    says(desk, "One thing is missing before you can launch.")
    desk.get_by_label("Story").fill("Ten red balloons are up. Who sees one tells us.")
    expect(desk.get_by_text("Saved", exact=True)).to_be_visible()
    desk.get_by_role("button", name="Go on to the objectives").click()
    desk.get_by_role("button", name="Add an objective").click()
    desk.get_by_label("What is to be found or done").fill("Balloon 1")
    desk.get_by_label("Prize").fill("4,000")
    desk.get_by_role("button", name="Add the objective").click()
    expect(desk.get_by_role("heading", name="Balloon 1")).to_be_visible()
    desk.get_by_role("link", name="Split", exact=True).click()
    # Halves all the way up, and no day of waiting, is what the screen proposes.
    desk.get_by_role("button", name="Use this split for one objective").click()
    expect(desk.get_by_role("heading", name="Money is missing")).to_be_visible()
    desk.get_by_role("button", name="Pledge it").click()
    desk.get_by_role("dialog").get_by_role("button", name="Pledge it").click()
    expect(desk.get_by_role("cell", name="4,000.00")).to_be_visible()
    found = re.search(r"/c/([^/]+)/", desk.url)
    assert found
    return Campaign.objects.get(slug=found[1])


def pay_out(base: str, drafter: Page, approver: Page) -> None:
    """Draft a batch, have it approved by somebody else, send it, and write down that all of it arrived."""
    drafter.goto(f"{base}/manage/money/payouts")
    says(drafter, "$3,000.00 can be paid out.")
    pick(drafter, "Paid by", "PayPal, by a file")
    drafter.get_by_role("button", name="Draft a batch").click()
    says(drafter, "$2,000.00 for one person waits for a second treasurer.")
    expect(drafter.get_by_text("You drafted it, so another treasurer approves it.")).to_be_visible()
    expect(drafter.get_by_role("button", name="Approve the batch")).to_have_count(0)
    approver.goto(drafter.url)
    expect(approver.get_by_role("checkbox").first).to_be_visible()
    for box in approver.get_by_role("checkbox").all():
        box.check()
    approver.get_by_role("button", name="Approve the batch").click()
    approver.get_by_role("dialog").get_by_role("button", name="Approve $2,000.00").click()
    says(approver, "$2,000.00 for one person is approved and not sent yet.")
    approver.get_by_role("button", name="Send the batch").click()
    approver.get_by_role("dialog").get_by_role("button", name="Send the batch").click()
    says(approver, "$2,000.00 for one person was sent; 0 have arrived.")
    with approver.expect_download() as file:
        approver.get_by_role("link", name="Fetch the file").click()
    assert "bob@example.org,2000.00" in file.value.path().read_text()
    approver.get_by_role("button", name="All the rest arrived").click()
    approver.get_by_role("dialog").get_by_role("button", name="Write down that they arrived").click()
    says(approver, "$2,000.00 for one person: everything is known.")


def test_from_an_idea_to_money_in_hand(chromium: Browser, server: str, process_env: dict[str, str]) -> None:
    mail = Path(process_env["MOBILIZE_MAIL"])
    olga, opal = cast.make_user("olga"), cast.make_user("opal", operator=True)
    with (
        visiting(chromium, server, width=390) as alice,
        visiting(chromium, server, width=390) as bob,
        visiting(chromium, server, user=olga) as desk,
        visiting(chromium, server, user=opal) as bank,
    ):
        # Olga plans; Opal, who operates the instance and has no part in it yet, sees the money arrive; Olga launches.
        campaign = plan(desk)
        base = f"/app/c/{campaign.slug}"
        bank.goto(f"{base}/manage/money")
        says(bank, "What is pledged counts once you confirm that it has arrived.")
        judge(bank, "fundings_of_operators", settle="table")
        bank.get_by_role("button", name="Confirm its arrival").click()
        bank.get_by_role("dialog").get_by_role("button", name="Count it as received").click()
        expect(bank.get_by_role("button", name="Confirm its arrival")).to_have_count(0)
        Role.objects.bulk_create(Role(campaign=campaign, user=user, kind="treasurer") for user in (olga, opal))
        desk.goto(f"{base}/manage/setup/launch")
        desk.get_by_role("button", name="Launch and lock the rules").click()
        desk.get_by_role("dialog").get_by_role("button", name="Launch and lock the rules").click()
        expect(desk).to_have_url(re.compile("/manage$"))

        # Alice joins from the campaign's page, and sends Bob her link.
        address = join(alice, f"/c/{campaign.slug}/join/", "Alice", mail)
        alice.goto(f"{base}/me")
        link = cast.link_of(Participant.objects.get(campaign=campaign, user__email=address)).code
        expect(alice.get_by_text(re.compile(link)).first).to_be_visible()

        # Bob follows it, joins, says where his money goes, and reports what he sees.
        bob.goto(f"/r/{link}/")
        expect(bob.get_by_text("Alice").first).to_be_visible()
        join(bob, f"/r/{link}/", "Bob", mail)
        bob.goto(f"{base}/me/money")
        bob.get_by_role("button", name="Say where your money goes").click()
        bob.get_by_label("What it is").select_option("paypal")
        bob.get_by_label("PayPal address").fill("bob@example.org")
        bob.get_by_role("button", name="Send my money there").click()
        expect(bob.get_by_role("button", name=re.compile("^Remove PayPal"))).to_be_visible()
        bob.goto(f"{base}/me/report")
        bob.get_by_label("What you saw").fill("A red balloon above the square.")
        bob.get_by_role("button", name="Send the report").click()
        expect(bob.get_by_text("it has arrived")).to_be_visible()

        # Olga takes it up and finds it true.
        desk.goto(f"{base}/manage/review")
        expect(desk.get_by_role("link", name="Balloon 1")).to_be_visible()
        desk.keyboard.press("n")
        expect(desk.get_by_text("With you", exact=True)).to_be_visible()
        desk.keyboard.press("v")
        expect(desk.get_by_role("dialog")).to_contain_text("$4,000.00")
        expect(desk.get_by_role("button", name="Verify and pay")).to_be_focused()
        desk.keyboard.press("Enter")
        expect(desk).to_have_url(re.compile(r"/manage/review$"))

        # The worker pays the chain, and both see why.
        # Within the seconds in which it could be taken back nothing has been sent.
        assert wait_until(lambda: Settlement.objects.filter(campaign=campaign).exists(), seconds=180)
        for person, why, sum_ in (
            (alice, "You invited Bob, who found Balloon 1", "$1,000.00"),
            (bob, "You found Balloon 1", "$2,000.00"),
        ):
            person.goto(f"{base}/me/money")
            expect(person.get_by_text(re.compile(why)).first).to_be_visible()
            expect(person.get_by_role("heading", level=1)).to_contain_text(sum_)

        # Two treasurers pay Bob; Alice has not said where to, and hers waits for her.
        pay_out(base, desk, bank)
        bob.reload()
        expect(bob.get_by_role("heading", level=1)).to_contain_text("$2,000.00")
        alice.reload()
        expect(alice.get_by_role("heading", level=1)).to_contain_text("$1,000.00")
        desk.goto(f"{base}/manage/money")
        expect(desk.get_by_role("row", name="Paid").get_by_role("cell").last).to_have_text("2,000.00")
