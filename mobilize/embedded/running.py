"""Running: a whole instance in front of a terminal, until Ctrl-C.

The order is the one the parts need: servers, migrations, static files, worker, beat, web. They stop the
other way round. `manage.py up` and `manage.py demo` share it.
"""

from __future__ import annotations

import http.client
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.http.request import validate_host

from mobilize.embedded.errors import EmbeddedError
from mobilize.embedded.interruption import interruptible, on_child_exit
from mobilize.embedded.ports import HOST, port_problem
from mobilize.embedded.services import Say, say_on_console, start_embedded, supervised
from mobilize.embedded.supervision import Supervisor

# A second or two on an idle machine; the rest is for a busy one.
READY_SECONDS = 90


def run_services(
    *,
    port: int,
    on_ready: Callable[[str], None],
    before_web: Callable[[], None] | None = None,
    command: str = "make up",
    say: Say = say_on_console,
) -> None:
    """Run everything until Ctrl-C: returns after an orderly stop, raises EmbeddedError when a part fails.

    `before_web` is called when the database is migrated and nothing is served yet; `on_ready` gets the base
    URL when everything answers. Ctrl-C, or the end of a child, cuts either short and stops all. `command` is
    what a refusal tells the reader to type.
    """
    problem = port_problem(port, command=command)
    if problem:
        raise EmbeddedError(problem)
    root = Path(settings.LOCAL_DIR)
    with interruptible():
        try:
            with supervised(root) as supervisor, on_child_exit(supervisor.check):
                try:
                    _start(supervisor, root=root, port=port, before_web=before_web, say=say)
                    on_ready(f"http://{HOST}:{port}/")
                    while True:
                        supervisor.check()
                        time.sleep(0.5)
                finally:
                    connections.close_all()
                    say("Stopping.")
        except KeyboardInterrupt:
            say("Stopped; nothing is left running.")


def _start(supervisor: Supervisor, *, root: Path, port: int, before_web: Callable[[], None] | None, say: Say) -> None:
    start_embedded(supervisor, root=root, say=say)
    say("Migrating the database.")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if before_web:
        before_web()
    connections.close_all()

    say("Starting the web server, the worker and the scheduler.")
    env = os.environ | {"MOBILIZE_LOCAL": str(root), "PYTHONUNBUFFERED": "1"}
    python, checkout = sys.executable, Path(settings.BASE_DIR)
    celery = [python, "-m", "celery", "-A", "mobilize"]
    supervisor.start(
        name="worker",
        command=[*celery, "worker", "--concurrency", "2", "--loglevel", "INFO"],
        env=env,
        folder=checkout,
        patience_seconds=7,  # to finish the task in hand; what it doesn't finish is delivered again
        # Asked politely while Redis goes away too, it may wait for Redis to come back. Its pool goes with it.
        death_signal=signal.SIGKILL,
    )
    supervisor.start(
        name="beat",
        command=[*celery, "beat", "--schedule", root / "beat-schedule", "--pidfile=", "--loglevel", "INFO"],
        env=env,
        folder=checkout,
        patience_seconds=2,
    )
    web = supervisor.start(
        name="web",
        command=[
            *(python, "-m", "granian", "--interface", "wsgi", "mobilize.wsgi:application"),
            *(
                "--workers",
                "2",
                "--host",
                HOST,
                "--port",
                str(port),
                "--blocking-threads",
                "8",
                "--workers-kill-timeout",
                "3",
            ),
        ],
        env=env,
        folder=checkout,
        patience_seconds=5,
    )
    supervisor.wait_for(web, ready=lambda: _what_is_missing(port), seconds=READY_SECONDS)


def _what_is_missing(port: int) -> str | None:
    """Ask the web server whether it is ready; straight, since a proxy would not find it."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/health/ready/", headers={"Host": _host(port)})
        answer = connection.getresponse()
        body = answer.read(500).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException) as error:
        return f"no answer ({error})"
    finally:
        connection.close()
    return None if answer.status == 200 else f"/health/ready/ answers {answer.status}: {body}"


def _host(port: int) -> str:
    """Return a host that the instance answers for, which need not be this machine's address."""
    if validate_host(HOST, settings.ALLOWED_HOSTS):
        return f"{HOST}:{port}"
    return next((host.removeprefix(".") for host in settings.ALLOWED_HOSTS), HOST)
