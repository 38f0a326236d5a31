"""The laws between promises and books: what is promised stays covered, and every transfer is what it says it is.

`rewards_promised` is the one place where the worst case still open is computed; Python asks it too.
"""

from django.db import migrations

PROMISED = """
CREATE FUNCTION rewards_promised(of_campaign bigint) RETURNS bigint
    LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
SELECT COALESCE(SUM(objective.prize_minor * (
           (SELECT COUNT(*) FROM rewards_duefinding due WHERE due.objective_id = objective.id)
         + objective.quota - ranked.last
         - CASE campaign.state WHEN 'closed' THEN GREATEST(objective.quota - ranked.last - (
               SELECT COUNT(*) FROM campaigns_finding finding
                WHERE finding.objective_id = objective.id
                  AND finding.state IN ('submitted', 'under_review', 'needs_info')), 0) ELSE 0 END)), 0)::bigint
  FROM campaigns_campaign campaign
  JOIN campaigns_objective objective ON objective.campaign_id = campaign.id
 CROSS JOIN LATERAL (
       SELECT COALESCE(MAX(finding.paid_rank), 0) AS last
         FROM campaigns_finding finding WHERE finding.objective_id = objective.id) ranked
 WHERE campaign.id = of_campaign AND campaign.state <> 'draft'
$$;
"""

# Functions that look at all rows of a statement ask by keys (enable_seqscan off), as those of 0002_laws do.
FUNCTIONS = """
CREATE FUNCTION rewards_require_cover(of_campaign bigint, refusal text) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    -- Two that raise promises at once would each see the money that the other one needs.
    PERFORM FROM rewards_account escrow
      WHERE escrow.campaign_id = of_campaign AND escrow.kind = 'escrow' AND escrow.participant_id IS NULL
        FOR NO KEY UPDATE;
    IF rewards_promised(of_campaign) > COALESCE((
        SELECT account.credits_minor - account.debits_minor FROM rewards_account account
         WHERE account.campaign_id = of_campaign AND account.kind = 'escrow' AND account.participant_id IS NULL), 0) THEN
        RAISE EXCEPTION 'escrow does not cover what is promised'
            USING ERRCODE = 'check_violation', CONSTRAINT = refusal;
    END IF;
END $$;

CREATE FUNCTION rewards_cover_campaign() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM rewards_require_cover(NEW.id, TG_NAME);
    RETURN NULL;
END $$;

CREATE FUNCTION rewards_cover_objective() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM rewards_require_cover(NEW.campaign_id, TG_NAME);
    RETURN NULL;
END $$;

CREATE FUNCTION rewards_keep_currency() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM rewards_funding funding WHERE funding.campaign_id = NEW.id) THEN
        RAISE EXCEPTION 'the currency stays once money was pledged in it'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION rewards_keep_funding() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.received_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.campaign_id <> OLD.campaign_id
       OR NEW.amount_minor <> OLD.amount_minor OR NEW.public_id <> OLD.public_id THEN
        RAISE EXCEPTION 'a funding is confirmed once and stays as it was pledged'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION rewards_check_contract() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    last_version integer;
    last_prize bigint;
BEGIN
    SELECT version, prize_minor INTO last_version, last_prize FROM rewards_contract
     WHERE objective_id = NEW.objective_id ORDER BY version DESC LIMIT 1;
    IF NEW.version <> COALESCE(last_version, 0) + 1 OR (NEW.prize_minor < last_prize AND EXISTS (
        SELECT FROM campaigns_objective objective JOIN campaigns_campaign campaign ON campaign.id = objective.campaign_id
         WHERE objective.id = NEW.objective_id AND campaign.state <> 'draft')) THEN
        RAISE EXCEPTION 'versions of a contract follow each other and, once launched, never pay less'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

-- What is wrong with what became of a settlement's shares, person by person (NULL for what went to nobody): a held share
-- is released, forfeited or taken back in whole; pledged and repaid is no more than became payable; and of a reversed one
-- everything is taken back or owed.
CREATE FUNCTION rewards_misplaced(of_settlement bigint) RETURNS TABLE (participant_id bigint)
    LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
SELECT moved.participant_id
  FROM (SELECT COALESCE(debit.participant_id, credit.participant_id) AS participant_id,
               SUM(amount_minor) FILTER (WHERE reason IN ('share', 'remainder')) AS earned,
               COALESCE(SUM(amount_minor) FILTER (WHERE reason = 'share' AND credit.kind = 'held'), 0) AS held,
               COALESCE(SUM(amount_minor) FILTER (WHERE debit.kind = 'held'), 0) AS unheld,
               COALESCE(SUM(amount_minor) FILTER (WHERE reason = 'release'), 0) AS released,
               COALESCE(SUM(amount_minor) FILTER (WHERE reason = 'forfeit'), 0) AS forfeited,
               COALESCE(SUM(amount_minor) FILTER (WHERE reason = 'pledge'), 0) AS pledged,
               COALESCE(SUM(amount_minor) FILTER (WHERE reason = 'repayment'), 0) AS repaid,
               COALESCE(SUM(amount_minor) FILTER (WHERE reason IN ('reversal', 'debt')), 0) AS undone
          FROM rewards_transfer transfer
          JOIN rewards_account debit ON debit.id = transfer.debit_id
          JOIN rewards_account credit ON credit.id = transfer.credit_id
         WHERE transfer.settlement_id = of_settlement
         GROUP BY 1) moved
 CROSS JOIN (
       SELECT COALESCE(SUM(amount_minor) FILTER (
                  WHERE reason = 'pledge' OR (reason = 'forfeit' AND given.kind <> 'escrow')), 0) AS given,
              COALESCE(SUM(amount_minor) FILTER (WHERE reason IN ('share', 'remainder')), 0)
            - COALESCE(SUM(amount_minor) FILTER (WHERE reason = 'forfeit' AND given.kind = 'escrow'), 0) AS out,
              COALESCE(SUM(amount_minor) FILTER (WHERE reason IN ('reversal', 'debt')), 0) AS undone
         FROM rewards_transfer transfer JOIN rewards_account given ON given.id = transfer.credit_id
        WHERE transfer.settlement_id = of_settlement) whole
  JOIN rewards_settlement settlement ON settlement.id = of_settlement
  JOIN campaigns_finding finding ON finding.id = settlement.finding_id
 WHERE moved.unheld NOT IN (0, moved.held)
    OR moved.released NOT IN (0, moved.held)
    OR moved.forfeited NOT IN (0, moved.held)
    OR (moved.participant_id IS NOT NULL
        AND moved.pledged + moved.repaid > COALESCE(moved.earned, 0) - moved.held + moved.released)
    OR (whole.undone > 0 AND (
           finding.state <> 'reversed'
        OR whole.undone <> whole.out
        OR moved.undone <> COALESCE(moved.earned, 0)
                         + CASE WHEN moved.participant_id IS NULL THEN whole.given
                                ELSE -moved.pledged - moved.forfeited END))
$$;

-- Where money moves is asked by the trigger that keeps the totals. Here: shares and remainders together are the prize;
-- money comes from the world as it was pledged and goes back as it was refunded.
CREATE FUNCTION rewards_check_books() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    reasons text[];
    refunding bigint;
BEGIN
    -- Not DISTINCT inside the aggregate, which would sort a hundred thousand words.
    SELECT array_agg(reason) INTO reasons FROM (SELECT DISTINCT reason FROM posted) said;
    IF reasons && '{share,remainder}' AND EXISTS (
        SELECT FROM (SELECT DISTINCT settlement_id, campaign_id FROM posted WHERE settlement_id IS NOT NULL) paid
          LEFT JOIN rewards_settlement settlement ON settlement.id = paid.settlement_id
         CROSS JOIN LATERAL (
               SELECT COALESCE(SUM(amount_minor) FILTER (WHERE reason = 'share'), 0) AS shares,
                      COALESCE(SUM(amount_minor) FILTER (WHERE reason = 'remainder'), 0) AS remainder
                 FROM rewards_transfer transfer WHERE transfer.settlement_id = paid.settlement_id) moved
         WHERE settlement.campaign_id IS DISTINCT FROM paid.campaign_id
            OR moved.shares <> settlement.prize_minor - settlement.remainder_minor
            OR moved.remainder NOT IN (0, settlement.remainder_minor)) THEN
        RAISE EXCEPTION 'the transfers of a settlement are its shares and its remainder, once'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    IF reasons && '{funding,refund}' AND EXISTS (
        SELECT FROM posted
         WHERE (posted.reason = 'funding' AND NOT EXISTS (
               SELECT FROM rewards_funding funding
                WHERE funding.id = posted.funding_id AND funding.campaign_id = posted.campaign_id
                  AND funding.amount_minor = posted.amount_minor AND funding.received_at IS NOT NULL))
            OR (posted.reason = 'refund' AND NOT EXISTS (
               SELECT FROM rewards_refund refund
                WHERE refund.id = posted.refund_id AND refund.campaign_id = posted.campaign_id
                  AND refund.amount_minor = posted.amount_minor))) THEN
        RAISE EXCEPTION 'money comes as it was pledged and goes back as it was refunded'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    IF reasons && '{release,payout_started,payout_paid,payout_failed,payout_returned}' AND EXISTS (
        SELECT FROM posted
          JOIN rewards_account debit ON debit.id = posted.debit_id
          JOIN rewards_account credit ON credit.id = posted.credit_id
         WHERE posted.reason IN ('release', 'payout_started', 'payout_paid', 'payout_failed', 'payout_returned')
           AND debit.participant_id <> credit.participant_id) THEN
        RAISE EXCEPTION 'held money and payouts stay with the person who earned them'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    IF reasons && '{payout_started,payout_paid,payout_failed,payout_returned}' AND EXISTS (
        SELECT FROM posted
          JOIN rewards_account debit ON debit.id = posted.debit_id
         WHERE posted.payout_id IS NOT NULL AND posted.reason LIKE 'payout%' AND NOT EXISTS (
               SELECT FROM rewards_payout payout
                WHERE payout.id = posted.payout_id AND payout.campaign_id = posted.campaign_id
                  AND payout.participant_id = debit.participant_id AND payout.amount_minor = posted.amount_minor)) THEN
        RAISE EXCEPTION 'a payout moves its own amount'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    -- In place of foreign keys: what is not there is misplaced nowhere.
    IF reasons && '{release,forfeit,pledge,reversal,debt,repayment,debt_repaid}' AND EXISTS (
        SELECT FROM (SELECT DISTINCT settlement_id, payout_id, campaign_id FROM posted
                      WHERE reason NOT IN ('share', 'remainder', 'funding', 'refund')) named
         WHERE (named.settlement_id IS NOT NULL AND NOT EXISTS (
               SELECT FROM rewards_settlement settlement
                WHERE settlement.id = named.settlement_id AND settlement.campaign_id = named.campaign_id))
            OR (named.payout_id IS NOT NULL AND NOT EXISTS (
               SELECT FROM rewards_payout payout
                WHERE payout.id = named.payout_id AND payout.campaign_id = named.campaign_id))) THEN
        RAISE EXCEPTION 'a transfer is about a settlement or a payout of its campaign'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    IF 'forfeit' = ANY(reasons) AND EXISTS (
        SELECT FROM posted
          JOIN rewards_account debit ON debit.id = posted.debit_id
          JOIN rewards_account credit ON credit.id = posted.credit_id
          JOIN campaigns_participant earner ON earner.id = debit.participant_id
          JOIN rewards_settlement settlement ON settlement.id = posted.settlement_id
          JOIN rewards_contract contract ON contract.id = settlement.contract_id
          JOIN campaigns_campaign campaign ON campaign.id = posted.campaign_id
         WHERE posted.reason = 'forfeit' AND (
               earner.removed_at IS NULL
            OR credit.kind <> replace(COALESCE(NULLIF(contract.remainder_to, ''), campaign.remainder_to),
                                      'budget', 'escrow'))) THEN
        RAISE EXCEPTION 'a share is forfeited by who was removed, to where the remainder goes'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    IF reasons && '{release,forfeit,pledge,reversal,debt,repayment}' AND EXISTS (
        SELECT FROM (SELECT DISTINCT settlement_id FROM posted WHERE settlement_id IS NOT NULL) asked
         CROSS JOIN LATERAL rewards_misplaced(asked.settlement_id)) THEN
        RAISE EXCEPTION 'what becomes of a share is no more than the share, and what comes back is all of it'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    IF 'release' = ANY(reasons) AND EXISTS (
        SELECT FROM (SELECT DISTINCT settlement_id FROM posted WHERE reason = 'release') released
          JOIN rewards_settlement settlement ON settlement.id = released.settlement_id
          JOIN campaigns_finding finding ON finding.id = settlement.finding_id
         WHERE settlement.releases_at IS NULL OR finding.state <> 'verified') THEN
        RAISE EXCEPTION 'only what still waits for its release is released'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    IF 'pledge' = ANY(reasons) AND EXISTS (
        SELECT FROM posted
          JOIN rewards_account debit ON debit.id = posted.debit_id
          JOIN rewards_account credit ON credit.id = posted.credit_id
          JOIN rewards_settlement settlement ON settlement.id = posted.settlement_id
         WHERE posted.reason = 'pledge' AND NOT EXISTS (
               SELECT FROM rewards_pledge pledge
                WHERE pledge.participant_id = debit.participant_id AND pledge."to" = credit.kind
                  AND pledge.percent > 0 AND pledge.made_at <= settlement.settled_at)) THEN
        RAISE EXCEPTION 'only what was pledged before is given away'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    IF reasons && '{repayment,debt_repaid}' AND EXISTS (
        SELECT FROM posted
          JOIN rewards_account account
            ON account.id = CASE posted.reason WHEN 'repayment' THEN posted.debit_id ELSE posted.credit_id END
         WHERE posted.reason IN ('repayment', 'debt_repaid')
         GROUP BY account.participant_id, posted.settlement_id, posted.payout_id
        HAVING SUM(CASE posted.reason WHEN 'repayment' THEN amount_minor ELSE -amount_minor END) <> 0) THEN
        RAISE EXCEPTION 'a debt grows less by what is repaid'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    FOR refunding IN SELECT DISTINCT campaign_id FROM posted WHERE reason = 'refund' LOOP
        PERFORM rewards_require_cover(refunding, TG_NAME);
    END LOOP;
    RETURN NULL;
END $$;

CREATE FUNCTION rewards_check_terms() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    IF EXISTS (
        SELECT FROM settled
         CROSS JOIN LATERAL (
               SELECT objective_id FROM campaigns_finding WHERE id = settled.finding_id OFFSET 0) finding
          LEFT JOIN rewards_contract contract ON contract.id = settled.contract_id
         WHERE contract.objective_id IS DISTINCT FROM finding.objective_id
            OR contract.prize_minor <> settled.prize_minor) THEN
        RAISE EXCEPTION 'a settlement pays the prize of a contract of its finding''s objective'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
"""

# Triggers of one moment fire in the order of their names: totals are kept before the books are looked through.
TRIGGERS = [
    ("campaigns_campaign", "launched_campaign_is_covered",
     "AFTER UPDATE OF state ON campaigns_campaign FOR EACH ROW WHEN (NEW.state <> 'draft' AND OLD.state = 'draft')",
     "rewards_cover_campaign"),
    ("campaigns_objective", "raised_promise_is_covered",
     "AFTER UPDATE OF prize_minor, quota ON campaigns_objective FOR EACH ROW", "rewards_cover_objective"),
    ("campaigns_campaign", "currency_stays_once_money_is_pledged",
     "BEFORE UPDATE OF currency ON campaigns_campaign FOR EACH ROW WHEN (NEW.currency <> OLD.currency)",
     "rewards_keep_currency"),
    ("rewards_funding", "funding_is_confirmed_once", "BEFORE UPDATE ON rewards_funding FOR EACH ROW",
     "rewards_keep_funding"),
    ("rewards_contract", "contract_versions_only_rise", "BEFORE INSERT ON rewards_contract FOR EACH ROW",
     "rewards_check_contract"),
    ("rewards_transfer", "transfer_is_what_its_reason_says",
     "AFTER INSERT ON rewards_transfer REFERENCING NEW TABLE AS posted FOR EACH STATEMENT", "rewards_check_books"),
    ("rewards_settlement", "settlement_pays_its_contract",
     "AFTER INSERT ON rewards_settlement REFERENCING NEW TABLE AS settled FOR EACH STATEMENT", "rewards_check_terms"),
]  # fmt: skip

FORWARD = "".join(
    f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {function}();ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name};"
    for table, name, when, function in TRIGGERS
)
BACKWARD = (
    "".join(f"DROP TRIGGER {name} ON {table};" for table, name, _, _ in TRIGGERS)
    + """
DROP FUNCTION rewards_check_terms(), rewards_check_books(), rewards_check_contract(), rewards_keep_funding(),
    rewards_keep_currency(), rewards_cover_objective(), rewards_cover_campaign();
DROP FUNCTION rewards_require_cover(bigint, text), rewards_misplaced(bigint);
DROP FUNCTION rewards_promised(bigint);
"""
)


class Migration(migrations.Migration):
    dependencies = [("rewards", "0002_laws")]

    operations = [migrations.RunSQL(PROMISED + FUNCTIONS + FORWARD, BACKWARD)]
