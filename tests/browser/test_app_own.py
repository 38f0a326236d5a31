"""One's own affairs in the app: notices, how one is told, what one agreed to, a copy, roles, and being erased."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.utils import timezone
from playwright.sync_api import Browser, Route, expect

from campaigns.notices.kinds import wishes_of_one
from campaigns.notices.models import Notice
from campaigns.people.mail_addresses import stop_address
from campaigns.people.models import Consent, Role
from campaigns.planning.roles import invite_to_role
from campaigns.privacy.exporting import make_export
from campaigns.privacy.models import Erasure, Export
from tests import cast
from tests.browser.judging import PHONE, forgive, judge, visiting
from tests.notices.stage import campaign_of_notices, happen, tell, user_of

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]


def test_notices_are_read_and_chosen(chromium: Browser, server: str) -> None:
    alice, bob = cast.join_in_turn(campaign_of_notices(), "alice", "bob")
    user = user_of(alice)
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    with visiting(chromium, server, user=user, width=PHONE) as page:
        page.goto("/app/inbox")
        expect(page.get_by_role("heading", level=1)).to_have_text("Nothing is new.")
        judge(page, "inbox_empty")
        tell(happen("participant.joined", bob), happen("reward.earned", alice, amount_minor=123_456))
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("2 notices are new.")
        expect(page.get_by_role("link", name=re.compile("1,234.56"))).to_be_visible()
        judge(page, "inbox")
        # What did not go through is told, and nothing is taken for read.
        read = page.get_by_role("button", name=re.compile("^Mark as read: Bob joined"))
        page.route(re.compile("/me/inbox/[0-9a-f-]{36}/$"), lambda route: route.abort())
        read.click()
        expect(page.get_by_role("alert")).to_contain_text("No answer came.")
        page.unroute(re.compile("/me/inbox/[0-9a-f-]{36}/$"))
        read.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("One notice is new.")
        expect(page.get_by_role("alert")).to_have_count(0)
        forgive(page, "ERR_FAILED")
        # While one of them is being marked, so is another.
        page.route(re.compile("/me/inbox/[0-9a-f-]{36}/$"), hold_the_first)
        page.get_by_role("button", name=re.compile("^Mark as new: Bob joined")).click()
        page.get_by_role("button", name=re.compile("^Mark as read: .*1,234.56")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Nothing is new.")
        page.get_by_role("button", name=re.compile("^Mark as new: .*1,234.56")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("One notice is new.")
        held[0].abort()
        expect(page.get_by_role("alert")).to_contain_text("No answer came.")
        forgive(page, "ERR_FAILED")
        page.unroute(re.compile("/me/inbox/[0-9a-f-]{36}/$"))
        page.get_by_text("New ones").click()
        expect(page.get_by_role("link", name=re.compile("Bob joined"))).to_have_count(0)
        expect(page.get_by_role("radio", name="New ones")).to_be_focused()
        page.get_by_role("button", name="Mark all as read").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Nothing is new.")
        assert not Notice.objects.filter(user=user, read_at=None).exists()
        # Which of them one looks at stands in the address.
        page.go_back()
        expect(page.get_by_role("button", name=re.compile("^Mark as new: Bob joined"))).to_be_visible()

        page.get_by_role("link", name="How you are told").click()
        page.get_by_label("By letter: Somebody joined by your link").select_option(label="Never")
        expect(page.get_by_text("Kept: Somebody joined by your link")).to_be_visible()
        page.get_by_label("In the inbox: You earned a reward").press("Space")
        expect(page.get_by_text("Kept: You earned a reward")).to_be_visible()
        judge(page, "settings_notices")
        chosen = wishes_of_one(user)
        assert (chosen["recruit_joined"].mail, chosen["reward_held"].inbox) == ("never", False)


def test_settings_speak_of_oneself(chromium: Browser, server: str) -> None:
    campaign = cast.live_campaign(title="Clean the river")
    alice = cast.join_in_turn(campaign, "alice")[0]
    user = user_of(alice)
    stop_address(email=user.email, why="bounced", at=timezone.now())
    Authenticator.objects.create(user=user, type="webauthn", data={"name": "Alice’s phone"})
    codes = RecoveryCodes.activate(user)
    codes.instance.data["used_mask"] = 0b0011111111
    codes.instance.save()
    with visiting(chromium, server, user=user, width=PHONE) as page:
        page.goto("/app/settings")
        expect(page.get_by_text("Letters to it came back.")).to_be_visible()
        expect(page.get_by_role("listitem").filter(has_text="Passkey “Alice’s phone”")).to_contain_text("not used yet")
        expect(page.get_by_text(f"A code to {user.email}, and then a passkey or a recovery code")).to_be_visible()
        expect(page.get_by_text("2 recovery codes are left")).to_be_visible()
        expect(page.get_by_text("Make new ones while you can")).to_be_visible()
        judge(page, "settings_you")
        page.get_by_role("button", name="Send me a letter to confirm it by").click()
        expect(page.get_by_text(f"A letter is on its way to {user.email}.")).to_be_visible()

        page.goto("/app/settings/consents")
        expect(page.get_by_role("heading", level=1)).to_have_text("No organizer may write to you.")
        page.evaluate(
            "([slug, token]) => fetch(`/api/v1/campaigns/${slug}/me/letters/`, {method: 'PUT', headers:"
            " {'Content-Type': 'application/json', 'X-CSRFToken': token}, body: JSON.stringify({letters: true})})",
            [campaign.slug, page.evaluate("document.cookie.match(/csrftoken=([^;]+)/)[1]")],
        )
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("The organizers of one campaign may write to you.")
        judge(page, "settings_consents")
        page.get_by_role("button", name="Stop these letters").click()
        page.get_by_role("button", name="Stop all of them").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("No organizer may write to you.")
        assert Consent.objects.filter(user=user, purpose="nudges").latest("pk").given is False

        page.goto("/app/settings/data")
        page.get_by_role("button", name="Make a copy of my data").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your copy is being made.")
        judge(page, "settings_copy")
        assert make_export(export_id=Export.objects.get(user=user).pk, at=timezone.now())
        expect(page.get_by_role("heading", level=1)).to_have_text("Your copy is ready.")
        expect(page.get_by_role("link", name=re.compile("Download it"))).to_have_attribute(
            "href", re.compile("/export/")
        )

        invite_to_role(
            campaign=campaign,
            organizer=cast.organizer_of(campaign),
            email=user.email,
            kind="reviewer",
            page=server,
            at=timezone.now(),
        )
        page.goto("/app/settings/roles")
        expect(page.get_by_role("heading", level=1)).to_have_text("You are invited to one role.")
        judge(page, "settings_roles")
        page.get_by_role("button", name="Take the role").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("No invitation waits for you.")
        expect(page.get_by_role("link", name="Clean the river")).to_be_visible()
        assert Role.objects.filter(campaign=campaign, user=user, kind="reviewer").exists()

        page.goto("/app/settings")
        page.get_by_label("Language").select_option("es")
        page.get_by_role("button", name="Keep this").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Has entrado como {user.email}.")
        judge(page, "settings_you_es")


def test_an_erasure_is_read_first_and_asks_for_the_address(chromium: Browser, server: str) -> None:
    alice = cast.join_in_turn(cast.live_campaign(), "alice")[0]
    user = user_of(alice)
    with visiting(chromium, server, user=user, width=PHONE) as page:
        page.goto("/app/settings/data/erase")
        expect(page.get_by_role("heading", level=1)).to_contain_text("for good")
        judge(page, "settings_erase")
        page.get_by_role("button", name="Erase me for good").click()
        dialog = page.get_by_role("dialog")
        really = dialog.get_by_role("button", name="Erase me for good")
        expect(really).to_be_disabled()
        dialog.get_by_label("Your address, typed once more").fill(user.email)
        judge(page, "settings_erase_asked")
        # Signed in too long ago: told, and nothing is done.
        really.click()
        expect(dialog.get_by_text("it takes a sign-in of the last 30 minutes")).to_be_visible()
        assert not Erasure.objects.filter(user=user).exists()
        user.last_login = timezone.now()
        user.save(update_fields=["last_login"])
        really.click()
        expect(page).to_have_url(f"{server}/")
        forgive(page, "status of 403")
    assert Erasure.objects.filter(user=user).exists()
