"""Wiring: settings, addresses, conventions and commands. Nothing here knows a rule of the domain."""

import os

# Processes share the work here. A library that starts a thread for every processor in each of them has them wait for
# one another, and does so in a busy loop; it reads this when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from mobilize.celery import app as celery_app

__all__ = ["celery_app"]
