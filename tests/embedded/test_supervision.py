"""The supervisor: order, last words, stubborn children and their children."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mobilize.embedded.errors import ChildDiedError, EmbeddedError
from mobilize.embedded.interruption import interruptible, on_child_exit, uninterrupted
from mobilize.embedded.services import supervised
from mobilize.embedded.supervision import Child, Supervisor

STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
time.sleep(60)
"""
PATIENT = """
import signal, sys, time
def leave(number, frame):
    with open(sys.argv[1], "a") as notes:
        notes.write(sys.argv[2] + " ")
    sys.exit(0)
signal.signal(signal.SIGTERM, leave)
print("up", flush=True)
time.sleep(60)
"""
# Its child is deaf too, and is left behind when the leader goes.
PARENT = f"""
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", {STUBBORN!r}])
print(child.pid, flush=True)
time.sleep(60)
"""


def start(supervisor: Supervisor, name: str, program: str, *arguments: str, patience: float = 5) -> Child:
    command = [sys.executable, "-c", program, *arguments]
    child = supervisor.start(name=name, command=command, patience_seconds=patience)
    supervisor.wait_for(child, ready=lambda: None if child.last_words() else "silent", seconds=10)
    return child


def is_gone(number: int) -> bool:
    """Tell whether the process has ended; one that nobody has reaped yet has."""
    listing = subprocess.run(["ps", "-o", "stat=", "-p", str(number)], capture_output=True, text=True, check=False)
    return listing.stdout.strip() == "" or listing.stdout.startswith("Z")


def test_the_last_started_is_stopped_first(root: Path) -> None:
    notes = root.parent / "notes"
    with supervised(root) as supervisor:
        for name in ["postgres", "redis", "worker"]:
            start(supervisor, name, PATIENT, str(notes), name)
    assert notes.read_text().split() == ["worker", "redis", "postgres"]


def test_a_deaf_child_is_ended_when_its_time_is_up(root: Path) -> None:
    with supervised(root) as supervisor:
        child = start(supervisor, "deaf", STUBBORN, patience=0.3)
        began = time.monotonic()
    assert child.process.returncode == -signal.SIGKILL
    assert 0.3 <= time.monotonic() - began < 20


def pids_in(words: str) -> list[int]:
    return [int(word) for word in words.split() if word.isdigit()]


def test_the_children_of_a_child_go_with_it(root: Path) -> None:
    with supervised(root) as supervisor:
        child = start(supervisor, "parent", PARENT)
        supervisor.wait_for(child, ready=lambda: None if "deaf" in child.last_words() else "not yet", seconds=10)
        # Both say something, and either may be the first.
        supervisor.wait_for(child, ready=lambda: None if pids_in(child.last_words()) else "not yet", seconds=10)
        (grandchild,) = pids_in(child.last_words())
        assert os.getpgid(grandchild) == child.process.pid
    give_up_at = time.monotonic() + 5
    while not is_gone(grandchild):
        assert time.monotonic() < give_up_at, "the grandchild was left behind"
        time.sleep(0.05)


def test_an_exit_that_nobody_asked_for_is_told(root: Path) -> None:
    program = "import sys; print('no room left', flush=True); sys.exit(3)"
    with supervised(root) as supervisor:
        child = supervisor.start(name="worker", command=[sys.executable, "-c", program], patience_seconds=1)
        child.process.wait()
        with pytest.raises(ChildDiedError, match=r"worker process ended with code 3(.|\n)*no room left"):
            supervisor.check()


def test_an_exit_cuts_the_work_in_front_short(root: Path) -> None:
    program = "import time; time.sleep(0.3)"
    with supervised(root) as supervisor, on_child_exit(supervisor.check):
        supervisor.start(name="beat", command=[sys.executable, "-c", program], patience_seconds=1)
        began = time.monotonic()
        with pytest.raises(ChildDiedError, match="The beat process ended with code 0"):
            time.sleep(20)
    assert time.monotonic() - began < 10


def test_waiting_for_a_child_ends(root: Path) -> None:
    with supervised(root) as supervisor:
        child = start(supervisor, "deaf", STUBBORN, patience=0)
        with pytest.raises(EmbeddedError, match=r"not ready after 0\.2 s: a sign(.|\n)*deaf"):
            supervisor.wait_for(child, ready=lambda: "a sign", seconds=0.2)


def test_the_previous_log_is_kept(root: Path) -> None:
    for word in ["first", "second", "third"]:
        with supervised(root) as supervisor:
            start(supervisor, "web", f"import time; print({word!r}, flush=True); time.sleep(60)")
    log = root / "log" / "web.log"
    assert (log.read_text(), log.with_suffix(".log.old").read_text()) == ("third\n", "second\n")


def test_an_interruption_waits_where_it_would_do_harm() -> None:
    reached = []

    def work() -> None:
        with uninterrupted():
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(0.05)
            reached.append("the end of the block")
        reached.append("too far")

    with interruptible(), pytest.raises(KeyboardInterrupt):
        work()
    assert reached == ["the end of the block"]
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
