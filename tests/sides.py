"""Sides: which PostgreSQL a parallel worker of the tests has.

A plugin of pytest (`-p tests.sides`): it is imported before the settings are read.
"""

from __future__ import annotations

import os

# Followed by the worker's number. The first worker, and whoever runs alone, has DATABASE_URL.
SIDE = "DATABASE_URL_OF_SIDE_"

_number = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
if SIDE + _number in os.environ:
    os.environ["DATABASE_URL"] = os.environ[SIDE + _number]
