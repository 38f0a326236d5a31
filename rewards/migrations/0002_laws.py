"""The laws of the money, kept by the database: transfers that stay, totals that follow them, both sides of a campaign."""

from django.db import migrations

# Functions that look at all rows of a statement ask by keys (enable_seqscan off): the planner, which has not heard of
# rows just copied, would otherwise go through whole tables that it takes for small ones.
APPEND_ONLY = ("rewards_transfer", "rewards_contract", "rewards_refund", "rewards_pledge")

# Which kinds of accounts a transfer takes from and gives to, by its reason.
ROUTES = {
    "share": ("escrow", "held payable"),
    "remainder": ("escrow", "charity solidarity"),
    "funding": ("world", "escrow"),
    "refund": ("escrow", "world"),
    "release": ("held", "payable"),
    "forfeit": ("held", "charity solidarity escrow"),
    "pledge": ("payable", "charity solidarity"),
    "reversal": ("held payable charity solidarity", "escrow"),
    "debt": ("owed_by", "owed_back"),
    "repayment": ("payable", "escrow"),
    "debt_repaid": ("owed_back", "owed_by"),
    "payout_started": ("payable", "in_payout"),
    "payout_paid": ("in_payout", "paid"),
    "payout_failed": ("in_payout", "payable"),
    "payout_returned": ("in_payout paid", "payable"),
}


def _bits(side: int) -> str:
    """Write SQL that gives the bit of a transfer's reason to debit (0) or to credit (1) an account."""
    when = " ".join(f"WHEN '{reason}' THEN {1 << (2 * n + side)}::bigint" for n, reason in enumerate(ROUTES))
    return f"CASE reason {when} ELSE {1 << 40} END"


def _bits_of_kind() -> str:
    """Write SQL that gives the bits of all reasons for which an account of its kind is debited or credited."""
    allowed: dict[str, int] = {}
    for n, route in enumerate(ROUTES.values()):
        for side, kinds in enumerate(route):
            for kind in kinds.split():
                allowed[kind] = allowed.get(kind, 0) | 1 << (2 * n + side)
    when = " ".join(f"WHEN '{kind}' THEN {bits}::bigint" for kind, bits in allowed.items())
    return f"(CASE account.kind {when} ELSE 0 END)"


FORWARD = """
-- Runs as its owner, so that the application's role needs no right to change an account.
CREATE FUNCTION rewards_keep_totals() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    ids bigint[];
    campaigns bigint[];
    debits bigint[];
    credits bigint[];
    uses bigint[];
    touched bigint;
    fitting bigint;
    broken text;
BEGIN
    -- One bit for each reason to debit or to credit an account.
    SELECT array_agg(id), array_agg(campaign_id), array_agg(debit), array_agg(credit), array_agg(used)
      INTO ids, campaigns, debits, credits, uses
      FROM (SELECT id, campaign_id, SUM(debit)::bigint AS debit, SUM(credit)::bigint AS credit, bit_or(used) AS used
              FROM (SELECT debit_id AS id, campaign_id, SUM(amount_minor) AS debit, 0 AS credit,
                           bit_or({debit_bit}) AS used
                      FROM posted GROUP BY debit_id, campaign_id
                    UNION ALL
                    SELECT credit_id, campaign_id, 0, SUM(amount_minor), bit_or({credit_bit})
                      FROM posted GROUP BY credit_id, campaign_id) side
             GROUP BY id, campaign_id) moved;
    IF ids IS NULL THEN
        RETURN NULL;
    END IF;
    -- Every account is its campaign's, so whoever holds the campaign's escrow holds them all: escrows are locked in the
    -- order of their ids and nobody deadlocks, in whatever order the totals are then written.
    PERFORM 1 FROM rewards_account escrow
      WHERE escrow.campaign_id = ANY(campaigns) AND escrow.kind = 'escrow' AND escrow.participant_id IS NULL
      ORDER BY escrow.id FOR NO KEY UPDATE;
    WITH changed AS (
        UPDATE rewards_account account
           SET debits_minor = account.debits_minor + moved.debit, credits_minor = account.credits_minor + moved.credit
          FROM unnest(ids, campaigns, debits, credits, uses) AS moved(id, campaign_id, debit, credit, used)
         WHERE account.id = moved.id AND account.campaign_id = moved.campaign_id
        RETURNING moved.used & ~{bits_of_kind} = 0 AS fits)
    SELECT COUNT(*), COUNT(*) FILTER (WHERE fits) INTO touched, fitting FROM changed;
    -- In place of foreign keys, which would ask row by row and not at all in a replication session. An account is
    -- never removed and never changes its campaign, so what holds now holds for good.
    IF touched < cardinality(ids) THEN
        broken := CASE WHEN EXISTS (
            SELECT FROM posted WHERE NOT EXISTS (
                SELECT FROM rewards_account account
                 WHERE account.id = posted.debit_id AND account.campaign_id = posted.campaign_id))
            THEN 'debit_account_is_of_the_same_campaign' ELSE 'credit_account_is_of_the_same_campaign' END;
        RAISE EXCEPTION 'a transfer stays within its campaign'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = broken, TABLE = TG_TABLE_NAME;
    END IF;
    IF fitting < touched THEN
        RAISE EXCEPTION 'a transfer moves money between the accounts that its reason names'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'transfer_is_what_its_reason_says', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

-- In place of foreign keys, which would ask for each of the thousands of accounts that a sweep opens.
CREATE FUNCTION rewards_check_owners() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    IF EXISTS (
        SELECT FROM opened
         WHERE opened.participant_id IS NOT NULL AND NOT EXISTS (
               SELECT FROM campaigns_participant owner
                WHERE owner.id = opened.participant_id AND owner.campaign_id = opened.campaign_id))
    OR EXISTS (
        SELECT FROM (SELECT DISTINCT campaign_id FROM opened) asked
         WHERE NOT EXISTS (SELECT FROM campaigns_campaign campaign WHERE campaign.id = asked.campaign_id)) THEN
        RAISE EXCEPTION 'an account belongs to a campaign, or to a member of it'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION rewards_keep_campaign() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM rewards_account account WHERE account.campaign_id = OLD.id) THEN
        RAISE EXCEPTION 'a campaign stays once accounts were opened for it'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN OLD;
END $$;

CREATE FUNCTION rewards_keep_settlement() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    -- Its shares are looked at again later or no more, and it is reversed once; all else stays.
    IF (to_jsonb(NEW) - 'releases_at' - 'reversed_at') <> (to_jsonb(OLD) - 'releases_at' - 'reversed_at')
       OR (OLD.releases_at IS NULL AND NEW.releases_at IS NOT NULL) OR NEW.releases_at < OLD.releases_at
       OR (OLD.reversed_at IS NOT NULL AND NEW.reversed_at IS DISTINCT FROM OLD.reversed_at) THEN
        RAISE EXCEPTION 'a settlement stays as it was made'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    -- Money moves first: what is done with has nothing held any more, and what was reversed has given all back.
    IF (NEW.releases_at IS NULL AND OLD.releases_at IS NOT NULL AND EXISTS (
            SELECT FROM rewards_transfer share
              JOIN rewards_account held ON held.id = share.credit_id AND held.kind = 'held'
             WHERE share.settlement_id = NEW.id AND share.reason = 'share' AND NOT EXISTS (
                   SELECT FROM rewards_transfer gone
                    WHERE gone.settlement_id = NEW.id AND gone.debit_id = held.id)))
       OR (NEW.reversed_at IS NOT NULL AND OLD.reversed_at IS NULL AND (
            NOT EXISTS (SELECT FROM campaigns_finding finding
                         WHERE finding.id = NEW.finding_id AND finding.state = 'reversed')
            OR (EXISTS (SELECT FROM rewards_transfer moved WHERE moved.settlement_id = NEW.id)
                AND NOT EXISTS (SELECT FROM rewards_transfer back
                                 WHERE back.settlement_id = NEW.id AND back.reason IN ('reversal', 'debt'))))) THEN
        RAISE EXCEPTION 'a settlement is released and reversed with its money'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION rewards_check_pledge() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM rewards_pledge pledge
                WHERE pledge.participant_id = NEW.participant_id AND pledge.made_at > NEW.made_at) THEN
        RAISE EXCEPTION 'a pledge is made after those before it'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION rewards_keep_due() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state = 'verified' THEN
        INSERT INTO rewards_duefinding (finding_id, campaign_id, objective_id)
        VALUES (NEW.id, NEW.campaign_id, NEW.objective_id) ON CONFLICT DO NOTHING;
    ELSE
        DELETE FROM rewards_duefinding due WHERE due.finding_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;

-- The triggers that call it say when.
CREATE FUNCTION rewards_guard_account() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'an account is opened empty and changes only by its transfers'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;

CREATE FUNCTION rewards_check_settled() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    -- OFFSET 0 keeps each looked up by its key, whatever the planner believes of the table.
    IF EXISTS (
        SELECT FROM settled
          LEFT JOIN LATERAL (
               SELECT campaign_id, state, paid_rank FROM campaigns_finding WHERE id = settled.finding_id OFFSET 0
               ) finding ON finding.campaign_id = settled.campaign_id
           AND finding.state = 'verified' AND finding.paid_rank IS NOT NULL
         WHERE finding.campaign_id IS NULL) THEN
        RAISE EXCEPTION 'only a verified finding with a paid rank is settled, in its own campaign'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    DELETE FROM rewards_duefinding due USING settled WHERE due.finding_id = settled.finding_id;
    RETURN NULL;
END $$;

-- Room beside every account for its next version, so that no index hears of a changed total.
ALTER TABLE rewards_account SET (fillfactor = 50);

CREATE TRIGGER account_totals_follow_transfers AFTER INSERT ON rewards_transfer
    REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION rewards_keep_totals();
ALTER TABLE rewards_transfer ENABLE ALWAYS TRIGGER account_totals_follow_transfers;

CREATE TRIGGER finding_is_due_from_its_rank_on AFTER INSERT OR UPDATE OF state, paid_rank ON campaigns_finding
    FOR EACH ROW WHEN (NEW.paid_rank IS NOT NULL) EXECUTE FUNCTION rewards_keep_due();
ALTER TABLE campaigns_finding ENABLE ALWAYS TRIGGER finding_is_due_from_its_rank_on;

CREATE TRIGGER pledge_is_made_after_the_last BEFORE INSERT ON rewards_pledge
    FOR EACH ROW EXECUTE FUNCTION rewards_check_pledge();
ALTER TABLE rewards_pledge ENABLE ALWAYS TRIGGER pledge_is_made_after_the_last;

CREATE TRIGGER settlement_stays_as_it_was_made BEFORE UPDATE ON rewards_settlement
    FOR EACH ROW EXECUTE FUNCTION rewards_keep_settlement();
ALTER TABLE rewards_settlement ENABLE ALWAYS TRIGGER settlement_stays_as_it_was_made;

CREATE TRIGGER settlement_is_of_a_verified_finding AFTER INSERT ON rewards_settlement
    REFERENCING NEW TABLE AS settled FOR EACH STATEMENT EXECUTE FUNCTION rewards_check_settled();
ALTER TABLE rewards_settlement ENABLE ALWAYS TRIGGER settlement_is_of_a_verified_finding;

CREATE TRIGGER account_owner_is_of_the_same_campaign AFTER INSERT ON rewards_account
    REFERENCING NEW TABLE AS opened FOR EACH STATEMENT EXECUTE FUNCTION rewards_check_owners();
ALTER TABLE rewards_account ENABLE ALWAYS TRIGGER account_owner_is_of_the_same_campaign;

CREATE TRIGGER campaign_with_accounts_is_never_deleted BEFORE DELETE ON campaigns_campaign
    FOR EACH ROW EXECUTE FUNCTION rewards_keep_campaign();
ALTER TABLE campaigns_campaign ENABLE ALWAYS TRIGGER campaign_with_accounts_is_never_deleted;

CREATE TRIGGER account_is_opened_empty BEFORE INSERT ON rewards_account
    FOR EACH ROW WHEN (NEW.debits_minor <> 0 OR NEW.credits_minor <> 0) EXECUTE FUNCTION rewards_guard_account();
ALTER TABLE rewards_account ENABLE ALWAYS TRIGGER account_is_opened_empty;

-- Depth 0 is a statement of somebody's; the totals are changed inside their trigger.
CREATE TRIGGER account_changes_only_by_transfers BEFORE UPDATE ON rewards_account
    FOR EACH ROW WHEN (
        pg_trigger_depth() = 0 OR NEW.id <> OLD.id OR NEW.campaign_id <> OLD.campaign_id OR NEW.kind <> OLD.kind
        OR NEW.participant_id IS DISTINCT FROM OLD.participant_id) EXECUTE FUNCTION rewards_guard_account();
ALTER TABLE rewards_account ENABLE ALWAYS TRIGGER account_changes_only_by_transfers;
"""

FORWARD = (
    FORWARD.replace("{debit_bit}", _bits(0))
    .replace("{credit_bit}", _bits(1))
    .replace("{bits_of_kind}", _bits_of_kind())
)

TRIGGERS = [
    *(
        (table, f"{table.removeprefix('rewards_')}_is_append_only", "BEFORE UPDATE OR DELETE", "ROW")
        for table in APPEND_ONLY
    ),
    ("rewards_account", "account_is_never_deleted", "BEFORE DELETE", "ROW"),
    ("rewards_settlement", "settlement_is_never_deleted", "BEFORE DELETE", "ROW"),
    ("rewards_funding", "funding_is_never_deleted", "BEFORE DELETE", "ROW"),
    *(
        (table, f"{table.removeprefix('rewards_')}_is_never_truncated", "BEFORE TRUNCATE", "STATEMENT")
        for table in (*APPEND_ONLY, "rewards_account", "rewards_funding", "rewards_settlement")
    ),
]

REFUSALS = "".join(
    f"CREATE TRIGGER {trigger} {when} ON {table} FOR EACH {level} EXECUTE FUNCTION mobilize_refuse_change();"
    f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger};"
    for table, trigger, when, level in TRIGGERS
)

BACKWARD = (
    "".join(f"DROP TRIGGER {trigger} ON {table};" for table, trigger, _, _ in TRIGGERS)
    + """
DROP TRIGGER account_changes_only_by_transfers ON rewards_account;
DROP TRIGGER account_is_opened_empty ON rewards_account;
DROP TRIGGER account_owner_is_of_the_same_campaign ON rewards_account;
DROP TRIGGER campaign_with_accounts_is_never_deleted ON campaigns_campaign;
DROP TRIGGER finding_is_due_from_its_rank_on ON campaigns_finding;
DROP TRIGGER pledge_is_made_after_the_last ON rewards_pledge;
DROP TRIGGER settlement_stays_as_it_was_made ON rewards_settlement;
DROP TRIGGER settlement_is_of_a_verified_finding ON rewards_settlement;
DROP TRIGGER account_totals_follow_transfers ON rewards_transfer;
ALTER TABLE rewards_account RESET (fillfactor);
DROP FUNCTION rewards_keep_due(), rewards_check_pledge(), rewards_check_settled(), rewards_keep_settlement(), rewards_guard_account(), rewards_keep_campaign(), rewards_check_owners(),
    rewards_keep_totals();
"""
)


class Migration(migrations.Migration):
    dependencies = [("rewards", "0001_initial"), ("campaigns", "0002_laws")]

    operations = [migrations.RunSQL(FORWARD + REFUSALS, BACKWARD)]
