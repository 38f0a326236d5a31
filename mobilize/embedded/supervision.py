"""Supervision: the children of one run, started one after the other and stopped in the opposite order.

A child has its own session, so that a terminal's Ctrl-C reaches the supervisor alone, which then stops the
web server before the worker and the worker before the database. On Linux the kernel ends the children when
the supervisor is killed outright. Each child inherits the run's claim (see `claims`) and writes to its own
log.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from mobilize.embedded.accounts import Account
from mobilize.embedded.errors import ChildDiedError, EmbeddedError
from mobilize.embedded.interruption import uninterrupted

_PR_SET_PDEATHSIG = 1
# Loaded before any fork: a forked child must not go looking for libraries.
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True, kw_only=True)
class Child:
    """One running process and how to stop it."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    stop_signal: signal.Signals
    patience_seconds: float

    def stop(self) -> None:
        """Ask it to stop, wait as long as it was promised, then end its whole group."""
        if self.process.poll() is None:
            with suppress(ProcessLookupError):
                self.process.send_signal(self.stop_signal)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(self.patience_seconds)
        # Also after an orderly end: a leader that was killed may have left its own children.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def last_words(self, lines: int = 20) -> str:
        """Return the end of its log."""
        with suppress(OSError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        return ""


class Supervisor:
    """Keeps the children of one run."""

    def __init__(self, *, log_folder: Path, claim: int) -> None:
        self.children: list[Child] = []
        self._log_folder = log_folder
        self._claim = claim
        self._stopping = False
        log_folder.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop_all()

    def start(
        self,
        *,
        name: str,
        command: Sequence[str | Path],
        patience_seconds: float,
        stop_signal: signal.Signals = signal.SIGTERM,
        death_signal: signal.Signals | None = None,
        env: Mapping[str, str] | None = None,
        folder: Path | None = None,
        account: Account | None = None,
    ) -> Child:
        """Start a process whose log begins anew; the previous one is kept beside it.

        `death_signal` is what it gets when the supervisor is killed; the stop signal unless said otherwise.
        """
        log = self._log_folder / f"{name}.log"
        with suppress(FileNotFoundError):
            log.replace(log.with_suffix(".log.old"))
        with uninterrupted(), log.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603 the commands are our own
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=folder,
                env=None if env is None else dict(env),
                start_new_session=True,
                pass_fds=(self._claim,),
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
                preexec_fn=_die_with_parent(death_signal or stop_signal),
            )
            child = Child(
                name=name,
                process=process,
                log=log,
                stop_signal=stop_signal,
                patience_seconds=patience_seconds,
            )
            self.children.append(child)
        return child

    def check(self) -> None:
        """Raise when a child has ended that nobody stopped."""
        if self._stopping:
            return
        for child in self.children:
            code = child.process.poll()
            if code is not None:
                how = f"with code {code}" if code >= 0 else f"by {signal.Signals(-code).name}"
                raise ChildDiedError(
                    f"The {child.name} process ended {how}. The end of {child.log}:\n{child.last_words()}"
                )

    def wait_for(self, child: Child, *, ready: Callable[[], str | None], seconds: float) -> None:
        """Wait until `ready` finds nothing missing; every child must stay alive meanwhile."""
        give_up_at, pause = time.monotonic() + seconds, 0.05
        while True:
            self.check()
            missing = ready()
            if missing is None:
                return
            if time.monotonic() > give_up_at:
                raise EmbeddedError(
                    f"The {child.name} process was not ready after {seconds:g} s: {missing}. "
                    f"The end of {child.log}:\n{child.last_words()}"
                )
            time.sleep(pause)
            pause = min(0.5, pause * 1.3)

    def stop_all(self) -> None:
        """Stop every child, the last started first."""
        self._stopping = True
        with uninterrupted():
            while self.children:
                self.children[-1].stop()
                self.children.pop()


def _die_with_parent(number: signal.Signals) -> Callable[[], None] | None:
    """Return what a forked child does to be ended with its parent; macOS has no such wish to make."""
    if _libc is None:
        return None
    libc, parent = _libc, os.getpid()

    def wish() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, number.value, 0, 0, 0)
        if os.getppid() != parent:  # it died in between, and the wish came too late
            os._exit(1)

    return wish
