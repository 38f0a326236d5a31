"""A crew of eight on the test database, and a Redis that hangs.

What the crew verifies is announced to nobody, so nobody settles it unasked.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from tests.faults.crew import Crew

CREW = 8


@pytest.fixture(scope="session")
def crew(process_env: dict[str, str]) -> Iterator[Crew]:
    with Crew(CREW, process_env | {"REDIS_URL": settings.REDIS_URL}) as crew:
        yield crew


@pytest.fixture
def silent(tmp_path: Path) -> Iterator[str]:
    """Give the address of a Redis that hangs: it takes connections and says nothing."""
    with closing(socket.socket(socket.AF_UNIX)) as hanging:
        hanging.bind(str(tmp_path / "hangs.sock"))
        hanging.listen(64)
        yield f"unix://{tmp_path / 'hangs.sock'}"
