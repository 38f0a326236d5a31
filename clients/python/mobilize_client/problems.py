"""Problems: what the API refuses, as exceptions.

Each carries the kind (`no_place`, as the document of the API calls it), the status, the sentence and the bad fields.
The classes are by status, so that a program catches what it can do something about.
"""

from __future__ import annotations

from typing import Any

import httpx


class Problem(Exception):
    """A refusal (RFC 9457)."""

    def __init__(self, response: httpx.Response) -> None:
        try:
            told = response.json()
        except ValueError:
            told = {}
        self.members: dict[str, Any] = told if isinstance(told, dict) else {}
        self.status = response.status_code
        # /problems/no-place/ is the kind no_place.
        self.code = str(self.members.get("type", "")).removeprefix("/problems/").strip("/").replace("-", "_")
        self.detail = str(self.members.get("detail", response.reason_phrase))
        self.errors: list[dict[str, str]] = list(self.members.get("errors", ()))
        self.response = response
        super().__init__(f"{self.status} {self.code}: {self.detail}")


class InvalidInput(Problem):
    """400: what was sent breaks a rule; `errors` names the fields."""


class NotSignedIn(Problem):
    """401: there is no key, or it is not good any more."""


class NotAllowed(Problem):
    """403: not with this key, or not for its owner."""


class NotFound(Problem):
    """404: there is nothing, or it is not for this key to know that there is."""


class NotPossibleNow(Problem):
    """409: the state of things does not allow it."""


class Ended(Problem):
    """410: it was there and has ended."""


class TooManyRequests(Problem):
    """429, for longer than the client was willing to wait."""


class Unavailable(Problem):
    """5xx, for longer than the client was willing to wait."""


_BY_STATUS: dict[int, type[Problem]] = {
    400: InvalidInput,
    401: NotSignedIn,
    403: NotAllowed,
    404: NotFound,
    409: NotPossibleNow,
    410: Ended,
    429: TooManyRequests,
}


def problem_of(response: httpx.Response) -> Problem:
    """Make the exception for a refusal."""
    kind = Unavailable if response.status_code >= 500 else _BY_STATUS.get(response.status_code, Problem)
    return kind(response)
