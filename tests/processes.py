"""Processes that tests start: ended by their own number, with what they said at hand when they fail."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit, urlunsplit

from celery import current_app
from kombu import Connection

from mobilize.environment import broker_url

REDIS_DATABASES = 16
# One for journeys, one for workers that are killed, beside the one that the tests were given.
REDIS_STEPS = 3
CHECKOUT = Path(__file__).resolve().parent.parent


@contextmanager
def running(
    arguments: Sequence[str], *, env: Mapping[str, str], log: Path, patience_seconds: float = 10
) -> Iterator[subprocess.Popen[bytes]]:
    """Run this Python with these arguments for as long as the block lasts."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=CHECKOUT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(patience_seconds)
        # Its children have its group; they must not outlive a leader that was killed.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def running_worker(env: Mapping[str, str], log: Path, *, app: str = "mobilize") -> Iterator[subprocess.Popen[bytes]]:
    """Run a Celery worker with two children for as long as the block lasts."""
    quick = ["--without-mingle", "--without-gossip", "--without-heartbeat", "--concurrency", "2"]
    name = f"tests-{secrets.token_hex(4)}@%h"
    command = ["-m", "celery", "-A", app, "worker", *quick, "--loglevel", "INFO", "-n", name]
    with running(command, env=env, log=log) as process:
        wait_until_ready(process, is_ready=lambda: " ready." in log.read_text(errors="replace"), log=log)
        yield process


def wait_until_ready(
    process: subprocess.Popen[bytes], *, is_ready: Callable[[], bool], log: Path, seconds: float = 240
) -> None:
    """Wait until the process does its work; when it ends or takes too long, fail with its last words."""
    until = time.monotonic() + seconds
    while not is_ready():
        if process.poll() is not None:
            raise AssertionError(f"The process ended with {process.returncode}:\n{last_words(log)}")
        if time.monotonic() > until:
            raise AssertionError(f"The process was not ready within {seconds:g} s:\n{last_words(log)}")
        time.sleep(0.05)


def last_words(log: Path, lines: int = 30) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def wait_until(holds: Callable[[], bool], *, seconds: float = 120) -> bool:
    """Ask again and again; tells whether it came to hold in time."""
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def announce(redis_url: str, task: str, *arguments: int) -> None:
    """Send a task to the workers that listen at this Redis database."""
    with Connection(broker_url(redis_url)) as connection:
        current_app.send_task(task, args=arguments, connection=connection)


def announce_until(redis_url: str, task: str, holds: Callable[[], bool]) -> bool:
    """Send a task again and again, as the beat does: what others write meanwhile holds back what it reads."""
    for _ in range(24):
        announce(redis_url, task)
        if wait_until(holds, seconds=5):
            return True
    return False


def redis_database(url: str, step: int) -> str:
    """Give the Redis database so many steps after this one, another for every parallel worker of the tests."""
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    given = query.get("db") or (parts.path.strip("/") if parts.scheme != "unix" else "") or "0"
    parallel = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    number = (int(given) + step + REDIS_STEPS * int(parallel)) % REDIS_DATABASES
    if parts.scheme == "unix":
        # urlunsplit would drop the two slashes of a scheme that it does not know.
        return f"unix://{parts.path}?db={number}"
    return urlunsplit(parts._replace(path=f"/{number}"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
