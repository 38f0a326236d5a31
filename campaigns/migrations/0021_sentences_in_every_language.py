"""What was noticed is kept in every language; what was said before stays as it was said, and reports are made anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0020_drafts_removed")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE campaigns_alert ALTER COLUMN sentence TYPE jsonb"
                    " USING jsonb_build_object('en', sentence)",
                    "ALTER TABLE campaigns_alert ALTER COLUMN sentence TYPE text USING sentence ->> 'en'",
                )
            ],
            state_operations=[
                migrations.AlterField("alert", "sentence", models.JSONField(help_text="In every language."))
            ],
        ),
        migrations.RunSQL("UPDATE campaigns_report SET news_at = now()", migrations.RunSQL.noop, elidable=True),
    ]
