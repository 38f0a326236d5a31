"""Furniture of all tests: committed data, and real processes on the test's own database.

The database is made once a session from the migrations; every parallel worker has its own. The laws refuse
TRUNCATE, so nothing is ever flushed: a test that commits makes its own campaign and leaves it behind. Files with such
tests run last.
"""

from __future__ import annotations

import http.client
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from urllib.parse import quote, urlsplit, urlunsplit

import pytest
import redis
from django.conf import settings
from django.db import connection, connections
from django.test.utils import override_settings, setup_databases, teardown_databases
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from tests.processes import free_port, redis_database, running, running_worker, wait_until_ready

# Timings decide no test: the first example may wait for an import, or for the other side's work.
hypothesis_settings.register_profile("mobilize", deadline=None)
hypothesis_settings.load_profile("mobilize")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the files that leave something behind last, so that the others find nothing; of those the long ones first.

    Of tests with one name parallel workers would run a single one, and tell nobody.
    """
    for item in items:
        # schemathesis gives all of its tests the same name.
        if operation := getattr(item, "operation_label", None):
            item._id = replace(item.id, params=operation)
    twice = [name for name, times in Counter(item.nodeid for item in items).items() if times > 1]
    if twice:
        raise pytest.UsageError(f"several tests have one name: {', '.join(twice[:5])}")
    leaving = {item.path for item in items if {"committed", "process_env"} & set(_fixtures_of(item))}
    long = {item.path for item in items if item.get_closest_marker("journey") or item.get_closest_marker("fault")}
    items.sort(key=lambda item: (item.path in leaving, item.path not in long))


def _fixtures_of(item: pytest.Item) -> list[str]:
    return getattr(item, "fixturenames", [])


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_keepdb: bool,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Make the test database.

    The plugin's own fixture makes it only where some test is marked `django_db`; a test that is not and unblocks
    the database by itself would then write to the instance's.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, keepdb=django_db_keepdb)
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def media_root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what tests upload out of the instance's own folder."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture(scope="session", autouse=True)
def documented() -> Iterator[None]:
    """Compare what endpoints answer in any test with what the API's document says of them."""
    with override_settings(MIDDLEWARE=["tests.documented.DocumentedMiddleware", *settings.MIDDLEWARE]):
        yield


@pytest.fixture(scope="session", autouse=True)
def passwords() -> Iterator[None]:
    """Keep the passwords of tests in the same way as all, but by fewer rounds; real servers read them too."""
    with override_settings(PASSWORD_HASHERS=["tests.passwords.QuickHasher"]):
        yield


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let the test commit for real, and look through the books of every campaign that it made."""
    from django.db.models import Max

    from campaigns.planning.models import Campaign
    from rewards.settlement.audit import find_differences

    with django_db_blocker.unblock():
        try:
            before = Campaign.objects.aggregate(last=Max("pk"))["last"] or 0
            yield
            made = Campaign.objects.filter(pk__gt=before).values_list("pk", flat=True)
            differences = [line for pk in made for line in find_differences(pk)]
            assert not differences, "the books are wrong:\n" + "\n".join(differences[:20])
        finally:
            connections.close_all()


@pytest.fixture(scope="session")
def process_env(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give the environment of a process that works on this session's test database.

    Its Redis database is not the one to which the tests themselves send messages, so a worker hears only what
    other such processes say. Signatures and sessions are good on both sides: the key is the same.
    """
    local = tmp_path_factory.mktemp("instance")
    redis_url = redis_database(settings.REDIS_URL, 1)
    with closing(redis.Redis.from_url(redis_url)) as client:
        client.flushdb()
    database = urlsplit(settings.DATABASE_URL)
    return os.environ | {
        "DATABASE_URL": urlunsplit(database._replace(path="/" + quote(str(connection.settings_dict["NAME"])))),
        "REDIS_URL": redis_url,
        "DEBUG": "on",
        "SECRET_KEY": settings.SECRET_KEY,
        "DESTINATION_KEYS": ",".join(settings.DESTINATION_KEYS),
        "MOBILIZE_LOCAL": str(local),
        "MOBILIZE_MAIL": str(local / "mail"),
        # Where the tests' own receivers of webhooks listen.
        "WEBHOOK_PRIVATE_ADDRESSES": "127.0.0.1",
        "PYTHONUNBUFFERED": "1",
    }


@pytest.fixture(scope="session")
def worker(process_env: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Run a real Celery worker; gives its process number."""
    with running_worker(process_env, tmp_path_factory.mktemp("worker") / "worker.log") as process:
        yield process.pid


@pytest.fixture(scope="session")
def server(process_env: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the real web server; gives its base address, without a slash at the end."""
    log, port = tmp_path_factory.mktemp("server") / "server.log", free_port()
    command = ["-m", "granian", "--interface", "wsgi", "mobilize.wsgi:application", "--workers", "2"]
    # Each thread keeps a database connection of its own.
    place = ["--host", "127.0.0.1", "--port", str(port), "--workers-kill-timeout", "3"]
    command += ["--blocking-threads", "8"]
    with running([*command, *place], env=process_env, log=log) as process:
        wait_until_ready(process, is_ready=lambda: _answers(port), log=log)
        yield f"http://127.0.0.1:{port}"


def _answers(port: int) -> bool:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        client.request("GET", "/health/ready/")
        return client.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        client.close()
