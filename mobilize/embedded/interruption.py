"""Interruption: Ctrl-C, SIGTERM and a closed terminal all mean one thing, once.

Inside `interruptible()` the first of them raises KeyboardInterrupt in the main thread and those right after
it are ignored, so that an impatient second Ctrl-C can't cut the orderly stop short. Inside `uninterrupted()`
it waits until the end of the block: between creating a child and writing it down, an interruption would
leave that child behind.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# Long enough to reach the orderly stop, which is uninterrupted. Not for ever: Python drops an exception that
# is raised inside a destructor, and then asking again must help.
_REPEATS_IGNORED_SECONDS = 2.0


class _State:
    """Signal handlers belong to the process, and so does this."""

    held = 0
    waiting = False
    raised_at: float | None = None


@contextmanager
def interruptible() -> Iterator[None]:
    """Turn the first interruption into KeyboardInterrupt; for the outermost block of a command."""
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    _State.waiting, _State.raised_at = False, None
    for number in _SIGNALS:
        # nohup set SIGHUP aside on purpose; an ignored SIGINT only means that a script started us behind it.
        if number != signal.SIGHUP or before[number] != signal.SIG_IGN:
            signal.signal(number, _on_signal)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold an interruption back until the end of the block."""
    _State.held += 1
    try:
        yield
    finally:
        _State.held -= 1
        if not _State.held and _State.waiting:
            _State.waiting = False
            if _State.raised_at is None:
                _interrupt()


@contextmanager
def on_child_exit(act: Callable[[], None]) -> Iterator[None]:
    """Call `act` in the main thread as soon as a child has ended, except where interruptions are held."""

    def handler(number: int, frame: FrameType | None) -> None:
        if not _State.held and _State.raised_at is None:
            act()

    before = signal.signal(signal.SIGCHLD, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGCHLD, before)


def _on_signal(number: int, frame: FrameType | None) -> None:
    if _State.held:
        _State.waiting = True
    else:
        _interrupt()


def _interrupt() -> None:
    now = time.monotonic()
    if _State.raised_at is None or now - _State.raised_at > _REPEATS_IGNORED_SECONDS:
        _State.raised_at = now
        raise KeyboardInterrupt
