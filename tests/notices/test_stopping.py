"""Letters of notices: hostile words do no harm in them, one click stops a kind, and bad addresses are left alone."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from importlib import reload
from typing import Any

import pytest
from anymail.signals import AnymailTrackingEvent
from django.core import mail
from django.test import Client, override_settings
from django.urls import clear_url_caches, reverse, set_urlconf

from campaigns.events.models import Event
from campaigns.notices.kinds import wishes_of_one
from campaigns.outreach.bounces import why_to_stop
from campaigns.outreach.composing import compose
from campaigns.outreach.models import Letter
from campaigns.outreach.sending import send_letter
from campaigns.outreach.unsubscribing import unsubscribe_token
from campaigns.people.mail_addresses import is_stopped, stop_address
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from mobilize import urls
from tests import cast
from tests.notices.stage import NOON, campaign_of_notices, gather, happen, inbox, letters_to, tell, user_of, wish
from tests.outreach.fake_smtp import fake_smtp
from tests.outreach.stage import clock

HOSTILE = "<script>x</script>\r\nBcc: all@example.org\u202e {{ words.why }}"
SECRET = "mail:0123456789abcdef"


@pytest.fixture
def alice(db: None) -> User:
    return user_of(cast.join_in_turn(campaign_of_notices(), "alice", "bob")[0])


def place_of(user: User) -> Participant:
    return Participant.objects.get(user=user)


def letter_of(user: User, *kinds: str, mail: str = "now") -> Letter:
    """Let something of each kind happen to somebody, who is told of it so, and write the letter."""
    events = {"recruit_joined": "participant.joined", "reward_held": "reward.earned", "payout_failed": "payout.failed"}
    wish(user, *kinds, mail=mail)
    place = place_of(user)
    for kind in kinds:
        about = place.recruits.get() if kind == "recruit_joined" else place
        tell(happen(events[kind], about, amount_minor=500))
    gather(user, at=NOON)
    gather(user, at=NOON.replace(day=6, hour=8))
    (letter,) = letters_to(user)
    return letter


def received(letter: Letter) -> tuple[EmailMessage, str, str]:
    parsed = message_from_bytes(compose(letter).message().as_bytes(), policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    text, html = (parsed.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    return parsed, text.get_content(), html.get_content()


def test_hostile_words_do_no_harm(alice: User) -> None:
    own = Participant.objects.filter(user=alice).values("campaign")
    Participant.objects.filter(campaign__in=list(own.values_list("campaign", flat=True))).update(display_name=HOSTILE)
    Campaign.objects.filter(pk__in=own).update(title=HOSTILE)
    User.objects.filter(pk=alice.pk).update(display_name=HOSTILE)
    message, text, html = received(letter_of(alice, "recruit_joined"))
    assert "\n" not in message["Subject"]
    assert message["Bcc"] is None
    assert "\u202e" not in text + html + message["Subject"]
    assert "<script" not in html
    assert "{{ words.why }}" in html
    assert message["To"] == alice.email


def test_the_two_parts_say_the_same_with_the_same_links(alice: User) -> None:
    message, text, html = received(letter_of(alice, "recruit_joined", "reward_held", mail="daily"))
    links = re.findall(r'href="([^"]+)"', html)
    assert re.findall(r"https?://\S+", text) == links
    for sentence in ("Bob joined “Find the balloons” by your link.", "You earned 5.00"):
        assert sentence in text
        assert sentence in html
    assert message["Subject"] == "What happened in your campaigns"
    assert "".join(message["List-Unsubscribe"].split()) == f"<{links[3]}>"
    # Beside the whole daily letter each kind in it.
    assert len([link for link in links if "/letters/stop/" in link]) == 3


@pytest.mark.parametrize(
    ("part", "where", "left"),
    [
        ("", "here", {"recruit_joined": "never", "reward_held": "never", "payout_failed": "now"}),
        ("reward_held", "here", {"recruit_joined": "daily", "reward_held": "never", "payout_failed": "now"}),
        ("", "everywhere", {"recruit_joined": "never", "reward_held": "never", "payout_failed": "never"}),
        ("nonsense", "here", {"recruit_joined": "daily", "reward_held": "daily", "payout_failed": "now"}),
    ],
)
def test_one_click_stops(alice: User, part: str, where: str, left: dict[str, str]) -> None:
    letter = letter_of(alice, "recruit_joined", "reward_held", mail="daily")
    address = reverse("unsubscribe", args=[unsubscribe_token(letter, part)])
    client = Client(enforce_csrf_checks=True)
    assert "Stop these letters" in client.get(address).text or part == "nonsense"
    before = wishes_of_one(alice)
    assert before["reward_held"].mail == "daily"
    for _ in range(2):
        assert client.post(address, {"List-Unsubscribe": "One-Click", "where": where}).status_code == 200
    assert {kind: wishes_of_one(alice)[kind].mail for kind in left} == left
    assert wishes_of_one(alice)["reward_held"].inbox


@pytest.mark.parametrize(
    ("event_type", "reject_reason", "why"),
    [
        ("bounced", "bounced", "bounced"),
        ("bounced", "invalid", "bounced"),
        ("rejected", "bounced", "bounced"),
        ("complained", None, "complained"),
        ("rejected", "spam", "complained"),
        ("bounced", "timed_out", ""),
        ("bounced", "blocked", ""),
        ("deferred", None, ""),
        ("delivered", None, ""),
        ("opened", None, ""),
        ("unsubscribed", None, ""),
    ],
)
def test_what_a_provider_says_that_stops_an_address(event_type: str, reject_reason: str | None, why: str) -> None:
    assert why_to_stop(AnymailTrackingEvent(event_type=event_type, reject_reason=reject_reason)) == why


@pytest.fixture
def postmark() -> Iterator[None]:
    """The addresses as they are where Postmark sends the mail and tells of bounces."""
    anymail = {"WEBHOOK_SECRET": SECRET, "POSTMARK_SERVER_TOKEN": "t"}
    with override_settings(EMAIL_PROVIDER="postmark", EMAIL_WEBHOOKS=True, ANYMAIL=anymail):
        _new_addresses()
        yield
    _new_addresses()


def _new_addresses() -> None:
    reload(urls)
    clear_url_caches()
    set_urlconf(None)


def test_a_bounce_that_the_provider_tells_of_stops_the_address(postmark: None, alice: User) -> None:
    said = {"RecordType": "Bounce", "Type": "HardBounce", "TypeCode": 1, "Email": alice.email.upper(), "ID": 1}
    said |= {"BouncedAt": "2031-03-05T12:00:00Z", "MessageID": "m", "Inactive": True}

    def tell_it(secret: str = SECRET, path: str = "/webhooks/mail/postmark/tracking/", **more: Any) -> int:
        shown = {"Authorization": "Basic " + base64.b64encode(secret.encode()).decode()} if secret else {}
        answer = Client(enforce_csrf_checks=True).post(path, json.dumps(said | more), "application/json", headers=shown)
        return int(answer.status_code)

    assert [tell_it(""), tell_it("mail:wrong")] == [400, 400]
    assert [tell_it(path=f"/webhooks/mail/{path}/") for path in ("postmark/inbound", "mailgun/tracking")] == [404, 404]
    assert tell_it(Type="SoftBounce", TypeCode=4096) == 200
    assert tell_it(Email="nobody@example.org") == 200
    assert not is_stopped(alice)
    assert [tell_it(), tell_it()] == [200, 200]
    assert is_stopped(alice)
    assert Event.objects.filter(kind="address.stopped", data__person=str(alice.public_id)).count() == 1


def test_without_a_secret_there_is_no_such_address(client: Client) -> None:
    assert client.post("/webhooks/mail/postmark/tracking/").status_code == 404


def test_a_stopped_address_is_told_and_confirmed_by_a_letter_alone(alice: User, client: Client) -> None:
    stop_address(email=alice.email, why="complained", at=NOON)
    tell(Event.objects.get(kind="address.stopped", data__person=str(alice.public_id)))
    assert "reported as unwanted" in inbox(alice)[0]
    client.force_login(alice)
    assert client.get("/api/v1/me/").json()["address_stopped"]["why"] == "complained"
    asked = client.post("/api/v1/me/address/confirm/")
    assert (asked.status_code, asked.json()) == (202, {"sent_to": alice.email})
    again = client.post("/api/v1/me/address/confirm/")
    assert (again.status_code, again.json()["type"]) == (409, "/problems/asked-a-moment-ago/")
    (sent,) = mail.outbox
    assert sent.to == [alice.email]
    found = re.search(r"http://127\.0\.0\.1:8000(/letters/confirm/\S+/)", str(sent.body))
    assert found
    stranger = Client()
    assert stranger.get(found[1]).status_code == 200
    assert is_stopped(alice)
    for _ in range(2):
        assert stranger.post(found[1]).status_code == 200
    assert not is_stopped(alice)
    assert client.get("/api/v1/me/").json()["address_stopped"] is None
    assert client.post("/api/v1/me/address/confirm/").status_code == 409
    # What the letter lifted it lifted once: a later bounce stops the address anew.
    stop_address(email=alice.email, why="bounced", at=NOON)
    stranger.post(found[1])
    assert is_stopped(alice)
    assert stranger.get("/letters/confirm/nonsense/").status_code == 404


@pytest.mark.usefixtures("committed")
def test_a_server_that_refuses_the_address_stops_it_at_once() -> None:
    alice, bob = (user_of(place) for place in cast.join_in_turn(campaign_of_notices(), "alice", "bob"))
    with fake_smtp() as server:
        for user, answer in ((alice, "550 5.1.1 No such user"), (bob, "450 Later")):
            wish(user, "payout_failed", mail="now")
            tell(happen("payout.failed", place_of(user), amount_minor=5))
            gather(user, at=NOON)
            server.say("RCPT", answer)
            (letter,) = letters_to(user)
            send_letter(letter_id=letter.pk, clock=clock(NOON))
    assert [letters_to(user)[0].state for user in (alice, bob)] == ["failed", "queued"]
    assert [is_stopped(user) for user in (alice, bob)] == [True, False]
    # What was written to the address before it stopped is not sent any more.
    later = Letter.objects.create(kind="digest", key="x", user=alice, due_at=NOON, written_at=NOON)
    assert send_letter(letter_id=later.pk, clock=clock(NOON)) == "suppressed"
    later.refresh_from_db()
    assert later.reason == "address_stopped"


@pytest.mark.usefixtures("committed")
def test_a_kind_that_was_stopped_is_not_sent_though_its_letter_was_written() -> None:
    (place,) = cast.join_in_turn(campaign_of_notices(), "alice")
    alice = user_of(place)
    tell(happen("payout.failed", place, amount_minor=5))
    gather(alice, at=NOON)
    wish(alice, "payout_failed", mail="never")
    (letter,) = letters_to(alice)
    assert send_letter(letter_id=letter.pk, clock=clock(NOON)) == "suppressed"
    letter.refresh_from_db()
    assert letter.reason == "not_wanted"
