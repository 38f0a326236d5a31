"""The database keeps the laws of webhooks alone: each statement is refused by the law it breaks."""

from __future__ import annotations

from typing import Any

import pytest

from campaigns.outreach.webhooks.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from campaigns.outreach.webhooks.operations import make_webhook, remove_webhook
from tests import cast
from tests.laws.refusal import Refusal
from tests.laws.test_refusals import Stage, refused_by
from tests.laws.webhook_refusals import HARMLESS_WEBHOOKS, WEBHOOK_REFUSALS
from tests.outreach.webhooks.stage import tell

pytestmark = pytest.mark.django_db


def moved(delivery: WebhookDelivery, **changes: Any) -> WebhookDelivery:
    WebhookDelivery.objects.filter(pk=delivery.pk).update(**changes)
    return delivery


@pytest.fixture
def stage() -> Stage:
    """Give the ids that the statements name: webhooks with a message in each state, tried at most once."""
    campaign, other = cast.draft_campaign(), cast.draft_campaign()
    organizer, now = cast.organizer_of(campaign), cast.MOMENT

    def webhook() -> WebhookEndpoint:
        return make_webhook(campaign=campaign, organizer=organizer, url="https://hooks.example.org/", at=now)[0]

    def message(endpoint: WebhookEndpoint, state: str = "waiting") -> WebhookDelivery:
        made = WebhookDelivery.objects.create(
            endpoint=endpoint, event=tell(campaign), kind="campaign.changed", payload="{}", due_at=now, queued_at=now
        )
        if state == "skipped":
            return moved(made, state=state, ended_at=now)
        if state != "waiting":
            moved(made, state="sending", attempts=1, claimed_at=now)
        if state in ("delivered", "failed"):
            moved(made, state=state, ended_at=now)
        return made

    endpoint, waits, begins, removed = webhook(), webhook(), webhook(), webhook()
    ended = {state: message(endpoint, state) for state in ("delivered", "failed", "skipped")}
    forgotten = moved(message(endpoint, "failed"), payload="")
    sending = message(begins, "sending")
    beside = message(begins)
    waiting, later = message(waits), message(waits)
    attempt = WebhookAttempt.objects.create(
        delivery=ended["delivered"], number=1, at=now, outcome="delivered", url=endpoint.url, status=204
    )
    remove_webhook(webhook=removed, organizer=organizer, at=now)
    return {
        **{state: delivery.pk for state, delivery in ended.items()},
        "campaign": campaign.pk,
        "other": other.pk,
        "endpoint": endpoint.pk,
        "removed": removed.pk,
        "event": tell(campaign).pk,
        "told": ended["failed"].event_id,
        "waiting": waiting.pk,
        "later": later.pk,
        "sending": sending.pk,
        "beside": beside.pk,
        "forgotten": forgotten.pk,
        "attempt": attempt.pk,
        "campaigns_webhookendpoint": endpoint.pk,
    }


def test_each_is_refused_by_its_law(stage: Stage, subtests: pytest.Subtests) -> None:
    for refusal in WEBHOOK_REFUSALS:
        with subtests.test(refusal.what):
            assert refused_by(refusal, stage, role="origin") == refusal.law


def test_a_replication_session_is_refused_as_well(stage: Stage, subtests: pytest.Subtests) -> None:
    for refusal in WEBHOOK_REFUSALS:
        with subtests.test(refusal.what):
            assert refused_by(refusal, stage, role="replica") == refusal.law


def test_the_statements_are_otherwise_in_order(stage: Stage, subtests: pytest.Subtests) -> None:
    for statement in HARMLESS_WEBHOOKS:
        with subtests.test(statement):
            assert refused_by(Refusal("", "", statement), stage, role="origin") is None
