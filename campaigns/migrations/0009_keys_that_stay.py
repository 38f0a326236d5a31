"""What is unique and changes is no key: PostgreSQL locks a key that is written against everything that refers to the row.

Unique only where it is set, as it was before: NULLs were never equal. A unique index with a condition can be referred
to by no foreign key, so writing its columns locks nobody out who only refers to the finding or the place.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0008_goal")]

    operations = [
        migrations.RemoveConstraint(model_name="finding", name="paid_rank_is_given_once"),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("paid_rank__isnull", False)),
                fields=("objective", "paid_rank"),
                name="paid_rank_is_given_once",
            ),
        ),
        migrations.RemoveConstraint(model_name="participant", name="one_place_each"),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("user__isnull", False)), fields=("campaign", "user"), name="one_place_each"
            ),
        ),
    ]
