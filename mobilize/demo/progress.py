"""Progress: how far the replay has got, as a bar on a terminal and as a line now and then elsewhere."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any, Self

from tqdm import tqdm

from mobilize.demo.replay import Tally

_LINES = 10
_REFRESH_EVERY = 25


class Progress:
    """Shows tallies; `steps` is how many there will be."""

    def __init__(self, *, steps: int, terminal: bool | None = None) -> None:
        self._steps = steps
        self._lines_said = 0
        self._bar: Any = None
        if sys.stdout.isatty() if terminal is None else terminal:
            self._bar = tqdm(total=steps, unit=" steps", file=sys.stdout, dynamic_ncols=True, leave=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def show(self, tally: Tally) -> None:
        """Show this tally, if enough has happened since the last one."""
        last = tally.steps == self._steps
        if self._bar is not None:
            if last or tally.steps % _REFRESH_EVERY == 0:
                self._bar.set_postfix_str(_words(tally), refresh=False)
                self._bar.update(tally.steps - self._bar.n)
        elif tally.steps * _LINES // self._steps > self._lines_said:
            self._lines_said = tally.steps * _LINES // self._steps
            print(f"  {tally.steps * 100 // self._steps:3} %: {_words(tally)}", flush=True)  # noqa: T201 - what a bar would draw


def _words(tally: Tally) -> str:
    return f"{tally.people:,} people, {tally.reports} reports, {tally.decided} decided"
