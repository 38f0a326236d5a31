"""/r/{code}/: the visit is counted and the attribution kept before anything is shown; every refusal has its page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from campaigns.planning.models import Campaign
from campaigns.planning.operations import pause_campaign
from campaigns.recruiting.links import create_link
from campaigns.recruiting.models import Participant, ReferralLink, Visit
from frontend.trail import COOKIE, MOST_CAMPAIGNS
from rewards.contracts.operations import close_campaign
from tests import cast
from tests.frontend.conftest import Browser, hidden_invite

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign() -> Campaign:
    return cast.live_campaign()


@pytest.fixture
def alice(campaign: Campaign) -> Participant:
    return cast.join_in_turn(campaign, "alice")[0]


def followed(browser: Browser, campaign: Campaign) -> list[str]:
    stored = signing.loads(browser.cookies[COOKIE].value, salt="frontend.trail")
    return list(stored["followed"][campaign.public_id.hex])


def would_join_under(browser: Browser, campaign: Campaign) -> str:
    """Read whom the campaign's page names as this browser's inviter."""
    page = browser.get(f"/c/{campaign.slug}/").content.decode()
    return page.partition("You followed the link of ")[2].partition(":")[0]


def test_a_visit_is_counted_and_kept_before_anything_is_shown(browser: Browser, alice: Participant) -> None:
    link = cast.link_of(alice)
    answer = browser.follow_link(link.code)

    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Alice invites you to Find the balloons." in answer.content.decode()
    kept = answer.cookies[COOKIE]
    assert kept["httponly"]
    assert kept["samesite"] == "Lax"
    assert not kept["secure"]
    assert int(kept["max-age"]) == timedelta(days=90).total_seconds()
    assert Visit.objects.filter(link=link).count() == 1


def test_the_cookie_is_secure_where_the_request_is(browser: Browser, alice: Participant) -> None:
    answer = browser.follow_link(cast.link_of(alice).code, secure=True)
    assert answer.cookies[COOKIE]["secure"]


def test_the_same_browser_counts_once_and_another_again(browser: Browser, alice: Participant) -> None:
    link = cast.link_of(alice)
    browser.follow_link(link.code)
    browser.follow_link(link.code)
    assert Visit.objects.filter(link=link).count() == 1
    Browser().follow_link(link.code)
    assert Visit.objects.filter(link=link).count() == 2


def test_the_cookie_holds_codes_and_a_random_number_and_no_more(browser: Browser, alice: Participant) -> None:
    link = cast.link_of(alice)
    browser.follow_link(link.code)
    stored = signing.loads(browser.cookies[COOKIE].value, salt="frontend.trail")
    assert set(stored) == {"visitor", "followed"}
    assert stored["followed"] == {link.campaign.public_id.hex: [link.code, link.code]}
    assert str(Visit.objects.get(link=link).visitor.hex) == stored["visitor"]


@pytest.mark.parametrize(
    "agent",
    [
        "WhatsApp/2.23.20.0 A",
        "TelegramBot (like TwitterBot)",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "curl/8.1.2",
        "",
    ],
)
def test_crawlers_and_previews_see_the_page_and_do_not_count(agent: str, alice: Participant) -> None:
    link = cast.link_of(alice)
    answer = Browser(agent).follow_link(link.code)
    assert answer.status_code == 200
    assert "og:title" in answer.content.decode()
    assert COOKIE not in answer.cookies
    assert not Visit.objects.filter(link=link).exists()


@pytest.mark.parametrize(
    "header",
    [
        {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
        {"HTTP_PURPOSE": "prefetch"},
        {"HTTP_X_PURPOSE": "preview"},
        {"HTTP_X_MOZ": "prefetch"},
    ],
)
def test_what_a_browser_fetches_ahead_does_not_count(
    header: dict[str, str], browser: Browser, alice: Participant
) -> None:
    link = cast.link_of(alice)
    assert COOKIE not in browser.follow_link(link.code, **header).cookies
    assert not Visit.objects.filter(link=link).exists()


def test_asking_for_the_head_does_not_count(browser: Browser, alice: Participant) -> None:
    link = cast.link_of(alice)
    answer = browser.head(f"/r/{link.code}/")
    assert answer.status_code == 200
    assert COOKIE not in answer.cookies
    assert not Visit.objects.filter(link=link).exists()


@pytest.mark.parametrize("damaged", ["nonsense", "", ".eJx:1a:b", "longer" * 800])
def test_a_changed_cookie_is_a_fresh_start(damaged: str, browser: Browser, alice: Participant) -> None:
    browser.cookies[COOKIE] = damaged
    assert browser.follow_link(cast.link_of(alice).code).status_code == 200
    assert followed(browser, alice.campaign)[0] == cast.link_of(alice).code


def test_a_cookie_signed_for_something_else_is_a_fresh_start(browser: Browser, alice: Participant) -> None:
    foreign = {"visitor": "0" * 32, "followed": {alice.campaign.public_id.hex: ["forged", "forged"]}}
    browser.cookies[COOKIE] = signing.dumps(foreign, salt="another")
    browser.follow_link(cast.link_of(alice).code)
    assert followed(browser, alice.campaign)[0] == cast.link_of(alice).code


def expired(link: ReferralLink) -> None:
    ReferralLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(minutes=1))


def exhausted(link: ReferralLink) -> None:
    ReferralLink.objects.filter(pk=link.pk).update(max_uses=1, uses=1)


def paused(link: ReferralLink) -> None:
    pause_campaign(campaign=link.campaign, actor=cast.organizer_of(link.campaign), at=timezone.now())


def closed(link: ReferralLink) -> None:
    close_campaign(campaign=link.campaign, actor=cast.organizer_of(link.campaign), at=timezone.now())


def ended(link: ReferralLink) -> None:
    Campaign.objects.filter(pk=link.campaign_id).update(ends_at=timezone.now() - timedelta(minutes=1))


@pytest.mark.parametrize(
    ("befalls", "status", "heading", "way_on"),
    [
        (expired, 410, "This link has expired.", "without this link"),
        (exhausted, 410, "This link has been used up.", "without this link"),
        (paused, 409, "The campaign is paused.", "Look at Find the balloons"),
        (closed, 410, "The campaign has ended.", "Look at Find the balloons"),
        (ended, 410, "The campaign has ended.", "Look at Find the balloons"),
    ],
)
def test_each_refusal_has_its_page_and_a_way_on(
    befalls: Callable[[ReferralLink], None],
    status: int,
    heading: str,
    way_on: str,
    browser: Browser,
    alice: Participant,
) -> None:
    link = cast.link_of(alice)
    befalls(link)
    answer = browser.follow_link(link.code)
    page = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{heading}</h1>" in page
    assert way_on in page
    assert f"/c/{link.campaign.slug}/" in page
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_campaign_that_has_not_started_says_when_on_its_own_clock(browser: Browser) -> None:
    soon = timezone.now() + timedelta(days=30)
    campaign = cast.live_campaign(starts_at=soon, time_zone="Asia/Tokyo")
    answer = browser.follow_link(cast.open_link(campaign).code)
    assert answer.status_code == 409
    assert "The campaign has not started yet." in answer.content.decode()
    assert "JST (Asia/Tokyo)" in answer.content.decode()


@pytest.mark.parametrize(
    ("code", "heading"),
    [
        ("nosuchcode", "No link has this code."),
        ("abc", "That is not a referral code."),
        ("with space1", "That is not a referral code."),
        ("x" * 200, "That is not a referral code."),
        ("<script>", "That is not a referral code."),
        ("Ünïcödé", "That is not a referral code."),
    ],
)
def test_unknown_and_malformed_codes_are_told_apart(code: str, heading: str, browser: Browser) -> None:
    answer = browser.follow_link(code)
    assert answer.status_code == 404
    assert f"<h1>{heading}</h1>" in answer.content.decode()
    assert "<script" not in answer.content.decode()


def test_a_drafts_link_is_unknown_to_everybody(browser: Browser) -> None:
    draft = cast.draft_campaign()
    link = create_link(campaign=draft, at=cast.MOMENT)
    answer = browser.follow_link(link.code)
    assert answer.status_code == 404
    assert draft.title not in answer.content.decode()


def test_a_paused_campaigns_link_keeps_its_worth(browser: Browser, alice: Participant) -> None:
    paused(cast.link_of(alice))
    browser.follow_link(cast.link_of(alice).code)
    Campaign.objects.filter(pk=alice.campaign_id).update(state="live")
    assert would_join_under(browser, alice.campaign) == "Alice"


@pytest.mark.parametrize(("rule", "inviter"), [("first", "Alice"), ("last", "Bob")])
def test_the_first_link_counts_unless_the_campaign_chose_the_last(rule: str, inviter: str, browser: Browser) -> None:
    campaign = cast.live_campaign(attribution=rule)
    alice, bob = (cast.join_in_turn(campaign, name)[0] for name in ("alice", "bob"))
    browser.follow_link(cast.link_of(alice).code)
    page = browser.follow_link(cast.link_of(bob).code).content.decode()
    assert would_join_under(browser, campaign) == inviter
    assert "Bob invites you" in page
    assert ("you would join invited by Alice" in page) == (rule == "first")


def test_a_first_link_that_ran_out_gives_its_place_up(browser: Browser, campaign: Campaign) -> None:
    alice, bob, carol = (cast.join_in_turn(campaign, name)[0] for name in ("alice", "bob", "carol"))
    browser.follow_link(cast.link_of(alice).code)
    expired(cast.link_of(alice))
    browser.follow_link(cast.link_of(bob).code)
    browser.follow_link(cast.link_of(carol).code)
    assert would_join_under(browser, campaign) == "Bob"


def test_links_of_different_campaigns_do_not_meet(browser: Browser, alice: Participant) -> None:
    other = cast.live_campaign(title="Another hunt")
    zoe = cast.join_in_turn(other, "zoe")[0]
    browser.follow_link(cast.link_of(alice).code)
    browser.follow_link(cast.link_of(zoe).code)
    assert would_join_under(browser, alice.campaign) == "Alice"
    assert would_join_under(browser, other) == "Zoe"


def test_the_trail_stays_small_enough_for_a_cookie(browser: Browser) -> None:
    campaigns = [cast.live_campaign() for _ in range(MOST_CAMPAIGNS + 2)]
    for campaign in campaigns:
        browser.follow_link(cast.open_link(campaign).code)
    kept = browser.cookies[COOKIE].value
    assert len(kept) < 3_000
    stored = signing.loads(kept, salt="frontend.trail")
    assert list(stored["followed"]) == [campaign.public_id.hex for campaign in campaigns[2:]]


def test_what_both_would_get_is_computed_on_the_real_chain(browser: Browser, campaign: Campaign) -> None:
    bob = cast.join_in_turn(campaign, "alice", "bob")[1]
    page = browser.follow_link(cast.link_of(bob).code).content.decode()
    cells = [part.partition("<")[0] for part in page.split('<td class="num">')[1:]]
    assert cells == ["2,000.00", "1,000.00", "1,000.00", "500.00", "500.00", "250.00"]
    assert "Nothing, unless you or somebody you bring in finds one" in page
    assert "your share is the same without an inviter" in page


def test_no_share_is_promised_where_only_the_finder_is_paid(browser: Browser) -> None:
    campaign = cast.live_campaign(mechanism="finder_only")
    alice = cast.join_in_turn(campaign, "alice")[0]
    page = browser.follow_link(cast.link_of(alice).code).content.decode()
    assert "Nothing, unless you find one" in page
    assert "both of you get" not in page
    assert "somebody you bring in does" not in page


def test_depth_that_is_not_paid_is_not_promised(browser: Browser) -> None:
    campaign = cast.live_campaign(max_depth_paid=2)
    alice = cast.join_in_turn(campaign, "alice")[0]
    page = browser.follow_link(cast.link_of(alice).code).content.decode()
    cells = [part.partition("<")[0] for part in page.split('<td class="num">')[1:]]
    assert cells == ["2,000.00", "1,000.00", "1,000.00", "0.00", "0.00", "0.00"]


def test_ones_own_link_says_so(browser: Browser, alice: Participant) -> None:
    assert alice.user is not None
    browser.force_login(alice.user)
    answer = browser.follow_link(cast.link_of(alice).code)
    assert answer.status_code == 409
    assert "This is your own link." in answer.content.decode()
    assert f"/app/c/{alice.campaign.slug}/me" in answer.content.decode()


def test_a_link_of_ones_own_downline_says_so(browser: Browser, campaign: Campaign) -> None:
    people = cast.full_cast(campaign)
    assert people.alice.user is not None
    browser.force_login(people.alice.user)
    answer = browser.follow_link(cast.link_of(people.dave).code)
    assert answer.status_code == 409
    assert "This link belongs to somebody you brought in." in answer.content.decode()


def test_whoever_has_a_place_is_told_that_a_link_changes_nothing(browser: Browser, campaign: Campaign) -> None:
    people = cast.full_cast(campaign)
    assert people.dave.user is not None
    browser.force_login(people.dave.user)
    answer = browser.follow_link(cast.link_of(people.alice).code)
    assert answer.status_code == 409
    assert "You have your place already." in answer.content.decode()


def test_the_pages_form_carries_the_code_where_the_cookie_is_refused(browser: Browser, alice: Participant) -> None:
    page = browser.follow_link(cast.link_of(alice).code)
    carried = signing.loads(hidden_invite(page), salt="frontend.trail.invite")
    assert carried == {"campaign": alice.campaign.public_id.hex, "code": cast.link_of(alice).code}
