"""Activities that organizers tell, and the arms of a campaign's own links; what was told, and an arm, stay."""

import datetime

import django.contrib.postgres.functions
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

LINK = """
CREATE OR REPLACE FUNCTION campaigns_keep_link() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.campaign_id <> OLD.campaign_id OR NEW.code <> OLD.code{arm}
       OR NEW.participant_id IS DISTINCT FROM OLD.participant_id THEN
        RAISE EXCEPTION 'a link stays its owner''s{words}'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
"""

TRIGGERS = [
    ("campaigns_activity", "activity_is_append_only", "BEFORE UPDATE OR DELETE", "ROW"),
    ("campaigns_activity", "activity_is_never_truncated", "BEFORE TRUNCATE", "STATEMENT"),
]

FORWARD = (
    LINK.format(arm=" OR NEW.arm <> OLD.arm", words=", and of its arm")
    + """
ALTER TABLE campaigns_activity
    ADD CONSTRAINT active_person_is_of_the_same_campaign FOREIGN KEY (participant_id, campaign_id) REFERENCES campaigns_participant (id, campaign_id);
"""
    + "".join(
        f"CREATE TRIGGER {trigger} {when} ON {table} FOR EACH {level} EXECUTE FUNCTION mobilize_refuse_change();"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger};"
        for table, trigger, when, level in TRIGGERS
    )
)
BACKWARD = (
    "".join(f"DROP TRIGGER {trigger} ON {table};" for table, trigger, _, _ in TRIGGERS)
    + "ALTER TABLE campaigns_activity DROP CONSTRAINT active_person_is_of_the_same_campaign;"
    + LINK.format(arm="", words="")
)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0004_trust")]

    operations = [
        migrations.AddField(
            model_name="referrallink",
            name="arm",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="On the campaign's own links: which arm of the campaign they belong to, such as posters-north.",
                max_length=40,
            ),
        ),
        migrations.AddConstraint(
            model_name="referrallink",
            constraint=models.CheckConstraint(
                condition=models.Q(("arm", ""), ("participant__isnull", True), _connector="OR"),
                name="link_with_an_arm_is_the_campaigns_own",
            ),
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(help_text="A word for what was done, the campaign's own.", max_length=60),
                ),
                ("at", models.DateTimeField(help_text="When it was done.")),
                (
                    "client_id",
                    models.CharField(
                        help_text="The teller's own id of it; told again, it is the same.", max_length=64
                    ),
                ),
                ("received_at", models.DateTimeField(help_text="When it was told.")),
                (
                    "campaign",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="campaigns.campaign",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="campaigns.participant",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        help_text="Who told it; nobody where a program did.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["campaign", "id"], name="activities_in_order")],
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "client_id"), name="activity_is_received_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", ""), _negated=True), models.Q(("client_id", ""), _negated=True)
                        ),
                        name="activity_is_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "at__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("received_at"), "+", models.Value(datetime.timedelta(minutes=5))
                                ),
                            )
                        ),
                        name="activity_has_happened",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
