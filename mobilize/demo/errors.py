"""DemoError: why the demo can't be played here, said so that it can be mended."""

from __future__ import annotations


class DemoError(Exception):
    """The message says what is wrong and what to do."""
