"""The Celery application: work that runs after the request, named by settings, found in each room's tasks."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mobilize.settings")

app = Celery("mobilize")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    [
        "campaigns.findings",
        "campaigns.notices",
        "campaigns.outreach",
        "campaigns.outreach.webhooks",
        "campaigns.participation",
        "campaigns.people",
        "campaigns.planning",
        "campaigns.recruiting",
        "campaigns.trust",
        "rewards.payouts",
        "rewards.settlement",
        "rewards.simulation",
        "mobilize.http",
    ]
)
