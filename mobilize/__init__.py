"""Wiring: settings, addresses, conventions and commands. Nothing here knows a rule of the domain."""

from mobilize.celery import app as celery_app

__all__ = ["celery_app"]
