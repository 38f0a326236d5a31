"""A crew: processes that act at the same moment, each with connections of its own."""

from __future__ import annotations

import importlib
import os
import traceback
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from threading import Barrier
from types import TracebackType
from typing import Any, Self

PATIENCE_SECONDS = 60
Act = tuple[str, dict[str, Any]]
"""A function of `tests.faults.acts` by its name, and what it is called with."""

_start: Barrier | None = None


class Crew:
    """So many processes, started once and used again and again."""

    def __init__(self, size: int, env: Mapping[str, str]) -> None:
        # Spawned, not forked: nothing of this process's connections, threads or settings comes along.
        context = get_context("spawn")
        self.size = size
        barrier = context.Barrier(size)
        self._pool = ProcessPoolExecutor(size, context, _enlist, (dict(env), barrier))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def act(self, acts: Sequence[Act]) -> list[Any]:
        """Let every process do one act, all from the same moment on; gives what each returned.

        A refusal comes back as its code; anything worse fails the test with the process's own traceback.
        """
        if len(acts) > self.size:
            raise ValueError(f"{len(acts)} acts are too many for a crew of {self.size}")
        idle: list[Act] = [("wait_for_others", {})] * (self.size - len(acts))
        futures = [self._pool.submit(_act, name, given) for name, given in (*acts, *idle)]
        return [future.result(PATIENCE_SECONDS * 2) for future in futures[: len(acts)]]


def _enlist(env: dict[str, str], barrier: Barrier) -> None:
    global _start
    _start = barrier
    os.environ.clear()
    os.environ.update(env)
    import django

    django.setup()


def _act(name: str, given: dict[str, Any]) -> Any:
    # Imported here, since models can't be before the settings are known.
    act = getattr(importlib.import_module("tests.faults.acts"), name)
    if _start is None:
        raise RuntimeError("this process was never enlisted")
    _start.wait(PATIENCE_SECONDS)
    try:
        return act(**given)
    except Exception as error:
        code = getattr(error, "code", None)
        if isinstance(code, str):
            return code
        # As text: not every error survives the way between processes.
        raise AssertionError(traceback.format_exc()) from None
