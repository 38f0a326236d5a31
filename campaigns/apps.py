"""The facts: who takes part in what, who brought whom, what was found and what was decided about it."""

from __future__ import annotations

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = "Campaigns"
