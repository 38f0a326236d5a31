"""Serving: the web server with the command of a real instance, and callers who are signed in there."""

from __future__ import annotations

import http.client
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import get_random_string

from campaigns.people.models import User
from tests.processes import free_port, running, wait_until_ready

HOST = "127.0.0.1"


@contextmanager
def running_server(application: str, *, log: Path) -> Iterator[int]:
    """Run the web server with this application for as long as the block lasts; gives the port."""
    port = free_port()
    command = ["-m", "granian", "--interface", "wsgi", application, "--workers", "2"]
    place = ["--host", HOST, "--port", str(port), "--workers-kill-timeout", "3"]
    with running([*command, *place], env=os.environ, log=log) as process:
        wait_until_ready(process, is_ready=lambda: _answers(port), log=log)
        yield port


def sign_in(people: Sequence[User]) -> list[str]:
    """Make a session for each of these people, as signing in does; gives the keys."""
    store, expires = SessionStore(), timezone.now() + timedelta(days=1)
    sessions = [
        Session(
            session_key=get_random_string(32),
            session_data=store.encode(
                {
                    SESSION_KEY: str(person.pk),
                    BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                    HASH_SESSION_KEY: person.get_session_auth_hash(),
                }
            ),
            expire_date=expires,
        )
        for person in people
    ]
    return [session.session_key for session in Session.objects.bulk_create(sessions)]


class Caller:
    """One kept connection to the server, behind what the server takes for a proxy that speaks TLS."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=30)
        self._headers = {
            "Content-Type": "application/json",
            "X-Forwarded-Proto": "https",
            "Origin": f"https://{HOST}:{port}",
            "X-CSRFToken": "c" * 32,
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def post(self, path: str, body: dict[str, Any], *, session: str, status: int) -> None:
        """Post as the person whose session it is; fails with the answer when the status is another."""
        cookies = f"{settings.CSRF_COOKIE_NAME}={'c' * 32}; {settings.SESSION_COOKIE_NAME}={session}"
        self._post(path, body, {"Cookie": cookies}, status=status)

    def post_by_key(self, path: str, body: dict[str, Any], *, key: str, name: str, status: int) -> None:
        """Post as the program whose API key it is, each request under a name of its own."""
        headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": name}
        self._post(path, body, headers, status=status)

    def _post(self, path: str, body: dict[str, Any], headers: dict[str, str], *, status: int) -> None:
        self._connection.request("POST", path, json.dumps(body), {**self._headers, **headers})
        answer = self._connection.getresponse()
        said = answer.read()
        assert answer.status == status, f"POST {path}: {answer.status} {said[:500]!r}"


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/health/live/")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
