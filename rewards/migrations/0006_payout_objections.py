"""What a person says against a treasurer's hold, once; another treasurer answers, for good."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

LAWS = """
CREATE FUNCTION rewards_check_objection() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT NEW.granted AND EXISTS (
        SELECT FROM rewards_payouthold hold WHERE hold.id = NEW.hold_id AND hold.by_id = NEW.decided_by_id) THEN
        RAISE EXCEPTION 'an objection is refused by somebody else than who placed the hold'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
"""
TABLE = "rewards_payoutobjection"
TRIGGERS = [
    ("payout_objection_is_answered_for_good", "BEFORE UPDATE", "ROW",
     "campaigns_keep_decision('decided_at', 'granted', 'decided_by_id', 'note')"),
    ("payout_objection_is_somebody_elses_to_refuse", "BEFORE INSERT OR UPDATE", "ROW", "rewards_check_objection()"),
    ("payoutobjection_is_never_deleted", "BEFORE DELETE", "ROW", "mobilize_refuse_change()"),
    ("payoutobjection_is_never_truncated", "BEFORE TRUNCATE", "STATEMENT", "mobilize_refuse_change()"),
]  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0008_goal'),
        ('rewards', '0005_forecast'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PayoutObjection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=2000)),
                ('made_at', models.DateTimeField()),
                ('granted', models.BooleanField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('note', models.CharField(blank=True, max_length=1000)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hold', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='objection', to='rewards.payouthold')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='payout_objection_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('granted__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('granted__isnull', False)), _connector='OR'), name='payout_objection_is_answered_by_somebody')],
            },
        ),
        migrations.RunSQL(
            LAWS
            + "".join(
                f"CREATE TRIGGER {trigger} {when} ON {TABLE} FOR EACH {level} EXECUTE FUNCTION {call};"
                f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER {trigger};"
                for trigger, when, level, call in TRIGGERS
            ),
            "".join(f"DROP TRIGGER {trigger} ON {TABLE};" for trigger, *_ in TRIGGERS)
            + "DROP FUNCTION rewards_check_objection();",
        ),
    ]
