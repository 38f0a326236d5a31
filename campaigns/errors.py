"""DomainError: the one family of expected refusals.

A refusal says what happened, why, and what can be done now. It carries a stable `code` (which becomes the
problem type's address), a message for people and `data` for programs. Nothing here knows HTTP: the edge maps
each subclass to a status once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class DomainError(Exception):
    """A refusal that the caller can understand and act on.

    `field` names the bad part of what was given as a JSON pointer without its first slash: `terms/ratio`. `leaves`
    writes down what is to be known of it all the same: whoever answers with the refusal calls it, once everything
    that was begun has been undone.
    """

    leaves: Callable[[], object] | None = None

    def __init__(
        self,
        code: str,
        message: str,
        *,
        field: str | None = None,
        **data: Any,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field
        self.data = data


class InvalidInput(DomainError):
    """What was given breaks a rule that the caller can read in the message."""


class NotPossibleNow(DomainError):
    """The state of things does not allow it; the message says what is possible."""


class NotAllowed(DomainError):
    """This person may see the thing but may not do this with it."""


class NotFound(DomainError):
    """There is no such thing, or it is not for this person to know that there is."""


class Changed(DomainError):
    """It is not any more what the caller has read, so what they make of that is not written over it."""


class Gone(DomainError):
    """It was there and has ended: an expired link, a finished campaign."""
