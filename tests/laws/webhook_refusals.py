"""What nobody may do to webhooks, to their messages, and to what was written down of each attempt."""

# ruff: noqa: S608 - the statements are put together from the words of this file alone.

from __future__ import annotations

from tests.laws.refusal import Refusal, changed, copied_over

_MAKE = """INSERT INTO campaigns_webhookendpoint
    (campaign_id, url, description, events, state, disabled_reason, disabled_at, sealed, sealed_before, before_ends_at,
     created_at, removed_at)
    VALUES (%(campaign)s, 'https://hooks.example.org/', '', '{}', 'enabled', '', NULL, 'sealed', 'before', now(),
     now(), NULL)"""
_DISABLE = """UPDATE campaigns_webhookendpoint
    SET state = 'disabled', disabled_reason = 'gone', disabled_at = now() WHERE id = %(endpoint)s"""
_REMOVE = """UPDATE campaigns_webhookendpoint SET state = 'disabled', disabled_reason = 'gone', disabled_at = now(),
    sealed = '', sealed_before = '', before_ends_at = NULL, removed_at = now() WHERE id = %(endpoint)s"""
_QUEUE = """INSERT INTO campaigns_webhookdelivery
    (endpoint_id, event_id, kind, payload, state, attempts, attempts_before, due_at, queued_at, claimed_at, ended_at)
    VALUES (%(endpoint)s, %(event)s, 'campaign.paused', '{}', 'waiting', 0, 0, now(), now(), NULL, NULL)"""
_TEST = changed(_QUEUE, ("%(event)s, 'campaign.paused'", "NULL, 'webhook.test'"))
_TRY = """INSERT INTO campaigns_webhookattempt
    (delivery_id, number, at, outcome, url, request_headers, status, error, response_headers, response_body,
     milliseconds)
    VALUES (%(delivered)s, 2, now(), 'refused', 'https://hooks.example.org/', '{}', 500, '', '{}', '', 7)"""


def _move(state: str, change: str) -> str:
    return f"UPDATE campaigns_webhookdelivery SET {change} WHERE id = %({state})s"


_ENDS = {
    "waiting": "state = 'waiting', ended_at = NULL",
    "sending": "state = 'sending', attempts = attempts + 1, claimed_at = now(), ended_at = NULL",
    "delivered": "state = 'delivered', claimed_at = now(), ended_at = now()",
    "failed": "state = 'failed', claimed_at = now(), ended_at = now()",
    "skipped": "state = 'skipped', ended_at = now()",
}
_LEGAL = {
    ("waiting", "waiting"), ("waiting", "sending"), ("waiting", "skipped"),
    ("sending", "waiting"), ("sending", "delivered"), ("sending", "failed"), ("sending", "skipped"),
    ("delivered", "delivered"), ("delivered", "waiting"),
    ("failed", "failed"), ("failed", "waiting"),
    ("skipped", "skipped"), ("skipped", "waiting"),
}  # fmt: skip

# Each goes through as it stands.
HARMLESS_WEBHOOKS = (
    *(_MAKE, _DISABLE, _REMOVE, _QUEUE, _TEST, _TRY),
    *(_move(before, _ENDS[after]) for before, after in sorted(_LEGAL)),
    *(_move(state, "payload = ''") for state in ("delivered", "failed", "skipped")),
    "DELETE FROM campaigns_webhookattempt WHERE id = %(attempt)s",
)

ENDPOINTS = (
    Refusal("a webhook to a file", "webhook_leads_somewhere", changed(_MAKE, ("https://hooks", "file://hooks"))),
    Refusal("a webhook to two lines", "webhook_leads_somewhere", changed(_MAKE, ("org/'", "org/' || chr(10) || 'x'"))),
    Refusal("a webhook half on", "disabled_webhook_says_why", changed(_DISABLE, ("'disabled'", "'half'"))),
    Refusal("a webhook off for no reason", "disabled_webhook_says_why", changed(_DISABLE, ("'gone'", "''"))),
    Refusal("a webhook off at no time", "disabled_webhook_says_why", changed(_DISABLE, ("now()", "NULL"))),
    Refusal("a webhook on with a reason", "disabled_webhook_says_why", changed(_DISABLE, ("'disabled'", "'enabled'"))),
    Refusal(
        "a webhook without a secret", "webhook_has_a_secret_until_it_is_removed", changed(_MAKE, ("'sealed'", "''"))
    ),
    Refusal(
        "a removed webhook that keeps its secret",
        "webhook_has_a_secret_until_it_is_removed",
        changed(_REMOVE, ("sealed = '', ", "")),
    ),
    Refusal("a secret before that never ends", "secret_before_ends_some_day", changed(_MAKE, ("'before', now()", "'before', NULL"))),  # noqa: E501
    Refusal("the end of no secret", "secret_before_ends_some_day", changed(_MAKE, ("'before'", "''"))),
    *(
        Refusal(
            f"{name} of a webhook changed",
            "webhook_keeps_its_campaign",
            f"UPDATE campaigns_webhookendpoint SET {name} = {value} WHERE id = %(endpoint)s",
        )
        for name, value in (
            ("campaign_id", "%(other)s"),
            ("public_id", "gen_random_uuid()"),
            ("created_at", "now()"),
            ("since_txid", "0"),
        )
    ),
    Refusal("a webhook moved by ON CONFLICT", "webhook_keeps_its_campaign", copied_over("campaigns_webhookendpoint", "since_txid = 0")),  # noqa: E501
    Refusal(
        "a removed webhook back again",
        "removed_webhook_stays_removed",
        "UPDATE campaigns_webhookendpoint SET removed_at = NULL, sealed = 'x' WHERE id = %(removed)s",
    ),
    Refusal(
        "a webhook deleted",
        "webhookendpoint_is_never_deleted",
        "DELETE FROM campaigns_webhookendpoint WHERE id = %(endpoint)s",
    ),
    Refusal("webhooks emptied", "webhookendpoint_is_never_truncated", "TRUNCATE campaigns_webhookendpoint CASCADE"),
)  # fmt: skip

DELIVERIES = (
    *(
        Refusal(f"a message that begins {what}", "webhook_delivery_begins_untried", changed(_QUEUE, change))
        for what, change in (
            ("delivered", ("'waiting'", "'delivered'")),
            ("in no state", ("'waiting'", "'lost'")),
            ("after an attempt", ("'waiting', 0, 0", "'waiting', 1, 0")),
            ("after a round", ("'waiting', 0, 0", "'waiting', 0, 1")),
            ("with nothing to say", ("'{}'", "''")),
        )
    ),
    Refusal("an event told twice", "webhook_tells_of_an_event_once", changed(_QUEUE, ("%(event)s", "%(told)s"))),
    Refusal(
        "a test that tells of something",
        "webhook_delivery_is_of_an_event_or_a_test",
        changed(_TEST, ("'webhook.test'", "'campaign.paused'")),
    ),
    Refusal(
        "a message of 20 kB", "webhook_payload_is_below_20_kb", changed(_QUEUE, ("'{}'", "repeat('ü', 10000)"))
    ),
    Refusal("a message that ended and goes on", "webhook_delivery_says_when_it_ended", _move("waiting", "ended_at = now()")),  # noqa: E501
    Refusal("a message that ended at no time", "webhook_delivery_says_when_it_ended", _move("waiting", "state = 'skipped'")),  # noqa: E501
    Refusal(
        "a message nobody claimed",
        "webhook_delivery_is_claimed_before_it_is_sent",
        _move("waiting", "state = 'sending', attempts = attempts + 1"),
    ),
    *(
        Refusal(
            f"{name} of a message changed", "webhook_delivery_keeps_what_it_says", _move("waiting", f"{name} = {value}")
        )
        for name, value in (
            ("kind", "'campaign.closed'"),
            ("event_id", "%(event)s"),
            ("endpoint_id", "%(removed)s"),
            ("public_id", "gen_random_uuid()"),
            ("queued_at", "now()"),
            ("payload", "'[]'"),
            ("payload", "''"),
        )
    ),
    Refusal("other words of a message that ended", "webhook_delivery_keeps_what_it_says", _move("failed", "payload = '[]'")),  # noqa: E501
    *(
        Refusal(
            f"a message that is {before} becomes {after}",
            "webhook_delivery_goes_by_known_steps",
            _move(before, _ENDS[after]),
        )
        for before in _ENDS
        for after in _ENDS
        if (before, after) not in _LEGAL
    ),
    Refusal("a claim that does not count", "webhook_delivery_goes_by_known_steps", _move("waiting", "state = 'sending', claimed_at = now()")),  # noqa: E501
    Refusal("an attempt unmade", "webhook_delivery_goes_by_known_steps", _move("sending", "attempts = 0")),
    Refusal(
        "a message that was forgotten sent again",
        "webhook_delivery_goes_by_known_steps",
        _move("forgotten", _ENDS["waiting"]),
    ),
    Refusal("a first attempt before another's", "webhook_is_tried_in_order", _move("later", _ENDS["sending"])),
    Refusal("two first attempts at once", "webhook_begins_one_message_at_a_time", _move("waiting", _ENDS["sending"]).replace("%(waiting)s", "%(beside)s")),  # noqa: E501
    Refusal(
        "a message deleted",
        "webhookdelivery_is_never_deleted",
        "DELETE FROM campaigns_webhookdelivery WHERE id = %(waiting)s",
    ),
    Refusal("messages emptied", "webhookdelivery_is_never_truncated", "TRUNCATE campaigns_webhookdelivery CASCADE"),
)  # fmt: skip

ATTEMPTS = (
    Refusal("an attempt told twice", "webhook_attempt_is_told_once", changed(_TRY, ("%(delivered)s, 2", "%(delivered)s, 1"))),  # noqa: E501
    Refusal("an attempt that came to something else", "webhook_attempt_says_what_came_of_it", changed(_TRY, ("'refused'", "'fine'"))),  # noqa: E501
    Refusal("an answer of no status", "webhook_attempt_says_what_came_of_it", changed(_TRY, ("500", "NULL"))),
    Refusal("an error with a status", "webhook_attempt_says_what_came_of_it", changed(_TRY, ("500, ''", "500, 'x'"))),
    Refusal(
        "no answer for no reason",
        "webhook_attempt_says_what_came_of_it",
        changed(_TRY, ("'refused'", "'no_answer'"), ("500", "NULL")),
    ),
    Refusal(
        "an attempt rewritten",
        "webhookattempt_is_never_rewritten",
        "UPDATE campaigns_webhookattempt SET status = 200 WHERE id = %(attempt)s",
    ),
    Refusal("attempts emptied", "webhookattempt_is_never_truncated", "TRUNCATE campaigns_webhookattempt CASCADE"),
)  # fmt: skip

WEBHOOK_REFUSALS = (*ENDPOINTS, *DELIVERIES, *ATTEMPTS)
