"""Health: alive without asking anybody, ready only when all that is needed answers, quick either way."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from mobilize.http.health import run_checks


def test_alive_without_touching_the_database(client: Client) -> None:
    # No mark: the database is out of bounds here, so a query would fail this test.
    response = client.get("/health/live/")
    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response.headers["Cache-Control"]
    assert client.post("/health/live/").status_code == 405


@pytest.fixture
def _open_database(django_db_setup: None, django_db_blocker: Any) -> Any:
    """Let checks in threads of their own use the database; nothing is written."""
    with django_db_blocker.unblock():
        yield
        connection.close()


@pytest.mark.usefixtures("_open_database")
class TestReady:
    def test_ready_when_everything_answers(self, client: Client) -> None:
        response = client.get("/health/ready/")
        assert response.json() == {
            "status": "ready",
            "checks": {"postgresql": "ok", "migrations": "ok", "redis": "ok"},
        }
        assert response.status_code == 200

    def test_asking_leaves_no_connection_behind(self, client: Client) -> None:
        before = _sessions()
        for _ in range(3):
            assert client.get("/health/ready/").status_code == 200
        # The server takes a moment to see that a connection was closed.
        until = time.monotonic() + 5
        while (after := _sessions()) > before and time.monotonic() < until:
            time.sleep(0.05)
        assert after <= before

    def test_not_ready_without_redis(self, client: Client, settings: Any) -> None:
        settings.REDIS_URL = "redis://:hunter2@127.0.0.1:1/0"
        response = client.get("/health/ready/")
        assert response.status_code == 503
        assert response.json()["checks"] == {
            "postgresql": "ok",
            "migrations": "ok",
            "redis": "does not answer",
        }
        assert "hunter2" not in response.content.decode()

    def test_not_ready_without_postgresql(self, client: Client, tmp_path: Path) -> None:
        host = connection.settings_dict["HOST"]
        connection.settings_dict["HOST"] = str(tmp_path)
        try:
            response = client.get("/health/ready/")
        finally:
            connection.settings_dict["HOST"] = host
        assert response.status_code == 503
        assert response.json()["checks"] == {"postgresql": "does not answer", "redis": "ok"}
        assert str(tmp_path) not in response.content.decode()

    def test_not_ready_while_a_migration_is_missing(self, client: Client) -> None:
        recorder = MigrationRecorder(connection)
        recorder.record_unapplied("mobilize_http", "0001_stored_responses")
        try:
            response = client.get("/health/ready/")
        finally:
            recorder.record_applied("mobilize_http", "0001_stored_responses")
        assert response.status_code == 503
        assert response.json()["checks"]["migrations"] == "1 not applied"

    def test_servers_that_listen_but_say_nothing_are_not_waited_for(
        self, client: Client, settings: Any, tmp_path: Path
    ) -> None:
        with (
            socket.socket(socket.AF_UNIX) as database,
            socket.socket(socket.AF_UNIX) as cache,
        ):
            database.bind(str(tmp_path / ".s.PGSQL.5432"))
            cache.bind(str(tmp_path / "redis.sock"))
            database.listen()
            cache.listen()
            settings.REDIS_URL = f"unix://{tmp_path}/redis.sock"
            host, port = connection.settings_dict["HOST"], connection.settings_dict["PORT"]
            connection.settings_dict.update(HOST=str(tmp_path), PORT="5432")
            began = time.monotonic()
            try:
                response = client.get("/health/ready/")
            finally:
                connection.settings_dict.update(HOST=host, PORT=port)
            took = time.monotonic() - began
        assert response.status_code == 503
        assert set(response.json()["checks"]) == {"postgresql", "redis"}
        assert took < 10


def _sessions() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'client backend'"
        )
        return int(cursor.fetchone()[0])


def _never_ends() -> dict[str, str]:
    time.sleep(30)
    return {}


def test_a_check_that_never_ends_is_named() -> None:
    began = time.monotonic()
    found = run_checks({"slow": _never_ends, "quick": lambda: {"quick": "ok"}}, patience=0.1)
    assert found == {"slow": "did not answer within 0.1 s", "quick": "ok"}
    assert time.monotonic() - began < 20
