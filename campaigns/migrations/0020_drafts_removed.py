"""What was only planned can be removed: secret facts go with an objective of a draft, and with the draft."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION campaigns_is_draft(campaign bigint) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM campaigns_campaign planned WHERE planned.id = campaign AND planned.state = 'draft')
$$;
CREATE FUNCTION campaigns_is_planned(objective bigint) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM campaigns_objective planned
                    WHERE planned.id = objective AND campaigns_is_draft(planned.campaign_id))
$$;
"""


def never_deleted(condition: str) -> str:
    return (
        "DROP TRIGGER secretfact_is_never_deleted ON campaigns_secretfact;"
        f"CREATE TRIGGER secretfact_is_never_deleted BEFORE DELETE ON campaigns_secretfact FOR EACH ROW {condition}"
        " EXECUTE FUNCTION mobilize_refuse_change();"
        "ALTER TABLE campaigns_secretfact ENABLE ALWAYS TRIGGER secretfact_is_never_deleted;"
    )


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0019_reports_made_anew")]

    operations = [
        migrations.RunSQL(
            FUNCTIONS + never_deleted("WHEN (NOT campaigns_is_planned(OLD.objective_id))"),
            never_deleted("") + "DROP FUNCTION campaigns_is_planned(bigint), campaigns_is_draft(bigint);",
        )
    ]
