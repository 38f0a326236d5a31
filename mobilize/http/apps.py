"""The app of the shared HTTP conventions: installed because idempotent responses are stored."""

from __future__ import annotations

from django.apps import AppConfig


class HttpConfig(AppConfig):
    name = "mobilize.http"
    label = "mobilize_http"
    verbose_name = "HTTP conventions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from mobilize.http import holdings, kinds

        holdings.declare()
        kinds.keep_kinds()
