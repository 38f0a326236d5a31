"""Sending: each letter once, to whom and when it may be sent; and what the mail server's answers mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.test import override_settings

from campaigns.events.models import Event
from campaigns.outreach.composing import message_id
from campaigns.outreach.models import Letter
from campaigns.outreach.rules import CAP_PERIOD, MOST_LETTERS, RETRIES
from campaigns.outreach.sending import LOST, forget_lost, send_letter
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.planning.operations import pause_campaign, resume_campaign
from campaigns.recruiting.models import Participant
from campaigns.recruiting.standing import freeze_branch, remove_member, unfreeze_branch
from rewards.contracts.operations import close_campaign
from tests import cast
from tests.outreach.fake_smtp import FakeSmtp, fake_smtp
from tests.outreach.stage import NOON, agree, clock, letter_to, letters_campaign, member, some_address

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def server() -> Iterator[FakeSmtp]:
    with fake_smtp() as server:
        yield server


@pytest.fixture
def campaign() -> Campaign:
    return letters_campaign()


def send(letter: Letter, at: datetime = NOON) -> str:
    return send_letter(letter_id=letter.pk, clock=clock(at))


def stands(letter: Letter) -> tuple[str, str]:
    letter.refresh_from_db()
    return letter.state, letter.reason


def told(letter: Letter) -> list[str]:
    """The kinds of events that the letter left, in order."""
    events = Event.objects.filter(campaign=letter.campaign, kind__startswith="letter.").order_by("pk")
    return [event.kind for event in events if event.data.get("letter") == str(letter.public_id)]


def test_a_letter_is_sent_once_however_often_it_is_asked_for(server: FakeSmtp, campaign: Campaign) -> None:
    letter = letter_to(member(campaign))
    assert [send(letter) for _ in range(3)] == ["sent"] * 3
    assert [message["Message-ID"] for message in server.taken] == [message_id(letter)]
    assert stands(letter) == ("sent", "")
    assert (letter.claimed_at, letter.ended_at, letter.attempts) == (NOON, NOON, 1)
    assert told(letter) == ["letter.sent"]


def test_nothing_is_sent_before_its_time(server: FakeSmtp, campaign: Campaign) -> None:
    letter = letter_to(member(campaign), due_at=NOON + timedelta(seconds=1))
    assert send(letter) == "queued"
    assert server.connections == 0
    assert send(letter, NOON + timedelta(seconds=1)) == "sent"


def test_nothing_is_sent_inside_a_transaction(server: FakeSmtp, campaign: Campaign) -> None:
    letter = letter_to(member(campaign))
    with pytest.raises(RuntimeError, match="outside of every transaction"), transaction.atomic():
        send(letter)
    assert stands(letter) == ("queued", "")


def _erase(place: Participant) -> None:
    Letter.objects.filter(participant=place).update(user=None)
    Participant.objects.filter(pk=place.pk).update(user=None)


def _change_hands(place: Participant) -> None:
    Participant.objects.filter(pk=place.pk).update(user=None)
    Participant.objects.filter(pk=place.pk).update(user=cast.make_user("nina"))


def _close_account(place: Participant) -> None:
    User.objects.filter(places=place).update(is_active=False)


def _take_back(place: Participant) -> None:
    agree(place, given=False)


def _remove(place: Participant) -> None:
    remove_member(participant=place, banned=False, actor=None, at=NOON)


def _ban(place: Participant) -> None:
    remove_member(participant=place, banned=True, actor=None, at=NOON)


def _freeze(place: Participant) -> None:
    freeze_branch(root=place, actor=None, at=NOON)


def _close_campaign(place: Participant) -> None:
    close_campaign(campaign=place.campaign, actor=cast.organizer_of(place.campaign), at=NOON)


def _end_campaign(place: Participant) -> None:
    Campaign.objects.filter(pk=place.campaign_id).update(ends_at=NOON)


@pytest.mark.parametrize(
    ("happens", "reason"),
    [
        (_erase, "no_account"),
        (_change_hands, "no_account"),
        (_close_account, "account_closed"),
        (_take_back, "no_consent"),
        (_remove, "removed"),
        (_ban, "removed"),
        (_freeze, "in_quarantine"),
        (_close_campaign, "campaign_closed"),
        (_end_campaign, "campaign_closed"),
    ],
)
def test_what_happened_since_suppresses_the_letter(
    server: FakeSmtp, campaign: Campaign, happens: object, reason: str
) -> None:
    place = member(campaign)
    letter = letter_to(place)
    happens(place)  # type: ignore[operator]  # one of the functions above
    assert send(letter) == "suppressed"
    assert stands(letter) == ("suppressed", reason)
    assert letter.ended_at == NOON
    assert told(letter) == ["letter.suppressed"]
    assert server.connections == 0


def test_who_never_agreed_is_not_written_to(server: FakeSmtp, campaign: Campaign) -> None:
    assert send(letter_to(member(campaign, agrees=False))) == "suppressed"
    assert server.taken == []


def test_consent_to_one_campaign_is_none_to_another(server: FakeSmtp, campaign: Campaign) -> None:
    anna = member(campaign)
    assert anna.user is not None
    elsewhere = cast.join(anna.user, cast.open_link(letters_campaign()), at=NOON)
    assert send(letter_to(elsewhere)) == "suppressed"


def test_somebody_below_a_frozen_branch_is_not_written_to(server: FakeSmtp, campaign: Campaign) -> None:
    anna = member(campaign)
    bea = cast.join(cast.make_user("bea"), cast.link_of(anna), at=NOON)
    agree(bea)
    freeze_branch(root=anna, actor=None, at=NOON)
    letter = letter_to(bea)
    assert send(letter) == "suppressed"
    unfreeze_branch(root=anna, actor=None, at=NOON)
    assert send(letter) == "suppressed"
    assert send(letter_to(bea)) == "sent"


def test_one_nudge_of_a_campaign_in_seven_days(server: FakeSmtp, campaign: Campaign) -> None:
    place = member(campaign)
    assert send(letter_to(place)) == "sent"
    almost = NOON + CAP_PERIOD - timedelta(minutes=1)
    second = letter_to(place, at=almost)
    assert send(second, almost) == "suppressed"
    assert stands(second)[1] == "nudged_lately"
    assert send(letter_to(place, at=NOON + CAP_PERIOD), NOON + CAP_PERIOD) == "sent"
    assert len(server.taken) == 2


def test_three_letters_in_seven_days_over_all_campaigns(server: FakeSmtp) -> None:
    user = cast.make_user("anna")
    places = [cast.join(user, cast.open_link(letters_campaign()), at=NOON) for _ in range(MOST_LETTERS + 1)]
    for place in places:
        agree(place)
    assert [send(letter_to(place)) for place in places] == ["sent"] * MOST_LETTERS + ["suppressed"]
    assert stands(Letter.objects.get(participant=places[-1]))[1] == "enough_letters"


def test_what_may_have_arrived_counts_and_what_did_not_does_not(server: FakeSmtp, campaign: Campaign) -> None:
    anna, bea = member(campaign, "anna"), member(campaign, "bea")
    server.hang_up("BODY")
    assert send(letter_to(anna)) == "unknown"
    assert send(letter_to(anna)) == "suppressed"
    # The sender is refused here; a person whose address is would not be written to again at all.
    server.say("MAIL", "550 Not you")
    assert send(letter_to(bea)) == "failed"
    assert send(letter_to(bea)) == "sent"


@pytest.mark.parametrize(
    ("own", "campaign_zone", "at", "until"),
    [
        # Evening in New York; and a person in Tokyo, who sleeps while it is noon in Rome.
        ("America/New_York", "Europe/Rome", "2026-06-02T01:00:00+00:00", "2026-06-02T12:00:00+00:00"),
        ("Asia/Tokyo", "Europe/Rome", "2026-06-01T12:00:00+00:00", "2026-06-01T23:00:00+00:00"),
        # Nobody said where they are, or said nonsense: the campaign's night.
        ("UTC", "Asia/Tokyo", "2026-06-01T12:00:00+00:00", "2026-06-01T23:00:00+00:00"),
        ("Mars/Olympus", "Asia/Tokyo", "2026-06-01T12:00:00+00:00", "2026-06-01T23:00:00+00:00"),
        # The night in which the clocks of Rome go forward is an hour shorter.
        ("Europe/Rome", "UTC", "2026-03-28T20:30:00+00:00", "2026-03-29T06:00:00+00:00"),
        ("Europe/Rome", "UTC", "2026-10-24T20:30:00+00:00", "2026-10-25T07:00:00+00:00"),
    ],
)
def test_nobody_is_written_to_by_night(server: FakeSmtp, own: str, campaign_zone: str, at: str, until: str) -> None:
    night, morning = datetime.fromisoformat(at), datetime.fromisoformat(until)
    campaign = cast.live_campaign(at=night - timedelta(days=30), time_zone=campaign_zone)
    letter = letter_to(member(campaign, time_zone=own, since=night), at=night)
    assert send(letter, night) == "queued"
    assert (letter.due_at, stands(letter), letter.due_at) == (night, ("queued", ""), morning)
    assert send(letter, morning - timedelta(microseconds=1)) == "queued"
    assert server.connections == 0
    assert send(letter, morning) == "sent"
    assert told(letter) == ["letter.sent"]


def test_consent_taken_back_over_night_is_heard_in_the_morning(server: FakeSmtp, campaign: Campaign) -> None:
    place = member(campaign, time_zone="Asia/Tokyo")
    letter = letter_to(place)
    assert send(letter) == "queued"
    agree(place, given=False)
    assert send(letter, NOON + timedelta(hours=12)) == "suppressed"


def test_a_paused_campaign_lets_its_letters_wait(server: FakeSmtp, campaign: Campaign) -> None:
    letter = letter_to(member(campaign))
    organizer = cast.organizer_of(campaign)
    pause_campaign(campaign=campaign, actor=organizer, at=NOON)
    assert send(letter) == "queued"
    assert send(letter, NOON + timedelta(minutes=59)) == "queued"
    resume_campaign(campaign=campaign, actor=organizer, at=NOON)
    assert send(letter, NOON + timedelta(minutes=60)) == "sent"


@pytest.mark.parametrize(
    ("command", "answer", "state", "reason"),
    [
        ("CONNECT", "421 Busy", "queued", "could not connect: SMTPConnectError"),
        ("CONNECT", "554 Never", "queued", "could not connect: SMTPConnectError"),
        ("MAIL", "451 Later", "queued", "SMTP 451"),
        ("MAIL", "550 Not you", "failed", "SMTP 550"),
        ("RCPT", "450 Full", "queued", "SMTP 450"),
        ("RCPT", "421 Busy", "queued", "SMTP 421"),
        ("RCPT", "550 Nobody", "failed", "SMTP 550"),
        ("DATA", "452 Full", "queued", "SMTP 452"),
        ("BODY", "451 Later", "queued", "SMTP 451"),
        ("BODY", "554 Spam", "failed", "SMTP 554"),
    ],
)
def test_what_the_server_says_plainly(
    server: FakeSmtp, campaign: Campaign, command: str, answer: str, state: str, reason: str
) -> None:
    letter = letter_to(member(campaign))
    server.say(command, answer)
    assert send(letter) == state
    assert stands(letter) == (state, reason)
    assert server.taken == []
    if state == "queued":
        assert (letter.attempts, letter.due_at) == (1, NOON + RETRIES[0])
        assert send(letter, NOON + RETRIES[0]) == "sent"
        assert (stands(letter), server.times_taken(message_id(letter))) == (("sent", ""), 1)
    else:
        assert told(letter) == ["letter.failed"]
        assert send(letter, NOON + timedelta(days=1)) == "failed"


@pytest.mark.parametrize(("command", "taken"), [("MAIL", 0), ("RCPT", 0), ("DATA", 0), ("BODY", 1)])
def test_what_the_server_leaves_unclear_is_never_sent_again(
    server: FakeSmtp, campaign: Campaign, command: str, taken: int
) -> None:
    letter = letter_to(member(campaign))
    server.hang_up(command)
    assert send(letter) == "unknown"
    assert stands(letter) == ("unknown", "SMTPServerDisconnected")
    assert told(letter) == ["letter.unknown"]
    for days in range(1, 40):
        assert send(letter, NOON + timedelta(days=days)) == "unknown"
    assert len(server.taken) == taken


@pytest.mark.parametrize("command", ["CONNECT", "RCPT"])
def test_it_is_given_up_after_the_last_try(server: FakeSmtp, campaign: Campaign, command: str) -> None:
    letter = letter_to(member(campaign))
    server.say(command, "421 Busy", times=len(RETRIES) + 5)
    waits = []
    # By night it waits as well, without counting as a try.
    while send(letter, letter.due_at) == "queued":
        before, tries = letter.due_at, letter.attempts
        letter.refresh_from_db()
        if letter.attempts > tries:
            waits.append(letter.due_at - before)
    assert waits == list(RETRIES)
    assert server.connections == len(RETRIES) + 1
    assert stands(letter)[1].startswith("given up: ")
    assert told(letter) == ["letter.failed"]
    assert send(letter, letter.due_at + timedelta(days=1)) == "failed"


def test_no_mail_server_at_all(campaign: Campaign) -> None:
    letter = letter_to(member(campaign))
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=9
    ):
        assert send(letter) == "queued"
    assert stands(letter) == ("queued", "could not connect: ConnectionRefusedError")


def test_a_sender_that_slept_over_its_claim_hands_nothing_over(server: FakeSmtp, campaign: Campaign) -> None:
    letter = letter_to(member(campaign))
    times = iter([NOON] * 4 + [NOON + timedelta(minutes=3)] * 3)
    assert send_letter(letter_id=letter.pk, clock=lambda: next(times)) == "queued"
    assert server.taken == []
    assert send(letter, NOON + timedelta(hours=1)) == "sent"


def test_a_lost_senders_letter_is_unknown_and_a_late_answer_is_heard(server: FakeSmtp, campaign: Campaign) -> None:
    letter = letter_to(member(campaign))
    Letter.objects.filter(pk=letter.pk).update(state="sending", claimed_at=NOON, attempts=1)
    forget_lost(at=NOON + LOST)
    assert stands(letter) == ("sending", "")
    forget_lost(at=NOON + LOST + timedelta(seconds=1))
    assert stands(letter) == ("unknown", "the sender was lost")
    assert told(letter) == ["letter.unknown"]
    assert send(letter, NOON + timedelta(days=1)) == "unknown"
    assert server.taken == []


def test_a_letter_that_cannot_be_written_fails_and_says_so(server: FakeSmtp, campaign: Campaign) -> None:
    place = member(campaign)
    letter = letter_to(place)
    User.objects.filter(places=place).update(email=f"{some_address()}\nbcc: all@example.org")
    assert send(letter) == "failed"
    assert stands(letter)[1] == "cannot be written: BadHeaderError"
    assert server.connections == 0


def test_answers_with_addresses_in_them_are_not_kept(server: FakeSmtp, campaign: Campaign) -> None:
    place = member(campaign)
    assert place.user is not None
    letter = letter_to(place)
    server.say("RCPT", f"550 <{place.user.email}> has moved")
    send(letter)
    kept = [letter.reason, *(str(event.data) for event in Event.objects.filter(campaign=campaign))]
    letter.refresh_from_db()
    assert not any(place.user.email in words for words in [letter.reason, *kept])
