"""A client for the small views, and a store without what other tests left behind."""

from __future__ import annotations

import pytest
from django.test import Client

from mobilize.http.models import StoredResponse


@pytest.fixture(autouse=True)
def _small_views(settings: object) -> None:
    settings.ROOT_URLCONF = "tests.http.urls"  # type: ignore[attr-defined]  # pytest-django's settings take any name


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.fixture
def empty_store(db: None) -> None:
    """Begin without stored responses; the test's own transaction forgets that, too."""
    StoredResponse.objects.all().delete()
