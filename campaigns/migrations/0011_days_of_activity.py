"""Reports count on how many days people were active: what was counted before is counted anew."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def count_anew(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("campaigns", "Report").objects.update(needs_rebuild=True)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0010_api_keys")]

    operations = [migrations.RunPython(count_anew, migrations.RunPython.noop)]
