"""The audit's questions to the database, one statement each, fit for millions of rows.

All take `campaign` (NULL for all). Those that look for differences give (campaign's slug, what, expected, found).
"""

from __future__ import annotations

from rewards.ledger.routes import ROUTES, say_route

COUNTS = """
SELECT (SELECT COUNT(*) FROM campaigns_campaign row WHERE %(campaign)s IS NULL OR row.id = %(campaign)s),
       (SELECT COUNT(*) FROM rewards_account row WHERE %(campaign)s IS NULL OR row.campaign_id = %(campaign)s),
       (SELECT COUNT(*) FROM rewards_transfer row WHERE %(campaign)s IS NULL OR row.campaign_id = %(campaign)s),
       (SELECT COUNT(*) FROM rewards_settlement row WHERE %(campaign)s IS NULL OR row.campaign_id = %(campaign)s),
       (SELECT COUNT(*) FROM campaigns_finding finding
         WHERE (%(campaign)s IS NULL OR finding.campaign_id = %(campaign)s)
           AND finding.paid_rank IS NOT NULL AND finding.state = 'verified' AND finding.decided_at > %(due_since)s
           AND NOT EXISTS (SELECT FROM rewards_settlement settlement WHERE settlement.finding_id = finding.id))
"""

# Every account's totals are the sums of its transfers; a transfer without its account is found as well.
TOTALS = """
WITH moved AS (
    SELECT id, SUM(debit) AS debits, SUM(credit) AS credits
      FROM (SELECT debit_id AS id, amount_minor AS debit, 0 AS credit
              FROM rewards_transfer WHERE %(campaign)s IS NULL OR campaign_id = %(campaign)s
            UNION ALL
            SELECT credit_id, 0, amount_minor
              FROM rewards_transfer WHERE %(campaign)s IS NULL OR campaign_id = %(campaign)s) sides
     GROUP BY id),
account AS (SELECT * FROM rewards_account WHERE %(campaign)s IS NULL OR campaign_id = %(campaign)s)
SELECT campaign.slug,
       'account ' || COALESCE(account.id, moved.id) || COALESCE(' (' || account.kind || ')', ', not in its campaign')
           || ', debits and credits',
       COALESCE(moved.debits, 0) || ' and ' || COALESCE(moved.credits, 0),
       COALESCE(account.debits_minor, 0) || ' and ' || COALESCE(account.credits_minor, 0)
  FROM account
  FULL JOIN moved ON moved.id = account.id
  LEFT JOIN campaigns_campaign campaign ON campaign.id = account.campaign_id
 WHERE COALESCE(moved.debits, 0) <> COALESCE(account.debits_minor, 0)
    OR COALESCE(moved.credits, 0) <> COALESCE(account.credits_minor, 0)
 ORDER BY 1, COALESCE(account.id, moved.id)
"""

FLOORS = """
SELECT campaign.slug, 'account ' || account.id || ' (' || account.kind || '), balance', 'at least 0',
       CASE account.kind WHEN 'owed_by' THEN account.debits_minor - account.credits_minor
                         ELSE account.credits_minor - account.debits_minor END
  FROM rewards_account account
  JOIN campaigns_campaign campaign ON campaign.id = account.campaign_id
 WHERE (%(campaign)s IS NULL OR account.campaign_id = %(campaign)s)
   AND CASE account.kind WHEN 'world' THEN FALSE
                         WHEN 'owed_by' THEN account.debits_minor < account.credits_minor
                         ELSE account.credits_minor < account.debits_minor END
 ORDER BY 1, account.id
"""

_ROUTES = ", ".join(
    f"('{reason}', '{say_route(reason)}', '{{{','.join(takes)}}}'::text[], '{{{','.join(gives)}}}'::text[])"
    for reason, (takes, gives) in ROUTES.items()
)
# Each reason has one way that money takes, all within one campaign; what is one person's stays that person's.
TRANSFERS = f"""
SELECT campaign.slug, 'transfer ' || transfer.id || ' of ' || transfer.amount_minor || ' (' || transfer.reason || ')',
       COALESCE(route.said, 'a known reason') || ', within its campaign',
       COALESCE(debit.kind, 'nowhere') || ' to ' || COALESCE(credit.kind, 'nowhere') || ', campaigns '
           || CONCAT_WS(', ', transfer.campaign_id, debit.campaign_id, credit.campaign_id, settlement.campaign_id)
  FROM rewards_transfer transfer
  LEFT JOIN (VALUES {_ROUTES}) route (reason, said, takes, gives) ON route.reason = transfer.reason
  LEFT JOIN campaigns_campaign campaign ON campaign.id = transfer.campaign_id
  LEFT JOIN rewards_account debit ON debit.id = transfer.debit_id
  LEFT JOIN rewards_account credit ON credit.id = transfer.credit_id
  LEFT JOIN rewards_settlement settlement ON settlement.id = transfer.settlement_id
 WHERE (%(campaign)s IS NULL OR transfer.campaign_id = %(campaign)s)
   AND (   transfer.amount_minor <= 0
        OR debit.campaign_id IS DISTINCT FROM transfer.campaign_id
        OR credit.campaign_id IS DISTINCT FROM transfer.campaign_id
        OR settlement.campaign_id <> transfer.campaign_id
        OR (transfer.reason IN ('share', 'remainder') AND settlement.id IS NULL)
        OR (transfer.reason NOT IN ('debt', 'debt_repaid') AND debit.participant_id <> credit.participant_id)
        OR route.reason IS NULL
        OR NOT debit.kind = ANY(route.takes) OR NOT credit.kind = ANY(route.gives))
 ORDER BY transfer.id
"""  # noqa: S608 - our own words

# What stands in payout is what open payouts are for, and every payout has taken the steps of its state, no others.
PAYOUTS = """
SELECT campaign.slug, 'participant ' || participant.id || ', in payout', COALESCE(open.minor, 0)::text,
       COALESCE(account.credits_minor - account.debits_minor, 0)::text
  FROM campaigns_participant participant
  JOIN campaigns_campaign campaign ON campaign.id = participant.campaign_id
  LEFT JOIN rewards_account account ON account.participant_id = participant.id AND account.kind = 'in_payout'
  LEFT JOIN (
       SELECT payout.participant_id, SUM(payout.amount_minor) AS minor
         FROM rewards_payout payout JOIN rewards_batch batch ON batch.id = payout.batch_id
        WHERE payout.state IN ('queued', 'unknown', 'sent') AND batch.approved_at IS NOT NULL
        GROUP BY payout.participant_id) open ON open.participant_id = participant.id
 WHERE (%(campaign)s IS NULL OR participant.campaign_id = %(campaign)s)
   AND (account.id IS NOT NULL OR open.participant_id IS NOT NULL)
   AND COALESCE(open.minor, 0) <> COALESCE(account.credits_minor - account.debits_minor, 0)
UNION ALL
SELECT campaign.slug, 'payout ' || payout.id || ' of ' || payout.amount_minor || ', ' || payout.state,
       CASE WHEN batch.approved_at IS NULL THEN 'no step'
            ELSE 'started' || CASE WHEN payout.settled_at IS NULL THEN '' ELSE ', paid' END
                 || CASE payout.state WHEN 'failed' THEN ', failed' WHEN 'returned' THEN ', returned' ELSE '' END END
           || ', each of its amount',
       COALESCE(taken.steps, 'no step')
           || CASE WHEN taken.differ THEN ', of another amount' ELSE ', each of its amount' END
  FROM rewards_payout payout
  JOIN rewards_batch batch ON batch.id = payout.batch_id
  JOIN campaigns_campaign campaign ON campaign.id = payout.campaign_id
 CROSS JOIN LATERAL (
       SELECT string_agg(replace(transfer.reason, 'payout_', ''), ', ' ORDER BY transfer.id) AS steps,
              COALESCE(bool_or(transfer.amount_minor <> payout.amount_minor), FALSE) AS differ
         FROM rewards_transfer transfer
        WHERE transfer.payout_id = payout.id AND transfer.reason LIKE 'payout%%') taken
 WHERE (%(campaign)s IS NULL OR payout.campaign_id = %(campaign)s)
   AND (taken.differ OR COALESCE(taken.steps, 'no step') <> CASE
        WHEN batch.approved_at IS NULL THEN 'no step'
        ELSE 'started' || CASE WHEN payout.settled_at IS NULL THEN '' ELSE ', paid' END
             || CASE payout.state WHEN 'failed' THEN ', failed' WHEN 'returned' THEN ', returned' ELSE '' END END)
 ORDER BY 1, 2
"""

# What came in has its transfer once it was received, and what went back has its own.
SOURCES = """
SELECT campaign.slug,
       'funding ' || funding.id || CASE WHEN funding.received_at IS NULL THEN ', not received' ELSE ', received' END,
       CASE WHEN funding.received_at IS NULL THEN 0 ELSE funding.amount_minor END,
       COALESCE(SUM(transfer.amount_minor), 0)
  FROM rewards_funding funding
  JOIN campaigns_campaign campaign ON campaign.id = funding.campaign_id
  LEFT JOIN rewards_transfer transfer
    ON transfer.funding_id = funding.id AND transfer.reason = 'funding' AND transfer.campaign_id = funding.campaign_id
 WHERE %(campaign)s IS NULL OR funding.campaign_id = %(campaign)s
 GROUP BY campaign.slug, funding.id
HAVING COALESCE(SUM(transfer.amount_minor), 0)
       <> CASE WHEN funding.received_at IS NULL THEN 0 ELSE funding.amount_minor END
UNION ALL
SELECT campaign.slug, 'refund ' || refund.id, refund.amount_minor, COALESCE(SUM(transfer.amount_minor), 0)
  FROM rewards_refund refund
  JOIN campaigns_campaign campaign ON campaign.id = refund.campaign_id
  LEFT JOIN rewards_transfer transfer
    ON transfer.refund_id = refund.id AND transfer.reason = 'refund' AND transfer.campaign_id = refund.campaign_id
 WHERE %(campaign)s IS NULL OR refund.campaign_id = %(campaign)s
 GROUP BY campaign.slug, refund.id
HAVING COALESCE(SUM(transfer.amount_minor), 0) <> refund.amount_minor
 ORDER BY 1, 2
"""

# A launched campaign's objectives promise what the last version of their contract pays.
PROMISES = """
SELECT campaign.slug, 'prize of objective ' || objective.id, COALESCE(last.prize_minor::text, 'a contract'),
       objective.prize_minor
  FROM campaigns_objective objective
  JOIN campaigns_campaign campaign ON campaign.id = objective.campaign_id
  LEFT JOIN LATERAL (
       SELECT contract.prize_minor FROM rewards_contract contract
        WHERE contract.objective_id = objective.id ORDER BY contract.version DESC LIMIT 1) last ON TRUE
 WHERE (%(campaign)s IS NULL OR objective.campaign_id = %(campaign)s)
   AND campaign.state <> 'draft' AND last.prize_minor IS DISTINCT FROM objective.prize_minor
 ORDER BY 1, objective.id
"""

RANKS = """
SELECT campaign.slug, 'paid ranks of objective ' || objective.id,
       '1 to at most ' || objective.quota || ', each once',
       string_agg(finding.paid_rank::text, ', ' ORDER BY finding.paid_rank)
  FROM campaigns_objective objective
  JOIN campaigns_campaign campaign ON campaign.id = objective.campaign_id
  JOIN campaigns_finding finding ON finding.objective_id = objective.id AND finding.paid_rank IS NOT NULL
 WHERE %(campaign)s IS NULL OR objective.campaign_id = %(campaign)s
 GROUP BY campaign.slug, objective.id
HAVING MAX(finding.paid_rank) > objective.quota OR MIN(finding.paid_rank) < 1
    OR MAX(finding.paid_rank) <> COUNT(*) OR COUNT(DISTINCT finding.paid_rank) <> COUNT(*)
 ORDER BY 1, objective.id
"""

OVERDUE = """
SELECT campaign.slug, 'finding ' || finding.id || ', paid rank ' || finding.paid_rank, 'a settlement',
       'none since ' || COALESCE(finding.decided_at::text, 'ever')
  FROM campaigns_finding finding
  JOIN campaigns_campaign campaign ON campaign.id = finding.campaign_id
 WHERE (%(campaign)s IS NULL OR finding.campaign_id = %(campaign)s)
   AND finding.paid_rank IS NOT NULL AND finding.state = 'verified'
   AND (finding.decided_at IS NULL OR finding.decided_at <= %(due_since)s)
   AND NOT EXISTS (SELECT FROM rewards_settlement settlement WHERE settlement.finding_id = finding.id)
 ORDER BY 1, finding.id
"""

# The queue of findings to be paid is neither longer nor shorter than they are.
DUE = """
SELECT campaign.slug, 'finding ' || COALESCE(finding.id, due.finding_id) || ', in the queue of those to be paid',
       CASE WHEN finding.id IS NULL THEN 'not there' ELSE 'there' END,
       CASE WHEN due.finding_id IS NULL THEN 'not there' ELSE 'there' END
  FROM (SELECT id, campaign_id FROM campaigns_finding finding
         WHERE finding.paid_rank IS NOT NULL AND finding.state = 'verified'
           AND NOT EXISTS (SELECT FROM rewards_settlement settlement WHERE settlement.finding_id = finding.id)) finding
  FULL JOIN rewards_duefinding due ON due.finding_id = finding.id AND due.campaign_id = finding.campaign_id
  LEFT JOIN campaigns_campaign campaign ON campaign.id = COALESCE(finding.campaign_id, due.campaign_id)
 WHERE (%(campaign)s IS NULL OR campaign.id = %(campaign)s) AND (finding.id IS NULL OR due.finding_id IS NULL)
 ORDER BY 1, 2
"""

# One settlement a finding, of a finding to be paid, by a version of its objective's contract that was in force when
# it was received, or a later one. A version's moment is that of its request, which may have waited a while for escrow
# and come after a finding that was received later: hence the minute.
SETTLED_FINDINGS = """
SELECT campaign.slug, 'finding ' || settlement.finding_id, 'one settlement', COUNT(*)::text
  FROM rewards_settlement settlement
  JOIN campaigns_campaign campaign ON campaign.id = settlement.campaign_id
 WHERE %(campaign)s IS NULL OR settlement.campaign_id = %(campaign)s
 GROUP BY campaign.slug, settlement.finding_id
HAVING COUNT(*) > 1
UNION ALL
SELECT campaign.slug, 'settlement ' || settlement.id, 'a verified finding with a paid rank, in its campaign',
       'finding ' || settlement.finding_id || ', ' || COALESCE(finding.state, 'gone') || ', paid rank '
           || COALESCE(finding.paid_rank::text, 'none') || ', campaign ' || COALESCE(finding.campaign_id::text, 'none')
  FROM rewards_settlement settlement
  JOIN campaigns_campaign campaign ON campaign.id = settlement.campaign_id
  LEFT JOIN campaigns_finding finding ON finding.id = settlement.finding_id
 WHERE (%(campaign)s IS NULL OR settlement.campaign_id = %(campaign)s)
   AND (finding.id IS NULL OR finding.campaign_id <> settlement.campaign_id OR finding.paid_rank IS NULL
        OR finding.state NOT IN ('verified', 'reversed'))
UNION ALL
SELECT campaign.slug, 'settlement ' || settlement.id || ', contract',
       'version ' || COALESCE(due.version, 1) || ' or later of objective ' || finding.objective_id,
       'version ' || contract.version || ' of objective ' || contract.objective_id
  FROM rewards_settlement settlement
  JOIN campaigns_campaign campaign ON campaign.id = settlement.campaign_id
  JOIN campaigns_finding finding ON finding.id = settlement.finding_id
  JOIN rewards_contract contract ON contract.id = settlement.contract_id
  LEFT JOIN LATERAL (
       SELECT MAX(version) AS version FROM rewards_contract early
        WHERE early.objective_id = finding.objective_id
          AND early.in_force_from <= finding.received_at - interval '1 minute') due ON TRUE
 WHERE (%(campaign)s IS NULL OR settlement.campaign_id = %(campaign)s)
   AND (contract.objective_id <> finding.objective_id OR contract.version < due.version)
 ORDER BY 1, 2
"""

# Every step of a stored chain is a step of the tree, up to its root.
CHAINS = """
SELECT campaign.slug,
       'settlement ' || settlement.id || ', above participant ' || COALESCE(step.member::text, 'unknown')
           || ' in its chain',
       CASE WHEN place.id IS NULL THEN 'a participant of the campaign'
            ELSE COALESCE(place.invited_by_id::text, 'nobody') END,
       COALESCE(step.above::text, 'nobody')
  FROM rewards_settlement settlement
  JOIN campaigns_campaign campaign ON campaign.id = settlement.campaign_id
 CROSS JOIN LATERAL (
       SELECT member, LEAD(member) OVER (ORDER BY place) AS above
         FROM (SELECT CASE WHEN jsonb_typeof(said.value) = 'number' THEN said.value::bigint END AS member,
                      said.place
                 FROM jsonb_array_elements(
                      CASE WHEN jsonb_typeof(settlement.explanation->'chain') = 'array'
                           THEN settlement.explanation->'chain' ELSE '[]' END) WITH ORDINALITY AS said(value, place)
              ) members) step
  LEFT JOIN campaigns_participant place ON place.id = step.member AND place.campaign_id = settlement.campaign_id
 WHERE (%(campaign)s IS NULL OR settlement.campaign_id = %(campaign)s)
   AND (place.id IS NULL OR place.invited_by_id IS DISTINCT FROM step.above)
 ORDER BY settlement.id
"""

# What a stored chain handed up over its edges is what its people agreed to when they joined.
SPLITS = """
SELECT campaign.slug, 'settlement ' || settlement.id || ', handed up by participant ' || place.id,
       COALESCE(place.handed_up, 'the contract''s own'),
       COALESCE(settlement.explanation->'edge_splits'->>(said.place - 1)::int, 'the contract''s own')
  FROM rewards_settlement settlement
  JOIN campaigns_campaign campaign ON campaign.id = settlement.campaign_id
 CROSS JOIN LATERAL jsonb_array_elements(
       CASE WHEN jsonb_typeof(settlement.explanation->'chain') = 'array'
            THEN settlement.explanation->'chain' ELSE '[]' END) WITH ORDINALITY AS said(value, place)
  JOIN campaigns_participant place
    ON place.id = CASE WHEN jsonb_typeof(said.value) = 'number' THEN said.value::bigint END
   AND place.campaign_id = settlement.campaign_id AND place.invited_by_id IS NOT NULL
 WHERE (%(campaign)s IS NULL OR settlement.campaign_id = %(campaign)s)
   AND settlement.explanation->>'mechanism' = ANY(%(by_splits)s)
   AND settlement.explanation->'edge_splits'->>(said.place - 1)::int IS DISTINCT FROM place.handed_up
 ORDER BY settlement.id, said.place
"""

# (slug, id, explanation, what stands beside it, shares paid by participant, remainders paid by account), as JSON.
SETTLEMENTS = """
SELECT campaign.slug, settlement.id, settlement.explanation::text,
       json_build_object(
           'amounts', json_build_array(settlement.prize_minor, settlement.remainder_minor),
           'finder', finding.participant_id, 'max_depth_paid', campaign.max_depth_paid,
           'contract', json_build_array(contract.mechanism, contract.terms, contract.prize_minor,
                                        COALESCE(NULLIF(contract.remainder_to, ''), campaign.remainder_to)))::text,
       COALESCE(paid.shares, '{}'), COALESCE(paid.remainders, '{}')
  FROM rewards_settlement settlement
  JOIN campaigns_campaign campaign ON campaign.id = settlement.campaign_id
  JOIN campaigns_finding finding ON finding.id = settlement.finding_id
  JOIN rewards_contract contract ON contract.id = settlement.contract_id
  LEFT JOIN (
       SELECT settlement_id,
              json_object_agg(participant_id, amount) FILTER (WHERE reason = 'share')::text AS shares,
              json_object_agg(kind, amount) FILTER (WHERE reason = 'remainder')::text AS remainders
         FROM (SELECT transfer.settlement_id, transfer.reason, COALESCE(account.participant_id, 0) AS participant_id,
                      CASE transfer.reason WHEN 'remainder' THEN account.kind ELSE '' END AS kind,
                      SUM(transfer.amount_minor) AS amount
                 FROM rewards_transfer transfer
                 JOIN rewards_account account ON account.id = transfer.credit_id
                WHERE transfer.settlement_id IS NOT NULL
                  AND (%(campaign)s IS NULL OR transfer.campaign_id = %(campaign)s)
                GROUP BY 1, 2, 3, 4) parts
        GROUP BY settlement_id) paid ON paid.settlement_id = settlement.id
 WHERE %(campaign)s IS NULL OR settlement.campaign_id = %(campaign)s
 ORDER BY settlement.id
"""

# (slug, id, what its fundings say was received, what stands on its owed_back account)
CAMPAIGNS = """
SELECT campaign.slug, campaign.id,
       COALESCE((SELECT SUM(funding.amount_minor) FROM rewards_funding funding
                  WHERE funding.campaign_id = campaign.id AND funding.received_at IS NOT NULL), 0),
       COALESCE((SELECT SUM(account.credits_minor - account.debits_minor) FROM rewards_account account
                  WHERE account.campaign_id = campaign.id AND account.kind = 'owed_back'), 0)
  FROM campaigns_campaign campaign
 WHERE %(campaign)s IS NULL OR campaign.id = %(campaign)s
 ORDER BY campaign.id
"""
