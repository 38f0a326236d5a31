"""Keys for programs, and the tokens by which people report through somebody else's program.

The laws: a key keeps what it is and what it may, and once revoked it stays revoked; a token that was ended is never
good again.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FUNCTIONS = """
CREATE FUNCTION campaigns_keep_api_key() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF to_jsonb(NEW) - '{last_used_at,revoked_at}'::text[] <> to_jsonb(OLD) - '{last_used_at,revoked_at}'::text[] THEN
        RAISE EXCEPTION 'a key keeps what it is and what it may; make another one'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    IF OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at THEN
        RAISE EXCEPTION 'a revoked key stays revoked'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'api_key_is_revoked_for_good', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
"""

TRIGGERS = [
    ("campaigns_apikey", "api_key_stays_as_it_was_made", "BEFORE UPDATE", "ROW", "campaigns_keep_api_key()"),
    (
        "campaigns_participant",
        "ended_token_stays_ended",
        "BEFORE UPDATE",
        "ROW WHEN (NEW.token_number < OLD.token_number)",
        "mobilize_refuse_change()",
    ),
]


class Migration(migrations.Migration):

    dependencies = [("campaigns", "0009_keys_that_stay")]

    operations = [
        migrations.AddField(
            model_name='participant',
            name='token_number',
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False, help_text="Which of this place's tokens is good; earlier ones are not."),
        ),
        migrations.CreateModel(
            name='ApiKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True)),
                ('name', models.CharField(help_text='What it is for.', max_length=80)),
                ('kind', models.CharField(choices=[('secret', 'secret'), ('publishable', 'publishable')], max_length=11)),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('campaigns:read', 'read campaigns, their objectives and roles'), ('campaigns:write', 'draft, change and run campaigns'), ('participants:read', 'read who takes part and what trust noticed'), ('participants:write', 'make links, write to people, decide about trust'), ('findings:read', 'read findings and activities'), ('findings:write', 'report findings and activities'), ('findings:review', 'review findings'), ('rewards:read', 'read money: budget, rewards, payouts'), ('rewards:write', 'fund campaigns and raise promises'), ('payouts:write', 'draft, approve and send payouts'), ('analytics:read', 'read the participation report, forecasts and what-ifs'), ('webhooks:write', 'set up webhooks')], max_length=18), size=None)),
                ('prefix', models.CharField(help_text='What is shown of it, and what it is found by.', max_length=16, unique=True)),
                ('digest', models.CharField(help_text='SHA-256 of the whole key.', max_length=64)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(help_text='From when on it does not work any more.', null=True)),
                ('last_used_at', models.DateTimeField(help_text='To the minute.', null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('campaign', models.ForeignKey(help_text='The only campaign in which it works; empty for all that its owner may.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='api_keys', to='campaigns.campaign')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='api_keys', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'secret'), ('prefix__regex', '^mk_[0-9A-Za-z]{12}$')), models.Q(('kind', 'publishable'), ('prefix__regex', '^mpk_[0-9A-Za-z]{12}$')), _connector='OR'), name='api_key_shows_its_kind'), models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='api_key_is_kept_as_a_hash'), models.CheckConstraint(condition=models.Q(('scopes__contained_by', ['campaigns:read', 'campaigns:write', 'participants:read', 'participants:write', 'findings:read', 'findings:write', 'findings:review', 'rewards:read', 'rewards:write', 'payouts:write', 'analytics:read', 'webhooks:write']), ('scopes__len__gt', 0)), name='api_key_is_for_something_known'), models.CheckConstraint(condition=models.Q(('kind', 'secret'), models.Q(('campaign__isnull', False), ('scopes', ['findings:write'])), _connector='OR'), name='publishable_key_only_reports_in_one_campaign'), models.CheckConstraint(condition=models.Q(('expires_at', None), ('expires_at__gt', models.F('created_at')), _connector='OR'), name='api_key_lasts_a_while')],
            },
        ),
        migrations.RunSQL(
            FUNCTIONS
            + "".join(
                f"CREATE TRIGGER {trigger} {when} ON {table} FOR EACH {level} EXECUTE FUNCTION {call};"
                f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger};"
                for table, trigger, when, level, call in TRIGGERS
            ),
            "".join(f"DROP TRIGGER {trigger} ON {table};" for table, trigger, _, _, _ in TRIGGERS)
            + "DROP FUNCTION campaigns_keep_api_key();",
        ),
    ]
