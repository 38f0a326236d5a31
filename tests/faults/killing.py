"""A process that kills itself at a chosen step of a settlement, and a Celery worker that does so once.

A step is every statement that reaches the database, COPY included, the COMMIT, and the moment after it. Only here
is any of our code's surroundings changed: cursors count, and count only while a settlement task runs.

    python -m tests.faults.killing 11 12 13      kills the n-th finding's settlement before its n-th step
    celery -A tests.faults.killing worker        kills at the step that KILL_AT names, once, if KILL_MARK is no file
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import django
from celery.signals import task_postrun, task_prerun
from django.db.backends.signals import connection_created
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - a class with a small name

from mobilize.celery import app as celery_app

app = celery_app
AFTER_COMMIT = "after COMMIT"
LIVED = ("lived", 0)


class Steps:
    """The steps of the settlement that runs, and what to do before each."""

    def __init__(self, before: Callable[[int, str], None]) -> None:
        self._before = before
        self._running = False
        self.seen: list[str] = []

    def begin(self, **_: Any) -> None:
        self._running = True
        self.seen.clear()

    def end(self, **_: Any) -> None:
        self._running = False

    def take(self, step: str) -> None:
        if self._running:
            self.seen.append(step)
            self._before(len(self.seen), step)


def watch(steps: Steps) -> None:
    """Count the steps of every settlement task on every connection made from now on."""

    class CountingCursor(Cursor):
        def execute(self, query: Any, vars: Any = None) -> Any:  # noqa: A002 - psycopg2's own name for it
            steps.take(_name(query))
            return super().execute(query, vars)

        def copy_expert(self, sql: Any, file: Any, size: int = 8192) -> Any:
            steps.take(_name(sql))
            return super().copy_expert(sql, file, size)

    def on_connection(connection: Any, **_: Any) -> None:
        connection.connection.cursor_factory = CountingCursor
        commit = connection._commit

        def counted_commit() -> Any:
            steps.take("COMMIT")
            answer = commit()
            steps.take(AFTER_COMMIT)
            return answer

        connection._commit = counted_commit

    connection_created.connect(on_connection, weak=False)
    task_prerun.connect(steps.begin, weak=False)
    task_postrun.connect(steps.end, weak=False)


def kill_each(
    ids: list[int], *, run: Callable[[int], object], watching: Callable[[Steps], None] = watch
) -> list[tuple[str, int]]:
    """Do each piece of work in a child of its own, killed before as many steps; gives the steps and how each ended.

    Stops after the first child that lived: then every step there is has been tried.
    """
    ends: list[tuple[str, int]] = []
    for number, its_id in enumerate(ids, start=1):
        end = in_a_child(partial(killer_at, number), its_id, run=run, watching=watching)
        ends.append(end)
        if end == LIVED:
            break
    return ends


def in_a_child(
    killer: Callable[[int], Callable[[int, str], None]],
    its_id: int,
    *,
    run: Callable[[int], object],
    watching: Callable[[Steps], None] = watch,
) -> tuple[str, int]:
    """Do one piece of work in a child of its own; gives the step before which it was killed, and how it ended.

    `killer` is given the pipe that takes the step's name, and makes what is to be done before each step.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        watching(Steps(killer(writing)))
        run(its_id)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        step = said.read()
    _, status = os.waitpid(child, 0)
    return step or LIVED[0], os.waitstatus_to_exitcode(status)


def killer_at(number: int, writing: int) -> Callable[[int, str], None]:
    def kill(count: int, step: str) -> None:
        if count == number:
            os.write(writing, step.encode())
            os.kill(os.getpid(), signal.SIGKILL)

    return kill


def settle(finding_id: int) -> None:
    """Settle one finding as the task does."""
    from rewards.settlement.tasks import settle_finding

    settle_finding.apply(args=(finding_id,), throw=True)


def killer_once(named: str, mark: Path, *, everybody: bool) -> Callable[[int, str], None]:
    """Kill at the first step of this name, or at a later one: `COMMIT@2` is the second."""
    name, _, which = named.partition("@")
    left = int(which or 1)

    def kill(count: int, step: str) -> None:
        nonlocal left
        if not step.startswith(name):
            return
        left -= 1
        if left > 0:
            return
        try:
            mark.touch(exist_ok=False)
        except FileExistsError:
            return
        if everybody:
            os.killpg(0, signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)

    return kill


def _name(statement: Any) -> str:
    words = statement.decode() if isinstance(statement, bytes) else str(statement)
    return " ".join(words.split())[:60]


if __name__ == "__main__":
    django.setup()
    print(json.dumps(kill_each([int(argument) for argument in sys.argv[1:]], run=settle)))
elif "KILL_AT" in os.environ:
    everybody = os.environ.get("KILL_WHOM") == "everybody"
    watch(Steps(killer_once(os.environ["KILL_AT"], Path(os.environ["KILL_MARK"]), everybody=everybody)))
