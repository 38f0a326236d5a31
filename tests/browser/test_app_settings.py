"""Settings by their screens: a key and a webhook made, an import with mistakes, the team, links, exports, rules."""

from __future__ import annotations

import re
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from campaigns.exchange.models import ColumnMapping
from campaigns.outreach.models import Nudge
from campaigns.outreach.webhooks.delivering import deliver
from campaigns.outreach.webhooks.models import WebhookDelivery
from campaigns.people.models import ApiKey, Role
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from tests import cast
from tests.browser.judging import PHONE, forgive, judge, visiting
from tests.outreach.stage import agree, awake_zone, member, seen_on
from tests.outreach.webhooks.receiver import receiver

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]

WRONG = "id,inviter,joined_at\nann,,2026-01-01T10:00:00Z\nben,nobody,2026-01-02T10:00:00Z\ncem,ann,yesterday\n"
THEIRS = "Member no.;Referred by;Joined\n1;;01.02.2026 10:00\n2;1;02.02.2026 10:00\n"


def test_a_key_and_a_webhook_are_made(chromium: Browser, server: str) -> None:
    campaign = cast.live_campaign()
    base = f"/app/c/{campaign.slug}/manage/settings"
    with visiting(chromium, server, user=cast.organizer_of(campaign), width=PHONE) as page, receiver() as there:
        page.goto(f"{base}/keys")
        says(page, "No program has a key for this campaign.")
        page.get_by_role("button", name="Make a key").click()
        page.get_by_role("textbox", name="What it is for").fill("CRM")
        page.get_by_role("button", name="Make the key").click()
        expect(page.get_by_text("Choose at least one thing that it may do.")).to_be_visible()
        page.get_by_role("checkbox", name="Read findings and activities").check()
        judge(page, "key_new")
        page.get_by_role("button", name="Make the key").click()
        says(page, "One key lets a program into this campaign.")
        key = ApiKey.objects.get(campaign=campaign)
        secret = page.locator("pre").inner_text().strip()
        assert secret.startswith("mk_")
        assert key.scopes == ["findings:read"]
        judge(page, "key_made")
        page.get_by_role("button", name="I have it").click()
        expect(page.get_by_text(secret)).to_have_count(0)
        page.get_by_role("button", name="Revoke CRM").click()
        page.get_by_role("dialog").get_by_role("button", name="Revoke the key").click()
        says(page, "0 keys let programs into this campaign.")

        page.get_by_role("link", name="Webhooks").click()
        says(page, "Nobody is told of what happens here.")
        judge(page, "webhooks_none")
        page.get_by_role("button", name="Make a webhook").click()
        page.get_by_role("textbox", name="Address").fill("nonsense")
        page.get_by_role("button", name="Make the webhook").click()
        expect(page.get_by_text("This is no address.")).to_be_visible()
        forgive(page, "status of 400")
        page.get_by_role("textbox", name="Address").fill(there.url)
        page.get_by_role("button", name="Make the webhook").click()
        expect(page.get_by_text("The secret that signs its messages")).to_be_visible()
        judge(page, "webhook_made")
        page.get_by_role("link", name=there.url).click()
        says(page, "All is well with this webhook.")
        page.get_by_role("button", name="Send a test").click()
        expect(page.get_by_role("link", name="What was sent and answered: webhook.test")).to_be_visible()
        there.say(500)
        deliver_test(campaign)
        page.get_by_role("link", name="What was sent and answered: webhook.test").click()
        expect(page.get_by_text("HTTP 500")).to_be_visible()
        judge(page, "webhook")
        assert [message.path for message in there.heard] == ["/hook?of=mine"]
        with page.expect_response(lambda answer: answer.url.endswith("/replay/")):
            page.get_by_role("button", name="Send it again").click()
        deliver_test(campaign)
        expect(page.get_by_role("row").filter(has_text="webhook.test").get_by_text("delivered")).to_be_visible()
        page.get_by_role("button", name="Switch it off").click()
        says(page, "This webhook is switched off.")


def deliver_test(campaign: Campaign) -> None:
    """Do what beat does every five seconds."""
    delivery = WebhookDelivery.objects.get(endpoint__campaign=campaign, kind="webhook.test")
    with override_settings(WEBHOOK_PRIVATE_ADDRESSES=(ip_network("127.0.0.1"),)):
        deliver(delivery_id=delivery.pk)


@pytest.mark.usefixtures("worker")
def test_an_import_shows_its_mistakes(chromium: Browser, server: str, tmp_path: Path) -> None:
    campaign = cast.live_campaign()
    wrong, theirs = tmp_path / "people.csv", tmp_path / "members.csv"
    wrong.write_text(WRONG)
    theirs.write_text(THEIRS)
    with visiting(chromium, server, user=cast.organizer_of(campaign), width=PHONE) as page:
        page.goto(f"/app/c/{campaign.slug}/manage/settings/imports")
        says(page, "Nothing was imported yet.")
        choose(page, wrong)
        expect(page.get_by_role("cell", name="ben")).to_be_visible()
        judge(page, "import_choose")
        page.get_by_role("button", name="Only look at it").click()
        says(page, "2 mistakes were found; nothing came in.")
        expect(page.get_by_role("cell", name="3", exact=True)).to_be_visible()
        judge(page, "import_mistakes", settle="table")
        page.get_by_role("link", name="Choose files again").click()
        # Another program's file: its columns are matched to ours, and the match is kept.
        choose(page, theirs)
        # Its own names are none of ours.
        expect(page.get_by_role("alert")).to_be_visible()
        forgive(page, "status of 400")
        page.get_by_role("button", name="Match its columns to ours").click()
        for ours, other in (("id", "Member no."), ("inviter", "Referred by"), ("joined_at", "Joined")):
            pick(page, ours, other)
        expect(page.get_by_role("region", name="People: the first rows")).to_be_visible()
        pick(page, "How times are written", "29.11.2026 14:30")
        expect(page.get_by_role("cell", name="2026-02-01")).to_be_visible()
        page.get_by_label("Keep this match as").fill("Members")
        judge(page, "import_match")
        page.get_by_role("button", name="Keep it and use it").click()
        expect(page.locator("input").and_(page.get_by_label("Its columns"))).to_have_value("Members")
        page.get_by_role("button", name="Import it").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("it cannot be taken back")
        dialog.get_by_role("button", name="Import it").click()
        says(page, "2 people came in.")
        assert Participant.objects.filter(campaign=campaign).count() == 2
        judge(page, "import_done")
        page.get_by_role("link", name="Imports", exact=True).click()
        keep_a_match(page, campaign)

        page.get_by_role("link", name="Exports").click()
        page.get_by_role("button", name="Make the file").click()
        says(page, "One file can be fetched.")
        judge(page, "exports")
        with page.expect_download() as file:
            page.get_by_role("link", name="Fetch the file").click()
        assert "participant" in file.value.path().read_text().splitlines()[0]


def keep_a_match(page: Page, campaign: Campaign) -> None:
    """The match that was kept is changed, refused where it is wrong, and removed."""
    page.get_by_role("button", name="Change Members").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name", exact=False).first.fill("Member list")
    dialog.get_by_label("display_name").fill("Called")
    dialog.get_by_label("By the clock of").fill("Nowhere")
    dialog.get_by_role("button", name="Keep the change").click()
    expect(dialog.get_by_label("By the clock of")).to_have_attribute("aria-invalid", "true")
    forgive(page, "status of 400")
    dialog.get_by_label("By the clock of").fill("Europe/Berlin")
    judge(page, "mapping_change")
    dialog.get_by_role("button", name="Keep the change").click()
    row = page.get_by_role("row").filter(has_text="Member list")
    expect(row).to_contain_text("id: Member no., inviter: Referred by, joined_at: Joined, display_name: Called")
    judge(page, "mappings", settle="table")
    (mapping,) = ColumnMapping.objects.filter(campaign=campaign)
    assert (mapping.name, mapping.layout["time_zone"]) == ("Member list", "Europe/Berlin")
    page.get_by_role("button", name="Remove Member list").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove the match").click()
    expect(page.get_by_role("heading", name="Matches of columns")).to_have_count(0)
    assert not ColumnMapping.objects.filter(campaign=campaign).exists()


def choose(page: Page, file: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="People").click()
    chooser.value.set_files(file)


def pick(page: Page, field: str, option: str) -> None:
    page.locator("input").and_(page.get_by_label(re.compile(rf"^{re.escape(field)}( \*)?$"))).click()
    page.get_by_role("option", name=option, exact=True).click()


def test_the_team_links_and_rules_of_a_campaign(chromium: Browser, server: str) -> None:
    # An end with seconds, which no field shows: it is none of what is changed.
    ends_at = timezone.now().replace(microsecond=0, second=30) + timedelta(days=9)
    campaign = cast.live_campaign(ends_at=ends_at)
    rita = cast.make_user("rita")
    Role.objects.create(campaign=campaign, user=rita, kind=Role.Kind.REVIEWER)
    base = f"/app/c/{campaign.slug}/manage/settings"
    with visiting(chromium, server, user=cast.organizer_of(campaign), width=PHONE) as page:
        page.goto(base)
        page.get_by_label("Reviewers asked about a finding").fill("2")
        judge(page, "settings")
        page.get_by_role("button", name="Save the changes").click()
        expect(page.get_by_text("The changes are saved.")).to_be_visible()
        expect(page.get_by_role("button", name="Save the changes")).to_be_disabled()
        page.get_by_role("button", name="Pause").click()
        page.get_by_role("dialog").get_by_role("button", name="Stop joins and reports").click()
        says(page, "Find the balloons: Paused")
        campaign.refresh_from_db()
        assert (campaign.reviewers_asked, campaign.state, campaign.ends_at) == (2, "paused", ends_at)

        page.get_by_role("link", name="Team").click()
        says(page, "2 people help to run this campaign.")
        page.get_by_label("Their address").fill("tess@example.org")
        pick(page, "As", "Treasurer")
        page.get_by_role("button", name="Send the invitation").click()
        expect(page.get_by_role("cell", name="tess@example.org", exact=True)).to_be_visible()
        judge(page, "team")
        page.get_by_role("button", name="Remove Rita, Reviewer").click()
        page.get_by_role("dialog").get_by_role("button", name="Take the role away").click()
        says(page, "One person helps to run this campaign.")

        page.get_by_role("link", name="Links").click()
        page.get_by_label("Arm").fill("posters-north")
        page.get_by_role("button", name="Make a link").click()
        expect(page.get_by_text("arm posters-north")).to_be_visible()
        says(page, "0 visits came by the campaign's own links.")
        judge(page, "links", settle="img[alt^='QR code']")
        page.get_by_role("link", name="Nudges").click()
        says(page, "Nobody is about to drop out.")
        judge(page, "nudges")


def test_one_branch_is_written_to(chromium: Browser, server: str) -> None:
    """It is quiet below Bert, though not in the whole tree."""
    now = timezone.now()
    campaign = cast.live_campaign(at=now - timedelta(days=30), time_zone=awake_zone(now))
    anna = member(campaign, "anna", since=now)

    def grown(root: Participant, name: str, people: int, *days: int) -> list[Participant]:
        found = []
        for n in range(people):
            place = cast.join(cast.make_user(f"{name}{n}"), cast.link_of(root), at=now - timedelta(days=19))
            agree(place, at=now - timedelta(days=19))
            seen_on(place, *days, at=now, root=anna)
            found.append(place)
        return found

    seen_on(anna, 5, 4, 3, 2, 1, at=now, root=anna)
    bert, *_ = grown(anna, "bert", 1, 5, 4, 3, 2)
    grown(bert, "kim", 6, 5, 4, 3, 2)
    grown(anna, "sam", 20, 5, 4, 3, 2, 1)
    with visiting(chromium, server, user=cast.organizer_of(campaign), width=PHONE) as page:
        page.goto(f"/app/c/{campaign.slug}/manage/settings/nudges?audience=quiet_branch")
        says(page, "No branch goes quiet.")
        page.goto(f"/app/c/{campaign.slug}/manage/people/{bert.public_id}")
        page.get_by_role("link", name="Write to those who fell silent below").click()
        says(page, "7 people stand in branches that go quiet.")
        whose = page.locator("input").and_(page.get_by_label("Whose branch"))
        expect(whose).to_have_value("Bert0")
        page.get_by_label("Subject").fill("Two balloons are left")
        page.get_by_label("Text", exact=True).fill("Can you look?")
        judge(page, "nudge_branch")
        page.get_by_role("button", name="Look at it and send it").click()
        page.get_by_role("dialog").get_by_role("button", name="Send it to").click()
        expect(page.get_by_role("link", name="to one branch")).to_be_visible()
        assert Nudge.objects.get(campaign=campaign).branch == bert
        page.get_by_role("button", name="Every tree").click()
        says(page, "No branch goes quiet.")


def says(page: Page, title: str) -> None:
    """Some of it is known only when the worker has done it."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title, timeout=120_000)
