"""Roles are invited to by e-mail and removed; a trigger keeps the last organizer of every campaign.

Two who remove each other at once meet at the campaign's row: the second looks once the first has committed, and
sees what is left. That holds under READ COMMITTED, in which everything here runs; the lock is the one that
`planning.operations.lock_campaign` takes before, so that nobody deadlocks.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION campaigns_keep_organizer() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    -- A campaign that goes altogether, roles and all, needs nobody any more.
    PERFORM FROM campaigns_campaign campaign WHERE campaign.id = OLD.campaign_id FOR NO KEY UPDATE;
    IF FOUND AND NOT EXISTS (
        SELECT FROM campaigns_role role WHERE role.campaign_id = OLD.campaign_id AND role.kind = 'organizer') THEN
        RAISE EXCEPTION 'a campaign keeps its last organizer'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER last_organizer_stays AFTER UPDATE OR DELETE ON campaigns_role
    FOR EACH ROW WHEN (OLD.kind = 'organizer') EXECUTE FUNCTION campaigns_keep_organizer();
ALTER TABLE campaigns_role ENABLE ALWAYS TRIGGER last_organizer_stays;
CREATE TRIGGER role_is_never_truncated BEFORE TRUNCATE ON campaigns_role
    FOR EACH STATEMENT EXECUTE FUNCTION mobilize_refuse_change();
ALTER TABLE campaigns_role ENABLE ALWAYS TRIGGER role_is_never_truncated;
"""

BACKWARD = """
DROP TRIGGER last_organizer_stays ON campaigns_role;
DROP TRIGGER role_is_never_truncated ON campaigns_role;
DROP FUNCTION campaigns_keep_organizer();
"""


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_laws")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
