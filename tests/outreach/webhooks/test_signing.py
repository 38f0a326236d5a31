"""Signatures, as the official libraries see them: in Python and in JavaScript, with one secret and with two."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError

from campaigns.outreach.webhooks.operations import forget_secrets, remove_webhook, reseal_webhooks, rotate_secret
from campaigns.outreach.webhooks.running import serve
from campaigns.outreach.webhooks.signing import SIGNATURE
from campaigns.sealing import SealBroken
from tests import cast
from tests.javascript.running import run_script
from tests.outreach.webhooks.receiver import Heard, Receiver
from tests.outreach.webhooks.stage import told, webhook

pytestmark = pytest.mark.usefixtures("from_here_on")


def by_python(secret: str, message: Heard) -> bool:
    try:
        Webhook(secret).verify(message.body, message.headers)
    except WebhookVerificationError:
        return False
    return True


def test_both_libraries_verify_what_is_sent_and_nothing_else(there: Receiver) -> None:
    """A secret, another in its place while both sign, and the time after: who can read what."""
    now = timezone.now()
    endpoint, first = webhook(there.url, at=now)
    organizer = cast.organizer_of(endpoint.campaign)
    told(endpoint, "campaign.changed", at=now)
    assert serve(endpoint_id=endpoint.pk) == (1, True)
    endpoint, second = rotate_secret(webhook=endpoint, organizer=organizer, at=timezone.now(), overlap_hours=24)
    told(endpoint, "campaign.paused", at=now)
    serve(endpoint_id=endpoint.pk)
    # A third: the first, which the second took the place of, is over at once.
    endpoint, third = rotate_secret(webhook=endpoint, organizer=organizer, at=timezone.now(), overlap_hours=1)
    told(endpoint, "campaign.resumed", at=now)
    serve(endpoint_id=endpoint.pk)
    endpoint, fourth = rotate_secret(webhook=endpoint, organizer=organizer, at=timezone.now(), overlap_hours=0)
    told(endpoint, "campaign.closed", at=now)
    serve(endpoint_id=endpoint.pk)

    secrets = [secret.reveal() for secret in (first, second, third, fourth)]
    good = [[0], [0, 1], [1, 2], [3]]
    assert [len(message.headers[SIGNATURE].split()) for message in there.heard] == [len(which) for which in good]
    expected = [which in readers for readers in good for which in range(4)]
    pairs = [(secret, message) for message in there.heard for secret in secrets]
    assert [by_python(secret, message) for secret, message in pairs] == expected

    forged = [
        Heard(there.heard[0].path, there.heard[0].headers, there.heard[0].body.replace("changed", "removed")),
        Heard(there.heard[0].path, there.heard[0].headers | {"webhook-id": "msg_other"}, there.heard[0].body),
        Heard(there.heard[0].path, there.heard[0].headers | {"webhook-timestamp": "1"}, there.heard[0].body),
    ]
    assert [by_python(secrets[0], message) for message in forged] == [False] * 3
    asked = [*pairs, *((secrets[0], message) for message in forged)]
    answers = run_script(
        "verify_webhooks.js",
        [{"secret": secret, "headers": message.headers, "body": message.body} for secret, message in asked],
    )
    assert ["type" in answer for answer in answers] == [*expected, False, False, False]
    types = ["campaign.changed", "campaign.paused", "campaign.resumed", "campaign.closed"]
    assert [answers[place]["type"] for place in (0, 4, 9, 15)] == types


def test_a_secret_that_was_replaced_signs_until_its_time_is_over(there: Receiver) -> None:
    now = timezone.now()
    endpoint, first = webhook(there.url, at=now)
    organizer = cast.organizer_of(endpoint.campaign)
    rotate_secret(webhook=endpoint, organizer=organizer, at=now - timedelta(hours=2), overlap_hours=2)
    told(endpoint, at=now)
    serve(endpoint_id=endpoint.pk)
    assert not by_python(first.reveal(), there.heard[0])
    endpoint.refresh_from_db()
    assert endpoint.sealed_before
    assert forget_secrets(at=now) == 1
    endpoint.refresh_from_db()
    assert (endpoint.sealed_before, endpoint.before_ends_at) == ("", None)


def test_secrets_are_kept_sealed_for_their_own_webhook_and_go_with_it(there: Receiver, settings: Any) -> None:
    endpoint, secret = webhook(there.url)
    other, _ = webhook(there.url)
    assert secret.reveal().startswith("whsec_")
    assert secret.reveal().removeprefix("whsec_") not in endpoint.sealed
    fresh = Fernet.generate_key().decode()
    old, settings.DESTINATION_KEYS = settings.DESTINATION_KEYS, [fresh, *settings.DESTINATION_KEYS]
    assert reseal_webhooks() == 2
    settings.DESTINATION_KEYS = [fresh]
    (delivery,) = told(endpoint, at=timezone.now())
    assert serve(endpoint_id=endpoint.pk) == (1, True)
    assert by_python(secret.reveal(), there.heard[0])
    # Moved to another row, or without its key, it signs nothing, and that is said.
    endpoint.refresh_from_db()
    other.sealed = endpoint.sealed
    other.save(update_fields=["sealed"])
    (delivery,) = told(other, at=timezone.now())
    assert serve(endpoint_id=other.pk) == (0, False)
    assert delivery.tried.get().error == "The secret of this webhook cannot be read. Rotate it."
    with pytest.raises(SealBroken, match="somebody else"):
        reseal_webhooks()
    settings.DESTINATION_KEYS = [*old, fresh]
    remove_webhook(webhook=endpoint, organizer=cast.organizer_of(endpoint.campaign), at=timezone.now())
    endpoint.refresh_from_db()
    assert (endpoint.sealed, endpoint.sealed_before) == ("", "")
