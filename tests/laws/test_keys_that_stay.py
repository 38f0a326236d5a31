"""Keys of what others refer to are never written again: while a column of one is, PostgreSQL locks out every reference.

A commit that checks one would wait for the writer, who may be waiting for it. What is unique and changes, such as a
paid rank, is unique by condition, which makes it a key to nobody (`tests/faults/test_referring.py` looks at the acts).
"""

from __future__ import annotations

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

# Beside ids, which never change. Whoever adds one makes sure that no update names it, not even with the value it has.
WRITTEN_ONCE = {
    "campaigns_campaign": {"slug"},
    "campaigns_finding": {"participant_id", "client_id"},
    "campaigns_gold": {"finding_id"},
    "campaigns_notice": {"user_id", "kind", "campaign_id", "hour"},
    "campaigns_nudge": {"campaign_id"},
    "campaigns_objective": {"campaign_id"},
    "campaigns_participant": {"campaign_id"},
    "campaigns_referrallink": {"campaign_id", "code"},
    "campaigns_signal": {"campaign_id", "kind", "key"},
    "campaigns_webhookdelivery": {"endpoint_id", "event_id"},
    "rewards_batch": {"campaign_id"},
    # Changed by its person alone, in a transaction of theirs that has written nothing but their own addresses.
    "campaigns_user": {"email"},
}


def test_the_keys_that_others_refer_to_are_the_expected_ones() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT DISTINCT attrelid::regclass::text, attname
                 FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
                WHERE indisunique AND indpred IS NULL AND indexprs IS NULL
                  AND indrelid IN (SELECT confrelid FROM pg_constraint WHERE contype = 'f')
                  AND indrelid::regclass::text ~ '^(campaigns|rewards)_' AND attname NOT IN ('id', 'public_id')"""
        )
        found: dict[str, set[str]] = {}
        for table, column in cursor.fetchall():
            found.setdefault(table, set()).add(column)
    assert found == WRITTEN_ONCE
