"""The bare limit of settling: the same chain walk and the same rows by one SQL statement, into tables without laws.

The tables are ordinary ones in a schema of their own, with the columns and defaults of ours (NOT NULL comes along,
as does the sequence of the ids), and without keys, checks, indexes or triggers. The walk itself reads our
participants by their primary key, as it must.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from campaigns.planning.models import Objective
from rewards.contracts.models import Contract

TABLES = {
    "account": "rewards_account",
    "settlement": "rewards_settlement",
    "transfer": "rewards_transfer",
    "event": "campaigns_event",
    "verdict": "campaigns_verdict",
}


def make_bare_tables() -> None:
    """Make the tables, empty; those of an earlier round go."""
    with connection.cursor() as cursor:
        cursor.execute("SET client_min_messages = warning; DROP SCHEMA IF EXISTS bare CASCADE; CREATE SCHEMA bare")
        for bare, ours in TABLES.items():
            cursor.execute(f"CREATE TABLE bare.{bare} (LIKE {ours} INCLUDING DEFAULTS INCLUDING IDENTITY)")


def settle_bare(*, objective: Objective, finding_ids: Sequence[int], at: datetime) -> None:
    """Settle these findings of one objective under its ½ rule, in one transaction."""
    contract = Contract.objects.latest_of([objective.pk]).get()
    amounts = [objective.prize_minor >> place for place in range(1, objective.prize_minor.bit_length())]
    said: dict[str, Any] = {
        "campaign": objective.campaign_id,
        "contract": contract.pk,
        "terms": json.dumps(contract.terms),
        "findings": list(finding_ids),
        "prize": objective.prize_minor,
        "amounts": amounts,
        "at": at,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_SETTLE, said)


def verify_and_settle_bare(*, objective: Objective, finding_id: int, at: datetime) -> None:
    """Write what verifying and settling one finding writes, in one transaction."""
    said: dict[str, Any] = {"campaign": objective.campaign_id, "finding": finding_id, "at": at}
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_VERIFY, said)
        settle_bare(objective=objective, finding_ids=[finding_id], at=at)


_VERIFY = """
WITH verdicts AS (
    INSERT INTO bare.verdict (finding_id, kind, at, reason, note) VALUES (%(finding)s, 'verified', %(at)s, '', '')
)
INSERT INTO bare.event (kind, at, campaign_id, finding_id, data)
VALUES ('finding.verified', %(at)s, %(campaign)s, %(finding)s, '{}')
"""


_SETTLE = """
WITH RECURSIVE due AS MATERIALIZED (
    SELECT id AS finding_id, participant_id, nextval('bare.settlement_id_seq') AS settlement_id
      FROM campaigns_finding WHERE id = ANY(%(findings)s)
), chain AS (
    SELECT due.settlement_id, due.finding_id, finder.id AS member, finder.invited_by_id, 0 AS distance
      FROM due JOIN campaigns_participant finder ON finder.id = due.participant_id
    UNION ALL
    SELECT chain.settlement_id, chain.finding_id, above.id, above.invited_by_id, chain.distance + 1
      FROM chain CROSS JOIN LATERAL (
           -- Kept apart, so that it is looked up by its key and not joined to everybody there is.
           SELECT id, invited_by_id FROM campaigns_participant WHERE id = chain.invited_by_id OFFSET 0) above
), share AS MATERIALIZED (
    SELECT settlement_id, finding_id, member, distance,
           COALESCE((%(amounts)s::bigint[])[distance + 1], 0) AS amount_minor
      FROM chain
), split AS MATERIALIZED (
    SELECT settlement_id, finding_id, %(prize)s - SUM(amount_minor)::bigint AS remainder_minor,
           MAX(member) FILTER (WHERE distance = 0) AS finder,
           json_build_object(
               'mechanism', 'recursive', 'version', 1, 'terms', %(terms)s::jsonb,
               'prize_minor', %(prize)s, 'chain', json_agg(member ORDER BY distance), 'max_depth_paid', NULL,
               'remainder_to', 'charity', 'shares_minor', json_agg(amount_minor ORDER BY distance),
               'remainder_minor', %(prize)s - SUM(amount_minor)) AS explanation
      FROM share GROUP BY settlement_id, finding_id
), earner AS MATERIALIZED (
    SELECT member, nextval('bare.account_id_seq') AS account_id,
           SUM(amount_minor)::bigint AS earned_minor
      FROM share WHERE amount_minor > 0 GROUP BY member
), own AS MATERIALIZED (
    SELECT nextval('bare.account_id_seq') AS escrow_id,
           nextval('bare.account_id_seq') AS charity_id,
           SUM(%(prize)s)::bigint AS spent_minor, SUM(remainder_minor)::bigint AS given_minor
      FROM split
), accounts AS (
    INSERT INTO bare.account (id, campaign_id, participant_id, kind, debits_minor, credits_minor)
    SELECT account_id, %(campaign)s, member, 'held', 0, earned_minor FROM earner
    UNION ALL SELECT escrow_id, %(campaign)s, NULL, 'escrow', spent_minor, 0 FROM own
    UNION ALL SELECT charity_id, %(campaign)s, NULL, 'charity', 0, given_minor FROM own
), settlements AS (
    INSERT INTO bare.settlement
           (id, campaign_id, finding_id, contract_id, prize_minor, remainder_minor, explanation, settled_at)
    SELECT settlement_id, %(campaign)s, finding_id, %(contract)s, %(prize)s, remainder_minor, explanation, %(at)s
      FROM split
), transfers AS (
    INSERT INTO bare.transfer (campaign_id, debit_id, credit_id, amount_minor, reason, settlement_id)
    SELECT %(campaign)s, own.escrow_id, earner.account_id, share.amount_minor, 'share', share.settlement_id
      FROM share JOIN earner USING (member) CROSS JOIN own WHERE share.amount_minor > 0
    UNION ALL
    SELECT %(campaign)s, own.escrow_id, own.charity_id, split.remainder_minor, 'remainder', split.settlement_id
      FROM split CROSS JOIN own WHERE split.remainder_minor > 0
)
INSERT INTO bare.event (kind, at, campaign_id, participant_id, finding_id, data)
SELECT 'reward.earned', %(at)s, %(campaign)s, member, finding_id,
       json_build_object('amount_minor', amount_minor, 'distance', distance)
  FROM share WHERE amount_minor > 0
UNION ALL
SELECT 'finding.settled', %(at)s, %(campaign)s, finder, finding_id,
       json_build_object('prize_minor', %(prize)s, 'remainder_minor', remainder_minor)
  FROM split
"""
