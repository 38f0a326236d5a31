"""Messages on their way to a real receiver: each once and in order, again when it fails, and what becomes of it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.events.models import Event
from campaigns.events.reading import rewind_cursor
from campaigns.outreach.webhooks.delivering import LOST, deliver, requeue_lost
from campaigns.outreach.webhooks.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from campaigns.outreach.webhooks.operations import change_webhook, disable_webhook, lock_webhook, send_test
from campaigns.outreach.webhooks.queueing import READER
from campaigns.outreach.webhooks.replaying import KEPT, forget_deliveries, replay_delivery, replay_span
from campaigns.outreach.webhooks.running import deliver_due, serve
from campaigns.outreach.webhooks.schedule import RETRIES
from campaigns.outreach.webhooks.signing import SIGNATURE
from campaigns.people.models import Role, User
from tests import cast
from tests.outreach.webhooks.receiver import Receiver, receiver, redirect
from tests.outreach.webhooks.stage import NOON, clock, queue_all, states, tell, told, webhook
from tests.processes import wait_until

pytestmark = pytest.mark.usefixtures("from_here_on")

A_DAY = timedelta(days=1)


def attempts(delivery: WebhookDelivery) -> list[tuple[str, int | None]]:
    return list(delivery.tried.order_by("number").values_list("outcome", "status"))


def send(delivery: WebhookDelivery, at: datetime = NOON) -> str:
    deliver(delivery_id=delivery.pk, clock=clock(at))
    delivery.refresh_from_db()
    return delivery.state


def test_a_message_is_delivered_once_however_often_it_is_asked_for(there: Receiver) -> None:
    endpoint, secret = webhook(there.url)
    (delivery,) = told(endpoint)
    queue_all()
    assert [send(delivery) for _ in range(3)] == ["delivered"] * 3
    (heard,) = there.heard
    assert heard.name == delivery.webhook_id == f"msg_{delivery.public_id.hex}"
    assert json.loads(heard.body)["type"] == "campaign.changed"
    attempt = delivery.tried.get()
    assert (attempt.outcome, attempt.status, attempt.number, attempt.url) == ("delivered", 204, 1, there.url)
    assert attempt.request_headers["webhook-id"] == heard.name
    # What is kept could sign nothing.
    kept = json.dumps(attempt.request_headers) + attempt.response_body + json.dumps(attempt.response_headers)
    assert heard.headers[SIGNATURE].removeprefix("v1,") not in kept
    assert secret.reveal() not in kept


def test_it_is_told_of_what_it_wants_and_of_its_own_campaign_from_its_making_on(there: Receiver) -> None:
    campaign = cast.draft_campaign()
    tell(campaign, "campaign.paused")
    some, _ = webhook(there.url, campaign, events=["campaign.paused", "campaign.closed"])
    every, _ = webhook(there.url, campaign)
    elsewhere, _ = webhook(there.url)
    tell(campaign, "campaign.resumed")
    tell(campaign, "campaign.closed")
    # Nobody else's business.
    tell(campaign, "letter.sent", data={"letter": "1", "kind": "nudge"})
    queue_all()

    def kinds(endpoint: WebhookEndpoint) -> list[str]:
        return list(endpoint.deliveries.order_by("pk").values_list("kind", flat=True))

    assert kinds(some) == ["campaign.closed"]
    assert kinds(every) == ["campaign.resumed", "campaign.closed"]
    assert kinds(elsewhere) == []


def test_nothing_is_sent_inside_a_transaction(there: Receiver) -> None:
    (delivery,) = told(webhook(there.url)[0])
    with pytest.raises(RuntimeError, match="outside of every transaction"), transaction.atomic():
        deliver(delivery_id=delivery.pk)
    assert there.heard == []


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (500, "refused"),
        (404, "refused"),
        (429, "refused"),
        (redirect("http://127.0.0.1:1/"), "redirected"),
        (304, "redirected"),
    ],
)
def test_anything_but_2xx_is_tried_again(there: Receiver, answer: Any, outcome: str) -> None:
    there.say(answer)
    (delivery,) = told(webhook(there.url)[0])
    assert send(delivery) == "waiting"
    assert delivery.tried.get().outcome == outcome
    assert RETRIES[0] <= delivery.due_at - NOON <= RETRIES[0] * 1.1
    assert send(delivery, delivery.due_at - timedelta(microseconds=1)) == "waiting"
    assert send(delivery, delivery.due_at) == "delivered"
    assert len(set(there.names())) == 1
    assert len(there.heard) == 2


def test_a_dead_receiver_is_tried_ten_times_and_then_it_is_given_up(there: Receiver) -> None:
    endpoint, _ = webhook(there.url)
    (delivery,) = told(endpoint)
    there.stop()
    waits = []
    at = NOON
    while send(delivery, at) == "waiting":
        waits.append(delivery.due_at - at)
        at = delivery.due_at
    assert delivery.state == "failed"
    assert all(said <= wait <= said * 1.1 for said, wait in zip(RETRIES, waits, strict=True))
    assert [outcome for outcome, _ in attempts(delivery)] == ["no_answer"] * 10
    endpoint.refresh_from_db()
    assert (endpoint.failing_since, endpoint.is_open) == (NOON, True)


def test_a_receiver_that_is_back_after_a_day_gets_everything(there: Receiver) -> None:
    endpoint, _ = webhook(there.url)
    told(endpoint, *["campaign.paused", "campaign.resumed"] * 3)
    there.stop()
    at = NOON
    while at < NOON + A_DAY:
        assert deliver_due(clock=clock(at)) == 0
        at += timedelta(hours=1)
    assert set(states(endpoint)) == {"waiting"}
    endpoint.refresh_from_db()
    assert endpoint.failing_since == NOON
    there.start()
    told(endpoint, "campaign.closed", at=at)
    # By then the last wait that began is over.
    assert deliver_due(clock=clock(at + timedelta(hours=15))) == 7
    assert states(endpoint) == ["delivered"] * 7
    endpoint.refresh_from_db()
    assert endpoint.failing_since is None
    assert len(set(there.names())) == 7


def test_410_switches_it_off_and_what_waits_is_skipped(there: Receiver) -> None:
    other, _ = webhook(there.url, events=["webhook.disabled"])
    endpoint, _ = webhook(there.url, other.campaign)
    first, _second = told(endpoint, "campaign.paused", "campaign.resumed")
    there.say(410)
    assert send(first) == "failed"
    endpoint.refresh_from_db()
    assert (endpoint.state, endpoint.disabled_reason, endpoint.disabled_at) == ("disabled", "gone", NOON)
    assert states(endpoint) == ["failed", "skipped"]
    # What happens from now on is kept, and not sent.
    told(endpoint, "campaign.closed")
    assert states(endpoint) == ["failed", "skipped", "skipped"]
    assert serve(endpoint_id=endpoint.pk, clock=clock(NOON + A_DAY)) == (0, True)
    assert [delivery.kind for delivery in other.deliveries.all()] == ["webhook.disabled"]
    event = Event.objects.get(kind="webhook.disabled", campaign=endpoint.campaign)
    assert (event.data, event.actor_id) == ({"webhook": str(endpoint.public_id), "reason": "gone"}, None)


def test_five_days_of_failure_switch_it_off_with_a_letter_to_the_organizers(there: Receiver) -> None:
    endpoint, _ = webhook(there.url, description="The CRM")
    second = cast.make_user("otto")
    User.objects.filter(pk=second.pk).update(language="es")
    Role.objects.create(campaign=endpoint.campaign, user=second, kind="organizer")
    there.say_always(503)
    days = 0
    while endpoint.is_open:
        assert days <= 5
        told(endpoint, "campaign.paused", at=NOON + days * A_DAY)
        deliver_due(clock=clock(NOON + days * A_DAY))
        endpoint.refresh_from_db()
        days += 1
    assert (endpoint.disabled_reason, endpoint.disabled_at) == ("failing", NOON + 5 * A_DAY)
    assert not endpoint.deliveries.filter(state="waiting").exists()
    organizers = {second.email, cast.organizer_of(endpoint.campaign).email}
    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert set(letters) == organizers
    assert all("(The CRM)" in str(letter.body) for letter in letters.values())
    # Each in the language of whom it goes to.
    assert "Durante cinco días no se le pudo entregar nada." in str(letters.pop(second.email).body)
    assert all("five days" in str(letter.body) for letter in letters.values())
    assert endpoint.url not in mail.outbox[0].body


def test_one_success_within_the_five_days_begins_them_anew(there: Receiver) -> None:
    endpoint, _ = webhook(there.url)
    for day in range(9):
        there.say(204 if day == 4 else 503)
        (delivery,) = told(endpoint, at=NOON + day * A_DAY)
        send(delivery, NOON + day * A_DAY)
    endpoint.refresh_from_db()
    assert endpoint.is_open
    assert endpoint.failing_since == NOON + 5 * A_DAY


def test_switched_on_again_it_is_told_what_it_missed_when_that_is_asked_for(there: Receiver) -> None:
    endpoint, _ = webhook(there.url)
    organizer = cast.organizer_of(endpoint.campaign)
    arrived, missed = told(endpoint, "campaign.paused", "campaign.resumed")
    assert send(arrived) == "delivered"
    with transaction.atomic():
        disable_webhook(webhook=lock_webhook(endpoint), reason="by_organizer", at=NOON, actor=organizer)
    (later,) = told(endpoint, "campaign.closed", at=NOON + A_DAY)
    change_webhook(webhook=endpoint, organizer=organizer, at=NOON + A_DAY, enabled=True)
    assert deliver_due(clock=clock(NOON + 2 * A_DAY)) == 0
    span: dict[str, Any] = {"begin": NOON, "end": NOON + A_DAY, "at": NOON + 2 * A_DAY}
    assert replay_span(webhook=endpoint, organizer=organizer, **span) == 1
    assert deliver_due(clock=clock(NOON + 2 * A_DAY)) == 1
    assert there.names() == [arrived.webhook_id, missed.webhook_id]
    assert replay_span(webhook=endpoint, organizer=organizer, **span | {"end": NOON + 9 * A_DAY}, delivered=True) == 3
    assert deliver_due(clock=clock(NOON + 2 * A_DAY)) == 3
    # In their order, under their names.
    assert there.names()[2:] == [arrived.webhook_id, missed.webhook_id, later.webhook_id]
    assert replay_span(webhook=endpoint, organizer=organizer, **span | {"end": NOON + timedelta(seconds=1)}) == 0


def test_one_message_is_replayed_with_a_round_of_attempts_of_its_own(there: Receiver) -> None:
    endpoint, _ = webhook(there.url)
    organizer = cast.organizer_of(endpoint.campaign)
    (delivery,) = told(endpoint)
    there.say(*[500] * 10)
    at = NOON
    while send(delivery, at) == "waiting":
        at = delivery.due_at
    there.say(500)
    replay_delivery(delivery=delivery, organizer=organizer, at=at)
    assert send(delivery, at) == "waiting"
    assert RETRIES[0] <= delivery.due_at - at <= RETRIES[0] * 1.1
    # One that waits is not made to wait any longer.
    replay_delivery(delivery=delivery, organizer=organizer, at=at)
    assert send(delivery, at) == "delivered"
    assert len(set(there.names())) == 1
    assert [number for number, _ in delivery.tried.values_list("number", "at").order_by("number")] == [*range(1, 13)]


def test_a_test_is_tried_once_even_while_it_is_off_and_says_nothing_of_its_health(there: Receiver) -> None:
    endpoint, _ = webhook(there.url)
    organizer = cast.organizer_of(endpoint.campaign)
    there.say(500, 410)
    for _ in range(2):
        assert send(send_test(webhook=endpoint, at=NOON)) == "failed"
    endpoint.refresh_from_db()
    assert (endpoint.is_open, endpoint.failing_since) == (True, None)
    change_webhook(webhook=endpoint, organizer=organizer, at=NOON, enabled=False)
    send_test(webhook=endpoint, at=NOON)
    assert deliver_due(clock=clock(NOON)) == 1
    assert json.loads(there.heard[-1].body)["type"] == "webhook.test"


def test_a_lost_senders_message_is_sent_again_under_its_name(there: Receiver) -> None:
    endpoint, _ = webhook(there.url)
    first, second = told(endpoint, "campaign.paused", "campaign.resumed")
    WebhookDelivery.objects.filter(pk=first.pk).update(state="sending", claimed_at=NOON, attempts=1)
    # Its first attempt is under way as far as anybody knows, so the next one's has to wait.
    assert send(second) == "waiting"
    assert requeue_lost(at=NOON + LOST) == 0
    assert requeue_lost(at=NOON + LOST + timedelta(seconds=1)) == 1
    assert requeue_lost(at=NOON + LOST + timedelta(seconds=1)) == 0
    first.refresh_from_db()
    assert (first.state, attempts(first)) == ("waiting", [("lost", None)])
    assert deliver_due(clock=clock(NOON + 2 * LOST)) == 2
    assert states(endpoint) == ["delivered"] * 2


def test_an_answer_that_comes_after_its_message_was_given_up_for_lost_changes_nothing(there: Receiver) -> None:
    (delivery,) = told(webhook(there.url)[0])

    def forget_it(handler: Any) -> None:
        requeue_lost(at=NOON + A_DAY)
        connection.close()
        handler.reply(204)

    there.say(forget_it)
    assert send(delivery) == "waiting"
    assert attempts(delivery) == [("lost", None)]
    assert send(delivery, NOON + 2 * A_DAY) == "delivered"


def test_the_database_lets_nobody_overtake(there: Receiver) -> None:
    endpoint, _ = webhook(there.url)
    first, second = told(endpoint, "campaign.paused", "campaign.resumed")
    claim = {"state": "sending", "attempts": 1, "claimed_at": NOON}
    with pytest.raises(IntegrityError, match="waits for its first attempt"):
        WebhookDelivery.objects.filter(pk=second.pk).update(**claim)
    WebhookDelivery.objects.filter(pk=first.pk).update(**claim)
    with pytest.raises(IntegrityError, match="webhook_begins_one_message_at_a_time"):
        WebhookDelivery.objects.filter(pk=second.pk).update(**claim)


def test_the_operators_word_is_asked_with_every_attempt(there: Receiver, settings: Any) -> None:
    endpoint, _ = webhook(there.url)
    (delivery,) = told(endpoint)
    settings.WEBHOOK_PRIVATE_ADDRESSES = ()
    assert send(delivery) == "waiting"
    assert delivery.tried.get().error == "Messages are sent by https alone."
    assert there.heard == []


def test_a_slow_receiver_keeps_no_other_waiting(there: Receiver) -> None:
    """The slow one answers once the other has heard everything; it would wait in vain were they served in turn."""
    with receiver() as fast:
        slow_one, _ = webhook(there.url)
        fast_one, _ = webhook(fast.url)
        told(slow_one)
        told(fast_one, *["campaign.paused"] * 9)
        heard_meanwhile: list[int] = []

        def answer_after_the_other(handler: Any) -> None:
            wait_until(lambda: len(fast.heard) == 9, seconds=10)
            heard_meanwhile.append(len(fast.heard))
            handler.reply(204)

        there.say(answer_after_the_other)
        assert deliver_due(clock=clock(NOON)) == 10
        assert heard_meanwhile == [9]


def test_a_run_ends_where_what_is_due_waits_for_another_message(there: Receiver) -> None:
    """The clock went back: what came first is not due yet, and nothing overtakes it."""
    endpoint, _ = webhook(there.url)
    told(endpoint, at=NOON + A_DAY)
    told(endpoint, at=NOON)
    assert deliver_due(clock=clock(NOON)) == 0
    assert deliver_due(clock=clock(NOON + A_DAY)) == 2
    assert there.names() == [delivery.webhook_id for delivery in endpoint.deliveries.order_by("pk")]


def test_one_run_at_a_time(there: Receiver) -> None:
    endpoint, _ = webhook(there.url)
    told(endpoint)
    others: list[int] = []

    def run_too(handler: Any) -> None:
        others.append(deliver_due(clock=clock(NOON)))
        connection.close()
        handler.reply(204)

    there.say(run_too)
    assert deliver_due(clock=clock(NOON)) == 1
    assert others == [0]


def test_what_was_said_is_forgotten_and_that_it_was_is_not(there: Receiver) -> None:
    endpoint, _ = webhook(there.url)
    (delivery,) = told(endpoint)
    assert send(delivery) == "delivered"
    (waiting,) = told(endpoint)
    forget_deliveries(at=NOON + KEPT)
    delivery.refresh_from_db()
    assert (delivery.payload != "", delivery.tried.count()) == (True, 1)
    assert forget_deliveries(at=NOON + KEPT + timedelta(seconds=1)) >= 1
    delivery.refresh_from_db()
    assert (delivery.payload, delivery.state, delivery.tried.count()) == ("", "delivered", 0)
    waiting.refresh_from_db()
    assert waiting.payload
    # Read again from the beginning, as after a dump was restored elsewhere: nothing is told twice.
    rewind_cursor(reader=READER, at=NOON)
    queue_all()
    assert endpoint.deliveries.count() == 2
    assert WebhookAttempt.objects.filter(delivery__endpoint=endpoint).count() == 0


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("happens"), st.integers(0, 1)),
            st.tuples(st.just("fails"), st.integers(0, 1)),
            st.tuples(st.just("is run"), st.integers(1, 3)),
            st.tuples(st.just("is killed"), st.integers(0, 1)),
        ),
        min_size=6,
        max_size=14,
    )
)
def test_whatever_fails_each_campaign_is_told_everything_and_first_in_order(
    there: Receiver, steps: list[tuple[str, int]]
) -> None:
    """Failures, deaths and runs in any order: at the receiver each message is first heard in the order of the log."""
    there.heard.clear()
    endpoints = [webhook(f"{there.url}&{number}")[0] for number in range(2)]
    at, fails = NOON, 0
    for step, number in [*steps, ("is run", 1)]:
        if step == "happens":
            tell(endpoints[number].campaign, "campaign.paused")
            tell(endpoints[number].campaign, "campaign.resumed")
        elif step == "fails":
            there.say(500)
            fails += 1
        elif step == "is killed":
            queue_all(at=at)
            # As one who claims and dies before the message leaves.
            first = endpoints[number].deliveries.untried().first()
            if first and not endpoints[number].deliveries.filter(state="sending").exists():
                WebhookDelivery.objects.filter(pk=first.pk).update(state="sending", attempts=1, claimed_at=at)
        else:
            queue_all(at=at)
            at += number * timedelta(minutes=2)
            deliver_due(clock=clock(at))
    for _ in range(fails + 3):
        at += timedelta(hours=6)
        deliver_due(clock=clock(at))
    for number, endpoint in enumerate(endpoints):
        expected = list(endpoint.deliveries.order_by("event__txid", "event__pk"))
        assert [delivery.state for delivery in expected] == ["delivered"] * len(expected)
        heard = there.names(f"/hook?of=mine&{number}")
        begun = [one.webhook_id for one in expected if not one.tried.filter(number=1, outcome="lost").exists()]
        assert [name for name in dict.fromkeys(heard) if name in begun] == begun
        assert set(heard) == {delivery.webhook_id for delivery in expected}
        happened = Event.objects.filter(campaign=endpoint.campaign, kind__in=["campaign.paused", "campaign.resumed"])
        assert len(expected) == happened.count()
