#!/usr/bin/env python
"""The way in for every command of an instance."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> None:
    """Run the command named on the command line."""
    if sys.version_info < (3, 11):  # noqa: UP036 whoever reads this message is running an older one
        sys.exit("Mobilize needs Python 3.11 or newer. `make up` finds one and makes the environment.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mobilize.settings")
    if sys.argv[1:2] == ["demo"]:
        _keep_demo_apart(Path(__file__).resolve().parent / ".local")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here. `make up` makes .venv; then use .venv/bin/python manage.py.")
    execute_from_command_line(sys.argv)


def _keep_demo_apart(local: Path) -> None:
    """Give the demo a database of its own, so that `make up` stays an empty instance.

    Its mail stays where the page says it is. Any other command sees the demo's data with the same
    MOBILIZE_LOCAL.
    """
    os.environ.setdefault("MOBILIZE_LOCAL", str(local / "demo"))
    os.environ.setdefault("MOBILIZE_MAIL", str(local / "mail"))


if __name__ == "__main__":
    main()
