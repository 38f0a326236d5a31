"""EmbeddedError: what can go wrong when an instance is started here, said so that it can be mended."""

from __future__ import annotations


class EmbeddedError(Exception):
    """A start, or a run, that can't go on; the message says why and what to do."""


class ChildDiedError(EmbeddedError):
    """A process that should be running has ended."""
