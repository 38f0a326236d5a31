"""The laws of payouts: drafted as they will be paid, moved one way, and never without their money."""

from django.db import migrations

# The moves of `rewards.payouts.states`, the claim before a sending, and the cancelling of what was not sent.
MOVES = (
    "queued unknown",
    "queued sent",
    "queued failed",
    "unknown queued",
    "unknown sent",
    "unknown settled",
    "unknown failed",
    "unknown returned",
    "sent settled",
    "sent failed",
    "sent returned",
    "settled returned",
)
MOVES_OF_A_BATCH = (
    "draft approved",
    "draft cancelled",
    "approved sent",
    "approved cancelled",
    "sent done",
    "sent cancelled",
)
NEVER_REMOVED = ("rewards_batch", "rewards_destination", "rewards_payout", "rewards_payouthold")


def _listed(moves):
    return ", ".join(f"'{move}'" for move in moves)


FUNCTIONS = """
-- A destination is retired once; until then its seal may be renewed. What names a person goes when the person goes.
CREATE FUNCTION rewards_keep_destination() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.public_id <> OLD.public_id OR NEW.kind <> OLD.kind OR NEW.created_at <> OLD.created_at
       OR (OLD.retired_at IS NOT NULL AND NEW.retired_at IS DISTINCT FROM OLD.retired_at)
       OR NOT ((NEW.user_id IS NOT DISTINCT FROM OLD.user_id
                AND NEW.masked = OLD.masked AND NEW.holder_name = OLD.holder_name AND NEW.country = OLD.country
                AND (NEW.sealed = '') = (OLD.sealed = ''))
               OR (OLD.user_id IS NOT NULL AND NEW.user_id IS NULL AND NEW.retired_at IS NOT NULL
                   AND NEW.sealed = '' AND NEW.fingerprint = '' AND NEW.masked = '' AND NEW.holder_name = ''
                   AND NEW.country = '')) THEN
        RAISE EXCEPTION 'a destination is retired and replaced, not edited'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION rewards_draft_batch() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state <> 'draft' OR NOT EXISTS (
        SELECT FROM campaigns_campaign campaign
         WHERE campaign.id = NEW.campaign_id AND campaign.currency = NEW.currency) THEN
        RAISE EXCEPTION 'a batch begins as a draft in its campaign''s currency'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION rewards_keep_batch() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.public_id <> OLD.public_id OR NEW.campaign_id <> OLD.campaign_id
       OR NEW.provider <> OLD.provider OR NEW.currency <> OLD.currency OR NEW.note <> OLD.note
       OR NEW.drafted_by_id <> OLD.drafted_by_id OR NEW.drafted_at <> OLD.drafted_at
       OR NEW.left_out <> OLD.left_out
       OR NEW.state = OLD.state OR OLD.state || ' ' || NEW.state NOT IN ({batch_moves})
       OR (NEW.state <> 'approved' AND (
           NEW.approved_by_id IS DISTINCT FROM OLD.approved_by_id OR NEW.approved_at IS DISTINCT FROM OLD.approved_at
           OR NEW.checks <> OLD.checks))
       OR (NEW.state <> 'sent' AND NEW.sent_at IS DISTINCT FROM OLD.sent_at) THEN
        RAISE EXCEPTION 'a batch stays as it was drafted and goes one way'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

-- At the approval all of the batch's money starts, and at the end nothing of it is on its way.
CREATE FUNCTION rewards_move_batch() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.state = 'approved' AND (
            NOT EXISTS (SELECT FROM rewards_payout payout WHERE payout.batch_id = NEW.id)
            OR EXISTS (SELECT FROM rewards_payout payout
                        WHERE payout.batch_id = NEW.id AND NOT EXISTS (
                              SELECT FROM rewards_transfer transfer
                               WHERE transfer.payout_id = payout.id AND transfer.reason = 'payout_started'))))
       OR (NEW.state IN ('done', 'cancelled') AND EXISTS (
            SELECT FROM rewards_payout payout
             WHERE payout.batch_id = NEW.id AND payout.state IN ('queued', 'unknown', 'sent'))) THEN
        RAISE EXCEPTION 'a batch is approved with all of its money and ends with none of it on its way'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION rewards_draft_payout() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state <> 'queued'
       OR NOT EXISTS (SELECT FROM rewards_batch batch WHERE batch.id = NEW.batch_id AND batch.state = 'draft')
       OR NOT EXISTS (
          SELECT FROM campaigns_participant person
            JOIN rewards_destination destination ON destination.user_id = person.user_id
           WHERE person.id = NEW.participant_id AND destination.id = NEW.destination_id
             AND destination.retired_at IS NULL) THEN
        RAISE EXCEPTION 'a payout is drafted to a destination that its person uses'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION rewards_keep_payout() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.public_id <> OLD.public_id OR NEW.campaign_id <> OLD.campaign_id
       OR NEW.batch_id <> OLD.batch_id OR NEW.participant_id <> OLD.participant_id
       OR NEW.destination_id <> OLD.destination_id OR NEW.amount_minor <> OLD.amount_minor
       OR (OLD.settled_at IS NOT NULL AND NEW.settled_at IS DISTINCT FROM OLD.settled_at)
       OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at) THEN
        RAISE EXCEPTION 'a payout stays as it was drafted'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    IF NEW.state <> OLD.state AND (
       OLD.state || ' ' || NEW.state NOT IN ({payout_moves})
       OR (OLD.state = 'queued' AND NEW.state <> 'failed' AND NOT EXISTS (
           SELECT FROM rewards_batch batch WHERE batch.id = NEW.batch_id AND batch.state = 'sent'))) THEN
        RAISE EXCEPTION 'a payout goes from % to %: it never does', OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_goes_one_way', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

-- Whoever moves a payout has moved its money before.
CREATE FUNCTION rewards_move_payout() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    step text := CASE NEW.state WHEN 'settled' THEN 'payout_paid' WHEN 'failed' THEN 'payout_failed'
                                ELSE 'payout_returned' END;
BEGIN
    IF EXISTS (SELECT FROM rewards_batch batch WHERE batch.id = NEW.batch_id AND batch.approved_at IS NOT NULL)
       AND NOT EXISTS (SELECT FROM rewards_transfer transfer
                        WHERE transfer.payout_id = NEW.id AND transfer.reason = step) THEN
        RAISE EXCEPTION 'the money of a payout moves with it'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION rewards_keep_hold() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.lifted_at IS NOT NULL OR NEW.lifted_at IS NULL OR NEW.id <> OLD.id OR NEW.public_id <> OLD.public_id
       OR NEW.participant_id <> OLD.participant_id OR NEW.reason <> OLD.reason OR NEW.by_id <> OLD.by_id
       OR NEW.at <> OLD.at THEN
        RAISE EXCEPTION 'a hold is lifted once and stays as it was said'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

ALTER TABLE rewards_payout
    ADD CONSTRAINT batch_is_of_the_same_campaign
        FOREIGN KEY (batch_id, campaign_id) REFERENCES rewards_batch (id, campaign_id),
    ADD CONSTRAINT payee_is_of_the_same_campaign
        FOREIGN KEY (participant_id, campaign_id) REFERENCES campaigns_participant (id, campaign_id);
"""
FUNCTIONS = FUNCTIONS.replace("{payout_moves}", _listed(MOVES)).replace("{batch_moves}", _listed(MOVES_OF_A_BATCH))

TRIGGERS = [
    ("rewards_destination", "destination_is_replaced_not_edited", "BEFORE UPDATE", "ROW", "rewards_keep_destination"),
    ("rewards_batch", "batch_begins_as_a_draft", "BEFORE INSERT", "ROW", "rewards_draft_batch"),
    ("rewards_batch", "batch_goes_one_way", "BEFORE UPDATE", "ROW", "rewards_keep_batch"),
    ("rewards_batch", "batch_moves_with_its_money", "AFTER UPDATE", "ROW", "rewards_move_batch"),
    ("rewards_payout", "payout_is_drafted_to_its_person", "BEFORE INSERT", "ROW", "rewards_draft_payout"),
    ("rewards_payout", "payout_stays_as_drafted", "BEFORE UPDATE", "ROW", "rewards_keep_payout"),
    ("rewards_payouthold", "payout_hold_is_lifted_once", "BEFORE UPDATE", "ROW", "rewards_keep_hold"),
    *(
        (table, f"{table.removeprefix('rewards_')}_is_never_deleted", "BEFORE DELETE", "ROW", "mobilize_refuse_change")
        for table in NEVER_REMOVED
    ),
    *(
        (table, f"{table.removeprefix('rewards_')}_is_never_truncated", "BEFORE TRUNCATE", "STATEMENT",
         "mobilize_refuse_change")
        for table in NEVER_REMOVED
    ),
]  # fmt: skip

FORWARD = "".join(
    f"CREATE TRIGGER {name} {when} ON {table} FOR EACH {level} EXECUTE FUNCTION {function}();"
    f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name};"
    for table, name, when, level, function in TRIGGERS
) + """
CREATE TRIGGER payout_moves_with_its_money AFTER UPDATE OF state ON rewards_payout FOR EACH ROW
    WHEN (NEW.state <> OLD.state AND NEW.state IN ('settled', 'failed', 'returned'))
    EXECUTE FUNCTION rewards_move_payout();
ALTER TABLE rewards_payout ENABLE ALWAYS TRIGGER payout_moves_with_its_money;
"""

BACKWARD = (
    "DROP TRIGGER payout_moves_with_its_money ON rewards_payout;"
    + "".join(f"DROP TRIGGER {name} ON {table};" for table, name, _, _, _ in TRIGGERS)
    + """
ALTER TABLE rewards_payout
    DROP CONSTRAINT batch_is_of_the_same_campaign, DROP CONSTRAINT payee_is_of_the_same_campaign;
DROP FUNCTION rewards_keep_hold(), rewards_move_payout(), rewards_keep_payout(), rewards_draft_payout(),
    rewards_move_batch(), rewards_keep_batch(), rewards_draft_batch(), rewards_keep_destination();
"""
)


class Migration(migrations.Migration):
    dependencies = [("rewards", "0003_books")]

    operations = [migrations.RunSQL(FUNCTIONS + FORWARD, BACKWARD)]
