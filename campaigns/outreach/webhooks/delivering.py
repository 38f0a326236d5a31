"""Delivering: each message is claimed, sent once, and its answer written down; no transaction is open in between.

Whoever dies with a claim leaves a message that is sent again under the same name: at least once, never lost. Answers
with 2xx deliver it; 410 switches the endpoint off; anything else, redirects too, is tried again by `schedule`. An
endpoint that took nothing for five days is switched off.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from campaigns.errors import DomainError
from campaigns.outreach.webhooks.addresses import read_target
from campaigns.outreach.webhooks.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from campaigns.outreach.webhooks.operations import disable_webhook, secrets_of
from campaigns.outreach.webhooks.posting import Reply, post
from campaigns.outreach.webhooks.schedule import has_failed_too_long, next_try
from campaigns.outreach.webhooks.signing import shown, sign
from campaigns.sealing import SealBroken

logger = logging.getLogger(__name__)

# Whoever claimed a message this long ago is gone: no attempt takes as long.
LOST = timedelta(minutes=1)
MOST_ERROR = 200
# The laws by which the database says that another message of the endpoint goes first.
_OUT_OF_TURN = {"webhook_is_tried_in_order", "webhook_begins_one_message_at_a_time"}

# One statement, which commits by itself: compare and set, with all that is asked of the endpoint.
_CLAIM = """
UPDATE campaigns_webhookdelivery delivery
   SET state = 'sending', attempts = delivery.attempts + 1, claimed_at = %s
  FROM campaigns_webhookendpoint endpoint
 WHERE delivery.id = %s AND delivery.state = 'waiting' AND delivery.due_at <= %s
   AND endpoint.id = delivery.endpoint_id AND endpoint.removed_at IS NULL
   AND (endpoint.state = 'enabled' OR delivery.event_id IS NULL)
RETURNING delivery.*
"""

Clock = Callable[[], datetime]
S = WebhookDelivery.State
Outcome: TypeAlias = WebhookAttempt.Outcome


def deliver(*, delivery_id: int, clock: Clock = timezone.now) -> bool:
    """Try a message that is due, once; tells whether it has arrived. Not its turn, or another's claim: nothing."""
    if connection.in_atomic_block:
        raise RuntimeError("A message is sent outside of every transaction: its claim has to be there first.")
    claimed = _claim(delivery_id, at=clock())
    if claimed is None:
        return False
    began = clock()
    reply, headers = _send(claimed, at=began)
    return _record(claimed, reply, headers, began=began, at=clock()) == Outcome.DELIVERED


def requeue_lost(*, at: datetime) -> int:
    """Queue again what was claimed and whose sender is gone. It may have arrived; it keeps its name."""
    requeued = 0
    for pk in list(WebhookDelivery.objects.lost(at - LOST).values_list("pk", flat=True)):
        with transaction.atomic():
            delivery = _read(pk)
            # It waits as after any attempt: were it the message itself that stops its sender, it ends some day.
            follows = _what_follows(delivery, delivery.endpoint, Outcome.LOST, at=at)
            if not _change(delivery, S.SENDING, **follows):
                continue
            WebhookAttempt.objects.create(
                delivery=delivery,
                number=delivery.attempts,
                at=delivery.claimed_at or at,
                outcome=Outcome.LOST,
                url=delivery.endpoint.url,
                error="The sender was stopped before it heard an answer.",
            )
            requeued += 1
    return requeued


def _claim(delivery_id: int, *, at: datetime) -> WebhookDelivery | None:
    """Take a message that is due and whose turn it is; None where it is not ours."""
    try:
        return next(iter(WebhookDelivery.objects.raw(_CLAIM, [at, delivery_id, at])), None)
    except IntegrityError as refused:
        if refused.__cause__.diag.constraint_name in _OUT_OF_TURN:  # type: ignore[union-attr]  # psycopg2's own error
            return None
        raise


def _send(delivery: WebhookDelivery, *, at: datetime) -> tuple[Reply, dict[str, str]]:
    endpoint = delivery.endpoint
    try:
        target = read_target(endpoint.url, allowed=settings.WEBHOOK_PRIVATE_ADDRESSES)
        headers = sign(delivery.payload, message=delivery.public_id, at=at, signed_by=secrets_of(endpoint, at=at))
    except DomainError as refused:
        # It was good when it was given; since then the operator has said otherwise.
        return Reply(error=refused.message), {}
    except SealBroken:
        logger.exception("The secret of webhook %s cannot be opened", endpoint.public_id)
        return Reply(error="The secret of this webhook cannot be read. Rotate it."), {}
    return post(target, headers=headers, body=delivery.payload.encode()), shown(headers)


def _record(
    delivery: WebhookDelivery, reply: Reply, headers: dict[str, str], *, began: datetime, at: datetime
) -> Outcome:
    """Write down what came of an attempt that we claimed, and what follows from it."""
    outcome = _outcome(reply)
    with transaction.atomic():
        counts = not delivery.is_test and (outcome != Outcome.DELIVERED or delivery.endpoint.failing_since is not None)
        # Locked before the delivery, as everywhere; where nothing about the endpoint changes it is left alone.
        endpoint = _lock(delivery.endpoint) if counts else delivery.endpoint
        follows = _what_follows(delivery, endpoint, outcome, at=at)
        if not _change(delivery, S.SENDING, **follows):
            # Given up for lost meanwhile, and sent again by somebody else.
            return outcome
        WebhookAttempt.objects.create(
            delivery=delivery,
            number=delivery.attempts,
            at=began,
            outcome=outcome,
            url=endpoint.url,
            request_headers=headers,
            status=reply.status,
            error=reply.error[:MOST_ERROR],
            response_headers=reply.headers,
            response_body=reply.body,
            milliseconds=reply.milliseconds,
        )
        if counts:
            _judge_endpoint(endpoint, outcome, at=at)
    return outcome


def _outcome(reply: Reply) -> Outcome:
    match reply.status:
        case None:
            return Outcome.NO_ANSWER
        case 410:
            return Outcome.GONE
        case status if 200 <= status < 300:
            return Outcome.DELIVERED
        case status if 300 <= status < 400:
            return Outcome.REDIRECTED
        case _:
            return Outcome.REFUSED


def _what_follows(delivery: WebhookDelivery, endpoint: WebhookEndpoint, outcome: Outcome, *, at: datetime) -> Any:
    """Say what becomes of the message: delivered, given up, or tried again later."""
    if outcome == Outcome.DELIVERED:
        return {"state": S.DELIVERED, "ended_at": at}
    again = next_try(message=delivery.public_id, tries=delivery.tries, attempts=delivery.attempts, at=at)
    if delivery.is_test or outcome == Outcome.GONE or again is None:
        return {"state": S.FAILED, "ended_at": at}
    if not endpoint.is_open:
        return {"state": S.SKIPPED, "ended_at": at}
    return {"state": S.WAITING, "due_at": again}


def _judge_endpoint(endpoint: WebhookEndpoint, outcome: Outcome, *, at: datetime) -> None:
    """Keep since when a locked endpoint has failed, and switch it off once it is gone or has failed for too long."""
    if outcome == Outcome.DELIVERED:
        _set_failing(endpoint, None)
        return
    if endpoint.failing_since is None:
        _set_failing(endpoint, at)
    if not endpoint.is_open:
        return
    if outcome == Outcome.GONE:
        disable_webhook(webhook=endpoint, reason=WebhookEndpoint.Reason.GONE, at=at)
    elif has_failed_too_long(since=endpoint.failing_since or at, at=at):
        disable_webhook(webhook=endpoint, reason=WebhookEndpoint.Reason.FAILING, at=at)


def _set_failing(endpoint: WebhookEndpoint, since: datetime | None) -> None:
    if endpoint.removed_at is None and endpoint.failing_since != since:
        endpoint.failing_since = since
        endpoint.save(update_fields=["failing_since"])


def _lock(endpoint: WebhookEndpoint) -> WebhookEndpoint:
    """Keep the endpoint as it is until the transaction ends, also one that was removed meanwhile."""
    locked = WebhookEndpoint.objects.select_for_update(no_key=True, of=("self",)).select_related("campaign")
    return locked.get(pk=endpoint.pk)


def _change(delivery: WebhookDelivery, source: str, **changes: Any) -> bool:
    """Compare and set: of two who try, the second finds nothing; each claim has its number among the attempts."""
    same = WebhookDelivery.objects.filter(pk=delivery.pk, state=source, attempts=delivery.attempts)
    return bool(same.update(**changes))


def _read(delivery_id: int) -> WebhookDelivery:
    return WebhookDelivery.objects.select_related("endpoint").get(pk=delivery_id)
