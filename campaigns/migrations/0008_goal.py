"""How many people a campaign wants to take part."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0007_outreach")]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="goal_participants",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="How many people are to take part by the end; empty for no such goal.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(1000000000),
                ],
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("goal_participants__isnull", True),
                    models.Q(("goal_participants__gte", 1), ("goal_participants__lte", 1000000000)),
                    _connector="OR",
                ),
                name="campaign_goal_is_within_reason",
            ),
        ),
    ]
