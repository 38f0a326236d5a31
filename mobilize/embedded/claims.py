"""Claims: one run at a time per instance folder.

The claim is a lock on `<root>/lock` whose descriptor every child inherits. So it is free only when the run
that took it *and* everything it started are gone, and whoever holds it may clear away what an earlier run
left behind (a stale `postmaster.pid`, old sockets) without guessing from process numbers, which get used
again.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mobilize.embedded.errors import EmbeddedError

# A killed run's children stop by themselves; PostgreSQL may need a few seconds for its last checkpoint.
PATIENCE_SECONDS = 15.0


class AlreadyRunningError(EmbeddedError):
    """Another run has the folder."""


@contextmanager
def claim_root(root: Path) -> Iterator[int]:
    """Hold the folder for this run; the value is the descriptor that children must inherit."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(root / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError as error:
        raise EmbeddedError(
            f"{error.filename} belongs to another user. Run as that user, or remove {root} to begin anew."
        ) from None
    try:
        _lock(descriptor, root)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        try:
            yield descriptor
        finally:
            os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _lock(descriptor: int, root: Path) -> None:
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _holder(descriptor)
            if holder is not None:
                raise AlreadyRunningError(
                    f"An instance is already running here (process {holder}, data in {root}). "
                    "Use that one, or stop it with Ctrl-C in its terminal first."
                ) from None
            if time.monotonic() > give_up_at:
                raise AlreadyRunningError(
                    f"Processes of an earlier run still use {root} and do not end by themselves. "
                    f"Find them with `ps`, end them, and start again."
                ) from None
            time.sleep(0.1)
        else:
            return


def _holder(descriptor: int) -> int | None:
    """Return the process that wrote its number into the claim, if there is still such a process."""
    text = os.pread(descriptor, 32, 0).decode("ascii", "replace")
    if not text.isdigit():
        return None
    try:
        os.kill(int(text), 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        pass
    return int(text)
