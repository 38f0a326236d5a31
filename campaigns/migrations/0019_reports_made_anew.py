"""Stored reports are made anew: they have more members now (Lorenz' curve, and who was followed no longer)."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("campaigns", "0018_objective_place"), ("campaigns", "0018_leaderboard")]

    operations: ClassVar = [
        migrations.RunSQL("UPDATE campaigns_report SET news_at = now()", migrations.RunSQL.noop, elidable=True)
    ]
