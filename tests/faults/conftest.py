"""A crew of eight on the test database; what it verifies is announced to nobody, so nobody settles it unasked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings

from tests.faults.crew import Crew

CREW = 8


@pytest.fixture(scope="session")
def crew(process_env: dict[str, str]) -> Iterator[Crew]:
    with Crew(CREW, process_env | {"REDIS_URL": settings.REDIS_URL}) as crew:
        yield crew
