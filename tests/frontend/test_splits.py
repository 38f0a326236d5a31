"""Splits on the pages: read before joining, shown anew where they changed meanwhile."""

from __future__ import annotations

import html
import re
import secrets

import pytest

from campaigns.recruiting.models import Participant, PendingJoin
from rewards.contracts.splits import set_split
from tests import cast
from tests.frontend.conftest import Browser, Page, hidden_invite

pytestmark = pytest.mark.django_db

TERMS = {"default_split": "1/2", "max_split": "2/3"}


@pytest.fixture
def alice() -> Participant:
    return cast.join_in_turn(cast.live_campaign([(400_000, 1)], "split_contract", TERMS), "alice")[0]


@pytest.fixture
def email() -> str:
    return f"erin.{secrets.token_hex(6)}@example.org"


def ask_for(participant: Participant, split: str | None) -> None:
    set_split(participant=participant, split=split, at=cast.MOMENT)


def told(page: Page) -> str:
    """Read what the page says of handing up, as plain text."""
    part = page.content.decode().partition('id="handing-up">')[2].partition("</div>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", part)).split())


def test_the_recruit_reads_it_on_every_way_to_join(browser: Browser, alice: Participant) -> None:
    ask_for(alice, "1/4")
    slug = alice.campaign.slug
    browser.follow_link(cast.link_of(alice).code)
    for path in (f"/r/{cast.link_of(alice).code}/", f"/c/{slug}/", f"/c/{slug}/join/"):
        text = told(browser.get(path))
        assert "you keep 3/4 and hand up 1/4 to Alice." in text
        assert "you keep 3,000.00 USD and hand up 1,000.00 USD, of which Alice keeps 1,000.00 USD." in text
    member = Browser()
    member.force_login(cast.make_user("sam"))
    assert "hand up 1/4" in told(member.follow_link(cast.link_of(alice).code))
    assert "hand up 1/4" in told(member.get(f"/c/{slug}/join/"))


def test_where_nobody_chooses_the_pages_say_nothing_of_it(browser: Browser) -> None:
    (bob,) = cast.join_in_turn(cast.live_campaign(), "bob")
    assert "hand up" not in browser.follow_link(cast.link_of(bob).code).content.decode()


def test_the_prospects_on_the_page_are_of_the_real_chain(browser: Browser, alice: Participant) -> None:
    ask_for(alice, "1/4")
    bob = cast.join(cast.make_user("bob"), cast.link_of(alice))
    ask_for(bob, "0")
    page = browser.follow_link(cast.link_of(bob).code)
    assert "You keep all that reaches you and hand up nothing to Bob." in told(page)
    cells = [part.partition("<")[0] for part in page.content.decode().split('<td class="num">')[1:]]
    assert cells == ["4,000.00", "0.00", "2,000.00", "0.00", "1,000.00", "0.00"]
    ask_for(bob, "2/3")
    page = browser.follow_link(cast.link_of(bob).code)
    # of the 2,666.67 that reaches Bob he hands a quarter up to Alice
    assert "hand up 2,666.67 USD, of which Bob keeps 2,000.00 USD and 666.67 USD goes further" in told(page)


def test_what_was_shown_is_kept_until_it_is_confirmed(browser: Browser, alice: Participant, email: str) -> None:
    ask_for(alice, "1/4")
    page = browser.follow_link(cast.link_of(alice).code)
    asked = browser.ask_to_join(alice.campaign.slug, email=email, invite=hidden_invite(page))
    assert asked.headers["Location"] == "/accounts/login/code/confirm/"
    ask_for(alice, "2/3")
    browser.enter_code()
    confirm = browser.get(f"/c/{alice.campaign.slug}/join/")
    assert "hand up 1/4 to Alice" in told(confirm)
    browser.post(f"/c/{alice.campaign.slug}/join/", {"display_name": "Erin", "invite": hidden_invite(confirm)})
    assert Participant.objects.get(user__email=email).handed_up == "1/4"


def test_a_change_between_showing_and_asking_is_shown_anew(browser: Browser, alice: Participant, email: str) -> None:
    ask_for(alice, "1/4")
    page = browser.follow_link(cast.link_of(alice).code)
    ask_for(alice, "2/3")
    again = browser.ask_to_join(alice.campaign.slug, email=email, invite=hidden_invite(page))
    assert again.status_code == 409
    assert "was changed since it was shown to you" in again.content.decode()
    assert "hand up 2/3 to Alice" in told(again)
    assert not PendingJoin.objects.filter(email=email).exists()
    assert f'value="{email}"' in again.content.decode()
    browser.ask_to_join(alice.campaign.slug, email=email, invite=hidden_invite(again))
    assert PendingJoin.objects.get(email=email).split == "2/3"


def test_a_change_between_showing_and_confirming_is_shown_anew(alice: Participant) -> None:
    ask_for(alice, "1/4")
    member, user = Browser(), cast.make_user("sam")
    member.force_login(user)
    page = member.follow_link(cast.link_of(alice).code)
    ask_for(alice, "2/3")
    posted = {"display_name": "Sam", "invite": hidden_invite(page)}
    again = member.post(f"/c/{alice.campaign.slug}/join/", posted)
    assert again.status_code == 409
    assert "was changed since it was shown to you" in again.content.decode()
    assert "hand up 2/3 to Alice" in told(again)
    assert not Participant.objects.filter(user=user).exists()
    member.post(f"/c/{alice.campaign.slug}/join/", {**posted, "invite": hidden_invite(again)})
    assert Participant.objects.get(user=user).handed_up == "2/3"


def test_a_form_that_carried_nothing_agrees_to_nothing(browser: Browser, alice: Participant, email: str) -> None:
    ask_for(alice, "1/4")
    browser.follow_link(cast.link_of(alice).code)
    again = browser.ask_to_join(alice.campaign.slug, email=email)
    assert again.status_code == 409
    assert not PendingJoin.objects.filter(email=email).exists()


def test_correcting_the_inviter_shows_what_they_ask(alice: Participant) -> None:
    (zoe,) = cast.join_in_turn(alice.campaign, "zoe")
    ask_for(zoe, "1/3")
    member, user = Browser(), cast.make_user("sam")
    member.force_login(user)
    join = f"/c/{alice.campaign.slug}/join/"
    member.follow_link(cast.link_of(alice).code)
    corrected = member.post(
        join,
        {"correct": "1", "inviter": "code", "code": cast.link_of(zoe).code, "invite": hidden_invite(member.get(join))},
    )
    assert "hand up 1/3 to Zoe" in told(corrected)
    member.post(join, {"display_name": "Sam", "invite": hidden_invite(corrected)})
    place = Participant.objects.get(user=user)
    assert (place.invited_by, place.handed_up) == (zoe, "1/3")
