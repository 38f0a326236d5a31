"""Letters on the pages: agreed to by a box that nobody ticked before, ended from a letter."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.outreach.models import Letter
from campaigns.outreach.unsubscribing import unsubscribe_token
from campaigns.people.consents import say_consent, who_consents
from campaigns.people.models import Consent
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from tests import cast
from tests.api.calling import Caller
from tests.frontend.conftest import Browser, hidden_invite
from tests.outreach.stage import NOON, letter_to, letters_campaign, member

pytestmark = pytest.mark.django_db

WORDING = "The organizers may write to me about this campaign."


@pytest.fixture
def campaign() -> Campaign:
    return letters_campaign()


@pytest.fixture
def anna(campaign: Campaign) -> Participant:
    return member(campaign, "anna")


@pytest.fixture
def letter(anna: Participant) -> Letter:
    return letter_to(anna)


def agrees(place: Participant) -> bool:
    return who_consents(user_ids=[place.user_id or 0], campaign_id=place.campaign_id) == {place.user_id}


def words_of(place: Participant) -> list[tuple[bool, str]]:
    return list(Consent.objects.filter(user=place.user_id, purpose="nudges").order_by("pk").values_list("given", "how"))


def stop_page(letter: Letter) -> str:
    return reverse("unsubscribe", args=[unsubscribe_token(letter)])


@pytest.mark.parametrize("ticks", [True, False])
def test_joining_asks_by_a_box_that_is_not_ticked(campaign: Campaign, ticks: bool) -> None:
    browser, user = Browser(), cast.make_user("erin")
    browser.force_login(user)
    page = browser.get(reverse("join", args=[campaign.slug]))
    html = page.content.decode()
    assert WORDING in html
    assert '<input type="checkbox" name="letters" id="id_letters">' in html
    posted = {"display_name": "Erin", "invite": hidden_invite(page), **({"letters": "on"} if ticks else {})}
    assert browser.post(reverse("join", args=[campaign.slug]), posted).status_code == 302
    place = Participant.objects.get(campaign=campaign, user=user)
    assert agrees(place) == ticks
    assert words_of(place) == ([(True, "join")] if ticks else [])


def test_one_click_stops_the_letters_without_a_cookie_or_a_sign_in(letter: Letter, anna: Participant) -> None:
    program = Client(enforce_csrf_checks=True)
    for _ in range(3):
        answer = program.post(stop_page(letter), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "No more letters about" in answer.content.decode()
        assert not agrees(anna)
    assert words_of(anna) == [(True, "api"), (False, "one_click")]


def test_one_click_comes_urlencoded_too(letter: Letter, anna: Participant) -> None:
    answer = Client(enforce_csrf_checks=True).post(
        stop_page(letter), "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 200
    assert not agrees(anna)


def test_opening_the_link_only_asks(letter: Letter, anna: Participant) -> None:
    program = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = program.get(stop_page(letter))
        assert answer.status_code == 200
    program.head(stop_page(letter))
    assert agrees(anna)
    page = answer.content.decode()
    assert "without signing in" in page
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer.headers["Cache-Control"]
    assert anna.user is not None
    for personal in (anna.user.email, anna.display_name):
        assert personal not in page


def test_the_page_stops_letters_here_or_everywhere(letter: Letter, anna: Participant) -> None:
    assert anna.user is not None
    elsewhere = cast.join(anna.user, cast.open_link(letters_campaign()), at=NOON)
    say_consent(user=anna.user, campaign_id=elsewhere.campaign_id, given=True, how="api", at=NOON)
    browser = Browser()
    browser.post(stop_page(letter), {"where": "here"})
    assert (agrees(anna), agrees(elsewhere)) == (False, True)
    page = browser.get(stop_page(letter)).content.decode()
    assert "You get no letters about" in page
    answer = browser.post(stop_page(letter), {"where": "everywhere"})
    assert "The organizers of your campaigns will not write" in answer.content.decode()
    assert (agrees(anna), agrees(elsewhere)) == (False, False)
    assert [how for _, how in words_of(anna)][-2:] == ["page", "page"]


def test_letters_can_be_had_again(letter: Letter, anna: Participant) -> None:
    Client().post(stop_page(letter), {"List-Unsubscribe": "One-Click"})
    Caller(anna.user).expect(200, "PUT", f"/campaigns/{anna.campaign.slug}/me/letters/", {"letters": True})
    assert agrees(anna)


@pytest.mark.parametrize("spoil", ["cut", "changed", "unsigned", "of nothing"])
def test_what_is_no_link_of_ours_stops_nothing(letter: Letter, anna: Participant, spoil: str) -> None:
    token = unsubscribe_token(letter)
    name, _, signature = token.partition(":")
    spoilt = {
        "cut": token[:-3],
        "changed": f"{name[:-1]}{'0' if name[-1] != '0' else '1'}:{signature}",
        "unsigned": name,
        "of nothing": "x",
    }[spoil]
    address = reverse("unsubscribe", args=[spoilt])
    for answer in (Client().get(address), Client().post(address, {"List-Unsubscribe": "One-Click"})):
        assert answer.status_code == 404
        assert "This is not a link of a letter of ours" in answer.content.decode()
    assert agrees(anna)


def test_a_letter_to_somebody_erased_stops_nothing_and_says_so_kindly(letter: Letter, anna: Participant) -> None:
    Letter.objects.filter(pk=letter.pk).update(user=None)
    answer = Client().post(stop_page(letter), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert agrees(anna)
