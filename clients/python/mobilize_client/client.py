"""Mobilize: carries calls out, again where that is safe and worth while.

Law: a call is done once. Every POST gets an Idempotency-Key when it is first made, and keeps it over all its attempts,
so one whose answer was lost is answered from the store. What is tried again: a connection that broke, 429, 502, 503,
504, and 409 while the first attempt is still running; after as long as Retry-After says, else ever longer, and never
for longer than `patience` seconds in all.
"""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit

import httpx

from mobilize_client.calls import Call, Page
from mobilize_client.problems import Problem, problem_of

T = TypeVar("T")
_LATER = {429, 502, 503, 504}
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0


class Mobilize:
    """One instance of Mobilize, as a program sees it that has an API key (or none)."""

    def __init__(
        self,
        address: str,
        key: str = "",
        *,
        patience: float = 120.0,
        timeout: float = 30.0,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._http = httpx.Client(base_url=address, headers=headers, timeout=timeout, transport=transport)
        self._patience = patience
        self._sleep = sleep

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def do(self, call: Call[T], *, once_as: str = "") -> T:
        """Carry a call out and give what it answers; raises a Problem where it is refused.

        `once_as` is an Idempotency-Key of your own, for a call that another run of your program may make again.
        """
        return call.read(self._send(dict(call.request), once_as or str(uuid.uuid4())))

    def pages(self, call: Call[Page[T]]) -> Iterator[T]:
        """Give everything in a list, page by page as it is needed."""
        page = self.do(call)
        while True:
            yield from page.results
            if not page.next_:
                return
            # The page is fetched from where we were told to find it, but never from another server.
            parts = urlsplit(page.next_)
            page = call.read(self._send({"method": "get", "url": f"{parts.path}?{parts.query}"}, ""))

    def _send(self, request: dict[str, Any], once_as: str) -> httpx.Response:
        if request["method"].upper() == "POST":
            request["headers"] = {**request.get("headers", {}), "Idempotency-Key": once_as}
        waited, pause = 0.0, _FIRST_PAUSE
        while True:
            answer, broke = self._try(request)
            if answer is not None and answer.is_success:
                return answer
            if answer is not None and not _is_worth_another_try(answer):
                raise problem_of(answer)
            # By chance, so that many clients do not come back at the same instant.
            wait = _asked_to_wait(answer) if answer is not None else None
            wait = random.uniform(pause / 2, pause) if wait is None else wait  # noqa: S311 - nothing is secret about it
            if waited + wait > self._patience:
                if answer is None:
                    raise broke or RuntimeError("no answer and no reason")
                raise problem_of(answer)
            self._sleep(wait)
            waited, pause = waited + wait, min(2 * pause, _LONGEST_PAUSE)

    def _try(self, request: dict[str, Any]) -> tuple[httpx.Response | None, httpx.TransportError | None]:
        try:
            return self._http.request(**request), None
        except httpx.TransportError as broke:
            return None, broke


def _is_worth_another_try(answer: httpx.Response) -> bool:
    if answer.status_code == 409:
        return Problem(answer).code == "request_still_running"
    return answer.status_code in _LATER


def _asked_to_wait(answer: httpx.Response) -> float | None:
    """Read Retry-After, in seconds or as a date (RFC 9110)."""
    said = answer.headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return float(said)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except (TypeError, ValueError):
        return None
