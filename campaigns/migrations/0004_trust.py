"""The laws of review and trust: what came with a report and what was said of it stays; what was decided is decided once."""

from django.db import migrations

APPEND_ONLY = ("campaigns_factanswer", "campaigns_goldanswer", "campaigns_vouch")
NEVER_DELETED = (
    "campaigns_gold",
    "campaigns_secretfact",
    "campaigns_signal",
    "campaigns_hold",
    "campaigns_quarantine",
    "campaigns_objection",
)

FUNCTIONS = """
CREATE FUNCTION campaigns_keep_evidence() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    state text;
BEGIN
    -- Locked, or a review that begins at this moment would not be seen.
    SELECT finding.state INTO state FROM campaigns_finding finding
     WHERE finding.id = COALESCE(NEW.finding_id, OLD.finding_id) FOR NO KEY UPDATE;
    IF state NOT IN ('submitted', 'needs_info') THEN
        RAISE EXCEPTION 'evidence comes and goes before anybody reviews, or when somebody asks for it'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;

CREATE FUNCTION campaigns_keep_decision() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    was jsonb := to_jsonb(OLD);
    becomes jsonb := to_jsonb(NEW);
    decided text := TG_ARGV[0];
    field text;
BEGIN
    -- TG_ARGV: the column that says when it was decided, and those that are written with it.
    FOREACH field IN ARRAY TG_ARGV LOOP
        was := was - field;
        becomes := becomes - field;
    END LOOP;
    IF was <> becomes OR (to_jsonb(OLD)->>decided IS NOT NULL AND to_jsonb(OLD) <> to_jsonb(NEW)) THEN
        RAISE EXCEPTION 'what was noticed, held or objected to stays as it was said, and is decided once'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION campaigns_check_fact_answer() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM campaigns_finding finding JOIN campaigns_secretfact fact ON fact.objective_id = finding.objective_id
         WHERE finding.id = NEW.finding_id AND fact.id = NEW.fact_id AND fact.withdrawn_at IS NULL
           AND finding.participant_id = NEW.participant_id
           AND finding.state IN ('submitted', 'under_review', 'needs_info')) THEN
        RAISE EXCEPTION 'a secret fact is answered by who reported its objective, before anybody decided'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION campaigns_check_vouch() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        WITH RECURSIVE above AS (
            SELECT finder.invited_by_id AS id
              FROM campaigns_finding finding JOIN campaigns_participant finder ON finder.id = finding.participant_id
             WHERE finding.id = NEW.finding_id AND finding.state IN ('submitted', 'under_review', 'needs_info')
            UNION ALL
            SELECT inviter.invited_by_id FROM above JOIN campaigns_participant inviter ON inviter.id = above.id
        ) SELECT FROM above WHERE above.id = NEW.participant_id) THEN
        RAISE EXCEPTION 'a report is vouched for from above it, before anybody decided'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION campaigns_check_gold() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM campaigns_finding finding
         WHERE finding.id = NEW.finding_id AND finding.campaign_id = NEW.campaign_id
           AND finding.state = ANY(CASE WHEN NEW.is_true THEN '{verified}' ELSE '{rejected,reversed}' END::text[])) THEN
        RAISE EXCEPTION 'gold is a decided finding of its campaign, as true as it was decided to be'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION campaigns_check_gold_answer() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM campaigns_gold gold WHERE gold.id = NEW.gold_id AND gold.retired_at IS NULL) THEN
        RAISE EXCEPTION 'retired gold is not answered any more'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION campaigns_check_round() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM campaigns_finding finding
         WHERE finding.id = NEW.finding_id
           AND CASE NEW.kind WHEN 'appealed' THEN finding.round = NEW.round - 1 AND finding.state IN ('rejected', 'duplicate')
                    ELSE finding.round = NEW.round AND finding.state IN ('submitted', 'under_review', 'needs_info') END) THEN
        RAISE EXCEPTION 'votes are of the round that is under way, and an appeal begins the next'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION campaigns_check_objection() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT NEW.granted AND (
        EXISTS (SELECT FROM campaigns_hold hold
                 WHERE hold.id = NEW.hold_id AND NEW.decided_by_id IN (hold.placed_by_id, hold.decided_by_id))
        OR EXISTS (SELECT FROM campaigns_quarantine quarantine
                    WHERE quarantine.id = NEW.quarantine_id
                      AND NEW.decided_by_id IN (quarantine.placed_by_id, quarantine.lifted_by_id))) THEN
        RAISE EXCEPTION 'an objection is refused by somebody else than who decided'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    IF EXISTS (SELECT FROM campaigns_hold hold
                WHERE hold.id = NEW.hold_id AND hold.participant_id <> NEW.participant_id) THEN
        RAISE EXCEPTION 'a hold is objected to by who is held'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_is_objected_to_by_who_is_held', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
"""

CONSTRAINTS = """
ALTER TABLE campaigns_hold
    ADD CONSTRAINT held_person_is_of_the_same_campaign FOREIGN KEY (participant_id, campaign_id) REFERENCES campaigns_participant (id, campaign_id),
    ADD CONSTRAINT hold_lasts_90_days_at_most CHECK (expires_at <= placed_at + interval '90 days'),
    ADD CONSTRAINT hold_says_why CHECK (reason <> ''),
    ADD CONSTRAINT hold_is_placed_by_a_signal_or_a_person CHECK (signal_id IS NOT NULL OR placed_by_id IS NOT NULL),
    ADD CONSTRAINT hold_is_decided_by_somebody CHECK ((decided_at IS NULL) = (decided_by_id IS NULL));
ALTER TABLE campaigns_quarantine
    ADD CONSTRAINT branch_is_of_the_same_campaign FOREIGN KEY (root_id, campaign_id) REFERENCES campaigns_participant (id, campaign_id),
    ADD CONSTRAINT quarantine_says_why CHECK (reason <> ''),
    ADD CONSTRAINT quarantine_is_lifted_by_somebody CHECK ((lifted_at IS NULL) = (lifted_by_id IS NULL));
ALTER TABLE campaigns_signal
    ADD CONSTRAINT signal_is_about_somebody_of_the_same_campaign FOREIGN KEY (participant_id, campaign_id) REFERENCES campaigns_participant (id, campaign_id),
    ADD CONSTRAINT signal_is_decided_by_somebody CHECK ((decided_at IS NULL) = (decided_by_id IS NULL));
ALTER TABLE campaigns_objection
    ADD CONSTRAINT objection_is_answered_by_a_person CHECK ((decided_at IS NULL) = (decided_by_id IS NULL));
ALTER TABLE campaigns_claim ADD CONSTRAINT claim_lasts_a_day_at_most CHECK (expires_at <= claimed_at + interval '24 hours');
ALTER TABLE campaigns_assessment ADD CONSTRAINT assessment_is_a_number
    CHECK (log_odds BETWEEN -1000 AND 1000 AND priority >= 0 AND priority < 'Infinity');
ALTER TABLE campaigns_verdict ADD CONSTRAINT vote_is_somebodys
    CHECK (kind NOT IN ('vote_verify', 'vote_reject') OR by_id IS NOT NULL);
"""

UNDO = """
ALTER TABLE campaigns_hold DROP CONSTRAINT held_person_is_of_the_same_campaign;
ALTER TABLE campaigns_hold DROP CONSTRAINT hold_lasts_90_days_at_most;
ALTER TABLE campaigns_hold DROP CONSTRAINT hold_says_why;
ALTER TABLE campaigns_hold DROP CONSTRAINT hold_is_placed_by_a_signal_or_a_person;
ALTER TABLE campaigns_hold DROP CONSTRAINT hold_is_decided_by_somebody;
ALTER TABLE campaigns_quarantine DROP CONSTRAINT branch_is_of_the_same_campaign;
ALTER TABLE campaigns_quarantine DROP CONSTRAINT quarantine_says_why;
ALTER TABLE campaigns_quarantine DROP CONSTRAINT quarantine_is_lifted_by_somebody;
ALTER TABLE campaigns_signal DROP CONSTRAINT signal_is_about_somebody_of_the_same_campaign;
ALTER TABLE campaigns_signal DROP CONSTRAINT signal_is_decided_by_somebody;
ALTER TABLE campaigns_objection DROP CONSTRAINT objection_is_answered_by_a_person;
ALTER TABLE campaigns_claim DROP CONSTRAINT claim_lasts_a_day_at_most;
ALTER TABLE campaigns_assessment DROP CONSTRAINT assessment_is_a_number;
ALTER TABLE campaigns_verdict DROP CONSTRAINT vote_is_somebodys;
"""

TRIGGERS = [
    ("campaigns_evidence", "evidence_comes_before_the_review", "BEFORE INSERT OR DELETE", "ROW", "campaigns_keep_evidence()"),
    ("campaigns_evidence", "evidence_stays_as_it_came", "BEFORE UPDATE", "ROW", "mobilize_refuse_change()"),
    ("campaigns_evidence", "evidence_is_never_truncated", "BEFORE TRUNCATE", "STATEMENT", "mobilize_refuse_change()"),
    ("campaigns_secretfact", "secret_fact_is_only_withdrawn", "BEFORE UPDATE", "ROW",
     "campaigns_keep_decision('withdrawn_at')"),
    ("campaigns_gold", "gold_is_only_retired", "BEFORE UPDATE", "ROW", "campaigns_keep_decision('retired_at')"),
    ("campaigns_signal", "signal_stays_as_it_was_noticed", "BEFORE UPDATE", "ROW",
     "campaigns_keep_decision('decided_at', 'state', 'decided_by_id', 'note')"),
    ("campaigns_hold", "hold_is_decided_for_good", "BEFORE UPDATE", "ROW",
     "campaigns_keep_decision('decided_at', 'decision', 'decided_by_id', 'note')"),
    ("campaigns_quarantine", "quarantine_is_lifted_for_good", "BEFORE UPDATE", "ROW",
     "campaigns_keep_decision('lifted_at', 'lifted_by_id', 'note')"),
    ("campaigns_objection", "objection_is_answered_for_good", "BEFORE UPDATE", "ROW",
     "campaigns_keep_decision('decided_at', 'granted', 'decided_by_id', 'note')"),
    ("campaigns_factanswer", "fact_answer_fits_its_report", "BEFORE INSERT", "ROW", "campaigns_check_fact_answer()"),
    ("campaigns_vouch", "report_is_vouched_for_from_above", "BEFORE INSERT", "ROW", "campaigns_check_vouch()"),
    ("campaigns_gold", "gold_is_as_it_was_decided", "BEFORE INSERT", "ROW", "campaigns_check_gold()"),
    ("campaigns_goldanswer", "gold_is_answered_until_it_is_retired", "BEFORE INSERT", "ROW", "campaigns_check_gold_answer()"),
    ("campaigns_verdict", "verdict_is_of_its_round", "BEFORE INSERT",
     "ROW WHEN (NEW.kind IN ('vote_verify', 'vote_reject', 'claimed', 'appealed'))", "campaigns_check_round()"),
    ("campaigns_objection", "objection_is_somebody_elses_to_answer", "BEFORE INSERT OR UPDATE", "ROW",
     "campaigns_check_objection()"),
    *((table, f"{table.removeprefix('campaigns_')}_is_append_only", "BEFORE UPDATE OR DELETE", "ROW",
       "mobilize_refuse_change()") for table in APPEND_ONLY),
    *((table, f"{table.removeprefix('campaigns_')}_is_never_deleted", "BEFORE DELETE", "ROW",
       "mobilize_refuse_change()") for table in NEVER_DELETED),
    *((table, f"{table.removeprefix('campaigns_')}_is_never_truncated", "BEFORE TRUNCATE", "STATEMENT",
       "mobilize_refuse_change()") for table in (*APPEND_ONLY, *NEVER_DELETED)),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_roles")]

    operations = [
        migrations.RunSQL(
            FUNCTIONS
            + CONSTRAINTS
            + "".join(
                f"CREATE TRIGGER {trigger} {when} ON {table} FOR EACH {level} EXECUTE FUNCTION {call};"
                f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger};"
                for table, trigger, when, level, call in TRIGGERS
            ),
            "".join(f"DROP TRIGGER {trigger} ON {table};" for table, trigger, _, _, _ in TRIGGERS)
            + "DROP FUNCTION campaigns_keep_evidence(), campaigns_keep_decision(), campaigns_check_fact_answer(),"
            " campaigns_check_vouch(), campaigns_check_gold(), campaigns_check_gold_answer(), campaigns_check_round(),"
            " campaigns_check_objection();" + UNDO,
        )
    ]
