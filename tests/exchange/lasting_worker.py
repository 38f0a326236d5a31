"""A worker that knows the tables which take their time, and dies in the middle of `test_deadly`, once.

celery -A tests.exchange.lasting_worker worker
"""

from __future__ import annotations

from importlib import import_module

import django

from mobilize.celery import app as celery_app

app = celery_app
django.setup()
import_module("tests.exchange.lasting")
