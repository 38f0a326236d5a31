"""The laws of the facts, kept by the database: the tree, promises that only rise, verdicts and events that stay.

Every trigger is ENABLE ALWAYS, so that not even a replication session walks past it, and raises a check violation
under its own name, so that a refusal can be read as a sentence.
"""

from django.db import migrations

APPEND_ONLY = ("campaigns_event", "campaigns_verdict")
NEVER_DELETED = ("campaigns_participant", "campaigns_finding")


def always(table: str, trigger: str, when: str, function: str, *, level: str = "ROW") -> str:
    return (
        f"CREATE TRIGGER {trigger} {when} ON {table} FOR EACH {level} EXECUTE FUNCTION {function}();"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger};"
    )


FORWARD = """
CREATE FUNCTION mobilize_refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or removed; % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;

CREATE FUNCTION campaigns_derive_depth() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.depth := 0;
    IF NEW.invited_by_id IS NOT NULL THEN
        SELECT inviter.depth + 1 INTO NEW.depth FROM campaigns_participant inviter WHERE inviter.id = NEW.invited_by_id;
        -- Nobody there: the composite key refuses the row by its name.
        NEW.depth := COALESCE(NEW.depth, 0);
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION campaigns_keep_place() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.campaign_id <> OLD.campaign_id OR NEW.depth <> OLD.depth
       OR NEW.invited_by_id IS DISTINCT FROM OLD.invited_by_id THEN
        RAISE EXCEPTION 'nobody is ever moved in the tree'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    IF NEW.public_id <> OLD.public_id OR NEW.joined_at <> OLD.joined_at
       OR NEW.via_link_id IS DISTINCT FROM OLD.via_link_id OR NEW.handed_up IS DISTINCT FROM OLD.handed_up THEN
        RAISE EXCEPTION 'how and when somebody joined, and the split they accepted, stay as they were'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    IF OLD.user_id IS NOT NULL AND NEW.user_id IS NOT NULL AND NEW.user_id <> OLD.user_id THEN
        RAISE EXCEPTION 'a place is claimed or given up, never handed from one person to another'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION campaigns_keep_rules() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.state <> 'draft' AND (
           NEW.currency <> OLD.currency OR NEW.time_zone <> OLD.time_zone OR NEW.remainder_to <> OLD.remainder_to
        OR NEW.hold_days <> OLD.hold_days OR NEW.starts_at <> OLD.starts_at OR NEW.charity_name <> OLD.charity_name
        OR NEW.max_depth_paid IS DISTINCT FROM OLD.max_depth_paid OR NEW.state = 'draft') THEN
        RAISE EXCEPTION 'a launched campaign keeps its rules'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    IF OLD.state = 'closed' AND NEW.state <> 'closed' THEN
        RAISE EXCEPTION 'a closed campaign stays closed'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION campaigns_keep_promise() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.campaign_id <> OLD.campaign_id
       OR ((NEW.prize_minor < OLD.prize_minor OR NEW.quota < OLD.quota) AND EXISTS (
            SELECT FROM campaigns_campaign campaign WHERE campaign.id = OLD.campaign_id AND campaign.state <> 'draft')) THEN
        RAISE EXCEPTION 'a promise is never lowered'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION campaigns_keep_finding() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    -- A rank is given with the verdict that verifies, or never.
    IF NEW.id <> OLD.id OR NEW.campaign_id <> OLD.campaign_id OR NEW.objective_id <> OLD.objective_id
       OR NEW.participant_id <> OLD.participant_id OR NEW.received_at <> OLD.received_at
       OR NEW.observed_at <> OLD.observed_at OR NEW.note <> OLD.note OR NEW.public_id <> OLD.public_id
       OR NEW.latitude IS DISTINCT FROM OLD.latitude OR NEW.longitude IS DISTINCT FROM OLD.longitude
       OR NEW.accuracy_m IS DISTINCT FROM OLD.accuracy_m OR NEW.location_source <> OLD.location_source
       OR NEW.client_id IS DISTINCT FROM OLD.client_id
       OR (NEW.paid_rank IS DISTINCT FROM OLD.paid_rank
           AND (OLD.paid_rank IS NOT NULL OR OLD.state IN ('verified', 'reversed'))) THEN
        RAISE EXCEPTION 'what was reported, by whom and when, and its paid rank stay as they are'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    -- Money hangs on these two: what was verified is reversed at most, by a verdict that is there first, and for good.
    IF NEW.state <> OLD.state AND (
           OLD.state = 'reversed' OR (OLD.state = 'verified' AND NEW.state <> 'reversed')
        OR (NEW.state = 'reversed' AND (OLD.state <> 'verified' OR NOT EXISTS (
            SELECT FROM campaigns_verdict verdict WHERE verdict.finding_id = NEW.id AND verdict.kind = 'reversed')))) THEN
        RAISE EXCEPTION 'a verified finding is reversed by a verdict, once, and nothing else becomes of it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_is_reversed_by_a_verdict', TABLE = TG_TABLE_NAME;
    END IF;
    -- What was decided against is opened again by an appeal alone, each beginning another round.
    IF (NEW.state <> OLD.state AND (
               OLD.state = 'withdrawn' OR NEW.state = 'submitted'
            OR (NEW.state = 'needs_info' AND OLD.state NOT IN ('submitted', 'under_review'))
            OR (OLD.state IN ('rejected', 'duplicate') AND NOT (
                NEW.state = 'under_review' AND NEW.round = OLD.round + 1 AND EXISTS (
                SELECT FROM campaigns_verdict verdict
                 WHERE verdict.finding_id = NEW.id AND verdict.kind = 'appealed' AND verdict.round = NEW.round)))))
       OR (NEW.round <> OLD.round AND NOT (OLD.state IN ('rejected', 'duplicate') AND NEW.state = 'under_review')) THEN
        RAISE EXCEPTION 'a finding goes from state to state as its review allows'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_takes_legal_steps', TABLE = TG_TABLE_NAME;
    END IF;
    -- What comes verified out of a file is inserted so; what was reported here is verified by somebody.
    IF NEW.state = 'verified' AND OLD.state <> 'verified' AND NOT EXISTS (
        SELECT FROM campaigns_verdict verdict
         WHERE verdict.finding_id = NEW.id AND verdict.kind = 'verified' AND verdict.round = NEW.round
           AND verdict.by_id IS NOT NULL) THEN
        RAISE EXCEPTION 'a finding is verified by the verdict of somebody, in its present round'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_is_verified_by_a_verdict', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION campaigns_keep_verdict() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    -- The reviewer's place on the chain above the finder, or the finder's on the chain above the reviewer.
    IF EXISTS (
        WITH RECURSIVE place AS (
            SELECT finder.id AS finder_id, reviewer.id AS reviewer_id
              FROM campaigns_finding finding
              JOIN campaigns_participant finder ON finder.id = finding.participant_id
              JOIN campaigns_participant reviewer
                ON reviewer.campaign_id = finding.campaign_id AND reviewer.user_id = NEW.by_id
             WHERE finding.id = NEW.finding_id
        ), above AS (
            SELECT participant.id, participant.invited_by_id, place.finder_id, place.reviewer_id
              FROM place JOIN campaigns_participant participant ON participant.id IN (finder_id, reviewer_id)
            UNION ALL
            SELECT inviter.id, inviter.invited_by_id, above.finder_id, above.reviewer_id
              FROM above JOIN campaigns_participant inviter ON inviter.id = above.invited_by_id
        )
        -- On two chains at once with one of the two themselves: then one stands above the other, or they are one.
        SELECT FROM above WHERE id IN (finder_id, reviewer_id)
         GROUP BY id HAVING COUNT(*) > 1
        UNION ALL
        SELECT FROM place WHERE finder_id = reviewer_id) THEN
        RAISE EXCEPTION 'nobody verifies a finding of their own, of their upline or of their downline'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION campaigns_check_quota() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.paid_rank > (SELECT quota FROM campaigns_objective objective WHERE objective.id = NEW.objective_id) THEN
        RAISE EXCEPTION 'no more findings are paid than the objective promises'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION campaigns_keep_link() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.campaign_id <> OLD.campaign_id OR NEW.code <> OLD.code
       OR NEW.participant_id IS DISTINCT FROM OLD.participant_id THEN
        RAISE EXCEPTION 'a link stays its owner''s'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION campaigns_add_objective() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM campaigns_campaign campaign WHERE campaign.id = NEW.campaign_id AND campaign.state <> 'draft') THEN
        RAISE EXCEPTION 'objectives are added to drafts'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

ALTER TABLE campaigns_participant
    ADD CONSTRAINT inviter_is_of_the_same_campaign
        FOREIGN KEY (invited_by_id, campaign_id) REFERENCES campaigns_participant (id, campaign_id),
    ADD CONSTRAINT link_followed_is_of_the_same_campaign
        FOREIGN KEY (via_link_id, campaign_id) REFERENCES campaigns_referrallink (id, campaign_id);
ALTER TABLE campaigns_referrallink
    ADD CONSTRAINT link_owner_is_of_the_same_campaign
        FOREIGN KEY (participant_id, campaign_id) REFERENCES campaigns_participant (id, campaign_id);
ALTER TABLE campaigns_finding
    ADD CONSTRAINT objective_is_of_the_same_campaign
        FOREIGN KEY (objective_id, campaign_id) REFERENCES campaigns_objective (id, campaign_id),
    ADD CONSTRAINT finder_is_of_the_same_campaign
        FOREIGN KEY (participant_id, campaign_id) REFERENCES campaigns_participant (id, campaign_id);
"""

TRIGGERS = [
    ("campaigns_participant", "participant_depth_is_derived", "BEFORE INSERT", "campaigns_derive_depth", "ROW"),
    ("campaigns_participant", "participant_is_never_moved", "BEFORE UPDATE", "campaigns_keep_place", "ROW"),
    ("campaigns_campaign", "campaign_keeps_its_rules_after_launch", "BEFORE UPDATE", "campaigns_keep_rules", "ROW"),
    ("campaigns_objective", "objective_promise_is_never_lowered", "BEFORE UPDATE", "campaigns_keep_promise", "ROW"),
    ("campaigns_objective", "objective_is_added_to_a_draft", "BEFORE INSERT", "campaigns_add_objective", "ROW"),
    ("campaigns_referrallink", "link_keeps_its_owner", "BEFORE UPDATE", "campaigns_keep_link", "ROW"),
    ("campaigns_finding", "finding_keeps_its_facts", "BEFORE UPDATE", "campaigns_keep_finding", "ROW"),
    (
        "campaigns_finding",
        "paid_rank_is_within_quota",
        "BEFORE INSERT OR UPDATE OF paid_rank",
        "campaigns_check_quota",
        "ROW",
    ),
    (
        "campaigns_verdict",
        "nobody_verifies_their_own_chain",
        "BEFORE INSERT",
        "campaigns_keep_verdict",
        "ROW WHEN (NEW.kind IN ('verified', 'reversed', 'vote_verify'))",
    ),
    *(
        (
            table,
            f"{table.removeprefix('campaigns_')}_is_append_only",
            "BEFORE UPDATE OR DELETE",
            "mobilize_refuse_change",
            "ROW",
        )
        for table in APPEND_ONLY
    ),
    *(
        (
            table,
            f"{table.removeprefix('campaigns_')}_is_never_deleted",
            "BEFORE DELETE",
            "mobilize_refuse_change",
            "ROW",
        )
        for table in NEVER_DELETED
    ),
    *(
        (
            table,
            f"{table.removeprefix('campaigns_')}_is_never_truncated",
            "BEFORE TRUNCATE",
            "mobilize_refuse_change",
            "STATEMENT",
        )
        for table in (*APPEND_ONLY, *NEVER_DELETED)
    ),
]

BACKWARD = (
    "".join(f"DROP TRIGGER {trigger} ON {table};" for table, trigger, _, _, _ in TRIGGERS)
    + """
ALTER TABLE campaigns_finding DROP CONSTRAINT objective_is_of_the_same_campaign, DROP CONSTRAINT finder_is_of_the_same_campaign;
ALTER TABLE campaigns_referrallink DROP CONSTRAINT link_owner_is_of_the_same_campaign;
ALTER TABLE campaigns_participant
    DROP CONSTRAINT inviter_is_of_the_same_campaign, DROP CONSTRAINT link_followed_is_of_the_same_campaign;
DROP FUNCTION campaigns_derive_depth(), campaigns_keep_place(), campaigns_keep_rules(), campaigns_keep_promise(),
    campaigns_keep_finding(), campaigns_check_quota(), campaigns_keep_link(), campaigns_add_objective(), campaigns_keep_verdict(), mobilize_refuse_change();
"""
)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_initial")]

    operations = [
        migrations.RunSQL(
            FORWARD
            + "".join(
                always(table, trigger, when, function, level=level)
                for table, trigger, when, function, level in TRIGGERS
            ),
            BACKWARD,
        )
    ]
