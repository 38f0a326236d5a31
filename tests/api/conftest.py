"""The scene that the tests of a file share: making it takes longer than asking of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.api.scene import Scene


@pytest.fixture(scope="module")
def scene_of_file(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """Set the scene once for a file, with everybody signed in; nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Scene().sign_all_in()
        transaction.set_rollback(True)


@pytest.fixture
def scene(scene_of_file: Scene, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """Give a test the scene of its file, and take back what it did.

    Not together with `db` or another file-wide transaction: those close the connection.
    """
    with django_db_blocker.unblock():
        before = transaction.savepoint()
        yield scene_of_file
        transaction.savepoint_rollback(before)
