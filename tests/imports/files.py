"""Files to be imported, and the command that imports them."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

PEOPLE = "id,inviter,joined_at,display_name"
FINDINGS = "id,participant,objective,observed_at,latitude,longitude,status"
ACTIVITIES = "participant,kind,at"


def write(folder: Path, name: str, header: str, rows: Sequence[str]) -> str:
    """Write a table; gives its name."""
    path = folder / name
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return str(path)


def run_import(slug: str, **options: object) -> str:
    """Run the command; gives what it said."""
    said = StringIO()
    call_command("import_campaign", slug, stdout=said, **options)
    return said.getvalue()


def fail_import(slug: str, **options: object) -> tuple[str, str]:
    """Run the command, which must fail; gives what it said before and the reason that it gave."""
    said = StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("import_campaign", slug, stdout=said, **options)
    return said.getvalue(), str(failure.value)
