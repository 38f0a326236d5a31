"""Joining by the pages: asked for by anybody, confirmed by whoever shows that the address is theirs."""

from __future__ import annotations

import secrets
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail, signing
from django.http import HttpResponse
from django.utils import timezone

from campaigns.events.models import Event
from campaigns.people.models import Consent, User
from campaigns.planning.models import Campaign
from campaigns.planning.operations import pause_campaign
from campaigns.recruiting.models import Participant, PendingJoin, ReferralLink
from frontend.trail import sign_invite
from rewards.contracts.operations import close_campaign
from tests import cast
from tests.frontend.conftest import Browser, hidden_invite, last_code

pytestmark = pytest.mark.django_db

PASSWORD = "a-password-of-hers"


@pytest.fixture
def campaign() -> Campaign:
    return cast.live_campaign()


@pytest.fixture
def alice(campaign: Campaign) -> Participant:
    return cast.join_in_turn(campaign, "alice")[0]


@pytest.fixture
def email() -> str:
    return f"erin.{secrets.token_hex(6)}@example.org"


def known(email: str, *, name: str = "Erin") -> User:
    """Make a person who signed in before, and has a password."""
    user = User.objects.create_user(email, PASSWORD, display_name=name)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def sign_in(browser: Browser, email: str, *, next_page: str = "") -> HttpResponse:
    posted = {"login": email, "password": PASSWORD, **({"next": next_page} if next_page else {})}
    return browser.post("/accounts/login/", posted)  # type: ignore[return-value]  # the test's own response


def join_page(campaign: Campaign) -> str:
    return f"/c/{campaign.slug}/join/"


def place_of(campaign: Campaign, email: str) -> Participant | None:
    return Participant.objects.filter(campaign=campaign, user__email=email).first()


def ask_by_link(browser: Browser, inviter: Participant, email: str) -> HttpResponse:
    page = browser.follow_link(cast.link_of(inviter).code)
    return browser.ask_to_join(inviter.campaign.slug, email=email, invite=hidden_invite(page))


def test_from_a_link_to_a_place(browser: Browser, alice: Participant, email: str) -> None:
    asked = ask_by_link(browser, alice, email)
    assert asked.headers["Location"] == "/accounts/login/code/confirm/"
    assert PendingJoin.objects.get(email=email).link == cast.link_of(alice)
    assert place_of(alice.campaign, email) is None
    assert "_auth_user_id" not in browser.session

    entered = browser.enter_code()
    assert entered.headers["Location"] == join_page(alice.campaign)
    assert place_of(alice.campaign, email) is None

    page = browser.get(join_page(alice.campaign))
    assert "<h1>You were invited by Alice.</h1>" in page.content.decode()
    assert "Join Find the balloons, invited by Alice" in page.content.decode()
    joined = browser.post(join_page(alice.campaign), {"display_name": "Erin E.", "invite": hidden_invite(page)})
    assert joined.headers["Location"] == f"/app/c/{alice.campaign.slug}/me"
    place = place_of(alice.campaign, email)
    assert place is not None
    assert place.invited_by == alice
    assert place.display_name == "Erin E."
    assert place.user is not None
    assert place.user.display_name == "Erin E."
    assert not PendingJoin.objects.filter(email=email).exists()


def test_a_known_and_an_unknown_address_are_answered_alike(alice: Participant) -> None:
    answers, letters = [], []
    for is_known in (True, False):
        email = f"{'k' if is_known else 'u'}.{secrets.token_hex(6)}@example.org"
        if is_known:
            known(email)
        browser = Browser()
        asked = ask_by_link(browser, alice, email)
        page = browser.get(asked.headers["Location"]).content.decode()
        page = page.replace(email, "ADDRESS").replace(browser.cookies["csrftoken"].value, "")
        answers.append((asked.status_code, asked.headers["Location"], without_tokens(page)))
        letters.append((mail.outbox[-1].subject, str(mail.outbox[-1].body).replace(last_code(), "CODE")))
        assert "_auth_user_id" not in browser.session
    assert answers[0] == answers[1]
    assert letters[0] == letters[1]
    assert len(mail.outbox) == 2


def without_tokens(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_nobody_is_signed_in_without_the_code(browser: Browser, alice: Participant, email: str) -> None:
    known(email)
    ask_by_link(browser, alice, email)
    for wrong in ("AAAA-AAAA", "", "' OR 1=1"):
        browser.post("/accounts/login/code/confirm/", {"code": wrong})
        assert "_auth_user_id" not in browser.session
    assert browser.get(join_page(alice.campaign)).status_code == 200
    assert place_of(alice.campaign, email) is None


def test_a_closed_account_gets_no_code_and_no_different_page(browser: Browser, alice: Participant, email: str) -> None:
    user = known(email)
    User.objects.filter(pk=user.pk).update(is_active=False)
    asked = ask_by_link(browser, alice, email)
    assert asked.headers["Location"] == "/accounts/login/code/confirm/"
    assert browser.get(asked.headers["Location"]).status_code == 200
    assert "sign-in code is" not in str(mail.outbox[-1].body)


@pytest.mark.parametrize("by", ["password", "code"])
def test_another_browser_completes_it_within_seven_days(by: str, alice: Participant, email: str) -> None:
    known(email)
    ask_by_link(Browser(), alice, email)
    later = timezone.now() - timedelta(days=6, hours=23)
    PendingJoin.objects.filter(email=email).update(asked_at=later, expires_at=later + timedelta(days=7))

    elsewhere = Browser()
    if by == "password":
        entered = sign_in(elsewhere, email)
    else:
        elsewhere.post("/accounts/login/code/", {"email": email})
        entered = elsewhere.enter_code()
    assert entered.headers["Location"] == join_page(alice.campaign)
    page = elsewhere.get(join_page(alice.campaign))
    assert "You were invited by Alice." in page.content.decode()
    elsewhere.post(join_page(alice.campaign), {"display_name": "Erin", "invite": hidden_invite(page)})
    place = place_of(alice.campaign, email)
    assert place is not None
    assert place.invited_by == alice


def test_after_seven_days_it_is_forgotten(alice: Participant, email: str) -> None:
    known(email)
    ask_by_link(Browser(), alice, email)
    PendingJoin.objects.filter(email=email).update(expires_at=timezone.now() - timedelta(seconds=1))
    elsewhere = Browser()
    assert sign_in(elsewhere, email).headers["Location"] == "/"
    assert "You join without an inviter." in elsewhere.get(join_page(alice.campaign)).content.decode()


def test_a_new_person_completes_it_from_another_browser_by_code(alice: Participant, email: str) -> None:
    ask_by_link(Browser(), alice, email)
    elsewhere = Browser()
    elsewhere.post("/accounts/login/code/", {"email": email})
    assert elsewhere.enter_code().headers["Location"] == join_page(alice.campaign)
    assert "You were invited by Alice." in elsewhere.get(join_page(alice.campaign)).content.decode()


def test_a_second_address_of_a_person_counts_as_theirs(alice: Participant, email: str) -> None:
    user = known(email)
    second = f"second.{email}"
    EmailAddress.objects.create(user=user, email=second, verified=True, primary=False)
    ask_by_link(Browser(), alice, second)
    assert sign_in(Browser(), email).headers["Location"] == join_page(alice.campaign)


def test_pages_remind_of_a_join_that_waits(browser: Browser, alice: Participant, email: str) -> None:
    known(email)
    ask_by_link(Browser(), alice, email)
    assert sign_in(browser, email, next_page="/").headers["Location"] == "/"
    page = browser.get("/").content.decode()
    assert "have not confirmed yet" in page
    assert join_page(alice.campaign) in page


def test_the_first_link_stays_when_another_browser_asks_again(campaign: Campaign, email: str) -> None:
    alice, bob = (cast.join_in_turn(campaign, name)[0] for name in ("alice", "bob"))
    ask_by_link(Browser(), alice, email)
    ask_by_link(Browser(), bob, email)
    assert PendingJoin.objects.get(email=email).link == cast.link_of(alice)


def test_the_last_link_wins_where_the_campaign_chose_so(email: str) -> None:
    campaign = cast.live_campaign(attribution="last")
    alice, bob = (cast.join_in_turn(campaign, name)[0] for name in ("alice", "bob"))
    ask_by_link(Browser(), alice, email)
    ask_by_link(Browser(), bob, email)
    assert PendingJoin.objects.get(email=email).link == cast.link_of(bob)


def test_the_cookie_attributes_where_the_form_carries_nothing(browser: Browser, alice: Participant, email: str) -> None:
    browser.follow_link(cast.link_of(alice).code)
    browser.ask_to_join(alice.campaign.slug, email=email)
    assert PendingJoin.objects.get(email=email).link == cast.link_of(alice)


def test_the_form_attributes_where_the_cookie_is_refused(browser: Browser, alice: Participant, email: str) -> None:
    page = browser.follow_link(cast.link_of(alice).code)
    Browser().ask_to_join(alice.campaign.slug, email=email, invite=hidden_invite(page))
    assert PendingJoin.objects.get(email=email).link == cast.link_of(alice)


def confirming(browser: Browser, inviter: Participant, email: str) -> HttpResponse:
    """Go as far as the page that asks for the confirmation."""
    ask_by_link(browser, inviter, email)
    browser.enter_code()
    return browser.get(join_page(inviter.campaign))  # type: ignore[return-value]  # the test's own response


@pytest.mark.parametrize("written", ["{code}", "http://testserver/r/{code}/", "  {code} "])
def test_the_inviter_is_corrected_by_code_or_link(
    written: str, browser: Browser, campaign: Campaign, email: str
) -> None:
    alice, bob = (cast.join_in_turn(campaign, name)[0] for name in ("alice", "bob"))
    page = confirming(browser, alice, email)
    said = {"correct": "1", "inviter": "code", "code": written.format(code=cast.link_of(bob).code)}
    corrected = browser.post(join_page(campaign), {**said, "invite": hidden_invite(page)})
    assert "You were invited by Bob." in corrected.content.decode()
    assert PendingJoin.objects.get(email=email).link == cast.link_of(bob)
    browser.post(join_page(campaign), {"display_name": "Erin", "invite": hidden_invite(corrected)})
    place = place_of(campaign, email)
    assert place is not None
    assert place.invited_by == bob


def test_the_other_link_that_this_browser_followed_is_offered(browser: Browser, campaign: Campaign, email: str) -> None:
    alice, bob = (cast.join_in_turn(campaign, name)[0] for name in ("alice", "bob"))
    browser.follow_link(cast.link_of(alice).code)
    page = confirming(browser, bob, email)
    assert "You were invited by Alice." in page.content.decode()
    choice = f"link:{cast.link_of(bob).code}"
    assert f'value="{choice}"' in page.content.decode()
    corrected = browser.post(join_page(campaign), {"correct": "1", "inviter": choice, "invite": hidden_invite(page)})
    assert "You were invited by Bob." in corrected.content.decode()
    assert f'value="link:{cast.link_of(alice).code}"' in corrected.content.decode()


def test_nobody_can_be_said_to_have_invited(browser: Browser, alice: Participant, email: str) -> None:
    page = confirming(browser, alice, email)
    corrected = browser.post(join_page(alice.campaign), {"correct": "1", "inviter": "", "invite": hidden_invite(page)})
    assert "You join without an inviter." in corrected.content.decode()
    browser.post(join_page(alice.campaign), {"display_name": "Erin", "invite": hidden_invite(corrected)})
    place = place_of(alice.campaign, email)
    assert place is not None
    assert place.invited_by is None


@pytest.mark.parametrize(
    ("code", "says"),
    [("nosuchcode", "No link has this code"), ("", "not a referral code"), ("?", "not a referral code")],
)
def test_a_wrong_correction_is_refused_beside_its_field_and_changes_nothing(
    code: str, says: str, browser: Browser, alice: Participant, email: str
) -> None:
    page = confirming(browser, alice, email)
    said = {"correct": "1", "inviter": "code", "code": code, "invite": hidden_invite(page)}
    refused = browser.post(join_page(alice.campaign), said)
    assert refused.status_code == 400
    assert says in refused.content.decode()
    assert 'aria-describedby="code_error"' in refused.content.decode()
    assert "You were invited by Alice." in refused.content.decode()
    assert PendingJoin.objects.get(email=email).link == cast.link_of(alice)


def test_another_campaigns_code_is_refused_by_name(browser: Browser, alice: Participant, email: str) -> None:
    zoe = cast.join_in_turn(cast.live_campaign(title="Another hunt"), "zoe")[0]
    page = confirming(browser, alice, email)
    said = {"correct": "1", "inviter": "code", "code": cast.link_of(zoe).code, "invite": hidden_invite(page)}
    assert "Another hunt" in browser.post(join_page(alice.campaign), said).content.decode()


def test_a_link_that_ran_out_meanwhile_is_said_to_be_lost(browser: Browser, alice: Participant, email: str) -> None:
    link = cast.link_of(alice)
    confirming(browser, alice, email)
    ReferralLink.objects.filter(pk=link.pk).update(max_uses=1, uses=1)
    answer = browser.get(join_page(alice.campaign))
    page = answer.content.decode()
    assert "<h1>You join without an inviter.</h1>" in page
    assert "You followed the link of Alice." in page
    assert "used as often as it may be" in page
    carried = signing.loads(hidden_invite(answer), salt="frontend.trail.invite")
    assert carried["code"] == ""


def test_a_link_that_expires_after_one_asked_still_counts(browser: Browser, alice: Participant, email: str) -> None:
    ask_by_link(browser, alice, email)
    moment = PendingJoin.objects.get(email=email).asked_at
    ReferralLink.objects.filter(pk=cast.link_of(alice).pk).update(expires_at=moment + timedelta(microseconds=1))
    browser.enter_code()
    page = browser.get(join_page(alice.campaign))
    assert "You were invited by Alice." in page.content.decode()
    browser.post(join_page(alice.campaign), {"display_name": "Erin", "invite": hidden_invite(page)})
    place = place_of(alice.campaign, email)
    assert place is not None
    assert place.invited_by == alice


def test_what_is_confirmed_is_what_was_shown(browser: Browser, campaign: Campaign, email: str) -> None:
    alice, bob = (cast.join_in_turn(campaign, name)[0] for name in ("alice", "bob"))
    shown = confirming(browser, alice, email)
    assert "I agree that my name is shown to the people of my chain" in shown.content.decode()
    PendingJoin.objects.filter(email=email).update(link=cast.link_of(bob))
    browser.post(join_page(campaign), {"display_name": "Erin", "invite": hidden_invite(shown)})
    place = place_of(campaign, email)
    assert place is not None
    assert place.invited_by == alice
    words = Consent.objects.filter(user=place.user, campaign=campaign)
    assert [(word.purpose, word.given, word.how) for word in words] == [("place", True, "join")]


def test_a_changed_invite_is_refused_clearly_and_keeps_nothing(
    browser: Browser, alice: Participant, email: str
) -> None:
    page = browser.follow_link(cast.link_of(alice).code)
    changed = hidden_invite(page)[:-3] + "abc"
    refused = browser.ask_to_join(alice.campaign.slug, email=email, invite=changed)
    assert refused.status_code == 400
    assert "This form was changed on its way." in refused.content.decode()
    assert not PendingJoin.objects.filter(email=email).exists()
    assert not User.objects.filter(email=email).exists()
    assert not mail.outbox


def test_an_old_form_is_refused_clearly(
    browser: Browser, alice: Participant, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_at = timezone.now().timestamp() - timedelta(days=7, minutes=1).total_seconds()
    with monkeypatch.context() as earlier:
        earlier.setattr("django.core.signing.time.time", lambda: signed_at)
        invite = sign_invite(cast.link_of(alice), campaign=alice.campaign)
    refused = browser.ask_to_join(alice.campaign.slug, email=email, invite=invite)
    assert refused.status_code == 400
    assert "This form is too old." in refused.content.decode()


def test_another_campaigns_form_is_refused(browser: Browser, alice: Participant, email: str) -> None:
    other = cast.live_campaign(title="Another hunt")
    invite = sign_invite(cast.open_link(other), campaign=other)
    refused = browser.ask_to_join(alice.campaign.slug, email=email, invite=invite)
    assert refused.status_code == 400
    assert "This link belongs to another campaign." in refused.content.decode()


def test_a_value_signed_for_another_purpose_is_no_invite(browser: Browser, alice: Participant, email: str) -> None:
    stated = {"campaign": alice.campaign.public_id.hex, "code": cast.link_of(alice).code}
    forged = signing.dumps(stated, salt="frontend.trail")
    refused = browser.ask_to_join(alice.campaign.slug, email=email, invite=forged)
    assert "This form was changed on its way." in refused.content.decode()


def test_a_link_that_expired_between_page_and_form_is_refused(browser: Browser, alice: Participant, email: str) -> None:
    page = browser.follow_link(cast.link_of(alice).code)
    ReferralLink.objects.filter(pk=cast.link_of(alice).pk).update(expires_at=timezone.now())
    refused = browser.ask_to_join(alice.campaign.slug, email=email, invite=hidden_invite(page))
    assert refused.status_code == 410
    assert "This link has expired." in refused.content.decode()
    assert not PendingJoin.objects.filter(email=email).exists()


def test_a_signed_in_person_joins_in_one_step(browser: Browser, alice: Participant, email: str) -> None:
    browser.force_login(known(email))
    page = browser.follow_link(cast.link_of(alice).code)
    assert "Join Find the balloons, invited by Alice" in page.content.decode()
    assert 'value="Erin"' in page.content.decode()
    browser.post(join_page(alice.campaign), {"display_name": "Erin", "invite": hidden_invite(page)})
    place = place_of(alice.campaign, email)
    assert place is not None
    assert place.invited_by == alice


def test_joining_twice_keeps_the_place_as_it_is(browser: Browser, campaign: Campaign, email: str) -> None:
    alice, bob = (cast.join_in_turn(campaign, name)[0] for name in ("alice", "bob"))
    browser.force_login(known(email))
    for inviter in (alice, bob):
        invite = sign_invite(cast.link_of(inviter), campaign=campaign)
        answer = browser.post(join_page(campaign), {"display_name": "Erin", "invite": invite})
        assert answer.headers["Location"] == f"/app/c/{campaign.slug}/me"
    assert Participant.objects.get(campaign=campaign, user__email=email).invited_by == alice
    assert browser.get(join_page(campaign)).headers["Location"] == f"/app/c/{campaign.slug}/me"


@pytest.mark.parametrize(("whose", "heading"), [("alice", "This is your own link."), ("dave", "you brought in")])
def test_nobody_joins_under_themselves_or_their_own(
    whose: str, heading: str, browser: Browser, campaign: Campaign
) -> None:
    people = cast.full_cast(campaign)
    assert people.alice.user is not None
    browser.force_login(people.alice.user)
    invite = sign_invite(cast.link_of(getattr(people, whose)), campaign=campaign)
    refused = browser.post(join_page(campaign), {"display_name": "Alice", "invite": invite})
    assert refused.status_code == 409
    assert heading in refused.content.decode()
    assert Participant.objects.get(pk=people.alice.pk).invited_by is None
    tried = Event.objects.get(campaign=campaign, kind="join.refused")
    assert tried.participant == people.alice
    assert tried.data["code"] == ("self_referral" if whose == "alice" else "own_downline")


@pytest.mark.parametrize(
    ("stop", "status", "heading"),
    [(pause_campaign, 409, "The campaign is paused."), (close_campaign, 410, "The campaign has ended.")],
)
def test_a_stopped_campaign_takes_no_joins(  # type: ignore[no-untyped-def]  # `stop` is one of the two operations
    stop, status: int, heading: str, browser: Browser, alice: Participant, email: str
) -> None:
    stop(campaign=alice.campaign, actor=cast.organizer_of(alice.campaign), at=timezone.now())
    for answer in (browser.ask_to_join(alice.campaign.slug, email=email), browser.get(join_page(alice.campaign))):
        assert answer.status_code == status
        assert heading in answer.content.decode()
    assert not PendingJoin.objects.filter(email=email).exists()
    assert not mail.outbox


def test_each_wrong_field_is_named_beside_itself(browser: Browser, campaign: Campaign) -> None:
    refused = browser.post(join_page(campaign), {"display_name": "  ", "email": "nobody@", "consent": ""})
    page = refused.content.decode()
    assert refused.status_code == 400
    assert "Give the name by which others will see you." in page
    assert "Enter a valid email address." in page
    assert "Joining needs your agreement." in page
    for name in ("display_name", "email", "consent"):
        assert f'id="id_{name}_error"' in page
        assert f"id_{name}_error" in page.partition(f'name="{name}"')[2].partition(">")[0]
    assert 'autocomplete="email"' in page
    assert not mail.outbox


def test_a_name_with_control_characters_is_refused(browser: Browser, campaign: Campaign, email: str) -> None:
    assert browser.ask_to_join(campaign.slug, email=email, name="Er\u202ein").status_code == 400


def test_asking_for_codes_too_fast_is_stopped(alice: Participant, email: str) -> None:
    answers = [ask_by_link(Browser(), alice, email) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "That was too fast." in answers[-1].content.decode()


def test_a_form_from_elsewhere_is_refused(campaign: Campaign, email: str) -> None:
    refused = Browser(enforce_csrf_checks=True).ask_to_join(campaign.slug, email=email)
    assert refused.status_code == 403
    assert not PendingJoin.objects.filter(email=email).exists()


def test_no_address_or_name_enters_a_url(browser: Browser, alice: Participant, email: str) -> None:
    asked = ask_by_link(browser, alice, email)
    entered = browser.enter_code()
    page = browser.get(entered.headers["Location"])
    joined = browser.post(join_page(alice.campaign), {"display_name": "Erin", "invite": hidden_invite(page)})
    for answer in (asked, entered, joined):
        assert "erin" not in answer.headers["Location"].lower()
