"""A client for the small views."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def _small_views(settings: object) -> None:
    settings.ROOT_URLCONF = "tests.http.urls"  # type: ignore[attr-defined]  # pytest-django's settings take any name


@pytest.fixture
def client() -> Client:
    return Client()
