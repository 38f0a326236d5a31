"""`manage.py up`, as a newcomer meets it: everything starts, answers, and is gone after Ctrl-C."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobilize.embedded.clean import main as clean

CHECKOUT = Path(__file__).resolve().parents[2]
START_SECONDS = 240


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


class Instance:
    """One `manage.py up` in a session of its own, as a terminal would run it."""

    def __init__(self, root: Path) -> None:
        self.root, self.port = root, free_port()
        env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        env |= {"MOBILIZE_LOCAL": str(root), "PORT": str(self.port)}
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "up"],
            cwd=CHECKOUT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said: list[str] = []

    def wait_until_ready(self) -> None:
        """Read what it says until it names its address; silence for too long ends it."""
        assert self.process.stdout is not None
        alarm = threading.Timer(START_SECONDS, self.process.kill)
        alarm.start()
        for line in self.process.stdout:
            self.said.append(line)
            if f"ready: http://127.0.0.1:{self.port}/" in line:
                break
        else:
            pytest.fail("it ended without being ready:\n" + "".join(self.said))
        alarm.cancel()

    def wait_until_over(self) -> tuple[int, str]:
        rest, _ = self.process.communicate(timeout=30)
        return self.process.returncode, rest


@pytest.fixture
def instance(root: Path) -> Iterator[Instance]:
    started = Instance(root)
    yield started
    started.process.kill()
    started.process.communicate()


def children_of(number: int) -> dict[int, str]:
    """Return the direct children of a process with their command lines."""
    listing = subprocess.run(["ps", "-e", "-ww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True)
    rows = [line.split(maxsplit=2) for line in listing.stdout.splitlines()]
    return {int(row[0]): row[2] for row in rows if len(row) == 3 and int(row[1]) == number}


def test_everything_answers_and_is_gone_after_ctrl_c(instance: Instance) -> None:
    instance.wait_until_ready()
    connection = http.client.HTTPConnection("127.0.0.1", instance.port, timeout=10)
    connection.request("GET", "/health/ready/")
    assert connection.getresponse().status == 200
    connection.close()
    assert sorted(path.name for path in (instance.root / "log").iterdir()) == [
        "beat.log",
        "postgres.log",
        "redis.log",
        "web.log",
        "worker.log",
    ]
    children = children_of(instance.process.pid)
    assert len(children) == 5

    os.killpg(instance.process.pid, signal.SIGINT)
    code, rest = instance.wait_until_over()
    assert code == 0
    assert rest.rstrip().endswith("nothing is left running.")
    listing = subprocess.run(["ps", "-e", "-o", "pid="], capture_output=True, text=True, check=True)
    assert not children.keys() & {int(number) for number in listing.stdout.split()}
    assert clean([str(instance.root)]) == 0, "nobody holds the folder any more"


@pytest.mark.fault
def test_a_dead_worker_ends_the_rest_and_is_named(instance: Instance) -> None:
    instance.wait_until_ready()
    children = children_of(instance.process.pid)
    workers = [number for number, command in children.items() if "celery -A mobilize worker" in command]
    os.kill(workers[0], signal.SIGKILL)
    code, rest = instance.wait_until_over()
    assert code == 1
    assert "The worker process ended by SIGKILL" in rest
    assert f"{instance.root}/log/worker.log" in rest
    assert clean([str(instance.root)]) == 0
