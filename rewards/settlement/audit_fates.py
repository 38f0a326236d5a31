"""The audit's questions about what became of shares: held, released, forfeited, taken back, or left out.

As in `audit_queries`: `campaign` is NULL for all, and each gives (campaign's slug, what, expected, found).
"""

from __future__ import annotations

# What became of each share, person by person (nobody for remainders): released, forfeited or taken back out of held no
# more than was held, pledged and repaid no more than the share, and all of it taken back or owed where the finding was
# reversed; what was forfeited to escrow is back there already.
FATES = """
WITH moved AS (
    SELECT transfer.settlement_id, COALESCE(debit.participant_id, credit.participant_id) AS participant_id,
           COALESCE(SUM(amount_minor) FILTER (WHERE reason IN ('share', 'remainder')), 0) AS earned,
           COALESCE(SUM(amount_minor) FILTER (WHERE reason = 'share' AND credit.kind = 'held'), 0) AS held,
           COALESCE(SUM(amount_minor) FILTER (WHERE debit.kind = 'held'), 0) AS unheld,
           COALESCE(SUM(amount_minor) FILTER (WHERE reason = 'pledge'), 0) AS pledged,
           COALESCE(SUM(amount_minor) FILTER (WHERE reason = 'forfeit'), 0) AS forfeited,
           COALESCE(SUM(amount_minor) FILTER (WHERE reason = 'forfeit' AND credit.kind = 'escrow'), 0) AS returned,
           COALESCE(SUM(amount_minor) FILTER (WHERE reason = 'repayment'), 0) AS repaid,
           COALESCE(SUM(amount_minor) FILTER (WHERE reason IN ('reversal', 'debt')), 0) AS undone
      FROM rewards_transfer transfer
      JOIN rewards_account debit ON debit.id = transfer.debit_id
      JOIN rewards_account credit ON credit.id = transfer.credit_id
     WHERE transfer.settlement_id IS NOT NULL AND (%(campaign)s IS NULL OR transfer.campaign_id = %(campaign)s)
       AND EXISTS (SELECT FROM rewards_transfer later
                    WHERE later.settlement_id = transfer.settlement_id AND later.reason NOT IN ('share', 'remainder'))
     GROUP BY 1, 2),
fates AS (
    SELECT moved.*,
           CASE WHEN participant_id IS NULL THEN SUM(pledged + forfeited - returned) OVER whole
                ELSE -pledged - forfeited END AS given
      FROM moved WINDOW whole AS (PARTITION BY settlement_id))
SELECT campaign.slug,
       'settlement ' || fates.settlement_id || ', participant ' || COALESCE(fates.participant_id::text, 'none'),
       'out of ' || held || ' held at most that, pledged and repaid at most ' || earned - forfeited
           || CASE WHEN settlement.reversed_at IS NULL THEN ', nothing taken back'
                   ELSE ', ' || earned + given || ' taken back or owed' END,
       unheld || ' out of held, ' || pledged + repaid || ' pledged and repaid, ' || undone || ' taken back or owed'
  FROM fates
  JOIN rewards_settlement settlement ON settlement.id = fates.settlement_id
  JOIN campaigns_campaign campaign ON campaign.id = settlement.campaign_id
 WHERE unheld > held OR (participant_id IS NOT NULL AND pledged + repaid > earned - forfeited)
    OR undone <> CASE WHEN settlement.reversed_at IS NULL THEN 0 ELSE earned + given END
UNION ALL
-- Where nobody's part is told by itself: what was given of shares, and never taken back.
SELECT campaign.slug, 'settlement ' || settlement.id || ', reversed',
       SUM(earned - returned) || ' taken back or owed in all', SUM(undone)::text
  FROM moved
  JOIN rewards_settlement settlement ON settlement.id = moved.settlement_id AND settlement.reversed_at IS NOT NULL
  JOIN campaigns_campaign campaign ON campaign.id = settlement.campaign_id
 GROUP BY campaign.slug, settlement.id
HAVING SUM(undone) <> SUM(earned - returned) AND bool_and(participant_id IS NOT NULL)
UNION ALL
SELECT campaign.slug, 'settlement ' || settlement.id || ', reversed',
       CASE finding.state WHEN 'reversed' THEN 'its money taken back' ELSE 'a reversed finding' END,
       CASE finding.state WHEN 'reversed' THEN 'not since ' || finding.decided_at::text ELSE finding.state END
  FROM rewards_settlement settlement
  JOIN campaigns_campaign campaign ON campaign.id = settlement.campaign_id
  JOIN campaigns_finding finding ON finding.id = settlement.finding_id
 WHERE (%(campaign)s IS NULL OR settlement.campaign_id = %(campaign)s)
   AND CASE WHEN settlement.reversed_at IS NULL
            THEN finding.state = 'reversed' AND finding.decided_at <= %(due_since)s
            ELSE finding.state <> 'reversed' END
 ORDER BY 1, 2
"""

# What is held waits for a release that comes: settled, not reversed, and looked at within its time.
HELD = """
SELECT campaign.slug, 'settlement ' || settlement.id || ', its held shares',
       'to be released until ' || %(due_since)s::text || ' or later',
       COALESCE('due since ' || settlement.releases_at::text, 'not to be released')
  FROM rewards_settlement settlement
  JOIN campaigns_campaign campaign ON campaign.id = settlement.campaign_id
 WHERE (%(campaign)s IS NULL OR settlement.campaign_id = %(campaign)s) AND settlement.reversed_at IS NULL
   AND (settlement.releases_at IS NULL OR settlement.releases_at <= %(due_since)s)
   AND EXISTS (
       SELECT FROM rewards_transfer share
         JOIN rewards_account held ON held.id = share.credit_id AND held.kind = 'held'
        WHERE share.settlement_id = settlement.id AND share.reason = 'share' AND NOT EXISTS (
              SELECT FROM rewards_transfer gone
               WHERE gone.settlement_id = settlement.id AND gone.debit_id = held.id))
 ORDER BY 1, settlement.id
"""

# What is forfeited was held of somebody who had been removed, and goes where the remainder of the prize goes.
FORFEITS = """
SELECT campaign.slug, 'transfer ' || transfer.id || ' of ' || transfer.amount_minor || ' (forfeit)',
       'of somebody who was removed, to '
           || replace(COALESCE(settlement.explanation->>'remainder_to', 'nowhere'), 'budget', 'escrow'),
       'of participant ' || COALESCE(debit.participant_id::text, 'none')
           || CASE WHEN removed.participant_id IS NULL THEN ', never removed' ELSE '' END || ', to ' || credit.kind
  FROM rewards_transfer transfer
  JOIN campaigns_campaign campaign ON campaign.id = transfer.campaign_id
  JOIN rewards_account debit ON debit.id = transfer.debit_id
  JOIN rewards_account credit ON credit.id = transfer.credit_id
  JOIN rewards_settlement settlement ON settlement.id = transfer.settlement_id
  LEFT JOIN (SELECT DISTINCT participant_id FROM campaigns_event WHERE kind = 'participant.removed') removed
    ON removed.participant_id = debit.participant_id
 WHERE transfer.reason = 'forfeit' AND (%(campaign)s IS NULL OR transfer.campaign_id = %(campaign)s)
   AND (removed.participant_id IS NULL OR credit.kind IS DISTINCT FROM
        replace(settlement.explanation->>'remainder_to', 'budget', 'escrow'))
 ORDER BY transfer.id
"""

# Whoever is left out as removed was removed once; and whoever is removed now has earned nothing since. Both sides say
# when their transaction began, and may have waited for one another: hence the minutes.
REMOVED = """
SELECT campaign.slug, 'settlement ' || settlement.id || ', left out', 'somebody of its chain who was removed',
       'participant ' || said.member::text
  FROM rewards_settlement settlement
  JOIN campaigns_campaign campaign ON campaign.id = settlement.campaign_id
 CROSS JOIN LATERAL jsonb_array_elements(
       CASE WHEN jsonb_typeof(settlement.explanation->'removed') = 'array'
            THEN settlement.explanation->'removed' ELSE '[]' END) said(member)
 WHERE (%(campaign)s IS NULL OR settlement.campaign_id = %(campaign)s)
   AND (NOT settlement.explanation->'chain' @> said.member
        OR NOT EXISTS (SELECT FROM campaigns_event event
                        WHERE event.kind = 'participant.removed' AND event.campaign_id = settlement.campaign_id
                          AND event.participant_id::text = said.member::text))
UNION ALL
SELECT campaign.slug, 'settlement ' || transfer.settlement_id || ', share of participant ' || participant.id,
       'none: removed since ' || removed.since::text, transfer.amount_minor || ' at ' || transfer.created_at::text
  FROM campaigns_participant participant
  JOIN (SELECT participant_id, MAX(written_at) AS since
          FROM campaigns_event WHERE kind = 'participant.removed' GROUP BY 1) removed
    ON removed.participant_id = participant.id
  JOIN campaigns_campaign campaign ON campaign.id = participant.campaign_id
  JOIN rewards_account account ON account.participant_id = participant.id
  JOIN rewards_transfer transfer ON transfer.credit_id = account.id AND transfer.reason = 'share'
 WHERE (%(campaign)s IS NULL OR participant.campaign_id = %(campaign)s)
   AND participant.removed_at IS NOT NULL AND transfer.created_at > removed.since + interval '5 minutes'
 ORDER BY 1, 2
"""
